"""Asides: places and days of a sentence that are of people, of what others did meanwhile, or of what an event answers."""

from collections.abc import Sequence

from truceline.knowledge.happenings import Happenings
from truceline.model.parsed import Parsed

ANSWERS = frozenset(
    ("response", "retaliation", "revenge", "reprisal", "answer", "reaction", "respond", "retaliate")
)
SEATED = frozenset(("regime", "government", "authority", "ministry", "leadership", "administration"))
INHABITANTS = frozenset(
    ("evacuee", "resident", "refugee", "inhabitant", "villager", "native", "people", "family", "civilian", "man", "woman", "convoy",
     "thousand", "hundred", "dozen")
)  # fmt: skip

CARRYING = frozenset(("carry", "bring", "transport", "ferry", "bus", "evacuate"))


def of_others(parsed: Parsed, heads: Sequence[int], i: int, words: Happenings) -> bool:
    """Return whether a place is of people, of what others did meanwhile, or of what was answered.

    Args:
        parsed: the document.
        heads: the head tokens of the words that tell the event.
        i: a token of the place.
        words: the verbs of flight.
    """
    asides = (of(parsed, heads, i) for of in (_of_people, _is_meanwhile, is_answered))
    return any(asides) or _is_fled(parsed, heads, i, words)


def _is_fled(parsed: Parsed, heads: Sequence[int], i: int, words: Happenings) -> bool:
    """See "killed nine who fled from the fighting in Xtown": they were no longer there."""
    for node in parsed.ancestors(i):
        if node in heads:
            return False
        token = parsed.tokens[node]
        if token.text.lower() == "from" and parsed.tokens[token.head].lemma.lower() in words.fleeing:
            return True
    return False


def _of_people(parsed: Parsed, heads: Sequence[int], i: int) -> bool:
    """See "buses with evacuees from Xtown", "residents of Xtown died", "people evacuated from the towns of Xtown"."""
    for prep in parsed.ancestors(i):
        token = parsed.tokens[prep]
        if prep in heads or token.pos not in ("ADP", "NOUN", "PROPN"):
            return False
        if token.pos == "ADP" and token.head not in heads and _is_people(parsed, prep):
            return True
    return False


def _is_people(parsed: Parsed, prep: int) -> bool:
    """Return whether a preposition says where people are from, or were brought from, or where a government sits."""
    said, above = parsed.tokens[prep].text.lower(), parsed.tokens[parsed.tokens[prep].head]
    people = above.lemma.lower() in INHABITANTS
    if said == "in":
        return above.lemma.lower() in SEATED
    # "A convoy carrying residents from Xtown" was bombed on its way.
    brought = above.tag == "VBN" or above.lemma.lower() in CARRYING
    return people if said == "of" else said == "from" and (people or brought)


def _is_meanwhile(parsed: Parsed, heads: Sequence[int], i: int) -> bool:
    """See "killed nine as troops advanced on Xtown": that is where the troops were; "as they fled Xtown", where the nine were."""
    for node in (i, *parsed.ancestors(i)):
        if node in heads:
            return False
        marks = {parsed.tokens[c].text.lower() for c in parsed.children(node, "mark")}
        if parsed.tokens[node].dep == "advcl" and marks & {"as", "while"}:
            return any(parsed.tokens[s].tag != "PRP" for s in parsed.children(node, "nsubj", "nsubjpass"))
    return False


def is_answered(parsed: Parsed, heads: Sequence[int], i: int) -> bool:
    """See "the strike was a response to the use of gas in Xtown on Tuesday": place and day of what is answered."""
    for node in (i, *parsed.ancestors(i)):
        if node in heads:
            return False
        above = parsed.tokens[parsed.tokens[node].head]
        if parsed.tokens[node].pos == "ADP" and above.lemma.lower() in ANSWERS:
            return True
    return False


def is_of_care(parsed: Parsed, i: int, words: Happenings) -> bool:
    """See "the wounded were taken to a hospital in Xtown", "died in an Xtown clinic": they were hit elsewhere."""
    above = (i, *parsed.ancestors(i))
    verb = next((n for n, a in enumerate(above) if parsed.tokens[a].pos == "VERB"), None)
    if verb is None or (parsed.tokens[above[verb]].lemma.lower(),) in words.verbs:
        return False
    care = [a for a in above[:verb] if parsed.tokens[a].lemma.lower() in words.caring]
    # "An attack on a clinic in Xtown".
    told = any((parsed.tokens[a].lemma.lower(),) in words.nouns for a in above[:verb])
    return bool(care) and parsed.tokens[care[0]].dep == "pobj" and not told


def of_another_deed(parsed: Parsed, heads: Sequence[int], i: int, words: Happenings) -> bool:
    """Return whether a day is that of a clause about something beside the event, or of the war's beginning.

    "The blast hit people who had left their town on Friday", "the deadliest raid since the war began five years ago".
    """
    inside = {*heads}
    above = {node for head in heads for node in (head, *parsed.ancestors(head))}
    for node in (i, *parsed.ancestors(i)):
        token = parsed.tokens[node]
        if node in above:
            return False
        if token.pos == "VERB" and token.dep in ("relcl", "acl") and token.head not in inside:
            return True
        doers = {parsed.tokens[c].lemma.lower() for c in parsed.children(node, "nsubj")}
        if token.pos == "VERB" and doers & words.background_subjects:
            return True
    return False
