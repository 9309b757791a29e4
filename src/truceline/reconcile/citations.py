"""Citations as shown: who reports, whom that rests on, and who told it."""

from collections.abc import Callable, Sequence

from truceline.model.reading import Reading
from truceline.model.record import CitationShown
from truceline.model.statement import Speaker
from truceline.reconcile.world import World

Holder = Callable[[Reading, str | None], str]


def show_citations(readings: Sequence[Reading], holder: Holder, world: World) -> tuple[CitationShown, ...]:
    """Return the citations of all readings, by who reports, then by whom it rests on."""

    def name(speaker: Speaker) -> str:
        return world.name(speaker.actor) if speaker.actor else speaker.name

    shown = []
    for reading in readings:
        doc = reading.document
        # Whoever altered an agency's words is not the agency.
        by = doc.outlet or ("unnamed outlet" if doc.altered else holder(reading, None))
        said = {one.id: name(one.speaker) for one in reading.statements if one.speaker}
        for one in reading.citations:
            outlet, teller = name(one.outlet), said.get(one.statement or "")
            shown.append(
                CitationShown(
                    id=one.id,
                    by=by,
                    outlet=outlet,
                    kind=one.kind,
                    speaker=teller if teller != outlet else None,
                    document=doc.id,
                    evidence=one.spans,
                )
            )
    return tuple(sorted(shown, key=lambda one: (one.by, one.outlet, one.document, one.evidence)))
