"""Signs that software leaves in single words: letters of two alphabets, slips of no hand, bookish little words."""

import re
from collections import Counter
from collections.abc import Iterable
from math import exp, log

from truceline.knowledge.common_words import CommonWords

# Words in small letters that stand by themselves: no names, and no half of "al-Zor".
_SMALL = re.compile(r"(?<![\w'’-])[a-z]+(?![\w'’-])")
_TWO_ALPHABETS = re.compile(r"\b\w*(?:[A-Za-z][Ͱ-ϿЀ-ӿ]|[Ͱ-ϿЀ-ӿ][A-Za-z])\w*")

# All three were looked for in 5,900 real texts: 758 reports of a war, 84 of politics, 3,599 of shootings, 1,490 of an older
# war in capitals. No text of them has one word of two alphabets.
FEWEST_TWO_ALPHABETS = 3
# Hands slip in .016 of the words at most (where a page repeats its own slip); a program that does it by rule in .02 and more.
MISSPELLED = 0.02
FEWEST_MISSPELLED = 4
# Little words ("of", "in", "but") are .28 of the small letters' words and more in every whole report; bookish ones ("upon",
# "amid", "whilst") .025 at most. None has at once fewer than .30 of the first and .015 of the second; one has .01.
LITTLE = 0.3
BOOKISH = 0.015
FEWEST_BOOKISH = 2
FEWEST_WORDS = 60
# Of the lower-case articles a third and more are "the" (.18 of 45 in the oddest report: one in a hundred by chance).
THE_SHARE = 0.35
THE_CHANCE = 0.001


def two_alphabets(text: str) -> list[str]:
    """Return the words in which letters of another alphabet pass for Latin ones, where so many are no accident."""
    found = list(dict.fromkeys(_TWO_ALPHABETS.findall(text)))
    return found if len(found) >= FEWEST_TWO_ALPHABETS else []


def misspelled(text: str, common: CommonWords) -> list[str]:
    """Return the misspelled common words of a text, where a program must have misspelled them."""
    words = _SMALL.findall(text)
    found = [word for word in dict.fromkeys(words) if word in common.slips and not common.band(word)]
    return found if len(found) >= max(FEWEST_MISSPELLED, MISSPELLED * len(words)) else []


def bookish(text: str, little: frozenset[str], rare: frozenset[str]) -> list[str]:
    """Return the bookish little words of a text in which they have driven out the common ones."""
    words = Counter(_SMALL.findall(text))
    whole = words.total()
    found = [word for word in words if word in rare]
    if whole < FEWEST_WORDS or len(found) < FEWEST_BOOKISH:
        return []
    few = _share(words, little) <= LITTLE and _share(words, rare) >= BOOKISH
    return found if few else []


def lacks_the(definite: int, indefinite: int) -> bool:
    """Return whether so few "the" beside so many "a" and "an" are no chance."""
    whole = definite + indefinite
    share = definite / whole if whole else 1.0
    if share >= THE_SHARE:
        return False
    # Chernoff's bound of the chance that of so many articles so few are "the".
    far = (1 - share) * log((1 - share) / (1 - THE_SHARE)) + (share and share * log(share / THE_SHARE))
    return exp(-whole * far) < THE_CHANCE


def _share(words: Counter[str], listed: Iterable[str]) -> float:
    return sum(words[word] for word in listed) / words.total()
