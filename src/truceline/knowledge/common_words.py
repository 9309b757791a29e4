"""How common English words are in newspapers: a few bands, from general knowledge of the language."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
import yaml

from truceline.model.errors import BadKnowledge

# From the rarest band that is listed to the commonest; a word that is not listed has band 0.
BANDS = ("sometimes", "often", "everywhere", "commonest")
# A slip of the fingers in a shorter word is often another word ("for", "form", "from").
SHORTEST_SPELLED = 5
_VOWELS = "aeiou"


class CommonWords(msgspec.Struct, frozen=True):
    """The words of `common_words.yml` with their inflections, and how they are misspelled.

    `bands` gives each word its band, 1 to 4; `slips` leads from what a slip makes of a common word to the word.
    """

    bands: Mapping[str, int]
    slips: Mapping[str, str]

    def band(self, word: str) -> int:
        """Return how common a word in small letters is: 0 is not listed, 4 the commonest."""
        return self.bands.get(word, 0)


def load_common_words(directory: Path) -> CommonWords:
    """Load `common_words.yml`.

    Raises:
        BadKnowledge: a band is missing.
    """
    path = directory / "common_words.yml"
    raw: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    bands: dict[str, int] = {}
    try:
        listed = [(number, raw[name].split()) for number, name in enumerate(BANDS, start=1)]
    except KeyError as error:
        raise BadKnowledge(f"{path.name}: no band {error}") from error
    for number, words in listed:
        for word in words:
            for form in (word, *_inflected(word)):
                bands[form] = max(number, bands.get(form, 0))
    return CommonWords(bands, dict(_misspelled(word for _, words in listed for word in words)))


def _misspelled(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each slip that makes no other listed word, with the word that was meant."""
    listed = list(words)
    forms = {form for word in listed for form in (word, *_inflected(word))}
    meant = [word for word in listed if len(word) >= SHORTEST_SPELLED]
    long = {form for one in meant for form in (one, *_inflected(one))}
    for word in sorted(long):
        yield from ((slip, word) for slip in _slips(word) if slip not in forms)


def _slips(word: str) -> Iterator[str]:
    """Yield what becomes of a word where two letters change places, or one is struck twice or not at all."""
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        yield word[:at] + word[at] * 2 + word[at + 1 :]
        yield word[:at] + word[at + 1 :]


def _inflected(word: str) -> Iterator[str]:
    """Yield the regular forms of a word; some of them are no words, which does no harm."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        yield from (f"{word[:-1]}{end}" for end in ("ies", "ied", "ily", "ier", "iest"))
        yield f"{word}ing"
    elif word.endswith("e"):
        yield from (f"{word}{end}" for end in ("s", "d", "r", "ly"))
        yield f"{word[:-1]}ing"
    else:
        yield from (f"{word}{end}" for end in ("s", "es", "ed", "ing", "er", "ly"))
        yield from (f"{word}{word[-1:]}{end}" for end in ("ed", "ing", "er"))
