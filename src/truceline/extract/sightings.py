"""Sightings: what a reporter saw on the spot, and tells of in no words of saying: "an agency photographer saw the wounded"."""

from collections.abc import Iterator

from truceline.extract.cues import Draft
from truceline.extract.scene import Scene
from truceline.model.parsed import Parsed
from truceline.model.statement import Statement

SEEING = frozenset(("see", "witness"))
ONLOOKERS = frozenset(
    ("photographer", "correspondent", "reporter", "journalist", "cameraman", "videographer", "stringer")
)
FINITE = ("VBD", "VBZ", "VBP")
HAVE = frozenset(("have", "has", "had"))


def sighting_cues(parsed: Parsed) -> Iterator[Draft]:
    """Yield a draft for each clause in which a reporter sees something: who was there confirms that it happened."""
    for v, token in enumerate(parsed.tokens):
        if token.lemma not in SEEING or not _is_told(parsed, v):
            continue
        who = [i for i in parsed.children(v, "nsubj") if parsed.tokens[i].lemma in ONLOOKERS]
        if who and any(not _is_none(parsed, i) for i in parsed.children(v, "dobj", "ccomp")):
            content = frozenset(j for j in parsed.subtree(v) if j > v and j not in parsed.subtree(who[0]))
            yield Draft(v, frozenset((v,)), content, who[0], "confirms", "object")


def _is_told(parsed: Parsed, v: int) -> bool:
    """Return whether it was seen: "saw", "has seen", and neither "did not see" nor "could see"."""
    if parsed.children(v, "neg"):
        return False
    helping = {parsed.tokens[i].text.lower() for i in parsed.children(v, "aux")}
    return helping <= HAVE if helping else parsed.tokens[v].tag in FINITE


def _is_none(parsed: Parsed, i: int) -> bool:
    """See "saw no fighters": that tells of nothing."""
    return any(parsed.tokens[c].text.lower() == "no" for c in parsed.children(i, "det"))


def is_sighting(scene: Scene, statement: Statement) -> bool:
    """Return whether a statement is what a reporter saw."""
    seen = (scene.parsed.tokens[i].lemma in SEEING for i in scene.tokens_of(statement.cue))
    return statement.stance == "confirms" and any(seen)


def is_onlooker(scene: Scene, statement: Statement) -> bool:
    """Return whether a reporter speaks who may have been there: "an agency correspondent said"; not one who works for a side."""
    agency = scene.cast.actors.get(statement.speaker.actor or "") if statement.speaker else None
    if agency is not None and agency.speaks_for:
        return False
    words = statement.speaker.words if statement.speaker else None
    return words is not None and any(
        scene.parsed.tokens[i].lemma in ONLOOKERS for i in scene.tokens_of((words,))
    )
