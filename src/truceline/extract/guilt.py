"""Who is told to be guilty of an event, where no statement tells it: "the army was responsible for it", "it was the Front's work"."""

from collections.abc import Iterator

from truceline.extract.arguments import actors_at, culprit_at, is_armed, is_asked
from truceline.extract.doers import of_whom
from truceline.extract.hallmarks import marked_with
from truceline.extract.triggers import Cluster
from truceline.knowledge.happenings import Happenings
from truceline.knowledge.names import Names
from truceline.model.cast import Cast
from truceline.model.claim import Certainty, Culprit
from truceline.model.parsed import Found, Parsed

GUILTY = frozenset(("responsible", "guilty", "behind", "blame"))
WORKS = frozenset(("work", "deed", "doing", "handiwork", "responsibility", "action", "act", "crime"))
# "Blamed the army for the raid", "accused it of the raid": the object is the culprit, the event stands behind the preposition.
OF_WHOM = {
    "blame": "for",
    "accuse": "of",
    "hold": "for",
    "suspect": "of",
    "charge": "with",
    "condemn": "for",
    "denounce": "for",
}
# "Arrested for the murder", "implicated in it", "on charges of": whom they hold for it.
CHARGED = {
    "implicate": ("in",),
    "involve": ("in",),
    "arrest": ("for",),
    "detain": ("for",),
    "hold": ("for",),
    "jail": ("for",),
    "imprison": ("for",),
    "convict": ("of", "for"),
    "sentence": ("for",),
    "indict": ("for",),
    "try": ("for",),
    "accuse": ("of",),
    "charge": ("with",),
    "suspect": ("of",),
}
SEIZING = frozenset(
    (
        "arrest",
        "detention",
        "trial",
        "conviction",
        "indictment",
        "imprisonment",
        "capture",
        "detain",
        "charge",
    )
)
CHARGES = frozenset(("charge", "suspicion", "accusation", "allegation"))
# "Attributed the raid to the army": the other way round.
TO_WHOM = {"attribute": "to", "ascribe": "to", "impute": "to", "blame": "on", "pin": "on"}
ACTORS = ("state", "government", "ministry", "armed_force", "armed_group", "organisation", "coalition")

# What hangs so is no part of saying who is guilty.
OTHERS = ("amod", "acl", "relcl", "appos", "dobj", "pobj", "advcl", "conj", "ROOT")


def find_guilty(
    parsed: Parsed, cluster: Cluster, cast: Cast, names: Names, words: Happenings
) -> Found[Culprit] | None:
    """Find who is told to be guilty of an event that a noun names: "accused", or "suspected" where the deed only looks like theirs."""
    if cluster.lead.verb:
        return None
    for i in _guilty_heads(parsed, cluster.lead.head):
        if (found := _told_at(parsed, i, cast, names)) is not None:
            return _as(found, "accused")
    for trigger in cluster.triggers:
        for i in () if trigger.verb else marked_with(parsed, trigger.head, words):
            if (found := _told_at(parsed, i, cast, names)) is not None:
                return _as(found, "suspected")
    return None


def _told_at(parsed: Parsed, i: int, cast: Cast, names: Names) -> Found[Culprit] | None:
    """Return the phrase on head `i` where it names those who can do such a thing."""
    actors = [one for one in actors_at(parsed, i, cast) if cast.actors[one].kind in ACTORS]
    told = not is_asked(parsed, i) and (actors or is_armed(parsed, i, names))
    return culprit_at(parsed, i, tuple(actors)) if told else None


def _as(found: Found[Culprit], certainty: Certainty) -> Found[Culprit]:
    return found._replace(value=Culprit(found.value.actors, found.value.words, certainty))


def _guilty_heads(parsed: Parsed, noun: int) -> Iterator[int]:
    token = parsed.tokens[noun]
    above = parsed.tokens[token.head]
    if token.dep == "pobj":
        yield from _behind(parsed, token.head)
        yield from _pointed_at(parsed, token.head)
        yield from _charged(parsed, token.head)
    if token.dep == "dobj":
        yield from _joined(parsed, token.head, TO_WHOM.get(above.lemma.lower()))
    if token.dep == "nsubjpass" and above.lemma.lower() in TO_WHOM:
        yield from _joined(parsed, token.head, TO_WHOM[above.lemma.lower()])
    if token.dep == "nsubj" and above.lemma == "be":
        for work in _works(parsed, token.head):
            by = [c for c in parsed.children(work, "prep") if parsed.tokens[c].lemma == "by"]
            yield from (*parsed.children(work, "poss"), *of_whom(parsed, work))
            yield from (p for c in by for p in parsed.children(c, "pobj"))


