"""Derive: what follows from all documents, made anew only where new documents or judgements touch it.

Adding one by one, in any order, comes to what building at once does, because both are this: what is new, on top of what stands.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext

import msgspec

from truceline.copies import families, find_on_shelf
from truceline.extract.reading import METHOD
from truceline.knowledge import Knowledge
from truceline.knowledge.own import known, own_knowledge
from truceline.model.actor import Actor
from truceline.model.copies import Copy, altered_copies
from truceline.model.judgement import standing
from truceline.pipeline.at_hand import AtHand
from truceline.pipeline.casting import Casting
from truceline.pipeline.happening import Happening
from truceline.pipeline.hearing import Hearing, Said, said_since
from truceline.pipeline.relating import Relating
from truceline.reconcile import (
    Voices,
    World,
    find_kin,
    redeal,
    show_agreement,
    show_beside,
    term_keys,
)
from truceline.store import read as kept
from truceline.store import write
from truceline.store.cast import Cast
from truceline.store.derived import Marks
from truceline.store.nearby import Nearby
from truceline.store.open import Record
from truceline.store.revision import Revision
from truceline.store.schema import event_key, event_place, term_key, term_place
from truceline.store.shelf import drop_shelf, open_shelf
from truceline.store.standing import Standing
from truceline.store.tables import Tables
from truceline.store.tellings import Tellings

# Documents derived together. What stands is decoded once for all that are near it, so that few batches are faster: a thousand
# take 1.1 times as long in halves; each holds its readings in memory, 0.1 MB each.
BATCH = 500
# So many are written in one transaction: whoever reads meanwhile sees all of it, or what there was before.
TOGETHER = 5000


def derive(record: Record) -> None:
    """Write what follows from new documents and judgements into the derived tables.

    All is made anew where the method or the knowledge is another, and where nothing is derived yet. It goes by batches, so
    that memory depends on their size and not on the record's; a kill between two leaves what is derived, and the rest waits.
    """
    made = kept.derivation(record)
    waiting = kept.marks(record).readings - (made.marks.readings if made is not None else 0)
    with record.writing() if waiting <= TOGETHER else nullcontext():
        while _derive_some(record):
            pass


def _derive_some(record: Record) -> bool:
    """Derive one batch; return whether there is another."""
    with record.writing():
        rows, marks = kept.kept_judgements(record), kept.marks(record)
        knowledge = known(own_knowledge(standing(rows).values()))
        tables, since = write.open_tables(record, method=METHOD, knowledge=knowledge.version)
        if since == Marks():
            drop_shelf(record)
        basis = {"method": METHOD, "knowledge": knowledge.version}
        fresh = kept.readings_since(record, since.readings, count=BATCH, **basis)
        _Deriving(record, knowledge, tables, fresh).run(said_since(rows, since.judgements))
        last = len(fresh) < BATCH
        reached = marks if last else msgspec.structs.replace(marks, readings=max(fresh.values()))
        write.mark_derived(record, reached, METHOD, knowledge.version, tables.tally)
    return not last


class _Deriving:
    """One run: what is new, and what it touches."""

    def __init__(self, record: Record, knowledge: Knowledge, tables: Tables, fresh: Collection[str]) -> None:
        self.record, self.knowledge, self.tables = record, knowledge, tables
        basis = {"method": METHOD, "knowledge": knowledge.version}
        self.fresh = sorted(fresh)
        self.hand = AtHand(record, **basis)
        self.revision = Revision(tables)
        self.cast = Cast(tables)
        self.events = Standing(tables, event_key, event_place)
        self.terms = Standing(tables, term_key, term_place)
        self.relating = Relating(Tellings(tables), knowledge)
        # Whom persons' corrections name, by document.
        self.named: Mapping[str, Collection[str]] = {}

    def run(self, said: Said) -> None:
        """Copies first, then who is who, and what persons say; then what all documents show that these touch."""
        moved = self._copies()
        casting = Casting(self.cast, self._world_of)
        renamed = casting.introduce({doc: self.hand.unmarked(doc) for doc in self.fresh})
        nearby = Nearby(self.tables)
        hearing = Hearing(self.hand, self.cast, nearby, self.knowledge.names.actors)
        heard = hearing.hear(said, self.fresh, casting.others)
        self.named = heard.named
        casting.name({id_ for several in heard.named.values() for id_ in several})
        dirty = sorted({*self.fresh, *moved, *renamed, *heard.documents})
        happening = Happening(self.events, nearby, self.hand, self.knowledge, self._world, self.revision)
        of_event = happening.show(dirty, self.fresh, heard)
        for doc in self.fresh:
            self.revision.put_reading(self.hand.as_read(doc), of_event)
        self._beside(dirty)
        self._agreements(dirty)
        gone, actors = casting.shown()
        self.revision.show_actors(gone, actors)
        self.relating.know(gone, actors)
        self.relating.show()
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
        corrected = (id_ for doc in documents for id_ in self.named.get(doc, ()))
        learned = find_kin((*(actor.id for _, actor in introduced), *corrected), self.cast)
        return World(names.actors, names.outlet, (), names.roles, learned, introduced)

    def _beside(self, dirty: Sequence[str]) -> None:
        """Show anew what these documents tell beside incidents and agreements, and how actors stand to each other by them."""
        world, family = self._world(dirty), self.hand.families(dirty)
        self.revision.take_beside(dirty)
        for doc in dirty:
            reading = self.hand.reading(doc)
            self.revision.put_beside(show_beside([reading], family, world))
            self.relating.tell(reading, family, world)

    def _agreements(self, dirty: Sequence[str]) -> None:
        """Show the agreements of these documents and of all that are touched anew."""
        telling = [self.hand.reading(doc) for doc in dirty if self.hand.unmarked(doc).terms]
        deals, world = self.knowledge.deals, self._world([reading.document.id for reading in telling])
        homes, gone = redeal(term_keys(telling, world, deals).values(), self.terms)
        documents = sorted({key.doc for home in homes for key in home})
        world, family = self._world(documents), self.hand.families(documents)
        voices = Voices(world, family)
        self.revision.take_agreements(gone)
        for home in homes:
            told = [(self.hand.reading(key.doc), self.hand.term(key.doc, key.id)) for key in home]
            self.revision.put_agreement(show_agreement(told, voices, world, deals))


def _standings(among: Collection[str], copies: Iterable[Copy]) -> dict[str, tuple[str, bool]]:
    """Return for each document the one that stands for its family, and whether it is an altered copy."""
    several = list(copies)
    roots, altered = families(several, among), altered_copies(several)
    return {doc: (roots[doc], doc in altered) for doc in among}
