"""Read the actor files: who is known, how each is called, and what every state has."""

import datetime
import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec
import yaml

from truceline.knowledge.roles import Institution
from truceline.model.actor import Actor, ActorKind, Name
from truceline.model.errors import BadKnowledge

NameKind = Literal["proper", "adjective", "people", "seat", "acronym", "eponym"]
# "UNICEF", "J.F.S.": capitals without a space. A longer run of capitals is a headline.
LONGEST_ACRONYM = 9


class Timed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name that is right only in a stretch of time."""

    text: str
    since: datetime.date | None = None
    until: datetime.date | None = None


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One actor as a file tells it.

    `adjective` are demonyms, `people` their plurals; `capital` and `seats` are metonyms; `eponyms` are persons by whom
    it is called ("the … regime"); `hosts` are web hosts of an outlet. `fuzzy: arabic` allows other transcriptions.
    `led_by` is the state that leads a coalition and answers for it. `shared` are those of its names that others bear
    too. `divided` is the id of a state's government where that is not the whole state.
    `branch_of` are groups whose branch in its state it is or has been, whoever it answers to.
    `at_home` are names that mean it only in reports on the war of the state of its `code`.
    `opposes` is the government to which it is "the opposition"; `fights_in` are the states where a coalition fights.
    """

    name: str
    also: tuple[str | Timed, ...] = ()
    adjective: tuple[str, ...] = ()
    people: tuple[str, ...] | None = None
    capital: str | None = None
    seats: tuple[str, ...] = ()
    eponyms: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    speaks_for: str | None = None
    led_by: str | None = None
    branch_of: tuple[str, ...] = ()
    at_home: tuple[str, ...] = ()
    opposes: str | None = None
    fights_in: tuple[str, ...] = ()
    code: str | None = None
    divided: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    fuzzy: Literal["arabic"] | None = None


class Called(NamedTuple):
    """One spelling of one actor, with the file that gives it."""

    text: str
    kind: NameKind
    actor: str
    fuzzy: bool
    shared: bool
    file: str


class Told(NamedTuple):
    """An entry with its id, its kind and its file."""

    id: str
    kind: ActorKind
    entry: Entry
    file: str


def read(text: str, file: str) -> list[Told]:
    """Read the text of one actor file: entries by id, under their kinds.

    Raises:
        BadKnowledge: the text is no YAML, or a kind or field is not known.
    """
    try:
        kinds = msgspec.convert(yaml.load(text, Loader=_Strict) or {}, dict[ActorKind, dict[str, Entry]])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BadKnowledge(f"{file}: {error}") from error
    return [Told(id, kind, entry, file) for kind, entries in kinds.items() for id, entry in entries.items()]


class _Strict(yaml.CSafeLoader):
    """Refuses an id that a file gives twice; YAML would keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build the mapping, and compare the number of its keys."""
        built = super().construct_mapping(node, deep=deep)
        if len(built) != len(node.value):
            keys = [key.value for key, _ in node.value]
            twice = sorted({key for key in keys if keys.count(key) > 1})
            raise yaml.constructor.ConstructorError(None, None, f"{', '.join(twice)}: given twice")
        return built


def read_all(directory: Path, own: str | None) -> list[Told]:
    """Read every file of `directory` and a record's own text, whose entries replace those with the same id.

    Raises:
        BadKnowledge: an id stands in two files, or a file cannot be read.
    """
    told: dict[str, Told] = {}
    for path in sorted(directory.glob("*.yml")):
        for one in read(path.read_text(encoding="utf-8"), f"actors/{path.name}"):
            if one.id in told:
                raise BadKnowledge(f"{one.file}: {one.id}: already in {told[one.id].file}")
            told[one.id] = one
    told.update((one.id, one) for one in read(own or "", "own actors.yml"))
    return list(told.values())


def actors_of(told: Iterable[Told], institutions: Mapping[str, Institution]) -> dict[str, Actor]:
    """Return all actors by id: those told, and the institutions of every state."""
    listed = list(told)
    made = {
        one.id: one for state in listed if state.kind == "state" for one in _institutions(state, institutions)
    }
    return {**made, **{one.id: _actor(one, made.get(one.id)) for one in listed}}


def _actor(told: Told, made: Actor | None) -> Actor:
    entry = told.entry
    return Actor(
        id=told.id, name=entry.name, kind=told.kind, names=tuple(_names(entry)), speaks_for=entry.speaks_for,
        led_by=entry.led_by,
        part_of=entry.part_of or (made.part_of if made else ()), country=entry.code or (made.country if made else None),
    )  # fmt: skip


def _names(entry: Entry) -> Iterator[Name]:
    yield Name(entry.name, entry.since, entry.until)
    for other in (*entry.also, *entry.seats):
        yield Name(other.text, other.since, other.until) if isinstance(other, Timed) else Name(other)


def _institutions(state: Told, institutions: Mapping[str, Institution]) -> Iterator[Actor]:
    adjective = next(iter(state.entry.adjective), state.entry.name)
    top = (state.entry.divided,) if state.entry.divided else (state.id,)
    for key, institution in institutions.items():
        if key == "government" and state.entry.divided:
            continue
        name = f"{adjective} {institution.label}"
        above = tuple(_above(state, key, institutions))
        yield Actor(
            id=f"{state.id}:{key}", name=name, kind=institution.kind, names=(Name(name),), country=state.entry.code,
            part_of=() if institution.above == "none" else above + top,
        )  # fmt: skip


