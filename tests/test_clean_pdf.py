"""A PDF: paragraphs put together, words made whole, what recurs on pages set aside."""

import builtins

import pytest

from tests.pages import answer
from tests.paper import pdf
from truceline.clean import clean
from truceline.ingest import LARGEST, Refused, find
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.load import HERE
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw
from truceline.model.errors import Unreadable

FURNITURE, SWAPS = load_furniture(HERE), load_swaps(HERE)
FIRST = [
    "Kelmarra Casualty Watch",
    "Weekly bulletin 12",
    "",
    "Shelling resumes near Orrel as truce frays",
    "",
    "20 March 2019",
    "",
    "Gunmen opened fire on a checkpoint in Orrel on Monday and killed four peo-",
    "ple, the mayor said. It was the third breach of the cease-",
    "fire in a week, as monitors said in their last three notes, and a well-",
    "known medic was among the dead.",
    "",
    "The army denied that it had fired first. A spokesman said that its troops had",
    "answered shots from the hill.",
    "",
    "Page 1 of 2",
]
SECOND = [
    "Kelmarra Casualty Watch",
    "Weekly bulletin 12",
    "",
    "The ceasefire was signed in Selmont by a well-known judge. Both sides say that they",
    "keep it, and each of them says that the other does not.",
    "",
    "Page 2 of 2",
]


def read(content, name="a.pdf"):
    return clean(Raw(name, "pdf", content), FURNITURE, SWAPS)


def parts(doc, kind):
    return [" ".join(doc.text[start:end].split()) for start, end in doc.ranges(kind)]


def test_a_bulletin_is_read_as_paragraphs_with_its_words_whole():
    doc = read(pdf([FIRST, SECOND]))
    assert parts(doc, "body") == [
        "Gunmen opened fire on a checkpoint in Orrel on Monday and killed four people, the mayor said. It was the "
        "third breach of the ceasefire in a week, as monitors said in their last three notes, and a well-known medic was among the dead.",
        "The army denied that it had fired first. A spokesman said that its troops had answered shots from the hill.",
        "The ceasefire was signed in Selmont by a well-known judge. Both sides say that they keep it, and each of them "
        "says that the other does not.",
    ]
    assert doc.title == "Shelling resumes near Orrel as truce frays"
    assert doc.published.first.isoformat() == "2019-03-20"
    assert doc.encoding == "pdf"


def test_what_recurs_on_pages_is_no_body_whatever_number_it_has():
    doc = read(pdf([FIRST, SECOND]))
    assert parts(doc, "boilerplate").count("Kelmarra Casualty Watch") == 2
    assert "Page 1 of 2" in parts(doc, "boilerplate")
    assert "Page 2 of 2" in parts(doc, "boilerplate")
    assert not any("bulletin" in words for words in parts(doc, "body"))


def test_what_stands_on_one_page_alone_does_not_recur():
    doc = read(pdf([FIRST]))
    assert len(parts(doc, "body")) == 2


@pytest.mark.parametrize("marker", [b"\0", b"%PDF-1.4\n%%EOF"])
def test_a_broken_pdf_says_so(marker):
    with pytest.raises(Unreadable, match=r"a\.pdf: the PDF is broken"):
        read(marker)


def test_a_pdf_cut_in_the_middle_never_crashes():
    whole = pdf([FIRST, SECOND])
    for at in range(50, len(whole), 97):
        try:
            doc = read(whole[:at])
        except Unreadable as error:
            assert str(error).startswith("a.pdf: ")
        else:
            assert doc.text.strip()


def test_a_locked_pdf_says_so():
    key = b"<" + b"00" * 32 + b">"
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >> /ID [%s %s]" % (
        key,
        key,
        key,
        key,
    )
    content = pdf([FIRST]).replace(b"trailer << ", b"trailer << " + locked + b" ")
    with pytest.raises(Unreadable, match=r"a\.pdf: the PDF is encrypted"):
        read(content)


def test_a_scan_says_that_it_holds_no_text():
    with pytest.raises(Unreadable, match="only pictures: 2 pages that need OCR first"):
        read(pdf([[], []]))


def test_too_many_pages_are_refused():
    with pytest.raises(Unreadable, match=r"too long for one report: 1,001 pages"):
        read(pdf([["words"]] * 1001))


def test_without_the_extra_the_command_is_told(monkeypatch):
    imported = builtins.__import__

    def without(name, *further):
        if name == "pypdfium2":
            raise ImportError(name)
        return imported(name, *further)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unreadable, match=r"a\.pdf: to read PDF files: pip install 'truceline\[pdf\]'"):
        read(pdf([FIRST]))


def test_a_pdf_from_the_web_is_read_alike():
    content = answer(pdf([FIRST, SECOND]), kind="application/pdf", uri="http://watch.example/12.pdf")
    doc = clean(Raw("a.warc:0", "warc", content), FURNITURE, SWAPS)
    assert doc.text == read(pdf([FIRST, SECOND])).text
    assert doc.url == "http://watch.example/12.pdf"


def test_files_are_taken_by_what_they_are(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf([FIRST]))
    (tmp_path / "b.pdf").write_bytes(b"words\n")
    with (tmp_path / "c.pdf").open("wb") as file:
        file.truncate(LARGEST["pdf"] + 1)
    one, two, three = find([tmp_path])
    assert one.media == "pdf"
    assert two == Refused(str(tmp_path / "b.pdf"), "not a PDF, whatever its name says")
    assert "too large" in three.reason
