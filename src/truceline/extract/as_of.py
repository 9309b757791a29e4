"""As of: until when a figure counts, where the words tell it, and whether its teller expects it to grow."""

import datetime

from truceline.extract.scene import Scene
from truceline.model.claim import Harm
from truceline.model.parsed import Found
from truceline.model.when import EARLY, When

# "The toll could rise", "the number was expected to climb": the toll stands at most so many words before.
GROWS = frozenset(("rise", "climb", "grow", "increase", "mount"))
MAY = frozenset(("expected", "likely", "could", "may", "might", "feared", "sure", "set", "bound"))
COUNTED = frozenset(("toll", "number", "count", "figure", "tally", "total"))
NEAR = 8
FIRST = frozenset(("preliminary", "initial", "provisional", "previous", "earlier"))
COUNTS = frozenset(
    ("toll", "count", "figures", "figure", "reports", "report", "tally", "estimate", "estimates", "number")
)


def as_of(scene: Scene, harm: Found[Harm]) -> When | None:
    """Return until when the figure counts: "as of Tuesday", "by Friday evening"; or that it was told as an early one.

    "So far", "expected to rise" and "a preliminary toll" count until the report was sent.
    """
    number = scene.sentence(harm.head)
    sentence = scene.parsed.sentences[number]
    for date in scene.dates:
        if sentence.first <= date.first < sentence.last and _until(scene, date):
            return date.value
    said = _early(scene, number, grows=False) or _early(scene, number + 1, grows=True)
    return _at_publication(scene, said) if said else None


def _until(scene: Scene, date: Found[When]) -> bool:
    words = [token.text.lower() for token in scene.parsed.tokens[max(date.first - 2, 0) : date.first]]
    after = scene.parsed.tokens[date.last].tag if date.last < len(scene.parsed.tokens) else ""
    own = scene.parsed.tokens[date.first].text.lower() == "by"
    return after != "POS" and (words == ["as", "of"] or words[-1:] == ["by"] or own)


def _early(scene: Scene, number: int, *, grows: bool) -> str:
    """Return the words in a sentence that call a count early; of the next sentence only that "the toll may rise"."""
    if number >= len(scene.parsed.sentences):
        return ""
    sentence = scene.parsed.sentences[number]
    tokens = scene.parsed.tokens
    words = [tokens[i].text.lower() for i in range(sentence.first, sentence.last)]
    for i, word in enumerate(words):
        may = next((j for j in range(max(i - 3, 0), i) if words[j] in MAY), None)
        if word in GROWS and may is not None and COUNTED & set(words[max(i - NEAR, 0) : i]):
            return " ".join(words[may : i + 1])
        if not grows and word == "so" and words[i + 1 : i + 2] == ["far"]:
            return "so far"
        if not grows and word in FIRST and COUNTS & set(words[i + 1 : i + 4]):
            return word
    return ""


def _at_publication(scene: Scene, said: str) -> When:
    published = scene.parsed.doc.published
    last: datetime.date | None = published.last if published else None
    anchor = f"published {last.isoformat()}" if last else ""
    return When(None, last, "span", said, EARLY, anchor)
