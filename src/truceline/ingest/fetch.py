"""One request of the web: no cookies, no proxies, no redirects; an answer that is whole, or the reason why not."""

import re
import ssl
import time
from collections.abc import Callable, Mapping
from functools import cache

import httpcore
import httpx
import msgspec

from truceline.ingest.address import Resolve, port_of, resolve
from truceline.ingest.unpacked import unpacked
from truceline.ingest.wire import Dial, Line, Meter, dial
from truceline.model.errors import NotFetched

# Statuses behind which a page stands; of any other answer only the head is read.
WITH_PAGE = (200, 203)

_BLANK_LINE = re.compile(rb"\n\r?\n")
_INFORMATIONAL = re.compile(rb"HTTP/\d\.\d 1\d\d")
_NO_TEXT = ("image/", "audio/", "video/", "font/")


class Limits(msgspec.Struct, frozen=True):
    """What one answer may cost: seconds in all and of silence, bytes as received and unpacked.

    The longest page of 7,000 looked at has 3 MB with its scripts; a minute is ten times what slow servers needed.
    """

    seconds: float = 60.0
    silence: float = 20.0
    received: int = 10_000_000
    unpacked: int = 10_000_000


class Network(msgspec.Struct, frozen=True):
    """How the network is reached: where names lead, how a connection is opened, what time it is."""

    resolve: Resolve = resolve
    dial: Dial = dial
    clock: Callable[[], float] = time.monotonic


LIMITS, NETWORK = Limits(), Network()


class Answer(msgspec.Struct, frozen=True):
    """What a server answered.

    `head` is the status line and the headers as received, `payload` what followed as received, its codings not undone;
    `content` is the payload with its codings undone. Both are empty where the status tells of no page.
    """

    url: httpx.URL
    status: int
    head: bytes
    headers: httpx.Headers
    payload: bytes = b""
    content: bytes = b""


def fetch(
    url: httpx.URL, *, headers: Mapping[str, str], limits: Limits, network: Network = NETWORK
) -> Answer:
    """Ask for one page.

    Args:
        url: an address that was checked.
        headers: what to say besides the host.
        limits: what the answer may cost.
        network: how the network is reached.

    Raises:
        NotFetched: there is no whole answer; the message says why.
    """
    meter = Meter(seconds=limits.seconds, most=limits.received, clock=network.clock)
    line = Line(network.resolve, network.dial, meter)
    try:
        with httpcore.ConnectionPool(_tls(), network_backend=line, max_keepalive_connections=0) as pool:
            return _ask(pool, url, headers, limits, meter)
    except httpcore.TimeoutException as error:
        raise NotFetched(f"the server was silent for {limits.silence:g} seconds") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        if meter.received and not meter.received.startswith(b"HTTP/"):
            raise NotFetched("what answers there does not speak HTTP") from error
        raise NotFetched(f"the connection failed: {str(error) or 'it was closed'}") from error


def _ask(
    pool: httpcore.ConnectionPool,
    url: httpx.URL,
    headers: Mapping[str, str],
    limits: Limits,
    meter: Meter,
) -> Answer:
    where = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=port_of(url), target=url.raw_path)
    said = {"Host": url.netloc.decode(), "Accept-Encoding": "gzip", "Connection": "close", **headers}
    waits = dict.fromkeys(("connect", "read", "write", "pool"), limits.silence)
    with pool.stream("GET", where, headers=list(said.items()), extensions={"timeout": waits}) as response:
        told = httpx.Headers(response.headers)
        head, _ = _split(bytes(meter.received))
        if response.status not in WITH_PAGE:
            return Answer(url, response.status, head, told)
        _check_head(told, limits)
        body = b"".join(response.iter_stream())
    # A payload in chunks is kept in them, as its head says that it is.
    payload = _split(bytes(meter.received))[1] if "transfer-encoding" in told else body
    content = unpacked(body, told.get("content-encoding", ""), most=limits.unpacked)
    return Answer(url, response.status, head, told, payload, content)


def _check_head(headers: httpx.Headers, limits: Limits) -> None:
    """Refuse what need not be received to be known to be of no use."""
    media = headers.get("content-type", "").casefold().strip()
    if media.startswith(_NO_TEXT):
        raise NotFetched(f"not text: {media}")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limits.received:
        raise NotFetched(f"the server announces {length[:20]} bytes, at most {limits.received:,} are taken")


def _split(received: bytes) -> tuple[bytes, bytes]:
    """Return the head and what follows it, without what was said before ("HTTP/1.1 100 Continue")."""
    here = 0
    while found := _BLANK_LINE.search(received, here):
        if not _INFORMATIONAL.match(received, here):
            return received[here : found.end()], received[found.end() :]
        here = found.end()
    return received[here:], b""


@cache
def _tls() -> ssl.SSLContext:
    """Return what checks certificates: by the authorities that browsers trust, whatever the environment says of others."""
    return httpx.create_ssl_context(trust_env=False)
