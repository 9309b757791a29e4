"""Nouns to JSON: the keys are the fields of `model/record.py`, which `docs/record.md` explains one by one."""

import msgspec


def encode(value: object) -> str:
    """Return the noun, or a list of them, as indented JSON, keys in the order in which the noun declares them."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
