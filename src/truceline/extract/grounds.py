"""The ground on which a verb is told: its own clause, then what each word above makes of it, up to the root."""

from collections.abc import Callable, Mapping

from truceline.extract.clause_grounds import (
    SUBJECTS,
    is_infinitive,
    is_nominal,
    is_none,
    is_past,
    is_polite,
    own_ground,
)
from truceline.extract.clause_marks import (
    CARRIED,
    carrier,
    in_attempt,
    is_apart,
    is_definite,
    is_inverted,
    is_ranked,
    is_result,
    is_timeless,
    is_too,
    is_unclear,
    marks_of,
    means_of,
    told_over,
    verb_over,
)
from truceline.knowledge.moods import Ground, Moods, Outcome, Signature
from truceline.model.parsed import Parsed

# What was done, in one way of telling or another.
REAL = frozenset(
    ("told", "described", "present", "ongoing", "implied", "presupposed", "believed", "queried", "attempted")
)
DENIALS = frozenset(("denied", "averted", "excluded", "forbidden", "foiled"))
# "Resumed their missions with planes bombing the town": they go along with the verb, and complete no word.
ALONGSIDE = ("with", "by", "through")
# The frame in which a verb without a tense is the complement of another.
FRAMES = {"VB": "to", "VBG": "ing"}


def ground_of(parsed: Parsed, verb: int, moods: Moods) -> Ground:
    """Return the ground on which the verb is told; "described" where it has no tense, and nothing speaks against it."""
    token = parsed.tokens[verb]
    if is_nominal(parsed, verb) and token.dep != "conj" and not is_polite(parsed, verb, moods):
        return _of_nominal(parsed, verb, moods)
    own = own_ground(parsed, verb, moods)
    if token.dep == "conj" and is_result(parsed, verb, moods):
        above = ground_of(parsed, told_over(parsed, token.head), moods)
        return "implied" if above in REAL else above
    if token.dep == "conj" and _shares(parsed, verb, own) and not is_polite(parsed, verb, moods):
        return ground_of(parsed, token.head, moods)
    outer = _outer(parsed, verb, own, moods)
    return (
        "future"
        if own == "conditional" and outer != "conditional" and _foretold(parsed, verb)
        else _joined(own, outer)
    )


def _foretold(parsed: Parsed, verb: int) -> bool:
    """See "said that it would leave": what is ahead, told in the past; with an "if" it hangs on that."""
    token = parsed.tokens[verb]
    would = any(parsed.tokens[c].text.lower() in ("would", "'d") for c in parsed.children(verb, "aux"))
    open_end = any(marks_of(parsed, clause) & {"if", "unless"} for clause in parsed.children(verb, "advcl"))
    return would and token.dep == "ccomp" and is_past(parsed, token.head) and not open_end


def _of_nominal(parsed: Parsed, word: int, moods: Moods) -> Ground:
    """Return the ground of a noun or adjective by the verb that carries it: "is not able", "has no plan", "may be a threat"."""
    token = parsed.tokens[word]
    if is_none(parsed, word, moods):
        return "denied"
    if token.dep in CARRIED and parsed.tokens[token.head].pos in ("VERB", "AUX"):
        above = ground_of(parsed, token.head, moods)
        if token.dep == "dobj" and _denies(parsed, token.head, moods):
            return "denied"
        if (
            token.dep == "dobj"
            and above in REAL
            and parsed.tokens[token.head].lemma.lower() in moods.announced
        ):
            return "planned"
        return above if token.pos == "ADJ" or above not in REAL else "told"
    return "told"


def _denies(parsed: Parsed, verb: int, moods: Moods) -> bool:
    signature = moods.signatures.get((parsed.tokens[verb].lemma.lower(), "that"))
    return signature is not None and signature.told == "denied"


def _joined(own: Ground | None, outer: Outcome | None) -> Ground:
    """Join what the clause says with what stands over it: what is not real above stays unreal, two denials are none."""
    if outer is None or outer == "own" or outer == "same":
        return own or "described"
    if own is None or own in ("told", "present", "ongoing", "queried", "ordered"):
        return outer
    if outer in DENIALS and own == "denied":
        return "told"
    return outer if outer in ("supposed", "asked") else own


def _shares(parsed: Parsed, verb: int, own: Ground | None) -> bool:
    """Return whether a verb after "and" shares the auxiliaries of the first: "may come and go", not "may come and went"."""
    if parsed.children(verb, *SUBJECTS) or own in (
        "told",
        "denied",
        "future",
        "possible",
        "able",
        "conditional",
        "obliged",
    ):
        return False
    head = parsed.tokens[parsed.tokens[verb].head]
    return own is None or own == "ordered" or head.tag == parsed.tokens[verb].tag


