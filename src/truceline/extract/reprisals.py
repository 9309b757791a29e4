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
KILL = frozenset(("kill", "murder", "execute", "behead", "slay"))


def answered_clauses(parsed: Parsed, sentence: Sentence) -> Iterator[frozenset[int]]:
    """Yield the tokens of "a revenge attack after | a pilot was killed", "hit the town where | rebels killed a pilot".

    "Shelling killed nine after | militants killed a pilot" tells of two deeds; "nine were killed after militants attacked" of one.
    """
    reprisal = False
    for i in range(sentence.first, sentence.last):
        token = parsed.tokens[i]
        reprisal = reprisal or token.lemma.lower() in REPRISAL
        after = token.text.lower() == "after" and token.dep in ("mark", "prep")
        if after and (reprisal or _own_killing(parsed, i)):
            above = token.head if token.dep == "mark" else i
            yield frozenset(j for j in parsed.subtree(above) if j > i)
        elif token.text.lower() == "where" and parsed.tokens[token.head].pos == "VERB":
            yield from _done_there(parsed, i, sentence.last)


def _own_killing(parsed: Parsed, after: int) -> bool:
    """Return whether fighters kill somebody of their own in the clause behind an "after"."""
    verb = parsed.tokens[after].head
    if parsed.tokens[after].dep != "mark" or parsed.tokens[verb].lemma.lower() not in KILL:
        return False
    doers = [parsed.tokens[i].lemma.lower() for i in parsed.children(verb, "nsubj")]
    whom = [parsed.tokens[i] for i in parsed.children(verb, "dobj")]
    return bool(FIGHTERS.intersection(doers)) and any(one.pos != "PRON" for one in whom)


def _done_there(parsed: Parsed, where: int, last: int) -> Iterator[frozenset[int]]:
    """Yield what stands behind a "where", if fighters are its doers: "where, the army says, rebels killed a pilot"."""
    below = [j for j in parsed.subtree(parsed.tokens[where].head) if where < j < last]
    doers = (j for j in below if parsed.tokens[j].dep == "nsubj")
    if any(parsed.tokens[j].lemma.lower() in FIGHTERS for j in doers):
        yield frozenset(below)
