"""The commands: what they print where, and how they end."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from tests.nouns import TEXT, account, agreement, incident
from truceline import __version__
from truceline.cli import app
from truceline.cli.verbs import which_record
from truceline.model.copies import Copy
from truceline.model.document import Document, Part, Raw
from truceline.model.errors import NotFound
from truceline.model.reading import Reading
from truceline.model.record import CitationShown, ConditionShown, ExhibitShown, MeasureShown, Where
from truceline.store.derived import Derived
from truceline.store.open import open_or_create
from truceline.store.read import marks, newest_readings
from truceline.store.write import add_document, add_reading, replace_derived

AT = "2019-03-15T00:00:00+00:00"


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def of(noun, doc):
    """Return the noun with its document "d1" called by a real id."""
    told = (
        msgspec.json.encode(noun)
        .replace(b'"d1"', json.dumps(doc).encode())
        .replace(b'"d2"', json.dumps(doc).encode())
    )
    return msgspec.json.decode(told, type=type(noun))


def fill(path, **more):
    raw = Raw("report.txt", "text", TEXT.encode())
    document = Document(
        raw.id,
        hashlib.sha256(raw.content).hexdigest(),
        "text",
        "utf-8",
        TEXT,
        (Part(0, len(TEXT), "body"),),
        outlet="Harbour Post",
    )
    with open_or_create(path) as record:
        add_document(record, raw)
        add_reading(record, Reading(document, "reader/1", "words/1"))
        nouns = {
            "incidents": [of(incident(accounts=(account("Rescue service", "says"),), events=()), raw.id)],
            "agreements": [of(agreement(), raw.id)],
            "measures": [
                MeasureShown(
                    "m1", "Union", None, None, "sanctions", "sanctions", "considered", None, None, "Post", ()
                )
            ],
            "conditions": [
                ConditionShown(
                    "c1",
                    "besieged",
                    9000,
                    None,
                    "at least",
                    "people",
                    "at least 9,000 people are trapped",
                    Where("Mardrin", "Mardrin", None, None, "exact", within=("Quarrow",)),
                    None,
                    None,
                    "Post",
                    (),
                )
            ],
            "exhibits": [
                ExhibitShown(
                    "x1", "video", "a film", None, None, None, "Front", ("Watch",), (), True, None, "Post", ()
                )
            ],
            "citations": [
                CitationShown(id_, "Post", "Lodestar", kind, who, raw.id, ())
                for id_, kind, who in (("q1", "told", "a doctor"), ("q2", "published", None))
            ],
            "copies": [Copy(raw.id, None, "altered", 1.0, "swapped words")],
        } | more
        readings = list(newest_readings(record))
        replace_derived(
            record,
            Derived(marks=marks(record), method="reader/1", knowledge="words/1", readings=readings, **nouns),
        )
    return raw.id


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "war.truceline"
    fill(path)
    return path


def test_help_loads_nothing_heavy():
    script = "import sys, truceline.cli; print([m for m in ('rich', 'sqlalchemy', 'spacy', 'msgspec.json') if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_version():
    assert run("--version").stdout.strip() == f"truceline {__version__}"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("show", "incidents"), "0a1b2c3d4e5f   10 March 2019   Air strike on the market"),
        (("show", "incident", "0a1b"), "● says"),
        (("show", "agreements"), "Pelleth truce"),
        (("show", "agreement", "a1b2c3d4e5f6"), "withdraw heavy guns"),
        (("show", "actors"), "No actor."),
        (("show", "statements"), "No statement."),
        (("show", "documents"), "Harbour Post"),
        (("show", "measures"), "considered"),
        (("show", "conditions"), "9,000 or more people"),
        (("show", "conditions", "quarrow"), "besieged"),
        (("show", "conditions", "Eldrath"), "No condition."),
        (("show", "exhibits"), "verified by Watch; could not be"),
        (("show", "citations"), "published, told   2"),
        (("show", "copies"), "original not in the record"),
        (("search", "rescue", "service"), "the rescue service said"),
    ],
)
def test_pages_go_to_stdout(record, words, part):
    done = run(*words, "--record", record)
    assert done.exit_code == 0, done.stderr
    assert part in done.stdout
    assert done.stderr == ""
    assert all(line == line.rstrip() for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("show", "incidents"), {"id", "grades", "accounts"}),
        (("show", "agreements"), {"id", "obligations", "status"}),
        (("show", "documents"), {"id", "sha256", "text"}),
        (("show", "measures"), {"rung"}),
        (("show", "conditions"), {"kind", "place", "told"}),
        (("show", "conditions", "Mardrin"), {"kind"}),
        (("show", "exhibits"), {"verified", "shows"}),
        (("show", "citations"), {"by", "outlet"}),
        (("show", "copies"), {"doc", "of"}),
        (("search", "bombed"), {"kind", "id"}),
    ],
)
def test_lists_as_json_are_lists_of_nouns(record, words, keys):
    told = json.loads(run(*words, "--json", "--record", record).stdout)
    assert isinstance(told, list)
    assert keys <= told[0].keys()


@pytest.mark.parametrize(
    ("what", "given"), [("incident", "0a1b2c3d4e5f"), ("agreement", "a1b2"), ("document", "")]
)
def test_one_as_json_is_the_noun(record, what, given):
    given = given or json.loads(run("show", "documents", "--json", "-r", record).stdout)[0]["id"]
    assert json.loads(run("show", what, given, "--json", "-r", record).stdout)["id"].startswith(given)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("show", "incident", "ffff"), "has no incident 'ffff'"),
        (("show", "document", "ffff"), "has no document"),
        (("copy", "{record}"), "is there already"),
    ],
)
def test_our_errors_are_one_line_on_stderr_and_exit_1(record, words, reason):
    done = run(*(word.format(record=record) for word in words), "--record", record)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_record_is_named(tmp_path):
    other = tmp_path / "letter.truceline"
    other.write_text("Dear all,")
    done = run("show", "incidents", "--record", other)
    assert done.exit_code == 1
    assert str(other) in done.stderr
    assert other.read_text() == "Dear all,"


def test_calling_it_wrongly_exits_2(record, tmp_path):
    assert run("add", tmp_path / "missing.txt", "--record", record).exit_code == 2
    assert run("show", "weather", "--record", record).exit_code == 2


def test_the_only_record_here_is_meant(tmp_path):
    with pytest.raises(NotFound, match="no record"):
        which_record(None, here=tmp_path)
    (tmp_path / "a.truceline").touch()
    assert which_record(None, here=tmp_path) == str(tmp_path / "a.truceline")
    (tmp_path / "b.truceline").touch()
    with pytest.raises(NotFound, match=r"a\.truceline, b\.truceline"):
        which_record(None, here=tmp_path)
    assert which_record(Path("c.truceline"), here=tmp_path) == Path("c.truceline")


def test_check_is_quiet_on_stdout_when_all_holds(record):
    done = run("check", "--record", record)
    assert (done.exit_code, done.stdout) == (0, "")


def test_check_lists_what_does_not_hold_and_exits_5(tmp_path):
    path = tmp_path / "bad.truceline"
    doc = fill(path)
    wrong = msgspec.json.encode(of(incident(events=()), doc)).replace(
        b"killing 28 people", b"killing 29 people"
    )
    path.unlink()
    fill(path, incidents=[msgspec.json.decode(wrong, type=type(incident()))])
    done = run("check", "--record", path)
    assert done.exit_code == 5
    assert "killing 29 people" in done.stdout


def test_a_copy_and_an_archive_are_written_and_talk_goes_to_stderr(record, tmp_path):
    copied, archived = tmp_path / "copy.truceline", tmp_path / "out.zip"
    for words in (("copy", copied), ("archive", archived), ("snapshot", "before")):
        done = run(*words, "--record", record)
        assert (done.exit_code, done.stdout) == (0, ""), done.stderr
        assert done.stderr
    assert (
        run("show", "incidents", "--record", copied).stdout
        == run("show", "incidents", "--record", record).stdout
    )
    assert archived.read_bytes()[:2] == b"PK"
    again = run("snapshot", "before", "--record", record)
    assert again.exit_code == 1


def test_a_closed_pipe_is_no_error(record):
    command = f"'{sys.executable}' -m truceline show document $({sys.executable} -m truceline show documents --json -r '{record}' | grep -m1 -o '\"id\": \"[0-9a-f]*' | cut -d'\"' -f4) --json -r '{record}' | head -c 5"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("{")
    assert "Traceback" not in done.stderr
