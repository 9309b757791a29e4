"""Check measures, relations, citations, evidence, conditions and silence."""

import datetime
import re
from collections.abc import Iterator
from typing import TypeVar

from benchmarks.seeds.lines import Line, brief, line
from benchmarks.seeds.numbers import is_number
from benchmarks.seeds.page import Entry, Page, folded, listed, overlap
from truceline.model.citation import Citation
from truceline.model.condition import Condition, Number
from truceline.model.document import Document
from truceline.model.exhibit import Exhibit
from truceline.model.reading import Reading
from truceline.model.record import Days, MeasureShown
from truceline.model.relation import Relation
from truceline.model.standing import HELD, MUTUAL
from truceline.model.statement import Speaker, Statement

T = TypeVar("T", Citation, Condition, Exhibit)


def check_measures(page: Page) -> Iterator[Line]:
    """Yield a line for each thing that the gold says of each step one actor holds over another."""
    for gold in page.gold.get("measures", ()):
        quote = page.find(gold["doc"], gold["quote"])
        near = [one for one in page.built.measures if quote and overlap(quote, one.evidence)]
        entry = f"{gold['doc']} “{brief(gold['quote'])}”"
        best = max(
            near, key=lambda one: sum(part.holds for part in _measure(page, gold, one, entry)), default=None
        )
        yield line("measures", entry, f"is there: {gold['measure']}", None, holds=best is not None)
        yield from _measure(page, gold, best, entry)


def _measure(page: Page, gold: Entry, ours: MeasureShown | None, entry: str) -> Iterator[Line]:
    def one(what: str, got: object, *, holds: bool) -> Line:
        return line("measures", entry, what, got, holds=ours is not None and holds)

    yield one(
        f"is {gold['state']}", ours and ours.rung, holds=ours is not None and ours.rung == gold["state"]
    )
    for role in ("actor", "target", "beneficiary"):
        if role in gold:
            got = getattr(ours, role, None)
            holds = page.among(gold[role], (got,)) if gold[role] else got is None
            yield one(f"{role} is {gold[role]}", got, holds=holds)
    if "date" in gold:
        yield one(
            f"date is {gold['date']}",
            ours and _days(ours.date),
            holds=ours is not None and _is_date(gold["date"], ours.date),
        )
    if "conditional" in gold:
        shared = set(folded(gold["conditional"]).split()) & set(
            folded((ours and ours.condition) or "").split()
        )
        yield one(
            f"condition: {gold['conditional']}",
            ours and ours.condition,
            holds=len(shared) >= len(gold["conditional"].split()) / 2,
        )


def _days(days: Days | None) -> str:
    return f"{days.first} to {days.last}" if days else ""


def _is_date(gold: datetime.date | int | str, ours: Days | None) -> bool:
    if ours is None or ours.first is None:
        return False
    if isinstance(gold, int):
        return ours.first.year == gold
    return ours.first == ours.last and str(ours.first) == str(gold)


def check_relations(page: Page) -> Iterator[Line]:
    """An accusation is a statement; how two stand to each other otherwise is a relation that the document tells."""
    for gold in page.gold.get("relations", ()):
        a, b = gold["a"], gold["b"]
        entry = f"{gold['doc']} “{brief(gold['quote'])}”"
        accused = [one for one in _statements(page, gold) if one.stance == "accuses"]
        if gold["kind"] == "accuses":
            got = [f"{_called(one.speaker)} accuses {one.against}" for one in accused]
            holds = any(_spoke(page, a, one) and page.same(b, one.against) for one in accused)
        else:
            told = list(_related(page, gold))
            got = [f"{one.a.actor} {one.kind} {one.b.actor}" for one in told]
            holds = any(_stands(page, gold, one) for one in told)
        yield line("relations", entry, f"{a} {gold['kind']} {b}", got, holds=holds)
        if gold["kind"] == "accuses" and any(
            _spoke(page, b, one) and page.same(a, one.against) for one in accused
        ):
            inverted = f"{a} accuses {b}, but the record has it the other way"
            yield Line("relations", entry, inverted, holds=False, inversion=True)


def _related(page: Page, gold: Entry) -> Iterator[Relation]:
    quote = page.find(gold["doc"], gold["quote"])
    for one in _reading(page, gold).relations:
        if quote and overlap(quote, (one.cue, one.a.span, one.b.span)):
            yield one


def _stands(page: Page, gold: Entry, one: Relation) -> bool:
    """Return whether a telling is the gold's; of what is mutual, who is named first says nothing."""
    ends = [(one.a.actor, one.b.actor), *([(one.b.actor, one.a.actor)] if one.kind in MUTUAL else [])]
    right = any(page.same(gold["a"], a) and page.same(gold["b"], b) for a, b in ends)
    return right and one.kind == gold["kind"] and one.modality in HELD


