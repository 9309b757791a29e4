"""Notes about the record itself, under keys: its format, and what was derived from what."""

from sqlalchemy import Connection

from truceline.store.database import insert_or
from truceline.store.schema import meta


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Write a note, in the place of the one that is there."""
    row = insert_or(connection, meta).values(key=key, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
