"""The commands that show a record as pages: serve, and site for a static copy."""

import errno
import ipaddress
import socket
import webbrowser
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from truceline.cli.clock import now
from truceline.cli.verbs import (
    AgreementOption,
    NamesOption,
    PlaceOption,
    RecordOption,
    SinceOption,
    TitleOption,
    file_of,
    somebody_looks,
    talk,
    which_record,
)
from truceline.model.errors import RecordError

if TYPE_CHECKING:
    from truceline.pipeline import Report
    from truceline.store.open import Record
    from truceline.web.adding import Handed, Watch

PORT = 8765
# Ports that are tried in turn where one is taken.
TRIED = 10

FolderArgument = Annotated[
    Path,
    typer.Argument(metavar="FOLDER", help="The folder to write into; it must be empty, or not be there."),
]

PortOption = Annotated[
    int,
    typer.Option(
        min=0, max=65535, help="The port; 0 for one that is free. Where it is taken, the next ones are tried."
    ),
]
HostOption = Annotated[
    str, typer.Option(metavar="ADDRESS", help="The address to listen at; only this machine unless told.")
]
TilesOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Map tiles to draw places on: an MBTiles file of pictures, or a folder of zoom/column/row.png.",
    ),
]
NoBrowserOption = Annotated[bool, typer.Option("--no-browser", help="Open no browser.")]


def serve(  # noqa: PLR0913 - the arguments are the command's options
    *,
    record: RecordOption = None,
    port: PortOption = PORT,
    host: HostOption = "127.0.0.1",
    title: TitleOption = None,
    names: NamesOption = False,
    tiles: TilesOption = None,
    no_browser: NoBrowserOption = False,
) -> None:
    """Show the record in the browser, on this machine only.

    Lists with search and filters, incidents, agreements, actors, documents; every value opens the words it was read from.
    Ctrl-C ends it.
    """
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy
    from truceline.store.tiles import open_tiles  # noqa: PLC0415 - heavy
    from truceline.web.adding import Intake  # noqa: PLC0415 - heavy
    from truceline.web.files import packages_lacking  # noqa: PLC0415 - heavy
    from truceline.web.guard import LOOPBACK  # noqa: PLC0415 - heavy
    from truceline.web.listen import run  # noqa: PLC0415 - heavy
    from truceline.web.serve import application  # noqa: PLC0415 - heavy

    path = file_of(which_record(record))
    with open_record(path):
        pass  # what is no record is told before anything listens
    drawn_on = open_tiles(tiles) if tiles else None
    if lacking := packages_lacking():
        talk(
            f"{', '.join(lacking)} not built: run make env, or python src/truceline/web/build_packages.py",
            style="dispute",
        )
    listening = _listen(host, port)
    address = f"http://{_shown(host)}:{listening.getsockname()[1]}/"
    talk(
        f"{path} is at {address} – Ctrl-C ends it."
        + (" It names private victims and witnesses." if names else "")
    )
    if not _is_loopback(host):
        talk("Everybody who reaches this address can read the record.", style="dispute")
    if somebody_looks() and not no_browser:
        webbrowser.open(address)
    # Who reads from another machine may hand in reports, but not send this machine to fetch.
    intake = Intake(add_handed, fetches=_is_loopback(host))
    hosts = {*LOOPBACK, _shown(host)}
    run(
        application(path, masked=not names, title=title, hosts=hosts, intake=intake, tiles=drawn_on),
        listening,
    )


def add_handed(handed: "Handed", record: "Record", watch: "Watch") -> "Report":
    """Read reports that are handed in through the page, in one process: pages are shown meanwhile."""
    from truceline import pipeline  # noqa: PLC0415 - heavy
    from truceline.cli.network import visiting  # noqa: PLC0415 - heavy

    fetch = visiting(handed.addresses, partial(watch, "fetching"))
    return pipeline.add(handed.paths, record, at=now(), fetch=fetch, watch=partial(watch, "reading"))


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at the port, or at one of the next ten where that is taken."""
    tried = range(port, min(port + TRIED, 65536)) if port else range(1)
    for number in tried:
        listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, number))
        except OSError as error:
            listening.close()
            if number == tried[-1] or error.errno != errno.EADDRINUSE:
                raise RecordError(f"nothing can listen at {host}:{port}: {error.strerror}") from error
            continue
        return listening
    raise AssertionError("the last attempt returns or raises")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def site(  # noqa: PLR0913 - the arguments are the command's options
    out: FolderArgument,
    *,
    title: TitleOption = None,
    names: NamesOption = False,
    agreement: AgreementOption = None,
    since: SinceOption = None,
    place: PlaceOption = None,
    record: RecordOption = None,
) -> None:
    """Write the pages of serve as a folder of files, of the whole record or of a part.

    It opens from a stick or a web server, without a network: index.html is the first page. Lists are there page by page, without
    their filters.
    """
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy
    from truceline.web import Selection, write_site  # noqa: PLC0415 - heavy

    with open_record(file_of(which_record(record))) as opened:
        selection = Selection(agreement, since.date() if since else None, place)
        written = write_site(opened, out, selection, title=title, masked=not names)
    first = out / "index.html"
    talk(
        f"{written} files written; begin at {first}."
        + (" They name private victims and witnesses." if names else "")
    )
