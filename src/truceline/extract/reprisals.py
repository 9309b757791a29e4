"""Reprisals: the deed that another deed answers, told in one sentence with it, and what was done at a place before."""

from collections.abc import Iterator

from truceline.model.parsed import Parsed, Sentence

# What calls a deed an answer: "a revenge attack", "the retaliatory raids".
REPRISAL = frozenset(
    ("revenge", "retaliatory", "retaliation", "reprisal", "punitive", "vengeance", "retribution")
)
# Those who kill with their own hands: what they did in the town is not the raid that hits it.
FIGHTERS = frozenset(
    (
        "rebel",
        "militant",
        "fighter",
        "insurgent",
        "gunman",
        "guerrilla",
        "jihadist",
        "militia",
        "soldier",
        "troop",
        "force",
    )
)


def answered_clauses(parsed: Parsed, sentence: Sentence) -> Iterator[frozenset[int]]:
    """Yield the tokens of "a revenge attack after | a pilot was killed", "hit the town where | rebels killed a pilot"."""
    reprisal = False
    for i in range(sentence.first, sentence.last):
        token = parsed.tokens[i]
        reprisal = reprisal or token.lemma.lower() in REPRISAL
        if reprisal and token.text.lower() == "after" and token.dep in ("mark", "prep"):
            above = token.head if token.dep == "mark" else i
            yield frozenset(j for j in parsed.subtree(above) if j > i)
        elif token.text.lower() == "where" and parsed.tokens[token.head].pos == "VERB":
            yield from _done_there(parsed, i, sentence.last)


def _done_there(parsed: Parsed, where: int, last: int) -> Iterator[frozenset[int]]:
    """Yield what stands behind a "where", if fighters are its doers: "where, the army says, rebels killed a pilot"."""
    below = [j for j in parsed.subtree(parsed.tokens[where].head) if where < j < last]
    doers = (j for j in below if parsed.tokens[j].dep == "nsubj")
    if any(parsed.tokens[j].lemma.lower() in FIGHTERS for j in doers):
        yield frozenset(below)
