"""Read the articles and their attributions: `text/*.txt` and `attributions/*.ann`, brat standoff."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Chars = frozenset[int]

# Two annotators' files of one article differ in the four signs at the end of their names.
ANNOTATOR = re.compile(r"_[0-9a-z]{4}$")
ROLES = ("Content", "Source", "Cue")


class Attribution(NamedTuple):
    """One attribution as sets of characters of the article: what is said, by whom, and the words that tell of it."""

    content: Chars
    speaker: Chars
    cue: Chars


def folder(data: Path) -> Path:
    """Return the folder that holds `text` and `attributions`: `data` itself, or `polnear` below it.

    Raises:
        FileNotFoundError: neither holds them.
    """
    for one in (data, data / "polnear"):
        if (one / "text").is_dir() and (one / "attributions").is_dir():
            return one
    raise FileNotFoundError(f"{data}: no folders text and attributions, nor in {data / 'polnear'}")


def read_texts(data: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each article; line ends are kept, for the annotations count them."""
    for path in sorted((folder(data) / "text").glob("*.txt")):
        yield path.stem, path.read_bytes().decode("utf-8")


def read_gold(data: Path) -> dict[str, list[Attribution]]:
    """Return the attributions of each article that have a content; of two annotators the first file counts."""
    gold: dict[str, list[Attribution]] = {}
    for path in sorted((folder(data) / "attributions").glob("*.ann")):
        name = ANNOTATOR.sub("", path.stem)
        if name not in gold:
            gold[name] = list(_attributions(path.read_text("utf-8")))
    return gold


def _attributions(text: str) -> Iterator[Attribution]:
    lines = [line.split("\t") for line in text.split("\n") if "\t" in line]
    # A span may stand after the relation that uses it.
    spans = {line[0]: _chars(line[1]) for line in lines if line[0].startswith("T")}
    for line in lines:
        if line[0].startswith("E"):
            roles = dict.fromkeys(ROLES, frozenset[int]())
            for argument in line[1].split():
                role, span = argument.split(":")
                name = role.rstrip("0123456789")
                roles[name] = roles.get(name, frozenset()) | spans[span]
            if roles["Content"]:
                yield Attribution(roles["Content"], roles["Source"], roles["Cue"])


def _chars(field: str) -> Chars:
    """Return the characters of "Content 209 236;91 186"."""
    _, ranges = field.split(" ", 1)
    pairs = (part.split() for part in ranges.split(";"))
    return frozenset(i for start, end in pairs for i in range(int(start), int(end)))
