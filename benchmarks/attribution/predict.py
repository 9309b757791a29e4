"""Predict attributions: parse each article and keep its outermost statements."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks.bare import bare_document
from truceline.extract.statements import find_statements, outermost
from truceline.knowledge.load import HERE
from truceline.knowledge.speech import Speech, load_speech
from truceline.model.cast import Cast
from truceline.model.document import Span
from truceline.model.statement import Statement
from truceline.parse import parse


def predict(texts: Iterable[tuple[str, str]], crashed: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the predictions for each article, in the form of BENCHMARKS.md.

    Nobody is named beforehand: speakers are words here, so the cast is empty.

    Args:
        texts: names and texts.
        crashed: takes the name of each article on which the reader failed, with the error.
    """
    speech = load_speech(HERE)
    for name, text in texts:
        try:
            yield from _predicted(name, text, speech)
        # The bar is no crash at all: each is counted and named, and the others are still scored.
        except Exception as error:
            crashed.append(f"{name}: {type(error).__name__}: {error}")


def _predicted(name: str, text: str, speech: Speech) -> list[dict[str, Any]]:
    [parsed] = parse([bare_document(name, text)])
    return [
        _row(name, statement) for statement in outermost(find_statements(parsed, speech, Cast((), {}, {})))
    ]


def _row(name: str, statement: Statement) -> dict[str, Any]:
    words = statement.speaker.words if statement.speaker else None
    return {
        "doc": name,
        "speaker": _ranges([words] if words else []),
        "cue": _ranges(statement.cue),
        "content": _ranges(statement.content),
        "stance": statement.stance,
    }


def _ranges(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
