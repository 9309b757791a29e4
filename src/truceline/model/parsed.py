"""Parsed: a document's sentences and words with their grammar, free of the library that found it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from truceline.model.document import Document, Span

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """A value read at tokens `first` to `last` (half-open); `head` is the token on which those hang."""

    value: T
    first: int
    last: int
    head: int


class Token(NamedTuple):
    """One word. `start` and `end` count characters of the document's text as kept.

    `text` is the word as the parser saw it: where an altered copy's word was put back, or a lost apostrophe restored,
    it differs from the kept words. `tag` is the Penn Treebank tag, `pos` the universal one, `dep` the ClearNLP relation
    to the token at index `head` (its own index at the root). `label` is the parser's proposal for a name, date or
    number that it belongs to ("PERSON", "DATE", …; empty outside), `begins` whether such a stretch starts here.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    label: str
    begins: bool
    sentence: int


class Sentence(NamedTuple):
    """One sentence: tokens `first` to `last` (half-open), its paragraph's number, and whether it stands in a title."""

    first: int
    last: int
    paragraph: int
    heading: bool


class Parsed:
    """A document with its tokens and sentences; body, title and standfirst only, never boilerplate.

    Frozen by convention and picklable; the methods walk the tree. All indices count tokens of the document.
    """

    def __init__(self, doc: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> None:
        """Keep the document, its tokens and its sentences."""
        self.doc = doc
        self.tokens = tokens
        self.sentences = sentences

    @cached_property
    def _children(self) -> list[list[int]]:
        children: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                children[token.head].append(i)
        return children

    @cached_property
    def _deps(self) -> list[str]:
        return [token.dep for token in self.tokens]

    @cached_property
    def _in_relation(self) -> dict[tuple[int, str], list[int]]:
        """The tokens that hang on one token in one relation."""
        found: dict[tuple[int, str], list[int]] = {}
        for i, token in enumerate(self.tokens):
            if token.head != i:
                found.setdefault((token.head, token.dep), []).append(i)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    def children(self, i: int, *deps: str) -> list[int]:
        """Return the tokens that hang on token `i`, left to right; only those in the relations `deps`, if any."""
        if len(deps) == 1:
            one = self._in_relation.get((i, deps[0]))
            return one.copy() if one else []
        below = self._children[i]
        if not below or not deps:
            return below.copy()
        of = self._deps
        return [c for c in below if of[c] in deps]

    def subtree(self, i: int) -> list[int]:
        """Return `i` and all below it, in the order of the text."""
        found, stack = [], [i]
        while stack:
            node = stack.pop()
            found.append(node)
            stack.extend(self._children[node])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """Yield the tokens above `i`, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def root(self, sentence: Sentence) -> int:
        """Return the token on which the whole sentence hangs."""
        heads = (i for i in range(sentence.first, sentence.last) if self.tokens[i].head == i)
        return next(heads, sentence.first)

    def span(self, first: int, last: int) -> Span:
        """Return the text from token `first` up to, not with, token `last`."""
        return self.doc.span(self.tokens[first].start, self.tokens[last - 1].end)

    def spans(self, indices: list[int]) -> tuple[Span, ...]:
        """Return the text of these tokens as spans, one for each unbroken run."""
        runs: list[list[int]] = []
        for i in sorted(set(indices)):
            if runs and runs[-1][-1] == i - 1:
                runs[-1].append(i)
            else:
                runs.append([i])
        return tuple(self.span(run[0], run[-1] + 1) for run in runs)

    def text(self, sentence: Sentence) -> str:
        """Return the sentence as kept."""
        return self.span(sentence.first, sentence.last).quote

    def sentence_span(self, i: int) -> Span:
        """Return the whole sentence around token `i`."""
        sentence = self.sentences[self.tokens[i].sentence]
        return self.span(sentence.first, sentence.last)

    def within(self, start: int, end: int) -> range:
        """Return the tokens that lie wholly between the characters `start` and `end`."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._ends, end)
        return range(first, max(first, last))
