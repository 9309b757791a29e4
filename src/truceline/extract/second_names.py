"""Second names: of two names that stand glued, where the second begins, with the words that tell what its bearer is."""

from typing import NamedTuple

from truceline.knowledge.speech import Speech
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed, Token

# "controlled by the League | activists said": these are nobody's.
NOBODYS = ("activist", "rebel", "resident", "witness", "source")
PRESS = ("news", "tv", "television", "agency")
# "BBC", and no "UN": of two letters are countries and bodies.
MORE = 2
PARTICIPLES = ("lead", "rule", "govern")
# Words that begin the last part of a name.
OF_A_NAME = ("Abu", "Bin", "Ibn", "Umm")


class Page(NamedTuple):
    """What the search for joints looks at."""

    parsed: Parsed
    speech: Speech
    cast: Cast

    def lemma(self, i: int) -> str:
        """Return the lemma of a token in lower case."""
        return self.parsed.tokens[i].lemma.lower()

    def kind(self, i: int) -> str | None:
        """Return the kind of the actor that a token names."""
        actor = self.cast.actors.get(self.cast.actor_at(i) or "")
        return actor.kind if actor else None

    def began(self, i: int) -> int:
        """Return where the known name around a token begins."""
        mention = self.cast.by_token.get(i)
        while i and self.cast.by_token.get(i - 1) == mention:
            i -= 1
        return i

    @property
    def titles(self) -> frozenset[str]:
        """Return the nouns that tell what somebody is who speaks."""
        speech = self.speech
        return speech.personal | speech.mouths | (speech.voices - speech.papers - {"statement"})


def second_name(page: Page, first: int, last: int) -> int | None:
    """Return where the second of two names begins: a known name with what its bearer is, or voices with what sorts them."""
    tokens, head = page.parsed.tokens, last - 1
    at = _known(page, first, head) if head in page.cast.by_token else None
    at = _voice(page, head) if at is None else at
    if at is None:
        return None
    # "On Sunday | Union leader Ann Berg said"
    dated = next((i for i in range(first, at) if tokens[i].label != "DATE"), at)
    if dated > first and all(tokens[i].text[:1].isupper() for i in range(dated, at)):
        return dated
    top, at = at, _with_titles(page, first, at, head)
    if at - 1 > first and tokens[at - 1].tag == "CD" and tokens[head].tag == "NNS":
        return at - 1  # "killing four people | two residents said"
    # "the war | monitoring chief": a word that sorts may also be the first name.
    closed = at <= first < top and tokens[first - 1].pos == "DET" and tokens[first].tag == "NN"
    known = head in page.cast.by_token and page.lemma(first) in page.speech.sorting
    return first + 1 if closed and known else at


def _with_titles(page: Page, first: int, at: int, head: int) -> int:
    """Return where the words begin that tell what a name is, before it; a nationality is the first of them."""
    while at > first and (begin := _sorting(page, at - 1, head)) is not None:
        at = begin
        if page.parsed.tokens[at].pos == "ADJ" and page.parsed.tokens[at].text[:1].isupper():
            break
    return at


def _known(page: Page, first: int, head: int) -> int | None:
    """Return where the known name that ends at a token begins; None where it is nobody's, or all there is."""
    mention = page.cast.by_token[head]
    at = page.began(head)
    # "the League | group": a bare word is known only by what stands before it.
    bare = at == head and page.parsed.tokens[at].text.islower() and page.parsed.tokens[at].tag != "NNS"
    if mention.actor is None or mention.adjective or bare:
        return None
    # "Abu Leith", where only the last word is known; "Brack | Ann Lee" where the parser knows where she begins.
    tokens = page.parsed.tokens
    while at > first and (tokens[at - 1].text in OF_A_NAME or _goes_on(tokens[at], tokens[at - 1])):
        at -= 1
    return at if at > first else None


def _goes_on(token: Token, before: Token) -> bool:
    return token.label == before.label == "PERSON" and not token.begins


def _voice(page: Page, head: int) -> int | None:
    """Return the token itself where it names those who speak with no article before: "rebels", "media"."""
    token, lemma = page.parsed.tokens[head], page.lemma(head)
    if not token.text.islower():
        # "during the failed raid | NNA reports": letters are the name of an outlet.
        before = page.parsed.tokens[head - 1]
        letters = token.text.isupper() and len(token.text) > MORE and token.label not in ("GPE", "DATE")
        return head if letters and before.tag in ("NN", "NNS") and before.text.islower() else None
    several = token.tag == "NNS" and lemma in page.speech.voices | page.speech.personal
    return head if several or lemma in page.speech.unarticled else None


def _sorting(page: Page, i: int, head: int) -> int | None:
    """Return where words begin that tell what the name after them is: "state | news agency", "local | sources", "Xlandish | officials"."""
    token = page.parsed.tokens[i]
    if token.tag == "POS":
        return page.began(i - 1)
    if i in page.cast.by_token:
        return page.began(i) if _is_title(page, i, head) else None
    if page.lemma(i) in page.titles | page.speech.sorting or _is_shortened(page, i, head):
        return i
    if token.tag == "HYPH":
        return i - 1
    return i if _qualifies(page, i) else None


def _is_title(page: Page, i: int, head: int) -> bool:
    """See "Xlandish | officials", "Xland's foreign minister | Ann Berg", "Observatory | chief Ann Berg"."""
    mention, lemma = page.cast.by_token[i], page.lemma(i)
    if mention.adjective or _is_shortened(page, i, head):
        return True
    if page.parsed.tokens[i].text.islower() and lemma in page.speech.sorting:
        return True
    after = page.lemma(i + 1) in page.speech.personal and i + 1 < head
    return page.kind(i) != "state" and (after or page.lemma(mention.head) in page.titles)


def _qualifies(page: Page, i: int) -> bool:
    """See "local | sources", "the state-run | agency", "Maj. Gen. | Lee", and a name that is new: "the Skarn | news agency"."""
    token, lemma = page.parsed.tokens[i], page.lemma(i)
    if token.pos == "ADJ" and token.text.islower():
        return True
    if token.pos == "PROPN" and token.label not in ("GPE", "LOC", "DATE") and page.lemma(i + 1) in PRESS:
        return True
    if token.text[:1].isupper() and token.text.endswith("."):
        return True
    joined = lemma in PARTICIPLES or page.parsed.tokens[i - 1].tag == "HYPH"
    return token.tag in ("VBG", "VBN") and joined


def _is_shortened(page: Page, i: int, head: int) -> bool:
    """See "NRC officials", "the UN agencies": letters before those who speak for them."""
    text = page.parsed.tokens[i].text
    return text.isupper() and len(text) > 1 and page.lemma(head) not in NOBODYS
