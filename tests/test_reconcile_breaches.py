"""Breaches: who is told to have broken a deal, how that stands, and which event it is about."""

import datetime

import msgspec
import pytest

from tests.deal_text import DEALS
from truceline.model.actor import Actor
from truceline.model.claim import Claim, Culprit, Date, Place, Words
from truceline.model.document import Document, Span
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.statement import Speaker, Statement
from truceline.model.terms import Dated, Measure, Obligation, Party, Performance, Status, Term
from truceline.model.when import When
from truceline.reconcile.deal_breaches import show_breaches
from truceline.reconcile.deal_states import show_dates, show_status
from truceline.reconcile.measures import show_measures
from truceline.reconcile.shown_duties import show_obligations
from truceline.reconcile.voices import Voices
from truceline.reconcile.world import World

NAMES = ("north", "south", "band")
KNOWN = {name: Actor(name, name.title(), "armed_group") for name in NAMES}
KNOWN["watch"] = Actor("watch", "Watch", "monitor")
KNOWN["envoy"] = Actor("envoy", "Envoy", "person", part_of=("north",))
WORLD = World(KNOWN, lambda words: None, ())
VOICES = Voices(WORLD, {})
TEXT = "South shelled the mill on Monday. North said that South broke the truce. A bus was hit in May."
MAY = datetime.date(2019, 5, 6)


def at(words: str, doc: str = "d") -> Span:
    start = TEXT.index(words)
    return Span(doc, start, start + len(words), words)


def on(day: datetime.date, said: str = "Monday") -> When:
    return When(day, day, "day", said, "given")


def event(words: str, *, by: str | None = "south", day: datetime.date | None = None, **more) -> Event:
    claims = []
    if by:
        claims.append(Claim(words, "responsible", Culprit((by,), by, "fact"), (at(words),)))
    if day:
        claims.append(Claim(words, "date", Date(on(day)), (at(words),)))
    if place := more.pop("place", None):
        claims.append(Claim(words, "place", Place(place, place, place, "exact"), (at(words),)))
    if more.pop("marked", False):
        claims.append(Claim(words, "breach", Words("broke the truce"), (at("broke the truce"),)))
    fixed = {"mode": "ASSAULT", "modality": "happened"} | more
    return Event(
        words,
        "shelling",
        fixed["mode"],
        at(words),
        0,
        "single",
        fixed["modality"],
        (at(words),),
        tuple(claims),
    )


def status(
    by: tuple[str, ...] = ("south",), statement: str | None = None, words: str = "broke the truce", **more
):
    return Status("violated", (at(words),), by, more.get("when"), statement, more.get("teller"))


def term(*statuses: Status, excluded: str | None = None, **more) -> Term:
    parties = (Party(excluded, "excluded", (at("truce"),)),) if excluded else ()
    mention = at("North said that South broke the truce.")
    return Term("t", "ceasefire", at("truce"), ("truce",), (mention,), parties, status=statuses, **more)


def reading(
    told: Term, *events: Event, speakers: tuple[tuple[str, str], ...] = (), doc: str = "d"
) -> Reading:
    document = Document(doc, "", "text", "utf-8", TEXT, outlet="Paper", published=on(MAY))
    statements = tuple(
        Statement(
            who, Speaker(who, None, who), (), (at("South broke the truce"),), stance, "indirect", "breach"
        )
        for who, stance in speakers
    )
    return Reading(document, "1", "k", terms=(told,), events=events, statements=statements)


def duty(actor: str) -> Obligation:
    said = (Performance("breached", (at("broke the truce"),)),)
    return Obligation(f"o {actor}", (actor,), "", "refrain", "truce", (at("truce"),), performance=said)


def breaches(told: Term, *events: Event, speakers: tuple[tuple[str, str], ...] = ()):
    return show_breaches([(reading(told, *events, speakers=speakers), told)], VOICES, WORLD)


