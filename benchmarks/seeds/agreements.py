"""Check the agreements: parties, dates, duties and their order, what is said of them, how it ended, who is blamed."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.seeds.lines import Line, brief, line, shown
from benchmarks.seeds.page import Entry, Page, folded, listed, overlap
from truceline.model.document import Span
from truceline.model.record import Agreement, ObligationShown, PerformanceShown, StatusShown


def check_agreements(page: Page) -> Iterator[Line]:
    """Yield a line for each thing that the gold says of each agreement."""
    for gold in page.gold.get("agreements", ()):
        ours = _choose(page, gold)
        yield line("agreements", gold["id"], "is there", None, holds=ours is not None)
        yield from _head(page, gold, ours)
        for duty in gold.get("obligations", ()):
            yield from _obligation(page, gold["id"], duty, ours)
        for one in gold.get("reservations", ()):
            yield _reservation(page, gold["id"], one, ours)
        yield from _course(page, gold, ours)


def _quotes(page: Page, gold: Entry) -> Iterator[Span]:
    entries: list[Entry] = [
        gold,
        *(
            one
            for key in ("obligations", "reservations", "duration", "status", "blame")
            for one in gold.get(key, ())
        ),
    ]
    for entry in (*entries, *listed(gold.get("sequence"))):
        # The gold's own quote names no document: it is looked for in all.
        for number in [entry["doc"]] if "doc" in entry else sorted(page.readings):
            if "quote" in entry and (span := page.find(number, entry["quote"])):
                yield span


def _choose(page: Page, gold: Entry) -> Agreement | None:
    """Return our agreement in whose evidence most of the gold's quotes lie."""
    quotes = list(_quotes(page, gold))
    best, most = None, 0
    for agreement in page.built.agreements:
        spans = list(_evidence(agreement))
        count = sum(overlap(quote, spans) for quote in quotes)
        if count > most:
            best, most = agreement, count
    return best


def _evidence(agreement: Agreement) -> Iterator[Span]:
    yield from agreement.evidence
    yield from agreement.durations
    for duty in agreement.obligations:
        yield from duty.evidence
    for status in agreement.status:
        yield from status.evidence


def _head(page: Page, gold: Entry, ours: Agreement | None) -> Iterator[Line]:
    name = gold["id"]
    if "announced" in gold:
        days = (ours.announced.first, ours.announced.last) if ours and ours.announced else ()
        yield line(
            "agreements", name, f"announced {gold['announced']}", days, holds=days == _days(gold["announced"])
        )
    if "parties" in gold:
        got = ours.parties if ours else ()
        yield line(
            "agreements",
            name,
            f"parties are {shown(gold['parties'])}",
            got,
            holds=_exactly(page, gold["parties"], got),
        )


def _days(said: Any) -> tuple[datetime.date, datetime.date]:  # noqa: ANN401 - YAML: a date, or "2016-02"
    if isinstance(said, datetime.date):
        return said, said
    if len(said) > len("2016-02"):
        day = datetime.date.fromisoformat(said)
        return day, day
    first = datetime.date.fromisoformat(f"{said}-01")
    return first, (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)


def _exactly(page: Page, gold: Iterable[str], ours: Iterable[str]) -> bool:
    gold, ours = list(gold), list(ours)
    return all(page.among(one, ours) for one in gold) and all(
        any(page.same(one, got) for one in gold) for got in ours
    )


def _obligation(page: Page, agreement: str, gold: Entry, ours: Agreement | None) -> Iterator[Line]:
    quote = page.find(gold["doc"], gold["quote"])
    near = [one for one in ours.obligations if quote and overlap(quote, one.evidence)] if ours else []
    entry = f"{agreement} {gold['doc']} “{brief(gold['quote'])}”"
    best = max(near, key=lambda one: sum(part.holds for part in _duty(page, gold, one, entry)), default=None)
    yield line("obligations", entry, "is there", None, holds=best is not None)
    yield from _duty(page, gold, best, entry)
    for said in gold.get("said_of_performance", ()):
        yield from _performance(page, entry, said, ours)


