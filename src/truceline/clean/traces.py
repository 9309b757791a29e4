"""Traces of word-swapping software: articles gone, set phrases broken apart, official names dropped in."""

from collections.abc import Iterator

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


def _within(found: list[Swapped], offset: int) -> Iterator[Swapped]:
    return (swap._replace(start=swap.start + offset, end=swap.end + offset) for swap in found)


def _told(found: list[Swapped]) -> str:
    pairs = dict.fromkeys(f'"{swap.words.casefold()}" for "{swap.back}"' for swap in found)
    return ", ".join(list(pairs)[:5])


def _span(doc: Document, swap: Swapped) -> Span:
    return doc.span(swap.start, swap.end)
