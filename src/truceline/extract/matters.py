"""Decide what a denial, a doubt, an admission or an accusation is about."""

from collections.abc import Mapping
from typing import NamedTuple

from truceline.extract.cues import Draft
from truceline.knowledge.speech import Speech
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed
from truceline.model.statement import Stance, StanceObject

# Who confirms that ten civilians were killed confirms a toll; who denies it denies the target.
ABOUT_TARGETS = ("denies", "accuses", "admits")
# Words that take up what was just told: "the army denies it".
OWNERS = ("its", "our", "their", "his", "my")
POINTERS = frozenset({"it", "this", "that", "they", "them", "these", "those", "so"})
# "could not confirm the nature of the gas": whether there was gas is not asked.
DETAILS = ("nature", "type", "kind", "identity", "cause", "detail", "details", "origin")
# "without saying which side had used it"
SIDED = frozenset({"side", "government", "state", "party", "group", "country", "force", "army", "faction"})
EVIDENCE = frozenset({"evidence", "proof", "indication"})
LINKING = frozenset({"link", "connect", "tie", "implicate", "incriminate"})
LATER: tuple[StanceObject, ...] = ("breach", "toll", "performance")


class Scene(NamedTuple):
    """What stances are decided from: the parse, the words of speech, who is named, and who accused whom so far."""

    parsed: Parsed
    speech: Speech
    cast: Cast
    accused: Mapping[str, StanceObject]


def lemma(scene: Scene, i: int) -> str:
    """Return the lemma of token `i` in small letters."""
    return scene.parsed.tokens[i].lemma.lower()


def verb(scene: Scene, i: int) -> str:
    """Return the lemma of a verb with its particle."""
    particles = [lemma(scene, p) for p in scene.parsed.children(i, "prt")]
    return " ".join([lemma(scene, i), *particles])


def harms(scene: Scene, i: int) -> bool:
    """Return whether the verb's victims are people or things that must not be a target: "targeting civilians"."""
    if lemma(scene, i) not in scene.speech.harming:
        return False
    victims = scene.parsed.children(i, "dobj", "nsubjpass")
    if scene.parsed.tokens[i].dep == "amod":
        # The parser reads "had targeted civilians" as "the targeted civilians".
        victims.append(scene.parsed.tokens[i].head)
    victims += [c for v in victims for c in scene.parsed.children(v, "conj", "amod", "compound")]
    return any(lemma(scene, v) in scene.speech.harmless for v in victims)


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


def object_of(scene: Scene, draft: Draft, stance: Stance, speaker: str | None) -> StanceObject:
    """Return what a denial, doubt, admission or accusation is about."""
    if stance == "claims-responsibility":
        return "authorship"
    asked = _asked(scene, draft) if stance == "does-not-confirm" else None
    content = sorted(draft.content | (draft.cue if draft.frame == "phrase" else frozenset()))
    words = {lemma(scene, i) for i in content}
    return (
        asked
        or _of_evidence(stance, words)
        or _of_figure(scene, draft)
        or _plain(scene, content, words, stance)
        or _of_act(scene, draft, content, stance)
        or _of_charge(scene, draft, stance, speaker)
        or _of_clause_before(scene, draft, stance)
        or _rest(scene, words)
    )


def _of_evidence(stance: Stance, words: set[str]) -> StanceObject | None:
    """See "denied there was any evidence to link its army to the attack": that there was an attack is not denied."""
    linked = stance == "denies" and words & EVIDENCE and words & LINKING
    return "authorship" if linked else None


def _plain(scene: Scene, content: list[int], words: set[str], stance: Stance) -> StanceObject | None:
    """Return the object that single words decide, before any act is looked at."""
    if words & scene.speech.breaking and words & scene.speech.truces:
        return "breach"
    if stance in ABOUT_TARGETS and any(
        harms(scene, i) and not _is_outcome(scene, stance, content, i) for i in content
    ):
        return "target"
    # Who denies that 12 soldiers were killed denies a number; who denies having killed them denies the deed.
    dead = stance not in ABOUT_TARGETS or any(_suffered(scene, i) for i in content)
    if dead and words & (scene.speech.harming | scene.speech.dying) and _counts(scene, content):
        return "toll"
    if any(_took_part(scene, i) for i in content):
        return "authorship"
    # "accused it of a deliberate attack" accuses it of the attack.
    later = (*LATER, "intent") if stance == "accuses" else LATER
    return next(
        (name for name, said in scene.speech.objects.items() if name not in later and words & said), None
    )


def _is_outcome(scene: Scene, stance: Stance, content: list[int], i: int) -> bool:
    """See "accused it of gas attacks last year that killed ten civilians": it is accused of the attacks."""
    if stance != "accuses" or scene.parsed.tokens[i].dep != "relcl":
        return False
    return any(lemma(scene, c) in scene.speech.acts for c in content if c < i)


def _suffered(scene: Scene, i: int) -> bool:
    """Return whether the verb tells of a number of dead or hurt, without a doer."""
    if lemma(scene, i) in scene.speech.dying:
        return any(_counts(scene, scene.parsed.subtree(s)) for s in scene.parsed.children(i, "nsubj"))
    if lemma(scene, i) not in scene.speech.harming or scene.parsed.children(i, "agent"):
        return False
    return any(_counts(scene, scene.parsed.subtree(v)) for v in scene.parsed.children(i, "nsubjpass"))


