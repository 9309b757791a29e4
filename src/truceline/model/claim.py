"""Claim: the atom of the record, and the types of value that a claim can have."""

import builtins
from typing import Literal

import msgspec

from truceline.model.document import Span
from truceline.model.ids import content_id
from truceline.model.statement import Stance, StanceObject
from truceline.model.when import When

Effect = Literal["killed", "wounded", "detained", "missing", "displaced", "besieged", "affected"]
Exactness = Literal["exact", "at least", "at most", "about", "vague"]
Camp = Literal["state", "nonstate", "unknown"]
HarmedStatus = Literal["civilian", "combatant", "mixed", "unknown"]
Precision = Literal["exact", "near", "district", "province", "country", "unlocated"]
Certainty = Literal["fact", "accused", "suspected", "denied"]
Scope = Literal["single", "aggregate"]


class Figure(msgspec.Struct, frozen=True, tag="figure"):
    """A number of people, as told: bounds, exactness, effect, and of whom.

    `low` and `high` bound it (None: open). `side` is the id of the actor whose people they are; `camp` whether combatants are
    a state's or not, where the noun tells it ("soldiers", "rebels"). `status_as_said` is the
    noun phrase ("soldiers", "civilians, including two children"). `part_of` quotes the total that it is a part of.
    """

    low: int | None
    high: int | None
    exactness: Exactness
    effect: Effect
    side: str | None = None
    camp: Camp = "unknown"
    status: HarmedStatus = "unknown"
    status_as_said: str = ""
    part_of: str | None = None
    scope: Scope = "single"
    as_of: When | None = None


class Harm(msgspec.Struct, frozen=True):
    """A figure as found in a sentence, before it is known which event it belongs to.

    `cue` is the token that tells the effect ("killed"). `extent` is "war" for a total of the whole war, which never joins
    an incident. `increment` marks "another five": people beside those told before.
    """

    figure: Figure
    cue: int
    extent: Literal["event", "war"] = "event"
    increment: bool = False


class Place(msgspec.Struct, frozen=True, tag="place"):
    """A place as told. `name` is the gazetteer's, `said` the words, `key` the spelling-free key they share.

    `relation` is how it stands to the named place ("near", "north of", "outside"), empty if it is the place itself.
    `within` names what contains it, as told or as the gazetteer knows. Degrees are WGS 84; None where unlocated.
    """

    name: str
    said: str
    key: str
    precision: Precision
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    relation: str = ""
    within: tuple[str, ...] = ()


class Date(msgspec.Struct, frozen=True, tag="date"):
    """When it happened."""

    when: When


class Culprit(msgspec.Struct, frozen=True, tag="culprit"):
    """Who is told to have done it: actor ids (several act jointly), the words, and how surely it is told."""

    actors: tuple[str, ...]
    words: str
    certainty: Certainty


class Position(msgspec.Struct, frozen=True, tag="position"):
    """What a holder says of an event as such: the stance, its object, and the actor it points at."""

    stance: Stance
    object: StanceObject | None = None
    against: str | None = None


class Words(msgspec.Struct, frozen=True, tag="words"):
    """A value that stays words: a target, a weapon, an intent; with the actor it names, if one is certain."""

    text: str
    actor: str | None = None


Value = Figure | Place | Date | Culprit | Position | Words

# Each property of an event declares its type of value here, once.
PROPERTIES: dict[str, type[Value]] = {
    "toll": Figure,
    "place": Place,
    "date": Date,
    "responsible": Culprit,
    "position": Position,
    "target": Words,
    "weapon": Words,
    "intent": Words,
    "breach": Words,
}


class Claim(msgspec.Struct, frozen=True):
    """Subject (an event's or term's id), property, value, the spans it was read from, and who said it.

    `statement` is the id of the statement it stands in; None is the document's own voice.
    """

    subject: str
    property: str
    value: Value
    spans: tuple[Span, ...]
    statement: str | None = None

    @builtins.property
    def id(self) -> str:
        """Return the id: a hash of subject, property, value, where it stands, and in which statement.

        Two speakers who accuse in one breath make two claims on the same words.
        """
        where = [(span.start, span.end) for span in self.spans]
        value = msgspec.json.encode(self.value).decode()
        return content_id(self.subject, self.property, where, value, self.statement or "")