def _works(parsed: Parsed, be: int) -> list[int]:
    """Return the "work" that a deed is told to be: in "was not the work of the Xs, but an action by the Ys", the action."""
    told = parsed.children(be, "attr")
    if parsed.children(be, "neg"):
        turns = [
            i for i in (be, *told) if any(parsed.tokens[c].lemma == "but" for c in parsed.children(i, "cc"))
        ]
        told = [c for i in turns for c in parsed.children(i, "conj")]
    return [i for i in told if parsed.tokens[i].lemma.lower() in WORKS]


def _behind(parsed: Parsed, prep: int) -> Iterator[int]:
    """Yield the subject of "is responsible for", "is to blame for", "was behind"."""
    i = prep
    while parsed.tokens[i].lemma.lower() in GUILTY or parsed.tokens[i].dep == "prep":
        if (
            parsed.tokens[i].lemma.lower() in GUILTY
            or parsed.tokens[parsed.tokens[i].head].lemma.lower() in GUILTY
        ):
            # "Neither blamed anybody for the blast": who blames is not to blame.
            yield from () if _is_accusing(parsed, i) else _subjects(parsed, i)
            return
        if parsed.tokens[i].head == i:
            return
        i = parsed.tokens[i].head


def _is_accusing(parsed: Parsed, i: int) -> bool:
    """Return whether "blame" is what somebody does: it is guilt in "is to blame" alone."""
    words = (i, parsed.tokens[i].head)
    verb = next((v for v in words if parsed.tokens[v].lemma.lower() == "blame"), None)
    return verb is not None and parsed.tokens[verb].tag in ("VBD", "VBZ", "VBP", "VBG", "VBN")


def _subjects(parsed: Parsed, i: int) -> Iterator[int]:
    """Yield the subject of the nearest "be" or "hold" above, unless it is denied."""
    for above in (i, *parsed.ancestors(i)):
        token = parsed.tokens[above]
        subjects = parsed.children(above, "nsubj", "nsubjpass")
        if token.lemma == "hold" and not parsed.children(above, "neg"):
            yield from parsed.children(above, "dobj", "nsubjpass")
            return
        # "They say forces loyal to him | were behind it", torn in two: those who say it are not behind it.
        if token.lemma == "be" and token.dep == "ccomp" and not subjects:
            yield from _torn_off(parsed, above)
            return
        # "Arrested the man responsible for it": those who arrested him are another matter.
        if parsed.children(above, "neg") or (not subjects and token.dep in OTHERS):
            return
        if subjects:
            yield from subjects
            return


def _torn_off(parsed: Parsed, be: int) -> Iterator[int]:
    """Yield the subject that the parser gave to what describes it: "forces loyal to him | were behind it"."""
    beside = [c for c in parsed.children(parsed.tokens[be].head, "ccomp") if c < be]
    yield from (s for c in beside[-1:] for s in parsed.children(c, "nsubj"))


def _pointed_at(parsed: Parsed, prep: int) -> Iterator[int]:
    """Yield the object of "blamed the army for the raid"."""
    verb = parsed.tokens[prep].head
    fits = OF_WHOM.get(parsed.tokens[verb].lemma.lower()) == parsed.tokens[prep].lemma.lower()
    if fits and parsed.tokens[verb].pos == "VERB" and not parsed.children(verb, "neg"):
        yield from parsed.children(verb, "dobj", "nsubjpass")


def _charged(parsed: Parsed, prep: int) -> Iterator[int]:
    """Yield whom they hold for it: "nine soldiers arrested for the murder", "the arrest of nine soldiers on charges of"."""
    above = parsed.tokens[prep].head
    connected = parsed.tokens[above].lemma == "connection" and parsed.tokens[above].dep == "pobj"
    if connected:
        above = parsed.tokens[parsed.tokens[above].head].head
    token = parsed.tokens[above]
    fits = CHARGED.get(token.lemma.lower(), ())
    told = bool(fits) if connected else parsed.tokens[prep].lemma.lower() in fits
    if not told or token.pos != "VERB" or parsed.children(above, "neg"):
        return
    held = parsed.children(above, "dobj", "nsubjpass")
    if token.dep == "acl" and token.tag == "VBN":
        held = held or [token.head]
    yield from held or _seized(parsed, above)


def _seized(parsed: Parsed, verb: int) -> Iterator[int]:
    """Yield who was arrested "on charges of being implicated": the object of the arrest above."""
    above = [verb, *parsed.ancestors(verb)]
    if not any(parsed.tokens[i].lemma.lower() in CHARGES for i in above):
        return
    for i in above:
        if parsed.tokens[i].lemma.lower() in SEIZING and parsed.tokens[i].lemma.lower() not in CHARGES:
            yield from parsed.children(i, "dobj", "nsubjpass") or of_whom(parsed, i)
            return


def _joined(parsed: Parsed, verb: int, word: str | None) -> Iterator[int]:
    if word is not None and not parsed.children(verb, "neg"):
        preps = (c for c in parsed.children(verb, "prep") if parsed.tokens[c].lemma.lower() == word)
        yield from (p for c in preps for p in parsed.children(c, "pobj"))
