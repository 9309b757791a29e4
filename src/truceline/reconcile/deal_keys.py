"""Keys of terms: what is compared of two documents' words on a deal."""

import datetime
import re
from calendar import day_name, month_name
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from truceline.knowledge.deals import Deals, words_of
from truceline.model.reading import Reading
from truceline.model.terms import AgreementKind, Obligation, Term
from truceline.model.when import When
from truceline.reconcile.world import World

# States that end a deal: told by one document as collapsed and by another as not extended, they are one end.
FINAL = frozenset({"collapsed", "ended", "abandoned", "not_extended"})
NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")
WORD = re.compile(r"[a-z]{3,}")
VOWELS = re.compile(r"[aeiouy’'-]")
# A key of consonants shorter than this fits too many names ("Foua" and "Fua" share "f" with half the map).
SHORTEST_NAME = 2
# Days and months are compared as dates.
CALENDAR = frozenset(VOWELS.sub("", name.lower()) for name in (*month_name, *day_name))


class Held(msgspec.Struct, frozen=True):
    """A duty as it is compared: what kind, whose, about what."""

    duty: str
    bearers: frozenset[str]
    about: frozenset[str]


class TermKey(msgspec.Struct, frozen=True):
    """One term as it is compared with others.

    `names` are the capitalised words around its namings, without vowels; `own` those that it is itself called by ("the
    X truce"); `company` the parties that its document names; `sides` are bound or broker, `bound` are bound.
    """

    id: str
    doc: str
    kind: AgreementKind
    plural: bool
    announced: When | None
    effective: When | None
    published: datetime.date | None
    sides: frozenset[str]
    bound: frozenset[str]
    names: frozenset[str]
    own: frozenset[str]
    company: frozenset[str]
    final: bool
    held: bool
    duties: tuple[Held, ...]


def term_keys(readings: Sequence[Reading], world: World, deals: Deals) -> Mapping[str, TermKey]:
    """Return the key of every term, by its id."""
    nouns = {word for phrases in deals.nouns.values() for phrase in phrases for word in words_of(phrase)}
    return {
        term.id: _key(reading, term, world, deals, nouns) for reading in readings for term in reading.terms
    }


def _key(reading: Reading, term: Term, world: World, deals: Deals, nouns: set[str]) -> TermKey:
    published = reading.document.published
    sides = frozenset(world.answers(party.actor) for party in term.parties if party.role != "excluded")
    return TermKey(
        id=term.id,
        doc=reading.document.id,
        kind=term.kind,
        plural=is_plural(term, deals),
        announced=term.announced,
        effective=term.effective,
        published=published.last if published else None,
        sides=sides,
        bound=frozenset(world.answers(party.actor) for party in term.parties if party.role == "party"),
        names=_names(span.quote for span in term.mentions),
        own=_names(" ".join(w for w in n.split() if w.lower() not in nouns) for n in term.names),
        company=_company(reading, world),
        final=any(status.state in FINAL for status in term.status),
        held=bool(term.durations),
        duties=tuple(held(one, deals) for one in term.obligations),
    )


def is_plural(term: Term, deals: Deals) -> bool:
    """Return whether a term is a series ("deals"): its name is one of the nouns with an s."""
    last = re.split(r"[\s-]", term.anchor.quote.lower())[-1]
    singular = {
        re.split(r"[\s-]", phrase)[-1] for phrases in deals.nouns.values() for phrase in phrases
    } | deals.halts
    return last.endswith("s") and last[:-1] in singular


def _company(reading: Reading, world: World) -> frozenset[str]:
    named = {mention.actor for mention in reading.mentions if mention.actor}
    return frozenset(world.answers(actor) for actor in named if world.is_party(actor))


def _names(quotes: Iterable[str]) -> frozenset[str]:
    keys = (VOWELS.sub("", name.lower()) for quote in quotes for name in NAME.findall(quote))
    return frozenset(key for key in keys if len(key) >= SHORTEST_NAME and key not in CALENDAR)


def held(one: Obligation, deals: Deals) -> Held:
    """Return a duty as it is compared."""
    words = (word for word in WORD.findall(one.action.lower()) if len(word) > len("with"))
    return Held(one.duty, frozenset(one.bearers), frozenset(deals.sense(_singular(word)) for word in words))


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
