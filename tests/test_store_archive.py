import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.store_sample import AT, derive, fill, sample
from truceline.model.document import Raw
from truceline.model.errors import NewerRecord, RecordError
from truceline.model.judgement import Judgement
from truceline.store import read, schema, write
from truceline.store.archive import write_archive
from truceline.store.check import check
from truceline.store.open import open_or_create
from truceline.store.restore import add_archive
from truceline.store.unarchive import read_archive

NOW = "2040-01-01"


def archived(record, path):
    write_archive(record, path)
    return path.read_bytes()


pytestmark = pytest.mark.both_databases


@pytest.fixture
def good(record, tmp_path):
    """Return the archive of two reports, one of them read twice."""
    fill(record, sample(30), sample(12))
    write.add_reading(record, sample(12, method="a later reader, though its name comes first").reading)
    write.add_judgement(record, Judgement("events", "a", "b", "different", "me"))
    write_archive(record, tmp_path / "good.zip")
    return tmp_path / "good.zip"


def test_adding_it_to_an_empty_record_gives_the_same_archive(record, good, tmp_path):
    with open_or_create(tmp_path / "other.truceline") as other:
        add_archive(other, good, at=NOW)
        assert archived(other, tmp_path / "again.zip") == good.read_bytes()
        assert list(read.newest_readings(other)) == list(read.newest_readings(record))
        assert list(read.judgements(other)) == list(read.judgements(record))
        assert read.names(other) == read.names(record)
        write.replace_derived(other, derive(other))
        assert list(read.incidents(other)) == list(read.incidents(record))
        assert check(other) == []


def test_an_empty_record_too(record, tmp_path):
    empty = archived(record, tmp_path / "empty.zip")
    add_archive(record, tmp_path / "empty.zip", at=NOW)
    assert archived(record, tmp_path / "again.zip") == empty


def test_adding_it_twice_or_to_where_it_came_from_changes_nothing(record, good, tmp_path):
    before = read.marks(record), list(read.entries(record))
    add_archive(record, good, at=NOW)
    assert (read.marks(record), list(read.entries(record))) == before
    with open_or_create(tmp_path / "other.truceline") as other:
        write.add_judgement(other, Judgement("events", "a", "b", "unsure", "me"))
        add_archive(other, good, at=NOW)
        assert [one.verdict for one in read.judgements(other)] == ["unsure", "same", "different"]


def test_an_archive_that_fails_midway_adds_nothing(record, good, tmp_path):
    with open_or_create(tmp_path / "other.truceline") as other:
        other.connection.exec_driver_sql("DROP TABLE judgement")
        with pytest.raises(RecordError, match="judgement"):
            add_archive(other, good, at=NOW)
        assert list(read.raws(other)) == list(read.newest_readings(other)) == []


def test_order_and_time_of_arrival_do_not_show(tmp_path):
    bytes_ = set()
    for order in ((12, 30, 31), (31, 12, 30)):
        name = "-".join(map(str, order))
        with open_or_create(tmp_path / f"{name}.truceline") as record:
            for number in order:
                one = sample(number)
                write.add_document(record, one.raw)
                write.add_reading(record, one.reading)
                write.add_entry(record, at=f"20{order[0]}-01-01", name=one.raw.name, document=one.raw.id)
                write.add_entry(record, at=AT, name=one.raw.name, document=one.raw.id)
            bytes_.add(archived(record, tmp_path / f"{name}.zip"))
    assert len(bytes_) == 1


def test_bytes_of_any_kind_come_through(record, tmp_path):
    raws = [Raw("", "html", content) for content in (b"", b"\x00\xff\r\n", b"\xff\xfeA\x00", b"a" * 10**6)]
    for raw in raws:
        write.add_document(record, raw)
    write_archive(record, tmp_path / "a.zip")
    with read_archive(tmp_path / "a.zip") as archive:
        assert sorted(archive.raws(), key=lambda raw: raw.id) == sorted(raws, key=lambda raw: raw.id)


def test_anybody_can_open_it(good):
    with zipfile.ZipFile(good) as file:
        assert file.testzip() is None
        manifest = json.loads(file.read("manifest.json"))
        assert manifest["counts"] == {
            "documents.jsonl": 2, "readings.jsonl": 3, "judgements.jsonl": 2, "names.jsonl": 3,
        }  # fmt: skip
        docs = [json.loads(line) for line in file.read("documents.jsonl").splitlines()]
        assert sorted(docs, key=lambda doc: doc["id"]) == docs
        assert b"Shells hit" in file.read(f"documents/{docs[0]['id']}")
        names = [json.loads(line) for line in file.read("names.jsonl").splitlines()]
        assert {"name": "reports/picture.txt", "document": "", "reason": "it is binary"} in names


def test_it_never_replaces_a_file(record, tmp_path):
    (tmp_path / "a.zip").write_text("mine")
    with pytest.raises(RecordError, match="there already"):
        write_archive(record, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_text() == "mine"


def test_a_folder_that_is_not_there(record, tmp_path):
    with pytest.raises(RecordError, match=r"a\.zip"):
        write_archive(record, tmp_path / "no" / "a.zip")


def test_a_damaged_record_leaves_no_half_archive(record, where, tmp_path):
    fill(record, sample(12))
    is_file = isinstance(where, Path)
    record.connection.exec_driver_sql(
        "DROP TRIGGER document_update" if is_file else "DROP TRIGGER document_kept ON document"
    )
    record.connection.execute(update(schema.document).values(content=b"\x00"))
    with pytest.raises(RecordError, match="damaged"):
        write_archive(record, tmp_path / "a.zip")
    assert sorted(one.name for one in tmp_path.glob("*zip*")) == []


# Broken and hostile archives.


def rewritten(good, change):
    """Return the members of an archive, changed and written again."""
    with zipfile.ZipFile(good) as file:
        members = {name: file.read(name) for name in file.namelist()}
    change(members)
    bad = good.with_name("bad.zip")
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return bad


def manifest_with(**fields):
    def change(members):
        members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | fields).encode()

    return change


