"""Two speakers: those who tell a sentence together at its end, where a lost comma lets the first run into what is told.

"Shells hit the mill in Xtown residents and a monitor said": nobody says anything behind that "and" but together with another.
"""

from typing import NamedTuple

from truceline.extract.able import can_speak
from truceline.extract.rejoined import changed, gather
from truceline.extract.second_names import Page, second_name
from truceline.knowledge.speech import Speech
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed, Token

SAYING = ("VBD", "VBZ", "VBP")
TELLING = (*SAYING, "MD", "VBN")
NAMING = ("NOUN", "PROPN", "ADJ", "PART")
# "… told the Gazette on Monday.": so many words follow at most, and none of these: "said so", "said that".
LONGEST_TAIL = 6
GOING_ON = frozenset(("so", "that", "as", "it", "this", "much"))
# "a medical worker in the rebel-held area of Xtown": so many words lie between "and" and the verb.
LONGEST_NAME = 10
# "Norland's state-run news agency".
LONGEST_FIRST = 9


class Pair(NamedTuple):
    """The first name (tokens `first` to `joint`, half-open), the "and" at `joint`, and the verb of both."""

    first: int
    joint: int
    verb: int


def paired(parsed: Parsed, speech: Speech, cast: Cast) -> Parsed:
    """Return the document with the first of two who tell a sentence at its end as the subject, the second beside it."""
    page = Page(parsed, speech, cast)
    pairs = [pair for v in range(len(parsed.tokens)) if (pair := _pair(page, v)) is not None]
    return changed(parsed, pairs, _join)


def _pair(page: Page, v: int) -> Pair | None:
    token = page.parsed.tokens[v]
    sentence = page.parsed.sentences[token.sentence]
    if token.tag not in SAYING or sentence.heading or not _ends(page, v, sentence.last):
        return None
    joint = _joint(page, v, sentence.first)
    if joint is None or not _speaks(page, joint - 1):
        return None
    first = _first(page, joint, sentence.first)
    told = page.parsed.tokens[sentence.first : first]
    # "fighting between the army and the rebels": neither speaks.
    parted = not told or told[-1].text.lower() in (",", "between", "both")
    return None if parted or not any(one.tag in TELLING for one in told) else Pair(first, joint, v)


def _ends(page: Page, v: int, last: int) -> bool:
    """Return whether a verb of saying has nothing behind it that is said: whom it told, and when, at most."""
    senses = page.speech.verbs.get(page.parsed.tokens[v].lemma, ())
    tail = [one for one in page.parsed.tokens[v + 1 : last] if one.pos != "PUNCT"]
    goes_on = any(one.pos in ("VERB", "AUX") or one.text.lower() in GOING_ON for one in tail)
    quoted = any(one.text in ('"', "“", "``") for one in page.parsed.tokens[v + 1 : last])
    closing = any("closing" in sense.frames for sense in senses)
    return closing and len(tail) <= LONGEST_TAIL and not goes_on and not quoted


def _joint(page: Page, v: int, start: int) -> int | None:
    """Return the "and" before the name right at the verb, with nothing but that name between."""
    for i in range(v - 1, max(start, v - LONGEST_NAME), -1):
        token = page.parsed.tokens[i]
        if token.tag == "CC":
            return i if token.text == "and" and i < v - 1 and _is_second(page, i, v) else None
        if token.pos in ("VERB", "AUX", "PUNCT", "SCONJ") and token.tag not in ("HYPH", "VBN"):
            return None
    return None


def _is_second(page: Page, joint: int, v: int) -> bool:
    """Return whether one name alone stands between "and" and the verb: not in "22 children and six teachers a monitor said".

    Two that the parser has as the subject already are left as they are.
    """
    tokens, head = page.parsed.tokens, _head(page, joint + 1, v)
    known = any(tokens[i].dep == "nsubj" and tokens[i].head == v for i in page.parsed.ancestors(joint))
    glued = any(tokens[i].tag == "DT" and tokens[i - 1].pos != "ADP" for i in range(joint + 2, v))
    second = second_name(page, joint + 1, head + 1)
    begins = joint + 1 + (tokens[joint + 1].tag in ("DT", "CD"))
    listed = tokens[joint + 1].lemma.lower() == "other"
    return not (known or glued or listed) and second in (None, joint + 1, begins) and _speaks(page, head)


def _head(page: Page, first: int, last: int) -> int:
    """Return the noun of a name: the last one before a preposition."""
    return next((i for i in range(first + 1, last) if page.parsed.tokens[i].pos == "ADP"), last) - 1


def _can_speak(page: Page, i: int) -> bool:
    return page.parsed.tokens[i].pos in ("NOUN", "PROPN") and can_speak(page.parsed, i, page.speech)


def _speaks(page: Page, i: int) -> bool:
    """Return whether a noun is of those who tell: a voice, what somebody is, or a known name that is no place."""
    titled = page.lemma(i) in page.titles | page.speech.bodies and page.parsed.tokens[i].pos == "NOUN"
    return _can_speak(page, i) and (titled or page.kind(i) not in (None, "state"))


def _first(page: Page, joint: int, start: int) -> int:
    """Return where the first name begins: at its article, or where it stands glued to another."""
    tokens, last = page.parsed.tokens, joint - 1
    first = page.began(last) if last in page.cast.by_token else last
    while first > start and joint - first < LONGEST_FIRST and _is_name(tokens[first - 1]):
        first -= 1
    at = second_name(page, first, joint)
    # "over the Brack River activists and a monitor said"
    glued = at is not None and at > first and tokens[at - 1].pos in ("PROPN", "NOUN")
    if first > start and tokens[first - 1].tag in ("DT", "CD") and not glued:
        return first - 1
    return at if at is not None else joint - 1


def _is_name(token: Token) -> bool:
    return (
        token.pos in NAMING or token.tag in ("HYPH", "POS") or (token.tag == "VBN" and token.text.islower())
    )


def _join(tokens: list[Token], pair: Pair, start: int) -> None:
    first, joint, verb = pair
    names = range(first, verb)
    above, dep = _above(tokens, first, joint, verb)
    for i in range(start, first):
        if tokens[i].head in names:
            tokens[i] = tokens[i]._replace(head=above if above != i else verb, dep=dep)
        elif tokens[i].head == verb and tokens[i].dep == "nsubj":
            tokens[i] = tokens[i]._replace(dep="dep")
    if tokens[verb].head in names:
        tokens[verb] = tokens[verb]._replace(head=above)
    one, two = gather(tokens, first, joint), gather(tokens, joint + 1, verb)
    tokens[one] = tokens[one]._replace(head=verb, dep="nsubj")
    tokens[two] = tokens[two]._replace(head=one, dep="conj")
    tokens[joint] = tokens[joint]._replace(head=one, dep="cc")


def _above(tokens: list[Token], first: int, joint: int, verb: int) -> tuple[int, str]:
    """Return on what the first name hung, outside both names, and how."""
    i, steps = joint - 1, 0
    while tokens[i].head in range(first, verb + 1) and tokens[i].head != i and steps < verb - first:
        i, steps = tokens[i].head, steps + 1
    return (tokens[i].head, tokens[i].dep) if tokens[i].head not in range(first, verb + 1) else (verb, "dep")
