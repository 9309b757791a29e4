"""Links: where each thing lies, for a page that holds all, for a server, and for a static copy."""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import quote, urlencode

from truceline.store.tiles import Tiles

# Lists and pages that a site has one of each.
LISTS = (
    "agreements", "incidents", "actors", "statements", "documents", "outlets", "measures", "conditions", "exhibits", "citations",
)  # fmt: skip

Range = tuple[int, int]


class Links(Protocol):
    """Where each thing lies; None where this sort of page has none of its kind."""

    def noun(self, kind: str, id_: str) -> str | None:
        """Return the address of an "incident", an "agreement" or an "actor"."""

    def document(self, id_: str, at: Range | None = None) -> str:
        """Return the address of a document, and of the words between two of its characters."""

    def page(self, name: str, /, **asked: str) -> str | None:
        """Return the address of a list or a page by its name, with what it is limited to."""

    def static(self, name: str) -> str:
        """Return the address of a file that pages load."""


class InPage:
    """A report: all is on the one page."""

    live = False

    def noun(self, kind: str, id_: str) -> str | None:
        """Return the section of the page; actors have none."""
        return None if kind == "actor" else f"#{kind}-{id_}"

    def document(self, id_: str, at: Range | None = None) -> str:
        """Return the place of the document on the page."""
        return f"#document-{id_}"

    def page(self, name: str, /, **asked: str) -> str | None:
        """Return the section of a list; what limits it, it cannot follow."""
        return None if asked else f"#{name}"

    def static(self, name: str) -> str:
        """Return nothing: the page loads no file."""
        return ""


class Served:
    """A server: every view is an address."""

    live = True

    def __init__(self, *, adds: bool = False, tiles: Tiles | None = None) -> None:
        """Tell whether there is a page on which reports are added, and what maps are drawn on."""
        self._adds = adds
        self.tiles = tiles

    def noun(self, kind: str, id_: str) -> str | None:
        """Return the page of one noun."""
        return f"/{kind}s/{quote(id_, safe=':')}"

    def document(self, id_: str, at: Range | None = None) -> str:
        """Return the page of a document; with a place, its words are marked without any script."""
        return f"/documents/{quote(id_)}" + (f"?at={at[0]}-{at[1]}#marked" if at else "")

    def page(self, name: str, /, **asked: str) -> str | None:
        """Return a page with what it is asked for."""
        if name == "add" and not self._adds:
            return None
        told = {key: value for key, value in asked.items() if value}
        return ("/" if name == "glance" else f"/{name}") + (f"?{urlencode(told)}" if told else "")

    def static(self, name: str) -> str:
        """Return a file that pages load."""
        return f"/static/{name}"


class Files:
    """A static copy: files that are linked by relative paths, so that it opens from any folder."""

    live = False
    tiles = None

    def __init__(self, names: Mapping[str, str], *, depth: int) -> None:
        """Take the file names of actors by their ids (an id may hold what no file name may), and how deep the page lies."""
        self._actors = names
        self.up = self._up = "../" * depth

    def noun(self, kind: str, id_: str) -> str | None:
        """Return the file of one noun."""
        name = self._actors.get(id_) if kind == "actor" else id_
        return f"{self._up}{kind}s/{name}.html" if name else None

    def document(self, id_: str, at: Range | None = None) -> str:
        """Return the file of a document; its script marks the place."""
        return f"{self._up}documents/{id_}.html" + (f"#at={id_}:{at[0]}-{at[1]}" if at else "")

    def page(self, name: str, /, **asked: str) -> str | None:
        """Return the file of a page; what limits it, a static copy cannot follow, except which page of a list."""
        number = asked.pop("page", "1")
        if asked or name in ("add", "changes"):
            return None
        stem = {"glance": "index", "search": "find"}.get(name, name)
        return f"{self._up}{stem}{'' if number == '1' else f'-{number}'}.html"

    def static(self, name: str) -> str:
        """Return a file that pages load."""
        return f"{self._up}static/{name}"


IN_PAGE = InPage()
