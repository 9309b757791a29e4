"""The tables: those that are kept and only ever appended to, and those derived from them."""

import hashlib
from functools import cache

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    inspect,
)

KEPT = MetaData()
DERIVED = MetaData()

meta = Table("meta", KEPT, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

document = Table(
    "document",
    KEPT,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("sha256", Text, nullable=False),
    Column("media", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

reading = Table(
    "reading",
    KEPT,
    Column("number", Integer, primary_key=True),
    Column("document", Text, ForeignKey("document.id"), nullable=False),
    Column("method", Text, nullable=False),
    Column("knowledge", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("document", "method", "knowledge"),
)

judgement = Table(
    "judgement",
    KEPT,
    Column("number", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# What came when, under which name, and why a bad document was left out: outside every comparison of two records.
entry = Table(
    "entry",
    KEPT,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("document", Text, ForeignKey("document.id"), index=True),
    Column("reason", Text),
)

snapshot = Table(
    "snapshot",
    KEPT,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("readings", Integer, nullable=False),
    Column("judgements", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

APPEND_ONLY = (document, reading, judgement, entry, snapshot)


def _derived(name: str, *columns: Column[object]) -> Table:
    """Return a derived table, with the noun's own JSON in `content`.

    `number` is a row's address and says nothing: rows that are made anew get new ones. No id is unique here: two nouns that share one are for `truceline check` to list, not a reason to lose both.
    """
    number = Column("number", Integer, primary_key=True)
    return Table(name, DERIVED, number, *columns, Column("content", Text, nullable=False))


def _id() -> Column[object]:
    return Column("id", Text, nullable=False, index=True)


def _at() -> Column[object]:
    """Return the column of a noun's place among those of one document, incident or agreement."""
    return Column("at", Integer)


def _evidence() -> list[Column[object]]:
    """Return the columns of the first span that a noun was read from; empty where it has none."""
    document_id: Column[object] = Column("document", Text, index=True)
    return [document_id, Column("start", Integer), Column("end", Integer), Column("quote", Text)]


def _days() -> list[Column[object]]:
    return [Column("first", Date), Column("last", Date)]


def _place() -> list[Column[object]]:
    return [Column("place", Text), Column("lat", Float), Column("lon", Float)]


actor = _derived("actor", _id(), Column("name", Text), Column("kind", Text), Column("country", Text))

statement = _derived(
    "statement",
    _id(),
    _at(),
    *_evidence(),
    Column("speaker", Text, index=True),
    Column("speaker_name", Text),
    Column("stance", Text),
    Column("object", Text),
    Column("against", Text),
    Column("form", Text),
)

event = _derived(
    "event",
    _id(),
    _at(),
    *_evidence(),
    Column("kind", Text),
    Column("mode", Text),
    Column("scope", Text),
    Column("modality", Text),
    Column("background", Boolean),
    Column("incident", Text, index=True),
)

claim = _derived(
    "claim",
    _id(),
    _at(),
    *_evidence(),
    Column("subject", Text, index=True),
    Column("property", Text),
    Column("statement", Text),
    Column("words", Text),
    Column("actor", Text, index=True),
    Column("certainty", Text),
    Column("effect", Text),
    Column("low", Integer),
    Column("high", Integer),
    Column("exactness", Text),
    *_place(),
    *_days(),
)

incident = _derived(
    "incident",
    _id(),
    Column("title", Text),
    Column("kind", Text),
    Column("modality", Text),
    Column("scope", Text),
    *_days(),
    *_place(),
    Column("happened", Text),
    Column("who", Text),
    Column("documents", Integer),
)

account = _derived(
    "account",
    Column("incident", Text, index=True),
    _at(),
    *_evidence(),
    Column("holder", Text, index=True),
    Column("holder_name", Text),
    Column("side", Text),
    Column("stance", Text),
    Column("object", Text),
    Column("certainty", Text),
    Column("independent", Integer),
    Column("altered", Boolean),
    *_days(),
    *_place(),
)

agreement = _derived(
    "agreement",
    _id(),
    *_evidence(),
    Column("title", Text),
    Column("kind", Text),
    Column("announced", Date),
    Column("effective", Date),
    Column("ended", Date),
    Column("documents", Integer),
)

obligation = _derived(
    "obligation",
    Column("agreement", Text, index=True),
    _at(),
    *_evidence(),
    Column("bearer", Text),
    Column("duty", Text),
    Column("action", Text),
    Column("order", Integer),
    Column("deadline", Date),
    Column("text_status", Text),
    Column("holder", Text),
)

measure = _derived(
    "measure",
    _id(),
    *_evidence(),
    Column("actor", Text),
    Column("target", Text),
    Column("what", Text),
    Column("rung", Text),
    Column("holder", Text),
    *_days(),
)

condition = _derived(
    "condition",
    _id(),
    *_evidence(),
    Column("kind", Text),
    Column("low", Integer),
    Column("high", Integer),
    Column("exactness", Text),
    Column("what", Text),
    *_place(),
    *_days(),
    Column("told", Date),
    Column("holder", Text),
)

exhibit = _derived(
    "exhibit",
    _id(),
    *_evidence(),
    Column("kind", Text),
    Column("words", Text),
    Column("low", Integer),
    Column("high", Integer),
    Column("source", Text),
    Column("verified", Text),
    Column("disputed", Text),
    Column("unverified", Boolean),
    Column("holder", Text),
)

citation = _derived(
    "citation",
    _id(),
    *_evidence(),
    Column("by", Text),
    Column("outlet", Text),
    Column("kind", Text),
    Column("speaker", Text),
)

# What documents tell of how two actors stand to each other; `owner` is the document, or the actor of whom it is known.
telling = _derived(
    "telling",
    _id(),
    *_evidence(),
    Column("owner", Text, index=True),
    Column("pair", Text),
    Column("kind", Text),
    Column("a", Text, index=True),
    Column("b", Text, index=True),
    Column("modality", Text),
    *_days(),
    Column("inferred", Boolean),
    Column("holder", Text),
    Column("unit", Text),
    Column("event", Text, index=True),
)
# Those that make the relation of a pair are the ones without an event.
Index("ix_telling_pair", telling.c.pair, telling.c.event)

relation = _derived(
    "relation",
    _id(),
    *_evidence(),
    Column("pair", Text, index=True),
    Column("kind", Text),
    Column("a", Text, index=True),
    Column("b", Text, index=True),
    Column("a_name", Text),
    Column("b_name", Text),
    *_days(),
    Column("told", Integer),
    Column("independent", Integer),
    Column("denied", Integer),
    Column("meant", Integer),
)

copy = _derived(
    "copy",
    Column("document", Text, index=True),
    Column("of", Text),
    Column("kind", Text),
    Column("score", Float),
)

unsure = _derived(
    "unsure",
    Column("kind", Text, index=True),
    Column("left", Text, index=True),
    Column("right", Text, index=True),
    Column("weight", Float),
    Column("judgement", Text),
)

# What stands over each document that was read, to list documents by; `first` and `last` are the days of publication, with
# their granularity and the words that tell them.
heading = Table(
    "heading",
    DERIVED,
    Column("document", Text, primary_key=True),
    Column("title", Text),
    Column("outlet", Text, index=True),
    Column("wire", Text),
    Column("first", Date, index=True),
    Column("last", Date),
    Column("granularity", Text),
    Column("said", Text),
    Column("language", Text),
    Column("altered", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# The words that name victims and witnesses who hold no office: pages mask them.
withheld = Table(
    "withheld",
    DERIVED,
    Column("number", Integer, primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
)

# What can be searched: row n of `found` is row n of the full-text index. The index keeps folded words, and no text
# twice: it is contentless.
found = Table(
    "found",
    DERIVED,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
)


def _standing(noun: str) -> tuple[Table, Table]:
    """Return the tables of where events or terms stand: their keys with group and home, and the places of each.

    A place is the hash of its name, and stands a second time in `places` of the key, packed: an index by id would be as large
    as the table, and an event of news has some sixty places.
    """
    key = Table(
        f"{noun}_key",
        DERIVED,
        Column("id", Text, primary_key=True),
        Column("document", Text, nullable=False, index=True),
        Column("group", Text, nullable=False, index=True),
        Column("home", Text, nullable=False, index=True),
        Column("content", LargeBinary, nullable=False),
        Column("places", LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    place = Table(
        f"{noun}_place",
        DERIVED,
        Column("place", BigInteger, primary_key=True),
        Column("id", Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    return key, place


event_key, event_place = _standing("event")
term_key, term_place = _standing("term")

# Pairs of events of two groups that are near each other: they may be one, and a person may know it.
event_near = Table(
    "event_near",
    DERIVED,
    Column("left", Text, primary_key=True),
    Column("right", Text, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Who was learned: each way in which documents introduce somebody, once, by a hash of it; and which documents do.
learned = Table(
    "learned",
    DERIVED,
    Column("id", Text, primary_key=True),
    Column("actor", Text, nullable=False, index=True),
    Column("family_name", Text, nullable=False, index=True),
    Column("content", Text, nullable=False),
    sqlite_with_rowid=False,
)

learned_in = Table(
    "learned_in",
    DERIVED,
    Column("learned", Text, primary_key=True),
    Column("document", Text, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Whom somebody who was learned, or who is shown, is part of, speaks for or is led by.
learned_above = Table(
    "learned_above",
    DERIVED,
    Column("above", Text, primary_key=True),
    Column("learned", Text, primary_key=True),
    sqlite_with_rowid=False,
)

actor_above = Table(
    "actor_above",
    DERIVED,
    Column("above", Text, primary_key=True),
    Column("actor", Text, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# The ids by which documents name actors.
named = Table("named", DERIVED, Column("id", Text, primary_key=True), sqlite_with_rowid=False)

# The ids of actors that persons' corrections name.
named_by_person = Table(
    "named_by_person", DERIVED, Column("id", Text, primary_key=True), sqlite_with_rowid=False
)

# remove_diacritics 0: the words come folded (store/fold.py), because the tokenizer's own folding leaves Arabic vowel
# marks in place.
_CREATE_INDEX = (
    "CREATE VIRTUAL TABLE words USING fts5(text, content = '', tokenize = 'unicode61 remove_diacritics 0')"
)
_DROP_INDEX = "DROP TABLE IF EXISTS words"


@cache
def derived_form() -> str:
    """Return a hash of what columns the derived tables have: a record that an earlier Truceline filled may have others."""
    columns = [
        (table.name, column.name, repr(column.type), column.primary_key, column.index)
        for table in DERIVED.sorted_tables
        for column in table.columns
    ]
    return hashlib.sha256(repr(sorted(columns, key=repr)).encode()).hexdigest()[:12]


def create_kept(connection: Connection) -> None:
    """Create the append-only tables, which the database itself then refuses to update or delete from."""
    KEPT.create_all(connection, checkfirst=False)
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            refuse = f"SELECT RAISE(ABORT, '{table.name} is append-only')"
            name = f"{table.name}_{verb.lower()}"
            connection.exec_driver_sql(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table.name} BEGIN {refuse}; END"
            )


def is_whole(connection: Connection) -> bool:
    """Return whether all derived tables are there: a record of an earlier version lacks those that came since."""
    return {*DERIVED.tables} <= {*inspect(connection).get_table_names()}


def renew_derived(connection: Connection) -> None:
    """Drop the derived tables, whatever columns they have, and create them empty."""
    connection.exec_driver_sql(_DROP_INDEX)
    DERIVED.drop_all(connection)
    DERIVED.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(_CREATE_INDEX)
