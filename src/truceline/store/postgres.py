"""What only PostgreSQL says: a lock for who writes, triggers that raise, and words as vectors."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    Dialect,
    Integer,
    NullPool,
    Select,
    Table,
    Text,
    TypeDecorator,
    and_,
    case,
    cast,
    column,
    create_engine,
    delete,
    exists,
    false,
    func,
    insert,
    intersect,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from truceline.store.fault import FaultKind
from truceline.store.words import Term, query, stretches, vector

SCHEMES = ("postgresql://", "postgres://")
# Whoever writes holds this lock until the transaction ends, in every database that holds a record.
_WRITER = 0x7472756365
# No text of PostgreSQL holds the character 0; a report can. This one stands for it, and no report has a use for it.
_ZERO = "\U0010fffe"

_WORDS = table("words", column("number", Integer), column("vector", TSVECTOR))

# Numbers without gaps, given while the writer's lock is held: a sequence leaves a gap wherever something was not kept, and a
# record's marks and undos go by numbers. And no row of a table that is only appended to changes.
_NUMBER = """
CREATE FUNCTION {name}_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT coalesce(max(number), 0) + 1 INTO NEW.number FROM {name};
  RETURN NEW;
END $$;
CREATE TRIGGER {name}_number BEFORE INSERT ON {name} FOR EACH ROW EXECUTE FUNCTION {name}_number();
CREATE FUNCTION {name}_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{name} is append-only';
END $$;
CREATE TRIGGER {name}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} FOR EACH STATEMENT EXECUTE FUNCTION {name}_kept();
"""


class Written(TypeDecorator[str]):
    """Text in the order of its characters, as SQLite has it, whatever the database's language is."""

    impl = Text(collation="C")
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - the library's signature
        """Write a text without the character 0."""
        return value.replace("\x00", _ZERO) if isinstance(value, str) and "\x00" in value else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - see above
        """Read it as it was."""
        return value.replace(_ZERO, "\x00") if isinstance(value, str) and _ZERO in value else value


# Types that serve both databases: SQLite's whole numbers have 64 bits.
TEXT = Text().with_variant(Written(), "postgresql")
INTEGER = Integer().with_variant(BigInteger(), "postgresql")


class Postgres:
    """See `database.Database`."""

    def begin(self, connection: Connection, *, writing: bool) -> None:
        """Begin a transaction; one that writes waits until nobody else does, one that reads sees the record as it is now."""
        if not writing:
            connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ")
            return
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")

    def is_within(self, connection: Connection) -> bool:
        """Return whether a transaction is open; one that failed is, until it is rolled back."""
        driver: Any = connection.connection.driver_connection
        return not driver.closed and driver.info.transaction_status != driver.info.transaction_status.IDLE

    def refuse_changes(self, connection: Connection, name: str) -> None:
        """Number a table's rows without gaps, and let it refuse updates and deletes from now on."""
        connection.exec_driver_sql(_NUMBER.format(name=name))

    def create_words(self, connection: Connection) -> None:
        """Create the full-text index, empty."""
        connection.exec_driver_sql("CREATE TABLE words (number bigint NOT NULL, vector tsvector NOT NULL)")
        connection.exec_driver_sql("CREATE INDEX words_number ON words (number)")
        connection.exec_driver_sql("CREATE INDEX words_vector ON words USING gin (vector)")

    def drop_words(self, connection: Connection) -> None:
        """Drop the full-text index, if there is one."""
        connection.exec_driver_sql("DROP TABLE IF EXISTS words")

    def add_words(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Index folded texts under their numbers."""
        told = [
            {"number": number, "vector": vector(words)} for number, text in rows for words in stretches(text)
        ]
        connection.execute(insert(_WORDS), told)

    def take_words(self, connection: Connection, number: int, told: str) -> None:
        """Take out what was indexed under a number."""
        connection.execute(delete(_WORDS).where(_WORDS.c.number == number))

    def holding(self, groups: Sequence[Sequence[Term]]) -> Select[int] | CompoundSelect[int]:
        """Return the query for the numbers under which one term of every group is indexed; none where there is no group."""
        numbers = select(_WORDS.c.number)
        if not groups:
            return numbers.where(false())
        return intersect(
            *(
                numbers.where(or_(*(_WORDS.c.vector.op("@@")(_asked(one)) for one in group)))
                for group in groups
            )
        )

    def matching(self, found: Table, terms: Sequence[Term]) -> Select[str, str, str]:
        """Return the query for the rows of `found` that hold all terms; the best of those that are no documents first."""
        asked = [_asked(term) for term in terms]
        held = and_(
            *(
                exists().where(_WORDS.c.number == found.c.number, _WORDS.c.vector.op("@@")(one))
                for one in asked
            )
        )
        # Rare words in short texts count most, as with SQLite's bm25; 1 divides by the logarithm of the length.
        ranks = [
            select(func.max(func.ts_rank(_WORDS.c.vector, one, 1)))
            .where(_WORDS.c.number == found.c.number)
            .scalar_subquery()
            for one in asked
        ]
        rank = sum(ranks[1:], start=ranks[0])
        is_document = case((found.c.kind == "document", 1), else_=0)
        return (
            select(found.c.kind, found.c.id, found.c.title)
            .where(held)
            .order_by(is_document, rank.desc(), found.c.kind, found.c.id)
        )

    def faults(self, connection: Connection) -> Iterator[tuple[FaultKind, str, str]]:
        """Yield nothing: the server checks its own pages and references."""
        yield from ()


def _asked(term: Term) -> ColumnElement[str]:
    return cast(query(term), TSQUERY)


def connect_server(address: str, patience: float) -> Connection:
    """Connect to a database on a server.

    Args:
        address: "postgresql://user@host:port/database", as libpq has it; its password may come from PGPASSWORD or ~/.pgpass.
        patience: seconds to wait for another writer, and for the server.
    """
    import psycopg  # noqa: PLC0415 - an extra

    def driver() -> psycopg.Connection[Any]:
        made = psycopg.connect(address, autocommit=True, connect_timeout=max(2, int(patience)))
        made.execute(f"SET lock_timeout = {max(1, int(patience * 1000))}")
        # As SQLite in WAL: a power cut may cost the last moments, never the record's wholeness.
        made.execute("SET synchronous_commit = off")
        return made

    return create_engine(
        "postgresql+psycopg://", creator=driver, poolclass=NullPool, isolation_level="AUTOCOMMIT"
    ).connect()


def shown(address: str) -> str:
    """Return an address without its password."""
    parts = urlsplit(address)
    if parts.password is None:
        return address
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username or ''}@{host}"))
