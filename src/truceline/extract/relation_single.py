"""Single incidents: one strike on one camp feeds a relation in the record, and makes none by itself."""

from truceline.extract.attached import dates_on
from truceline.extract.clauses import clause_of, objects
from truceline.extract.scene import Scene
from truceline.knowledge.relations import Relations
from truceline.model.when import When

# What is flown or done once, unlike a war, a campaign or clashes between two sides.
STRIKES = frozenset(("strike", "airstrike", "raid", "attack", "assault", "action"))
# These tell of one deed where they are past and what is hit is counted, or on one day.
HITS = frozenset(("destroy", "eliminate", "target", "strike", "hit"))
PAST = ("VBD", "VBN")
# "Has been targeting", "regularly hit", "continued to destroy", "since May": told as going on.
GOING_ON = frozenset(
    ("regularly", "repeatedly", "often", "frequently", "daily", "regular", "repeated", "continue", "keep", "since", "intensify", "escalate", "step",
     "ongoing", "continuous", "frequent", "constantly", "routinely", "always", "usually", "per", "reduce", "recent")
)  # fmt: skip
DAYS = frozenset(
    (
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "dawn",
        "overnight",
        "today",
        "yesterday",
    )
)


def is_single(scene: Scene, words: Relations, cue: int, when: When | None) -> bool:
    """Return whether a word tells one strike or one hit: "an attack on a camp", "four strikes", "destroyed nine posts on Friday"."""
    parsed = scene.parsed
    token = parsed.tokens[cue]
    lemma = token.lemma.lower()
    verb = clause_of(parsed, cue)
    if when is not None and when.first != when.last:
        return False
    near = (
        {parsed.tokens[i].lemma.lower() for i in (*parsed.subtree(verb), *parsed.ancestors(verb))}
        if verb != cue
        else {parsed.tokens[i].lemma.lower() for i in parsed.children(cue)}
    )
    if near & GOING_ON:
        return False
    if token.pos in ("NOUN", "PROPN") and lemma in STRIKES:
        counted = parsed.children(cue, "nummod") or _many(scene, cue)
        return token.tag in ("NN", "NNP") or bool(counted) or _is_of_a_day(scene, cue, verb, when)
    if token.pos == "VERB" and lemma in HITS and token.tag in PAST:
        hit = objects(parsed, cue)
        counted = any(parsed.children(i, "nummod", "quantmod") for i in hit)
        things = any(parsed.tokens[i].lemma.lower() in words.belongings for i in hit)
        return counted or things or _is_of_a_day(scene, cue, verb, when)
    return False


def _many(scene: Scene, noun: int) -> bool:
    """See "more than a dozen strikes", "a series of strikes"."""
    parsed = scene.parsed
    above = parsed.tokens[parsed.tokens[noun].head]
    return any(parsed.tokens[i].lemma.lower() == "dozen" for i in parsed.subtree(noun) if i < noun) or (
        above.lemma == "of" and parsed.tokens[above.head].lemma.lower() in ("series", "number", "wave")
    )


def _is_of_a_day(scene: Scene, cue: int, verb: int, when: When | None) -> bool:
    """Return whether it is told as done on one day, whatever that day is."""
    if when is not None and when.granularity == "day":
        return True
    parsed = scene.parsed
    return any(
        date.granularity == "day" for word in (cue, verb) for date in dates_on(parsed, scene.dates, word)
    )
