"""Languages by their codes: what they are called, and which words give English away."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import yaml


class Languages(msgspec.Struct, frozen=True):
    """The words of `languages.yml`: names by ISO 639-1 code, and the codes of the detector that are none."""

    names: Mapping[str, str]
    codes: Mapping[str, str]
    english_words: frozenset[str]

    def code(self, label: str) -> str:
        """Return the ISO 639-1 code for a label of the detector; its own where the language has none."""
        return self.codes.get(label, label)


@cache
def load_languages() -> Languages:
    """Load the languages, once in a process: no record brings its own."""
    path = Path(__file__).with_name("languages.yml")
    return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Languages)


def language_name(code: str) -> str:
    """Return what a language is called in English; its code where it has no name here."""
    return load_languages().names.get(code, code)
