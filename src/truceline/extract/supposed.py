"""Speech that nobody has uttered: what is asked, demanded, wished or supposed that somebody say."""

from truceline.knowledge.speech import Speech
from truceline.model.parsed import Parsed

# Stances whose infinitive is what somebody is to do: "urged Norland to condemn the raid".
WISHING = ("demands", "proposes", "promises", "threatens", "warns")
# "could confirm" and "might deny" are not said; "can confirm" is, and so is what is withheld: "could not confirm".
SUPPOSING = ("would", "could", "may", "might", "should", "must", "will", "shall", "ought", "'ll", "'d")
AWAITING = ("expect", "wait", "need", "likely", "ready", "prepare", "due", "set")
# "sanctions condemning", "statements condemning": a participle hangs on what is still to come.
PARTICIPLE = ("acl", "advcl", "pcomp", "xcomp", "conj", "prep", "pobj", "dobj", "dep")


def is_supposed(parsed: Parsed, v: int, speech: Speech) -> bool:
    """Return whether the verb tells of words that nobody has said: "if he says so", "urged her to deny it"."""
    above = parsed.tokens[parsed.tokens[v].head]
    # "are considering proposing a vote"
    weighed = parsed.tokens[v].tag == "VBG" and parsed.tokens[v].dep in ("xcomp", "ccomp", "dobj")
    if weighed and above.lemma in ("consider", "contemplate", "discuss", "avoid"):
        return True
    return _conditional(parsed, v) or _purpose(parsed, v) or _asked(parsed, v) or _wished(parsed, v, speech)


def _conditional(parsed: Parsed, v: int) -> bool:
    """See "if he says so"."""
    return any(parsed.tokens[m].lemma in ("if", "unless") for m in parsed.children(v, "mark"))


def _purpose(parsed: Parsed, v: int) -> bool:
    """See "opened an inquiry to determine whether ..."."""
    purpose = parsed.tokens[v].dep in ("advcl", "acl", "relcl")
    return purpose and any(parsed.tokens[a].tag == "TO" for a in parsed.children(v, "aux"))


def is_modal(parsed: Parsed, v: int) -> bool:
    """See "would condemn any raid", "might blame the rebels"; "would not comment" keeps something back, and is told."""
    if (
        parsed.tokens[v].dep == "conj"
        and parsed.tokens[v].tag == "VB"
        and not parsed.children(v, "aux", "nsubj")
    ):
        return is_modal(parsed, parsed.tokens[v].head)  # "will allow a vote or insist on another"
    words = {parsed.tokens[a].text.lower() for a in parsed.children(v, "aux") if parsed.tokens[a].tag == "MD"}
    if not words & set(SUPPOSING) or parsed.tokens[v].tag != "VB" or parsed.children(v, "neg", "preconj"):
        return False
    held = {parsed.tokens[a].lemma.lower() for a in parsed.children(v, "advmod", "cc")}
    return not held & {"only", "never", "neither", "nor"}


def _asked(parsed: Parsed, v: int) -> bool:
    """See "Did Norland deny it?": who asks does not say that it did."""
    end = parsed.subtree(v)[-1]
    if "?" not in [token.text for token in parsed.tokens[max(v, end - 1) : end + 2]]:
        return False
    subjects = parsed.children(v, "nsubj", "nsubjpass")
    helping = [a for a in parsed.children(v, "aux", "auxpass") if subjects and a < subjects[0]]
    return bool(helping) or any(parsed.tokens[s].tag == "WP" for s in subjects)


def _wished(parsed: Parsed, v: int, speech: Speech) -> bool:
    """See "called on Norland to condemn it", "was urged to confirm it", "asked for statements condemning it"."""
    node = v
    for _ in range(4):
        token = parsed.tokens[node]
        if _is_base(parsed, node):
            above = _governor(parsed, node)
            return above is not None and _wishes(parsed, above, speech)
        if token.dep not in PARTICIPLE or token.tag in ("VBD", "VBZ", "VBP") or token.head == node:
            return False
        # "urged her to go, accusing him": the one who urges goes on.
        if token.dep in ("advcl", "conj") and node == v and not _is_worded(parsed, v, speech):
            return False
        node = token.head
    return False


def _is_worded(parsed: Parsed, v: int, speech: Speech) -> bool:
    """See "called on her to release statements condemning it", where the parser hangs the condemning on the release."""
    before = v - 1
    while parsed.tokens[before].pos in ("PUNCT", "ADV"):
        before -= 1
    word = parsed.tokens[before]
    return (
        word.dep == "dobj"
        and word.head == parsed.tokens[v].head
        and word.lemma in speech.nouns.keys() | speech.papers
    )


def _is_base(parsed: Parsed, node: int) -> bool:
    """Return whether the verb is an infinitive, or a bare one: "demanded that it condemn the raid"."""
    helping = parsed.children(node, "aux")
    return parsed.tokens[node].tag == "VB" and all(parsed.tokens[a].text.lower() == "to" for a in helping)


def _governor(parsed: Parsed, node: int) -> int | None:
    """Return the verb on which an infinitive hangs, past those joined to it: "to stop and to condemn"."""
    token = parsed.tokens[node]
    while token.dep == "conj" and parsed.tokens[token.head].tag == "VB":
        node, token = token.head, parsed.tokens[token.head]
    return token.head if token.dep in ("xcomp", "ccomp", "advcl", "pcomp") and token.head != node else None


def _wishes(parsed: Parsed, above: int, speech: Speech) -> bool:
    lemma = parsed.tokens[above].lemma
    with_particle = [
        f"{lemma} {parsed.tokens[p].lemma}" for p in parsed.children(above, "prt", "prep", "advmod")
    ]
    senses = [sense for words in (lemma, *with_particle) for sense in speech.verbs.get(words, ())]
    # "sought to blame Norland": who tries to blame has blamed.
    aims = lemma in speech.aims and lemma not in speech.trying
    return aims or lemma in AWAITING or any(sense.stance in WISHING for sense in senses)
