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
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    inspect,
    text,
)

from truceline.store.columns import at, days, evidence, identity, place, texts
from truceline.store.database import INTEGER, TEXT, database_of

KEPT = MetaData()
DERIVED = MetaData()

meta = Table("meta", KEPT, Column("key", TEXT, primary_key=True), Column("value", TEXT, nullable=False))

document = Table(
    "document",
    KEPT,
    Column("number", INTEGER, primary_key=True),
    Column("id", TEXT, nullable=False, unique=True),
    Column("sha256", TEXT, nullable=False),
    Column("media", TEXT, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

reading = Table(
    "reading",
    KEPT,
    Column("number", INTEGER, primary_key=True),
    Column("document", TEXT, ForeignKey("document.id"), nullable=False),
    Column("method", TEXT, nullable=False),
    Column("knowledge", TEXT, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("document", "method", "knowledge"),
)

judgement = Table(
    "judgement",
    KEPT,
    Column("number", INTEGER, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# What came when, under which name, and why a bad document was left out: outside every comparison of two records.
entry = Table(
    "entry",
    KEPT,
    Column("number", INTEGER, primary_key=True),
    Column("at", TEXT, nullable=False),
    Column("name", TEXT, nullable=False),
    Column("document", TEXT, ForeignKey("document.id"), index=True),
    Column("reason", TEXT),
)

snapshot = Table(
    "snapshot",
    KEPT,
    Column("number", INTEGER, primary_key=True),
    Column("name", TEXT, nullable=False, unique=True),
    Column("at", TEXT, nullable=False),
    Column("documents", INTEGER, nullable=False),
    Column("readings", INTEGER, nullable=False),
    Column("judgements", INTEGER, nullable=False),
    Column("sha256", TEXT, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

APPEND_ONLY = (document, reading, judgement, entry, snapshot)


def _derived(name: str, *columns: Column[object]) -> Table:
    """Return a derived table, with the noun's own JSON in `content`.

    `number` is a row's address and says nothing: rows that are made anew get new ones. No id is unique here: two nouns that share one are for `truceline check` to list, not a reason to lose both.
    """
    number = Column("number", INTEGER, primary_key=True)
    return Table(name, DERIVED, number, *columns, Column("content", TEXT, nullable=False))


actor = _derived("actor", identity(), Column("name", TEXT), Column("kind", TEXT), Column("country", TEXT))
# All actors are put in order by who says most: by this index alone, without what is known of them.
Index("ix_actor_named", actor.c.id, actor.c.name, actor.c.kind)
# Persons who belong to nobody are private where a report names them as harmed; in words, so that the index below is used.
PUBLIC = """(kind IS NULL OR kind <> 'person' OR content NOT LIKE '%"part_of":[]%')"""
Index("ix_actor_public", actor.c.name, sqlite_where=text(PUBLIC))

statement = _derived(
    "statement",
    identity(),
    at(),
    *evidence(),
    Column("speaker", TEXT, index=True),
    *texts("speaker_name", "stance", "object", "against", "form"),
)

event = _derived(
    "event",
    identity(),
    at(),
    *evidence(),
    *texts("kind", "mode", "scope", "modality"),
    Column("background", Boolean),
    Column("incident", TEXT, index=True),
)

claim = _derived(
    "claim",
    identity(),
    at(),
    *evidence(),
    Column("subject", TEXT, index=True),
    *texts("property", "statement", "words"),
    Column("actor", TEXT, index=True),
    Column("certainty", TEXT),
    Column("effect", TEXT),
    Column("low", INTEGER),
    Column("high", INTEGER),
    Column("exactness", TEXT),
    *place(),
    *days(),
)

incident = _derived(
    "incident",
    identity(),
    *texts("title", "kind", "modality", "scope"),
    *days(),
    *place(),
    Column("happened", TEXT),
    Column("who", TEXT),
    Column("documents", INTEGER),
)

# What holders differ on stands in the JSON; a page asks which incidents have any. As words, so that the index below is used.
CONTESTED = """content LIKE '%"contested":["%'"""
# Lists are read a page at a time in the order of these, and counted in them: a row with its JSON is some kilobytes, and of
# 340,000 incidents a page took ten seconds.
Index(
    "ix_incident_by_day",
    *(
        incident.c[name]
        for name in ("first", "id", "last", "kind", "happened", "who", "place", "scope", "documents")
    ),
)
Index("ix_incident_by_reports", *(incident.c[name] for name in ("documents", "first", "id", "scope")))
Index(
    "ix_incident_contested",
    *(incident.c[name] for name in ("documents", "first", "id")),
    sqlite_where=text(CONTESTED),
)

account = _derived(
    "account",
    Column("incident", TEXT, index=True),
    at(),
    *evidence(),
    Column("holder", TEXT, index=True),
    *texts("holder_name", "side", "stance", "object", "certainty"),
    Column("independent", INTEGER),
    Column("altered", Boolean),
    *days(),
    *place(),
)

agreement = _derived(
    "agreement",
    identity(),
    *evidence(),
    Column("title", TEXT),
    Column("kind", TEXT),
    Column("announced", Date),
    Column("effective", Date),
    Column("ended", Date),
    Column("documents", INTEGER),
)

obligation = _derived(
    "obligation",
    Column("agreement", TEXT, index=True),
    at(),
    *evidence(),
    *texts("bearer", "duty", "action"),
    Column("order", INTEGER),
    Column("deadline", Date),
    Column("text_status", TEXT),
    Column("holder", TEXT),
)

measure = _derived(
    "measure",
    identity(),
    *evidence(),
    *texts("actor", "target", "what", "rung", "holder"),
    *days(),
)

condition = _derived(
    "condition",
    identity(),
    *evidence(),
    Column("kind", TEXT),
    Column("low", INTEGER),
    Column("high", INTEGER),
    Column("exactness", TEXT),
    Column("what", TEXT),
    *place(),
    *days(),
    Column("told", Date),
    Column("holder", TEXT),
)

exhibit = _derived(
    "exhibit",
    identity(),
    *evidence(),
    Column("kind", TEXT),
    Column("words", TEXT),
    Column("low", INTEGER),
    Column("high", INTEGER),
    *texts("source", "verified", "disputed"),
    Column("unverified", Boolean),
    Column("holder", TEXT),
)

citation = _derived(
    "citation",
    identity(),
    *evidence(),
    *texts("by", "outlet", "kind", "speaker"),
)

# What documents tell of how two actors stand to each other; `owner` is the document, or the actor of whom it is known.
telling = _derived(
    "telling",
    identity(),
    *evidence(),
    Column("owner", TEXT, index=True),
    Column("pair", TEXT),
    Column("kind", TEXT),
    Column("a", TEXT, index=True),
    Column("b", TEXT, index=True),
    Column("modality", TEXT),
    *days(),
    Column("inferred", Boolean),
    Column("holder", TEXT),
    Column("unit", TEXT),
    Column("event", TEXT, index=True),
)
# Those that make the relation of a pair are the ones without an event.
Index("ix_telling_pair", telling.c.pair, telling.c.event)

relation = _derived(
    "relation",
    identity(),
    *evidence(),
    Column("pair", TEXT, index=True),
    Column("kind", TEXT),
    Column("a", TEXT, index=True),
    Column("b", TEXT, index=True),
    Column("a_name", TEXT),
    Column("b_name", TEXT),
    *days(),
    Column("told", INTEGER),
    Column("independent", INTEGER),
    Column("denied", INTEGER),
    Column("meant", INTEGER),
)

copy = _derived(
    "copy",
    Column("document", TEXT, index=True),
    Column("of", TEXT),
    Column("kind", TEXT),
    Column("score", Float),
)

unsure = _derived(
    "unsure",
    Column("kind", TEXT, index=True),
    Column("left", TEXT, index=True),
    Column("right", TEXT, index=True),
    Column("weight", Float),
    Column("judgement", TEXT),
)

# What stands over each document that was read, to list documents by; `first` and `last` are the days of publication, with
# their granularity and the words that tell them. `publisher` is what every list counts as its outlet: the outlet, or the
# agency that the document credits where no outlet is told.
heading = Table(
    "heading",
    DERIVED,
    Column("document", TEXT, primary_key=True),
    Column("title", TEXT),
    Column("outlet", TEXT),
    Column("wire", TEXT),
    Column("publisher", TEXT, index=True),
    Column("first", Date, index=True),
    Column("last", Date, index=True),
    Column("granularity", TEXT),
    Column("said", TEXT),
    Column("language", TEXT),
    Column("altered", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# The words that name victims and witnesses who hold no office: pages mask them.
withheld = Table(
    "withheld",
    DERIVED,
    Column("number", INTEGER, primary_key=True),
    Column("document", TEXT, nullable=False, index=True),
    Column("start", INTEGER, nullable=False),
    Column("end", INTEGER, nullable=False),
    Column("quote", TEXT, nullable=False),
)

Index("ix_event_shown", event.c.incident, event.c.document)
Index("ix_account_told", account.c.holder, account.c.incident)
Index("ix_statement_by_stance", statement.c.stance, statement.c.document)

# How many rows of a list have each value ("incident.kind", "air_strike"), and how many it has in all ("incident", ""); kept
# as rows come and go, since to count 340,000 incidents takes a second whenever the record has grown.
counted = Table(
    "counted",
    DERIVED,
    Column("what", TEXT, primary_key=True),
    Column("value", TEXT, primary_key=True),
    Column("rows", INTEGER, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_counted_most", counted.c.what, counted.c.rows.desc(), counted.c.value)

# What can be searched: row n of `found` is row n of the full-text index. The index keeps folded words, and no text
# twice.
found = Table(
    "found",
    DERIVED,
    Column("number", INTEGER, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("id", TEXT, nullable=False, index=True),
    Column("title", TEXT, nullable=False),
)


def _standing(noun: str) -> tuple[Table, Table]:
    """Return the tables of where events or terms stand: their keys with group and home, and the places of each.

    A place is the hash of its name, and stands a second time in `places` of the key, packed: an index by id would be as large
    as the table, and an event of news has some sixty places.
    """
    key = Table(
        f"{noun}_key",
        DERIVED,
        Column("id", TEXT, primary_key=True),
        Column("document", TEXT, nullable=False, index=True),
        Column("group", TEXT, nullable=False, index=True),
        Column("home", TEXT, nullable=False, index=True),
        Column("content", LargeBinary, nullable=False),
        Column("places", LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    place = Table(
        f"{noun}_place",
        DERIVED,
        Column("place", BigInteger, primary_key=True),
        Column("id", TEXT, primary_key=True),
        sqlite_with_rowid=False,
    )
    return key, place


event_key, event_place = _standing("event")
term_key, term_place = _standing("term")

# Pairs of events of two groups that are near each other: they may be one, and a person may know it. Who stands is not compared
# with who stands again.
event_near = Table(
    "event_near",
    DERIVED,
    Column("left", TEXT, primary_key=True),
    Column("right", TEXT, primary_key=True, index=True),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

# The pairs by which the parts of a group of events, which is called by the least of them, were joined, in order.
event_join = Table(
    "event_join",
    DERIVED,
    Column("group", TEXT, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Who was learned: each way in which documents introduce somebody, once, by a hash of it; and which documents do.
learned = Table(
    "learned",
    DERIVED,
    Column("id", TEXT, primary_key=True),
    Column("actor", TEXT, nullable=False, index=True),
    Column("family_name", TEXT, nullable=False, index=True),
    Column("content", TEXT, nullable=False),
    sqlite_with_rowid=False,
)

learned_in = Table(
    "learned_in",
    DERIVED,
    Column("learned", TEXT, primary_key=True),
    Column("document", TEXT, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Whom somebody who was learned, or who is shown, is part of, speaks for or is led by.
learned_above = Table(
    "learned_above",
    DERIVED,
    Column("above", TEXT, primary_key=True),
    Column("learned", TEXT, primary_key=True),
    sqlite_with_rowid=False,
)

actor_above = Table(
    "actor_above",
    DERIVED,
    Column("above", TEXT, primary_key=True),
    Column("actor", TEXT, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# The ids by which documents name actors.
named = Table("named", DERIVED, Column("id", TEXT, primary_key=True), sqlite_with_rowid=False)

# The ids of actors that persons' corrections name.
named_by_person = Table(
    "named_by_person", DERIVED, Column("id", TEXT, primary_key=True), sqlite_with_rowid=False
)


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
        database_of(connection).refuse_changes(connection, table.name)


def is_whole(connection: Connection) -> bool:
    """Return whether all derived tables are there: a record of an earlier version lacks those that came since."""
    return {*DERIVED.tables} <= {*inspect(connection).get_table_names()}


def renew_derived(connection: Connection) -> None:
    """Drop the derived tables, whatever columns they have, and create them empty."""
    database_of(connection).drop_words(connection)
    DERIVED.drop_all(connection)
    DERIVED.create_all(connection, checkfirst=False)
    database_of(connection).create_words(connection)
