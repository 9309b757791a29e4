"""What the record shows: incidents with their accounts and grades, agreements with what became of them.

These are the shapes of `--json`: a field here is a key there, and `docs/record.md` says what each means.
"""

import datetime
from typing import Literal

import msgspec

from truceline.model.citation import CitationKind
from truceline.model.claim import Certainty, Effect, Exactness, HarmedStatus, Precision, Scope
from truceline.model.condition import ConditionKind
from truceline.model.document import Span
from truceline.model.event import Modality
from truceline.model.exhibit import ExhibitKind
from truceline.model.judgement import Verdict, Weight
from truceline.model.statement import Stance, StanceObject
from truceline.model.terms import AgreementKind, Duty, Rung, Says, State, TextStatus, Turn

Happened = Literal["confirmed", "fair", "weak", "contested", "discounted"]
Who = Literal["confirmed", "attributed", "attributed, denied", "contested", "unknown"]
# How a breach stands with who tells it: "excluded" is told of somebody whom the terms leave out, who can break nothing.
Standing = Literal["alleged", "found", "admitted", "denied", "excluded"]
Contested = Literal["place", "date", "kind", "intent", "toll", "responsible", "target", "occurrence"]


class ReadFrom(msgspec.Struct, frozen=True):
    """What one value was read from; `of` names the value."""

    of: str
    evidence: tuple[Span, ...]


def words_of(
    read_from: tuple[ReadFrom, ...], name: str, otherwise: tuple[Span, ...] = ()
) -> tuple[Span, ...]:
    """Return what the value of that name was read from; `otherwise` where nothing is said of it."""
    return next((one.evidence for one in read_from if one.of == name), otherwise)


class Days(msgspec.Struct, frozen=True):
    """A stretch of days as shown; `precision` is the granularity, `said` the words."""

    first: datetime.date | None = msgspec.field(name="from")
    last: datetime.date | None = msgspec.field(name="to")
    precision: str
    said: str
    evidence: tuple[Span, ...] = ()


class Where(msgspec.Struct, frozen=True):
    """A place as shown; degrees are WGS 84, None where the place is not located.

    `within` names what contains it, as told or as the gazetteer knows.
    """

    name: str
    said: str
    lat: float | None
    lon: float | None
    precision: Precision
    relation: str = ""
    country: str | None = None
    within: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()


class Revised(msgspec.Struct, frozen=True):
    """A figure that was told and then replaced; `told` is the day of the report that told it."""

    low: int | None
    high: int | None
    exactness: Exactness
    told: datetime.date | None
    evidence: tuple[Span, ...]


class Toll(msgspec.Struct, frozen=True):
    """A range over the figures that can be compared: one effect, one side, one status, one scope.

    `conservative` is the lowest figure (vague words count as ACLED counts them), `best` the one with most independent
    support and then the latest; None where no single figure has more support than another. `revised` are figures that a
    later one of the same holder replaced, or a later count overtook: they stand outside the range.
    """

    effect: Effect
    side: str | None
    status: HarmedStatus
    status_as_said: str
    part_of: str | None
    scope: Scope
    as_of: datetime.date | None
    low: int | None
    high: int | None
    exactness: Exactness
    conservative: int | None
    best: int | None
    evidence: tuple[Span, ...]
    revised: tuple[Revised, ...] = ()


class Reason(msgspec.Struct, frozen=True):
    """Why a grade is what it is, with its evidence."""

    text: str
    evidence: tuple[Span, ...] = ()


class HappenedGrade(msgspec.Struct, frozen=True):
    """Did it happen? `would_change` lists what would move the grade."""

    grade: Happened
    reasons: tuple[Reason, ...]
    would_change: tuple[str, ...] = ()


class WhoGrade(msgspec.Struct, frozen=True):
    """Who did it? `actors` are those named, by name."""

    grade: Who
    actors: tuple[str, ...]
    reasons: tuple[Reason, ...]
    would_change: tuple[str, ...] = ()


