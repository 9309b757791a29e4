"""Read a mail: what its headers tell, and the words that its writer wrote, apart from those that it quotes."""

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import islice

import msgspec

from truceline.clean.dates import day_of
from truceline.clean.decode import decode
from truceline.clean.draft import Draft, Marks
from truceline.clean.page import read_page
from truceline.clean.text import read_text
from truceline.knowledge.furniture import Furniture
from truceline.model.document import Part, Raw
from truceline.model.errors import Unreadable
from truceline.model.when import When

MAIL_RULE = "mail-date/1"
_SHOWN = ("From", "Date", "Subject")
# A mail that is forwarded and answered for a year nests a few deep; a bomb nests thousands, and the parser with it.
_MOST_PARTS = 200
_MOST_DEEP = 20
_MOST_BOUNDARIES = 200
# Characters.  The library's parser of headers needs 13 seconds for a million.
_LONGEST_HEADER = 20_000
# Characters of a header that says how a part is written; it is parsed anew each time that it is asked. A name of a file in
# four pieces has 300.
_LONGEST_FORM = 5_000
_FORM = re.compile(rb"(?:^|(?<=\r))content-[a-z-]+[ \t]*:(?:[^\n]|\n[ \t])*+", re.IGNORECASE | re.MULTILINE)
# It fails on broken addresses in many ways; a report has more than its sender.
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
_BOUNDARY = re.compile(rb"boundary\s*=[ \t\"]*([^\s\";]*)", re.IGNORECASE)
# The parser makes a message of each: a million took minutes.
_MOST_PIECES = 2_000
_REPLY = re.compile(r"\s*(?:re|fwd?|aw|wg|tr)\s*(?:\[\d+\])?:\s*", re.IGNORECASE)
_LIST_TAG = re.compile(r"\s*\[[^\]]{1,40}\]\s*(?=\S)")
_QUOTED = re.compile(r"[ \t]*>")
# From here to the end is another's mail: programs draw a line over it, or tell its headers again.
_OVER_ANOTHER = re.compile(
    r"-{2,}\s*(?:original message|forwarded (?:message|by)\b.*|begin forwarded message)\s*-{0,}"
    r"|begin forwarded message:|_{20,}",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(r"on\b.{4,200}\bwrote:", re.IGNORECASE)
_SIGN = re.compile(r"--\s?")


def read_mail(raw: Raw, furniture: Furniture) -> tuple[Draft, str]:
    """Return a mail as a report: its text is the headers that say who, when and what, an empty line, and its words.

    Quoted and forwarded lines, and a signature, are boilerplate. Attachments are not read.

    Raises:
        Unreadable: it is nested too deeply, or has no text of its own.
    """
    message = _parsed(raw)
    try:
        part, beside = _body(raw.name, message)
        words, encoding = _words(part)
        is_page = part.get_content_subtype() == "html"
    except _BROKEN as error:
        # "Content-Disposition: ((((…": the library goes one deeper for each.
        raise Unreadable(f"{raw.name}: the mail is broken ({type(error).__name__})") from error
    headers = "\n".join(f"{name}: {told}" for name in _SHOWN if (told := _header(message, name)))
    start = len(headers) + 2
    inside = _read(words, furniture, is_page=is_page)
    return _joined(headers, inside, message, furniture, start), encoding + beside


def _parsed(raw: Raw) -> EmailMessage:
    content = raw.content.lstrip()
    if content.startswith(b"From "):
        content = content.partition(b"\n")[2]
    boundaries = _BOUNDARY.findall(content)
    if len(boundaries) > _MOST_BOUNDARIES:
        raise Unreadable(f"{raw.name}: the mail is nested too deeply")
    if any(content.count(b"\n--" + one) > _MOST_PIECES for one in set(boundaries) - {b""}):
        raise Unreadable(f"{raw.name}: the mail has more than {_MOST_PIECES:,} parts")
    if any(len(form.group()) > _LONGEST_FORM for form in _FORM.finditer(content)):
        raise Unreadable(f"{raw.name}: the mail is broken: a header is longer than one can be")
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
    except (RecursionError, ValueError, LookupError, email.errors.MessageError) as error:
        raise Unreadable(f"{raw.name}: the mail is broken ({type(error).__name__})") from error
    if not isinstance(message, EmailMessage):
        raise Unreadable(f"{raw.name}: no mail")
    return message


def _body(name: str, message: EmailMessage) -> tuple[EmailMessage, str]:
    """Return the part that is the mail's own text (the first in plain words, else the first page), and what is not read."""
    parts = list(_leaves(name, message, 0))
    texts = [part for part in parts if not part.is_attachment()]
    attached = len(parts) - len(texts)
    beside = f", {attached} attachment{'s' * (attached > 1)} not read" * (attached > 0)
    for kind in ("text/plain", "text/html"):
        for part in texts:
            if part.get_content_type() == kind and _words(part)[0].strip():
                return part, beside
    raise Unreadable(f"{name}: there is no text in the mail{beside}")


def _leaves(name: str, message: EmailMessage, deep: int) -> Iterator[EmailMessage]:
    if deep > _MOST_DEEP:
        raise Unreadable(f"{name}: the mail is nested too deeply")
    if not message.is_multipart():
        yield message
        return
    for part in islice(message.iter_parts(), _MOST_PARTS):
        if isinstance(part, EmailMessage):
            yield from _leaves(name, part, deep + 1)


def _words(part: EmailMessage) -> tuple[str, str]:
    content = part.get_payload(decode=True)
    return decode(content if isinstance(content, bytes) else b"", part.get_content_charset())


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split()) if _is_short(message, name) else ""
    except _BROKEN:
        return ""


