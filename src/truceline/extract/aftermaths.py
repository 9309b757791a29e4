"""Aftermaths: whose deed it was that people died of, or that a town fell after, told in another clause of the sentence."""

from collections.abc import Iterator

from truceline.extract.far_doers import HARM, MUTUAL, above_of
from truceline.knowledge.happenings import Happenings
from truceline.model.parsed import Parsed

SPELLS = frozenset(("hour", "day", "week", "month", "year"))
AFTER = frozenset(("after", "following"))
HELPING = frozenset(("help", "allow", "enable", "let", "give"))
# What is done from where nobody answers.
AFAR = frozenset(("air_strike", "shelling"))


def after_fire(parsed: Parsed, verb: int, words: Happenings) -> Iterator[int]:
    """Yield the shelling of "nine were killed after the Xs shelled it", "following rocket attacks by the Xs".

    Whoever attacks on the ground may have lost the nine himself; who shells from afar did not.
    """
    token = parsed.tokens[verb]
    if token.tag != "VBN" or token.lemma.lower() not in HARM or not parsed.children(verb, "nsubjpass"):
        return
    for prep in parsed.children(verb, "prep"):
        if parsed.tokens[prep].text.lower() in AFTER:
            yield from (p for p in parsed.children(prep, "pobj") if _is_fire(parsed, p, words))
    over = [verb, *([token.head] if token.dep == "ccomp" else [])]
    for clause in (c for i in over for c in parsed.children(i, "advcl") if c > verb):
        marks = {parsed.tokens[c].text.lower() for c in parsed.children(clause, "mark", "advmod")}
        if marks & {"after", "when"} and words.verbs.get((parsed.tokens[clause].lemma.lower(),)) in AFAR:
            yield clause


def _is_fire(parsed: Parsed, noun: int, words: Happenings) -> bool:
    beside = (parsed.tokens[c].lemma.lower() for c in parsed.children(noun, "compound", "amod", "nmod"))
    kinds = {words.hints.get(word) for word in beside}
    lemma = parsed.tokens[noun].lemma.lower()
    return (lemma,) in words.nouns and bool(AFAR & {words.nouns[(lemma,)], *kinds})


def after_long(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield the verb of "the Xs seized the town after nine days of shelling": who took it had shelled it."""
    days = parsed.tokens[parsed.tokens[noun].head].head
    within = parsed.tokens[noun].dep == "pobj" and parsed.tokens[parsed.tokens[noun].head].lemma == "of"
    after = parsed.tokens[parsed.tokens[days].head]
    verb = above_of(parsed, days)
    lasting = parsed.tokens[days].lemma.lower() in SPELLS and after.lemma.lower() in AFTER
    # Who fought was there twice over; who was shelled took nothing.
    fought = parsed.tokens[noun].lemma.lower() in MUTUAL
    taken = words.verbs.get((parsed.tokens[verb].lemma.lower(),)) == "capture"
    if within and lasting and taken and not fought:
        yield verb


def helped(parsed: Parsed, verb: int) -> Iterator[int]:
    """Yield the Xs of "capturing the town has helped the Xs to link up"."""
    token = parsed.tokens[verb]
    above = parsed.tokens[token.head]
    if token.dep == "csubj" and token.tag == "VBG" and above.lemma.lower() in HELPING:
        inner = parsed.children(token.head, "ccomp", "xcomp")
        yield from parsed.children(token.head, "dobj")
        yield from (s for i in inner for s in parsed.children(i, "nsubj"))
