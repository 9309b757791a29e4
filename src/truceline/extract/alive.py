"""Alive: who was first told to be dead, and in the same breath to have lived."""

from truceline.model.claim import Harm
from truceline.model.parsed import Found, Parsed

WELL = frozenset(("safe", "alive", "unharmed", "unhurt", "unscathed"))
# "Safe" stands at most this many tokens behind who is: "the bride and the groom were both safe".
REACH = 6


def lives(parsed: Parsed, harm: Found[Harm]) -> bool:
    """Return whether one is told to be dead who, the sentence goes on, lives: "said the groom had died, but the groom is safe"."""
    figure = harm.value.figure
    if figure.effect != "killed" or (figure.low, figure.high) != (1, 1):
        return False
    sentence = parsed.sentences[parsed.tokens[harm.head].sentence]
    who = parsed.tokens[harm.head].lemma.lower()
    again = (i for i in range(harm.last, sentence.last) if parsed.tokens[i].lemma.lower() == who)
    return any(_is_well(parsed, i, min(i + REACH, sentence.last)) for i in again)


def _is_well(parsed: Parsed, who: int, end: int) -> bool:
    """Return whether the word is followed by "is safe", with "not" nowhere between."""
    words = [parsed.tokens[i].text.lower() for i in range(who + 1, end)]
    well = next((n for n, word in enumerate(words) if word in WELL), None)
    return (
        well is not None
        and any(word in ("is", "are", "was", "were") for word in words[:well])
        and not {"not", "n't", "no"} & set(words[:well])
    )
