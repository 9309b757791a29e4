"""Find the verbs that report speech, who speaks at each, and the words that hang on it as what is said."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from truceline.extract.speakers import agent, can_speak, is_passive, subject
from truceline.knowledge.speech import Sense, Speech
from truceline.model.parsed import Parsed
from truceline.model.statement import Stance


class Draft(NamedTuple):
    """A statement in the making: token indices only.

    `head` is the cue's main word; `speaker` and `pointed` (who is accused, warned, condemned) are heads of noun phrases.
    `frame` says how the content hangs on the cue; empty content waits for a quotation.
    """

    head: int
    cue: frozenset[int]
    content: frozenset[int]
    speaker: int | None
    stance: Stance
    frame: str
    pointed: int | None = None


class Hang(NamedTuple):
    """How content hangs on a verb: the tokens, what they add to the cue, and who is pointed at."""

    content: frozenset[int]
    cue: frozenset[int]
    sense: Sense
    frame: str
    pointed: int | None = None


# Frames that fit deeds too ("the spat raised fears", "the car sought cover"): only who can speak reports by them.
PLAIN = ("says", "claims", "warns", "confirms")
LIVELY = ("object", "about", "infinitive", "gerund", "person", "onto", "as", "predicate", "phrase")


def verb_cues(parsed: Parsed, speech: Speech) -> Iterator[Draft]:
    """Yield a draft for each reporting verb, in the order of the text."""
    for v, token in enumerate(parsed.tokens):
        if not token.tag.startswith("VB"):
            continue
        particle, senses = _senses(parsed, v, speech)
        if not (senses or _phrase(parsed, v, speech)) or _conditional(parsed, v):
            continue
        if is_passive(parsed, v):
            yield from _passive(parsed, v, senses, speech)
        else:
            yield from _active(parsed, v, (particle, senses), speech)


def _senses(parsed: Parsed, v: int, speech: Speech) -> tuple[int | None, tuple[Sense, ...]]:
    """Return the particle that belongs to the verb, if any, and the senses of both together."""
    lemma = parsed.tokens[v].lemma
    for p in parsed.children(v, "prt", "prep", "advmod"):
        both = speech.verbs.get(f"{lemma} {parsed.tokens[p].lemma}")
        if both and p > v:
            return p, both
    return None, speech.verbs.get(lemma, ())


def _phrase(parsed: Parsed, v: int, speech: Speech) -> tuple[int, Sense] | None:
    """Return the object and the sense of a set phrase: "claimed responsibility"."""
    for noun in parsed.children(v, "dobj", "nsubjpass"):
        sense = speech.phrases.get((parsed.tokens[v].lemma, parsed.tokens[noun].lemma))
        if sense:
            return noun, sense
    return None


def _conditional(parsed: Parsed, v: int) -> bool:
    """Return whether the speech is only supposed: "if he says so"."""
    return any(parsed.tokens[m].lemma in ("if", "unless") for m in parsed.children(v, "mark"))


def _active(
    parsed: Parsed, v: int, found: tuple[int | None, tuple[Sense, ...]], speech: Speech
) -> Iterator[Draft]:
    particle, senses = found
    hang = _hang(parsed, v, particle, senses, speech)
    if hang is None:
        return
    who = subject(parsed, v, speech)
    if who is None and hang.sense.frames & {"clause"}:
        # The parser takes the speaker after an inverted verb for its object: ["..."] "said Ann".
        after = [o for o in parsed.children(v, "dobj", "attr") if o > v and parsed.tokens[o].pos == "PROPN"]
        who = after[0] if after else None
    if who is None or _is_nobody(parsed, who, speech):
        return
    if (hang.frame in LIVELY or hang.sense.stance not in PLAIN) and not can_speak(parsed, who, speech):
        return
    content = hang.content - hang.cue - {v}
    cue = frozenset({v, *hang.cue, *parsed.children(v, "neg")})
    yield Draft(v, cue, content, who, hang.sense.stance, hang.frame, hang.pointed)


def _is_nobody(parsed: Parsed, who: int, speech: Speech) -> bool:
    words = [who, *parsed.children(who, "det", "neg")]
    return any(parsed.tokens[i].text.lower() in speech.nobody for i in words)


def _hang(
    parsed: Parsed, v: int, particle: int | None, senses: Iterable[Sense], speech: Speech
) -> Hang | None:
    """Return how the first frame that fits hangs on the verb; a clause before a person, a person before an object."""
    extra = frozenset() if particle is None else frozenset({particle})
    senses = tuple(senses)
    phrase = _phrase(parsed, v, speech)
    if phrase:
        return _of_phrase(parsed, v, *phrase)
    for frame in FRAMES:
        for sense in senses:
            hang = frame(parsed, v, particle, sense)
            if hang:
                return hang._replace(cue=hang.cue | extra)
    return None


def _of_phrase(parsed: Parsed, v: int, noun: int, sense: Sense) -> Hang:
    cue = frozenset({v, noun})
    for node in (noun, v):
        for c in parsed.children(node, "acl", "ccomp", "prep", "relcl"):
            if parsed.tokens[c].dep != "prep":
                # "denied responsibility saying ...": a second cue, not what is denied.
                if parsed.tokens[c].tag == "VBG":
                    continue
                return Hang(frozenset(parsed.subtree(c)), cue, sense, "phrase")
            if parsed.tokens[c].lemma in sense.about:
                return Hang(frozenset(parsed.subtree(c)) - {c}, cue | {c}, sense, "phrase", _pobj(parsed, c))
    return Hang(frozenset({noun}), cue - {noun}, sense, "phrase")


def _pobj(parsed: Parsed, p: int) -> int | None:
    return next(iter(parsed.children(p, "pobj")), None)


def _infinitive(parsed: Parsed, c: int) -> bool:
    return any(parsed.tokens[a].tag == "TO" for a in parsed.children(c, "aux"))


def _clause(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    if not sense.frames & {"clause", "that"}:
        return None
    for c in parsed.children(v, "ccomp"):
        if _infinitive(parsed, c) and "infinitive" not in sense.frames:
            continue
        if "predicate" in sense.frames and parsed.tokens[c].pos in ("NOUN", "ADJ", "PROPN"):
            continue
        return Hang(frozenset(parsed.subtree(c)), frozenset(), sense, "clause")
    return None


def _person(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    for o in parsed.children(v, "dobj", "dative"):
        for p in [*parsed.children(v, "prep"), *parsed.children(o, "prep")]:
            if p > o and parsed.tokens[p].lemma in sense.person:
                return Hang(frozenset({*parsed.subtree(o), *parsed.subtree(p)}), frozenset(), sense, "person", o)
    return None


def _onto(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    for o in parsed.children(v, "dobj"):
        if sense.only and parsed.tokens[o].lemma not in sense.only and parsed.tokens[o].pos != "PRON":
            continue
        for p in [*parsed.children(v, "prep", "dative"), *parsed.children(o, "prep")]:
            if p > v and parsed.tokens[p].lemma in sense.onto:
                told = {*_antecedent(parsed, v, o), *parsed.subtree(p)}
                return Hang(frozenset(told), frozenset(), sense, "onto", _pobj(parsed, p))
    return None


def _antecedent(parsed: Parsed, v: int, o: int) -> list[int]:
    """Return the object's tokens; for "an attack that Ann blamed on Ben", those of the attack."""
    if parsed.tokens[o].tag not in ("WDT", "WP") or parsed.tokens[v].dep != "relcl":
        return parsed.subtree(o)
    below = set(parsed.subtree(v))
    return [i for i in parsed.subtree(parsed.tokens[v].head) if i not in below]


