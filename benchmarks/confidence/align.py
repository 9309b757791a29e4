"""Which predicted template is which of the key: by type, and by the culprits and victims that they share.

After the guidelines of MUC-4 (section 3.2.1): the types agree fully or in part, and a culprit or a victim does. In part
means that an ATTACK is predicted where the key is more precise. What became of things is not predicted here, so a template
whose key names neither organisations nor victims is held against the type alone.
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from benchmarks.confidence.gold import Bounds, Template

VAGUE_TYPE = "ATTACK"
CONTENT = re.compile(r"[A-Z0-9]{2,}")
EMPTY = frozenset(
    ("THE", "AN", "OF", "AND", "FOR", "IN", "ON", "AT", "BY", "TO", "FROM", "WITH", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX",
     "SEVEN", "EIGHT", "NINE", "TEN", "OTHER", "OTHERS", "LEAST", "ABOUT", "SOME", "SEVERAL", "HIS", "HER", "THEIR", "DE", "LA",
     "EL", "LOS")
)  # fmt: skip
# Of the words of a name half must be shared, so that one front is not another.
ENOUGH = 0.5


class Harmed(msgspec.Struct, frozen=True):
    """Victims predicted: the words for them, how many, and what became of them."""

    text: str
    low: int | None = None
    high: int | None = None
    effect: str | None = None

    @property
    def bounds(self) -> Bounds:
        """Return how many, as the key writes it."""
        return (self.low, self.high)


class Guess(msgspec.Struct, frozen=True):
    """One template predicted, in the form of the task."""

    doc: str
    incident_type: str
    stage: str
    perp_org: tuple[str, ...] = ()
    perp_confidence: str | None = None
    victims: tuple[Harmed, ...] = ()


def read_guess(row: Any) -> Guess:  # noqa: ANN401 - a row of JSON
    """Return a prediction of the task's form.

    Raises:
        msgspec.ValidationError: it is not of that form.
    """
    return msgspec.convert(row, Guess)


def align(guesses: Sequence[Guess], templates: Sequence[Template]) -> list[tuple[Guess, Template]]:
    """Return the pairs of one report, one to one, those that share most first; of equal ones those that stand first."""
    ranked = sorted(
        (
            (-_shared(guess, template), j, i)
            for i, guess in enumerate(guesses)
            for j, template in enumerate(templates)
            if _may_be(guess, template)
        ),
    )
    pairs: list[tuple[Guess, Template]] = []
    taken: set[tuple[str, int]] = set()
    for _, j, i in ranked:
        if not taken & {("guess", i), ("key", j)}:
            taken |= {("guess", i), ("key", j)}
            pairs.append((guesses[i], templates[j]))
    return pairs


def same_organisation(name: str, strings: Sequence[str]) -> bool:
    """Return whether a name is one of these: half of the words of the longer are shared."""
    ours = _words(name)
    return any(
        len(ours & theirs) >= ENOUGH * max(len(ours), len(theirs), 1) for theirs in map(_words, strings)
    )


def same_people(text: str, strings: Sequence[str]) -> bool:
    """Return whether words for people may mean these: half of the words of the shorter are shared."""
    ours = _words(text)
    return any(
        bool(ours and theirs) and len(ours & theirs) >= ENOUGH * min(len(ours), len(theirs))
        for theirs in map(_words, strings)
    )


def _may_be(guess: Guess, template: Template) -> bool:
    if _type(guess, template) == 0:
        return False
    # A prediction has no place for single perpetrators: where the key has nobody else, the type must do.
    named = template.culprits or template.victims
    return not named or _common(guess, template) > 0


def _shared(guess: Guess, template: Template) -> float:
    return _type(guess, template) + _common(guess, template) + (guess.stage in template.stages) / 2


def _type(guess: Guess, template: Template) -> float:
    if guess.incident_type in template.types:
        return 1.0
    return 0.5 if guess.incident_type == VAGUE_TYPE else 0.0


def _common(guess: Guess, template: Template) -> int:
    """Return how many culprits and victims of the prediction the key has too."""
    culprits = [(*fill.strings,) for fill in template.culprits] + [template.persons]
    found = sum(any(same_organisation(name, strings) for strings in culprits) for name in guess.perp_org)
    return found + sum(
        any(same_people(one.text, victim.strings) for victim in template.victims) for one in guess.victims
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("S") for word in CONTENT.findall(text.upper()) if word not in EMPTY)
