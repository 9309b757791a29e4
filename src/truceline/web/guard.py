"""Guard: what every request must be, and what every answer says of itself, before any page is asked.

A page on the reader's machine is within reach of every other page in the reader's browser. So the Host must be this machine's
(a name that somebody points here is refused), a change must carry the token that only our own pages show, and no answer may
load anything from anywhere else.
"""

import hmac
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# As much as one form may carry.
MOST_BYTES = 200_000_000
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# An address or a head of headers longer than this is nobody's who reads.
LONGEST_QUERY = 4000

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAID = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Wraps an application: refuses what is not for it, and writes the headers of every answer."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str]) -> None:
        """Let requests through that are addressed to these hosts, whatever the port."""
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAID.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        refused = self._refused(scope)
        answer = PlainTextResponse(refused[1], refused[0]) if refused else self._app
        await answer(scope, receive, told)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        """Return why a request is refused, with the status, or None."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _without_port(host) not in self._hosts:
            return 421, f"This server answers on this machine only, not as {host[:100]!r}.\n"
        if len(scope.get("query_string", b"")) > LONGEST_QUERY:
            return 414, "This address is too long: ask for less.\n"
        if scope["method"] not in ("GET", "HEAD"):
            return _refused_change(headers, host)
        return None


def _refused_change(headers: Headers, host: str) -> tuple[int, str] | None:
    """Return why what would change something is refused: from another site, or of a length that is not told or too much."""
    length = headers.get("content-length", "")
    if headers.get("origin") not in (None, f"http://{host}"):
        return 403, "This came from another site.\n"
    if not length.isdigit():
        return 411, "Say how long it is.\n"
    if int(length) > MOST_BYTES:
        return 413, "This is too much at once: hand in fewer files, or use truceline add.\n"
    return None


def _without_port(host: str) -> str:
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host


def is_ours(given: str, token: str) -> bool:
    """Return whether a form carries our token."""
    return hmac.compare_digest(given.encode(), token.encode())
