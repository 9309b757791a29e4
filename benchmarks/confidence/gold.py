"""Read the filled templates of a key: who did it and how surely, the stage of execution, the victims."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

# The sets that are scored; `dev` was looked at while the mapping was made.
SETS = ("tst1", "tst2")
ENCODING = "latin-1"
LINE = re.compile(r"\s*(\d+)\.\s+[A-Z ]+: [A-Z /]*?(?:\s{2,}|$)(.*)")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
# Empty, or not applicable to the type of incident.
NOTHING = ("", "-", "*")
OPTIONAL = "?"
# "-26": at most; "30-": at least; "~70": about; "5 - 7": between.
NUMBER = re.compile(r"(?P<low>\d+)?\s*(?P<dash>-)?\s*(?P<high>\d+)?")
DOC, TEMPLATE, TYPE, STAGE, PERSON, ORGANISATION, CONFIDENCE, NAME, DESCRIPTION, COUNT, EFFECT = (
    0, 1, 4, 5, 9, 10, 11, 18, 19, 21, 23,
)  # fmt: skip

Bounds = tuple[int | None, int | None]


class Fill(msgspec.Struct, frozen=True):
    """One line of a slot: the values it allows, and the strings (all of one thing) that it is of. May be optional."""

    values: tuple[str, ...]
    strings: tuple[str, ...]
    optional: bool = False


class Victim(msgspec.Struct, frozen=True):
    """Those of one description: how they are called, the numbers allowed, and what became of them."""

    strings: tuple[str, ...]
    numbers: tuple[Bounds, ...]
    effects: tuple[str, ...] = ()
    optional: bool = False


class Template(msgspec.Struct, frozen=True):
    """One incident of one report. `culprits` are the organisations with the confidences allowed; `persons` the others."""

    doc: str
    types: tuple[str, ...]
    stages: tuple[str, ...]
    culprits: tuple[Fill, ...] = ()
    persons: tuple[str, ...] = ()
    victims: tuple[Victim, ...] = ()
    optional: bool = False


def read_gold(data: Path, sets: tuple[str, ...] = SETS) -> list[Template]:
    """Return the templates of these sets in the order of the keys; a report on no incident has none."""
    paths = [path for name in sets for path in sorted((data / name).glob("key-*"))]
    return [template for path in paths for template in read_key(path.read_text(ENCODING))]


def read_key(text: str) -> Iterator[Template]:
    """Yield the templates of a key."""
    slots: dict[int, list[str]] = {}
    number = -1
    for line in [*text.splitlines(), "0.  MESSAGE: ID  end"]:
        found = LINE.match(line)
        if found and int(found[1]) == DOC and slots:
            if slots[TEMPLATE] != ["*"]:
                yield _template(slots)
            slots = {}
        if found:
            number = int(found[1])
            slots[number] = [found[2].strip()]
        elif number in slots and line[:1] == " " and line.strip():
            slots[number].append(line.strip())


def _template(slots: Mapping[int, list[str]]) -> Template:
    return Template(
        doc=slots[DOC][0].split()[0],
        types=_values(slots.get(TYPE, [])),
        stages=_values(slots.get(STAGE, [])),
        culprits=tuple(_culprits(slots)),
        persons=tuple(name for fill in _fills(slots.get(PERSON, [])) for name in fill.strings),
        victims=tuple(_victims(slots)),
        optional="OPTIONAL" in slots[TEMPLATE][0],
    )


def _culprits(slots: Mapping[int, list[str]]) -> Iterator[Fill]:
    """Yield the confidences with their organisation; one told without a confidence has none to be right about."""
    for fill in _fills(slots.get(CONFIDENCE, [])):
        if fill.values and fill.strings:
            yield fill


def _victims(slots: Mapping[int, list[str]]) -> Iterator[Victim]:
    descriptions = list(_fills(slots.get(DESCRIPTION, [])))
    effects = list(_fills(slots.get(EFFECT, [])))
    for fill in _fills(slots.get(COUNT, [])):
        same = {*fill.strings}
        called = [
            name for one in descriptions if same & {*one.strings} for name in (*one.values, *one.strings)
        ]
        yield Victim(
            strings=tuple(dict.fromkeys((*fill.strings, *called))),
            numbers=tuple(bounds for value in fill.values if (bounds := _bounds(value)) is not None),
            effects=tuple(value for one in effects if same & {*one.strings} for value in one.values),
            optional=fill.optional,
        )


def _fills(lines: list[str]) -> Iterator[Fill]:
    for line in lines:
        if line in NOTHING:
            continue
        optional = line.startswith(OPTIONAL)
        head, _, tail = _parted(line.removeprefix(OPTIONAL).strip())
        strings = tuple(_unquoted(one) for one in STRING.findall(tail))
        values = tuple(_unquoted(one) for one in STRING.findall(head)) if '"' in head else _split(head)
        yield Fill(values, strings if tail else values, optional)


def _parted(line: str) -> tuple[str, str, str]:
    """Part a line at the colon that stands outside quotes: what is told, and of whom."""
    bare = STRING.sub(lambda found: "x" * len(found[0]), line)
    at = bare.find(":")
    return (line, "", "") if at < 0 else (line[:at], ":", line[at + 1 :])


def _values(lines: list[str]) -> tuple[str, ...]:
    return tuple(
        value for line in lines if line not in NOTHING for value in _split(line.removeprefix(OPTIONAL))
    )


def _split(words: str) -> tuple[str, ...]:
    return tuple(one for part in words.split("/") if (one := part.strip(" ()?")))


def _unquoted(words: str) -> str:
    return words.replace('\\"', '"').strip()


def _bounds(value: str) -> Bounds | None:
    """Return the bounds of "6", "~6" (about is read as the number itself), "5 - 7", "5-", "-7"; None for "PLURAL"."""
    found = NUMBER.fullmatch(value.removeprefix("~").strip())
    if found is None or not (found["low"] or found["high"]):
        return None
    low, high = (int(found[end]) if found[end] else None for end in ("low", "high"))
    return (low, high) if found["dash"] else (low, low)
