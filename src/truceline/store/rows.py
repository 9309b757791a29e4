"""The nouns as rows of the derived tables: a few typed columns to ask by, and the whole noun as JSON."""

from collections.abc import Sequence
from typing import Any

from truceline.model.actor import Actor
from truceline.model.claim import Claim, Culprit, Date, Figure, Place, Position, Value, Words
from truceline.model.copies import Copy
from truceline.model.document import Document, Span
from truceline.model.event import Event
from truceline.model.record import (
    Account,
    Agreement,
    CitationShown,
    ConditionShown,
    Days,
    ExhibitShown,
    Incident,
    MeasureShown,
    ObligationShown,
    Unsure,
    Where,
)
from truceline.model.standing import RelationShown, Telling
from truceline.model.statement import Statement
from truceline.store.content import encode

Columns = dict[str, Any]


def _content(noun: object) -> str:
    return encode(noun).decode()


def _evidence(spans: Sequence[Span]) -> Columns:
    if not spans:
        return {"document": None, "start": None, "end": None, "quote": None}
    first = spans[0]
    return {"document": first.doc, "start": first.start, "end": first.end, "quote": first.quote}


def _days(days: Days | None) -> Columns:
    return {"first": days.first if days else None, "last": days.last if days else None}


def _where(place: Where | None) -> Columns:
    if place is None:
        return {"place": None, "lat": None, "lon": None}
    return {"place": place.name, "lat": place.lat, "lon": place.lon}


def heading_row(doc: Document) -> Columns:
    """Return the row of what stands over a document."""
    when = doc.published
    return {
        "document": doc.id,
        "title": doc.title,
        "outlet": doc.outlet,
        "wire": doc.wire,
        "publisher": doc.outlet or doc.wire,
        "first": when.first if when else None,
        "last": when.last if when else None,
        "granularity": when.granularity if when else None,
        "said": when.said if when else None,
        "language": doc.language,
        # What only the comparison with an original shows, stands with the copies: it can come later than the document.
        "altered": any(trace.kind != "copy" for trace in doc.traces),
    }


def withheld_row(span: Span) -> Columns:
    """Return the row of words that pages mask."""
    return {"document": span.doc, "start": span.start, "end": span.end, "quote": span.quote}


