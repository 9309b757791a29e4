"""Counts without a word for the harm: "the mayor put the number at 14", after others have counted the dead."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from truceline.extract.numerals import Numeral, find_numerals
from truceline.knowledge.amounts import Amounts
from truceline.model.claim import Effect, Harm
from truceline.model.parsed import Found, Parsed, Sentence

# What is being counted again was counted in one of this many sentences before.
REACH = 3
GIVES = frozenset(("give", "report", "confirm", "put", "cite", "announce", "release", "offer"))
HARM: tuple[Effect, ...] = ("killed", "wounded")


def find_restated(parsed: Parsed, amounts: Amounts, found: Sequence[Found[Harm]]) -> Iterator[Found[Harm]]:
    """Yield the figures that count again what was counted shortly before: the harm is the same, the number another.

    Args:
        parsed: the document.
        amounts: the words.
        found: the figures that tell their harm, in the order of the text.
    """
    totals = [
        harm for harm in found if harm.value.figure.effect in HARM and harm.value.figure.part_of is None
    ]
    for number, sentence in enumerate(parsed.sentences):
        for cue, numeral in _counts(parsed, sentence, amounts):
            before = [one for one in totals if one.last <= cue and _sentence(parsed, one) >= number - REACH]
            if before and not any(one.first < numeral.last and numeral.first < one.last for one in found):
                again = before[-1].value
                figure = structs.replace(
                    again.figure, low=numeral.low, high=numeral.high, exactness=numeral.exactness
                )
                yield Found(
                    Harm(figure, cue, again.extent, numeral.more), numeral.first, numeral.last, numeral.first
                )


def find_shared(parsed: Parsed, amounts: Amounts, found: Sequence[Found[Harm]]) -> Iterator[Found[Harm]]:
    """Yield the figures that somebody gives too: "the clinic gave the same death toll"."""
    totals = [h for h in found if h.value.figure.effect == "killed" and h.value.figure.part_of is None]
    if not totals:
        return
    for number, sentence in enumerate(parsed.sentences):
        for i in range(sentence.first + 1, sentence.last):
            token = parsed.tokens[i]
            if token.text.lower() not in amounts.recounts or not _same(parsed, sentence.first, i):
                continue
            before = [one for one in totals if one.last <= i and _sentence(parsed, one) >= number - REACH]
            if before:
                yield Found(structs.replace(before[-1].value, cue=i), i, i + 1, i)


def _same(parsed: Parsed, first: int, i: int) -> bool:
    """Return whether "the same" stands before the count, and somebody gives it: "gave the same death toll"."""
    words = [parsed.tokens[j].text.lower() for j in range(max(i - 3, first), i)]
    head = parsed.tokens[parsed.tokens[i].head]
    return "same" in words and parsed.tokens[i].dep == "dobj" and head.lemma.lower() in GIVES


def _sentence(parsed: Parsed, harm: Found[Harm]) -> int:
    return parsed.tokens[harm.head].sentence


def _counts(parsed: Parsed, sentence: Sentence, amounts: Amounts) -> Iterator[tuple[int, Numeral]]:
    """Yield the word that names the count, and the number it is put at: "put the number at 14", "a figure of 60"."""
    for numeral in find_numerals(parsed, sentence, amounts):
        link = numeral.first - 1
        noun = link - 1
        at = link > sentence.first and parsed.tokens[link].text.lower() in ("at", "of", "to")
        following = parsed.tokens[numeral.last] if numeral.last < sentence.last else None
        alone = following is None or following.pos in ("PUNCT", "CCONJ", "SCONJ", "ADP", "VERB")
        if at and alone and parsed.tokens[noun].lemma.lower() in amounts.recounts:
            yield noun, numeral
