"""Predict entities: what a reading names, and beside it what the language library alone proposes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from benchmarks.bare import bare_document
from benchmarks.entities.gold import Entity, Kind
from benchmarks.relations.gold import Range
from truceline.extract.actors import find_actors
from truceline.extract.places import find_places
from truceline.knowledge import Knowledge
from truceline.model.actor import Mention
from truceline.model.cast import Cast
from truceline.model.document import Span
from truceline.model.parsed import Parsed, Token
from truceline.parse import parse, patches

# What the library's labels are in the kinds of the gold.
LABELS: Mapping[str, Kind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "location",
    "LOC": "location",
    "FAC": "location",
    "NORP": "nationality",
}
INSIDE = frozenset(
    ["in", "inside", "from", "into", "across", "throughout", "within", "near", "outside", "around", "over"]
)


class Named(NamedTuple):
    """One document's entities: ours, and those that the library alone gives."""

    ours: list[Entity]
    bare: list[Entity]


def predict(texts: Iterable[tuple[str, str]], knowledge: Knowledge) -> Iterator[Named]:
    """Yield the entities of each document; both come from one parse."""
    for name, text in texts:
        doc = bare_document(name, text)
        [parsed] = parse([doc], patches=[patches(doc, knowledge)])
        yield Named(ours(parsed, knowledge), bare(parsed))


def rows(named: Iterable[Entity]) -> list[dict[str, Any]]:
    """Return entities in the form of BENCHMARKS.md."""
    return [{"doc": one.doc, "type": one.kind, "start": one.at[0], "end": one.at[1]} for one in named]


def ours(parsed: Parsed, knowledge: Knowledge) -> list[Entity]:
    """Return the mentions of actors and the places that a reading holds; what stands in a longer one is part of it.

    Where a mention and a place overlap, it is the place that is told.
    """
    cast = find_actors(parsed, knowledge.names)
    places = find_places(parsed, knowledge.gazetteer, cast)
    found: dict[Range, Kind] = {_chars(parsed.span(one.first, one.last)): "location" for one in places}
    taken = {i for at in found for i in range(*at)}
    for mention in cast.mentions:
        if not taken & set(range(*_chars(mention.span))):
            found.setdefault(_chars(mention.span), _kind(parsed, mention, cast, knowledge))
    _with_offices(parsed, cast, found)
    inside = {
        one for one in found for other in found if one != other and other[0] <= one[0] and one[1] <= other[1]
    }
    return [Entity(parsed.doc.id, kind, at) for at, kind in sorted(found.items()) if at not in inside]


def _chars(span: Span) -> Range:
    return span.start, span.end


def _with_offices(parsed: Parsed, cast: Cast, found: dict[Range, Kind]) -> None:
    """Let "Foreign Minister Lee" be one person, as the gold has it: the office straight before the name belongs to it."""
    held = [(tie.actor, tie.spans[0]) for tie in cast.ties if tie.kind == "office"]
    for mention in cast.mentions:
        for actor, office in held:
            between = parsed.doc.text[office.end : mention.span.start]
            if actor == mention.actor and office.end <= mention.span.start and not between.strip():
                found[office.start, mention.span.end] = "person"


def _kind(parsed: Parsed, mention: Mention, cast: Cast, knowledge: Knowledge) -> Kind:
    """Return what a mention names: who holds an office is a person; a state is an actor unless something is in it."""
    if mention.adjective:
        return "nationality"
    actor = cast.actors.get(mention.actor or "")
    if actor is not None and actor.kind == "person":
        return "person"
    if _one_person(parsed.tokens[mention.head], mention, knowledge):
        return "person"
    states = actor is not None and actor.kind == "state"
    return "location" if states and _is_inside(parsed, mention.head) else "organisation"


def _one_person(head: Token, mention: Mention, knowledge: Knowledge) -> bool:
    """Return whether the words name one person: "the Xlandish minister", or the eponym of a government alone."""
    if head.tag in ("NN", "NNP") and head.lemma.lower() in knowledge.speech.personal:
        return True
    words = mention.span.quote.split()
    matches = knowledge.names.match(words, 0)
    return any(match.kind == "eponym" and match.length == len(words) for match in matches)


def _is_inside(parsed: Parsed, i: int) -> bool:
    """Return whether a preposition of place leads the word, or the one it is joined to: "in Xland and Yland"."""
    while parsed.tokens[i].dep == "conj":
        i = parsed.tokens[i].head
    return parsed.tokens[i].dep == "pobj" and parsed.tokens[parsed.tokens[i].head].lemma.lower() in INSIDE


def bare(parsed: Parsed) -> list[Entity]:
    """Return the library's own entities, of the labels that have a kind."""
    found: list[Entity] = []
    first = 0
    for i, token in enumerate(parsed.tokens):
        if token.begins:
            first = i
        following = parsed.tokens[i + 1] if i + 1 < len(parsed.tokens) else None
        ends = following is None or following.begins or not following.label
        if token.label in LABELS and ends:
            span = parsed.span(first, i + 1)
            found.append(Entity(parsed.doc.id, LABELS[token.label], (span.start, span.end)))
    return found
