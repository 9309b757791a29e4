"""Event days: days counted from the beginning of something that was told with its day: "the seventh day of the truce"."""

import datetime
from collections.abc import Sequence
from typing import Final

from truceline.extract.date_words import Expression, View
from truceline.extract.days import Days, Unit, shifted
from truceline.extract.part_dates import ORDINALS
from truceline.extract.relative_dates import COUNTS, UNITS
from truceline.model.parsed import Found, Parsed
from truceline.model.when import When

# What lasts and whose days are counted; words of one row mean the same thing.
LASTING: Final[dict[str, str]] = {
    "truce": "truce", "ceasefire": "truce", "cease": "truce", "cessation": "truce", "pause": "truce", "lull": "truce",
    "armistice": "truce", "offensive": "offensive", "operation": "offensive", "assault": "offensive", "campaign": "offensive",
    "siege": "siege", "blockade": "siege", "war": "war", "invasion": "war", "battle": "battle", "talk": "talks",
    "evacuation": "evacuation", "uprising": "uprising", "strike": "strike",
}  # fmt: skip
BEGINS: Final = frozenset(
    ["begin", "start", "take", "come", "enter", "launch", "impose", "open", "go", "declare", "announce"]
)
# "The truce took effect", "came into force": what else is taken or comes begins nothing.
EFFECT: Final = frozenset(["effect", "force", "place"])
RULE = "day-of-event/1"


def read_event(view: View, i: int) -> Expression | None:
    """Read the words of such a day; its days are counted by who knows what was told before."""
    told = read_event_day(view, i)
    # "A week after" is read as it is, unless the beginning was told.
    return told[0] if told is not None and view.word(told[0].last - 1) != "after" else None


def read_event_day(view: View, i: int) -> tuple[Expression, str] | None:
    """Read "the seventh day of the truce", "day three of the offensive", "three days into the siege", with what lasts.

    The expression counts from the day on which that began.
    """
    return _ordinal(view, i) or _numbered(view, i) or _into(view, i)


def _ordinal(view: View, i: int) -> tuple[Expression, str] | None:
    j = i + 1 if view.word(i) == "the" else i
    place, unit = ORDINALS.get(view.word(j), 0), UNITS.get(view.word(j + 1))
    if place < 1 or unit not in ("day", "week") or view.word(j + 2) != "of":
        return None
    return _told(view, i, j + 3, place - 1, unit)


def _numbered(view: View, i: int) -> tuple[Expression, str] | None:
    word = view.word(i + 1)
    number = int(word) if word.isdecimal() and len(word) < 4 else COUNTS.get(word)
    if view.word(i) != "day" or not number or view.word(i + 2) != "of":
        return None
    return _told(view, i, i + 3, number - 1, "day")


def _into(view: View, i: int) -> tuple[Expression, str] | None:
    word, unit = view.word(i), UNITS.get(view.word(i + 1))
    number = int(word) if word.isdecimal() and len(word) < 4 else COUNTS.get(word)
    if not number or unit is None or unit == "hour" or view.word(i + 2) not in ("into", "after"):
        return None
    # "Two days after the truce collapsed" are not counted from its beginning.
    thing = view.thing(i + 3, LASTING)
    begins = (
        thing is not None and view.tokens[min(thing[1] + 1, len(view.tokens) - 1)].lemma.lower() in BEGINS
    )
    if view.word(i + 2) == "after" and not begins:
        return None
    return _told(view, i, i + 3, number, unit)


def _told(view: View, first: int, at: int, steps: int, unit: Unit) -> tuple[Expression, str] | None:
    """Return the expression and the thing at `at`, over an article: "of the fragile truce"."""
    thing = view.thing(at, LASTING)
    if thing is None:
        return None

    of_week = unit == "week" and view.word(at - 1) == "of"

    def place(anchor: datetime.date) -> Days:
        begin = shifted(anchor, steps, unit)
        return begin, shifted(begin, 6, "day") if of_week else begin

    core = next(i for i in range(first, at) if view.word(i) in UNITS)
    last = at if view.word(at - 1) == "after" else thing[1] + 1
    return Expression(first, last, core, place, "week" if of_week else "day", RULE, "previous"), thing[0]


def beginning(parsed: Parsed, thing: str, before: Sequence[Found[When]]) -> Found[When] | None:
    """Return the last date told of the beginning of such a thing, or None: then nobody can count from it."""
    for found in reversed(before):
        value = found.value
        if value.first is None or value.first != value.last:
            continue
        verbs = [a for a in parsed.ancestors(found.head) if parsed.tokens[a].pos in ("VERB", "AUX")][:1]
        if verbs and _begins(parsed, verbs[0], thing):
            return found
    return None


def _begins(parsed: Parsed, verb: int, thing: str) -> bool:
    lemma = parsed.tokens[verb].lemma.lower()
    below = parsed.children(verb)
    subjects = [c for c in below if parsed.tokens[c].dep in ("nsubj", "nsubjpass")]
    objects = {parsed.tokens[i].lemma.lower() for c in below for i in (c, *parsed.children(c))}
    sure = lemma not in ("take", "come", "go", "enter") or bool(objects & EFFECT)
    told = subjects + (
        [c for c in below if parsed.tokens[c].dep == "dobj"]
        if lemma in ("launch", "begin", "start", "impose")
        else []
    )
    named = any(LASTING.get(parsed.tokens[i].lemma.lower()) == thing for i in told)
    return lemma in BEGINS and sure and named
