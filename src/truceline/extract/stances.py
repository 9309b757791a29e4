"""Decide a statement's stance, what it is about, and at whom it points."""

from collections.abc import Iterator

from truceline.extract.avowals import Reading, owns_up, refined
from truceline.extract.clauses import conjuncts
from truceline.extract.cues import Draft
from truceline.extract.hangs import PLACES
from truceline.extract.manners import DENYING
from truceline.extract.matters import Scene, lemma, near, object_of
from truceline.extract.own_deeds import own_absence, own_part
from truceline.model.parsed import Parsed
from truceline.model.statement import Stance

ABOUT_SOMETHING = (
    "denies",
    "doubts",
    "admits",
    "accuses",
    "confirms",
    "does-not-confirm",
    "claims-responsibility",
)
REASONS = frozenset(("excuse", "pretext", "justification", "rationale"))
POINTING = ("accuses", "warns", "threatens", "condemns")


def read_stance(scene: Scene, draft: Draft, speaker: str | None) -> Reading:
    """Return the stance of a draft whose speaker is the actor `speaker`, where one is certain."""
    if draft.stance == "denies" and (_is_left(scene, draft.head) or _is_of_reasons(scene, draft.head)):
        return Reading("says", None, None)
    if draft.stance == "claims" and _claims_deed(scene, draft.head):
        return Reading("claims-responsibility", "authorship", None)
    stance = _negated(scene, draft)
    against = pointed_at(scene, draft, speaker) if stance in POINTING else None
    if stance in ("says", "claims"):
        plain = refined(scene, draft, speaker)
        part = None if plain else own_part(scene, draft, speaker)
        if plain or part:
            return plain or Reading(part or stance, "authorship", None)
    if stance == "confirms" and owns_up(scene, draft, speaker):
        stance = "admits"
    if stance not in ABOUT_SOMETHING:
        return Reading(stance, None, against)
    absent = stance == "denies" and own_absence(scene, draft)
    about = "authorship" if absent else object_of(scene, draft, stance, speaker)
    # "accused it of backing the rebels": an accusation of no deed of the war is about nothing that a record counts.
    return Reading(stance, None if (stance, about) == ("accuses", "other") else about, against)


def _claims_deed(scene: Scene, v: int) -> bool:
    """See "claims the attack that hit the port killing nine": to the parser a clause about the attack."""
    parsed = scene.parsed
    if lemma(scene, v) != "claim":
        return False
    bare = [c for c in parsed.children(v, "ccomp") if parsed.tokens[c].tag == "VBG"]
    return any(
        lemma(scene, s) in scene.speech.acts and parsed.children(s, "relcl")
        for c in bare
        if not parsed.children(c, "aux", "mark")
        for s in parsed.children(c, "nsubj")
    )


def _is_left(scene: Scene, v: int) -> bool:
    """See "did not deny that": no denial, and no doubt either; "did not confirm or deny" leaves it open."""
    parsed = scene.parsed
    never = any(lemma(scene, a) in scene.speech.hardly for a in parsed.children(v, "advmod"))
    left = never or bool(parsed.children(v, "neg")) or _is_left_out(scene, v)
    if lemma(scene, v) not in DENYING or not left:
        return False
    beside = [*parsed.children(v, "conj"), parsed.tokens[v].head]
    return not any(lemma(scene, i) in ("confirm", "acknowledge", "admit", "verify") for i in beside)


def _is_of_reasons(scene: Scene, v: int) -> bool:
    """See "rejected any excuse for the bombing": whoever rejects the reasons given for a deed does not deny the deed."""
    matters = scene.parsed.children(v, "dobj", "nsubjpass")
    return any(lemma(scene, i) in REASONS for one in matters for i in conjuncts(scene.parsed, one))


def is_negated(scene: Scene, v: int) -> bool:
    """Return whether the verb is negated, or refused: "did not deny", "refused to confirm", "nor confirmed"."""
    parsed, token = scene.parsed, scene.parsed.tokens[v]
    if parsed.children(v, "neg") or any(lemma(scene, c) == "neither" for c in parsed.children(v, "preconj")):
        return True
    if any(lemma(scene, c) in scene.speech.hardly for c in parsed.children(v, "advmod")):
        return True
    if token.dep == "conj" and token.head < v and _is_neither(scene, v):
        return True
    return _is_refused(scene, v) or _is_left_out(scene, v)


