"""Score attributions: content by overlap, the speaker of matched contents, cues."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.attribution.gold import Attribution, Chars
from benchmarks.harness import f1

# A content counts as found when it shares half of all characters that either has; the measure of the reference scorer.
ENOUGH = 0.5


def score(
    gold: Mapping[str, Sequence[Attribution]], predicted: Mapping[str, Sequence[Attribution]]
) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 of content with speaker, of content, and of cues, over all articles of the gold."""
    counts: Counter[str] = Counter()
    for name, rows in gold.items():
        guesses = predicted.get(name, ())
        counts["gold"] += len(rows)
        counts["predicted"] += len(guesses)
        for i, j in match(guesses, rows):
            counts["content"] += 1
            counts["content_speaker"] += same_speaker(guesses[i], rows[j])
        counts["cue"] += _cues(guesses, rows)
    return {
        name: f1(counts[name], counts["predicted"], counts["gold"])
        for name in ("content_speaker", "content", "cue")
    }


def read_prediction(row: Mapping[str, Any]) -> Attribution:
    """Return one prediction of BENCHMARKS.md's form as sets of characters."""
    return Attribution(_chars(row["content"]), _chars(row.get("speaker") or ()), _chars(row.get("cue") or ()))


def _chars(spans: Iterable[Sequence[int]]) -> Chars:
    return frozenset(i for start, end in spans for i in range(start, end))


def match(guesses: Sequence[Attribution], rows: Sequence[Attribution]) -> list[tuple[int, int]]:
    """Return the matches by place in both lists, one to one, the best overlap first; of equal ones the later first, as in the reference."""
    overlaps = sorted(
        (
            (len(guess.content & row.content) / len(guess.content | row.content), i, j)
            for i, guess in enumerate(guesses)
            for j, row in enumerate(rows)
            if guess.content & row.content
        ),
        reverse=True,
    )
    found: list[tuple[int, int]] = []
    used: set[tuple[str, int]] = set()
    for overlap, i, j in overlaps:
        if overlap < ENOUGH:
            break
        if not used & {("guess", i), ("gold", j)}:
            used |= {("guess", i), ("gold", j)}
            found.append((i, j))
    return found


def same_speaker(guess: Attribution, row: Attribution) -> bool:
    """Return whether the speakers share a character, or neither has one."""
    return bool(guess.speaker & row.speaker) or not (guess.speaker or row.speaker)


def _cues(guesses: Sequence[Attribution], rows: Sequence[Attribution]) -> int:
    used: set[int] = set()
    for guess in guesses:
        match = next((j for j, row in enumerate(rows) if j not in used and guess.cue & row.cue), None)
        if match is not None:
            used.add(match)
    return len(used)
