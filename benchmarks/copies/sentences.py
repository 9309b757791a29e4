"""Sentences of a row, as well as marks of punctuation tell."""

import re
from collections.abc import Sequence

END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)]))\s+(?=[\"“‘(]?[A-Z0-9])")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Date and headline run together are no longer than this.
HEAD_WORDS = 40


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [sentence for sentence in END.split(text) if sentence.strip()]


def without_head(text: str) -> str:
    """Return a report without its first sentence where that holds a year: the date and headline run together.

    An outlet that copies a report puts its own head over it.
    """
    found = sentences(text)
    if len(found) > 1 and YEAR.search(found[0]) and len(found[0].split()) <= HEAD_WORDS:
        return " ".join(found[1:])
    return text


def words_of(found: Sequence[str]) -> int:
    """Return the number of words of sentences."""
    return sum(len(sentence.split()) for sentence in found)


def up_to(found: Sequence[str], words: float) -> list[str]:
    """Return the first sentences that together have no more than this many words; at least one."""
    kept = list(found[:1])
    for sentence in found[1:]:
        if words_of([*kept, sentence]) > words:
            break
        kept.append(sentence)
    return kept
