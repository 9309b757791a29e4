"""Places: the table of cases, and what holds for every place."""

import tomllib
from pathlib import Path

import pytest

from truceline.extract.actors import find_actors
from truceline.extract.places import find_places
from truceline.knowledge.gazetteer import Gazetteer, load_gazetteer
from truceline.knowledge.names import Names
from truceline.knowledge.own import known, own_knowledge
from truceline.model.actor import Actor, Mention
from truceline.model.cast import Cast
from truceline.model.claim import Place
from truceline.model.document import Document, body_of_lines
from truceline.model.parsed import Found, Parsed
from truceline.parse import parse

CASES = tomllib.loads((Path(__file__).parent / "cases" / "places.toml").read_text("utf-8"))["case"]
WARS = tomllib.loads((Path(__file__).parent / "cases" / "wars.toml").read_text("utf-8"))["report"]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    import truceline.knowledge

    return load_gazetteer(Path(truceline.knowledge.__file__).parent, None)


@pytest.fixture(scope="module")
def names() -> Names:
    return known(own_knowledge([])).names


def parsed(text: str) -> Parsed:
    doc = Document(id="d", sha256="", media="text", encoding="utf-8", text=text, parts=body_of_lines(text))
    return next(iter(parse([doc])))


def cast(text: Parsed, rows: list[str]) -> Cast:
    actors, mentions, by_token = {}, [], {}
    for row in rows:
        words, _, rest = row.partition("=")
        *name, kind, country = rest.split(":")
        actor = Actor(id=":".join(name), name=words, kind=kind, country=country)  # type: ignore[arg-type]
        start = text.doc.text.index(words)
        tokens = text.within(start, start + len(words))
        adjective = text.tokens[tokens[-1]].tag == "JJ"
        mention = Mention(text.doc.span(start, start + len(words)), actor.id, tokens[-1], adjective=adjective)
        actors[actor.id] = actor
        mentions.append(mention)
        by_token.update(dict.fromkeys(tokens, mention))
    return Cast(tuple(mentions), by_token, actors)


def told(found: Found[Place]) -> str:
    place = found.value
    return " ".join(filter(None, [place.name, place.country or "", place.precision, place.relation]))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, list[str]], gazetteer: Gazetteer) -> None:
    text = parsed(str(case["text"]))
    found = find_places(text, gazetteer, cast(text, case.get("actors", [])))
    assert [told(one) for one in found] == case["found"]


def test_every_place_quotes_the_text_and_has_a_key(gazetteer: Gazetteer) -> None:
    for case in CASES:
        text = parsed(case["text"])
        for found in find_places(text, gazetteer, cast(text, case.get("actors", []))):
            assert found.value.said == text.span(found.first, found.last).quote
            assert found.first <= found.head < found.last
            assert found.value.key
            assert (found.value.lat is None) == (found.value.lon is None)
            assert found.value.precision != "unlocated" or found.value.lat is None


def test_a_place_told_inside_another_says_so(gazetteer: Gazetteer) -> None:
    text = parsed("In Syria, a raid hit the village of Qarnabusha, in northern Aleppo province.")
    village = find_places(text, gazetteer, cast(text, []))[1].value
    assert village.within[:1] == ("Aleppo",)


def test_spellings_of_one_town_share_the_key(gazetteer: Gazetteer) -> None:
    text = parsed("In Syria, shells fell in Deir Ezzor and in Dayr al-Zawr.")
    _, one, other = find_places(text, gazetteer, cast(text, []))
    assert one.value.key == other.value.key
    assert one.value.said != other.value.said


def test_the_case_table_is_large() -> None:
    assert len(CASES) >= 30


def test_what_no_list_has_gets_no_key_of_a_place_elsewhere(gazetteer: Gazetteer) -> None:
    text = parsed("In Syria, mortars hit the al-Mazra quarter and the village of Qarnabusha.")
    keys = [found.value.key for found in find_places(text, gazetteer, cast(text, []))]
    assert not any(":" in key for key in keys[1:])


@pytest.mark.parametrize("report", WARS, ids=[report["why"] for report in WARS])
def test_no_place_is_put_into_another_country(
    report: dict[str, str | dict[str, list[str]]], gazetteer: Gazetteer, names: Names
) -> None:
    text = parsed(str(report["text"]))
    found = find_places(text, gazetteer, find_actors(text, names))
    by_country: dict[str, list[str]] = {}
    for one in found:
        by_country.setdefault(one.value.country or "", []).append(one.value.said)
    assert {code: sorted(said) for code, said in by_country.items()} == {
        code: sorted(said) for code, said in report["places"].items()
    }
