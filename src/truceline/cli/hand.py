"""The commands for people: a page to hand on, and a person's word on two incidents."""

from typing import TYPE_CHECKING, Annotated

import typer

from truceline.cli.keep import OutArgument
from truceline.cli.verbs import RecordOption, talk, which_record

if TYPE_CHECKING:
    from truceline.review.judge import Decision

IncidentArgument = Annotated[
    str, typer.Argument(metavar="ID", help="An incident's id, or the beginning of one.")
]


def report(out: OutArgument, *, record: RecordOption = None) -> None:
    """Write the record as one self-contained HTML page."""
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy
    from truceline.web import write_report  # noqa: PLC0415 - heavy

    with open_record(which_record(record)) as opened:
        write_report(opened, out)
    talk(f"{out} written.")


def judge(  # noqa: PLR0913 - the arguments are the command's options
    left: IncidentArgument,
    right: IncidentArgument,
    *,
    same: Annotated[bool, typer.Option("--same", help="The two are one happening.")] = False,
    different: Annotated[bool, typer.Option("--different", help="They are two.")] = False,
    by: Annotated[str, typer.Option(help="Who says so.")],
    why: Annotated[str, typer.Option(help="The reason.")],
    record: RecordOption = None,
) -> None:
    """Say that two incidents are one, or two; with neither, take your word back."""
    from truceline.review import judge as keep_judgement  # noqa: PLC0415 - heavy
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy

    if same and different:
        raise typer.BadParameter("--same and --different say opposite things")
    decision: Decision = "same" if same else "different" if different else "unsure"
    with open_record(which_record(record)) as opened:
        said = keep_judgement(opened, left, right, decision, by=by, why=why)
    talk(
        f"{said.left} and {said.right}: {said.verdict}, by {by}. It outranks the method, and a later word undoes it."
    )
