"""Columns that several tables have."""

from sqlalchemy import Column, Date, Float

from truceline.store.database import INTEGER, TEXT


def identity() -> Column[object]:
    """Return the column of a noun's id; two that share one are for `truceline check` to list."""
    return Column("id", TEXT, nullable=False, index=True)


def at() -> Column[object]:
    """Return the column of a noun's place among those of one document, incident or agreement."""
    return Column("at", INTEGER)


def evidence() -> list[Column[object]]:
    """Return the columns of the first span that a noun was read from; empty where it has none."""
    document_id: Column[object] = Column("document", TEXT, index=True)
    return [document_id, Column("start", INTEGER), Column("end", INTEGER), Column("quote", TEXT)]


def days() -> list[Column[object]]:
    """Return the columns of a stretch of days, by its ends."""
    return [Column("first", Date), Column("last", Date)]


def place() -> list[Column[object]]:
    """Return the columns of a place: its name, and where it lies in degrees (WGS 84)."""
    return [Column("place", TEXT), Column("lat", Float), Column("lon", Float)]


def texts(*names: str) -> list[Column[object]]:
    """Return columns of words."""
    return [Column(name, TEXT) for name in names]
