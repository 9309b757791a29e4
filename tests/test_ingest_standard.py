"""Standard input: its kind told or guessed, its size bounded, its name `-`."""

import io

import pytest
from typer.testing import CliRunner

from tests.pages import answer, page
from tests.paper import pdf
from truceline.cli import app
from truceline.ingest import LARGEST, Form, Refused, find
from truceline.ingest.standard import put_down

NEWS = "Selmont, 4 May 2019\n\nGunmen killed four people in the village of Orrel on Friday, the mayor said.\n"


def read(content, kind=None):
    content = content.encode() if isinstance(content, str) else content
    return list(find(["-"], form=Form(kind=kind, stream=io.BytesIO(content))))


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (NEWS, "text"),
        ("From the hills came word that the army had left.\n", "text"),
        ("Date: 20 March 2019\nGunmen fired on Orrel.\n", "text"),
        ("{curly} words", "text"),
        ("<3 is no markup", "text"),
        (page(), "html"),
        ("\n<!doctype HTML><p>words", "html"),
        ("From: a@post.example\nSubject: Orrel\n\nwords", "mail"),
        ('{"text": "words"}', "row"),
        (pdf([["words"]]), "pdf"),
        (answer(page()), "warc"),
    ],
)
def test_the_kind_is_guessed_from_the_first_bytes(content, media):
    [one] = read(content)
    assert one.media == media
    assert one.name.partition(":")[0] == "-"


def test_what_is_told_outranks_the_guess():
    assert [one.media for one in read(page(), "text")] == ["text"]
    assert [one.name for one in read("text\none\ntwo\n", "csv")] == ["-:2", "-:3"]
    assert [one.name for one in read('{"text": "one"}\n[]\n')] == ["-:1", "-:2"]


def test_what_cannot_be_read_is_named():
    assert read("") == [Refused("-", "the file is empty")]
    assert read("a" * (LARGEST["text"] + 1)) == [
        Refused("-", "too large for one report: 2.0 MB, at most 2 MB")
    ]
    assert "NUL bytes" in read(b"\0\1\2\3" * 99)[0].reason


def test_there_is_an_end_to_what_is_taken():
    with (
        pytest.raises(OSError, match="more than 1 MB: put it in a file"),
        put_down(io.BytesIO(b"a" * 3_000_000), "text", 1_000_000),
    ):
        pass


def test_the_command_reads_it(tmp_path):
    record = tmp_path / "a.truceline"
    done = CliRunner().invoke(app, ["add", "-", "--record", str(record), "--workers", "1"], input=NEWS)
    assert done.exit_code == 0, done.stderr
    assert "1 read, 0 could not be read" in done.stderr


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--as", "video"], "what is read is one of text, html"),
        (["--map", "text"], "is no FIELD=COLUMN"),
        (["--map", "headline=x"], "a field is one of text, title"),
        (["--map", "text=a", "--map", "text=b"], "mapped twice"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(tmp_path, options, reason):
    record = tmp_path / "a.truceline"
    done = CliRunner().invoke(app, ["add", "-", "--record", str(record), *options], input=NEWS)
    assert done.exit_code == 2
    assert reason in " ".join(done.stderr.replace("│", " ").split())
    assert not record.exists()
