"""Did it happen, or is it planned, threatened, possible, denied: the modality of an event in its clause."""

from truceline.extract.clause_grounds import is_infinitive, is_nominal, is_none, is_past
from truceline.extract.grounds import DENIALS, REAL, ground_of, through_object
from truceline.extract.threats import is_attempt_on_life, is_unexploded
from truceline.extract.triggers import Cluster, is_light
from truceline.knowledge.happenings import Happenings
from truceline.knowledge.moods import Ground
from truceline.model.event import Modality
from truceline.model.parsed import Parsed

# The modality of the record for each ground; an attempt goes on, a question leaves open, an order is no deed yet.
MODALITY_OF: dict[Ground, Modality] = {
    "told": "happened", "described": "happened", "present": "happened", "implied": "happened", "presupposed": "happened", "believed": "happened",
    "queried": "happened", "ongoing": "ongoing", "attempted": "ongoing", "purpose": "planned", "planned": "planned",
    "future": "planned", "wished": "planned", "ordered": "planned", "obliged": "planned", "forbidden": "possible",
    "able": "possible", "fit": "possible", "perhaps": "possible", "foiled": "possible", "possible": "possible", "asked": "possible", "conditional": "conditional", "supposed": "conditional",
    "threatened": "threatened", "denied": "denied", "averted": "denied", "excluded": "denied", "unconfirmed": "not confirmed",
}  # fmt: skip
# What a deed is done for, or what is asked of it.
AIMS = frozenset(("purpose", "attempted", "planned", "wished", "asked"))
# How a noun hangs on the verb that carries it.
CARRIED = ("dobj", "nsubj", "nsubjpass", "pobj", "attr", "conj")
POINTING = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her", "our"))
SPARED = frozenset(("kill", "wound", "injure", "hurt", "harm", "damage", "die"))
TRIED = ("attempted", "attempt")
TRYING = ("try", "attempt", "seek", "fail")
# "Reprisals for any raid", "a reply to any attack".
ANSWERED = ("for", "to", "against")
ORGANISE = ("organise", "organize")
# "The threat of a raid", "calls for an attack".
GOVERNING = ("of", "for", "in", "against", "on", "to")
# "Could lead to raids", "threatened them with raids", "prepared for raids".
REACHING = ("to", "for", "with", "of", "about", "into", "on")


def modality(parsed: Parsed, cluster: Cluster, words: Happenings) -> Modality:
    """Return the modality that the grammar around the triggers gives; "happened" where nothing speaks against it."""
    return MODALITY_OF[ground(parsed, cluster, words)]


def ground(parsed: Parsed, cluster: Cluster, words: Happenings) -> Ground:
    """Return the ground of the first trigger that is not simply told as done, or that of the first.

    "Aimed to stop the advance by bombing two bridges": the advance is taken for granted, and went on. "Launched an assault to
    take the bridge": the assault was made, whatever it was made for.
    """
    found = [_of(parsed, head, words) for head in cluster.heads]
    # "Nobody was hurt when the bomb went off": it did.
    spared = [
        one == "denied" and parsed.tokens[head].lemma.lower() in SPARED
        for one, head in zip(found, cluster.heads, strict=True)
    ]
    done = [one for one, left_out in zip(found, spared, strict=True) if not left_out]
    if any(spared) and any(MODALITY_OF[one] == "happened" for one in done):
        found = ["told" if left_out else one for one, left_out in zip(found, spared, strict=True)]
    nouns = [one for one, trigger in zip(found, cluster.triggers, strict=True) if not trigger.verb]
    if any(one in REAL for one in nouns) and all(one in REAL or one in AIMS for one in found):
        return next(one for one in nouns if one in REAL)
    strong = (one for one in found if one == "presupposed" or MODALITY_OF[one] != "happened")
    return next(strong, found[0])


def is_attempted(parsed: Parsed, i: int, words: Happenings) -> bool:
    """See "tried to kill the mayor", "the attempted murder of the mayor": it was tried and not done."""
    if is_nominal(parsed, i):
        return _on_itself(parsed, i, words) == "attempted"
    return is_infinitive(parsed, i) and parsed.tokens[parsed.tokens[i].head].lemma.lower() in TRYING


def _of(parsed: Parsed, head: int, words: Happenings) -> Ground:
    if _unconfirmed(parsed, head, words):
        return "unconfirmed"
    if parsed.tokens[head].lemma.lower() == "threaten":
        return "threatened"
    if is_unexploded(parsed, head, words):
        return "attempted"
    if is_nominal(parsed, head):
        return _noun(parsed, head, words)
    return ground_of(parsed, head, words.moods)