@pytest.mark.parametrize(
    ("told", "speakers", "standing"),
    [
        (term(status()), (), "alleged"),
        (term(status(statement="north")), (("north", "accuses"),), "alleged"),
        (term(status(statement="watch")), (("watch", "says"),), "found"),
        (term(status(statement="watch", words="the mill")), (("watch", "says"),), "alleged"),
        (term(status(statement="south")), (("south", "admits"),), "admitted"),
        (term(status(statement="south", by=())), (("south", "admits"),), "admitted"),
        (term(status(statement="south")), (("south", "says"),), "alleged"),
        (term(status(("band",), "north"), excluded="band"), (("north", "accuses"),), "excluded"),
        (term(status(("band", "south"), "north"), excluded="band"), (("north", "accuses"),), "alleged"),
    ],
    ids=[
        "a paper tells it",
        "a side says so of the other",
        "a monitor that says that it was broken has found it",
        "a monitor that only tells of a shelling has not",
        "who broke it says so itself",
        "who admits it without a name means itself",
        "who is read as blaming itself without admitting it does not admit it",
        "whom the terms leave out can break nothing",
        "a party beside one that is left out can",
    ],
)
def test_how_a_breach_stands(told, speakers, standing):
    assert [one.standing for one in breaches(told, speakers=speakers)] == [standing]


def test_who_denies_it_is_shown_as_denying():
    found = breaches(term(), speakers=(("south", "denies"),))
    assert [(one.by, one.holder, one.standing) for one in found] == [(("South",), "South", "denied")]


def test_whom_the_terms_leave_out_owes_no_truce():
    told = term(obligations=tuple(duty(actor) for actor in ("band", "south")), excluded="band")
    shown = show_obligations([(reading(told), told)], VOICES, WORLD, DEALS)
    assert [one.bearer for one in shown] == [("South",)]


def test_both_who_blame_each_other_stand_with_their_own_word():
    told = term(status(("south",), teller="north"), status(("north",), teller="south"))
    assert {(one.holder, one.by) for one in breaches(told)} == {("North", ("South",)), ("South", ("North",))}


def test_a_duty_and_a_state_that_tell_it_in_the_same_words_are_one():
    owed = (duty("south"),)
    assert len(breaches(term(status(), obligations=owed))) == 1
    assert len(breaches(term(obligations=owed))) == 1


SHELLED, BUS = event("shelled the mill"), event("A bus was hit", by=None)


@pytest.mark.parametrize(
    ("told", "events", "about"),
    [
        (term(status()), (SHELLED,), "shelled the mill"),
        (term(status()), (SHELLED, BUS), None),
        (term(status()), (SHELLED, event("A bus was hit", by="north")), "shelled the mill"),
        (term(status()), (SHELLED, event("South broke", marked=True)), "South broke"),
        (term(status()), (SHELLED, event("said that South", by=None)), "said that South"),
        (term(status()), (event("shelled the mill", modality="planned"),), None),
        (term(status()), (event("shelled the mill", mode="RETREAT"),), None),
        (term(status(when=on(MAY))), (event("shelled the mill", day=datetime.date(2019, 5, 1)),), None),
        (
            term(status(), effective=on(MAY)),
            (event("shelled the mill", day=datetime.date(2019, 5, 1)),),
            None,
        ),
    ],
    ids=[
        "the only attack of the report",
        "one of two: left open",
        "the other was done by somebody else",
        "the one that is told as a breach",
        "the one of its own sentence",
        "what is only planned breaks nothing",
        "nor what is no attack",
        "nor what fell on another day",
        "nor what came before it took effect",
    ],
)
def test_a_breach_is_tied_to_the_only_event_that_it_can_be_about(told, events, about):
    assert [one.event for one in breaches(told, *events)] == [about]


def test_what_came_months_before_the_report_is_not_what_it_means():
    (one,) = breaches(term(status()), event("shelled the mill", day=datetime.date(2019, 1, 6)))
    assert one.event is None
    year = When(datetime.date(2019, 1, 1), datetime.date(2019, 12, 31), "year", "this year", "given")
    some_day = msgspec.structs.replace(
        SHELLED, claims=(Claim("e", "date", Date(year), (at("shelled the mill"),)),)
    )
    assert [one.event for one in breaches(term(status()), some_day)] == [None]


