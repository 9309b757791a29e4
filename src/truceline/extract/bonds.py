"""What ties a deal to the world: who made it, who brought it about, whom it leaves out, when it began and ended."""

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from truceline.extract.attached import dates_on, is_told, led_dates
from truceline.extract.brokers import beside
from truceline.extract.clauses import (
    actors_at,
    around,
    conjuncts,
    doers,
    governors,
    negated,
)
from truceline.extract.namings import Naming
from truceline.extract.outsiders import left_out
from truceline.knowledge.deals import Deals
from truceline.model.cast import Cast
from truceline.model.document import Span
from truceline.model.parsed import Found, Parsed
from truceline.model.terms import Party
from truceline.model.when import When

PartyRole = Literal["party", "broker", "excluded"]
# The first preposition's words of a place that can bound a deal.
PLACE_PREPOSITIONS = frozenset({"in", "for", "around", "near"})
YEAR = re.compile(r"(?:19|20)\d\d")
# "A truce from March 4" begins then; "the truce of March 2" was made then; "until Friday" tells neither.
STARTING = frozenset({"from", "since"})
LASTING = frozenset({"until", "till", "through", "to", "by", "before", "after"})


class Days(NamedTuple):
    """When a deal was announced, began and ended, as far as one naming tells it."""

    announced: When | None = None
    effective: When | None = None
    ended: When | None = None


def find_parties(parsed: Parsed, deals: Deals, cast: Cast, naming: Naming) -> list[Party]:
    """Return the actors bound by a deal, brokering it or excluded from it, as one naming tells."""
    found = [
        *_parties(parsed, deals, cast, naming),
        *_brokers(parsed, deals, cast, naming),
        *_excluded(parsed, deals, cast, naming),
    ]
    return list(dict.fromkeys(found))


def party_at(parsed: Parsed, cast: Cast, head: int, role: PartyRole) -> Iterator[Party]:
    """Return the actors that a word names, as bound, brokering or left out."""
    for actor in actors_at(parsed, cast, [head]):
        mention = cast.at(head)
        span = mention.span if mention else parsed.span(head, head + 1)
        # A person who brokers does it by name ("brokered by envoy X"); who is bound is the side.
        named = cast.actors.get(actor)
        keeps_name = role == "broker" and named is not None and named.kind == "person"
        yield Party(actor if keeps_name else cast.side(actor), role, (span,))


def _parties(parsed: Parsed, deals: Deals, cast: Cast, naming: Naming) -> Iterator[Party]:
    makers = _makers(parsed, deals, naming)
    heads = [one for verb in makers for one in doers(parsed, verb)]
    heads += [one for word in (naming.head, *makers) for one in _after(parsed, word, "between")]
    if naming.last < len(parsed.tokens) and parsed.tokens[naming.last].text.lower() == "between":
        # "breaking the truce between A and B" is sometimes parsed as breaking between them.
        heads += [one for i in parsed.children(naming.last, "pobj") for one in conjuncts(parsed, i)]
    if makers:
        heads += [
            one for word in (naming.head, naming.last - 1, *makers) for one in _after(parsed, word, "with")
        ]
    for one in dict.fromkeys([*heads, *_both_sides(parsed, deals, cast, naming)]):
        yield from party_at(parsed, cast, one, "party")


def _makers(parsed: Parsed, deals: Deals, naming: Naming) -> list[int]:
    """Return the verbs by which the deal is made, whose doers are bound ("struck by A and B", "A and B agreed")."""
    found = [
        governor.token
        for governor in governors(parsed, naming.head)
        if governor.role == "object" and parsed.tokens[governor.token].lemma.lower() in deals.binding
    ]
    return [*found, naming.head] if parsed.tokens[naming.head].pos == "VERB" else found


def _both_sides(parsed: Parsed, deals: Deals, cast: Cast, naming: Naming) -> list[int]:
    """Return the sides named before a deal ("the A-B deal"), if they are two; one alone may be its place."""
    if _brokering(parsed, deals, naming):
        return []
    before = [i for i in _modifiers(parsed, naming) if parsed.tokens[i].dep != "poss"]
    named = {i: actors_at(parsed, cast, [i]) for i in before}
    sides = {actor for actors in named.values() for actor in actors}
    return [i for i in before if named[i]] if len(sides) > 1 else []


def _after(parsed: Parsed, word: int, preposition: str) -> list[int]:
    heads = [p for p in parsed.children(word, "prep") if parsed.tokens[p].lemma.lower() == preposition]
    return [one for p in heads for i in parsed.children(p, "pobj") for one in conjuncts(parsed, i)]


def _modifiers(parsed: Parsed, naming: Naming) -> list[int]:
    return [i for i in parsed.subtree(naming.head) if i < naming.first]


def _is_brokering(parsed: Parsed, deals: Deals, i: int) -> bool:
    """Return whether a word before a deal says who brought it about: "brokered", "A-brokered"."""
    last = parsed.tokens[i].text.lower().rpartition("-")[2]
    return last.endswith("ed") and any(last.startswith(verb.rstrip("e")) for verb in deals.brokering)


def _brokering(parsed: Parsed, deals: Deals, naming: Naming) -> list[int]:
    return [i for i in _modifiers(parsed, naming) if _is_brokering(parsed, deals, i)]


def _brokers(parsed: Parsed, deals: Deals, cast: Cast, naming: Naming) -> Iterator[Party]:
    tree = parsed.subtree(naming.head)
    heads = [i for word in _brokering(parsed, deals, naming) for i in tree if i <= word and i < naming.first]
    for governor in governors(parsed, naming.head):
        if governor.role == "object" and parsed.tokens[governor.token].lemma.lower() in deals.brokering:
            heads.extend(doers(parsed, governor.token))
    for word in (naming.head, *_makers(parsed, deals, naming)):
        heads.extend(_auspices(parsed, deals, word))
    heads.extend(beside(parsed, deals, naming))
    for head in dict.fromkeys(heads):
        yield from party_at(parsed, cast, head, "broker")


