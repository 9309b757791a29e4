import datetime

import msgspec
import pytest

from truceline.model.claim import Claim, Exactness, Figure
from truceline.model.document import Document, Span
from truceline.model.when import EARLY, When
from truceline.reconcile.told import Told
from truceline.reconcile.tolls import bounds, find_tolls
from truceline.reconcile.world import Holder


def figure(low: int | None, high: int | None, exactness: Exactness = "exact", **more: str) -> Figure:
    return Figure(low, high, exactness, more.pop("effect", "killed"), **more)  # type: ignore[arg-type]


def told(value: Figure, holder: str, day: int = 1) -> Told:
    published = When(datetime.date(2020, 5, day), datetime.date(2020, 5, day), "day", "", "feed/1")
    doc = Document(f"{holder}{day}", "", "text", "utf-8", "x" * 50, published=published)
    claim = Claim("e", "toll", value, (Span(doc.id, day, day + 1, "x"),))
    return Told(claim, Holder(holder, holder, None, (), holder), "says", None, doc, doc.id)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param([figure(60, 60), figure(83, 83)], (60, 83), id="two exact figures span a range"),
        pytest.param(
            [figure(100, 100, "about"), figure(100, None, "at least")],
            (100, None),
            id="more than a hundred leaves the top open",
        ),
        pytest.param(
            [figure(21, None, "at least"), figure(35, 35)],
            (21, 35),
            id="a lower bound below an exact figure does not open the top",
        ),
        pytest.param([figure(None, 30, "at most")], (None, 30), id="up to thirty says nothing of the least"),
    ],
)
def test_bounds(figures: list[Figure], expected: tuple[int | None, int | None]) -> None:
    assert bounds(figures) == expected


def test_a_holder_s_later_figure_takes_the_place_of_its_earlier_one() -> None:
    (toll,) = find_tolls([told(figure(5, 5), "ministry", 1), told(figure(28, 28), "ministry", 2)])
    assert (toll.low, toll.high) == (28, 28)
    assert len(toll.evidence) == 2, "the earlier figure stays visible"


def test_different_holders_conflict_and_are_never_summed() -> None:
    (toll,) = find_tolls([told(figure(5, 5), "ministry"), told(figure(28, 28), "monitor")])
    assert (toll.low, toll.high, toll.conservative, toll.best) == (5, 28, 5, None)


def test_best_is_the_figure_with_most_independent_support() -> None:
    (toll,) = find_tolls([told(figure(7, 7), "a"), told(figure(9, 9), "b"), told(figure(9, 9), "c")])
    assert toll.best == 9


def test_civilians_and_fighters_stay_apart() -> None:
    tolls = find_tolls(
        [told(figure(4, 4, status="civilian"), "a"), told(figure(9, 9, status="combatant"), "a")]
    )
    assert sorted((toll.status, toll.low) for toll in tolls) == [("civilian", 4), ("combatant", 9)]


def test_killed_and_wounded_stay_apart() -> None:
    tolls = find_tolls([told(figure(4, 4), "a"), told(figure(9, 9, effect="wounded"), "a")])
    assert [(toll.effect, toll.low) for toll in tolls] == [("killed", 4), ("wounded", 9)]


def test_vague_words_count_as_acled_counts_them_in_the_conservative_figure() -> None:
    (toll,) = find_tolls([told(figure(24, None, "vague"), "a")])
    assert (toll.low, toll.conservative) == (24, 12)


def test_the_dead_of_two_sides_of_one_clash_stay_two_figures() -> None:
    soldiers, fighters = (
        figure(5, 5, status="combatant", camp="state"),
        figure(17, 17, status="combatant", camp="nonstate"),
    )
    tolls = find_tolls([told(soldiers, "a"), told(fighters, "a")])
    assert sorted((toll.low, toll.high) for toll in tolls) == [(5, 5), (17, 17)]


def test_people_of_unknown_status_are_those_that_the_others_tell_of() -> None:
    (toll,) = find_tolls(
        [told(figure(60, 60, status="combatant", camp="state"), "a"), told(figure(83, 83), "b")]
    )
    assert (toll.low, toll.high) == (60, 83)


def test_an_early_lower_bound_is_overtaken_by_a_later_count_even_another_holder_s() -> None:
    (toll,) = find_tolls(
        [told(figure(19, None, "at least"), "rescuers", 1), told(figure(28, 28), "ministry", 2)]
    )
    assert (toll.low, toll.high) == (28, 28)
    assert len(toll.evidence) == 2, "the early figure stays visible"


