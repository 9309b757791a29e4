"""Homes: the incident that each event is in. Groups of events that a person said are one happening are one incident."""

from collections.abc import Iterable, Mapping, Sequence

from truceline.model.judgement import Judgement
from truceline.reconcile.keys import EventKey
from truceline.reconcile.link import Linking
from truceline.reconcile.persons import Persons
from truceline.reconcile.regroup import regroup
from truceline.reconcile.same import Nothing, Standing

Group = Sequence[EventKey]


def link(keys: Iterable[EventKey], said: Iterable[Judgement] = ()) -> list[list[str]]:
    """Return the events of each incident, by the method and then by a person's word; the order of the events does not matter.

    Args:
        keys: the events.
        said: persons' judgements of pairs of events, in the order in which they were given.
    """
    by_id = {key.id: key for key in keys}
    persons = Persons(one for one in said if one.left in by_id and one.right in by_id)
    groups = regroup(by_id, Nothing[EventKey](), Linking(persons)).groups
    return [[key.id for key in home] for home in find_homes(groups, Nothing[EventKey](), persons)]


def find_homes(
    groups: Iterable[Group], standing: Standing[EventKey], persons: Persons
) -> list[list[EventKey]]:
    """Return the events of each incident that these groups are in.

    A person joins whole groups: said of one event of each, it tears neither apart. Aggregates join single events by a person's
    word alone.

    Args:
        groups: groups of events, whole.
        standing: all others, in their groups.
        persons: what persons said of pairs of events.
    """
    told = [*groups]
    own = {key.id: group for group in told for key in group}
    found: dict[str, list[EventKey]] = {}
    for group in told:
        if group[0].id not in found:
            home = _home(group, own, standing, persons)
            found.update((key.id, home) for key in home)
    return sorted({home[0].id: home for home in found.values()}.values(), key=lambda home: home[0].id)


def _home(
    group: Group, own: Mapping[str, Group], standing: Standing[EventKey], persons: Persons
) -> list[EventKey]:
    """Return all events that are in one incident with a group, sorted by id."""
    home: dict[str, EventKey] = {}
    waiting = [group]
    while waiting:
        fresh = [key for key in waiting.pop() if key.id not in home]
        home.update((key.id, key) for key in fresh)
        partners = {event for key in fresh for event in persons.partners.get(key.id, ())} - {*home}
        waiting += [own[event] for event in partners if event in own]
        waiting += standing.groups([event for event in partners if event not in own])
    return [home[key] for key in sorted(home)]
