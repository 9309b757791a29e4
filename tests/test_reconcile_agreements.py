"""Agreements: which terms are one deal, and what is shown of it."""

import datetime
from itertools import permutations

import msgspec
import pytest

from tests.deal_text import DEALS
from truceline.model.actor import Actor, Mention
from truceline.model.document import Document, Span
from truceline.model.reading import Reading
from truceline.model.statement import Speaker, Statement
from truceline.model.terms import Measure, Obligation, Party, Performance, Status, Term
from truceline.model.when import When
from truceline.reconcile.agreements import find_agreements, group
from truceline.reconcile.deal_keys import is_plural, term_keys
from truceline.reconcile.deal_weights import NEVER, SAME, score, weigh
from truceline.reconcile.measures import show_measures
from truceline.reconcile.voices import Voices
from truceline.reconcile.world import World

KNOWN = {name: Actor(name, name.title(), "state") for name in ("north", "south", "east", "west")}
WORLD = World(KNOWN, lambda words: None, ())


def day(said: str, first: str | None, last: str | None = None) -> When:
    days = [datetime.date.fromisoformat(told) if told else None for told in (first, last or first)]
    return When(days[0], days[1], "day" if first and not last else "month", said, "given")


def span(doc: str, words: str, start: int = 0) -> Span:
    return Span(doc, start, start + len(words), words)


def term(doc: str, anchor: str = "truce", kind: str = "ceasefire", **more) -> Term:
    mention = span(doc, more.pop("words", f"the {anchor}"))
    parties = tuple(Party(actor, "party", (mention,)) for actor in more.pop("parties", ()))
    fixed = {"id": f"t-{doc}", "anchor": span(doc, anchor), "names": (anchor,), "mentions": (mention,)}
    return Term(kind=kind, parties=parties, **(fixed | more))


def reading(found: Term, published: str | None = None) -> Reading:
    doc = found.anchor.doc
    when = day("given", published) if published else None
    document = Document(doc, "", "text", "utf-8", "", outlet=f"Paper {doc}", published=when)
    said = Statement("said", Speaker("north", None, "north"), (), (), "says", "direct")
    return Reading(document, "1", "k", terms=(found,), statements=(said,))


VOICES = Voices(WORLD, {})


def groups(*readings: Reading) -> list[list[str]]:
    return [sorted(ids) for ids in group(term_keys(readings, WORLD, DEALS))]


ONE = day("May 3", "2019-05-03")
OTHER = day("February", "2019-02-01", "2019-02-28")


def test_one_day_is_one_deal_and_another_month_another():
    a, b, c = term("a", announced=ONE), term("b", announced=ONE), term("c", announced=OTHER)
    assert groups(reading(a), reading(b), reading(c)) == [["t-a", "t-b"], ["t-c"]]


def test_a_day_without_its_year_is_compared_by_its_words():
    same, later = day("9 May", None), day("June 9", None)
    full = term("a", announced=day("May 9", "2019-05-09"))
    assert groups(reading(full), reading(term("b", announced=same))) == [["t-a", "t-b"]]
    assert groups(reading(full), reading(term("b", announced=later))) == [["t-a"], ["t-b"]]


def test_a_weekday_that_is_known_is_compared_with_a_day_without_its_year():
    weekday = term("a", announced=day("Friday", "2019-05-03"))
    same, other = (term("b", announced=day(said, None)) for said in ("May 3", "May 10"))
    assert groups(reading(weekday), reading(same)) == [["t-a", "t-b"]]
    assert groups(reading(weekday), reading(other)) == [["t-a"], ["t-b"]]


@pytest.mark.parametrize(
    ("effect", "joins"), [("2019-05-05", True), ("2019-05-11", False), ("2019-04-30", False)]
)
def test_a_deal_in_effect_at_once_is_the_one_announced_just_before(effect, joins):
    told = term("a", announced=ONE), term("b", effective=day("then", effect))
    assert (groups(*map(reading, told)) == [["t-a", "t-b"]]) is joins


@pytest.mark.parametrize(
    ("sides", "joins"), [(("north", "west"), False), (("north", "east"), True), (("north",), True)]
)
def test_a_deal_with_somebody_whom_no_other_report_names_in_it_is_another(sides, joins):
    truce = [term(doc, announced=ONE, parties=("north", "south", "east")) for doc in "ab"]
    recalled = term("c", words="the Northish deal signed in Brae", parties=sides)
    named = [
        msgspec.structs.replace(
            one, mentions=(span(one.anchor.doc, "the truce signed in Brae in the Northish capital"),)
        )
        for one in truce
    ]
    told = groups(*(reading(one, "2019-05-04") for one in (*named, recalled)))
    assert (["t-a", "t-b", "t-c"] in told) is joins


