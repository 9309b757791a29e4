"""Answers that name no deed: "denied that it was behind it", "has claimed that attack", "Xland accuses Yland"."""

from collections.abc import Iterable, Mapping

from truceline.extract.arguments import government, is_armed
from truceline.extract.doers import noun_phrase
from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene
from truceline.extract.versions import led
from truceline.model.parsed import Token
from truceline.model.statement import Statement

# The words that carry a sense of their own; the others ("that it was", "flatly") only hold them together.
FULL = ("NOUN", "VERB", "ADJ", "PROPN", "NUM")
OWN_STANCES = ("denies", "admits", "claims-responsibility")
# One sentence may stand between ("Its author is unknown."); what was told longer ago is named again.
NEAREST = 2
# "It did not do it": words that stand for any deed.
DEEDS = frozenset(("do", "have", "be"))


def points_back(scene: Scene, statement: Statement) -> bool:
    """Return whether all that is said is the speaker's part in something that was told before."""
    tokens = [scene.parsed.tokens[i] for i in scene.tokens_of(statement.content)]
    full = [i for i in scene.tokens_of(statement.content) if _is_full(scene.parsed.tokens[i])]
    if statement.stance == "accuses":
        # "Xland accuses Yland": nothing but whom.
        actor = statement.against
        # "said Xland and Yland were responsible"
        return actor is not None and all(scene.cast.actor_at(i) or _is_part(scene, i) for i in full)
    if statement.stance not in OWN_STANCES or statement.object != "authorship" or not tokens:
        return False
    speaker = statement.speaker.actor if statement.speaker else None
    return all(_is_part(scene, i) or _is_named(scene, i, speaker) for i in full)


def _is_named(scene: Scene, i: int, speaker: str | None) -> bool:
    named = scene.cast.actor_at(i)
    return bool(speaker and named) and government(scene.names, named or "") == speaker


def _is_full(token: Token) -> bool:
    return token.pos in FULL and token.lemma.lower() not in DEEDS and token.text.lower() != "one"


def _is_part(scene: Scene, i: int) -> bool:
    words = scene.parsed.tokens[i].lemma.lower(), scene.parsed.tokens[i].text.lower()
    return any(word in scene.words.own_part for word in words)


def told_before(scene: Scene, groups: Mapping[str, list[Draft]], start: int) -> list[str]:
    """Return the first event told as done in the last sentence, up to token `start`, that tells of any.

    "A bomb killed eight, a day after a raid on the port. The Council denied it": who reads takes it for the bomb.
    """
    number = scene.sentence(start)
    here = sorted(
        (-draft.sentence, draft.cluster.lead.first, key)
        for key, drafts in groups.items()
        for draft in drafts
        if draft.cluster.lead.first < start and number - draft.sentence <= NEAREST and _is_done(draft)
    )
    return [key for *_, key in here[:1]]


def _is_done(draft: Draft) -> bool:
    return not draft.background and draft.modality in ("happened", "ongoing", "not confirmed")


def of_another(scene: Scene, statement: Statement, drafts: Iterable[Draft]) -> bool:
    """See "rebels shelled the town. The army denied it": a bare "it" of another's deed denies that it happened."""
    actor = statement.speaker.actor if statement.speaker else None
    told = [draft.agent.value for draft in drafts if draft.agent]
    bare = statement.content[0].quote.lower() in ("it", "this", "that", "so")
    if actor is None or not bare or not told:
        return False
    own = {actor, scene.cast.side(actor), led(scene, actor)}
    return not any(own & {one, led(scene, one)} for culprit in told for one in culprit.actors)


# Nouns through which a deed is owned: "its role in the raid", "the deaths in the raid", "an error in the strike".
# Nouns for other matters ("support for an attack", "concern over the raid") lead to no deed of the speaker's.
OWNING = frozenset(
    (
        "responsibility", "involvement", "role", "part", "hand", "complicity", "guilt", "blame", "share", "fault",
        "mistake", "error", "death", "killing", "casualty", "loss", "people", "civilian", "soldier", "victim",
        "plane", "aircraft", "force", "troop", "use", "number", "toll",
    )
)  # fmt: skip
ASIDE = ("advcl", "relcl")


