"""The rules of the grades are those that docs/method.md tells: a case for each sentence of its tables."""

import datetime

import pytest

from truceline.model.actor import Actor
from truceline.model.claim import Claim, Culprit, Date, Figure, Place, Position, Words
from truceline.model.document import Document, Span, Trace
from truceline.model.when import When
from truceline.reconcile.contested import find_contested
from truceline.reconcile.grades import find_grades
from truceline.reconcile.told import Told
from truceline.reconcile.tolls import find_tolls
from truceline.reconcile.world import Holder, World

ACTORS = [
    Actor("norland", "Norland", "state"),
    Actor("norland:air_force", "Norland air force", "armed_force", part_of=("norland",)),
    Actor("sudland", "Sudland", "state"),
    Actor("pact", "Pact", "coalition", led_by="norland"),
    Actor("watch", "Watch", "monitor"),
]
WORLD = World({actor.id: actor for actor in ACTORS}, lambda name: None, ())


def tell(who, value=None, stance="says", about=None, *, altered=False, claim="responsible"):
    """Return one claim as its holder tells it; who is no actor of the world is a source of its own."""
    known = who in {actor.id for actor in ACTORS}
    side = WORLD.side(who) if known else None
    holder = Holder(who, WORLD.name(who), side, (), side if known and WORLD.is_party(side) else who)
    value = Position(stance, about) if value is None else value
    traces = (Trace("articles", ""),) if altered else ()
    doc = Document(f"doc of {who}", "", "text", "utf-8", "x" * 9, traces=traces)
    return Told(Claim("e", claim, value, (Span(doc.id, 0, 1, "x"),)), holder, stance, about, doc, doc.id)


def names(who, *actors, certainty="accused", stance="says"):
    return tell(who, Culprit(actors, "", certainty), stance)


SEEN = tell("doctor")
SEEN_TOO = tell("driver")
ADMITS = tell("norland", None, "admits", "authorship")
CLAIMS_IT = tell("norland", None, "claims-responsibility", "authorship")
DENIES_IT = tell("norland", None, "denies", "authorship")
DENIES_ALL = tell("norland", None, "denies", "occurrence")
NAMED = names("watch", "norland")
RIVAL = names("doctor", "sudland")


@pytest.mark.parametrize(
    ("claims", "grade"),
    [
        pytest.param([NAMED, ADMITS], "confirmed", id="the side that is named admits it"),
        pytest.param([SEEN, ADMITS], "confirmed", id="nobody is named, and a side admits it"),
        pytest.param([NAMED, ADMITS, tell("sudland", None, "denies", "occurrence")], "confirmed",
                     id="an admission comes before a denial"),
        pytest.param([RIVAL, ADMITS], "fair", id="an admission by a side that nobody names is one more source"),
        pytest.param([CLAIMS_IT], "weak", id="a boast is not enough"),
        pytest.param([SEEN, SEEN_TOO, DENIES_ALL], "contested", id="somebody denies that it happened"),
        pytest.param([SEEN, SEEN_TOO, DENIES_IT], "fair", id="a denial of authorship does not contest it"),
        pytest.param([SEEN, SEEN_TOO], "fair", id="two independent sources"),
        pytest.param([SEEN], "weak", id="one source"),
        pytest.param([tell("norland"), tell("norland:air_force")], "weak", id="a side and its force are one source"),
        pytest.param([SEEN, tell("driver", None, "doubts", "toll")], "weak", id="a doubt tells nothing"),
        pytest.param([tell("doctor", altered=True), tell("driver", altered=True)], "weak",
                     id="altered copies are one source at most"),
    ],
)  # fmt: skip
def test_did_it_happen(claims, grade):
    assert find_grades(claims, WORLD).happened.grade == grade


