"""The record's values in plain words: ranges, days, places, stances, and one sentence for an incident."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, get_args

from truceline.knowledge.languages import language_name
from truceline.model.bounds import bounds_words
from truceline.model.claim import Effect
from truceline.model.document import Document, Span
from truceline.model.record import (
    Account,
    Agreement,
    Days,
    Incident,
    Standing,
    Toll,
    Where,
    WhoGrade,
    words_of,
)
from truceline.model.statement import Stance
from truceline.model.when import When

# A stance is told by its shape, never by colour alone.
MARKS: dict[Stance, str] = {
    "says": "●",
    "claims": "●",
    "confirms": "●",
    "promises": "●",
    "proposes": "●",
    "accuses": "▲",
    "condemns": "▲",
    "threatens": "▲",
    "warns": "▲",
    "demands": "▲",
    "admits": "■",
    "claims-responsibility": "■",
    "denies": "○",
    "declines": "○",
    "doubts": "◐",
    "does-not-confirm": "◐",
}

# How a breach stands with who tells it.
STANDINGS: dict[Standing, str] = {
    "alleged": "alleged",
    "found": "found",
    "admitted": "admitted",
    "denied": "denied",
    "excluded": "no breach: the terms leave it out",
}

# A stretch that is a whole month or year is told as one, not as its first and last day.
# Words that begin a sentence with a capital and are no name, before what is counted.
_BEGINNING = frozenset(
    [
        "a",
        "about",
        "all",
        "almost",
        "an",
        "another",
        "around",
        "as",
        "at",
        "both",
        "dozens",
        "each",
        "eight",
        "eighteen",
        "eighty",
        "eleven",
        "every",
        "few",
        "fifteen",
        "fifty",
        "five",
        "forty",
        "four",
        "fourteen",
        "hundreds",
        "its",
        "many",
        "more",
        "most",
        "nearly",
        "nine",
        "nineteen",
        "ninety",
        "no",
        "one",
        "other",
        "over",
        "scores",
        "seven",
        "seventeen",
        "seventy",
        "several",
        "six",
        "sixteen",
        "sixty",
        "some",
        "ten",
        "tens",
        "the",
        "their",
        "these",
        "thirteen",
        "thirty",
        "those",
        "thousands",
        "three",
        "twelve",
        "twenty",
        "two",
        "up",
    ]
)
_WHOLE = {"month": "%B %Y", "year": "%Y"}

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def spelled(number: int, noun: str) -> str:
    """Return "two reports" for (2, "report"); numbers from ten on stay digits."""
    word = SMALL[number] if number < len(SMALL) else str(number)
    return f"{word} {noun}{'' if number == 1 else 's'}"


def toll_words(toll: Toll) -> str:
    """Return the range of a toll: "28 to 41", "at least 19", "about 100", "not told"."""
    return bounds_words(toll.low, toll.high, toll.exactness)


def whose(toll: Toll) -> str:
    """Return whom a toll counts, as said where it is said: "soldiers", "civilian", else nothing."""
    said = lowered(toll.status_as_said or "") or (toll.status if toll.status != "unknown" else "")
    whole = lowered(toll.part_of or "")
    return f"{said}, of {whole}" if whole and said else said or whole


def lowered(words: str) -> str:
    """Return words without the capital that only their sentence gave them: "The dead" gives "the dead".

    Before a name it stays: "The Hague", "The Lantern Brigade" may be called so.
    """
    first, _, rest = words.partition(" ")
    is_name = first.lower() not in _BEGINNING or not rest or rest[0].isupper()
    return words if is_name else f"{first.lower()} {rest}"


def effects_told(accounts: Iterable[Account]) -> list[Effect]:
    """Return the effects that have a column in "Who says what": killed and wounded always, others where they are told."""
    told = {toll.effect for account in accounts for toll in account.tolls}
    return [effect for effect in get_args(Effect) if effect in told or effect in ("killed", "wounded")]


def cell(tolls: Iterable[Toll], effect: str) -> str:
    """Return all tolls of one effect for a cell of a table, one a line; a dash where none is told."""
    lines = [
        " ".join(filter(None, (toll_words(toll), whose(toll)))) for toll in tolls if toll.effect == effect
    ]
    return "\n".join(lines) or "–"


def days_words(days: Days | None) -> str:
    """Return days as "10 March 2019", "March 2019" or "7 March 2019 to 14 March 2019"; the words where no day is known."""
    if days is None:
        return "day not told"
    if days.first and days.precision in _WHOLE:
        return format(days.first, _WHOLE[days.precision])
    ends = [day_words(end) for end in (days.first, days.last) if end]
    if len(ends) == 1:
        return f"{'from' if days.first else 'until'} {ends[0]}"
    return " to ".join(dict.fromkeys(ends)) or (f"“{days.said}”" if days.said else "day not told")


def when_words(when: When | None) -> str:
    """Return the days of a document or an event in the same words."""
    return days_words(Days(when.first, when.last, when.granularity, when.said)) if when else "day not told"


def reading_words(doc: Document) -> str:
    """Return "kept, not read: Arabic" of a document in a language that is not read; nothing of any other."""
    return f"kept, not read: {language_name(doc.language)}" if doc.language and not doc.is_read else ""


def unread_words(languages: Iterable[str]) -> str:
    """Return "3 kept, not read: 2 in Arabic, 1 in Russian" for the languages (codes) of documents, one each."""
    counts = Counter(map(language_name, languages))
    told = sorted(counts.items(), key=lambda told: (-told[1], told[0]))
    return f"{counts.total()} kept, not read: {', '.join(f'{count} in {name}' for name, count in told)}"


def day_words(day: datetime.date) -> str:
    """Return a day: "6 May 2031"."""
    return f"{day:%d %B %Y}".lstrip("0")


def short_day(day: datetime.date) -> str:
    """Return a day for a narrow column: "6 May 2031", "10 Mar 2019"."""
    return f"{day:%d %b %Y}".lstrip("0")


def where_words(where: Where | None) -> str:
    """Return a place with its relation and its precision: "near Brennick"; a place that is no pin says so."""
    if where is None:
        return "place not told"
    name = f"{where.relation} {where.name}".strip()
    match where.precision:
        case "exact" | "near":
            return name
        case "unlocated":
            return f"{name} (not located)"
        case area:
            return f"{name} ({area})"


def stance_words(account: Account) -> str:
    """Return the stance with its mark and its object: "○ denies authorship"."""
    about = f" {account.object}" if account.object and account.object != "other" else ""
    return f"{MARKS[account.stance]} {account.stance.replace('-', ' ')}{about}"


def listed(names: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


class Words(NamedTuple):
    """A few words of a sentence, and what they were read from; `name` says what they tell, if they open anything."""

    text: str
    evidence: tuple[Span, ...] = ()
    name: str = ""


def sentence(words: Iterable[Words]) -> str:
    """Return the words as they are read."""
    return "".join(one.text for one in words)


def incident_sentence(incident: Incident) -> str:
    """Return what a reader must know who reads one sentence only: how many tell of it, the tolls, who, what is disputed."""
    return sentence(incident_words(incident))


def incident_words(incident: Incident) -> list[Words]:
    """Return that sentence in pieces, each with the evidence that it opens."""
    if incident.judged and not incident.accounts:
        return [Words("All that was read of it was rejected.")]
    count = len(incident.documents)
    told = f"{spelled(count, 'report')} {'tells' if count == 1 else 'tell'} of it".capitalize()
    tolls = [_harm(toll) for toll in incident.tolls if toll.part_of is None]
    parts = [[Words(told)], _joined(tolls, ", ", ", "), _blame(incident.grades.who), _disputed(incident)]
    return [*_joined([part for part in parts if part], "; ", "; "), Words(".")]


def _joined(parts: Sequence[Sequence[Words]], between: str, last: str) -> list[Words]:
    """Return the pieces one after the other, with what stands between them."""
    joined: list[Words] = []
    for number, part in enumerate(parts):
        if number:
            joined.append(Words(last if number == len(parts) - 1 else between))
        joined += part
    return joined


def _harm(toll: Toll) -> list[Words]:
    of_whom = "".join(f" {word}" for word in (lowered(toll.status_as_said or ""), toll.effect) if word)
    return [Words(toll_words(toll), toll.evidence, toll.effect), Words(of_whom)]


def _disputed(incident: Incident) -> list[Words]:
    named = [
        [Words(one, words_of(incident.read_from, one), f"{one} in dispute")] for one in incident.contested
    ]
    return [Words("in dispute: "), *_joined(named, ", ", " and ")] if named else []


def _blame(who: WhoGrade) -> list[Words]:
    evidence = tuple(dict.fromkeys(span for reason in who.reasons for span in reason.evidence))
    names = Words(listed(who.actors), evidence, "who did it")
    match who.grade:
        case "confirmed":
            return [Words("done by "), names, Words(", confirmed")]
        case "attributed":
            return [Words("attributed to "), names]
        case "attributed, denied":
            return [Words("attributed to "), names, Words(", denied")]
        case "contested":
            return [Words("who did it is contested: "), names]
        case "unknown":
            return [Words("who did it is not told")]


def speaking(holder: str, side: str | None) -> str:
    """Return who says it and for whom: "Jorun Adal (Highland Front)"; a side's own word needs no second name."""
    return f"{holder} ({side})" if side and side != holder else holder


