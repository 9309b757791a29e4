"""Network: actors and how they stand to each other, for the drawing."""

from collections.abc import Iterable
from typing import Any

from truceline.export.relations import kind_words, stretch_words
from truceline.model.standing import RelationShown
from truceline.web.links import Links
from truceline.web.masked import Names

# Kinds of relation in which two stand against each other; all others join them.
AGAINST = frozenset({"fights", "breaks with", "accuses", "denies", "condemns", "threatens"})
# Places behind one line: what is told hundreds of times is not read one by one from a drawing.
_MOST = 40


def graph(relations: Iterable[RelationShown], names: Names, to: Links) -> dict[str, list[dict[str, Any]]]:
    """Return nodes and edges as the drawing library takes them, with where each leads and what it opens."""
    shown = list(relations)
    actors = {id_: name for one in shown for id_, name in ((one.a, one.a_name), (one.b, one.b_name))}
    nodes = [
        {
            "data": {
                "id": names.called(id_),
                "label": names.mask(name),
                "href": names.mask(to.noun("actor", id_) or ""),
            }
        }
        for id_, name in sorted(actors.items())
    ]
    return {"nodes": nodes, "edges": [_edge(one, names) for one in shown]}


def _edge(one: RelationShown, names: Names) -> dict[str, Any]:
    words = f"{one.a_name} {kind_words(one.kind)} {one.b_name}, {stretch_words(one)}"
    return {
        "data": {
            "id": one.id,
            "source": names.called(one.a),
            "target": names.called(one.b),
            "label": kind_words(one.kind),
            "words": names.mask(words),
            "at": " ".join(f"{span.doc}:{span.start}-{span.end}" for span in one.evidence[:_MOST]),
            "first": one.first.isoformat() if one.first else None,
            "weight": max(one.independent, 1),
            "against": one.kind in AGAINST,
            "mutual": one.mutual,
        }
    }
