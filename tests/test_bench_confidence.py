"""The confidence bench: reader, true case, alignment, scorer and predictor, on tiny keys and reports of our own."""

import json

import pytest

from benchmarks.confidence.__main__ import main
from benchmarks.confidence.align import Guess, Harmed, align, read_guess, same_organisation, same_people
from benchmarks.confidence.casing import english, known_names, names_too, true_case
from benchmarks.confidence.gold import Fill, Template, Victim, read_gold, read_key
from benchmarks.confidence.predict import predict
from benchmarks.confidence.rows import in_true_case, read_rows
from benchmarks.confidence.score import constant, score
from benchmarks.confidence.texts import Report, read_messages, read_reports
from truceline.knowledge import load

SLOTS = (
    "MESSAGE: ID", "MESSAGE: TEMPLATE", "INCIDENT: DATE", "INCIDENT: LOCATION", "INCIDENT: TYPE", "INCIDENT: STAGE OF EXECUTION",
    "INCIDENT: INSTRUMENT ID", "INCIDENT: INSTRUMENT TYPE", "PERP: INCIDENT CATEGORY", "PERP: INDIVIDUAL ID",
    "PERP: ORGANIZATION ID", "PERP: ORGANIZATION CONFIDENCE", "PHYS TGT: ID", "PHYS TGT: TYPE", "PHYS TGT: NUMBER",
    "PHYS TGT: FOREIGN NATION", "PHYS TGT: EFFECT OF INCIDENT", "PHYS TGT: TOTAL NUMBER", "HUM TGT: NAME", "HUM TGT: DESCRIPTION",
    "HUM TGT: TYPE", "HUM TGT: NUMBER", "HUM TGT: FOREIGN NATION", "HUM TGT: EFFECT OF INCIDENT", "HUM TGT: TOTAL NUMBER",
)  # fmt: skip


def block(doc, number="1", empty="-", **fills):
    """Return a template as a key writes it; a list goes on under its slot."""
    lines = []
    for n, slot in enumerate(SLOTS):
        value = {0: doc, 1: number}.get(n, fills.get(f"s{n}", empty))
        first, *rest = value if isinstance(value, list) else [value]
        lines += [f"{str(n) + '. ':4}{slot:<32}{first}", *(" " * 36 + one for one in rest)]
    return "\n".join(lines) + "\n\n"


KEY = (
    ";;; a note of the makers\n"
    + block(
        "TST1-MUC3-0001",
        s4="BOMBING",
        s5="ACCOMPLISHED / ATTEMPTED",
        s9=['"TALL MEN"', '? "STRANGERS"'],
        s10='"MARDEN FRONT" / "MF"',
        s11=['REPORTED AS FACT / POSSIBLE: "MARDEN FRONT" / "MF"', '? POSSIBLE: "RED HAND"'],
        s18='"BO LAM"',
        s19=['"MAYOR": "BO LAM"', '"\\"HILL\\" FARMERS" / "FARMERS"'],
        s21=['1: "BO LAM"', '~7 / PLURAL: "\\"HILL\\" FARMERS" / "FARMERS"'],
        s23=['DEATH: "BO LAM"', '? INJURY: "FARMERS"'],
    )
    + block("TST1-MUC3-0001", "2 (OPTIONAL)", s4="ATTACK", s5="THREATENED", s21='5 - 7: "MINERS"', s19='"MINERS"')
    + block("TST1-MUC3-0002", "*", "*")
    + block("TST1-MUC3-0003 (LAB)", s4="KIDNAPPING", s5="ATTEMPTED", s19='"NURSES"', s21='PLURAL: "NURSES"')
)  # fmt: skip
MESSAGES = """TST1-MUC3-0001

   MARDEN, 4 FEB 90 (MARDEN PRESS) -- [TEXT] THE MARDEN FRONT [MF] SAID
THAT IT KILLED SEVEN FARMERS.

   "NO," SAID BO LAM.

TST1-MUC3-0002 (LAB)

   NO CITY, NO DATE -- [SPEECH BY BO LAM] [TEXT] GOOD DAY.

TST1-MUC3-0003

   A TEXT WITHOUT A DATELINE.
"""


