"""What a report tells beside a duty of how it stands: its people are out; no progress has been seen on the plan."""

from collections.abc import Iterator, Sequence

import msgspec

from truceline.extract.attached import statement_at
from truceline.extract.clauses import around, is_passive, modal, negated, subjects
from truceline.extract.standings import Setting
from truceline.model.parsed import Parsed
from truceline.model.terms import Obligation, Performance, Says

# How many sentences on "that convoy was waiting in the city" is still told of those who were let out.
OUT_REACH = 5
# How many sentences on "no progress has been seen on this plan" is told of what the plan asks.
PLAN_REACH = 2
# What leads to the plan on which there is progress, and what points back to it.
ON = frozenset({"on", "in", "with", "toward", "towards", "of"})
POINTING = frozenset({"plan", "it", "this", "that"})
POINTERS = frozenset({"that", "this", "the", "those", "these"})
AWAY = frozenset({"wait", "arrive", "reach", "strand", "stick"})


def with_afterwards(setting: Setting, found: Sequence[Obligation]) -> list[Obligation]:
    """Return the duties; those of which nothing is told in their own words have what is told of them beside these."""
    stalled = list(_stalled(setting))
    return [one if one.performance else _with_told(setting, one, stalled) for one in found]


def _with_told(setting: Setting, one: Obligation, stalled: Sequence[int]) -> Obligation:
    inside = setting.parsed.within(one.spans[0].start, one.spans[0].end)
    if not inside or one.duty == "refrain":
        return one
    if (verb := _away(setting, one, inside)) is not None:
        return _told(setting, one, "met", verb)
    here = setting.parsed.tokens[inside.stop - 1].sentence
    after = (
        v for v in stalled if inside.stop <= v and setting.parsed.tokens[v].sentence <= here + PLAN_REACH
    )
    verb = next(after, None)
    return one if verb is None else _told(setting, one, "not_met", verb)


def _told(setting: Setting, one: Obligation, says: Says, verb: int) -> Obligation:
    span = setting.parsed.sentence_span(verb)
    word = setting.parsed.tokens[verb]
    said = statement_at(setting.statements, word.start, word.end)
    told = Performance(says, (span,), said.id if said else None)
    return msgspec.structs.replace(one, performance=(told,))


def _away(setting: Setting, one: Obligation, inside: range) -> int | None:
    """Return the verb that tells that those who "were granted safe passage out of Brae" got out of it.

    "That convoy was waiting at the border", "the people of Brae had reached the city"; who waits in Brae is not out of it.
    """
    parsed = setting.parsed
    verb = next((i for i in inside if is_passive(parsed, i) and parsed.tokens[i].pos == "VERB"), None)
    below = (
        {parsed.tokens[i].lemma.lower() for i in parsed.children(verb, "dobj")} if verb is not None else set()
    )
    if verb is None or one.duty != "allow" or modal(parsed, verb) or not below & setting.deals.duties.passage:
        return None
    left = {
        parsed.tokens[i].text for i in inside if parsed.tokens[i].pos == "PROPN" and not setting.cast.at(i)
    }
    here = parsed.tokens[verb].sentence
    for i in _verbs(parsed, here + 1, here + OUT_REACH, AWAY):
        own = {parsed.tokens[w].text for w in parsed.subtree(i) if w > i}
        next_to = parsed.tokens[i].sentence == here + 1
        if not own & left and any(_are_those(parsed, s, left, near=next_to) for s in subjects(parsed, i)):
            return i
    return None


def _are_those(parsed: Parsed, head: int, left: set[str], *, near: bool) -> bool:
    """Return whether a subject is who was let out: by the place that they left, or as "that convoy" right after."""
    words = {parsed.tokens[w].text for w in parsed.subtree(head)}
    first = parsed.tokens[parsed.subtree(head)[0]].text.lower()
    return bool(words & left) or (near and parsed.tokens[head].tag[:2] == "NN" and first in POINTERS)


def _verbs(parsed: Parsed, first: int, last: int, lemmas: frozenset[str]) -> Iterator[int]:
    """Yield the verbs of some sentences that tell one of these deeds as past: not what may be, or is denied."""
    for sentence in parsed.sentences[first : last + 1]:
        for i in range(sentence.first, sentence.last):
            token = parsed.tokens[i]
            if token.lemma.lower() in lemmas and token.pos == "VERB" and _is_past(parsed, i):
                yield i


def _is_past(parsed: Parsed, verb: int) -> bool:
    tags = {parsed.tokens[i].tag for i in (verb, *parsed.children(verb, "aux", "auxpass"))}
    return bool(tags & {"VBD", "VBN"}) and modal(parsed, verb) is None and not negated(parsed, verb)


def _stalled(setting: Setting) -> Iterator[int]:
    """Yield the words that tell a plan as not carried out: "no progress has been seen on this plan", "it was not implemented"."""
    parsed = setting.parsed
    for i, token in enumerate(parsed.tokens):
        if parsed.sentences[token.sentence].heading:
            continue
        if token.lemma == "progress" and token.pos == "NOUN" and _is_none(parsed, i):
            verb = token.head if parsed.tokens[token.head].pos == "VERB" else i
            if modal(parsed, verb) is None and any(_is_plan(setting, p) for p in _topics(parsed, i, verb)):
                yield i
        elif token.tag == "VBN" and negated(parsed, i) and modal(parsed, i) is None:
            done = setting.deals.duties.accomplished().around(token.lemma.lower(), around(parsed, i))
            if done and is_passive(parsed, i) and any(_is_plan(setting, s) for s in subjects(parsed, i)):
                yield i


def _is_none(parsed: Parsed, noun: int) -> bool:
    return any(
        parsed.tokens[c].text.lower() in ("no", "little") for c in parsed.children(noun, "det", "amod")
    )


def _topics(parsed: Parsed, noun: int, verb: int) -> list[int]:
    preps = [
        p for i in {noun, verb} for p in parsed.children(i, "prep") if parsed.tokens[p].lemma.lower() in ON
    ]
    return [i for p in sorted(preps) for i in parsed.children(p, "pobj")]


def _is_plan(setting: Setting, head: int) -> bool:
    """Return whether a word points to the deal told before: "this plan", "the deal", "it"."""
    parsed = setting.parsed
    lemma = parsed.tokens[head].lemma.lower()
    nouns = setting.deals.deal_nouns()
    forms = [(parsed.tokens[head].text.lower(), lemma)]
    pointed = any(parsed.tokens[c].text.lower() in POINTERS for c in parsed.children(head, "det"))
    return lemma in POINTING - {"plan"} or (pointed and (lemma in POINTING or bool(nouns.at(forms, 0))))
