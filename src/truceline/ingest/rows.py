"""Rows of JSONL and CSV files, one at a time."""

import csv
import io
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from charset_normalizer import from_bytes

from truceline.ingest.binary import why_binary
from truceline.ingest.columns import Columns
from truceline.ingest.refused import Refused, too_large
from truceline.ingest.unzip import open_bytes
from truceline.model.document import Raw
from truceline.model.utf16 import encoding_by_mark, utf16_without_mark

_SEPARATORS = ",;\t|"
_HEAD = 65_536
# Up to this share of bytes above 127 a cell that is no UTF-8 is English with some quotes and names, as in `clean.decode`.
_FEW_HIGH_BYTES = 0.25


def jsonl_rows(path: Path, largest: int, columns: Columns) -> Iterator[Raw | Refused]:
    """Yield one report for each line, which must be a JSON object; blank lines are passed over.

    Raises:
        OSError: the file cannot be read.
    """
    refused = _refused_as_whole(path)
    if refused:
        yield refused
        return
    with _open(path) as lines:
        number = 0
        while line := lines.readline(largest + 1):
            number += 1
            if len(line) > largest:
                yield Refused(f"{path}:{number}", f"the line is too long: at most {largest / 1e6:.0f} MB")
                _skip_line(lines, line, largest)
            elif line.strip():
                yield _json_row(f"{path}:{number}", _decode(line), columns)


def csv_rows(path: Path, largest: int, columns: Columns) -> Iterator[Raw | Refused]:
    """Yield one report for each row under the header; the number in the name is the line where the row ends.

    Raises:
        OSError: the file cannot be read.
    """
    refused = _refused_as_whole(path)
    if refused:
        yield refused
        return
    # Python's limit is 131,072 characters a field, which long reports exceed.
    csv.field_size_limit(largest)
    with _open(path) as lines:
        first = lines.readline(largest)
        rest = _bounded(lines, largest)
        reader = csv.reader(chain([first], rest), delimiter=max(_SEPARATORS, key=first.count))
        header: list[str] | None = None
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield Refused(f"{path}:{reader.line_num}", _why_broken(error, largest))
                continue
            if cells is None:
                return
            if header is None:
                header = [_decode(cell).lstrip("\ufeff").strip() for cell in cells]
            elif any(cell.strip() for cell in cells):
                row = [_decode(cell) for cell in cells]
                yield _csv_row(f"{path}:{reader.line_num}", header, row, columns, largest)


def _refused_as_whole(path: Path) -> Refused | None:
    with open_bytes(path) as file:
        head = file.read1(_HEAD)
    if not head.strip():
        return Refused(str(path), "the file is empty")
    reason = why_binary(head)
    return Refused(str(path), reason) if reason else None


def _open(path: Path) -> TextIO:
    with open_bytes(path) as file:
        head = file.read1(_HEAD)
    encoding = encoding_by_mark(head) or utf16_without_mark(head) or "utf-8-sig"
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    return io.TextIOWrapper(open_bytes(path), encoding=encoding, errors=errors, newline="")


def _decode(text: str) -> str:
    """Return the text with bytes that are no UTF-8 (kept as lone surrogates) read by the best guess."""
    if text.isascii() or not any("\udc80" <= char <= "\udcff" for char in text):
        return text
    content = text.encode("utf-8", "surrogateescape")
    if sum(char > "\x7f" and not "\udc80" <= char <= "\udcff" for char in text):
        return content.decode("utf-8", "replace")
    few = sum(byte > 127 for byte in content) <= _FEW_HIGH_BYTES * len(content)
    best = None if few else from_bytes(content).best()
    return content.decode(best.encoding if best else "cp1252", "replace")


def _bounded(lines: TextIO, largest: int) -> Iterator[str]:
    """Yield lines for the CSV reader, which would take one of a gigabyte whole; of such a one, more than any cell may have."""
    most = 2 * largest
    while line := lines.readline(most):
        if len(line) == most and not line.endswith("\n"):
            _skip_line(lines, line, largest)
            line += "\n"
        yield line


def _skip_line(lines: TextIO, line: str, largest: int) -> None:
    while line and not line.endswith("\n"):
        line = lines.readline(largest)


def _json_row(name: str, line: str, columns: Columns) -> Raw | Refused:
    try:
        # A tab or a NUL inside a string is against the standard, and no reason to lose a report.
        row = json.loads(line, strict=False)
    except RecursionError:
        return Refused(name, "not JSON: nested too deeply")
    except ValueError as error:
        return Refused(name, f"not JSON: {error}")
    if not isinstance(row, dict):
        return Refused(name, f"a JSON object is wanted, not {_kind(row)}")
    return row_raw(name, columns.rename(row))


def _kind(value: object) -> str:
    kinds = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _why_broken(error: csv.Error, largest: int) -> str:
    # The module has one class for all that can be wrong; only its words tell which.
    if "field limit" in str(error):
        return f"a cell is too long: at most {largest / 1e6:.0f} MB"
    return f"broken row: {error}"


def _csv_row(name: str, header: list[str], cells: list[str], columns: Columns, largest: int) -> Raw | Refused:
    if len(cells) > len(header):
        return Refused(name, f"the row has {len(cells)} cells, the header {len(header)}")
    return row_raw(name, columns.rename(dict(zip(header, cells, strict=False))), largest)


def row_raw(name: str, row: dict[str, Any], largest: int | None = None) -> Raw | Refused:
    """Return a row as it is kept: as JSON, its columns sorted."""
    # One spelling for one row: a document's id must not depend on the order of its columns.  A lone surrogate, which
    # UTF-8 cannot hold, stays the escape that it came as.
    text = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    content = text.encode("utf-8", "backslashreplace")
    if largest is not None and len(content) > largest:
        return Refused(name, too_large(len(content), largest))
    return Raw(name, "row", content)
