"""World: persons whom several documents name, who is one with whom, and on which side as of which document."""

import pytest

from truceline.knowledge import load
from truceline.model.actor import Actor
from truceline.model.document import Document
from truceline.model.reading import Reading
from truceline.model.statement import Speaker, Statement
from truceline.reconcile.world import World

KNOWN = {
    one.id: one
    for one in (
        Actor("norland", "Norland", "state"),
        Actor("norland:army", "Norlandish army", "armed_force", part_of=("norland",)),
        Actor("norland:presidency", "Norlandish presidency", "office", part_of=("norland",)),
        Actor("sudland", "Sudland", "state"),
    )
}


def person(id, name, *sides):
    return Actor(f"person:{id}", name, "person", part_of=sides)


def world(*documents):
    """Build the world of documents, each given by the persons that it introduces."""
    readings = [
        Reading(document(f"d{n}"), "1", "1", actors=tuple(persons)) for n, persons in enumerate(documents, 1)
    ]
    return World(KNOWN, lambda _: None, readings)


def document(id):
    return Document(id, "", "text", "utf-8", "x")


BERG = person("ann-berg", "Ann Berg", "norland:presidency")
PAUL = person("paul-berg", "Paul Berg", "norland:army")
TITLED = person("berg-norland-presidency", "Berg", "norland:presidency")


@pytest.mark.parametrize(
    ("why", "documents", "id", "found"),
    [
        ("the only one of that surname and state", [[BERG], [TITLED]], TITLED.id, BERG.id),
        ("in whatever order", [[TITLED], [BERG]], TITLED.id, BERG.id),
        ("two of that surname and state", [[BERG], [PAUL], [TITLED]], TITLED.id, TITLED.id),
        ("one of another state", [[person("ann-berg", "Ann Berg", "sudland")], [TITLED]], TITLED.id, TITLED.id),
        ("a surname without a side is nobody else's", [[BERG], [person("berg-d2", "Berg")]], "person:berg-d2", "person:berg-d2"),
        ("one without a side and one with", [[BERG], [person("ann-bergh", "Ann Bergh")]], "person:ann-bergh", "person:ann-bergh"),
        ("two spellings of one side", [[person("sergei-lee", "Sergei Lee", "norland")], [person("sergey-lee", "Sergey Lee", "norland")]],
         "person:sergey-lee", "person:sergei-lee"),
        ("two spellings of two sides", [[person("sergei-lee", "Sergei Lee", "norland")], [person("sergey-lee", "Sergey Lee", "sudland")]],
         "person:sergey-lee", "person:sergey-lee"),
    ],
)  # fmt: skip
def test_who_is_one_with_whom(why, documents, id, found):
    assert world(*documents).one(id) == found, why


def said(id):
    return Statement("s", Speaker("Ann Berg", actor=id), (), (), "says", "indirect")


def test_a_person_is_on_a_side_as_of_a_document():
    before, after = person("ann-berg", "Ann Berg", "norland:army"), person("ann-berg", "Ann Berg", "sudland")
    both = world([before], [after], [person("ann-berg", "Ann Berg")])
    assert both.side("person:ann-berg") == "person:ann-berg"
    sides = [both.holder(document(doc), said("person:ann-berg"), doc).side for doc in ("d1", "d2", "d3")]
    assert sides == ["norland", "sudland", "person:ann-berg"]


def test_offices_of_one_state_are_one_side():
    both = world([person("ann-berg", "Ann Berg", "norland:army")], [BERG])
    assert both.side(BERG.id) == "norland"
    assert both.holder(document("d2"), said(BERG.id), "d2").unit == "norland"


def test_a_person_and_the_body_for_which_it_speaks_are_one_source():
    body = Actor("fund", "Fund", "organisation")
    one = World(
        {**KNOWN, "fund": body},
        lambda _: None,
        [Reading(document("d1"), "1", "1", actors=(person("ann-berg", "Ann Berg", "fund"),))],
    )
    assert one.holder(document("d1"), said("person:ann-berg"), "d1").unit == "fund"


def quotes(words, *, outlet, wire=None, heard=None):
    """Return which side an unnamed speaker is on in a report of Norland's paper, or one that it prints, or one that cites it."""
    paper = Actor("paper", "Paper", "outlet", speaks_for="norland")
    herald = Actor("herald", "Herald", "outlet")
    known = {**KNOWN, "paper": paper, "herald": herald}
    one = World(known, {"Paper": paper, "Herald": herald}.get, [], load().names.roles)
    doc = Document("d1", "", "text", "utf-8", "x", outlet=outlet, wire=wire)
    via = (Speaker(known[heard].name, actor=heard),) if heard else ()
    return one.holder(doc, Statement("s", Speaker(words), (), (), "says", "indirect", via=via), "d1").side


def test_whose_an_unnamed_official_is():
    assert quotes("a military source", outlet="Paper") == "norland"
    assert quotes("a source at the police command", outlet="Paper") == "norland"
    assert quotes("a medical source in the town", outlet="Paper") is None
    assert quotes("the opposition coalition", outlet="Paper") is None
    assert quotes("a military source", outlet="Paper", wire="Agency") is None
    # Whoever reports what he told the paper of his side.
    assert quotes("a military source", outlet="Herald", heard="paper") == "norland"
    assert quotes("the military", outlet="Herald", heard="paper") == "norland"
    assert quotes("a doctor", outlet="Herald", heard="paper") is None
    # What the paper of a side passes on from another is that one's source.
    assert quotes("a military source", outlet="Paper", heard="herald") is None


def test_an_envoy_is_one_source_with_who_sends_him_and_an_agency_is_another() -> None:
    union = Actor("union", "Union", "intergovernmental")
    envoy = Actor("union:envoy", "Union envoy", "office", part_of=("union",))
    fund = Actor("union:fund", "Union Fund", "intergovernmental", part_of=("union",))
    known = {one.id: one for one in (union, envoy, fund)}
    reading = Reading(document("d"), "1", "1", actors=(person("ann-berg", "Ann Berg", "union:envoy"),))
    found = World(known, lambda _: None, [reading])
    assert [found.unit(one) for one in ("union", "union:envoy", "person:ann-berg", "union:fund")] == [
        "union",
        "union",
        "union",
        "union:fund",
    ]
