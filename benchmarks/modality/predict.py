"""Ask the program's own rooms for the modality of a given word, event or not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks.bare import bare_document
from benchmarks.modality.gold import Predicate
from truceline.extract.actors import find_actors
from truceline.extract.events import as_told
from truceline.extract.modality import MODALITY_OF, ground
from truceline.extract.scene import Scene
from truceline.extract.statements import find_statements
from truceline.extract.triggers import Cluster, Trigger
from truceline.knowledge import Knowledge
from truceline.knowledge.moods import Ground
from truceline.model.event import Modality
from truceline.model.parsed import Parsed
from truceline.parse import parse

# What each ground says on the gold's scale. Those with 15 or more predicates in the first half of the set (`half`) stand at their
# median there, to the eighth or the quarter; those with fewer by their meaning. "Denied" stood at 1.5 there, since for the workers
# "haven't had a problem" happened; 0 lies half-way from there to its meaning.
VALUES: dict[Ground | Modality, float] = {
    "told": 2.625, "described": 2.25, "present": 2.25, "implied": 2.25, "presupposed": 2.25, "believed": 2.25, "ongoing": 2.625,
    "queried": 2.25, "purpose": 2.25, "attempted": 0, "planned": -1.5, "future": -2.25, "wished": -1.5, "ordered": -2.25,
    "forbidden": -2.25, "obliged": -2, "able": -1.5, "fit": 0, "possible": -1.5, "perhaps": 0, "conditional": -1.5, "supposed": -0.5,
    "asked": 1, "threatened": -1.5, "denied": 0, "averted": -1.5, "foiled": -1.5, "excluded": -2.25, "unconfirmed": 0,
    "happened": 2.5, "not confirmed": 0,
}  # fmt: skip


def predict(
    texts: Iterable[tuple[str, str]], predicates: Sequence[Predicate], knowledge: Knowledge
) -> Iterator[dict[str, Any]]:
    """Yield `{"doc", "start", "end", "modality", "ground", "value"}` for each predicate, in their order."""
    asked: defaultdict[str, list[Predicate]] = defaultdict(list)
    for predicate in predicates:
        asked[predicate.doc].append(predicate)
    for name, text in texts:
        if name in asked:
            [parsed] = parse([bare_document(name, text)])
            scene = _scene(parsed, knowledge)
            for one in asked[name]:
                read, on = modality_of(scene, _token(parsed, one.start))
                yield {
                    "doc": name,
                    "start": one.start,
                    "end": one.end,
                    "modality": read,
                    "ground": on,
                    "value": VALUES[on],
                }


def modality_of(scene: Scene, i: int) -> tuple[Modality, Ground | Modality]:
    """Return what the program would make of token `i`, were it the word of an event, and on what ground.

    The grammar gives the ground; where who tells it changes the modality ("denied that"), that modality stands for it.
    """
    trigger = Trigger(i, i + 1, i, kind="", verb=scene.parsed.tokens[i].pos == "VERB")
    cluster = Cluster(trigger, (trigger,), kind="")
    on = ground(scene.parsed, cluster, scene.words)
    read = as_told(scene, cluster, MODALITY_OF[on])
    return read, on if read == MODALITY_OF[on] else read


def _scene(parsed: Parsed, knowledge: Knowledge) -> Scene:
    """Return the sentence with its statements; figures, dates and places say nothing of modality."""
    cast = find_actors(parsed, knowledge.names)
    return Scene(
        parsed=parsed,
        cast=cast,
        names=knowledge.names,
        words=knowledge.happenings,
        statements=find_statements(parsed, knowledge.speech, cast),
        figures=(),
        dates=(),
        places=(),
    )


def _token(parsed: Parsed, start: int) -> int:
    """Return the token that holds the character `start`; the parser parts some words that the gold keeps whole."""
    return next(i for i, token in enumerate(parsed.tokens) if token.start <= start < token.end)
