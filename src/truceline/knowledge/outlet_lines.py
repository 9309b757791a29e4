"""Lines that one outlet prints around its reports: what a record learned of it, and a person accepted."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

import msgspec
import yaml

from truceline.knowledge.furniture import fold_line
from truceline.model.errors import BadKnowledge

# Of a folder of knowledge, and of what a person accepted in the record: the one must not undo the other.
FILE, ACCEPTED = "furniture.yml", "lines.yml"

OutletLines = Mapping[str, frozenset[str]]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    lines: dict[str, list[str]]


def outlet_key(outlet: str | None, url: str | None) -> str | None:
    """Return by what the lines of a document's outlet are kept: its name folded, else the host of its address."""
    if outlet:
        return fold_line(outlet)
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # "http://[bad", out of a column of a table
        return None
    return host.removeprefix("www.") if host else None


def load_outlet_lines(own: Mapping[str, str]) -> OutletLines:
    """Return the folded lines by outlet out of a record's own files.

    Raises:
        BadKnowledge: a file is no YAML, or of another form.
    """
    found: dict[str, set[str]] = {}
    for name in (FILE, ACCEPTED):
        for outlet, lines in read_lines(name, own.get(name, "")).items():
            found.setdefault(fold_line(outlet), set()).update(map(fold_line, lines))
    return {outlet: frozenset(lines) for outlet, lines in found.items()}


def read_lines(name: str, text: str) -> dict[str, list[str]]:
    """Return the lines by outlet as one file tells them.

    Raises:
        BadKnowledge: it is no YAML, or of another form.
    """
    if not text.strip():
        return {}
    try:
        return msgspec.convert(yaml.safe_load(text), _File).lines
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BadKnowledge(f"own {name}: {error}") from error


def write_lines(lines: Mapping[str, Iterable[str]]) -> str:
    """Return the file that tells these lines, sorted: the same lines give the same file."""
    told = {outlet: sorted(set(lines[outlet])) for outlet in sorted(lines) if lines[outlet]}
    return yaml.safe_dump({"lines": told}, allow_unicode=True, sort_keys=True, width=10_000)
