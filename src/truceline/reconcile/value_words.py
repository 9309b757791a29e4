"""The value of a claim in words, which `truceline correct --to` takes as they are written here."""

from collections.abc import Callable

from truceline.model.bounds import bounds_words
from truceline.model.claim import Claim, Culprit, Date, Figure, Place, Position, Value, Words
from truceline.model.when import When


def value_words(value: Value, name: Callable[[str], str]) -> str:  # noqa: PLR0911 - one for each type of value
    """Return the value in words; `name` gives the name of an actor by id."""
    match value:
        case Figure():
            status = "" if value.status == "unknown" else f", {value.status}"
            return f"{bounds_words(value.low, value.high, value.exactness)} {value.effect}{status}"
        case Place():
            return f"{value.relation} {value.name}".strip()
        case Date():
            return when_words(value.when)
        case Culprit():
            names = "; ".join(dict.fromkeys(name(actor) for actor in value.actors)) or f"“{value.words}”"
            return f"{names} ({value.certainty})"
        case Position():
            return " ".join(filter(None, (value.stance, value.object)))
        case Words():
            return value.text


def when_words(when: When) -> str:
    """Return days as ISO 8601 has them: "2019-03-10", "2019-03-07 to 2019-03-14", "from 2019-03-07"."""
    if when.first and when.last:
        return f"{when.first}" if when.first == when.last else f"{when.first} to {when.last}"
    if when.first or when.last:
        return f"from {when.first}" if when.first else f"until {when.last}"
    return f"“{when.said}”"


def of_what(claim: Claim) -> str:
    """Return what a claim is of, as it is called in a table: a figure by its effect, anything else by its property."""
    return claim.value.effect if isinstance(claim.value, Figure) else claim.property
