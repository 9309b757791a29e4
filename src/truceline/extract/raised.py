"""Raised: clauses whose verb the parser hangs under another word ("jets believed to be Xlandish struck"), set right.

Without its commas a report runs two verbs together, and the parser takes what is thought of somebody for what he thinks.
"""

from collections.abc import Sequence
from typing import NamedTuple

from truceline.extract.by_phrases import HURT
from truceline.extract.rejoined import changed
from truceline.extract.thought_of import THOUGHT
from truceline.model.parsed import Parsed, Token

FINITE = ("VBD", "VBZ", "VBP")
# So many words say at most what somebody is thought to be: "believed to have been carried out by Xlandish or Ylandish jets".
LONGEST = 14
# In "killed at least 60 people" they stand so many words behind the verb.
COUNTED = 4


class Raised(NamedTuple):
    """A clause on `noun`: its verb, and the participle `under` that the parser took for its verb; None where it took none."""

    noun: int
    verb: int
    under: int | None


def raised(parsed: Parsed) -> Parsed:
    """Return the document with such clauses on their own verbs."""
    thought = [found for i in range(len(parsed.tokens)) if (found := _thought(parsed, i)) is not None]
    said = [found for i in range(len(parsed.tokens)) if (found := _said(parsed, i)) is not None]
    return changed(changed(parsed, thought, _set_right), said, _set_right)


def _thought(parsed: Parsed, i: int) -> Raised | None:
    """See "jets believed to be Xlandish struck the town": the jets struck it, and believe nothing."""
    token = parsed.tokens[i]
    following = [one.text.lower() for one in parsed.tokens[i + 1 : i + 3]]
    if token.lemma not in THOUGHT or following[:1] != ["to"] or parsed.children(i, "aux", "auxpass"):
        return None
    nouns = [c for c in parsed.children(i, "nsubj", "nsubjpass") if c < i]
    verb = _next_verb(parsed, i)
    if len(nouns) != 1 or parsed.tokens[nouns[0]].pos not in ("NOUN", "PROPN") or verb is None:
        return None
    return Raised(nouns[0], verb, i)


def _next_verb(parsed: Parsed, i: int) -> int | None:
    """Return the first finite verb behind what is thought, if it is told of nobody else."""
    last = min(parsed.sentences[parsed.tokens[i].sentence].last, i + LONGEST)
    for v in range(i + 3, last):
        token = parsed.tokens[v]
        if token.pos in ("PUNCT", "SCONJ") and token.tag != "HYPH":
            return None
        if token.pos == "VERB" and (token.tag in FINITE or _acts(parsed, v)):
            told = [c for c in parsed.children(v, "nsubj", "nsubjpass") if c > i]
            return None if told else v
    return None


def _acts(parsed: Parsed, v: int) -> bool:
    """See "believed to be Xlandish killed at least 60", where the parser has them killed."""
    done = parsed.tokens[v].tag == "VBN" and (_counts(parsed.tokens, v) or parsed.children(v, "dobj"))
    return bool(done) and not parsed.children(v, "aux", "auxpass")


def _counts(tokens: Sequence[Token], v: int) -> bool:
    return [token.text.lower() for token in tokens[v + 1 : v + 3]] == ["at", "least"] and v + COUNTED < len(
        tokens
    )


def _said(parsed: Parsed, i: int) -> Raised | None:
    """See "said that rebels targeted on Monday a village": they did, where the parser has them targeted."""
    token = parsed.tokens[i]
    marked = any(parsed.tokens[c].text.lower() == "that" for c in parsed.children(i, "mark"))
    if token.dep != "ccomp" or token.pos not in ("NOUN", "PROPN") or not marked:
        return None
    if parsed.children(i, "cop", "nsubj", "aux"):
        return None
    verbs = [c for c in parsed.children(i, "acl") if c == i + 1 and parsed.tokens[c].tag == "VBN"]
    if not verbs or parsed.children(verbs[0], "agent", "auxpass"):
        return None
    hurt = parsed.tokens[verbs[0]].lemma in HURT and not parsed.children(verbs[0], "dobj")
    return None if hurt else Raised(i, verbs[0], None)


def _set_right(tokens: list[Token], one: Raised, start: int) -> None:
    """Hang the noun on its own verb, and that where the clause hung."""
    top = one.noun if one.under is None else one.under
    if not _is_under(tokens, top, one.verb):
        root = tokens[top].head == top
        head, dep = (one.verb, "ROOT") if root else (tokens[top].head, tokens[top].dep)
        tokens[one.verb] = tokens[one.verb]._replace(head=head, dep=dep)
    tokens[one.verb] = tokens[one.verb]._replace(tag="VBD", pos="VERB")
    for i in range(start, len(tokens)):
        if tokens[i].sentence != tokens[one.verb].sentence:
            break
        outside = i < one.noun or i > one.verb
        if tokens[i].head == top and outside and (one.under is not None or tokens[i].dep == "mark"):
            tokens[i] = tokens[i]._replace(head=one.verb)
    if one.under is not None:
        tokens[one.under] = tokens[one.under]._replace(head=one.noun, dep="acl", tag="VBN")
    tokens[one.noun] = tokens[one.noun]._replace(head=one.verb, dep=_as_subject(tokens, one.verb))
    killed = one.verb + COUNTED
    if _counts(tokens, one.verb) and tokens[killed - 1].tag == "CD" and tokens[killed].pos == "NOUN":
        tokens[killed] = tokens[killed]._replace(head=one.verb, dep="dobj")


def _as_subject(tokens: list[Token], verb: int) -> str:
    passive = any(token.head == verb and token.dep == "auxpass" for token in tokens[max(0, verb - 3) : verb])
    return "nsubjpass" if passive else "nsubj"


def _is_under(tokens: list[Token], i: int, other: int) -> bool:
    """Return whether `i` hangs on `other` in the end."""
    seen: set[int] = set()
    while tokens[i].head != i and i not in seen:
        seen.add(i)
        i = tokens[i].head
        if i == other:
            return True
    return False
