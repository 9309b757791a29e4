"""A monitor's field note: its header, its sections, and whose word everything in it is."""

import pytest
from typer.testing import CliRunner

from truceline.clean import clean
from truceline.cli import app
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.load import HERE
from truceline.knowledge.own import Own
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw
from truceline.pipeline import add, read_one
from truceline.store import read as kept
from truceline.store.open import open_or_create

FURNITURE, SWAPS = load_furniture(HERE), load_swaps(HERE)
NOTE = """Field note 7

Observer: Dan Orme
Organisation: Ketterin Monitoring Mission
Position: the water tower of Orrel, 36.201 N 37.134 E
Time: 20 March 2019, 08:30 GMT

Seen: Army tanks shelled the village of Orrel on Wednesday. The shelling killed four people.

Heard:
An air strike killed two people in Selmont on Wednesday.

Told by the mayor of Orrel: Rebels killed nine people in Marden on Tuesday.

Told: Gunmen killed a doctor in Dunmere on Monday. A nurse said that 12 people were wounded.

Signed: Dan Orme
"""


def document(text):
    return clean(Raw("a.txt", "text", text.encode()), FURNITURE, SWAPS)


def reading(text=NOTE):
    return read_one(Raw("a.txt", "text", text.encode()), Own())


def parts(doc, kind):
    return [doc.text[start:end] for start, end in doc.ranges(kind)]


def test_the_header_says_who_where_and_when():
    doc = document(NOTE)
    observer = doc.observer
    assert (observer.name, observer.organisation) == ("Dan Orme", "Ketterin Monitoring Mission")
    assert observer.position == doc.dateline == "the water tower of Orrel, 36.201 N 37.134 E"
    assert observer.signed
    assert doc.text[observer.words.start : observer.words.end] == observer.words.quote == "Dan Orme"
    assert doc.byline == ("Dan Orme",)
    assert doc.outlet == "Ketterin Monitoring Mission"
    assert doc.title == "Field note 7"
    assert (doc.published.first.isoformat(), doc.published.rule) == ("2019-03-20", "note-time/1")
    assert doc.published_at == "2019-03-20T08:30+00:00"
    assert parts(doc, "credit") == ["Signed: Dan Orme"]
    assert "Seen:" in parts(doc, "boilerplate")


def test_the_sections_say_what_was_seen_heard_and_told():
    doc = document(NOTE)
    assert [words.split()[0] for words in parts(doc, "body")] == ["Army", "An", "Rebels", "Gunmen"]
    told = [(one.how, one.label.quote, one.by and one.by.quote) for one in doc.observer.relayed]
    assert told == [
        ("heard", "Heard:", None),
        ("told", "Told by the mayor of Orrel:", "the mayor of Orrel"),
        ("told", "Told:", None),
    ]


def test_each_claim_has_its_holder_and_its_chain():
    found = reading()
    statements = {one.id: one for one in found.statements}
    holders = {}
    for event in found.events:
        for claim in event.claims:
            if claim.property == "toll":
                said = statements.get(claim.statement)
                through = tuple(one.name for one in said.via) if said else ()
                holders[claim.spans[0].quote] = (said and said.speaker.name, through)
    assert holders["four people"] == (None, ())
    assert holders["two people"] == ("Dan Orme", ())
    assert holders["nine people"] == ("the mayor of Orrel", ("Dan Orme",))
    assert holders["a doctor"] == ("people who told Dan Orme", ("Dan Orme",))
    assert holders["12 people"] == ("A nurse", ("Dan Orme", "people who told Dan Orme"))


def test_the_observer_is_a_holder_like_any_other(tmp_path):
    (tmp_path / "note.txt").write_text(NOTE)
    with open_or_create(tmp_path / "a.truceline") as record:
        add([tmp_path / "note.txt"], record, at="2019-03-21T08:00:00+00:00")
        accounts = [account for incident in kept.incidents(record) for account in incident.accounts]
    held = {(one.holder_id, one.holder, one.via) for one in accounts}
    observer = ("observer:dan-orme-ketterin-monitoring-mission", "Dan Orme, Ketterin Monitoring Mission")
    assert (*observer, ()) in held
    assert {(name, via) for _, name, via in held} >= {
        ("the mayor of Orrel", ("Dan Orme",)),
        ("people who told Dan Orme", ("Dan Orme",)),
    }
    done = CliRunner().invoke(app, ["check", "--record", str(tmp_path / "a.truceline")])
    assert done.exit_code == 0, done.stdout


@pytest.mark.parametrize(
    ("old", "new", "signed"),
    [
        ("Signed: Dan Orme", "(signed) Dan Orme, team 4", True),
        ("Signed: Dan Orme", "-- Dan Orme", True),
        ("Signed: Dan Orme", "Dan Orme", True),
        ("Signed: Dan Orme", "Signed: Ann Lee", False),
        ("Signed: Dan Orme", "", False),
        ("Field note 7\n\n", "", True),
        ("Observer:", "**Observer:**", True),
        ("Seen: ", "", True),
    ],
)
def test_forms_of_a_note(old, new, signed):
    doc = document(NOTE.replace(old, new))
    assert doc.observer.name == "Dan Orme"
    assert doc.observer.signed is signed
    assert [words.split()[0] for words in parts(doc, "body")] == ["Army", "An", "Rebels", "Gunmen"]


def test_an_organisation_may_stand_in_the_title():
    doc = document(
        NOTE.replace("Field note 7", "Ketterin Mission - field note 7").replace(
            "Organisation: Ketterin Monitoring Mission\n", ""
        )
    )
    assert doc.observer.organisation == doc.outlet == "Ketterin Mission"


@pytest.mark.parametrize(
    "text",
    [
        "Time: 20 March 2019\nPlace: Orrel\n\nGunmen killed four people on Monday, the mayor said.\n",
        "The observer: a life. He saw much, and told more of it to whoever asked him.\n",
        "Told: nothing. Heard: nothing.\n",
        "Reporter: Dan Orme\nDate: 20 March 2019\n\nGunmen killed four people on Monday, the mayor said.\n",
    ],
)
def test_what_is_no_note_is_read_as_before(text):
    assert document(text).observer is None


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("Kelm Mission - field note 7", "Kelm Mission"),
        ("Kelmarra Casualty Office: weekly bulletin no. 12", "Kelmarra Casualty Office"),
        ("Office for the Hills | Situation report 3/2019", "Office for the Hills"),
        ("the army took notes: a field note on war", None),
        ("Field note 7", None),
    ],
)
def test_the_head_of_a_note_without_a_header_names_its_outlet(head, outlet):
    news = "\n\n20 March 2019\n\nGunmen opened fire on a checkpoint in Orrel on Monday and killed four people, the mayor said.\n"
    assert document(head + news).outlet == outlet
    assert document("# " + head + news).outlet == outlet


def test_an_empty_note_says_so():
    doc = document("Observer: Dan Orme\nTime: 20 March 2019\n\nSeen: nothing.\n")
    assert parts(doc, "body") == ["nothing."]
