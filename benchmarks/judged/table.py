"""Table: what the readers found in the outputs as drawn, by kind and by error, for the manual."""

from collections import Counter
from collections.abc import Sequence

from benchmarks.judged.outputs import KINDS, Kind
from benchmarks.judged.verdicts import Verdict


def table(told: Sequence[Verdict]) -> str:
    """Return a Markdown table: for each kind how many each reader found right, and the kinds of error, the commonest first."""
    readers = sorted({verdict.reader for verdict in told})
    lines = [
        f"| | {' | '.join(f'reader {reader}' for reader in readers)} |",
        "|---|" + "---:|" * len(readers),
    ]
    for kind in KINDS:
        of_kind = [verdict for verdict in told if verdict.kind == kind]
        lines += _rows(kind, of_kind, readers) if of_kind else []
    return "\n".join(lines)


def _rows(kind: Kind, told: Sequence[Verdict], readers: Sequence[str]) -> list[str]:
    counts = Counter((verdict.error, verdict.reader) for verdict in told)
    drawn = Counter(verdict.reader for verdict in told)
    right = " | ".join(f"{counts['', reader]} of {drawn[reader]}" for reader in readers)
    totals = Counter(verdict.error for verdict in told if verdict.error)
    return [
        f"| **{kind}s right as drawn** | {right} |",
        *(
            f"| {error} | {' | '.join(str(counts[error, reader]) for reader in readers)} |"
            for error, _ in sorted(totals.items(), key=lambda one: (-one[1], one[0]))
        ),
    ]
