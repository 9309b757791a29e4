"""One's own hand in a deed, told without its name: "one of its men had driven the car", "none of its planes was in the air"."""

from truceline.extract.cues import Draft
from truceline.extract.matters import OWNERS, POINTERS, Scene, lemma, verb
from truceline.model.statement import Stance

# Who says "it" or "they" of itself is a name or a body: "residents said it was not responsible" is of somebody else.
SELF = ("it", "we", "they")
LINKS = ("link", "connection", "tie", "hand")
PARTS = ("part", "role", "hand", "involvement")
# What is done with a bomb, and with what carries it.
BOMBERS = (
    "drive",
    "plant",
    "detonate",
    "set off",
    "lay",
    "wear",
    "carry",
    "ram",
    "park",
    "place",
    "trigger",
    "blow up",
)
FIRING = ("fire", "shoot", "open")
BOMBS = (
    "bomb",
    "car",
    "truck",
    "lorry",
    "van",
    "vehicle",
    "device",
    "explosive",
    "mine",
    "vest",
    "belt",
    "charge",
    "drone",
)
# What a side that is no state calls itself: "one of the group's men".
GROUPS = ("group", "movement", "organisation", "organization", "militia", "front", "party")
# "One of its men blew himself up."
THEMSELVES = ("himself", "herself", "themselves")
# Who did it, called after the deed.
DOERS = {"bomber", "attacker", "assailant", "gunman", "shooter", "perpetrator"}
MEN = (
    "man",
    "member",
    "fighter",
    "militant",
    "soldier",
    "bomber",
    "son",
    "brother",
    "martyr",
    "recruit",
    "operative",
    "commander",
)


def own_part(scene: Scene, draft: Draft, speaker: str | None) -> Stance | None:
    """Return the claim in "said that one of its men had driven it", the denial in "said it had nothing to do with it"."""
    if _own_hand(scene, draft, speaker):
        return "claims-responsibility"
    if any(_done(scene, i) and scene.parsed.children(i, "neg") for i in draft.content):
        return "denies"
    return _own_guilt(scene, draft) if speaker is None else None


def _own_hand(scene: Scene, draft: Draft, speaker: str | None) -> bool:
    """See "said that one of its men had driven the car", and where a group speaks, "one of the group's men"."""
    known = scene.cast.actors.get(speaker or "")
    group = known is not None and known.kind == "armed_group"
    parsed = scene.parsed
    for i in sorted(draft.content) if draft.frame == "clause" else ():
        if _names_own(scene, i, group=group):
            return True
        things = {lemma(scene, o) for o in parsed.children(i, "dobj")}
        planted = verb(scene, i) in BOMBERS and things & {*BOMBS, *THEMSELVES}
        # "one of its fighters had fired on a crowd before he blew himself up"
        fired = lemma(scene, i) in FIRING and any(
            lemma(scene, p) in ("on", "at", "into") for p in parsed.children(i, "prep")
        )
        if not (planted or fired) or parsed.children(i, "neg"):
            continue
        if any(parsed.tokens[a].tag in ("MD", "TO") for a in parsed.children(i, "aux")):
            continue
        doers = parsed.children(i, "nsubj")
        if any(_is_own_man(scene, doer) or (group and _is_of_group(scene, doer)) for doer in doers):
            return True
    return False


def _names_own(scene: Scene, i: int, *, group: bool) -> bool:
    """See "said the bomber was one of its men"."""
    parsed = scene.parsed
    if lemma(scene, i) != "be" or parsed.children(i, "neg") or _is_open(scene, i):
        return False
    doers = {lemma(scene, d) for d in parsed.children(i, "nsubj")}
    return bool(doers & DOERS) and any(
        _is_own_man(scene, man) or (group and _is_of_group(scene, man)) for man in parsed.children(i, "attr")
    )