def _auspices(parsed: Parsed, deals: Deals, word: int) -> Iterator[int]:
    """Find who brings a deal about by a noun: "signed under the auspices of X", "reached with the mediation of X"."""
    for prep in parsed.children(word, "prep"):
        for noun in parsed.children(prep, "pobj"):
            if parsed.tokens[noun].lemma.lower() in deals.auspices:
                yield from parsed.children(noun, "poss")
                yield from _after(parsed, noun, "of")
                yield from _after(parsed, noun, "by")


def _excluded(parsed: Parsed, deals: Deals, cast: Cast, naming: Naming) -> Iterator[Party]:
    for governor in governors(parsed, naming.head):
        for one in left_out(parsed, deals, governor):
            yield from party_at(parsed, cast, one, "excluded")


def find_days(parsed: Parsed, deals: Deals, dates: Sequence[Found[When]], naming: Naming) -> Days:
    """Return the dates that one naming of a deal carries; the first told where one verb has several."""
    turning = deals.turning_points()
    days = Days()
    for governor in governors(parsed, naming.head):
        lemma = parsed.tokens[governor.token].lemma.lower()
        told = [date for date in dates_on(parsed, dates, governor.token) if is_told(date)]
        if not told or negated(parsed, governor.token):
            continue
        if governor.role == "object" and (lemma in deals.made or lemma in deals.brokering):
            days = days._replace(announced=days.announced or told[0])
        elif governor.role == "subject" and (point := turning.around(lemma, around(parsed, governor.token))):
            days = days._replace(**{point: getattr(days, point) or told[0]})
    if parsed.tokens[naming.head].pos == "VERB":
        # "A said on July 15 that B and C had agreed": the day it was made known, where no other is told.
        upper = parsed.tokens[naming.head].head
        told = dates_on(parsed, dates, naming.head) or dates_on(parsed, dates, upper)
        days = days._replace(announced=days.announced or next(iter(told), None))
    return _own_days(parsed, dates, naming, days)


def _own_days(parsed: Parsed, dates: Sequence[Found[When]], naming: Naming, days: Days) -> Days:
    """Add the dates that hang on the naming itself, where none is told by a verb: "the truce of March 2"."""
    for word in range(naming.first, naming.last):
        for leading, date in led_dates(parsed, dates, word):
            if leading in STARTING:
                days = days._replace(effective=days.effective or date)
            elif leading not in LASTING:
                days = days._replace(announced=days.announced or date)
    return days._replace(announced=days.announced or _year_of(parsed, naming))


def _year_of(parsed: Parsed, naming: Naming) -> When | None:
    """Return the year in a deal's name: "the 2013 agreement" is not this year's."""
    for i in parsed.children(naming.head, "nummod", "compound", "amod"):
        said = parsed.tokens[i].text
        if i < naming.head and YEAR.fullmatch(said):
            first, last = (datetime.date(int(said), *day) for day in ((1, 1), (12, 31)))
            return When(first, last, "year", said, "year-of-a-deal/1")
    return None


def find_durations(parsed: Parsed, deals: Deals, naming: Naming) -> list[Span]:
    """Return the words that tell how long the deal held: "lasted for a week", "a week after it took effect"."""
    found: list[Span] = []
    for governor in governors(parsed, naming.head):
        verb = parsed.tokens[governor.token]
        if verb.lemma.lower() in deals.lasting:
            found.extend(_lasted(parsed, deals, governor.token))
        elif naming.standing == "pronoun" and governor.role == "subject":
            found.extend(_after_start(parsed, deals, governor.token))
    return found


def _lasted(parsed: Parsed, deals: Deals, verb: int) -> Iterator[Span]:
    preps = [p for p in parsed.children(verb, "prep") if parsed.tokens[p].lemma.lower() == "for"]
    heads = [i for p in preps for i in parsed.children(p, "pobj")] + parsed.children(verb, "npadvmod", "dobj")
    for head in heads:
        if parsed.tokens[head].lemma.lower() in deals.units and head > verb:
            yield parsed.span(verb, head + 1)


def _after_start(parsed: Parsed, deals: Deals, verb: int) -> Iterator[Span]:
    """Find "a week after it took effect": the unit hangs on the verb, before "after"."""
    entering = deals.turning_points().around(parsed.tokens[verb].lemma.lower(), around(parsed, verb))
    marks = [
        m for m in parsed.children(verb, "mark", "advmod", "prep") if parsed.tokens[m].text.lower() == "after"
    ]
    units = [u for u in parsed.children(verb, "npadvmod") if parsed.tokens[u].lemma.lower() in deals.units]
    if entering == "effective" and marks and units:
        below = [i for i in parsed.children(verb, "dobj", "prep", "prt") if i > verb]
        last = max(
            [verb, *(i for top in below for i in parsed.subtree(top) if parsed.tokens[i].dep != "xcomp")]
        )
        yield parsed.span(parsed.subtree(units[0])[0], last + 1)


def find_place(parsed: Parsed, naming: Naming) -> str | None:
    """Return where the deal holds, as told right after its name ("in the valley")."""
    for prep in parsed.children(naming.head, "prep"):
        if parsed.tokens[prep].lemma.lower() not in PLACE_PREPOSITIONS:
            continue
        for head in parsed.children(prep, "pobj"):
            if parsed.tokens[head].pos == "PROPN" and not parsed.tokens[head].label.startswith(
                ("DATE", "PERSON")
            ):
                first = min([head, *parsed.children(head, "compound")])
                return parsed.span(first, head + 1).quote
    return None
