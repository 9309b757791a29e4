"""A DOCX file: its paragraphs and tables; and what a hostile one does."""

import builtins
import io
import zipfile

import docx
import pytest

from truceline.clean import clean
from truceline.ingest import find
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.load import HERE
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw
from truceline.model.errors import Unreadable

FURNITURE, SWAPS = load_furniture(HERE), load_swaps(HERE)
NEWS = (
    "Gunmen opened fire on a checkpoint in the village of Orrel on Monday and killed four people, the mayor said.",
    "The army denied that it had fired first. A spokesman said that its troops had answered shots from the hill.",
)


def paper():
    document = docx.Document()
    document.add_heading("Shelling resumes near Orrel", 0)
    document.add_paragraph("20 March 2019")
    for words in NEWS:
        document.add_paragraph(words)
    table = document.add_table(2, 2)
    for cell, words in zip(
        [cell for row in table.rows for cell in row.cells], ("Place", "Killed", "Orrel", "4"), strict=True
    ):
        cell.text = words
    return saved(document)


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(content):
    return clean(Raw("a.docx", "docx", content), FURNITURE, SWAPS)


def changed(content, part, words):
    """Return the file with another part in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, words)
    return out.getvalue()


def test_paragraphs_are_read_with_title_and_date():
    doc = read(paper())
    assert [doc.text[start:end] for start, end in doc.ranges("body")] == list(NEWS)
    assert doc.title == "Shelling resumes near Orrel"
    assert doc.published.first.isoformat() == "2019-03-20"
    assert doc.encoding == "docx"
    assert "Orrel | 4" in doc.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04words", "broken"),
        (paper()[:-500], "broken"),
        (changed(paper(), "word/document.xml", b"<broken"), "broken"),
        (changed(paper(), "[Content_Types].xml", b"<Types/>"), "broken"),
        (changed(paper(), "word/document.xml", b"\0" * 31_000_000), "has a part of 31 MB"),
        (
            changed(paper(), "word/document.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
            "declares entities",
        ),
        (saved(docx.Document()), "there is no text"),
    ],
)
def test_what_cannot_be_read_says_why(content, reason):
    with pytest.raises(Unreadable, match=reason):
        read(content)


def test_a_bomb_of_many_parts_is_refused():
    content = paper()
    for n in range(7):
        content = changed(content, f"word/media/{n}.bin", b"\0" * 29_999_999)
    with pytest.raises(Unreadable, match="unpacks to more than 200 MB"):
        read(content)


def test_a_name_that_leads_out_of_the_archive_leads_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    doc = read(changed(paper(), "../../escaped.txt", b"words"))
    assert doc.title
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_the_command_is_told(monkeypatch):
    imported = builtins.__import__

    def without(name, *further):
        if name == "docx":
            raise ImportError(name)
        return imported(name, *further)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unreadable, match=r"pip install 'truceline\[docx\]'"):
        read(paper())


def test_a_file_of_that_name_is_taken(tmp_path):
    (tmp_path / "a.docx").write_bytes(paper())
    [one] = find([tmp_path])
    assert one.media == "docx"
