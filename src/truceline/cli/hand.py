"""The commands for people: a page to hand on, and a person's word on lines that are no report."""

from typing import Annotated

import typer

from truceline.cli.keep import OutArgument
from truceline.cli.verbs import (
    AgreementOption,
    NamesOption,
    PlaceOption,
    RecordOption,
    SinceOption,
    TitleOption,
    talk,
    which_record,
)

LinesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="LINES…", help="Ids of lines, or the beginnings of them.")
]


def report(  # noqa: PLR0913 - the arguments are the command's options
    out: OutArgument,
    *,
    agreement: AgreementOption = None,
    since: SinceOption = None,
    place: PlaceOption = None,
    title: TitleOption = None,
    names: NamesOption = False,
    record: RecordOption = None,
) -> None:
    """Write the record as one self-contained HTML page.

    Every figure, name and verdict on it opens the words it was read from. It needs no network and no other file.
    """
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy
    from truceline.web import Selection, write_report  # noqa: PLC0415 - heavy

    selection = Selection(agreement, since.date() if since else None, place)
    with open_record(which_record(record)) as opened:
        write_report(opened, out, selection, title=title, masked=not names)
    talk(f"{out} written." + (" It names private victims and witnesses." if names else ""))


def accept(
    lines: LinesArgument = None,
    *,
    all_lines: Annotated[
        bool, typer.Option("--all", help="All lines that are proposed as furniture.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the word back.")] = False,
    by: Annotated[str, typer.Option(help="Who says so.")],
    why: Annotated[str, typer.Option(help="The reason.")],
    record: RecordOption = None,
) -> None:
    """Say that recurring lines are no report (see propose)."""
    from truceline.review import accept_lines  # noqa: PLC0415 - heavy
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy

    if bool(lines) == all_lines:
        raise typer.BadParameter("name the lines, or give --all")
    with open_record(which_record(record)) as opened:
        chosen = accept_lines(opened, lines or [], by=by, why=why, undo=undo)
    count = f"{len(chosen)} line{'' if len(chosen) == 1 else 's'}"
    talk(
        f"{count} {'taken back' if undo else 'accepted'}, by {by}. The next add or rebuild reads the reports anew."
    )
