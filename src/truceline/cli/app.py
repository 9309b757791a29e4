"""The commands, in the order in which a person meets them."""

from typing import Annotated

import typer

from truceline import __version__
from truceline.cli import hand, keep, reading, serve, show, word
from truceline.cli.verbs import Verbs

app = typer.Typer(
    cls=Verbs,
    name="truceline",
    help="News reports on an armed conflict go in; a sourced record comes out: who says what happened, who denies it, "
    "what was agreed.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # the boxes of rich around the help cost 0.15 s
)


@app.callback(invoke_without_command=True)
def _options(
    *, version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False
) -> None:
    if version:
        typer.echo(f"truceline {__version__}")
        raise typer.Exit


app.command()(reading.add)
app.add_typer(show.show, name="show")
for _verb in (
    show.search, show.brief, serve.serve, serve.site, hand.report, word.judge, word.correct, word.undo, show.propose, hand.accept, keep.check, reading.rebuild, keep.archive, keep.snapshot, keep.copy, keep.copy_record, reading.demo,
):  # fmt: skip
    app.command()(_verb)
