"""A person's words for a value, read as strictly as they are shown."""

import datetime
import difflib
import re
from collections.abc import Callable, Iterator
from typing import get_args

import msgspec

from truceline.knowledge import Knowledge
from truceline.knowledge.gazetteer import PlaceEntry
from truceline.knowledge.spelling import fold
from truceline.model.actor import Actor
from truceline.model.claim import (
    Certainty,
    Culprit,
    Date,
    Effect,
    Exactness,
    Figure,
    HarmedStatus,
    Place,
    Precision,
    Value,
    Words,
)
from truceline.model.errors import BadJudgement
from truceline.model.statement import Speaker, Stance, StanceObject
from truceline.model.when import Granularity, When

# Who holds what a report says in its own voice.
REPORT = "the report itself"
# The rule of days that a person gave.
RULE = "person"

_FIGURE = re.compile(
    r"(?:not told|(?:(?P<bound>at least|at most|about|vaguely|exactly) )?(?P<low>\d[\d,]*)"
    r"(?:(?: to | ?[-–] ?)(?P<high>\d[\d,]*))?(?P<more> or more)?)(?: (?P<effect>[a-z]+))?(?:, (?P<status>[a-z]+))?"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}")
_DAYS = re.compile(rf"(?:(from|until) )?({_DAY.pattern})(?: to ({_DAY.pattern}))?")
_BLAME = re.compile(r"(.+?)(?: \((\w+)\))?")
_QUOTED = re.compile('[“"](.+)[”"]')
_RELATION = re.compile(
    r"(near|outside|around|vicinity|surroundings|outskirts|countryside|central|old|(?:north|south|east|west|(?:north|south)-?(?:east|west))(?:ern)?(?: of)?) (.+)"
)
_BESIDE = ("near", "outside", "around", "vicinity", "surroundings", "outskirts")
_PLACE = re.compile(r"([^,@]+?)(?:, ([^@]+?))?(?: ?@ ?(-?\d+(?:\.\d+)?), ?(-?\d+(?:\.\d+)?))?")


class Known(msgspec.Struct, frozen=True):
    """Against what words are held: what is known, the record's actors, and the places that the report tells of."""

    knowledge: Knowledge
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()


def read_value(words: str, read: Value, known: Known) -> Value:
    """Return the value that the words give, of the kind that was read.

    Raises:
        BadJudgement: they give none; the message says how it is written.
    """
    told = " ".join(words.split())
    match read:
        case Figure():
            return _figure(told, read)
        case Date():
            return _date(told, read)
        case Place():
            return _place(told, read, known)
        case Culprit():
            return _culprit(told, read, known)
        case Words() if told:
            return Words(told)
        case _:
            raise BadJudgement(f"{words!r} is no value: give the words that are right")


def read_holder(words: str, known: Known) -> Speaker:
    """Return who says it: an actor of that name, or somebody in these words; "" stands for the report itself.

    Raises:
        BadJudgement: several actors are called so, or no words are given.
    """
    told = " ".join(words.split())
    if not told:
        raise BadJudgement(f"a holder is a name, or “{REPORT}”")
    if told.casefold() == REPORT:
        return Speaker("")
    found = _actors(told, known)
    if len(found) > 1:
        raise _several(told, found)
    return Speaker(found[0].name, None, found[0].id) if found else Speaker(told)


def read_stance(words: str) -> tuple[Stance, StanceObject | None]:
    """Return a stance and its object from "denies authorship".

    Raises:
        BadJudgement: there is no such stance, or no such object.
    """
    first, _, rest = " ".join(words.split()).partition(" ")
    stance, about = first.lower(), rest.strip().lower() or None
    if stance not in get_args(Stance) or (about is not None and about not in get_args(StanceObject)):
        raise BadJudgement(
            f"{words!r} is no stance: one of {', '.join(get_args(Stance))}; behind it one of "
            f"{', '.join(get_args(StanceObject))}, or nothing"
        )
    return msgspec.convert((stance, about), tuple[Stance, StanceObject | None])