@pytest.fixture
def data(tmp_path):
    for name, key, text in (("tst1", KEY, MESSAGES), ("tst2", "", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"key-{name}.v1").write_text(key)
        (tmp_path / name / f"{name}-muc3").write_text(text)
        (tmp_path / name / f"._{name}-muc3").write_bytes(b"\x00\x05\x16")
    return tmp_path


@pytest.fixture(scope="module")
def knowledge():
    return load()


def test_a_key_is_read_with_what_it_allows_and_what_is_optional():
    first, second, third = read_key(KEY)
    assert first.doc == "TST1-MUC3-0001"
    assert (first.types, first.stages) == (("BOMBING",), ("ACCOMPLISHED", "ATTEMPTED"))
    assert first.culprits == (
        Fill(("REPORTED AS FACT", "POSSIBLE"), ("MARDEN FRONT", "MF")),
        Fill(("POSSIBLE",), ("RED HAND",), optional=True),
    )
    assert first.persons == ("TALL MEN", "STRANGERS")
    assert first.victims == (
        Victim(("BO LAM", "MAYOR"), ((1, 1),), ("DEATH",)),
        Victim(('"HILL" FARMERS', "FARMERS"), ((7, 7),), ("INJURY",)),
    )
    assert (second.optional, second.victims[0].numbers) == (True, ((5, 7),))
    assert (third.doc, third.victims[0].numbers, third.culprits) == ("TST1-MUC3-0003", (), ())


@pytest.mark.parametrize(
    ("written", "bounds"),
    [
        ("6", (6, 6)),
        ("~6", (6, 6)),
        ("5 - 7", (5, 7)),
        ("5-", (5, None)),
        ("-26", (None, 26)),
        ("- 15", (None, 15)),
    ],
)
def test_numbers_and_their_open_ends(written, bounds):
    [template] = read_key(block("D-1", s4="ATTACK", s21=f'{written}: "MEN"'))
    assert template.victims[0].numbers == (bounds,)


def test_messages_are_read_without_their_datelines_and_line_breaks():
    first, second, third = read_messages(MESSAGES)
    assert first == Report(
        "TST1-MUC3-0001",
        'THE MARDEN FRONT [MF] SAID THAT IT KILLED SEVEN FARMERS.\n\n"NO," SAID BO LAM.',
        "1990-02-04",
        "MARDEN PRESS",
    )
    assert second == Report("TST1-MUC3-0002", "GOOD DAY.")
    assert third == Report("TST1-MUC3-0003", "A TEXT WITHOUT A DATELINE.")


def test_folders_are_read_and_hidden_files_are_not(data):
    assert [one.id[-1] for one in read_reports(data)] == ["1", "2", "3"]
    assert [one.doc[-1] for one in read_gold(data)] == ["1", "1", "3"]
    assert read_gold(data, ("tst2",)) == []


@pytest.mark.parametrize(
    ("why", "capitals", "cased"),
    [
        ("words are lowered, names and openings are not", "THE MAYOR, BO QUORVAX, LEFT. HE RAN.", "The mayor, Bo Quorvax, left. He ran."),
        ("an acronym behind its name", "MEN OF THE PEOPLE'S FREE ARMY [PFA] LEFT; THE PFA DENIED IT.",
         "Men of the People's Free Army [PFA] left; the PFA denied it."),
        ("an acronym before its name", "THE QLF [QUORV LIBERATION FRONT] LEFT.", "The QLF [Quorv Liberation Front] left."),
        ("no vowels", "THE FNLQ OR FNTZ.", "The FNLQ or FNTZ."),
        ("a state, its people, a month", "IN MAY OR MARCH FRANCE AND THE FRENCH LEFT.", "In may or March France and the French left."),
        ("letters with points", "THE U.S. CONSUL LEFT.", "The U.S. consul left."),
        ("a given name and a town's name, which are words too, beside a name", "MAYOR OSCAR QUORVAX RIVERA LEFT.", "Mayor Oscar Quorvax Rivera left."),
        ("what Spanish names open with", "IN LA MESA, SANTA ROSA AND EL TORO.", "In La Mesa, Santa Rosa and El Toro."),
        ("a common word beside a name", "THE QUORVAX BRIDGE AND QUORVAX MEN FELL.", "The Quorvax bridge and Quorvax men fell."),
        ("a letter with a number", "AN M-16 OF THE ELN'S MEN.", "An M-16 of the ELN's men."),
        ("a text in lower case stays", "Left AS IT IS.", "Left AS IT IS."),
    ],
)  # fmt: skip
def test_true_case(why, capitals, cased, knowledge):
    is_word = english()
    assert true_case(capitals, is_word, known_names(knowledge, is_word), names_too(knowledge)) == cased, why


@pytest.mark.parametrize(
    ("name", "strings", "same"),
    [
        ("Marden Front", ("MARDEN FRONT", "MF"), True),
        ("the MF", ("MARDEN FRONT", "MF"), True),
        ("Sella Liberation Front", ("MARDEN NATIONAL LIBERATION FRONT",), True),
        ("Sella Front", ("MARDEN NATIONAL LIBERATION FRONT",), False),
        ("the army", ("SALVATION ARMY",), True),
        ("", ("MF",), False),
        ("the", ("MF",), False),
    ],
)
def test_organisations(name, strings, same):
    assert same_organisation(name, strings) is same


def test_people_are_matched_on_the_shorter_words():
    assert same_people("seven farmers of the hill", ("FARMERS",))
    assert same_people("a farmer", ("FARMERS",))
    assert not same_people("seven others", ("FARMERS",))
    assert not same_people("", ("FARMERS",))


FARMERS = Victim(("FARMERS",), ((7, 7),))
FRONT = Fill(("REPORTED AS FACT",), ("MARDEN FRONT",))


def template(types=("BOMBING",), stages=("ACCOMPLISHED",), doc="d", **more):
    return Template(doc, types, stages, **{"culprits": (FRONT,), "victims": (FARMERS,), **more})


def guessed(
    kind="BOMBING",
    stage="ACCOMPLISHED",
    names=("Marden Front",),
    sure="REPORTED AS FACT",
    low=7,
    high=7,
    **more,
):
    victims = more.get("victims", (Harmed("farmers", low, high),))
    return Guess(more.get("doc", "d"), kind, stage, names, sure, victims)


@pytest.mark.parametrize(
    ("why", "guess", "gold", "aligned"),
    [
        ("type and culprit", guessed(victims=()), template(), True),
        ("type and victim", guessed(names=()), template(), True),
        ("the type alone is not enough", guessed(names=("Red Hand",), victims=()), template(), False),
        ("but it is where the key names nobody", guessed(), template(culprits=(), victims=()), True),
        ("the vague type for another", guessed("ATTACK"), template(), True),
        ("another type for the vague one", guessed(), template(types=("ATTACK",)), False),
        ("one of the types allowed", guessed(), template(types=("ARSON", "BOMBING")), True),
        ("and where it names single perpetrators alone", guessed(), template(culprits=(), victims=(), persons=("MEN",)), True),
        ("an individual will do", guessed(names=("tall men",), victims=()), template(persons=("TALL MEN",)), True),
    ],
)  # fmt: skip
def test_alignment(why, guess, gold, aligned):
    assert bool(align([guess], [gold])) is aligned, why


def test_several_templates_are_aligned_one_to_one_the_best_first():
    miners = Victim(("MINERS",), ((2, 2),))
    first, second = template(), template(victims=(miners,))
    poor = guessed("ATTACK", names=())
    good = guessed(victims=(Harmed("miners", 2, 2), Harmed("farmers", 7, 7)))
    better = guessed(victims=(Harmed("miners", 2, 2),))
    # "good" shares as much with both, and the first stands first; that "poor" is then left over is no matter.
    assert align([poor, good], [first, second]) == [(good, first)]
    assert align([poor, better], [first, second]) == [(better, second), (poor, first)]
    assert align([good, good], [first]) == [(good, first)]


@pytest.mark.parametrize(
    ("why", "guess", "points", "predicted"),
    [
        ("both right", guessed(), 1, 1),
        ("half for the confidence alone", guessed(names=("Red Hand",)), 0.5, 1),
        ("the organisation alone is nothing", guessed(sure="POSSIBLE"), 0, 1),
        ("no organisation", guessed(names=(), sure=None), 0, 0),
        ("an organisation without a confidence", guessed(sure=None), 0, 0),
        ("one right and one wrong that says the same", guessed(names=("Marden Front", "Red Hand")), 1.5, 2),
        ("not aligned", guessed("ARSON"), 0, 1),
        ("another report", guessed(doc="e"), 0, 1),
    ],
)
def test_confidence(why, guess, points, predicted):
    found = score([template()], [guess])["confidence"]
    assert found["p"] == (points / predicted if predicted else 0), why
    assert found["r"] == points, why


def test_the_general_word_for_accused_is_worth_half_where_authorities_accuse():
    key = template(culprits=(Fill(("SUSPECTED OR ACCUSED BY AUTHORITIES",), ("MARDEN FRONT",)),))
    assert score([key], [guessed(sure="SUSPECTED OR ACCUSED")])["confidence"]["f1"] == 0.5
    key = template(culprits=(Fill(("SUSPECTED OR ACCUSED",), ("MARDEN FRONT",)),))
    assert score([key], [guessed(sure="SUSPECTED OR ACCUSED BY AUTHORITIES")])["confidence"]["f1"] == 0


def test_what_is_optional_counts_only_where_it_is_found():
    hand = Fill(("POSSIBLE",), ("RED HAND",), optional=True)
    assert score([template(culprits=(FRONT, hand))], [guessed()])["confidence"]["r"] == 1
    assert score([template(culprits=(hand,))], [guessed(names=("Red Hand",), sure="POSSIBLE")])["confidence"] == {
        "p": 1, "r": 1, "f1": 1,
    }  # fmt: skip
    assert score([template(optional=True)], [])["templates"] == {"p": 0, "r": 0, "f1": 0}
    assert score([template(optional=True)], [guessed()])["templates"]["f1"] == 1


def test_stages_count_over_all_templates_and_a_constant_is_beaten_only_by_reading():
    keys = [
        template(),
        template(doc="e", stages=("THREATENED",)),
        template(doc="f", stages=("ATTEMPTED", "ACCOMPLISHED")),
    ]
    right = [guessed(), guessed(doc="e", stage="THREATENED"), guessed(doc="f")]
    found = score(keys, right)["stage"]
    assert (found["accomplished"], found["threatened"], found["attempted"], found["aligned"]) == (1, 1, 0, 1)
    same = score(keys, constant(right))["stage"]
    assert (same["accomplished"], same["threatened"]) == (pytest.approx(0.8), 0)
    assert same["aligned"] == pytest.approx(2 / 3)
    assert score(keys, [])["stage"]["macro_f1"] == 0


@pytest.mark.parametrize(
    ("why", "victims", "p", "r", "found", "exact"),
    [
        ("exact", (Harmed("farmers", 7, 7),), 1, 1, 1, 1),
        ("another number", (Harmed("farmers", 6, 6),), 0, 0, 1, 0),
        ("an open end is another number", (Harmed("farmers", 7, None),), 0, 0, 1, 0),
        ("no number is not told", (Harmed("farmers"),), 0, 0, 0, 0),
        ("told twice: the right one is taken, the other is spurious", (Harmed("farmers", 6, 6), Harmed("farmers", 7, 7)), 0.5, 1, 1, 1),
        ("others", (Harmed("miners", 7, 7),), 0, 0, 0, 0),
    ],
)  # fmt: skip
def test_victims(why, victims, p, r, found, exact):
    scores = score([template()], [guessed(victims=victims)])["victims"]
    assert (scores["p"], scores["r"], scores["found"], scores["exact"]) == (p, r, found, exact), why


def test_a_victim_without_a_number_in_the_key_is_not_counted():
    key = template(victims=(Victim(("FARMERS",), ()),))
    assert score([key], [guessed(victims=())])["victims"]["r"] == 0
    assert score([key], [guessed()])["victims"]["p"] == 0


def test_reports_without_templates_make_every_prediction_spurious():
    assert score([], [guessed()])["templates"] == {"p": 0, "r": 0, "f1": 0}
    assert score([], [])["confidence"]["f1"] == 0


def test_a_prediction_is_read_from_its_form():
    row = {"doc": "d", "incident_type": "ATTACK", "stage": "ACCOMPLISHED", "perp_org": ["A"], "perp_confidence": None,
           "victims": [{"text": "men", "low": 1, "high": None, "effect": "DEATH"}]}  # fmt: skip
    assert read_guess(row).victims == (Harmed("men", 1, None, "DEATH"),)


def templates_of(text, knowledge):
    rows = read_rows(in_true_case([Report("r", text, "2031-05-07")], knowledge))
    return [guess for name, reading in rows for guess in predict(name, reading, knowledge)]


def test_an_attack_by_name_with_its_victims(knowledge):
    [guess] = templates_of("BOKO HARAM KILLED SEVEN FARMERS IN MARDEN ON MONDAY.", knowledge)
    assert guess == Guess(
        "r", "ATTACK", "ACCOMPLISHED", ("Boko Haram",), "REPORTED AS FACT",
        (Harmed("seven farmers", 7, 7, "DEATH"),),
    )  # fmt: skip


def test_a_boast_is_a_claim_and_a_threat_is_no_deed(knowledge):
    [guess] = templates_of(
        "BOKO HARAM CLAIMED RESPONSIBILITY FOR THE BOMBING THAT KILLED SEVEN FARMERS.", knowledge
    )
    assert (guess.perp_org, guess.perp_confidence) == (("Boko Haram",), "CLAIMED OR ADMITTED")
    [guess] = templates_of("BOKO HARAM THREATENED TO KILL THE FARMERS OF MARDEN.", knowledge)
    assert (guess.perp_org, guess.stage) == (("Boko Haram",), "THREATENED")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("THE POLICE ACCUSED BOKO HARAM OF KILLING SEVEN FARMERS IN MARDEN.", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("FARMERS ACCUSED BOKO HARAM OF KILLING SEVEN NURSES IN MARDEN.", "SUSPECTED OR ACCUSED"),
    ],
)  # fmt: skip
def test_who_accuses_decides_the_confidence(text, told, knowledge):
    [guess] = templates_of(text, knowledge)
    assert (guess.perp_org, guess.perp_confidence) == (("Boko Haram",), told)


