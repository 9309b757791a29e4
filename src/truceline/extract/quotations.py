"""Find what stands in quotation marks, whatever became of the marks: curly, straight, doubled, lost, over paragraphs."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from truceline.model.parsed import Parsed

OPENING, CLOSING = frozenset("“„«"), frozenset("”»")
DOUBLE = frozenset(('"', "''", "``", "«", "»", "“", "”", "„"))
SINGLE_OPENING = frozenset("‘")
# A quotation in single marks is short; a longer stretch is two apostrophes that met.
LONGEST_SINGLE = 40
# "…, the minister said on Monday.": a cue that ends its sentence, and the verbs that do.
SOON = 10
PLAINEST = ("say", "add", "tell", "reply", "ask")


class Quotation(NamedTuple):
    """The tokens between two marks (half-open, marks outside); `open` says that the closing mark never came."""

    first: int
    last: int
    open: bool


def find_quotations(parsed: Parsed) -> tuple[Quotation, ...]:
    """Return the quotations in the order of the text; they never overlap, and none crosses a paragraph."""
    paragraphs = list(_paragraphs(parsed))
    found: list[Quotation] = []
    for number, (first, last) in enumerate(paragraphs):
        follows = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else None
        goes_on = follows is not None and _side(parsed, follows) > 0
        found.extend(_in_paragraph(parsed, first, last, goes_on=goes_on))
    return tuple(sorted(found + _single(parsed, found)))


def _paragraphs(parsed: Parsed) -> Iterator[tuple[int, int]]:
    for _, group in groupby(parsed.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(group)
        yield sentences[0].first, sentences[-1].last


def _in_paragraph(parsed: Parsed, first: int, last: int, *, goes_on: bool) -> Iterator[Quotation]:
    begun: int | None = None
    for i in range(first, last):
        side = _side(parsed, i)
        if side == 0:
            continue
        if begun is not None and side < 2:
            if i > begun:
                yield Quotation(begun, i, open=False)
            begun = None
        elif begun is not None:
            # A second opening mark before any closing one: the first was never closed.
            yield from _unclosed(parsed, begun, i)
            begun = i + 1
        elif side > 0:
            begun = i + 1
    if begun is not None and begun < last:
        # A quotation over several paragraphs is closed only in its last one; each of the others opens anew.
        yield from [Quotation(begun, last, open=True)] if goes_on else _unclosed(parsed, begun, last)


def _unclosed(parsed: Parsed, begun: int, limit: int) -> Iterator[Quotation]:
    """Yield a quotation that lost its end: to the end of its sentence, for more would swallow the reporter's words."""
    end = min(limit, parsed.sentences[parsed.tokens[begun].sentence].last)
    end = _before_cue(parsed, begun, end)
    if begun < end:
        yield Quotation(begun, end, open=True)


def _before_cue(parsed: Parsed, begun: int, end: int) -> int:
    """Return the comma before ", Ann said" at the end of a quotation that lost its mark ("“The road is open, Ann said.")."""
    for i in range(end - 1, max(begun, end - SOON), -1):
        if parsed.tokens[i].lemma in PLAINEST and parsed.tokens[i].tag in ("VBD", "VBZ"):
            commas = [k for k in range(max(begun, i - SOON), i) if parsed.tokens[k].text == ","]
            return commas[-1] if commas else end
    return end


def _side(parsed: Parsed, i: int) -> int:
    """Return what the double mark at token `i` does: 2 surely opens, 1 may open or close, -1 surely closes, 0 no mark."""
    token, text = parsed.tokens[i], parsed.doc.text
    if token.text not in DOUBLE:
        return 0
    kept = text[token.start]
    if kept in OPENING or kept in CLOSING:
        return 2 if kept in OPENING else -1
    before = text[token.start - 1 : token.start] or " "
    after = text[token.end : token.end + 1] or " "
    opens = before.isspace() or before in "([—–-"
    closes = after.isspace() or after in ".,;:!?)]—–"
    if opens == closes:
        return 1
    return 2 if opens else -1


def _single(parsed: Parsed, taken: list[Quotation]) -> list[Quotation]:
    """Return the short stretches in single marks that stand in no other quotation."""
    found: list[Quotation] = []
    begun: int | None = None
    inside = {i for one in taken for i in range(one.first, one.last)}
    for i, token in enumerate(parsed.tokens):
        if token.text != "'" or i in inside:
            continue
        if begun is None or not _near(parsed, begun, i):
            begun = i if _opens_single(parsed, i) else None
        elif i > begun + 1 and token.tag != "POS":
            found.append(Quotation(begun + 1, i, open=False))
            begun = None
    return found


def _near(parsed: Parsed, begun: int, i: int) -> bool:
    return i - begun <= LONGEST_SINGLE and parsed.tokens[begun].sentence == parsed.tokens[i].sentence


def _opens_single(parsed: Parsed, i: int) -> bool:
    token, text = parsed.tokens[i], parsed.doc.text
    if text[token.start] in SINGLE_OPENING:
        return True
    return (
        token.tag != "POS"
        and (text[token.start - 1 : token.start] or " ").isspace()
        # "the '70s" opens nothing.
        and text[token.end : token.end + 1].isalpha()
    )
