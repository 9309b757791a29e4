"""Who speaks where the parser, or a lost mark, puts another in the speaker's place: what is counted, quoted or mourned."""

from truceline.extract.able import can_speak
from truceline.knowledge.speech import Speech
from truceline.model.parsed import Parsed

MARKS = ('"', "''", "”", "»", "``", "“", "«")
# Verbs behind which the speaker may stand with no mark before: "Ten died said the agency".
BEFORE_NAMES = ("say", "add")
# Participles by which one who has spoken goes on.
GOING_ON = ("say", "add", "stress", "note", "insist", "argue", "express", "voice")
JUDGING = ("condemn", "denounce", "slam", "criticise", "criticize", "decry", "deplore")
INSIDE = ("in", "with", "of", "on", "at")
# "a letter from Ann saying", "with a monitor saying": the one after these speaks.
SENDING = ("from", "by", "with")


# What a clause does not end with where a verb of saying follows it.
NO_END = ("PRON", "PROPN", "AUX", "PART", "CCONJ")


def inverted(parsed: Parsed, v: int, speech: Speech) -> int | None:
    """Return the agency of "Fire killed nine people said the agency adding …": the parser makes the nine say it."""
    token = parsed.tokens[v]
    if token.lemma not in BEFORE_NAMES or token.tag not in ("VBD", "VBZ") or v + 1 >= len(parsed.tokens):
        return None
    if not _tells_before(parsed, v):
        return None
    below = parsed.children(v, "ccomp", "advcl", "xcomp")
    gone_on = [c for c in below if parsed.tokens[c].tag == "VBG" and not parsed.children(c, "aux")]
    after = [*parsed.children(v, "dobj"), *(s for c in gone_on for s in parsed.children(c, "nsubj"))]
    for who in after:
        dated = parsed.tokens[who].label in ("DATE", "TIME")
        if parsed.subtree(who)[0] == v + 1 and not dated and can_speak(parsed, who, speech):
            return who
    return None


def _tells_before(parsed: Parsed, v: int) -> bool:
    """Return whether a clause stands before the verb, and right before it no name or pronoun that could be its subject."""
    token, before = parsed.tokens[v], parsed.tokens[v - 1]
    # "… trained by Norland said the agency": who trains does not say it, nor does a place where nothing else is the subject.
    subjects = parsed.children(v, "nsubj")
    inside = before.pos == "PROPN" and before.dep == "pobj" and (token.dep != "ROOT" or not subjects)
    if v == 0 or before.sentence != token.sentence or (before.pos in NO_END and not inside):
        return False
    first = parsed.sentences[token.sentence].first
    starts = parsed.subtree(subjects[-1])[0] if subjects else v
    return any(parsed.tokens[i].tag in ("VBD", "VBZ", "VBP") for i in range(first, min(starts, v)))


def after_quotation(parsed: Parsed, found: int, v: int, speech: Speech) -> int | None:
    """Return the name between the end of a quotation and the verb, where the subject found stands in the quotation.

    ["There are people missing" the agency said]: the parser makes the missing people say it.
    """
    if found > v or v - found < 2:
        return None
    first = parsed.sentences[parsed.tokens[v].sentence].first
    marks = [i for i in range(first, v) if parsed.tokens[i].text in MARKS]
    # The subject stands inside only where the mark before it opens and the one after it closes.
    behind = [i for i in marks if i > found]
    if len(behind) != 1 or (len(marks) > 1 and len([i for i in marks if i < found]) % 2 == 0):
        return None
    stretch = range(behind[0] + 1, v)
    tops = [
        i
        for i in stretch
        if parsed.tokens[i].pos in ("NOUN", "PROPN") and parsed.tokens[i].head not in stretch
    ]
    plain = all(parsed.tokens[i].pos not in ("VERB", "AUX", "PUNCT") for i in stretch)
    return tops[0] if tops and plain and can_speak(parsed, tops[0], speech) else None


