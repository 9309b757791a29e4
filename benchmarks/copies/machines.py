"""What software makes of a report: words swapped by rule, names and numbers kept."""

import re
from collections.abc import Callable
from random import Random

from benchmarks.copies.sentences import sentences
from benchmarks.copies.words import mates

# Words in small letters that do not follow a mark inside a word: names, numbers and "al-Zor" stay.
SMALL = re.compile(r"(?<![\w'’-])[a-z]+(?![\w'’-])")
ARTICLE = re.compile(r"\b(the|a|an) (?=[a-z]{4,})")
CLAUSE = re.compile(
    r"(?P<first>.{15,}?),? (?P<link>after|when|while|because|as|and|but) (?P<second>.{15,}?)(?P<end>[.!?])"
)
LOOKALIKES = str.maketrans("aeopc", "аеорс")
LONG = 5
# One in so many of the words or places is changed.
LETTERS_EVERY = 4
LOOKALIKES_EVERY = 3
ADJECTIVES_EVERY = 2


def synonyms(text: str, other: str, rng: Random) -> str:
    """Swap words for mates of nearly the same sense."""
    return _swapped(text, "synonyms", rng)


def thesaurus(text: str, other: str, rng: Random) -> str:
    """Swap words for mates of any sense."""
    return _swapped(text, "thesaurus", rng)


def function_words(text: str, other: str, rng: Random) -> str:
    """Swap the little words between the others."""
    return _swapped(text, "function_words", rng)


def letters(text: str, other: str, rng: Random) -> str:
    """Misspell one long word in four: two letters change places, or one is doubled or lost."""
    return _each(text, rng, LETTERS_EVERY, lambda word: _misspelled(word, rng) if len(word) >= LONG else word)


def lookalikes(text: str, other: str, rng: Random) -> str:
    """Put letters of another alphabet that look the same into one word in three."""
    return _each(text, rng, LOOKALIKES_EVERY, lambda word: word.translate(LOOKALIKES))


def adjectives(text: str, other: str, rng: Random) -> str:
    """Put an adjective behind every second article."""
    found = mates("adjectives")["put_in"]

    def put_in(match: re.Match[str]) -> str:
        return f"{match[0]}{rng.choice(found)} " if rng.randrange(ADJECTIVES_EVERY) == 0 else match[0]

    return ARTICLE.sub(put_in, text)


def order(text: str, other: str, rng: Random) -> str:
    """Turn the two halves of each sentence that has two round; and every second sentence goes before its neighbour."""
    found = [_turned(sentence) for sentence in sentences(text)]
    for number in range(0, len(found) - 1, 2):
        found[number], found[number + 1] = found[number + 1], found[number]
    return " ".join(found)


def articles(text: str, other: str, rng: Random) -> str:
    """Make every "the" an "a"."""
    return re.sub(r"\bthe\b", "a", text)


def mixed(text: str, other: str, rng: Random) -> str:
    """Swap by the careless thesaurus, then the little words, then the articles."""
    for change in (thesaurus, function_words, articles):
        text = change(text, other, rng)
    return text


def _swapped(text: str, table: str, rng: Random) -> str:
    """Swap each word of the table for one mate, the same all through the text."""
    chosen = {word: rng.choice(found) for word, found in sorted(mates(table).items())}
    return SMALL.sub(lambda word: chosen.get(word[0], word[0]), text)


def _each(text: str, rng: Random, every: int, change: Callable[[str], str]) -> str:
    return SMALL.sub(lambda word: change(word[0]) if rng.randrange(every) == 0 else word[0], text)


def _misspelled(word: str, rng: Random) -> str:
    at, way = rng.randrange(1, len(word) - 2), rng.randrange(3)
    if way == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at] * 2 + word[at + 1 :] if way == 1 else word[:at] + word[at + 1 :]


def _turned(sentence: str) -> str:
    found = CLAUSE.fullmatch(sentence)
    if not found:
        return sentence
    first, second = found["first"], found["second"]
    return f"{second[0].upper()}{second[1:]} {found['link']} {first}{found['end']}"
