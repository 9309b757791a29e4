"""Pairs: events whose figures a gold knows, two by two, with what they have in common and whether they are one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.accounts.figures import Figure, Match, figures, match
from benchmarks.accounts.gold import Gold, Report, read_predictions
from benchmarks.accounts.predict import predict
from benchmarks.built import Built
from truceline.copies import families
from truceline.knowledge import load
from truceline.reconcile.compare import compare
from truceline.reconcile.keys import EventKey, event_keys
from truceline.reconcile.link import Linking
from truceline.reconcile.same import compared
from truceline.reconcile.weigh import WEIGHTS
from truceline.reconcile.world import World

# A large incident counts as much as this many pairs: two incidents hold five of six.
MOST_PAIRS = 10
CASES = tuple(WEIGHTS)
Array = NDArray[np.float64]


class Pairs(NamedTuple):
    """A row for each pair: which cases hold, the last column a one; whether they are one event; its weight; its documents."""

    cases: Array
    one: Array
    weights: Array
    docs: Sequence[tuple[str, str]]


def keys_of(built: Built) -> tuple[list[EventKey], Mapping[str, str]]:
    """Return the keys of a record's events, and the document that stands for each with its copies."""
    knowledge = load()
    family = families(built.copies, [reading.document.id for reading in built.readings])
    world = World(knowledge.names.actors, knowledge.names.outlet, built.readings, knowledge.names.roles)
    keys = event_keys(built.readings, world, family, knowledge.happenings.points, knowledge.swaps.common)
    return sorted(keys, key=lambda key: key.id), family


def match_events(
    built: Built, ids: Mapping[str, str], reports: Mapping[str, Report], gold: Gold, told: Sequence[Figure]
) -> list[Match]:
    """Match the gold's figures with ours, each of ours under its event in place of its incident."""
    alone = {event.id: event.id for reading in built.readings for event in reading.events}
    known = {key.id for key in keys_of(built)[0]}
    rows = predict(built, ids, reports, {event: name for event, name in alone.items() if event in known})
    return match(told, figures(read_predictions(rows, gold)), gold.outlets)


def labels_of(matches: Sequence[Match]) -> dict[str, str]:
    """Return the gold incident of each event all whose figures are of one."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in matches:
        found[str(one.predicted.row.incident)].add(str(one.gold.row.incident))
    return {event: min(names) for event, names in found.items() if len(names) == 1}


def make_pairs(
    keys: Sequence[EventKey], label: Mapping[str, str], skip: Callable[[EventKey, EventKey], bool]
) -> Pairs:
    """Return the pairs that are compared and have labels, without those to skip."""
    found = sorted(compared([*keys], (), Linking()), key=lambda pair: (pair[0].id, pair[1].id))
    chosen = [(a, b) for a, b in found if a.id in label and b.id in label and not skip(a, b)]
    column = {name: n for n, name in enumerate(CASES)}
    cases = np.zeros((len(chosen), len(CASES) + 1))
    cases[:, -1] = 1
    for row, (a, b) in zip(cases, chosen, strict=True):
        for case in compare(a, b):
            row[column[case.name]] = 1
    one = [label[a.id] == label[b.id] for a, b in chosen]
    size = Counter(label[a.id] for (a, _), same in zip(chosen, one, strict=True) if same)
    weights = [
        min(1.0, MOST_PAIRS / size[label[a.id]]) if same else 1.0
        for (a, _), same in zip(chosen, one, strict=True)
    ]
    return Pairs(cases, np.array(one, float), np.array(weights), [(a.doc, b.doc) for a, b in chosen])
