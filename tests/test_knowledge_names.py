"""Names: the table of cases, what holds for every actor, and what a contradictory file is told."""

import pickle
import tomllib
from pathlib import Path

import pytest

import truceline.knowledge
from truceline.knowledge.names import Names, load_names
from truceline.model.cast import Cast
from truceline.model.errors import BadKnowledge

HERE = Path(truceline.knowledge.__file__).parent
CASES = tomllib.loads((Path(__file__).parent / "cases" / "names.toml").read_text("utf-8"))["case"]


@pytest.fixture(scope="module")
def names() -> Names:
    return load_names(HERE, None)


def matches(names, words):
    found, i = [], 0
    while i < len(words):
        here = names.match(words, i)
        found += [
            f"{' '.join(words[i : i + one.length])} | {one.kind} | {','.join(one.actors)}" for one in here
        ]
        i += here[0].length if here else 1
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case, names):
    assert matches(names, case["words"].split()) == case["found"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case_after_pickling(case, names):
    assert matches(pickle.loads(pickle.dumps(names)), case["words"].split()) == case["found"]


def test_every_id_that_an_actor_points_at_exists(names):
    for actor in names.actors.values():
        assert all(one in names.actors for one in (*actor.part_of, *filter(None, [actor.speaks_for]))), (
            actor.id
        )


def test_every_listed_name_is_found(names):
    lost = []
    for actor in names.actors.values():
        for name in actor.names if ":" not in actor.id else ():
            found = names.match(name.text.split(), 0)
            if not any(one.length == len(name.text.split()) for one in found):
                lost.append((actor.id, name.text))
    assert lost == []


@pytest.mark.parametrize(
    ("speaker", "side"),
    [
        ("usa:foreign_ministry", "usa"), ("usa:defence_ministry", "usa"), ("usa:presidency", "usa"), ("usa:army", "usa"),
        ("russia:presidency", "russia"), ("tass", "russia"), ("sputnik", "russia"), ("press_tv", "iran"),
        ("al_manar", "hezbollah"), ("sana", "syria_gov"), ("syria:army", "syria_gov"), ("syria_ndf", "syria_gov"),
        ("syria:foreign_ministry", "syria_gov"), ("syria_gov", "syria_gov"), ("syria", "syria"), ("ocha", "un"),
        ("jabha_shamiya", "syrian_opposition"), ("us_coalition", "us_coalition"), ("amaq", "isis"), ("reuters", "reuters"),
        ("turkey:red_crescent", "turkey:red_crescent"), ("gaza_health", "hamas"), ("peshmerga", "krg"),
    ],
)  # fmt: skip
def test_side(names, speaker, side):
    assert Cast((), {}, names.actors).side(speaker) == side


@pytest.mark.parametrize(
    ("told", "outlet"),
    [
        ("Iran Press TV", "press_tv"), ("sana", "sana"), ("alaraby", "al_araby"), ("www.trtworld.com", "trt"),
        ("https://english.alarabiya.net/news/1", "al_arabiya"), ("Syrian Arab News Agency", "sana"), ("bbc", "bbc"),
        ("Lebanon National News Agency", "nna"), ("REUTERS", "reuters"), ("Al Jazeera English", "al_jazeera"),
        ("Sueddeutsche Zeitung", "sueddeutsche"), ("Asharq Al-Awsat", "asharq_al_awsat"), ("nytimes.com", "nyt"),
        ("Jordan Times", "jordan_times"), ("Ahram Online", "al_ahram"), ("etilaf", "etilaf_press"),
    ],
)  # fmt: skip
def test_outlet(names, told, outlet):
    found = names.outlet(told)
    assert found is not None
    assert found.id == outlet


@pytest.mark.parametrize(
    "told", ["", "Wrexham Parish Gazette", "example.org", "com", "Syria", "www.sana.example"]
)
def test_no_outlet(names, told):
    assert names.outlet(told) is None


def test_renamed_group_is_one_actor_with_names_in_time(names):
    told = {name.text: name for name in names.actors["nusra"].names}
    assert str(told["Jabhat al-Nusra"].until) == str(told["Jabhat Fateh al-Sham"].since) == "2016-07-28"
    assert str(names.actors["hts"].names[0].since) == "2017-01-28"


def test_government(names):
    assert names.government("syria") == names.government("syria:army") == "syria_gov"
    assert names.government("usa:army") == "usa"


def test_institution(names):
    assert names.institution("usa", "foreign_ministry") == "usa:foreign_ministry"
    assert names.institution("syria_gov", "government") == "syria_gov"
    assert names.institution("reuters", "army") is None


@pytest.mark.parametrize(
    ("words", "length", "kind", "status", "institution"),
    [
        ("rebels fled", 1, "armed_nonstate", "combatant", None), ("Soldiers", 1, "government", "combatant", None),
        ("foreign minister said", 2, "office", "unknown", "foreign_ministry"), ("terrorists", 1, "label", "unknown", None),
        ("children", 1, "civilian", "civilian", None), ("secretary of state", 3, "office", "unknown", "foreign_ministry"),
        ("aid workers", 2, "civilian", "civilian", None), ("ceasefire monitors", 2, "monitor", "civilian", None),
        ("pro - government forces", 4, "government", "combatant", None), ("gunmen", 1, "armed_nonstate", "combatant", None),
        ("agencies", 1, None, None, None), ("governor", 1, "office", "unknown", "province"),
    ],
)  # fmt: skip
def test_role(names, words, length, kind, status, institution):
    found = names.roles.at(words.split(), 0)
    if kind is None:
        assert found is None
    else:
        assert (found.length, found.role.classes[0], found.role.status) == (length, kind, status)
        assert found.role.institution == institution


def test_own_actors_add_and_replace(names):
    own = "armed_group:\n  reed_league: {name: Reed League}\n  isis: {name: Sand Host}\n"
    grown = load_names(HERE, own)
    assert matches(grown, ["The", "Reed", "League", "fought", "Sand", "Host", "and", "Daesh"]) == [
        "Reed League | proper | reed_league", "Sand Host | proper | isis",
    ]  # fmt: skip
    assert len(grown.actors) == len(names.actors) + 1


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        ("armed_group:\n  a: {name: Reeds, part_of: [nobody]}\n", "own actors.yml: a: 'nobody' is no actor"),
        (
            "armed_group:\n  a: {name: Reeds, part_of: [b]}\n  b: {name: Sedges, part_of: [a]}\n",
            "a: is part of itself",
        ),
        ("armed_group:\n  a: {name: Reeds}\n  a: {name: Sedges}\n", "own actors.yml: .*a: given twice"),
        ("armed_group:\n  a: {name: Reeds}\n  b: {name: Reeds}\n", "b: 'Reeds' is already a"),
        ("armed_group:\n  a: {name: Reeds, colour: red}\n", "own actors.yml: .*colour"),
        ("reed:\n  a: {name: Reeds}\n", "own actors.yml"),
        ("armed_group: [", "own actors.yml"),
        ("armed_group:\n  a: {name: '--'}\n", "'--' has no letters"),
        ("people:\n  a: {name: Russians}\n", "'Russians' is already russia"),
        ("armed_group:\n  a: {name: Reeds, branch_of: [nobody]}\n", "a: 'nobody' is no actor"),
        ("outlet:\n  a: {name: Reed Post, speaks_for: nobody}\n", "a: 'nobody' is no actor"),
        ("coalition:\n  a: {name: Reed Pact, led_by: nobody}\n", "a: 'nobody' is no actor"),
        (
            "armed_group:\n  a: {name: Reeds, since: 2001-01-01, until: 2000-01-01}\n",
            "a: 'Reeds' ends before it begins",
        ),
        (
            "armed_group:\n  a: {name: Reeds, also: [{text: Sedges, since: 2001-01-01, until: 2001-01-01}]}\n",
            "a: 'Sedges' ends before it begins",
        ),
        ("armed_group:\n  a: {name: Reeds, also: [Sedges, Sedges]}\n", "a: Sedges: given twice"),
        ("armed_group:\n  a: {name: Reeds, also: [Reeds]}\n", "a: Reeds: given twice"),
        (
            "outlet:\n  a: {name: Reed Post, hosts: [reuters.com]}\n",
            "'reuters.com' is already that of reuters",
        ),
        ("state:\n  a: {name: Reedland, code: FR}\n", "'FR' is already that of france"),
        (
            "armed_group:\n  a: {name: Reeds, shared: [Sedges]}\n",
            "a: 'Sedges' is shared, and none of its names",
        ),
        (
            "state:\n  a: {name: Reedland, code: Q9, divided: syria_gov}\n",
            "a: 'syria_gov' is the government of another state",
        ),
    ],
)
def test_contradictions_are_told(own, reason):
    with pytest.raises(BadKnowledge, match=reason):
        load_names(HERE, own)


def test_own_may_share_a_name_if_both_say_so():
    own = "armed_group:\n  a: {name: Reeds, shared: [Reeds]}\n  b: {name: Reeds, shared: [Reeds]}\n"
    assert matches(load_names(HERE, own), ["Reeds"]) == ["Reeds | proper | a,b"]