def test_a_truce_of_years_ago_is_not_what_the_truce_means():
    old = term("c", announced=day("June 2011", "2011-06-01", "2011-06-30"))
    told = [DEAL, around(old, "2019-05-04"), around(term("b"), "2019-05-25")]
    assert groups(*told) == [["t-a", "t-b"], ["t-c"]]


def test_a_truce_and_an_evacuation_are_two_deals():
    told = [reading(term("a", announced=ONE)), reading(term("b", kind="evacuation", announced=ONE))]
    assert len(groups(*told)) == 2


def test_a_series_is_no_deal_of_it():
    one, many = term("a", "deal", announced=ONE), term("b", "evacuation deals", announced=ONE)
    assert is_plural(many, DEALS)
    assert not is_plural(one, DEALS)
    assert not is_plural(term("c", "cessation of hostilities"), DEALS)
    assert len(groups(reading(one), reading(many))) == 2


def test_a_term_without_a_date_joins_the_only_deal_it_can_be():
    owed = Obligation(
        "o", ("north",), "North", "do", "convince the rebels to leave the brigade", (span("a", "x"),)
    )
    dated = term("a", announced=ONE, obligations=(owed,), durations=(span("a", "lasted a week"),))
    other = term("b", announced=OTHER, status=(Status("eroding", (span("b", "x"),)),))
    bare = term("c", obligations=(msgspec.structs.replace(owed, id="p"),))
    assert groups(reading(dated), reading(other), reading(bare)) == [["t-a", "t-c"], ["t-b"]]


def test_a_term_that_fits_two_deals_joins_none():
    owed = Obligation(
        "o", ("north",), "North", "do", "convince the rebels to leave the brigade", (span("a", "x"),)
    )
    told = [
        reading(term(doc, announced=when, obligations=(msgspec.structs.replace(owed, id=doc),)))
        for doc, when in (("a", ONE), ("b", OTHER))
    ]
    assert len(groups(*told, reading(term("c", obligations=(owed,))))) == 3


def test_two_deals_that_can_never_be_one_are_not_joined_by_a_third():
    a = term("a", announced=ONE, parties=("north", "south"))
    b = term("b", announced=OTHER, parties=("north", "south"))
    c = term("c", parties=("north", "south"))
    near = [reading(one, "2019-05-05") for one in (a, b, c)]
    assert not any({"t-a", "t-b"} <= set(ids) for ids in groups(*near))


def around(found: Term, published: str, named: tuple[str, ...] = ("north", "south")) -> Reading:
    """Return a reading whose document names these actors, so that a bare naming can mean their deal."""
    mentions = tuple(Mention(span(found.anchor.doc, actor), actor, 0) for actor in named)
    return msgspec.structs.replace(reading(found, published), mentions=mentions)


BOUND = ("north", "south")
DEAL = around(term("a", announced=ONE, parties=BOUND), "2019-05-03")


@pytest.mark.parametrize(
    ("why", "bare", "published", "named", "joins"),
    [
        ("the truce, told among its sides while it can be meant", {}, "2019-05-25", BOUND, True),
        ("told before there was one", {}, "2019-05-01", BOUND, False),
        ("told long after", {}, "2019-08-25", BOUND, False),
        ("told where one of its sides is named nowhere", {}, "2019-05-25", ("north", "west"), False),
        ("told of another kind", {"kind": "evacuation"}, "2019-05-25", BOUND, False),
        ("called by another name", {"names": ("Sorrow truce",)}, "2019-05-25", BOUND, False),
        ("dated, it speaks for itself", {"announced": OTHER}, "2019-05-25", BOUND, False),
    ],
)
def test_a_bare_naming_is_the_only_deal_it_can_mean(why, bare, published, named, joins):
    found = groups(DEAL, around(term("b", **bare), published, named))
    assert (found == [["t-a", "t-b"]]) is joins, why


def test_a_bare_naming_between_two_deals_stays_apart():
    later = around(term("z", announced=day("May 20", "2019-05-20"), parties=BOUND), "2019-05-20")
    bare = around(term("b"), "2019-05-25")
    assert sorted(groups(DEAL, later, bare)) == [["t-a"], ["t-b"], ["t-z"]]


def test_two_deals_of_one_document_are_not_joined_by_what_one_lacks():
    both = msgspec.structs.replace(DEAL, terms=(*DEAL.terms, term("a", id="t-bare")))
    assert groups(both) == [["t-a"], ["t-bare"]]


