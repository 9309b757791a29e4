"""The format of the record's file, and how an older record is brought up to it.

Format n + 1 is format n after the function at STEPS[n - 1]. The derived tables need no step of their own: a step that
leaves them stale calls `renew_derived`, and they are filled again from what is kept.
"""

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from truceline.model.errors import NewerRecord, NotARecord
from truceline.store.backup import back_up
from truceline.store.connection import PATIENCE, Where, connect, explained, is_server, told
from truceline.store.database import transaction
from truceline.store.meta import set_meta
from truceline.store.schema import meta
from truceline.store.sqlite import driver_of

APPLICATION = "truceline record"
_OTHER = "a database of something else"
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
        set_meta(connection, key, value)


def check_format(connection: Connection, where: Where, steps: Sequence[Step] = STEPS) -> int:
    """Return the format of the file that is open.

    Raises:
        NotARecord: the database is no Truceline record.
        NewerRecord: the record was written by a newer Truceline.
    """
    marks = _marks(connection, where)
    number = str(marks.get("format"))
    if marks.get("application") != APPLICATION or not number.isdecimal() or number == "0":
        raise NotARecord(f"{told(where)} is no Truceline record: {_OTHER}")
    if int(number) > newest_format(steps):
        here = f"this one reads formats up to {newest_format(steps)}"
        raise NewerRecord(
            f"{told(where)} needs Truceline {marks.get('needs')} or newer: its format is {number}, {here}"
        )
    return int(number)


def _marks(connection: Connection, where: Where) -> dict[str, str]:
    with explained(where):
        try:
            return {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}
        except DatabaseError as error:
            if _lacks_table(error):
                raise NotARecord(f"{told(where)} is no Truceline record: {_OTHER}") from error
            raise


def _lacks_table(error: DatabaseError) -> bool:
    """Return whether there is no such table or column."""
    return getattr(error.orig, "sqlite_errorname", "") == "SQLITE_ERROR" or str(
        getattr(error.orig, "sqlstate", "")
    ) in ("42P01", "42703")


def bring_up(where: Where, steps: Sequence[Step] = STEPS, *, patience: float = PATIENCE) -> Path | None:
    """Bring an older record up to the newest format, all in one transaction; a copy of a file as it was stays beside it.

    Returns:
        The path of the copy; None if the record was not older, or is kept on a server, whose own dumps are for that.

    Raises:
        NotARecord: the file is no record.
        NewerRecord: the record was written by a newer Truceline.
        RecordError: the disk is full, or the record is busy; it stays as it was.
    """
    connection = connect(where, patience=patience)
    try:
        old = check_format(connection, where, steps)
        if old == newest_format(steps):
            return None
        kept = None if is_server(where) else _free_name(Path(where), old)
        if kept is not None:
            back_up(driver_of(connection), kept)
        with explained(where), transaction(connection):
            # Another process may have been faster, while we copied.
            for number in range(check_format(connection, where, steps), newest_format(steps)):
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
