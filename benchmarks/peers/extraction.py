"""Trafilatura alone: the bodies of pages and what they tell, without anything of ours."""

import datetime
import html
import re

from trafilatura import bare_extraction
from trafilatura.settings import Document as Extract

from benchmarks.pages.gold import News, Page
from benchmarks.pages.predict import flattened
from benchmarks.pages.score import Told

AUTHORS = re.compile(r"\s*;\s*")


def page_body(page: Page) -> str:
    """Return the body of a page."""
    found = _extract(page.content.decode("utf-8", "replace"))
    return (found.text or "") if found else ""


def flattened_body(page: Page) -> str:
    """Return the body of a flattened page. It reads markup only, so that each line is made a paragraph."""
    lines = (html.escape(line) for line in flattened(page.content).splitlines() if line.strip())
    found = _extract(f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>")
    return (found.text or "") if found else ""


def page_told(news: News) -> Told:
    """Return the date, title and authors of a news page."""
    found = _extract(news.content.decode("utf-8", "replace"))
    if found is None:
        return Told(None, "", ())
    date = datetime.date.fromisoformat(found.date) if found.date else None
    return Told(date, found.title or "", tuple(filter(None, AUTHORS.split(found.author or ""))))


def _extract(markup: str) -> Extract | None:
    """Extract with the settings that did best on these pages: fast, without comments and tables."""
    found = bare_extraction(
        markup, fast=True, include_comments=False, include_tables=False, with_metadata=True
    )
    return found if isinstance(found, Extract) else None
