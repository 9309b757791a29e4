"""Rows of Parquet files, a few at a time."""

import base64
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from truceline.ingest.columns import Columns
from truceline.ingest.refused import Refused
from truceline.ingest.rows import row_raw
from truceline.model.document import Raw

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

# Rows in memory at once; fewer where they are long.
_BATCH = 64
_BATCH_BYTES = 32_000_000
# The bytes of a group are those of all its rows, so that one long row may stand among short ones.  A group whose rows have on
# average so many times the bytes of a report holds none.
_MOST_TIMES = 4


def parquet_rows(path: Path, largest: int, columns: Columns) -> Iterator[Raw | Refused]:
    """Yield one report for each row; the number in the name is the row's.

    A row is kept as JSON. What JSON cannot hold is written out: days and times as ISO 8601, decimals as their digits, bytes
    as the text that they are, or in base64 where they are none.

    Raises:
        OSError: the file cannot be read.
    """
    from pyarrow import ArrowException  # noqa: PLC0415 - heavy, and few records need it
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - heavy, and few records need it

    try:
        file = ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
    except (ArrowException, OSError) as error:
        yield Refused(str(path), f"no Parquet file: {_first_line(error)}")
        return
    with file:
        number = 0
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            try:
                yield from _group(file, group, largest, columns, f"{path}:{{}}", number)
            except (ArrowException, OSError) as error:
                yield Refused(
                    f"{path}:{number + 1}", f"these {size:,} rows cannot be read: {_first_line(error)}"
                )
            number += size


def _group(
    file: "ParquetFile", group: int, largest: int, columns: Columns, name: str, number: int
) -> Iterator[Raw | Refused]:
    told = file.metadata.row_group(group)
    average = told.total_byte_size / max(told.num_rows, 1)
    if average > _MOST_TIMES * largest:
        reason = f"these {told.num_rows:,} rows are too large for reports: {average / 1e6:.0f} MB each"
        yield Refused(name.format(number + 1), reason)
        return
    size = max(1, min(_BATCH, int(_BATCH_BYTES // max(average, 1))))
    for batch in file.iter_batches(batch_size=size, row_groups=[group], use_threads=False):
        for row in batch.to_pylist():
            number += 1
            written = {key: _written(value) for key, value in row.items() if value is not None}
            # Five million rows of nothing are no reports, as blank lines of a table are none.
            if written:
                yield row_raw(name.format(number), columns.rename(written), largest)


def _written(value: object) -> object:
    """Return the value as JSON can hold it."""
    if isinstance(value, dict):
        return {str(key): _written(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_written(inside) for inside in value]
    return value if isinstance(value, str | int | float | None) else _word(value)


def _word(value: object) -> str:
    if isinstance(value, bytes):
        return _text_of(value)
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def _text_of(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return f"base64:{base64.b64encode(content).decode()}"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["broken"])[0][:200]