@pytest.mark.parametrize(
    ("claims", "grade", "actors"),
    [
        pytest.param([NAMED, ADMITS], "confirmed", ["Norland"], id="the side that is named admits it"),
        pytest.param([NAMED, CLAIMS_IT], "confirmed", ["Norland"], id="or claims responsibility"),
        pytest.param([SEEN, ADMITS], "confirmed", ["Norland"], id="nobody is named, and a side admits it"),
        pytest.param([names("watch", "norland", "sudland"), names("doctor", "sudland"), ADMITS], "confirmed",
                     ["Norland", "Sudland"], id="named is what those say who name the side that admits it"),
        pytest.param([NAMED], "attributed", ["Norland"], id="one names somebody"),
        pytest.param([NAMED, names("doctor", "norland:air_force")], "attributed", ["Norland"],
                     id="an air force is compared as its state, and not named beside it"),
        pytest.param([names("watch", "pact"), names("doctor", "norland")], "attributed", ["Pact"],
                     id="a coalition is compared as its leader, who is not named beside it"),
        pytest.param([names("watch", "norland", "sudland"), RIVAL], "attributed", ["Norland", "Sudland"],
                     id="all name one in common"),
        pytest.param([NAMED, DENIES_IT], "attributed, denied", ["Norland"], id="the one who is named denies it"),
        pytest.param([NAMED, DENIES_ALL], "attributed, denied", ["Norland"], id="or denies that it happened"),
        pytest.param([NAMED, tell("norland", None, "denies")], "attributed, denied", ["Norland"],
                     id="or denies without an object"),
        pytest.param([NAMED, tell("norland", None, "denies", "toll")], "attributed", ["Norland"],
                     id="a denial of the toll moves nothing here"),
        pytest.param([NAMED, tell("sudland", None, "denies", "authorship")], "attributed", ["Norland"],
                     id="a denial by somebody who is not named moves nothing"),
        pytest.param([NAMED, RIVAL], "contested", ["Norland", "Sudland"], id="nobody in common"),
        pytest.param([NAMED, RIVAL, DENIES_IT], "contested", ["Norland", "Sudland"],
                     id="rivals come before a denial"),
        pytest.param([SEEN], "unknown", [], id="nobody is named"),
        pytest.param([names("watch", "norland", certainty="denied")], "unknown", [],
                     id="who is said not to have done it is not named"),
        pytest.param([tell("watch", Culprit((), "gunmen", "accused"))], "unknown", [],
                     id="words that are no known actor name nobody"),
    ],
)  # fmt: skip
def test_who_did_it(claims, grade, actors):
    found = find_grades(claims, WORLD).who
    assert (found.grade, list(found.actors)) == (grade, actors)


def killed(who, low, high, exactness="exact"):
    return tell(who, Figure(low, high, exactness, "killed"), claim="toll")


def at(who, name, *within, precision="exact"):
    return tell(who, Place(name, name, name, precision, within=within), claim="place")


def on(who, day):
    date = datetime.date(2019, 3, day)
    return tell(who, Date(When(date, date, "day", "", "calendar-day/1")), claim="date")


def meant(who, words):
    return tell(who, Words(words), claim="intent")


@pytest.mark.parametrize(
    ("claims", "contested"),
    [
        pytest.param([SEEN, DENIES_ALL], ["occurrence"], id="did it happen is contested"),
        pytest.param([killed("doctor", 60, 60), killed("driver", 83, 83)], ["toll"], id="60 against 83"),
        pytest.param([killed("doctor", 20, None, "at least"), killed("driver", 31, 31)], [], id="at least 20 and 31"),
        pytest.param([killed("doctor", 60, 60, "about"), killed("driver", 83, 83)], [], id="about 60"),
        pytest.param([meant("doctor", "mistake"), meant("driver", "revenge")], ["intent"], id="two intents"),
        pytest.param([tell("driver", None, "doubts", "intent")], ["intent"], id="an intent is doubted"),
        pytest.param([NAMED, DENIES_IT], ["responsible"], id="authorship is denied"),
        pytest.param([NAMED, RIVAL], ["responsible"], id="rival culprits"),
        pytest.param([tell("driver", None, "denies", "target")], ["target"], id="the target is denied"),
        pytest.param([at("doctor", "Alm"), at("driver", "Bur")], ["place"], id="two narrow places"),
        pytest.param([at("doctor", "Alm"), at("driver", "Bur", "Alm")], [], id="one place in the other"),
        pytest.param([at("doctor", "Alm"), at("driver", "Bur", precision="province")], [], id="a wide place"),
        pytest.param([on("doctor", 7), on("driver", 9)], ["date"], id="days more than one apart"),
        pytest.param([on("doctor", 7), on("driver", 8)], [], id="days next to each other"),
        pytest.param([NAMED, ADMITS, DENIES_IT], ["responsible"], id="also where a grade is confirmed"),
    ],
)  # fmt: skip
def test_what_is_in_dispute(claims, contested):
    grades = find_grades(claims, WORLD)
    assert list(find_contested(claims, find_tolls(claims), grades)) == contested
