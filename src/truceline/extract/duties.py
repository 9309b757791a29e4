"""One duty in a clause: who bears it, who must act, what is to be done, left or allowed, and on what condition."""

from collections.abc import Sequence
from typing import NamedTuple

from truceline.extract.attached import dates_on
from truceline.extract.clauses import (
    actors_at,
    actors_before,
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
from truceline.model.terms import Duty, Obligation, Party, Says, TextStatus
from truceline.model.when import When

DEADLINE = frozenset({"by", "within", "before", "until"})
# "each country keeps its right": the words for all who are bound.
ALL_PARTIES = frozenset({"each", "both", "two", "all"})
SIDES = frozenset({"country", "side", "party", "nation", "government", "power", "signatory"})
JOINT = frozenset({"joint", "jointly", "together"})
# Words that carry what is to be done; the rest are the grammar's.
CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})


class Bearer(NamedTuple):
    """Who owes a duty: the ids where certain, and the words."""

    actors: tuple[str, ...]
    words: str


class Action(NamedTuple):
    """What is owed: the duty, the words from `first` to `last` (half-open), the performer, the condition."""

    duty: Duty
    first: int
    last: int
    performers: tuple[str, ...] = ()
    beneficiary: str | None = None
    condition: str | None = None
    deadline: When | None = None


NOBODY = Bearer((), "")


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


def bearer(setting: Setting, heads: Sequence[int], parties: Sequence[Party]) -> Bearer:
    """Return who the words at `heads` name as owing; "each country" is all who are bound, a pronoun is nobody."""
    parsed = setting.parsed
    named = [i for i in heads if parsed.tokens[i].pos != "PRON"]
    if not named:
        each = [parsed.tokens[i].text for i in heads if parsed.tokens[i].text.lower() in ("each", "both")]
        return Bearer(bound(parties), each[0]) if each else NOBODY
    words = parsed.span(_left(parsed, min(named)), max(named) + 1).quote
    if any(_is_leaning(parsed, i) or _are_several(parsed, i) for i in named):
        return Bearer((), words)
    named = [_name_behind(setting, i) for i in named]
    actors = actors_at(parsed, setting.cast, named)
    if not actors and is_all(parsed, named[0]):
        return Bearer(bound(parties), words)
    return Bearer(_as_parties(setting, actors, parties) if len(actors) >= len(named) else (), words)


def _as_parties(setting: Setting, actors: Sequence[str], parties: Sequence[Party]) -> tuple[str, ...]:
    """Return for a head of state who is a party by his state that state: what he agreed to it owes."""
    states = {party.actor for party in parties if party.role == "party"}
    return tuple(dict.fromkeys(side if (side := setting.cast.side(one)) in states else one for one in actors))


def _is_leaning(parsed: Parsed, head: int) -> bool:
    """See "pro-government forces": they are not the government's, nor nobody's."""
    before = parsed.tokens[_left(parsed, head) : head]
    return any(one.text.lower() in ("pro", "anti") or one.text.lower().startswith("pro-") for one in before)


def _are_several(parsed: Parsed, head: int) -> bool:
    """See "the Xlandish and Ylandish air forces": one noun, and two who are meant."""
    joined = (parsed.tokens[i] for c in parsed.children(head, "amod") for i in parsed.children(c, "conj"))
    return any(one.text[0].isupper() for one in joined)


def _name_behind(setting: Setting, head: int) -> int:
    """Return the name behind "his Xlandish counterpart Ann Lee", where the noun itself names nobody."""
    if setting.cast.actor_at(head) is not None or head + 1 >= len(setting.parsed.tokens):
        return head
    after = setting.cast.at(head + 1)
    return after.head if after is not None and after.actor is not None else head


def bound(parties: Sequence[Party]) -> tuple[str, ...]:
    """Return the ids of the parties, if they are told as two or more; else nothing is certain."""
    actors = tuple(party.actor for party in parties if party.role == "party")
    return actors if len(actors) > 1 else ()


def is_all(parsed: Parsed, head: int) -> bool:
    """Return whether a word means all who are bound: "both sides", "each party"."""
    before = {parsed.tokens[c].text.lower() for c in parsed.children(head, "det", "nummod", "amod")}
    return parsed.tokens[head].lemma.lower() in SIDES and bool(before & ALL_PARTIES)


def _left(parsed: Parsed, head: int) -> int:
    return min([head, *(i for c in parsed.children(head) if c < head for i in parsed.subtree(c))])


def joint_bearer(setting: Setting, noun: int, parties: Sequence[Party]) -> Bearer:
    """Return who bears what is told by a noun: "joint A-B patrols", or "joint" alone for all who are bound.

    Without "joint" a name before a noun may be its target ("attacks on the Red Brigade"), so nobody is certain.
    """
    parsed = setting.parsed
    before = [i for i in parsed.subtree(noun) if i < noun]
    if not any(parsed.tokens[i].text.lower() in JOINT for i in before):
        return NOBODY
    owners = actors_before(parsed, setting.cast, noun)
    words = parsed.span(min([*before, noun]), noun + 1).quote
    return Bearer(owners if len(owners) > 1 else bound(parties), words)


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
