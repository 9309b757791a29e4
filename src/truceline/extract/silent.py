"""Verbs that can report speech and here report none: what is only wished, asked or supposed, and mere deeds."""

from truceline.extract.able import can_speak
from truceline.extract.avowals import SIDES
from truceline.extract.cues import Draft
from truceline.extract.matters import Scene, lemma
from truceline.extract.stances import is_negated
from truceline.extract.supposed import is_modal
from truceline.model.parsed import Parsed

# "the coalition determined whose planes had flown": a finding whose result is not told.
ASKING = ("whether", "if", "who", "whose", "whom", "what", "which", "how", "why", "where", "when")
# "began supporting", "tried to defend"
WORKING = ("begin", "start", "continue", "help", "fight", "try", "rush", "hasten", "go on")


def is_deed(scene: Scene, draft: Draft) -> bool:
    """Return whether the verb tells of a deed or an aim: "Norland backs the rebels", "the army seeks to take the town"."""
    return (
        _is_open(scene, draft)
        or _backs(scene, draft)
        or _endangers(scene, draft)
        or _aims(scene, draft)
        or _proves(scene, draft)
        or _finds_out(scene, draft)
        or _makes_sure(scene, draft)
        or _names_itself(scene, draft)
        or _is_torn(scene, draft)
        or _shows_a_thing(scene, draft)
        or _lacks(scene, draft)
    )


def _shows_a_thing(scene: Scene, draft: Draft) -> bool:
    """See "a video showed damaged buildings": a picture tells by a deed in it, "showed soldiers beating a man"."""
    if (
        draft.frame != "object"
        or draft.speaker is None
        or lemma(scene, draft.head) not in scene.speech.showing
    ):
        return False
    if lemma(scene, draft.speaker) not in scene.speech.pictures:
        return False
    seen = [] if draft.pointed is None else [draft.pointed, *scene.parsed.children(draft.pointed, "conj")]
    return not any(
        scene.parsed.tokens[c].tag == "VBG" and lemma(scene, c) not in scene.speech.still
        for i in seen
        for c in scene.parsed.children(i, "acl")
    )


def _lacks(scene: Scene, draft: Draft) -> bool:
    """See "were not expressing enough outrage", "are not sure where the next meal comes from": no word is withheld."""
    above = scene.parsed.tokens[scene.parsed.tokens[draft.head].head]
    failed = scene.parsed.tokens[draft.head].dep == "xcomp" and above.lemma == "fail"
    if failed and draft.frame == "object" and draft.stance == "says":
        return True  # "failed to support them"
    if draft.frame == "bare" and is_negated(scene, draft.head) and draft.content:
        # "Ann did not agree. “It is late,” Ben said.": what is quoted next is another's.
        return min(draft.content) > scene.parsed.sentences[scene.parsed.tokens[draft.head].sentence].last - 1
    if draft.frame in ("object", "phrase"):
        return lemma(scene, draft.head) in scene.speech.voicing and is_negated(scene, draft.head)
    if draft.frame != "adjective" or not draft.content:
        return False
    opened = scene.parsed.tokens[min(draft.content)].text.lower()
    unsure = is_negated(scene, scene.parsed.tokens[draft.head].head)
    return unsure and opened in ("where", "how", "when", "what", "which", "why")


def _is_open(scene: Scene, draft: Draft) -> bool:
    """See "Norland might deny it": nothing is denied yet; "some would say" is said by some."""
    if (
        draft.speaker is not None
        and draft.stance == "claims"
        and lemma(scene, draft.speaker) in scene.speech.acts
    ):
        return True  # "the raids claimed hundreds of lives"
    if draft.stance == "claims" and _takes_lives(scene, draft.head):
        return True  # "a raid of the Norland army has claimed the lives of nine"
    if draft.stance == "claims" and is_negated(scene, draft.head) and _can(scene.parsed, draft.head):
        return True  # "Norland cannot claim to be a broker"
    if _says_what_is_not(scene, draft):
        return True
    return draft.stance != "says" and is_modal(scene.parsed, draft.head)


def _takes_lives(scene: Scene, v: int) -> bool:
    return any(lemma(scene, o) in ("life", "live") for o in scene.parsed.children(v, "dobj"))


def _says_what_is_not(scene: Scene, draft: Draft) -> bool:
    """See "Norland cannot just say that it fights rebels", "a raid that nobody had been asked for": no word is told or kept."""
    if not is_negated(scene, draft.head):
        return False
    helping = {scene.parsed.tokens[a].text.lower() for a in scene.parsed.children(draft.head, "aux")}
    asked = draft.stance == "demands" and draft.frame in ("object", "about")
    weighed = draft.frame == "gerund" and lemma(scene, draft.head) in ("consider", "contemplate")
    # "should not think that they are safe": who thinks so is not told.
    if asked or weighed or helping & {"should", "must"}:
        return True
    able = draft.stance == "says" and draft.frame == "clause" and _can(scene.parsed, draft.head)
    if not able or not draft.content:
        return False
    opened = scene.parsed.tokens[min(draft.content)].text.lower()
    return lemma(scene, draft.head) in ("say", "tell") and opened not in ASKING


def _can(parsed: Parsed, v: int) -> bool:
    return any(parsed.tokens[a].lemma in ("can", "ca") for a in parsed.children(v, "aux"))


