"""Relations: the table of cases, and what holds for each of them."""

import tomllib
from pathlib import Path

import pytest

from tests.beside import holder, knowledge, reading
from truceline.model.reading import Reading
from truceline.model.relation import End, Relation

CASES = tomllib.loads((Path(__file__).parent / "cases" / "relations.toml").read_text("utf-8"))["case"]


def end(one: End) -> str:
    return one.actor or one.place or one.span.quote


def relation(told: Reading, one: Relation) -> str:
    when = f" on {one.when.said}" if one.when else ""
    modality = "" if one.modality == "happened" else f" ({one.modality})"
    name = holder(told, one.statement)
    return f"{end(one.a)} {one.kind} {end(one.b)}{when}{modality}" + (f", says {name}" if name else "")


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_relations(case):
    told = reading(case["text"])
    assert [relation(told, one) for one in told.relations] == case["found"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_every_relation_quotes_the_text(case):
    told = reading(case["text"])
    ids = [one.id for one in told.relations]
    assert len(set(ids)) == len(ids)
    for one in told.relations:
        for span in (one.a.span, one.b.span, one.cue):
            assert case["text"][span.start : span.end] == span.quote


def test_each_word_leads_to_one_kind():
    """A word in two lists would be read as the first, silently."""
    kinds = knowledge().relations.kinds
    for field in ("verbs", "nouns", "together", "joined", "adjectives", "kin"):
        words = [word for told in kinds.values() for word in getattr(told, field)]
        assert sorted({word for word in words if words.count(word) > 1}) == []
