"""Leading: what is told before who says it, where a verb ends its sentence: "Ten died in the raid a doctor said on Monday"."""

from truceline.extract.cues import Draft
from truceline.extract.phrases import phrase
from truceline.extract.speakers import stand_in
from truceline.extract.tails import FINITE
from truceline.model.parsed import Parsed

# "... told the paper, unnamed for fear of the guards.": what follows a verb that ends its sentence.
LONGEST_TAIL = 16
# "Says volumes about those who signed up": what follows a verb in the present as a rule is no name.
LONGEST_BEHIND_NAME = 10
# A contact clause is one too: "killed ten people the agency said" hangs the saying on the people, "ten in the town a
# source told the paper" on the deed, as if it were when it was done.
ENDING = ("ROOT", "conj", "ccomp", "parataxis", "relcl", "advcl", "acl", "punct")
# Words that join what follows to what stands before; the parser takes "dead" for one in "leaving ten dead a source said".
JOINING = ("CC", "IN", "TO", "WRB", "WDT", "WP")
NO_JOINT = ("dead",)
# "... activists said as fighting went on": what the report tells beside it.
OPENING = ("as", "while", "after", "before", "since", "amid")


def leading(parsed: Parsed, draft: Draft) -> frozenset[int]:
    """Return all before the speaker of a verb that ends its sentence; empty where it does not."""
    if draft.speaker is None or parsed.tokens[draft.head].dep not in ENDING or _is_held(parsed, draft.head):
        return frozenset()
    sentence = parsed.sentences[parsed.tokens[draft.head].sentence]
    name = phrase(parsed, draft.speaker) or [draft.speaker]
    # "... hid a report that says so": what stands before it is not what the report says.
    if not _closes(parsed, draft, name) or stand_in(parsed, draft.head, draft.speaker) is not None:
        return frozenset()
    after = max(name[-1], draft.head) + 1
    tail = [] if _describes(parsed, after, name) else _tail(parsed, after, sentence.last)
    longest = LONGEST_BEHIND_NAME if name[0] == draft.head + 1 else LONGEST_TAIL
    if len(tail) > longest or set(tail) & set(FINITE):
        return frozenset()
    return _told(parsed, sentence.first, min(name[0], draft.head))


def _closes(parsed: Parsed, draft: Draft, name: list[int]) -> bool:
    """Return whether a name and its verb can end a sentence: "… the mayor said", "… said the mayor"."""
    if name[0] == draft.head + 1:
        return draft.frame in ("closing", "bare")
    first = parsed.sentences[parsed.tokens[draft.head].sentence].first
    within = first < name[0] <= name[-1] < draft.head
    return draft.frame == "closing" and within and not _is_joint(parsed, name[0] - 1)


def _is_held(parsed: Parsed, v: int) -> bool:
    """See "they marched nine men said to be officers": nobody has spoken."""
    return v + 1 < len(parsed.tokens) and parsed.tokens[v + 1].tag == "TO"


def _describes(parsed: Parsed, after: int, name: list[int]) -> bool:
    """See "said the Board which watches the war", "said Ann Lee a clerk who fled": it tells who spoke, and nothing more."""
    if after >= len(parsed.tokens) or name[-1] != after - 1 or parsed.tokens[name[0] - 1].tag != "VBD":
        return False
    token = parsed.tokens[after]
    return token.tag in ("WDT", "WP") or token.lemma.lower() in ("a", "an")


def _is_joint(parsed: Parsed, i: int) -> bool:
    token = parsed.tokens[i]
    # "something a witness told the paper"
    return token.pos == "PRON" or (token.tag in JOINING and token.lemma.lower() not in NO_JOINT)


def _told(parsed: Parsed, first: int, last: int) -> frozenset[int]:
    """Return the clause from the last semicolon on that ends before token `last`, if it has a verb.

    "The mayor said yes; speaking to the council, he said no"; in "The road was cut; the agency said" the clause stands before it.
    """
    if last - 1 > first and parsed.tokens[last - 1].text == ";":
        last -= 1
    semicolons = [i for i in range(first, last) if parsed.tokens[i].text == ";"]
    told = range(semicolons[-1] + 1 if semicolons else first, last)
    return frozenset(told) if any(_tells(parsed, i) for i in told) else frozenset()


def _tells(parsed: Parsed, i: int) -> bool:
    """Return whether a verb tells: one with a tense, or "killed" in "A raid killed ten", which may be read without."""
    token = parsed.tokens[i]
    return token.tag in FINITE or (token.tag == "VBN" and token.dep != "amod")


def _tail(parsed: Parsed, first: int, last: int) -> list[str]:
    """Return the tags of what follows the cue, up to a participle or an "and" that goes on."""
    tags = [parsed.tokens[i].tag for i in range(first, last)]
    stops = [
        n
        for n, tag in enumerate(tags)
        if tag == "VBG" or (tag == "CC" and n == 0) or parsed.tokens[first + n].text in OPENING
    ]
    return tags[: stops[0]] if stops else tags
