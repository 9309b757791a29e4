"""The bench of copies: its rules, its draw and its scorer, on reports of our own."""

import json
import re
from random import Random

import pytest

from benchmarks.copies import machines, people
from benchmarks.copies.__main__ import main
from benchmarks.copies.make import SORTS, Made, Round, Sort, rounds
from benchmarks.copies.predict import Keys, Predicted, flagged, predict
from benchmarks.copies.reports import Read, Report, read_examples, read_real
from benchmarks.copies.score import Found, score_alone, score_made, score_readings, score_real
from benchmarks.copies.sentences import sentences, up_to, without_head
from benchmarks.copies.shared import originals, same_event, shares
from benchmarks.copies.words import mates

PLACES = (
    "Marden",
    "Velora",
    "Tamsin",
    "Sella",
    "Orlo",
    "Drest",
    "Hanna",
    "Pavel",
    "Brack",
    "Corran",
    "Ilmer",
    "Tolm",
)
DEEDS = (
    "killed two people", "closed the road", "wounded nine", "drove families out", "reported shelling", "said nothing more",
)  # fmt: skip


def tale(number, length=16):
    """Return a report of `length` sentences like no other: its places, numbers and most of its words are its own."""
    rng = Random(number)

    def word():
        return "".join(rng.choice("bdfglmnprst") + rng.choice("aeiou") for _ in range(3))

    return " ".join(
        f"The rebels of {rng.choice(PLACES)} {word()} {rng.choice(DEEDS)} near {word().title()} while {rng.randint(3, 99)} "
        f"{word()} soldiers {word()} held the {word()} in {rng.choice(PLACES)} for the {word()}, they said."
        for _ in range(length)
    )


def report(number, **given):
    told = {"title": f"Tale {number}", "source": "post", "date": "2031-05-06", "text": tale(number)}
    return Report(f"r{number}", **{**told, **given})


@pytest.fixture
def reports():
    return [report(number, source=("post", "mail", "wave")[number % 3]) for number in range(12)]


TEXT = "One shell fell on the old mill after dark. Two men died there, she said. The army (which holds it) left on Monday."


def test_sentences_keep_their_marks():
    text = 'He said "no." The rest left. (Nobody won.) 12 died.'
    assert sentences(text) == ['He said "no."', "The rest left.", "(Nobody won.)", "12 died."]
    assert " ".join(sentences(text)) == text


@pytest.mark.parametrize(
    ("why", "text", "left"),
    [
        ("date and headline", "Mon 5 May 2031 Two die in Tamsin. They were at sea.", "They were at sea."),
        ("no year", "Two die in Tamsin. They were at sea.", "Two die in Tamsin. They were at sea."),
        ("nothing behind it", "Two die in 2031.", "Two die in 2031."),
        ("too long for a head", f"In 2031 {'so ' * 40}it was. Yes.", f"In 2031 {'so ' * 40}it was. Yes."),
    ],
)
def test_the_head_of_a_row_is_taken_off(why, text, left):
    assert without_head(text) == left, why


@pytest.mark.parametrize(("words", "count"), [(0, 1), (3, 1), (4, 2), (5, 2), (99, 3)])
def test_sentences_up_to_a_number_of_words(words, count):
    assert len(up_to(["a b.", "c d.", "e f."], words)) == count


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
def test_a_rule_makes_the_same_on_every_run_and_something_new(sort):
    made = [sort.rule(tale(1), tale(2), Random("x")) for _ in range(2)]
    assert made[0] == made[1]
    assert (made[0] == tale(1)) == (sort.name in ("verbatim", "house_style"))


@pytest.mark.parametrize(
    "sort",
    [sort for sort in SORTS if sort.kind == "altered" and sort.name != "order"],
    ids=lambda sort: sort.name,
)
def test_software_keeps_names_and_numbers_in_their_order(sort):
    kept = re.compile(r"\b[A-Z][a-z]+|\d+")
    assert kept.findall(sort.rule(tale(1), "", Random(3))) == kept.findall(tale(1))


def test_swapped_words_have_mates_in_small_letters_other_than_themselves():
    for table in ("synonyms", "thesaurus", "function_words"):
        for word, found in mates(table).items():
            assert found, word
            assert word not in found
            assert "".join((word, *found)).islower(), word


@pytest.mark.parametrize(
    ("rule", "text", "made"),
    [
        (machines.order, "One shell fell on the mill after the army had left.", "The army had left after One shell fell on the mill."),
        (machines.order, "One fell. Two ran. Three.", "Two ran. One fell. Three."),
        (machines.articles, "The army took the mill.", "The army took a mill."),
        (people.rewritten, "At least nine were killed on Monday in Tamsin, the port said.", "The port said that at no fewer"),
        (people.house, 'The U.S. called it a "ceasefire".', "The US called it a “cease-fire”."),
    ],
)  # fmt: skip
def test_rules(rule, text, made):
    got = rule(text, "", Random(1))
    if rule is people.rewritten:
        assert got.startswith("The port said that")
        assert "Monday" not in got
    else:
        assert got == made


def share_of_words(part, whole):
    return len(part.split()) / len(whole.split())


