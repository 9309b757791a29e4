"""Actors, statements, documents, measures and hits in the terminal: one line each."""

from collections.abc import Iterable, Sequence

from rich.console import RenderableType

from truceline.export.ladder import carried_out, first_day
from truceline.export.page import Documents, document_label, table
from truceline.export.words import MARKS, days_words, listed, reading_words, short_day, when_words
from truceline.model.actor import Actor
from truceline.model.document import Document
from truceline.model.record import MeasureShown
from truceline.model.recurring import RecurringLine
from truceline.model.statement import Statement
from truceline.store.search import Hit

# A quote in a list is cut here; the page of the document has it whole.
QUOTE = 90


def _flat(words: str) -> str:
    return " ".join(words.split())


def _cut(words: str) -> str:
    flat = _flat(words)
    return flat if len(flat) <= QUOTE else flat[: QUOTE - 1].rstrip() + "…"


def actor_list(actors: Sequence[Actor]) -> RenderableType:
    """Return one line an actor: id, name, kind, what it is part of or speaks for, its other names."""
    said = {actor.id: actor.name for actor in actors}
    columns = ("Id", "Actor", "Kind", "Part of", "Speaks for", "Also called")
    rows = (
        (
            actor.id,
            actor.name,
            actor.kind.replace("_", " "),
            listed([said.get(above, above) for above in actor.part_of]) or "–",
            said.get(actor.speaks_for or "", actor.speaks_for or "–"),
            ", ".join(dict.fromkeys(name.text for name in actor.names if name.text != actor.name)) or "–",
        )
        for actor in actors
    )
    return table(columns, rows, "No actor.")


def statement_list(statements: Iterable[Statement]) -> RenderableType:
    """Return one line a statement: id, speaker with the chain, stance, content."""
    return table(
        ("Id", "Speaker", "Stance", "Content", "Document"), map(_statement, statements), "No statement."
    )


def _statement(statement: Statement) -> Sequence[str]:
    speaker = statement.speaker.name if statement.speaker else "not told"
    chain = f"\nvia {', '.join(one.name for one in statement.via)}" if statement.via else ""
    about = f" {statement.object}" if statement.object and statement.object != "other" else ""
    stance = f"{MARKS[statement.stance]} {statement.stance.replace('-', ' ')}{about}"
    content = _cut(" … ".join(span.quote for span in statement.content))
    where = (*statement.content, *statement.cue)
    return statement.id, f"{speaker}{chain}", stance, content, where[0].doc if where else "–"


def document_list(documents: Iterable[Document]) -> RenderableType:
    """Return one line a document: id, outlet, day, title, agency credited, and whether it is altered or not read."""
    columns = ("Id", "Outlet", "Published", "Title", "Agency", "Marks")
    rows = (
        (
            document.id,
            document.outlet or "not told",
            when_words(document.published),
            document.title or "–",
            document.wire or "–",
            "altered" if document.altered else reading_words(document) or "–",
        )
        for document in documents
    )
    return table(columns, rows, "No document.")


def measure_list(measures: Sequence[MeasureShown]) -> RenderableType:
    """Return the steps of each actor towards each other by day: how far each went, who tells it, its words, what became of it."""
    columns = ("Id", "Whose, towards whom", "Rung", "Day", "Told by", "Words")
    done = carried_out(measures)
    rows = (
        (
            measure.id,
            f"{measure.actor or 'not told'} {_towards(measure)}\n{measure.what}",
            measure.rung.replace("_", " "),
            _day(measure),
            measure.holder,
            _step(measure, done.get(measure.id)),
        )
        for measure in sorted(measures, key=_order)
    )
    return table(columns, rows, "No measure.")


def _towards(measure: MeasureShown) -> str:
    to = f"→ {measure.target}" if measure.target else ""
    return " ".join(filter(None, (to, f"for {measure.beneficiary}" if measure.beneficiary else "")))


def _order(measure: MeasureShown) -> tuple[str, ...]:
    side = (measure.actor or "~", measure.target or measure.beneficiary or "", measure.what)
    return (*side, str(first_day(measure) or "9999"), measure.id)


def _day(measure: MeasureShown) -> str:
    if measure.date is not None and (measure.date.first or measure.date.last):
        return days_words(measure.date)
    return f"reported {short_day(measure.told)}" if measure.told else "–"


def _step(measure: MeasureShown, act: str | None) -> str:
    told = [f"“{_cut(measure.words)}”"]
    if measure.condition and _flat(measure.condition) not in _flat(measure.words):
        told.append(f"condition: {_cut(measure.condition)}")
    if act:
        told.append(f"carried out: {act}")
    return "\n".join(told)


def line_list(lines: Iterable[RecurringLine]) -> RenderableType:
    """Return one line a recurring line: of which outlet, what it is, in how many of its reports, the words, an example."""
    columns = ("Id", "Outlet", "Kind", "State", "Reports", "Line", "Such as")
    rows = (
        (
            line.id,
            line.outlet,
            line.kind,
            line.state,
            f"{line.documents} of {line.of}" if line.of else "–",
            _cut(line.line),
            next(iter(line.examples), "–"),
        )
        for line in lines
    )
    return table(columns, rows, "No line recurs.")


def hit_list(hits: Iterable[Hit], documents: Documents) -> RenderableType:
    """Return one line a place where the searched words stand: what it is, its id, the words."""
    return table(("Found in", "Id", "Words"), (_hit(hit, documents) for hit in hits), "Nothing found.")


def _hit(hit: Hit, documents: Documents) -> Sequence[str]:
    if hit.span is None:
        return hit.kind, hit.id, hit.title
    return hit.kind, hit.id, f"{_flat(hit.span.quote)}\n{document_label(documents[hit.id])}"
