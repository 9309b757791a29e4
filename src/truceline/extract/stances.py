"""Decide a statement's stance, what it is about, and at whom it points."""

from collections.abc import Iterator
from typing import NamedTuple

from truceline.extract.cues import Draft
from truceline.extract.matters import Scene, harms, lemma, object_of, verb
from truceline.model.parsed import Parsed
from truceline.model.statement import Stance, StanceObject

ABOUT_SOMETHING = (
    "denies",
    "doubts",
    "admits",
    "accuses",
    "confirms",
    "does-not-confirm",
    "claims-responsibility",
)
POINTING = ("accuses", "warns", "threatens", "condemns")
SELF = ("it", "they", "we")
# Only a side of the war can claim or deny a deed as its own: "residents said they had not bombed it" is about others.
SIDES = ("state", "government", "ministry", "armed_force", "armed_group", "coalition")
SUBJECTS = ("nsubj", "nsubjpass")


class Reading(NamedTuple):
    """What a draft says as a position: stance, its object, and the actor it points at."""

    stance: Stance
    object: StanceObject | None
    against: str | None


def read_stance(scene: Scene, draft: Draft, speaker: str | None) -> Reading:
    """Return the stance of a draft whose speaker is the actor `speaker`, where one is certain."""
    stance = _negated(scene, draft)
    against = pointed_at(scene, draft, speaker) if stance in POINTING else None
    if stance in ("says", "claims"):
        refined = _refined(scene, draft, speaker, stance)
        if refined:
            return refined
    if stance not in ABOUT_SOMETHING:
        return Reading(stance, None, against)
    return Reading(stance, object_of(scene, draft, stance, speaker), against)


def is_negated(scene: Scene, v: int) -> bool:
    """Return whether the verb is negated, or refused: "did not deny", "refused to confirm", "was unable to verify"."""
    parsed, token = scene.parsed, scene.parsed.tokens[v]
    if parsed.children(v, "neg") or any(
        parsed.tokens[c].lemma == "never" for c in parsed.children(v, "advmod")
    ):
        return True
    above = parsed.tokens[token.head]
    return token.dep == "xcomp" and token.head != v and above.lemma in scene.speech.refusing


def _negated(scene: Scene, draft: Draft) -> Stance:
    parsed, speech, head = scene.parsed, scene.speech, draft.head
    token = parsed.tokens[head]
    verb = token.head if draft.frame == "adjective" else head
    if draft.stance == "declines" and any(
        lemma(scene, i) in speech.silence for i in parsed.children(head, "xcomp")
    ):
        return "declines"
    if not is_negated(scene, verb):
        return "declines" if _turned_down(scene, draft) else _named_harshly(scene, draft)
    if draft.stance == "says" and draft.frame == "infinitive":
        # "does not want to see" withholds no word.
        return "says"
    if token.lemma in speech.disbelief:
        return "doubts"
    return speech.negated[draft.stance]


def _turned_down(scene: Scene, draft: Draft) -> bool:
    """Return whether a "rejected" turns something down ("rejected calls to stop"): that denies nothing."""
    if draft.stance != "denies" or draft.frame != "object" or draft.pointed is None:
        return False
    return lemma(scene, draft.pointed) in scene.speech.refusable


def _named_harshly(scene: Scene, draft: Draft) -> Stance:
    """Return "condemns" for "called it a massacre"; otherwise the stance as it is."""
    named = draft.frame in ("predicate", "as") and draft.stance in ("says", "claims")
    harsh = named and any(lemma(scene, i) in scene.speech.harsh for i in draft.content)
    return "condemns" if harsh else draft.stance


def pointed_at(scene: Scene, draft: Draft, speaker: str | None) -> str | None:
    """Return the actor at whom the draft points: the one accused, warned or condemned."""
    parsed = scene.parsed
    if draft.pointed is None:
        return None
    token = parsed.tokens[draft.pointed]
    if token.lemma in scene.speech.reciprocal or token.text.lower() in scene.speech.reciprocal:
        return _counterpart(scene, draft, speaker)
    return near(scene, draft.pointed)


def near(scene: Scene, head: int) -> str | None:
    """Return the actor that a noun phrase names or belongs to: "Russia", "Russian raids", "a warning by Russia"."""
    own = scene.cast.actor_at(head)
    if own:
        return own
    parsed = scene.parsed
    beside = parsed.children(head, "poss", "amod", "compound", "nmod", "appos")
    by = [
        o
        for p in parsed.children(head, "prep", "agent")
        if lemma(scene, p) == "by"
        for o in parsed.children(p, "pobj")
    ]
    found = {actor for i in [*by, *beside] if (actor := scene.cast.actor_at(i))}
    return found.pop() if len(found) == 1 else None


def _counterpart(scene: Scene, draft: Draft, speaker: str | None) -> str | None:
    """Return who the other one is in "Ann and Ben blamed each other"."""
    if draft.speaker is None:
        return None
    heads = [draft.speaker, *_conjuncts(scene.parsed, draft.speaker)]
    others = {actor for i in heads if (actor := scene.cast.actor_at(i)) and actor != speaker}
    return others.pop() if len(others) == 1 else None


def _conjuncts(parsed: Parsed, head: int) -> Iterator[int]:
    for c in parsed.children(head, "conj"):
        yield c
        yield from _conjuncts(parsed, c)
    if parsed.tokens[head].dep == "conj":
        yield parsed.tokens[head].head


