"""The options of `add` for what files do not tell of themselves: --map and --as."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from truceline.ingest import Form

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Which column of a table holds what: text, title, published, outlet, url or author. May be repeated.",
    ),
]
KindOption = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="KIND", help="What standard input holds: text, html, jsonl, csv, mail, pdf or warc."
    ),
]


def told_form(mapping: list[str], kind: str | None) -> "Form":
    """Return what a person told of the files; what cannot be meant is said before anything is opened.

    Raises:
        typer.BadParameter: a field or a kind is not known, or a field is mapped twice.
    """
    from truceline.ingest import Form  # noqa: PLC0415 - heavy
    from truceline.ingest.standard import KINDS  # noqa: PLC0415 - goes with it

    if kind is not None and kind not in KINDS:
        raise typer.BadParameter(f"--as {kind}: what is read is one of {', '.join(KINDS)}")
    return Form(_columns(mapping), kind, sys.stdin.buffer)


def _columns(told: list[str]) -> dict[str, str]:
    from truceline.ingest.columns import FIELDS  # noqa: PLC0415 - heavy

    columns: dict[str, str] = {}
    for one in told:
        field, sign, column = (word.strip() for word in one.partition("="))
        if not sign or not column or field not in FIELDS:
            raise typer.BadParameter(f"{one!r} is no FIELD=COLUMN; a field is one of {', '.join(FIELDS)}")
        if field in columns:
            raise typer.BadParameter(f"{field} is mapped twice: to {columns[field]!r} and to {column!r}")
        columns[field] = column
    return columns
