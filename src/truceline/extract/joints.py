"""Joints: where a lost comma lets who speaks run into the name before: "… in the province of Brack | state media said"."""

from typing import NamedTuple

from truceline.extract.able import AGENTS
from truceline.knowledge.speech import Speech
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed, Token

NAMING = ("NOUN", "PROPN", "ADJ", "NUM", "PART")
FINITE = ("VBD", "VBZ", "VBP", "MD")
# "He left after state media said so": these lead to a clause too, and then nothing is glued.
BEFORE_CLAUSES = frozenset(
    [
        "after",
        "before",
        "since",
        "until",
        "as",
        "than",
        "like",
        "that",
        "if",
        "while",
        "because",
        "whether",
        "for",
        "though",
        "although",
    ]
)
# More words than this are no two names.
LONGEST = 12
# From "in" up to the noun it tells of: "a member of the council in".
FURTHEST = 5
# "controlled by the League | activists said": these are nobody's.
NOBODYS = ("activist", "rebel", "resident", "witness", "source")
PRESS = ("news", "tv", "television", "agency")
# "BBC", and no "UN": of two letters are countries and bodies.
MORE = 2
PARTICIPLES = ("lead", "rule", "govern")


class Joint(NamedTuple):
    """Two names that stand glued: tokens `first` to `at` and `at` to `last` (half-open); the second is the subject of `verb`.

    `leading` is the word that needs the first name: its preposition or its verb.
    """

    leading: int
    first: int
    at: int
    last: int
    verb: int


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


def find_joints(page: Page) -> list[Joint]:
    """Return the joints of the body before verbs of saying, in the order of the text; a comma leaves nothing glued."""
    found = []
    for sentence in page.parsed.sentences:
        tokens = page.parsed.tokens[sentence.first : sentence.last]
        if sentence.heading or any(token.text == "," for token in tokens):
            continue
        for v, token in enumerate(tokens, sentence.first):
            if token.tag in ("VBD", "VBZ", "VBP", "VBN") and _tells(page, v):
                joint = _before(page, v, sentence.first)
                if joint is not None:
                    found.append(joint)
    return found


def _tells(page: Page, v: int) -> bool:
    senses = page.speech.verbs.get(page.parsed.tokens[v].lemma, ())
    return any(sense.frames & {"closing", "clause", "that"} for sense in senses)


def _before(page: Page, v: int, start: int) -> Joint | None:
    """Return the joint in the names right before a verb, where a preposition or a verb before them needs one of them."""
    tokens = page.parsed.tokens
    last = v
    while last > start and tokens[last - 1].pos == "AUX" and tokens[last - 1].lemma == "have":
        last -= 1
    first = last
    while first > start and last - first < LONGEST and _is_name(tokens[first - 1]):
        first -= 1
    if last - first <= 1 or first == start or tokens[last - 1].pos not in ("NOUN", "PROPN"):
        return None
    leading = first - 1 if tokens[first - 1].pos != "DET" else first - 2
    if leading < start or not _needs_one(page, leading, first, start):
        return None
    at = _second(page, first, last)
    if at is None or at <= first or not _may_end(tokens[at - 1]):
        return None
    if tokens[leading].pos == "VERB" and not _is_counted(page, first, at, last):
        return None
    # "a mosque in Brack Norland called": the town's land.
    if page.kind(last - 1) == "state" and page.began(last - 1) == at and tokens[at - 1].pos == "PROPN":
        return None
    return Joint(leading, first, at, last, v)


def _is_name(token: Token) -> bool:
    lower = token.tag in ("VBG", "VBN") and token.text.islower()
    return token.pos in NAMING or token.tag in ("HYPH", "POS") or lower


def _may_end(token: Token) -> bool:
    return token.pos in ("NOUN", "PROPN", "NUM") or token.text[:1].isupper()


def _needs_one(page: Page, leading: int, first: int, start: int) -> bool:
    """Return whether the word before the names would stand with nothing, were they all one name.

    "Ten died in Brack rebels said" and "In Brack rebels said"; "a source in Brack city said" has its subject before.
    """
    tokens = page.parsed.tokens
    token = tokens[leading]
    if token.pos == "VERB":
        counted = token.lemma in page.speech.harming and tokens[first].tag == "CD"
        # "have joined the southern branch | the agency said"
        whole = leading == first - 2 and token.lemma not in page.speech.verbs
        return counted or (whole and not any(_is_one(page, i) for i in _over(page, leading)))
    if token.tag != "IN" or token.text.lower() in BEFORE_CLAUSES or leading in page.cast.by_token:
        return False
    if leading == start:
        return True
    before = tokens[leading - 1]
    if (_speaks(page, leading - 1) and not _suffers(before)) or any(
        _is_one(page, i) for i in _over(page, leading - 1)
    ):
        return False
    # "the Board of Brack state schools": a name goes on.
    if before.pos == "PROPN" and token.text == "of":
        return False
    return any(tokens[i].tag in FINITE for i in range(start, leading))


