"""What is told of a duty's performance: "never moved to", "failing its promise to", "honoured its promise"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from truceline.extract.attached import statement_at
from truceline.extract.bearers import Bearer, bearer
from truceline.extract.clauses import negated, subjects
from truceline.extract.duties import Action, action, obligation, senses
from truceline.extract.standings import Setting
from truceline.model.document import Span
from truceline.model.parsed import Parsed
from truceline.model.statement import Statement
from truceline.model.terms import Obligation, Performance, Says, Term

# A duty and what is told of it share at least this many things (actors, or words by sense): "rebels … sever ties with N"
# and "persuade the rebels to cut ties with N" share four, unrelated duties of one deal one at most.
SHARED = 2
# A shared deed ("sever", "separate") counts more than a shared name: two duties of one deal name the same sides.
DEED = 2
DEEDS = frozenset({"VERB"})


class Told(NamedTuple):
    """Something told of the performance of `what`: by whom it was owed, and the words that tell it."""

    says: Says
    who: Bearer
    what: Action
    span: Span
    pledged: bool


def with_performances(
    setting: Setting, term: Term, found: Sequence[Obligation], *, lone: bool
) -> tuple[Obligation, ...]:
    """Return the duties with what the document says became of them, and those pledges that only a failure tells of."""
    known = list(found)
    for told in _tellings(setting):
        at = _owed(setting, known, told)
        performance = _performance(setting, known[at] if at is not None else None, told)
        if at is not None:
            known[at] = msgspec.structs.replace(known[at], performance=(*known[at].performance, performance))
        elif told.pledged and lone and told.who.actors:
            made = obligation(setting, term.id, told.who, told.what, (told.span,))
            known.append(
                msgspec.structs.replace(made, performance=(performance,), statement=performance.statement)
            )
    return tuple(known)


def _performance(setting: Setting, owed: Obligation | None, told: Told) -> Performance:
    said = statement_at(setting.statements, told.span.start, told.span.end) or _covering(setting, told)
    others = owed is not None and not set(told.who.actors) & set(owed.bearers)
    return Performance(told.says, (told.span,), said.id if said else None, told.who.words if others else None)


def _covering(setting: Setting, told: Told) -> Statement | None:
    word = setting.parsed.tokens[told.what.first]
    return statement_at(setting.statements, word.start, word.end)


def _owed(setting: Setting, known: Sequence[Obligation], told: Told) -> int | None:
    """Return the duty that is meant: the one that shares most, if it shares enough and its bearer is no other."""
    about = senses(setting, told.what.first, told.what.last)
    acts = senses(setting, told.what.first, told.what.last, of=DEEDS)
    scored = []
    for n, one in enumerate(known):
        tokens = setting.parsed.within(one.spans[0].start, one.spans[0].end)
        if not tokens or not _can_be(one, told):
            continue
        shared = len(about & senses(setting, tokens.start, tokens.stop))
        deeds = acts & senses(setting, tokens.start, tokens.stop, of=DEEDS)
        if shared >= SHARED:
            scored.append((shared + DEED * len(deeds), n))
    best = max(scored, default=(0, 0))[0]
    top = [n for shared, n in scored if shared == best]
    return top[0] if len(top) == 1 else None


def _can_be(one: Obligation, told: Told) -> bool:
    if not told.who.actors or not one.bearers:
        return True
    return bool(set(told.who.actors) & {*one.bearers, *one.performers})


def _tellings(setting: Setting) -> Iterator[Told]:
    parsed = setting.parsed
    for i, token in enumerate(parsed.tokens):
        lemma = token.lemma.lower()
        if lemma in setting.deals.duties.nouns and token.pos == "NOUN":
            yield from _pledge(setting, i)
        elif lemma in setting.deals.duties.failing and token.pos in ("VERB", "NOUN"):
            yield from _failure(setting, i)


def _pledge(setting: Setting, noun: int) -> Iterator[Told]:
    """Read "failing its promise to …" and "honoured its promise to …"."""
    parsed, duties = setting.parsed, setting.deals.duties
    keeping = parsed.tokens[noun].head
    inner = [i for i in parsed.children(noun, "acl") if parsed.tokens[i].tag == "VB"]
    if not inner or parsed.tokens[keeping].lemma.lower() not in duties.fulfilling | duties.breaking:
        return
    what = action(setting, inner[0])
    who = bearer(setting, subjects(parsed, keeping), ())
    first = _failing_from(setting, keeping)
    says: Says = "not_met" if first != keeping or negated(parsed, keeping) else "met"
    if parsed.tokens[keeping].lemma.lower() in duties.breaking:
        says = "breached"
    yield Told(says, who, what, parsed.span(min(first, keeping), max(what.last, noun + 1)), pledged=True)


def _failing_from(setting: Setting, verb: int) -> int:
    """Return the word of failing over "meet", or the verb itself where there is none."""
    token = setting.parsed.tokens[verb]
    above = setting.parsed.tokens[token.head].lemma.lower()
    return token.head if token.dep in ("xcomp", "acl") and above in setting.deals.duties.failing else verb


def _failure(setting: Setting, word: int) -> Iterator[Told]:
    """Read "never moved to sever", "failed to withdraw", "the failure to separate"."""
    parsed = setting.parsed
    token = parsed.tokens[word]
    inner = [i for i in parsed.children(word, "xcomp", "acl") if parsed.tokens[i].tag == "VB"]
    weak = token.lemma.lower() in setting.deals.duties.weak_failing
    if not inner or (weak and not negated(parsed, word)) or (not weak and negated(parsed, word)):
        return
    if parsed.children(inner[0], "dobj") and any(
        parsed.tokens[o].lemma.lower() in setting.deals.duties.nouns
        for o in parsed.children(inner[0], "dobj")
    ):
        return
    heads = subjects(parsed, word) if token.pos == "VERB" else _accused(setting, word)
    who = bearer(setting, heads, ())
    what = action(setting, inner[0])
    first = min([word, *(_first(parsed, h) for h in heads if h < word and token.pos == "VERB")])
    yield Told("not_met", who, what, parsed.span(first, what.last), pledged=False)


def _first(parsed: Parsed, head: int) -> int:
    return min([head, *(c for c in parsed.children(head, "det", "amod", "compound") if c < head)])


def _accused(setting: Setting, noun: int) -> list[int]:
    """Return whom "accusing X of the failure to …" accuses, or whose "X's failure to …" it is."""
    parsed = setting.parsed
    owners = parsed.children(noun, "poss")
    if owners:
        return owners
    for above in parsed.ancestors(noun):
        if parsed.tokens[above].lemma.lower() in setting.deals.blaming:
            return parsed.children(above, "dobj")
        if parsed.tokens[above].pos == "VERB":
            break
    return []
