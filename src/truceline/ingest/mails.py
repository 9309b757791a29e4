"""Mails of a mailbox file (`.mbox`), one at a time."""

import re
from collections.abc import Iterator
from pathlib import Path

from truceline.ingest.refused import Refused, too_large
from truceline.ingest.unzip import open_bytes
from truceline.model.document import Raw

_FROM = b"From "
# "From reports@post.example Wed Mar 20 08:00:00 2019": no sentence has a time of day and a year there.
_BEGINS = re.compile(rb"From \S+.*\d\d:\d\d.*\d{4}|From (?:-|MAILER-DAEMON)")
# A program that keeps mails writes ">From " for a line of one that begins so.
_STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER = re.compile(rb"[\x21-\x39\x3b-\x7e]+:")
_CHUNK = 65_536


def mbox_mails(path: Path, largest: int) -> Iterator[Raw | Refused]:
    """Yield each mail of the file; the number in the name is the line on which it begins.

    Raises:
        OSError: the file cannot be read.
    """
    with open_bytes(path) as file:
        number, begun, size = 0, 0, 0
        held: list[bytes] = []
        at_start, empty_before = True, True
        while piece := file.readline(_CHUNK):
            number += at_start
            if at_start and empty_before and _BEGINS.match(piece):
                yield from _mail(path, begun, held, size, largest)
                held, size, begun = [], 0, number
            elif begun:
                size += len(piece)
                held += [piece] * (size <= largest)
            empty_before = at_start and not piece.strip()
            at_start = piece.endswith(b"\n")
        yield from _mail(path, begun, held, size, largest)
    if not begun:
        yield Refused(str(path), 'there is no mail in it: each begins with a line "From … date"')


def _mail(path: Path, begun: int, held: list[bytes], size: int, largest: int) -> Iterator[Raw | Refused]:
    if not begun:
        return
    name = f"{path}:{begun}"
    if size > largest:
        yield Refused(name, too_large(size, largest))
        return
    content = _STUFFED.sub(rb"\1", b"".join(held).rstrip(b"\r\n") + b"\n")
    reason = why_no_mail(content)
    yield Refused(name, reason) if reason else Raw(name, "mail", content)


def why_no_mail(content: bytes) -> str | None:
    """Return why the bytes are no mail, or None if they may be."""
    head = content[:_CHUNK].lstrip()
    if head.startswith(_FROM):
        head = head.partition(b"\n")[2]
    return None if _HEADER.match(head) else "no mail: it does not begin with headers"
