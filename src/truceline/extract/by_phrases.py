"""By-phrases: the "by" that tells who did it, where it does not hang on the verb that it belongs to."""

from collections.abc import Iterator

from truceline.extract.held import HELD
from truceline.model.parsed import Parsed

AREAS = frozenset(
    ("province", "area", "part", "countryside", "city", "town", "village", "district", "region")
)
# What befalls people beside their death, in one breath with it.
HURT = frozenset(("injure", "wound", "hurt", "maim", "kill"))


def prepositions(parsed: Parsed, i: int) -> Iterator[int]:
    """Yield the prepositions on `i`, then those on their nouns: in "a strike by the Xs on posts", "on" hangs on the Xs."""
    direct = parsed.children(i, "prep", "agent")
    yield from direct
    for prep in direct:
        if parsed.tokens[prep].lemma == "include":
            continue  # "the death of many, including two from Xland"
        for noun in parsed.children(prep, "pobj"):
            # "A checkpoint run by the Xs", "a town held by them", which the parser may take for a thing: whose place it is.
            held = parsed.tokens[noun].text.lower() in HELD
            yield from (
                p for p in prepositions(parsed, noun) if not (held and parsed.tokens[p].lemma == "by")
            )


def far_agent(parsed: Parsed, verb: int) -> list[int]:
    """Return the "by" of "were killed in several parts of the province by army units", which the parser hangs on the place."""
    if not parsed.children(verb, "auxpass"):
        return []
    below = [p for p in prepositions(parsed, verb) if parsed.tokens[p].lemma == "by" and p > verb]
    # "A house by the barracks" stood there.
    return [p for p in below if _is_place(parsed, parsed.tokens[p].head)][:1]


def shared_agent(parsed: Parsed, verb: int) -> list[int]:
    """Return the "by" of "nine were killed and many more injured in a campaign by the army": one clause says it of both.

    Who is told where and how the nine died ("killed in a blast and three wounded by the army") is told it of them alone.
    """
    if not parsed.children(verb, "auxpass") or parsed.children(verb, "prep"):
        return []
    beside = [i for c in parsed.children(verb, "conj") for i in (c, *parsed.children(c, "amod", "acl"))]
    hurt = [i for i in beside if parsed.tokens[i].tag == "VBN" and parsed.tokens[i].lemma in HURT]
    done = [i for h in hurt for p in parsed.children(h, "prep") for i in parsed.children(p, "pobj", "pcomp")]
    return [
        by
        for i in (*hurt, *done)
        for by in parsed.children(i, "agent", "prep")
        if parsed.tokens[by].lemma == "by"
    ][:1]


def _is_place(parsed: Parsed, i: int) -> bool:
    return parsed.tokens[i].pos == "PROPN" or parsed.tokens[i].lemma.lower() in AREAS
