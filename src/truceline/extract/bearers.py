"""Bearers: who owes a duty, by the words that name him."""

from collections.abc import Sequence
from typing import NamedTuple

from truceline.extract.clauses import actors_at, actors_before
from truceline.extract.standings import Setting
from truceline.model.parsed import Parsed
from truceline.model.terms import Party

# "each country keeps its right": the words for all who are bound.
ALL_PARTIES = frozenset({"each", "both", "two", "all"})
SIDES = frozenset({"country", "side", "party", "nation", "government", "power", "signatory"})
JOINT = frozenset({"joint", "jointly", "together"})
# What "troops", "forces" and "military" mean: whose they are owes what they owe.
ARMY = "army"


class Bearer(NamedTuple):
    """Who owes a duty: the ids where certain, and the words."""

    actors: tuple[str, ...]
    words: str


NOBODY = Bearer((), "")


def bearer(setting: Setting, heads: Sequence[int], parties: Sequence[Party]) -> Bearer:
    """Return who the words at `heads` name as owing; "each country" is all who are bound, a pronoun is nobody."""
    parsed = setting.parsed
    named = [i for i in heads if parsed.tokens[i].pos != "PRON"]
    if not named:
        each = [parsed.tokens[i].text for i in heads if parsed.tokens[i].text.lower() in ("each", "both")]
        return Bearer(bound(parties), each[0]) if each else NOBODY
    words = parsed.span(_without_day(setting, min(named)), max(named) + 1).quote
    if any(_is_leaning(parsed, i) for i in named):
        return Bearer((), words)
    if any(_joined_names(parsed, i) for i in named):
        return Bearer(_each_of(setting, named[0]) if len(named) == 1 else (), words)
    named = [_name_beside(setting, i) for i in named]
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


def _joined_names(parsed: Parsed, head: int) -> list[int]:
    """Return both adjectives of "the Xlandish and Ylandish air forces": one noun, and two who are meant."""
    own = parsed.children(head, "amod")
    joined = [i for c in own for i in parsed.children(c, "conj") if parsed.tokens[i].text[0].isupper()]
    return [*(parsed.tokens[i].head for i in joined), *joined]


def _each_of(setting: Setting, head: int) -> tuple[str, ...]:
    """Return the air force of Xland and that of Yland for "the Xlandish and Ylandish air forces"; nobody where one is not certain.

    The last adjective and the noun are often read as one name; the first is whatever of the same kind its state has.
    """
    named = [setting.cast.actor_at(i) for i in (*_joined_names(setting.parsed, head), head)]
    sides = [one for one in named if one is not None]
    found = [_like(setting, one, named[-1]) for one in sides]
    return tuple(dict.fromkeys(found)) if len(sides) == len(named) else tuple(dict.fromkeys(sides[:2]))


def _like(setting: Setting, one: str, other: str | None) -> str:
    """Return what a state has of the kind that another has ("x:air_force" like "y:air_force"), else itself."""
    actor, key = setting.cast.actors.get(one), (other or "").rpartition(":")[2]
    if actor is None or not key or actor.kind not in ("state", "government"):
        return one
    same = (
        a.id for a in setting.cast.actors.values() if a.country == actor.country and a.id.endswith(f":{key}")
    )
    return next(same, one) if actor.country else one


def _name_beside(setting: Setting, head: int) -> int:
    """Return the name beside a noun that names nobody: "his Xlandish counterpart Ann Lee", "government forces"."""
    parsed, cast = setting.parsed, setting.cast
    if cast.actor_at(head) is not None:
        return head
    after = cast.at(head + 1) if head + 1 < len(parsed.tokens) else None
    if after is not None and after.actor is not None:
        return after.head
    if setting.deals.sense(parsed.tokens[head].lemma.lower()) != ARMY:
        return head
    whose = [i for i in parsed.children(head, "compound", "amod", "poss") if cast.actor_at(i) is not None]
    return whose[0] if len({cast.actor_at(i) for i in whose}) == 1 else head


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


def _without_day(setting: Setting, head: int) -> int:
    """Return where the words before a head begin, behind a day that lost its comma: "since May 5 | rebel groups broke it"."""
    left = _left(setting.parsed, head)
    days = [day.last for day in setting.dates if left <= day.first and day.last <= head]
    return max([left, *days])


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
