"""Text that was encoded in UTF-8 twice: "â€™" for an apostrophe, because a program took UTF-8 for Western Windows."""

import re
from typing import NamedTuple

# What cp1252 makes of the bytes 128 to 191; the five it leaves open come as control characters.
_INNER = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 192))
_INSIDE = f"[{re.escape(_INNER)}]"
# A whole character: a byte that begins one, and as many as it asks for.  "â€" alone is a closing quotation mark that lost
# its last byte, one of the five.
_WHOLE = re.compile(
    f"[\u00c2-\u00df]{_INSIDE}|[\u00e0-\u00ef]{_INSIDE}{{2}}|[\u00f0-\u00f4]{_INSIDE}{{3}}|â€(?!{_INSIDE})"
)
_BEGINS = re.compile("[\u00c2-\u00f4]")
# One "Ã©" may stand in a text on encodings; of these a text that was encoded once has none.
_LONG = re.compile(f"[\u00e0-\u00ef]{_INSIDE}{{2}}")
_FEWEST = 2


class Once(NamedTuple):
    """A text, and how many of its lines had been encoded twice."""

    text: str
    lines: int


def decode_again(text: str) -> Once:
    """Return the text with the lines decoded again that were encoded twice for certain; most texts have none.

    For certain: everything in the line that can begin a character of UTF-8 begins one ("Ä" alone proves that its line was
    encoded once), and the text has two such characters, or one of three bytes, which no language writes.
    """
    found = _WHOLE.findall(text)
    if len(found) < _FEWEST and not any(_LONG.fullmatch(one) for one in found):
        return Once(text, 0)
    lines = text.split("\n")
    again = [_again(line) for line in lines]
    return Once("\n".join(again), sum(one != line for one, line in zip(again, lines, strict=True)))


def _again(line: str) -> str:
    if _BEGINS.search(_WHOLE.sub("", line)):
        return line
    return _WHOLE.sub(lambda found: _bytes(found.group()).decode("utf-8", "replace"), line)


def _bytes(words: str) -> bytes:
    return b"".join(char.encode("latin-1") if char < "\u00a0" else char.encode("cp1252") for char in words)
