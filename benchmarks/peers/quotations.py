"""Textacy's direct quotations, as attributions."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

# (speaker, cue, content) of each quotation in a parsed text; the content is a stretch of it, the others are its words.
Extract = Callable[[Doc], Iterable[tuple[list[Token], list[Token], Any]]]


def predict_quotations(
    texts: Iterable[tuple[str, str]], language: Language, extract: Extract, crashed: list[str]
) -> Iterator[dict[str, Any]]:
    """Yield a prediction for each direct quotation with a speaker, in the form of BENCHMARKS.md.

    Args:
        texts: names and texts.
        language: parses a text.
        extract: finds the quotations in it; gives up on a whole text by raising ValueError.
        crashed: takes the name of each article on which it gave up, with the reason.
    """
    for name, text in texts:
        try:
            yield from [
                {"doc": name, "speaker": _chars(speaker), "cue": _chars(cue), "content": _span(content)}
                for speaker, cue, content in extract(language(text))
            ]
        except ValueError as error:
            crashed.append(f"{name}: {error}")


def _chars(tokens: Iterable[Token]) -> list[list[int]]:
    return [[token.idx, token.idx + len(token)] for token in tokens]


def _span(content: Any) -> list[list[int]]:  # noqa: ANN401  a Span; the library ships no types for it
    return [[content.start_char, content.end_char]]
