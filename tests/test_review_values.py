"""Values that a person gives: every one that is shown is taken back as it is shown."""

import pytest

from tests.beside import knowledge
from tests.demo import demo_record
from truceline.knowledge.own import known, own_knowledge
from truceline.model.claim import Culprit, Figure, Place, Position
from truceline.model.errors import BadJudgement
from truceline.reconcile.follow import same_value
from truceline.reconcile.value_words import value_words
from truceline.review.values import Known, read_value
from truceline.store import read


def test_every_value_of_the_examples_is_taken_as_it_is_shown():
    with demo_record() as record:
        actors, claims = tuple(read.actors(record)), list(read.claims(record))
        own = known(own_knowledge(read.judgements(record)))
    names = {actor.id: actor.name for actor in actors}
    values = [claim.value for claim in claims if not isinstance(claim.value, Position)]
    places = tuple(value for value in values if isinstance(value, Place))
    given = Known(own, actors, places)
    changed = [
        value
        for value in values
        if not same_value(
            read_value(value_words(value, lambda id_: names.get(id_, id_)), value, given), value
        )
    ]
    assert len(values) > 200
    assert changed == []


@pytest.mark.parametrize(
    ("words", "low", "high", "exactness", "effect", "status"),
    [
        ("12", 12, 12, "exact", "killed", "unknown"),
        ("1,200", 1200, 1200, "exact", "killed", "unknown"),
        ("12-15", 12, 15, "about", "killed", "unknown"),
        ("At least 12", 12, None, "at least", "killed", "unknown"),
        ("12 or more wounded", 12, None, "at least", "wounded", "unknown"),
        ("at most 12", None, 12, "at most", "killed", "unknown"),
        ("about 12 killed, civilian", 12, 12, "about", "killed", "civilian"),
        ("vaguely 24 or more", 24, None, "vague", "killed", "unknown"),
        ("not told", None, None, "vague", "killed", "unknown"),
    ],
)
def test_a_figure_with_its_bounds(words, low, high, exactness, effect, status):
    found = read_value(words, Figure(3, 3, "exact", "killed"), Known(knowledge()))
    assert (found.low, found.high, found.exactness) == (low, high, exactness)
    assert (found.effect, found.status) == (effect, status)


SKARN = Place("Skarn", "Skarn", "XA:skarn", "exact", "XA", -38.61, -18.95)


@pytest.mark.parametrize(
    ("words", "name", "relation", "precision"),
    [
        ("Mardrin", "Mardrin", "", "exact"),
        ("near Mardrin", "Mardrin", "near", "near"),
        ("north of Mardrin", "Mardrin", "north of", "near"),
        ("eastern Mardrin", "Mardrin", "eastern", "district"),
        ("near Skarn", "Skarn", "near", "near"),
        ("Quarrow province", "Quarrow", "", "province"),
        ("Old mill @ -38.5, -19", "Old mill", "", "exact"),
    ],
)
def test_a_place_with_how_it_was_told(words, name, relation, precision):
    found = read_value(words, SKARN, Known(knowledge()))
    assert (found.name, found.relation, found.precision, found.said) == (name, relation, precision, "Skarn")


@pytest.mark.parametrize(
    ("words", "actors", "told", "certainty"),
    [
        ("Kelmarran army", 1, "planes", "accused"),
        ("kelmarran army; Highland Front (fact)", 2, "planes", "fact"),
        ("“rebels” (suspected)", 0, "rebels", "suspected"),
        ('"rebels"', 0, "rebels", "accused"),
    ],
)
def test_who_did_it_by_name_or_in_words(words, actors, told, certainty):
    found = read_value(words, Culprit((), "planes", "accused"), Known(knowledge()))
    assert (len(found.actors), found.words, found.certainty) == (actors, told, certainty)


@pytest.mark.parametrize(
    ("words", "said"),
    [("Kelmaran army", "near it: Kelmarran army"), ("", "is nobody"), ("rebels (maybe)", "is nobody")],
)
def test_who_is_nobody_is_refused(words, said):
    with pytest.raises(BadJudgement, match=said):
        read_value(words, Culprit((), "planes", "accused"), Known(knowledge()))