def _predicate(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    if "predicate" not in sense.frames:
        return None
    small = [c for c in parsed.children(v, "ccomp", "oprd") if not _infinitive(parsed, c)]
    if not small:
        return None
    told = {i for c in [*small, *parsed.children(v, "dobj")] for i in parsed.subtree(c)}
    return Hang(frozenset(told), frozenset(), sense, "predicate", _first(parsed.children(v, "dobj")))


def _first(found: list[int]) -> int | None:
    return found[0] if found else None


def _as(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    if "as" not in sense.frames:
        return None
    for o in parsed.children(v, "dobj"):
        for p in [*parsed.children(v, "prep"), *parsed.children(o, "prep")]:
            if p > o and parsed.tokens[p].lemma == "as":
                return Hang(frozenset({*parsed.subtree(o), *parsed.subtree(p)}), frozenset(), sense, "as", o)
    return None


def _to_do(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    """Hang on an infinitive or a gerund; with an addressee, she is part of what is said ("urged Ann to go")."""
    for c in parsed.children(v, "xcomp", "ccomp", "advcl"):
        infinitive = _infinitive(parsed, c)
        gerund = parsed.tokens[c].tag == "VBG" and parsed.tokens[c].dep != "advcl"
        if (infinitive and "infinitive" in sense.frames and c > v) or (gerund and "gerund" in sense.frames):
            whom = parsed.children(v, "dobj") if "addressee" in sense.frames else []
            if parsed.tokens[c].dep == "advcl" and not whom:
                continue
            # "told the agency on Sunday to protect himself": only "told Ann to ..." is an order.
            if infinitive and whom and parsed.subtree(c)[0] != parsed.subtree(whom[-1])[-1] + 1:
                continue
            told = {i for top in [c, *whom] for i in parsed.subtree(top)}
            return Hang(frozenset(told), frozenset(), sense, "infinitive" if infinitive else "gerund", _first(whom))
    return None


def _about(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    for p in parsed.children(v, "prep"):
        if p > v and parsed.tokens[p].lemma in sense.about:
            whom = parsed.children(v, "dobj") if "addressee" in sense.frames else []
            return Hang(frozenset(parsed.subtree(p)) - {p}, frozenset({p}), sense, "about", _first(whom))
    return None


def _object(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    if "object" not in sense.frames:
        return None
    objects = parsed.children(v, "dobj") or ([] if particle is None else parsed.children(particle, "pobj"))
    for o in objects:
        if parsed.tokens[o].tag in ("WDT", "WP", "PRP") and parsed.tokens[v].dep == "relcl":
            continue
        return Hang(frozenset(parsed.subtree(o)), frozenset(), sense, "object", o)
    return None


def _bare(parsed: Parsed, v: int, particle: int | None, sense: Sense) -> Hang | None:
    """Hang on nothing yet: the verb may carry a quotation, or stand inside what it reports ("prices, Ann said, fell")."""
    if "clause" not in sense.frames:
        return None
    # Only the plainest verbs end a sentence that they report: "the curfew would continue" reports nothing.
    token = parsed.tokens[v]
    closing = "closing" in sense.frames and token.tag in ("VBD", "VBZ", "VBP", "VBN") and not parsed.children(v, "neg")
    closing = closing and ("addressee" in sense.frames or not parsed.children(v, "dobj"))
    return Hang(frozenset(), frozenset(), sense, "closing" if closing else "bare")


Frame = Callable[[Parsed, int, int | None, Sense], Hang | None]
FRAMES: tuple[Frame, ...] = (_clause, _person, _onto, _as, _predicate, _to_do, _about, _object, _bare)


def _passive(parsed: Parsed, v: int, senses: tuple[Sense, ...], speech: Speech) -> Iterator[Draft]:
    """Yield what a passive reports: "is believed to", "was accused of", "was blamed on", "was condemned by"."""
    token = parsed.tokens[v]
    by = agent(parsed, v)
    if by is not None and _is_nobody(parsed, by, speech):
        return
    tops = parsed.children(v, "nsubjpass")
    told = {i for s in tops for i in _antecedent(parsed, v, s)}
    if not tops and token.dep == "acl":
        below = set(parsed.subtree(v))
        tops, told = [token.head], {i for i in parsed.subtree(token.head) if i not in below}
    for hang in _passive_hangs(parsed, v, senses, speech, frozenset(told)):
        pointed = tops[0] if hang.frame == "person" and tops else hang.pointed
        cue = frozenset({v, *parsed.children(v, "neg", "auxpass")})
        if hang.frame in ("object", "clause") and by is None:
            continue
        yield Draft(v, cue, hang.content - cue, by, hang.sense.stance, hang.frame, pointed)
        return


def _passive_hangs(
    parsed: Parsed, v: int, senses: tuple[Sense, ...], speech: Speech, told: frozenset[int]
) -> Iterator[Hang]:
    below = parsed.children(v, "xcomp", "ccomp")
    if parsed.tokens[v].lemma in speech.impersonal and below and senses:
        clause = frozenset(i for c in below for i in parsed.subtree(c))
        subject_too = frozenset() if "ccomp" in {parsed.tokens[c].dep for c in below} else told
        yield Hang(clause | subject_too, frozenset(), senses[0], "impersonal")
    for sense in senses:
        for p in parsed.children(v, "prep"):
            if parsed.tokens[p].lemma in sense.person:
                yield Hang(told | frozenset(parsed.subtree(p)), frozenset(), sense, "person")
            if parsed.tokens[p].lemma in sense.onto:
                yield Hang(told | frozenset(parsed.subtree(p)), frozenset(), sense, "onto", _pobj(parsed, p))
        if "object" in sense.frames and told and parsed.tokens[v].dep != "acl":
            yield Hang(told, frozenset(), sense, "object", _first(parsed.children(v, "nsubjpass")))
