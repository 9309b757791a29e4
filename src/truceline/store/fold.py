"""Fold words for searching: case, diacritics (Arabic vowel marks too), and letters that are written two ways."""

import unicodedata

# Left out: the tatweel, which only stretches an Arabic word, and the half rings and turned commas with which
# transliterations write ayn and hamza ("Daʿesh").
_SILENT = "\u0640\u02bb\u02bc\u02be\u02bf"
# Letters that Unicode does not take apart, and the two Arabic endings that newsrooms write either way.
_SAME = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "\u0649": "\u064a", "\u0629": "\u0647"}


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


def fold_with_origins(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters the index of the one in `text` that it comes from."""
    folded = [(part, i) for i, character in enumerate(text) for part in _FOLDS[ord(character)]]
    return "".join(part for part, _ in folded), [i for _, i in folded]
