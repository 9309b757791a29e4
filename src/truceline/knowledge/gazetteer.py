"""Where places are: a memory-mapped index of the world, and a list of what it lacks."""

import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import marisa_trie
import msgspec
import yaml

from truceline.knowledge.countries import country_names
from truceline.knowledge.spelling import bare, distance, fold, skeleton, sounded, unmarked
from truceline.model.claim import Precision
from truceline.model.errors import BadKnowledge

INDEX = "places.index"
# As build_places.py packs them: country, division, latitude, longitude, population.
_PLACE = struct.Struct("<2s4sffI")
_NUMBER = struct.Struct("<I")
_POINT = struct.Struct("<ff")
# How far apart two spellings of one place may be. On the index itself (Syria, Yemen, Libya, Ukraine, Sudan, Afghanistan;
# 21,777 spellings, each held out once) 0.17 keeps 97% of the spellings of the right place, 0.14 keeps 92%. At 0.24 it
# would be 99%, but another 960 places of 10,455 would reach a neighbour with the same consonants.
SPELLING_DISTANCE = 0.17
# Two consonants are shared by too many names ("Douma", "Dama"): at 0.10, 60% of the right ones stay and 161 of 766
# neighbours are in reach; at 0.17 it would be 356.
SHORT_SKELETON = 2
SHORT_DISTANCE = 0.1
# GeoNames has a village for nearly every word: without a country, only cities that the world knows by name.
LARGE_CITY = 100_000
# So many names are kept with what they mean: reports of one war name fewer.
REMEMBERED = 1 << 13
# Of two great cities of one name in two countries neither is sure, unless one has so many times the people.
RIVAL = 4


