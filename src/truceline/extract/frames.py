"""How what is said hangs on a reporting verb: as a clause, an object, after a preposition, on an infinitive."""

from collections.abc import Callable
from itertools import pairwise

from truceline.extract.clause_frames import clause, goes_on, is_bare_relative
from truceline.extract.hangs import POSITIONS, Hang, antecedent, first, infinitive, onto, thing_before
from truceline.knowledge.speech import Sense
from truceline.model.parsed import Parsed

# "rejected the offer as expected"
FORESEEN = (
    "expect", "plan", "promise", "report", "request", "agree", "say", "state", "claim", "predict", "announce",
    "tell", "intend", "schedule", "ask", "soon", "usual", "well", "far", "long",
)  # fmt: skip
BEGGING = ("ask", "call", "appeal", "push", "press", "plead", "lobby", "beg")


def _person(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    if torn := _torn_charge(parsed, v, sense):
        return torn
    for o in parsed.children(v, "dobj", "dative"):
        if sense.only and parsed.tokens[o].lemma not in sense.only:
            continue
        for p in [*parsed.children(v, "prep"), *parsed.children(o, "prep")]:
            if p > o and parsed.tokens[p].lemma in sense.person:
                # "accused it of crimes over its raids on the town"
                over = [
                    i
                    for c in parsed.children(v, "prep")
                    if c > p and parsed.tokens[c].lemma == "over"
                    for i in parsed.subtree(c)
                ]
                return Hang(
                    frozenset({*parsed.subtree(o), *parsed.subtree(p), *over}),
                    frozenset(),
                    sense,
                    "person",
                    o,
                )
    return None


def _torn_charge(parsed: Parsed, v: int, sense: Sense) -> Hang | None:
    """Hang on "accused Norland a member of the pact of killing six": the parser takes the apposition for what is accused."""
    whom = parsed.children(v, "dative")
    if not whom or "of" not in sense.person or parsed.tokens[whom[0]].pos != "PROPN":
        return None
    for p in parsed.subtree(v):
        if p > whom[0] and parsed.tokens[p].lemma == "of" and parsed.children(p, "pcomp"):
            told = frozenset({*range(parsed.subtree(whom[0])[0], p), *parsed.subtree(p)})
            return Hang(told, frozenset(), sense, "person", whom[0])
    return None


def _predicate(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    if "predicate" not in sense.frames:
        return None
    # "saw some of the guns leave": who sees a deed says nothing of it.
    small = [
        c
        for c in parsed.children(v, "ccomp", "oprd")
        if not infinitive(parsed, c)
        and (parsed.tokens[c].tag not in ("VB", "VBG", "VBP", "VBZ", "VBD") or _is_lies(parsed, c))
    ]
    # "called the claim “untrue”": what it is called may hang on it; in "branded Ann a traitor" even as a date would.
    objects = parsed.children(v, "dobj")
    behind = any(c > o for o in objects for c in parsed.children(o, "amod"))
    small += [
        c for c in parsed.children(v, "npadvmod") if objects and c > objects[0] and not parsed.tokens[c].label
    ]
    if not small and not behind and len(objects) < 2:
        return None
    told = {i for c in [*small, *parsed.children(v, "dobj")] for i in parsed.subtree(c)}
    # "called her vote in favor of the war a mistake": the parser hangs "in favor" on the verb.
    between = {i for p in parsed.children(v, "prep") if v < p < max(told) for i in parsed.subtree(p)}
    if min(told) > v:
        told |= {i for i in between if i < max(told)}
    return Hang(frozenset(told), frozenset(), sense, "predicate", first(parsed.children(v, "dobj")))


def _is_lies(parsed: Parsed, c: int) -> bool:
    """See "called the claims lies", which the parser takes for a verb."""
    token = parsed.tokens[c]
    return token.tag == "VBZ" and token.dep == "oprd" and parsed.subtree(c) == [c]


def _as(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    if "as" not in sense.frames:
        return None
    for o in parsed.children(v, "dobj"):
        for p in [*parsed.children(v, "prep"), *parsed.children(o, "prep")]:
            if (
                p > o
                and parsed.tokens[p].lemma == "as"
                and parsed.children(p, "pobj", "amod", "acomp", "pcomp")
            ):
                return Hang(frozenset({*parsed.subtree(o), *parsed.subtree(p)}), frozenset(), sense, "as", o)
        for c in parsed.children(v, "advcl"):
            if c > o and _names_it(parsed, c):
                return Hang(frozenset({*parsed.subtree(o), *parsed.subtree(c)}), frozenset(), sense, "as", o)
    return None


def _names_it(parsed: Parsed, c: int) -> bool:
    """See "dismissed the report as baseless", "described it as fabricated": to the parser a clause; "as planned" is one."""
    opens = parsed.subtree(c)[0] in parsed.children(c, "mark", "advmod")
    if not opens or parsed.tokens[parsed.subtree(c)[0]].lemma != "as":
        return False
    bare = parsed.tokens[c].tag in ("VBN", "JJ", "NN", "NNS") and parsed.tokens[c].lemma not in FORESEEN
    return bare and not parsed.children(c, "nsubj", "nsubjpass", "aux")


def _is_gerund(parsed: Parsed, c: int) -> bool:
    """Return whether the verb is a gerund: "denied bombing it", "denied having bombed it"."""
    return parsed.tokens[c].tag == "VBG" or any(
        parsed.tokens[a].tag == "VBG" and a < c for a in parsed.children(c, "aux", "auxpass")
    )


def _to_do(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    """Hang on an infinitive or a gerund; with an addressee, she is part of what is said ("urged Ann to go")."""
    for c in parsed.children(v, "xcomp", "ccomp", "advcl"):
        to = infinitive(parsed, c)
        gerund = _is_gerund(parsed, c) and parsed.tokens[c].dep != "advcl"
        if (to and "infinitive" in sense.frames and c > v) or (gerund and "gerund" in sense.frames):
            whom = _addressee(parsed, v, particle) if "addressee" in sense.frames else []
            # "asked for a pause to let aid in": the pause is asked for.
            if not whom and parsed.tokens[v].lemma in BEGGING and _asks_for(parsed, v, c):
                continue
            # "vowed in a speech to take it": only these verbs have no other infinitive behind them.
            vowed = sense.stance in ("promises", "threatens") and not parsed.children(v, "dobj")
            if parsed.tokens[c].dep == "advcl" and not whom and not vowed:
                continue
            # "told the agency on Sunday to protect himself": only "told Ann to ..." is an order.
            apart = bool(whom) and parsed.subtree(c)[0] != parsed.subtree(whom[-1])[-1] + 1
            if to and apart and parsed.tokens[v].lemma in ("tell", "ask"):
                continue
            told = {i for top in [c, *whom, *_further(parsed, v)] for i in parsed.subtree(top)}
            return Hang(frozenset(told), frozenset(), sense, "infinitive" if to else "gerund", first(whom))
    return None


def _asks_for(parsed: Parsed, v: int, c: int) -> bool:
    return any(v < p < c and parsed.tokens[p].lemma == "for" for p in parsed.children(v, "prep"))


def _further(parsed: Parsed, v: int) -> list[int]:
    """Return the bare verbs beside a finite one, which can only go on with its infinitive: "wants to cut A, build B and …"."""
    if parsed.tokens[v].tag not in ("VBD", "VBZ", "VBN", "VBG"):
        return []
    joined = (c for c in parsed.children(v, "conj") if parsed.tokens[c].tag == "VB")
    return [c for c in joined if not parsed.children(c, "aux", "nsubj")]


def _addressee(parsed: Parsed, v: int, particle: int | None) -> list[int]:
    """Return who is spoken to: "urged Ann to go", "called on Ann to go"."""
    return parsed.children(v, "dobj") or ([] if particle is None else parsed.children(particle, "pobj"))


def _about(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    # "owns up to the strike": the parser may hang "to" on the particle.
    for p in parsed.children(v, "prep") + ([] if particle is None else parsed.children(particle, "prep")):
        if p > v and parsed.tokens[p].lemma in sense.about and not _is_date(parsed, p):
            whom = parsed.children(v, "dobj") if "addressee" in sense.frames else []
            return Hang(frozenset(parsed.subtree(p)) - {p}, frozenset({p}), sense, "about", first(whom))
    return None


def _is_date(parsed: Parsed, p: int) -> bool:
    """Return whether the preposition only dates: "agreed on Monday"."""
    return any(
        parsed.tokens[o].label in ("DATE", "TIME") or parsed.tokens[o].lemma == "time"
        for o in parsed.children(p, "pobj")
    )


def _figure(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    """Hang on a direct object with a number in it: "counted 19 dead", "gave a toll of 30"."""
    if "figure" not in sense.frames:
        return None
    for o in parsed.children(v, "dobj"):
        told = parsed.subtree(o)
        narrow = not sense.only or parsed.tokens[o].lemma in sense.only
        if o > v and narrow and any(parsed.tokens[i].tag == "CD" for i in told):
            return Hang(frozenset(told), frozenset(), sense, "figure", o)
    return None


def _object(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    if "object" not in sense.frames:
        return None
    objects = parsed.children(v, "dobj") or ([] if particle is None else parsed.children(particle, "pobj"))
    # "in the last five days sources confirmed": no day is confirmed.
    answered = sense.stance in ("denies", "doubts", "claims-responsibility") and not particle
    if (
        not objects
        and answered
        and is_bare_relative(parsed, v)
        and not parsed.tokens[parsed.tokens[v].head].label
    ):
        return _before_it(parsed, v, v, sense)
    for o in [_not_where(parsed, o) for o in objects] or _torn_object(parsed, v, sense):
        if parsed.tokens[v].dep == "relcl" and (
            parsed.tokens[o].tag in ("WDT", "WP") or (parsed.tokens[o].tag == "PRP" and o < v)
        ):
            if sense.stance in POSITIONS and (hang := _before_it(parsed, v, o, sense)):
                return hang
            continue
        if sense.only and parsed.tokens[o].lemma not in sense.only:
            continue
        return Hang(frozenset(parsed.subtree(o)), frozenset(), sense, "object", o)
    return None


def _not_where(parsed: Parsed, o: int) -> int:
    """Return the killing of "admitted on their websites the killing of ten", where the parser reads a verb in the place."""
    inner = parsed.children(o, "dobj")
    return inner[0] if parsed.tokens[o].tag == "VBZ" and inner else o


def _torn_object(parsed: Parsed, v: int, sense: Sense) -> list[int]:
    """Return the object that the parser gave to a participle: "claimed the attack saying its men had done it"."""
    whole = sense.only or sense.stance in POSITIONS
    torn = [c for c in parsed.children(v, "ccomp", "advcl") if parsed.tokens[c].tag == "VBG" and whole]
    return [s for c in torn for s in parsed.children(c, "nsubj") if v < s < c]


def carried_on(parsed: Parsed, v: int) -> int | None:
    """Return the verb whose speaker goes on at `v`: "bore out the account saying he had seen it" (the parser: the account says)."""
    above = parsed.tokens[v].head
    torn = parsed.tokens[v].tag == "VBG" and parsed.tokens[v].dep in ("ccomp", "advcl")
    return above if torn and above < v and goes_on(parsed, above, v) else None


def _before_it(parsed: Parsed, v: int, o: int, sense: Sense) -> Hang | None:
    """Hang on the noun before a relative clause: "an attack, which the group claimed", "a charge that Ann denies"."""
    noun = thing_before(parsed, v)
    if sense.only and parsed.tokens[noun].lemma not in sense.only:
        return None
    return Hang(frozenset(antecedent(parsed, v, o, deed=True)), frozenset(), sense, "object", noun)


def _bare(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    """Hang on nothing yet: the verb may carry a quotation, or stand inside what it reports ("prices, Ann said, fell")."""
    if "clause" not in sense.frames or not _finite(parsed, v):
        return None
    # Only the plainest verbs end a sentence that they report: "the curfew would continue" reports nothing.
    token = parsed.tokens[v]
    closing = (
        "closing" in sense.frames
        and token.tag in ("VBD", "VBZ", "VBP", "VBN")
        and not parsed.children(v, "neg")
    )
    closing = closing and ("addressee" in sense.frames or not parsed.children(v, "dobj"))
    return Hang(frozenset(), frozenset(), sense, "closing" if closing else "bare")


def _finite(parsed: Parsed, v: int) -> bool:
    """Return whether the verb can carry a quotation beside it: a finite one, or ", adding"; not "kept on going"."""
    token = parsed.tokens[v]
    if token.tag == "VBG":
        # "He left, asking her: “Why?”": a mark and a quotation follow it.
        near = [one.text for one in parsed.tokens[v + 1 : v + 4]]
        leads = any(pair in ((",", '"'), (":", '"')) for pair in pairwise(near)) or _issues(parsed, v)
        return token.dep == "ROOT" or leads or (v > 0 and parsed.tokens[v - 1].text in (",", '"'))
    return (
        token.tag in ("VBD", "VBZ", "VBP")
        or (token.tag == "VBN" and bool(parsed.children(v, "aux")))
        or token.dep != "xcomp"
    )


def _issues(parsed: Parsed, v: int) -> bool:
    """See "condemned the raid saying in a statement “…”": where and how stands between the verb and the quotation."""
    for one in parsed.tokens[v + 1 : v + 6]:
        if one.text in ('"', "``"):
            return parsed.tokens[v].lemma == "say"
        if one.pos not in ("ADP", "DET", "NOUN", "ADJ", "PROPN"):
            return False
    return False


Frame = Callable[[Parsed, int, int | None, Sense], Hang | None]
FRAMES: tuple[Frame, ...] = (
    clause,
    _person,
    onto,
    _as,
    _predicate,
    _to_do,
    _about,
    _figure,
    _object,
    _bare,
)
