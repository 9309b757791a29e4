"""Bytes to text: nothing is lost in silence."""

import pytest

from truceline.clean.decode import decode

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
