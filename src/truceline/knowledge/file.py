"""File: one file of knowledge as the noun that its shape is declared by."""

from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from truceline.model.errors import BadKnowledge

T = TypeVar("T")


def read_file(directory: Path, name: str, kind: type[T]) -> T:
    """Return what a YAML file holds.

    Args:
        directory: where it lies.
        name: its name.
        kind: its shape.

    Raises:
        BadKnowledge: it is no YAML, or has another shape; the message begins with its name.
    """
    try:
        text = (directory / name).read_text(encoding="utf-8")
        return msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader), kind)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BadKnowledge(f"{name}: {error}") from error
