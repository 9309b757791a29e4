"""Did it happen, or is it planned, threatened, possible, denied: the modality of an event in its clause."""

from truceline.extract.triggers import Cluster, is_light
from truceline.knowledge.happenings import Happenings
from truceline.model.event import Modality
from truceline.model.parsed import Parsed, Token

# How a noun hangs on the verb that carries it; "is not planning or leading operations" is parsed as a conjunct.
CARRIED = ("dobj", "nsubj", "nsubjpass", "pobj", "conj")
POINTING = frozenset(("the", "this", "that", "these", "those", "its", "their"))
CONDITIONS = ("if", "unless", "should", "were")


def modality(parsed: Parsed, cluster: Cluster, words: Happenings) -> Modality:
    """Return the modality that the grammar around the triggers gives; "happened" where nothing speaks against it."""
    for head in cluster.heads:
        found = _of(parsed, head, words)
        if found != "happened":
            return found
    return "happened"


def _of(parsed: Parsed, head: int, words: Happenings) -> Modality:
    if _in_condition(parsed, head):
        return "conditional"
    if _negated(parsed, head):
        return "denied"
    if _unconfirmed(parsed, head, words):
        return "not confirmed"
    if parsed.tokens[head].pos == "VERB":
        return _verb(parsed, head, words)
    return _noun(parsed, head, words) or _by_its_verb(parsed, head, words)


def _in_condition(parsed: Parsed, head: int) -> bool:
    """See "if Xland does not withdraw", "unless it stops shelling Xtown", "should the army attack": neither done nor denied.

    What a condition only points at is real: "if the raids on Xtown go on", "if those who killed nine are not handed over".
    """
    if parsed.tokens[head].pos != "VERB" and any(
        parsed.tokens[c].text.lower() in POINTING for c in parsed.children(head, "det")
    ):
        return False
    for node in (head, *parsed.ancestors(head)):
        token = parsed.tokens[node]
        if token.dep in ("relcl", "acl") and token.pos in ("VERB", "AUX"):
            return False
        if token.dep == "advcl":
            marks = {parsed.tokens[c].text.lower() for c in parsed.children(node, "mark")}
            if marks & {"if", "unless"}:
                return True
            return not marks and _inverted(parsed, node)
    return False


def _inverted(parsed: Parsed, verb: int) -> bool:
    """See "should the army not pull back": the auxiliary stands before its subject."""
    should = [c for c in parsed.children(verb, "aux") if parsed.tokens[c].text.lower() == "should"]
    subjects = parsed.children(verb, "nsubj", "nsubjpass")
    return bool(should and subjects and should[0] < subjects[0])


def _unconfirmed(parsed: Parsed, head: int, words: Happenings) -> bool:
    """See "reports of shelling could not be confirmed": the event is the subject of a confirming that is denied."""
    for above in parsed.ancestors(head):
        token = parsed.tokens[above]
        if token.pos == "VERB":
            passive = any(head in parsed.subtree(s) for s in parsed.children(above, "nsubjpass"))
            return passive and token.lemma.lower() in words.confirming and bool(parsed.children(above, "neg"))
    return False


def _noun(parsed: Parsed, head: int, words: Happenings) -> Modality | None:
    """Return what stands on the noun itself: "potential attacks", "the threat of a raid", "to avoid a raid"."""
    token = parsed.tokens[head]
    above = parsed.tokens[token.head].lemma.lower()
    if any(parsed.tokens[c].lemma.lower() in words.unreal for c in parsed.children(head, "amod")):
        return "possible"
    if token.dep == "dobj" and above in words.averted:
        return "ongoing" if above in ("halt", "stop", "end") else "possible"
    governor = _governor(parsed, head)
    if governor in words.unreal_nouns:
        return "threatened" if governor == "threat" else "possible"
    return None


def _by_its_verb(parsed: Parsed, head: int, words: Happenings) -> Modality:
    """Return the modality of the verb that carries the noun: "may launch a raid" is possible."""
    token = parsed.tokens[head]
    verb = parsed.tokens[token.head].head if token.dep == "pobj" else token.head
    if token.dep not in CARRIED or parsed.tokens[verb].pos not in ("VERB", "AUX"):
        return "happened"
    found = _verb(parsed, verb, words)
    happens = parsed.tokens[verb].lemma.lower() in words.happen_verbs
    carries = token.dep == "conj" or (token.dep != "pobj" and (happens or is_light(parsed, verb, words)))
    # "was meant to lead to raids": no raid; "denied in the raid" says nothing of the raid.
    unreal = found in ("planned", "possible", "conditional", "threatened")
    return found if carries or unreal else "happened"