def _above(state: Told, key: str, institutions: Mapping[str, Institution]) -> Iterator[str]:
    """Give the ids of the institutions above one, nearest first; a divided state's government is the state's entry."""
    above = institutions[key].above
    while above not in ("none", key) and key != "government":
        if above != "government":
            yield f"{state.id}:{above}"
        elif not state.entry.divided:
            yield f"{state.id}:government"
        key, above = above, institutions[above].above


def calls(told: Told) -> Iterator[Called]:
    """Give every spelling of one entry.

    A capital calls the state, or, where the state is divided, its government.
    """
    entry = told.entry
    government = entry.divided or told.id
    for name in _names(msgspec.structs.replace(entry, seats=())):
        yield _called(told, name.text, "acronym" if _is_acronym(name.text) else "proper")
    for adjective in entry.adjective:
        yield _called(told, adjective, "adjective")
    for people in _plurals(entry):
        yield _called(told, people, "people")
    for seat in itertools.chain([entry.capital] if entry.capital else [], entry.seats):
        yield _called(told, seat, "seat")._replace(actor=government)
    for eponym in entry.eponyms:
        yield _called(told, eponym, "eponym")


def _called(told: Told, text: str, kind: NameKind) -> Called:
    return Called(text, kind, told.id, told.entry.fuzzy is not None, text in told.entry.shared, told.file)


def _is_acronym(text: str) -> bool:
    plain = text.replace(".", "").replace("-", "")
    return plain.isupper() and len(plain) <= LONGEST_ACRONYM and " " not in plain


def _plurals(entry: Entry) -> list[str]:
    if entry.people is not None:
        return [people for people in entry.people if people not in entry.adjective]
    return [f"{adjective}s" for adjective in entry.adjective if adjective[-1] in "niekbtc"]


def check(actors: Mapping[str, Actor], told: Iterable[Told]) -> None:
    """Check each entry by itself, against those it points at, and against those that claim the same.

    Every id that it points at exists, and no chain of them closes; no stretch of time ends before it begins; no two states
    have one code and no two outlets one host; no name is given twice; what is divided is a government of its state.

    Raises:
        BadKnowledge: with the file, the entry and the reason.
    """
    claimed: dict[str, str] = {}
    told = list(told)
    for one in told:
        for tie in _ties(one.entry):
            if tie not in actors:
                raise BadKnowledge(f"{one.file}: {one.id}: {tie!r} is no actor")
        if one.id in _everything_above(one.id, actors):
            raise BadKnowledge(f"{one.file}: {one.id}: is part of itself")
        if (reason := _contradiction(one, actors)) is not None:
            raise BadKnowledge(f"{one.file}: {one.id}: {reason}")
        for thing in (
            *one.entry.hosts,
            *([one.entry.code] if one.kind == "state" and one.entry.code else []),
        ):
            if (other := claimed.setdefault(thing, one.id)) != one.id:
                raise BadKnowledge(f"{one.file}: {one.id}: {thing!r} is already that of {other}")
    _check_calls([call for one in told for call in calls(one)])


def _check_calls(called: Iterable[Called]) -> None:
    """Check that no name is another's too, as whatever kind ("Xlanders" a state's people, and a people's own name).

    Raises:
        BadKnowledge: one is, and not both say that they share it.
    """
    first: dict[str, Called] = {}
    for call in called:
        other = first.setdefault(call.text, call)
        if other.actor != call.actor and not (other.shared and call.shared):
            raise BadKnowledge(
                f"{call.file}: {call.actor}: {call.text!r} is already {other.actor} ({other.file})"
            )


def _ties(entry: Entry) -> list[str]:
    single = (entry.speaks_for, entry.divided, entry.led_by, entry.opposes)
    return [*entry.part_of, *entry.branch_of, *entry.fights_in, *(tie for tie in single if tie is not None)]


def _contradiction(one: Told, actors: Mapping[str, Actor]) -> str | None:
    """Return what an entry says against itself, or None."""
    entry = one.entry
    times = [(entry.name, entry.since, entry.until)]
    times += [(name.text, name.since, name.until) for name in entry.also if isinstance(name, Timed)]
    for text, since, until in times:
        if since is not None and until is not None and until <= since:
            return f"{text!r} ends before it begins"
    names = [name.text if isinstance(name, Timed) else name for name in entry.also]
    twice = sorted({name for name in [entry.name, *names] if [entry.name, *names].count(name) > 1})
    if twice:
        return f"{', '.join(twice)}: given twice"
    lost = [name for name in entry.shared if name not in _all_names(entry)]
    if lost:
        return f"{lost[0]!r} is shared, and none of its names"
    return _homeless(entry, actors)


def _homeless(entry: Entry, actors: Mapping[str, Actor]) -> str | None:
    """Return what does not fit the state of an entry's code, or None."""
    if entry.at_home and not entry.code:
        return f"{entry.at_home[0]!r} is its name at home, and no code tells where that is"
    if entry.divided and actors[entry.divided].country != entry.code:
        return f"{entry.divided!r} is the government of another state"
    return None


def _all_names(entry: Entry) -> set[str]:
    names = (name.text if isinstance(name, Timed) else name for name in entry.also)
    seats = (entry.capital, *entry.seats, *entry.adjective, *(entry.people or ()), *entry.eponyms)
    return {entry.name, *names, *(one for one in seats if one)}


def _everything_above(id: str, actors: Mapping[str, Actor]) -> set[str]:
    seen: set[str] = set()
    waiting = [id]
    while waiting:
        actor = actors[waiting.pop()]
        above = {*actor.part_of, *([actor.speaks_for] if actor.speaks_for else [])} - seen
        seen |= above
        waiting += [one for one in above if one in actors]
    return seen
