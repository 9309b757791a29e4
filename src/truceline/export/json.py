"""Nouns to JSON: the keys are the fields of `model/record.py`, which `docs/record.md` explains one by one."""

from collections.abc import Iterable, Iterator

import msgspec


def encode(value: object) -> str:
    """Return the noun, or a list of them, as indented JSON, keys in the order in which the noun declares them."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def encode_each(nouns: Iterable[object]) -> Iterator[str]:
    """Yield a list of nouns as `encode` writes it, noun by noun: that of a large record does not fit in memory."""
    told = iter(nouns)
    first = next(told, None)
    if first is None:
        yield "[]"
        return
    yield "[\n"
    yield _indented(first)
    for noun in told:
        yield ",\n"
        yield _indented(noun)
    yield "\n]"


def _indented(noun: object) -> str:
    return "  " + encode(noun).replace("\n", "\n  ")