def _is_refused(scene: Scene, v: int) -> bool:
    """See "refused to confirm", "has yet to confirm"; who "sought to blame" another has blamed it."""
    parsed, token = scene.parsed, scene.parsed.tokens[v]
    if token.dep != "xcomp" or token.head == v:
        return False
    above = parsed.tokens[token.head]
    if above.lemma in ("have", "be") and any(
        lemma(scene, a) == "yet" for a in parsed.children(token.head, "advmod")
    ):
        return True
    if above.lemma == "able" and parsed.children(above.head, "neg"):
        return True  # "have not been able to confirm it"
    tried = above.lemma in scene.speech.trying and _points(scene, v)
    return above.lemma in scene.speech.refusing and not tried


def _points(scene: Scene, v: int) -> bool:
    """Return whether the verb accuses, denies or condemns: to try that is to do it, unlike to try to confirm."""
    return any(
        sense.stance in ("accuses", "denies", "condemns")
        for sense in scene.speech.verbs.get(lemma(scene, v), ())
    )


def _is_left_out(scene: Scene, v: int) -> bool:
    """See "spoke of it without confirming it", "stopped short of accusing anybody", "refrained from blaming them"."""
    parsed, token = scene.parsed, scene.parsed.tokens[v]
    if token.dep != "pcomp" or token.tag != "VBG":
        return False
    if lemma(scene, token.head) == "without":
        return True
    above = parsed.tokens[token.head].head
    short = lemma(scene, above) == "short" or any(
        lemma(scene, a) == "short" for a in parsed.children(above, "advmod")
    )
    return short or (lemma(scene, token.head) == "from" and lemma(scene, above) in scene.speech.refraining)


def _is_neither(scene: Scene, v: int) -> bool:
    """See "would neither confirm nor deny", "did not confirm or deny", "declined to deny or confirm"."""
    parsed, first = scene.parsed, scene.parsed.tokens[v].head
    joined = {lemma(scene, c) for c in parsed.children(first, "cc")}
    own = parsed.children(v, "neg", "nsubj", "aux")
    return "nor" in joined or ("or" in joined and not own and is_negated(scene, first))


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
    if draft.stance == "says" and (draft.frame == "infinitive" or token.lemma in speech.backing):
        # "does not want to see", "does not support the plan": they withhold no word.
        return "says"
    if token.lemma in speech.disbelief:
        return "doubts"
    return speech.negated[draft.stance]


def _turned_down(scene: Scene, draft: Draft) -> bool:
    """Return whether a "rejected" turns something down ("rejected calls to stop"): that denies nothing."""
    if draft.stance != "denies" or draft.frame not in ("object", "as") or draft.pointed is None:
        return False
    return lemma(scene, draft.pointed) in scene.speech.refusable


def _named_harshly(scene: Scene, draft: Draft) -> Stance:
    """Return "condemns" for "called it a massacre", "denies" for "called it a lie"; otherwise the stance as it is."""
    named = draft.frame in ("predicate", "as") and draft.stance in ("says", "claims")
    if named and any(_is_false(scene, i) for i in draft.content):
        return "denies"
    harsh = named and any(
        lemma(scene, i) in scene.speech.harsh for i in draft.content if _is_name_given(scene, draft, i)
    )
    return "condemns" if harsh else draft.stance


def _is_false(scene: Scene, i: int) -> bool:
    return bool({lemma(scene, i), scene.parsed.tokens[i].text.lower()} & scene.speech.falsehoods)


def _is_name_given(scene: Scene, draft: Draft, i: int) -> bool:
    """Return whether the word is in the name given: "called it a massacre", never "called it a response to the massacre"."""
    tokens, node = scene.parsed.tokens, i
    while node != draft.head and tokens[node].head != node:
        outer = tokens[node].dep == "prep" and lemma(scene, node) != "as"
        if outer or tokens[node].dep in ("relcl", "acl", "poss") or node == draft.pointed:
            return False
        node = tokens[node].head
    return True


