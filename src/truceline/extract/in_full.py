"""In full: whom "the security sources" are, who were called "Norland security sources" when they first spoke."""

from collections.abc import Sequence

from truceline.extract.pronouns import Heard
from truceline.model.statement import Speaker

# "The sources" may be anybody's; two words tell which.
FEWEST_WORDS = 2


def told_in_full(own: Speaker, heard: Sequence[Heard]) -> Speaker | None:
    """Return the only speaker heard before whose words end in these, without their article."""
    article, *words = own.name.lower().split()
    if article != "the" or len(words) < FEWEST_WORDS:
        return None
    found = {
        (one.speaker.actor or one.speaker.name): one.speaker
        for one in heard
        if one.speaker.words is not None and _ends_in(one.speaker.words.quote.lower().split(), words)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _ends_in(full: list[str], words: list[str]) -> bool:
    return (
        len(full) > len(words) and full[0] not in ("the", "a", "an", "other") and full[-len(words) :] == words
    )