def _took_part(scene: Scene, i: int) -> bool:
    """Return whether the noun is a part taken in something: "denied that it had any part in it"."""
    above = scene.parsed.tokens[scene.parsed.tokens[i].head]
    return (
        lemma(scene, i) == "part"
        and scene.parsed.tokens[i].dep == "dobj"
        and above.lemma in scene.speech.partaking
    )


def _of_figure(scene: Scene, draft: Draft) -> StanceObject | None:
    """Return the toll for a figure named as such: "disputed the number"."""
    head = draft.pointed if draft.frame == "object" else None
    return "toll" if head is not None and lemma(scene, head) in scene.speech.figures else None


def _counts(scene: Scene, content: list[int]) -> bool:
    return any(scene.parsed.tokens[i].tag == "CD" and scene.parsed.tokens[i].label != "DATE" for i in content)


def _asked(scene: Scene, draft: Draft) -> StanceObject | None:
    """Return what "did not say who ..." leaves open: who, how many, or another matter ("what agent was used")."""
    if draft.frame == "object" and draft.pointed is not None and lemma(scene, draft.pointed) in DETAILS:
        return "other"
    first = scene.parsed.tokens[min(draft.content)].text.lower()
    if first in ("who", "whose", "whom") or (first in ("whether", "if") and _between_sides(scene, draft)):
        return "authorship"
    if first == "which" and {lemma(scene, i) for i in sorted(draft.content)[1:4]} & SIDED:
        return "authorship"
    second = scene.parsed.tokens[min(draft.content) + 1].text.lower() if len(draft.content) > 1 else ""
    if first == "how":
        return "toll" if second == "many" else "other"
    return "other" if first in ("what", "which", "when", "where", "why") else None


def _between_sides(scene: Scene, draft: Draft) -> bool:
    """See "could not say whether the raid was Norland's or Sudland's", "if the planes were of the one or the other"."""
    parsed, tokens = scene.parsed, scene.parsed.tokens
    if any(lemma(scene, i) in scene.speech.harmless for i in draft.content):
        return False  # "whether the dead were civilians or Norland fighters"
    sided = [i for i in draft.content if scene.cast.actor_at(i)]
    joined = any(tokens[c].head in draft.content and lemma(scene, c) == "or" for c in draft.content)
    return joined and any(
        lemma(scene, a) == "be" for i in sided for a in parsed.ancestors(i) if a in draft.content
    )


def _of_act(scene: Scene, draft: Draft, content: list[int], stance: Stance) -> StanceObject | None:
    """Return authorship where an act has a doer, occurrence where it has none."""
    acts = [i for i in content if verb(scene, i) in scene.speech.acts and not _is_aside(scene, draft, i)]
    if stance == "admits":
        acts = [i for i in acts if not _is_undone(scene, i)]
    if not acts or (
        stance == "accuses" and _rest(scene, {lemma(scene, i) for i in content}) == "performance"
    ):
        return None
    if stance == "denies" and any(_own_loss(scene, i) for i in acts):
        return "occurrence"
    # "denied the use of gas" denies having used it.
    used = any(lemma(scene, i) in scene.speech.doing and scene.parsed.tokens[i].pos == "NOUN" for i in acts)
    # "denied accusations of using gas" tells no doer, for it is the denier.
    own = any(scene.parsed.tokens[i].tag == "VBG" and scene.parsed.tokens[i].dep == "pcomp" for i in acts)
    if used or own or stance in ("accuses", "admits") or _is_gerund(scene, draft, content):
        return "authorship"
    if any(_has_doer(scene, i) for i in acts if scene.parsed.tokens[i].tag.startswith("VB")):
        return "authorship"
    return "occurrence"


def _is_undone(scene: Scene, i: int) -> bool:
    """See "admitted that peace takes time though its raids do not target rebels": what is not done is not admitted."""
    if scene.parsed.tokens[i].pos == "VERB" and scene.parsed.children(i, "neg"):
        return True
    around = (a for a in (i, *scene.parsed.ancestors(i)) if scene.parsed.tokens[a].dep == "advcl")
    return any(
        lemma(scene, m) in ("though", "although") for a in around for m in scene.parsed.children(a, "mark")
    )


def _is_aside(scene: Scene, draft: Draft, i: int) -> bool:
    """Return whether the act is told beside the object: "acknowledged its weak support, as it seeks to halt the raids"."""
    if draft.frame not in ("object", "phrase") or draft.pointed is None:
        return False
    tokens, node = scene.parsed.tokens, i
    while node != draft.pointed and tokens[node].head != node:
        if tokens[node].dep in ("advcl", "relcl"):
            return True
        node = tokens[node].head
    return False


