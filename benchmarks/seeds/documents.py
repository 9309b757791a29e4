"""Check the documents: title, date, byline, dateline, wire, copy, body and boilerplate."""

import datetime
import re
from collections.abc import Iterator

from benchmarks.seeds.lines import Line, brief, line
from benchmarks.seeds.page import Entry, Page, folded
from truceline.model.document import Document

# A boilerplate line this short may stand inside a sentence ("Share"); a longer one may be glued to its neighbours.
SHORT = 25


def check_documents(page: Page) -> Iterator[Line]:
    """Yield a line for each thing that the gold says of each document."""
    for entry in page.gold.get("documents", ()):
        number = entry["file"][:3]
        doc = page.document(number)
        if doc is None:
            yield line("documents", number, "is in the record", None, holds=False)
            continue
        yield from _metadata(number, entry, doc)
        yield from _body(number, entry, doc)


def _metadata(number: str, entry: Entry, doc: Document) -> Iterator[Line]:
    def one(what: str, got: object, *, holds: bool) -> Line:
        return line("documents", number, what, got, holds=holds)

    publisher = entry["publisher"]
    yield one(f"publisher is {publisher}", doc.outlet, holds=_same(publisher, doc.outlet))
    yield one(
        f"title is {brief(entry['title'])}",
        doc.title,
        holds=folded(entry["title"]) == folded(doc.title or ""),
    )
    yield one(f"published {entry['published']}", _published(doc), holds=_dated(entry["published"], doc))
    byline = entry["byline"] or []
    yield one(
        f"byline is {', '.join(byline) or None}", doc.byline, holds=sorted(byline) == sorted(doc.byline)
    )
    place = entry["dateline_place"]
    yield one(f"dateline is {place}", doc.dateline, holds=_same(place, doc.dateline))
    yield one(f"wire is {entry['wire']}", doc.wire, holds=_same(entry["wire"], doc.wire))
    altered = entry["copy"] == "altered"
    yield one(f"is {entry['copy']}", [trace.kind for trace in doc.traces], holds=doc.altered == altered)


def _body(number: str, entry: Entry, doc: Document) -> Iterator[Line]:
    pieces = [doc.text[start:end] for start, end in doc.ranges("body")]
    body = "\n".join(pieces).strip()
    first, last = entry["body_first"], entry["body_last"]
    yield line("cleaning", number, f"body begins {brief(first)}", brief(body), holds=body.startswith(first))
    ends = last in body[-len(last) - 3 :]
    yield line("cleaning", number, f"body ends {brief(last)}", body[-60:], holds=ends)
    for words in entry["boilerplate"]:
        yield line(
            "cleaning",
            number,
            f"not in the body: {brief(words)}",
            "in the body",
            holds=not _in_body(words, body),
        )
    # A full stop and a space before a line's first word are what a lost link left; the words are all there.
    lost = [words for words in _prose(doc.text, entry) if words.lstrip(" .") not in body]
    yield line(
        "cleaning", number, "no line of the body is lost", [brief(words) for words in lost], holds=not lost
    )


def _prose(text: str, entry: Entry) -> list[str]:
    """Return the lines of the body as the gold bounds it, without the boilerplate that it names."""
    start = text.find(entry["body_first"])
    end = text.find(entry["body_last"])
    if start < 0 or end < 0:
        return [entry["body_first"]]
    lines = (one.strip() for one in text[start : end + len(entry["body_last"])].split("\n"))
    return [one for one in lines if one and one not in entry["boilerplate"]]


def _in_body(words: str, body: str) -> bool:
    if len(words) > SHORT:
        return words in body
    return any(one.strip() == words for one in body.split("\n"))


def _same(gold: str | None, ours: str | None) -> bool:
    """Return whether both are nothing, or ours is the gold's words, with no more around them than a country."""
    if gold is None or ours is None:
        return gold is ours
    return re.search(rf"\b{re.escape(folded(gold))}\b", folded(ours)) is not None


def _dated(gold: datetime.date | str | None, doc: Document) -> bool:
    """A date that the text does not tell is nothing, or one that is inferred and says so."""
    when = doc.published
    if gold is None:
        return when is None or bool(when.anchor)
    # YAML knows no time without seconds: "2016-10-01T17:23" stays text.
    told = datetime.datetime.fromisoformat(str(gold))
    if when is None or not when.first == when.last == told.date():
        return False
    return "T" not in str(gold) or f"{told:%H:%M}" in (doc.published_at or "")


def _published(doc: Document) -> str | None:
    when = doc.published
    return f"{when.first} to {when.last} at {doc.published_at} ({when.rule})" if when else None
