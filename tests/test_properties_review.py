"""Whatever persons say, in whatever order: what they hold apart is apart, and an undo restores what stood before."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.event_keys import key
from truceline.model.judgement import Judgement, numbered, undoing
from truceline.reconcile.homes import link
from truceline.reconcile.persons import Persons
from truceline.reconcile.wholes import place_parts

EVENTS = "abcdef"
WORDS = st.builds(
    lambda pair, verdict: Judgement("events", *pair, verdict, "person: Ann"),
    st.lists(st.sampled_from(EVENTS), min_size=2, max_size=2, unique=True),
    st.sampled_from(("same", "part-of", "different", "unsure")),
)
SAID = st.lists(WORDS, max_size=12)


@given(SAID)
def test_what_holds_is_of_one_piece(said):
    persons = Persons(said)
    wholes = Persons([Judgement("events", *pair, "same", "person: Ann") for pair in persons.same])
    refused = [one.judgement for one in persons.against]
    for one in persons.pairs.values():
        if one not in refused and one.verdict in ("different", "part-of"):
            assert wholes.may_join(one.left, one.right)
            assert not persons.may_join(one.left, one.right)
    # The last word always holds.
    assert not said or said[-1] not in refused


@given(SAID, st.randoms(use_true_random=False))
def test_incidents_follow_persons_whatever_the_order_of_events(said, chance):
    keys = [key(event) for event in EVENTS]
    persons = Persons(said)
    groups = link(keys, said)
    of = {event: tuple(group) for group in groups for event in group}
    assert all(of[left] == of[right] for left, right in persons.same)
    assert all(of[left] != of[right] for left, right in persons.parts)
    refused = [one.judgement for one in persons.against]
    assert all(
        of[one.left] != of[one.right]
        for one in persons.pairs.values()
        if one.verdict == "different" and one not in refused
    )
    chance.shuffle(keys)
    assert link(keys, said) == groups
    least = {group[0] for group in groups}
    assert all(
        {part, *wholes} <= least and part not in wholes
        for part, wholes in place_parts(
            {event: group[0] for event, group in of.items()}, (), persons.holding
        ).items()
    )


def standing(judgements):
    return [
        (one.number, one.judgement)
        for one in numbered(enumerate(judgements, start=1))
        if one.undone_by is None and one.judgement.verdict != "undone"
    ]


@settings(max_examples=200)
@given(SAID, st.data())
def test_undoing_takes_back_one_and_undoing_that_restores_it(said, data):
    if not said:
        return
    before = standing(said)
    number = data.draw(st.integers(1, len(said)))
    log = [*said, undoing(numbered(enumerate(said, start=1)), number, by="Ann", why="")]
    assert standing(log) == [one for one in before if one[0] != number]
    again = [*log, undoing(numbered(enumerate(log, start=1)), len(log), by="Ann", why="")]
    assert standing(again) == before
