"""Read a DOCX file: its paragraphs as lines. An extra: `pip install 'truceline[docx]'`."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.clean.draft import Draft
from truceline.clean.lines import Line
from truceline.clean.text import read_text
from truceline.knowledge.furniture import Furniture
from truceline.model.errors import Unreadable

if TYPE_CHECKING:
    from docx.document import Document as Paper

# A paper of 400 pages has 3 MB of markup; all that is in it, with pictures, is read into memory.
_LARGEST_PART = 30_000_000
_LARGEST = 200_000_000
_MOST_PARTS = 2_000
# Elements of one part, by their "<". That paper has 200,000; four million empty paragraphs took 47 s and 1 GB.
_MOST_TAGS = 1_000_000
# The library makes a cell for each column that one spans; a sheet has 16,384.
_MOST_COLUMNS = 1_000
_SPANS = re.compile(rb"gridSpan\b[^<>]*?val\s*=\s*[\"']\s*\+?0*([0-9]+)", re.IGNORECASE)
# In another encoding nothing of this would be found.
_IN_UTF8 = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b(?![^>]*\bencoding\s*=\s*[\"'](?!utf-?8[\"']|us-ascii[\"']))[^>]*\?>|<(?!\?xml))",
    re.IGNORECASE,
)
# No office program declares types or entities; who does wants them to be opened up a billion times.
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_docx(name: str, content: bytes, furniture: Furniture) -> Draft:
    """Return the report that a DOCX file holds: a line for each paragraph, and the cells of tables in their order.

    Raises:
        Unreadable: the extra is not installed; or the file is locked, broken, a bomb, or holds no text.
    """
    _check(name, content)
    lines = [line.replace("\n", " ").strip() for line in _paragraphs(_opened(name, content))]
    text = "\n\n".join(line for line in lines if line)
    if not text:
        raise Unreadable(f"{name}: there is no text in the DOCX file")
    # A paragraph is a paragraph, however many words it has.
    whole = [Line(found.start(), found.end(), found.group()) for found in re.finditer(r"[^\n]+", text)]
    return read_text(text, furniture, lines=whole)


def _check(name: str, content: bytes) -> None:
    """Look at every part before the library does, which would unpack and open up whatever stands there."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            _check_parts(name, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        locked = content.startswith(b"\xd0\xcf\x11\xe0")
        raise Unreadable(
            f"{name}: the DOCX file is {'encrypted' if locked else f'broken ({error})'}"
        ) from error
    except RuntimeError as error:  # so says zipfile of a password
        raise Unreadable(f"{name}: the DOCX file is encrypted") from error


def _check_parts(name: str, file: zipfile.ZipFile) -> None:
    infos = file.infolist()
    if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _LARGEST:
        raise Unreadable(
            f"{name}: the DOCX file unpacks to more than {_LARGEST / 1e6:.0f} MB or {_MOST_PARTS} parts"
        )
    for info in infos:
        if info.file_size > _LARGEST_PART:
            raise Unreadable(f"{name}: the DOCX file has a part of {info.file_size / 1e6:.0f} MB")
        # zipfile reads no member beyond the size that it declares.
        reason = _why_no_part(file.read(info)) if info.filename.lower().endswith((".xml", ".rels")) else None
        if reason:
            raise Unreadable(f"{name}: the DOCX file {reason}")


def _why_no_part(markup: bytes) -> str | None:
    if _DECLARES.search(markup):
        return "declares entities, as no office program does"
    if b"\0" in markup or (markup.lstrip().startswith(b"<") and not _IN_UTF8.match(markup)):
        return "is not written in UTF-8, as every office program does"
    if markup.count(b"<") > _MOST_TAGS:
        return f"has a part of more than {_MOST_TAGS:,} elements"
    if any(len(span[1]) > 6 or int(span[1]) > _MOST_COLUMNS for span in _SPANS.finditer(markup)):
        return f"has a cell of more than {_MOST_COLUMNS:,} columns"
    return None


def _opened(name: str, content: bytes) -> "Paper":
    try:
        import docx  # noqa: PLC0415 - an extra
        from docx.opc.exceptions import OpcError  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise Unreadable(f"{name}: to read DOCX files: pip install 'truceline[docx]'") from error
    try:
        return docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, AttributeError, TypeError, SyntaxError, OSError, LookupError) as error:
        # The library has no error of its own for a paper without a body, lxml one that is a SyntaxError.
        raise Unreadable(f"{name}: the DOCX file is broken ({type(error).__name__})") from error
    except OpcError as error:
        raise Unreadable(f"{name}: the DOCX file is broken") from error


def _paragraphs(paper: "Paper") -> Iterator[str]:
    from docx.table import Table  # noqa: PLC0415 - an extra

    for block in paper.iter_inner_content():
        if not isinstance(block, Table):
            yield block.text
            continue
        for row in block.rows:
            cells = [cell.text.replace("\n", " ").strip() for cell in row.cells]
            # A cell that spans several columns is told once for each.
            yield " | ".join(
                words for at, words in enumerate(cells) if words and words not in cells[:at][-1:]
            )