def _outer(parsed: Parsed, verb: int, own: Ground | None, moods: Moods) -> Outcome | None:
    """Return what the words above make of the clause of this verb; None where it stands for itself."""
    token = parsed.tokens[verb]
    if token.head == verb:
        return _after_condition(parsed, verb, own)
    if token.dep == "conj":
        return _outer(parsed, token.head, own, moods)
    if is_infinitive(parsed, verb):
        return _infinitive(parsed, verb, moods)
    step = BY_DEP.get(token.dep)
    return step(parsed, verb, own, moods) if step is not None else None


def _after_condition(parsed: Parsed, verb: int, own: Ground | None) -> Ground | None:
    """See what follows from an "if": "if they come, we leave"; an order stays one, and a past deed was done."""
    if own in ("told", "ordered"):
        return None
    clauses = parsed.children(verb, "advcl")
    return "conditional" if any(marks_of(parsed, clause) & {"if", "unless"} for clause in clauses) else None


def _through(parsed: Parsed, head: int, signature: Signature, moods: Moods) -> Outcome:
    """Return what a word with this signature makes of its complement, as the word itself is told."""
    above = ground_of(parsed, head, moods)
    outcome: Outcome = signature.denied if above in DENIALS else signature.told
    if above in REAL and signature.past is not None and is_past(parsed, carrier(parsed, head)):
        outcome = signature.past
    if outcome == "same":
        return "implied" if above in ("told", "described", "present", "queried") else above
    if above not in REAL | DENIALS and outcome in ("averted", "foiled", "denied", "attempted", "told"):
        return above if outcome in ("attempted", "told") else "possible"
    return outcome


def _signature(parsed: Parsed, head: int, frame: str, moods: Moods) -> tuple[int, Signature | None]:
    """Return the word that decides over a complement and its signature: of "it is easy to", the adjective."""
    token = parsed.tokens[head]
    words = parsed.children(head, "acomp", "attr", "oprd") if token.lemma.lower() == "be" else [head]
    for word in words:
        near = parsed.tokens[word]
        found = moods.signatures.get((near.lemma.lower(), frame)) or moods.signatures.get(
            (near.text.lower(), frame)
        )
        if found is not None:
            return word, found
    return head, None


def _infinitive(parsed: Parsed, verb: int, moods: Moods) -> Outcome:
    """Return what governs "to" and the verb: who managed did it, who plans has not begun."""
    token = parsed.tokens[verb]
    head = token.head
    if is_too(parsed, head, verb):
        return "averted"
    if token.dep in ("acl", "relcl") and is_ranked(parsed, head, moods):
        return "implied"
    frame = "have-to" if parsed.tokens[head].lemma.lower() == "have" else "to"
    decides, signature = _signature(parsed, head, frame, moods)
    if signature is not None and (token.dep != "advcl" or signature.told not in ("same", "presupposed")):
        return _through(parsed, decides, signature, moods)
    return _aim(parsed, verb, moods) if token.dep == "advcl" else "fit" if token.dep == "relcl" else "planned"


def _aim(parsed: Parsed, verb: int, moods: Moods) -> Ground:
    """Return what "to" tells of a deed that has another for its aim: "crossed the river to storm the town"."""
    head = parsed.tokens[verb].head
    above = ground_of(parsed, head, moods)
    if above in REAL:
        return "attempted" if in_attempt(parsed, head, verb, moods) else "purpose"
    return "possible" if above in DENIALS else above


def through_object(parsed: Parsed, verb: int, moods: Moods) -> Ground | None:
    """Return what a verb makes of the deed that is its object: "foiled a raid", "plans a raid"; None where it makes nothing of it."""
    lemma = parsed.tokens[verb].lemma.lower()
    phrases = [f"{lemma} {parsed.tokens[c].lemma.lower()}" for c in parsed.children(verb, "prt", "advmod")]
    for phrase in (*phrases, lemma):
        signature = moods.signatures.get((phrase, "object"))
        if signature is not None:
            return _through(parsed, verb, signature, moods)  # type: ignore[return-value]
    return None


def _adverbial(parsed: Parsed, verb: int, own: Ground | None, moods: Moods) -> Outcome | None:
    """Return what joins the clause: "if" supposes it, "than" puts it aside, "so that" aims at it."""
    marks = marks_of(parsed, verb)
    if marks & moods.conditions or is_inverted(parsed, verb):
        return "asked" if is_unclear(parsed, parsed.tokens[verb].head, moods) else "supposed"
    if marks & moods.openings:
        return "asked"
    if own is None and marks & moods.prepositions.keys():
        return moods.prepositions[min(marks & moods.prepositions.keys())]
    over = parsed.tokens[verb].head
    if own is None and not marks and is_result(parsed, verb, moods):
        over = told_over(parsed, over)
    above = ground_of(parsed, over, moods)
    if marks & moods.purposes and own not in ("told", "denied", "present"):
        return "purpose" if above in REAL else None
    return _beside(parsed, verb, own, above, moods)