def _duty(page: Page, gold: Entry, ours: ObligationShown | None, entry: str) -> Iterator[Line]:
    def one(what: str, got: object, *, holds: bool) -> Line:
        return line("obligations", entry, what, got, holds=ours is not None and holds)

    bearer = listed(gold["obligor"])
    yield one(
        f"bearer is {shown(bearer)}",
        ours and ours.bearer,
        holds=ours is not None and _exactly(page, bearer, ours.bearer),
    )
    if "duty" in gold:
        yield one(
            f"duty is to {gold['duty']}",
            ours and ours.duty,
            holds=ours is not None and ours.duty == gold["duty"],
        )
    if "order" in gold:
        yield one(
            f"comes as number {gold['order']}",
            ours and ours.order,
            holds=ours is not None and ours.order == gold["order"],
        )
    if "textual_status" in gold:
        status = gold["textual_status"]
        yield one(
            f"its text is {status}",
            ours and ours.text_status,
            holds=ours is not None and ours.text_status == status,
        )
    if "holder" in gold:
        yield one(
            f"told by {gold['holder']}",
            ours and ours.holder,
            holds=ours is not None and page.same(gold["holder"], ours.holder),
        )
    if "condition" in gold:
        holds = ours is not None and folded(gold["condition"]) in folded(ours.condition or "")
        yield one(f"condition: {gold['condition']}", ours and ours.condition, holds=holds)


def _performance(page: Page, entry: str, gold: Entry, ours: Agreement | None) -> Iterator[Line]:
    """The gold's performance may stand in another report than the duty."""
    numbers = [gold["doc"]] if "doc" in gold else sorted(page.readings)
    quotes = [span for number in numbers if (span := page.find(number, gold["quote"]))]
    said = [one for duty in (ours.obligations if ours else ()) for one in duty.said_of_performance]
    near = [one for one in said if any(overlap(quote, one.evidence) for quote in quotes)]
    by_holder = [one for one in near if page.same(gold["holder"], one.holder)]
    what = f"{gold['holder']} says {gold['says']}: “{brief(gold['quote'])}”"
    holds = any(one.says == gold["says"] for one in by_holder)
    yield line("obligations", entry, what, [f"{one.holder}: {one.says}" for one in near], holds=holds)
    for one in near:
        if _is_opposite(gold["says"], one):
            turned = f"{gold['says']}, but the record says that {one.holder} says {one.says}"
            yield Line("obligations", entry, turned, holds=False, inversion=True)


def _is_opposite(gold: str, ours: PerformanceShown) -> bool:
    return (gold == "met") != (ours.says == "met") and ours.says != "pending"


def _reservation(page: Page, agreement: str, gold: Entry, ours: Agreement | None) -> Line:
    quote = page.find(gold["doc"], gold["quote"])
    near = (
        [one for one in ours.obligations if one.reservation and quote and overlap(quote, one.evidence)]
        if ours
        else []
    )
    holds = any(_exactly(page, listed(gold["holder"]), one.bearer) for one in near)
    return line(
        "obligations",
        agreement,
        f"reserved: “{brief(gold['quote'])}”",
        [one.bearer for one in near],
        holds=holds,
    )


def _course(page: Page, gold: Entry, ours: Agreement | None) -> Iterator[Line]:
    """How long it held, what became of it, who is blamed."""
    name = gold["id"]
    if "sequence" in gold:
        quote = page.find(gold["sequence"]["doc"], gold["sequence"]["quote"])
        holds = ours is not None and quote is not None and overlap(quote, _evidence(ours))
        yield line("agreements", name, "its duties are in sequence", None, holds=holds)
    for one in gold.get("duration", ()):
        quote = page.find(one["doc"], one["quote"])
        spans = ours.durations if ours else ()
        holds = quote is not None and overlap(quote, spans)
        yield line(
            "agreements",
            name,
            f"held {one['value']} ({one['doc']})",
            [span.quote for span in spans],
            holds=holds,
        )
    for one in gold.get("status", ()):
        yield from _status(page, name, one, ours)
    for one in gold.get("blame", ()):
        near = _statuses(page, one, ours)
        speakers = listed(one["speaker"])
        got = [f"{status.by} blames {shown(status.blames)}" for status in near]
        blamed = [who for status in near for who in status.blames]
        yield line(
            "agreements",
            name,
            f"{shown(speakers)} blame one another",
            got,
            holds=_exactly(page, speakers, set(blamed)),
        )


def _status(page: Page, name: str, gold: Entry, ours: Agreement | None) -> Iterator[Line]:
    near = _statuses(page, gold, ours)
    states = [status.state for status in near]
    what = f"{gold['state']} ({gold['doc']})"
    yield line("agreements", name, what, states, holds=gold["state"] in states)
    if "by" in gold:
        right = [status for status in near if status.state == gold["state"]]
        holds = any(_exactly(page, listed(gold["by"]), status.blames) for status in right)
        yield line(
            "agreements",
            name,
            f"{what} by {shown(listed(gold['by']))}",
            [status.blames for status in right],
            holds=holds,
        )


def _statuses(page: Page, gold: Entry, ours: Agreement | None) -> list[StatusShown]:
    quote = page.find(gold["doc"], gold["quote"])
    return [one for one in ours.status if quote and overlap(quote, one.evidence)] if ours else []