def _backs(scene: Scene, draft: Draft) -> bool:
    """See "Norland supports the rebels", "the raid was backed by Norland": help in a war is no word."""
    if (
        lemma(scene, draft.head) not in scene.speech.backing
        or draft.frame != "object"
        or draft.pointed is None
    ):
        return False
    backed = _backed(scene.parsed, draft.head, draft.pointed)
    told = {lemma(scene, backed), *(lemma(scene, c) for c in scene.parsed.children(backed, "conj"))}
    if told & (scene.speech.refusable | scene.speech.ideas) and not _tells_who(scene, draft):
        return False
    if told & scene.speech.aided or _is_at_work(scene, draft.head) or _tells_who(scene, draft):
        return True
    helped = scene.speech.fighting | scene.speech.acts
    passive = draft.pointed < draft.head
    if draft.speaker is not None and lemma(scene, draft.speaker) in scene.speech.acts:
        return True  # "backed by air strikes"
    known = scene.cast.actor_at(backed) is not None and not scene.parsed.children(backed, "poss", "case")
    return bool(told & (helped | {"it", "they", "he", "she", "some"} if passive else helped)) or known


def _tells_who(scene: Scene, draft: Draft) -> bool:
    """See "the civilians who support the revolt": which civilians are meant, and no word of theirs."""
    token = scene.parsed.tokens[draft.head]
    now = token.tag in ("VBP", "VBZ") and token.lemma == "support"
    return now and token.dep == "relcl" and scene.parsed.tokens[draft.head - 1].tag in ("WDT", "WP")


def _backed(parsed: Parsed, v: int, o: int) -> int:
    """Return who is backed, also in "rebels that are backed by Norland"."""
    relative = parsed.tokens[o].tag in ("WDT", "WP") and parsed.tokens[v].dep == "relcl"
    return parsed.tokens[v].head if relative else o


def _is_at_work(scene: Scene, v: int) -> bool:
    """See "began supporting Ann", "were fighting to defend her", "while resisting them": deeds, and no positions."""
    token = scene.parsed.tokens[v]
    if token.dep in ("xcomp", "advcl", "pcomp") and token.tag in ("VB", "VBG"):
        return lemma(scene, token.head) not in scene.speech.verbs or lemma(scene, token.head) in WORKING
    return False


def _endangers(scene: Scene, draft: Draft) -> bool:
    """See "the Front threatens the province", "the siege threatens lives": only "threatens retaliation" is spoken."""
    if draft.stance != "threatens" or draft.frame != "object" or draft.pointed is None:
        return False
    return lemma(scene, draft.pointed) not in scene.speech.threats


def _aims(scene: Scene, draft: Draft) -> bool:
    """See "rebels are seeking to take the town": who fights does, and says nothing of it."""
    if (
        draft.frame != "infinitive"
        or lemma(scene, draft.head) not in scene.speech.aims
        or draft.speaker is None
    ):
        return False
    if lemma(scene, draft.speaker) in scene.speech.fighting | {"it"}:
        return True
    return is_party(scene, scene.cast.actor_at(draft.speaker))


def _proves(scene: Scene, draft: Draft) -> bool:
    """See "Norland proves that it cannot be trusted": a side that proves or means something says nothing."""
    if (
        lemma(scene, draft.head) not in scene.speech.proving
        or draft.speaker is None
        or draft.stance != "says"
    ):
        return False
    if lemma(scene, draft.speaker) == "it" and lemma(scene, draft.head) in ("seem", "appear"):
        return True  # "it seems that rebels did it": nobody says so
    actor = scene.cast.actor_at(draft.speaker)
    known = scene.cast.actors.get(actor) if actor else None
    return known is not None and (known.kind == "person" or is_party(scene, actor))


def _finds_out(scene: Scene, draft: Draft) -> bool:
    """See "it determines whose planes had flown", "helped establish what had happened": no finding is told."""
    if lemma(scene, draft.head) not in scene.speech.finding or draft.frame != "clause" or not draft.content:
        return False
    below = scene.parsed.children(draft.head, "ccomp")
    # "rescuers heard a boy shouting"
    if any(
        scene.parsed.tokens[c].tag in ("VB", "VBG") and not scene.parsed.children(c, "aux") for c in below
    ):
        return True
    first = min(draft.content)
    return scene.parsed.tokens[first].text.lower() in ASKING and not _is_denied(scene.parsed, draft.head)


def _is_denied(parsed: Parsed, v: int) -> bool:
    """See "did not know who had fired": what is not known is told."""
    return bool(parsed.children(v, "neg"))


def _names_itself(scene: Scene, draft: Draft) -> bool:
    """See "an alliance calling itself the Shield": what it is called, not what it says."""
    if draft.frame != "predicate":
        return False
    objects = scene.parsed.children(draft.head, "dobj", "nsubj", "ccomp", "oprd")
    words = {
        scene.parsed.tokens[i].text.lower() for o in objects for i in (o, *scene.parsed.children(o, "nsubj"))
    }
    return bool(words & {"itself", "themselves"})


def _is_torn(scene: Scene, draft: Draft) -> bool:
    """See "Jets thought to belong to Norland struck": a participle that the parser takes for what the jets think."""
    if draft.speaker is None or draft.stance != "claims" or draft.frame != "clause":
        return False
    thought = scene.parsed.tokens[draft.head].tag in ("VBD", "VBN")
    mind = thought and lemma(scene, draft.head) in scene.speech.impersonal
    return mind and not can_speak(scene.parsed, draft.speaker, scene.speech)


def is_party(scene: Scene, actor: str | None) -> bool:
    """Return whether the actor itself fights or governs: a state, its army, a group; not a person or an agency."""
    known = scene.cast.actors.get(actor) if actor else None
    return known is not None and known.kind in SIDES


def _makes_sure(scene: Scene, draft: Draft) -> bool:
    """See "making sure that it does not happen again"."""
    copula = scene.parsed.tokens[draft.head].head
    return draft.frame == "adjective" and lemma(scene, copula) in ("make", "get")
