"""How much reports have in common, without anything of ours: runs of three words, and words with a capital."""

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from benchmarks.copies.reports import Report
from benchmarks.copies.sentences import YEAR, sentences, without_head

WORD = re.compile(r"\w+")
CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}\w*")
# A run of words that so many reports share is a phrase of the trade; leaving it out keeps the count of pairs small.
COMMON = 60
# An original has at least so many words and sentences, none of them a paragraph whose marks were lost, and shares less
# than this with any other report: it is nobody's copy. Its head can be cut off, so that only its row tells a date.
FEWEST_WORDS = 120
FEWEST_SENTENCES = 6
LONGEST_SENTENCE = 60
HEAD_LETTERS = 200
MOST_SHARED = 0.15
# Two reports of one event: a day apart at most, this share of the fewer capitalised words in common, and few runs.
SAME_NAMES = 0.5
DAYS_APART = 1


def shares(reports: Sequence[Report]) -> dict[tuple[int, int], float]:
    """Return for pairs of numbers of reports the share of the shorter one's runs of three words that is in both."""
    runs = [_runs(report.text) for report in reports]
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        for run in own:
            holders[run].append(number)
    common: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if len(numbers) < COMMON:
            common.update(combinations(numbers, 2))
    return {
        (one, other): count / min(len(runs[one]), len(runs[other])) for (one, other), count in common.items()
    }


def originals(reports: Sequence[Report], shared: Mapping[tuple[int, int], float]) -> list[Report]:
    """Return the reports that are long enough to copy and were not made from another, nor another from them."""
    most: defaultdict[int, float] = defaultdict(float)
    for pair, share in shared.items():
        for number in pair:
            most[number] = max(most[number], share)
    return [
        report
        for number, report in enumerate(reports)
        if most[number] < MOST_SHARED and _is_plain(without_head(report.text))
    ]


def same_event(
    reports: Sequence[Report], shared: Mapping[tuple[int, int], float]
) -> Iterator[tuple[Report, Report]]:
    """Yield pairs of reports of one event by different outlets that are no copies: names in common, words not."""
    names = [frozenset(CAPITALISED.findall(report.text)) for report in reports]
    days = [datetime.date.fromisoformat(report.date) if report.date else None for report in reports]
    for one, other in combinations(range(len(reports)), 2):
        first, second = days[one], days[other]
        if first is None or second is None or abs((first - second).days) > DAYS_APART:
            continue
        fewer = min(len(names[one]), len(names[other]))
        alike = fewer and len(names[one] & names[other]) / fewer >= SAME_NAMES
        if (
            alike
            and reports[one].source != reports[other].source
            and shared.get((one, other), 0) < MOST_SHARED
        ):
            yield reports[one], reports[other]


def capitalised(report: Report) -> frozenset[str]:
    """Return the words of a report that begin with a capital."""
    return frozenset(CAPITALISED.findall(report.text))


def _is_plain(text: str) -> bool:
    lengths = [len(sentence.split()) for sentence in sentences(text)]
    long_enough = sum(lengths) >= FEWEST_WORDS and len(lengths) >= FEWEST_SENTENCES
    return long_enough and max(lengths) <= LONGEST_SENTENCE and not YEAR.search(text[:HEAD_LETTERS])


def _runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))