def test_what_happened_elsewhere_is_not_what_it_means():
    told = term(status(words="broke the truce"))
    here, there = (event("A bus was hit", place=where) for where in ("North", "mill"))
    assert [one.event for one in breaches(told, here)] == [here.id]
    named = event("shelled the mill", place="North", modality="planned")
    assert [one.event for one in breaches(told, there, named)] == [None]


def test_whom_nobody_knows_is_named_in_the_words_of_the_report():
    told = term(msgspec.structs.replace(status(()), by_as_said="armed  gangs"))
    assert [one.by for one in breaches(told)] == [("“armed gangs”",)]


def test_many_breaches_are_about_no_single_event():
    text = "broke the truce 34 times"
    spans = (Span("d", TEXT.index("broke the truce"), TEXT.index("broke the truce") + len(text), text),)
    told = term(Status("violated", spans, ("south",)))
    assert [one.event for one in breaches(told, SHELLED)] == [None]


def test_a_state_of_two_days_is_told_twice_and_one_of_two_reports_of_a_day_once():
    told = term(status(statement="envoy"))
    one, copy = (reading(told, speakers=(("envoy", "says"),), doc=doc) for doc in "de")
    later = msgspec.structs.replace(one.document, id="f", published=on(datetime.date(2019, 5, 8)))
    third = msgspec.structs.replace(one, document=later)
    shown = show_status([(each, told) for each in (third, one, copy)], VOICES, WORLD)
    assert [(state.by, state.side, state.told) for state in shown] == [
        ("Envoy", "North", MAY),
        ("Envoy", "North", datetime.date(2019, 5, 8)),
    ]


def test_each_day_of_its_life_has_who_tells_it():
    dated = (
        Dated("in_effect", on(datetime.date(2019, 5, 2)), (at("truce"),), "envoy"),
        Dated("announced", on(datetime.date(2019, 5, 1)), (at("truce"),)),
    )
    told = term(Status("collapsed", (at("truce"),), (), on(MAY)), dates=dated)
    shown = show_dates([(reading(told, speakers=(("envoy", "says"),)), told)], VOICES)
    assert [(one.turn, one.date.first.day, one.holder, one.side) for one in shown] == [
        ("announced", 1, "Paper", None),
        ("in_effect", 2, "Envoy", "North"),
        ("ended", 6, "Paper", None),
    ]


def step(rung: str, words: str, what: str = "force", day: datetime.date | None = None) -> Measure:
    return Measure(
        words, "south", None, None, what, words, rung, (at(words),), None, on(day) if day else None
    )


@pytest.mark.parametrize(
    ("measures", "events", "act"),
    [
        (
            (step("threatened", "South shelled", day=MAY),),
            (event("A bus was hit", day=MAY),),
            "A bus was hit",
        ),
        (
            (step("threatened", "South shelled", day=MAY),),
            (event("A bus was hit", by="north", day=MAY),),
            None,
        ),
        (
            (step("threatened", "South shelled", day=MAY),),
            (event("A bus was hit", day=datetime.date(2019, 5, 1)),),
            None,
        ),
        ((step("taken", "South shelled", day=MAY),), (event("A bus was hit", day=MAY),), None),
        ((step("threatened", "South shelled", "talks"), step("taken", "A bus", "talks")), (), "A bus"),
        ((step("threatened", "South shelled", "talks"), step("taken", "A bus", "arms")), (), None),
    ],
    ids=[
        "who threatened it did it",
        "somebody else did",
        "it was done before",
        "a deed is no threat",
        "talks threatened and then cut",
        "another step",
    ],
)
def test_a_threat_that_was_carried_out_points_to_the_act(measures, events, act):
    told = msgspec.structs.replace(reading(term(), *events), measures=measures)
    shown = {one.words: one.act for one in show_measures([told], VOICES, WORLD)}
    assert shown["South shelled"] == act
