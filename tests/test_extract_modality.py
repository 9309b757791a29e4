"""The ground on which a word is told, a row each; what the record makes of it; and what the words may not be."""

import tomllib
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from truceline.extract.modality import MODALITY_OF, ground
from truceline.extract.triggers import Cluster, Trigger
from truceline.knowledge import load
from truceline.knowledge.moods import Ground, load_moods
from truceline.model.document import Document, body_of_lines
from truceline.model.errors import BadKnowledge
from truceline.model.event import Modality
from truceline.parse import parse

CASES = tomllib.loads((Path(__file__).parent / "cases" / "modality.toml").read_text("utf-8"))["case"]

knowledge = cache(load)


def ground_in(text: str, word: str) -> Ground:
    doc = Document("d", "", "text", "utf-8", text, body_of_lines(text))
    parsed = next(parse([doc]))
    i = next(i for i, token in enumerate(parsed.tokens) if token.text == word)
    trigger = Trigger(i, i + 1, i, kind="attack", verb=parsed.tokens[i].pos == "VERB")
    return ground(parsed, Cluster(trigger, (trigger,), "attack"), knowledge().happenings)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_ground_of_a_word(case: dict) -> None:
    assert ground_in(case["text"], case["word"]) == case["ground"]


def test_every_ground_leads_to_a_modality() -> None:
    assert set(MODALITY_OF) == set(get_args(Ground))
    assert set(MODALITY_OF.values()) == set(get_args(Modality))


def test_every_ground_has_a_row() -> None:
    assert set(get_args(Ground)) == {case["ground"] for case in CASES}


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ("{told: done, denied: denied, frames: [to], lemmas: [manage]}", "'done'"),
        ("{told: same, denied: denied, frames: [by], lemmas: [manage]}", "'by'"),
        (
            "{told: same, denied: denied, frames: [to], lemmas: [manage]}, {told: told, denied: told, frames: [to], lemmas: [manage]}",
            "'manage'",
        ),
    ],
)
def test_a_signature_that_says_nothing_is_refused(tmp_path: Path, group: str, said: str) -> None:
    own = Path(load_moods.__code__.co_filename).with_name("moods.yml").read_text("utf-8")
    rest = own[own.index("modals:") :]
    (tmp_path / "moods.yml").write_text(f"signatures: [{group}]\n{rest}")
    with pytest.raises(BadKnowledge, match=said):
        load_moods(tmp_path)
