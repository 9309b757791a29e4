"""Keys: what of an event is compared."""

from truceline.knowledge import load
from truceline.model.document import Raw
from truceline.model.reading import Reading
from truceline.pipeline import read_one
from truceline.reconcile.keys import EventKey, event_keys
from truceline.reconcile.world import World

KNOWN = load()
STALLS = "Shells hit a puppet show in Nairobi on 3 May 2019, killing nine people, medics said."


def keys(*texts: str) -> list[EventKey]:
    found = [read_one(Raw(f"{n}.txt", "text", text.encode()), ()) for n, text in enumerate(texts)]
    readings = [one for one in found if isinstance(one, Reading)]
    world = World(KNOWN.names.actors, KNOWN.names.outlet, readings, KNOWN.names.roles)
    return list(event_keys(readings, world, {}, KNOWN.happenings.points, KNOWN.swaps.common))


def test_what_other_reports_say_changes_no_key() -> None:
    alone = keys(STALLS)
    assert len(alone) == 1
    others = [f"The puppet show on day {n} drew a crowd in Mombasa. A shell killed {n}." for n in range(2, 9)]
    assert alone[0] in keys(*others, STALLS)


def test_uncommon_words_are_kept_and_common_ones_and_names_of_places_are_not() -> None:
    [key] = keys(STALLS)
    assert "puppet" in key.rare
    assert not key.rare & {"nairobi", "shells", "people", "killing"}


def test_a_plural_is_the_word_that_its_singular_is() -> None:
    [one], [many] = keys("A shell killed nine near two puppets."), keys("A shell killed nine near a puppet.")
    assert one.rare == many.rare == {"puppet"}


def test_the_name_of_a_river_or_a_range_is_no_name_of_one_happening() -> None:
    [river] = keys("A shell killed nine on a ferry across the Zamberis River. Others swam the Zamberis.")
    [hills] = keys("A shell killed nine below the Zamberis Mountains.")
    assert "zamberi" not in river.names | river.rare | hills.names | hills.rare


def test_a_name_that_is_no_river_s_is_kept() -> None:
    [key] = keys("A shell killed nine at the Zamberis Mill. A boat sank in the Oldwater River.")
    assert "zamberi" in key.names


def test_what_is_told_as_another_is_known_by_the_words_before_it() -> None:
    told = "An air strike on Nairobi killed nine on 3 May 2019. {} killed four in Mombasa on 3 May 2019."
    for words, another in (
        ("Another overnight air strike", True),
        ("A second air strike", True),
        ("The air strike that", False),
        ("Another suicide bombing", False),
    ):
        assert [key.another for key in keys(told.format(words)) if 4 in key.killed] == [another], words
