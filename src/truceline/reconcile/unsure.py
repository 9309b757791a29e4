"""Unsure: what waits for a person. Pairs that may be one happening and stand in two, and words that hold no longer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from truceline.model.document import Span
from truceline.model.judgement import Judgement, Weight
from truceline.model.reading import Reading
from truceline.model.record import Incident, Unsure
from truceline.reconcile.follow import Lost
from truceline.reconcile.persons import Persons
from truceline.reconcile.weigh import total


def find_unsure(
    incidents: Sequence[Incident], judgements: Iterable[Judgement], persons: Persons
) -> Iterator[Unsure]:
    """Yield the pairs of incidents that a method's weights, or a person's "unsure", hold to be one perhaps; nearest first.

    Of all pairs of their events the one that speaks most for it is told. What a person judged waits no more.
    """
    of_event = {event: incident for incident in incidents for event in incident.events}
    nearest: dict[tuple[str, str], tuple[float, Judgement]] = {}
    settled = {
        frozenset(of_event[event].id for event in pair)
        for pair, one in persons.pairs.items()
        if one.verdict != "unsure" and all(event in of_event for event in pair)
    }
    for one in (*judgements, *(word for word in persons.pairs.values() if word.verdict == "unsure")):
        left, right = of_event.get(one.left), of_event.get(one.right)
        if left is None or right is None or left.id == right.id or {left.id, right.id} in settled:
            continue
        key = min(left.id, right.id), max(left.id, right.id)
        weight = total(one.reasons)
        if key not in nearest or (weight, one.left, one.right) > (
            nearest[key][0],
            nearest[key][1].left,
            nearest[key][1].right,
        ):
            nearest[key] = weight, one
    by_id = {incident.id: incident for incident in incidents}
    for key, (weight, one) in sorted(nearest.items(), key=lambda row: (-row[1][0], row[0])):
        titles = tuple(by_id[id_].title for id_ in key)
        yield Unsure("pair", key, titles, weight, one.reasons, one.by, one.verdict)


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
