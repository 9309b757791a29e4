"""The gazetteer: the table of cases, its keys, and what a broken file is told."""

import pickle
import tomllib
from pathlib import Path

import pytest
import yaml

import truceline.knowledge
from truceline.knowledge.gazetteer import Gazetteer, load_gazetteer
from truceline.knowledge.spelling import alike, distance, fold, skeleton
from truceline.model.errors import BadKnowledge

HERE = Path(truceline.knowledge.__file__).parent
CASES = tomllib.loads((Path(__file__).parent / "cases" / "gazetteer.toml").read_text("utf-8"))["case"]
ROWS = [(case["why"], name, case["countries"], case["first"]) for case in CASES for name in case["names"]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(HERE, None)


def first(found):
    return f"{found[0].name} {found[0].country} {found[0].kind}" if found else ""


@pytest.mark.parametrize(
    ("why", "name", "countries", "expected"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS]
)
def test_case(why, name, countries, expected, gazetteer):
    assert first(gazetteer.lookup(name, countries)) == expected, why


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_all_spellings_of_one_place_share_a_key(case, gazetteer):
    keys = {gazetteer.key(name, case["countries"]) for name in case["names"]}
    assert len(keys) == 1 or not case["first"]


def test_different_places_have_different_keys(gazetteer):
    towns = ["Darayya", "Daraa", "Douma", "Damascus", "Madaya", "Idlib", "Aleppo", "Hama", "Homs"]
    assert len({gazetteer.key(name, ["SY"]) for name in towns}) == len(towns)
    assert gazetteer.key("Tripoli", ["LB"]) != gazetteer.key("Tripoli", ["LY"])


def test_a_name_that_nobody_knows_has_the_key_of_its_consonants(gazetteer):
    assert (
        gazetteer.key("Xabarqutish", ["SY"])
        == gazetteer.key("Xabar al-Qutish", ["SY"])
        == skeleton("Xabarqutish")
    )


def test_a_town_lies_in_its_province_and_country(gazetteer):
    assert gazetteer.lookup("Manbij", ["SY"])[0].within == ("Aleppo", "Syria")


def test_degrees(gazetteer):
    aleppo, province = gazetteer.lookup("Aleppo", ["SY"])[:2]
    assert (aleppo.precision, province.precision) == ("exact", "province")
    for entry in (aleppo, province):
        assert entry.lat == pytest.approx(36.2, abs=0.4)
        assert entry.lon == pytest.approx(37.2, abs=0.4)


def test_large_cities_anywhere(gazetteer):
    found = gazetteer.lookup_anywhere("Paris")
    assert [entry.country for entry in found] == ["FR"]
    assert "US" in [entry.country for entry in gazetteer.lookup_anywhere("Paris", 1_000)]


@pytest.mark.parametrize(
    ("name", "code"),
    [("Syria", "SY"), ("Burma", "MM"), ("UAE", "AE"), ("U.S.", "US"), ("Côte d’Ivoire", "CI"), ("car", None), ("us", None),
     ("Aleppo", None)],
)  # fmt: skip
def test_country(name, code, gazetteer):
    assert gazetteer.country(name) == code


def test_pickled_it_opens_the_same_index(gazetteer):
    again = pickle.loads(pickle.dumps(gazetteer))
    assert again.lookup("Aleppo", ["SY"]) == gazetteer.lookup("Aleppo", ["SY"])


def test_own_places_come_too():
    own = "places:\n  SY:\n    town:\n      - {name: Reedham, also: [Rydham], at: [35.0, 37.0], in: Hama}\n"
    grown = load_gazetteer(HERE, own)
    entry = grown.lookup("Rydham", ["SY"])[0]
    assert (entry.name, entry.within, entry.lat) == ("Reedham", ("Hama", "Syria"), 35.0)
    assert first(pickle.loads(pickle.dumps(grown)).lookup("Reedham", ["SY"])) == "Reedham SY town"
    assert grown.lookup("Aleppo", ["SY"])


def test_every_listed_place_has_a_middle(gazetteer):
    listed = yaml.safe_load((HERE / "places.yml").read_text("utf-8"))
    lost = [
        (code, place["name"])
        for code, kinds in listed["places"].items()
        for kind, places in kinds.items()
        for place in places
        if not any(
            one.kind == kind and one.lat is not None for one in gazetteer.lookup(place["name"], [code])
        )
    ]
    assert lost == []


def test_every_renamed_town_is_found_by_its_new_name(gazetteer):
    listed = yaml.safe_load((HERE / "places.yml").read_text("utf-8"))
    pairs = [(code, new) for code, called in listed["called"].items() for new in called.values()]
    assert [
        pair for pair in pairs if not any(one.kind == "city" for one in gazetteer.lookup(pair[1], [pair[0]]))
    ] == []


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        ("places:\n  SY:\n    town:\n      - {name: A, colour: red}\n", "own places.yml: .*colour"),
        ("places: [", "own places.yml"),
        (
            "places:\n  SY:\n    province:\n      - {name: A, seat: Xabarqutish}\n",
            "A: the index has no seat 'Xabarqutish'",
        ),
    ],
)
def test_a_broken_list_is_told(own, reason):
    with pytest.raises(BadKnowledge, match=reason):
        load_gazetteer(HERE, own)


def test_a_missing_index_says_how_to_build_it(tmp_path):
    with pytest.raises(BadKnowledge, match="make env"):
        load_gazetteer(tmp_path, None)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Deir Ezzor", "drzr"),
        ("Dayr al-Zawr", "drzr"),
        ("Ma‘arrat an-Nu‘mān", "mrtnmn"),
        ("Idlib", "adlb"),
        ("", ""),
        ("al-", "al"),
    ],
)
def test_skeleton(name, key):
    assert skeleton(name) == key


def test_fold_forgets_marks_and_hyphens():
    assert fold("Ḩamāh") == "hamah"
    assert fold("Ma'arrat al-Nu‘man") == "maarrat al numan"
    assert fold("Şanlıurfa") == "sanliurfa"


def test_distance_counts_vowels_half():
    assert distance("zor", "zor") == 0.0
    assert distance("zor", "zar") == pytest.approx(0.5 / 3)
    assert distance("zor", "kor") == pytest.approx(1 / 3)
    assert distance("zor", "zour") == distance("zour", "zor")


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("Deir Ezzor", "Dayr al-Zawr", True),
        ("Xamra", "Xamrah", True),
        ("al-Waxer", "waxer", True),
        ("Homs", "Hama", False),
        ("Eldrath", "east Eldrath", False),
    ],
    ids=["articles and vowels", "a silent end", "an article", "other consonants", "a part of it"],
)
def test_two_spellings_of_one_name_are_alike(a, b, one):
    assert alike(a, b) is one
