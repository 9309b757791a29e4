"""What is remembered of the attribute ruler and the lemmatizer is what they say of every text."""

from pathlib import Path

import pytest
import spacy

from truceline.parse.annotate import REPLACED, Annotator
from truceline.parse.parse import MODEL

REPORTS = sorted(Path("examples/reports").glob("*.txt"))
# Each holds a pattern of two tokens, or one that looks at the dependency.
SPOKEN = [
    "There ain't no truce, and they're gonna shell the town again.",
    "You gotta leave, y'all; c'm on, let's go.",
    "There is a checkpoint, there are two, and there's a third.",
    "That he did it is what they said that they'd do; so did the others.",
    "Nothin' has been done.  He'd  gone.",
]


@pytest.fixture(scope="module")
def language():
    return spacy.load(MODEL)


@pytest.fixture(scope="module")
def annotator(language):
    return Annotator(language)


@pytest.mark.parametrize(
    "text", [*SPOKEN, *(path.read_text("utf-8") for path in REPORTS)], ids=lambda text: text[:20]
)
def test_what_is_remembered_is_what_spacy_says(language, annotator, text):
    parsed = language(text, disable=REPLACED)
    said = [(token.lemma_, token.pos_, token.dep_) for token in language(text)]
    assert [tuple(one) for one in annotator.annotate(parsed)] == said
    # And again, from memory.
    assert [tuple(one) for one in annotator.annotate(parsed)] == said


def test_a_ruler_that_looks_further_is_refused(language):
    other = spacy.load(MODEL)
    three = [{"LOWER": "in"}, {"LOWER": "front"}, {"LOWER": "of"}]
    other.get_pipe("attribute_ruler").add(patterns=[three], attrs={"POS": "ADP"})
    with pytest.raises(ValueError, match="more than 2 tokens"):
        Annotator(other)
