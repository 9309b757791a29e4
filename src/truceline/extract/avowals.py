"""Read a position told in plain words: "said it had not bombed the town", "it was our strike", "no such raid happened"."""

from typing import NamedTuple

from truceline.extract.crimes import crime
from truceline.extract.cues import Draft
from truceline.extract.matters import OWNERS, Scene, harms, lemma, near, verb
from truceline.extract.untrue import is_open, untrue
from truceline.model.parsed import Parsed
from truceline.model.statement import Stance, StanceObject

SELF = ("it", "they", "we")
# "It was us", "the planes were ours".
US = ("us", "we", "ours", "me", "mine")
# Only a side of the war can claim or deny a deed as its own: "residents said they had not bombed it" is about others.
# Whose names only the report tells; what they are it seldom says.
LEARNED = "body:"
SIDES = ("state", "government", "ministry", "armed_force", "armed_group", "coalition")
FIGHTERS = ("armed_force", "armed_group")
SUBJECTS = ("nsubj", "nsubjpass")
# "was not over the town": where planes are; "was not in favour" has another subject.
WHERE = ("in", "over", "near", "at", "above", "around", "involve")


class Reading(NamedTuple):
    """What a draft says as a position: stance, its object, and the actor it points at."""

    stance: Stance
    object: StanceObject | None
    against: str | None


DENIED = Reading("denies", "authorship", None)


def refined(scene: Scene, draft: Draft, speaker: str | None) -> Reading | None:
    """Return the position in plain words: "said it had not bombed the town" denies, "said it was to blame" admits."""
    if draft.frame not in ("clause", "bare", "closing", "according"):
        return None
    for i in sorted(draft.content):
        # Under most words hangs nothing: of those, only words of guilt tell a position.
        if not scene.parsed.children(i) and lemma(scene, i) not in scene.speech.guilty:
            continue
        found = (
            _ours(scene, speaker, i)
            or _absent(scene, speaker, i)
            or _no_plane(scene, speaker, i)
            or _never(scene, i)
        )
        found = (
            found
            or _bears(scene, speaker, i)
            or _mistook(scene, speaker, i)
            or _guilt(scene, draft, speaker, i)
        )
        found = found or _deed(scene, draft, speaker, i) or _untrue(scene, draft, speaker, i)
        if found:
            return _with_slip(scene, draft, found)
    charges = (charge for i in sorted(draft.content) if (charge := crime(scene, speaker, i)))
    if charge := next(charges, None):
        return Reading("accuses", charge.object, charge.against)
    return _slip(scene, draft, speaker)


def owns_up(scene: Scene, draft: Draft, speaker: str | None) -> bool:
    """Return whether a deed of one's own is told: "confirmed that its aircraft had carried out the strike"."""
    for i in draft.content:
        doers = scene.parsed.children(i, "nsubj") if verb(scene, i) in scene.speech.acts else []
        if any(_is_self(scene, doer, speaker) for doer in doers) and not is_open(scene.parsed, i):
            return not scene.parsed.children(i, "neg")
    return False


def _with_slip(scene: Scene, draft: Draft, found: Reading) -> Reading:
    """Return an admission with the intent as its object where an error is told with it: "our strike and our error"."""
    slip = any(lemma(scene, i) in scene.speech.slips for i in draft.content)
    return found._replace(object="intent") if slip and found.stance == "admits" else found


def _mistook(scene: Scene, speaker: str | None, i: int) -> Reading | None:
    """Read "said its pilots had mistaken the post for a camp" as an admission: no deed is told, and yet owned to."""
    parsed = scene.parsed
    doer = next(iter(parsed.children(i, "nsubj")), None)
    if doer is None or lemma(scene, i) not in scene.speech.slips or is_open(parsed, i):
        return None
    mine = _is_self(scene, doer, speaker) and not parsed.children(i, "neg")
    return Reading("admits", "intent", None) if mine else None


