"""The ground that a verb's own clause gives: its negation, its auxiliaries, its tense, an order, a question."""

from truceline.knowledge.moods import Ground, Moods
from truceline.model.parsed import Parsed, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
FINITE = frozenset(("VBD", "VBZ", "VBP"))
# What is asked back by a word in front presupposes the deed: "who shelled Xtown?"
ASKING = frozenset(("WDT", "WP", "WP$", "WRB"))


# What "not" makes of a ground; of any other ("will not", "could not", "should not") that it is ruled out.
NEGATED: dict[Ground, Ground] = {
    "ordered": "forbidden",
    "asked": "asked",
    "told": "denied",
    "present": "denied",
    "ongoing": "denied",
    "queried": "denied",
    "believed": "denied",
}


def own_ground(parsed: Parsed, verb: int, moods: Moods) -> Ground | None:
    """Return what the verb's own clause says; None where it has no tense of its own ("to leave", "leaving")."""
    if _suggested(parsed, verb):
        return "ordered"
    found = _of_auxiliaries(parsed, verb, moods) or _order(parsed, verb, moods) or _tense(parsed, verb, moods)
    asked = _question(parsed, verb, found)
    found = asked or found
    if is_negated(parsed, verb, moods):
        return NEGATED.get(found or "told", "excluded")
    if found in ("told", "present", "ongoing") and _doubtful(parsed, verb, moods):
        return "perhaps"
    return found


def is_infinitive(parsed: Parsed, verb: int) -> bool:
    """Return whether "to" stands before the verb."""
    return any(parsed.tokens[c].tag == "TO" for c in parsed.children(verb, "aux"))


def is_nominal(parsed: Parsed, word: int) -> bool:
    """Return whether it is a noun or adjective; one with an auxiliary is a verb: "did the army shell the town?"."""
    return parsed.tokens[word].pos in ("NOUN", "PROPN", "ADJ", "PRON") and not parsed.children(
        word, "aux", "auxpass"
    )


def is_past(parsed: Parsed, verb: int) -> bool:
    """Return whether the verb stands in the past or the perfect, itself or by its auxiliaries, with no modal over it."""
    auxiliaries = _auxiliaries(parsed, verb)
    if any(a.tag == "MD" for a in auxiliaries):
        return False
    return parsed.tokens[verb].tag == "VBD" or any(
        a.tag == "VBD" or a.lemma.lower() == "have" for a in auxiliaries
    )


def is_negated(parsed: Parsed, verb: int, moods: Moods) -> bool:
    """Return whether "not", "never" or "hardly" stands on the word, or none does it or has it done: "no shell hit the bridge"."""
    for c in parsed.children(verb, "neg", "advmod", "preconj", "cc"):
        word = parsed.tokens[c].text.lower()
        following = parsed.tokens[c + 1].text.lower() if c + 1 < len(parsed.tokens) else ""
        before = c < verb or parsed.tokens[c].dep == "neg"
        if word in moods.negatives and following not in moods.not_negating and before:
            return True
    return any(is_none(parsed, s, moods) for s in parsed.children(verb, "nsubj", "nsubjpass", "dobj", "attr"))


def is_none(parsed: Parsed, noun: int, moods: Moods) -> bool:
    """See "nobody", "no shell", "none of the shells", "not one shell", "not a single shell"."""
    if parsed.tokens[noun].text.lower() in moods.nobodies:
        return True
    before = parsed.children(noun, "det", "neg", "preconj", "nummod", "amod")
    for c in (*before, *(n for b in before for n in parsed.children(b, "neg", "advmod", "preconj"))):
        word = parsed.tokens[c].text.lower()
        if word in ("no", "neither") and parsed.tokens[c + 1].text.lower() not in ("fewer", "less", "more"):
            return True
        if word == "not" and parsed.tokens[c + 1].text.lower() in ("one", "a", "any", "an"):
            return True
    return False


def _auxiliaries(parsed: Parsed, verb: int) -> list[Token]:
    """Return the auxiliaries; in "since 21 May have left" the month is none."""
    found = parsed.children(verb, "aux", "auxpass")
    return [
        parsed.tokens[c]
        for c in found
        if not (parsed.tokens[c].text == "May" and parsed.tokens[c - 1].pos == "NUM")
    ]


def _of_auxiliaries(parsed: Parsed, verb: int, moods: Moods) -> Ground | None:
    """Return what "may", "will" and their like make of the verb; "must have fled" is concluded, "should flee" is owed."""
    auxiliaries = _auxiliaries(parsed, verb)
    words = [a.text.lower() for a in auxiliaries if a.text.lower() in moods.modals]
    if not words:
        return None
    if parsed.tokens[verb].lemma.lower() in moods.hedged and _first_person(parsed, verb):
        return "present"
    if any(a.lemma.lower() == "have" and a.tag == "VB" for a in auxiliaries):
        return moods.perfect_modals.get(words[0], moods.modals[words[0]])
    return moods.modals[words[0]]


def _first_person(parsed: Parsed, verb: int) -> bool:
    return any(parsed.tokens[c].text.lower() in ("i", "we") for c in parsed.children(verb, "nsubj"))