@pytest.mark.parametrize(
    ("why", "text", "names", "told"),
    [
        ("who reports of presumed men does not accuse", "THE POLICE REPORTED THAT PRESUMED BOKO HARAM MEMBERS KILLED SEVEN NURSES IN MARDEN ON MONDAY.",
         ("Boko Haram",), "SUSPECTED OR ACCUSED"),
        ("leaders of a union are no authorities", "UNION LEADERS ACCUSED BOKO HARAM OF KILLING SEVEN NURSES IN MARDEN ON MONDAY.",
         ("Boko Haram",), "SUSPECTED OR ACCUSED"),
        ("who only denies it is blamed by nobody", "SEVEN FARMERS WERE KILLED IN MARDEN ON MONDAY. BOKO HARAM DENIED INVOLVEMENT IN THE KILLING.",
         (), None),
    ],
)  # fmt: skip
def test_whose_word_it_is(why, text, names, told, knowledge):
    [guess] = templates_of(text, knowledge)
    assert (guess.perp_org, guess.perp_confidence) == (names, told), why


def test_fighters_by_their_group_and_beside_fighters_are_no_victims(knowledge):
    assert templates_of("TWO BOKO HARAM MEMBERS WERE KILLED IN MARDEN ON MONDAY.", knowledge) == []
    told = "A GUERRILLA WAS KILLED AND TWO OTHERS WERE WOUNDED IN MARDEN ON MONDAY."
    assert templates_of(told, knowledge) == []