def pointed_at(scene: Scene, draft: Draft, speaker: str | None) -> str | None:
    """Return the actor at whom the draft points: the one accused, warned or condemned."""
    if is_mutual(scene, draft):
        return _counterpart(scene, draft, speaker)
    if draft.stance == "threatens" and draft.frame == "infinitive":
        return _threatened(scene, draft)
    if draft.pointed is None:
        return None
    parsed, pointed = scene.parsed, draft.pointed
    if parsed.tokens[pointed].tag in ("WP", "WDT") and parsed.tokens[draft.head].dep == "relcl":
        # "Xland, which Yland accuses of the raid": the one before it is accused.
        pointed = parsed.tokens[draft.head].head
    if draft.stance == "threatens" and draft.frame == "object":
        # "Norland threatened Norland action": whose the threatened deed is, is not the one threatened.
        return _faced(scene, pointed)
    return _first_listed(scene, draft.head, pointed) or near(scene, pointed) or _doer(scene, draft, pointed)


def _threatened(scene: Scene, draft: Draft) -> str | None:
    """Return the victim of the deed threatened: "threatened to kill more of the Front's fighters", "to strike back at it"."""
    parsed = scene.parsed
    for c in parsed.children(draft.head, "xcomp"):
        harmful = lemma(scene, c) in scene.speech.harming | scene.speech.deeds
        struck = parsed.children(c, "dobj") if harmful else []
        struck += [
            o
            for p in parsed.children(c, "prep")
            if lemma(scene, p) == "against"
            for o in parsed.children(p, "pobj")
        ]
        struck = [o for o in struck if lemma(scene, o) not in PLACES]
        found = {actor for o in struck if (actor := near(scene, o) or _faced(scene, o))}
        return found.pop() if len(found) == 1 else None
    return None


def _first_listed(scene: Scene, head: int, pointed: int) -> str | None:
    """Return the first of a list that lost its commas: "accuses Norland Sudland and the League of arming them"."""
    parsed = scene.parsed
    if parsed.tokens[pointed].pos != "PROPN" or not parsed.children(pointed, "conj"):
        return None
    before = (i for i in parsed.subtree(pointed) if head < i < pointed and parsed.tokens[i].pos == "PROPN")
    return next((actor for i in before if (actor := scene.cast.actor_at(i))), None)


def _doer(scene: Scene, draft: Draft, deed: int) -> str | None:
    """Return whose deed is condemned: "the raid carried out by Norland jets", "committed by aircraft of the Norland army"."""
    if draft.stance != "condemns":
        return None
    parsed = scene.parsed
    agents = [a for c in parsed.children(deed, "acl", "relcl") for a in parsed.children(c, "agent", "prep")]
    agents += _behind(parsed, deed)
    doers = [o for a in agents if lemma(scene, a) == "by" for o in parsed.children(a, "pobj")]
    of = [p for o in doers for p in parsed.children(o, "prep") if lemma(scene, p) == "of"]
    doers += [o for p in of for o in parsed.children(p, "pobj")]
    found = {actor for o in doers if not parsed.children(o, "conj") and (actor := near(scene, o))}
    return found.pop() if len(found) == 1 else None


def _behind(parsed: Parsed, deed: int) -> list[int]:
    """Return the prepositions in a row behind a noun: "attacks on the town by Norland"."""
    led = parsed.children(deed, "prep")
    nouns = [deed, *(n for p in led for n in parsed.children(p, "pobj"))]
    nouns += [c for n in nouns for c in parsed.children(n, "conj")]
    return [p for n in nouns for p in parsed.children(n, "prep", "agent")]


def _faced(scene: Scene, deed: int) -> str | None:
    """Return the actor named, or the one whom a deed is "against"."""
    parsed = scene.parsed
    against = [p for p in parsed.children(deed, "prep") if lemma(scene, p) in ("against", "on")]
    found = {near(scene, o) for p in against for o in parsed.children(p, "pobj")} - {None}
    return scene.cast.actor_at(deed) or (found.pop() if len(found) == 1 else None)


def is_mutual(scene: Scene, draft: Draft) -> bool:
    """Return whether those who speak point at each other: "blamed one another", "traded accusations"."""
    tokens = scene.parsed.tokens
    if draft.frame == "phrase" and tokens[draft.head].lemma in scene.speech.trading:
        return True
    token = tokens[draft.pointed] if draft.pointed is not None else None
    both = (token.lemma, token.text.lower()) if token else ()
    return any(word in scene.speech.reciprocal for word in both)


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
