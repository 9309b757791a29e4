"""One connection: to an address that was checked, for a limited time, of limited size, every byte of it kept."""

import contextlib
import ssl
from collections.abc import Callable, Iterable

import httpcore

from truceline.ingest.address import Resolve, public_ips
from truceline.model.errors import NotFetched

# Opens a connection to an IP address and a port, within so many seconds.
Dial = Callable[[str, int, float], httpcore.NetworkStream]

# A name may lead to dozens of addresses; where the first few do not answer, the others will not.
_TRIED = 3


def dial(ip: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """Open a connection.

    Raises:
        httpcore.ConnectError, httpcore.ConnectTimeout: nobody answers.
    """
    return httpcore.SyncBackend().connect_tcp(ip, port, timeout=seconds)


class Meter:
    """How long one answer may still take, and what of it was received."""

    def __init__(self, *, seconds: float, most: int, clock: Callable[[], float]) -> None:
        """Start the clock."""
        self.received = bytearray()
        self._seconds, self._most, self._clock = seconds, most, clock
        self._end = clock() + seconds

    def left(self, seconds: float | None) -> float:
        """Return how long the next step may take: `seconds`, or what is left of the whole.

        Raises:
            NotFetched: nothing is left. A server that sends a byte a second is never silent; only this ends it.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise NotFetched(f"cut off after {self._seconds:g} seconds: the answer was still not whole")
        return left if seconds is None else min(left, seconds)

    def keep(self, received: bytes) -> bytes:
        """Keep what came.

        Raises:
            NotFetched: it is too much.
        """
        self.received += received
        if len(self.received) > self._most:
            raise NotFetched(f"cut off: the answer is larger than {self._most / 1e6:g} MB")
        return received


class Line(httpcore.NetworkBackend):
    """Connects to the very address that was checked: a name that is asked for twice can lead to two places."""

    def __init__(self, resolve: Resolve, dial: Dial, meter: Meter) -> None:
        """Keep how a name is resolved, how a connection is opened, and what limits it."""
        self._resolve, self._dial, self._meter = resolve, dial, meter

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[object] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve the name, check where it leads, and connect there."""
        failed: Exception = httpcore.ConnectError("nobody answers")
        for ip in public_ips(host, port, self._resolve)[:_TRIED]:
            try:
                return _Metered(self._dial(str(ip), port, self._meter.left(timeout)), self._meter)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


class _Metered(httpcore.NetworkStream):
    """A stream that asks its meter before it waits, and gives it what comes."""

    def __init__(self, stream: httpcore.NetworkStream, meter: Meter) -> None:
        self._stream, self._meter = stream, meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._meter.left(timeout)
        try:
            return self._meter.keep(self._stream.read(max_bytes, left))
        except httpcore.ReadTimeout:
            self._meter.left(timeout)  # the whole time is over, not only that of one silence
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._meter.left(timeout))

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._meter.left(timeout)
        return _Metered(self._stream.start_tls(ssl_context, server_hostname, left), self._meter)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
