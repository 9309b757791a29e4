"""A record's own knowledge: what it brings of its own world, kept in it as judgements."""

import gc
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from truceline.knowledge.load import OWN_FILES, Knowledge, load
from truceline.knowledge.outlet_lines import ACCEPTED, FILE
from truceline.model.errors import BadKnowledge
from truceline.model.judgement import Judgement

Own = tuple[tuple[str, str], ...]
FOLDER = "knowledge"


def own_knowledge(judgements: Iterable[Judgement]) -> Own:
    """Return the knowledge files that a record brings, by name: the last accepted text of each.

    An older version took files of any name; those that mean nothing are passed over.
    """
    files = {j.left: j.payload for j in judgements if j.kind == "knowledge" and j.left in OWN_FILES}
    return tuple(sorted(files.items()))


def accept(folders: Iterable[Path], own: Own) -> list[Judgement]:
    """Return the judgements that make the files of these folders a record's own; those it has already are left out.

    Raises:
        BadKnowledge: a file contradicts itself or what is known, or has a name that means nothing.
    """
    accepted, new = dict(own), []
    for folder in folders:
        for path in sorted(folder.glob("*.yml")):
            if path.name == ACCEPTED:
                raise BadKnowledge(
                    f"own {path.name}: lines are accepted in the record; a folder tells them in {FILE}"
                )
            text = path.read_text("utf-8")
            if accepted.get(path.name) != text:
                accepted[path.name] = text
                load(accepted)
                new.append(
                    Judgement("knowledge", path.name, "", "accepted", "added with the reports", payload=text)
                )
    return new


@cache
def known(own: Own) -> Knowledge:
    """Load the knowledge with a record's own beside it, once in a process.

    The garbage collector would walk all of it again and again, and it is never garbage: it is told to leave it alone.
    """
    found = load(dict(own))
    gc.freeze()
    return found