def _ours(scene: Scene, speaker: str | None, i: int) -> Reading | None:
    """Read "It was our strike" and "it was us" as an admission, "it was not our plane" as a denial."""
    parsed, token = scene.parsed, scene.parsed.tokens[i]
    if token.lemma != "be" or not any(
        lemma(scene, s) in ("it", "this", "that", "these", "those", "they")
        for s in parsed.children(i, "nsubj")
    ):
        return None
    ours = [a for a in parsed.children(i, "attr") if _is_ours(scene, speaker, a)]
    # "a house that is not ours" denies nothing: "that" is the house.
    if not ours or token.dep == "relcl" or is_open(parsed, i):
        return None
    return DENIED if parsed.children(i, "neg") else Reading("admits", "authorship", None)


def _is_ours(scene: Scene, speaker: str | None, a: int) -> bool:
    parsed = scene.parsed
    if parsed.tokens[a].text.lower() in US and parsed.tokens[a].text != "US":
        return not parsed.children(a, "relcl")
    if lemma(scene, a) not in scene.speech.acts | scene.speech.slips:
        return False
    owners = [parsed.tokens[p].text.lower() for p in parsed.children(a, "poss")]
    return owners in (["our"], ["my"]) or (owners == ["its"] and _is_side(scene, speaker))


def _absent(scene: Scene, speaker: str | None, i: int) -> Reading | None:
    """Read "none of our planes was in the air", "its jets had not flown" and "had nothing to do with it" as denials."""
    parsed, lemmas = scene.parsed, scene.speech
    doer = next(iter(parsed.children(i, *SUBJECTS)), None)
    if doer is None or is_open(parsed, i):
        return None
    if lemma(scene, i) == "have" and _is_self(scene, doer, speaker):
        return DENIED if _nothing_to_do(scene, i) or _no_part(scene, i) else None
    if verb(scene, i) not in lemmas.presence or (lemma(scene, i) == "be" and not _where(scene, i)):
        return None
    none = _none_of(scene, doer)
    if none is not None:
        return DENIED if _is_own(scene, none, speaker) else None
    own = parsed.tokens[doer].pos != "PRON" or lemma(scene, i) == "involve"
    return DENIED if own and parsed.children(i, "neg") and _is_self(scene, doer, speaker) else None


def _no_plane(scene: Scene, speaker: str | None, i: int) -> Reading | None:
    """Read "there were no Norland planes in the region" as Norland's denial."""
    parsed = scene.parsed
    if lemma(scene, i) != "be" or not parsed.children(i, "expl") or is_open(parsed, i):
        return None
    for thing in parsed.children(i, "attr"):
        no = any(lemma(scene, d) == "no" for d in parsed.children(thing, "det")) or parsed.children(i, "neg")
        named = {actor for c in parsed.subtree(thing) if (actor := scene.cast.actor_at(c))}
        mine = speaker and any(scene.cast.side(one) == scene.cast.side(speaker) for one in named)
        if no and lemma(scene, thing) in scene.speech.own and (mine or _is_own(scene, thing, speaker)):
            return DENIED
    return None


def _where(scene: Scene, be: int) -> bool:
    return any(lemma(scene, p) in WHERE for p in scene.parsed.children(be, "prep", "acomp"))


def _none_of(scene: Scene, doer: int) -> int | None:
    """Return whose absence "none of our planes" or "no plane of ours" tells."""
    parsed = scene.parsed
    if lemma(scene, doer) == "none":
        return next((o for p in parsed.children(doer, "prep") for o in parsed.children(p, "pobj")), None)
    return doer if any(lemma(scene, d) == "no" for d in parsed.children(doer, "det")) else None


def _nothing_to_do(scene: Scene, have: int) -> bool:
    """Return whether the clause is "had nothing to do with the raid" or "with it"; with the Front is another matter."""
    parsed = scene.parsed
    below = parsed.subtree(have)
    words = [lemma(scene, i) for i in below]
    nothing = "nothing" in words or ("anything" in words and parsed.children(have, "neg"))
    deeds = [o for i in below if lemma(scene, i) == "with" for o in parsed.children(i, "pobj")]
    about = any(lemma(scene, o) in scene.speech.acts | {"it", "this", "that"} for o in deeds)
    return bool(nothing and "do" in words and about)


def _no_part(scene: Scene, have: int) -> bool:
    """Return whether the clause is "had no part in it" or "had no role in the raid"."""
    parts = [
        o
        for o in scene.parsed.children(have, "dobj")
        if lemma(scene, o) in ("part", "role", "hand", "involvement")
    ]
    negated = bool(scene.parsed.children(have, "neg"))
    return any(
        negated or any(lemma(scene, d) == "no" for d in scene.parsed.children(o, "det")) for o in parts
    )


