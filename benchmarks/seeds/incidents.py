"""Check the incidents: each is one, apart from the others, and its accounts say who, what, by whom, how many."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.seeds.inversions import inverted
from benchmarks.seeds.lines import Line, brief, line, shown
from benchmarks.seeds.numbers import is_number
from benchmarks.seeds.page import Entry, Page, folded, listed, overlap
from truceline.model.record import Account, Incident, Toll

# A stance that the gold leaves out is plain assertion; "claims" and "says" differ in the verb, not in who says what.
PLAIN = ("says", "claims")
CONTESTED = {"killed": "toll", "wounded": "toll"}
# The gold tells in words what a denial, an admission or an accusation is about.
OBJECTS = {"authorship": "authorship", "(target)": "target", "by mistake": "intent"}


def check_incidents(page: Page) -> Iterator[Line]:
    """Yield a line for each thing that the gold says of each incident and each account."""
    chosen = {entry["id"]: _choose(page, entry) for entry in page.gold.get("incidents", ())}
    for entry in page.gold.get("incidents", ()):
        incident = chosen[entry["id"]]
        yield from _incident(page, entry, incident, chosen)
        for account in entry["accounts"]:
            yield from _account(page, entry["id"], account, incident)


def _choose(page: Page, entry: Entry) -> Incident | None:
    """Return our incident in whose evidence most of the gold accounts' quotes lie."""
    quotes = [span for one in entry["accounts"] if (span := page.find(one["doc"], one["quote"]))]
    best, most = None, 0
    for incident in page.built.incidents:
        count = sum(any(overlap(quote, one.evidence) for one in incident.accounts) for quote in quotes)
        if count > most:
            best, most = incident, count
    return best


def _incident(
    page: Page, entry: Entry, ours: Incident | None, chosen: Mapping[str, Incident | None]
) -> Iterator[Line]:
    name = entry["id"]
    yield line("incidents", name, "is there", None, holds=ours is not None)
    others = [other for other, one in chosen.items() if other != name and one is not None and one == ours]
    yield line(
        "incidents", name, "is kept apart from the others", others, holds=ours is not None and not others
    )
    where = (ours.place.name, ours.place.said) if ours and ours.place else ()
    yield line("incidents", name, f"place is {entry['place']}", where, holds=_placed(entry["place"], where))
    scope = entry.get("scope", "single")
    yield line(
        "incidents",
        name,
        f"scope is {scope}",
        ours and ours.scope,
        holds=ours is not None and ours.scope == scope,
    )
    if "date" in entry:
        days = (ours.date.first, ours.date.last) if ours and ours.date else ()
        wanted = entry["date"]
        day = wanted if isinstance(wanted, datetime.date) else datetime.date.fromisoformat(str(wanted))
        yield line("incidents", name, f"date is {day}", days, holds=days == (day, day))
    if "killed_range" in entry:
        yield _range(name, entry["killed_range"], ours)
    if "contested" in entry:
        wanted = {CONTESTED.get(one, one) for one in entry["contested"]}
        got = set(ours.contested) if ours else set()
        yield line(
            "incidents", name, f"contested: {', '.join(sorted(wanted))}", sorted(got), holds=got == wanted
        )


def _placed(gold: str, ours: Sequence[str]) -> bool:
    """Return whether a name in the gold's place is in ours: "outside Aleppo" names one, "north of" none."""
    names = [folded(word) for word in gold.replace(",", " ").split() if word[:1].isupper()]
    return bool(names) and any(names[0] in folded(one).split() for one in ours)


def _range(name: str, wanted: Sequence[int], ours: Incident | None) -> Line:
    low, high = wanted
    tolls = [toll for toll in ours.tolls if toll.effect == "killed"] if ours else []
    got = [f"{toll.low} to {toll.high}" for toll in tolls]
    holds = any((toll.low, toll.high) == (low, high) for toll in tolls)
    return line("incidents", name, f"killed {low} to {high}", got, holds=holds)


