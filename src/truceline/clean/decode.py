"""Bytes -> text, once, with the encoding that was found."""

import codecs
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
_SAMPLE = 200_000


class Decoded(NamedTuple):
    """A text and how its bytes were read; `encoding` counts what could not be ("utf-8, 3 characters lost")."""

    text: str
    encoding: str


def decode(content: bytes) -> Decoded:
    """Return the text of the bytes; line ends become one character, and nothing else changes.

    UTF-8, UTF-16 and UTF-32 by their marks; else UTF-8; else the best guess. A byte that cannot be read is shown as
    U+FFFD and counted: a broken letter must not lose the report.
    """
    found = _decode(content)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, found.encoding)


def _decode(content: bytes) -> Decoded:
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
        return _guess(content)


def _guess(content: bytes) -> Decoded:
    # A text that was UTF-8 and was cut or damaged has whole characters beside the broken ones, each of which counts two
    # to four times; in other code pages bytes make a character of UTF-8 by chance only.
    mended = content.decode("utf-8", "replace")
    lost = mended.count("\ufffd")
    if 2 * (sum(char > "\x7f" for char in mended) - lost) > lost:
        return _with_losses(content, "utf-8")
    high = sum(byte > 127 for byte in content[:_SAMPLE])
    best = from_bytes(content[:_SAMPLE]).best() if high > _FEW_HIGH_BYTES * len(content[:_SAMPLE]) else None
    return _with_losses(content, best.encoding if best else "cp1252")


def _with_losses(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    lost = text.count("\ufffd")
    name = encoding.removesuffix("-sig").replace("_", "-")
    if not lost:
        return Decoded(text, name)
    return Decoded(text, f"{name}, {lost} character{'s' * (lost > 1)} lost")
