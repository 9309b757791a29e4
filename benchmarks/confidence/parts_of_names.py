"""English words that are parts of names: "Bo Rivera", "Santa Rosa", "La Villa", "M-19".

The language library lists names among its nouns, so that a word counts as English in "Bo Rivera" too. It is taken for a part of
a name where it stands beside a word that is no English word, is itself only a noun and none that newspapers use often, and some
town in the world is called so.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

GIVEN_NAMES = Path(__file__).parent / "given_names.txt"
# What opens a name in Spanish and is in English text nothing else; the word behind it belongs to the name.
ARTICLES = ("LA", "EL", "LAS", "LOS")
OPENERS = (*ARTICLES, "SAN", "SANTA", "SANTO")
# Inside a name they are small: "Celina de Gomez".
PARTICLES = ("DE", "DEL", "Y")
# "M-19", "UC-PLF": a letter before a number, and what hangs on an acronym.
LETTERED = re.compile(r"\b[A-Z](?=-\d)")


def parts_of_names(
    words: Sequence[re.Match[str]],
    text: str,
    is_word: Callable[[str], bool],
    may_be_name: Callable[[str], bool],
) -> Iterator[int]:
    """Yield the places in the text of the words that are parts of names, and count as English.

    Args:
        words: the words of the text, in capitals.
        text: the whole.
        is_word: whether a word in small letters is English.
        may_be_name: whether an English word in small letters can be a name too.
    """
    foreign = [not is_word(word[0].lower()) and word[0] not in PARTICLES for word in words]
    for n, word in enumerate(words):
        before = n > 0 and text[words[n - 1].end() : word.start()] == " "
        after = n + 1 < len(words) and text[word.end() : words[n + 1].start()] == " "
        opened = before and words[n - 1][0] in OPENERS
        opening = word[0] in OPENERS and after
        beside = (before and foreign[n - 1]) or (after and foreign[n + 1])
        # "Oscar Rivera": both are words; a given name and what may be a name make one.
        beside = beside or (after and _make_name(word[0], words[n + 1][0], may_be_name))
        if opened or opening or (beside and may_be_name(word[0].lower())):
            # "Oscar Rivera Bo": a name leads to the next.
            foreign[n] = True
            yield word.start()


@cache
def given_names() -> frozenset[str]:
    """Return the given names that are English words too, in small letters."""
    lines = GIVEN_NAMES.read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def _make_name(first: str, second: str, may_be_name: Callable[[str], bool]) -> bool:
    return first.lower() in given_names() and second not in ARTICLES and may_be_name(second.lower())