def _is_of_group(scene: Scene, doer: int) -> bool:
    """See "one of the group's members", "one of the groups members" whose mark was lost: told by a group, of itself."""
    parsed = scene.parsed
    men = [doer, *(o for p in parsed.children(doer, "prep") for o in parsed.children(p, "pobj"))]
    men = [m for m in men if lemma(scene, m) in MEN]
    owners = [o for m in men for o in parsed.children(m, "poss", "compound")]
    # "A member of the group".
    owners += [o for m in men for p in parsed.children(m, "prep") for o in parsed.children(p, "pobj")]
    return any(
        parsed.tokens[o].text.lower().removesuffix("s") in GROUPS
        and parsed.tokens[o - 1].text.lower() == "the"
        for o in owners
        if o
    )


def _is_own_man(scene: Scene, doer: int) -> bool:
    """See "one of its men", "its fighter"; "his brother" of a witness is no man of a side."""
    parsed = scene.parsed
    men = [doer, *(o for p in parsed.children(doer, "prep") for o in parsed.children(p, "pobj"))]
    return any(
        lemma(scene, man) in MEN
        and any(
            parsed.tokens[p].text.lower() in ("its", "our", "their") for p in parsed.children(man, "poss")
        )
        for man in men
    )


def own_absence(scene: Scene, draft: Draft) -> bool:
    """See "denies that any of its planes were in the air": the deed is denied, by way of what would have done it."""
    parsed = scene.parsed
    if any(_planted(scene, i) or _done(scene, i) or _having(scene, i) for i in draft.content):
        return True
    if _bare_link(scene, draft):
        return True
    for i in draft.content:
        if verb(scene, i) not in scene.speech.presence or parsed.children(i, "neg"):
            continue
        if any(_is_own_thing(scene, doer) for doer in parsed.children(i, "nsubj", "nsubjpass")):
            return True
    return _nowhere(scene, draft)


def _nowhere(scene: Scene, draft: Draft) -> bool:
    """See "denied that the country's air force was active there": the force of whoever denies it."""
    parsed = scene.parsed
    for i in draft.content:
        there = {lemma(scene, a) for a in parsed.children(i, "acomp")} & {
            "active",
            "present",
            "involved",
            "operational",
        }
        for doer in parsed.children(i, "nsubj") if there and lemma(scene, i) == "be" else ():
            owners = {lemma(scene, c) for c in parsed.children(doer, "poss", "compound")}
            if lemma(scene, doer) in scene.speech.own and owners & {
                "country",
                "countrys",
                "nation",
                "its",
                "our",
            }:
                return True
    return False


def _planted(scene: Scene, i: int) -> bool:
    """See "denied that it had planted it"."""
    parsed = scene.parsed
    things = {lemma(scene, o) for o in parsed.children(i, "dobj")}
    if verb(scene, i) not in BOMBERS or not things & {*BOMBS, *POINTERS} or parsed.children(i, "neg"):
        return False
    doers = parsed.children(i, "nsubj")
    return any(parsed.tokens[d].text.lower() in SELF or _is_own_man(scene, d) for d in doers)


def _done(scene: Scene, i: int) -> bool:
    """See "it had done so", "that it did it"."""
    parsed = scene.parsed
    if lemma(scene, i) != "do" or not parsed.children(i, "nsubj"):
        return False
    things = {lemma(scene, o) for o in parsed.children(i, "dobj", "advmod")}
    return bool(things & POINTERS) and parsed.tokens[parsed.children(i, "nsubj")[0]].text.lower() in SELF


def _having(scene: Scene, i: int) -> bool:
    """See "denied having anything to do with it"."""
    below = [lemma(scene, k) for k in scene.parsed.subtree(i)]
    having = lemma(scene, i) == "have" and {"anything", "do", "with"} <= set(below)
    return having and not scene.parsed.children(i, "neg") and _of_deeds(scene, i)


