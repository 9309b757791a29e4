"""Tables: rows of Parquet, columns that a person maps, tables and texts that are compressed, lines without end."""

import datetime
import decimal
import gzip
import json
import tracemalloc
import zlib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from truceline.clean.row import read_row
from truceline.ingest import LARGEST, Form, Refused, find
from truceline.ingest.columns import FIELDS
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.load import HERE
from truceline.model.document import Raw

FURNITURE = load_furniture(HERE)


def rows(path, **columns):
    found = list(find([path], form=Form(columns)))
    return [json.loads(one.content) for one in found if isinstance(one, Raw)]


def refused(path, **columns):
    return [one for one in find([path], form=Form(columns)) if isinstance(one, Refused)]


def parquet(path, columns, **how):
    pq.write_table(pa.table(columns), path, **how)
    return path


def test_rows_of_parquet_are_those_of_json(tmp_path):
    table = {
        "text": ["Gunmen fired.", "Shells fell.", None],
        "date": [datetime.date(2019, 3, 20), None, None],
        "at": [datetime.datetime(2019, 3, 20, 8, 30, tzinfo=datetime.UTC), None, None],
        "site": [{"name": "Harbour Post", "ranks": [1, 2]}, None, None],
        "price": [decimal.Decimal("1.50"), None, None],
        "thumb": [b"\xff\xd8\x00", b"words", None],
        "views": [3, None, None],
    }
    path = parquet(tmp_path / "a.parquet", table, row_group_size=2)
    assert rows(path) == [
        {
            "text": "Gunmen fired.",
            "date": "2019-03-20",
            "at": "2019-03-20T08:30:00+00:00",
            "site": {"name": "Harbour Post", "ranks": [1, 2]},
            "price": "1.50",
            "thumb": "base64:/9gA",
            "views": 3,
        },
        {"text": "Shells fell.", "thumb": "words"},
    ]
    # The third row holds nothing, and is passed over.
    assert [one.name for one in find([path])] == [f"{path}:1", f"{path}:2"]


def test_rows_of_nothing_are_passed_over_and_counted(tmp_path):
    path = parquet(tmp_path / "a.parquet", {"text": ["Gunmen fired.", None, "Shells fell."]})
    assert [one.name for one in find([path])] == [f"{path}:1", f"{path}:3"]


def test_a_row_has_one_id_from_whatever_table_it_comes(tmp_path):
    told = {"text": "Gunmen fired.", "title": "Orrel"}
    (tmp_path / "a.jsonl").write_text(json.dumps(told))
    (tmp_path / "b.csv").write_text("title,text\nOrrel,Gunmen fired.\n")
    parquet(tmp_path / "c.parquet", {key: [value] for key, value in told.items()})
    assert len({one.id for one in find([tmp_path])}) == 1


def test_a_long_table_is_held_a_few_rows_at_a_time(tmp_path):
    text = ["Gunmen fired on Orrel. " * 2_000] * 4_000
    path = parquet(tmp_path / "a.parquet", {"text": text, "n": list(range(4_000))}, row_group_size=4_000)
    del text
    before = pa.total_allocated_bytes()
    tracemalloc.start()
    most = 0
    for _ in find([path]):
        most = max(most, pa.total_allocated_bytes() - before)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000  # of 184 MB
    assert most < 60_000_000


def test_a_broken_group_costs_its_rows_and_no_parquet_is_none(tmp_path):
    path = parquet(tmp_path / "a.parquet", {"text": ["one one", "two two"]}, row_group_size=1)
    content = bytearray(path.read_bytes())
    content[20:50] = b"\xff" * 30
    path.write_bytes(content)
    assert rows(path) == [{"text": "two two"}]
    assert [one.name for one in refused(path)] == [f"{path}:1"]
    assert "these 1 rows cannot be read" in refused(path)[0].reason
    for content in (b"", b"PAR1", b"PAR1" + b"\0" * 99 + b"PAR1", path.read_bytes()[:-5]):
        path.write_bytes(content)
        assert [one.reason.partition(":")[0] for one in refused(path)] == ["no Parquet file"]


def test_rows_too_large_for_reports_are_refused(tmp_path):
    path = parquet(tmp_path / "a.parquet", {"text": ["a" * (LARGEST["row"] + 1), "words", "words", "words"]})
    assert [one.reason for one in refused(path)] == ["too large for one report: 2.0 MB, at most 2 MB"]
    assert len(rows(path)) == 3
    path = parquet(tmp_path / "b.parquet", {"text": ["a" * 50_000_000]}, use_dictionary=False)
    assert [one.reason for one in refused(path)] == ["these 1 rows are too large for reports: 50 MB each"]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_columns_are_mapped_in_tables_of_every_kind(tmp_path, suffix):
    told = {"article_content": "Gunmen fired.", "When": "2019-03-20", "text": "teaser", "extra": "more"}
    path = tmp_path / f"a{suffix}"
    if suffix == ".jsonl":
        path.write_text(json.dumps(told))
    elif suffix == ".csv":
        path.write_text("\n".join([",".join(told), ",".join(told.values())]))
    else:
        parquet(path, {key: [value] for key, value in told.items()})
    assert rows(path, text="article_content", published="when") == [
        {"text": "Gunmen fired.", "date": "2019-03-20", "text (not mapped)": "teaser", "extra": "more"}
    ]
    draft, _ = read_row(
        next(find([path], form=Form({"text": "article_content", "published": "when"}))), FURNITURE
    )
    assert draft.text == "Gunmen fired."
    assert draft.published.first.isoformat() == "2019-03-20"


