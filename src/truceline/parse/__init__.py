"""Document -> Parsed; the only room that knows the language library."""

from truceline.parse.parse import parse
from truceline.parse.patches import patches

__all__ = ["parse", "patches"]
