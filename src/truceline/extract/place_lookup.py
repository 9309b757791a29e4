"""Place look-up: which place of the gazetteer a name in its frame can be, in the countries of one document."""

import math
from collections.abc import Collection, Sequence
from functools import cached_property

from truceline.extract.place_frames import Frame
from truceline.extract.place_words import BUILDINGS, FEATURES, NOUNS, PARTS, SMALL
from truceline.knowledge.gazetteer import LARGE_CITY, SHORT_DISTANCE, SHORT_SKELETON, Gazetteer, PlaceEntry
from truceline.knowledge.spelling import bare, distance, fold, skeleton
from truceline.model.parsed import Parsed

# A namesake abroad this many times larger is the one meant.
FAR_LARGER = 10
# Without a frame a name must be a town of some size: GeoNames has a hamlet for nearly every word.
TOWN = 5_000
# In a country that is not the report's main one, a name must be a town that its readers know.
KNOWN_TOWN = 15_000
# A hamlet that is known by another spelling only must lie so near, in degrees of latitude, to a town that the text tells:
# with two consonants ("Zaara", "Ziyarah") it may be any village.
SHORT_REACH, LONG_REACH = 0.5, 1.0
TOWNS = frozenset(["city", "town"])
CITY_NOUNS = frozenset(["city", "town", "village", "capital"])
# Small things whose names the world knows; a road or a quarter of that name there is in every city.
UNIQUE = frozenset(["base", "crossing", "camp"])
KINDS_CALLED = {
    "airport": "base",
    "airbase": "base",
    "base": "base",
    "camp": "camp",
    "crossing": "crossing",
    "dam": "water",
}
# What is told by a word for a feature is one of these kinds: "the hills of Mount X", "the X motorway".
FEATURE_KINDS = frozenset(["mountains", "water", "road", "highway", "crossing", "base"])


