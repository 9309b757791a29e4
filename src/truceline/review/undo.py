"""Take a judgement back. Nothing is removed: what takes it back is a judgement too, and can be taken back itself."""

from truceline.knowledge.outlet_lines import ACCEPTED
from truceline.model.errors import BadJudgement, NotFound
from truceline.model.judgement import PERSON, Kept, undoing
from truceline.pipeline import derive
from truceline.store import read, write
from truceline.store.open import Record


def undo(record: Record, number: int | None = None, *, by: str = "", why: str = "", at: str = "") -> Kept:
    """Take a person's judgement back, show the record as it then is, and return what was taken back.

    Args:
        record: the record, open.
        number: which; None for the last that stands.
        by: who takes it back; who said it, unless told.
        why: the reason, in the person's words.
        at: when (ISO), as whoever holds the clock tells it.

    Raises:
        NotFound: there is none with that number, or none that stands.
        BadJudgement: it was taken back already, or is not to be taken back alone; the message says what to do.
    """
    rows = read.kept_judgements(record)
    kept = _last(rows) if number is None else _numbered(rows, number)
    said = kept.judgement
    who = by or said.by.removeprefix(PERSON)
    write.add_judgement(record, undoing(rows, kept.number, by=who, why=why, at=at))
    if said.kind != "knowledge":  # else the documents are to be read anew first
        derive(record)
    return kept


def _last(rows: list[Kept]) -> Kept:
    standing = [
        one
        for one in rows
        if one.undone_by is None and one.judgement.verdict != "undone" and one.judgement.by.startswith(PERSON)
    ]
    if not standing:
        raise NotFound("no person's judgement stands that could be taken back")
    return standing[-1]


def _numbered(rows: list[Kept], number: int) -> Kept:
    kept = next((one for one in rows if one.number == number), None)
    if kept is None:
        raise NotFound(f"no judgement {number}: `truceline show judgements` lists the {len(rows)} there are")
    if kept.undone_by is not None:
        again = f"`truceline undo {kept.undone_by}` restores it"
        raise BadJudgement(f"judgement {number} was taken back already, by {kept.undone_by}; {again}")
    if not kept.judgement.by.startswith(PERSON):
        raise BadJudgement(
            f"judgement {number} is {kept.judgement.left}, {kept.judgement.by}: change the file and add it again"
        )
    later = [one for one in rows if one.number > number and one.judgement.left == ACCEPTED]
    if kept.judgement.left == ACCEPTED and any(one.undone_by is None for one in later):
        raise BadJudgement(
            f"judgement {number} accepts lines, and later ones hold them too: `truceline accept LINES --undo`"
        )
    return kept
