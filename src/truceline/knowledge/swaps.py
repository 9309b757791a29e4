"""What word-swapping software does to the English of war reports, how it shows, and what it stood for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from truceline.knowledge.common_words import CommonWords, load_common_words
from truceline.knowledge.signs import lacks_the
from truceline.model.errors import BadKnowledge

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_ARTICLE = re.compile(r"\b(?:(the)|an?)\b", re.IGNORECASE)
_SMALL_ARTICLE = re.compile(r"\b(?:(the)|an?)\b")

# 938 clean articles: the lowest ratio of "the" to "a" and "an" is .47, the mean 2.4; a report run through a swapper that
# turns "the" into "a" has .09. How many articles are enough to tell is a matter of chance: see `lacks_the`.
LOWEST_ARTICLE_RATIO = 0.3
# With a broken phrase beside them fewer articles are enough: of 3,599 reports of shootings, 758 of a war and 84 of
# politics none has both.
FEWEST_ARTICLES_BESIDE_BROKEN = 12
# "A army": people slip once at most in 5,900 texts; who turns "the" into "a" leaves it before one vowel in five.
FEWEST_BEFORE_VOWEL = 2
# Distinct broken phrases.  No real report of 758 has more than 1; one is a slip or a translator.
FEWEST_BROKEN = 3
# Bare official names, and bare names with adjectives out of place taken together.
FEWEST_BARE = 3


class Swapped(NamedTuple):
    """A stretch of text that a swapper has changed: where, what stands there, and what stood there."""

    start: int
    end: int
    words: str
    back: str


class Swaps(msgspec.Struct, frozen=True):
    """The words of `swaps.yml`, ready to be asked.

    `pairs` leads from a broken pair of words to the pair it was made from; `official` from a long name to the short one.
    """

    pairs: Mapping[tuple[str, str], str]
    odd: tuple[tuple[re.Pattern[str], str], ...]
    official: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]
    article_before: re.Pattern[str]
    country_adjective: re.Pattern[str]
    country_adjective_back: str
    country_short: re.Pattern[str]
    words: Mapping[str, str]
    contexts: tuple[tuple[re.Pattern[str], str], ...]
    articles: tuple[re.Pattern[str], ...]
    before_vowel: re.Pattern[str]
    little: frozenset[str]
    bookish: frozenset[str]
    common: CommonWords

    def missing_articles(self, text: str) -> float | None:
        """Return how many "the" stand for each "a" or "an" where that shows a swapper; None where people may write so."""
        found = _ARTICLE.findall(text)
        definite = sum(bool(the) for the in found)
        ratio = definite / max(len(found) - definite, 1)
        if ratio < LOWEST_ARTICLE_RATIO and len(found) >= FEWEST_ARTICLES_BESIDE_BROKEN and self.broken(text):
            return ratio
        small = _SMALL_ARTICLE.findall(text)
        kept = sum(bool(the) for the in small)
        return kept / max(len(small) - kept, 1) if lacks_the(kept, len(small) - kept) else None

    def wrong_articles(self, text: str) -> list[str]:
        """Return each "a" before a vowel with its word, where there are too many for slips."""
        found = self.before_vowel.findall(text)
        return found if len(found) >= FEWEST_BEFORE_VOWEL else []

    def broken(self, text: str) -> list[Swapped]:
        """Return the set phrases that have a mate of a word in its place ("atmosphere strikes"), in order."""
        found: list[Swapped] = []
        for first, second in pairwise(_WORD.finditer(text)):
            back = self.pairs.get((first.group().lower(), second.group().lower()))
            if back and text[first.end() : second.start()] in (" ", "-", "\xa0"):
                found.append(_swapped(text, first.start(), second.end(), back))
        found += (
            _swapped(text, *odd.span(), back) for shape, back in self.odd for odd in shape.finditer(text)
        )
        return sorted(found)

    def bare(self, text: str) -> list[Swapped]:
        """Return long official names without their article, and adjectives of countries out of place.

        Only where the short form stands in the same text: a writer uses one form, a swapper leaves both.
        """
        found: list[Swapped] = []
        for long, short, back in self.official:
            if short.search(text):
                found += (
                    _swapped(text, *name.span(), back)
                    for name in long.finditer(text)
                    if self._is_bare(text, name.start())
                )
        if self.country_short.search(text):
            back = self.country_adjective_back
            found += (_swapped(text, *name.span(), back) for name in self.country_adjective.finditer(text))
        return sorted(found)

    def restore(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, replacement) for what a swapper changed, in order and without overlaps.

        A text that shows no signs gives nothing. Which words are put back depends on the signs that it shows: "approach"
        is "way" only in the output of a program that swaps every word.
        """
        found = self.bare(text)
        if len(found) < FEWEST_BARE:
            found = []
        broken = self.broken(text)
        few_definite = self.missing_articles(text) is not None or bool(self.wrong_articles(text))
        if few_definite or len({swap.back for swap in broken}) >= FEWEST_BROKEN:
            found += [*broken, *self._single(text)]
        if few_definite:
            found += (
                _swapped(text, *article.span(1), "the")
                for shape in self.articles
                for article in shape.finditer(text)
            )
        return [(swap.start, swap.end, swap.back) for swap in _disjoint(found) if swap.words != swap.back]

    def _is_bare(self, text: str, start: int) -> bool:
        return self.article_before.search(text[max(0, start - 24) : start]) is None

    def _single(self, text: str) -> Iterator[Swapped]:
        for shape, back in self.contexts:
            for found in shape.finditer(text):
                yield _swapped(text, *found.span(1 if shape.groups else 0), back)
        for word in _WORD.finditer(text):
            # A word with a capital inside a sentence is a name.
            plain = self.words.get(word.group().lower())
            if plain and (word.group().islower() or _opens(text, word.start())):
                yield _swapped(text, *word.span(), plain)


