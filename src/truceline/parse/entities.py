"""Entities: the named entities of a text, as spaCy's own recogniser finds them, in a third of its time.

spaCy asks at each token which of some seventy moves are allowed, and each question takes Python's lock. But what is allowed
depends on very little: outside an entity on whether the token is a space and whether the next one begins a sentence, inside it
on the latter alone. So the moves outside an entity are weighed for all tokens in one product, and one by one only inside.
The weights stay spaCy's own; tests/test_parse_entities.py holds the two side by side.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.tokens import Doc, Span

# What this stands in for.
REPLACED = "ner"
# What the recogniser looks at: this token, the first of the entity that is open, and the token before this within it.
LOOKED_AT = 3
# One that stands in no entity, by the name of its move.
OUT = "O"

Floats = NDArray[numpy.float32]
# First token, the token after the last, label.
Found = tuple[int, int, str]


class Recogniser:
    """Asks a model's recogniser for the entities of texts whose sentences are known."""

    def __init__(self, language: Any) -> None:  # noqa: ANN401 - spaCy's Language carries no types
        """Take the weights of a loaded model's recogniser.

        Raises:
            ValueError: it looks at other tokens than this knows of, or has moves that it was never taught.
        """
        recogniser = language.get_pipe(REPLACED)
        model = recogniser.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        if lower.get_dim("nF") != LOOKED_AT or lower.get_dim("nP") < 2 or model.attrs["unseen_classes"]:
            raise ValueError("the recogniser of this model is built in a way that is not served")
        self._vectors = model.get_ref("tok2vec")
        self._pieces = lower.get_dim("nP")
        width = lower.get_dim("nO") * self._pieces
        self._weights = lower.get_param("W").reshape(LOOKED_AT * width, -1).T.copy()
        self._none = lower.get_param("pad").reshape(LOOKED_AT, width)
        self._bias = lower.get_param("b").reshape(width)
        self._upper, self._upper_bias = upper.get_param("W"), upper.get_param("b")
        # Not `move_names`, which leaves out the move that blocks a token: the moves after it would be misnumbered.
        names = [recogniser.moves.get_class_name(i) for i in range(upper.get_dim("nO"))]
        self._moves = [name.partition("-") for name in names]
        self._number = {name: i for i, name in enumerate(names)}
        self._begin = numpy.array([kind == "B" for kind, _, _ in self._moves])
        self._unit = numpy.array([kind == "U" and bool(label) for kind, _, label in self._moves])

    def recognise(self, docs: Sequence[Doc]) -> None:
        """Set the entities of texts that are tokenised and split into sentences."""
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        seen = (self._vectors.predict(docs) @ self._weights).reshape(sum(map(len, docs)), LOOKED_AT, -1)
        outside = self._scores(seen[:, 0] + (self._none[1] + self._none[2] + self._bias))
        first = 0
        for doc in docs:
            here = slice(first, first + len(doc))
            found = self._found(doc, seen[here], outside[here])
            doc.set_ents([Span(doc, start, end, label=label) for start, end, label in found])
            first = here.stop

    def _found(self, doc: Doc, seen: Floats, outside: Floats) -> Iterator[Found]:
        starts, spaces = (doc.to_array([SENT_START, IS_SPACE]) == 1).T
        # The last token ends what is open, as one before a new sentence does.
        closes = numpy.append(starts[1:], [True])
        best = self._best_outside(outside, closes, spaces)
        end = 0
        for start in numpy.flatnonzero(best != self._number[OUT]).tolist():
            if start >= end:
                kind, _, label = self._moves[best[start]]
                end = start + 1 if kind == "U" else self._end(seen, closes, start, label)
                yield start, end, label

    def _best_outside(
        self, scores: Floats, closes: NDArray[numpy.bool_], spaces: NDArray[numpy.bool_]
    ) -> NDArray[numpy.intp]:
        allowed = numpy.zeros(scores.shape, dtype=bool)
        allowed[:, self._number[OUT]] = True
        allowed |= numpy.outer(~spaces, self._unit)
        allowed |= numpy.outer(~spaces & ~closes, self._begin)
        best: NDArray[numpy.intp] = numpy.where(allowed, scores, -numpy.inf).argmax(axis=1)
        return best

    def _end(self, seen: Floats, closes: NDArray[numpy.bool_], start: int, label: str) -> int:
        """Return the token after the last of the entity of this label that begins here."""
        both = [self._number[f"I-{label}"], self._number[f"L-{label}"]]
        for i in range(start + 1, len(seen)):
            if closes[i]:
                return i + 1
            summed = seen[i, 0] + seen[start, 1] + seen[i - 1, 2] + self._bias
            goes_on, ends = self._scores(summed[None], both)[0]
            if ends > goes_on or (ends == goes_on and both[1] < both[0]):
                return i + 1
        return len(seen)

    def _scores(self, summed: Floats, moves: Any = slice(None)) -> Floats:  # noqa: ANN401 - a slice, or numbers of moves
        hidden = summed.reshape(len(summed), -1, self._pieces).max(axis=2)
        scores: Floats = hidden @ self._upper[moves].T + self._upper_bias[moves]
        return scores