def is_what_is_said(scene: Scene, inside: set[int], head: int) -> bool:
    """Return whether the deed is what is admitted, not one told beside it: "weak support for a raid as they seek to …"."""
    parsed, i = scene.parsed, head
    while parsed.tokens[i].head in inside and parsed.tokens[i].head != i:
        token = parsed.tokens[i]
        if token.dep in ASIDE or (token.dep == "acl" and _is_purpose(scene, i)):
            return False
        if token.dep == "pobj" and _governor(scene, i) not in OWNING:
            return False
        i = token.head
    return True


def _is_purpose(scene: Scene, i: int) -> bool:
    return any(scene.parsed.tokens[a].tag == "TO" for a in scene.parsed.children(i, "aux"))


def _governor(scene: Scene, i: int) -> str:
    """Return the noun over the preposition of `i`, any owning word where a verb stands there ("died in the raid")."""
    above = scene.parsed.tokens[scene.parsed.tokens[scene.parsed.tokens[i].head].head]
    return above.lemma.lower() if above.pos in ("NOUN", "PROPN") else "part"


def has_own_matter(scene: Scene, statement: Statement) -> bool:
    """See "dismissed claims that a convoy had been stopped": what is denied is told, and is no deed told before."""
    parsed, inside = scene.parsed, scene.tokens_of(statement.content)
    speaker = statement.speaker.actor if statement.speaker else None
    for i in inside if statement.stance in ("denies", "admits") else ():
        if parsed.tokens[i].dep not in ("ccomp", "acl", "relcl") or _is_purpose(scene, i):
            continue
        doers = [d for d in parsed.children(i, "nsubj", "nsubjpass") if d in inside]
        if any(_is_other(scene, doer, speaker) for doer in doers):
            return True
    return False


def _is_other(scene: Scene, doer: int, speaker: str | None) -> bool:
    """Return whether the clause is about somebody else than the denier, the deed and the people that it struck."""
    parsed, token = scene.parsed, scene.parsed.tokens[doer]
    if token.pos not in ("NOUN", "PROPN") or token.lemma.lower() in scene.words.anaphors:
        return False
    if any(parsed.tokens[p].tag == "PRP$" for p in parsed.children(doer, "poss")):
        return False
    actor = scene.cast.actor_at(doer)
    if actor and speaker and scene.cast.side(actor) == scene.cast.side(speaker):
        return False
    return token.lemma.lower() not in STRUCK


# "Denied that civilians had been targeted": of the strike told before.
STRUCK = frozenset(("civilian", "people", "victim", "resident", "hospital", "child", "woman"))


def accused_words(scene: Scene, statement: Statement) -> str:
    """Return the words for whom a statement accuses where no actor is certain: "blamed the rebels for it"."""
    parsed, cue = scene.parsed, set(scene.tokens_of(statement.cue))
    for i in scene.tokens_of(statement.content):
        token, above = parsed.tokens[i], parsed.tokens[parsed.tokens[i].head]
        # "Blaming the attack on rebels": the parser hangs "on" on the attack.
        blamed = (
            above.head,
            parsed.tokens[above.head].head if parsed.tokens[above.head].dep == "dobj" else above.head,
        )
        onto = token.dep == "pobj" and above.lemma in ("on", "to") and not cue.isdisjoint(blamed)
        if (onto or (token.dep in ("dobj", "nsubjpass") and token.head in cue)) and is_armed(
            parsed, i, scene.names
        ):
            return parsed.span(*noun_phrase(parsed, i)).quote
    return other_party(scene, statement)


def other_party(scene: Scene, statement: Statement) -> str:
    """Return the words for whom a speaker accuses in "the army and the rebels blamed each other"; empty where none."""
    words = {
        scene.parsed.tokens[i].lemma.lower() for i in scene.tokens_of((*statement.cue, *statement.content))
    }
    if not words & MUTUAL:
        return ""
    names = [
        one.speaker.name
        for one in scene.statements
        if one.cue == statement.cue and one.id != statement.id and one.speaker and one.stance == "accuses"
    ]
    return names[0] if len(names) == 1 else ""


# "each other", "one another", "traded accusations"
MUTUAL = frozenset(("each", "another", "trade", "exchange", "swap"))
