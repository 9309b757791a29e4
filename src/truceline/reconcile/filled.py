"""Filled: the words of a reason, with what stands in their gaps."""

from collections.abc import Iterable

# So many words of what is shared are shown.
MOST_SHOWN = 6


def filled(words: str, values: Iterable[object]) -> str:
    """Return "names: a, b" for "names: {}"; of a set the first few, sorted."""
    return words.format(*map(_listed, values))


def _listed(value: object) -> object:
    return ", ".join(sorted(value)[:MOST_SHOWN]) if isinstance(value, frozenset) else value