def agreement_title(agreement: Agreement) -> str:
    """Return what to call a deal: the commonest name that is its own ("Xtown accord"), else its kind of name and its day."""
    own = next((name for name in agreement.names if any(word[:1].isupper() for word in name.split())), None)
    if own is not None:
        return own
    name = agreement.names[0] if agreement.names else agreement.kind.replace("_", " ")
    day = agreement.announced or agreement.effective
    return f"{name} of {days_words(day)}" if day and day.first and day.first == day.last else name


def agreement_sentence(agreement: Agreement) -> str:
    """Return who is bound, who brokered it, who is excluded, and how many obligations it has."""
    return sentence(agreement_words(agreement))


def agreement_words(agreement: Agreement) -> list[Words]:
    """Return that sentence in pieces, each name with the evidence that it opens."""

    def named(before: str, names: Sequence[str]) -> list[Words]:
        each = [
            [Words(name, words_of(agreement.read_from, name, agreement.evidence), name)] for name in names
        ]
        return [Words(before), *_joined(each, ", ", " and ")] if each else []

    parts = [
        named("Between ", agreement.parties) or [Words("The bound sides are not told")],
        named("brokered by ", agreement.brokers),
        named("excluded: ", agreement.excluded),
        [Words(spelled(len(agreement.obligations), "obligation"))],
    ]
    return [*_joined([part for part in parts if part], "; ", "; "), Words(".")]
