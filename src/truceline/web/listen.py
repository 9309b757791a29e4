"""Listen: the server itself, at a socket that is open already."""

import socket
from collections.abc import Collection
from pathlib import Path

import uvicorn

from truceline.web.adding import Intake
from truceline.web.guard import LOOPBACK
from truceline.web.serve import application


def run(
    path: Path,
    listening: socket.socket,
    *,
    masked: bool,
    title: str | None = None,
    hosts: Collection[str] = (),
    intake: Intake | None = None,
) -> None:
    """Serve a record until somebody ends it (Ctrl-C).

    Args:
        path: the record's file.
        listening: the socket to answer at.
        masked: whether the names of private victims and witnesses are masked.
        title: the head of the pages.
        intake: takes in what is handed in through the page; nothing can be added where it is None.
        hosts: names under which it may be asked, beside those of this machine.
    """
    app = application(path, masked=masked, title=title, hosts={*LOOPBACK, *hosts}, intake=intake)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
        timeout_graceful_shutdown=2,
    )
    uvicorn.Server(config).run(sockets=[listening])
