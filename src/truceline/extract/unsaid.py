"""What only looks like speech: what is founded, agreed, granted or described, and who is welcomed or helped."""

from truceline.extract.able import can_speak
from truceline.extract.cues import Draft
from truceline.extract.matters import Scene, lemma
from truceline.model.parsed import Parsed

# "the declared stockpile", "a truce agreed in March": no one speaks.
DESCRIBING = ("amod", "acl")
SEVERAL = ("side", "party", "all", "both", "power")
# Those whose aim is told without their words: "as they sought to cross".
THOSE = ("they", "who", "which", "that", "it")
SIGNS = ("indication", "sign", "evidence", "proof", "indicator", "clue", "fact")
# "Doesnt", whose apostrophe is lost, is one word.
UNWANTED = ("doesnt", "dont", "didnt")
SEEING = ("realize", "realise", "see", "learn", "hear", "understand", "find")


def is_unsaid(scene: Scene, draft: Draft) -> bool:
    """Return whether nobody said it: "declared a caliphate", "both sides agreed to meet", "granted access"."""
    return (
        _is_described(scene, draft)
        or _founds(scene, draft)
        or _agrees(scene, draft)
        or _grants(scene, draft)
        or _means(scene, draft)
        or _hosts(scene, draft)
        or _seeks(scene, draft)
        or _will_see(scene, draft)
        or _is_torn_owner(scene, draft)
        or _is_nobodys_warning(scene, draft)
        or _is_danger(scene, draft)
        or _decides(scene, draft)
        or _helps(scene, draft)
        or _is_sent(scene, draft)
        or _is_thing(scene, draft)
        or _calls(scene, draft)
        or _shows(scene, draft)
        or _does_not_want(scene, draft)
    )


def _shows(scene: Scene, draft: Draft) -> bool:
    """See "all signs show that the army did it": whoever says so is heard, and the signs say nothing."""
    return draft.speaker is not None and lemma(scene, draft.speaker) in SIGNS


def _does_not_want(scene: Scene, draft: Draft) -> bool:
    """See "he does not want to see anyone", told of him by another."""
    parsed = scene.parsed
    if lemma(scene, draft.head) != "want" or draft.speaker is None:
        return False
    pronoun = parsed.tokens[draft.speaker].text.lower() in ("he", "she", "they", "it")
    negated = any(
        parsed.tokens[i].dep == "neg" or parsed.tokens[i].text.lower() in UNWANTED for i in draft.cue
    )
    return pronoun and (negated or bool(parsed.children(draft.head, "neg")))


def _calls(scene: Scene, draft: Draft) -> bool:
    """See "one of what they call a group leader": a name that others use, and nothing that anybody said."""
    parsed, token = scene.parsed, scene.parsed.tokens[draft.head]
    if token.lemma != "call" or token.dep != "pcomp" or draft.stance != "says":
        return False
    return any(parsed.tokens[i].text.lower() == "what" for i in parsed.subtree(draft.head))


def _is_described(scene: Scene, draft: Draft) -> bool:
    """See "the declared stockpile", "an area agreed under a deal", "civilians wishing to leave"."""
    token = scene.parsed.tokens[draft.head]
    if token.dep == "amod" and token.tag == "VBN":
        return draft.stance == "says"
    if token.dep != "acl":
        return False
    wishing = (
        token.tag == "VBG" and draft.frame == "infinitive" and lemma(scene, draft.head) in scene.speech.aims
    )
    agreed = token.tag == "VBN" and token.lemma == "agree"
    return wishing or agreed


def _founds(scene: Scene, draft: Draft) -> bool:
    """See "declared a caliphate", "proclaimed zones of autonomy": what is founded so is there, and was not told."""
    if lemma(scene, draft.head) not in ("declare", "proclaim") or draft.frame not in (
        "object",
        "clause",
        "bare",
    ):
        return False
    return any(lemma(scene, o) in scene.speech.founded for o in scene.parsed.children(draft.head, "dobj"))


def _agrees(scene: Scene, draft: Draft) -> bool:
    """See "Norland and Sudland agreed to meet", "agreed to a truce": a deal is no word of either."""
    token, parsed = scene.parsed.tokens[draft.head], scene.parsed
    if token.lemma != "agree" or parsed.children(draft.head, "neg"):
        return False
    if draft.frame == "about":
        led = {parsed.tokens[i].lemma for i in draft.cue}
        truce = any(lemma(scene, i) in scene.speech.truces for i in draft.content)
        return "on" in led or ("to" in led and truce)
    if draft.frame != "infinitive" or draft.speaker is None:
        return False
    return bool(parsed.children(draft.speaker, "conj")) or lemma(scene, draft.speaker) in SEVERAL


def _grants(scene: Scene, draft: Draft) -> bool:
    """See "should have granted the inspectors access": what is granted is given, and owned to by nobody."""
    if lemma(scene, draft.head) != "grant" or draft.stance != "admits":
        return False
    return bool(scene.parsed.children(draft.head, "dobj", "dative"))


