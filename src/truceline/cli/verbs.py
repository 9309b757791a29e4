"""What all commands share: exit codes, where talk goes, which record is meant, and how data is printed.

What draws pages is imported where it is used: `truceline --help` must answer at once.

Exit codes: 0 all is well; 1 Truceline's own error, told in one line; 2 the command was called wrongly; 3 some documents
could not be read, the rest was added; 5 `check` found something wrong. Talk goes to stderr, data to stdout.
"""

import errno
import os
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from truceline.model.errors import NotFound, TrucelineError

FAILED, BAD_DOCUMENTS, NOT_CLEAN = 1, 3, 5

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

SUFFIX = ".truceline"

# A terminal wider than this is not used in full: a table with far-apart columns is hard to read along.
WIDEST = 140
# What a page is laid out for when it goes into a file or a pipe.
PIPE = 110

# Control characters, and those that turn letters round: a title can hold them.
_WILD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record",
        "-r",
        help="The record's file, or its address on a server (postgresql://…). May be left out where only one *.truceline lies here.",
        metavar="FILE",
    ),
]
TitleOption = Annotated[
    str | None, typer.Option("--title", help="The head of the pages; the record's name unless told.")
]
NamesOption = Annotated[
    bool, typer.Option("--names", help="Show the names of private victims and witnesses.")
]
AgreementOption = Annotated[
    str | None, typer.Option(metavar="ID", help="Only this agreement, and what its reports tell.")
]
SinceOption = Annotated[
    datetime | None, typer.Option(metavar="DAY", formats=["%Y-%m-%d"], help="Only from this day on.")
]
PlaceOption = Annotated[str | None, typer.Option(help="Only this place and what lies within it.")]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print JSON (see docs/record.md) instead of a page.")
]


class Verbs(TyperGroup):
    """A group of commands that tells our own errors in one line, without a traceback."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the signature of the library's own method
        """Run the command."""
        try:
            return super().invoke(ctx)
        except TrucelineError as error:
            raise _told(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # `truceline show … | head`: the library ends quietly
                raise
            raise _told(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from error


def _told(message: str) -> typer.Exit:
    talk(f"truceline: {message}", style="dispute")
    return typer.Exit(FAILED)


def talk(message: str, *, style: str = "") -> None:
    """Say something to the person, on stderr."""
    from rich.console import Console  # noqa: PLC0415 - heavy

    from truceline.export.page import THEME  # noqa: PLC0415 - heavy

    # Without `emoji=False` the row of "table.csv:100: broken" is a picture.
    console = Console(stderr=True, theme=THEME, highlight=False, soft_wrap=True)
    lines = (plain_line(line) for line in message.split("\n"))
    console.print("\n".join(lines), style=style, markup=False, emoji=False)


def plain_line(words: str) -> str:
    """Return words on one line and without what would colour a terminal, move in it, or turn its letters round."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in words)


def which_record(given: str | None, *, here: Path | None = None) -> str:
    """Return the record that is meant: the one given, else the only one in the folder `here`.

    Raises:
        NotFound: none is given, and there is none here, or more than one.
    """
    if given is not None:
        return given
    found = sorted((here or Path()).glob(f"*{SUFFIX}"))
    match found:
        case [only]:
            return str(only)
        case []:
            raise NotFound(f"no record: give --record FILE, or work in a folder with one *{SUFFIX} file")
        case _:
            names = ", ".join(path.name for path in found)
            raise NotFound(f"which record? --record FILE must say which of these is meant: {names}")


def somebody_looks() -> bool:
    """Return whether there is a screen, and somebody before it."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return (sys.platform in ("darwin", "win32") or bool(screen)) and not os.environ.get("CI")


def file_of(where: str) -> Path:
    """Return the record's file, for what reads files only.

    Raises:
        NotFound: the record is on a server.
    """
    if "://" in where:
        raise NotFound(
            "this reads a record's file: `truceline copy FILE.truceline --record ADDRESS` makes one"
        )
    return Path(where)


def print_json(value: object) -> None:
    """Print a noun or a list of them as JSON; several that come one by one are printed so."""
    from truceline.export.json import encode, encode_each  # noqa: PLC0415 - heavy

    if isinstance(value, Iterator):
        for piece in encode_each(value):
            print_text(piece, end="")
        print_text("")
    else:
        print_text(encode(value))


def print_text(text: str, *, end: str = "\n") -> None:
    """Print words; what the terminal's encoding lacks becomes a question mark, never an error."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    typer.echo(f"{text}{end}", nl=False)


class _Tame:
    """A page of which no report's words can colour the terminal, move in it, or turn its letters round."""

    def __init__(self, page: "RenderableType") -> None:
        self._page = page

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "Iterator[Segment]":
        from rich.segment import Segment  # noqa: PLC0415 - heavy

        for segment in console.render(self._page, options):
            tame = _WILD.sub("\ufffd", segment.text)
            yield segment if segment.control else Segment(tame, segment.style)


def print_page(page: "RenderableType") -> None:
    """Print a page: in colour and as wide as is good on a terminal, plain and with no blanks at line ends elsewhere."""
    from rich.console import Console  # noqa: PLC0415 - heavy

    from truceline.export.page import THEME  # noqa: PLC0415 - heavy

    console = Console(theme=THEME, highlight=False, emoji=False)
    if console.is_terminal:
        console.width = min(console.width, WIDEST)
        console.print(_Tame(page))
        return
    plain = Console(theme=THEME, highlight=False, emoji=False, width=PIPE, no_color=True)
    with plain.capture() as captured:
        plain.print(_Tame(page))
    print_text("\n".join(line.rstrip() for line in captured.get().splitlines()))