def _own_loss(scene: Scene, i: int) -> bool:
    """Return whether what was struck is the denier's own: "denied that any shell had hit its depot"."""
    parsed = scene.parsed
    struck = parsed.children(i, "dobj", "nsubjpass") if parsed.tokens[i].pos == "VERB" else []
    owned = [p for o in struck for p in parsed.children(o, "poss")]
    foreign = any(lemma(scene, d) == "any" for s in parsed.children(i, "nsubj") for d in parsed.children(s))
    passive = bool(parsed.children(i, "nsubjpass"))
    own = any(parsed.tokens[p].text.lower() in ("its", "our", "their") for p in owned)
    return own and (foreign or passive) and not parsed.children(i, "agent")


def _is_gerund(scene: Scene, draft: Draft, content: list[int]) -> bool:
    """Return whether the content opens with a deed in "-ing" and no article: "army denies bombing market"."""
    if draft.frame == "gerund":
        return True
    token = scene.parsed.tokens[content[0]]
    return token.text.lower().endswith("ing") and verb(scene, content[0]) in scene.speech.acts


def _has_doer(scene: Scene, i: int) -> bool:
    """Return whether the act's verb is active and finite, or names its doer."""
    parsed = scene.parsed
    active = parsed.tokens[i].tag in ("VBD", "VBZ", "VBP") and not parsed.children(i, "auxpass", "nsubjpass")
    return active or bool(parsed.children(i, "nsubj", "agent"))


def _of_charge(scene: Scene, draft: Draft, stance: Stance, speaker: str | None) -> StanceObject | None:
    """Return what "it", "the accusation" or "that account" is about: a charge made earlier, else what was just told."""
    bare = [i for i in draft.content if scene.parsed.tokens[i].pos not in ("PUNCT", "DET", "SPACE")]
    pointing = len(bare) == 1 and lemma(scene, bare[0]) in POINTERS
    # "accused Sudland of it"
    of_it = stance == "accuses" and draft.frame == "person"
    pointing = pointing or (
        of_it and any(lemma(scene, i) in POINTERS and scene.parsed.tokens[i].dep == "pobj" for i in bare)
    )
    # "Norland blamed it on rebels"
    on_it = draft.frame == "onto" and any(
        lemma(scene, i) in POINTERS and scene.parsed.tokens[i].dep == "dobj" for i in bare
    )
    pointing = pointing or (stance == "accuses" and on_it)
    # "This is a lie": what was told before is.
    pointing = pointing or bool({lemma(scene, i) for i in bare} & scene.speech.falsehoods)
    blamed = stance == "accuses" and draft.frame == "object"
    if not (pointing or blamed or any(lemma(scene, i) in scene.speech.charges for i in draft.content)):
        return None
    charged = scene.accused.get(scene.cast.side(speaker)) if speaker and not blamed else None
    if charged or (scene.accused and not blamed and not pointing):
        # Who is not known may well be the one accused; who is known and was not denies another thing.
        return charged or (_told_before(scene, draft, stance) if speaker is None else None) or "other"
    return _told_before(scene, draft, stance)


def _of_clause_before(scene: Scene, draft: Draft, stance: Stance) -> StanceObject | None:
    """See "charges that it was the insurgents who used gas, which they deny": what is told with the gas is denied."""
    if stance != "denies" or draft.frame != "object" or not draft.content:
        return None
    relative = scene.parsed.tokens[min(draft.content)].tag in ("WDT", "WP")
    relative = relative or (
        draft.pointed is not None and draft.pointed < draft.head and _is_relative(scene, draft.head)
    )
    sentence = scene.parsed.sentences[scene.parsed.tokens[draft.head].sentence]
    charged = any(lemma(scene, i) in scene.speech.charges for i in range(sentence.first, draft.head))
    return _told_before(scene, draft, stance) if relative and charged else None


def _is_relative(scene: Scene, v: int) -> bool:
    return scene.parsed.tokens[v].dep == "relcl"


def _told_before(scene: Scene, draft: Draft, stance: Stance) -> StanceObject | None:
    """Return what the sentence up to the cue, or else the one before it in the text, is about."""
    parsed, number = scene.parsed, scene.parsed.tokens[draft.head].sentence
    here = range(parsed.sentences[number].first, draft.head)
    if stance in ("confirms", "does-not-confirm") and _of_how_many(scene, here):
        return "toll"
    before = range(parsed.sentences[number - 1].first, parsed.sentences[number - 1].last) if number else here
    for told in (here, before):
        words = {lemma(scene, i) for i in told}
        if words & scene.speech.breaking and words & scene.speech.truces:
            return "breach"
        if words & scene.speech.objects["intent"] and stance != "accuses":
            return "intent"
        if any(verb(scene, i) in scene.speech.acts for i in told):
            return "occurrence" if stance in ("confirms", "does-not-confirm") else "authorship"
    return None


def _of_how_many(scene: Scene, told: range) -> bool:
    """See "More of the dead may be civilians but we cannot confirm that"."""
    words = [lemma(scene, i) for i in told]
    many = any(word in ("more", "many", "most", "some", "few") for word in words)
    return many and any(word in ("dead", "victim", "casualty") for word in words)


def _rest(scene: Scene, words: set[str]) -> StanceObject:
    return next((name for name in LATER if words & scene.speech.objects[name]), "other")
