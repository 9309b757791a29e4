"""Term, Obligation and Measure: what one document says of a deal, of a duty in it, and of a step held over another."""

from typing import Literal

import msgspec

from truceline.model.document import Span
from truceline.model.when import When

AgreementKind = Literal[
    "ceasefire", "evacuation", "cooperation", "safe_zone", "humanitarian_pause", "talks", "other"
]
State = Literal[
    "exists",
    "expected",
    "proposed",
    "announced",
    "in_effect",
    "holding",
    "extended",
    "not_extended",
    "eroding",
    "violated",
    "suspended",
    "collapsed",
    "ended",
    "abandoned",
    "rejected",
    "fact_about_terms",
]
Duty = Literal["do", "refrain", "allow"]
TextStatus = Literal["draft", "reported", "agreed"]
Says = Literal["met", "not_met", "breached", "pending"]
Rung = Literal["considered", "hinted", "threatened", "announced", "taken", "withdrawn", "ruled_out", "lapsed"]


# The points of a deal's life that reports date.
Turn = Literal["announced", "in_effect", "extended", "suspended", "ended"]


class Dated(msgspec.Struct, frozen=True):
    """A day that is told for a turn in a deal's life: which turn, when, in which words, by which statement (None: own voice)."""

    turn: Turn
    when: When
    spans: tuple[Span, ...]
    statement: str | None = None


class Party(msgspec.Struct, frozen=True):
    """An actor's part in a deal: bound by it, brokering it, or excluded from it."""

    actor: str
    role: Literal["party", "broker", "excluded"]
    spans: tuple[Span, ...]


class Status(msgspec.Struct, frozen=True):
    """What is said of a deal's state: by whom it is said (`statement`, None: own voice) and whom it blames (`by`).

    `teller` is the actor who says it where no statement of its own is read ("each accusing the other"). `by_as_said` are the
    words for who is blamed where no actor is certain ("terrorists").
    """

    state: State
    spans: tuple[Span, ...]
    by: tuple[str, ...] = ()
    when: When | None = None
    statement: str | None = None
    teller: str | None = None
    by_as_said: str = ""


class Performance(msgspec.Struct, frozen=True):
    """What a holder says of a duty: met, not met, breached, or nothing yet; `of` is whose part is meant, as words.

    `teller` is the actor who says it where no statement of its own is read, as in a status.
    """

    says: Says
    spans: tuple[Span, ...]
    statement: str | None = None
    of: str | None = None
    teller: str | None = None


class Obligation(msgspec.Struct, frozen=True):
    """One duty: `bearer` owes it; `performer` must act where that is another.

    `order` is its place in a sequence (1 first; 0 untold), with the words that tell it in `after`. `bearers` and
    `performers` are actor ids; `bearer_as_said` the words, also where no actor is certain.
    """

    id: str
    bearers: tuple[str, ...]
    bearer_as_said: str
    duty: Duty
    action: str
    spans: tuple[Span, ...]
    performers: tuple[str, ...] = ()
    beneficiary: str | None = None
    condition: str | None = None
    order: int = 0
    after: str | None = None
    deadline: When | None = None
    text_status: TextStatus = "reported"
    reservation: bool = False
    statement: str | None = None
    performance: tuple[Performance, ...] = ()


class Term(msgspec.Struct, frozen=True):
    """What one document says of one deal, all mentions of it together.

    `names` are the ways it is called; `announced`, `effective`, `ended` the dates as told; `durations` quote how long
    it held, each with its statement; `mentions` every sentence that speaks of it. `dates` are all days that are told for a
    turn in its life, each with who tells it.
    """

    id: str
    kind: AgreementKind
    anchor: Span
    names: tuple[str, ...]
    mentions: tuple[Span, ...]
    parties: tuple[Party, ...] = ()
    announced: When | None = None
    effective: When | None = None
    ended: When | None = None
    place: str | None = None
    durations: tuple[Span, ...] = ()
    status: tuple[Status, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    dates: tuple[Dated, ...] = ()


class Measure(msgspec.Struct, frozen=True):
    """A step that one actor holds over another, on the ladder considered to taken.

    `actor`, `target` and `beneficiary` are ids, or the words of the report where no actor is certain (None: not told);
    `what` is the kind ("sanctions", "talks", "contacts", "arms"), `words` the step as told. `condition` quotes what it depends on. A headline never raises a rung.
    """

    id: str
    actor: str | None
    target: str | None
    beneficiary: str | None
    what: str
    words: str
    rung: Rung
    spans: tuple[Span, ...]
    condition: str | None = None
    when: When | None = None
    statement: str | None = None
