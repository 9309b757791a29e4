"""What `truceline add` asks of the network: nothing, unless an address is named."""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from truceline import __version__
from truceline.cli.clock import now

if TYPE_CHECKING:
    from truceline.cli.bar import Bar
    from truceline.ingest.known import Known
    from truceline.ingest.refused import Refused
    from truceline.model.document import Raw
    from truceline.pipeline import Fetch, Watch

# Seconds. Nobody who reads page after page is faster than this.
_LEAST_DELAY = 0.5
STANDARD_INPUT = "-"
_BEGINNINGS = ("http://", "https://")


def _sayable(contact: str | None) -> str | None:
    """Return the contact if it can be said in a header.

    Raises:
        typer.BadParameter: it cannot.
    """
    if contact and not (contact.isascii() and contact.isprintable() and not set("()") & set(contact)):
        raise typer.BadParameter("Plain letters only, without brackets.")
    return contact


AddressesOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="A list of addresses of pages and feeds, one a line; lines that begin with # are passed over.",
    ),
]
DelayOption = Annotated[
    float | None,
    typer.Option(
        min=_LEAST_DELAY,
        metavar="SECONDS",
        help="How long a host is left alone between two requests; 2 unless told.",
    ),
]
ContactOption = Annotated[
    str | None,
    typer.Option(
        metavar="WORDS",
        callback=_sayable,
        help="How the owners of a site can reach you; told to every site that is asked.",
    ),
]


def split(
    sources: Sequence[str], listed: Path | None, *, stores: bool = False
) -> tuple[list[Path | str], list[str]]:
    """Return the paths that are named, and the addresses that are named or listed.

    Addresses of object stores stand among the paths; `stores` tells whether the engine opens them.

    Raises:
        typer.BadParameter: nothing is named, or a path that is not there, or a store that is not opened.
    """
    paths = [_path(source, stores=stores) for source in sources if not _is_address(source)]
    addresses = [source for source in sources if _is_address(source)]
    if listed is not None:
        from truceline.ingest.address import listed_in  # noqa: PLC0415 - heavy

        addresses += listed_in(listed.read_text("utf-8", "replace"))
    if not paths and not addresses:
        raise typer.BadParameter("Name a file, a folder or an address.", param_hint="'PATH…'")
    return paths, addresses


def _path(source: str, *, stores: bool) -> Path | str:
    from truceline.ingest.stores import is_store  # noqa: PLC0415 - heavy

    if is_store(source):
        if not stores:
            raise typer.BadParameter(f"'{source}' is opened with --engine daft only.", param_hint="'PATH…'")
        return source
    if "://" in source:
        reason = (
            f"'{source}' is no address that can be read: http and https are, and stores with --engine daft."
        )
        raise typer.BadParameter(reason, param_hint="'PATH…'")
    path = Path(source)
    if source != STANDARD_INPUT and not path.exists() and not path.is_symlink():
        raise typer.BadParameter(f"Path '{path}' does not exist.", param_hint="'PATH…'")
    return path


def _is_address(source: str) -> bool:
    return source.casefold().startswith(_BEGINNINGS)


def fetching(addresses: Sequence[str], bar: "Bar", *, delay: float | None, contact: str | None) -> "Fetch":
    """Return what visits the addresses when it is called; where there are none, what yields nothing."""

    def fetch(known: "Known") -> "Iterable[Raw | Refused]":
        return _visit(addresses, known, bar, delay, contact) if addresses else ()

    return fetch


def visiting(addresses: Sequence[str], watch: "Watch") -> "Fetch":
    """Return the same for addresses that are named in a page; `watch` is called with how many are done and known of."""

    def fetch(known: "Known") -> "Iterable[Raw | Refused]":
        return _asked(addresses, known, watch) if addresses else ()

    return fetch


def _visit(
    addresses: Sequence[str], known: "Known", bar: "Bar", delay: float | None, contact: str | None
) -> "Iterator[Raw | Refused]":
    from truceline.cli.bar import FETCHING, READING  # noqa: PLC0415 - heavy

    bar.turn_to(FETCHING)
    yield from _asked(addresses, known, bar, delay, contact)
    bar.turn_to(READING)


def _asked(
    addresses: Sequence[str],
    known: "Known",
    watch: "Watch",
    delay: float | None = None,
    contact: str | None = None,
) -> "Iterator[Raw | Refused]":
    # Heavy: the library that speaks HTTP is loaded by whoever names an address, and by nobody else.
    from truceline.ingest.polite import DELAY  # noqa: PLC0415 - see above
    from truceline.ingest.visit import visit  # noqa: PLC0415 - see above
    from truceline.ingest.visitor import Visitor, agent  # noqa: PLC0415 - see above

    visitor = Visitor(agent=agent(__version__, contact), sleep=time.sleep, delay=delay or DELAY)
    return visit(addresses, known, visitor=visitor, now=now, watch=watch)
