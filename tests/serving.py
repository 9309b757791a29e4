"""The server of a record, asked without a socket or with one."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import httpx
import uvicorn

from tests.demo import demo_path
from truceline.web.serve import application

HERE = "http://127.0.0.1"


@cache
def demo_app():
    """Return the application that serves the examples."""
    return application(demo_path(), title="The examples")


def ask(app, address, *, method="GET", headers=None, **more):
    """Ask an application once, and return its answer."""

    async def asked():
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            return await client.request(method, address, headers=headers, **more)

    # In a thread of its own: where a browser was started, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(asked())).result()


@contextlib.contextmanager
def served(path: Path, **more) -> Iterator[str]:
    """Serve a record at a free port, and give the address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        application(path, **more), log_level="error", ws="none", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
