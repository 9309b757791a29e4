"""Who brokered a deal, told beside its naming: "thanks to mediation by X", "the text was mediated by X"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from truceline.extract.clauses import conjuncts, doers, modal, negated, objects
from truceline.extract.namings import Naming
from truceline.knowledge.deals import Deals
from truceline.model.parsed import Parsed

# "Reached after mediation by X": what follows brought the deal about; "rejected the mediation of X" did not.
BY_MEANS = frozenset({"to", "after", "through", "under", "with", "by", "following", "via"})


class Brokered(NamedTuple):
    """A word of brokering, and the heads of who did it."""

    at: int
    heads: tuple[int, ...]


def beside(parsed: Parsed, deals: Deals, naming: Naming) -> list[int]:
    """Return the heads of who brokered, told in the naming's own sentence by a noun ("thanks to mediation by X")."""
    if naming.standing != "real":
        return []
    sentence = parsed.sentences[parsed.tokens[naming.head].sentence]
    return [
        head
        for noun in range(sentence.first, sentence.last)
        if _brings_about(parsed, deals, noun)
        for head in _by(parsed, noun)
    ]


def _brings_about(parsed: Parsed, deals: Deals, noun: int) -> bool:
    token = parsed.tokens[noun]
    above = parsed.tokens[token.head]
    good = any(parsed.tokens[i].lemma.lower() == "good" for i in parsed.children(noun, "amod"))
    mediates = token.lemma.lower() in deals.auspices or (token.lemma.lower() == "office" and good)
    means = above.lemma.lower() in BY_MEANS and token.dep == "pobj"
    upper = parsed.tokens[above.head]
    hoped = upper.lemma.lower() in deals.hoped_verbs | deals.hoped_nouns
    return token.pos == "NOUN" and mediates and means and not hoped


def _by(parsed: Parsed, noun: int) -> Iterator[int]:
    """Return whose mediation it is: "mediation by X" also where the parser hangs "by" elsewhere."""
    yield from parsed.children(noun, "poss")
    if noun + 1 < len(parsed.tokens) and parsed.tokens[noun + 1].text.lower() in ("by", "of", "from"):
        for head in parsed.children(noun + 1, "pobj"):
            yield from conjuncts(parsed, head)


def of_texts(parsed: Parsed, deals: Deals) -> Iterator[Brokered]:
    """Find "the text was mediated by X": the brokering of a deal that is named before."""
    for verb, token in enumerate(parsed.tokens):
        if token.lemma.lower() not in deals.brokering or token.pos != "VERB" or token.tag == "VB":
            continue
        if negated(parsed, verb) or modal(parsed, verb) is not None:
            continue
        if any(_is_text(parsed, deals, i) for i in objects(parsed, verb)):
            yield Brokered(verb, tuple(doers(parsed, verb)))


def _is_text(parsed: Parsed, deals: Deals, i: int) -> bool:
    definite = any(
        parsed.tokens[c].text.lower() in ("the", "its", "this") for c in parsed.children(i, "det", "poss")
    )
    return parsed.tokens[i].lemma.lower() in deals.texts and definite


def last_before(namings: Sequence[Sequence[Naming]], at: int) -> int | None:
    """Return the number of the deal that was named last before a word; None where none was."""
    heads = [
        (max(n.head for n in one if n.head < at), k) for k, one in enumerate(namings) if one[0].head < at
    ]
    return max(heads)[1] if heads else None
