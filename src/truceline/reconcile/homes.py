"""Homes: the incident that each event is in. Groups of events that a person said are one happening are one incident."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from truceline.model.judgement import Judgement
from truceline.reconcile.keys import EventKey
from truceline.reconcile.link import Linking
from truceline.reconcile.regroup import Nothing, Pair, Standing, regroup

Group = Sequence[EventKey]
TWO = ("different", "part-of")


def link(keys: Iterable[EventKey], said: Iterable[Judgement] = ()) -> list[list[str]]:
    """Return the events of each incident, by the method and then by a person's word; the order of the events does not matter.

    Args:
        keys: the events.
        said: persons' judgements, in the order in which they were given; of two on one pair the later holds.
    """
    verdicts = spoken(said)
    groups = regroup({key.id: key for key in keys}, Nothing[EventKey](), Linking(apart(verdicts)))
    return [[key.id for key in home] for home in find_homes(groups, Nothing[EventKey](), verdicts)]


def spoken(said: Iterable[Judgement]) -> dict[Pair, str]:
    """Return what persons said of pairs of events; of two words on one pair the later holds."""
    told = (one for one in said if one.kind == "events")
    return {(min(one.left, one.right), max(one.left, one.right)): one.verdict for one in told}


def apart(verdicts: Mapping[Pair, str]) -> frozenset[frozenset[str]]:
    """Return the pairs that a person said are two; a part is not its whole."""
    return frozenset(frozenset(pair) for pair, verdict in verdicts.items() if verdict in TWO)


def find_homes(
    groups: Iterable[Group], standing: Standing[EventKey], verdicts: Mapping[Pair, str]
) -> list[list[EventKey]]:
    """Return the events of each incident that these groups are in.

    A person joins whole groups: said of one event of each, it tears neither apart. Aggregates join single events by a person's
    word alone.

    Args:
        groups: groups of events, whole.
        standing: all others, in their groups.
        verdicts: what persons said of pairs of events.
    """
    partners: defaultdict[str, list[str]] = defaultdict(list)
    for (left, right), verdict in verdicts.items():
        if verdict == "same":
            partners[left].append(right)
            partners[right].append(left)
    told = [*groups]
    own = {key.id: group for group in told for key in group}
    found: dict[str, list[EventKey]] = {}
    for group in told:
        if group[0].id not in found:
            home = _home(group, own, standing, partners)
            found.update((key.id, home) for key in home)
    return sorted({home[0].id: home for home in found.values()}.values(), key=lambda home: home[0].id)


def _home(
    group: Group,
    own: Mapping[str, Group],
    standing: Standing[EventKey],
    partners: Mapping[str, Sequence[str]],
) -> list[EventKey]:
    """Return all events that are in one incident with a group, sorted by id."""
    home: dict[str, EventKey] = {}
    waiting = [group]
    while waiting:
        fresh = [key for key in waiting.pop() if key.id not in home]
        home.update((key.id, key) for key in fresh)
        judged = [event for key in fresh for event in partners.get(key.id, ()) if event not in home]
        waiting += [own[event] for event in judged if event in own]
        waiting += standing.groups([event for event in judged if event not in own])
    return [home[key] for key in sorted(home)]
