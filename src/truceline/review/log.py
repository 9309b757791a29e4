"""A judgement in words: what was judged, and what is said of it."""

from collections.abc import Callable

from truceline.model.document import Span
from truceline.model.judgement import Judgement
from truceline.reconcile.follow import correction_of
from truceline.reconcile.value_words import value_words
from truceline.review.values import REPORT


def judgement_words(judgement: Judgement, name: Callable[[str], str] = str) -> str:
    """Return "0011aa “bombed” part-of 22bb “offensive”", "claim 33cc, toll: 28 killed → 23 killed"; `name` names actors by id."""
    match judgement.kind:
        case "events":
            left, right = (_quoted(one) for one in (*judgement.about, (), ())[:2])
            return f"{judgement.left}{left} {judgement.verdict} {judgement.right}{right}"
        case "claim":
            return _claim_words(judgement, name)
        case _:
            return f"{judgement.left} {judgement.verdict}"


def _quoted(spans: tuple[Span, ...]) -> str:
    return f" “{' … '.join(' '.join(span.quote.split()) for span in spans)}”" if spans else ""


def _claim_words(judgement: Judgement, name: Callable[[str], str]) -> str:
    correction = correction_of(judgement)
    told = f"claim {judgement.left}, {judgement.property}: {value_words(correction.read, name)}"
    if judgement.verdict != "corrected":
        return f"{told}: {judgement.verdict}"
    holder, stance = correction.holder, " ".join(filter(None, (correction.stance, correction.object)))
    given = (name(holder.actor) if holder.actor else holder.name or REPORT) if holder else ""
    right = (
        value_words(correction.value, name) if correction.value is not None else "",
        given and f"told by {given}",
        stance,
    )
    return f"{told} → {', '.join(filter(None, right))}"
