"""Harmless: words of harm that tell of none here: "teenagers hanging out", "an attempted murder", "charged with murder"."""

from collections.abc import Mapping

from truceline.knowledge.amounts import Idle
from truceline.model.parsed import Parsed

# What stands before a noun and before no verb: "for murder", "a 2014 murder", "a brutal murder".
BEFORE_NOUN = ("DT", "PRP$", "IN", "JJ", "CD")
NOUNS = ("NN", "NNP")
# "They were hanging near the gate", but "were being hanged".
GOING_ON = frozenset(("was", "were", "is", "are", "be", "been"))


def harmless(parsed: Parsed, words: Mapping[int, str], idle: Idle) -> list[int]:
    """Return the tokens whose words of harm tell of none.

    Args:
        parsed: the document.
        words: the words of one sentence in small letters, by token.
        idle: the words that may tell of none, and what stands beside them then.
    """
    return [
        i
        for i in words
        if _loiters(words, i, idle) or _is_tried(words, i, idle) or _is_named(parsed, words, i, idle)
    ]


def _loiters(words: Mapping[int, str], i: int, idle: Idle) -> bool:
    """See "hanging out", "were hanging around"."""
    about = words.get(i + 1) in idle.about or (words[i].endswith("ing") and words.get(i - 1) in GOING_ON)
    return words[i] in idle.loitering and about


def _is_tried(words: Mapping[int, str], i: int, idle: Idle) -> bool:
    """See "the attempted murders of five clerks": nobody has died of them."""
    return words[i] in idle.deeds and words.get(i - 1) in idle.tried


def _is_named(parsed: Parsed, words: Mapping[int, str], i: int, idle: Idle) -> bool:
    """See "charged with murder", "linked to a 2014 murder": a deed that is named, and befalls nobody in its sentence.

    "The murder of two clerks" and "Xan Yorr's murder" tell whom it befell; "a murder suspect" is held to have done it.
    """
    if words[i] in idle.named and words.get(i + 1) in idle.matters:
        return True
    if words[i] not in idle.named or parsed.tokens[i].tag not in NOUNS or i - 1 not in words:
        return False
    return words.get(i + 1) != "of" and parsed.tokens[i - 1].tag in BEFORE_NOUN
