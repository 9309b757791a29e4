"""What stands around a report: boilerplate, agencies and their credits, the columns of feeds."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

from truceline.model.errors import BadKnowledge

_EDGES = " \t\r\n\xa0.,:;!?*_#|>»›·•–—-…"
# No furniture line is longer: a longer line is only ever prose, and shapes need not be tried on it.
LONGEST_LINE = 320


def fold_line(line: str) -> str:
    """Return the line in lower case, blanks collapsed, edges free of punctuation, quotes straight."""
    return " ".join(line.replace("’", "'").split()).strip(_EDGES).casefold()


class Furniture(msgspec.Struct, frozen=True):
    """The words of `furniture.yml`, ready to be asked.

    `agency_names` leads from each name to the agency (`agencies_folded` are the names, folded); `credit_agencies` are those
    whose stories close with the "Reporting by" line; `marks` pairs agencies with phrases that only they print. `publishers`
    are known outlets, folded, `hosts` their web hosts with their names. `series` is what an outlet prints again and again,
    behind its name. `note` leads from the words over the parts of a field note to what they are ("observer", "told").
    `outlet_lines` are a record's own: lines that one outlet prints around its reports.
    """

    lines: frozenset[str]
    shape: re.Pattern[str]
    breadcrumb: re.Pattern[str]
    breadcrumb_starts: frozenset[str]
    glued_head: re.Pattern[str]
    publisher_words: frozenset[str]
    agency_words: frozenset[str]
    unsigned: frozenset[str]
    owner_words: frozenset[str]
    broadcasters: frozenset[str]
    shouts: frozenset[str]
    agency_names: Mapping[str, str]
    agencies_folded: frozenset[str]
    agency: re.Pattern[str]
    credit_agencies: tuple[str, ...]
    marks: tuple[tuple[str, re.Pattern[str]], ...]
    credit: re.Pattern[str]
    fields: Mapping[str, tuple[str, ...]]
    row_head: re.Pattern[str]
    row_tail: re.Pattern[str]
    row_sign: re.Pattern[str]
    inside: re.Pattern[str]
    inside_to_end: re.Pattern[str]
    photo: re.Pattern[str]
    caption_words: frozenset[str]
    opens: frozenset[str]
    in_sentence: frozenset[str]
    asks: re.Pattern[str]
    to_reader: re.Pattern[str]
    told_outlet: re.Pattern[str]
    zones: Mapping[str, str]
    series: re.Pattern[str]
    platforms: frozenset[str]
    publishers: frozenset[str] = frozenset()
    hosts: Mapping[str, str] = {}
    note: Mapping[str, str] = {}
    outlet_lines: Mapping[str, frozenset[str]] = {}

    def is_furniture(self, line: str) -> bool:
        """Return whether a whole line is boilerplate by its words alone."""
        if len(line) > LONGEST_LINE:
            return False
        folded = fold_line(line)
        return folded in self.lines or self.shape.fullmatch(" ".join(line.split())) is not None

    def steps(self, line: str) -> list[str]:
        """Return the steps of a breadcrumb line ("Home / World / Title"), or nothing if it is none."""
        steps = [step.strip() for step in self.breadcrumb.split(line) if step.strip()]
        starts = bool(steps) and fold_line(steps[0]) in self.breadcrumb_starts
        return steps if len(steps) >= 2 and (starts or len(steps) >= 4) else []

    def names_publisher(self, line: str) -> bool:
        """Return whether a short line reads like the name of a publisher ("The Evening Post"), or is a known one's."""
        if fold_line(line) in self.publishers:
            return True
        words = line.split()
        if not 2 <= len(words) <= 5 or not all(
            word[0].isupper() or word in ("of", "the", "and", "&") for word in words
        ):
            return False
        return words[-1].casefold().rstrip(".") in self.publisher_words and not self.is_furniture(line)

    def outlet_in_series(self, line: str) -> str | None:
        """Return who publishes a series that a line names: "Hill Radio - Evening bulletin", "River Mission / Field note 7"."""
        found = self.series.fullmatch(line.strip())
        return found["name"].strip() if found else None

    def outlet_at(self, host: str) -> str | None:
        """Return the name of the outlet whose host it is, or whose host it is below: "english.evening.example"."""
        return next((self.hosts[end] for end in _ends(host) if end in self.hosts), None)

    def is_platform(self, host: str) -> bool:
        """Return whether a host carries what anybody writes: its name tells no outlet."""
        return any(end in self.platforms for end in _ends(host))

    def is_agency(self, outlet: str) -> bool:
        """Return whether an outlet's name is an agency's: "sana", "The Associated Press"."""
        return fold_line(outlet) in self.agencies_folded

    def find_agency(self, text: str) -> str | None:
        """Return the agency that the text names first, if any."""
        found = self.agency.search(text)
        return self.agency_names[found.group()] if found else None


def _ends(host: str) -> Iterator[str]:
    labels = host.casefold().split(".")
    return (".".join(labels[at:]) for at in range(len(labels) - 1))


def load_furniture(
    directory: Path, publishers: Iterable[str] = (), hosts: Mapping[str, str] | None = None
) -> Furniture:
    """Load `furniture.yml`.

    Args:
        directory: where it lies.
        publishers: the names of outlets that are known ("Coastline" alone on a line would tell nobody).
        hosts: the web hosts of outlets that are known, with their names.

    Raises:
        BadKnowledge: an expression cannot be compiled, or a list is missing.
    """
    path = directory / "furniture.yml"
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        known = frozenset(map(fold_line, publishers))
        return msgspec.structs.replace(_build(raw), publishers=known, hosts=dict(hosts or {}))
    except (KeyError, re.error) as error:
        raise BadKnowledge(f"{path.name}: {error}") from error