def load_swaps(directory: Path) -> Swaps:
    """Load `swaps.yml`.

    Raises:
        BadKnowledge: a list is missing, an expression cannot be compiled, or a set phrase has no mates.
    """
    path = directory / "swaps.yml"
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        return Swaps(
            pairs=_pairs(raw["set_phrases"], raw["mates"], raw["legitimate"]),
            odd=tuple(
                (re.compile(rf"\b(?:{shape})\b", re.IGNORECASE), back)
                for shape, back in raw["odd_phrases"].items()
            ),
            official=tuple(_official(raw["official"])),
            article_before=re.compile(raw["article_before"], re.IGNORECASE),
            country_adjective=re.compile(raw["country_adjective"]),
            country_adjective_back=raw["country_adjective_back"],
            country_short=re.compile(raw["country_short"]),
            words={word: back for word, back in raw["words"].items() if word != back},
            contexts=tuple((re.compile(shape, re.IGNORECASE), back) for shape, back in raw["contexts"]),
            articles=tuple(re.compile(shape, re.IGNORECASE) for shape in raw["articles"]),
            before_vowel=re.compile(raw["before_vowel"]),
            little=frozenset(raw["little_words"].split()),
            bookish=frozenset(raw["bookish_words"].split()),
            common=load_common_words(directory),
        )
    except (KeyError, ValueError, re.error) as error:
        raise BadKnowledge(f"{path.name}: {error}") from error


def _official(raw: dict[str, list[str]]) -> Iterator[tuple[re.Pattern[str], re.Pattern[str], str]]:
    for short, names in raw.items():
        long = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b(?!['’]s?\b)")
        yield long, re.compile(rf"\b{re.escape(short)}\b(?! Today| Times| TV)"), short


def _pairs(
    phrases: list[str], mates: dict[str, list[str]], legitimate: list[str]
) -> dict[tuple[str, str], str]:
    plain = {" ".join(pair) for phrase in [*phrases, *legitimate] for pair in _forms(phrase, {})}
    made: dict[tuple[str, str], str] = {}
    for phrase in phrases:
        first, second = phrase.split(" ")
        if first not in mates and second not in mates:
            raise ValueError(f"set phrase without mates: {phrase}")
        for pair, back in _forms(phrase, mates).items():
            if " ".join(pair) not in plain:
                made.setdefault(pair, back)
    return made


def _forms(phrase: str, mates: Mapping[str, list[str]]) -> dict[tuple[str, str], str]:
    """Return each way to fill the two places, singular and plural, with the pair it stands for."""
    first, second = phrase.split(" ")
    seconds = {
        form: plain for mate in [second, *mates.get(second, ())] for form, plain in _numbers(mate, second)
    }
    return {
        (one, two): f"{first} {plain}"
        for one in [first, *mates.get(first, ())]
        for two, plain in seconds.items()
    }


def _numbers(word: str, stands_for: str) -> Iterable[tuple[str, str]]:
    if stands_for.endswith("s"):
        return [(word, stands_for), (_plural(word), stands_for)]
    return [(word, stands_for), (_plural(word), _plural(stands_for))]


def _plural(word: str) -> str:
    if word.endswith(("s", "sh", "ch", "x")):
        return word if word.endswith("s") else f"{word}es"
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"


def _opens(text: str, start: int) -> bool:
    """Return whether the word at `start` opens a sentence or a quotation."""
    before = text[max(0, start - 3) : start].rstrip(" \xa0")
    return not before or before[-1] in ".!?\n“\"”’'("


def _swapped(text: str, start: int, end: int, back: str) -> Swapped:
    words = text[start:end]
    # "the" for "A" keeps its capital; a name in the replacement keeps its own.
    return Swapped(start, end, words, back[0].upper() + back[1:] if words[0].isupper() else back)


def _disjoint(found: Iterable[Swapped]) -> list[Swapped]:
    """Return the longest that do not overlap, in the order of the text."""
    kept: list[Swapped] = []
    taken: set[int] = set()
    for swap in sorted(found, key=lambda swap: (swap.start - swap.end, swap.start)):
        if taken.isdisjoint(range(swap.start, swap.end)):
            taken.update(range(swap.start, swap.end))
            kept.append(swap)
    return sorted(kept)
