"""Rejoined: the grammar of a document with the names that stood glued taken apart, each where it belongs."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from truceline.extract.joints import Joint, find_joints
from truceline.extract.joints_after import after_according
from truceline.extract.second_names import Page
from truceline.knowledge.speech import Speech
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed, Token


class AtVerb(Protocol):
    """Something found at a verb, whose sentence is to be changed."""

    @property
    def verb(self) -> int:
        """Return the token of the verb."""


C = TypeVar("C", bound=AtVerb)
# What a word may go on being where it moves to another word of its own name.
OF_NAMES = (
    "det",
    "amod",
    "nummod",
    "punct",
    "poss",
    "compound",
    "cc",
    "conj",
    "prep",
    "acl",
    "npadvmod",
    "nmod",
)


def rejoined(parsed: Parsed, speech: Speech, cast: Cast) -> Parsed:
    """Return the document with each second name as the subject of its verb, and the first one with the word that needs it."""
    page = Page(parsed, speech, cast)
    opening = [after_according(page, one) for one in parsed.sentences if not one.heading]
    joints = [*find_joints(page), *filter(None, opening)]
    return changed(parsed, joints, _part)


def changed(parsed: Parsed, found: Sequence[C], change: Callable[[list[Token], C, int], None]) -> Parsed:
    """Return the document with each of what was `found` changed, from the start of its sentence on.

    What hangs on itself in the end is no grammar: then that sentence stays as it was.
    """
    if not found:
        return parsed
    tokens = list(parsed.tokens)
    for one in found:
        sentence = parsed.sentences[tokens[one.verb].sentence]
        tried = list(tokens)
        change(tried, one, sentence.first)
        if not _goes_round(tried, sentence.first, sentence.last):
            tokens = tried
    return Parsed(parsed.doc, tuple(tokens), parsed.sentences)


def _part(tokens: list[Token], joint: Joint, start: int) -> None:
    leading, verb = joint.leading, joint.verb
    names = range(leading + 1, joint.last)
    _raise(tokens, verb, names)
    second = gather(tokens, joint.at, joint.last)
    tokens[second] = tokens[second]._replace(head=verb, dep="nsubj")
    one = gather(tokens, leading + 1, joint.at)
    led = "dobj" if tokens[leading].pos == "VERB" else "pobj"
    tokens[one] = tokens[one]._replace(head=leading, dep=led)
    if tokens[leading].head in names:
        before = leading - 1 if leading > start else verb
        tokens[leading] = tokens[leading]._replace(head=before, dep="prep")
    # Those named before are in what is told, or in a headline, and do not speak.
    for i in range(start, leading):
        if tokens[i].head == verb and tokens[i].dep == "nsubj":
            tokens[i] = tokens[i]._replace(dep="dep")
    # What was told hung on who tells it.
    for i in range(start, leading):
        if joint.at <= tokens[i].head < joint.last:
            told = "ccomp" if tokens[i].pos in ("VERB", "AUX") else "dep"
            tokens[i] = tokens[i]._replace(head=verb, dep=told)


def _raise(tokens: list[Token], verb: int, names: range) -> None:
    """Hang the verb on what the names hung on, where it hung on one of them: "ten in Brack | the agency | said"."""
    above = tokens[verb].head
    while above in names and tokens[above].head != above and above != verb:
        above = tokens[above].head
    if tokens[verb].head in names:
        tokens[verb] = tokens[verb]._replace(head=verb if above in names else above)


def gather(tokens: list[Token], first: int, last: int) -> int:
    """Hang all of a name on one of its words, and return that."""
    inside = range(first, last)
    tops = [i for i in inside if tokens[i].head not in inside or tokens[i].head == i]
    names = [i for i in tops if tokens[i].pos in ("NOUN", "PROPN", "NUM")]
    # "a report by the League": what stands before its preposition is the head.
    ends = next((i for i in inside if tokens[i].pos == "ADP"), last)
    names = [i for i in names if i < ends] or names
    head = names[-1] if names else last - 1
    if tokens[head].head in inside:
        tops.append(head)
    for i in tops:
        if i != head:
            dep = tokens[i].dep if tokens[i].dep in OF_NAMES else "compound"
            tokens[i] = tokens[i]._replace(head=head, dep=dep)
    return head


def _goes_round(tokens: list[Token], first: int, last: int) -> bool:
    """Return whether some word of a sentence hangs on itself in the end."""
    sound: set[int] = set()
    for i in range(first, last):
        path: list[int] = []
        while i not in sound and i not in path:
            path.append(i)
            if tokens[i].head == i:
                break
            i = tokens[i].head
        else:
            if i in path:
                return True
        sound.update(path)
    return False
