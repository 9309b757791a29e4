"""The columns of tables: which of them holds what, where a person says so."""

from collections.abc import Mapping
from typing import Any

from truceline.ingest.refused import Refused

# What a person can map, and the column under which a reader of rows looks for it first.
FIELDS = {
    "text": "text",
    "title": "title",
    "published": "date",
    "outlet": "source",
    "url": "url",
    "author": "author",
}


class Columns:
    """A mapping of columns, as told: `{"text": "article_content"}`. Remembers which were ever seen."""

    def __init__(self, told: Mapping[str, str] | None = None) -> None:
        """Check the fields.

        Raises:
            ValueError: a field is not one of FIELDS.
        """
        self._told = dict(told or {})
        self._unseen = dict(self._told)
        self._rows = 0
        for field in self._told:
            if field not in FIELDS:
                raise ValueError(f"--map {field}=…: a field is one of {', '.join(FIELDS)}")

    def rename(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return the row with its columns renamed.

        A column that has the name already steps aside ("text" becomes "text (not mapped)"). A column inside another is told
        with a dot: "meta.date".
        """
        self._rows += 1
        renamed = dict(row)
        for field, column in self._told.items():
            name, value = _find(row, column)
            if name is None and value is None:
                continue
            self._unseen.pop(field, None)
            if name is not None:
                renamed.pop(name, None)
            if (target := FIELDS[field]) in renamed:
                renamed[f"{target} (not mapped)"] = renamed.pop(target)
            renamed[target] = value
        return renamed

    def never_seen(self) -> list[Refused]:
        """Return what is to be said of columns that no row has, once all are read."""
        return [
            Refused(f"--map {field}={column}", f"no row has a column {column!r}")
            for field, column in self._unseen.items()
            if self._rows
        ]


def _find(row: dict[str, Any], column: str) -> tuple[str | None, object]:
    """Return the row's own spelling of a column and its value; no name for one inside another, nothing for none."""
    folded = {key.strip().casefold(): key for key in row}
    wanted = column.strip().casefold()
    if wanted in folded:
        return folded[wanted], row[folded[wanted]]
    first, dot, rest = wanted.partition(".")
    inside = row.get(folded.get(first, "")) if dot else None
    return (None, _find(inside, rest)[1]) if isinstance(inside, dict) else (None, None)
