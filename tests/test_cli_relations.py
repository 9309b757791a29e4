"""`show relations`: who is meant by a name, both directions, the series, and what cannot be asked."""

import datetime
import json

import pytest
from typer.testing import CliRunner

from tests.store_sample import ACTORS, sample
from truceline.cli import app
from truceline.model.actor import Actor
from truceline.model.document import Span
from truceline.model.event import Modality
from truceline.model.standing import StandingKind, Telling
from truceline.reconcile.standings import find_relations
from truceline.store import write
from truceline.store.derived import Marks
from truceline.store.open import open_or_create
from truceline.store.revision import Revision
from truceline.store.tellings import Tellings

WHO = (
    Actor("xland", "Xland", "state", country="XA"),
    Actor("xland_gov", "Xlandish government", "government", country="XA"),
    Actor("xland:army", "Xlandish Army", "armed_force", part_of=("xland_gov",)),
    Actor("reef", "Jabhat al-Reef", "armed_group"),
    Actor("dune", "Dune League", "armed_group"),
)
NAMES = {one.id: one.name for one in WHO}
DOC = sample(12)


def told(kind: StandingKind, a: str, b: str, day, modality: Modality = "happened"):
    doc = DOC.reading.document
    span = Span(doc.id, 0, 6, doc.text[:6])
    return Telling(
        f"{kind} {a} {b} {day}", kind, a, b, NAMES[a], NAMES[b], modality, None, day, day,
        inferred=True, holder="Post", unit="post", document=doc.id, evidence=(span,),
    )  # fmt: skip


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "war.truceline"
    march, may = datetime.date(2031, 3, 9), datetime.date(2031, 5, 6)
    tellings = [
        told("fights", "reef", "xland:army", march),
        told("supports", "xland", "dune", may),
        told("accuses", "dune", "reef", may),
    ]
    with open_or_create(path) as opened, opened.writing():
        write.add_document(opened, DOC.raw)
        write.add_reading(opened, DOC.reading)
        tables, _ = write.open_tables(opened, method="reader/1", knowledge="words/1")
        revision, kept = Revision(tables), Tellings(tables)
        revision.put_actors([*ACTORS, *WHO])
        kept.replace([DOC.reading.document.id], tellings)
        kept.show({one.key: find_relations([one]) for one in tellings})
        revision.flush()
        write.mark_derived(opened, Marks(1, 1, 0), "reader/1", "words/1", tables.tally)
    return path


def run(*words):
    return CliRunner().invoke(app, ["show", "relations", *map(str, words)])


def shown(record, *words):
    found = json.loads(run(*words, "--json", "-r", record).stdout)
    return [f"{one['a']} {one['kind']} {one['b']}" for one in found]


ALL = ["dune accuses reef", "reef fights xland:army", "xland supports dune"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), ALL),
        (("reef",), ALL[:2]),
        # In another spelling, by the first words of a name, with its parts.
        (("Jabhat ar-Rif",), ALL[:2]),
        (("Dune",), [ALL[0], ALL[2]]),
        (("Xlandish government",), [ALL[1]]),
        # A state's name means its government, and that its army.
        (("Xland",), ALL[1:]),
        (("Xland", "reef"), [ALL[1]]),
        (("reef", "Xland"), [ALL[1]]),
        (("Xland", "Xlandish Army"), []),
    ],
)
def test_a_name_means_an_actor_and_its_parts_in_either_direction(record, words, found):
    assert shown(record, *words) == found


def test_the_page_says_who_stands_how_to_whom_and_when(record):
    page = " ".join(run("-r", record).stdout.split())
    assert "Jabhat al-Reef fights Xlandish Army (9 Mar 2031) 1 1" in page


def test_a_series_has_a_bar_and_the_sentence_behind_it(record):
    page = run("Xland", "reef", "--series", "-r", record).stdout
    assert "Mar 2031 ███████│ -10.0 –" in " ".join(page.split())
    assert "Shells hit" in page
    [point] = json.loads(run("Xland", "reef", "--series", "--weekly", "--json", "-r", record).stdout)
    assert (point["first"], point["last"], point["balance"]) == ("2031-03-03", "2031-03-09", -10.0)
    assert point["counts"][0]["evidence"][0]["quote"] == "Shells"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("Nobody",), "has no actor 'Nobody'"),
        (("reef", "--series"), "give A and B"),
        (("reef", "dune", "--weekly"), "goes with --series"),
    ],
)
def test_what_cannot_be_asked_is_said(record, words, reason):
    done = run(*words, "-r", record)
    assert done.exit_code != 0
    assert reason in " ".join(done.stderr.split())
