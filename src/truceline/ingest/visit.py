"""Addresses that the user names -> bytes as received: pages, and the pages that feeds name."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import msgspec

from truceline.ingest.address import checked, is_address, name_of
from truceline.ingest.binary import why_binary
from truceline.ingest.feeds import Entry, Feed, is_feed, read_feed, why_no_feed
from truceline.ingest.fetch import WITH_PAGE, Answer
from truceline.ingest.kept import Kept, read_kept
from truceline.ingest.known import Known
from truceline.ingest.record import response_record
from truceline.ingest.refused import Refused
from truceline.ingest.rows import row_raw
from truceline.ingest.visitor import Conditions
from truceline.model.document import Media, Raw
from truceline.model.errors import NotFetched

# Pages that one feed may name. News feeds name 10 to 100; a feed of thousands is an archive, and a matter for its owners.
MOST_ENTRIES = 200
_NOT_MODIFIED = 304
# A PDF is no text, but it can be read.
_READABLE = b"%PDF-"


class Visits(Protocol):
    """Whoever can ask for a page: `Visitor`, or a stand-in."""

    def visit(self, address: str, conditions: Conditions) -> Answer:
        """Return what the address answers."""


class Wanted(msgspec.Struct, frozen=True):
    """An address that waits, and what a feed told of it."""

    address: str
    entry: Entry | None = None
    feed: str = ""
    only_new: bool = False


class Found(msgspec.Struct, frozen=True):
    """What one address gave: what is to be kept, and which addresses it names."""

    taken: tuple[Raw | Refused, ...]
    further: tuple[Wanted, ...] = ()


def visit(
    addresses: Iterable[str],
    known: Known,
    *,
    visitor: Visits,
    now: Callable[[], str],
    watch: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Raw | Refused]:
    """Yield what is found at each address, and at each that a feed among them names; one that cannot be had is Refused.

    What has not changed since it was kept is yielded as it was kept. Of a feed that has not changed, only pages that the
    record lacks are asked for.

    Args:
        addresses: pages and feeds.
        known: what the record keeps of an address.
        visitor: how a page is asked for.
        now: the clock, as ISO 8601 in UTC.
        watch: called with how many addresses are done, and how many are known of.
    """
    waiting = deque(Wanted(address) for address in addresses)
    seen: set[str] = set()
    done = 0
    while waiting:
        wanted = waiting.popleft()
        name = name_of(wanted.address)
        if not name or name not in seen:  # of entries without an address, each is another
            seen.add(name)
            found = _found(wanted, known, visitor, now)
            # What a feed names comes next, before the other addresses: a feed that is read is a feed that is done.
            waiting.extendleft(reversed(found.further))
            yield from found.taken
        done += 1
        watch(done, done + len(waiting))


def _found(wanted: Wanted, known: Known, visitor: Visits, now: Callable[[], str]) -> Found:
    name = name_of(wanted.address)
    page = read_kept(known(name, "warc"))
    if wanted.only_new and page:
        return Found(())
    kept = page or read_kept(known(name, "feed"))
    try:
        answer = visitor.visit(wanted.address, kept.conditions if kept else lambda _: {})
        if answer.status == _NOT_MODIFIED and kept:
            return _again(kept, name, wanted)
        return _new(answer, kept, wanted, now)
    except NotFetched as error:
        told = _told_by_feed(wanted)
        refused = Refused(name or wanted.feed, str(error))
        return Found((refused, told) if told else (refused,))


def _again(kept: Kept, name: str, wanted: Wanted) -> Found:
    raw = msgspec.structs.replace(kept.raw, name=name)
    if raw.media != "feed":
        return Found((raw,))
    return _of_feed(raw, read_feed(kept.content, checked(kept.url)), wanted, only_new=True)


def _new(answer: Answer, kept: Kept | None, wanted: Wanted, now: Callable[[], str]) -> Found:
    """Return what a new answer gives.

    Raises:
        NotFetched: it gives nothing that can be used.
    """
    name = name_of(wanted.address)
    if answer.status not in WITH_PAGE:
        raise NotFetched(f"the server answered {_status_line(answer)}")
    if kept and kept.is_same(answer):
        return _again(kept, name, wanted)
    if not answer.content.strip():
        raise NotFetched("the page is empty")
    if is_feed(answer.content):
        return _of_feed(_raw(answer, name, "feed", now), read_feed(answer.content, answer.url), wanted)
    media = answer.headers.get("content-type", "")
    reason = why_no_feed(answer.content, url=answer.url, media=media)
    if reason is None and not answer.content.startswith(_READABLE):
        reason = why_binary(answer.content)
    if reason:
        raise NotFetched(reason)
    return Found((_raw(answer, name, "warc", now, wanted.entry),))


def _status_line(answer: Answer) -> str:
    words = answer.head.partition(b"\n")[0].decode("ascii", "replace").split(maxsplit=2)[2:]
    return " ".join([str(answer.status), *words]).strip()[:100]


def _raw(answer: Answer, name: str, media: Media, now: Callable[[], str], entry: Entry | None = None) -> Raw:
    told = {"Feed-Title": entry.title, "Feed-Published": entry.published} if entry else {}
    content = response_record(
        str(answer.url),
        date=now().replace("+00:00", "Z"),
        head=answer.head,
        payload=answer.payload,
        told={field: words for field, words in told.items() if words},
    )
    return Raw(name, media, content)


def _of_feed(raw: Raw, feed: Feed, wanted: Wanted, *, only_new: bool = False) -> Found:
    """Return the feed and the pages that it names.

    Raises:
        NotFetched: another feed named this one: feeds are followed one step.
    """
    if wanted.entry is not None:
        raise NotFetched("a feed that a feed names is not followed")
    taken: list[Raw | Refused] = [raw]
    if len(feed.entries) > MOST_ENTRIES:
        reason = f"the feed names {len(feed.entries):,} pages; the first {MOST_ENTRIES} are visited"
        taken.append(Refused(raw.name, reason))
    further = (
        Wanted(entry.address, entry, feed.title or raw.name, only_new)
        for entry in feed.entries[:MOST_ENTRIES]
    )
    return Found(tuple(taken), tuple(further))


def _told_by_feed(wanted: Wanted) -> Raw | Refused | None:
    """Return what the feed itself told of a page that cannot be had, as a row, if it told more than its title."""
    entry = wanted.entry
    if entry is None or not entry.has_words:
        return None
    told = {
        "title": entry.title,
        "text": entry.summary,
        "published": entry.published,
        "url": entry.address if is_address(entry.address) else "",
        "outlet": wanted.feed,
    }
    row = {column: words for column, words in told.items() if words}
    return row_raw(name_of(entry.address) or wanted.feed, row)
