"""Did it happen, or is it planned, threatened, possible, denied: the modality of an event in its clause."""

from truceline.extract.triggers import Cluster
from truceline.knowledge.happenings import Happenings
from truceline.model.event import Modality
from truceline.model.parsed import Parsed, Token

CONDITIONS = ("if", "unless", "should", "were")


def modality(parsed: Parsed, cluster: Cluster, words: Happenings) -> Modality:
    """Return the modality that the grammar around the triggers gives; "happened" where nothing speaks against it."""
    for head in cluster.heads:
        found = _of(parsed, head, words)
        if found != "happened":
            return found
    return "happened"


def _of(parsed: Parsed, head: int, words: Happenings) -> Modality:
    token = parsed.tokens[head]
    if _negated(parsed, head):
        return "denied"
    if token.pos == "VERB":
        return _verb(parsed, head, words)
    if any(parsed.tokens[c].lemma.lower() in words.unreal for c in parsed.children(head, "amod")):
        return "possible"
    above = parsed.tokens[token.head]
    if token.dep == "dobj" and above.lemma.lower() in words.averted:
        return "possible" if above.lemma.lower() not in ("halt", "stop", "end") else "ongoing"
    governor = _governor(parsed, head)
    if governor in words.unreal_nouns:
        return "threatened" if governor == "threat" else "possible"
    if token.dep in ("dobj", "nsubj", "nsubjpass") and above.pos in ("VERB", "AUX"):
        return _verb(parsed, token.head, words) if above.lemma.lower() in words.light_verbs | words.happen_verbs else "happened"
    return "happened"


def _governor(parsed: Parsed, noun: int) -> str:
    """Return the noun on which "of" or "for" hangs this one: "prospect" for "the prospect of a raid"; empty where none does."""
    token = parsed.tokens[noun]
    prep = parsed.tokens[token.head]
    if token.dep != "pobj" or prep.lemma.lower() not in ("of", "for", "in", "against"):
        return ""
    return parsed.tokens[prep.head].lemma.lower() if parsed.tokens[prep.head].pos == "NOUN" else ""


def _verb(parsed: Parsed, verb: int, words: Happenings) -> Modality:
    if _negated(parsed, verb):
        return "denied"
    auxiliaries = [parsed.tokens[c] for c in parsed.children(verb, "aux")]
    perfect = any(a.lemma == "have" for a in auxiliaries)
    for auxiliary in auxiliaries:
        found = words.modals.get(auxiliary.text.lower())
        if found is not None and not (perfect and found == "conditional"):
            return found  # type: ignore[return-value]  # the values of `modals` are modalities: checked by a test
    if any(c.lemma in CONDITIONS for c in _marks(parsed, verb)):
        return "conditional"
    token = parsed.tokens[verb]
    above = parsed.tokens[token.head]
    infinitive = any(a.tag == "TO" for a in auxiliaries)
    if infinitive and token.dep in ("xcomp", "acl", "ccomp", "advcl", "relcl"):
        if above.lemma.lower() in words.attempts - words.planned and above.pos in ("NOUN", "VERB"):
            return "ongoing"
        return "threatened" if above.lemma == "threaten" else "planned" if above.lemma.lower() not in words.light_verbs else "happened"
    if token.tag == "VBG" and any(a.lemma == "be" and a.tag in ("VBZ", "VBP") for a in auxiliaries):
        return "ongoing"
    return "happened"


def _marks(parsed: Parsed, verb: int) -> list[Token]:
    return [parsed.tokens[c] for c in parsed.children(verb, "mark", "advmod")]


def _negated(parsed: Parsed, head: int) -> bool:
    return any(parsed.tokens[c].text.lower() not in ("only", "just") for c in parsed.children(head, "neg"))


def habitual(parsed: Parsed, cluster: Cluster, words: Happenings) -> bool:
    """Return whether it is told as what usually happens ("regularly shells"): background, no event of its own."""
    return any(
        parsed.tokens[c].text.lower() in words.generic_adverbs
        for head in cluster.heads
        for c in parsed.children(head, "advmod", "amod")
    )
