"""Runs of capitals, which may be the name of a body, and the words that say that two of them are names of one."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from truceline.model.actor import Mention
from truceline.model.parsed import Parsed, Sentence

FEWEST_WORDS, MOST_WORDS = 2, 8
# "Council of the Reeds", "Union for Peace and Bread": small words inside a name.
LINKS = frozenset(["of", "for", "the", "and", "al", "el", "ul", "-", "&", "'s", "’s", "de", "du", "la"])
QUOTES = frozenset(['"', "'", "“", "”", "‘", "’"])
# Between two names of one: "formerly known as", "has renamed itself", "now called".
RENAMED = re.compile(
    r"\s*[,(]?\s*(?:which (?:is|was) |who (?:are|were) )?"
    r"(?:(?:formerly|previously)(?: (?:known|called|named)(?: as)?)?"
    r"|(?:once|now|also|better|earlier|until recently) (?:known|called|named)(?: as)?"
    r"|(?:has |have |had )?(?:(?:since )?renamed itself|rebranded(?: itself)?(?: as)?|changed its name(?: from [^,]{1,60})? to)"
    r"|(?:was|were|has been|have been) renamed)"
    r"\s+(?:as )?(?:the )?[\"'“‘]?"
)


class Run(NamedTuple):
    """A run of capitals: its tokens (half-open), and the one that tells what it is."""

    first: int
    last: int
    head: int


def run_at(
    parsed: Parsed, known: Mapping[int, Mention], i: int, end: int, *, fewest: int = FEWEST_WORDS
) -> Run | None:
    """Return the run of capitals that begins at a token: words of a name, small ones only between two.

    A known adjective may begin it ("Xlandish Reed Party"), any other known name ends it.
    """
    last = i
    while last < end and last - i < 2 * MOST_WORDS and _in_name(parsed, known, i, last):
        last += 1
    while last > i and not parsed.tokens[last - 1].text[0].isupper():
        last -= 1
    words = [j for j in range(i, last) if parsed.tokens[j].text[0].isupper()]
    if len(words) < fewest or len(words) > MOST_WORDS or all(j in known for j in words):
        return None
    link = next((j for j in range(i + 1, last) if parsed.tokens[j].text in ("of", "for")), last)
    return Run(i, last, max(j for j in words if j < link))


def _in_name(parsed: Parsed, known: Mapping[int, Mention], first: int, i: int) -> bool:
    token = parsed.tokens[i]
    mention = known.get(i)
    if mention is not None and not (
        mention.adjective and i - first < FEWEST_WORDS and token.text[0].isupper()
    ):
        return False
    if token.text == "the":  # "Union of the Reeds", not "Brack the Observatory" with its comma lost
        return i > first and parsed.tokens[i - 1].text in ("of", "for")
    if token.text in LINKS:
        # "The Reed League and the Mill Council" are two.
        return i > first and not (
            token.text == "and" and parsed.tokens[i + 1 : i + 2] and parsed.tokens[i + 1].text == "the"
        )
    return (
        token.text[0].isupper()
        and token.pos in ("PROPN", "NOUN", "ADJ", "NUM", "VERB")
        and token.label not in ("DATE", "TIME")
    )


def renamed(parsed: Parsed, known: Mapping[int, Mention], sentence: Sentence) -> Iterator[tuple[Run, Run]]:
    """Yield the two names of "X, formerly known as Y", "Y has renamed itself X", "X (also called Y)", in the order of the text."""
    words = parsed.span(sentence.first, sentence.last).quote
    if not re.search(r"known|called|rename|rebrand|formerly|previously|changed its name", words):
        return
    runs = list(_names(parsed, known, sentence))
    for one, other in pairwise(runs):
        between = parsed.doc.text[parsed.tokens[one.last - 1].end : parsed.tokens[other.first].start]
        if RENAMED.fullmatch(between.lstrip("\"'”’")):
            yield one, other


def _names(parsed: Parsed, known: Mapping[int, Mention], sentence: Sentence) -> Iterator[Run]:
    """Yield all names of a sentence, known ones and runs of any length."""
    i = sentence.first
    while i < sentence.last:
        mention = known.get(i)
        if mention is not None and not mention.adjective:
            last = i
            while last < sentence.last and known.get(last) == mention:
                last += 1
            yield Run(i, last, last - 1)
        elif (run := run_at(parsed, known, i, sentence.last, fewest=1)) is not None:
            last = run.last
            yield run
        else:
            last = i + 1
        i = last
