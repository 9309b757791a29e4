"""Table: the incidents of the gold that two or more reports tell, their range and ours, and what was merged or split."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.accounts.figures import Figure, Match, figures, match
from benchmarks.accounts.gold import Gold, read_gold, read_predictions, read_reports

FEWEST = 2


class Line(NamedTuple):
    """One incident of the gold.

    `gold` and `ours` are ranges by effect, as words; `merged` the other gold incidents that ours holds too, `pieces` the
    number of ours that it fell into, `found` and `told` the number of its figures.
    """

    incident: str
    reports: int
    gold: Mapping[str, str]
    ours: Mapping[str, str]
    merged: tuple[str, ...]
    pieces: int
    found: int
    told: int


def table(data: Path, predictions: Iterable[Mapping[str, Any]]) -> list[Line]:
    """Return a line for each incident told by two reports or more, those told by most first."""
    gold = read_gold(data, read_reports(data))
    read = figures(read_predictions(predictions, gold))
    told = figures(gold.rows)
    matches = match(told, read, gold.outlets)
    by_gold: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in told:
        by_gold[str(figure.row.incident)].append(figure)
    lines = (_line(name, group, read, matches, gold) for name, group in by_gold.items())
    return sorted(
        (line for line in lines if line.reports >= FEWEST), key=lambda line: (-line.reports, line.incident)
    )


def _line(
    name: str, told: Sequence[Figure], read: Sequence[Figure], matches: Sequence[Match], gold: Gold
) -> Line:
    mine = [one for one in matches if one.gold.row.incident == name]
    pieces = {one.predicted.row.incident for one in mine}
    # Our range is the one of the piece that holds most of it, over all its figures, also those that no gold figure is.
    main = max(
        sorted(map(str, pieces)),
        key=[str(one.predicted.row.incident) for one in mine].count,
        default=None,
    )
    shared = {
        str(one.gold.row.incident) for one in matches if one.predicted.row.incident in pieces and pieces
    }
    merged = {other for other in shared - {name} if frozenset((name, other)) not in gold.unsure}
    return Line(
        name,
        len({figure.row.doc for figure in told}),
        _ranges(told),
        _ranges([figure for figure in read if main is not None and figure.row.incident == main]),
        tuple(sorted(merged)),
        len(pieces),
        len(mine),
        len(told),
    )


def _ranges(told: Sequence[Figure]) -> dict[str, str]:
    """Return the range of each effect told: "20 to 32", "20 and more" where no figure is closed above."""
    found: dict[str, str] = {}
    for effect in ("killed", "wounded"):
        counts = [figure.count for figure in told if figure.effect == effect]
        ends = [end for count in counts for end in (count.low, count.high) if end is not None]
        if ends:
            low, high = min(ends), max(ends)
            closed = any(count.high is not None for count in counts)
            found[effect] = f"{low} to {high}" if low < high else str(low) if closed else f"{low} and more"
    return found


def markdown(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the table in Markdown."""
    yield "| incident | reports | figures found | gold | ours | merged with | pieces |"
    yield "|---|---|---|---|---|---|---|"
    for line in lines:
        cells = (
            line.incident,
            str(line.reports),
            f"{line.found} of {line.told}",
            _words(line.gold),
            _words(line.ours),
            ", ".join(line.merged) or "–",
            str(line.pieces),
        )
        yield f"| {' | '.join(cells)} |"


def _words(ranges: Mapping[str, str]) -> str:
    return "; ".join(f"{effect} {words}" for effect, words in ranges.items()) or "–"