def _never(scene: Scene, i: int) -> Reading | None:
    """Read "no such raid happened", "the raid never took place" and "there was no raid" as denying that it happened."""
    parsed = scene.parsed
    there = lemma(scene, i) == "be" and bool(parsed.children(i, "expl"))
    if not there and _occurring(scene, i) not in scene.speech.occurring:
        return None
    for act in parsed.children(i, "attr", *SUBJECTS):
        # "no attacks on Tuesday" tells of peace, "no attack" answers somebody.
        if lemma(scene, act) in scene.speech.acts and parsed.tokens[act].tag == "NN":
            no = any(lemma(scene, d) == "no" for d in parsed.children(act, "det"))
            never = any(lemma(scene, a) in ("not", "never") for a in parsed.children(i, "neg", "advmod"))
            if no or (never and not there):
                return Reading("denies", "occurrence", None)
    return None


def _occurring(scene: Scene, i: int) -> str:
    """Return the verb with its object where both are one: "take place"."""
    return " ".join([lemma(scene, i), *(lemma(scene, o) for o in scene.parsed.children(i, "dobj"))])


def _guilt(scene: Scene, draft: Draft, speaker: str | None, i: int) -> Reading | None:
    """Read "said Ben was responsible": accuses; of oneself, denies or claims it."""
    parsed = scene.parsed
    if lemma(scene, i) not in scene.speech.guilty or parsed.tokens[i].pos == "NOUN":
        return None
    copula = _copula(parsed, draft, i)
    # "put the blame" is another phrase, "left behind ten dead" blames nobody: one is to blame, or is behind it.
    left = parsed.tokens[i].lemma == "blame" and not _is_to(parsed, i)
    if copula is None or left or _is_anothers(scene, copula):
        return None
    doer = parsed.children(copula, *SUBJECTS)[0]
    negated = bool(parsed.children(copula, "neg"))
    if _is_self(scene, doer, speaker):
        return Reading("denies" if negated else "claims-responsibility", "authorship", None)
    against = near(scene, doer)
    if negated or against is None or is_open(parsed, copula):
        return None
    return Reading("accuses", "authorship", against)


def _bears(scene: Scene, speaker: str | None, i: int) -> Reading | None:
    """Read "said that Ben bears responsibility for the raid" as accusing him; of oneself, as owning to it."""
    parsed = scene.parsed
    owed = any(lemma(scene, o) in ("responsibility", "blame", "guilt") for o in parsed.children(i, "dobj"))
    doer = next(iter(parsed.children(i, "nsubj")), None)
    if lemma(scene, i) not in ("bear", "carry", "share") or not owed or doer is None:
        return None
    if parsed.children(i, "neg") or is_open(parsed, i) or _is_anothers(scene, i):
        return None
    if _is_self(scene, doer, speaker):
        return Reading("admits", "authorship", None)
    against = near(scene, doer) or next(
        (
            actor
            for p in parsed.children(doer, "prep")
            for o in parsed.children(p, "pobj")
            if (actor := near(scene, o))
        ),
        None,
    )
    return Reading("accuses", "authorship", against) if against else None


def _is_anothers(scene: Scene, v: int) -> bool:
    """See "must act if allegations that Ben was responsible prove true": others allege it, and it is only supposed."""
    parsed = scene.parsed
    above = list(parsed.ancestors(v))
    supposed = any(
        lemma(scene, m) in ("if", "whether", "unless") for a in above for m in parsed.children(a, "mark")
    )
    noun = parsed.tokens[v].head
    return supposed or (parsed.tokens[v].dep == "acl" and lemma(scene, noun) in scene.speech.charges)


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


def _deed(scene: Scene, draft: Draft, speaker: str | None, i: int) -> Reading | None:
    """Read "said it had not bombed the town" as a denial, "said it carried out the strike" as a claim of it."""
    parsed = scene.parsed
    if parsed.tokens[i].tag not in ("VBD", "VBN", "VBG", "VB") or verb(scene, i) not in scene.speech.acts:
        return None
    doer = next(iter(parsed.children(i, "nsubj")), None)
    if doer is None or not _is_self(scene, doer, speaker) or is_open(parsed, i):
        return None
    if parsed.tokens[i].tag == "VB" and not parsed.children(i, "neg"):
        return None
    if parsed.children(i, "neg") or _none_done(scene, i):
        aimed = parsed.children(i, "neg") and harms(scene, i)
        return Reading("denies", "target" if aimed else "authorship", None)
    return _claimed(scene, draft, i)


