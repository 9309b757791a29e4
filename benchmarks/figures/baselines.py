"""What takes an afternoon: numbers found by a pattern, the most frequent or the greatest of them; every article alone."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from benchmarks.figures.gold import Article

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
# An age is no count: "33-year-old", "Smith, 33,".
COUNT = rf"(?<![,$-] )\b(?P<{{side}}>\d{{{{1,2}}}}|an?|{'|'.join(WORDS)})\b(?!-|,? years?)"
GAP = r"(?:[ \n]+[\w'-]+){0,4}?[ \n]+"
CUES = {
    "killed": r"(?:killed|kills|killing|dead|died|dies|slain|fatally|murdered)\b",
    "injured": r"(?:wounded|wounds|wounding|injured|injures|injuring|hurt|hospitali[sz]ed)\b",
}
PATTERNS = {
    effect: re.compile(
        COUNT.format(side="before") + GAP + cue + "|" + cue + GAP + COUNT.format(side="after"), re.IGNORECASE
    )
    for effect, cue in CUES.items()
}


def first_number(text: str, effect: str) -> int:
    """Return the first number that stands near a word for the effect, "a" as one; 0 where none does."""
    found = PATTERNS[effect].search(text)
    if found is None:
        return 0
    number = (found["before"] or found["after"]).lower()
    if number.isdigit():
        return int(number)
    return WORDS.index(number) + 1 if number in WORDS else 1


def majority(numbers: Sequence[int]) -> int:
    """Return the number that most articles give; of two the lesser."""
    counts = Counter(numbers)
    return min(counts, key=lambda number: (-counts[number], number))


CHOOSE: Mapping[str, Callable[[Sequence[int]], int]] = {"majority": majority, "max": max}


def guess(groups: Mapping[str, Iterable[Article]], how: str) -> list[dict[str, object]]:
    """Return the predictions of a baseline: "majority" or "max" over the first number of each article."""
    rows: list[dict[str, object]] = []
    for incident, articles in groups.items():
        texts = [f"{article.title}\n{article.text}" for article in articles]
        row: dict[str, object] = {"incident": incident}
        for effect in PATTERNS:
            number = CHOOSE[how]([first_number(text, effect) for text in texts])
            row[effect] = {"best": number, "low": number, "high": number}
        rows.append(row)
    return rows
