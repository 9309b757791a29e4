"""Tags that were run into a report, as in "Tags Marden Army Guard The army left Marden on Sunday"."""

import re
from collections.abc import Iterator

from truceline.clean.captions import Stretch
from truceline.knowledge.furniture import Furniture

# They begin behind a sentence, and have no end of their own: the sentence behind them tells it.
_BEGIN = re.compile(r"(?:(?<=[.!?\"”]\s)|\A)(?:Tags|TAGS):?\s(?=[A-Z#])")
_WORD = re.compile(r"\S+")
_STOP = re.compile(r"[.!?](?:\s|$)")
# Characters up to the full stop of the sentence behind the tags.
_WITHIN = 600
# These join names too: "Army of the Hills".
_JOINS = frozenset(["of", "for", "and"])
_DID = re.compile(r"[a-z]{3,}ed")
_LONGEST_NAME = 4


def find_tags(text: str, start: int, end: int, furniture: Furniture) -> Iterator[Stretch]:
    """Yield the tags between two places, up to the sentence behind them; none where its beginning is not certain."""
    for begin in _BEGIN.finditer(text, start, end):
        stop = _STOP.search(text, begin.end(), min(end, begin.end() + _WITHIN))
        words = list(_WORD.finditer(text, begin.end(), stop.start() if stop else begin.end()))
        first = _opening(words, furniture) or _behind_names(words, text[begin.end() :], furniture)
        if first:
            yield Stretch(begin.start(), words[first].start(), "boilerplate")


def _opening(words: list[re.Match[str]], furniture: Furniture) -> int | None:
    return next((i for i, word in enumerate(words) if i and word.group() in furniture.opens), None)


def _behind_names(words: list[re.Match[str]], rest: str, furniture: Furniture) -> int | None:
    """Return which word opens the sentence where it is a name or an adjective: "Tags Marden Army Shelled houses were ..."."""
    little = next((i for i in range(1, len(words)) if _is_of_sentence(words, i, furniture)), 0)
    last = next((i for i in range(little - 1, 0, -1) if words[i].group()[0].isupper()), 0)
    run = [i for i in range(last, 0, -1) if all(words[j].group()[0].isupper() for j in range(i, last + 1))]
    # "Shelled" has its capital here alone; "Army" has it inside sentences too.
    for i in run:
        if not re.search(
            rf"[a-z,] {re.escape(words[i].group())}\b", rest[words[i].end() - words[0].start() :]
        ):
            return i
    # All are names: those that the report says together open it.
    behind = rest[words[last].end() - words[0].start() :] if words else ""
    together = [i for i in run[:_LONGEST_NAME] if _said(words[i : last + 1]) in behind]
    return min(together, default=None)


def _is_of_sentence(words: list[re.Match[str]], i: int, furniture: Furniture) -> bool:
    word = words[i].group()
    joins = word in _JOINS and i + 1 < len(words) and words[i + 1].group()[0].islower()
    return word in furniture.in_sentence or joins or _DID.fullmatch(word) is not None


def _said(words: list[re.Match[str]]) -> str:
    return " ".join(word.group() for word in words)
