"""Copies found document by document are the copies found at once, wherever the documents stand meanwhile."""

import random
from bisect import bisect_right, insort
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_copies import TEXTS, key
from truceline import pipeline
from truceline.copies import find_copies, near, shelve
from truceline.copies import shelf as shelving
from truceline.copies.shelf import shelved_copies
from truceline.model.errors import RecordError
from truceline.store import read
from truceline.store.check import check
from truceline.store.open import open_or_create
from truceline.store.shelf import drop_shelf, open_shelf

# Texts that share much, little, or nothing, in many versions: cut, swapped, with another's end.
WORDS = [
    "shells",
    "market",
    "troops",
    "river",
    "convoy",
    "doctor",
    "school",
    "bridge",
    "night",
    "grain",
    "mayor",
    "road",
    "guards",
    "bread",
    "tents",
    "radio",
]


class Plain:
    """A shelf in memory, which counts where it is asked."""

    def __init__(self):
        self.keys, self.told = {}, {}
        self.places, self.asked = defaultdict(list), set()

    def put(self, standing):
        for order, document, content, places in standing:
            self.keys[order], self.told[order] = (document, content), ()
            for place in places:
                insort(self.places[place], order)

    def first(self, places, count):
        self.asked.update(places)
        return {place: self.places[place][:count] for place in places}

    def behind(self, places, order):
        self.asked.update(places)
        return {place: self.places[place][bisect_right(self.places[place], order) :] for place in places}

    def content(self, order):
        return self.keys[order][1]

    def tell(self, order, found):
        self.told[order] = tuple(found)

    def paired(self, order):
        return [later for later, found in self.told.items() if order in dict(found)]

    def pairs(self, order):
        return dict(self.told[order])

    def is_empty(self):
        return not self.keys

    def standing(self):
        return ((order, document) for order, (document, _) in sorted(self.keys.items()))


def story(seed, length=90):
    drawn = random.Random(seed)
    words = [drawn.choice(WORDS) + str(drawn.randrange(40)) for _ in range(length)]
    return ". ".join(" ".join(words[n : n + 9]).capitalize() for n in range(0, length, 9)) + "."


@st.composite
def records(draw):
    """Return keys: a few stories, each printed several times, whole, cut, or with the end of another; some altered."""
    stories = [story(n) for n in range(draw(st.integers(1, 3)))]
    made = []
    for number in range(draw(st.integers(2, 14))):
        text = draw(st.sampled_from(stories))
        how = draw(st.sampled_from(["whole", "cut", "joined", "swapped"]))
        if how == "cut":
            text = text[: len(text) // 2]
        elif how == "joined":
            text = text[: len(text) // 2] + " " + draw(st.sampled_from(stories))
        elif how == "swapped":
            text = text.replace("river", "stream").replace("night", "dusk").replace("road", "lane")
        made.append(
            key(
                f"d{number:02}", text=text, day=draw(st.sampled_from([None, 0, 1, 2])),
                wire=draw(st.sampled_from([None, "Lodestar"])), outlet=draw(st.sampled_from([None, "Lodestar", "Mail"])),
                altered=draw(st.booleans()) if how == "swapped" else False,
            )
        )  # fmt: skip
    return made


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(keys=records(), seed=st.integers(0, 9), parts=st.integers(1, 4), room=st.sampled_from([1, 2, 8]))
def test_one_by_one_is_all_at_once(keys, seed, parts, room):
    with pytest.MonkeyPatch.context() as patch:
        for module in (near, shelving):
            patch.setattr(module, "ROOM", room)
        expected = find_copies(keys)
        shuffled = random.Random(seed).sample(keys, len(keys))
        shelf, chosen = Plain(), {}
        for part in range(parts):
            found = shelving.changed(shelf, shuffled[part::parts])
            chosen = {doc: copy for doc, copy in chosen.items() if doc not in found.among}
            chosen.update((copy.doc, copy) for copy in found.copies)
        assert shelved_copies(shelf) == expected
        assert tuple(chosen[doc] for doc in sorted(chosen)) == expected


def test_a_new_document_is_looked_for_in_its_own_places_only():
    shelf = Plain()
    shelve(shelf, [key(f"d{n:03}", text=story(n)) for n in range(200)])
    assert len(shelf.places) > 10_000
    shelf.asked.clear()
    one = key("new", text=story(7), day=3)
    shelve(shelf, [one])
    assert shelf.asked == {*near.bands(one), *near.anchors(one)}
    assert [(copy.doc, copy.of) for copy in shelved_copies(shelf)] == [("new", "d007")]


def test_the_records_shelf_is_kept_until_the_method_or_the_knowledge_is_another(tmp_path):
    keys = [key(name, day=n % 3, altered=name == "altered") for n, name in enumerate(TEXTS)]
    expected = find_copies(keys)
    path = tmp_path / "war.truceline"
    with open_or_create(path) as record:
        shelve(open_shelf(record, method="1", knowledge="a"), keys[:4])
    with open_or_create(path) as record:
        shelf = open_shelf(record, method="1", knowledge="a")
        assert [doc for _, doc in sorted(shelf.standing(), key=lambda one: one[1])] == sorted(
            one.doc for one in keys[:4]
        )
        shelve(shelf, keys[4:])
        assert shelved_copies(shelf) == expected
        assert list(open_shelf(record, method="2", knowledge="a").standing()) == []
        shelve(open_shelf(record, method="2", knowledge="a"), keys)
        assert shelved_copies(open_shelf(record, method="2", knowledge="a")) == expected
        drop_shelf(record)
        assert list(open_shelf(record, method="2", knowledge="a").standing()) == []


def test_a_shelf_that_is_not_filled_to_the_end_is_as_it_was(tmp_path):
    with open_or_create(tmp_path / "war.truceline") as record:
        shelf = open_shelf(record, method="1", knowledge="a")
        shelve(shelf, [key("shelling")])
        with pytest.raises(RuntimeError), record.writing():
            shelve(shelf, [key("excerpt", day=1)])
            raise RuntimeError
        assert [doc for _, doc in shelf.standing()] == ["shelling"]
        assert shelved_copies(shelf) == ()


def test_a_damaged_shelf_is_found_and_rebuilt(tmp_path):
    report = tmp_path / "a.txt"
    report.write_text(TEXTS["shelling"])
    path = tmp_path / "war.truceline"
    with open_or_create(path) as record:
        pipeline.add([report], record, at="2031-05-06T00:00:00Z")
        assert list(check(record)) == []
        with record.writing() as connection:
            connection.exec_driver_sql("UPDATE copy_key SET content = x'00'")
        [fault] = check(record)
        assert "key for copies" in fault.where
        report.write_text(TEXTS["excerpt"])
        with pytest.raises(RecordError, match="rebuild"):
            pipeline.add([report], record, at="2031-05-06T00:00:00Z")
        pipeline.rebuild(record, at="2031-05-06T00:00:00Z")
        assert list(check(record)) == []
        assert [copy.kind for copy in read.copies(record)] == ["excerpt"]