@pytest.mark.parametrize(
    ("early", "words", "later", "day", "high"),
    [
        pytest.param(figure(1, None, "at least"), "at least one", figure(1, 1), 2, 1, id="it came to one"),
        pytest.param(figure(1, None, "at least"), "at least one", figure(1, 1), 1, None, id="on one day"),
        pytest.param(figure(50, None, "at least"), "more than 50", figure(50, 50), 2, None, id="not to 50"),
        pytest.param(figure(20, None, "at least"), "at least 20", figure(19, 19), 2, None, id="to no less"),
        pytest.param(
            figure(20, None, "at least"), "at least 20", figure(20, 20, "about"), 2, None, id="to about 20"
        ),
    ],
)
def test_an_open_count_ends_where_a_later_report_tells_as_many(
    early: Figure, words: str, later: Figure, day: int, high: int | None
) -> None:
    first = told(early, "agency", 1)
    claim = msgspec.structs.replace(first.claim, spans=(Span(first.doc.id, 1, 1 + len(words), words),))
    (toll,) = find_tolls([msgspec.structs.replace(first, claim=claim), told(later, "clinic", day)])
    assert toll.high == high


def test_what_only_bounds_a_toll_above_is_not_the_best_figure() -> None:
    (toll,) = find_tolls([told(figure(9, 9), "agency"), told(figure(None, 10, "at most"), "agency")])
    assert (toll.low, toll.high, toll.best) == (9, 10, 9)


def test_a_count_told_as_unfinished_is_overtaken_though_it_is_exact() -> None:
    so_far = msgspec.structs.replace(figure(19, 19), as_of=When(None, None, "span", "so far", EARLY))
    (toll,) = find_tolls([told(so_far, "rescuers", 1), told(figure(28, 28), "ministry", 2)])
    assert (toll.low, toll.high) == (28, 28)
    assert len(toll.revised) == 1, "the unfinished count stays visible"


def test_a_toll_told_as_the_previous_one_falls_in_the_report_that_has_the_next() -> None:
    before = When(None, datetime.date(2020, 5, 1), "span", "previous", EARLY, "")
    early = told(Figure(20, 20, "exact", "killed", as_of=before), "agency")
    (toll,) = find_tolls([early, told(figure(70, 70), "agency")])
    assert (toll.low, toll.high, [one.low for one in toll.revised]) == (70, 70, [20])
    (toll,) = find_tolls([told(figure(20, 20), "agency"), told(figure(70, 70), "agency")])
    assert (toll.low, toll.high) == (20, 70)


def test_those_of_a_kind_are_a_part_of_all_whom_their_holder_counts() -> None:
    evacuees = figure(98, 98, status="civilian", status_as_said="evacuees")
    people = figure(126, 126, status_as_said="people")
    whole, part = find_tolls([told(people, "monitor"), told(evacuees, "monitor")])
    assert (whole.low, whole.high, whole.part_of) == (126, 126, None)
    assert (part.low, part.part_of) == (98, "x")
    # In the next report of his, which has them alone, and not by another holder, who may have counted no others.
    later = told(evacuees, "monitor", 2)
    tolls = find_tolls([told(people, "monitor"), told(evacuees, "monitor"), later, told(evacuees, "medic")])
    assert sorted((toll.low, toll.part_of is not None) for toll in tolls) == [(98, False), (98, True)]


def test_an_exact_count_is_not_overtaken_by_another_holder() -> None:
    (toll,) = find_tolls([told(figure(19, 19), "rescuers", 1), told(figure(28, 28), "ministry", 2)])
    assert (toll.low, toll.high) == (19, 28)


def test_two_sides_dead_are_two_tolls_though_one_is_counted_in_words_that_take_sides() -> None:
    rebels = figure(23, 23, camp="nonstate", status_as_said="terrorists")
    soldiers = figure(4, 4, camp="state", status="combatant", status_as_said="soldiers")
    found = find_tolls([told(rebels, "ministry"), told(soldiers, "ministry")])
    assert {(toll.status_as_said, toll.low, toll.high, toll.status) for toll in found} == {
        ("terrorists", 23, 23, "unknown"),
        ("soldiers", 4, 4, "combatant"),
    }


def test_a_toll_is_called_after_the_words_of_most_and_after_none_where_they_differ() -> None:
    people, others = figure(22, 22, status_as_said="people"), figure(10, 10, status_as_said="terrorists")
    [toll] = find_tolls([told(people, "a"), told(others, "b"), told(people, "c")])
    assert toll.status_as_said == "people"
    [toll] = find_tolls([told(people, "a"), told(others, "b")])
    assert toll.status_as_said == ""


def test_a_figure_that_its_holder_replaced_is_kept_as_revised() -> None:
    [toll] = find_tolls([told(figure(30, 30), "doctor", 1), told(figure(22, 22), "doctor", 2)])
    assert (toll.low, toll.high) == (22, 22)
    [gone] = toll.revised
    assert (gone.low, gone.high, gone.told) == (30, 30, datetime.date(2020, 5, 1))
    assert gone.evidence[0].start == 1


def test_a_figure_told_again_unchanged_is_not_revised() -> None:
    [toll] = find_tolls([told(figure(22, 22), "doctor", 1), told(figure(22, 22), "doctor", 2)])
    assert toll.revised == ()


def called(words: str, holder: str, value: Figure) -> Told:
    one = told(value, holder)
    spans = (Span(one.doc.id, 1, 1 + len(words), words),)
    return msgspec.structs.replace(one, claim=msgspec.structs.replace(one.claim, spans=spans))