def _bare_link(scene: Scene, draft: Draft) -> bool:
    """See "denied any link", "any connection with it"; a link with a party is another matter."""
    parsed = scene.parsed
    if draft.frame != "object" or draft.pointed is None or lemma(scene, draft.pointed) not in LINKS:
        return False
    preps = [p for node in (draft.pointed, draft.head) for p in parsed.children(node, "prep")]
    of = [o for p in preps for o in parsed.children(p, "pobj")]
    return all(lemma(scene, o) in scene.speech.acts | POINTERS for o in of)


def _is_own_thing(scene: Scene, doer: int) -> bool:
    parsed = scene.parsed
    things = [doer, *(o for p in parsed.children(doer, "prep") for o in parsed.children(p, "pobj"))]
    return any(
        lemma(scene, thing) in scene.speech.own
        and any(parsed.tokens[p].text.lower() in OWNERS for p in parsed.children(thing, "poss"))
        for thing in things
    )


def _own_guilt(scene: Scene, draft: Draft) -> Stance | None:
    """Read "the Council said it was not responsible" where no actor is known: "it" is then the body that speaks."""
    parsed = scene.parsed
    if draft.speaker is None or draft.frame not in ("clause", "bare", "closing"):
        return None
    voice = parsed.tokens[draft.speaker]
    body = voice.pos == "PROPN" or voice.lemma.lower() in scene.speech.bodies
    if not body or voice.label == "PERSON":
        return None
    for i in sorted(draft.content):
        doers = [parsed.tokens[s].text.lower() for s in parsed.children(i, "nsubj")]
        if doers and doers[0] in SELF and not _is_open(scene, i) and _of_deeds(scene, i):
            if _is_innocent(scene, i):
                return "denies"
            if _is_guilty(scene, i) and not parsed.children(i, "neg"):
                return "claims-responsibility"
    return None


def _is_open(scene: Scene, i: int) -> bool:
    """Return whether the clause only asks or supposes: "whether it was behind it", "would be responsible"."""
    parsed = scene.parsed
    marks = {lemma(scene, m) for m in parsed.children(i, "mark")}
    return bool(marks & {"whether", "if"}) or any(
        parsed.tokens[a].tag == "MD" for a in parsed.children(i, "aux")
    )


def _of_deeds(scene: Scene, i: int) -> bool:
    """Return whether the guilt is of "it" or of a deed: "not responsible for the school roof" denies no attack."""
    parsed, below = scene.parsed, set(scene.parsed.subtree(i))
    of = [o for o in below if parsed.tokens[o].dep == "pobj" and parsed.tokens[o].head in below]
    return all(lemma(scene, o) in scene.speech.acts | POINTERS for o in of)


def _is_innocent(scene: Scene, i: int) -> bool:
    """Return whether the clause is "was not behind it", "was not responsible", "had nothing to do with it", "had no part in it"."""
    negated = bool(scene.parsed.children(i, "neg"))
    if lemma(scene, i) == "be":
        return negated and _is_guilty(scene, i)
    return lemma(scene, i) == "have" and (_nothing(scene, i, negated) or _no_part(scene, i, negated))


def _is_guilty(scene: Scene, i: int) -> bool:
    """Return whether the clause is "was behind it" or "was responsible"."""
    words = {lemma(scene, c) for c in scene.parsed.children(i, "acomp", "prep", "attr")}
    return lemma(scene, i) == "be" and bool(words & scene.speech.guilty)


def _nothing(scene: Scene, have: int, negated: bool) -> bool:
    below = [lemma(scene, k) for k in scene.parsed.subtree(have)]
    return "do" in below and "with" in below and ("nothing" in below or (negated and "anything" in below))


def _no_part(scene: Scene, have: int, negated: bool) -> bool:
    parsed = scene.parsed
    parts = [o for o in parsed.children(have, "dobj") if lemma(scene, o) in PARTS]
    return any(negated or "no" in {lemma(scene, d) for d in parsed.children(o, "det")} for o in parts)
