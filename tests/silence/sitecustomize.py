"""Loaded by every Python process that has this folder on its path: no socket leads out of it, and each attempt is written down."""

import os
import socket
from pathlib import Path

_connect = socket.socket.connect


def _refuse(self, address):
    if self.family == socket.AF_UNIX:
        return _connect(self, address)
    _write(f"connect {address}")
    raise ConnectionRefusedError("tests: no socket leads out")


def _look_up(host, *words, **told):
    _write(f"look up {host}")
    raise socket.gaierror("tests: no name is looked up")


def _write(line):
    with Path(os.environ["TRUCELINE_ATTEMPTS"]).open("a") as file:
        file.write(f"{line}\n")


socket.socket.connect = _refuse
socket.getaddrinfo = _look_up
_write(f"watched {os.getpid()}")