def test_a_bomb_that_was_defused_is_an_attempt(knowledge):
    [guess] = templates_of("THE POLICE DEFUSED A BOMB ON MONDAY.", knowledge)
    assert (guess.incident_type, guess.stage) == ("BOMBING", "ATTEMPTED")


def test_the_men_are_no_one_man(knowledge):
    [guess] = templates_of("BOKO HARAM MURDERED THE CLERGYMEN IN MARDEN ON MONDAY.", knowledge)
    assert [(one.text, one.bounds) for one in guess.victims] == [("the clergymen", (None, None))]


def test_an_arrest_is_no_kidnapping_and_talk_is_no_template(knowledge):
    assert templates_of("POLICE ARRESTED TWO FARMERS IN MARDEN.", knowledge) == []
    assert templates_of("THE MAYOR OPENED A FAIR IN MARDEN.", knowledge) == []
    assert templates_of("", knowledge) == []
    [taken] = templates_of("GUNMEN KIDNAPPED TWO FARMERS IN MARDEN.", knowledge)
    assert (taken.incident_type, taken.perp_org) == ("KIDNAPPING", ())


def test_the_command_prints_and_writes(data, tmp_path, capsys):
    out = tmp_path / "rows.jsonl"
    assert main(["--data", str(data), "--predictions", str(out), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {"templates", "confidence", "stage", "victims", "constant", "reports"} == set(printed)
    assert printed["reports"] == 3
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert rows
    assert all(read_guess(row).doc == "TST1-MUC3-0001" for row in rows)
    assert main(["--data", str(data), "--as-written", "--json"]) == 0


def test_without_data_nothing_is_measured(tmp_path, capsys):
    assert main(["--data", str(tmp_path / "none")]) == 0
    assert "no data" in capsys.readouterr().err
