"""Score bodies by their runs of four words, and metadata by whether it is right."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean
from typing import NamedTuple

from benchmarks.harness import from_parts
from benchmarks.pages.gold import News

# Runs of four words, and the means over pages below, are those of the benchmark's own scorer.
RUN = 4
WORD = re.compile(r"\w+")


class Told(NamedTuple):
    """What was predicted of a news page."""

    date: datetime.date | None
    title: str
    authors: tuple[str, ...]


def score_bodies(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Return precision, recall and F1 of bodies, given pairs of gold and prediction.

    Precision is the mean over pages where anything was predicted, recall the mean over pages that have a body, and F1
    that of the two means.
    """
    precisions, recalls = [], []
    for gold, predicted in pairs:
        wanted, found = _runs(gold), _runs(predicted)
        shared = (wanted & found).total()
        if found:
            precisions.append(shared / found.total())
        if wanted:
            recalls.append(shared / wanted.total())
    return from_parts(mean(precisions or [0.0]), mean(recalls or [0.0]))


def score_metadata(pairs: Sequence[tuple[News, Told]]) -> dict[str, float]:
    """Return the share of news pages whose date, title and any author are right, of those that have gold for it."""
    return {
        "date": _share([told.date == news.date for news, told in pairs if news.date]),
        "title": _share([_same_title(news.title, told.title) for news, told in pairs if news.title]),
        "author": _share([_any_author(news.authors, told.authors) for news, told in pairs if news.authors]),
    }


def _runs(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words with their counts; a text of fewer words is one run."""
    words = WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1)))


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0


def _same_title(gold: str, predicted: str) -> bool:
    """Return whether the title is the gold's, or holds it whole: pages put their section or site beside it."""
    return f" {_folded(gold)} " in f" {_folded(predicted)} "


def _any_author(gold: Iterable[str], predicted: Iterable[str]) -> bool:
    return not {_folded(name) for name in gold}.isdisjoint(_folded(name) for name in predicted)


def _folded(words: str) -> str:
    return " ".join(WORD.findall(words.casefold()))
