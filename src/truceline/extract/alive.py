"""Alive: who was first told to be dead, and in the same breath to have lived."""

from truceline.knowledge.happenings import Happenings
from truceline.model.claim import Harm
from truceline.model.parsed import Found, Parsed

# "Safe" stands at most this many tokens behind who is: "the bride and the groom were both safe".
REACH = 6


def lives(parsed: Parsed, harm: Found[Harm], words: Happenings) -> bool:
    """Return whether one is told to be dead who, the sentence goes on, lives: "said the groom had died, but the groom is safe"."""
    figure = harm.value.figure
    if figure.effect != "killed" or (figure.low, figure.high) != (1, 1):
        return False
    sentence = parsed.sentences[parsed.tokens[harm.head].sentence]
    who = parsed.tokens[harm.head].lemma.lower()
    again = (i for i in range(harm.last, sentence.last) if parsed.tokens[i].lemma.lower() == who)
    return any(_is_well(parsed, range(i + 1, min(i + REACH, sentence.last)), words) for i in again)


def _is_well(parsed: Parsed, behind: range, words: Happenings) -> bool:
    """Return whether these tokens, behind who it is, tell "is safe", with "not" nowhere between."""
    said = [parsed.tokens[i].text.lower() for i in behind]
    well = next((n for n, word in enumerate(said) if word in words.unharmed), None)
    return (
        well is not None
        and any(word in ("is", "are", "was", "were") for word in said[:well])
        and not {"not", "n't", "no"} & set(said[:well])
    )
