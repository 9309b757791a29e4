"""Spelling-free forms of names: folded letters, consonant skeletons, and how far two spellings are apart.

Only the standard library is used: the build hook loads this file by its path, before anything is installed.
"""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ə": "a",
        "ħ": "h",
    }
)
# Marks that stand for a glottal stop or for nothing; "Ma'arrat", "Ma‘arrat" and "Maarrat" are one spelling.
_MARKS = re.compile(r"['’‘`´ʻʼʾʿʹʺ\"“”]")
_APART = re.compile(r"[^a-z0-9]+")
# The Arabic article, as it is written before the letters that it changes with.
ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "il",
        "ad",
        "ed",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "az",
        "ez",
        "an",
        "en",
        "ath",
    ]
)
# "Ezzor" in "Deir Ezzor": the article has grown together with the word, and doubled its first letter.
_GROWN = re.compile(r"^[aeiu](sh|[tdrzsn])(?=\1)")
_DIGRAPHS = [("sh", "6"), ("ch", "6"), ("ph", "f"), ("dj", "j"), ("q", "k"), ("x", "ks"), ("c", "k")]
_BREATHED = re.compile(r"([kgdtz])h")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = "aeiouyw"
_SOFT = re.compile(f"[{_VOWELS}]+")
# A vowel, an h or a glide is what transcriptions disagree on; another consonant makes another name.
_CHEAP = frozenset("aeiouywh")
# Names with the same consonants are one name asked for in another spelling up to this far: "Raqqa" and "Rakka" lie .40 apart.
ALIKE = 0.4
FEWEST_BONES = 2


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Return the name in small letters without marks, its parts divided by one space: "Dayr az-Zawr", "dayr az zawr"."""
    apart = unicodedata.normalize("NFKD", _MARKS.sub("", name).lower().translate(_LETTERS))
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    return _APART.sub(" ", plain).strip()


def unmarked(name: str) -> str:
    """Return the name without marks, its capitals kept: "Al Mayādīn" gives "Al Mayadin"."""
    apart = unicodedata.normalize("NFKD", _MARKS.sub("", name))
    return "".join(c for c in apart if not unicodedata.combining(c))


def bare(folded: str) -> str:
    """Return the folded name without Arabic articles: "dayr az zawr" gives "dayr zawr"."""
    words = folded.split()
    kept = [word for word in words if word not in ARTICLES] or words
    return " ".join(kept[:1] + [_GROWN.sub("", word) for word in kept[1:]])


@lru_cache(maxsize=1 << 16)
def skeleton(name: str) -> str:
    """Return the consonants that all transcriptions share: "Deir Ezzor" and "Dayr al-Zawr" both give "drzr".

    An opening vowel is kept as "a", so that a name does not lose its beginning.
    """
    words = bare(fold(name)).split()
    consonants = "".join(_consonants(word) for word in words)
    opens = words and words[0][0] in "aeiou"
    return ("a" if opens else "") + consonants


def _consonants(word: str) -> str:
    word = sounded(word)
    opening = word[0] if word[0] in "yw" else ""
    return opening + _SOFT.sub("", word[:-1] if word.endswith("h") and len(word) > 2 else word)


def distance(a: str, b: str) -> float:
    """Return how far two folded spellings are apart, as a share of the longer: 0.0 is the same, 1.0 nothing shared.

    Vowels, h and glides count half.
    """
    if a == b:
        return 0.0
    row = [0.0]
    for c in b:
        row.append(row[-1] + _cost(c))
    for c in a:
        row = _next_row(row, c, b)
    return row[-1] / max(len(a), len(b))


def alike(a: str, b: str) -> bool:
    """Return whether two names can be two spellings of one: "Deir Ezzor" and "Dayr al-Zawr", "Homs" and "Hims"."""
    if fold(a) == fold(b):
        return True
    bones = skeleton(a)
    near = distance(bare(fold(a)), bare(fold(b))) <= ALIKE
    return len(bones) >= FEWEST_BONES and bones == skeleton(b) and near


def _next_row(row: list[float], c: str, other: str) -> list[float]:
    cost = _cost(c)
    out = [row[0] + cost]
    for j, d in enumerate(other):
        swap = 0.0 if c == d else max(cost, _cost(d))
        out.append(min(row[j] + swap, row[j + 1] + cost, out[-1] + _cost(d)))
    return out


def _cost(c: str) -> float:
    return 0.5 if c in _CHEAP else 1.0


@lru_cache(maxsize=1 << 16)
def sounded(word: str) -> str:
    """Return one folded word as it sounds, with its vowels: "qaida" gives "kaida", "jaysh" and "jaych" "jay6"."""
    plain = _BREATHED.sub(r"\1", word)
    for written, sound in _DIGRAPHS:
        plain = plain.replace(written, sound)
    return _DOUBLED.sub(r"\1", plain)