_BOUNDS: dict[str | None, Exactness] = {
    None: "exact",
    "exactly": "exact",
    "at least": "at least",
    "at most": "at most",
    "about": "about",
    "vaguely": "vague",
}


def _figure(told: str, read: Figure) -> Figure:
    found = _FIGURE.fullmatch(told.lower())
    effect = (found["effect"] if found else None) or read.effect
    status = (found["status"] if found else None) or read.status
    if found is None or effect not in get_args(Effect) or status not in get_args(HarmedStatus):
        raise BadJudgement(
            f"{told!r} is no figure: “12”, “12 to 15”, “at least 12”, “at most 12”, “about 12” or “vaguely 24 or more”; behind it, "
            f"where it was misread, one of {', '.join(get_args(Effect))}; and behind a comma one of "
            f"{', '.join(get_args(HarmedStatus))}"
        )
    low, high, exactness = _bounds(found) if found["low"] else (None, None, "vague")
    if low is not None and high is not None and low > high:
        raise BadJudgement(f"{told!r} is no figure: {low} is more than {high}")
    as_said = read.status_as_said if status == read.status else ""
    return msgspec.structs.replace(
        read, low=low, high=high, exactness=exactness, effect=effect, status=status, status_as_said=as_said
    )


def _bounds(found: re.Match[str]) -> tuple[int | None, int | None, Exactness]:
    low = int(found["low"].replace(",", ""))
    exactness = _BOUNDS[found["bound"]]
    if found["high"]:
        return low, int(found["high"].replace(",", "")), "about"
    if found["more"]:
        return low, None, "vague" if exactness == "vague" else "at least"
    match exactness:
        case "at least":
            return low, None, exactness
        case "at most":
            return None, low, exactness
        case _:
            return low, low, exactness


def _date(told: str, read: Date) -> Date:
    if quoted := _QUOTED.fullmatch(told):  # words that give no day
        return Date(When(None, None, read.when.granularity, quoted[1], RULE))
    found = _DAYS.fullmatch(told.lower())
    try:
        if found is None or (found[1] and found[3]):
            raise ValueError("no days")
        first, last, granularity = _stretch(found[2])
        if found[3]:
            last, granularity = _stretch(found[3])[1], "days"
    except ValueError as error:
        raise BadJudgement(
            f"{told!r} is no date: “2019-03-10”, “2019-03-07 to 2019-03-14”, “2019-03”, “from 2019-03-07” or “until 2019-03-14”"
        ) from error
    if last < first:
        raise BadJudgement(f"{told!r} is no date: it ends before it begins")
    open_first = None if found[1] == "until" else first
    open_last = None if found[1] == "from" else last
    return Date(When(open_first, open_last, "span" if found[1] else granularity, read.when.said, RULE))


