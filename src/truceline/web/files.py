"""Files that pages load: our own styles and scripts, and the packages that the build brought."""

from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath

_WEB = Path(str(files("truceline.web")))
# A report carries these in itself, so they lie with the templates.
_SHARED = ("style.css", "evidence.js", "drawings.js")
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


def kind_of(name: str) -> str:
    """Return the media type of a file that pages load."""
    return KINDS[PurePosixPath(name).suffix]


@cache
def static_names() -> dict[str, Path]:
    """Return where each file lies that a page may load, by the name under which it does."""
    found = {name: _WEB / "templates" / name for name in _SHARED}
    folder = _WEB / "static"
    found |= {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in KINDS
    }
    return found


def static_file(name: str) -> bytes | None:
    """Return a file that pages load; None if there is none of that name."""
    path = static_names().get(name)
    return path.read_bytes() if path else None


def packages_lacking() -> list[str]:
    """Return what the build should have brought and did not: in a clone in which it has not run."""
    names = ("htmx.js", "leaflet.js", "leaflet.css", "cytoscape.js", "land.js")
    return [name for name in names if f"packages/{name}" not in static_names()]
