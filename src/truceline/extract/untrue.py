"""What is said to be untrue: "the accusation is false", "the raid was fabricated", "there is no truth to the reports"."""

from truceline.extract.cues import Draft
from truceline.extract.matters import POINTERS, Scene, lemma, object_of
from truceline.model.parsed import Parsed
from truceline.model.statement import StanceObject

SUBJECTS = ("nsubj", "nsubjpass")
# What is said of a thing stands within so many words behind the "is".
CLOSE = 7


def untrue(scene: Scene, draft: Draft, speaker: str | None, i: int) -> StanceObject | None:
    """Return what is denied by "said the accusation was false", "this is a lie", "the raid was fabricated"; None where nothing is."""
    if scene.parsed.children(i, "neg") or is_open(scene.parsed, i):
        return None
    if _is_made_up(scene, i):
        return "occurrence"
    told = (
        {lemma(scene, s) for s in scene.parsed.children(i, *SUBJECTS)} if lemma(scene, i) == "be" else set()
    )
    false = bool(told) and bool(_called(scene, i) & scene.speech.falsehoods)
    if false and told & scene.speech.acts:
        return "occurrence"
    denied = (false and told & (scene.speech.charges | POINTERS)) or (
        lemma(scene, i) == "be" and _no_truth(scene, i)
    )
    return object_of(scene, draft, "denies", speaker) if denied else None


def _is_made_up(scene: Scene, i: int) -> bool:
    """See "the raid was entirely fabricated", "had been invented"."""
    parsed = scene.parsed
    told = any(lemma(scene, s) in scene.speech.acts for s in parsed.children(i, "nsubjpass"))
    made_up = lemma(scene, i) in ("invent", "concoct") or scene.parsed.tokens[i].text.lower() == "fabricated"
    return told and made_up


def _called(scene: Scene, be: int) -> set[str]:
    """Return the words right behind a "be" that say what it is: "illogical and fabricated", "totally false", "100 percent fabricated"."""
    parsed = scene.parsed
    end = min(be + CLOSE, parsed.sentences[parsed.tokens[be].sentence].last)
    behind = list(range(be + 1, end))
    stop = next((j for j in behind if parsed.tokens[j].pos in ("ADP", "SCONJ", "PRON")), end)
    return {word for j in behind if j < stop for word in (lemma(scene, j), parsed.tokens[j].text.lower())}


def _no_truth(scene: Scene, be: int) -> bool:
    """See "there is no truth to the reports"."""
    return any(
        lemma(scene, a) in ("truth", "basis", "foundation")
        and any(lemma(scene, d) == "no" for d in scene.parsed.children(a, "det"))
        for a in scene.parsed.children(be, "attr")
        if scene.parsed.children(be, "expl")
    )


def is_open(parsed: Parsed, v: int) -> bool:
    """Return whether the clause only asks or supposes: "whether", "if", "may", "would"."""
    above = parsed.tokens[parsed.tokens[v].head]
    # "I hope we were not involved" denies nothing.
    hoped = parsed.tokens[v].dep == "ccomp" and above.lemma in ("hope", "wish")
    return (
        is_left_open(parsed, v)
        or hoped
        or any(parsed.tokens[a].tag == "MD" for a in parsed.children(v, "aux"))
    )


def is_left_open(parsed: Parsed, v: int) -> bool:
    """Return whether a clause is only asked or supposed: "whether its raids had killed civilians"."""
    return any(
        parsed.tokens[m].text.lower() in ("whether", "if") for m in parsed.children(v, "mark", "advmod")
    )
