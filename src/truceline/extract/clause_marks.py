"""What stands around a clause, read from the tree alone: its marks, the verb over it, an aim, a rank."""

from truceline.extract.clause_grounds import is_infinitive, is_past
from truceline.knowledge.moods import Ground, Moods
from truceline.model.parsed import Parsed

# How a noun or adjective hangs on the verb that carries it.
CARRIED = ("acomp", "attr", "oprd", "dobj", "nsubjpass", "xcomp")
# "The latest in a row of blasts to hit the town": so many words up may stand what ranks them.
RANKED = 5


def is_too(parsed: Parsed, head: int, verb: int) -> bool:
    """See "too badly hit to be used"."""
    near = (head, *parsed.children(head, "acomp", "advmod", "attr"))
    return any(
        parsed.tokens[c].text.lower() == "too"
        for n in near
        for c in (n, *parsed.children(n, "advmod"))
        if c < verb
    )


def is_ranked(parsed: Parsed, noun: int, moods: Moods) -> bool:
    """See "the latest in a row of blasts to hit the town", "the first hospital to be shelled": they hit it."""
    near = [
        noun,
        *(a for a in parsed.ancestors(noun) if parsed.tokens[a].pos in ("NOUN", "ADJ", "ADP", "PROPN")),
    ]
    return any(
        parsed.tokens[c].text.lower() in moods.ranks
        for n in near[:RANKED]
        for c in (n, *parsed.children(n, "amod"))
    )


def marks_of(parsed: Parsed, clause: int) -> set[str]:
    """Return the words that join a clause to the one above it: "if", "when", "so", "after"."""
    return {
        parsed.tokens[c].text.lower() for c in parsed.children(clause, "mark", "advmod", "prep") if c < clause
    }


def is_inverted(parsed: Parsed, verb: int) -> bool:
    """See "should the army not pull back", "had they come": the auxiliary stands before its subject."""
    first = [
        c
        for c in parsed.children(verb, "aux", "auxpass")
        if parsed.tokens[c].text.lower() in ("should", "had", "were")
    ]
    subjects = parsed.children(verb, "nsubj", "nsubjpass")
    return bool(first and subjects and first[0] < subjects[0]) and not parsed.tokens[first[0]].text.isupper()


def is_timeless(parsed: Parsed, verb: int, own: Ground | None) -> bool:
    """See "when he comes", "until they have come": told of what is still ahead."""
    perfect = any(
        a.tag in ("VBP", "VBZ") for a in (parsed.tokens[c] for c in parsed.children(verb, "aux", "auxpass"))
    )
    return own in ("present", "ongoing") or (own == "told" and perfect)


def is_definite(parsed: Parsed, noun: int) -> bool:
    """Return whether the noun is one known before: "the town", "their town"."""
    return any(
        parsed.tokens[c].text.lower() in ("the", "this", "that", "these", "those")
        or parsed.tokens[c].dep == "poss"
        for c in parsed.children(noun, "det", "poss")
    )


def means_of(parsed: Parsed, prep: int) -> int:
    """Return the verb that a preposition goes with: who "aimed to stop them by bombing bridges" had a plan, and bombed."""
    verb = verb_over(parsed, prep)
    above = parsed.tokens[verb].head
    aimed = (
        parsed.tokens[prep].lemma.lower() == "by" and is_infinitive(parsed, verb) and is_past(parsed, above)
    )
    return above if aimed else verb


def verb_over(parsed: Parsed, i: int) -> int:
    """Return the nearest verb above a word, or what stands right above it."""
    return next(
        (a for a in parsed.ancestors(i) if parsed.tokens[a].pos in ("VERB", "AUX")), parsed.tokens[i].head
    )


def in_attempt(parsed: Parsed, head: int, verb: int, moods: Moods) -> bool:
    """See "stepped up its campaign to take the bridge": the campaign is an attempt, wherever the parser hangs the aim."""
    if parsed.tokens[head].lemma.lower() in moods.announced:
        return False
    signatures = (
        moods.signatures.get((parsed.tokens[c].lemma.lower(), "to"))
        for c in parsed.children(head, "dobj")
        if c < verb
    )
    return any(signature is not None and signature.told == "attempted" for signature in signatures)


def is_result(parsed: Parsed, verb: int, moods: Moods) -> bool:
    """See "killing nine" after an infinitive: what a deed told before ended in, whatever the parser hangs it on."""
    token = parsed.tokens[verb]
    ends = token.tag == "VBG" and token.lemma.lower() in moods.results
    return ends and parsed.tokens[token.head].tag == "VB" and not is_infinitive(parsed, verb)


def is_apart(parsed: Parsed, verb: int) -> bool:
    """See "nobody claimed the raid, but they have raided before": no complement, though the parser hangs it so."""
    between = range(parsed.tokens[verb].head + 1, verb)
    return "that" not in marks_of(parsed, verb) and any(
        parsed.tokens[i].text.lower() == "but" for i in between
    )


def is_unclear(parsed: Parsed, verb: int, moods: Moods) -> bool:
    """See "it is not clear if they left", "it is unclear if": a question, and no condition."""
    words = [parsed.tokens[c].lemma.lower() for c in parsed.children(verb, "acomp")]
    signatures = [moods.signatures.get((word, "that")) for word in words]
    return "clear" in words or any(found is not None and found.told == "asked" for found in signatures)


def told_over(parsed: Parsed, verb: int) -> int:
    """Return the verb whose result is told after an infinitive: of "hit buses waiting to leave, killing nine", "hit"."""
    if not is_infinitive(parsed, verb):
        return verb
    return next((a for a in parsed.ancestors(verb) if is_past(parsed, a)), verb)


def carrier(parsed: Parsed, word: int) -> int:
    """Return the verb that bears the tense of a word: "was" in "was able"."""
    token = parsed.tokens[word]
    return token.head if token.dep in CARRIED and token.pos not in ("VERB", "AUX") else word
