"""Told: duties, steps and relations as values that a reader judges, words as where they stand, so that no verdict quotes a report."""

from collections.abc import Collection, Iterable, Sequence

from truceline.model.document import Document, Span
from truceline.model.reading import Reading
from truceline.model.relation import Relation
from truceline.model.standing import HELD
from truceline.model.statement import Speaker, Statement
from truceline.model.terms import Measure, Obligation, Performance, Term
from truceline.model.when import When
from truceline.reconcile.tellings import stretch

Values = dict[str, str | None]
# Who tells what no statement is read of.
REPORT = "report"


def duty(reading: Reading, one: Obligation) -> Values:
    """Return a duty's values; `said` is what each holder says of its performance ("breached by report; met by xland_gov")."""
    text, at = reading.document, one.spans[0]
    said = sorted({f"{told.says} by {_who_says(reading, told)}" for told in one.performance})
    return {
        "bearer": all_of(one.bearers) or where(text, one.bearer_as_said, at),
        "performer": all_of(one.performers),
        "duty": one.duty,
        "action": where(text, one.action, at),
        "beneficiary": one.beneficiary,
        "condition": where(text, one.condition, at),
        "order": str(one.order) if one.order else None,
        "deadline": days(one.deadline),
        "said": "; ".join(said) or None,
    }


def step(reading: Reading, one: Measure, known: Collection[str]) -> Values:
    """Return a measure's values; who is not among the ids `known`, nor learned from the report, is words."""
    text, at = reading.document, one.spans[0]
    ids = {*known, *(actor.id for actor in reading.actors), *(name.actor for name in reading.mentions)}
    sides = {
        name: value if value in ids or ":" in (value or "") else where(text, value, at)
        for name, value in (("actor", one.actor), ("target", one.target), ("beneficiary", one.beneficiary))
    }
    return {
        **sides,
        "what": one.what,
        "rung": one.rung,
        "condition": where(text, one.condition, at),
        "when": days(one.when),
    }


def standing(reading: Reading, one: Relation) -> Values:
    """Return a relation's values; `told` is "so", "denied" or "meant", `by` who says it."""
    first, last, _ = stretch(one.when, reading.document.published)
    told = "so" if one.modality in HELD else "denied" if one.modality == "denied" else "meant"
    ends: Values = {"first": first.isoformat() if first else None, "last": last.isoformat() if last else None}
    return {
        "a": one.a.actor,
        "kind": one.kind,
        "b": one.b.actor,
        "told": told,
        **ends,
        "by": holder(reading, one.statement),
    }


def of_deal(term: Term, one: Obligation) -> str:
    """Return what else the record says of a duty: which deal it is of, where, and who told that."""
    names = ", ".join(f"“{name}”" for name in term.names) or "not named"
    sides = "; ".join(f"{party.actor} ({party.role})" for party in term.parties) or "no parties told"
    place = f", in {term.place}" if term.place else ""
    after = f", after “{one.after}”" if one.after else ""
    kept = ", a right that is kept" if one.reservation else ""
    words = "; ".join(f"{told.says}: {_quotes(told.spans)}" for told in one.performance)
    return f"of a deal ({term.kind}{place}; {names}; {sides}), {one.text_status}{after}{kept}" + (
        f"; said of it: {words}" if words else ""
    )


def all_of(actors: Iterable[str]) -> str | None:
    """Return ids as one value."""
    return " + ".join(sorted(actors)) or None


def days(when: When | None) -> str | None:
    """Return a stretch of days as one value: "2031-05-06 to 2031-05-08"; an open end stays empty."""
    return f"{when.first or ''} to {when.last or ''}" if when else None


def where(doc: Document, words: str | None, near: Span) -> str | None:
    """Return where words stand ("120-131") in what they were read from, or soon after or before it; an id stays an id."""
    if not words:
        return None
    found = doc.text.find(words, near.start)
    start = found if found >= 0 else doc.text.rfind(words, 0, near.start)
    return words if start < 0 else f"{start}-{start + len(words)}"


def holder(reading: Reading, statement: str | None) -> str | None:
    """Return who says a statement of a reading: its report, an actor, or where the words for him stand."""
    said = next((one for one in reading.statements if one.id == statement), None)
    return REPORT if said is None else speaker(said.speaker)


def speaker(told: Speaker | None) -> str | None:
    """Return the actor who speaks, else where the words for him stand."""
    if told is None or told.actor is not None:
        return None if told is None else told.actor
    return f"{told.words.start}-{told.words.end}" if told.words else None


def told_by(when: When | None, said: Statement | None) -> str:
    """Return the days and the teller of a step or a condition, in words."""
    day = f"{when.first} to {when.last}" if when else "no day"
    return f"{day}, told by {said.speaker.name if said and said.speaker else 'the report'}"


def _who_says(reading: Reading, told: Performance) -> str:
    return told.teller or holder(reading, told.statement) or "nobody"


def _quotes(spans: Sequence[Span]) -> str:
    return " … ".join(f"“{span.quote}”" for span in spans)
