"""Predictions of the accounts task, made from readings of our own."""

from benchmarks.accounts.gold import Report
from benchmarks.accounts.predict import predict
from benchmarks.built import Built
from benchmarks.speed.clock import cpu_seconds
from truceline.model.actor import Actor
from truceline.model.claim import Claim, Culprit, Figure
from truceline.model.document import Document
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.record import Grades, HappenedGrade, Incident, WhoGrade
from truceline.model.statement import Speaker, Statement

TITLE = "Nine die in Marden"
TEXT = (
    "Astoria said that Borduria killed nine people and wounded 14. "
    + "Nothing else was known. " * 20
    + "Nine people died."
)
REPORT = Report("r1", TITLE, "mail", None, TEXT)
DOC = Document(
    id="d0", sha256="", media="row", encoding="utf-8", text=f"{TITLE}\n\n{TEXT}", outlet="The Mail"
)


def span(quote, last=False):
    start = DOC.text.rindex(quote) if last else DOC.text.index(quote)
    return DOC.span(start, start + len(quote))


SAID = Statement(
    "s1", Speaker("Astoria", None, "ast"), (span("said"),), (span("Borduria killed"),), "accuses", "indirect"
)
NINE = Figure(9, 9, "exact", "killed")


def claim(value, where, statement="s1"):
    return Claim("e0", "toll", value, (where,), statement)


def rows(*claims, incident="i0"):
    event = Event("e0", "shelling", "attack", span("killed nine"), 0, "single", "happened", (), claims)
    grades = Grades(HappenedGrade("weak", ()), WhoGrade("unknown", (), ()))
    incidents = (
        Incident(
            "i0", "", "shelling", "happened", "single", (), None, None, (), grades, (), (), ("e0",), ("d0",)
        ),
    )
    reading = Reading(DOC, "1", "1", statements=(SAID,), events=(event,))
    actors = {"bor": Actor("bor", "Borduria", "state")}
    built = Built(names=None, readings=(reading,), actors=actors, incidents=incidents if incident else ())
    return list(predict(built, {"d0": "r1"}, {"r1": REPORT}))


def test_one_speaker_s_tolls_and_culprit_are_one_account_with_offsets_in_the_row_s_text():
    [row] = rows(
        claim(NINE, span("nine people")),
        claim(Figure(14, 14, "exact", "wounded"), span("14")),
        claim(Culprit(("bor",), "it", "accused"), span("Borduria")),
    )
    assert TEXT[row["start"] : row["end"]] == "Borduria killed nine people and wounded 14"
    assert {key: row[key] for key in ("doc", "speaker", "stance", "responsible", "certainty", "incident")} == {
        "doc": "r1", "speaker": "Astoria", "stance": "accuses", "responsible": "Borduria", "certainty": "accused",
        "incident": "i0",
    }  # fmt: skip
    assert (row["killed"], row["wounded"]) == ({"low": 9, "high": 9}, {"low": 14, "high": 14})


def test_the_own_voice_is_the_outlet_of_the_row():
    [row] = rows(claim(NINE, span("nine people"), statement=None))
    assert (row["speaker"], row["stance"], row["responsible"]) == ("mail", "asserts", None)


def test_a_culprit_without_a_known_actor_keeps_its_words():
    [row] = rows(claim(Culprit((), "masked men", "suspected"), span("Borduria")))
    assert row["responsible"] == "masked men"


def test_the_same_figure_by_the_same_speaker_is_told_once():
    assert len(rows(claim(NINE, span("nine people")), claim(NINE, span("Nine people", last=True)))) == 1


def test_what_stands_too_far_apart_is_two_accounts():
    two = rows(
        claim(NINE, span("nine people")), claim(Culprit((), "men", "fact"), span("Nine people", last=True))
    )
    assert [row["end"] - row["start"] <= 300 for row in two] == [True, True]


def test_two_figures_of_one_kind_are_two_accounts():
    ten = Figure(10, None, "at least", "killed")
    assert [row["killed"] for row in rows(claim(NINE, span("nine people")), claim(ten, span("14")))] == [
        {"low": 9, "high": 9},
        {"low": 10, "high": None},
    ]


def test_the_title_and_the_part_of_a_total_are_no_accounts():
    assert rows(claim(NINE, span("Nine die"))) == []
    assert rows(claim(Figure(2, 2, "exact", "killed", part_of="nine people"), span("nine people"))) == []


def test_an_event_of_no_incident_is_no_account():
    assert rows(claim(NINE, span("nine people")), incident=None) == []


def test_the_clock_counts_work_and_not_waiting():
    import time

    assert cpu_seconds(lambda: time.sleep(0.2)) < 0.1
    assert cpu_seconds(lambda: sum(range(3_000_000))) > 0.005
