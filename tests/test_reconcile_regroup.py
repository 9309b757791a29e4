"""Events of one city in one month: added in any parts, each with what was found before, they come to what all at once do."""

import datetime
import random
from itertools import groupby

import pytest

from tests.event_keys import DAY, key
from tests.memory_shelf import MemoryShelf
from truceline.model.judgement import Judgement
from truceline.reconcile import link as linking
from truceline.reconcile.homes import link

KINDS = ("air_strike", "shelling", "clash", "attack", "bombing")
POINTS = ("school", "hospital", "market", "convoy")
TOWNS = ({"XX:town"}, {"XX:town"}, {"XX:town", "XX:quarter"}, {"XX:quarter"}, set())


def drawn_key(drawn: random.Random, number: int, days: int = 4):
    """Return an event near many others: few kinds, targets and tolls, on a handful of days, some without one."""
    day = DAY + datetime.timedelta(drawn.randrange(days))
    dated = drawn.random() < 0.8
    places = frozenset(drawn.choice(TOWNS))
    return key(
        f"{number:03}",
        doc=f"doc-{number // 2}",
        family=f"doc-{number // 2}",
        sentence=number % 3,
        kind=drawn.choice(KINDS),
        places=places,
        named=frozenset(place.removeprefix("XX:") for place in places),
        at=frozenset(),
        first=day if dated else None,
        last=day if dated else None,
        published=day + datetime.timedelta(drawn.randrange(3)),
        points=frozenset(drawn.sample(POINTS, drawn.randrange(2))),
        nearby=frozenset(drawn.sample(POINTS, drawn.randrange(2))),
        killed=(drawn.randrange(3, 9),) if drawn.random() < 0.6 else (),
        sides=frozenset(drawn.sample("ab", drawn.randrange(2))),
        rare=frozenset(drawn.sample("vwxyz", drawn.randrange(2))),
    )


def parted(drawn: random.Random, keys: list) -> list[list]:
    """Return the keys shuffled, in parts; those of one document together, as a document comes."""
    docs = [list(several) for _, several in groupby(keys, key=lambda one: one.doc)]
    drawn.shuffle(docs)
    count = drawn.choice([len(docs), drawn.randint(2, 9)])
    return [part for n in range(count) if (part := [one for doc in docs[n::count] for one in doc])]


def at_once(keys, said=()):
    shelf = MemoryShelf()
    shelf.add(keys, said, {event for one in said for event in (one.left, one.right)})
    return shelf


@pytest.mark.parametrize("seed", range(24))
def test_parts_in_any_order_are_all_at_once(seed):
    drawn = random.Random(seed)
    keys = [drawn_key(drawn, n) for n in range(drawn.randint(20, 90))]
    shelf = MemoryShelf()
    for part in parted(drawn, keys):
        shelf.add(part)
    assert shelf.shown() == at_once(keys).shown()
    homes = {tuple(ids) for ids in link(keys)}
    assert homes == {tuple(one.id for one in home) for home in shelf.in_homes([ids[0] for ids in homes])}
    assert max(map(len, homes)) > 3 and len(homes) > 3


@pytest.mark.parametrize("seed", range(12))
def test_events_that_are_others_now_leave_what_they_would_have_left(seed):
    drawn = random.Random(seed)
    keys = [drawn_key(drawn, n) for n in range(60)]
    shelf = MemoryShelf()
    for part in parted(drawn, keys):
        shelf.add(part)
        number = int(drawn.choice(part).id)
        keys[number] = drawn_key(drawn, number)
        shelf.add([keys[number]])
    assert shelf.shown() == at_once(keys).shown()


@pytest.mark.parametrize("seed", range(12))
def test_persons_words_come_to_the_same_whenever_they_are_said(seed):
    drawn = random.Random(seed)
    keys = [drawn_key(drawn, n) for n in range(50)]
    ids = [one.id for one in keys]
    said: list[Judgement] = []
    shelf = MemoryShelf()
    for part in parted(drawn, keys):
        shelf.add(part, said, {event for one in said for event in (one.left, one.right)})
        left, right = sorted(drawn.sample(ids, 2))
        said.append(Judgement("events", left, right, drawn.choice(["same", "different"]), "person: Ann"))
        shelf.add([], said, {left, right} & shelf.stood.keys())
    assert shelf.shown() == at_once(keys, said).shown()


def test_who_stands_is_not_compared_with_who_stands_again(monkeypatch):
    drawn = random.Random(3)
    *keys, last = [drawn_key(drawn, n, days=2) for n in range(120)]
    shelf = at_once(keys)
    weighed = []
    score = linking.score
    monkeypatch.setattr(linking, "score", lambda a, b: weighed.append((a.id, b.id)) or score(a, b))
    shelf.add([last])
    both = {pair for pair in weighed if last.id not in pair}
    all_pairs = len(keys) * (len(keys) - 1) / 2
    assert len(both) < all_pairs / 5