def _unconfirmed(parsed: Parsed, head: int, words: Happenings) -> bool:
    """See "reports of shelling could not be confirmed": the event is the subject of a confirming that is denied."""
    for above in parsed.ancestors(head):
        token = parsed.tokens[above]
        if token.pos == "VERB":
            passive = any(head in parsed.subtree(s) for s in parsed.children(above, "nsubjpass"))
            return passive and token.lemma.lower() in words.confirming and bool(parsed.children(above, "neg"))
    return False


def _noun(parsed: Parsed, noun: int, words: Happenings) -> Ground:
    """Return what stands on the noun, over it, and on the verb that carries it."""
    found = _on_itself(parsed, noun, words)
    if found is not None:
        return found
    token = parsed.tokens[noun]
    if token.dep == "conj" and parsed.tokens[token.head].pos in ("NOUN", "PROPN"):
        return "told" if _points(parsed, noun) else _noun(parsed, token.head, words)
    governor = _governor(parsed, noun)
    if governor is not None:
        return _governed(parsed, noun, governor, words)
    return _by_its_verb(parsed, noun, words)


def _on_itself(parsed: Parsed, noun: int, words: Happenings) -> Ground | None:
    """See "no raid", "a potential raid", "a death threat"."""
    if is_none(parsed, noun, words.moods):
        return "denied"
    if parsed.tokens[noun].lemma.lower() == "threat":
        return "threatened"
    # "Escaped an assassination attempt", "the attempted murder", "the attack on his life".
    tried = any(parsed.tokens[c].lemma.lower() in TRIED for c in parsed.children(noun, "amod"))
    if tried or parsed.tokens[noun].lemma.lower() == "attempt" or is_attempt_on_life(parsed, noun):
        return "attempted"
    unreal = any(parsed.tokens[c].lemma.lower() in words.unreal for c in parsed.children(noun, "amod"))
    return "possible" if unreal or _is_any(parsed, noun) else None


def _is_any(parsed: Parsed, noun: int) -> bool:
    """See "warned of reprisals for any raid": for whichever is made; "denied any raid" denies those that were told."""
    token = parsed.tokens[noun]
    prep = parsed.tokens[token.head]
    open_ = any(parsed.tokens[c].text.lower() == "any" for c in parsed.children(noun, "det"))
    return open_ and token.tag in ("NN", "NNS") and token.dep == "pobj" and prep.lemma.lower() in ANSWERED


def _governor(parsed: Parsed, noun: int) -> int | None:
    """Return the noun on which "of" or "for" hangs this one: "prospect" for "the prospect of a raid"."""
    token = parsed.tokens[noun]
    prep = parsed.tokens[token.head]
    if token.dep != "pobj" or prep.lemma.lower() not in GOVERNING:
        return None
    return prep.head if parsed.tokens[prep.head].pos == "NOUN" else None


def _governed(parsed: Parsed, noun: int, governor: int, words: Happenings) -> Ground:
    """Return what the noun over it makes of it: "the threat of a raid" is none, "a wave of raids" is as real as the wave."""
    lemma = parsed.tokens[governor].lemma.lower()
    if lemma in words.unreal_nouns and not _dated(parsed, noun):
        return "threatened" if lemma == "threat" else "possible"
    counting = lemma in words.moods.gatherings and not _points(parsed, noun)
    return _noun(parsed, governor, words) if counting else "told"


def _by_its_verb(parsed: Parsed, noun: int, words: Happenings) -> Ground:
    """Return what the verb that carries the noun makes of it: "may launch a raid" is possible, "foiled a raid" none.

    "Was meant to lead to raids": no raid; "denied in the raid" says nothing of the raid, nor does "will discuss the raid".
    """
    token = parsed.tokens[noun]
    verb = parsed.tokens[token.head].head if token.dep == "pobj" else token.head
    if token.dep not in CARRIED or parsed.tokens[verb].pos not in ("VERB", "AUX"):
        return "told"
    points = _points(parsed, noun)
    if (found := _as_object(parsed, noun, words)) is not None:
        return "told" if found in ("possible", "threatened") and points else found
    above = ground_of(parsed, verb, words.moods)
    happens = parsed.tokens[verb].lemma.lower() in words.happen_verbs
    # "Is not planning or leading operations": the parser joins the noun to the verb.
    if token.dep == "conj" or (token.dep != "pobj" and (happens or is_light(parsed, verb, words))):
        taken = points or bool(parsed.children(verb, "agent"))
        return "told" if above in ("asked", "supposed") and taken else above
    real = points or above in REAL or not _reaches(parsed, noun, verb, words)
    return "told" if real or (above in DENIALS and not _any(parsed, noun)) else above


