"""Attacks that were not made or failed: somebody was threatened or escaped, or a bomb did not go off."""

from truceline.knowledge.happenings import Happenings
from truceline.knowledge.names import Names
from truceline.model.parsed import Parsed

# Those who can be threatened with death; "threatened the truce", "threatened Xland with sanctions" are other matters.
THREATENED = frozenset(("civilian", "official", "monitor"))
OBJECTS = ("dobj", "nsubjpass")
TARGETING = ("against", "on", "to", "at")
# "An attempt on his life": nobody died of it.
TRYING = frozenset(("attempt", "bid", "attack"))
# "Survived the attack", "escaped from an attack", "was the target of an attack".
ESCAPING = frozenset(("survive", "escape", "avoid"))
AIMED_AT = frozenset(("target", "victim", "object", "subject"))


def is_threat(parsed: Parsed, i: int, names: Names) -> bool:
    """See "threatened the judges", "threats against the mayor", "threatened them with death"; not "threatened to leave"."""
    token = parsed.tokens[i]
    if token.lemma.lower() == "threaten" and token.pos == "VERB" and _by_somebody(parsed, i, names):
        return _with_death(parsed, i) or any(
            _is_person(parsed, c, names) for c in parsed.children(i, *OBJECTS)
        )
    if token.lemma.lower() == "threat" and token.pos == "NOUN":
        preps = [c for c in parsed.children(i, "prep") if parsed.tokens[c].lemma.lower() in TARGETING]
        return any(_is_person(parsed, p, names) for c in preps for p in parsed.children(c, "pobj"))
    return False


def _by_somebody(parsed: Parsed, verb: int, names: Names) -> bool:
    """See that a siege that threatens civilians says nothing."""
    doers = [parsed.tokens[c] for c in parsed.children(verb, "nsubj")]
    return all(one.pos in ("PROPN", "PRON") or names.roles.get(one.text) is not None for one in doers)


def _with_death(parsed: Parsed, verb: int) -> bool:
    preps = [c for c in parsed.children(verb, "prep") if parsed.tokens[c].lemma.lower() == "with"]
    return any(parsed.tokens[p].lemma.lower() == "death" for c in preps for p in parsed.children(c, "pobj"))


def _is_person(parsed: Parsed, i: int, names: Names) -> bool:
    role = names.roles.get(parsed.tokens[i].text)
    return parsed.tokens[i].label == "PERSON" or bool(role and THREATENED & set(role.classes))


def is_attempt_on_life(parsed: Parsed, i: int) -> bool:
    """See "the attempt on the life of the mayor", "an attempt against his life"."""
    return parsed.tokens[i].lemma.lower() in TRYING and bool(_lives(parsed, i))


def _lives(parsed: Parsed, i: int) -> list[int]:
    preps = [c for c in parsed.children(i, "prep") if parsed.tokens[c].lemma.lower() in ("on", "against")]
    under = (p for c in preps for p in parsed.children(c, "pobj"))
    return [p for p in under if parsed.tokens[p].lemma.lower() == "life"]


def aimed_at(parsed: Parsed, noun: int) -> list[int]:
    """Return on whose life an attempt was made."""
    lives = _lives(parsed, noun)
    owners = [o for life in lives for o in parsed.children(life, "poss") if parsed.tokens[o].tag != "PRP$"]
    owners += [
        p
        for life in lives
        for of in parsed.children(life, "prep")
        if parsed.tokens[of].lemma == "of"
        for p in parsed.children(of, "pobj")
    ]
    return owners


def escaped(parsed: Parsed, noun: int) -> list[int]:
    """Return the one person or place that an attack is told to have been aimed at, where nothing else tells it."""
    return [i for i in _escaped(parsed, noun) if parsed.tokens[i].tag in ("NN", "NNP")]


def _escaped(parsed: Parsed, noun: int) -> list[int]:
    """Return who "survived the attack", "escaped from an attack", "was the target of an attack"; over "who" the one before it."""
    token = parsed.tokens[noun]
    above = parsed.tokens[token.head].head if token.dep == "pobj" else token.head
    target = parsed.tokens[above].lemma.lower() in AIMED_AT and parsed.tokens[above].dep == "attr"
    verb = parsed.tokens[above].head if target else above
    direct = token.dep == "dobj" or parsed.tokens[token.head].lemma == "from"
    if not target and not (direct and parsed.tokens[verb].lemma.lower() in ESCAPING):
        return []
    subjects = parsed.children(verb, "nsubj")
    who = parsed.tokens[verb].dep == "relcl" and any(parsed.tokens[c].tag == "WP" for c in subjects)
    return [parsed.tokens[verb].head] if who else subjects


def receivers(parsed: Parsed, noun: int) -> list[int]:
    """Return who got a threat: in "the judge received death threats", the judge."""
    token = parsed.tokens[noun]
    got = parsed.tokens[token.head].lemma.lower() in ("receive", "get", "face")
    if token.lemma.lower() != "threat" or token.dep != "dobj" or not got:
        return []
    return _who(parsed, token.head)


def _who(parsed: Parsed, verb: int) -> list[int]:
    """Return who does it, over "they said that they had", "resigned after receiving": the first who is no pronoun."""
    for i in (verb, *parsed.ancestors(verb)):
        subjects = parsed.children(i, "nsubj", "nsubjpass")
        if any(parsed.tokens[c].text.lower() in ("i", "we", "who", "it") for c in subjects):
            return []
        if named := [c for c in subjects if parsed.tokens[c].pos != "PRON"]:
            return named
        if parsed.tokens[i].dep in ("relcl", "acl"):
            return []
    return []


def is_unexploded(parsed: Parsed, i: int, words: Happenings) -> bool:
    """See "a bomb was defused", "the device failed to explode": it was tried."""
    token = parsed.tokens[i]
    if token.lemma.lower() not in words.bombs or token.pos != "NOUN":
        return False
    verb = token.head
    # "Was found and defused".
    done = [verb, *(c for c in parsed.children(verb, "conj") if not parsed.children(c, *OBJECTS, "nsubj"))]
    if token.dep in OBJECTS and any(parsed.tokens[v].lemma.lower() in words.defusing for v in done):
        return True
    return token.dep == "nsubj" and _did_not_explode(parsed, verb, words)


def _did_not_explode(parsed: Parsed, verb: int, words: Happenings) -> bool:
    failed = parsed.tokens[verb].lemma.lower() == "fail"
    inner = parsed.children(verb, "xcomp") if failed else [verb] if parsed.children(verb, "neg") else []
    return any(words.verbs.get(_phrase(parsed, i)) == "bombing" for i in inner)


def _phrase(parsed: Parsed, verb: int) -> tuple[str, ...]:
    return (
        parsed.tokens[verb].lemma.lower(),
        *(parsed.tokens[c].lemma.lower() for c in parsed.children(verb, "prt")),
    )
