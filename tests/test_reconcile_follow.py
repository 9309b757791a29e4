"""A judgement finds what it judged: by its id, else by the only thing that overlaps its words."""

import msgspec
import pytest

from tests.beside import knowledge, reading
from truceline.model.claim import Figure
from truceline.model.judgement import Correction, Judgement, Kept, Weight, numbered, undoing
from truceline.reconcile import reconcile
from truceline.reconcile.follow import follow, same_value
from truceline.reconcile.homes import link
from truceline.reconcile.persons import Persons
from truceline.store.content import encode

TEXT = (
    "An air strike in Mardrin killed nine people on Sunday, a doctor said. "
    "Shelling in Skarn wounded three people on Monday, a resident said."
)


def word(one, claim, verdict, **more):
    event = next(event for event in one.events if event.id == claim.subject)
    return Judgement(
        "claim", claim.id, event.id, verdict, "person: Ann", (Weight(0.0, "so"),),
        encode(Correction(claim.value, **more)).decode(), (claim.spans, (event.anchor,)), claim.property,
    )  # fmt: skip


def figures(one):
    return [claim for event in one.events for claim in event.claims if isinstance(claim.value, Figure)]


def reread(one, change):
    """Return the reading as another method would have it: with other ids, and each claim changed."""
    events = tuple(
        msgspec.structs.replace(
            event,
            id=f"new-{event.id}",
            claims=tuple(
                new
                for claim in event.claims
                for new in change(msgspec.structs.replace(claim, subject=f"new-{event.id}"))
            ),
        )
        for event in one.events
    )
    return msgspec.structs.replace(one, events=events)


def wider(claim):
    """Return the claim read from words that reach two letters further."""
    first, *rest = claim.spans
    text = TEXT[first.start : first.end + 2]
    yield msgspec.structs.replace(
        claim, spans=(msgspec.structs.replace(first, end=first.end + 2, quote=text), *rest)
    )


def raised(claim):
    if isinstance(claim.value, Figure):
        claim = msgspec.structs.replace(claim, value=msgspec.structs.replace(claim.value, high=None))
    yield claim


@pytest.mark.parametrize("verdict", ["accepted", "rejected", "corrected"])
def test_a_word_follows_the_claim_whose_words_overlap(verdict):
    one = reading(TEXT)
    said = word(one, figures(one)[0], verdict)
    now = reread(one, wider)
    found = follow([said], [now])
    assert found.lost == ()
    assert set(found.claims) == {figures(now)[0].id}


@pytest.mark.parametrize(
    ("change", "verdict", "why"),
    [
        (lambda _: (), "rejected", "nothing of the kind is read"),
        (raised, "rejected", "another value"),
        (raised, "accepted", "another value"),
    ],
)
def test_a_word_that_finds_nothing_or_another_value_waits(change, verdict, why):
    one = reading(TEXT)
    found = follow([word(one, figures(one)[0], verdict)], [reread(one, change)])
    assert found.claims == {}
    assert why in found.lost[0].reason
    [waits] = [
        unsure
        for unsure in reconcile([reread(one, change)], {}, knowledge(), [found.lost[0].judgement]).unsure
        if unsure.kind == "judgement"
    ]
    assert waits.judgement == found.lost[0].judgement.id
    assert [span.quote for span in waits.evidence][:1] == ["nine people"]


def test_a_correction_holds_whatever_else_is_read_there():
    one = reading(TEXT)
    now = reread(one, raised)
    said = word(
        one, figures(one)[0], "corrected", value=msgspec.structs.replace(figures(one)[0].value, low=8)
    )
    assert set(follow([said], [now]).claims) == {figures(now)[0].id}


def test_a_word_on_one_of_two_claims_on_the_same_words_is_on_its_event():
    """Two events told in one breath share their place."""
    one = reading("An air strike and shelling in Mardrin killed nine people on Sunday, a doctor said.")
    places = [claim for event in one.events for claim in event.claims if claim.property == "place"]
    assert len(places) == 2
    assert len({claim.spans for claim in places}) == 1
    now = reread(one, lambda claim: [claim])
    for claim in places:
        [found] = follow([word(one, claim, "rejected")], [now]).claims
        assert [event.id for event in now.events for new in event.claims if new.id == found] == [
            f"new-{claim.subject}"
        ]


