"""Who published a report: a page's title and metadata, the copyright line, "More from the …"."""

import html
import re
from collections.abc import Iterable, Iterator

from truceline.clean.lines import Line
from truceline.clean.linked import Linked
from truceline.knowledge.furniture import Furniture, fold_line

# What stands between a headline and the name of the site; a colon does not ("Voice of the Hills: Heroes of the bridge").
_BETWEEN = re.compile(r"\s*\|\s*|\s+(?:[»·•–—-]|::|--)\s+")
_TITLE = re.compile(r"<title\b[^<>]{0,400}>(.{1,1000}?)</title", re.IGNORECASE | re.DOTALL)
_HEAD = 300_000
_LONGEST_NAME = 6
# A headline this short may be half of a name ("Kelm - Post").
_SHORTEST_HEADING = 3
# "… leave Marden- Evening Post": the blank before the sign was lost.
_BEHIND = re.compile(r"\s*(?:\||»|::|--|(?:[·•–—-]|::)(?=\s))\s*")
_SHORTEST_OUTLET = 4
# Letters that stand beside the outlet's name: "Archive", "Online", its town and "News, Weather, Sports".
_LONGEST_BESIDE = 45
_SIGN = re.compile(r"(?:©|\(c\)|\bcopyright\b)(?:\s*(?:©|\(c\)|copyright|by|:))*", re.IGNORECASE)
_YEARS = r"(?:19|20)\d\d(?:\s*[-–—/,]\s*(?:(?:19|20)?\d\d|present))?"
_DATED = re.compile(rf"\b{_YEARS}\b|\ball rights reserved\b", re.IGNORECASE)
_HOLDER = re.compile(
    rf"[\s,:]*(?:{_YEARS})?[\s,:]*(?:by\s+)?(?P<name>[^|;•·©]*?)(?:[\s,]*{_YEARS})?\s*"
    r"(?:\.(?=\s|$)|,|[-–—|;•·©](?=\s|$)|\ball rights\b|\bterms\b|$)",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"[\s,]+(?:Ltd|Limited|Inc|LLC|GmbH|PLC|Plc|Co|Corp|S\.?A)\.?$")
