"""The pipeline as a whole: one report that cannot be kept does not stop the others."""

import msgspec

from truceline import pipeline
from truceline.store import read
from truceline.store.open import open_or_create

AT = "2019-03-20T08:00:00+00:00"
NEWS = "Shelling near Orrel\n\nGunmen killed four people in the village of Orrel on Monday, the mayor said.\n"


def test_a_reading_that_cannot_be_written_is_refused_by_name_and_the_rest_is_kept(tmp_path, monkeypatch):
    for name in ("bad", "good"):
        (tmp_path / f"{name}.txt").write_text(NEWS.replace("Orrel", f"Orrel-{name}"))

    read_one = pipeline.read_one

    def half(raw, own, cache):
        found = read_one(raw, own, cache)
        if not raw.name.endswith("bad.txt"):
            return found
        doc = msgspec.structs.replace(found.document, title="Shelling \ud83d")
        return msgspec.structs.replace(found, document=doc)

    monkeypatch.setattr(pipeline, "read_one", half)
    with open_or_create(tmp_path / "war.truceline") as record:
        report = pipeline.add([tmp_path / "bad.txt", tmp_path / "good.txt"], record, at=AT)
        [refused] = report.refused
        assert refused.name == str(tmp_path / "bad.txt")
        assert "half a surrogate pair" in refused.reason
        assert report.read == 1
        assert [doc.title for doc in read.documents(record)] == ["Shelling near Orrel-good"]
        assert any(one.name == refused.name and one.reason for one in read.entries(record))


def test_a_fault_of_ours_stops_no_run_and_says_where_it_is(tmp_path, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(
            f"Shells fell on the village of {name.upper()}rel on Monday, the mayor said."
        )
    honest = pipeline.clean

    def broken(raw, *knowledge):
        if raw.name.endswith("a.txt"):
            raise KeyError("unforeseen")
        return honest(raw, *knowledge)

    monkeypatch.setattr(pipeline, "clean", broken)
    with open_or_create(tmp_path / "war.truceline") as record:
        report = pipeline.add([tmp_path], record, at="2031-05-06T00:00:00Z")
        assert (report.read, len(report.refused)) == (1, 1)
        assert report.refused[0].reason.startswith(
            "a fault of Truceline, not of the report: KeyError at __init__.py:"
        )
        assert len(list(read.documents(record))) == 1
