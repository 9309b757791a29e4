"""Private: words that tell a victim, a witness or a relative from those who hold an office."""

from pathlib import Path

import msgspec

from truceline.knowledge.file import read_file

FILE = "private.yml"


class Private(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`kin` and `trades` stand beside a name, `lived` is what "who" did, `of` are nouns before "of" and a name.

    `grounds` are verbs of harm that take ground too.
    """

    kin: frozenset[str]
    trades: frozenset[str]
    lived: frozenset[str]
    of: frozenset[str]
    grounds: frozenset[str]


def load_private(directory: Path) -> Private:
    """Read private.yml.

    Raises:
        BadKnowledge: it has a field that is not known, or lacks one.
    """
    return read_file(directory, FILE, Private)
