"""The archive that the throughput task makes."""

import gzip

from benchmarks.throughput.made import REPRINT, write_archive

PAGE = """<html><body><h1>{title}</h1><p>{words} one {title} and so the day went on until the night came down</p>
<p>Short.</p></body></html>"""


def folder(tmp_path):
    pages, examples = tmp_path / "pages", tmp_path / "reports"
    pages.mkdir()
    examples.mkdir()
    for number in range(3):
        page = PAGE.format(title=f"Title {number}", words=f"Paragraph {number} of rain")
        (pages / f"{number}.html.gz").write_bytes(gzip.compress(page.encode()))
    (examples / "a.txt").write_text("A report.")
    (examples / "table.csv").write_text("no page")
    return pages, examples


def test_the_archive_is_the_examples_the_pages_and_pages_dealt_from_them(tmp_path):
    pages, examples = folder(tmp_path)
    made = write_archive(tmp_path / "made.warc", pages, examples, 30).read_bytes()
    records = made.split(b"WARC/1.1\r\n")[1:]
    assert len(records) == 30
    assert b"text/plain" in records[0]
    assert b"A report." in records[0]
    assert b"Title 2" in records[3]
    dealt = records[4:]
    assert all(b"<p>Short.</p>" in record for record in dealt)
    drawn = [record.split(b"<p>")[1].split(b"</p>")[0] for record in dealt]
    assert all(words.startswith(b"Paragraph") for words in drawn)
    assert drawn[REPRINT] == drawn[REPRINT - 1]
    assert made == write_archive(tmp_path / "again.warc", pages, examples, 30).read_bytes()


def test_an_archive_can_be_compressed_record_by_record(tmp_path):
    pages, examples = folder(tmp_path)
    plain = write_archive(tmp_path / "made.warc", pages, examples, 8).read_bytes()
    packed = write_archive(tmp_path / "made.warc.gz", pages, examples, 8).read_bytes()
    assert gzip.decompress(packed) == plain
    assert packed.count(b"\x1f\x8b\x08") >= 8
