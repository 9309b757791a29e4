"""The format of the record's file, and how an older record is brought up to it.

Format n + 1 is format n after the function at STEPS[n - 1]. The derived tables need no step of their own: a step that
leaves them stale calls `renew_derived`, and they are filled again from what is kept.
"""

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError

from truceline.model.errors import NewerRecord, NotARecord
from truceline.store.backup import back_up
from truceline.store.connection import PATIENCE, connect, driver_of, explained, transaction
from truceline.store.schema import meta

APPLICATION = "truceline record"
# The first version of Truceline that reads format 1.
FIRST = "0.1.0"


class Step(NamedTuple):
    """One change of format: what it does, and the first version of Truceline that reads the result."""

    needs: str
    change: Callable[[Connection], None]


STEPS: tuple[Step, ...] = ()


def newest_format(steps: Sequence[Step] = STEPS) -> int:
    """Return the format that this version writes."""
    return 1 + len(steps)


def version_needed(steps: Sequence[Step] = STEPS) -> str:
    """Return the first version of Truceline that reads the format that this version writes."""
    return steps[-1].needs if steps else FIRST


def mark(connection: Connection, number: int, needs: str) -> None:
    """Write the application's marker, the format's number and the version that it needs."""
    for key, value in (("application", APPLICATION), ("format", str(number)), ("needs", needs)):
        row = insert(meta).values(key=key, value=value)
        connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def check_format(connection: Connection, path: Path, steps: Sequence[Step] = STEPS) -> int:
    """Return the format of the file that is open.

    Raises:
        NotARecord: the database is no Truceline record.
        NewerRecord: the record was written by a newer Truceline.
    """
    marks = _marks(connection, path)
    number = str(marks.get("format"))
    if marks.get("application") != APPLICATION or not number.isdecimal() or number == "0":
        raise NotARecord(f"{path} is no Truceline record: a SQLite database of something else")
    if int(number) > newest_format(steps):
        here = f"this one reads formats up to {newest_format(steps)}"
        raise NewerRecord(
            f"{path} needs Truceline {marks.get('needs')} or newer: its format is {number}, {here}"
        )
    return int(number)


def _marks(connection: Connection, path: Path) -> dict[str, str]:
    with explained(path):
        try:
            return {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}
        except DatabaseError as error:
            name = getattr(error.orig, "sqlite_errorname", "")
            if name == "SQLITE_ERROR":  # no such table, no such column
                raise NotARecord(
                    f"{path} is no Truceline record: a SQLite database of something else"
                ) from error
            raise


def bring_up(path: Path, steps: Sequence[Step] = STEPS, *, patience: float = PATIENCE) -> Path | None:
    """Bring an older record up to the newest format, all in one transaction; a copy as it was stays beside it.

    Returns:
        The path of the copy; None if the record was not older.

    Raises:
        NotARecord: the file is no record.
        NewerRecord: the record was written by a newer Truceline.
        RecordError: the disk is full, or the record is busy; it stays as it was.
    """
    connection = connect(path, patience=patience)
    try:
        old = check_format(connection, path, steps)
        if old == newest_format(steps):
            return None
        kept = _free_name(path, old)
        back_up(driver_of(connection), kept)
        with explained(path), transaction(connection):
            # Another process may have been faster, while we copied.
            for number in range(check_format(connection, path, steps), newest_format(steps)):
                steps[number - 1].change(connection)
                mark(connection, number + 1, steps[number - 1].needs)
        return kept
    finally:
        connection.close()
        connection.engine.dispose()


def _free_name(path: Path, number: int) -> Path:
    """Return where the copy goes: "war.format-1.truceline"; a copy left by an earlier attempt is never overwritten."""
    first = path.with_name(f"{path.stem}.format-{number}{path.suffix}")
    others = (path.with_name(f"{path.stem}.format-{number}-{n}{path.suffix}") for n in itertools.count(2))
    return next(name for name in itertools.chain([first], others) if not name.exists())
