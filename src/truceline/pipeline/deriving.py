"""Derive: what follows from all documents, made anew only where new documents or judgements touch it.

Adding one by one, in any order, comes to what building at once does, because both are this: what is new, on top of what stands.
"""

from collections.abc import Collection, Iterable, Sequence

from truceline.copies import families, find_on_shelf
from truceline.extract.reading import METHOD
from truceline.knowledge import Knowledge
from truceline.knowledge.own import known, own_knowledge
from truceline.model.actor import Actor
from truceline.model.copies import Copy, altered_copies
from truceline.model.judgement import Judgement
from truceline.pipeline.at_hand import AtHand
from truceline.pipeline.casting import Casting
from truceline.reconcile import (
    World,
    event_keys,
    find_kin,
    find_wholes,
    holder_in,
    redeal,
    relink,
    show_agreement,
    show_beside,
    show_incident,
    term_keys,
)
from truceline.store import read as kept
from truceline.store import write
from truceline.store.cast import Cast
from truceline.store.derived import Marks
from truceline.store.open import Record
from truceline.store.revision import Revision
from truceline.store.schema import event_key, event_place, term_key, term_place
from truceline.store.shelf import drop_shelf, open_shelf
from truceline.store.standing import Standing
from truceline.store.tables import Tables


def derive(record: Record) -> None:
    """Write what follows from new documents and judgements into the derived tables.

    All is made anew where the method or the knowledge is another, and where nothing is derived yet.
    """
    said, marks = list(kept.judgements(record)), kept.marks(record)
    knowledge = known(own_knowledge(said))
    with record.writing():
        tables, since = write.open_tables(record, method=METHOD, knowledge=knowledge.version)
        if since == Marks():
            drop_shelf(record)
        _Deriving(record, knowledge, tables, since, said).run()
        write.mark_derived(record, marks, METHOD, knowledge.version, tables.tally)


class _Deriving:
    """One run: what is new, and what it touches."""

    def __init__(
        self, record: Record, knowledge: Knowledge, tables: Tables, since: Marks, said: Sequence[Judgement]
    ) -> None:
        self.record, self.knowledge = record, knowledge
        self.said, self.said_since = said, said[since.judgements :]
        basis = {"method": METHOD, "knowledge": knowledge.version}
        self.fresh = kept.readings_since(record, since.readings, **basis)
        self.hand = AtHand(record, **basis)
        self.revision = Revision(tables)
        self.cast = Cast(tables)
        self.events = Standing(tables, event_key, event_place)
        self.terms = Standing(tables, term_key, term_place)

    def run(self) -> None:
        """Copies first, then who is who; then what all documents show that these touch."""
        moved = self._copies()
        casting = Casting(self.cast, self._world_of)
        renamed = casting.introduce({doc: self.hand.unmarked(doc) for doc in self.fresh})
        dirty = sorted({*self.fresh, *moved, *renamed})
        of_event = self._incidents(dirty)
        for doc in self.fresh:
            self.revision.put_reading(self.hand.reading(doc), of_event)
        self._beside(dirty)
        self._agreements(dirty)
        self.revision.show_actors(*casting.shown())
        self.revision.flush()

    def _copies(self) -> set[str]:
        """Find the copies that new documents make; return the others that are another document's copy now, or none any more."""
        shelf = open_shelf(self.record, method=METHOD, knowledge=self.knowledge.version)
        docs = (self.hand.unmarked(doc).document for doc in self.fresh)
        words, agencies = self.knowledge.swaps.common, self.knowledge.furniture.agency_names
        found = find_on_shelf(shelf, docs, words, agencies)
        before = list(kept.copies(self.record, documents=found.among))
        self.revision.take_copies(found.among)
        self.revision.put_copies(found.copies)
        self.revision.flush()
        was, now = _standings(found.among, before), _standings(found.among, found.copies)
        return {doc for doc in found.among if was[doc] != now[doc]} - {*self.fresh}

    def _world_of(self, learned: Iterable[Actor]) -> World:
        names = self.knowledge.names
        return World(names.actors, names.outlet, (), names.roles, learned)

    def _world(self, documents: Collection[str]) -> World:
        """Return the world as these documents see it."""
        names, introduced = self.knowledge.names, self.cast.introduced(documents)
        learned = find_kin((actor.id for _, actor in introduced), self.cast)
        return World(names.actors, names.outlet, (), names.roles, learned, introduced)

    def _incidents(self, dirty: Sequence[str]) -> dict[str, str]:
        """Show the incidents of these documents and of all that are touched anew; return which event is in which."""
        happenings, common = self.knowledge.happenings, self.knowledge.swaps.common
        world, family = self._world(dirty), self.hand.families(dirty)
        keys = [
            key
            for doc in dirty
            for key in event_keys([self.hand.reading(doc)], world, family, happenings.points, common)
        ]
        homes, gone = relink(keys, self.events, self.said, self.said_since)
        judged = [one for one in self.said if one.kind == "events"]
        homes, wholes = find_wholes(homes, self.events, self.hand.events, judged)
        gone |= {home[0].id for home in homes}
        documents = sorted({key.doc for home in homes for key in home})
        world, family = self._world(documents), self.hand.families(documents)
        self.revision.take_incidents(gone)
        of_event: dict[str, str] = {}
        # Those of one document one after the other: it is unpacked once.
        for home in sorted(homes, key=lambda home: min(key.doc for key in home)):
            events = [(self.hand.event(key.doc, key.id), self.hand.reading(key.doc)) for key in home]
            above = wholes.get(home[0].id, ())
            if (incident := show_incident(events, world, family, happenings.kinds, above)) is not None:
                self.revision.put_incident(incident)
                of_event.update(dict.fromkeys(incident.events, incident.id))
        old = {key.id: of_event.get(key.id) for home in homes for key in home if key.doc not in self.fresh}
        self.revision.move_events(old)
        return of_event

    def _beside(self, dirty: Sequence[str]) -> None:
        """Show anew what these documents tell beside incidents and agreements."""
        world, family = self._world(dirty), self.hand.families(dirty)
        self.revision.take_beside(dirty)
        for doc in dirty:
            self.revision.put_beside(show_beside([self.hand.reading(doc)], family, world))

    def _agreements(self, dirty: Sequence[str]) -> None:
        """Show the agreements of these documents and of all that are touched anew."""
        telling = [self.hand.reading(doc) for doc in dirty if self.hand.unmarked(doc).terms]
        deals, world = self.knowledge.deals, self._world([reading.document.id for reading in telling])
        homes, gone = redeal(term_keys(telling, world, deals).values(), self.terms)
        documents = sorted({key.doc for home in homes for key in home})
        world, family = self._world(documents), self.hand.families(documents)
        holder = holder_in(world, family)
        self.revision.take_agreements(gone)
        for home in homes:
            told = [(self.hand.reading(key.doc), self.hand.term(key.doc, key.id)) for key in home]
            self.revision.put_agreement(show_agreement(told, holder, world, deals))


def _standings(among: Collection[str], copies: Iterable[Copy]) -> dict[str, tuple[str, bool]]:
    """Return for each document the one that stands for its family, and whether it is an altered copy."""
    several = list(copies)
    roots, altered = families(several, among), altered_copies(several)
    return {doc: (roots[doc], doc in altered) for doc in among}
