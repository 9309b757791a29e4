"""Give the report its voice back inside a content: "Ann said A had failed, and blamed B" is Ann's blame and no part of A."""

from collections.abc import Iterable

from truceline.extract.able import can_speak
from truceline.extract.cues import Draft
from truceline.knowledge.speech import Speech
from truceline.model.parsed import Parsed

FINITE = ("VBD", "VBZ", "VBP")
# Who takes one goes on to tell why.
POSITIONS = ("denies", "doubts", "confirms", "condemns", "admits", "claims-responsibility", "accuses")
# "denied the allegations saying", "calling them baseless"
NAMING = {"say", "claim", "argue", "fear", "call", "describe", "term", "brand", "label"}


def resumed(parsed: Parsed, speech: Speech, drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts, each without the clauses by which the report goes on after it, and those with the right speaker.

    The parser joins such a clause to the last verb that it has read, which is one of what is said.
    """
    found = {draft.head: draft for draft in drafts}
    for head in sorted(found):
        inner = found[head]
        outer = [
            found[h]
            for h in found
            if h < head and head in found[h].content and _holds(parsed, speech, found[h], inner)
        ]
        above = max(outer, key=lambda one: one.head, default=None)
        if above is None:
            continue
        adds = _adds(parsed, inner) and parsed.tokens[head].head not in found
        adds = (
            adds
            or _is_left_open(parsed, inner)
            or _justifies(parsed, speech, above, inner)
            or _points_back(parsed, speech, above, inner)
        )
        if not adds and not _goes_on(parsed, speech, above, inner):
            continue
        cut = frozenset(range(_opening(parsed, head), max(parsed.subtree(head)) + 1))
        for one in outer:
            found[one.head] = one._replace(content=one.content - cut)
        if not parsed.children(head, "nsubj", "nsubjpass"):
            found[head] = inner._replace(speaker=above.speaker)
    return list(found.values())


def _goes_on(parsed: Parsed, speech: Speech, outer: Draft, inner: Draft) -> bool:
    """Return whether the inner cue stands beside the outer one: of its tense, and set off from what is said.

    What is said is shifted ("had failed") or it ends at a comma; "that" would carry it on.
    """
    token = parsed.tokens[inner.head]
    # "said its jets were not to blame and accused Ben", where the one who accuses is known to be who said it.
    same = inner.speaker == outer.speaker and token.dep == "conj" and token.tag in (*FINITE, "VBN")
    answers = inner.stance in (*POSITIONS, "demands", "promises", "warns")
    same = same and answers and inner.frame != "noun" and token.head in outer.content
    if same or _keeps_back(parsed, outer, inner) or _contrasts(parsed, outer, inner):
        return True
    if (
        token.dep != "conj"
        or token.tag not in FINITE
        or token.tag != _tense(parsed, outer.head)
        or token.head not in outer.content
    ):
        return False
    if parsed.children(inner.head, "mark", "aux") or inner.frame in ("noun", "adjective", "according"):
        return False
    joint = _opening(parsed, inner.head)
    comma = parsed.tokens[joint].text == ","
    own = bool(parsed.children(inner.head, "nsubj", "nsubjpass"))
    said = parsed.tokens[token.head]
    shifted = said.tag != _tense(parsed, outer.head) or bool(parsed.children(token.head, "aux"))
    if own:
        # "said the groom was among the dead but a relative told the agency ..."
        told = any("closing" in sense.frames for sense in speech.verbs.get(token.lemma, ()))
        return (comma and shifted) or (told and "but" in (parsed.tokens[i].lemma for i in (joint, joint + 1)))
    # "estimates that the loan carries a risk and recommends ...": a loan recommends nothing.
    heard = [s for s in parsed.children(token.head, "nsubj", "nsubjpass") if can_speak(parsed, s, speech)]
    return shifted or comma or not heard


def _tense(parsed: Parsed, v: int) -> str:
    """Return the tag that tells a verb's tense: that of the "did" of "did not say when it fell"."""
    helping = [parsed.tokens[a].tag for a in parsed.children(v, "aux") if parsed.tokens[a].lemma == "do"]
    return helping[0] if helping else parsed.tokens[v].tag


def _points_back(parsed: Parsed, speech: Speech, outer: Draft, inner: Draft) -> bool:
    """See "said that Norland ignores the raids urging it to act": who urges it is not Norland, whom "it" takes up."""
    token = parsed.tokens[inner.head]
    met = [parsed.tokens[o].text.lower() for o in parsed.children(inner.head, "dobj")]
    return (
        token.tag == "VBG"
        and token.lemma in speech.resuming
        and met[:1] in (["it"], ["them"], ["him"], ["her"])
        and (inner.speaker is None or inner.speaker in outer.content)
    )


def _holds(parsed: Parsed, speech: Speech, outer: Draft, inner: Draft) -> bool:
    """Return whether the report can go on after the outer draft: after a clause, and after a position on a thing."""
    if outer.frame == "clause" or _justifies(parsed, speech, outer, inner):
        return True
    return outer.frame in ("person", "onto", "object") and _contrasts(parsed, outer, inner)


def _justifies(parsed: Parsed, speech: Speech, outer: Draft, inner: Draft) -> bool:
    """See "denied that it had used gas saying its army has none": who takes a position tells why; commas are often lost."""
    token = parsed.tokens[inner.head]
    if token.tag != "VBG" or token.dep not in ("advcl", "acl", "xcomp") or inner.frame == "noun":
        return False
    if outer.stance not in POSITIONS or outer.frame not in ("clause", "object", "phrase", "person", "onto"):
        return False
    # "dismissed letters saying that it had": what is written says it.
    above = parsed.tokens[token.head]
    told = {above.lemma, *(parsed.tokens[i].lemma for i in parsed.subtree(token.head) if i < inner.head)}
    # "denied claims by rebels on the use of gas saying it has none": what is denied ends before its answer.
    apart = above.lemma in speech.charges and token.head < inner.head - 1
    written = (
        token.dep == "acl"
        and not apart
        and bool(told & (speech.papers | speech.nouns.keys() | speech.charges | speech.voices))
    )
    own = any(s > token.head for s in parsed.children(inner.head, "nsubj"))
    answers = token.lemma in speech.resuming | NAMING or inner.stance in POSITIONS
    return answers and not own and (not written or token.lemma == "fear")


def _keeps_back(parsed: Parsed, outer: Draft, inner: Draft) -> bool:
    """See "said they were shells but could not specify whose": who tells the one does not tell the other."""
    token = parsed.tokens[inner.head]
    bare = token.dep == "conj" and not parsed.children(inner.head, "nsubj", "nsubjpass", "mark")
    if not bare or not parsed.children(inner.head, "neg") or token.head not in outer.content:
        return False
    first = _opening(parsed, inner.head)
    turn = "but" in [parsed.tokens[i].lemma for i in (first, first + 1)]
    return turn and inner.stance == "says" and outer.stance in ("says", "claims") and inner.frame != "noun"


def _contrasts(parsed: Parsed, outer: Draft, inner: Draft) -> bool:
    """See "said rebels had fired it but rebels blamed the army", "blamed Norland while Norland denied it": another answers."""
    token = parsed.tokens[inner.head]
    own = parsed.children(inner.head, "nsubj")
    if (
        inner.stance not in POSITIONS
        or not own
        or token.tag not in (*FINITE, "VBN")
        or token.head not in outer.content
    ):
        return False
    named = any(parsed.tokens[s].pos in ("NOUN", "PROPN") for s in own)
    first = _opening(parsed, inner.head)
    words = {parsed.tokens[i].lemma for i in (first, first + 1)}
    turned = words & {"but"} if token.dep == "conj" else words & {"while", "whereas", "though", "although"}
    return named and token.dep in ("conj", "advcl") and bool(turned)


def _adds(parsed: Parsed, inner: Draft) -> bool:
    """See "said the lake was low, adding that ...": only who has spoken adds, or charges those whom a raid left dead."""
    token = parsed.tokens[inner.head]
    if token.tag != "VBG" or token.dep not in ("advcl", "xcomp") or inner.frame != "clause":
        return False
    left = inner.speaker is not None and inner.speaker in parsed.children(token.head, "dobj")
    return token.lemma == "add" or (left and parsed.tokens[token.head].lemma == "leave")


def _is_left_open(parsed: Parsed, inner: Draft) -> bool:
    """See "confirmed that gas had been used without saying which side had used it": who confirmed it does not say."""
    token = parsed.tokens[inner.head]
    return token.dep == "pcomp" and token.tag == "VBG" and parsed.tokens[token.head].lemma == "without"


def _opening(parsed: Parsed, head: int) -> int:
    """Return where the clause begins, its "and" and its comma included."""
    # "did not say when it fell and said": the parser hangs the "when" on the second verb.
    joined = parsed.tokens[head].head if parsed.tokens[head].dep == "conj" else -1
    first = min(i for i in parsed.subtree(head) if i > joined or joined > head)
    if first and parsed.tokens[first - 1].lemma == "without":
        first -= 1
    while first and parsed.tokens[first - 1].tag in ("CC", ","):
        first -= 1
    return first
