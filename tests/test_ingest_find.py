import json
from pathlib import Path

import pytest

from truceline.ingest import LARGEST, Refused, find
from truceline.model.document import Raw


def taken(*paths):
    return [one for one in find(paths) if isinstance(one, Raw)]


def refused(*paths):
    return [one for one in find(paths) if isinstance(one, Refused)]


def test_folders_are_read_in_order_without_what_is_hidden_or_the_records_own(tmp_path):
    for name in (
        "b.txt",
        "a.md",
        ".hidden.txt",
        "picture.jpg",
        "sub/c.HTM",
        "knowledge/actors.txt",
        ".git/d.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    assert [Path(raw.name).relative_to(tmp_path).as_posix() for raw in taken(tmp_path)] == [
        "a.md",
        "b.txt",
        "sub/c.HTM",
    ]
    assert [raw.media for raw in taken(tmp_path)] == ["text", "text", "html"]
    assert refused(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n ", "the file is empty"),
        ("picture.txt", b"\x89PNG\r\n", "a picture"),
        ("nul.txt", b"words\0\0words\0\0", "NUL bytes"),
        ("noise.txt", bytes(range(1, 32)) * 10, "control characters"),
        ("paper.txt", b"%PDF-1.7", "a PDF"),
        ("rows.jsonl", b"", "the file is empty"),
        ("rows.csv", b"PK\x03\x04", "a ZIP archive"),
        ("words.xlsx", b"words", "unknown kind of file"),
        ("words.docx", b"words", "not a DOCX file"),
        ("words.eml", b"words", "does not begin with headers"),
        ("words.mbox", b"words", "there is no mail in it"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_reason(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)
    [one] = find([path])
    assert isinstance(one, Refused)
    assert one.name == str(path)
    assert reason in one.reason


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    [one] = refused(path)
    assert one.reason == "too large for one report: 50.0 MB, at most 2 MB"


def test_what_is_not_there_is_refused_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.txt").write_text("words")
    found = list(find([tmp_path / "nope.txt", tmp_path / "a.txt"]))
    assert isinstance(found[0], Refused)
    assert "no such file" in found[0].reason
    assert isinstance(found[1], Raw)


def test_a_folder_that_cannot_be_read_is_refused_and_the_rest_goes_on(tmp_path, monkeypatch):
    (tmp_path / "locked").mkdir()
    (tmp_path / "z.txt").write_text("words")
    whole = Path.iterdir

    def locked(self):
        if self.name == "locked":
            raise PermissionError(13, "Permission denied")
        return whole(self)

    monkeypatch.setattr(Path, "iterdir", locked)
    assert [one.reason for one in refused(tmp_path)] == ["the folder cannot be read: Permission denied"]
    assert len(taken(tmp_path)) == 1


def test_rows_of_jsonl_are_named_by_line_and_bad_lines_do_not_stop_the_rest(tmp_path):
    path = tmp_path / "a.jsonl"
    deep = "[" * 100_000
    long = json.dumps({"text": "a" * LARGEST["row"]})
    path.write_text(f'{{"text": "one"}}\n[1]\n\n{{bad\n{deep}\n{long}\nnull\n{{"z": 1, "text": "two"}}\n')
    found = {one.name.rpartition(":")[2]: one for one in find([path])}
    assert sorted(found) == ["1", "2", "4", "5", "6", "7", "8"]
    assert found["8"] == Raw(f"{path}:8", "row", b'{"text":"two","z":1}')
    reasons = {line: one.reason for line, one in found.items() if isinstance(one, Refused)}
    assert reasons["2"] == "a JSON object is wanted, not a list"
    assert reasons["4"].startswith("not JSON")
    assert reasons["5"] == "not JSON: nested too deeply"
    assert reasons["6"] == "the line is too long: at most 2 MB"
    assert reasons["7"] == "a JSON object is wanted, not null"


def test_the_order_of_columns_does_not_change_a_document(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "one", "title": "é"}\n{"title": "\\u00e9", "text": "one"}\n')
    one, two = taken(tmp_path / "a.jsonl")
    assert one.id == two.id


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_rows_in_other_encodings(tmp_path, encoding):
    (tmp_path / "a.jsonl").write_text(
        '{"text": "the army left “Marden”"}\n{"text": "plain"}\n', encoding=encoding
    )
    (tmp_path / "b.csv").write_text("text\nthe army left “Marden”\nplain\n", encoding=encoding)
    assert [json.loads(raw.content)["text"] for raw in taken(tmp_path)] == [
        "the army left “Marden”",
        "plain",
    ] * 2


def test_rows_of_csv(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('title;text\nA;"two\nlines"\n;\nB;b;more\nC\n')
    rows = [(raw.name, json.loads(raw.content)) for raw in taken(path)]
    assert rows == [(f"{path}:3", {"title": "A", "text": "two\nlines"}), (f"{path}:6", {"title": "C"})]
    assert [(one.name, one.reason) for one in refused(path)] == [
        (f"{path}:5", "the row has 3 cells, the header 2")
    ]


def test_long_cells_are_read(tmp_path):
    (tmp_path / "a.csv").write_text("text\n" + "a" * 200_000 + "\n")
    assert len(taken(tmp_path / "a.csv")) == 1


def test_bytes_are_kept_as_received(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xff\xfea\0\r\0\n\0")
    [raw] = taken(tmp_path / "a.txt")
    assert raw.content == b"\xff\xfea\0\r\0\n\0"


def test_a_link_that_leads_nowhere_is_named_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "c.txt").write_text("words")
    assert [(Path(one.name).name, one.reason) for one in refused(tmp_path)] == [
        ("a.txt", "a link that leads nowhere"),
        ("b.txt", "a link that leads nowhere"),
    ]
    assert refused(tmp_path / "a.txt")[0].reason == "a link that leads nowhere"
    assert len(taken(tmp_path)) == 1


def test_a_file_removed_while_the_folder_is_read_is_named(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("words")
    found = find([tmp_path])
    assert isinstance(next(found), Raw)
    (tmp_path / "b.txt").unlink()
    gone, last = found
    assert gone == Refused(str(tmp_path / "b.txt"), "there is no such file or folder")
    assert isinstance(last, Raw)


def test_fifty_megabytes_on_one_line_are_refused_unread(tmp_path, monkeypatch):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", None)
    [one] = find([tmp_path])
    assert one == Refused(str(tmp_path / "a.txt"), "too large for one report: 50.0 MB, at most 2 MB")


def test_a_cell_that_is_too_long_is_refused_and_the_next_row_is_read(tmp_path):
    (tmp_path / "a.csv").write_text("text\n" + "a" * (LARGEST["row"] + 1) + "\nwords\n")
    assert [one.reason for one in refused(tmp_path)] == ["a cell is too long: at most 2 MB"]
    assert [json.loads(raw.content) for raw in taken(tmp_path)] == [{"text": "words"}]
