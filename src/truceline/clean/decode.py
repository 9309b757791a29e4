"""Bytes -> text, once, with the encoding that was found."""

import codecs
import re
from collections.abc import Iterable
from typing import NamedTuple

from charset_normalizer import from_bytes

from truceline.clean.twice import decode_again
from truceline.model.utf16 import encoding_by_mark, utf16_without_mark

# Below this share of bytes above 127, a line in an unknown code is English with some quotes and names, and the code page
# of Western Windows is what it was written in; a guesser needs more to see a language.
_FEW_HIGH_BYTES = 0.25
# With fewer such bytes in all, those are quotes and names around very few words.
_FEWEST_HIGH_BYTES = 10
_SAMPLE = 200_000
# A charset that is told and loses more than this share of a text is not its charset.
_MOST_LOST = 0.01
# What browsers read for a name that is told: each but the last two is the larger set that Windows has under that name.
_CHARSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
}
_META = re.compile(
    rb"<meta\b[^<>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^<>]{0,80}encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
# A page tells its charset in its first bytes; the HTML standard looks at 1,024.
_META_WITHIN = 2_048
_TOGETHER = re.compile(rb"[\x80-\xff]{2}")


class Decoded(NamedTuple):
    """A text and how its bytes were read; `encoding` counts what could not be ("utf-8, 3 characters lost")."""

    text: str
    encoding: str


def decode(content: bytes, told: str | None = None) -> Decoded:
    """Return the text of the bytes; line ends become one character, and nothing else changes.

    UTF-8, UTF-16 and UTF-32 by their marks; else UTF-8; else the charset that is `told` of them, if it fits; else the best
    guess, line by line where some lines are UTF-8 and some are not. Lines that were encoded in UTF-8 twice are decoded
    twice. A byte that cannot be read is shown as U+FFFD and counted: a broken letter must not lose the report.
    """
    text, encoding = _decode(content, told)
    nuls = text.count("\0")
    text = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    once = decode_again(text)
    notes = [f"{_lines(once.lines)} twice"] * (once.lines > 0) + [f"{nuls} NUL lost"] * (nuls > 0)
    return Decoded(once.text, ", ".join([encoding, *notes]))


def charset_of_page(content: bytes) -> str | None:
    """Return the charset that a page tells of itself in its head, right or wrong."""
    found = _META.search(content[:_META_WITHIN])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _decode(content: bytes, told: str | None) -> Decoded:
    if wide := encoding_by_mark(content) or utf16_without_mark(content[:_SAMPLE]):
        return _with_losses(content, wide)
    stateful = _codec(told) if b"\x1b" in content else None
    if stateful and stateful.startswith("iso2022"):
        # Its bytes are all those of ASCII, so that it is valid UTF-8 and nonsense.
        return _with_losses(content, stateful)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _as_told(content, told) or _guess(content)


def _codec(told: str | None) -> str | None:
    """Return the codec for a charset that is told, if there is one and it makes text of bytes."""
    name = (told or "").strip().lower()
    try:
        found = codecs.lookup(_CHARSETS.get(name, name)).name
        b" \xe9".decode(found, "replace")
    except (LookupError, ValueError):
        # No such charset, a coding that makes no text ("hex"), or one of names alone ("punycode").
        return None
    return _CHARSETS.get(found, found)


def _as_told(content: bytes, told: str | None) -> Decoded | None:
    encoding = _codec(told)
    if encoding is None or encoding.startswith("utf"):
        return None
    text = content.decode(encoding, "replace")
    return _with_losses(content, encoding) if text.count("\ufffd") <= _MOST_LOST * len(text) else None


def _guess(content: bytes) -> Decoded:
    """Return a text that is not all UTF-8: cut or damaged, with lines of another encoding in it, or in a code page."""
    lines = content.splitlines(keepends=True)
    wide = [line for line in lines if not line.isascii()]
    whole = [line for line in wide if _has_whole(line)]
    other = set(wide) - set(whole)
    if not whole:
        return _with_losses(content, _code_page(wide))
    if not other:
        return _with_losses(content, "utf-8")
    page = _code_page(other)
    if page == "cp1252" and any(_TOGETHER.search(line) for line in other):
        # In that code page a byte above 127 stands alone between letters; two are what is left of a broken character.
        return _with_losses(content, "utf-8")
    text = "".join(line.decode(page if line in other else "utf-8", "replace") for line in lines)
    return _counted(text, f"utf-8, {_lines(sum(line in other for line in wide))} in {page}")


def _has_whole(line: bytes) -> bool:
    """Return whether a line has whole characters of UTF-8 beside broken ones, each of which counts two to four times.

    In other code pages bytes make a character of UTF-8 by chance only.
    """
    mended = line.decode("utf-8", "replace")
    lost = mended.count("\ufffd")
    return 2 * (sum(char > "\x7f" for char in mended) - lost) > lost


def _code_page(lines: Iterable[bytes]) -> str:
    """Return the code page of these lines: that of the lines in other letters than ours, if there are any."""
    dense = b"".join(line for line in lines if _high(line) > _FEW_HIGH_BYTES * len(line))[:_SAMPLE]
    best = from_bytes(dense).best() if _high(dense) >= _FEWEST_HIGH_BYTES else None
    return best.encoding.replace("_", "-") if best else "cp1252"


def _high(line: bytes) -> int:
    return sum(byte > 127 for byte in line)


def _with_losses(content: bytes, encoding: str) -> Decoded:
    return _counted(content.decode(encoding, "replace"), encoding.removesuffix("-sig").replace("_", "-"))


def _counted(text: str, encoding: str) -> Decoded:
    lost = text.count("\ufffd")
    return Decoded(text, f"{encoding}, {lost} character{'s' * (lost > 1)} lost" if lost else encoding)


def _lines(count: int) -> str:
    return f"{count} line{'s' * (count > 1)}"
