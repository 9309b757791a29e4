"""A person's word from the command line: what is printed, what is refused, and with which exit code."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from truceline import pipeline
from truceline.cli import app
from truceline.store.open import open_or_create

SAID = ("--by", "Ann", "--why", "as the text has it")
REPORTS = (
    "An air strike in Batumi, Georgia, killed 14 people on 8 June 2021, doctors said. Turkey denied that it had "
    "carried out the strike.\n",
    "Shelling in Poti, Georgia, wounded three people on 7 June 2021, a resident said.\n",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("word")
    for number, text in enumerate(REPORTS):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    with open_or_create(folder / "r.truceline") as record:
        pipeline.add(sorted(folder.glob("*.txt")), record, at="2021-06-10T12:00:00")
    return folder / "r.truceline"


@pytest.fixture
def run(made: Path, tmp_path: Path):
    (tmp_path / "r.truceline").write_bytes(made.read_bytes())

    def call(*words: str):
        return CliRunner().invoke(app, [*map(str, words), "--record", str(tmp_path / "r.truceline")])

    return call


def nouns(run, *words):
    return json.loads(run(*words, "--json").stdout)


def incidents(run):
    """Return the ids by the name of the place."""
    return {one["place"]["name"]: one["id"] for one in nouns(run, "show", "incidents")}


def flat(page):
    return " ".join(page.split())


def claim(run, of):
    return next(
        one["id"] for one in nouns(run, "show", "claims", incidents(run)["Batumi"]) if one["of"] == of
    )


@pytest.mark.parametrize(
    ("words", "verdict"),
    [(("same",), "same"), (("--same",), "same"), (("different",), "different"), (("--different",), "different"),
     (("part-of",), "part-of"), (("unsure",), "unsure"), ((), "unsure")],
)  # fmt: skip
def test_judge_takes_a_word_or_the_option_of_old(run, words, verdict):
    found = incidents(run)
    done = run("judge", found["Poti"], found["Batumi"], *words, *SAID)
    assert done.exit_code == 0, done.stderr
    assert f" {verdict} " in done.stderr
    [kept] = nouns(run, "show", "judgements")
    assert kept["judgement"]["verdict"] == verdict
    assert re.match(r"\d{4}-\d\d-\d\dT", kept["judgement"]["at"])


@pytest.mark.parametrize(
    ("words", "said"),
    [(("same", "--different"), "one word"), (("--same", "--different"), "one word"), (("alike",), "is none of same")],
)  # fmt: skip
def test_words_that_cannot_be_meant_are_called_wrong(run, words, said):
    found = incidents(run)
    done = run("judge", found["Poti"], found["Batumi"], *words, *SAID)
    assert done.exit_code == 2
    assert said in done.stderr
    assert run("show", "judgements").stdout.startswith("No judgement.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("judge", "zzz", "zzz", "same", *SAID), "has no incident 'zzz'"),
        (("judge", "", "zzz", "same", *SAID), "has no incident ''"),
        (("correct", "zzz", "--reject", *SAID), "has no claim 'zzz'"),
        (("show", "claims", "zzz"), "has no incident 'zzz'"),
        (("undo",), "no person's judgement stands"),
        (("undo", "7"), "no judgement 7"),
    ],
)
def test_what_is_not_there_is_told_in_one_line(run, words, said):
    done = run(*words)
    assert done.exit_code == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_beginning_that_several_ids_have_is_refused(run):
    claims = [one for incident in incidents(run).values() for one in nouns(run, "show", "claims", incident)]
    beginnings = [one["id"][0] for one in claims]
    shared = next(letter for letter in beginnings if beginnings.count(letter) > 1)
    done = run("correct", shared, "--reject", *SAID)
    assert done.exit_code == 1
    assert "give more of the id" in done.stderr


@pytest.mark.parametrize(
    "options", [(), ("--accept", "--reject"), ("--accept", "--to", "3"), ("--reject", "--holder", "x")]
)
def test_correct_wants_one_thing(run, options):
    done = run("correct", claim(run, "killed"), *options, *SAID)
    assert done.exit_code == 2
    assert "--accept" in done.stderr


def test_a_value_that_cannot_be_one_says_how_it_is_written(run):
    done = run("correct", claim(run, "killed"), "--to", "a lot", *SAID)
    assert done.exit_code == 1
    assert "“at least 12”" in done.stderr


def test_what_was_read_stays_beside_what_is_right(run):
    done = run("correct", claim(run, "killed"), "--to", "17", "--holder", "a nurse", *SAID)
    assert done.exit_code == 0, done.stderr
    page = flat(run("show", "incident", incidents(run)["Batumi"]).stdout)
    assert re.search(r"17 people killed .*read as 14 killed \(Ann\)", page)
    assert (
        "killed: 14 killed, told by doctors; corrected by Ann to 17 killed, told by a nurse: as the text has it ["
        in page
    )
    log = flat(run("show", "judgements").stdout)
    assert "toll: 14 killed → 17 killed," in log
    assert "Ann" in log


def test_what_is_rejected_stays_on_the_page_and_undo_brings_it_back(run):
    incident = incidents(run)["Batumi"]
    before = run("show", "incident", incident).stdout
    run("correct", claim(run, "killed"), "--reject", *SAID)
    page = flat(run("show", "incident", incident).stdout)
    assert "No figure is told." in page
    assert "killed: 14 killed, told by doctors; rejected by Ann: as the text has it [" in page
    done = run("undo", "--by", "Ben", "--why", "it stands there")
    assert done.exit_code == 0
    assert "Judgement 1 taken back" in done.stderr
    assert run("show", "incident", incident).stdout == before
    log = flat(run("show", "judgements").stdout)
    assert "no: taken back by 2" in log
    assert "Ben takes back 1 it stands there yes" in log
    assert run("undo", "2").exit_code == 0
    assert "rejected by Ann" in flat(run("show", "incident", incident).stdout)


def test_several_claims_are_judged_at_once(run):
    keys = [one["id"] for one in nouns(run, "show", "claims", incidents(run)["Poti"])]
    assert run("correct", *keys, "--accept", *SAID).exit_code == 0
    assert [one["verdict"] for one in nouns(run, "show", "claims", incidents(run)["Poti"])] == [
        "accepted"
    ] * len(keys)


def test_the_ids_of_claims_stand_below_their_quotes(run):
    incident = incidents(run)["Batumi"]
    page = run("show", "incident", incident, "--claims").stdout
    for one in nouns(run, "show", "claims", incident):
        assert page.count(one["id"]) == 1
    assert run("show", "incident", incident, "--claims", "--json").exit_code == 2
    assert f"truceline show claims {incident}" in flat(run("show", "incident", incident).stdout)


def test_parts_and_their_whole_name_each_other(run):
    found = incidents(run)
    run("judge", found["Poti"], found["Batumi"], "part-of", *SAID)
    part, whole = (flat(run("show", "incident", found[name]).stdout) for name in ("Poti", "Batumi"))
    assert f"Part of {found['Batumi']} Air strike in Batumi" in part
    assert f"Its parts {found['Poti']} Shelling in Poti" in whole


def test_the_report_shows_what_persons_said(run, tmp_path):
    found = incidents(run)
    run("correct", claim(run, "killed"), "--to", "17", *SAID)
    run("correct", claim(run, "place"), "--reject", *SAID)
    run("judge", found["Poti"], found["Batumi"], "part-of", *SAID)
    assert run("report", tmp_path / "page.html").exit_code == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    plain = flat(re.sub(r"<sup.*?</sup>|<[^>]+>", "", page))
    assert "killed: 14 killed, told by doctors; corrected by Ann to 17 killed: as the text has it" in plain
    assert "place: Batumi, told by doctors; rejected by Ann: as the text has it" in plain
    assert "Part of: Air strike" in plain
    assert "Its parts: Shelling in Poti" in plain
    assert len(re.findall(r"<s><a[^>]*>14 killed</a>", page)) == 2
    assert f'<a href="#incident-{found["Poti"]}">Shelling in Poti</a>' in page


def test_what_waits_is_listed_with_reasons(run):
    found = incidents(run)
    assert "Nothing waits for a person." in run("show", "unsure").stdout
    run("judge", found["Poti"], found["Batumi"], "unsure", "--by", "Ann", "--why", "the ports are near")
    page = flat(run("show", "unsure").stdout)
    for part in (
        "1 pair that may be one happening",
        *found.values(),
        "unsure, says Ann",
        "the ports are near",
    ):
        assert part in page
