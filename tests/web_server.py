"""A web of invented hosts: every connection ends at one server on loopback, which answers as it is told, or misbehaves.

Names and addresses are checked as they are in earnest. Only the last step is another: `dial` connects to the server
instead of to the public address that was checked, and keeps a list of those addresses.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from ipaddress import ip_address

import httpcore

from truceline.ingest.fetch import Limits, Network
from truceline.ingest.visitor import Visitor

# Limits under which a server that misbehaves is done with in a moment.
SHORT = Limits(seconds=3.0, silence=1.0, received=100_000, unpacked=200_000)


def answer(body=b"<p>Words of a report.</p>", *headers, status="200 OK"):
    """Return a whole answer, well made."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(to, status="301 Moved Permanently"):
    return answer(b"", f"Location: {to}", status=status)


class Clock:
    """A clock that only sleeping moves; it keeps how long each sleep was."""

    def __init__(self):
        self.now, self.slept = 1000.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.now += seconds


class Web:
    """`pages` has an answer for each address, as bytes, or as a function that is given the open connection."""

    def __init__(self):
        self.pages, self.asked, self.dialled, self.clock = {}, [], [], Clock()
        self.names = {}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open = True
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self._open = False
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def network(self, clock=None):
        return Network(resolve=self.resolve, dial=self.dial, clock=clock or self.clock)

    def visitor(self, **told):
        told = {"agent": "truceline/test", "sleep": self.clock.sleep, "limits": SHORT} | told
        return Visitor(**{"network": self.network()} | told)

    def patient(self):
        """Return a network by the real clock: for a server that is slow in earnest."""
        return self.network(time.monotonic)

    def resolve(self, host, port):
        if host in self.names:
            return self.names[host]
        if host.endswith(".example"):
            return [f"93.184.{len(host)}.{sum(host.encode()) % 250}"]
        with contextlib.suppress(ValueError):
            return [str(ip_address(host))]
        raise OSError("no such name")

    def dial(self, ip, port, seconds):
        self.dialled.append((ip, port))
        return httpcore.SyncBackend().connect_tcp(*self._socket.getsockname(), timeout=seconds)

    def hits(self, address):
        return [headers for asked, headers in self.asked if asked == address]

    def _serve(self):
        while self._open:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        with connection, contextlib.suppress(OSError):
            connection.settimeout(10)
            received = b""
            while b"\r\n\r\n" not in received:
                if not (more := connection.recv(65_536)):
                    return
                received += more
            first, *lines = received.split(b"\r\n\r\n")[0].decode().split("\r\n")
            headers = dict(line.split(": ", 1) for line in lines)
            address = f"http://{headers['Host']}{first.split(' ')[1]}"
            self.asked.append((address, headers))
            page = self.pages.get(address, answer(b"", status="404 Not Found"))
            if isinstance(page, Callable):
                page(connection)
            else:
                connection.sendall(page)