_NAME = re.compile(
    r"(?:[A-Z0-9][\w.&'’-]*|of|the|and|&|for|in)(?: (?:[A-Z0-9][\w.&'’-]*|of|the|and|&|for|in))*"
)
_INVITES = re.compile(
    r"(?:more(?: news| stories)?|latest|top stories|stories) (?:from|in|on) (?:the )?(?P<name>.+)"
    r"|(?:about|subscribe to|welcome to|support|follow|contact) (?:the )?(?P<name2>[A-Z].+)",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\w+/(?=https?://)", re.IGNORECASE)
_HOST = re.compile(
    r"^(?:https?:)?//(?:[^/@\s]*@)?(?P<host>[a-z0-9.-]+\.[a-z]{2,})(?::\d+)?(?:[/?#]|$)", re.IGNORECASE
)
# "marden.co.uk", "marden.com.au": the registered name has three labels where the last but one is of these.
_SECOND_LEVEL = frozenset(
    ["ac", "co", "com", "edu", "gov", "gob", "gouv", "net", "or", "org", "go", "ne", "mil"]
)
_DESK = re.compile(r"\s+(?:desk|staff|team|newsroom|reporters?|correspondents?|editors?)$", re.IGNORECASE)


def site_of_page(linked: Linked, told: str | None) -> str | None:
    """Return the name of the site as its own tags have it; in the spelling of its linked data where the two differ in that alone."""
    if linked.site is None:
        return told or linked.publisher
    same = linked.publisher is not None and _letters(linked.publisher).startswith(_letters(linked.site))
    return linked.publisher if same and linked.site.islower() else linked.site


def outlet_of_page(
    markup: str, told: str | None, heading: str | None, author: str | None, furniture: Furniture
) -> str | None:
    """Return the outlet that the head of a page names: the site, the title beside the heading, an author that is a desk.

    A site that is told as a host name alone ("tolmeth-herald.example") is the last resort.
    """
    # "Evening Post | News from the coast" is a name and a motto.
    told = told.split(" | ")[0] if told and not furniture.is_furniture(told) else None
    is_host = told is not None and "." in told and " " not in told
    if told and not is_host:
        return told
    beside = _beside_heading(markup, heading, furniture)
    # Beside a heading stands a section too ("Auto News"): where the host is known, its letters tell the site.
    if beside and (told is None or _letters(beside) in _letters(told)):
        return beside
    desk = _DESK.sub("", author or "")
    return told or (desk if furniture.names_publisher(desk) else None)


def outlet_of_address(told: str | None, url: str | None, furniture: Furniture) -> str | None:
    """Return the outlet as told, or as its address has it where nothing tells one: its known name, else its registered host.

    A name that is no more than the host's letters ("nationalpost" at nationalpost.com) gives way to the known one.
    """
    host = _host(url)
    if host is None or furniture.is_platform(host):
        return told
    known = furniture.outlet_at(host)
    if told is None:
        return known or _registered(host)
    bare = told.casefold().removesuffix(".com")
    return known if known and _letters(bare) == _letters(_registered(host).split(".")[0]) else told


def outlet_of_title(title: str | None, furniture: Furniture) -> str | None:
    """Return the outlet behind a headline: "Shells fall on Marden - Evening Post", "Shells fall on Marden :: shore.example"."""
    pieces = _BETWEEN.split(title or "")
    last = pieces[-1]
    if len(pieces) < 2 or len(pieces[0].split()) < _SHORTEST_HEADING:
        return None
    return last if furniture.names_publisher(last) or _HOST.match(f"//{last}") else None


def bare_title(title: str, outlet: str | None) -> str:
    """Return the headline without the outlet behind it: "Shells fall on Marden | Evening Post", "…- Evening Post Archive"."""
    told = _letters(outlet or "")
    for sign in _BEHIND.finditer(title):
        beside = _letters(title[sign.end() :])
        if len(told) >= _SHORTEST_OUTLET and told in beside and len(beside) <= _LONGEST_BESIDE + len(told):
            return title[: sign.start()]
    return title


def bare_address(url: str) -> str:
    """Return the report's own address: an archive of the web puts its own, and the day of its visit, before it."""
    return _ARCHIVED.sub("", url.strip())


def _host(url: str | None) -> str | None:
    found = _HOST.match(bare_address(url)) if url else None
    return found["host"].casefold() if found else None


def _registered(host: str) -> str:
    labels = host.split(".")
    long = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if long else labels[-2:])


def _letters(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum()).removeprefix("the")


def outlet_of_lines(lines: Iterable[Line], furniture: Furniture) -> str | None:
    """Return the outlet that lines around a report name: "© 2019 The Evening Post", "More from the Evening Post"."""
    invited: str | None = None
    for line in lines:
        holder = _holder(line.text, furniture)
        if holder:
            return holder
        invited = invited or _invited(line.text, furniture)
    return invited


def _beside_heading(markup: str, heading: str | None, furniture: Furniture) -> str | None:
    found = _TITLE.search(markup[:_HEAD])
    pieces = _BETWEEN.split(" ".join(html.unescape(found[1]).split())) if found else []
    if len(pieces) < 2:
        return None
    ends = [(pieces[-1], pieces[0]), (pieces[0], pieces[-1])]
    return next((name for name, _ in ends if furniture.names_publisher(name)), None) or next(
        (name for name, rest in ends if _is_heading(rest, heading) and _is_name(name)), None
    )


def _is_heading(words: str, heading: str | None) -> bool:
    same = heading is not None and fold_line(words) == fold_line(heading)
    return same and len(words.split()) >= _SHORTEST_HEADING


def _is_name(words: str) -> bool:
    return len(words.split()) <= _LONGEST_NAME and _NAME.fullmatch(words) is not None


def _holder(line: str, furniture: Furniture) -> str | None:
    """Return who holds the copyright; an agency does in every paper that prints it, and a picture's has no year."""
    sign = _SIGN.search(line)
    if not sign or not _DATED.search(line):
        return None
    for name in _holders(line, sign):
        name = _COMPANY.sub("", name).strip(" ,.:-–—|")
        if (
            _is_name(name)
            and not _owns_outlets(name, furniture)
            and furniture.find_agency(name) is None
            and not furniture.is_furniture(name)
        ):
            return name
    return None


def _owns_outlets(name: str, furniture: Furniture) -> bool:
    folded = name.casefold()
    return any(folded.endswith(f" {word}") for word in furniture.owner_words)


def _holders(line: str, sign: re.Match[str]) -> Iterator[str]:
    behind = _HOLDER.match(line, sign.end())
    if behind:
        yield behind["name"]
    # "Evening Post © 2019"
    yield line[: sign.start()]


def _invited(line: str, furniture: Furniture) -> str | None:
    found = _INVITES.fullmatch(line.strip(" :.!»›>"))
    name = (found["name"] or found["name2"]) if found else ""
    return name if name and furniture.names_publisher(name) else None
