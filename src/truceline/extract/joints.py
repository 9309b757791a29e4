"""Joints: where a lost comma lets who speaks run into the name before: "… in the province of Brack | state media said"."""

from typing import NamedTuple

from truceline.extract.able import AGENTS
from truceline.extract.phrases import DAYS
from truceline.extract.second_names import Page, second_name
from truceline.model.parsed import Token

NAMING = ("NOUN", "PROPN", "ADJ", "NUM", "PART")
FINITE = ("VBD", "VBZ", "VBP", "MD")
# "Ann and Ben to meet in Brack | officials said": a headline tells too.
TOLD = (*FINITE, "VB")
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


class Joint(NamedTuple):
    """Two names that stand glued: tokens `first` to `at` and `at` to `last` (half-open); the second is the subject of `verb`.

    `leading` is the word that needs the first name: its preposition or its verb.
    """

    leading: int
    first: int
    at: int
    last: int
    verb: int


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
    tokens, last = page.parsed.tokens, v
    while last > start and tokens[last - 1].pos == "AUX" and tokens[last - 1].lemma == "have":
        last -= 1
    # "ten died in Brack | officials on Monday said"
    if last - 2 > start and tokens[last - 1].text in DAYS and tokens[last - 2].text == "on":
        last -= 2
    first = last
    while first > start and last - first < LONGEST and _is_name(tokens[first - 1]):
        first -= 1
    leading = first - 1 if tokens[first - 1].pos != "DET" else first - 2
    two = last - first > 1 and tokens[last - 1].pos in ("NOUN", "PROPN")
    if not two or first == start or leading < start or not _needs_one(page, leading, first, start):
        return None
    at = second_name(page, first, last)
    if at is None or at <= first:
        return None
    joint = Joint(leading, first, at, last, v)
    return joint if _stands(page, joint) else None


def _stands(page: Page, joint: Joint) -> bool:
    """Return whether the first of two names ends like one, and the second is no more than its count or its land."""
    before, last = page.parsed.tokens[joint.at - 1], joint.last - 1
    if not (before.pos in ("NOUN", "PROPN", "NUM") or before.text[:1].isupper()):
        return False
    # "a mosque in Brack Norland called": the town's land.
    land = page.kind(last) == "state" and page.began(last) == joint.at and before.pos == "PROPN"
    verbal = page.parsed.tokens[joint.leading].pos == "VERB"
    return not land and (not verbal or _is_counted(page, joint))


def _is_name(token: Token) -> bool:
    lower = token.tag in ("VBG", "VBN") and token.text.islower()
    return token.pos in NAMING or token.tag in ("HYPH", "POS") or lower


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
        return counted or (whole and not _of_one(page, leading))
    if token.tag != "IN" or token.text.lower() in BEFORE_CLAUSES or leading in page.cast.by_token:
        return False
    return leading == start or _is_told_before(page, leading, start)


def _is_told_before(page: Page, leading: int, start: int) -> bool:
    """Return whether something is told before a preposition, which stands with no one who speaks."""
    tokens, before = page.parsed.tokens, page.parsed.tokens[leading - 1]
    if (_speaks(page, leading - 1) and not _suffers(before)) or _of_one(page, leading - 1):
        return False
    # "the Board of Brack state schools": a name goes on.
    named = before.pos == "PROPN" and tokens[leading].text == "of"
    return not named and any(tokens[i].tag in TOLD for i in range(start, leading))


def _of_one(page: Page, i: int) -> bool:
    """Return whether a word hangs on one who speaks: "a member of the | council", "a unit | linked"."""
    tokens = page.parsed.tokens
    for _ in range(FURTHEST):
        if tokens[i].dep not in ("pobj", "prep", "acl", "relcl"):
            break
        i = tokens[i].head
        if _is_one(page, i):
            return True
    return False


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


def _is_counted(page: Page, joint: Joint) -> bool:
    """Return whether the number before is not the second name's: "wounded 50 | state media said", never "killed 50 rebels"."""
    tokens, last = page.parsed.tokens, joint.last - 1
    if any(tokens[i].pos in ("NOUN", "PROPN") for i in range(joint.first, joint.at)):
        return True
    known = last in page.cast.by_token
    return known or tokens[last].tag == "NN" or page.lemma(last) in ("media", "medium")