def _account(page: Page, incident: str, gold: Entry, ours: Incident | None) -> Iterator[Line]:
    speakers = listed(gold["speaker"])
    for speaker in speakers:
        entry = f"{incident} {gold['doc']} {speaker} “{brief(gold['quote'])}”"
        near = _near(page, gold, ours)
        best = max(near, key=lambda one: _fit(page, gold, speaker, one), default=None)
        yield from _fields(page, gold, speaker, best, entry)
        for wrong in inverted(page, gold, speaker, _near_anywhere(page, gold)):
            yield Line("incidents", entry, wrong, holds=False, inversion=True)


def _near(page: Page, gold: Entry, incident: Incident | None) -> list[Account]:
    quote = page.find(gold["doc"], gold["quote"])
    if quote is None or incident is None:
        return []
    return [one for one in incident.accounts if overlap(quote, one.evidence)]


def _near_anywhere(page: Page, gold: Entry) -> list[Account]:
    return [one for incident in page.built.incidents for one in _near(page, gold, incident)]


def _fit(page: Page, gold: Entry, speaker: str, ours: Account) -> tuple[bool, bool, int]:
    lines = list(_fields(page, gold, speaker, ours, ""))
    return _holder(page, speaker, ours), _stance(gold, ours), sum(one.holds for one in lines)


def _fields(page: Page, gold: Entry, speaker: str, ours: Account | None, entry: str) -> Iterator[Line]:
    """Yield a line for each field that the gold gives; all fail where there is no account."""

    def one(what: str, got: object, *, holds: bool) -> Line:
        return line("accounts", entry, what, got, holds=ours is not None and holds)

    yield one(
        f"holder is {speaker}", ours and ours.holder, holds=ours is not None and _holder(page, speaker, ours)
    )
    stance = gold.get("stance", "says")
    yield one(f"stance is {stance}", ours and ours.stance, holds=ours is not None and _stance(gold, ours))
    if (about := _object(gold)) is not None:
        yield one(f"about the {about}", ours and ours.object, holds=ours is not None and ours.object == about)
    if "responsible" in gold:
        culprits = listed(gold["responsible"])
        got = ours.responsible if ours else ()
        yield one(
            f"culprit is {shown(culprits)}", got, holds=ours is not None and _culprits(page, culprits, ours)
        )
    if "also" in gold:
        holds = ours is not None and bool(
            set(folded(gold["also"]).split()[-1:]) & set(folded(" ".join(ours.also)).split())
        )
        yield one(f"also {gold['also']}", ours and ours.also, holds=holds)
    for effect in ("killed", "wounded"):
        if effect in gold:
            tolls = [toll for toll in ours.tolls if toll.effect == effect] if ours else []
            yield one(
                f"{effect} {_number(gold, effect)}", list(map(_toll, tolls)), holds=_told(gold, effect, tolls)
            )


def _holder(page: Page, speaker: str, ours: Account) -> bool:
    return page.same(speaker, ours.holder_id) or page.same(speaker, ours.holder)


def _stance(gold: Entry, ours: Account) -> bool:
    stance = gold.get("stance", "says")
    return ours.stance == stance or (stance in PLAIN and ours.stance in PLAIN)


def _object(gold: Entry) -> str | None:
    words = f"{gold.get('denies', '')} {gold.get('claim', '') if gold.get('stance') == 'admits' else ''}"
    return next((about for sign, about in OBJECTS.items() if sign in words), None)


def _culprits(page: Page, wanted: Sequence[str], ours: Account) -> bool:
    """Return whether exactly these are told to have done it."""
    named = ours.responsible_ids or ours.responsible
    every = all(page.among(one, (*ours.responsible_ids, *ours.responsible)) for one in wanted)
    return every and all(any(page.among(one, (got,)) for one in wanted) for got in named)


def _told(gold: Entry, effect: str, tolls: Sequence[Toll]) -> bool:
    bound, approx = gold.get(f"{effect}_bound"), gold.get(f"{effect}_approx")
    return any(is_number(gold[effect], toll, bound=bound, approx=approx) for toll in tolls)


def _number(gold: Entry, effect: str) -> str:
    about = "about " if gold.get(f"{effect}_approx") else ""
    return f"{about}{'more than ' if gold.get(f'{effect}_bound') else ''}{gold[effect]}"


def _toll(toll: Toll) -> str:
    return f"{toll.low} to {toll.high} {toll.exactness}"
