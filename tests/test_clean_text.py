import tomllib
from pathlib import Path

import pytest

from truceline.clean import clean
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw
from truceline.model.errors import Unreadable

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parent / "src/truceline/knowledge"
FURNITURE, SWAPS = load_furniture(KNOWLEDGE), load_swaps(KNOWLEDGE)
CASES = tomllib.loads((HERE / "cases/clean_text.toml").read_text())["case"]


def read(text):
    content = text if isinstance(text, bytes) else text.encode()
    return clean(Raw("a.txt", "text", content), FURNITURE, SWAPS)


def body_lines(doc):
    return [doc.text[start:end] for start, end in doc.ranges("body")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_parts_of_a_flattened_page(case):
    doc = read(case["text"])
    lines = body_lines(doc)
    assert len(lines) == len(case["body"])
    for line, wanted in zip(lines, case["body"], strict=True):
        first, _, last = wanted.partition(" … ")
        assert line.startswith(first)
        assert line.endswith(last)
    for words in case.get("out", []):
        assert not any(words in line for line in lines)
    assert doc.title == case.get("title")
    assert doc.outlet == case.get("outlet")
    assert list(doc.byline) == case.get("byline", [])
    assert doc.dateline == case.get("dateline")
    assert doc.wire == case.get("wire")
    assert (doc.published.first.isoformat() if doc.published else None) == case.get("published")
    assert doc.published_at == case.get("published_at")
    if doc.published:
        assert doc.published.last.isoformat() == case.get("last", case["published"])
        assert doc.published.rule == case.get("rule", "date-line/1")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_every_word_belongs_to_exactly_one_part(case):
    doc = read(case["text"])
    end = 0
    for part in doc.parts:
        assert end <= part.start < part.end <= len(doc.text)
        assert not doc.text[end : part.start].strip()
        end = part.end
    assert not doc.text[end:].strip()


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("The army left “Marden”.".encode(), "utf-8"),
        ("\ufeffThe army left “Marden”.".encode(), "utf-8"),
        ("\ufeffThe army left “Marden”.".encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + "The army left “Marden”.".encode("utf-16-be"), "utf-16"),
        ("The army left “Marden”.".encode("utf-16-le"), "utf-16-le"),
        ("The army left “Marden”.".encode("utf-16-be"), "utf-16-be"),
        ("The army left “Marden”.".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings(content, encoding):
    doc = read(content)
    assert doc.text == "The army left “Marden”."
    assert doc.encoding == encoding


def test_broken_utf8_keeps_the_rest_and_counts_what_is_lost():
    content = "The army left “Marden” – in “July”.".encode()
    doc = read(content[:15] + content[16:])
    assert doc.encoding == "utf-8, 1 character lost"
    assert "Marden” – in “July”." in doc.text


def test_a_short_text_with_broken_bytes_is_no_foreign_code_page():
    content = "The army left “Marden” – in “July”.".encode()
    doc = read(content[:16] + b"\xff\xfe" + content[16:])
    assert doc.encoding.startswith("utf-8, ")
    assert "Marden” – in “July”." in doc.text


def test_line_ends_of_every_machine_are_one_text():
    assert (
        read("One two.\r\nThree four.\r\n").text
        == read("One two.\nThree four.\n").text
        == "One two.\nThree four.\n"
    )


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b" \n\t\n", b"Advertisement\n"])
def test_nothing_to_read_names_the_file(content):
    with pytest.raises(Unreadable, match=r"a\.txt"):
        read(content)


def test_the_longest_lines_take_bounded_time():
    assert body_lines(read("The army took the town on Monday. " * 50_000))
    assert read("a\n" * 20_000).parts
    with pytest.raises(Unreadable, match="too long"):
        read("a" * 2_000_001)


def test_the_same_bytes_under_two_names_are_one_document():
    one, two = (
        clean(Raw(name, "text", b"# T\n\nWords here."), FURNITURE, SWAPS) for name in ("a.txt", "b.md")
    )
    assert one == two


def test_a_known_outlet_of_one_word_is_no_section_and_no_title():
    known = load_furniture(KNOWLEDGE, ["Shoreline"])
    text = "Shoreline\nThe news from the islands\n\n8 March 2019\n\nThe rebels left the town of Marden on Monday, two officials said.\n"
    found = clean(Raw("a.txt", "text", text.encode()), known, SWAPS)
    assert found.outlet == "Shoreline"
    assert read(text).outlet is None
