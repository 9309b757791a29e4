"""The entities that are found at less cost are those that spaCy's own recogniser finds."""

from pathlib import Path

import pytest
import spacy

from truceline.parse.entities import Recogniser
from truceline.parse.parse import MODEL

REPORTS = sorted(Path("examples/reports").glob("*.txt"))
# An entity at the very end, across a line break, over what may be read as a sentence's end, and in capitals.
HARD = [
    "",
    " ",
    "\n\n",
    "Anna Velt",
    "He met Anna\nVelt",
    "They left for New\n York on 3 May 2016. Two days later",
    "The envoy of the St. Petersburg Council, J. R. Smith Jr., met Mr. Lund in the U.S. Embassy at 5 p.m. Monday",
    "UNITED NATIONS CONDEMNS ATTACK ON THE RED CROSS IN GENEVA",
    "On Monday, some 1,200 people, two thirds of them women, fled Lake Victoria for the Hotel Grand, the BBC said.",
]


@pytest.fixture(scope="module")
def language():
    return spacy.load(MODEL)


@pytest.fixture(scope="module")
def recogniser(language):
    return Recogniser(language)


def _entities(doc):
    return [(token.text, token.ent_iob_, token.ent_type_) for token in doc]


@pytest.mark.parametrize(
    "text", [*HARD, *(path.read_text("utf-8") for path in REPORTS)], ids=lambda text: text[:20]
)
def test_entities_are_those_of_spacy(language, recogniser, text):
    ours = language(text, disable=["ner"])
    recogniser.recognise([ours])
    assert _entities(ours) == _entities(language(text))


def test_texts_together_are_as_texts_alone(language, recogniser):
    docs = list(language.pipe(HARD, disable=["ner"]))
    recogniser.recognise(docs)
    assert [_entities(doc) for doc in docs] == [_entities(language(text)) for text in HARD]
    assert any(doc.ents for doc in docs)


def test_a_text_without_words_keeps_those_beside_it(language, recogniser):
    docs = list(language.pipe(["", "Anna Velt left Geneva."], disable=["ner"]))
    recogniser.recognise(docs)
    assert [[str(one) for one in doc.ents] for doc in docs] == [[], ["Anna Velt", "Geneva"]]


def test_a_recogniser_that_looks_at_other_tokens_is_refused(language):
    other = spacy.blank("en")
    other.add_pipe("ner", config={"model": {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": True, "hidden_width": 8, "maxout_pieces": 2, "tok2vec": {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 8, "depth": 1, "embed_size": 10, "window_size": 1, "maxout_pieces": 2, "subword_features": True}}})  # fmt: skip
    other.get_pipe("ner").add_label("PERSON")
    other.initialize()
    with pytest.raises(ValueError, match="not served"):
        Recogniser(other)