def _beside(parsed: Parsed, verb: int, own: Ground | None, above: Ground, moods: Moods) -> Outcome | None:
    """Return what a clause has from the one beside it: "when" makes it as real as what it dates, a participle goes along."""
    if above in REAL | DENIALS:
        return None if own is not None else "implied"
    timed = marks_of(parsed, verb) & moods.times and is_timeless(parsed, verb, own)
    return above if own is None or timed else None


def _subject(parsed: Parsed, verb: int, own: Ground | None, moods: Moods) -> Outcome | None:
    """See "leaving would be wise": as real as what is said of it."""
    above = ground_of(parsed, parsed.tokens[verb].head, moods)
    return None if own is not None or above in REAL | DENIALS else above


def _auxiliary(parsed: Parsed, verb: int, own: Ground | None, moods: Moods) -> Outcome | None:
    """See "got hit": the parser takes "got" for an auxiliary, and it is as real as its verb."""
    return ground_of(parsed, parsed.tokens[verb].head, moods) if own is None or own == "ordered" else None


def _complement(parsed: Parsed, verb: int, own: Ground | None, moods: Moods) -> Outcome | None:
    """Return what the word above makes of a clause: "believes that", "denied that", "kept shelling", "let them pass"."""
    token = parsed.tokens[verb]
    if marks_of(parsed, verb) & {"if", "whether"}:
        return "asked"
    bare = own in (None, "ordered")
    # "Nobody claimed the raid, but they have raided before": no complement, whatever the parser makes of it.
    if not bare and is_apart(parsed, verb):
        return None
    frame = FRAMES.get(token.tag, "") if bare else "that"
    decides, signature = _signature(parsed, token.head, frame, moods)
    if signature is not None:
        return _through(parsed, decides, signature, moods)
    above = ground_of(parsed, token.head, moods)
    return None if not bare else "implied" if above in REAL | DENIALS else above


def _after_preposition(parsed: Parsed, verb: int, own: Ground | None, moods: Moods) -> Outcome | None:
    """Return what the preposition or the word before it makes of a gerund: "without firing", "kept from leaving"."""
    if own not in (None, "ordered"):
        return None
    prep = parsed.tokens[verb].head
    word = parsed.tokens[prep].lemma.lower()
    words = [word, *(parsed.tokens[c].text.lower() for c in parsed.children(prep, "advmod", "mark"))]
    if (found := next((moods.prepositions[w] for w in words if w in moods.prepositions), None)) is not None:
        return found
    frame = "from" if word == "from" else "ing"
    decides, signature = _signature(parsed, parsed.tokens[prep].head, frame, moods)
    if signature is not None and word not in moods.times and word not in ALONGSIDE:
        return _through(parsed, decides, signature, moods)
    above = ground_of(parsed, means_of(parsed, prep), moods)
    return "implied" if above in REAL | DENIALS else above


def _describing(parsed: Parsed, verb: int, own: Ground | None, moods: Moods) -> Outcome | None:
    """Return what stands over a clause that describes a noun: a thing only wished for does what is told of it in the wish.

    "Reports that they shelled it" are as true as the reports; "nine men killed" are dead, even where they are to be buried.
    """
    head = parsed.tokens[verb].head
    if parsed.tokens[verb].dep == "acl" and "that" in marks_of(parsed, verb):
        return "denied" if ground_of(parsed, head, moods) in DENIALS else None
    if own not in (None, "present") or (own is None and parsed.tokens[verb].tag == "VBN"):
        return None
    over = verb_over(parsed, head)
    above = ground_of(parsed, over, moods) if over != head else "told"
    return None if above in REAL | DENIALS | {"asked"} or is_definite(parsed, head) else above


# What decides over a clause that is no infinitive, by how it hangs on the word above.
BY_DEP: Mapping[str, Callable[[Parsed, int, Ground | None, Moods], Outcome | None]] = {
    "advcl": _adverbial,
    "ccomp": _complement,
    "xcomp": _complement,
    "dobj": _complement,
    "csubj": _subject,
    "csubjpass": _subject,
    "pcomp": _after_preposition,
    "pobj": _after_preposition,
    "relcl": _describing,
    "acl": _describing,
    "aux": _auxiliary,
    "auxpass": _auxiliary,
}
