"""Breaches of a halt: who is told to have broken it owed to keep it."""

from collections.abc import Iterator, Sequence

import msgspec

from truceline.extract.clauses import doers
from truceline.extract.duties import NOBODY, Action, Bearer, bearer, obligation
from truceline.extract.standings import Setting
from truceline.model.document import Span
from truceline.model.terms import Obligation, Performance, Says, Status, Term

# Deals that ask of all who are bound to refrain.
HALTING = ("ceasefire", "humanitarian_pause", "safe_zone")
MADE = ("announced", "in_effect", "extended")
# What the state of a deal says of the duty to keep it.
SAYS: dict[str, Says] = {"holding": "met", "violated": "breached"}


def with_breaches(setting: Setting, term: Term, found: Sequence[Obligation]) -> tuple[Obligation, ...]:
    """Return the duties with each breach that is told, on the duty to refrain of whoever is told to have broken it.

    Where no duty to refrain is told, the deal itself asks it: of who broke it, or of nobody who is told.
    """
    if term.kind not in HALTING:
        return tuple(found)
    known = list(found)
    for status in sorted(term.status, key=lambda one: one.state != "holding"):
        if status.state in SAYS:
            _add(setting, term, known, status)
    return tuple(known)


def _add(setting: Setting, term: Term, known: list[Obligation], status: Status) -> None:
    told = Performance(SAYS[status.state], status.spans, status.statement, teller=status.teller)
    who = _breaker(setting, status)
    for n, one in enumerate(known):
        if one.duty == "refrain" and _is_of(one, who):
            if all((p.spans, p.teller) != (told.spans, told.teller) for p in one.performance):
                known[n] = msgspec.structs.replace(one, performance=(*one.performance, told))
            return
    # Who is told to have broken it owes it by those very words; where nobody is, it is owed where the deal is told.
    own = status.state == "holding" or who.actors
    spans = status.spans if own else _asked(setting, term)
    tokens = setting.parsed.within(spans[0].start, spans[0].end)
    if tokens:
        made = obligation(setting, term.id, who, Action("refrain", tokens.start, tokens.stop), spans)
        known.append(msgspec.structs.replace(made, action=term.names[0], performance=(told,)))


def _asked(setting: Setting, term: Term) -> tuple[Span, ...]:
    """Return the words that ask it: those that tell of the deal as made, in the body; else its first naming there."""
    made = [one.spans[:1] for one in term.status if one.state in MADE]
    named = [(one,) for one in term.mentions]
    return next((one for one in (*made, *named) if not _in_heading(setting, one[0])), named[0])


def _in_heading(setting: Setting, span: Span) -> bool:
    inside = setting.parsed.within(span.start, span.end)
    tokens = setting.parsed.tokens
    return bool(inside) and setting.parsed.sentences[tokens[inside.start].sentence].heading


def _is_of(one: Obligation, who: Bearer) -> bool:
    """Return whether a duty is theirs; where nobody is told to have broken it, any duty to refrain may be meant."""
    return not who.actors or bool(set(one.bearers) & set(who.actors))


def _breaker(setting: Setting, status: Status) -> Bearer:
    """Return who is told to have broken it: who is blamed, or who does the breaking in the words; else nobody."""
    if status.by:
        return Bearer(status.by, "")
    told = (bearer(setting, doers(setting.parsed, verb), ()) for verb in _breaking(setting, status.spans))
    return next((who for who in told if who.actors), NOBODY)


def _breaking(setting: Setting, spans: Sequence[Span]) -> Iterator[int]:
    for span in spans:
        for i in setting.parsed.within(span.start, span.end):
            if setting.parsed.tokens[i].lemma.lower() in setting.deals.duties.breaking:
                yield i
