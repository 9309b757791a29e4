"""Press: fills the templates of pages, the same for a server and for a static copy."""

import re
from collections.abc import Mapping

import msgspec

from truceline.web.library import Library
from truceline.web.links import Links
from truceline.web.pages import environment
from truceline.web.views import Page, View

# The pages that the head of every page leads to.
PARTS = (
    ("glance", "At a glance"),
    ("agreements", "Agreements"),
    ("incidents", "Incidents"),
    ("actors", "Actors"),
    ("statements", "Statements"),
    ("documents", "Documents"),
    ("outlets", "Outlets"),
    ("timeline", "Timeline"),
    ("map", "Map"),
    ("network", "Network"),
    ("relations", "Relations"),
    ("measures", "Measures"),
    ("conditions", "Conditions"),
    ("exhibits", "Exhibits"),
    ("citations", "Who cites whom"),
    ("coverage", "Coverage"),
    ("changes", "Changes"),
    ("add", "Add"),
    ("method", "Method"),
)


class Site(msgspec.Struct, frozen=True):
    """What stands around every page."""

    title: str
    file: str
    parts: tuple[tuple[str, str], ...]
    totals: Mapping[str, int]
    actors: Mapping[str, str]
    masking: str
    rules: tuple[str, ...] = ()


# A cell in which nothing stands: on a phone a row is a list of lines, and says nothing of what is not told.
_EMPTY = re.compile(r'(<td(?: class="n")? data-th="[^"]*")>\s*–\s*</td>')


class Press:
    """Prints pages of one library, with links to one sort of places."""

    def __init__(
        self, library: Library, to: Links, *, title: str | None = None, rules: tuple[str, ...] = ()
    ) -> None:
        """Take the templates.

        `title` is the head of every page, the record's file name where it is None; `rules` tell which part of it is shown.
        """
        self._library = library
        self._to = to
        record = library.record
        totals = {f"{name}s": count for name, count in library.totals.items()}
        site = Site(
            title=title or record.name.replace("_", " ").replace("-", " ").capitalize(),
            file=record.where.rpartition("/")[2],
            parts=PARTS,
            totals=totals | {"documents": totals["headings"]},
            actors=library.actors,
            masking="Names of private victims and witnesses are masked."
            if library.masked
            else "Names of private victims and witnesses are shown.",
            rules=rules,
        )
        self._templates = environment(library.names, to)
        self._templates.globals |= {"site": site}

    def page(self, view: View) -> str:
        """Return a page as HTML."""
        page = Page(self._library, self._to)
        html = self._templates.get_template(view.template).render(view=view, page=page, **view.told)
        return _EMPTY.sub(r"\1 data-empty>–</td>", html)

    def sheet(self, doc: str) -> str:
        """Return a document for the panel beside a page, without anything around it."""
        page = Page(self._library, self._to)
        return self._templates.get_template("sheet.html").render(sheet=page.sheets[doc], page=page)