def check_citations(page: Page) -> Iterator[Line]:
    """A report that rests on another cites it, or names it as the speaker or in the chain that the words came through."""
    for gold in page.gold.get("citations", ()):
        near = [speaker for one in _statements(page, gold) for speaker in (one.speaker, *one.via)]
        near += [one.outlet for one in _near(page, gold, _reading(page, gold).citations)]
        for name in (gold["cites"], *listed(gold.get("via"))):
            holds = any(_is(page, name, speaker) for speaker in near)
            got = [_called(speaker) for speaker in near]
            yield line("citations", _entry(gold), f"cites {name}", got, holds=holds)


def check_evidence(page: Page) -> Iterator[Line]:
    """Evidence that the reports speak of: how many things, whose they are, and each who verified them."""
    for gold in page.gold.get("evidence", ()):
        near = _near(page, gold, _reading(page, gold).exhibits)
        # Read from the quote: as the gold writes it, YAML takes "55,000 images" for two entries.
        number = re.search(r"\d[\d,]*", gold["quote"])
        if number:
            what = f"{number[0]} from {gold['from']}"
            numbers = [one.number for one in near if one.number]
            yield _figure(gold, int(number[0].replace(",", "")), "evidence", what, numbers)
        sources = [one.source for one in near]
        holds = any(_is(page, gold["from"], one) for one in sources)
        yield line(
            "evidence", _entry(gold), f"is from {gold['from']}", list(map(_called, sources)), holds=holds
        )
        verified = [who for one in near for who in one.verified]
        for name in listed(gold.get("verified_by")):
            holds = any(_is(page, name, one) for one in verified)
            got = list(map(_called, verified))
            yield line("evidence", _entry(gold), f"verified by {name}", got, holds=holds)


def check_conditions(page: Page) -> Iterator[Line]:
    """A figure about a place outside any event: the number, and the place."""
    for gold in page.gold.get("conditions", ()):
        near = _near(page, gold, _reading(page, gold).conditions)
        number = int(gold["figure"].replace(",", ""))
        what = f"{gold['figure']} {gold['what']}"
        yield _figure(gold, number, "conditions", what, [one.number for one in near])
        places = [one.place.name for one in near if one.place]
        holds = any(folded(place) in folded(gold["place"]) for place in places)
        yield line("conditions", _entry(gold), f"is in {gold['place']}", places, holds=holds)


def _figure(gold: Entry, number: int, section: str, what: str, near: list[Number]) -> Line:
    holds = any(is_number(number, one, approx=gold.get("approx")) for one in near)
    return line(section, _entry(gold), what, [f"{one.low} to {one.high}" for one in near], holds=holds)


def _entry(gold: Entry) -> str:
    return f"{gold['doc']} “{brief(gold['quote'])}”"


def _reading(page: Page, gold: Entry) -> Reading:
    found = page.readings.get(gold["doc"])
    return found if found is not None else Reading(Document("", "", "text", "", ""), "", "")


def _near(page: Page, gold: Entry, told: tuple[T, ...]) -> list[T]:
    """Return what is read from the quote of the gold."""
    quote = page.find(gold["doc"], gold["quote"])
    return [one for one in told if quote and overlap(quote, one.spans)]


def check_silence(page: Page) -> Iterator[Line]:
    """Somebody had nothing to say."""
    for gold in page.gold.get("no_comment", ()):
        near = list(_statements(page, gold))
        holds = any(one.stance == gold["stance"] and _is(page, gold["speaker"], one.speaker) for one in near)
        got = [f"{_called(one.speaker)} {one.stance}" for one in near]
        yield line(
            "no_comment",
            f"{gold['doc']} “{brief(gold['quote'])}”",
            f"{gold['speaker']} {gold['stance']}",
            got,
            holds=holds,
        )


def _statements(page: Page, gold: Entry) -> Iterator[Statement]:
    quote = page.find(gold["doc"], gold["quote"])
    reading = page.readings.get(gold["doc"])
    for one in reading.statements if reading and quote else ():
        words = one.speaker.words if one.speaker else None
        if quote and overlap(quote, (*one.cue, *one.content, *((words,) if words else ()))):
            yield one


def _spoke(page: Page, name: str, one: Statement) -> bool:
    return _is(page, name, one.speaker)


def _is(page: Page, name: str, speaker: Speaker | None) -> bool:
    if speaker is None:
        return False
    return page.same(name, speaker.actor) or folded(name) in folded(speaker.name)


def _called(speaker: Speaker | None) -> str:
    return speaker.name if speaker else "own voice"