def is_polite(parsed: Parsed, verb: int, moods: Moods) -> bool:
    """See "please leave": an order, whatever the parser takes the verb for."""
    return any(
        parsed.tokens[c].text.lower() in moods.polite
        for c in parsed.children(verb, "intj", "advmod", "npadvmod", "nsubj", "nmod", "compound")
    )


def _suggested(parsed: Parsed, verb: int) -> bool:
    """See "why not leave?", "why don't you leave?"."""
    why = any(parsed.tokens[c].text.lower() == "why" for c in parsed.children(verb, "advmod"))
    you = all(parsed.tokens[c].text.lower() == "you" for c in parsed.children(verb, *SUBJECTS))
    return why and you and parsed.tokens[verb].tag == "VB" and bool(parsed.children(verb, "neg"))


def _order(parsed: Parsed, verb: int, moods: Moods) -> Ground | None:
    """See "leave the town", "please leave": a bare verb that nobody is said to do."""
    token = parsed.tokens[verb]
    if is_polite(parsed, verb, moods):
        return "ordered"
    if parsed.children(verb, *SUBJECTS) or token.tag != "VB":
        return None
    if token.lemma.lower() in moods.dropped and token.dep == "ROOT":
        return "present"
    if any(
        parsed.tokens[c].pos in ("NOUN", "PROPN")
        for c in parsed.children(verb, "compound", "nmod", "amod", "dep", "dobj")
        if c < verb
    ):
        return "present"  # "Xland Strikes Kill Nine": a headline's subject, whatever the parser made of it
    bare = all(a.text.lower() == "do" for a in _auxiliaries(parsed, verb))
    return (
        "ordered"
        if bare and token.dep in ("ROOT", "parataxis", "conj", "ccomp", "advcl", "intj", "dep")
        else None
    )


def _tense(parsed: Parsed, verb: int, moods: Moods) -> Ground | None:
    token, auxiliaries = parsed.tokens[verb], _auxiliaries(parsed, verb)
    finite = [a for a in auxiliaries if a.tag in FINITE]
    if token.tag == "VBG" and finite:
        return _progressive(parsed, verb, finite, moods)
    if token.tag == "VBD" or any(a.tag == "VBD" or a.lemma.lower() == "have" for a in finite):
        return "told"
    if token.tag in FINITE or finite:
        return "present"
    # "Three killed in a raid": a headline leaves the auxiliary out.
    return "told" if token.tag == "VBN" and token.dep == "ROOT" else None


def _progressive(parsed: Parsed, verb: int, finite: list[Token], moods: Moods) -> Ground:
    """See "is leaving" and "is leaving tomorrow"; what was under way was done."""
    if any(a.tag == "VBD" or a.lemma.lower() == "have" for a in finite):
        return "told"
    when = parsed.children(verb, "npadvmod", "advmod")
    words = {parsed.tokens[c].text.lower() for w in when for c in (w, *parsed.children(w, "amod", "det"))}
    words -= {"next"} if not any(parsed.tokens[w].dep == "npadvmod" for w in when) else set()
    leaves = parsed.tokens[verb].lemma.lower() in moods.arranged and not parsed.children(verb, "prt")
    return "future" if leaves or words & moods.coming else "ongoing"


def _doubtful(parsed: Parsed, verb: int, moods: Moods) -> bool:
    return any(
        parsed.tokens[c].text.lower() in moods.maybe for c in parsed.children(verb, "advmod") if c < verb
    )


def _question(parsed: Parsed, verb: int, found: Ground | None) -> Ground | None:
    """See "did they leave?", and "who left?" where only the one who did is asked for."""
    token = parsed.tokens[verb]
    sentence = parsed.sentences[token.sentence]
    last = parsed.tokens[sentence.last - 1].text
    if "?" not in last or token.dep not in ("ROOT", "conj", "parataxis") or found in (None, "ordered"):
        return None
    clause = parsed.tokens[sentence.first : verb]
    if any(
        t.tag in ASKING and t.head in (verb, *parsed.children(verb, "dobj", "attr", "nsubj")) for t in clause
    ):
        return "queried" if found in ("told", "present", "ongoing") else None
    return "asked" if _turned(parsed, verb) or not _elsewhere(parsed, verb) else None


def _turned(parsed: Parsed, verb: int) -> bool:
    """Return whether the auxiliary stands before the subject, or the subject is left out."""
    subjects = parsed.children(verb, *SUBJECTS)
    first = parsed.children(verb, "aux", "auxpass") or [verb]
    return not subjects or first[0] < subjects[0]


def _elsewhere(parsed: Parsed, verb: int) -> bool:
    """Return whether another clause of the sentence asks: "I leave on Monday, what should I see?"."""
    sentence = parsed.sentences[parsed.tokens[verb].sentence]
    verbs = (i for i in range(sentence.first, sentence.last) if parsed.tokens[i].pos in ("VERB", "AUX"))
    return any(i != verb and parsed.children(i, *SUBJECTS) and _turned(parsed, i) for i in verbs)
