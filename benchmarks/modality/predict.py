"""Ask the program's own rooms for the modality of a given word, event or not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks.bare import bare_document
from benchmarks.modality.gold import Predicate
from truceline.extract.actors import find_actors
from truceline.extract.events import as_told
from truceline.extract.modality import modality
from truceline.extract.scene import Scene
from truceline.extract.statements import find_statements
from truceline.extract.triggers import Cluster, Trigger
from truceline.knowledge import Knowledge
from truceline.model.event import Modality
from truceline.model.parsed import Parsed
from truceline.parse import parse

# What each modality says on the gold's scale, by its meaning. The annotators were asked whether it happened: what is planned,
# possible or conditional has not, as told, but is not ruled out either, hence half of -3 (their medians on the development
# part are -1.5, too). What is not confirmed may go either way. No other value was fitted.
VALUES: dict[Modality, float] = {
    "happened": 3, "ongoing": 3, "planned": -1.5, "threatened": -1.5, "possible": -1.5, "conditional": -1.5,
    "not confirmed": 0, "denied": -3,
}  # fmt: skip


def predict(
    texts: Iterable[tuple[str, str]], predicates: Sequence[Predicate], knowledge: Knowledge
) -> Iterator[dict[str, Any]]:
    """Yield `{"doc", "start", "end", "modality", "value"}` for each predicate, in their order."""
    asked: defaultdict[str, list[Predicate]] = defaultdict(list)
    for predicate in predicates:
        asked[predicate.doc].append(predicate)
    for name, text in texts:
        if name in asked:
            [parsed] = parse([bare_document(name, text)])
            scene = _scene(parsed, knowledge)
            for one in asked[name]:
                read = modality_of(scene, _token(parsed, one.start))
                yield {
                    "doc": name,
                    "start": one.start,
                    "end": one.end,
                    "modality": read,
                    "value": VALUES[read],
                }


def modality_of(scene: Scene, i: int) -> Modality:
    """Return what the program would make of token `i`, were it the word of an event: by grammar, then by who tells it."""
    trigger = Trigger(i, i + 1, i, kind="", verb=scene.parsed.tokens[i].pos == "VERB")
    cluster = Cluster(trigger, (trigger,), kind="")
    return as_told(scene, cluster, modality(scene.parsed, cluster, scene.words))


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
