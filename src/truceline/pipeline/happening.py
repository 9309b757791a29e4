"""Happening: show the incidents of documents, and of all that these touch, anew; with what waits for a person."""

from collections.abc import Callable, Collection, Iterable, Sequence

from truceline.knowledge import Knowledge
from truceline.model.record import Incident
from truceline.pipeline.at_hand import AtHand
from truceline.pipeline.hearing import Heard
from truceline.reconcile import (
    EventKey,
    World,
    event_keys,
    find_lost,
    find_unsure,
    judge_near,
    parts_of,
    relink,
    show_incident,
    shown_in,
    with_parts,
)
from truceline.store.nearby import Nearby
from truceline.store.revision import Revision
from truceline.store.standing import Standing

Homes = Sequence[Sequence[EventKey]]


class Happening:
    """The incidents of a record."""

    def __init__(
        self,
        events: Standing,
        nearby: Nearby,
        hand: AtHand,
        knowledge: Knowledge,
        world: Callable[[Iterable[str]], World],
        revision: Revision,
    ) -> None:
        """Take where events stand; `world` makes the world as some documents see it."""
        self._events = events
        self._nearby = nearby
        self._hand = hand
        self._knowledge = knowledge
        self._world = world
        self._revision = revision

    def show(self, dirty: Sequence[str], fresh: Collection[str], heard: Heard) -> dict[str, str]:
        """Show the incidents of these documents, of which some are new; return which event is in which."""
        linked = relink(self._keys(dirty), self._events, heard.persons, heard.events)
        self._nearby.replace(linked.loose, linked.near)
        incidents = self._with_parts(self._incidents(linked.homes, heard), linked.homes, heard)
        self._revision.take_incidents(linked.gone)
        for incident in incidents:
            self._revision.put_incident(incident)
        of_event = {event: incident.id for incident in incidents for event in incident.events}
        told = (key for home in linked.homes for key in home)
        self._revision.move_events({key.id: of_event.get(key.id) for key in told if key.doc not in fresh})
        self._revision.take_unsure(sorted(linked.gone.union(of_event.values())))
        self._show_unsure(incidents, linked.homes, heard)
        return of_event

    def _keys(self, documents: Sequence[str]) -> list[EventKey]:
        points, common = self._knowledge.happenings.points, self._knowledge.swaps.common
        world, family = self._world(documents), self._hand.families(documents)
        several = (event_keys([self._hand.reading(doc)], world, family, points, common) for doc in documents)
        return [key for keys in several for key in keys]

    def _incidents(self, homes: Homes, heard: Heard) -> list[Incident]:
        documents = sorted({key.doc for home in homes for key in home})
        world, family = self._world(documents), self._hand.families(documents)
        kinds, shown = self._knowledge.happenings.kinds, []
        for home in homes:
            events = [(self._hand.event(key.doc, key.id), self._hand.reading(key.doc)) for key in home]
            shown.append(show_incident(events, world, family, kinds, heard.words))
        return [one for one in shown if one is not None]

    def _with_parts(self, incidents: Sequence[Incident], homes: Homes, heard: Heard) -> list[Incident]:
        """Return the incidents with the names of those that they are parts of, wherever these are shown."""
        ends = {event for pair in heard.persons.parts for event in pair}
        elsewhere = self._nearby.shown(ends - {key.id for home in homes for key in home})
        told = elsewhere | shown_in(incidents)
        return with_parts(
            incidents, parts_of(heard.persons, {event: id_ for event, (id_, _) in told.items()})
        )

    def _show_unsure(self, incidents: Sequence[Incident], homes: Homes, heard: Heard) -> None:
        """Show which incidents may be one with one of these, and which judgements wait."""
        own = {key.id: key for home in homes for key in home}
        near = self._nearby.of(own.keys())
        said = [one for one in heard.persons.pairs.values() if one.left in own or one.right in own]
        ends = {event for pair in (*near, *((one.left, one.right) for one in said)) for event in pair}
        shown = self._nearby.shown(ends - {*own}) | shown_in(incidents)
        between = [(a, b) for a, b in near if a in shown and b in shown and shown[a][0] != shown[b][0]]
        self._revision.put_unsure(find_lost(heard.lost, heard.readings))
        self._revision.put_unsure(find_unsure(shown, judge_near(between, own, self._events), said))