def _build(raw: dict[str, Any]) -> Furniture:
    names = {name: agency for agency, told in raw["agencies"].items() for name in told["names"]}
    separators = "|".join(re.escape(sign) for sign in raw["breadcrumb_separators"])
    return Furniture(
        lines=frozenset(fold_line(line) for line in raw["lines"]),
        shape=_any(raw["line_shapes"], re.IGNORECASE),
        breadcrumb=re.compile(rf"\s+(?:{separators})\s+"),
        breadcrumb_starts=frozenset(raw["breadcrumb_starts"]),
        glued_head=re.compile(rf"(?i:{_either(raw['glued_heads'])})(?=[A-Z“\"])"),
        publisher_words=frozenset(raw["publisher_words"]),
        agency_words=frozenset([*raw["publisher_words"], *raw["agency_words"]]),
        unsigned=frozenset(raw["unsigned"]),
        owner_words=frozenset(raw["owner_words"]),
        broadcasters=frozenset(raw["broadcasters"]),
        shouts=frozenset(raw["shouts"]),
        agency_names=names,
        agencies_folded=frozenset(map(fold_line, names)),
        agency=re.compile(rf"(?<!\w)(?:{_either(map(re.escape, names))})(?!\w)"),
        credit_agencies=tuple(agency for agency, told in raw["agencies"].items() if told.get("credit_style")),
        marks=_marks(raw["agencies"]),
        credit=_credit([*raw["credit_words"], *raw["credit_words_altered"]]),
        series=_series(raw["series"]),
        platforms=frozenset(raw["platforms"]),
        fields={kind: tuple(columns) for kind, columns in raw["fields"].items()},
        row_head=_any(raw["row_heads"]),
        row_tail=_any(raw["row_tails"]),
        row_sign=re.compile(rf"(?<=[.!?\"”)]\s)(?:{'|'.join(raw['row_signs'])})\s*$"),
        inside=re.compile(rf"(?<!\S)(?:{_any(raw['inside']).pattern})(?!\w)"),
        inside_to_end=re.compile(rf"(?<!\S)(?:{_any(raw['inside_to_end']).pattern})\Z"),
        asks=re.compile(rf"(?i:(?<!\w)(?:{'|'.join(raw['asks'])})(?!\w))"),
        to_reader=re.compile(rf"(?i:(?<!\w)(?:{'|'.join(raw['to_reader'])})(?!\w))"),
        told_outlet=re.compile(rf"(?i:\b(?:{_either(raw['told_outlet'])})\b)"),
        photo=_photo(raw["photo_words"], raw["photo_heads"], raw["photo_agencies"]),
        caption_words=frozenset(raw["caption_words"]),
        opens=frozenset(raw["opens"]),
        in_sentence=frozenset(raw["in_sentence"]),
        zones=dict(raw["zones"]),
        note={word: kind for kind, words in raw["note_fields"].items() for word in words},
    )


def _either(choices: Iterable[str]) -> str:
    return "|".join(sorted(choices, key=lambda choice: (-len(choice), choice)))


def _any(shapes: list[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{shape})" for shape in shapes), flags)


def _series(kinds: list[str]) -> re.Pattern[str]:
    # "MARDEN RADIO - Evening bulletin", "River Mission / PRESS STATEMENT no. 4": a name, a sign, and what comes out again and
    # again.  "Two killed in Marden - statement" is a headline: its words are small.  So is "Marden: statement", but for one
    # that has a number.
    number = r"\s*(?:no\.?|number|#)?\s*\d{1,4}(?:/\d{2,4})?"
    return re.compile(
        rf"(?P<name>[A-Z][\w&.'’-]*(?:\s+(?:[A-Z0-9&][\w&.'’-]*|of|the|and|for|on|de|la)){{0,6}}?)\s*"
        rf"(?:(?:[|/·•]|[–—-](?=\s))\s*(?i:{_either(kinds)})s?(?:{number})?|:\s*(?i:{_either(kinds)})s?{number})[\s.:]*",
    )


def _marks(agencies: dict[str, Any]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (agency, re.compile(mark)) for agency, told in agencies.items() for mark in told.get("marks", ())
    )


def _credit(words: list[str]) -> re.Pattern[str]:
    # "Additional stating by Ann Lee" : the work, then names in capitals.
    return re.compile(
        rf"\b(?:(?:additional|further)\s+)?(?:{_either(words)})\s+by:?\s+(?=[A-Z])", re.IGNORECASE
    )


def _photo(words: list[str], heads: list[str], agencies: list[str]) -> re.Pattern[str]:
    # "REUTERS/Ann Lee The army" : the name ends before a word that opens a sentence.
    return re.compile(
        rf"[(\[][^()\[\]]{{0,40}}\b(?:{_either(words)})\b[^()\[\]]{{0,30}}[)\]]"
        rf"|[(\[](?:{_either(heads)})s?(?: credits?)?: ?[^()\[\]]{{1,60}}[)\]]"
        rf"|\b(?:{_either(agencies)}) ?/ ?[A-Z][\w'’-]+"
        r"(?: (?!(?:A|An|The|In|On|At|We|He|She|It|They|But)\b)[A-Z][\w'’-]+)?\b"
    )
