"""The command that opens a record in the browser: serve."""

import ipaddress
import os
import socket
import sys
import webbrowser
from typing import Annotated

import typer

from truceline.cli.verbs import RecordOption, talk, which_record
from truceline.model.errors import RecordError

PORT = 8765


def serve(
    *,
    record: RecordOption = None,
    port: Annotated[
        int,
        typer.Option(
            min=0,
            max=65535,
            help="The port; 0 for one that is free. Where it is taken, the next ones are tried.",
        ),
    ] = PORT,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address to listen at; only this machine unless told.")
    ] = "127.0.0.1",
    title: Annotated[
        str | None, typer.Option(help="The head of the pages; the record's name unless told.")
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Show the names of private victims and witnesses.")
    ] = False,
    browser: Annotated[bool, typer.Option(help="Open the first page in the browser.")] = True,
) -> None:
    """Show the record in the browser, on this machine only.

    Lists with search and filters, incidents, agreements, actors, documents; every value opens the words it was read from.
    Ctrl-C ends it.
    """
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy
    from truceline.web.listen import run  # noqa: PLC0415 - heavy

    path = which_record(record)
    with open_record(path):
        pass  # what is no record is told before anything listens
    listening = _listen(host, port)
    address = f"http://{_shown(host)}:{listening.getsockname()[1]}/"
    talk(
        f"{path} is at {address} – Ctrl-C ends it."
        + (" It names private victims and witnesses." if names else "")
    )
    if not _is_loopback(host):
        talk("Everybody who reaches this address can read the record.", style="dispute")
    if browser and _screen():
        webbrowser.open(address)
    run(path, listening, masked=not names, title=title, hosts=[_shown(host)])


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at the port, or at one of the next ten where that is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in range(port, min(port + 10, 65535) + 1) if port else (0,):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, tried))
        except OSError as error:
            listening.close()
            problem = error
            continue
        return listening
    raise RecordError(f"nothing can listen at {host}:{port}: {problem.strerror}")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _screen() -> bool:
    """Return whether somebody sits before a screen."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return (sys.platform in ("darwin", "win32") or bool(screen)) and not os.environ.get("CI")