def _as_object(parsed: Parsed, noun: int, words: Happenings) -> Ground | None:
    """Return what a verb makes of its object, or of "any" subject; "the raids are meant to stop them" were made, whatever they are meant for."""
    token = parsed.tokens[noun]
    if _prepared_for(parsed, noun, words):
        return "planned"
    # "Any strike on the country would be an act of war": none was made; "denied that any strike had taken place" denies it.
    open_ = token.dep == "nsubj" and _any(parsed, noun)
    if open_ and ground_of(parsed, token.head, words.moods) not in REAL | DENIALS:
        return "possible"
    aimed = token.dep == "nsubjpass" and any(is_infinitive(parsed, c) for c in parsed.children(token.head))
    # "The blast was organised by the Xs": they did it, as a rally is organised.
    made = parsed.tokens[token.head].lemma in ORGANISE and bool(parsed.children(token.head, "agent"))
    if token.dep not in ("dobj", "nsubjpass") or aimed or made:
        return None
    return through_object(parsed, token.head, words.moods)


def _prepared_for(parsed: Parsed, noun: int, words: Happenings) -> bool:
    """See "fighters preparing for an attack on Xtown": whatever becomes of them, it was not made."""
    prep = parsed.tokens[noun].head
    if parsed.tokens[noun].dep != "pobj" or parsed.tokens[prep].lemma != "for" or _points(parsed, noun):
        return False
    verb = parsed.tokens[parsed.tokens[prep].head].lemma.lower()
    made = words.moods.signatures.get((verb, "object"))
    return made is not None and made.told == "planned"


def _reaches(parsed: Parsed, noun: int, verb: int, words: Happenings) -> bool:
    """Return whether what is said of the verb holds for the noun: of "raids" in "lead to raids", not in "leave after raids".

    "A raid may have hurt them", "raids may be the reason": it is the hurt, the reason that is in doubt.
    """
    token = parsed.tokens[noun]
    if token.dep == "nsubj":
        return parsed.tokens[verb].lemma != "be" and not any(
            parsed.tokens[c].lemma.lower() == "have" for c in parsed.children(verb, "aux")
        )
    granted = words.moods.signatures.get((parsed.tokens[verb].lemma.lower(), "object"))
    if granted is not None and granted.told == "presupposed":
        return False
    return token.dep != "pobj" or parsed.tokens[token.head].lemma.lower() in REACHING


def _points(parsed: Parsed, noun: int) -> bool:
    """Return whether the words point at raids known before: "the raid", "its raids", "Tuesday's raid", "135 raids"."""
    return _dated(parsed, noun) or any(
        parsed.tokens[c].dep in ("poss", "nummod") or parsed.tokens[c].text.lower() in POINTING
        for c in parsed.children(noun, "det", "poss", "nummod")
    )


def _dated(parsed: Parsed, noun: int) -> bool:
    """See "a March 16 airstrike": one that has a date was made, unless its verb says otherwise."""
    return any(parsed.tokens[c].label == "DATE" for c in parsed.children(noun, "compound", "nmod", "amod"))


def _any(parsed: Parsed, noun: int) -> bool:
    """See "did not report any raids": "any" is none where the verb is denied."""
    return any(parsed.tokens[c].text.lower() in ("any", "either") for c in parsed.children(noun, "det"))


def is_granted(parsed: Parsed, cluster: Cluster, words: Happenings, *, owned: bool) -> bool:
    """Return whether a wish, a warning or a denial (`owned`) around the words only points at what was done.

    "Warned that clashes had broken out", "demanded an inquiry into the raid", "urged them to stop the raids"; of a denial only
    "responsibility for the raid".
    """
    head = cluster.lead.head
    token = parsed.tokens[head]
    if ground(parsed, cluster, words) == "presupposed":
        return True
    if cluster.lead.verb:
        return not owned and is_past(parsed, head)
    if _points(parsed, head) and (_governor(parsed, head) is not None or (not owned and token.dep == "pobj")):
        return True
    return not owned and _in_past_clause(parsed, head)


def _in_past_clause(parsed: Parsed, noun: int) -> bool:
    """See "the chaos caused by raids": told of a noun in passing."""
    above = (parsed.tokens[a] for a in parsed.ancestors(noun))
    return any(token.dep in ("acl", "relcl") and token.tag in ("VBN", "VBD") for token in above)