def test_a_word_on_a_pair_follows_the_anchors():
    one = reading(TEXT)
    first, second = sorted(one.events, key=lambda event: event.anchor)
    said = Judgement(
        "events", first.id, second.id, "part-of", "person: Ann", about=((first.anchor,), (second.anchor,))
    )
    found = follow([said], [reread(one, lambda claim: [claim])])
    assert [(pair.left, pair.right) for pair in found.pairs] == [(f"new-{first.id}", f"new-{second.id}")]
    gone = msgspec.structs.replace(one, events=(first,))
    assert "no event is read at" in follow([said], [gone]).lost[0].reason
    planned = msgspec.structs.replace(
        one, events=(first, msgspec.structs.replace(second, modality="planned"))
    )
    assert "no happening of its own" in follow([said], [planned]).lost[0].reason


def test_a_word_taken_back_before_is_not_told_as_lost():
    one = reading(TEXT)
    first, second = one.events[:2]
    said = [
        Judgement("events", first.id, second.id, verdict, "person: Ann", about=((first.anchor,), (second.anchor,)))
        for verdict in ("same", "unsure")
    ]  # fmt: skip
    assert follow(said, []).lost == ()


def test_an_actor_that_nobody_knows_any_more_makes_a_correction_wait():
    one = reading("The Kelmarran army carried out an air strike in Mardrin on Sunday, a doctor said.")
    [claim] = [claim for event in one.events for claim in event.claims if claim.property == "responsible"]
    said = word(one, claim, "corrected", value=msgspec.structs.replace(claim.value, actors=("nobody-known",)))
    found = reconcile([one], {}, knowledge(), [said])
    assert "not known any more" in found.unsure[0].reasons[0].reason
    assert found.incidents[0].grades.who.actors == ("Kelmarran army",)


def test_what_is_more_in_a_value_than_a_reader_is_told_makes_no_other_value():
    one = figures(reading(TEXT))[0].value
    assert same_value(one, msgspec.structs.replace(one, status_as_said="other words"))
    assert not same_value(one, msgspec.structs.replace(one, low=1))


def said(left, right, verdict):
    return Judgement("events", left, right, verdict, "person: Ann")


def test_of_words_that_contradict_each_other_the_later_hold():
    """They can come together from two records."""
    persons = Persons([said("a", "b", "same"), said("b", "c", "same"), said("a", "c", "different")])
    assert persons.same == [("b", "c")]
    assert [one.judgement for one in persons.against] == [said("a", "b", "same")]
    persons = Persons([said("a", "c", "different"), said("b", "c", "same"), said("a", "b", "same")])
    assert persons.same == [("a", "b"), ("b", "c")]
    assert [one.judgement.verdict for one in persons.against] == ["different"]


def test_what_persons_hold_apart_is_joined_through_no_other():
    persons = Persons([said("a", "b", "same"), said("b", "c", "different")])
    assert not persons.may_join("a", "c")
    assert not persons.may_join("c", "a")
    assert persons.may_join("a", "d")
    persons.join("c", "d")
    assert not persons.may_join("a", "d")
    assert link([], [said("a", "b", "same")]) == []


def kept(*judgements):
    return numbered(enumerate(judgements, start=1))


def test_an_undo_means_the_last_judgement_alike_before_it():
    first = said("a", "b", "same")
    undo = undoing(kept(first), 1, by="Ann", why="")
    assert [one.undone_by for one in kept(first, undo)] == [2, None]
    # In a record that has the same word of its own, the one that came with the undo is meant.
    assert [one.undone_by for one in kept(first, first, undo)] == [None, 3, None]
    older = undoing(kept(first, first), 1, by="Ann", why="")
    assert [one.undone_by for one in kept(first, first, older)] == [3, None, None]


def test_an_undo_of_an_undo_restores_and_an_undo_of_nothing_is_nothing():
    first = said("a", "b", "same")
    undo = undoing(kept(first), 1, by="Ann", why="")
    again = undoing(kept(first, undo), 2, by="Ann", why="")
    assert [one.undone_by for one in kept(first, undo, again)] == [None, 3, None]
    assert kept(undo) == [Kept(1, undo)]
    assert kept(first, msgspec.structs.replace(undo, right="x"))[0].undone_by is None
