"""Traces of word-swapping software: articles gone, set phrases broken apart, official names dropped in, letters changed."""

from collections.abc import Iterator

from truceline.knowledge.signs import bookish, misspelled, two_alphabets
from truceline.knowledge.swaps import FEWEST_BARE, FEWEST_BROKEN, LOWEST_ARTICLE_RATIO, Swapped, Swaps
from truceline.model.document import Document, Span, Trace


def find_traces(doc: Document, swaps: Swaps) -> Iterator[Trace]:
    """Yield the signs that software has changed the words of a document; none in what people wrote."""
    ranges = doc.ranges("title", "standfirst", "body", "credit")
    text = "\n".join(doc.text[start:end] for start, end in ranges)
    ratio = swaps.missing_articles(text)
    if ratio is not None:
        yield Trace(
            "articles",
            f'{ratio:.2f} "the" for each "a" or "an": people write at least {LOWEST_ARTICLE_RATIO}',
        )
    elif found := swaps.wrong_articles(text):
        yield Trace("articles", f'"a" before a vowel {len(found)} times: {_listed(found)}')
    yield from _in_words(text, swaps)
    broken = [swap for first, last in ranges for swap in _within(swaps.broken(doc.text[first:last]), first)]
    kinds = {swap.back.casefold() for swap in broken}
    if len(kinds) >= FEWEST_BROKEN:
        reason = f"{len(kinds)} set phrases broken apart: {_told(broken)}"
        yield Trace("broken phrases", reason, tuple(_span(doc, swap) for swap in broken))
    # The short form may stand anywhere in the text, so that this is asked of the whole.
    bare = [
        swap
        for swap in swaps.bare(doc.text)
        if any(first <= swap.start and swap.end <= last for first, last in ranges)
    ]
    if len(bare) >= FEWEST_BARE:
        reason = f"{len(bare)} long names where a short one belongs: {_told(bare)}"
        yield Trace("official names", reason, tuple(_span(doc, swap) for swap in bare))


def _in_words(text: str, swaps: Swaps) -> Iterator[Trace]:
    """Yield what shows in single words. What stands for what cannot be told, so no place is marked."""
    if found := two_alphabets(text):
        yield Trace("letters", f"{len(found)} words with letters of two alphabets: {_listed(found)}")
    if found := misspelled(text, swaps.common):
        yield Trace(
            "letters", f"{len(found)} common words misspelled, more than by any hand: {_listed(found)}"
        )
    if found := bookish(text, swaps.little, swaps.bookish):
        yield Trace(
            "little words", f"few of the common little words, and bookish ones instead: {_listed(found)}"
        )


def _listed(words: list[str]) -> str:
    return ", ".join(f'"{word}"' for word in list(dict.fromkeys(words))[:5])


def _within(found: list[Swapped], offset: int) -> Iterator[Swapped]:
    return (swap._replace(start=swap.start + offset, end=swap.end + offset) for swap in found)


def _told(found: list[Swapped]) -> str:
    pairs = dict.fromkeys(f'"{swap.words.casefold()}" for "{swap.back}"' for swap in found)
    return ", ".join(list(pairs)[:5])


def _span(doc: Document, swap: Swapped) -> Span:
    return doc.span(swap.start, swap.end)