class Grades(msgspec.Struct, frozen=True):
    """The two grades; never one."""

    happened: HappenedGrade
    who: WhoGrade


class Account(msgspec.Struct, frozen=True):
    """One holder's version of an incident.

    `holder` is a name and `holder_id` its id; `side` the name of the actor for whom it speaks. `documents` are the ids it
    rests on, `independent` how many of those are no copy of one another. `altered` marks words taken from an altered copy.
    `read_from` points at the words behind "holder", "stance", "responsible" and "also". `claims` are the ids of the claims
    it is made of, as they were read. `first` and `latest` are the days of the earliest and of the latest report that has it.
    """

    holder: str
    holder_id: str
    side: str | None
    via: tuple[str, ...]
    stance: Stance
    object: StanceObject | None
    place: Where | None
    date: Days | None
    tolls: tuple[Toll, ...]
    responsible: tuple[str, ...]
    responsible_ids: tuple[str, ...]
    certainty: Certainty | None
    also: tuple[str, ...]
    documents: tuple[str, ...]
    independent: int
    altered: bool
    evidence: tuple[Span, ...]
    read_from: tuple[ReadFrom, ...] = ()
    claims: tuple[str, ...] = ()
    first: datetime.date | None = None
    latest: datetime.date | None = None


class ClaimJudged(msgspec.Struct, frozen=True):
    """A person's word on one claim. What was rejected is in no account, range or grade; it stays visible here.

    `of` is the effect of a figure ("killed"), else the property. `read` is the value as read, in words, and `holder` who
    holds it as read; `value` and `given` are what the person has instead, empty where that is right.
    """

    claim: str
    of: str
    verdict: Verdict
    read: str
    holder: str
    value: str
    given: str
    by: str
    why: str
    evidence: tuple[Span, ...]


class Incident(msgspec.Struct, frozen=True):
    """The events judged to be one happening. It states nothing of its own: every value comes from an account.

    `read_from` points at the words behind "kind" and behind each property in `contested`. `parts` are the incidents that
    are part of it, `judged` what persons said of its claims.
    """

    id: str
    title: str
    kind: str
    modality: Modality
    scope: Scope
    part_of: tuple[str, ...]
    date: Days | None
    place: Where | None
    tolls: tuple[Toll, ...]
    grades: Grades
    contested: tuple[Contested, ...]
    accounts: tuple[Account, ...]
    events: tuple[str, ...]
    documents: tuple[str, ...]
    read_from: tuple[ReadFrom, ...] = ()
    parts: tuple[str, ...] = ()
    judged: tuple[ClaimJudged, ...] = ()


class ClaimShown(msgspec.Struct, frozen=True):
    """One claim of an incident, with the id by which a person can judge it.

    `of` is the effect of a figure ("killed"), else the property; `words` its value as read, in the words that a correction
    takes. `verdict` is a person's, None where there is none.
    """

    id: str
    event: str
    of: str
    words: str
    holder: str
    stance: Stance | None
    object: StanceObject | None
    verdict: Verdict | None
    document: str
    evidence: tuple[Span, ...]


class Unsure(msgspec.Struct, frozen=True):
    """What waits for a person: two incidents that may be one, or a judgement that finds what it judged no longer.

    `weight` is the sum of the reasons for the pair of events that speaks most for one happening. `judgement` is the id of
    one that is lost, `evidence` those of its words that still stand in a text.
    """

    kind: Literal["pair", "judgement"]
    incidents: tuple[str, ...]
    titles: tuple[str, ...]
    weight: float
    reasons: tuple[Weight, ...]
    by: str
    verdict: Verdict
    judgement: str = ""
    evidence: tuple[Span, ...] = ()


class StatusShown(msgspec.Struct, frozen=True):
    """What is told of an agreement's state, by whom, for which side that one speaks, and whom it blames.

    `date` is the day that is told for it, `told` that of the first report to tell it.
    """

    state: State
    by: str
    blames: tuple[str, ...]
    date: Days | None
    evidence: tuple[Span, ...]
    side: str | None = None
    told: datetime.date | None = None