def _means(scene: Scene, draft: Draft) -> bool:
    """See "whose name means the Hill", "are short of food meaning they do not eat": a thing says nothing."""
    token = scene.parsed.tokens[draft.head]
    if token.lemma != "mean" or draft.frame == "infinitive":
        return False
    return (
        token.tag == "VBG"
        or draft.speaker is None
        or not can_speak(scene.parsed, draft.speaker, scene.speech)
    )


def _hosts(scene: Scene, draft: Draft) -> bool:
    """See "they were welcomed by the mayor": people are welcomed at the door, a plan in words."""
    if lemma(scene, draft.head) != "welcome" or draft.frame != "object" or draft.pointed is None:
        return False
    guest = draft.pointed
    named = scene.cast.actor_at(guest) is not None and not scene.parsed.children(guest, "poss")
    pronoun = scene.parsed.tokens[guest].tag == "PRP" and lemma(scene, guest) not in ("it", "that", "this")
    return pronoun or named or lemma(scene, guest) in scene.speech.personal


def _seeks(scene: Scene, draft: Draft) -> bool:
    """See "as they sought to cross the river", "President Ann Berg seeks to regain the town": an aim, told by others."""
    if draft.frame != "infinitive" or lemma(scene, draft.head) != "seek" or draft.speaker is None:
        return False
    return lemma(scene, draft.speaker) in THOSE or scene.cast.actor_at(draft.speaker) is not None


def _will_see(scene: Scene, draft: Draft) -> bool:
    """See "those who count the dead will realise that victory is ours": they have not said so."""
    parsed: Parsed = scene.parsed
    if lemma(scene, draft.head) not in SEEING:
        return False
    return any(parsed.tokens[a].lemma in ("will", "would") for a in parsed.children(draft.head, "aux"))


def _is_torn_owner(scene: Scene, draft: Draft) -> bool:
    """See "support the peoples demands for bread", whose apostrophe is lost: no people "demands"."""
    token, before = scene.parsed.tokens[draft.head], scene.parsed.tokens[draft.head - 1]
    owned = token.tag == "VBZ" and token.dep == "conj" and before.tag == "NNS" and before.dep == "dobj"
    return owned and token.lemma in scene.speech.nouns


def _is_nobodys_warning(scene: Scene, draft: Draft) -> bool:
    """See "make an effort to serve civilians warning that raids may come": who warns stands further off."""
    token = scene.parsed.tokens[draft.head]
    if draft.stance != "warns" or draft.speaker is None:
        return False
    above = scene.parsed.tokens[draft.speaker]
    written = above.lemma in scene.speech.papers | scene.speech.voices
    hung = token.tag == "VBG" and token.dep == "acl" and above.dep == "pobj" and not written
    return hung or (draft.frame == "noun" and token.dep == "conj" and above.dep == "compound")


def _is_danger(scene: Scene, draft: Draft) -> bool:
    """See "a push which locals have warned threatens to open the town": a push makes no threat."""
    token, before = scene.parsed.tokens[draft.head], scene.parsed.tokens[draft.head - 1]
    return draft.stance == "threatens" and token.tag == "VBZ" and before.tag in ("VBN", "VBD")


def _decides(scene: Scene, draft: Draft) -> bool:
    """See "the school decided to end classes": done, and told by others."""
    return draft.frame == "infinitive" and lemma(scene, draft.head) == "decide" and draft.stance == "says"


def _helps(scene: Scene, draft: Draft) -> bool:
    """See "its support for rebels in the north": help to a side; for a plan it is a word."""
    if draft.frame != "noun" or lemma(scene, draft.head) != "support" or not draft.content:
        return False
    top = [i for i in draft.content if scene.parsed.tokens[i].head not in draft.content]
    return any(
        scene.cast.actor_at(i) is not None or lemma(scene, i) in scene.speech.fighting | scene.speech.aided
        for i in top
    )


def _is_sent(scene: Scene, draft: Draft) -> bool:
    """See "sent Ann Berg to push for an inquiry": what she is to do, and has not said."""
    token = scene.parsed.tokens[draft.head]
    to = token.tag == "VB" and any(
        scene.parsed.tokens[a].tag == "TO" for a in scene.parsed.children(draft.head, "aux")
    )
    return (
        to and token.dep == "xcomp" and lemma(scene, token.head) in ("dispatch", "send", "appoint", "assign")
    )


def _is_thing(scene: Scene, draft: Draft) -> bool:
    """See "to confirm the weapons claim it is clear that ...", where the claim is taken for a verb."""
    if draft.stance != "claims" or draft.frame != "clause" or lemma(scene, draft.head) != "claim":
        return False
    return draft.speaker is not None and not can_speak(scene.parsed, draft.speaker, scene.speech)
