"""Breaches of a halt: who is told to have broken it owed to keep it."""

from collections.abc import Iterator, Sequence

import msgspec

from truceline.extract.bearers import NOBODY, Bearer, bearer, is_all
from truceline.extract.clauses import doers
from truceline.extract.duties import Action, obligation
from truceline.extract.standings import Setting
from truceline.extract.watched import looks_on
from truceline.model.document import Span
from truceline.model.parsed import Parsed
from truceline.model.statement import Statement
from truceline.model.terms import Obligation, Performance, Says, Status, Term

# Deals that ask of all who are bound to refrain.
HALTING = ("ceasefire", "humanitarian_pause", "safe_zone")
ABUSING = frozenset({"use", "exploit"})
PLANNED = frozenset({"planned", "proposed", "expected", "upcoming"})
# What those who fight are called where no name is told, by what the words mean ("gunmen" are rebels).
FIGHTERS = frozenset({"rebel", "extremist", "armed"})
GROUPS = frozenset(
    {"group", "organization", "organisation", "faction", "gang", "formation", "element", "band"}
)
WHERE = frozenset({"in", "on", "at", "across", "near", "around", "over", "of", "outside"})
# Who avows a breach tells his own.
AVOWING = ("admits", "claims-responsibility", "confirms")
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
        if (
            status.state in SAYS
            and not _breaks_nothing(setting, status)
            and not _is_aside(setting, term, status)
        ):
            _add(setting, term, known, status)
    return tuple(known)


def _is_aside(setting: Setting, term: Term, status: Status) -> bool:
    """See "they broke a truce which is holding so far": beside a breach, what only describes the deal says nothing of a duty."""
    inside = (i for span in status.spans for i in setting.parsed.within(span.start, span.end))
    described = any(setting.parsed.tokens[i].dep == "relcl" for i in inside)
    return status.state == "holding" and described and any(one.state == "violated" for one in term.status)


def _breaks_nothing(setting: Setting, status: Status) -> bool:
    """Return whether a deal is called abused ("used the truce to regroup"), or is only planned: it is not broken by that."""
    parsed = setting.parsed
    inside = [i for span in status.spans for i in parsed.within(span.start, span.end)]
    told = {parsed.tokens[i].lemma.lower() for i in inside if parsed.tokens[i].pos == "VERB"}
    planned = {parsed.tokens[i].text.lower() for i in inside if parsed.tokens[i].dep == "amod"} & PLANNED
    return status.state == "violated" and bool(
        planned or (told & ABUSING and not told & setting.deals.duties.breaking)
    )


def _add(setting: Setting, term: Term, known: list[Obligation], status: Status) -> None:
    # Where each blames the other, whoever is blamed by his words alone owes it too.
    mutual = any(one.spans == status.spans and one.by != status.by for one in term.status)
    who = _breaker(setting, status, mutual=mutual) if status.state != "holding" else _keeper(setting, status)
    n = _told_before(known, who, status)
    if n is not None:
        known[n] = _with_told(
            known[n], _tellings(setting, status, who if who is not NOBODY else Bearer(known[n].bearers, ""))
        )
        return
    told = _tellings(setting, status, who)
    # Who is told to have broken it owes it by those very words; where nobody is, it is owed where the deal is told.
    own = status.state == "holding" or who.actors or who.words
    spans = _with_bearer(setting, status, who) if own else _asked(setting, term)
    tokens = setting.parsed.within(spans[0].start, spans[0].end)
    if tokens:
        made = obligation(setting, term.id, who, Action("refrain", tokens.start, tokens.stop), spans)
        known.append(msgspec.structs.replace(made, action=term.names[0], performance=told))


def _with_bearer(setting: Setting, status: Status, who: Bearer) -> tuple[Span, ...]:
    """Return the words that tell a breach with those for who did it, where these stand before them in the sentence."""
    spans, start = status.spans, status.spans[0].start
    if not who.words or status.by_as_said or who.words in spans[0].quote:
        return spans
    sentence = setting.parsed.sentence_span(setting.parsed.within(start, spans[0].end).start)
    at = setting.parsed.doc.text.rfind(who.words, sentence.start, start)
    return spans if at < 0 else (setting.parsed.doc.span(at, at + len(who.words)), *spans)


def _told_before(known: Sequence[Obligation], who: Bearer, status: Status) -> int | None:
    """Return which of the duties to refrain is meant: the last of theirs that is told before, else the first; None of none.

    "It breaks every truce that it declares. On Monday it declared one, and soon broke it" breaks the one of Monday.
    """
    fitting = [n for n, one in enumerate(known) if one.duty == "refrain" and _is_of(one, who)]
    before = [n for n in fitting if known[n].spans[0].start <= status.spans[0].start]
    return max(before, key=lambda n: known[n].spans[0].start, default=fitting[0] if fitting else None)


def _with_told(one: Obligation, told: Sequence[Performance]) -> Obligation:
    """Return a duty with what is told of it, each telling once."""
    kept = {(p.spans, p.teller, p.statement) for p in one.performance}
    new = [t for t in told if (t.spans, t.teller, t.statement) not in kept]
    return msgspec.structs.replace(one, performance=(*one.performance, *new))