def _none_done(scene: Scene, i: int) -> bool:
    """See "conducted no strikes in that area"."""
    return any(
        lemma(scene, d) == "no" and lemma(scene, o) in scene.speech.acts
        for o in scene.parsed.children(i, "dobj")
        for d in scene.parsed.children(o, "det")
    )


def _claimed(scene: Scene, draft: Draft, i: int) -> Reading | None:
    """Read a deed of one's own, done and told in the past: ongoing campaigns are no claim of one deed."""
    parsed = scene.parsed
    if parsed.tokens[i].tag == "VBG" or verb(scene, i) not in scene.speech.deeds:
        return None
    if any(lemma(scene, t) in scene.speech.slips for t in parsed.subtree(i)):
        return Reading("admits", "intent", None)
    done = {lemma(scene, o) for o in parsed.children(i, "dobj")}
    # "said it had launched an inquiry" claims no attack: what was launched decides.
    if not done & scene.speech.acts:
        return None
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
    negated = any(
        scene.parsed.tokens[i].dep == "neg" or lemma(scene, i) in ("no", "whether", "if")
        for i in draft.content
    )
    return None if others or negated else Reading("admits", "intent", None)


def _is_side(scene: Scene, actor: str | None) -> bool:
    if actor is None:
        return False
    top, known = scene.cast.actors.get(scene.cast.side(actor)), scene.cast.actors.get(actor)
    # A state's agency tells what its state does, and has done nothing itself.
    if known is not None and known.kind in ("agency", "outlet"):
        return False
    # A group fights for itself, whatever body of politicians it is a part of.
    if known is not None and known.kind in FIGHTERS:
        return True
    # A council that no list knows may be one that fights.
    return top is not None and (top.kind in SIDES or top.id.startswith(LEARNED))


def _is_self(scene: Scene, doer: int, speaker: str | None) -> bool:
    """Return whether the doer is the speaker's own side: "it", "its planes", or its name again."""
    if not _is_side(scene, speaker) or speaker is None:
        return False
    token = scene.parsed.tokens[doer]
    if token.lemma.lower() in SELF or token.text.lower() in SELF:
        return True
    return _is_own(scene, doer, speaker)


def _is_own(scene: Scene, doer: int, speaker: str | None) -> bool:
    """Return whether the noun is something of the speaker's: "its planes", "our forces", or carries its name."""
    parsed, token = scene.parsed, scene.parsed.tokens[doer]
    ours = any(parsed.tokens[p].text.lower() == "our" for p in parsed.children(doer, "poss"))
    if not ours and (speaker is None or not _is_side(scene, speaker)):
        return False
    owners = [p for p in parsed.children(doer, "poss") if parsed.tokens[p].tag == "PRP$"]
    if owners:
        own = parsed.tokens[owners[0]].text.lower() in OWNERS and token.lemma in scene.speech.own
        return own and (ours or not _others_before(scene, doer, speaker))
    named = near(scene, doer)
    return bool(named and speaker and scene.cast.side(named) == scene.cast.side(speaker))


def _others_before(scene: Scene, doer: int, speaker: str | None) -> bool:
    """Return whether another side is named between the saying and the doer: "its planes" may be that one's."""
    parsed = scene.parsed
    sayings = (i for i in parsed.ancestors(doer) if i < doer and lemma(scene, i) in scene.speech.verbs)
    start = next(sayings, parsed.sentences[parsed.tokens[doer].sentence].first)
    named = {scene.cast.actor_at(i) for i in range(start, doer)} - {None}
    mine = scene.cast.side(speaker) if speaker else None
    return any(_is_side(scene, one) and scene.cast.side(one) != mine for one in named if one)


def _untrue(scene: Scene, draft: Draft, speaker: str | None, i: int) -> Reading | None:
    about = untrue(scene, draft, speaker, i)
    return Reading("denies", about, None) if about else None
