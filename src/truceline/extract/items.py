"""Items: paragraphs of a log or note that open with their day, "- 12 May 2019, Xtown: two shells. Nine dead."."""

from collections.abc import Sequence

import msgspec

from truceline.model.parsed import Found, Parsed
from truceline.model.when import When

BULLETS = frozenset(("-", "–", "—", "•", "*", "·"))
CLOSING = frozenset((":", "–", "—"))
TOLD = ("VBD", "VBZ", "MD")
# "- 12 May 2019, the Xan pass, northern Yland province:" has fourteen tokens.
LONGEST_HEAD = 16


class Item(msgspec.Struct, frozen=True):
    """A paragraph with its day: its head is the tokens `first` to `last`, and `date` is the day told there."""

    paragraph: int
    first: int
    last: int
    date: Found[When]


def item_of(parsed: Parsed, dates: Sequence[Found[When]], number: int) -> Item | None:
    """Return the item in which sentence `number` stands; None where its paragraph does not open with a day and a colon."""
    paragraph = parsed.sentences[number].paragraph
    while number > 0 and parsed.sentences[number - 1].paragraph == paragraph:
        number -= 1
    sentence = parsed.sentences[number]
    first = sentence.first
    while first < sentence.last and parsed.tokens[first].text in BULLETS:
        first += 1
    date = next((one for one in dates if one.first == first and one.value.first is not None), None)
    if sentence.heading or date is None:
        return None
    for i in range(date.last, min(first + LONGEST_HEAD, sentence.last)):
        if parsed.tokens[i].text in CLOSING:
            return Item(paragraph, first, i, date)
        # In "the Xan pass:" the parser takes the pass for a verb; a told one says who did what.
        if parsed.tokens[i].tag in TOLD:
            return None
    return None
