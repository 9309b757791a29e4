"""A PostgreSQL server for the tests: Debian's, on loopback, with a directory of its own that goes when they end."""

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NUMBERS = itertools.count(1)
# Who may run it: it refuses to be run by root.
_USER = "postgres"


def programs() -> Path | None:
    """Return the folder of the server's programs; None where there is no server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


@contextmanager
def running() -> Iterator[str]:
    """Start a server; yield the address of its database."""
    folder = programs()
    assert folder is not None
    home = Path(tempfile.mkdtemp(prefix="truceline-pg-"))
    user = {"user": _USER, "group": _USER, "extra_groups": []} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(home, _USER, _USER)
    port = _free_port()

    def call(program: str, *words: str) -> None:
        subprocess.run([folder / program, *words], check=True, capture_output=True, cwd=home, **user)

    data = str(home / "data")
    call(
        "initdb", "-D", data, "-U", "truceline", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
    )
    settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off"
    call("pg_ctl", "-D", data, "-w", "-l", str(home / "log"), "-o", settings, "start")
    try:
        yield f"postgresql://truceline@127.0.0.1:{port}/postgres"
    finally:
        call("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def empty_place(address: str) -> str:
    """Return the address of a place in the database that holds nothing yet."""
    import psycopg

    name = f"war{next(_NUMBERS)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{address}?options=-csearch_path%3D{name}"