def _is_short(message: EmailMessage, name: str) -> bool:
    told = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return all(len(str(value)) <= _LONGEST_HEADER for value in told)


def _read(words: str, furniture: Furniture, *, is_page: bool) -> Draft:
    if is_page:
        return read_page(words, furniture)
    return read_text(words, furniture, aside=list(_aside(words)))


def _aside(words: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that are another's, or under the line that opens a signature."""
    lines = [found for found in re.finditer(r"[^\n]+", words) if found.group().strip()]
    for at, line in enumerate(lines):
        said = line.group().strip()
        if at and (_OVER_ANOTHER.fullmatch(said) or _SIGN.fullmatch(line.group())):
            yield line.start(), len(words)
            return
        then = lines[at + 1].group() if at + 1 < len(lines) else ""
        if _QUOTED.match(said) or (_INTRODUCES.fullmatch(said) and _QUOTED.match(then)):
            yield line.start(), line.end()


def _joined(headers: str, inside: Draft, message: EmailMessage, furniture: Furniture, start: int) -> Draft:
    """Return the draft of the words as that of the mail: what its headers tell stands over what its words do."""
    text = f"{headers}\n\n{inside.text}"
    marks = Marks(text)
    title = _title(headers, marks)
    byline, outlet = _sender(message, furniture)
    for line in re.finditer(r"[^\n]+", headers):
        marks.add(line.start(), line.end(), "boilerplate")
    moved = tuple(Part(part.start + start, part.end + start, part.kind) for part in inside.parts)
    sent, at = _date(message)
    return msgspec.structs.replace(
        inside,
        text=text,
        parts=(*marks.done(), *moved),
        title=title or inside.title,
        outlet=outlet or inside.outlet,
        byline=inside.byline or byline,
        published=sent or inside.published,
        published_at=at if sent else inside.published_at,
    )


def _title(headers: str, marks: Marks) -> str | None:
    at = headers.find("\nSubject: ") + 1 if not headers.startswith("Subject: ") else 0
    if not headers.startswith("Subject: ", at):
        return None
    start = at + len("Subject: ")
    for shape in (_REPLY, _LIST_TAG, _REPLY):
        while found := shape.match(headers, start):
            start = found.end()
    end = headers.find("\n", start)
    end = len(headers) if end < 0 else end
    marks.add(start, end, "title")
    return headers[start:end].strip() or None


def _sender(message: EmailMessage, furniture: Furniture) -> tuple[tuple[str, ...], str | None]:
    """Return the writer as byline; or as outlet, where it is a known host's or an agency's list."""
    try:
        told = message["From"] if _is_short(message, "From") else None
        addresses: tuple[Address, ...] = told.addresses if told else ()
    except _BROKEN:
        return (), None
    if not addresses:
        return (), None
    name, host = addresses[0].display_name.strip(), addresses[0].domain
    outlet = furniture.outlet_at(host) if host else None
    if furniture.names_publisher(name) or furniture.find_agency(name):
        return (), outlet or name
    return ((name,) if name else ()), outlet


def _date(message: EmailMessage) -> tuple[When | None, str | None]:
    told = _header(message, "Date")
    try:
        sent = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, None
    # A mail of the year 9999 is spam that wants to stand on top; no day can be counted from it.
    day = day_of(sent.year, sent.month, sent.day)
    if day is None:
        return None, None
    zone = sent.isoformat()[19:] if sent.tzinfo else ""
    return When(day, day, "day", told, MAIL_RULE), f"{day}T{sent:%H:%M}{zone}"