def _over(page: Page, i: int) -> list[int]:
    """Return the nouns that a noun hangs on: "a member of the | council", "a unit | linked"."""
    tokens, found = page.parsed.tokens, []
    while len(found) < FURTHEST and tokens[i].dep in ("pobj", "prep", "acl", "relcl"):
        i = tokens[i].head
        found.append(i)
    return found


def _is_one(page: Page, i: int) -> bool:
    """See "a member of the council in Brack said": one person, told by an article, and no paper."""
    article = any(page.lemma(c) in ("a", "an", "the") for c in page.parsed.children(i, "det"))
    single = article and page.parsed.tokens[i].tag == "NN"
    return single and _speaks(page, i) and page.lemma(i) not in page.speech.papers


def _suffers(token: Token) -> bool:
    """See "killed activists in Brack rebels said": those are no speakers."""
    return token.tag == "NNS" and token.dep in ("dobj", "nsubjpass")


def _speaks(page: Page, i: int) -> bool:
    """Return whether a noun tells of people who speak, or of a paper."""
    lemma, speech = page.lemma(i), page.speech
    if any(lemma in words for words in (speech.voices, speech.personal, speech.papers, speech.talkers)):
        return page.parsed.tokens[i].pos == "NOUN"
    return page.parsed.tokens[i].pos == "NOUN" and lemma.endswith(AGENTS) and lemma not in speech.mute


def _second(page: Page, first: int, last: int) -> int | None:
    """Return where the second of two names begins: a known name with what its bearer is, or voices with what sorts them."""
    tokens, head = page.parsed.tokens, last - 1
    at = _known(page, first, head) if head in page.cast.by_token else None
    at = _voice(page, head) if at is None else at
    if at is None:
        return None
    dated = first
    while dated < at and tokens[dated].label == "DATE":
        dated += 1
    if dated > first and all(tokens[i].text[:1].isupper() for i in range(dated, at)):
        return dated
    top = at
    while at > first and (begin := _sorting(page, at - 1, head)) is not None:
        at = begin
        if tokens[at].pos == "ADJ" and tokens[at].text[:1].isupper():
            break
    # "the war | monitoring chief": a word that sorts may also be the first name.
    if at - 1 > first and tokens[at - 1].tag == "CD" and tokens[head].tag == "NNS":
        return at - 1  # "killing four people | two residents said"
    known = head in page.cast.by_token
    closed = (
        known and at <= first and tokens[first - 1].pos == "DET" and first < top and tokens[first].tag == "NN"
    )
    return first + 1 if closed and page.lemma(first) in page.speech.sorting else at


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
    while at > first and (
        tokens[at - 1].text in ("Abu", "Bin", "Ibn", "Umm") or _goes_on(tokens[at], tokens[at - 1])
    ):
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
    token, lemma = page.parsed.tokens[i], page.lemma(i)
    mention = page.cast.by_token.get(i)
    if token.tag == "POS":
        return page.began(i - 1)
    if mention is not None and mention.adjective:
        return page.began(i)
    titles = (
        page.speech.personal | page.speech.mouths | page.speech.voices - page.speech.papers - {"statement"}
    )
    if mention is not None:
        after = page.lemma(i + 1) in page.speech.personal and i + 1 < head
        ends = page.lemma(mention.head) in titles
        office = page.kind(i) != "state" and (after or ends)
        plain = token.text.islower() and lemma in page.speech.sorting
        return page.began(i) if office or plain or _is_shortened(page, i, head) else None
    if lemma in titles | page.speech.sorting or _is_shortened(page, i, head):
        return i
    if token.tag == "HYPH":
        return i - 1
    # "the Skarn news agency": a name that is new.
    new = token.pos == "PROPN" and token.label not in ("GPE", "LOC", "DATE") and page.lemma(i + 1) in PRESS
    run = token.tag in ("VBG", "VBN") and (lemma in PARTICIPLES or page.parsed.tokens[i - 1].tag == "HYPH")
    rank = token.text[:1].isupper() and token.text.endswith(".")
    return i if new or run or rank or (token.pos == "ADJ" and token.text.islower()) else None


def _is_shortened(page: Page, i: int, head: int) -> bool:
    """See "NRC officials", "the UN agencies": letters before those who speak for them."""
    text = page.parsed.tokens[i].text
    return text.isupper() and len(text) > 1 and page.lemma(head) not in NOBODYS


def _is_counted(page: Page, first: int, at: int, last: int) -> bool:
    """Return whether the number before is not the second name's: "wounded 50 | state media said", never "killed 50 rebels"."""
    tokens = page.parsed.tokens
    if any(tokens[i].pos in ("NOUN", "PROPN") for i in range(first, at)):
        return True
    known = last - 1 in page.cast.by_token
    return known or tokens[last - 1].tag == "NN" or page.lemma(last - 1) in ("media", "medium")
