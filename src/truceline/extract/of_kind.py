"""Of a kind: who "has often claimed such attacks" or "has claimed similar bombings in the past" owns none that a report tells of."""

from truceline.extract.scene import Scene
from truceline.model.statement import Statement

# What sets deeds apart from the one that is told, or tells of any of its kind: "such attacks", "many bombings".
OTHERS = frozenset(
    ("such", "similar", "other", "previous", "past", "earlier", "prior", "many", "numerous", "most", "countless", "like",
     "comparable", "recent", "various")
)  # fmt: skip
HABIT = frozenset(
    ("previously", "formerly", "typically", "commonly", "sometimes", "generally", "normally", "occasionally")
)
PAST = "past"


def claims_only_its_kind(scene: Scene, statement: Statement) -> bool:
    """Return whether a claim of responsibility is of other deeds, or of any of their kind."""
    if statement.stance != "claims-responsibility":
        return False
    inside = set(scene.tokens_of(statement.content))
    return any(_is_of_others(scene, i) for i in inside) or any(
        _is_habit(scene, i) for i in scene.tokens_of(statement.cue)
    )


def _is_of_others(scene: Scene, i: int) -> bool:
    """See "such attacks", "previous bombings"; "the recent attacks" are known ones."""
    parsed, token = scene.parsed, scene.parsed.tokens[i]
    if token.tag != "NNS" or (token.lemma.lower(),) not in scene.words.nouns:
        return False
    beside = {parsed.tokens[c].text.lower() for c in parsed.children(i)}
    return bool(beside & OTHERS) and not beside & {"the", "these", "those", "both", "two", "three"}


def _is_habit(scene: Scene, i: int) -> bool:
    """See "often claims", "has in the past claimed", "has claimed attacks in the past"."""
    parsed = scene.parsed
    if parsed.tokens[i].pos != "VERB":
        return False
    beside = {parsed.tokens[c].text.lower() for c in parsed.children(i, "advmod")}
    things = parsed.children(i, "dobj")
    preps = (p for node in (i, *things) for p in parsed.children(node, "prep"))
    bygone = any(
        parsed.tokens[o].text.lower() == PAST and not parsed.children(o, "prep")
        for p in preps
        for o in parsed.children(p, "pobj")
    )
    return bool(beside & (HABIT | scene.words.generic_adverbs)) or bygone
