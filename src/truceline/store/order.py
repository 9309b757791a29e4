"""In which order nouns are read: the rows of a table are written in any, and both databases must give the same."""

from typing import Any

from sqlalchemy import ColumnElement, Table, UnaryExpression, func

from truceline.store import schema

SORTED: dict[Table, tuple[ColumnElement[Any], ...]] = {
    schema.actor: (schema.actor.c.id,),
    schema.statement: (schema.statement.c.document, schema.statement.c.at),
    schema.event: (schema.event.c.document, schema.event.c.at),
    schema.claim: (schema.claim.c.document, schema.claim.c.at),
    schema.incident: (schema.incident.c.first.is_(None), schema.incident.c.first, schema.incident.c.id),
    schema.agreement: (schema.agreement.c.id,),
    schema.measure: (schema.measure.c.id,),
    schema.condition: (
        func.coalesce(schema.condition.c.place, ""),
        schema.condition.c.told.nulls_first(),
        schema.condition.c.id,
    ),
    schema.exhibit: (schema.exhibit.c.kind, schema.exhibit.c.id),
    schema.citation: tuple(
        schema.citation.c[name].nulls_first() for name in ("by", "outlet", "document", "start", "end", "id")
    ),
    schema.copy: (schema.copy.c.document,),
    schema.unsure: tuple(
        schema.unsure.c[name].desc().nulls_last() if name == "weight" else schema.unsure.c[name].nulls_first()
        for name in ("kind", "weight", "left", "right", "judgement")
    ),
}


def bare(key: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return what is ordered by, without which way and where those without it go."""
    while isinstance(key, UnaryExpression) and key.modifier is not None:
        key = key.element
    return key