def without(name):
    return lambda members: members.pop(name)


def content(name, new):
    return lambda members: members.update({name: new})


def document_changed(members):
    name = next(name for name in members if name.startswith("documents/"))
    members[name] += b"!"


def document_gone(members):
    del members[next(name for name in members if name.startswith("documents/"))]


def no_judgement(members):
    members["judgements.jsonl"] = line = b'{"kind":"events"}\n'
    manifest = json.loads(members["manifest.json"])
    manifest["counts"]["judgements.jsonl"] = 1
    manifest["sha256"]["judgements.jsonl"] = hashlib.sha256(line).hexdigest()
    members["manifest.json"] = json.dumps(manifest).encode()


def reading_of_nothing(members):
    line = members["readings.jsonl"].splitlines()[0] + b"\n"
    doc = json.loads(line)["document"]["id"].encode()
    members["readings.jsonl"] = line = line.replace(doc, b"0" * 12)
    manifest = json.loads(members["manifest.json"])
    manifest["counts"]["readings.jsonl"] = 1
    manifest["sha256"]["readings.jsonl"] = hashlib.sha256(line).hexdigest()
    members["manifest.json"] = json.dumps(manifest).encode()


BAD = [
    (without("manifest.json"), "it has no manifest"),
    (content("manifest.json", b"{}"), "broken"),
    (content("manifest.json", b"\xff"), "broken"),
    (manifest_with(application="something else"), "something else"),
    (manifest_with(counts={}), "not what the manifest says"),
    (without("readings.jsonl"), "broken|no archive"),
    (content("names.jsonl", b""), "not what the manifest says"),
    (content("judgements.jsonl", b"{}\n"), "not what the manifest says"),
    (no_judgement, "broken"),
    (reading_of_nothing, "speaks of document 000000000000"),
    (document_changed, "does not have the bytes"),
    (document_gone, "broken|no archive"),
    (content("../../outside.txt", b"x"), "other files"),
    (content("/etc/outside.txt", b"x"), "other files"),
]


@pytest.mark.parametrize(("change", "reason"), BAD, ids=[row[1] for row in BAD])
def test_a_false_archive_gives_nothing(good, change, reason):
    bad = rewritten(good, change)
    with pytest.raises(RecordError, match=reason) as told, read_archive(bad):
        pytest.fail("it was taken for a good one")
    assert "bad.zip" in str(told.value)
    assert sorted(one.name for one in good.parent.glob("*.txt")) == []


def test_a_newer_archive_is_refused(good):
    with pytest.raises(NewerRecord, match="format 2"), read_archive(rewritten(good, manifest_with(format=2))):
        pass


def test_two_members_of_one_name(good):
    with zipfile.ZipFile(good, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("names.jsonl", b"")
    with pytest.raises(RecordError, match="two files of one name"), read_archive(good):
        pass


def test_a_bomb_is_refused_before_it_is_unpacked(good):
    bomb = rewritten(good, content("documents/bomb", b"\0" * (2**28 + 1)))
    assert bomb.stat().st_size < 2**20
    with pytest.raises(RecordError, match="unpacks to 268435457 bytes"), read_archive(bomb):
        pass
    with pytest.raises(RecordError, match="the limit is 1000"), read_archive(good, limit=1000):
        pass


def test_a_member_larger_than_it_declares_is_read_no_further(good):
    bomb = bytearray(rewritten(good, content("documents/bomb", b"\0" * 2**20)).read_bytes())
    declared = (2**20).to_bytes(4, "little")
    assert bomb.count(declared) >= 2
    good.with_name("lies.zip").write_bytes(bomb.replace(declared, (10).to_bytes(4, "little")))
    with pytest.raises(RecordError), read_archive(good.with_name("lies.zip")):
        pass


@pytest.mark.parametrize("cut", [0, 1, 100, 0.5, 0.99])
def test_a_cut_archive(good, cut):
    whole = good.read_bytes()
    good.write_bytes(whole[: cut if isinstance(cut, int) else int(len(whole) * cut)])
    with pytest.raises(RecordError, match=r"good\.zip is no archive"), read_archive(good):
        pass


def test_no_file_and_a_folder(tmp_path):
    for path in (tmp_path / "no.zip", tmp_path):
        with pytest.raises(RecordError, match=path.name), read_archive(path):
            pass


def test_a_flipped_byte_never_adds_anything_else(good):
    whole = good.read_bytes()
    with read_archive(good) as archive:
        said = (
            list(archive.raws()),
            list(archive.readings()),
            list(archive.judgements()),
            list(archive.names()),
        )
    for at in range(0, len(whole), len(whole) // 150):
        good.write_bytes(whole[:at] + bytes([whole[at] ^ 8]) + whole[at + 1 :])
        try:
            with read_archive(good) as archive:  # the time of a member, and such, may change
                again = (archive.raws(), archive.readings(), archive.judgements(), archive.names())
                assert tuple(map(list, again)) == said
        except RecordError:
            continue


def test_what_goes_wrong_while_adding_is_not_the_archive_s_fault(good):
    with pytest.raises(OSError, match="mine"), read_archive(good):
        raise OSError("mine")
