"""Find the words of who speaks: the subject of a reporting verb, also where it is left out or stands elsewhere."""

from truceline.knowledge.speech import Speech
from truceline.model.parsed import Parsed

# Steps up the tree from a verb to the subject that it shares; more never led to the right one.
FURTHEST = 6
SHARING = ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep")
# What hangs on a name but does not name: "Ann, who left, ...".
LOOSE = ("relcl", "acl", "appos", "advcl", "ccomp", "parataxis", "dep")


def is_passive(parsed: Parsed, v: int) -> bool:
    """Return whether the verb is passive, a bare participle ("asked about it, Ann said") included."""
    if parsed.children(v, "nsubjpass", "auxpass", "agent"):
        return True
    token = parsed.tokens[v]
    return token.tag == "VBN" and token.dep in ("acl", "advcl", "amod", "relcl") and not parsed.children(v, "aux", "nsubj")


def agent(parsed: Parsed, v: int) -> int | None:
    """Return the head of "by ..." of a passive verb or of a noun."""
    for by in parsed.children(v, "agent", "prep"):
        if parsed.tokens[by].lemma == "by":
            return next(iter(parsed.children(by, "pobj")), None)
    return None


def subject(parsed: Parsed, v: int, speech: Speech) -> int | None:
    """Return the head of who speaks at verb `v`, its own subject or the one that it shares."""
    node = v
    for _ in range(FURTHEST):
        own = _own_subject(parsed, node, v, speech)
        if own is not None:
            return own
        token = parsed.tokens[node]
        if token.dep in ("acl", "relcl"):
            return _issuer(parsed, token.head)
        if token.dep not in SHARING or token.head == node:
            return None
        if token.dep == "prep" and parsed.tokens[token.head].pos not in ("VERB", "AUX"):
            return None
        node = token.head
    return None


def _own_subject(parsed: Parsed, node: int, v: int, speech: Speech) -> int | None:
    """Return the subject at this step; for "quoted Ann as saying" the one quoted."""
    if node != v and parsed.tokens[node].lemma in speech.relays:
        quoted = parsed.children(node, "dobj", "nsubjpass")
        if quoted:
            return quoted[-1]
    if node != v and _controls(parsed, node, v):
        return parsed.children(node, "dobj")[-1]
    found = parsed.children(node, "nsubj") or (parsed.children(node, "nsubjpass") if node != v else [])
    if not found:
        return None
    if parsed.tokens[found[-1]].tag in ("WDT", "WP"):
        return parsed.tokens[node].head if parsed.tokens[node].dep == "relcl" else None
    return found[-1]


def _controls(parsed: Parsed, node: int, v: int) -> bool:
    """Return whether the object of `node` speaks at `v`: "held him for refusing", "urged Ann to say"."""
    objects = parsed.children(node, "dobj")
    token = parsed.tokens[v]
    return bool(objects) and token.head == node and token.dep == "xcomp" and objects[-1] < v


def _issuer(parsed: Parsed, noun: int) -> int:
    """Return whose statement it is ("Ann's letter calling it false"), else the statement."""
    owners = parsed.children(noun, "poss")
    return owners[0] if owners else noun


def phrase(parsed: Parsed, head: int) -> list[int]:
    """Return the tokens of the name around `head`, in one run, without relative clauses and appositions."""
    loose = {i for c in parsed.children(head, *LOOSE) for i in parsed.subtree(c)}
    tokens = [i for i in parsed.subtree(head) if i not in loose]
    first = last = head
    kept = set(tokens)
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    return trimmed(parsed, list(range(first, last + 1)))


def trimmed(parsed: Parsed, tokens: list[int]) -> list[int]:
    """Return the tokens without punctuation and possessive marks at either end."""
    def bare(i: int) -> bool:
        token = parsed.tokens[i]
        return token.pos == "PUNCT" or token.tag in ("POS", ":", ",", ".", "``", "''", "-LRB-", "-RRB-")

    while tokens and bare(tokens[0]):
        tokens = tokens[1:]
    while tokens and bare(tokens[-1]):
        tokens = tokens[:-1]
    return tokens


def joint(parsed: Parsed, head: int) -> list[int]:
    """Return the heads of those who speak together: "Russia and Iran" gives both."""
    heads = [head]
    for one in heads:
        heads.extend(parsed.children(one, "conj"))
    return heads
