"""What a report says nobody can say: "it was unclear who carried out the attack", "there was no claim of responsibility"."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from truceline.extract.drafts import Draft
from truceline.extract.guilt import GUILTY
from truceline.extract.pointing import told_before
from truceline.extract.scene import Scene
from truceline.extract.triggers import is_light
from truceline.model.claim import Claim, Position
from truceline.model.parsed import Parsed, Sentence

OPEN = frozenset(("unclear", "unknown", "uncertain"))
# Open only under a "not": "it is not yet clear who".
KNOWN = frozenset(("clear", "known", "certain"))
TOLD = frozenset(("say", "know", "tell", "determine", "identify", "establish"))
NOBODY = frozenset(("nobody", "none"))
ASKED = frozenset(("who", "which", "whose", "what"))
# "It was not immediately able to determine who".
UNABLE = frozenset(("unable", "not", "n't", "cannot"))
CLAIM = frozenset(("claim", "claimed"))
# How far before the word its "not" stands, and behind it the "who".
BEFORE, BEHIND = 4, 6
OPEN_AUTHOR = Position("does-not-confirm", "authorship", None)


def find_unknown(scene: Scene, groups: Mapping[str, list[Draft]]) -> dict[str, tuple[Claim, ...]]:
    """Return for each event the words that leave it open who did it, in the report's own voice."""
    found: dict[str, tuple[Claim, ...]] = {}
    for number, sentence in enumerate(scene.parsed.sentences):
        if _leaves_open(scene, sentence):
            for key in _meant(scene, groups, number, sentence):
                where = (scene.parsed.span(sentence.first, sentence.last),)
                found.setdefault(key, (Claim(key, "position", OPEN_AUTHOR, where),))
    return found


def _leaves_open(scene: Scene, sentence: Sentence) -> bool:
    parsed = scene.parsed
    for i in range(sentence.first, sentence.last):
        word = parsed.tokens[i].text.lower()
        if word in CLAIM and _is_not_claimed(parsed, sentence, i):
            return True
        if (word in OPEN or _is_under_not(parsed, sentence, i)) and _asks_who(scene, sentence, i):
            return True
    return False


def _is_not_claimed(parsed: Parsed, sentence: Sentence, i: int) -> bool:
    """See "there was no immediate claim of responsibility", "no group has claimed responsibility": not a rejected claim."""
    before, behind = _words(parsed, sentence, i - BEFORE, i), _words(parsed, sentence, i, i + BEFORE)
    return "no" in before and "responsibility" in behind and "other" not in before


def _is_under_not(parsed: Parsed, sentence: Sentence, i: int) -> bool:
    """See "it is not clear", "no one could say"."""
    known = parsed.tokens[i].text.lower() in KNOWN
    if not known and parsed.tokens[i].lemma.lower() not in TOLD:
        return False
    before = _words(parsed, sentence, i - BEFORE, i)
    if known:
        return bool({"not", "n't"} & {*before})
    return bool((NOBODY | UNABLE) & {*before}) or ("no", "one") in {*pairwise(before)}


def _asks_who(scene: Scene, sentence: Sentence, i: int) -> bool:
    """Return whether "who did it" follows: "who was behind it", "which aircraft carried out the strike"."""
    parsed = scene.parsed
    asked = [j for j in range(i, min(i + BEHIND, sentence.last)) if parsed.tokens[j].text.lower() in ASKED]
    deed = range(asked[0], sentence.last) if asked else ()
    return any(parsed.tokens[j].text.lower() in GUILTY or is_light(parsed, j, scene.words) for j in deed)


def _words(parsed: Parsed, sentence: Sentence, first: int, last: int) -> list[str]:
    inside = range(max(first, sentence.first), min(last, sentence.last))
    return [parsed.tokens[j].text.lower() for j in inside]


def _meant(scene: Scene, groups: Mapping[str, list[Draft]], number: int, sentence: Sentence) -> Iterator[str]:
    """Yield the event that the sentence tells itself, else the one told before it."""
    here = [
        key
        for key, drafts in groups.items()
        if any(_is_told(draft) and draft.sentence == number for draft in drafts)
    ]
    yield from here if len(here) == 1 else told_before(scene, groups, sentence.first)


def _is_told(draft: Draft) -> bool:
    return not draft.background and draft.modality in ("happened", "ongoing", "not confirmed")