class PerformanceShown(msgspec.Struct, frozen=True):
    """What one holder says of the performance of a duty."""

    holder: str
    says: Says
    of: str | None
    evidence: tuple[Span, ...]
    side: str | None = None
    told: datetime.date | None = None


class BreachShown(msgspec.Struct, frozen=True):
    """That a deal was broken, as one holder tells it. The record itself finds no breach.

    `by` names those who are told to have broken it, `side` the actor for whom the holder speaks. `event` is the id of the
    event of the same report that it is about, where only one is left; it leads to the incident.
    """

    by: tuple[str, ...]
    holder: str
    side: str | None
    standing: Standing
    date: Days | None
    told: datetime.date | None
    event: str | None
    evidence: tuple[Span, ...]


class DateShown(msgspec.Struct, frozen=True):
    """The day that one holder tells for a turn in a deal's life."""

    turn: Turn
    date: Days
    holder: str
    side: str | None
    told: datetime.date | None
    evidence: tuple[Span, ...]


class ObligationShown(msgspec.Struct, frozen=True):
    """One duty of an agreement; `bearer` and `performer` are names, `order` its place in the sequence (0: untold)."""

    bearer: tuple[str, ...]
    performer: tuple[str, ...]
    duty: Duty
    action: str
    condition: str | None
    order: int
    after: str | None
    deadline: Days | None
    text_status: TextStatus
    reservation: bool
    holder: str
    said_of_performance: tuple[PerformanceShown, ...]
    evidence: tuple[Span, ...]


class Agreement(msgspec.Struct, frozen=True):
    """The terms judged to be of one deal.

    `read_from` points at the words behind each name in `parties`, `brokers` and `excluded`.
    """

    id: str
    names: tuple[str, ...]
    kind: AgreementKind
    parties: tuple[str, ...]
    brokers: tuple[str, ...]
    excluded: tuple[str, ...]
    announced: Days | None
    effective: Days | None
    ended: Days | None
    durations: tuple[Span, ...]
    status: tuple[StatusShown, ...]
    obligations: tuple[ObligationShown, ...]
    documents: tuple[str, ...]
    evidence: tuple[Span, ...]
    read_from: tuple[ReadFrom, ...] = ()
    dates: tuple[DateShown, ...] = ()
    breaches: tuple[BreachShown, ...] = ()


class MeasureShown(msgspec.Struct, frozen=True):
    """One step held over another, as told by one holder; names, not ids, and words where nobody certain is named.

    `told` is the day of the report. `act` is the id of the event or measure of the same report by which a threat was
    carried out.
    """

    id: str
    actor: str | None
    target: str | None
    beneficiary: str | None
    what: str
    words: str
    rung: Rung
    condition: str | None
    date: Days | None
    holder: str
    evidence: tuple[Span, ...]
    told: datetime.date | None = None
    act: str | None = None


class ConditionShown(msgspec.Struct, frozen=True):
    """A figure about a place or people outside any event, as told by one holder; `told` is the day of the report."""

    id: str
    kind: ConditionKind
    low: int | None
    high: int | None
    exactness: Exactness
    what: str
    words: str
    place: Where | None
    date: Days | None
    told: datetime.date | None
    holder: str
    evidence: tuple[Span, ...]


class ExhibitShown(msgspec.Struct, frozen=True):
    """A thing shown or spoken of as proof: whose it is, what it shows, who verified or disputes it; names, not ids."""

    id: str
    kind: ExhibitKind
    words: str
    low: int | None
    high: int | None
    exactness: Exactness | None
    source: str | None
    verified: tuple[str, ...]
    disputed: tuple[str, ...]
    unverified: bool
    shows: str | None
    holder: str
    evidence: tuple[Span, ...]


class CitationShown(msgspec.Struct, frozen=True):
    """One report that rests on another outlet: `by` is who reports, `outlet` whom it cites, `speaker` who told it."""

    id: str
    by: str
    outlet: str
    kind: CitationKind
    speaker: str | None
    document: str
    evidence: tuple[Span, ...]
