"""Tell text from what is no text, whatever the file is called."""

from truceline.model.utf16 import encoding_by_mark, utf16_without_mark

_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "compressed with gzip",
    b"BZh": "compressed with bzip2",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a rich text document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"SQLite format 3": "a database",
}
_SAMPLE = 65_536
# Control characters, but for tab, line ends, form feed and escape.  Text has none; a compressed stream has 1 in 10.
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_MOST_CONTROLS = 0.01
# A note of two lines may have a stray one (a line break of an office program is a vertical tab), and is no binary.
_FEW_CONTROLS = 3


def why_binary(content: bytes) -> str | None:
    """Return why the bytes are no text, or None if they may be."""
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            return f"not text: {what}"
    if encoding_by_mark(content):
        return None
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls <= max(_FEW_CONTROLS, _MOST_CONTROLS * len(sample)) or utf16_without_mark(content):
        return None
    return f"not text: it holds {'NUL bytes' if 0 in sample else 'control characters'}"
