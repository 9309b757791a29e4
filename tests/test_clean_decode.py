"""Bytes become text once: marks, charsets that are told, guesses, mixed and damaged files, text encoded twice."""

import pytest

from truceline.clean import clean
from truceline.clean.decode import charset_of_page, decode
from truceline.ingest.binary import why_binary
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.load import HERE
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw

ENGLISH = "The army left “Marden” on Friday – as it’s told."
ARABIC = "انسحب الجيش من مدينة ماردن يوم الجمعة بعد قصف أدى إلى مقتل أربعة أشخاص، بحسب مسؤولين اثنين.\nوقال السكان إن الجسر فتح."
RUSSIAN = "Армия оставила город в пятницу, сообщили два чиновника.\nПогибли четыре человека, сказал губернатор области."
CHINESE = "两名官员说，军队星期五离开了这座城市。四人在炮击中丧生，居民们说大桥已经重新开放。"


def cp1252_of_utf8(text):
    """Return what a program makes that takes UTF-8 for Western Windows, and writes UTF-8."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    ("text", "written", "told"),
    [
        (ARABIC, "cp1256", None),
        (RUSSIAN, "cp1251", None),
        (RUSSIAN, "koi8-r", None),
        (CHINESE, "gb18030", None),
        (ARABIC, "utf-16-le", None),
        (ARABIC, "utf-16-be", None),
        (RUSSIAN, "utf-16-le", None),
        (ENGLISH, "utf-16-be", None),
        (ENGLISH, "cp1252", None),
        (ENGLISH, "utf-8", "iso-8859-1"),
        (ENGLISH, "cp1252", "ISO-8859-1"),
        (ENGLISH, "cp1252", "no-such-charset"),
        (ENGLISH, "cp1252", "hex"),
        (ENGLISH, "cp1252", "utf-8"),
        (CHINESE, "gb18030", "gb2312"),
        ("軍は金曜日に町を離れた。", "iso2022_jp", "iso-2022-jp"),
        ("軍は金曜日に町を離れた。", "cp932", "Shift_JIS"),
        ("Ordu cuma günü şehirden çekildi, iki yetkili söyledi.", "cp1254", "iso-8859-9"),
    ],
)
def test_text_comes_out_as_it_was_written(text, written, told):
    found = decode(text.encode(written), told)
    assert found.text == text
    assert "lost" not in found.encoding
    assert why_binary(text.encode(written)) is None or written == "iso2022_jp"


def test_bytes_that_are_no_text_are_not_taken_for_utf_16():
    assert why_binary(bytes(range(256)) * 40)
    assert why_binary(b"\x00\x01\x02\x03" * 400)


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="windows-1256">', "windows-1256"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?>', "ISO-8859-1"),
        (b"<title>charset=utf-8</title>", None),
    ],
)
def test_what_a_page_tells_of_itself(head, charset):
    assert charset_of_page(b"<html><head>" + head + b"</head>") == charset


def test_a_page_that_tells_its_charset_is_read_by_it():
    line = "Армия оставила город.".encode("koi8-r")
    page = b'<html><head><meta charset="koi8-r"></head><body><p>' + line + b"</p></body></html>"
    doc = clean(Raw("a.html", "html", page), load_furniture(HERE), load_swaps(HERE))
    assert (doc.encoding, "Армия оставила город." in doc.text) == ("koi8-r", True)


def test_a_page_that_tells_a_wrong_charset_is_read_by_its_bytes():
    page = b'<html><head><meta charset="koi8-r"></head><body><p>' + ENGLISH.encode() + b"</p></body></html>"
    doc = clean(Raw("a.html", "html", page), load_furniture(HERE), load_swaps(HERE))
    assert (doc.encoding, ENGLISH in doc.text) == ("utf-8", True)


def test_lines_of_two_encodings_are_read_each_by_its_own():
    content = (
        f"{ENGLISH}\n".encode()
        + f"{ENGLISH}\n".encode("cp1252")
        + b"Nothing else.\n"
        + "»Ja«\n".encode("cp1252")
    )
    assert decode(content) == (f"{ENGLISH}\n{ENGLISH}\nNothing else.\n»Ja«\n", "utf-8, 2 lines in cp1252")


def test_an_arabic_line_in_its_code_page_among_english_ones():
    content = f"{ENGLISH}\n".encode() + ARABIC.encode("cp1256")
    assert decode(content) == (f"{ENGLISH}\n{ARABIC}", "utf-8, 2 lines in cp1256")


def test_a_character_cut_in_two_is_lost_and_counted_and_no_other_encoding_is_seen():
    content = f"{ENGLISH}\n".encode() + b"He said \xe2\x80 and left.\n"
    found = decode(content)
    assert found.encoding == "utf-8, 1 character lost"
    assert found.text == f"{ENGLISH}\nHe said \ufffd and left.\n"


@pytest.mark.parametrize("text", [ENGLISH, "Café Müller – “naïve”", "the state‟s “army”", ARABIC])
def test_text_that_was_encoded_twice_is_decoded_twice(text):
    found = decode(cp1252_of_utf8(text).encode())
    count = len(text.split("\n"))
    assert found == (text, f"utf-8, {count} line{'s' * (count > 1)} twice")


def test_a_quotation_mark_that_lost_its_last_byte_on_the_way_is_shown_as_lost():
    assert (
        decode("It â€œended,â€ he said, and itâ€™s over.".encode()).text
        == "It “ended,\ufffd he said, and it’s over."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ã©",  # one alone may be an example of what goes wrong
        "Âme, âge, Ôtez: â is a letter, “â” too.",
        "O NOSSO PÃO – SÃO «BOM».",
        "Ãœ becomes Ü, and itâ€™s the same with Ä alone.",  # the Ä proves that the line was encoded once
    ],
)
def test_text_that_was_encoded_once_stays(text):
    assert decode(text.encode()) == (text, "utf-8")


def test_only_the_lines_that_were_encoded_twice_are_decoded_twice():
    text = f"Ä is a letter.\n{cp1252_of_utf8(ENGLISH)}\n{ENGLISH}"
    assert decode(text.encode()) == (f"Ä is a letter.\n{ENGLISH}\n{ENGLISH}", "utf-8, 1 line twice")


def test_a_row_that_was_encoded_twice():
    content = f'{{"text":"{cp1252_of_utf8(ENGLISH)}"}}'.encode()
    doc = clean(Raw("a.csv:2", "row", content), load_furniture(HERE), load_swaps(HERE))
    assert (doc.text, doc.encoding) == (ENGLISH, "utf-8, 1 line twice")


def test_a_nul_is_shown_as_lost():
    assert decode(b"One\0 two, which is long enough.") == (
        "One\ufffd two, which is long enough.",
        "utf-8, 1 NUL lost",
    )


PLAIN = "The army left Orrel."


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        ("Café — closed".encode(), "Café — closed", "utf-8"),
        ("Café “closed” again".encode("cp1252"), "Café “closed” again", "cp1252"),
        (
            "Café — closed\n".encode() + "Café “x”\n".encode("cp1252") + b"plain\n",
            "Café — closed\nCafé “x”\nplain\n",
            "utf-8, 1 line in cp1252",
        ),
        (
            "Ложь\n".encode() + "é\n".encode("cp1252") * 2,
            "Ложь\né\né\n",
            "utf-8, 2 lines in cp1252",
        ),
        ("Café — closed\nstop —".encode()[:-1], "Café — closed\nstop \ufffd", "utf-8, 1 character lost"),
        (b"The\0 army\0", "The\ufffd army\ufffd", "utf-8, 2 NUL lost"),
        (PLAIN.encode("utf-16-le"), PLAIN, "utf-16-le"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree", "utf-8"),
    ],
)
def test_each_line_is_read_in_its_own_encoding_and_losses_are_counted(content, text, encoding):
    assert decode(content) == (text, encoding)


@pytest.mark.parametrize(
    ("told", "encoding"),
    [
        ("koi8-r", "koi8-r"),
        ("KOI8-R ", "koi8-r"),
        ("utf-8", "cp1251"),
        ("nonsense", "cp1251"),
        ("rot13", "cp1251"),
        ("hex", "cp1251"),
        ("x\0y", "cp1251"),
        ("", "cp1251"),
    ],
)
def test_what_is_told_of_bytes_is_believed_where_it_fits(told, encoding):
    words = "Армия покинула город Орель в пятницу, сообщил мэр. " * 5
    content = words.encode(encoding)
    found = decode(content, told)
    assert found.text == words
    assert found.encoding.replace("windows-", "cp") == encoding


def test_utf_8_is_told_by_its_bytes_whatever_a_server_says():
    assert decode("Café".encode(), "koi8-r") == ("Café", "utf-8")
    assert decode(b"\xef\xbb\xbfCaf\xc3\xa9", "koi8-r") == ("Café", "utf-8")
