"""Fold words for searching: case, diacritics (Arabic vowel marks too), and letters that are written two ways."""

import itertools
import unicodedata

# Left out: the tatweel, which only stretches an Arabic word, and the half rings and turned commas with which
# transliterations write ayn and hamza ("Daʿesh").
_SILENT = "\u0640\u02bb\u02bc\u02be\u02bf"
# Letters that Unicode does not take apart, and the two Arabic endings that newsrooms write either way.
_SAME = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "\u0649": "\u064a", "\u0629": "\u0647"}

# Characters folded at a time when one is looked for: a list of where each comes from would fill the memory for a report
# of 50 MB.
_BLOCK = 4096


def _fold_character(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character.casefold())
    kept = (part for part in parts if part not in _SILENT and unicodedata.category(part) not in ("Mn", "Cs"))
    return "".join(_SAME.get(part, part) for part in kept)


class _Folds(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Return the text folded: "Alép" and "ALEP" give one word, a vocalised Arabic name its plain spelling."""
    return text.translate(_FOLDS)


def origin(text: str, index: int) -> int:
    """Return where in `text` the character stands that became character `index` of the folded text.

    Raises:
        IndexError: the folded text is not so long.
    """
    for block in range(0, len(text), _BLOCK):
        length = len(fold(text[block : block + _BLOCK]))
        if index < length:
            ends = itertools.accumulate(len(fold(character)) for character in text[block : block + _BLOCK])
            return block + next(i for i, end in enumerate(ends) if index < end)
        index -= length
    raise IndexError(f"{index} characters after the end of the folded text")
