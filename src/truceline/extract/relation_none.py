"""What looks like a relation of two actors and is none."""

from truceline.extract.scene import Scene
from truceline.knowledge.relations import Relations
from truceline.model.relation import End, RelationKind

# "Told the agency" is a citation, and no talk of two sides.
PRINTING = ("outlet", "agency")
WATCHING = ("outlet", "agency", "monitor")


def is_none(scene: Scene, words: Relations, kind: RelationKind, cue: int, ends: tuple[End, End]) -> bool:
    """Return whether two ends are one, or of one state, or one of them only prints what the other says, or is a place.

    "Terrorist Attack" is no name where the attack itself is the word that ties.
    """
    a, b = ends
    token = scene.parsed.tokens[cue]
    if a.span.start < b.span.end and b.span.start < a.span.end:
        return True
    same = a.actor is not None and a.actor == b.actor
    heard = any(_is_press(scene, words, end) for end in ends)
    # "Inspectors visiting Xland" talk with nobody yet; where they are is told by the place.
    visited = kind == "consults" and token.lemma.lower() in words.present.verbs and is_country(scene, b)
    inside = kind == "fights" and any(
        end.actor is not None and end.span.start <= token.start < end.span.end for end in ends
    )
    watched = kind == "fights" and any(_watches(scene, end) for end in ends)
    return same or heard or visited or inside or watched or _are_one_state(scene, kind, a, b)


def _watches(scene: Scene, end: End) -> bool:
    """Return whether an end only watches a war: "repel the assault the monitor reported" is parsed as if it were fought."""
    actor = scene.cast.actors.get(end.actor or "")
    return actor is not None and actor.kind in WATCHING


def _is_press(scene: Scene, words: Relations, end: End) -> bool:
    """Return whether an end prints or airs what it is told: "told the Xtown News Agency"."""
    actor = scene.cast.actors.get(end.actor or "")
    if actor is None:
        return False
    called = actor.name.lower().split()
    return actor.kind in PRINTING or (actor.kind == "organisation" and bool(words.press & {*called}))


def _are_one_state(scene: Scene, kind: RelationKind, a: End, b: End) -> bool:
    """Return whether both ends are of one state: its offices talk with each other, and none of them fights its own land."""
    cast, ends = scene.cast, (a.actor, b.actor)
    if None in ends or b.place is not None:
        return False
    first, second = (cast.side(one or "") for one in ends)
    found, other = cast.actors.get(first), cast.actors.get(second)
    if found is None or other is None:
        return False
    states = {found.kind, other.kind} <= {"state", "government"}
    one = first == second and kind not in ("fights", "breaks with")
    return states and (
        one or (first != second and found.country is not None and found.country == other.country)
    )


def is_country(scene: Scene, end: End) -> bool:
    """Return whether an end is nothing but the name of a state that stands for the land."""
    actor = scene.cast.actors.get(end.actor or "")
    return actor is not None and actor.kind == "state" and end.span.quote[0].isupper()
