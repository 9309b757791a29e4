"""One duty in a clause: who bears it, who must act, what is to be done, left or allowed, and on what condition."""

from collections.abc import Sequence
from typing import NamedTuple

from truceline.extract.attached import dates_on
from truceline.extract.bearers import Bearer
from truceline.extract.clauses import (
    actors_at,
    around,
    condition_of,
    extent,
    negated,
    objects,
    subjects,
)
from truceline.extract.standings import Setting
from truceline.model.document import Span
from truceline.model.ids import content_id
from truceline.model.parsed import Parsed
from truceline.model.terms import Duty, Obligation, Says, TextStatus
from truceline.model.when import When

# "To the Xlandish army": a name this near to "to" is whom it is given.
RECEIVER_REACH = 4
DEADLINE = frozenset({"by", "within", "before", "until"})
# Words that carry what is to be done; the rest are the grammar's.
CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})


class Action(NamedTuple):
    """What is owed: the duty, the words from `first` to `last` (half-open), the performer, the condition."""

    duty: Duty
    first: int
    last: int
    performers: tuple[str, ...] = ()
    beneficiary: str | None = None
    condition: str | None = None
    deadline: When | None = None


class Owed(NamedTuple):
    """A duty before it is a value: who, what, and the tokens that tell it; a `step` is told in words that owe anything."""

    who: Bearer
    what: Action
    first: int
    last: int
    order: int = 0
    after: str | None = None
    reservation: bool = False
    says: Says | None = None
    text: TextStatus = "reported"
    step: bool = False


def action(setting: Setting, verb: int) -> Action:
    """Return what a verb says is owed; who is persuaded is the performer, who is let is the beneficiary."""
    parsed, duties = setting.parsed, setting.deals.duties
    lemma = parsed.tokens[verb].lemma.lower()
    inner = parsed.children(verb, "xcomp", "ccomp")
    performers: tuple[str, ...] = ()
    beneficiary = None
    if lemma in duties.persuade and inner:
        performers = actors_at(parsed, setting.cast, objects(parsed, verb) or subjects(parsed, inner[0]))
    elif lemma in duties.let and inner:
        beneficiary = next(iter(actors_at(parsed, setting.cast, subjects(parsed, inner[0]))), None)
    elif duties.deed_words().around(lemma, around(parsed, verb)) == "deliver":
        beneficiary = _receiver(setting, verb)
    condition = condition_of(parsed, verb, duties.conditions)
    first, last = extent(parsed, verb, condition)
    return Action(
        duty=duty_of(setting, verb),
        first=first,
        last=last,
        performers=performers,
        beneficiary=beneficiary,
        condition=parsed.span(condition[0], condition[-1] + 1).quote if condition else None,
        deadline=deadline(setting, verb),
    )


def _receiver(setting: Setting, verb: int) -> str | None:
    """Return whom "hand over their arms to the Xlandish army" gives them: the parser may take that "to" for a verb's."""
    parsed, cast = setting.parsed, setting.cast
    for to in (i for i in parsed.subtree(verb) if i > verb and parsed.tokens[i].text.lower() == "to"):
        nouns = (i for i in range(to + 1, min(to + RECEIVER_REACH, len(parsed.tokens))) if cast.actor_at(i))
        head = next(nouns, None)
        if head is not None and all(parsed.tokens[i].pos in ("DET", "ADJ") for i in range(to + 1, head)):
            return cast.actor_at(head)
    return None


def duty_of(setting: Setting, verb: int) -> Duty:
    """Return whether the verb is to be done, left or allowed."""
    duties = setting.deals.duties
    lemma = setting.parsed.tokens[verb].lemma.lower()
    if lemma in duties.refrain or negated(setting.parsed, verb):
        return "refrain"
    return "allow" if lemma in duties.let or (lemma in duties.allow and _passage(setting, verb)) else "do"


def _passage(setting: Setting, verb: int) -> bool:
    below = {setting.parsed.tokens[i].lemma.lower() for i in setting.parsed.subtree(verb)}
    return bool(below & setting.deals.duties.passage)


def deadline(setting: Setting, verb: int) -> When | None:
    """Return the day by which a verb is to be done: "by Friday", "within three days"."""
    parsed = setting.parsed
    preps = {parsed.tokens[p].lemma.lower() for p in parsed.children(verb, "prep")}
    told = dates_on(parsed, setting.dates, verb)
    return told[0] if told and preps & DEADLINE else None


def senses(setting: Setting, first: int, last: int, *, of: frozenset[str] = CONTENT) -> frozenset[str]:
    """Return what the words from `first` to `last` (half-open) are about: actors by id, other words by their sense."""
    found = set()
    for i in range(first, last):
        token = setting.parsed.tokens[i]
        actor = setting.cast.actor_at(i)
        if actor:
            found.add(actor)
        if token.pos in of:
            found.add(setting.deals.sense(token.lemma.lower()))
    return frozenset(found)


def obligation(
    setting: Setting, owner: str, who: Bearer, what: Action, spans: tuple[Span, ...]
) -> Obligation:
    """Return the duty as a value; its id hashes the term, where it stands, and the duty."""
    return Obligation(
        id=content_id(
            "obligation",
            owner,
            [(s.start, s.end) for s in spans],
            what.duty,
            who.words or " ".join(who.actors),
        ),
        bearers=who.actors,
        bearer_as_said=who.words,
        duty=what.duty,
        action=setting.parsed.span(what.first, what.last).quote,
        spans=spans,
        performers=what.performers,
        beneficiary=what.beneficiary,
        condition=what.condition,
        deadline=what.deadline,
    )


def first_word(parsed: Parsed, heads: Sequence[int]) -> int:
    """Return the first word of a subject, its article and names with it."""
    head = min(heads)
    before = [i for c in parsed.children(head) if c < head for i in parsed.subtree(c)]
    return min([head, *before])
