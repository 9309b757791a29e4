"""Clause frames: the clause that a reporting verb reports, also where the parser tore it off or lost its "that"."""

import msgspec

from truceline.extract.hangs import POSITIONS, Hang, infinitive, onto
from truceline.knowledge.speech import Sense
from truceline.model.parsed import Parsed

ONTO = frozenset({"on", "upon"})

CLAIMS = ("claim", "report", "allegation", "accusation", "charge", "news", "rumour", "rumor", "assertion")
ISSUING = ("in", "on", "at", "during", "through", "via", "to")


def clause(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    """Hang on a clause: "said that it fell", "said it fell", "said: it fell"."""
    if not sense.frames & {"clause", "that"}:
        return None
    for c in _clauses(parsed, v, sense):
        if infinitive(parsed, c) and "infinitive" not in sense.frames:
            continue
        # "blamed the delay on the fact that ...": the delay is what is blamed.
        if sense.stance == "accuses" and onto(parsed, v, particle, msgspec.structs.replace(sense, onto=ONTO)):
            continue
        if sense.stance in POSITIONS and (_is_contact(parsed, v, c) or _has_object(parsed, v, c, sense)):
            continue
        if "predicate" in sense.frames and parsed.tokens[c].pos in ("NOUN", "ADJ", "PROPN"):
            continue
        told = {*parsed.subtree(c), *_torn_subject(parsed, v, c, sense)} - _led_in(parsed, c)
        return Hang(frozenset(told), frozenset(), sense, "clause")
    return None


def _is_contact(parsed: Parsed, v: int, c: int) -> bool:
    """See "a charge the army has denied Shells fell on ...": a relative clause without "that" denies what is before it.

    The clause behind it is whole, so that nothing but the charge can be what the verb lacks.
    """
    whole = parsed.children(c, "nsubj", "nsubjpass") and not parsed.children(c, "mark")
    return bool(whole) and c > v and is_bare_relative(parsed, v)


def is_bare_relative(parsed: Parsed, v: int) -> bool:
    """Return whether the verb is in a relative clause that its subject opens, with no object of its own."""
    if parsed.tokens[v].dep != "relcl" or parsed.children(v, "dobj", "mark"):
        return False
    first = parsed.subtree(v)[0]
    return parsed.tokens[first].tag not in ("WDT", "WP", "WRB", "IN", "WP$") and any(
        first in parsed.subtree(s) for s in parsed.children(v, "nsubj")
    )


def _has_object(parsed: Parsed, v: int, c: int, sense: Sense) -> bool:
    """See "condemned the raid saying in a note “…”": what is condemned is the raid; what follows has another cue or none."""
    objects = [o for o in parsed.children(v, "dobj") if v < o < c]
    if "object" not in sense.frames or not objects or not parsed.children(c, "nsubj", "nsubjpass"):
        return False
    between = parsed.tokens[objects[-1] + 1 : parsed.subtree(c)[0]]
    quoted = any(one.text in (":", '"', "``") for one in (*between, parsed.tokens[parsed.subtree(c)[0]]))
    return not quoted or any(one.tag == "VBG" and one.lemma == "say" for one in between)


def _led_in(parsed: Parsed, c: int) -> set[int]:
    """Return "after the vote" of "said after the vote she would go", which the parser hangs on her going."""
    if parsed.tokens[c].dep != "advcl":
        return set()
    leading = [p for p in parsed.children(c, "prep") if p < c and p == parsed.subtree(c)[0]]
    return {i for p in leading for i in parsed.subtree(p)}


def _torn_subject(parsed: Parsed, v: int, c: int, sense: Sense) -> list[int]:
    """Return the subject that the parser gave to the verb as its object: "denied Ann had left"."""
    if "addressee" in sense.frames or parsed.children(c, "nsubj", "nsubjpass", "expl", "mark"):
        return []
    taken = [i for o in parsed.children(v, "dobj") if v < o < c for i in parsed.subtree(o)]
    return taken or _after_place(parsed, v, c)


def _after_place(parsed: Parsed, v: int, c: int) -> list[int]:
    """Return the subject that the parser gave to where it was said: "said on the radio one of its houses was hit"."""
    opens = parsed.subtree(c)[0]
    finite = parsed.tokens[opens].tag in ("VBD", "VBZ", "VBP", "MD")
    preps = [p for p in parsed.children(v, "prep") if v < p < opens and parsed.tokens[p].lemma in ISSUING]
    if not finite or not preps or preps[0] != v + 1:
        return []
    where = [o for o in parsed.children(preps[0], "pobj") if parsed.tokens[o].label != "DATE"]
    gap = list(range(where[0] + 1, opens)) if where else []
    named = bool(gap) and parsed.tokens[gap[0]].pos in ("DET", "NUM", "NOUN", "PROPN", "PRON", "ADJ")
    return gap if named and all(parsed.tokens[i].pos != "PUNCT" for i in gap) else []


def _clauses(parsed: Parsed, v: int, sense: Sense) -> list[int]:
    """Return the clauses on the verb; one before it comes last unless a mark sets it off ("- Troops left - Ann said ...")."""
    found = [c for c in parsed.children(v, "ccomp") if not goes_on(parsed, v, c)]
    found = found or _in_statement(parsed, v) or _as_saying(parsed, v) or _torn_off(parsed, v, sense)
    # "Toll rises to 28; army denies it": two sentences in one, the first is not what the army denies.
    found = [c for c in found if c > v or not _ends_before_semicolon(parsed, c)]
    before = [c for c in found if c < v]
    if before and len(before) < len(found):
        end = parsed.subtree(before[-1])[-1] + 1
        if parsed.tokens[end].text not in (",", '"'):
            return [c for c in found if c > v] + before
    return found


def _ends_before_semicolon(parsed: Parsed, c: int) -> bool:
    last = parsed.subtree(c)[-1]
    return any(parsed.tokens[i].text == ";" for i in range(last, min(last + 2, len(parsed.tokens))))


def goes_on(parsed: Parsed, v: int, c: int) -> bool:
    """See "claimed the attack saying its men had done it": a participle with the object before it is no clause."""
    subjects = parsed.children(c, "nsubj")
    bare = parsed.tokens[c].tag == "VBG" and not parsed.children(c, "aux")
    return (
        bare
        and parsed.tokens[c].lemma in ("say", "add", "claim", "note")
        and any(v < s < c for s in subjects)
    )


def _in_statement(parsed: Parsed, v: int) -> list[int]:
    """Return the clause of "said in a statement that ...", which the parser may hang on the statement."""
    preps = [p for p in parsed.children(v, "prep") if p > v and parsed.tokens[p].lemma in ISSUING]
    # "spoke in Ann's claim that ...": the noun has its own speaker.
    nouns = [
        o
        for p in preps
        for o in parsed.children(p, "pobj")
        if not parsed.children(o, "poss") and not _answered(parsed, p, o)
    ]
    return [
        c for noun in nouns for c in parsed.children(noun, "acl", "ccomp", "relcl") if _opens_that(parsed, c)
    ]


def _answered(parsed: Parsed, prep: int, noun: int) -> bool:
    """See "responded to the claim by the rebels that ...": who answers it says nothing of the kind."""
    return parsed.tokens[prep].lemma == "to" and parsed.tokens[noun].lemma in CLAIMS


def _opens_that(parsed: Parsed, c: int) -> bool:
    """Return whether "that" or "whether" opens the clause and is no part of it: "in the hours that he was away" is none."""
    marks = [m for m in parsed.children(c, "mark") if parsed.tokens[m].lemma in ("that", "whether")]
    return bool(marks) and bool(parsed.children(c, "nsubj", "nsubjpass", "expl"))


def _torn_off(parsed: Parsed, v: int, sense: Sense) -> list[int]:
    """Return the clause that stands behind an adverbial or an addressee: "said after the vote he would go", "told a meeting of farmers that …".

    The parser takes the first for an adverbial clause, and hangs the second on the addressee.
    """
    bare = [
        c
        for c in parsed.children(v, "advcl")
        if c > v
        and parsed.children(c, "nsubj", "nsubjpass", "expl")
        and not parsed.children(c, "mark")
        and parsed.tokens[parsed.subtree(c)[0] - 1].text != ","
        and parsed.tokens[parsed.subtree(c)[0]].tag not in ("WRB", "WDT", "WP")
        and (parsed.tokens[parsed.subtree(c)[0]].tag != "IN" or parsed.children(c, "prep"))
    ]
    heard = [
        c
        for o in parsed.children(v, "dobj", "dative")
        for c in parsed.children(o, "relcl", "acl", "ccomp")
        if o > v and "addressee" in sense.frames and _opens_that(parsed, c)
    ]
    return bare or heard


def _as_saying(parsed: Parsed, v: int) -> list[int]:
    """Return the clause of "quoted Ann as saying ...", which the parser may hang on the verb that quotes."""
    token = parsed.tokens[v]
    if token.dep != "pcomp" or parsed.tokens[token.head].lemma != "as":
        return []
    return [c for c in parsed.children(parsed.tokens[token.head].head, "advcl", "ccomp") if c > v]
