"""Closed: who tells the whole sentence at its end is no part of what another says in it."""

from collections.abc import Sequence

from truceline.extract.cues import Draft
from truceline.extract.phrases import phrase
from truceline.model.parsed import Parsed

FINITE = ("VBD", "VBZ", "VBP", "MD")


def without_teller(parsed: Parsed, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Return the draft without "the agency reported" in "Sources said the town fell the agency reported".

    Where a comma parted them, it is gone.
    """
    for one in drafts:
        if one.head in draft.content and draft.head in one.content and one.speaker is not None:
            kept = frozenset(i for i in draft.content if i < _begins(parsed, one))
            after = [i for i in draft.content if i > one.head]
            if kept and _ends(parsed, draft, one) and not any(parsed.tokens[i].tag in FINITE for i in after):
                return draft._replace(content=kept)
    return draft


def _begins(parsed: Parsed, one: Draft) -> int:
    name = phrase(parsed, one.speaker) if one.speaker is not None else []
    return name[0] if name else one.head


def _ends(parsed: Parsed, draft: Draft, one: Draft) -> bool:
    """Return whether the teller stands with the verb behind the cue, all in one run."""
    name = phrase(parsed, one.speaker) if one.speaker is not None else []
    close = bool(name) and name[-1] in (one.head - 1, one.head - 2)
    return close and name[0] > draft.head and draft.speaker not in name
