"""What an enemy sends: each is refused or bounded, said in a line, and the rest goes on."""

import gzip
import io
import time
import zipfile
import zlib
from pathlib import Path

import docx
import pyarrow as pa
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from tests.pages import answer, page
from tests.paper import pdf
from truceline.clean import clean
from truceline.clean.codings import undo
from truceline.cli import app
from truceline.ingest import Refused, few, find
from truceline.ingest.kept import read_kept
from truceline.ingest.unpacked import unpacked
from truceline.knowledge import load
from truceline.model.document import Raw
from truceline.model.errors import NotFetched, Unreadable
from truceline.pipeline import read_one

KNOWLEDGE = load()
NEWS = b"Gunmen opened fire on a checkpoint in the village of Orrel on Monday and killed four people, the mayor said.\n"
MAIL = b"From: Ann <ann@post.example>\nSubject: Orrel\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(media, content):
    return clean(Raw("a", media, content), KNOWLEDGE.furniture, KNOWLEDGE.swaps)


def paper(markup):
    """Return a DOCX file of this markup."""
    document, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(document)
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, markup if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def body(inside):
    return f"<w:document {W}><w:body>{inside}</w:body></w:document>"


def with_stream(packed):
    """Return a PDF with a stream of its own making for a page."""
    stream = b"9 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n" % (
        len(packed),
        packed,
    )
    plain = pdf([["Shelling resumes near Orrel"]]).replace(b"/Contents 4 0 R", b"/Contents 9 0 R")
    return plain.replace(b"xref\n", stream + b"xref\n", 1)


SPAN = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
UTF16 = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]>{body("<w:p/>")}'.encode(
    "utf-16"
)
EBCDIC = f'<?xml version="1.0" encoding="cp037"?>{body("<w:p/>")}'


@pytest.mark.parametrize(
    ("media", "content", "reason"),
    [
        ("mail", MAIL + b"Content-Disposition: " + b"a=((" * 1_200 + b"\n\n" + NEWS, "the mail is broken"),
        ("mail", MAIL + b"Content-Type: text/plain; " + b"a=b; " * 50_000 + b"\n\n" + NEWS, "longer than one can be"),
        ("mail", MAIL + b"Content-Type: text/plain;" + b"\n a=b;" * 50_000 + b"\n\n" + NEWS, "longer than one can be"),
        ("mail", MAIL + b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 50_000, "more than 2,000 parts"),
        ("text", b"a\n" * 600_000, "600,000 words and signs"),
        ("docx", paper(body("<w:p/>" * 1_100_000)), "more than 1,000,000 elements"),
        ("docx", paper(body(SPAN)), "more than 1,000 columns"),
        ("docx", paper(UTF16), "not written in UTF-8"),
        ("docx", paper(EBCDIC), "not written in UTF-8"),
        ("pdf", with_stream(zlib.compress(bytes(210_000_000))), "a bomb"),
        ("pdf", with_stream(zlib.compress(zlib.compress(bytes(210_000_000)))), "a bomb"),
        ("text", b"&" * 600_000, "600,000 words and signs"),
        ("warc", answer(page(), further="Content-Encoding: " + "gzip, " * 50 + "\r\n"), "coded 51 times"),
        ("warc", answer(gzip.compress(b"", mtime=0) * 5_000, further="Content-Encoding: gzip\r\n"), "more than 1,000 pieces"),
    ],
    ids=range(14),
)  # fmt: skip
def test_what_would_cost_too_much_is_refused_soon(media, content, reason):
    start = time.process_time()
    with pytest.raises(Unreadable, match=reason):
        read(media, content)
    assert time.process_time() - start < 10


def test_an_answer_in_many_pieces_is_refused_where_it_comes_in():
    with pytest.raises(NotFetched, match="more than 1,000 pieces"):
        unpacked(gzip.compress(b"") * 5_000, "gzip", most=10_000_000)
    assert unpacked(gzip.compress(NEWS) * 3, "gzip", most=10_000_000) == NEWS * 3
    assert undo("a", gzip.compress(NEWS) * 3, {"content-encoding": "gzip"}, 10_000_000) == (NEWS * 3, False)


@pytest.mark.parametrize(
    "words",
    [
        "Officials put the number of the dead at {}.".format("9" * 400),
        "Shelling killed {} people in Orrel, and a {} more.".format("9" * 30, "million " * 9),
        "Shelling killed ²²²² people since ²²²², in ²²²² days.",
        "Since {} shelling killed {} people in Orrel.".format("9" * 5_000, "9" * 5_000),
        "Shelling killed 12 people on ²² March ²²²², the mayor said, {} days ago.".format("8" * 4_400),
    ],
)
def test_numbers_that_count_nothing_stop_nothing(words):
    found = read_one(Raw("a", "text", (NEWS.decode() + words).encode()), ())
    assert not isinstance(found, Refused)
    assert found.document.is_read


