"""One hash over all rows of the derived tables: how `truceline check` knows that nobody has touched them."""

import hashlib

from sqlalchemy import Connection, select

from truceline.store.schema import DERIVED

# Rows fetched at a time: a record of 758 reports has some hundred thousand, and they need not all be in memory.
_BATCH = 1000


def derived_digest(connection: Connection) -> str:
    """Return the SHA-256 of all rows of the derived tables, table by table, in the order they were filled."""
    digest = hashlib.sha256()
    for name, table in sorted(DERIVED.tables.items()):
        digest.update(name.encode())
        for batch in connection.execute(select(table).order_by(table.c.number)).partitions(_BATCH):
            for row in batch:
                digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