class PlaceEntry(msgspec.Struct, frozen=True):
    """A place that the gazetteer knows.

    `country` is an ISO 3166 alpha-2 code. Degrees are WGS 84; None where only the area is known. `kind` is "city",
    "country", "province", "district", "region", "camp", "crossing", "road", …; `precision` says how narrow the point
    is; `within` what contains it, nearest first. `key` is the same for all spellings of its name.
    """

    name: str
    country: str
    lat: float | None
    lon: float | None
    population: int
    kind: str
    precision: Precision
    within: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the spelling-free key; with the country, for there is a Tripoli in Lebanon and one in Libya."""
        return f"{self.country}:{bare(fold(self.name))}"


class _Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    also: tuple[str, ...] = ()
    at: tuple[float, float] | None = None
    seat: str | None = None
    within: str | None = msgspec.field(default=None, name="in")


class _List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: dict[str, tuple[str, ...]] = {}
    precision: dict[str, Precision] = {}
    called: dict[str, dict[str, str]] = {}
    unmarked: tuple[str, ...] = ()
    places: dict[str, dict[str, tuple[_Listed, ...]]] = {}


class Gazetteer:
    """The places of the world by name; frozen, and picklable: the copy opens the same index again."""

    def __init__(self, directory: Path, own: str | None, index: marisa_trie.BytesTrie, listed: _List) -> None:
        """Keep the open index and what the lists add to it."""
        self._directory = directory
        self._own = own
        # A record's own places are of the war that it is about: its reports need not name the country.
        self.home = tuple(_read(own, "own places.yml").places) if own else ()
        self._index = index
        self._kinds = listed.kinds
        self._precision = listed.precision
        self._called = listed.called
        self._unmarked = frozenset(listed.unmarked)
        # "Hodeidah" is how we call a town; the index knows it by its names only.
        self._in_index = {
            fold(new): fold(old) for called in listed.called.values() for old, new in called.items()
        }
        self._codes, names = country_names(directory)
        self._countries = {code: self._country(code, name) for code, name in names.items()}
        self._provinces: dict[str, str] = {}
        self._named: dict[str, list[PlaceEntry]] = {}
        self._alike: dict[tuple[str, str], list[tuple[str, PlaceEntry]]] = {}
        for code, by_kind in listed.places.items():
            for kind, places in by_kind.items():
                for place in places:
                    self._add(place, code, kind)
        # Every report of a war names the same towns. The answers depend on the lists alone, which do not change.
        self._looked_up = lru_cache(maxsize=REMEMBERED)(self._look_up)
        self._bearers = lru_cache(maxsize=REMEMBERED)(self._borne)

    def __reduce__(self) -> tuple[Any, ...]:
        return load_gazetteer, (self._directory, self._own)

    def lookup(self, name: str, countries: Sequence[str]) -> list[PlaceEntry]:
        """Return the places in these countries that `name` may mean, likeliest first.

        The exact name counts first; only if nobody bears it, names with the same consonants and a close spelling. A
        word of kind at the end ("Xtown province") chooses among them.
        """
        return list(self._looked_up(fold(name), tuple(countries)))

    def _look_up(self, folded: str, countries: tuple[str, ...]) -> tuple[PlaceEntry, ...]:
        exact = self._exact_in(folded, countries)
        if exact:
            return tuple(exact)
        stem, kinds = self._kind(folded)
        of_stem = self._find(stem, countries)
        return tuple([entry for entry in of_stem if entry.kind in kinds] or of_stem)

    def lookup_anywhere(self, name: str, min_population: int = LARGE_CITY) -> list[PlaceEntry]:
        """Return the cities of that name in any country, largest first.

        It must be the name by which the city is called, or a spelling of it: among all names that towns have ever had,
        nearly every word is one ("Poti", in Georgia, is an old name of Teresina in Brazil).
        """
        asked = fold(name)
        found = [entry for entry in self._indexed(asked) if entry.population >= min_population]
        called = [
            e for e in found if fold(e.name) == asked or distance(fold(e.name), asked) <= SPELLING_DISTANCE
        ]
        return sorted(called, key=_by_size)

    def sure_city(self, name: str) -> PlaceEntry | None:
        """Return the city that the world means by a name; None where a rival in another country may be meant."""
        cities = self.lookup_anywhere(name)
        rivals = [
            c
            for c in cities[1:]
            if c.country != cities[0].country and RIVAL * c.population > cities[0].population
        ]
        return cities[0] if cities and not rivals else None

    def named(self, name: str) -> list[PlaceEntry]:
        """Return all places in the world that bear exactly this name, likeliest first."""
        return list(self._bearers(fold(name)))

    def _borne(self, folded: str) -> tuple[PlaceEntry, ...]:
        return tuple(sorted(dict.fromkeys(self._exact(folded)), key=_by_rank))

    def province(self, name: str, country: str) -> PlaceEntry | None:
        """Return the province that shares its name with a city there: the one around Aleppo is Aleppo too."""
        return next(
            (e for e in self._named.get(fold(name), []) if e.kind == "province" and e.country == country),
            None,
        )

    def country(self, name: str) -> str | None:
        """Return the ISO 3166 code of the country of that name, or None."""
        return self._codes.get(name.replace(".", "")) or self._codes.get(fold(name))

    def key(self, name: str, countries: Sequence[str] = ()) -> str:
        """Return a key that all spellings of one place share: "Deir Ezzor" and "Dayr al-Zawr" give the same.

        With `countries` the place is looked for there; else the largest of that exact name counts. A name that nobody
        knows gets the key of its own consonants.
        """
        found = self.lookup(name, countries) if countries else self._anywhere(name)
        return found[0].key if found else skeleton(name)

    def _anywhere(self, name: str) -> list[PlaceEntry]:
        exact = list(self._exact(fold(name)))
        return sorted(exact, key=_by_rank) if exact else self._anywhere_of_kind(fold(name))

    def _anywhere_of_kind(self, folded: str) -> list[PlaceEntry]:
        stem, kinds = self._kind(folded)
        return [entry for entry in self._exact(stem) if entry.kind in kinds]

    def _country(self, code: str, name: str) -> PlaceEntry:
        packed = self._index.get(f"c|{code}")
        lat, lon = _point(packed[0]) if packed else (None, None)
        return PlaceEntry(name, code, lat, lon, 0, "country", "country")

    def _kind(self, folded: str) -> tuple[str, frozenset[str]]:
        """Return the name without the word of kind at its end, and the kinds that the word may mean."""
        words = {word for of_kind in self._kinds.values() for word in of_kind if folded.endswith(f" {word}")}
        if not words:
            return folded, frozenset()
        longest = max(words, key=len)
        kinds = frozenset(kind for kind, of_kind in self._kinds.items() if longest in of_kind)
        return folded.removesuffix(f" {longest}"), kinds

    def _find(self, folded: str, countries: Sequence[str]) -> list[PlaceEntry]:
        if exact := self._exact_in(folded, countries):
            return exact
        near = [pair for country in countries for pair in self._near(folded, country)]
        ranked = sorted(near, key=lambda pair: (pair[0], _by_rank(pair[1])))
        return list(dict.fromkeys(entry for _, entry in ranked))

    def _exact_in(self, folded: str, countries: Sequence[str]) -> list[PlaceEntry]:
        here = dict.fromkeys(entry for entry in self._exact(folded) if entry.country in countries)
        return sorted(here, key=_by_rank)

    def _exact(self, folded: str) -> Iterator[PlaceEntry]:
        if folded in self._codes:
            yield self._countries[self._codes[folded]]
        listed = self._named.get(folded, [])
        yield from listed
        # "Deir Ezzor" is listed for a province; its seat, which the index spells otherwise, has the same name.
        for name in dict.fromkeys((folded, *(fold(entry.name) for entry in listed))):
            yield from self._indexed(name)
            if name in self._in_index:
                yield from self._indexed(self._in_index[name])

    def _indexed(self, folded: str) -> Iterator[PlaceEntry]:
        for packed in self._index.get(f"e|{folded}", []):
            yield self._entry(*_NUMBER.unpack(packed))

    def _near(self, folded: str, country: str) -> Iterator[tuple[float, PlaceEntry]]:
        bones, plain = skeleton(folded), sounded(bare(folded))
        furthest = SHORT_DISTANCE if len(bones) <= SHORT_SKELETON else SPELLING_DISTANCE
        for spelling, entry in self._alike.get((country, bones), []):
            if (apart := distance(plain, sounded(spelling))) <= furthest:
                yield apart, entry
        for packed in self._index.get(f"s|{country}|{bones}", []):
            if (apart := distance(plain, sounded(packed[_NUMBER.size :].decode()))) <= furthest:
                yield apart, self._entry(*_NUMBER.unpack(packed[: _NUMBER.size]))

    def _entry(self, number: int) -> PlaceEntry:
        packed = self._index[f"n|{number}"][0]
        code, division, lat, lon, population = _PLACE.unpack(packed[: _PLACE.size])
        country, name = code.decode(), packed[_PLACE.size :].decode()
        province = self._provinces.get(f"{country}.{division.rstrip(bytes(1)).decode()}")
        return PlaceEntry(
            self._shown(name, country), country, round(lat, 5), round(lon, 5), population,
            "city", "exact", self._within(country, province),
        )  # fmt: skip

    def _shown(self, name: str, country: str) -> str:
        called = self._called.get(country, {}).get(name)
        return called or (unmarked(name) if country in self._unmarked else name)

    def _within(self, country: str, nearest: str | None) -> tuple[str, ...]:
        state = self._countries.get(country)
        return (*([nearest] if nearest else []), *([state.name] if state else []))

    def _add(self, place: _Listed, country: str, kind: str) -> None:
        lat, lon = place.at or self._middle(place, country)
        # A region that a province holds is narrower than the province.
        narrow = kind == "region" and place.within is not None
        entry = PlaceEntry(
            name=place.name, country=country, lat=lat, lon=lon, population=0, kind=kind,
            precision="district" if narrow else self._precision.get(kind, "near"), within=self._within(country, place.within),
        )  # fmt: skip
        for folded in dict.fromkeys(fold(name) for name in (place.name, *place.also)):
            self._named.setdefault(folded, []).append(entry)
            self._alike.setdefault((country, skeleton(folded)), []).append((bare(folded), entry))

    def _middle(self, place: _Listed, country: str) -> tuple[float | None, float | None]:
        """Return the middle of the towns of the province whose seat is given; its towns are then known to lie in it."""
        if place.seat is None:
            return None, None
        code = self._division(place.seat, country)
        if code is None or not (packed := self._index.get(f"a|{code}")):
            raise BadKnowledge(f"places.yml: {country}: {place.name}: the index has no seat {place.seat!r}")
        self._provinces[code] = place.name
        return _point(packed[0])

    def _division(self, seat: str, country: str) -> str | None:
        places = [self._index[f"n|{_NUMBER.unpack(n)[0]}"][0] for n in self._index.get(f"e|{fold(seat)}", [])]
        unpacked = [_PLACE.unpack(place[: _PLACE.size]) for place in places]
        here = [fields for fields in unpacked if fields[0].decode() == country]
        if not here:
            return None
        return f"{country}.{max(here, key=lambda fields: fields[4])[1].rstrip(bytes(1)).decode()}"


def _point(packed: bytes) -> tuple[float, float]:
    lat, lon = _POINT.unpack(packed[: _POINT.size])
    return round(lat, 2), round(lon, 2)


def _by_size(entry: PlaceEntry) -> tuple[int, str]:
    return -entry.population, entry.name


def _by_rank(entry: PlaceEntry) -> tuple[int, int, str]:
    """Rank countries and listed places before the index's, but a province after the city that it is called by."""
    rank = {"country": 0, "city": 2, "province": 3}.get(entry.kind, 1)
    return rank, -entry.population, entry.name


