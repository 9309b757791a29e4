"""What the record keeps of a page that is visited again."""

import io
from collections.abc import Mapping

import httpx
import msgspec
from fastwarc.warc import ArchiveIterator

from truceline.ingest.fetch import LIMITS, Answer
from truceline.ingest.unpacked import unpacked
from truceline.model.document import Raw
from truceline.model.errors import NotFetched


class Kept(msgspec.Struct, frozen=True):
    """An answer as it was kept: which address gave it, its headers, its content with its codings undone."""

    raw: Raw
    url: str
    headers: httpx.Headers
    content: bytes

    def conditions(self, url: str) -> Mapping[str, str]:
        """Return the headers that ask this address for what is new since; none for another address."""
        if url != self.url:
            return {}
        pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        return {ask: self.headers[told] for ask, told in pairs if told in self.headers}

    def is_same(self, answer: Answer) -> bool:
        """Return whether the answer gives what was kept, whatever its headers say now."""
        return answer.content == self.content


def read_kept(raw: Raw | None) -> Kept | None:
    """Return what a WARC record holds; None where there is none, or it is no answer that a visit could have kept.

    It may be out of somebody's archive, not fetched by us: damaged, or a bomb.
    """
    if raw is None:
        return None
    try:
        return _read(raw)
    except (OSError, EOFError, ValueError, NotFetched):
        return None


def _read(raw: Raw) -> Kept | None:
    for record in ArchiveIterator(io.BytesIO(raw.content), parse_http=True, auto_decode="transfer"):
        if record.http_headers is not None:
            told = httpx.Headers(
                [(name.encode(), value.encode(errors="replace")) for name, value in record.http_headers]
            )
            coding = told.get("content-encoding", "")
            content = unpacked(record.reader.read(), coding, most=LIMITS.unpacked)
            return Kept(raw, record.headers.get("WARC-Target-URI") or "", told, content)
    return None