def _refined(scene: Scene, draft: Draft, speaker: str | None, stance: Stance) -> Reading | None:
    """Return the position in plain words: "said it had not bombed the town" denies, "said it was to blame" admits."""
    if draft.frame not in ("clause", "bare", "closing", "according"):
        return None
    for i in sorted(draft.content):
        token = scene.parsed.tokens[i]
        if token.lemma in scene.speech.guilty and token.pos != "NOUN":
            found = _guilt(scene, draft, speaker, i)
            if found:
                return found
        if token.tag in ("VBD", "VBN", "VBG", "VB") and verb(scene, i) in scene.speech.acts:
            found = _deed(scene, draft, speaker, i)
            if found:
                return found
    return _slip(scene, draft, speaker)


def _guilt(scene: Scene, draft: Draft, speaker: str | None, i: int) -> Reading | None:
    """Read "said Ben was responsible": accuses; of oneself, denies or claims it."""
    parsed = scene.parsed
    copula = _copula(parsed, draft, i)
    # "put the blame" is another phrase, "left behind ten dead" blames nobody: one is to blame, or is behind it.
    if copula is None or (parsed.tokens[i].lemma == "blame" and not _is_to(parsed, i)):
        return None
    doer = parsed.children(copula, *SUBJECTS)[0]
    negated = bool(parsed.children(copula, "neg"))
    if _is_self(scene, doer, speaker):
        return Reading("denies" if negated else "claims-responsibility", "authorship", None)
    against = near(scene, doer)
    if negated or against is None or _is_open(parsed, copula):
        return None
    return Reading("accuses", "authorship", against)


def _copula(parsed: Parsed, draft: Draft, i: int) -> int | None:
    """Return the "be" with a subject under which a word of guilt stands, inside the content."""
    while not parsed.children(i, *SUBJECTS):
        token = parsed.tokens[i]
        if (
            token.head == i
            or token.head not in draft.content
            or token.dep in ("relcl", "advcl", "acl", "conj")
        ):
            return None
        i = token.head
    return i if parsed.tokens[i].lemma == "be" else None


def _is_to(parsed: Parsed, i: int) -> bool:
    return any(parsed.tokens[a].tag == "TO" for a in parsed.children(i, "aux"))


def _is_open(parsed: Parsed, v: int) -> bool:
    """Return whether the clause only asks or supposes: "whether", "if", "may", "would"."""
    marks = any(parsed.tokens[m].lemma in ("whether", "if") for m in parsed.children(v, "mark"))
    return marks or any(parsed.tokens[a].tag == "MD" for a in parsed.children(v, "aux"))


def _deed(scene: Scene, draft: Draft, speaker: str | None, i: int) -> Reading | None:
    """Read "said it had not bombed the town" as a denial, "said it carried out the strike" as a claim of it."""
    parsed = scene.parsed
    doer = next(iter(parsed.children(i, "nsubj")), None)
    if doer is None or not _is_self(scene, doer, speaker) or _is_open(parsed, i):
        return None
    if parsed.tokens[i].tag == "VB" and not parsed.children(i, "neg"):
        return None
    if parsed.children(i, "neg"):
        return Reading("denies", "target" if harms(scene, i) else "authorship", None)
    return _claimed(scene, draft, i)


def _claimed(scene: Scene, draft: Draft, i: int) -> Reading | None:
    """Read a deed of one's own, done and told in the past: ongoing campaigns are no claim of one deed."""
    parsed = scene.parsed
    if parsed.tokens[i].tag == "VBG" or verb(scene, i) not in scene.speech.deeds:
        return None
    done = {lemma(scene, o) for o in parsed.children(i, "dobj")}
    # "said it had launched an inquiry" claims no attack: what was launched decides.
    if not done & scene.speech.acts:
        return None
    if any(lemma(scene, t) in scene.speech.slips for t in draft.content):
        return Reading("admits", "intent", None)
    return Reading("claims-responsibility", "authorship", None)


def _slip(scene: Scene, draft: Draft, speaker: str | None) -> Reading | None:
    """Read "said the raid was launched by mistake" as an admission, unless it tells of another's raid."""
    words = {lemma(scene, i) for i in draft.content}
    if not (words & scene.speech.slips and words & scene.speech.acts) or not _is_side(scene, speaker):
        return None
    mine = scene.cast.side(speaker) if speaker else None
    others = {
        actor for i in draft.content if (actor := scene.cast.actor_at(i)) and scene.cast.side(actor) != mine
    }
    negated = any(scene.parsed.tokens[i].dep == "neg" for i in draft.content)
    return None if others or negated else Reading("admits", "intent", None)


def _is_side(scene: Scene, actor: str | None) -> bool:
    if actor is None:
        return False
    top = scene.cast.actors.get(scene.cast.side(actor))
    return top is not None and top.kind in SIDES


def _is_self(scene: Scene, doer: int, speaker: str | None) -> bool:
    """Return whether the doer is the speaker's own side: "it", "its planes", or its name again."""
    if not _is_side(scene, speaker) or speaker is None:
        return False
    parsed, token = scene.parsed, scene.parsed.tokens[doer]
    if token.lemma.lower() in SELF or token.text.lower() in SELF:
        return True
    named = near(scene, doer)
    if named:
        return scene.cast.side(named) == scene.cast.side(speaker)
    owned = any(
        parsed.tokens[p].tag == "PRP$" and parsed.tokens[p].text.lower() in ("its", "our", "their", "his")
        for p in parsed.children(doer, "poss")
    )
    return owned and token.lemma in scene.speech.own
