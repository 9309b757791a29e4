"""The templates that reports and pages share, with the words that they are made of."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from truceline.export.beside import checked_words, figure_words
from truceline.export.chronology import BREACHES, DUTIES, day_told, in_sequence, states_by_day
from truceline.export.relations import kind_words, relation_words, stretch_words, teller_words
from truceline.export.words import (
    MARKS,
    STANDINGS,
    agreement_title,
    agreement_words,
    day_words,
    days_words,
    effects_told,
    incident_words,
    listed,
    lowered,
    short_day,
    speaking,
    spelled,
    toll_words,
    when_words,
    where_words,
    whose,
)
from truceline.model.bounds import bounds_words
from truceline.model.claim import Culprit, Date, Figure, Place, Position, Value, Words
from truceline.model.record import Incident, ObligationShown, PerformanceShown, Toll, words_of
from truceline.store.vicinity import DAYS, DAYS_ALONE, Near, nearest
from truceline.web.links import IN_PAGE, Links
from truceline.web.mapping import reach_words
from truceline.web.masked import Names
from truceline.web.repeats import draw_repeats
from truceline.web.sheets import READ
from truceline.web.strip import strips


class _Compiled(BytecodeCache):
    """Templates as they were compiled first: a record that grows gets new templates, and the same code."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled, if anything was."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment(names: Names, to: Links = IN_PAGE) -> Environment:
    """Return the templates; every value that they print has the names masked, and is escaped; `to` tells where things lie."""
    made = Environment(
        loader=PackageLoader("truceline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_COMPILED,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: names.mask(value) if type(value) is str else value,
    )
    made.filters |= _filters(names)
    made.globals |= _words() | {"to": to}
    return made


def _filters(names: Names) -> dict[str, Callable[..., Any]]:
    """Return how values are put into words."""
    return {
        "day": day_words,
        "days": days_words,
        "when": when_words,
        "where": where_words,
        "listed": listed,
        "figure": figure_words,
        "relation": relation_words,
        "stretch": stretch_words,
        "tellers": teller_words,
        "checked": checked_words,
        "toll": toll_words,
        "whose": whose,
        "flat": lambda word: " ".join(word.split()),
        "plain": lambda word: word.replace("_", " ").replace("-", " "),
        # Cut off after it is masked: half a name would be no name that is known.
        "cut": lambda word, most: _cut(names.mask(_plain(word)), most),
        "short_day": short_day,
        "sentence": lambda word: Markup("{}").format(names.mask(word[:1].upper() + word[1:])),
    }


def _words() -> dict[str, Any]:
    """Return what templates ask for by name: signs, and words and drawings of nouns."""
    return {
        "FIRST": FIRST,
        "LONG": LONG,
        "MONTHS": MONTHS,
        "MARKS": MARKS,
        "READ": READ,
        "SIGNS": {**BREACHES, **DUTIES, "breached": "▲", "pending": "●"},
        "STANDINGS": STANDINGS,
        "claim_words": claim_words,
        "day_told": day_told,
        "in_sequence": in_sequence,
        "draw_repeats": draw_repeats,
        "near_words": near_words,
        "reach_words": reach_words,
        "performed": performed,
        "speaking": speaking,
        "states_by_day": states_by_day,
        "agreement_title": agreement_title,
        "agreement_words": agreement_words,
        "effects_told": effects_told,
        "incident_words": incident_words,
        "spelled": spelled,
        "standing_spans": standing_spans,
        "kind_words": kind_words,
        "stretch_words": stretch_words,
        "strips": strips,
        "words_of": words_of,
    }


def _plain(word: str) -> str:
    """Return the words of markup: a sign that is written as several must not be cut in two."""
    return word.unescape() if isinstance(word, Markup) else word


def _cut(word: str, most: int) -> str:
    return word if len(word) <= most else word[: most - 1].rstrip() + "…"


def performed(duty: ObligationShown, parties: Sequence[str]) -> list[PerformanceShown]:
    """Return what is said of a duty's performance: each party's word first, then the others', each by day."""
    order = {name: number for number, name in enumerate(parties)}
    return sorted(
        duty.said_of_performance,
        key=lambda one: (
            min(order.get(one.side or "", len(order)), order.get(one.holder, len(order))),
            str(one.told or "9999"),
            one.holder,
        ),
    )


def standing_spans(toll: Toll) -> list[object]:
    """Return the evidence of the figures that stand, without those that were revised."""
    gone = {span for one in toll.revised for span in one.evidence}
    return [span for span in toll.evidence if span not in gone] or list(toll.evidence)


def claim_words(value: Value, names: Mapping[str, str]) -> str:
    """Return the value of one claim in a few words, as it was read; `names` are those of actors, by id."""
    words = ""
    match value:
        case Figure():
            told = bounds_words(value.low, value.high, value.exactness)
            words = " ".join(filter(None, (told, lowered(value.status_as_said or ""), value.effect)))
        case Place():
            words = f"{value.relation} {value.name}".strip()
        case Date():
            words = when_words(value.when)
        case Culprit():
            words = f"by {value.words or listed([names.get(actor, actor) for actor in value.actors])}"
        case Position():
            words = value.stance
        case Words():
            words = value.text
    return words


# With more incidents than this a browser takes seconds to lay out a page whole.
LONG = 200

# The months by their numbers in a date.
MONTHS = dict(
    zip(
        map("{:02}".format, range(1, 13)),
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        strict=True,
    )
)

# Rows of a long table beside a picture that are shown at once, the rest folded away: on a phone 150 are forty screens.
FIRST = 40

# As many incidents near another as are named.
NEAR_SHOWN = 8


def near(incident: Incident, incidents: Sequence[Incident]) -> list[Near]:
    """Return the incidents nearest in place and time, of these."""
    day = incident.date.first if incident.date else None
    if day is None:
        return []
    reach = DAYS if incident.place else DAYS_ALONE
    several = (
        _near(one, one.date.first, day)
        for one in incidents
        if one.id != incident.id and one.scope == "single" and one.date and one.date.first
    )
    return nearest(incident.place, (one for one in several if abs(one.days) <= reach), NEAR_SHOWN)


def _near(one: Incident, day: datetime.date, other: datetime.date) -> Near:
    where, grade = one.place, one.grades.happened.grade
    return Near(
        one.id,
        one.title,
        day,
        where.name if where else None,
        where.lat if where else None,
        where.lon if where else None,
        where.precision if where else "",
        grade,
        len(one.documents),
        (day - other).days,
    )


def near_words(one: Near) -> str:
    """Return how near one is: "same place, two days before", "14 km away, same day"."""
    apart = "" if one.km is None else "same place" if one.km < 1 else f"{one.km:.0f} km away"
    day = (
        "same day"
        if one.days == 0
        else f"{spelled(abs(one.days), 'day')} {'after' if one.days > 0 else 'before'}"
    )
    return ", ".join(filter(None, (apart, day)))
