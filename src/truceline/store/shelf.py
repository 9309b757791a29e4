"""Shelf: where the documents stand among which copies are looked for, kept from one run to the next.

It is derived: made for one method and one state of knowledge, dropped with either, and filled again. Only the pipeline may use
it, because it writes.
"""

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, Table, delete, insert, select

from truceline.model.copies import Copy
from truceline.model.errors import RecordError
from truceline.store import schema
from truceline.store.content import decode, encode, pack, unpack
from truceline.store.database import TEXT
from truceline.store.fault import Fault
from truceline.store.insert import insert_rows
from truceline.store.meta import set_meta
from truceline.store.open import Record

_SHELF = MetaData()
_MADE_FOR = "shelf"

_key = Table(
    "copy_key",
    _SHELF,
    Column("order", LargeBinary, primary_key=True),
    Column("document", TEXT, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# No rows of their own: what is looked up is the key itself, 23 bytes of order behind 8 of place.
_place = Table(
    "copy_place",
    _SHELF,
    Column("place", BigInteger, primary_key=True),
    Column("order", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)

_pair = Table(
    "copy_pair",
    _SHELF,
    Column("order", LargeBinary, primary_key=True),
    Column("before", LargeBinary, primary_key=True, index=True),
    Column("content", TEXT, nullable=False),
    sqlite_with_rowid=False,
)

# One place at a time, a hundred for a report: of three words that half of all reports share, all would be read to find eight.
# In SQL's own words: what SQLAlchemy does for each is more than the asking.
_FIRST = 'SELECT "order" FROM copy_place WHERE place = {0} ORDER BY "order" LIMIT {0}'


class Shelf:
    """Documents in places, each place in the order of their ranks; see `Shelf` in `truceline.copies.shelf`."""

    def __init__(self, record: Record) -> None:
        """Take the shelf of a record; `open_shelf` makes it ready."""
        self._record = record

    def put(self, standing: Iterable[tuple[bytes, str, bytes, Collection[int]]]) -> None:
        """Put documents in their places; each is given as its rank, its id, what is kept of it, and the places."""
        with self._record.writing() as connection:
            for order, document, content, places in standing:
                told = {"order": order, "document": document, "content": pack(content)}
                insert_rows(connection, _key, [told])
                insert_rows(
                    connection, _place, [{"place": place, "order": order} for place in sorted(places)]
                )

    def first(self, places: Collection[int], count: int) -> Mapping[int, Sequence[bytes]]:
        """Return the ranks of the first so many in each place, in order."""
        connection = self._record.connection
        asked = _FIRST.format("?" if connection.dialect.positional else "%s")
        with self._record.explained():
            return {
                place: [bytes(row[0]) for row in connection.exec_driver_sql(asked, (place, count))]
                for place in places
            }

    def behind(self, places: Collection[int], order: bytes) -> Mapping[int, Sequence[bytes]]:
        """Return the ranks of all that come after this one, in each place that has any."""
        found: dict[int, list[bytes]] = {}
        query = select(_place.c.place, _place.c.order).where(
            _place.c.place.in_(places), _place.c.order > order
        )
        for row in self._record.rows(query.order_by(_place.c.place, _place.c.order)) if places else ():
            found.setdefault(row.place, []).append(row.order)
        return found

    def content(self, order: bytes) -> bytes:
        """Return what was put under this rank.

        Raises:
            RecordError: it is not there, or damaged; `truceline rebuild` mends it.
        """
        row = self._record.row(select(_key.c.content).where(_key.c.order == order))
        try:
            return unpack(row.content)
        except zlib.error as error:
            raise RecordError(f"{self._record.where}: a key for copies is damaged: rebuild") from error

    def tell(self, order: bytes, found: Iterable[tuple[bytes, Copy]]) -> None:
        """Keep the pairs that a document makes with those before it, by their ranks; they replace what was kept."""
        rows = [
            {"order": order, "before": before, "content": encode(copy).decode()} for before, copy in found
        ]
        with self._record.writing() as connection:
            connection.execute(delete(_pair).where(_pair.c.order == order))
            if rows:
                connection.execute(insert(_pair), rows)

    def paired(self, order: bytes) -> Collection[bytes]:
        """Return the ranks of the documents that make a pair with this one before them."""
        return [row.order for row in self._record.rows(select(_pair.c.order).where(_pair.c.before == order))]

    def pairs(self, order: bytes) -> Mapping[bytes, Copy]:
        """Return the pairs that a document makes with those before it, by their ranks.

        Raises:
            RecordError: one is damaged; `truceline rebuild` mends it.
        """
        query = select(_pair.c.before, _pair.c.content).where(_pair.c.order == order).order_by(_pair.c.before)
        try:
            return {row.before: decode(row.content, Copy) for row in self._record.rows(query)}
        except msgspec.MsgspecError as error:
            raise RecordError(f"{self._record.where}: a pair of copies is damaged: rebuild") from error

    def is_empty(self) -> bool:
        """Return whether no document stands here."""
        return not self._record.rows(select(_key.c.document).limit(1))

    def standing(self) -> Iterator[tuple[bytes, str]]:
        """Yield the rank and the id of every document, in the order of the ranks."""
        for row in self._record.rows(select(_key.c.order, _key.c.document).order_by(_key.c.order)):
            yield row.order, row.document


def open_shelf(record: Record, *, method: str, knowledge: str) -> Shelf:
    """Return the record's shelf; an empty one where there is none that was made for this method and knowledge.

    Raises:
        RecordError: the record cannot be written.
    """
    made_for = f"{method} {knowledge}"
    kept = record.rows(select(schema.meta.c.value).where(schema.meta.c.key == _MADE_FOR))
    if [row.value for row in kept] != [made_for]:
        drop_shelf(record)
        with record.writing() as connection:
            _SHELF.create_all(connection)
            set_meta(connection, _MADE_FOR, made_for)
    return Shelf(record)


def drop_shelf(record: Record) -> None:
    """Drop the shelf, if there is one; it is filled again when it is next wanted.

    Raises:
        RecordError: the record cannot be written.
    """
    with record.writing() as connection:
        connection.execute(schema.meta.delete().where(schema.meta.c.key == _MADE_FOR))
        _SHELF.drop_all(connection)


def check_shelf(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with the shelf, if the record has one; `truceline rebuild` mends all of it."""
    if not record.rows(select(schema.meta.c.value).where(schema.meta.c.key == _MADE_FOR)):
        return
    shelf, known = Shelf(record), {row.id for row in record.rows(select(schema.document.c.id))}
    for order, document in shelf.standing():
        if document not in known:
            yield Fault("id", f"key for copies of {document}", "there is no such document: rebuild")
        try:
            shelf.content(order)
        except RecordError:
            yield Fault("hash", f"key for copies of {document}", "it is damaged: rebuild")
    try:
        for order, _ in shelf.standing():
            shelf.pairs(order)
    except RecordError:
        yield Fault("hash", "pairs of copies", "one is damaged: rebuild")
