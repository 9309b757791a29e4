"""Standard input (`-`): what kind it is, told or guessed, and put down in a file where it can be read like any other."""

import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

NAME = "-"
# What a person can tell with `--as`, and the suffix of a file of that kind.
KINDS = {
    "text": ".txt",
    "html": ".html",
    "jsonl": ".jsonl",
    "csv": ".csv",
    "mail": ".eml",
    "pdf": ".pdf",
    "warc": ".warc",
}
# Bytes.  More than that is a file that somebody has, and a file can be stopped and read on.
LARGEST_INPUT = 2_000_000_000
_CHUNK = 1 << 20
_HEAD = 65_536
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|article|\?xml)\b", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:From |(?:From|Return-Path|Received|Delivered-To|MIME-Version|Message-ID|Date): )", re.IGNORECASE
)
_MAIL_FROM = re.compile(rb"^From: .*@", re.IGNORECASE | re.MULTILINE)


def guess(head: bytes) -> str:
    """Return what kind the input is by its first bytes: "text" where nothing says more."""
    if head.startswith((b"WARC/", b"\x1f\x8b")):
        return "warc"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if _MARKUP.match(head):
        return "html"
    if _MAIL.match(head) and _MAIL_FROM.search(head):
        return "mail"
    return "jsonl" if _is_object(head) else "text"


def _is_object(head: bytes) -> bool:
    line = head.lstrip().partition(b"\n")[0]
    try:
        # Of a line that is longer than the head nothing but its brace is known.
        return line.startswith(b"{") and (len(line) > _HEAD // 2 or isinstance(json.loads(line), dict))
    except (ValueError, RecursionError):
        return False


@contextmanager
def put_down(stream: BinaryIO, told: str | None, largest: int = LARGEST_INPUT) -> Iterator[Path]:
    """Give a file that holds the input, with the suffix of its kind; it is gone when the block is left.

    Raises:
        OSError: the input is larger than `largest` bytes, or the disk is full.
    """
    head = stream.read(_HEAD)
    with tempfile.TemporaryDirectory(prefix="truceline-") as folder:
        path = Path(folder) / f"input{KINDS[told or guess(head)]}"
        with path.open("wb") as file:
            chunk = head
            while chunk:
                file.write(chunk)
                if file.tell() > largest:
                    raise OSError(f"more than {largest / 1e6:,.0f} MB: put it in a file")
                chunk = stream.read(_CHUNK)
        yield path