def test_a_name_in_front_ties_to_the_place_where_it_was_signed():
    signed = term("a", announced=ONE, words="the truce that both agreed in Pelrose on May 3")
    called = term("b", "accord", "other", names=("Pelrose accord",), words="our part of the Pelrose accord")
    assert groups(reading(signed, "2019-05-03"), reading(called, "2019-05-07")) == [["t-a", "t-b"]]
    other = term("c", "accord", "other", names=("Quill accord",), words="our part of the Quill accord")
    assert groups(reading(signed, "2019-05-03"), reading(other, "2019-05-07")) == [["t-a"], ["t-c"]]


def test_announced_and_in_effect_are_two_dates_of_one_deal():
    signed = term("a", announced=ONE, effective=day("May 5", "2019-05-05"), parties=BOUND)
    began = term("b", effective=day("5 May", "2019-05-05"), parties=BOUND)
    assert groups(reading(signed, "2019-05-03"), reading(began, "2019-05-06")) == [["t-a", "t-b"]]


def test_who_tells_a_state_is_shown_where_no_statement_of_its_own_is_read():
    status = Status("violated", (span("a", "each accusing the other"),), ("south",), teller="north")
    (agreement,) = find_agreements([reading(term("a", status=(status,)))], VOICES, WORLD, DEALS)
    assert [(one.by, one.blames) for one in agreement.status] == [("North", ("South",))]


def test_the_order_of_the_readings_does_not_matter():
    told = [
        reading(term("a", announced=ONE, parties=("north", "south"))),
        reading(term("b", announced=ONE)),
        reading(term("c", announced=OTHER)),
        reading(term("d", parties=("north", "south")), "2019-05-05"),
    ]
    shown = {
        msgspec.json.encode(find_agreements(list(order), VOICES, WORLD, DEALS))
        for order in permutations(told)
    }
    assert len(shown) == 1


def test_every_weight_has_a_reason_and_their_sum_decides():
    keys = term_keys([reading(term("a", announced=ONE)), reading(term("b", announced=ONE))], WORLD, DEALS)
    weights = weigh(*keys.values())
    assert all(weight.reason for weight in weights)
    assert score(*keys.values()) == sum(weight.value for weight in weights) >= SAME > NEVER


@pytest.fixture
def shown():
    owed = Obligation(
        "o1", ("north",), "North", "do", "convince the rebels to break with the brigade", (span("a", "x"),)
    )
    again = Obligation(
        "o2", ("north",), "North", "do", "convince the rebels to leave the brigade", (span("b", "y"),), statement="said",
        performance=(Performance("not_met", (span("b", "y"),), "said"),),
    )  # fmt: skip
    reverse = Obligation(
        "o3", ("south",), "South", "do", "convince the rebels to leave the brigade", (span("b", "z"),)
    )
    end = Status("collapsed", (span("a", "the collapse"),), ("south",), None, "said")
    a = term(
        "a",
        announced=day("May", "2019-05-01", "2019-05-31"),
        parties=("north", "south"),
        obligations=(owed,),
        status=(end,),
    )
    b = term(
        "b",
        "cease-fire",
        announced=ONE,
        obligations=(again, reverse),
        status=(Status("exists", (span("b", "w"),)),),
    )
    (agreement,) = find_agreements([reading(a), reading(b)], VOICES, WORLD, DEALS)
    return agreement


def test_the_least_term_lends_its_id_and_all_documents_are_named(shown):
    assert (shown.id, shown.documents) == ("t-a", ("a", "b"))
    assert shown.names == ("cease-fire", "truce")


def test_the_most_exact_date_is_shown(shown):
    assert shown.announced.said == "May 3"


def test_parties_are_names(shown):
    assert shown.parties == ("North", "South")


def test_a_state_has_who_tells_it_and_whom_it_blames_and_being_named_is_none(shown):
    assert [(one.state, one.by, one.blames) for one in shown.status] == [("collapsed", "North", ("South",))]


def test_one_duty_told_twice_is_shown_once_in_the_reports_own_words(shown):
    first = next(one for one in shown.obligations if one.bearer == ("North",))
    assert first.action == "convince the rebels to break with the brigade"
    assert [(said.holder, said.says) for said in first.said_of_performance] == [("North", "not_met")]
    assert len(first.evidence) == 2


def test_the_same_words_of_another_bearer_are_another_duty(shown):
    assert sorted(one.bearer for one in shown.obligations) == [("North",), ("South",)]


def test_measures_are_shown_by_name():
    step = Measure(
        "m",
        "north",
        "south",
        None,
        "talks",
        "suspending talks",
        "threatened",
        (span("a", "x"),),
        None,
        ONE,
        "said",
    )
    told = msgspec.structs.replace(reading(term("a")), measures=(step,))
    (one,) = show_measures([told], VOICES, WORLD)
    assert (one.actor, one.target, one.rung, one.holder, one.date.said) == (
        "North",
        "South",
        "threatened",
        "North",
        "May 3",
    )
