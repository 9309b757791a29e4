"""Rows: a list as a file, CSV or JSON, with exactly the rows of the view, and the names masked that its page masks."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from truceline.export.beside import checked_words
from truceline.export.words import agreement_title
from truceline.model.record import (
    Agreement,
    CitationShown,
    ConditionShown,
    Days,
    ExhibitShown,
    Incident,
    MeasureShown,
    Where,
)
from truceline.model.standing import RelationShown
from truceline.store.lists import Cast, Heading, Said
from truceline.web.masked import Names

Row = dict[str, object]
# A spreadsheet takes what begins so for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _days(days: Days | None, name: str = "") -> Row:
    return {
        f"{name}from": days.first if days else None,
        f"{name}to": days.last if days else None,
        f"{name}as_said": days.said if days else None,
    }


def _where(where: Where | None) -> Row:
    return {
        "place": where.name if where else None,
        "place_as_said": where.said if where else None,
        "precision": where.precision if where else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
    }


def _tolls(incident: Incident, effect: str) -> Row:
    """Return the range over all that is told of one effect; nothing is added up."""
    told = [one for one in incident.tolls if one.effect == effect and one.part_of is None]
    lows = [one.low for one in told if one.low is not None]
    highs = [one.high for one in told if one.high is not None]
    return {
        f"{effect}_low": min(lows, default=None),
        f"{effect}_high": max(highs, default=None),
        f"{effect}_conservative": min(
            (one.conservative for one in told if one.conservative is not None), default=None
        ),
        f"{effect}_of_whom": "; ".join(
            dict.fromkeys(one.status_as_said for one in told if one.status_as_said)
        )
        or None,
    }


def _incident(one: Incident) -> Row:
    return (
        {"id": one.id, "title": one.title, "kind": one.kind, "modality": one.modality, "scope": one.scope}
        | _days(one.date)
        | _where(one.place)
        | _tolls(one, "killed")
        | _tolls(one, "wounded")
        | {
            "did_it_happen": one.grades.happened.grade,
            "who_did_it": one.grades.who.grade,
            "who": "; ".join(one.grades.who.actors),
            "in_dispute": "; ".join(one.contested),
            "holders": "; ".join(dict.fromkeys(account.holder for account in one.accounts)),
            "documents": "; ".join(one.documents),
        }
    )


def _agreement(one: Agreement) -> Row:
    return (
        {"id": one.id, "title": agreement_title(one), "kind": one.kind}
        | {name: "; ".join(getattr(one, name)) for name in ("names", "parties", "brokers", "excluded")}
        | _days(one.announced, "announced_")
        | _days(one.effective, "effective_")
        | _days(one.ended, "ended_")
        | {"obligations": len(one.obligations), "documents": "; ".join(one.documents)}
    )


def _actor(one: Cast) -> Row:
    actor = one.actor
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "names": "; ".join(dict.fromkeys(name.text for name in actor.names)),
        "part_of": "; ".join(actor.part_of),
        "speaks_for": actor.speaks_for,
        "country": actor.country,
        "statements": one.statements,
        "incidents": one.incidents,
    }


def _statement(one: Said) -> Row:
    said = one.statement
    return {
        "id": said.id,
        "speaker": said.speaker.name if said.speaker else None,
        "via": "; ".join(speaker.name for speaker in said.via),
        "stance": said.stance,
        "object": said.object,
        "against": said.against,
        "form": said.form,
        "content": " … ".join(span.quote for span in said.content),
        **_heading(one.heading, "document"),
    }


def _heading(one: Heading, name: str = "id") -> Row:
    return {
        name: one.id,
        "title": one.title,
        "outlet": one.outlet,
        "wire": one.wire,
        "published_from": one.published.first if one.published else None,
        "published_to": one.published.last if one.published else None,
        "language": one.language,
        "altered": one.altered,
        "copied_as": one.copied_as,
        "copy_of": one.copy_of,
    }


def _evidence(one: MeasureShown | ConditionShown | ExhibitShown | CitationShown) -> Row:
    first = one.evidence[0] if one.evidence else None
    return {
        "document": first.doc if first else None,
        "start": first.start if first else None,
        "end": first.end if first else None,
        "quote": first.quote if first else None,
    }


def _measure(one: MeasureShown) -> Row:
    names = ("id", "actor", "target", "beneficiary", "what", "words", "rung", "condition", "holder")
    return {name: getattr(one, name) for name in names} | _days(one.date) | _evidence(one)


def _condition(one: ConditionShown) -> Row:
    names = ("id", "kind", "low", "high", "exactness", "what", "words", "told", "holder")
    return {name: getattr(one, name) for name in names} | _where(one.place) | _days(one.date) | _evidence(one)


def _exhibit(one: ExhibitShown) -> Row:
    names = ("id", "kind", "words", "low", "high", "source", "shows", "holder")
    return {name: getattr(one, name) for name in names} | {"checked": checked_words(one)} | _evidence(one)


def _citation(one: CitationShown) -> Row:
    return {name: getattr(one, name) for name in ("id", "by", "outlet", "kind", "speaker")} | _evidence(one)


def _relation(one: RelationShown) -> Row:
    names = (
        "id",
        "kind",
        "a",
        "a_name",
        "b",
        "b_name",
        "mutual",
        "first",
        "last",
        "told",
        "independent",
        "meant",
    )
    first = one.evidence[0] if one.evidence else None
    return {name: getattr(one, name) for name in names} | {
        "holders": "; ".join(one.holders),
        "denied_by": "; ".join(one.denied),
        "documents": "; ".join(one.documents),
        "document": first.doc if first else None,
        "start": first.start if first else None,
        "end": first.end if first else None,
        "quote": first.quote if first else None,
    }


_MAKERS: dict[str, Callable[[Any], Row]] = {
    "incidents": _incident,
    "agreements": _agreement,
    "actors": _actor,
    "statements": _statement,
    "documents": _heading,
    "relations": _relation,
    "measures": _measure,
    "conditions": _condition,
    "exhibits": _exhibit,
    "citations": _citation,
}


def rows(name: str, nouns: Iterable[object], names: Names) -> list[Row]:
    """Return the rows of a list, every text masked as its page masks it."""
    make = _MAKERS[name]
    return [{key: _masked(value, names) for key, value in make(one).items()} for one in nouns]


def _masked(value: object, names: Names) -> object:
    return names.mask(value) if isinstance(value, str) else value


def as_json(told: Sequence[Mapping[str, object]]) -> str:
    """Return the rows as a JSON list of objects."""
    return msgspec.json.format(msgspec.json.encode(told), indent=1).decode()


def as_csv(told: Sequence[Mapping[str, object]]) -> str:
    """Return the rows as CSV (RFC 4180), the head even where there are none; no cell can be taken for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    columns = list(told[0]) if told else ["id"]
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in told)
    return file.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return {True: "yes", False: "no", None: ""}.get(value, value) if isinstance(value, bool | None) else value