def load_gazetteer(directory: Path, own: str | None) -> Gazetteer:
    """Open the index in `directory` and read the lists beside it.

    Args:
        directory: where `places.index`, `places.yml` and `actors/states.yml` lie.
        own: the text of a record's own places.yml; its places come before the package's.

    Raises:
        BadKnowledge: the index has not been built, or a list has a field that is not known.
    """
    path = directory / INDEX
    if not path.exists():
        raise BadKnowledge(
            f"{path.name}: the index of places is not built; run `make env`, or python {path.parent.name}/build_places.py"
        )
    index = marisa_trie.BytesTrie()
    index.mmap(str(path))
    listed = _read((directory / "places.yml").read_text(encoding="utf-8"), "places.yml")
    if own:
        listed = _joined(_read(own, "own places.yml"), listed)
    return Gazetteer(directory, own, index, listed)


def _read(text: str, file: str) -> _List:
    try:
        return msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader) or {}, _List)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BadKnowledge(f"{file}: {error}") from error


def _joined(own: _List, listed: _List) -> _List:
    places: dict[str, dict[str, tuple[_Listed, ...]]] = {}
    for source in (own.places, listed.places):
        for code, by_kind in source.items():
            for kind, found in by_kind.items():
                kept = places.setdefault(code, {})
                kept[kind] = (*kept.get(kind, ()), *found)
    return msgspec.structs.replace(
        listed, kinds=listed.kinds | own.kinds, precision=listed.precision | own.precision,
        called=listed.called | own.called, unmarked=listed.unmarked + own.unmarked, places=places,
    )  # fmt: skip
