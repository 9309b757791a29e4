"""Outlets: the names in a text of those who publish, known or shown to be such by the words around them."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from truceline.knowledge.citations import Citing
from truceline.model.actor import Actor
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed
from truceline.model.statement import Speaker

NAMES = ("NNP", "NNPS")


class Outlet(NamedTuple):
    """A name at tokens `first` to `last` (half-open); `head` is the one on which the others hang."""

    speaker: Speaker
    first: int
    last: int
    head: int


def find_outlets(
    parsed: Parsed, words: Citing, cast: Cast, outlet_of: Callable[[str], Actor | None]
) -> Iterator[Outlet]:
    """Yield the outlets of the body, in the order of the text; headings name them only again.

    `outlet_of` gives the known outlet of a name that is shown to be one ("the Sana agency").
    """
    for i, token in enumerate(parsed.tokens):
        if token.tag not in NAMES and cast.by_token.get(i) is None:
            continue
        if parsed.sentences[token.sentence].heading:
            continue
        outlet = _known(parsed, words, cast, i) or _shown(parsed, words, cast, i)
        if outlet is not None:
            known = None if outlet.speaker.actor else outlet_of(outlet.speaker.name)
            yield outlet._replace(speaker=_named(outlet.speaker, known)) if known else outlet


def _named(speaker: Speaker, known: Actor) -> Speaker:
    return Speaker(known.name, speaker.words, known.id)


def _known(parsed: Parsed, words: Citing, cast: Cast, i: int) -> Outlet | None:
    """Return the outlet whose mention begins at a token."""
    mention = cast.by_token.get(i)
    if mention is None or mention.actor is None or cast.by_token.get(i - 1) == mention:
        return None
    if _is_general(parsed, cast, mention.span.quote, i):
        return None
    actor = cast.actors.get(mention.actor)
    # "agency" is a kind of offices too; those who publish belong to nobody, they only speak for somebody.
    if actor is None or actor.kind not in words.kinds or actor.part_of:
        return None
    if mention.span.quote.lower() in words.everybody:
        return None
    inside = parsed.within(mention.span.start, mention.span.end)
    last = max(inside.stop, i + 1)
    return Outlet(Speaker(actor.name, mention.span, actor.id), i, last, _head(parsed, i, last))


def _is_general(parsed: Parsed, cast: Cast, words: str, i: int) -> bool:
    """Return whether common words name no outlet of their own: "a television channel", the agency of "the Xyz news agency"."""
    if not words.islower() or not i:
        return False
    before = parsed.tokens[i - 1]
    return before.text.lower() in ("a", "an", "another") or before.tag in NAMES or i - 1 in cast.by_token


def _shown(parsed: Parsed, words: Citing, cast: Cast, i: int) -> Outlet | None:
    """Return an unknown name that its last word, a noun beside it, or who is told shows to be an outlet's."""
    if parsed.tokens[i].tag not in NAMES or (i and parsed.tokens[i - 1].tag in (*NAMES, "HYPH")):
        return None
    if i and parsed.tokens[i - 1].text == "(":
        return None  # "Ann Lee (D-Xtown News)": the label of a politician
    last = _run(parsed, i)
    head = _head(parsed, i, last)
    beside = _beside(parsed, words, i, last, head)
    kinds = {
        actor.kind for k in range(i, last) if (actor := cast.actors.get(cast.actor_at(k) or "")) is not None
    }
    # "The newspaper Skarn Morning": a name that is new here may have been taken for a person's.
    if kinds - ({"person"} if beside else set()):
        return None
    ends = parsed.tokens[last - 1].text.lower()
    several = last - i > 1 and ends in words.endings
    if not (several or beside or _is_told(parsed, i)):
        return None
    first = i - (i > 0 and parsed.tokens[i - 1].text == "The")
    name = parsed.span(first, last)
    return Outlet(Speaker(name.quote, name, None), first, last, head)


def _run(parsed: Parsed, i: int) -> int:
    last, end = i + 1, parsed.sentences[parsed.tokens[i].sentence].last
    while last < end and parsed.tokens[last].tag in (*NAMES, "HYPH"):
        last += 1
    return last


def _head(parsed: Parsed, first: int, last: int) -> int:
    inside = range(first, last)
    return next((k for k in inside if parsed.tokens[k].head not in inside), last - 1)


def _beside(parsed: Parsed, words: Citing, first: int, last: int, head: int) -> bool:
    """Return whether a noun beside the name says what it is: "the newspaper X", "X newspaper", "X, a daily"."""
    before = parsed.tokens[first - 1] if first else None
    if before is not None and before.lemma.lower() in words.nouns and before.tag in ("NN", "NNP"):
        return True
    token = parsed.tokens[head]
    upper = parsed.tokens[token.head]
    if token.dep in ("compound", "appos") and upper.lemma.lower() in words.nouns:
        return True
    return any(
        parsed.tokens[c].lemma.lower() in words.nouns for c in parsed.children(head, "appos") if c > last - 1
    )


def _is_told(parsed: Parsed, first: int) -> bool:
    """See "told The Xyz": a name that keeps its article's capital inside a sentence is that of a paper or site."""
    if not first or parsed.tokens[first - 1].text != "The":
        return False
    sentence = parsed.sentences[parsed.tokens[first].sentence]
    before = parsed.tokens[first - 2].lemma if first - 2 >= sentence.first else ""
    return before in ("tell", "inform", "to", "with")
