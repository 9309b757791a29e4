"""How the data dictionary writes the type of a key, taken from the hint in the code."""

import datetime
import types
from typing import Literal, Union, get_args, get_origin, get_type_hints

import msgspec

PLAIN = {str: "text", bool: "true or false", float: "number", int: "whole number", datetime.date: "date"}


def is_noun(hint):
    """Return whether a hint is one of our frozen structs."""
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def type_words(hint):
    """Return a hint in the words of the dictionary: "list of [Span](#span)", "whole number, or null"."""
    if get_origin(hint) in (Union, types.UnionType):
        return ", or ".join(
            [*(type_words(one) for one in get_args(hint) if one is not types.NoneType), "null"]
        )
    if get_origin(hint) is tuple:
        return f"list of {type_words(get_args(hint)[0])}"
    if get_origin(hint) is Literal:
        return "word"
    return f"[{hint.__name__}](#{hint.__name__.lower()})" if is_noun(hint) else PLAIN[hint]


def parts(hint):
    """Yield a hint and all that it is made of."""
    yield hint
    for one in get_args(hint):
        yield from parts(one)


def nouns_within(noun):
    """Return a noun and every noun that its keys hold, however deep."""
    found, waiting = set(), [noun]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [
                part for hint in get_type_hints(one).values() for part in parts(hint) if is_noun(part)
            ]
    return found


def literals(hint):
    """Return every word that a hint allows."""
    return {word for part in parts(hint) if get_origin(part) is Literal for word in get_args(part)}


def fields(noun):
    """Return the keys of a noun with the words of their types, in order."""
    hints = get_type_hints(noun)
    return [(field.encode_name, type_words(hints[field.name])) for field in msgspec.structs.fields(noun)]
