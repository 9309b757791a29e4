"""Fired: who sent, laid or left the thing that did the harm: "a shell fired by the Xs hit a school"."""

from collections.abc import Iterable, Iterator

from truceline.knowledge.happenings import Happenings
from truceline.model.parsed import Parsed

# What is done with a thing that then does harm by itself.  Who built, sold or shot it down did no harm with it.
SENDING = frozenset(
    ("fire", "launch", "drop", "lob", "hurl", "shoot", "plant", "lay", "leave", "place", "detonate", "set", "bury", "hide", "rig", "throw")
)  # fmt: skip
# Words beside which a weapon is meant that does harm by itself; a jet or a gunman is no such thing.
THINGS = frozenset(("shelling", "bombing", "chemical"))
# "The rebels positioned in Xtown fired": where they stood, which the parser takes for what they did.
STOOD = frozenset(
    ("position", "station", "base", "locate", "entrench", "deploy", "affiliate", "link", "ally", "hole", "control", "back")
)  # fmt: skip
DEVICES = frozenset(("bomb", "device", "projectile", "munition", "grenade", "mine", "charge"))


def with_senders(parsed: Parsed, heads: Iterable[int], words: Happenings) -> Iterator[int]:
    """Yield each of these words, and after a weapon those who sent it."""
    for i in heads:
        yield i
        if is_weapon(parsed, i, words):
            yield from _senders(parsed, i, words)


def is_weapon(parsed: Parsed, i: int, words: Happenings) -> bool:
    """Return whether a word is of what does harm by itself once it is sent: a shell, a mine, a gas."""
    lemma = parsed.tokens[i].lemma.lower()
    return lemma in words.arms or lemma in DEVICES or words.hints.get(lemma) in THINGS


def _senders(parsed: Parsed, thing: int, words: Happenings) -> Iterator[int]:
    """Yield who is told to have sent it: "fired by the Xs", "that the Xs planted", "belonging to the Xs"."""
    # "Bombs dropped from Xlandish helicopters killed nine", where the parser takes "dropped" for what they did.
    above = [parsed.tokens[thing].head] if parsed.tokens[thing].dep == "nsubj" else []
    for clause in (*parsed.children(thing, "acl", "relcl"), *above):
        lemma = parsed.tokens[clause].lemma.lower()
        if lemma == "belong":
            yield from _objects(parsed, clause, "prep", ("to",))
        if lemma not in SENDING:
            continue
        yield from _objects(parsed, clause, "agent", ("by",))
        yield from _objects(parsed, clause, "prep", ("by",))
        # "Bombs dropped from Xlandish helicopters"; "fired from Xtown" tells where.
        flown = _objects(parsed, clause, "prep", ("from",))
        yield from (i for i in flown if words.hints.get(parsed.tokens[i].lemma.lower()) == "air_strike")
        if parsed.tokens[clause].dep == "relcl":
            yield from parsed.children(clause, "nsubj")


def _objects(parsed: Parsed, i: int, dep: str, prepositions: tuple[str, ...]) -> Iterator[int]:
    for prep in parsed.children(i, dep):
        if parsed.tokens[prep].text.lower() in prepositions:
            yield from parsed.children(prep, "pobj")


def standing_there(parsed: Parsed, verb: int) -> Iterator[int]:
    """Yield the subject of a verb before this one that only says where they stood: "rebels positioned in Xtown fired"."""
    token = parsed.tokens[verb]
    if token.dep == "ccomp":
        beside = [c for c in parsed.children(token.head, "ccomp") if c < verb]
        stood = [c for c in beside if parsed.tokens[c].lemma.lower() in STOOD]
        yield from (subject for c in stood for subject in parsed.children(c, "nsubj"))
    elif token.dep == "acl" and token.tag in ("VBD", "VBN"):
        before = [c for c in parsed.children(token.head, "acl") if c < verb]
        if any(parsed.tokens[c].lemma.lower() in STOOD for c in before):
            yield token.head
