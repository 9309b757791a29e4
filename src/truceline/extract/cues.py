"""Find the verbs that report speech, who speaks at each, and the words that hang on it as what is said."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from truceline.extract.able import can_speak
from truceline.extract.controls import TELLING
from truceline.extract.frames import FRAMES, carried_on
from truceline.extract.hangs import Hang, antecedent, first, of_phrase, pobj
from truceline.extract.speakers import agent, is_passive, subject
from truceline.extract.supposed import is_supposed
from truceline.extract.thought_of import THOUGHT
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
    # Whether only a quotation is said by it: "he continued".
    quoting: bool = False


# "asked not to be named", "requested that he not be identified": a longer content is about more than the name.
LONGEST_MANNER = 6
PLAIN = ("says", "claims", "warns")
LIVELY = ("object", "about", "infinitive", "gerund", "person", "onto", "as", "predicate", "phrase")


def verb_cues(parsed: Parsed, speech: Speech) -> Iterator[Draft]:
    """Yield a draft for each reporting verb, in the order of the text."""
    for v, token in enumerate(parsed.tokens):
        if not token.tag.startswith("VB") and not _is_slip(parsed, v, speech):
            continue
        if token.tag == "VBZ" and token.dep in ("dobj", "pobj"):
            continue  # "the people's demands for bread", which the parser takes for a verb
        particle, senses = _senses(parsed, v, speech)
        if (
            not (senses or _phrase(parsed, v, speech))
            or _is_name(parsed, v)
            or _is_label(parsed, v)
            or is_supposed(parsed, v, speech)
        ):
            continue
        if is_passive(parsed, v):
            yield from _passive(parsed, v, senses, speech)
        else:
            yield from _active(parsed, v, (particle, senses), speech)


def _is_slip(parsed: Parsed, v: int, speech: Speech) -> bool:
    """Return whether the parser tags a reporting verb as a noun: "the council plans to …", "…, her doctor maintains"."""
    token = parsed.tokens[v]
    if token.tag not in ("NN", "NNS") or token.dep not in ("ROOT", "ccomp", "conj"):
        return False
    # "Field note: ..." is a note; in "the union disputes it" only a verb has the ending and the object.
    below = ("nsubj",) if token.tag == "NN" else ("nsubj", "dobj", "ccomp")
    return token.lemma in speech.verbs and bool(parsed.children(v, *below))


def _is_name(parsed: Parsed, v: int) -> bool:
    """See "Ann Said, a nurse, told the paper": a capital after a name, where another verb has none."""
    token, sentence = parsed.tokens[v], parsed.sentences[parsed.tokens[v].sentence]
    if (
        not token.text.istitle()
        or v == sentence.first
        or parsed.tokens[v - 1].pos != "PROPN"
        or sentence.heading
    ):
        return False
    others = (parsed.tokens[i] for i in range(sentence.first, sentence.last) if i != v)
    return any(one.tag in ("VBD", "VBZ", "VBP") and one.text.islower() for one in others)


def _is_label(parsed: Parsed, v: int) -> bool:
    """See "Raids kill nine militants Report": as the last word of a headline it says that somebody reported it, not who."""
    sentence = parsed.sentences[parsed.tokens[v].sentence]
    return sentence.heading and v == sentence.last - 1 and parsed.tokens[v].text == "Report"


def _senses(parsed: Parsed, v: int, speech: Speech) -> tuple[int | None, tuple[Sense, ...]]:
    """Return the particle that belongs to the verb, if any, and the senses of both together."""
    lemma = parsed.tokens[v].lemma
    for p in parsed.children(v, "prt", "prep", "advmod"):
        both = speech.verbs.get(f"{lemma} {parsed.tokens[p].lemma}")
        # "called for calm on Monday" does not call on Monday.
        dated = any(parsed.tokens[o].label in ("DATE", "TIME") for o in parsed.children(p, "pobj"))
        if both and p > v and not dated:
            return p, both
    return None, speech.verbs.get(lemma, ())


def _phrase(parsed: Parsed, v: int, speech: Speech) -> tuple[int, Sense] | None:
    """Return the object and the sense of a set phrase: "claimed responsibility"."""
    for noun in parsed.children(v, "dobj", "nsubjpass"):
        sense = speech.phrase(parsed.tokens[v].lemma, parsed.tokens[noun].lemma)
        if sense:
            return noun, sense
    return None


def _active(
    parsed: Parsed, v: int, found: tuple[int | None, tuple[Sense, ...]], speech: Speech
) -> Iterator[Draft]:
    particle, senses = found
    hang = _hang(parsed, v, particle, senses, speech)
    if hang is None or _is_manner(parsed, v, hang, speech):
        return
    above = carried_on(parsed, v)
    who = subject(parsed, v if above is None else above, speech)
    if above is not None and who is not None and not can_speak(parsed, who, speech):
        who = subject(
            parsed, v, speech
        )  # "said three raids hit the town adding that ...": the raids add nothing
    heard = parsed.tokens[v].lemma in TELLING
    if who is None and hang.sense.frames & {"clause"} and parsed.tokens[v].tag != "VBG" and not heard:
        # The parser takes the speaker after an inverted verb for its object: ["..."] "said Ann".
        after = [o for o in parsed.children(v, "dobj", "attr") if o > v and _may_follow(parsed, v, o, speech)]
        who = after[0] if after else None
    if who is None or who == hang.pointed or _is_nobody(parsed, who, speech) or _is_thought_of(parsed, v):
        return
    if (hang.frame in LIVELY or hang.sense.stance not in PLAIN) and not can_speak(parsed, who, speech):
        return
    # "the video shows soldiers", never "Ann showed the house".
    shows = hang.frame in ("object", "bare") and parsed.tokens[v].lemma in speech.showing
    if shows and parsed.tokens[who].lemma not in speech.papers:
        return
    content = hang.content - hang.cue - {v}
    cue = frozenset({v, *hang.cue, *parsed.children(v, "neg")})
    quoting = parsed.tokens[v].lemma in speech.quoting
    # "an alliance that began its assault on Monday": no quotation after it is said by it.
    if quoting and (not can_speak(parsed, who, speech) or parsed.children(v, "dobj", "xcomp")):
        return
    yield Draft(v, cue, content, who, hang.sense.stance, hang.frame, hang.pointed, quoting)


def _is_thought_of(parsed: Parsed, v: int) -> bool:
    """See "jets thought to be Norlandish | struck": nobody thinks "to be", so it is thought of them."""
    return parsed.tokens[v].lemma in THOUGHT and any(
        v < c and any(parsed.tokens[a].tag == "TO" for a in parsed.children(c, "aux"))
        for c in parsed.children(v, "xcomp")
    )


def _may_follow(parsed: Parsed, v: int, o: int, speech: Speech) -> bool:
    """Return whether the object behind the verb is who speaks: a name, or anybody right behind a quotation."""
    if parsed.tokens[o].pos == "PROPN":
        return True
    return v > 0 and parsed.tokens[v - 1].text in ('"', "''") and can_speak(parsed, o, speech)


def _is_manner(parsed: Parsed, v: int, hang: Hang, speech: Speech) -> bool:
    """Return whether the words tell only how somebody speaks: "asked not to be named", "speaking on television"."""
    token = parsed.tokens[v]
    if token.tag == "VBG" and token.lemma in speech.speaking:
        return hang.frame == "bare" and token.dep in ("acl", "advcl")
    unnamed = any(parsed.tokens[i].lemma in speech.unnamed for i in hang.content)
    return (
        hang.frame in ("infinitive", "clause", "about", "object")
        and unnamed
        and len(hang.content) <= LONGEST_MANNER
    )


def _is_nobody(parsed: Parsed, who: int, speech: Speech) -> bool:
    # "Nine died, not 12 as earlier reported": a count says nothing.
    counted = parsed.tokens[who].tag == "CD" and parsed.children(who, "neg")
    if parsed.tokens[who].text[:1].isdigit() or counted:
        return True
    words = [who, *parsed.children(who, "det", "neg", "preconj")]
    return any(parsed.tokens[i].text.lower() in speech.nobody for i in words)


def _hang(
    parsed: Parsed, v: int, particle: int | None, senses: Iterable[Sense], speech: Speech
) -> Hang | None:
    """Return how the first frame that fits hangs on the verb; a clause before a person, a person before an object."""
    extra = frozenset() if particle is None else frozenset({particle})
    senses = tuple(senses)
    phrase = _phrase(parsed, v, speech)
    if phrase:
        return of_phrase(parsed, v, *phrase)
    for frame in FRAMES:
        hangs = [hang for sense in senses if (hang := frame(parsed, v, particle, sense))]
        if hangs:
            # "Ten died, the source confirmed": the sense that may end a sentence.
            closing = (
                [] if parsed.children(v, "dobj") else [hang for hang in hangs if hang.frame == "closing"]
            )
            best = next(iter(closing), hangs[0])
            return best._replace(cue=best.cue | extra)
    return None


def _passive(parsed: Parsed, v: int, senses: tuple[Sense, ...], speech: Speech) -> Iterator[Draft]:
    """Yield what a passive reports: "is believed to", "was accused of", "was blamed on", "was condemned by"."""
    token = parsed.tokens[v]
    by = agent(parsed, v)
    if by is not None and _is_nobody(parsed, by, speech):
        return
    tops = parsed.children(v, "nsubjpass")
    told = {i for s in tops for i in antecedent(parsed, v, s)}
    if not tops and token.dep == "acl":
        below = set(parsed.subtree(v))
        tops, told = [token.head], {i for i in parsed.subtree(token.head) if i not in below}
    elif not tops and token.dep in ("oprd", "acomp") and token.lemma in ("accuse", "blame"):
        # "Norland stands accused of the raid"
        tops = parsed.children(token.head, "nsubj")
        told = {i for s in tops for i in parsed.subtree(s)}
    elif not tops and token.lemma in ("accuse", "blame"):
        tops = _on_a_day(parsed, v)
        told = {i for s in tops for i in parsed.subtree(s)}
    for hang in _passive_hangs(parsed, v, senses, speech, frozenset(told)):
        pointed = tops[0] if hang.frame == "person" and tops else hang.pointed
        cue = frozenset({v, *parsed.children(v, "neg", "auxpass")})
        if hang.frame in ("object", "clause") and by is None:
            continue
        # "was declared a disaster zone": who declared it is told, or it is done and no longer said.
        if hang.frame == "predicate" and by is None and token.lemma not in speech.impersonal:
            continue
        yield Draft(v, cue, hang.content - cue, by, hang.sense.stance, hang.frame, pointed)
        return


def _on_a_day(parsed: Parsed, v: int) -> list[int]:
    """Return the subject of "Norland was on Monday accused of the raid", where the parser parts the verb from its "was"."""
    for i in range(v - 1, max(v - 6, 0), -1):
        token = parsed.tokens[i]
        if token.lemma == "be" and token.tag in ("VBD", "VBZ", "VBP"):
            return parsed.children(i, "nsubj", "nsubjpass")
        if token.label not in ("DATE", "TIME") and token.pos not in ("ADP", "ADV"):
            break
    return []


def _passive_hangs(
    parsed: Parsed, v: int, senses: tuple[Sense, ...], speech: Speech, told: frozenset[int]
) -> Iterator[Hang]:
    below = parsed.children(v, "xcomp", "ccomp")
    if parsed.tokens[v].lemma in speech.impersonal and below and senses:
        clause = frozenset(i for c in below for i in parsed.subtree(c))
        subject_too = frozenset() if "ccomp" in {parsed.tokens[c].dep for c in below} else told
        yield Hang(clause | subject_too, frozenset(), senses[0], "impersonal")
    for sense in senses:
        if not sense.only or sense.only & {parsed.tokens[i].lemma for i in told}:
            yield from _of_sense(parsed, v, sense, told)


def _of_sense(parsed: Parsed, v: int, sense: Sense, told: frozenset[int]) -> Iterator[Hang]:
    """Yield what hangs on a passive in one of its senses."""
    named = frozenset(i for c in parsed.children(v, "oprd") for i in parsed.subtree(c))
    if "predicate" in sense.frames and named and told:
        yield Hang(told | named, frozenset(), sense, "predicate")
    # The parser hangs "of bombing" in "accused by officials of bombing" on the officials.
    by = agent(parsed, v)
    for p in [*parsed.children(v, "prep"), *(parsed.children(by, "prep") if by is not None else ())]:
        if parsed.tokens[p].lemma in sense.person:
            yield Hang(told | frozenset(parsed.subtree(p)), frozenset(), sense, "person")
        if parsed.tokens[p].lemma in sense.onto:
            yield Hang(told | frozenset(parsed.subtree(p)), frozenset(), sense, "onto", pobj(parsed, p))
    if "addressee" in sense.frames and by is not None:
        yield from _spoken_to(parsed, v, by, sense, told)
    if "object" in sense.frames and told and parsed.tokens[v].dep != "acl":
        yield Hang(told, frozenset(), sense, "object", first(parsed.children(v, "nsubjpass")))


def _spoken_to(parsed: Parsed, v: int, by: int, sense: Sense, told: frozenset[int]) -> Iterator[Hang]:
    """Yield "was warned by Ann not to attack", "was told by Ann that ...", "was warned by Ann against it"."""
    whom = first(parsed.children(v, "nsubjpass"))
    for c in parsed.children(v, "xcomp", "ccomp"):
        asked = parsed.tokens[c].dep == "xcomp"
        if c > by and (not asked or "infinitive" in sense.frames):
            below = frozenset(parsed.subtree(c))
            yield Hang(
                below | told if asked else below,
                frozenset(),
                sense,
                "infinitive" if asked else "said to",
                whom,
            )
            return
    for p in [*parsed.children(v, "prep"), *parsed.children(by, "prep")]:
        if p > by and parsed.tokens[p].lemma in sense.about:
            yield Hang(frozenset(parsed.subtree(p)) - {p}, frozenset({p}), sense, "about", whom)
            return