def test_of_one_file_a_thousand_refusals_are_named_and_the_rest_counted(tmp_path):
    good = b'{"text":"Four died."}\n'
    path = tmp_path / "a.jsonl"
    path.write_bytes((b"x\n" * 9_000 + good) * 2)
    found = list(find([path]))
    assert sum(isinstance(one, Raw) for one in found) == 2
    assert len(found) == few.MOST_NAMED + 2 + 1
    assert found[-1].reason == "17,000 more rows or records cannot be read, and are not named one by one"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b"x\n" * 50_000),
        ("a.csv", b"text,title\n" + b"a,b,c\n" * 50_000),
        ("a.mbox", b"From a@b.example Wed Mar 20 08:00:00 2019\n\n" * 50_000),
    ],
)
def test_a_file_of_nothing_but_refusals_is_left(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "b.txt").write_bytes(NEWS)
    found = list(find([tmp_path]))
    assert isinstance(found[-1], Raw)
    assert len(found) == few.MOST_NAMED + 2 + 1
    assert any("the rest of the file is left" in one.reason for one in found[:-1])


def test_folders_nested_without_end_are_left_at_some_depth(tmp_path):
    (tmp_path / "z.txt").write_bytes(NEWS)
    tmp_path.joinpath(*["d"] * 150).mkdir(parents=True)
    refused, good = find([tmp_path])
    assert "folders nest more than 100 deep" in refused.reason
    assert isinstance(good, Raw)


def test_a_folder_in_which_nothing_can_be_asked_is_named(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_bytes(NEWS)
    (tmp_path / "locked").mkdir()
    whole = Path.is_dir

    def locked(self):
        if self.name == "locked":
            raise PermissionError(13, "Permission denied")
        return whole(self)

    monkeypatch.setattr(Path, "is_dir", locked)
    assert [one.reason for one in find([tmp_path / "locked"])] == ["it cannot be read: Permission denied"]
    good, refused = find([tmp_path])
    assert isinstance(good, Raw)
    assert refused.reason == "it cannot be read: Permission denied"


def test_a_page_of_nothing_but_tags_is_read_without_them():
    start = time.process_time()
    doc = read("html", b"<title>x</title>" + b"<p>" * 1_000_000 + NEWS)
    assert NEWS.decode().strip() in doc.text
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "record",
    [b"\0", b"", b"WARC/1.1\r\n", answer(page())[:60], answer(gzip.compress(bytes(100_000_000), mtime=0), further="Content-Encoding: gzip\r\n")],
)  # fmt: skip
def test_a_kept_record_that_is_broken_or_a_bomb_is_as_good_as_none(record):
    assert read_kept(Raw("a", "warc", record)) is None


def test_rows_of_nothing_are_no_reports(tmp_path):
    parquet.write_table(pa.table({"text": ["Four died.", None, None]}), tmp_path / "a.parquet")
    assert [one.name.rpartition(":")[2] for one in find([tmp_path])] == ["1"]


def test_a_million_blanks_are_read_in_a_moment():
    start = time.process_time()
    doc = read(
        "text",
        NEWS + b"Rebels" + b" " * 1_000_000 + b"fled to Marden on Monday, the mayor of the village said.\n",
    )
    assert [part.kind for part in doc.parts].count("body") >= 1
    assert time.process_time() - start < 10


def test_names_and_words_of_an_enemy_leave_the_terminal_alone(tmp_path):
    wild = "\x1b]0;owned\x07\u202e"
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / f"a{wild}\nnot read: b.txt").with_suffix(".txt").write_bytes(b"")
    (folder / "rows.jsonl").write_bytes(b"\n" * 99 + b"x\n")
    (folder / "good.txt").write_text(f"Shells {wild} fall on Orrel\n20 March 2019\n\n{NEWS.decode()}")
    added = CliRunner().invoke(app, ["add", str(folder), "-r", str(tmp_path / "a.truceline")])
    assert added.exit_code == 3
    told = added.stderr.splitlines()
    assert sum(line.startswith("not read: ") for line in told) == 2
    assert any("rows.jsonl:100: not JSON" in line for line in told)
    shown = CliRunner().invoke(app, ["show", "documents", "-r", str(tmp_path / "a.truceline")])
    assert "fall on Orrel" in shown.stdout
    assert not any(char in added.stderr + shown.stdout for char in "\x1b\x07\u202e")


@pytest.mark.parametrize(
    ("name", "content"), [("a.warc", b"WARC/1.0\r\n"), ("a.warc.gz", gzip.compress(b"WARC/1.0\r\n", mtime=0))]
)
def test_an_archive_of_beginnings_is_left(tmp_path, name, content):
    (tmp_path / name).write_bytes(content * 20_000)
    (tmp_path / "b.txt").write_bytes(NEWS)
    start = time.process_time()
    *refused, good = find([tmp_path])
    assert "the rest is left" in refused[-1].reason
    assert isinstance(good, Raw)
    assert time.process_time() - start < 20