def actor_row(actor: Actor) -> Columns:
    """Return the row of an actor."""
    told = {"id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country}
    return told | {"content": _content(actor)}


def statement_row(statement: Statement) -> Columns:
    """Return the row of a statement; its evidence is what was said, else the word that says it was."""
    speaker = statement.speaker
    return _evidence(statement.content or statement.cue) | {
        "id": statement.id,
        "speaker": speaker.actor if speaker else None,
        "speaker_name": speaker.name if speaker else None,
        "stance": statement.stance,
        "object": statement.object,
        "against": statement.against,
        "form": statement.form,
        "content": _content(statement),
    }


def event_row(event: Event, incident: str | None) -> Columns:
    """Return the row of an event, with the id of the incident that it belongs to."""
    return _evidence((event.anchor,)) | {
        "id": event.id,
        "kind": event.kind,
        "mode": event.mode,
        "scope": event.scope,
        "modality": event.modality,
        "background": event.background,
        "incident": incident,
        "content": _content(event),
    }


_NO_VALUE: Columns = dict.fromkeys(
    (
        "words",
        "actor",
        "certainty",
        "effect",
        "low",
        "high",
        "exactness",
        "place",
        "lat",
        "lon",
        "first",
        "last",
    )
)


def _value(value: Value) -> Columns:
    told: Columns
    match value:
        case Figure():
            told = {
                "low": value.low,
                "high": value.high,
                "exactness": value.exactness,
                "effect": value.effect,
            }
            told |= {"words": value.status_as_said, "actor": value.side}
        case Place():
            told = {"words": value.said, "place": value.name, "lat": value.lat, "lon": value.lon}
        case Date():
            told = {"words": value.when.said, "first": value.when.first, "last": value.when.last}
        case Culprit():
            # Several who act jointly are in `content` only: naming one of them would be half the truth.
            actor = value.actors[0] if len(value.actors) == 1 else None
            told = {"words": value.words, "actor": actor, "certainty": value.certainty}
        case Position():
            told = {"words": value.stance, "actor": value.against}
        case Words():
            told = {"words": value.text, "actor": value.actor}
    return told


def claim_row(claim: Claim) -> Columns:
    """Return the row of a claim; the columns of values that it does not have stay empty."""
    return (
        _evidence(claim.spans)
        | _NO_VALUE
        | _value(claim.value)
        | {
            "id": claim.id,
            "subject": claim.subject,
            "property": claim.property,
            "statement": claim.statement,
            "content": _content(claim),
        }
    )


def incident_row(incident: Incident) -> Columns:
    """Return the row of an incident."""
    return (
        _days(incident.date)
        | _where(incident.place)
        | {
            "id": incident.id,
            "title": incident.title,
            "kind": incident.kind,
            "modality": incident.modality,
            "scope": incident.scope,
            "happened": incident.grades.happened.grade,
            "who": incident.grades.who.grade,
            "documents": len(incident.documents),
            "content": _content(incident),
        }
    )


def account_row(incident: Incident, account: Account) -> Columns:
    """Return the row of one holder's account of an incident."""
    return (
        _evidence(account.evidence)
        | _days(account.date)
        | _where(account.place)
        | {
            "incident": incident.id,
            "holder": account.holder_id,
            "holder_name": account.holder,
            "side": account.side,
            "stance": account.stance,
            "object": account.object,
            "certainty": account.certainty,
            "independent": account.independent,
            "altered": account.altered,
            "content": _content(account),
        }
    )


def agreement_row(agreement: Agreement) -> Columns:
    """Return the row of an agreement; its title is its first name."""
    return _evidence(agreement.evidence) | {
        "id": agreement.id,
        "title": agreement.names[0] if agreement.names else agreement.kind,
        "kind": agreement.kind,
        "announced": _days(agreement.announced)["first"],
        "effective": _days(agreement.effective)["first"],
        "ended": _days(agreement.ended)["last"],
        "documents": len(agreement.documents),
        "content": _content(agreement),
    }


def obligation_row(agreement: Agreement, obligation: ObligationShown) -> Columns:
    """Return the row of one duty of an agreement."""
    return _evidence(obligation.evidence) | {
        "agreement": agreement.id,
        "bearer": "; ".join(obligation.bearer),
        "duty": obligation.duty,
        "action": obligation.action,
        "order": obligation.order,
        "deadline": _days(obligation.deadline)["last"],
        "text_status": obligation.text_status,
        "holder": obligation.holder,
        "content": _content(obligation),
    }


def measure_row(measure: MeasureShown) -> Columns:
    """Return the row of a measure."""
    return (
        _evidence(measure.evidence)
        | _days(measure.date)
        | {
            "id": measure.id,
            "actor": measure.actor,
            "target": measure.target,
            "what": measure.what,
            "rung": measure.rung,
            "holder": measure.holder,
            "content": _content(measure),
        }
    )


def condition_row(condition: ConditionShown) -> Columns:
    """Return the row of a condition."""
    told = {
        name: getattr(condition, name) for name in ("id", "kind", "low", "high", "exactness", "what", "told")
    }
    return (
        _evidence(condition.evidence)
        | _where(condition.place)
        | _days(condition.date)
        | told
        | {"holder": condition.holder, "content": _content(condition)}
    )


def exhibit_row(exhibit: ExhibitShown) -> Columns:
    """Return the row of an exhibit; several who verified or dispute it are joined by semicolons."""
    return _evidence(exhibit.evidence) | {
        "id": exhibit.id,
        "kind": exhibit.kind,
        "words": exhibit.words,
        "low": exhibit.low,
        "high": exhibit.high,
        "source": exhibit.source,
        "verified": "; ".join(exhibit.verified),
        "disputed": "; ".join(exhibit.disputed),
        "unverified": exhibit.unverified,
        "holder": exhibit.holder,
        "content": _content(exhibit),
    }


def citation_row(citation: CitationShown) -> Columns:
    """Return the row of a citation."""
    told = {name: getattr(citation, name) for name in ("id", "by", "outlet", "kind", "speaker")}
    return _evidence(citation.evidence) | told | {"content": _content(citation)}


def telling_row(telling: Telling) -> Columns:
    """Return the row of a telling; what is known before any document is owned by the actor that it is known of."""
    names = ("id", "kind", "a", "b", "modality", "first", "last", "inferred", "holder", "unit")
    told = {name: getattr(telling, name) for name in names}
    beside = {"owner": telling.document or telling.a, "pair": telling.key, "event": telling.incident_of}
    return _evidence(telling.evidence) | told | beside | {"content": _content(telling)}


def relation_row(pair: str, relation: RelationShown) -> Columns:
    """Return the row of a relation; `pair` is what its tellings share."""
    names = ("id", "kind", "a", "b", "a_name", "b_name", "first", "last", "told", "independent", "meant")
    told = {name: getattr(relation, name) for name in names}
    beside = {"pair": pair, "denied": len(relation.denied), "content": _content(relation)}
    return _evidence(relation.evidence) | told | beside


def copy_row(copy: Copy) -> Columns:
    """Return the row of a copy."""
    return {
        "document": copy.doc,
        "of": copy.of,
        "kind": copy.kind,
        "score": copy.score,
        "content": _content(copy),
    }


def unsure_row(unsure: Unsure) -> Columns:
    """Return the row of what waits for a person; one that is no pair of incidents has none."""
    left, right = unsure.incidents or (None, None)
    return {
        "kind": unsure.kind,
        "left": left,
        "right": right,
        "weight": unsure.weight,
        "judgement": unsure.judgement or None,
        "content": _content(unsure),
    }
