"""Document -> Parsed; the only room that knows the language library."""

from truceline.parse.parse import parse

__all__ = ["parse"]
