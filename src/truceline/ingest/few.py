"""Of one file no more refusals than a person reads."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from truceline.ingest.refused import Refused
from truceline.model.document import Raw

# Refusals of one file that are named; the others are counted. Three million bad lines took a gigabyte, and each an entry in the log.
MOST_NAMED = 1_000
# After so many refusals, and no report among them, the file is no table, archive or mailbox, whatever its name says.
MOST_TOGETHER = 10_000


def few_refused(path: Path, found: Iterable[Raw | Refused]) -> Iterator[Raw | Refused]:
    """Yield what was found in a file, at most `MOST_NAMED` of the refusals, and how many more there were.

    After `MOST_TOGETHER` refusals in a row the rest of the file is left.
    """
    refused = together = 0
    for one in found:
        together = together + 1 if isinstance(one, Refused) else 0
        refused += isinstance(one, Refused)
        if isinstance(one, Raw) or refused <= MOST_NAMED:
            yield one
        if together >= MOST_TOGETHER:
            yield Refused(
                str(path),
                f"{together:,} rows or records in a row cannot be read; the rest of the file is left",
            )
            break
    if refused > MOST_NAMED:
        yield Refused(
            str(path),
            f"{refused - MOST_NAMED:,} more rows or records cannot be read, and are not named one by one",
        )