def who_said(parsed: Parsed, v: int, speech: Speech) -> int:
    """Return whom "who" stands for: the men of "men in overalls who said so", never the overalls."""
    noun = parsed.tokens[v].head
    prep = parsed.tokens[noun].head
    who = any(parsed.tokens[s].text.lower() == "who" for s in parsed.children(v, "nsubj"))
    if not who or can_speak(parsed, noun, speech) or parsed.tokens[noun].dep != "pobj":
        return noun
    above = parsed.tokens[prep].head
    # "shows two men in overalls who say": the parser hangs "in" on the verb.
    beside = [o for o in parsed.children(above, "dobj") if parsed.subtree(o)[-1] == prep - 1]
    above = beside[0] if beside else above
    inside = parsed.tokens[prep].lemma in INSIDE and parsed.tokens[above].pos in ("NOUN", "PROPN")
    return above if inside else noun


def first_subject(parsed: Parsed, v: int, subjects: list[int]) -> list[int]:
    """Return the subjects without one that goes on with the clause about the first: "Ann who met the leader of the old Norland Board said"."""
    if len(subjects) == 2 and _is_name_end(parsed, *subjects):
        return subjects[:1]
    after = any(c > v for c in parsed.children(v, "dobj", "ccomp", "oprd", "xcomp"))
    # "… some of whom were dead Ann Lee said" closes the sentence: she speaks.
    if len(subjects) < 2 or not after or not parsed.children(subjects[0], "relcl"):
        return subjects
    starts = parsed.subtree(subjects[-1])[0]
    below = parsed.children(subjects[-1], "det", "poss")
    goes_on = starts - 1 in parsed.subtree(subjects[0]) and parsed.tokens[starts - 1].text != ","
    return subjects[:1] if goes_on and not below else subjects


def _is_name_end(parsed: Parsed, one: int, other: int) -> bool:
    """See "opponents of President Ann | Lee said": the parser parts the end of her name from the opponents."""
    last = parsed.subtree(one)[-1]
    title = parsed.tokens[last].pos == "PROPN" and parsed.tokens[last].dep == "pobj"
    between = parsed.tokens[last + 1 : other + 1]
    return title and bool(between) and all(t.pos == "PROPN" or t.text == "-" for t in between)


def is_gone_on_from(parsed: Parsed, v: int, speech: Speech) -> bool:
    """See "wrote to the families of the victims voicing hope": the writer goes on, not the last one named.

    "A letter from Ann saying so" is hers.
    """
    token = parsed.tokens[v]
    noun = token.head
    prep = parsed.tokens[noun].head
    if token.tag != "VBG" or parsed.tokens[noun].dep not in ("pobj", "conj", "dobj"):
        return False
    verb = next((a for a in parsed.ancestors(noun) if parsed.tokens[a].pos == "VERB"), None)
    # "condemned the raids by Norland describing them as …": who condemns describes.
    judged = verb is not None and parsed.tokens[verb].lemma in JUDGING and token.lemma in speech.verbs
    direct = parsed.tokens[noun].dep == "dobj"
    issuing = noun if direct else parsed.tokens[prep].head
    issued = parsed.tokens[issuing].lemma in (*speech.papers, *speech.nouns)
    sent = not direct and parsed.tokens[prep].lemma in SENDING
    if (direct or sent) and (not judged or issued):
        return False
    if not judged and token.lemma not in GOING_ON:
        return False
    subjects = parsed.children(verb, "nsubj") if verb is not None else []
    return bool(subjects) and can_speak(parsed, subjects[-1], speech)


def behind_the_harmed(parsed: Parsed, v: int, speech: Speech) -> int | None:
    """Return the monitor of "jets killed at least ten people as they crossed a river a monitor said": the ten say nothing.

    The parser makes those who were killed the subject of what is said at the end of the sentence.
    """
    own = parsed.children(v, "nsubj")[-1:]
    if not own or own[0] > v - 2 or not parsed.children(own[0], "nummod"):
        return None
    first = parsed.subtree(own[0])[0]
    killed = first > 0 and parsed.tokens[first - 1].lemma in speech.harming
    teller = (
        v - 1 if can_speak(parsed, v - 1, speech) and parsed.tokens[v - 1].pos in ("NOUN", "PROPN") else None
    )
    return teller if killed else None