class Lookup:
    """Looks names up in the countries that one document tells of."""

    def __init__(
        self, parsed: Parsed, gazetteer: Gazetteer, countries: Sequence[str], names: Collection[str]
    ) -> None:
        """Keep the countries, the main one first, and all names of the document."""
        self.parsed, self.gazetteer, self.countries, self.names = parsed, gazetteer, tuple(countries), names
        # A spelling that one sentence shows to be a place is one in the others, where nothing shows it.
        self.shown: dict[str, PlaceEntry] = {}

    def entry(
        self, frame: Frame, name: str, *, whole: bool, hint: str | None, provinces: Collection[str]
    ) -> PlaceEntry | None:
        """Return the likeliest place of that name; the beginning of a longer name must be spelt alike.

        "Khan Xyz" is not at a Khan that some list gives another name as well. `hint` is the country and `provinces` the
        provinces told with the name.
        """
        shown = None if NOUNS.get(frame.noun) == "province" else self.shown.get(name)
        if shown is not None and hint in (None, shown.country) and self._fits(frame, shown, name, main=True):
            return shown
        return self._feature(frame, name) or self._of_countries(frame, name, hint, provinces, whole=whole)

    def _of_countries(
        self, frame: Frame, name: str, hint: str | None, provinces: Collection[str], *, whole: bool
    ) -> PlaceEntry | None:
        asked = f"{name} {frame.noun}" if NOUNS.get(frame.noun) == "province" else name
        if hint:
            return self._in(frame, name, asked, (hint,), provinces, main=True)
        main = self._in(frame, name, asked, self.countries[:1], provinces, main=True)
        if main is not None and (whole or name in self.shown or same(name, main)):
            return self._neighbour(frame, name, main) or self._larger(frame, name, main)
        found = (
            self._abroad(frame, name, asked, provinces) if frame.strong and frame.noun not in SMALL else None
        )
        return found if found is None or whole or found.country in self.countries else None

    def _neighbour(self, frame: Frame, name: str, main: PlaceEntry) -> PlaceEntry | None:
        """Return the town of exactly that name in another country that is told, where the one at home is spelt otherwise."""
        if not frame.strong or main.kind != "city" or same(name, main) or main.population >= KNOWN_TOWN:
            return None
        others = [e for e in self.gazetteer.named(name) if e.country in self.countries[1:] and same(name, e)]
        return others[0] if others else None

    def _abroad(self, frame: Frame, name: str, asked: str, provinces: Collection[str]) -> PlaceEntry | None:
        cities = self.gazetteer.lookup_anywhere(name)
        here = [city for city in cities if city.country in self.countries]
        town = self._in(frame, name, asked, self.countries[1:], provinces, main=False)
        if here and (town is None or town.kind == "city"):
            return here[0]
        if town is not None or not cities:
            return town
        return self.gazetteer.sure_city(name) or _undecided(name)

    def _feature(self, frame: Frame, name: str) -> PlaceEntry | None:
        """Return what a list has by its full name: "Xtown pass" is not Xtown, nor is Xtown City always Xtown."""
        if not frame.noun or (frame.end <= frame.last and frame.noun not in FEATURES):
            return None
        full = f"{name} {frame.noun}"
        named = (entry for entry in self.gazetteer.named(full) if entry.country in self.countries)
        return next((entry for entry in named if entry.kind != "city" or same(full, entry)), None)

    def _in(
        self,
        frame: Frame,
        name: str,
        asked: str,
        countries: Sequence[str],
        provinces: Collection[str],
        *,
        main: bool,
    ) -> PlaceEntry | None:
        entries = [entry for country in countries for entry in self._entries(frame, name, asked, country)]
        fitting = [
            entry
            for entry in entries
            if self._fits(frame, entry, name, main=main) and self._placed(entry, name, provinces)
        ]
        # A province bears the name of its city: without the word, it is the city.
        if NOUNS.get(frame.noun) != "province":
            fitting.sort(key=lambda entry: self._rank(frame, entry, provinces))
        return next(iter(fitting), None)

    def _rank(
        self, frame: Frame, entry: PlaceEntry, provinces: Collection[str]
    ) -> tuple[bool, bool, bool, int]:
        """Rank a place higher if it lies where it is told to lie, and is what it is called: Gaza City is no region."""
        town = entry.kind in TOWNS
        called = (
            (not town)
            if frame.noun in CITY_NOUNS
            else (town and frame.noun in SMALL - BUILDINGS and not frame.parted)
        )
        return not _inside(entry, provinces), called, entry.kind == "province", -self._weight(entry)

    def _weight(self, entry: PlaceEntry) -> int:
        """Return how often the city of a quarter is told: there is a Midan in Damascus and one in Aleppo."""
        return self.parsed.doc.text.count(entry.within[0]) if entry.kind in SMALL and entry.within else 0

    def _entries(self, frame: Frame, name: str, asked: str, country: str) -> list[PlaceEntry]:
        found = self.gazetteer.lookup(asked, [country])
        if NOUNS.get(frame.noun) != "province":
            return found
        # "The provinces of Xtown and Ytown", "the region of Xtown": its province, where there is one.
        wide = [entry for entry in found if entry.precision == "province"]
        of_name = (self.gazetteer.province(entry.name, country) for entry in found)
        return wide or [entry for entry in of_name if entry is not None] or found

    def _placed(self, entry: PlaceEntry, name: str, provinces: Collection[str]) -> bool:
        """Return whether a place may be meant by another spelling of its name, where the text says which province.

        "Hanida, west of Xtown" is no Hinadi by the sea, and a hamlet of nearly that name must lie near a town of which the
        text tells.
        """
        if entry.kind not in TOWNS or same(name, entry):
            return True
        if provinces:
            return _inside(entry, provinces)
        if entry.kind != "city" or entry.population >= KNOWN_TOWN or entry in self.gazetteer.named(name):
            return True
        if (
            distance(bare(fold(name)), bare(fold(entry.name))) <= SHORT_DISTANCE
            and len(skeleton(name)) > SHORT_SKELETON
        ):
            return True
        reach = SHORT_REACH if len(skeleton(name)) <= SHORT_SKELETON else LONG_REACH
        return any(_apart(entry, point) <= reach for point in self._told)

    @cached_property
    def _told(self) -> list[tuple[float, float]]:
        """Return where the towns are that the document names as they are spelt."""
        return [
            (entry.lat, entry.lon)
            for name in self.names
            for entry in self.gazetteer.named(name)
            if entry.country in self.countries and entry.precision != "country"
            if entry.lat is not None and entry.lon is not None
            if entry.kind != "city" or entry.population >= TOWN
        ]

    def _larger(self, frame: Frame, name: str, main: PlaceEntry) -> PlaceEntry:
        """Return the city that the world means by a name, where the one at home is small ("in Paris", told in Texas)."""
        if main.kind != "city" or frame.noun not in ("", "city", "capital"):
            return main
        largest = self.gazetteer.sure_city(name) or main
        return largest if largest.population > FAR_LARGER * max(main.population, TOWN) else main

    def _fits(self, frame: Frame, entry: PlaceEntry, name: str, *, main: bool) -> bool:
        """Return whether a name in this frame can be that place; the weaker the frame, the surer the name must be."""
        known = name in self.shown or same(name, entry)
        # "The Xtown pass" is neither Xtown nor its district; a listed road is one by its kind or its name.
        feature = frame.noun in FEATURES and entry.kind not in FEATURE_KINDS
        if feature and frame.noun not in (entry.kind, *fold(entry.name).split()):
            return frame.parted and known
        # "The Xtown neighbourhood" is no town of that name elsewhere in the country.
        # In "the Xyz quarter of Ytown" it may well be Ytown, and the Xtown area is where Xtown is.
        if entry.kind in TOWNS and frame.noun in SMALL - BUILDINGS:
            # "A Homs district" is in Homs.
            large = entry.kind == "town" or (known and entry.population >= KNOWN_TOWN)
            city = known and entry.population >= LARGE_CITY
            return (
                (frame.parted and known) or (frame.noun == "area" and large) or (frame.noun in PARTS and city)
            )
        if entry.kind == "province" and frame.noun in (PARTS | BUILDINGS) - {"area"}:
            return False
        # Every city has a Station Road: one that is listed counts where its city is told.
        everywhere = entry.kind in SMALL and not (entry.kind in UNIQUE and frame.strong and same(name, entry))
        if everywhere and entry.within and entry.within[0] not in self.parsed.doc.text:
            return False
        return self._sure(frame, entry, name, main=main)

    def _sure(self, frame: Frame, entry: PlaceEntry, name: str, *, main: bool) -> bool:
        # The Xtown airport that a list has is not in Xtown. A hospital bears any name; only a town's, spelt like it, says
        # where it stands.
        shown = name in self.shown or (frame.strong and frame.noun not in BUILDINGS)
        if main and (shown or KINDS_CALLED.get(frame.noun) == entry.kind):
            return True
        large = entry.kind != "city" or entry.population >= (TOWN if main else KNOWN_TOWN)
        # Other names are listed on purpose; those of the index are any that a town ever had.
        called = same(name, entry) or (entry.kind != "city" and entry in self.gazetteer.named(name))
        return called and large and (main or frame.strong)


def same(name: str, entry: PlaceEntry) -> bool:
    """Return whether the place is called so, articles and marks apart."""
    return bare(fold(name)) == bare(fold(entry.name))


def _inside(entry: PlaceEntry, provinces: Collection[str]) -> bool:
    return not provinces or not {entry.name, *entry.within}.isdisjoint(provinces)


def _apart(entry: PlaceEntry, point: tuple[float, float]) -> float:
    """Return how far a place is from a point, in degrees of latitude."""
    if entry.lat is None or entry.lon is None:
        return math.inf
    return math.hypot(entry.lat - point[0], (entry.lon - point[1]) * math.cos(math.radians(point[0])))


def _undecided(name: str) -> PlaceEntry:
    """Return a place of which no more is known than that it is one: "Valencia", told with no country."""
    return PlaceEntry(name, "", None, None, 0, "city", "unlocated")
