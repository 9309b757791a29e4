"""Place countries: the countries that a document tells of, the one in which most of it plays first."""

from collections import Counter
from collections.abc import Iterable

from truceline.extract.place_frames import Frame
from truceline.extract.place_words import IN, SMALL
from truceline.knowledge.gazetteer import Gazetteer
from truceline.model.cast import Cast

# "In Xland" says more of where a report plays than a large city, of which the world has several of one name.
COUNTRY_WEIGHT = 3
# Officials of three countries are heard in every report; a fourth voice of one says no more.
HEARD = 3
# A name that is a town of this size in one of the countries speaks for it: "in Poland" once does not make six Ukrainian
# towns Polish.
TOWN = 5_000
TOWN_WEIGHT = 2
# So many names of towns tell a country that nobody names.
NAMED = 3
# A namesake elsewhere with so many times the people: "Paris" speaks for no Texas.
LARGER = 10


def countries_of(frames: Iterable[tuple[Frame, str]], cast: Cast, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the countries of a document, from its frames with the names in them.

    Whose officials speak says less than where things are told to be, and what the names in the text are says most.
    """
    told: Counter[str] = Counter()
    names: dict[str, Frame] = {}
    for frame, name in frames:
        names.setdefault(name, frame)
        if (frame.prep in IN or frame.relation) and frame.noun not in SMALL:
            told.update(_country_of(frame, name, cast, gazetteer))
    spoken = Counter(
        actor.country
        for mention in cast.mentions
        if (actor := cast.actors.get(mention.actor or "")) is not None and actor.country
    )
    heard = {code: min(count, HEARD) for code, count in spoken.items()}
    towns = Counter(
        code
        for name, frame in names.items()
        if not cast.at(frame.first)
        for code in _bearers(name, gazetteer)
    )
    possible = {*told, *spoken}
    likeliest = _most(towns)
    # Where no country is told, or only one to which somebody flees, it is the one that most of the names are in.
    if likeliest is not None and (
        not possible or towns[likeliest] >= max(NAMED, 1 + max(towns[c] for c in possible))
    ):
        possible.add(likeliest)
    return tuple(
        sorted(
            possible, key=lambda code: (-told[code] - TOWN_WEIGHT * towns[code], -heard.get(code, 0), code)
        )
    )


def _most(towns: Counter[str]) -> str | None:
    (first, most), (_, second), *_ = [*towns.most_common(2), ("", 0), ("", 0)]
    return first if most > second else None


def _bearers(name: str, gazetteer: Gazetteer) -> set[str]:
    """Return the countries that have a town of that name, or a listed place; none where the name is a country's."""
    if gazetteer.country(name) is not None:
        return set()
    sized = [entry for entry in gazetteer.named(name) if entry.kind != "city" or entry.population >= TOWN]
    largest = max((entry.population for entry in sized), default=0)
    return {entry.country for entry in sized if entry.kind != "city" or LARGER * entry.population >= largest}


def _country_of(frame: Frame, name: str, cast: Cast, gazetteer: Gazetteer) -> list[str]:
    """Return the country that a name is, or the one of the largest city of that name."""
    for spelling in (name, name.removesuffix("s")):
        code = gazetteer.country(spelling)
        if code is not None:
            return [code] * COUNTRY_WEIGHT
    city = None if cast.at(frame.first) else gazetteer.sure_city(name)
    return [city.country] if city is not None else []
