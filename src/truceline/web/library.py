"""Library: what pages look up in an open record again and again: documents as they are shown, names to mask, spellings."""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

import msgspec

from truceline.model.copies import altered_copies, marked
from truceline.model.document import READ_LANGUAGE
from truceline.store import actors, facts, lists, read
from truceline.store.fold import fold
from truceline.store.open import Record
from truceline.web.coverage import Coverage, coverage
from truceline.web.masked import Names
from truceline.web.sheets import Sheet, kin, sheet

# Documents kept at hand; one with its pieces is some ten kilobytes.
_AT_HAND = 400


class Sheets(Mapping[str, Sheet]):
    """The documents of a record as pages show them, by id; each is looked up when it is asked for."""

    def __init__(self, record: Record, names: Names, *, masked: bool) -> None:
        """Look documents up in this record."""
        self._record = record
        self._names = names
        self._masked = masked
        self._kept: OrderedDict[str, Sheet] = OrderedDict()

    def __getitem__(self, doc: str) -> Sheet:
        if doc not in self._kept:
            self._kept[doc] = self._load(doc)
            if len(self._kept) > _AT_HAND:
                self._kept.popitem(last=False)
        return self._kept[doc]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, doc: object) -> bool:
        return isinstance(doc, str) and bool(lists.headings(self._record, [doc]))

    def _load(self, doc: str) -> Sheet:
        copies = facts.copies_about(self._record, doc)
        altered = altered_copies(copies)
        others = {one.of for one in copies if one.doc == doc and one.of}
        documents = {id_: marked(read.document(self._record, id_), altered) for id_ in {doc, *others}}
        private = facts.withheld_in(self._record, doc) if self._masked else ()
        return sheet(documents[doc], private, self._names, kin(documents[doc], copies, documents))


class Called(Mapping[str, str]):
    """The names of a record's actors, by id; each is looked up when it is asked for: a page names some fifty of 100,000."""

    def __init__(self, record: Record) -> None:
        """Look names up in this record."""
        self._record = record
        self._kept: dict[str, str | None] = {}

    def __getitem__(self, id_: str) -> str:
        if id_ not in self._kept:
            self._kept[id_] = actors.name_of(self._record, id_)
        name = self._kept[id_]
        if name is None:
            raise KeyError(id_)
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(actors.names(self._record))

    def __len__(self) -> int:
        return facts.totals(self._record)["actor"]


class Library:
    """One record as it stands: made anew when the record has grown."""

    def __init__(self, record: Record, *, masked: bool) -> None:
        """Look things up in this record; `masked` tells whether private names are masked."""
        self.record = record
        self.masked = masked
        private = facts.withheld(record) if masked else []
        self.names = Names(private, actors.public(record) if private else ())
        self.sheets = Sheets(record, self.names, masked=masked)
        self.choices: dict[str, dict[str, list[facts.Count]]] = {}

    @cached_property
    def held(self) -> Coverage:
        """Return what the record holds."""
        found = facts.held(self.record, [READ_LANGUAGE])
        return Coverage(**msgspec.structs.asdict(found))

    @cached_property
    def totals(self) -> Mapping[str, int]:
        """Return how many nouns of each kind the record shows."""
        return facts.totals(self.record)

    @cached_property
    def _spellings(self) -> Mapping[str, Collection[str]]:
        return facts.place_spellings(self.record)

    def spellings(self, word: str) -> Collection[str]:
        """Return the other spellings of a folded word."""
        return self._spellings.get(fold(word), ())

    @cached_property
    def actors(self) -> Mapping[str, str]:
        """Return the names of all actors, by id."""
        return Called(self.record)

    def actor_meant(self, called: str) -> str:
        """Return the id of the actor that an address calls so: pages call those whose names they mask otherwise."""
        return self.names.meant(called, self.actors)

    def coverage(self, docs: Collection[str]) -> Coverage:
        """Return what these documents (ids) cover."""
        found = lists.headings(self.record, list(docs)).values()
        return coverage(found, frozenset(one.id for one in found if one.copied_as))
