"""Make many readings of few, without a parser: other names, other words of the same lengths, other days.

A reading points at its text by characters. A word is put in the place of another of the same length, so every span still
slices to its quote, and what was read of one report is what would be read of the other, were its words known.
"""

import datetime
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from truceline.model.document import Raw
from truceline.model.reading import Reading

# Short words stay: that two reports share "on the" makes neither a copy of the other.
WORD = re.compile(r"[^\W\d_]{4,}")
ID = re.compile(r"[0-9a-f]{12}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CONSONANTS = "bcdfghjklmnprstvwz"
# Where words of the text stand beside its spans.
WORDS = frozenset(
    (
        "name",
        "words",
        "said",
        "text",
        "status_as_said",
        "action",
        "bearer_as_said",
        "title",
        "within",
        "names",
    )
)


class Turn(NamedTuple):
    """How a reading is made another: which words, names and places it has, on which days, and which print it is."""

    words: int = 0
    days: int = 0
    print: int = 0
    place: str = ""
    day: datetime.date | None = None


def rewritten(reading: Reading, turn: Turn) -> tuple[Raw, Reading]:
    """Return a report and its reading, made of another's by this turn.

    Turns of the same `words` tell of the same persons and places in the same words; of other `words`, of none of them. With
    `place` and `day` all that has a place is there, and all that has one day is on that day.
    """
    text = f"{_reworded(reading.document.text, turn.words)}\n{turn.words} {turn.days} {turn.print}"
    raw = Raw(f"{reading.document.id}-{turn.words}-{turn.days}-{turn.print}", "text", text.encode())
    told = _Rewriter(turn, text, {reading.document.id: raw.id}).of(msgspec.to_builtins(reading))
    told["document"] |= {
        "id": raw.id, "sha256": hashlib.sha256(raw.content).hexdigest(), "media": "text", "text": text, "traces": [],
    }  # fmt: skip
    return raw, msgspec.convert(told, Reading)


class _Rewriter:
    def __init__(self, turn: Turn, text: str, ids: dict[str, str]) -> None:
        self.turn, self.text, self.ids = turn, text, ids

    def of(self, value: Any, field: str = "") -> Any:  # noqa: ANN401 - any part of a reading
        if isinstance(value, dict):
            return self._struct(value)
        if isinstance(value, list | tuple):
            return [self.of(part, field) for part in value]
        return self._word(value, field) if isinstance(value, str) else value

    def _struct(self, value: Mapping[str, Any]) -> dict[str, Any]:
        told = {key: self.of(part, key) for key, part in value.items() if key != "quote"}
        if "quote" in value:
            told["quote"] = self.text[value["start"] : value["end"]]
        if "precision" in value and "key" in value:
            told["key"] = self.turn.place or f"{value['key']}{self.turn.words or ''}"
        if (
            self.turn.day is not None
            and "granularity" in value
            and value["first"] == value["last"] is not None
        ):
            told["first"] = told["last"] = self.turn.day.isoformat()
        return told

    def _word(self, value: str, field: str) -> str:
        if (
            field == "text" and len(value) > len(self.text) // 2
        ):  # the document's own, which is made beforehand
            return value
        if field in WORDS:
            return _reworded(value, self.turn.words)
        if ID.fullmatch(value) and field != "knowledge":
            return self.ids.setdefault(value, _other(value, *self.turn[:3]))
        return self._named(value)

    def _named(self, value: str) -> str:
        if DAY.fullmatch(value):
            return (datetime.date.fromisoformat(value) + datetime.timedelta(self.turn.days)).isoformat()
        learned = value.startswith(("person:", "body:"))
        return f"{value}-{self.turn.words}" if learned and self.turn.words else value


def _other(id_: str, *turn: object) -> str:
    return hashlib.sha256(repr((id_, turn)).encode()).hexdigest()[:12]


def _reworded(text: str, words: int) -> str:
    return WORD.sub(lambda found: _swapped(found.group(), words), text) if words else text


@lru_cache(200_000)
def _swapped(word: str, words: int) -> str:
    """Return another word of the same length, the vowels in the same places."""
    turns = hashlib.sha256(f"{words} {word.lower()}".encode()).digest()
    found = []
    for n, letter in enumerate(word):
        at = CONSONANTS.find(letter.lower())
        other = CONSONANTS[(at + turns[n % 32]) % len(CONSONANTS)] if at >= 0 else letter
        found.append(other.upper() if letter.isupper() else other)
    return "".join(found)