def _governor(parsed: Parsed, noun: int) -> str:
    """Return the noun on which "of" or "for" hangs this one: "prospect" for "the prospect of a raid"; empty where none does."""
    token = parsed.tokens[noun]
    prep = parsed.tokens[token.head]
    if token.dep != "pobj" or prep.lemma.lower() not in ("of", "for", "in", "against", "on", "to"):
        return ""
    return parsed.tokens[prep.head].lemma.lower() if parsed.tokens[prep.head].pos == "NOUN" else ""


def _verb(parsed: Parsed, verb: int, words: Happenings) -> Modality:
    if _negated(parsed, verb):
        return "denied"
    found = _modal(parsed, verb, words) or _infinitive(parsed, verb, words) or _supposed(parsed, verb)
    token = parsed.tokens[verb]
    if (
        found is None
        and token.dep in ("xcomp", "pcomp", "conj")
        and not parsed.children(verb, "nsubj", "nsubjpass")
    ):
        above = parsed.tokens[token.head]
        if above.lemma.lower() in words.planned:
            return "planned"
        if above.pos == "VERB":
            return _verb(parsed, token.head, words)
    return found or _tense(parsed, verb)


def _modal(parsed: Parsed, verb: int, words: Happenings) -> Modality | None:
    """Return what "may", "would" or "if" makes of the verb; "would have" is told as done."""
    auxiliaries = [parsed.tokens[c] for c in parsed.children(verb, "aux")]
    perfect = any(a.lemma == "have" for a in auxiliaries)
    found = [words.modals[a.text.lower()] for a in auxiliaries if a.text.lower() in words.modals]
    real = [modality for modality in found if not (perfect and modality == "conditional")]
    if real:
        return real[0]
    return "conditional" if any(c.lemma in CONDITIONS for c in _marks(parsed, verb)) else None


def _supposed(parsed: Parsed, verb: int) -> Modality | None:
    """See what follows from an "if" ("if they bombed it, they killed nine"), and what "is to" be done."""
    if any(c.lemma == "if" for a in parsed.children(verb, "advcl") for c in _marks(parsed, a)):
        return "conditional"
    token = parsed.tokens[verb]
    to = any(parsed.tokens[c].tag == "TO" for c in parsed.children(verb, "aux"))
    return "planned" if to and token.dep == "xcomp" and parsed.tokens[token.head].lemma == "be" else None


def _infinitive(parsed: Parsed, verb: int, words: Happenings) -> Modality | None:
    """Return what governs "to" and the verb: an attempt goes on, a plan has not begun."""
    token = parsed.tokens[verb]
    above = parsed.tokens[token.head].lemma.lower()
    to = any(parsed.tokens[c].tag == "TO" for c in parsed.children(verb, "aux"))
    if (
        not to
        or token.dep not in ("xcomp", "acl", "ccomp", "advcl", "relcl")
        or above in words.light_verbs - words.attempts
    ):
        return None
    if above in words.attempts - words.planned:
        return "ongoing"
    return "threatened" if above == "threaten" else "planned"


def _tense(parsed: Parsed, verb: int) -> Modality:
    auxiliaries = [parsed.tokens[c] for c in parsed.children(verb, "aux")]
    progressive = parsed.tokens[verb].tag == "VBG" and any(
        a.lemma == "be" and a.tag in ("VBZ", "VBP") for a in auxiliaries
    )
    return "ongoing" if progressive else "happened"


def _marks(parsed: Parsed, verb: int) -> list[Token]:
    return [parsed.tokens[c] for c in parsed.children(verb, "mark", "advmod")]


def _negated(parsed: Parsed, head: int) -> bool:
    """Return whether "not" stands on the word, or on the verb that it is joined to ("is not planning or leading raids")."""
    token = parsed.tokens[head]
    if token.dep == "conj" and token.pos == "VERB" and not parsed.children(head, "nsubj", "nsubjpass", "aux"):
        return _negated(parsed, token.head)
    if any(parsed.tokens[c].text.lower() == "no" for c in parsed.children(head, "det")):
        return True
    return any(parsed.tokens[c].text.lower() not in ("only", "just") for c in parsed.children(head, "neg"))


def habitual(parsed: Parsed, cluster: Cluster, words: Happenings) -> bool:
    """Return whether it is told as what usually happens ("regularly shells"): background, no event of its own."""
    return any(
        parsed.tokens[c].text.lower() in words.generic_adverbs
        for head in cluster.heads
        for c in parsed.children(head, "advmod", "amod")
    )
