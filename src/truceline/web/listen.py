"""Listen: the server itself, at a socket that is open already."""

import socket

import uvicorn
from starlette.types import ASGIApp


def run(app: ASGIApp, listening: socket.socket) -> None:
    """Serve an application at a socket until somebody ends it (Ctrl-C)."""
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
