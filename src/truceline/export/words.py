"""The record's values in plain words: ranges, days, places, stances, and one sentence for an incident."""

import datetime
from collections.abc import Iterable, Sequence

from truceline.model.claim import Exactness
from truceline.model.record import Account, Agreement, Days, Incident, Toll, Where, WhoGrade
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

_BOUND: dict[Exactness, str] = {
    "exact": "",
    "at least": "at least ",
    "at most": "at most ",
    "about": "about ",
    "vague": "vaguely ",
}

# A stretch that is a whole month or year is told as one, not as its first and last day.
_WHOLE = {"month": "%B %Y", "year": "%Y"}

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def spelled(number: int, noun: str) -> str:
    """Return "two reports" for (2, "report"); numbers from ten on stay digits."""
    word = SMALL[number] if number < len(SMALL) else str(number)
    return f"{word} {noun}{'' if number == 1 else 's'}"


def toll_words(toll: Toll) -> str:
    """Return the range of a toll: "28 to 41", "at least 19", "about 100", "not told"."""
    if toll.low is None and toll.high is None:
        return "not told"
    if toll.high is None:
        return f"{toll.low} or more" if toll.exactness != "vague" else f"vaguely {toll.low} or more"
    if toll.low is None:
        return f"at most {toll.high}"
    if toll.low != toll.high:
        return f"{toll.low} to {toll.high}"
    return f"{_BOUND[toll.exactness]}{toll.low}"


def whose(toll: Toll) -> str:
    """Return whom a toll counts, as said where it is said: "soldiers", "civilian", else nothing."""
    said = toll.status_as_said or (toll.status if toll.status != "unknown" else "")
    return f"{said}, of {toll.part_of}" if toll.part_of and said else said or (toll.part_of or "")


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
    ends = [_day(end) for end in (days.first, days.last) if end]
    if len(ends) == 1:
        return f"{'from' if days.first else 'until'} {ends[0]}"
    return " to ".join(dict.fromkeys(ends)) or (f"“{days.said}”" if days.said else "day not told")


def when_words(when: When | None) -> str:
    """Return the days of a document or an event in the same words."""
    return days_words(Days(when.first, when.last, when.granularity, when.said)) if when else "day not told"


def _day(day: datetime.date) -> str:
    return f"{day:%d %B %Y}".lstrip("0")


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


def incident_sentence(incident: Incident) -> str:
    """Return what a reader must know who reads one sentence only: how many tell of it, the tolls, who, what is disputed."""
    count = len(incident.documents)
    told = f"{spelled(count, 'report')} {'tells' if count == 1 else 'tell'} of it".capitalize()
    tolls = ", ".join(_harm(toll) for toll in incident.tolls if toll.part_of is None)
    disputed = f"in dispute: {listed(incident.contested)}" if incident.contested else ""
    return "; ".join(filter(None, (told, tolls, _blame(incident.grades.who), disputed))) + "."


def _harm(toll: Toll) -> str:
    return " ".join(filter(None, (toll_words(toll), toll.status_as_said, toll.effect)))


def _blame(who: WhoGrade) -> str:
    names = listed(who.actors)
    match who.grade:
        case "confirmed":
            return f"done by {names}, confirmed"
        case "attributed":
            return f"attributed to {names}"
        case "attributed, denied":
            return f"attributed to {names}, denied"
        case "contested":
            return f"who did it is contested: {names}"
        case "unknown":
            return "who did it is not told"


def agreement_sentence(agreement: Agreement) -> str:
    """Return who is bound, who brokered it, and how many hold what of its state."""
    bound = f"Between {listed(agreement.parties)}" if agreement.parties else "The bound sides are not told"
    brokers = f"brokered by {listed(agreement.brokers)}" if agreement.brokers else ""
    excluded = f"excluded: {listed(agreement.excluded)}" if agreement.excluded else ""
    duties = spelled(len(agreement.obligations), "obligation")
    return "; ".join(filter(None, (bound, brokers, excluded, duties))) + "."
