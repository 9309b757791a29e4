"""Unsure: what waits for a person. Pairs that may be one happening and stand in two, and words that hold no longer."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from truceline.model.document import Span
from truceline.model.judgement import Judgement, Weight
from truceline.model.reading import Reading
from truceline.model.record import Incident, Unsure
from truceline.reconcile.follow import Lost
from truceline.reconcile.persons import Persons
from truceline.reconcile.weigh import total


class Near(Protocol):
    """Two events that are near each other, and what speaks for their being one."""

    @property
    def left(self) -> str: ...  # noqa: D102 - the docstring of the class says it

    @property
    def right(self) -> str: ...  # noqa: D102

    @property
    def score(self) -> float: ...  # noqa: D102


def find_unsure(
    shown: Mapping[str, tuple[str, str]], judgements: Iterable[Judgement], said: Sequence[Judgement]
) -> Iterator[Unsure]:
    """Yield the pairs of incidents that a method's weights, or a person's "unsure", hold to be one perhaps; nearest first.

    Of all pairs of their events the one that speaks most for it is told. What a person judged waits no more.

    Args:
        shown: the incident of each event, its id and its title.
        judgements: the method's judgements of pairs of events.
        said: persons' last words on such pairs.
    """
    nearest: dict[tuple[str, str], Judgement] = {}
    titles = dict(shown.values())
    settled = {
        frozenset(shown[event][0] for event in (one.left, one.right))
        for one in said
        if one.verdict != "unsure" and one.left in shown and one.right in shown
    }
    for one in (*judgements, *(word for word in said if word.verdict == "unsure")):
        if one.left not in shown or one.right not in shown:
            continue
        left, right = sorted((shown[one.left][0], shown[one.right][0]))
        if left == right or {left, right} in settled:
            continue
        if (left, right) not in nearest or _told(one) > _told(nearest[left, right]):
            nearest[left, right] = one
    for key, one in sorted(nearest.items(), key=lambda row: (-total(row[1].reasons), row[0])):
        named = tuple(titles[id_] for id_ in key)
        yield Unsure("pair", key, named, total(one.reasons), one.reasons, one.by, one.verdict)


def nearest(near: Iterable[Near], home_of: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return of all pairs that are near each other, for each two incidents the one that speaks most for their being one.

    Two months of one city have thousands of pairs between them, of which one is told.
    """
    found: dict[tuple[str, str], tuple[float, str, str]] = {}
    for one in near:
        homes = home_of.get(one.left), home_of.get(one.right)
        if homes[0] is None or homes[1] is None or homes[0] == homes[1]:
            continue
        both = (min(homes[0], homes[1]), max(homes[0], homes[1]))
        found[both] = max(found.get(both, (-math.inf, "", "")), (one.score, one.left, one.right))
    return sorted((left, right) for _, left, right in found.values())


def _told(one: Judgement) -> tuple[float, str, str]:
    return total(one.reasons), one.left, one.right


def shown_in(incidents: Iterable[Incident]) -> dict[str, tuple[str, str]]:
    """Return the incident of each event, its id and its title."""
    return {event: (one.id, one.title) for one in incidents for event in one.events}


def find_lost(lost: Iterable[Lost], readings: Iterable[Reading]) -> Iterator[Unsure]:
    """Yield the judgements that find their words no longer, with those of the words that still stand in a text."""
    texts = {reading.document.id: reading.document.text for reading in readings}
    for one in lost:
        said = one.judgement
        spans = (span for spans in said.about for span in spans)
        yield Unsure(
            "judgement",
            (),
            (),
            0.0,
            (Weight(0.0, one.reason), *said.reasons),
            said.by,
            said.verdict,
            said.id,
            tuple(span for span in spans if _stands(span, texts)),
        )


def against(persons: Persons) -> Iterator[Lost]:
    """Yield the words that do not hold because later ones contradict them."""
    for one in persons.against:
        yield Lost(one.judgement, "a later word contradicts it")


def _stands(span: Span, texts: Mapping[str, str]) -> bool:
    return texts.get(span.doc, "")[span.start : span.end] == span.quote