def test_how_much_each_rule_leaves():
    text, other, rng = tale(1, 30), tale(2, 30), Random(1)
    assert 0.8 <= share_of_words(people.trimmed(text, other, rng), text) <= 0.9
    for rule in (people.opening, people.passage):
        made = rule(text, other, rng)
        assert made in text
        assert 0.2 <= share_of_words(made, text) <= 0.5
    around = people.built_around(text, other, rng)
    own = [line for line in sentences(around) if line in text]
    assert around.startswith(sentences(text)[0])
    assert 0.4 <= share_of_words(" ".join(own), text) <= 0.85
    assert sentences(around)[-1] in other
    assert people.follow_up(text, other, rng).startswith(other)
    assert 'One account read: "' in people.quoting(text, other, rng)


def test_one_word_is_swapped_for_one_mate_all_through():
    got = machines.synonyms("rebels and rebels and rebels, Rebels too", "", Random(1))
    assert re.fullmatch(r"(\w+) and \1 and \1, Rebels too", got)
    assert not got.startswith("rebels")


def test_originals_share_little_with_any_other(reports):
    twin = report(99, text=reports[0].text)
    brief = report(98, text="Two died.")
    everyone = [*reports, twin, brief]
    found = originals(everyone, shares(everyone))
    assert {one.id for one in found} == {f"r{number}" for number in range(1, 12)}


def test_pairs_of_one_event_share_names_not_words():
    one = report(1, text="Marden Velora Tamsin fell on a cold day to the men of the hills")
    same = report(
        2, source="mail", text="Nobody is left alive in Marden or Velora or Tamsin, it is feared tonight"
    )
    assert [(a.id, b.id) for a, b in same_event([one, same], {})] == [("r1", "r2")]
    for other in (
        same._replace(source="post"),
        same._replace(date="2031-05-08"),
        same._replace(date=""),
        same._replace(text="Nobody is left"),
    ):
        assert list(same_event([one, other], {})) == []
    assert list(same_event([one, same], {(0, 1): 0.5})) == []


def test_rounds_draw_the_same_and_one_report_more_changes_little(reports):
    first = list(rounds(reports, reports, each=4))
    assert first == list(rounds(reports, reports, each=4))
    assert {len(one.made) for one in first} == {4}
    more = [*reports, report(50)]
    for before, after in zip(first, rounds(more, more, each=4), strict=True):
        assert len({made.of for made in before.made} - {made.of for made in after.made}) <= 1


def test_a_round_leaves_out_what_was_used_up_and_dates_copies_by_rule(reports):
    for one in rounds(reports, reports, each=4):
        beside = {report.id for report in one.beside}
        assert {made.of for made in one.made} <= beside
        assert len(beside) == (8 if one.sort.mixes else 12)
        for made in one.made:
            assert (made.report.date > "2031-05-06", made.report.date == "") == (
                made.dated == "later",
                made.dated == "undated",
            )
            assert made.dated != "same_day" or one.sort.kind != "reprint"
            assert made.report.source != next(r.source for r in reports if r.id == made.of)


def round_of(kind, *dated, name="toy"):
    made = tuple(Made(report(n)._replace(id=f"m{n}"), f"r{n}", day) for n, day in enumerate(dated))
    return Round(Sort(name, kind, people.verbatim), made, ())


def guess(doc, of, kind="reprint"):
    return Predicted(doc, of, kind, 1.0)


@pytest.mark.parametrize(
    ("why", "predicted", "right", "told"),
    [
        ("nothing", [], 0, 0),
        ("both", [guess("m0", "r0"), guess("m1", "r1")], 2, 2),
        ("the other way round is the same pair", [guess("r0", "m0")], 1, 1),
        ("said twice", [guess("m0", "r0"), guess("r0", "m0")], 1, 2),
        ("of another", [guess("m0", "r1")], 0, 1),
        ("between two real reports", [guess("r0", "r1")], 0, 0),
        ("no original", [guess("m0", None, "altered")], 0, 0),
    ],
)
def test_pairs(why, predicted, right, told):
    scores = score_made([Found(round_of("reprint", "later", "undated"), predicted)])
    for name, group in (("pairs", scores["pairs"]), ("reprint", scores["by_kind"]["reprint"])):
        assert group["r"] == right / 2, (why, name)
        assert group["p"] == (right / told if told else 0), (why, name)


def test_a_wrong_kind_costs_both_kinds():
    rows = [guess("m0", "r0", "edited"), guess("m1", "r1")]
    scores = score_made([Found(round_of("reprint", "later", "undated"), rows)])
    assert scores["by_kind"]["reprint"] == {"p": 1, "r": 0.5, "f1": pytest.approx(2 / 3)}
    assert scores["by_kind"]["edited"] == {"p": 0, "r": 0, "f1": 0}
    assert scores["by_sort"] == {"toy": {"found": 1, "kind": 0.5}}


def test_direction_by_date():
    rows = [guess("m0", "r0"), guess("r1", "m1"), guess("m2", "r2")]
    scores = score_made([Found(round_of("reprint", "later", "later", "undated"), rows)])
    assert scores["direction"] == {"all": pytest.approx(2 / 3), "later": 0.5, "undated": 1}


