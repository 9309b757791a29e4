"""Bytes -> text, once, with the encoding that was found."""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Below this share of bytes above 127, a text in an unknown code is English with some quotes and names, and the code page
# of Western Windows is what it was written in; a guesser needs more to see a language.
_FEW_HIGH_BYTES = 0.25
_TOGETHER = re.compile(rb"[\x80-\xff]{2}")
_SAMPLE = 200_000
# A charset that is told and loses more than this share of a text is not its charset.
_MOST_LOST = 0.01


class Decoded(NamedTuple):
    """A text and how its bytes were read; `encoding` counts what could not be ("utf-8, 3 characters lost")."""

    text: str
    encoding: str


def decode(content: bytes, told: str | None = None) -> Decoded:
    """Return the text of the bytes; line ends become one character, and nothing else changes.

    UTF-8, UTF-16 and UTF-32 by their marks; else UTF-8; else what is `told` of them; else the best guess. A byte that cannot be read is shown as
    U+FFFD and counted: a broken letter must not lose the report.
    """
    found = _decode(content, told)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    nuls = text.count("\0")
    return Decoded(text.replace("\0", "\ufffd"), found.encoding + f", {nuls} NUL lost" * (nuls > 0))


def _decode(content: bytes, told: str | None) -> Decoded:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _with_losses(content, encoding)
    sample = content[:_SAMPLE]
    if b"\0" in sample and len(sample) < 3 * sample.count(0):
        # UTF-16 without its mark: English has its NUL bytes behind the letters (little-endian) or before them.
        return _with_losses(
            content, "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
        )
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _as_told(content, told) or _guess(content)


def _as_told(content: bytes, told: str | None) -> Decoded | None:
    """Return the text by the charset that a server or mail tells, if it is one of one or two bytes and fits."""
    try:
        encoding = codecs.lookup((told or "").strip().lower()).name
        if encoding.startswith("utf"):
            return None
        # Latin 1 has control characters where Windows has quotes, and is told for both.
        encoding = "cp1252" if encoding in ("iso8859-1", "ascii") else encoding
        text = content.decode(encoding, "replace")
    except (LookupError, ValueError):  # no such charset, or a coding that makes no text
        return None
    if text.count("\ufffd") > _MOST_LOST * len(text):
        return None
    return _with_losses(content, encoding)


def _guess(content: bytes) -> Decoded:
    # A text that was UTF-8 and was cut or damaged has whole characters beside the broken ones, each of which counts two
    # to four times; in other code pages bytes make a character of UTF-8 by chance only.
    if (mixed := _mixed(content)) is not None:
        return mixed
    mended = content.decode("utf-8", "replace")
    lost = mended.count("\ufffd")
    if 2 * (sum(char > "\x7f" for char in mended) - lost) > lost:
        return _with_losses(content, "utf-8")
    high = sum(byte > 127 for byte in content[:_SAMPLE])
    best = from_bytes(content[:_SAMPLE]).best() if high > _FEW_HIGH_BYTES * len(content[:_SAMPLE]) else None
    return _with_losses(content, best.encoding if best else "cp1252")


def _mixed(content: bytes) -> Decoded | None:
    """Return a text of which some lines are UTF-8 and some are of Western Windows: notes pasted into one file.

    In the code page a byte above 127 stands alone between letters; two together are what is left of a broken character.
    """
    lines = content.splitlines(keepends=True)
    wide = [line for line in lines if not line.isascii()]
    foreign = {line for line in wide if _decoded_or_none(line, "utf-8") is None}
    if len(foreign) == len(set(wide)) or any(_TOGETHER.search(line) for line in foreign):
        return None
    texts = [line.decode("cp1252" if line in foreign else "utf-8", "replace") for line in lines]
    count = sum(line in foreign for line in wide)
    return Decoded("".join(texts), f"utf-8, {count} line{'s' * (count > 1)} in cp1252")


def _decoded_or_none(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _with_losses(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    lost = text.count("\ufffd")
    name = encoding.removesuffix("-sig").replace("_", "-")
    if not lost:
        return Decoded(text, name)
    return Decoded(text, f"{name}, {lost} character{'s' * (lost > 1)} lost")
