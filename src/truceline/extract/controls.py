"""Whose words they are where another stands before them: whom a verb makes speak, who turns to speak, and who only seems to."""

from truceline.extract.able import can_speak
from truceline.knowledge.speech import Speech
from truceline.model.parsed import Parsed

# Whose object is spoken to: it does not speak.
TELLING = ("tell", "inform", "brief", "assure")
TURNS = ("but", "while", "whilst", "whereas", "though", "although")


def controller(parsed: Parsed, node: int, v: int, speech: Speech) -> int | None:
    """Return the object of `node` that speaks at `v`: "quoted Ann as saying", "urged Ann to say"."""
    if parsed.tokens[node].lemma in speech.relays:
        quoted = parsed.children(node, "dobj", "nsubjpass")
        return quoted[-1] if quoted else None
    objects = [o for o in parsed.children(node, "dobj") if o < v]
    if (chided := _chided(parsed, node, v, speech)) is not None:
        return chided
    token = parsed.tokens[v]
    # "told the channel condemning the raid": the teller goes on.
    goes_on = token.tag == "VBG" and parsed.tokens[node].lemma in TELLING
    return objects[-1] if objects and token.head == node and token.dep == "xcomp" and not goes_on else None


def _chided(parsed: Parsed, node: int, v: int, speech: Speech) -> int | None:
    """Return who speaks in "hit out at Ann for accusing Ben", "criticised Ann for saying it": the one who is chided."""
    above = parsed.tokens[v].head
    if (
        parsed.tokens[v].dep != "pcomp"
        or parsed.tokens[above].lemma != "for"
        or parsed.tokens[v].tag != "VBG"
    ):
        return None
    preps = [p for p in parsed.children(node, "prep") if parsed.tokens[p].lemma in ("at", "on")]
    at = [o for p in preps for o in parsed.children(p, "pobj")]
    met = [o for o in (*parsed.children(node, "dobj"), *at) if o < v and can_speak(parsed, o, speech)]
    return met[-1] if met else None


# Whoever does this to a paper speaks in it.
ISSUING = frozenset(
    ("issue", "release", "publish", "distribute", "circulate", "send", "leave", "post", "write", "sign")
)


def issuer_of(parsed: Parsed, noun: int) -> int:
    """Return whose statement it is, else the statement.

    "Ann's letter calling it false", "an appeal from Ann urging", "Ann released a statement claiming it".
    """
    owners = parsed.children(noun, "poss")
    sent = [p for p in parsed.children(noun, "prep") if parsed.tokens[p].lemma in ("from", "by")]
    owners += [o for p in sent for o in parsed.children(p, "pobj")]
    token = parsed.tokens[noun]
    if not owners and token.dep == "dobj" and parsed.tokens[token.head].lemma in ISSUING:
        owners = [
            i for i in parsed.children(token.head, "nsubj") if parsed.tokens[i].pos in ("NOUN", "PROPN")
        ]
    return owners[0] if owners else noun


def after_but(parsed: Parsed, v: int, speech: Speech) -> int | None:
    """Return who speaks in "the ministry reported it, but residents and rebels there denied it", torn from its verb."""
    token = parsed.tokens[v]
    if token.dep != "conj" or parsed.children(v, "nsubj", "nsubjpass") or token.head > v:
        return None
    turns = [i for i in range(token.head + 1, v) if parsed.tokens[i].lemma in TURNS]
    helping = parsed.children(v, "aux", "auxpass", "neg")
    between = [i for i in range(turns[-1] + 1, v) if i not in helping] if turns else []
    if not between or any(parsed.tokens[i].pos in ("VERB", "AUX", "PUNCT") for i in between):
        return None
    who = next((i for i in between if parsed.tokens[i].pos in ("NOUN", "PROPN")), None)
    if who is None or any(parsed.tokens[i].pos not in ("DET", "ADJ", "NUM") for i in between if i < who):
        return None
    while parsed.tokens[who].dep in ("compound", "amod", "poss") and who < parsed.tokens[who].head < v:
        who = parsed.tokens[who].head
    return who if can_speak(parsed, who, speech) else None


def is_told_before(parsed: Parsed, node: int, v: int, speech: Speech) -> bool:
    """See "said that Ben had used gas and accused the world": what had happened before has another teller than its doer."""
    token = parsed.tokens[v]
    if node == v or token.dep != "conj" or token.head != node or token.tag != "VBD":
        return False
    earlier = any(parsed.tokens[a].lemma == "have" for a in parsed.children(node, "aux"))
    # "said that the army was not to blame and accused Ben": who told the one goes on to the other.
    earlier = earlier or (token.lemma in speech.resuming and parsed.tokens[node].lemma not in speech.verbs)
    return (
        earlier and parsed.tokens[node].dep in ("ccomp", "conj") and not parsed.children(v, "aux", "auxpass")
    )


def is_dummy(parsed: Parsed, own: int, node: int, v: int) -> bool:
    """See "it was not possible to verify it", "it was hard to say": nobody is meant."""
    token = parsed.tokens[node]
    return (
        node != v
        and parsed.tokens[own].text.lower() == "it"
        and token.lemma == "be"
        and bool(parsed.children(node, "acomp"))
    )
