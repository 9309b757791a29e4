"""What a page tells of itself in its markup: linked data (JSON-LD) and the tags in its head."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_SCRIPT = re.compile(r"<script\b[^<>]{0,400}?application/ld\+json[^<>]{0,400}>", re.IGNORECASE)
_SCRIPT_ENDS = re.compile(r"</script", re.IGNORECASE)
_META = re.compile(r"<meta\s[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_DEEPEST = 12
_TIMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "date",
    "pubdate",
)
_SITES = ("og:site_name", "application-name")
_SECTIONS = ("article:section", "og:section", "parsely-section")
_SUMMARIES = ("og:description", "description", "twitter:description")
_PERSON = re.compile(r"^[^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,4}$")
_BETWEEN_NAMES = re.compile(r",?\s+and\s+|\s*[,;|]\s*")


class Linked(NamedTuple):
    """What the markup tells: the first report that it describes, and the tags of the head."""

    headline: str | None = None
    published: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    desk: str | None = None
    publisher: str | None = None
    site: str | None = None
    section: str | None = None
    summary: str | None = None


def read_linked(markup: str) -> Linked:
    """Return what the markup tells of the report; broken pieces are passed over."""
    tags = _tags(markup)
    report: Mapping[str, Any] = next(_reports(markup), {})
    persons, desk = _authors(report.get("author"))
    times = [_words(report.get("datePublished")), *(tags.get(name) for name in _TIMES)]
    return Linked(
        headline=_words(report.get("headline")),
        published=tuple(time for time in times if time),
        persons=persons,
        desk=desk,
        publisher=_name(report.get("publisher")),
        site=next((tags[name] for name in _SITES if name in tags), None),
        section=next(
            (tags[name] for name in _SECTIONS if name in tags), _words(report.get("articleSection"))
        ),
        summary=next((tags[name] for name in _SUMMARIES if name in tags), None),
    )


def _tags(markup: str) -> dict[str, str]:
    """Return the contents of the tags in the head by name, the first of a name."""
    tags: dict[str, str] = {}
    for tag in _META.finditer(markup):
        told = {
            found[1].casefold(): found[2] or found[3] or found[4] or ""
            for found in _ATTRIBUTE.finditer(tag.group())
        }
        name = told.get("property") or told.get("name") or told.get("itemprop")
        content = _words(told.get("content"))
        if name and content:
            tags.setdefault(name.casefold(), content)
    return tags


def _reports(markup: str) -> Iterator[Mapping[str, Any]]:
    """Yield what the linked data describes that has a headline, in its order."""
    for script in _scripts(markup):
        try:
            told = json.loads(script.strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (one for one in _walk(told, _DEEPEST) if one.get("headline"))


def _scripts(markup: str) -> Iterator[str]:
    """Yield what stands in each script of linked data: each is looked for behind the end of the one before it."""
    here = 0
    while (opened := _SCRIPT.search(markup, here)) and (ends := _SCRIPT_ENDS.search(markup, opened.end())):
        yield markup[opened.end() : ends.start()]
        here = ends.end()


def _walk(told: object, deep: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(told, dict):
        yield told
    inside = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    for one in inside if deep else ():
        yield from _walk(one, deep - 1)


def _authors(told: object) -> tuple[tuple[str, ...], str | None]:
    """Return the persons, and the first desk or agency that is told as an author."""
    persons: list[str] = []
    desk: str | None = None
    for one in told if isinstance(told, list) else [told]:
        for name in _BETWEEN_NAMES.split(_name(one) or ""):
            if _is_body(one):
                desk = desk or name or None
            elif _PERSON.match(name):
                persons.append(name)
    return tuple(dict.fromkeys(persons)), desk


def _is_body(told: object) -> bool:
    return isinstance(told, dict) and str(told.get("@type")).endswith("Organization")


def _name(told: object) -> str | None:
    if isinstance(told, list):
        return next((name for one in told if (name := _name(one))), None)
    return _words(told.get("name") if isinstance(told, dict) else told)


def _words(told: object) -> str | None:
    if isinstance(told, list):
        return next((words for one in told if (words := _words(one))), None)
    # "&amp;amp;" is told twice over.
    words = " ".join(html.unescape(html.unescape(told)).split()) if isinstance(told, str) else ""
    return words or None