def test_what_is_no_copy_counts_against_the_kind_it_is_taken_for():
    rounds = [
        Found(round_of("edited", "later"), [guess("m0", "r0", "edited")]),
        Found(round_of(None, "later", "later", name="other"), [guess("m0", "r0", "edited")]),
    ]
    scores = score_made(rounds)
    assert scores["by_kind"]["edited"] == {"p": 0.5, "r": 1, "f1": pytest.approx(2 / 3)}
    assert scores["taken_for_copies"] == {"other": 0.5}
    assert scores["direction"]["all"] == 1


def test_no_rounds_score_nothing():
    scores = score_made([])
    assert scores["pairs"] == {"p": 0, "r": 0, "f1": 0}
    assert score_alone({}, ["a"]) == {"all": 0}


def test_alone():
    assert score_alone({"x": ["a", "b"], "y": ["c"]}, ["a", "z"]) == {"x": 0.5, "y": 0, "all": 0.25}


READ = [
    Read(frozenset("ab"), ("reprint", "edited")),
    Read(frozenset("bc"), ("reprint",)),
    Read(frozenset("ac"), ("reprint",)),
    Read(frozenset("de"), ("excerpt",)),
    Read(frozenset("fg"), ()),
]


@pytest.mark.parametrize(
    ("why", "predicted", "p", "r", "kind", "unread"),
    [
        ("a story of three prints has two copies", [guess("b", "a"), guess("c", "a")], 1, 2 / 3, 1, 0),
        ("either kind that the reader left open", [guess("b", "a", "edited")], 1, 1 / 3, 1, 0),
        ("another kind", [guess("e", "d", "edited")], 1, 1 / 3, 0, 0),
        ("read, and no copy", [guess("g", "f"), guess("b", "a")], 0.5, 1 / 3, 1, 0),
        ("never read", [guess("g", "a"), guess("b", "a")], 1, 1 / 3, 1, 1),
        ("nothing", [], 0, 0, 0, 0),
    ],
)
def test_real_pairs(why, predicted, p, r, kind, unread):
    scores = score_real(READ, predicted)
    assert {name: scores[name] for name in ("p", "r", "kind", "unread")} == {
        "p": p, "r": pytest.approx(r), "kind": kind, "unread": unread,
    }, why  # fmt: skip


def test_real_pairs_by_what_was_read():
    told = [guess("r1", "r0", "reprint"), guess("r2", "r1", "excerpt"), guess("r4", "r3", "edited")]
    read = [
        Read(frozenset(("r0", "r1")), ("edited", "reprint")),
        Read(frozenset(("r1", "r2")), ("edited",)),
        Read(frozenset(("r0", "r2")), ("edited",)),
        Read(frozenset(("r3", "r4")), ()),
        Read(frozenset(("r5", "r6")), ()),
    ]
    assert score_readings(read, told) == {
        "edited": {"pairs": 2, "joined": 2, "told": 1, "right": 0},
        "edited or reprint": {"pairs": 1, "joined": 1, "told": 1, "right": 1},
        "none": {"pairs": 2, "joined": 1, "told": 1, "right": 0},
    }


def test_the_real_pairs_are_pairs_of_ids_with_known_kinds():
    read = read_real()
    assert len({one.pair for one in read}) == len(read) > 100
    assert {len(one.pair) for one in read} == {2}
    assert {kind for one in read for kind in one.kinds} == {"reprint", "excerpt", "edited"}


def test_examples_are_rows_with_prose():
    found = {one.id: one for one in read_examples()}
    assert len(found) > 4
    for one in found.values():
        assert one.title
        assert "Subscribe" not in one.text


def test_ours_finds_a_reprint_and_a_swapped_copy(reports):
    original = reports[0]
    copies = [
        original._replace(id="again", source="wave", date="2031-05-07"),
        original._replace(
            id="spun", source="wave", date="2031-05-07", text=machines.mixed(original.text, "", Random(1))
        ),
    ]
    for copy in copies:
        [found] = predict([*reports, copy], Keys())
        assert (found.doc, found.of, found.kind) == (
            copy.id, "r0", "reprint" if copy.id == "again" else "altered",
        )  # fmt: skip
    assert [one.doc for one in flagged([original, copies[0]], Keys())] == []


def test_a_report_in_which_nothing_can_be_read_is_passed_over(reports):
    assert predict([*reports, report(77, text=" ")], Keys()) == []


def test_the_command_prints_and_writes(reports, tmp_path, capsys):
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(one.row()) + "\n" for one in reports))
    out = tmp_path / "rows.jsonl"
    assert main(["--data", str(tmp_path), "--predictions", str(out), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert set(printed["by_kind"]) == {"reprint", "excerpt", "edited", "altered"}
    assert printed["by_sort"]["verbatim"] == {"found": 1, "kind": 1}
    assert "real" not in printed
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert {"doc", "of", "kind", "score"} == set(rows[0])


def test_a_folder_without_data_is_said(tmp_path, capsys):
    assert main(["--data", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert (printed.out, "no data" in printed.err) == ("", True)
