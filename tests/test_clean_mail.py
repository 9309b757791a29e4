"""A mail: what its headers tell, its own words, and those of others that it carries."""

import tracemalloc
from email.message import EmailMessage

import pytest

from tests.pages import page
from truceline.clean import clean
from truceline.ingest import LARGEST, Refused, find
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.load import HERE
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw
from truceline.model.errors import Unreadable

FURNITURE = load_furniture(HERE, hosts={"post.example": "Harbour Post"})
SWAPS = load_swaps(HERE)
HEAD = """From: "Dan Orme" <dan@post.example>
To: list@watch.example
Subject: {subject}
Date: {date}
Content-Type: text/plain; charset={charset}
"""
NEWS = """
Gunmen opened fire on a checkpoint in the village of Orrel on Monday and
killed four people, the mayor said. The army denied that it had fired
first, and a spokesman said that its troops had answered shots.

It was the third breach of the ceasefire in a week, monitors in the hills
of the north said, and it came two days before the talks.
"""


def mail(words=NEWS, subject="Shelling near Orrel", date="Wed, 20 Mar 2019 23:30:00 +0300", charset="utf-8"):
    return (HEAD.format(subject=subject, date=date, charset=charset) + words).encode(charset)


def read(content):
    return clean(Raw("a.eml", "mail", content), FURNITURE, SWAPS)


def parts(doc, kind):
    return [" ".join(doc.text[start:end].split()) for start, end in doc.ranges(kind)]


def test_the_headers_stand_over_the_words_and_say_who_when_and_what():
    doc = read(mail())
    told = "From: Dan Orme <dan@post.example>\nDate: Wed, 20 Mar 2019 23:30:00 +0300\nSubject: Shelling near Orrel\n"
    assert doc.text == told + NEWS
    assert doc.title == "Shelling near Orrel" == parts(doc, "title")[0]
    assert doc.byline == ("Dan Orme",)
    assert doc.outlet == "Harbour Post"
    assert (doc.published.first.isoformat(), doc.published.rule) == ("2019-03-20", "mail-date/1")
    assert doc.published_at == "2019-03-20T23:30+03:00"
    assert [words[:20] for words in parts(doc, "body")] == ["Gunmen opened fire o", "It was the third bre"]


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Shelling near Orrel",
        "RE: Fwd: [list] Re: Shelling near Orrel",
        "=?utf-8?q?Shelling_near_Orrel?=",
        "Shelling\n near Orrel",
    ],
)
def test_what_programs_write_before_a_subject_is_no_title(subject):
    assert read(mail(subject=subject)).title == "Shelling near Orrel"


def test_a_list_of_an_agency_is_an_outlet_and_no_writer():
    doc = read(mail().replace(b'"Dan Orme" <dan@post.example>', b"AFP News <wire@list.example>"))
    assert doc.byline == ()
    assert doc.outlet == "AFP News"


def test_what_a_mail_quotes_forwards_or_signs_is_no_body():
    quoted = "\nOn Tue, 19 Mar 2019, Ann Lee <ann@watch.example> wrote:\n> Fifty people died in Selmont on Friday, the army said.\n>> Who says so?\n"
    signed = "\n-- \nDan Orme, who killed nobody in Dunmere on Friday, as the mayor said.\n"
    for line in (
        "-----Original Message-----",
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "_" * 32,
    ):
        other = f"\n{line}\nFrom: Ann Lee\nSixty people died in Dunmere on Friday, the army said.\n"
        doc = read(mail(NEWS + quoted + other))
        assert len(parts(doc, "body")) == 2
        assert not any(word in " ".join(parts(doc, "body")) for word in ("Fifty", "Sixty", "Ann"))
        assert "Sixty people" in " ".join(parts(doc, "boilerplate"))
    doc = read(mail(NEWS + signed))
    assert len(parts(doc, "body")) == 2


def test_an_answer_between_the_quotes_is_body():
    doc = read(mail("> Is it true?\n" + NEWS + "> And who said so?\n"))
    assert len(parts(doc, "body")) == 2


def test_plain_words_are_preferred_and_a_page_is_read_where_there_are_none():
    both = EmailMessage()
    both["Subject"], both["From"] = "Orrel", "Dan Orme <dan@post.example>"
    both.set_content(NEWS)
    both.add_alternative(page(), subtype="html")
    assert parts(read(both.as_bytes()), "body")[0].endswith("answered shots.")
    alone = EmailMessage()
    alone["Subject"] = "Orrel"
    alone.set_content(page(), subtype="html")
    doc = read(alone.as_bytes())
    assert len(parts(doc, "body")) == 3
    assert doc.title == "Orrel"
    assert doc.published is None
    for part in doc.parts:
        assert doc.text[part.start : part.end].strip()