def test_a_column_inside_another_is_told_with_a_dot(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"body": "words", "meta": {"Site": "Post"}}\n{"body": "words", "meta": "none"}\n')
    assert [row.get("source") for row in rows(path, outlet="meta.site")] == ["Post", None]


def test_a_column_that_no_row_has_is_said_once(tmp_path):
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text('{"text": "one"}\n{"text": "two"}\n')
    assert refused(tmp_path, title="headline", text="text") == [
        Refused("--map title=headline", "no row has a column 'headline'")
    ]
    (tmp_path / "c.jsonl").write_text('{"headline": "Orrel", "text": "three"}\n')
    assert refused(tmp_path, title="headline") == []


def test_a_field_that_is_none_is_said_before_anything_is_read(tmp_path):
    with pytest.raises(ValueError, match="a field is one of text, title, published"):
        find([tmp_path], form=Form({"headline": "x"}))


def test_what_is_mapped_is_what_a_reader_of_rows_looks_for_first():
    kinds = {"published": "date"}
    for field, column in FIELDS.items():
        assert FURNITURE.fields[kinds.get(field, field)][0] == column


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.txt.gz", b"words", "text"),
        ("a.md.gz", b"# words", "text"),
        ("a.html.gz", b"<p>words", "html"),
        ("A.JSONL.GZ", b'{"text": "words"}\n', "row"),
        ("a.csv.gz", b"text\nwords\n", "row"),
    ],
)
def test_files_packed_with_gzip_are_read_as_if_they_were_not(tmp_path, name, content, media):
    half = len(content) // 2
    for packed in (
        gzip.compress(content, mtime=0),
        gzip.compress(content[:half], mtime=0) + gzip.compress(content[half:], mtime=0) + b"\0" * 9,
    ):
        (tmp_path / name).write_bytes(packed)
        [one] = find([tmp_path / name])
        assert one.media == media
        assert one.content in (content, b'{"text":"words"}')


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"words", "the gzip file is broken"),
        (gzip.compress(b"words" * 99, mtime=0)[:-4], "the gzip file is cut"),
        (gzip.compress(b"words" * 9_999_999, mtime=0), "it unpacks to more than 2 MB"),
        (b"", "the file is empty"),
    ],
)
def test_what_is_wrong_with_a_packed_file_is_said(tmp_path, content, reason):
    (tmp_path / "a.txt.gz").write_bytes(content)
    (tmp_path / "b.txt").write_text("words")
    one, two = find([tmp_path])
    assert reason in one.reason
    assert two.content == b"words"


def test_of_a_packed_table_that_is_cut_the_rows_before_are_read(tmp_path):
    lines = "".join(json.dumps({"text": f"{n} {n * n:x}"}) + "\n" for n in range(9_999)).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-500])
    found = list(find([tmp_path]))
    assert len(found) > 5_000
    assert "the gzip file is cut" in found[-1].reason
    assert all(isinstance(one, Raw) for one in found[:-2])


def bomb(path, head, megabytes=400):
    machine = zlib.compressobj(9, zlib.DEFLATED, 31)
    with path.open("wb") as file:
        file.write(machine.compress(head))
        for _ in range(megabytes):
            file.write(machine.compress(b"a" * 1_000_000))
        file.write(machine.flush())
    return path


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.txt.gz"])
def test_a_bomb_is_refused_in_little_memory(tmp_path, name):
    path = bomb(tmp_path / name, b"text\n")
    tracemalloc.start()
    found = list(find([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000
    assert "a gzip bomb" in found[-1].reason or "more than 2 MB" in found[-1].reason


@pytest.mark.parametrize(
    ("name", "head", "tail"),
    [
        ("a.jsonl", b'{"text": "one"}\n{"text": "', b'"}\n{"text": "two"}\n'),
        ("a.csv", b"text,more\none,1\n", b",1\ntwo,2\n"),
        ("a.csv", b"text,more\none,1\n" + b"a," * 3_000_000, b",1\ntwo,2\n"),
    ],
)
def test_a_line_of_a_gigabyte_is_refused_in_little_memory_and_the_next_is_read(tmp_path, name, head, tail):
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(head + b"a" * 100_000)
        file.seek(1_000_000_000)  # a hole: it costs no disk, and is read as NUL bytes
        file.write(tail)
    tracemalloc.start()
    found = list(find([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 150_000_000
    assert [json.loads(one.content)["text"] for one in found if isinstance(one, Raw)] == ["one", "two"]
    assert len([one for one in found if isinstance(one, Refused)]) == 1


def test_a_stray_nul_in_a_row_is_shown_as_lost(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "the \0army left"}\n')
    (tmp_path / "b.csv").write_bytes(b"text\nthe \0army left\n")
    for raw in find([tmp_path]):
        assert read_row(raw, FURNITURE)[0].text == "the \ufffdarmy left"
