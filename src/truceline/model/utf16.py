"""How bytes tell that they are Unicode: by a byte order mark, or as UTF-16 that has lost it."""

import codecs
from collections import Counter

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SAMPLE = 65_536
# Of every two bytes one names the block of 256 characters: in a text of one alphabet it is nearly always that of the alphabet
# or 0, that of blanks and digits; the other byte is spread.  English has .99 to 1 and .15 to .25 there, Arabic and Russian
# .95 to 1 and .2 to .35; text in other encodings has the same in both halves.
_BLOCK, _SPREAD = 0.9, 0.6
_FEWEST = 16


def encoding_by_mark(content: bytes) -> str | None:
    """Return the encoding that a byte order mark tells, or None if there is none."""
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)


def utf16_without_mark(content: bytes) -> str | None:
    """Return the encoding of a text in UTF-16 that has lost its byte order mark, or None if it is none."""
    sample = content[: min(_SAMPLE, len(content) // 2 * 2)]
    if len(sample) < _FEWEST or 0 not in sample:
        return None
    even, odd = (Counter(sample[first::2]) for first in (0, 1))
    for block, spread, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if block[0] and _most(block) >= _BLOCK and _most(spread) <= _SPREAD:
            return encoding
    return None


def _most(half: Counter[int]) -> float:
    """Return the share of the two commonest values."""
    return sum(count for _, count in half.most_common(2)) / half.total()
