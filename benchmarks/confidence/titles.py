"""Titles that newspapers write with a capital before a name: "President Bo Quorvax", "Attorney General Quorvax", "Dr. Bo"."""

import re
from collections.abc import Iterator, Sequence

TITLES = frozenset(
    (
        "PRESIDENT", "PREMIER", "CHANCELLOR", "MINISTER", "SENATOR", "DEPUTY", "GOVERNOR", "MAYOR", "AMBASSADOR", "CONSUL", "JUDGE",
        "MAGISTRATE", "JUSTICE", "PROFESSOR", "KING", "QUEEN", "PRINCE", "POPE", "CARDINAL", "ARCHBISHOP", "BISHOP", "MONSIGNOR",
        "FATHER", "REVEREND", "DON", "DONA", "MARSHAL", "GENERAL", "COLONEL", "MAJOR", "CAPTAIN", "LIEUTENANT", "SERGEANT", "CORPORAL",
        "ADMIRAL", "COMMANDER",
    )
)  # fmt: skip
# These may have a point behind them, and a name behind that.
SHORT = frozenset(("MSGR", "DR", "MR", "MRS", "MS", "GEN", "COL", "MAJ", "CAPT", "LT", "SGT"))
# "Attorney General", "Foreign Minister", "Vice President": with the title that follows they are one.
BEFORE = frozenset(
    (
        "PRIME", "VICE", "FOREIGN", "DEFENSE", "DEFENCE", "INTERIOR", "JUSTICE", "FINANCE", "LABOR", "LABOUR", "HEALTH", "EDUCATION",
        "ATTORNEY", "LIEUTENANT", "MAJOR", "BRIGADIER", "REAR", "FIELD", "DEPUTY", "STATE",
    )
)  # fmt: skip


def titles_before_names(words: Sequence[re.Match[str]], text: str, cased: Sequence[str]) -> Iterator[int]:
    """Yield the places of the titles that stand straight before a name, and of what is one with such a title.

    Args:
        words: the words of the text, in capitals.
        text: the whole.
        cased: its characters, in upper and lower case but for the titles.
    """
    capital: set[int] = set()
    for n in range(len(words) - 2, -1, -1):
        word, after = words[n], words[n + 1]
        between = text[word.end() : after.start()]
        if between != " " and not (between == ". " and word[0] in SHORT):
            continue
        titled = n + 1 in capital and word[0] in BEFORE
        named = word[0] in TITLES | SHORT and (n + 1 in capital or _is_name(cased, after))
        # "His father Bo" is no priest.
        owned = n > 0 and words[n - 1][0] in ("HIS", "HER", "THEIR", "WHOSE")
        if (titled or named) and not owned:
            capital.add(n)
            yield word.start()


def _is_name(cased: Sequence[str], word: re.Match[str]) -> bool:
    """Return whether the word is written as a name; an acronym behind a title is who he is of."""
    first, second = cased[word.start()], cased[word.start() + 1 : word.start() + 2]
    return first.isupper() and not (second and second[0].isupper())
