"""Holders: which person a lone surname or a bare office names, within one document."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from truceline.extract.persons import Person
from truceline.extract.sides import ByToken, out_of_office, put
from truceline.knowledge.names import Names
from truceline.knowledge.roles import RoleMatch
from truceline.model.actor import Actor, Mention
from truceline.model.parsed import Parsed

# Family name and own name of two parts: "Lee Wen-ho".
FEWEST_PARTS = 3
# Offices of which a report has many without a name; "the official" is one of them, and not the one who was named.
COMMON = frozenset(
    ["official", "source", "member", "person", "people", "leader", "officer", "expert", "analyst"]
)


def surname(name: str) -> str:
    """Return the last word of a name: "Bashar al-Assad" gives "Assad", "Lee Wen-ho" whose own name stands last "Lee"."""
    parts = re.split(r"[\s-]", name)
    own_name_last = len(parts) == FEWEST_PARTS and parts[-1].islower() and parts[1][:1].isupper()
    return parts[0] if own_name_last else parts[-1]


def find_surnames(parsed: Parsed, by_token: ByToken, learned: Sequence[Actor]) -> None:
    """Let a lone surname name the only person of the document who bears it."""
    bearers: dict[str, set[str]] = {}
    for actor in learned:
        if actor.kind == "person":
            bearers.setdefault(surname(actor.name), set()).add(actor.id)
    for i, token in enumerate(parsed.tokens):
        found = bearers.get(token.text, set())
        if i not in by_token and len(found) == 1 and token.text[:1].isupper():
            put(by_token, parsed, i, i + 1, next(iter(found)))


def find_bare_offices(
    parsed: Parsed, by_token: ByToken, persons: Mapping[str, Sequence[Person]], names: Names
) -> None:
    """Let "the minister" name the only one of the document, once the report has introduced him.

    A minister without a name ("a minister", "the Xlandish minister") is another candidate, and leaves the words open.
    """
    words = [token.text for token in parsed.tokens]
    held = _held(parsed, persons, names)
    inside = {i for people in persons.values() for one in people if one.office for i in range(*one.office)}
    bare: list[tuple[int, int, str]] = []
    others: Counter[str] = Counter()
    i = 0
    while i < len(words):
        match = names.roles.at(words, i)
        length = match.length if match else 1
        if match is not None and "office" in match.role.classes and i not in inside:
            head = i + length - 1
            key = parsed.tokens[head].lemma.lower()
            if _is_bare(parsed, by_token, i, head):
                bare.append((i, head, key))
            elif parsed.tokens[head].tag in ("NN", "NNP") and not out_of_office(parsed, head, names):
                others[key] += 1
        i += length
    for first, head, key in bare:
        if others[key] or key in COMMON:
            continue
        phrase = _phrase(parsed, first, head + 1)
        told = [(actor, at) for actor, (at, office) in held.get(key, {}).items() if _same(phrase, office)]
        if len(told) == 1 and told[0][1] < first:
            put(by_token, parsed, first, head + 1, told[0][0])


def _held(
    parsed: Parsed, persons: Mapping[str, Sequence[Person]], names: Names
) -> dict[str, dict[str, tuple[int, str]]]:
    """Return by the last word of an office who holds it, where it is first told and its words."""
    held: dict[str, dict[str, tuple[int, str]]] = {}
    for actor, people in persons.items():
        for one in people:
            if one.office is None or one.past:
                continue
            words = [token.text for token in parsed.tokens[slice(*one.office)]]
            i = 0
            while i < len(words):
                match = names.roles.at(words, i)
                length = match.length if match is not None else 1
                if (
                    match is not None
                    and "office" in match.role.classes
                    and not _is_no_general(words, i, match)
                ):
                    first, last = one.office[0] + i, one.office[0] + i + length
                    key = parsed.tokens[last - 1].lemma.lower()
                    held.setdefault(key, {}).setdefault(actor, (one.first, _phrase(parsed, first, last)))
                i += length
    return held


def _is_no_general(words: Sequence[str], i: int, match: RoleMatch) -> bool:
    """Return whether an office ends in "general" and is none of an army: "the general" is no attorney general."""
    return words[i + match.length - 1].lower() == "general" and match.role.institution != "army"


def _phrase(parsed: Parsed, first: int, last: int) -> str:
    return " ".join(token.text.lower() for token in parsed.tokens[first:last])


def _same(bare: str, office: str) -> bool:
    """Return whether a bare office can be this one: "the minister" a foreign minister, not a foreign minister a minister."""
    return office == bare or office.endswith(f" {bare}")


def _is_bare(parsed: Parsed, by_token: Mapping[int, Mention], first: int, head: int) -> bool:
    """Return whether nothing tells whose office it is: "the minister", not "the Xlandish minister" nor "the minister of water"."""
    token = parsed.tokens[head]
    if token.tag not in ("NN", "NNP") or head in by_token or token.dep in ("compound", "amod", "appos"):
        return False
    before = parsed.tokens[first - 1].text.lower() if first else ""
    after = parsed.tokens[head + 1] if head + 1 < len(parsed.tokens) else None
    told = after is not None and (
        after.text.lower() in ("of", "for", "-") or after.pos == "PROPN" or head + 1 in by_token
    )
    outside = [
        c
        for c in parsed.children(head, "compound", "amod", "nmod", "poss", "appos")
        if not first <= c <= head
    ]
    return before == "the" and not told and not outside
