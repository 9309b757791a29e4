"""The relations bench: reader and scorer on tiny gold of our own, predictions from readings of our own."""

import json

import pytest

from benchmarks.relations.__main__ import main
from benchmarks.relations.gold import Relation, read_gold, read_predictions, read_texts
from benchmarks.relations.predict import relations
from benchmarks.relations.score import match, score
from truceline.model.actor import Mention, Tie
from truceline.model.claim import Claim, Culprit, Figure, Place, Words
from truceline.model.document import Document
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.terms import Party, Term

TEXT = "The Marden Front (MF) shelled Sella."


def told(kind, a, b, confidence=1.0):
    return {
        "documentId": "d1", "type": kind, "confidence": confidence, "source": TEXT[slice(*a)], "target": TEXT[slice(*b)],
        "sourceBegin": a[0], "sourceEnd": a[1], "targetBegin": b[0], "targetEnd": b[1],
    }  # fmt: skip


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "re3d" / "Ministry"
    folder.mkdir(parents=True)
    rows = [
        told("FightingAgainst", (0, 21), (30, 35)),
        told("FightingAgainst", (30, 35), (0, 21)),
        told("IsSynonymOf", (4, 16), (18, 20), confidence=0.5),
        told("CoLocated", (4, 16), (30, 35), confidence=0.49),
        told("BelongsTo", (4, 16), (30, 35)),
    ]
    (folder / "documents.jsonl").write_text(json.dumps({"_id": "d1", "text": TEXT}) + "\n")
    (folder / "relations.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path / "re3d"


def test_only_what_is_scored_is_read_and_each_pair_once(data):
    assert read_gold(data) == [
        Relation("d1", "FightingAgainst", (0, 21), (30, 35)),
        Relation("d1", "IsSynonymOf", (4, 16), (18, 20)),
    ]
    assert list(read_texts(data)) == [("d1", TEXT)]


def test_a_folder_without_documents_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no folder with documents\.jsonl"):
        list(read_texts(tmp_path))


GOLD = [Relation("d", "CoLocated", (0, 10), (20, 30)), Relation("d", "CommWith", (0, 10), (40, 50))]


def guess(kind, a, b, doc="d"):
    return {"doc": doc, "type": kind, "a": list(a), "b": list(b)}


@pytest.mark.parametrize(
    ("why", "rows", "p", "r"),
    [
        ("nothing", [], 0, 0),
        ("a character of each is enough", [guess("CoLocated", (9, 12), (29, 33))], 1, 1 / 2),
        ("the other way round", [guess("CoLocated", (20, 30), (0, 10))], 1, 1 / 2),
        ("one that only touches", [guess("CoLocated", (10, 12), (20, 30))], 0, 0),
        ("both on one argument", [guess("CoLocated", (0, 4), (5, 10))], 0, 0),
        ("another kind", [guess("Apart", (0, 10), (20, 30))], 0, 0),
        ("another document", [guess("CoLocated", (0, 10), (20, 30), doc="e")], 0, 0),
        ("the same twice", [guess("CoLocated", (0, 10), (20, 30))] * 2, 1 / 2, 1 / 2),
        ("a kind that is not scored", [guess("Likes", (0, 10), (20, 30)), guess("CommWith", (0, 9), (41, 50))], 1, 1 / 2),
    ],
)  # fmt: skip
def test_what_counts(why, rows, p, r):
    micro = score(GOLD, read_predictions(rows))["micro"]
    assert (micro["p"], micro["r"]) == (p, r), why


def test_each_kind_has_its_own_figures():
    scores = score(GOLD, read_predictions([guess("CommWith", (0, 10), (40, 50))]))
    assert (scores["CommWith"]["f1"], scores["CoLocated"]["f1"], scores["micro"]["r"]) == (1, 0, 1 / 2)


def test_the_best_overlap_is_matched_first():
    gold = [Relation("d", "CoLocated", (0, 10), (20, 30)), Relation("d", "CoLocated", (0, 10), (28, 40))]
    late, early = guess("CoLocated", (0, 10), (28, 40)), guess("CoLocated", (0, 10), (20, 33))
    assert match(gold, read_predictions([late, early])) == {0: 1, 1: 0}


def test_the_command_prints_and_writes(data, tmp_path, capsys):
    out = tmp_path / "rows.jsonl"
    assert main(["--data", str(data), "--predictions", str(out), "--json"]) == 0
    assert 0 <= json.loads(capsys.readouterr().out)["micro"]["f1"] <= 1
    assert all(
        set(json.loads(line)) >= {"doc", "type", "a", "b", "right"} for line in out.read_text().splitlines()
    )


def test_without_data_it_says_so(tmp_path, capsys):
    assert main(["--data", str(tmp_path / "nowhere")]) == 0
    assert "nothing was measured" in capsys.readouterr().err


SPOKEN = (
    "The Marden Front (MF) shelled Sella on Monday, killing nine herders at the mill. Fog lay over Marden. "
    "Borduria and Astoria struck a deal with Ann Marsh, the minister of water. Minister Ann Marsh left."
)
DOC = Document(id="d1", sha256="", media="text", encoding="utf-8", text=SPOKEN)


def span(quote, last=False):
    start = SPOKEN.rindex(quote) if last else SPOKEN.index(quote)
    return DOC.span(start, start + len(quote))


def words(**parts):
    return [(kind, a.quote, b.quote) for kind, a, b in relations(Reading(DOC, "1", "1", **parts))]


FRONT, SELLA, NINE, MILL = span("The Marden Front"), span("Sella"), span("nine herders"), span("the mill")
AGENT = Claim("e", "responsible", Culprit(("mf",), "the front", "fact"), (FRONT,))
TARGET = Claim("e", "target", Words("Sella"), (SELLA,))
TOLL = Claim("e", "toll", Figure(9, 9, "exact", "killed"), (NINE,))


def place(where, relation=""):
    return Claim("e", "place", Place("Mill", "mill", "ml", "exact", relation=relation), (where,))


def event(*claims, modality="happened"):
    return Event("e", "shelling", "attack", span("shelled"), 0, "single", modality, (), claims)


def test_who_did_it_fights_whom_it_hit_and_harmed():
    assert words(events=(event(AGENT, TARGET, TOLL),)) == [
        ("FightingAgainst", "The Marden Front", "Sella"),
        ("FightingAgainst", "The Marden Front", "nine herders"),
    ]


def test_what_is_denied_is_no_fight():
    assert words(events=(event(AGENT, TARGET, modality="denied"),)) == []
    denied = Claim("e", "responsible", Culprit(("mf",), "the front", "denied"), (FRONT,))
    assert words(events=(event(denied, TARGET),)) == []


def test_the_harmed_are_where_it_happened():
    assert words(events=(event(TOLL, place(MILL)),)) == [("CoLocated", "nine herders", "the mill")]
    assert words(events=(event(TOLL, place(MILL, "outside")),)) == []


def test_arguments_in_two_sentences_or_on_the_same_words_are_no_pair():
    assert words(events=(event(TOLL, place(span("Marden", last=True))),)) == []
    assert words(events=(event(TARGET, place(SELLA)),)) == []


def test_the_parties_to_a_deal_have_spoken():
    one, other = span("Borduria"), span("Astoria")
    parties = (
        Party("bor", "party", (one,)),
        Party("ast", "party", (other,)),
        Party("ann", "broker", (span("Ann"),)),
    )
    term = Term("t", "other", one, ("deal",), (one,), parties=parties)
    assert words(terms=(term,)) == [("CommWith", "Borduria", "Astoria")]


def test_two_names_side_by_side_are_one_actor():
    named = [
        Mention(FRONT, "mf", 0),
        Mention(span("MF"), "mf", 0),
        Mention(SELLA, "mf", 0),
        Mention(span("Fog"), None, 0),
    ]
    assert words(mentions=tuple(named)) == [("IsSynonymOf", "The Marden Front", "MF")]


def test_an_office_set_off_by_a_comma_is_another_name():
    first, second = Mention(span("Ann Marsh"), "ann", 0), Mention(span("Ann Marsh", last=True), "ann", 0)
    apart = Tie("ann", "office", "minister of water", (span("the minister of water"),))
    before = Tie("ann", "office", "minister", (span("Minister"),))
    assert words(mentions=(first, second), ties=(apart, before)) == [
        ("IsSynonymOf", "the minister of water", "Ann Marsh")
    ]


def test_a_former_name_is_another_name():
    tie = Tie("mf", "renamed", "The Marden Front / MF", (FRONT, span("MF")))
    assert words(ties=(tie,)) == [("IsSynonymOf", "The Marden Front", "MF")]
