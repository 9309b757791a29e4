"""Place extents: whether a name that a city and its province share is told of the one or of the other."""

from collections.abc import Iterator, Sequence

import msgspec

from truceline.extract.place_words import DIRECTIONS, NOUNS, SMALL
from truceline.knowledge.gazetteer import Gazetteer, PlaceEntry
from truceline.model.claim import Place
from truceline.model.parsed import Found, Parsed

# The east of a city of this size is told of ("eastern Aleppo"); the north of a smaller one is the north of its province.
GREAT_CITY = 1_000_000
# "Xtown countryside" is all of the province but the city.
LAND = frozenset(["countryside", "rural", "hinterland"])
# What lies between towns: an oil field in Xtown is in its province.
GROUPS = frozenset(
    ["towns", "villages", "town", "village", "field", "fields", "farms", "farmland", "bridges", "desert"]
)
# "All of Xtown, in the north-west": no one says so of a city without the word.
ALL = frozenset(["all", "most", "much", "parts", "swathes", "swaths", "half"])
CITY_WORDS = frozenset(["city", "capital"])
# ", the largest city".
LONGEST_CALL = 4
# Between a town and what holds it: "Ytown, in the rebel-held north of Xtown".
REACH = 7


def settled(parsed: Parsed, found: Sequence[Found[Place]], gazetteer: Gazetteer) -> Iterator[Found[Place]]:
    """Yield the places, each name of a city that must mean its province as the province.

    A town is not in another town ("Ytown, in Xtown"), the countryside of a city and the north of a small one are its
    province, and a name stays the city's only where the text nowhere tells of the province alone.
    """
    extents = _Extents(parsed, found, gazetteer)
    for n, one in enumerate(found):
        province = extents.province(n)
        yield one if province is None else one._replace(value=_widened(one.value, province))


def _widened(place: Place, province: PlaceEntry) -> Place:
    return msgspec.structs.replace(
        place, name=province.name, key=province.key, precision="province", lat=province.lat, lon=province.lon,
        within=province.within,
    )  # fmt: skip


class _Extents:
    def __init__(self, parsed: Parsed, found: Sequence[Found[Place]], gazetteer: Gazetteer) -> None:
        self.tokens, self.found, self.gazetteer = parsed.tokens, found, gazetteer
        wide = {one.value.key for one in found if one.value.precision == "province"}
        cities = {one.value.key for one in found if self._is_city(one)}
        parts = {name for one in found for name in one.value.within[:1] if self._is_part(one)}
        self.provinces_only = wide - cities
        self.parts = parts

    def province(self, n: int) -> PlaceEntry | None:
        """Return the province that the n-th place is, or None where it is what it seems to be."""
        one = self.found[n]
        place = one.value
        if (
            place.country is None
            or place.precision not in ("exact", "near", "district")
            or self._is_city(one)
        ):
            return None
        province = self.gazetteer.province(place.name, place.country)
        if province is None or not self._wide(n, place):
            return None
        # The countryside of a capital may be a province of its own: "rural Damascus".
        around = self.gazetteer.named(f"{place.name} countryside") if place.relation in LAND else []
        return next((entry for entry in around if entry.country == place.country), province)

    def _wide(self, n: int, place: Place) -> bool:
        if place.relation in LAND:
            return True
        if place.precision == "near":
            return False
        if self._holds_town(n) or self._told_in(n, GROUPS) or self._all_of(n):
            return True
        great = self._population(place) >= GREAT_CITY
        if place.relation in DIRECTIONS:
            return not great and not self._told_in(n, SMALL)
        return (
            not place.relation
            and not great
            and place.key in self.provinces_only
            and place.name not in self.parts
        )

    def _population(self, place: Place) -> int:
        found = self.gazetteer.lookup(place.name, [place.country or ""])
        return next((entry.population for entry in found if entry.kind == "city"), 0)

    def _is_city(self, one: Found[Place]) -> bool:
        """Return whether the words call it a city: "Xtown city", "the city of Xtown"."""
        before = [self.tokens[i].text.lower() for i in range(max(one.first - 2, 0), one.first)]
        after = self.tokens[one.last - 1].text.lower()
        following = self.tokens[one.last].text.lower() if one.last < len(self.tokens) else ""
        named = before[-1:] == ["of"] and before[0] in CITY_WORDS
        return one.value.precision != "province" and (
            named or not CITY_WORDS.isdisjoint((after, following, *before[-1:])) or self._called_city(one)
        )

    def _called_city(self, one: Found[Place]) -> bool:
        """See "close to Xtown, the largest city in the east"; the comma may be lost."""
        words = [token.text.lower() for token in self.tokens[one.last : one.last + LONGEST_CALL]]
        words = words[1:] if words[:1] == [","] else words
        return words[:1] in (["the"], ["a"]) and not CITY_WORDS.isdisjoint(words[1:3])

    def _is_part(self, one: Found[Place]) -> bool:
        return self.tokens[one.last - 1].text.lower() in SMALL and one.value.precision == "near"

    def _held(self, n: int) -> Found[Place] | None:
        """Return the place told right before, if this one is told as what holds it."""
        if n == 0:
            return None
        before, one = self.found[n - 1], self.found[n]
        words = [self.tokens[i].text.lower() for i in range(before.last, one.first)]
        if not words or len(words) > REACH or "in" not in words[:2]:
            return None
        plain = all(word in (",", "in", "the", "-") or word in DIRECTIONS or word in NOUNS for word in words)
        return before if plain else None

    def _holds_town(self, n: int) -> bool:
        held = self._held(n)
        if held is None or held.value.key == self.found[n].value.key:
            return False
        said, place = self.tokens[held.last - 1].text.lower(), held.value
        if said in ("village", "town") or self._called(held) in ("village", "town"):
            return True
        return place.precision == "exact" and place.name != self.found[n].value.name and said not in SMALL

    def _called(self, one: Found[Place]) -> str:
        of = one.first >= 2 and self.tokens[one.first - 1].text.lower() == "of"
        return self.tokens[one.first - 2].text.lower() if of else ""

    def _all_of(self, n: int) -> bool:
        first = self.found[n].first
        words = [self.tokens[i].text.lower() for i in range(max(first - 2, 0), first)]
        return words[-1:] == ["of"] and words[0] in ALL

    def _told_in(self, n: int, nouns: frozenset[str]) -> bool:
        """Return whether such a thing is told to lie there: "a neighbourhood in the east of Xtown", "villages in Xtown"."""
        first = self.found[n].first
        words = [self.tokens[i].text.lower() for i in range(max(first - REACH, 0), first)]
        return any(word in nouns and words[i + 1 : i + 2] == ["in"] for i, word in enumerate(words))