def _tellings(setting: Setting, status: Status, who: Bearer) -> tuple[Performance, ...]:
    """Return what is said of it by each who says it in one breath ("A and B blamed the rebels"); nobody accuses himself.

    In "the council said that whenever Xland declares a truce it breaks it" the council accuses Xland.
    """
    says, accused = SAYS[status.state], who.actors
    said = next((one for one in setting.statements if one.id == status.statement), None)
    if (
        said is not None
        and says == "breached"
        and said.stance not in AVOWING
        and _is_of_side(setting, said, accused)
    ):
        said = _around(setting, said, accused)
        return (Performance(says, status.spans, said.id if said else None, teller=status.teller),)
    if said is None:
        return (Performance(says, status.spans, status.statement, teller=status.teller),)
    joint = [
        one
        for one in setting.statements
        if one.id == said.id
        or ((one.cue, one.content) == (said.cue, said.content) and not _is_of_side(setting, one, accused))
    ]
    if who.words:
        joint = [one for one in joint if one.speaker is None or one.speaker.name != who.words]
    return tuple(Performance(says, status.spans, one.id, teller=status.teller) for one in joint)


def _is_of_side(setting: Setting, said: Statement, accused: Sequence[str]) -> bool:
    actor = said.speaker.actor if said.speaker else None
    return actor is not None and setting.cast.side(actor) in {setting.cast.side(one) for one in accused}


def _around(setting: Setting, said: Statement, accused: Sequence[str]) -> Statement | None:
    """Return the innermost statement around another whose speaker is not the one accused."""
    start, end = said.content[0].start, said.content[-1].end
    over = [
        one
        for one in setting.statements
        if one.id != said.id and not _is_of_side(setting, one, accused)
        for span in one.content
        if span.start <= start and span.end >= min(end, span.end) and span.end > start
    ]
    # Of "the council said that the news shows that …" the council tells it.
    named = [one for one in over if one.speaker is not None and one.speaker.actor is not None] or over
    return min(named, key=lambda one: one.content[-1].end - one.content[0].start, default=None)


def _keeper(setting: Setting, status: Status) -> Bearer:
    """Return who is told to keep it: "Xland said it was sticking to the pause"; of who only asks for it nothing is told."""
    parsed = setting.parsed
    for span in status.spans:
        for verb in parsed.within(span.start, span.end):
            token = parsed.tokens[verb]
            if token.pos != "VERB" or token.lemma.lower() not in setting.deals.keeping or token.tag == "VB":
                continue
            if looks_on(parsed, setting.deals, verb):
                return NOBODY
            heads = doers(parsed, verb)
            if heads and parsed.tokens[heads[0]].text.lower() in ("it", "they"):
                said = next((one for one in setting.statements if one.id == status.statement), None)
                actor = said.speaker.actor if said and said.speaker else None
                return Bearer((setting.cast.side(actor),), "") if actor else NOBODY
            who = bearer(setting, heads, ())
            return who if who.actors else NOBODY
    return NOBODY


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
    if who.words and not who.actors:
        return one.bearer_as_said == who.words and not one.bearers
    return not who.actors or bool(set(one.bearers) & set(who.actors))


def _breaker(setting: Setting, status: Status, *, mutual: bool) -> Bearer:
    """Return who is told to have broken it: who is blamed, or who does the breaking in the words; else nobody."""
    if status.by or (status.by_as_said and mutual):
        return Bearer(status.by, status.by_as_said)
    found = [_who_breaks(setting, verb) for verb in _breaking(setting, status.spans)]
    told = [bearer(setting, heads, ()) for heads in found]
    all_sides = [
        who for who, heads in zip(told, found, strict=True) if heads and is_all(setting.parsed, heads[0])
    ]
    by_words = [
        who for who, heads in zip(told, found, strict=True) if who.words and _are_fighters(setting, heads)
    ]
    return next(
        (who for who in (*told, *all_sides, *by_words) if who.actors or who in (*all_sides, *by_words)),
        NOBODY,
    )


def _who_breaks(setting: Setting, verb: int) -> list[int]:
    """Return who does the breaking; "rebels struck towns in the south | repeatedly breaching it" lost the comma before it.

    There the parser hangs the participle on the place. Of who only tells of it ("condemned raids in the south") nothing is told.
    """
    parsed = setting.parsed
    token = parsed.tokens[verb]
    heads = doers(parsed, verb)
    place = parsed.tokens[token.head]
    if (
        token.tag != "VBG"
        or token.dep != "acl"
        or not (place.dep == "pobj" and _is_where(parsed, place.head))
    ):
        return heads
    above = next((i for i in parsed.ancestors(verb) if parsed.tokens[i].pos == "VERB"), None)
    if above is None or any(
        cue.start <= parsed.tokens[above].start < cue.end for one in setting.statements for cue in one.cue
    ):
        return heads
    return doers(parsed, above) or heads


def _is_where(parsed: Parsed, preposition: int) -> bool:
    return parsed.tokens[preposition].lemma.lower() in WHERE


def _are_fighters(setting: Setting, heads: Sequence[int]) -> bool:
    """See "armed groups in the north have breached it", "gunmen broke the truce": those whom no name fits owe it by their words."""
    parsed, sense = setting.parsed, setting.deals.sense
    several = [i for i in heads if parsed.tokens[i].tag in ("NNS", "NNPS")]
    about = (lemma for i in several for lemma in _of_whom(parsed, i))
    return len(several) == 1 and any(sense(lemma) in FIGHTERS for lemma in about)


def _of_whom(parsed: Parsed, head: int) -> list[str]:
    """Return the noun, and for "terrorist groups" what they are groups of."""
    groups = parsed.tokens[head].lemma.lower() in GROUPS
    before = parsed.children(head, "amod", "compound") if groups else []
    return [parsed.tokens[i].lemma.lower() for i in (head, *before)]


def _breaking(setting: Setting, spans: Sequence[Span]) -> Iterator[int]:
    for span in spans:
        for i in setting.parsed.within(span.start, span.end):
            if setting.parsed.tokens[i].lemma.lower() in setting.deals.duties.breaking:
                yield i
