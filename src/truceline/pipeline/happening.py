"""Happening: show the incidents of documents, and of all that these touch, anew; with what waits for a person."""

from collections.abc import Callable, Collection, Sequence

from truceline.knowledge import Knowledge
from truceline.model.judgement import Judgement
from truceline.model.record import Incident
from truceline.pipeline.at_hand import AtHand
from truceline.pipeline.hearing import Heard
from truceline.reconcile import (
    EventKey,
    World,
    event_keys,
    find_lost,
    find_unsure,
    find_wholes,
    judge_near,
    nearest,
    part_pairs,
    place_parts,
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
        world: Callable[[Collection[str]], World],
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
        linked = relink(self._keys(dirty), self._events, self._nearby, heard.persons, heard.events)
        self._nearby.replace(linked.loose, linked.near)
        self._nearby.form(linked.ungrouped, linked.joins)
        words = heard.persons.holding
        homes, parts = find_wholes(linked.homes, self._events, self._hand.events, words)
        incidents = self._with_parts(self._incidents(homes, heard), homes, parts, words)
        gone = linked.gone.union(home[0].id for home in homes)
        self._revision.take_incidents(sorted(gone))
        for incident in incidents:
            self._revision.put_incident(incident)
        of_event = {event: incident.id for incident in incidents for event in incident.events}
        told = (key for home in homes for key in home)
        self._revision.move_events({key.id: of_event.get(key.id) for key in told if key.doc not in fresh})
        self._revision.take_unsure(sorted(gone))
        self._show_unsure(incidents, homes, heard)
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
        # Those of one document one after the other: it is unpacked once.
        for home in sorted(homes, key=lambda home: min(key.doc for key in home)):
            events = [(self._hand.event(key.doc, key.id), self._hand.reading(key.doc)) for key in home]
            shown.append(show_incident(events, world, family, kinds, heard.words))
        return [one for one in shown if one is not None]

    def _with_parts(
        self,
        incidents: Sequence[Incident],
        homes: Homes,
        parts: Sequence[Judgement],
        words: Sequence[Judgement],
    ) -> list[Incident]:
        """Return the incidents with the names of those that they are parts of, wherever these are shown."""
        ends = {event for pair in part_pairs(parts, words) for event in pair}
        elsewhere = self._nearby.shown(ends - {key.id for home in homes for key in home})
        told = elsewhere | shown_in(incidents)
        return with_parts(incidents, place_parts({e: id_ for e, (id_, _) in told.items()}, parts, words))

    def _show_unsure(self, incidents: Sequence[Incident], homes: Homes, heard: Heard) -> None:
        """Show which incidents may be one with one of these, and which judgements wait."""
        own = {key.id: key for home in homes for key in home}
        near = self._nearby.weighed(own.keys())
        said = [one for one in heard.persons.pairs.values() if one.left in own or one.right in own]
        pairs = [(one.left, one.right) for one in near] + [(one.left, one.right) for one in said]
        ends = {event for pair in pairs for event in pair}
        shown = self._nearby.shown(ends - {*own}) | shown_in(incidents)
        between = nearest(near, {event: id_ for event, (id_, _) in shown.items()})
        self._revision.put_unsure(find_lost(heard.lost, heard.readings))
        self._revision.put_unsure(find_unsure(shown, judge_near(between, own, self._events), said))