def _stretch(words: str) -> tuple[datetime.date, datetime.date, Granularity]:
    """Return the first and the last day of a day, a month or a year; a ValueError where there is none."""
    match words.split("-"):
        case [year]:
            return datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31), "year"
        case [year, month]:
            first = datetime.date(int(year), int(month), 1)
            after = (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
            return first, after - datetime.timedelta(days=1), "month"
        case _:
            day = datetime.date.fromisoformat(words)
            return day, day, "day"


def _place(told: str, read: Place, known: Known) -> Place:
    found = _PLACE.fullmatch(told)
    if found is None:
        raise BadJudgement(
            f"{told!r} is no place: “Xtown”, “near Xtown”, “Xtown, Xland” or “Xtown @ 12.5, -3.2”"
        )
    name, country, lat, lon = found.groups()
    beside = _RELATION.fullmatch(name)
    relation, bare = beside.groups() if beside else ("", name)
    if lat is not None:
        return _point(relation, bare, float(lat), float(lon), read)
    own = next((one for one in (read, *known.places) if not country and one.name == bare), None)
    if own is not None:
        return msgspec.structs.replace(
            own, said=read.said, relation=relation, precision=_width(own, relation)
        )
    entry = _entry(name, country, read, known)
    # "North Xland" can be a name of its own.
    relation = "" if entry is not None else relation
    entry = entry or _entry(bare, country, read, known)
    if entry is None:
        raise BadJudgement(
            f"no place called {name!r} is known where the report is from: name its country (“{name}, Xland”), give its point "
            f"(“{name} @ 12.5, -3.2”), or list it in places.yml"
        )
    place = Place(
        entry.name, read.said, entry.key, entry.precision, entry.country or None, entry.lat, entry.lon, relation,
        entry.within,
    )  # fmt: skip
    return msgspec.structs.replace(place, precision=_width(place, relation))


def _width(place: Place, relation: str) -> Precision:
    """Return how narrow a place is told beside which or in a part of which it was."""
    if not relation or place.precision != "exact":
        return place.precision
    return "near" if relation in _BESIDE or relation.endswith(" of") else "district"


def _entry(name: str, country: str | None, read: Place, known: Known) -> PlaceEntry | None:
    gazetteer = known.knowledge.gazetteer
    if country:
        code = gazetteer.country(country)
        if code is None:
            raise BadJudgement(f"no country is called {country!r}")
        return next(iter(gazetteer.lookup(name, (code,))), None)
    told = [code for one in (read, *known.places) if (code := one.country)]
    codes = sorted(set(told), key=lambda code: (-told.count(code), code))
    return next(iter(gazetteer.lookup(name, codes)), None) or gazetteer.sure_city(name)


def _point(relation: str, name: str, lat: float, lon: float, read: Place) -> Place:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BadJudgement(f"{lat}, {lon} is no point: latitude to 90, longitude to 180 degrees")
    key = f"{read.country or ''}:{fold(name)}"
    return Place(name, read.said, key, "near" if relation else "exact", read.country, lat, lon, relation)


def _culprit(told: str, read: Culprit, known: Known) -> Culprit:
    found = _BLAME.fullmatch(told)
    certainty = (found[2] if found else None) or read.certainty
    if found is None or certainty not in get_args(Certainty):
        raise BadJudgement(
            f"{told!r} is nobody: a name, or several with “;” between, and behind it in brackets one of "
            f"{', '.join(get_args(Certainty))}. Where nobody is named, reject the claim"
        )
    certain = msgspec.convert(certainty, Certainty)
    if quoted := _QUOTED.fullmatch(found[1]):
        return Culprit((), quoted[1], certain)
    ids = tuple(_only_actor(name.strip(), known) for name in found[1].split(";"))
    return Culprit(ids, read.words, certain)


def _only_actor(name: str, known: Known) -> str:
    match _actors(name, known):
        case [only]:
            return only.id
        case []:
            near = difflib.get_close_matches(name, [one.name for one in _everybody(known)], 3, 0.6)
            hint = f"; near it: {', '.join(dict.fromkeys(near))}" if near else ""
            raise BadJudgement(
                f"no actor is called {name!r}{hint}. Put words that name nobody in particular in quotation marks, or list the actor "
                "in actors.yml"
            )
        case several:
            raise _several(name, several)


def _several(name: str, found: list[Actor]) -> BadJudgement:
    return BadJudgement(
        f"{len(found)} actors are called {name!r}; give the id: {', '.join(one.id for one in found)}"
    )


def _actors(name: str, known: Known) -> list[Actor]:
    """Return the actors of that id, else those whose own name it is, else those that are called so among others."""
    asked = fold(name)
    tests: tuple[Callable[[Actor], bool], ...] = (
        lambda one: one.id == name,
        lambda one: fold(one.name) == asked,
        lambda one: any(fold(other.text) == asked for other in one.names),
    )
    everybody = list(_everybody(known))
    found = ([one for one in everybody if test(one)] for test in tests)
    return next(filter(None, found), [])


def _everybody(known: Known) -> Iterator[Actor]:
    """Yield the record's actors, then all others that are known."""
    mine = {one.id for one in known.actors}
    yield from known.actors
    yield from (one for key, one in known.knowledge.names.actors.items() if key not in mine)
