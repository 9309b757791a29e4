"""Predict the figures of an incident from its articles, and the cluster of each article from a record of all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.built import Built
from truceline.copies import copy_key, families, find_copies
from truceline.knowledge import Knowledge
from truceline.model.claim import Effect
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.record import Incident, Toll
from truceline.reconcile.keys import REAL
from truceline.reconcile.told import told
from truceline.reconcile.tolls import find_tolls
from truceline.reconcile.world import World

Range = dict[str, int | None]
# The gold is a register of counts: that nobody was killed is seldom written, so a figure that nobody tells is read as 0.
NOBODY: Range = {"best": 0, "low": 0, "high": 0}


def predict_figures(incident: str, readings: Sequence[Reading], knowledge: Knowledge) -> dict[str, Any]:
    """Return the figures of one incident, whose articles are known, by the product's own toll logic.

    Every event of these articles that can be an incident is taken for this one: the grouping is given.
    """
    tolls = _tolls(readings, knowledge)
    return {"incident": incident, "killed": _range(tolls, "killed"), "injured": _range(tolls, "wounded")}


def predict_clusters(built: Built, ids: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the cluster of each article: the incident that most of its events belong to.

    Of two with as many events it is the one that more documents tell, then the one with the lesser id. An article without an
    incident is alone, under its own id.

    Args:
        built: the record of all articles.
        ids: the article's id by the document's.
    """
    incident_of = {event: incident for incident in built.incidents for event in incident.events}
    read = {reading.document.id: reading.events for reading in built.readings}
    for doc, article in sorted(ids.items(), key=lambda row: row[1]):
        found = [incident_of[event.id] for event in read.get(doc, ()) if event.id in incident_of]
        yield {"doc": article, "cluster": _most(found) or article}


def _tolls(readings: Sequence[Reading], knowledge: Knowledge) -> tuple[Toll, ...]:
    world = World(knowledge.names.actors, knowledge.names.outlet, readings)
    words, agencies = knowledge.swaps.common, knowledge.furniture.agency_names
    copies = find_copies(copy_key(reading.document, words, agencies) for reading in readings)
    family = families(copies, [reading.document.id for reading in readings])
    events = [(event, reading) for reading in readings for event in reading.events if _is_real(event)]
    return find_tolls(told(events, world, family), world.name)


def _is_real(event: Event) -> bool:
    return event.modality in REAL and not event.background


def _range(tolls: Sequence[Toll], effect: Effect) -> Range:
    """Return the toll of a single event that most documents tell, else of a sum; of two the better told one."""
    whole = [toll for toll in tolls if toll.effect == effect and toll.part_of is None]
    if not whole:
        return NOBODY
    main = max(whole, key=_weight)
    return {"best": main.best, "low": main.low, "high": main.high}


def _weight(toll: Toll) -> tuple[bool, int, int]:
    # An incident of the register is one shooting: "126 people had been murdered this year" counts others.
    return toll.scope == "single", len({span.doc for span in toll.evidence}), len(toll.evidence)


def _most(incidents: Sequence[Incident]) -> str | None:
    counts = Counter(incident.id for incident in incidents)
    ranked = sorted(incidents, key=lambda one: (-counts[one.id], -len(one.documents), one.id))
    return ranked[0].id if ranked else None