def test_one_told_without_a_number_is_a_part_of_those_whom_most_count() -> None:
    told_ = [
        called("her son", "aunt", figure(1, 1)),
        called("40 people", "a", figure(40, 40)),
        called("41", "b", figure(41, 41)),
    ]
    whole, part = find_tolls(told_)
    assert (whole.low, whole.high, whole.part_of) == (40, 41, None)
    assert (part.low, part.high, part.part_of) == (1, 1, "41")


@pytest.mark.parametrize("words", ["one person", "1", "at least one"])
def test_one_told_by_number_is_a_count_that_others_contradict(words: str) -> None:
    told_ = [
        called(words, "aunt", figure(1, 1)),
        called("40", "a", figure(40, 40)),
        called("41", "b", figure(41, 41)),
    ]
    [toll] = find_tolls(told_)
    assert (toll.low, toll.high) == (1, 41)


def test_one_whom_most_tell_of_is_no_part_of_what_one_report_counts() -> None:
    told_ = [
        called("a man", "a", figure(1, 1)),
        called("a man", "b", figure(1, 1)),
        called("five", "c", figure(5, 5)),
    ]
    [toll] = find_tolls(told_)
    assert (toll.low, toll.high) == (1, 5)


@pytest.mark.parametrize(
    ("words", "low", "most", "part"),
    [
        pytest.param("teachers", 6, figure(35, 35), True, id="a trade beside a count of all, another's"),
        pytest.param("children", 24, figure(1400, 1400), True, id="children beside far more people"),
        pytest.param(
            "women and children", 15, figure(20, 20, status="civilian"), True, id="of the civilians"
        ),
        pytest.param("children", 9, figure(8, 8), False, id="nobody counts more: they are the toll"),
        pytest.param("men women and children", 9, figure(12, 12), False, id="with the men it is everybody"),
        pytest.param("a woman and nine children", 10, figure(20, 20), False, id="a list of all who died"),
        pytest.param("mostly women", 10, figure(20, 20), False, id="mostly women: of any kind"),
        pytest.param("villagers", 9, figure(35, 35), False, id="villagers are no kind: a rival count"),
        pytest.param("civilians, including two boys", 9, figure(35, 35), False, id="civilians, of any kind"),
        pytest.param(
            "children", 9, figure(35, 35, status="combatant"), False, id="children are not among soldiers"
        ),
        pytest.param(
            "boys", 9, figure(35, 35, effect="wounded"), False, id="the dead are not among the hurt"
        ),
        pytest.param("boys", 9, figure(24, None, "vague"), False, id="dozens are no count of all"),
    ],
)
def test_a_count_of_one_kind_of_people_is_a_part_of_a_larger_one(
    words: str, low: int, most: Figure, part: bool
) -> None:
    few = figure(low, low, status="civilian", status_as_said=words)
    tolls = find_tolls([told(few, "school"), told(most, "clinic")])
    assert (low in [toll.low for toll in tolls if toll.part_of is not None]) == part


def test_people_of_whom_some_are_children_are_not_the_soldiers() -> None:
    children = figure(2, 2, status="civilian", status_as_said="children")
    soldiers = figure(3, 3, status="combatant", status_as_said="soldiers")
    tolls = find_tolls([told(children, "clinic"), told(soldiers, "clinic"), told(figure(6, 6), "mayor")])
    assert sorted((toll.status, toll.low, toll.high) for toll in tolls) == [
        ("civilian", 2, 2),
        ("combatant", 3, 3),
        ("unknown", 6, 6),
    ]


@pytest.mark.parametrize(
    ("words", "most", "part"),
    [
        pytest.param("the groom's father and brother", 32, True, id="kin are of those who died"),
        pytest.param("the groom's father and brother", 2, False, id="nobody counts more"),
        pytest.param("two clerks", 32, False, id="a number is a rival count"),
    ],
)
def test_kin_told_one_by_one_are_a_part_of_the_dead(words: str, most: int, part: bool) -> None:
    few = told(figure(2, 2), "cousin")
    claim = msgspec.structs.replace(few.claim, spans=(Span(few.doc.id, 1, 1 + len(words), words),))
    others = [told(figure(most, most), "clinic"), told(figure(most, most), "mayor")]
    tolls = find_tolls([msgspec.structs.replace(few, claim=claim), *others])
    assert any(toll.part_of is not None for toll in tolls) == part


def test_fighters_of_a_side_that_a_holder_counts_beside_more_people_are_not_those_people() -> None:
    fighters = {"status": "combatant", "camp": "nonstate"}
    both = find_tolls(
        [told(figure(90, 90), "monitor"), told(figure(40, None, "at least", **fighters), "monitor")]
    )
    assert [(toll.status, toll.low) for toll in both] == [("combatant", 40), ("unknown", 90)]
    (one,) = find_tolls(
        [told(figure(40, 40), "agency"), told(figure(40, None, "at least", **fighters), "monitor")]
    )
    assert one.status == "combatant", "the agency may count the same fighters"