def test_attachments_are_not_read():
    letter = EmailMessage()
    letter["Subject"] = "Orrel"
    letter.set_content(NEWS)
    letter.add_attachment("Sixty people died in Dunmere.", filename="../../a.txt")
    assert "Sixty" not in read(letter.as_bytes()).text
    assert read(letter.as_bytes()).encoding == "utf-8, 1 attachment not read"
    bare = EmailMessage()
    bare.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    with pytest.raises(Unreadable, match="no text in the mail, 1 attachment not read"):
        read(bare.as_bytes())


@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "cp1251", "utf-16"])
def test_the_charset_of_a_mail_is_what_it_tells(charset):
    words = NEWS.replace("Orrel", "Орель")
    content = HEAD.format(subject="Orrel", date="", charset=charset).encode() + b"\n" + words.encode(charset)
    assert "Орель" in read(content).text


def test_a_charset_that_does_not_exist_loses_nothing():
    content = mail(NEWS.replace("Orrel", "Orrél"), charset="utf-8").replace(
        b"charset=utf-8", b"charset=nonsense"
    )
    assert "Orrél" in read(content).text


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: " + b"=?utf-8?q?" * 5_000 + b"\n\nGunmen fired on Orrel on Monday, the mayor said.\n",
        b"Subject: " + b"word " * 400_000 + b"\n\nGunmen fired on Orrel on Monday, the mayor said.\n",
        b"From: " + b"(" * 5_000 + b"\n\nGunmen fired on Orrel on Monday, the mayor said.\n",
        b"From: <<<>>>;;;@@@,,,\nDate: 99 Foo 20199\nSubject: Orrel\n\nGunmen fired on Orrel on Monday, the mayor said.\n",
        b"From: a@b.example\nContent-Transfer-Encoding: base64\nSubject: Orrel\n\n!!!! no base64 ????",
        b"Content-Type: multipart/mixed\nSubject: Orrel\n\nGunmen fired on Orrel on Monday, the mayor said.\n",
        b"Subject: Orrel\nContent-Type: text/plain; charset=\xff\xfe\n\nGunmen fired on Orrel on Monday, the mayor said.\n",
    ],
)
def test_broken_headers_never_crash(content):
    try:
        doc = read(content)
    except Unreadable as error:
        assert str(error).startswith("a.eml: ")
    else:
        assert doc.text


@pytest.mark.parametrize("deep", [15, 100, 190, 5_000])
def test_a_bomb_of_nested_parts_is_bounded(deep):
    content = b"Subject: Orrel\n"
    for n in range(deep):
        content += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
    content += b"Content-Type: text/plain\n\nGunmen fired on Orrel on Monday, the mayor said.\n"
    tracemalloc.start()
    try:
        if deep < 20:
            assert "Gunmen" in read(content).text
        else:
            with pytest.raises(Unreadable, match="nested too deeply"):
                read(content)
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 50_000_000


def test_a_mailbox_has_a_document_for_each_mail(tmp_path):
    box = tmp_path / "a.mbox"
    stuffed = NEWS + "\n>From the hills came word.\n\nFrom the town none.\n"
    box.write_bytes(
        b"From dan@post.example Wed Mar 20 23:30:00 2019\n"
        + mail(stuffed)
        + b"\nFrom - Thu Mar 21 08:00:00 2019\n"
        + mail(subject="Another")
    )
    one, two = find([box])
    assert (one.name, two.name) == (f"{box}:1", f"{box}:{len(mail(stuffed).splitlines()) + 3}")
    assert b"\nFrom the hills came word." in one.content
    assert read(two.content).title == "Another"


def test_a_mail_that_is_too_large_is_named_and_the_next_is_read(tmp_path):
    box = tmp_path / "a.mbox"
    start = b"From dan@post.example Wed Mar 20 23:30:00 2019\n"
    with box.open("wb") as file:
        file.write(start + mail())
        file.seek(LARGEST["mail"] + 1_000_000)
        file.write(b"\n\n" + start + mail())
    tracemalloc.start()
    big, good = find([box])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * LARGEST["mail"]
    assert isinstance(big, Refused)
    assert "too large" in big.reason
    assert read(good.content).title == "Shelling near Orrel"


def test_a_file_that_is_no_mailbox_says_so(tmp_path):
    (tmp_path / "a.mbox").write_text("words\nFrom me to you\n")
    [one] = find([tmp_path])
    assert "there is no mail in it" in one.reason


def test_a_byte_of_no_charset_in_a_header_is_a_lost_character():
    content = b"From: Ann L\xe9e <ann@post.example>\r\nSubject: Sh\xe9lls\r\n\r\n" + NEWS.encode()
    doc = clean(Raw("m.eml", "mail", content), FURNITURE, SWAPS)
    assert (doc.title, doc.byline) == ("Sh\ufffdlls", ("Ann L\ufffde",))
    assert doc.text.startswith("From: Ann L\ufffde")


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:30:00 +0000", "Mon, 1 Jan 0101 00:10:00 +1400"])
def test_a_mail_of_no_year_that_mails_were_sent_in_has_no_day(date):
    doc = read(mail(date=date))
    assert (doc.published, doc.published_at) == (None, None)
