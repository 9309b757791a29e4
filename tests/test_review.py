"""A person's word: kept, stronger than any method, taken back by a later one."""

from pathlib import Path

import pytest

from truceline import pipeline
from truceline.export.words import incident_sentence
from truceline.model.errors import BadJudgement, NotFound
from truceline.pipeline.copying import copy_record
from truceline.review import Change, claims_of, correct, judge, undo
from truceline.store import read
from truceline.store.archive import write_archive
from truceline.store.check import check
from truceline.store.connection import Where
from truceline.store.digest import derived_digest
from truceline.store.open import Record, open_or_create, open_record

pytestmark = pytest.mark.both_databases

REPORTS = {
    "north": "A car bomb in Gori, Georgia, killed nine people on Sunday, the mayor said.\n",
    "south": "An air strike on a market in Batumi, Georgia, killed 14 people on Tuesday, doctors said. The army denied that it "
    "had bombed the market.\n",
    "west": "Shelling in Poti, Georgia, wounded three people on Monday, a resident said.\n",
}
AT = "2021-06-10T12:00:00"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of three reports that nobody has judged."""
    folder = tmp_path_factory.mktemp("review")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with open_or_create(folder / "r.truceline") as opened:
        pipeline.add(sorted(folder.glob("*.txt")), opened, at=AT)
    return folder / "r.truceline"


@pytest.fixture
def record(made: Path, where: Where) -> Record:
    with open_record(made) as first:
        copy_record(first, where)
    with open_record(where) as opened:
        yield opened


def at(record: Record, place: str) -> str:
    """Return the id of the incident at a place."""
    return next(one.id for one in read.incidents(record) if one.place and one.place.name == place)


def claim(record: Record, place: str, of: str) -> str:
    """Return the id of the claim of the incident at a place that has such a value."""
    return next(one.id for one in claims_of(record, at(record, place)) if one.of == of)


def test_a_person_s_word_joins_two_incidents_and_is_undone_by_a_later_one(record: Record) -> None:
    before = [incident.id for incident in read.incidents(record)]
    judge(record, at(record, "Gori"), at(record, "Batumi"), "same", by="Ann", why="one day of attacks")
    assert len(list(read.incidents(record))) == len(before) - 1
    judge(record, *_events(record), "unsure", by="Ann", why="two towns after all")
    assert [incident.id for incident in read.incidents(record)] == before


def _events(record: Record) -> tuple[str, str]:
    said = read.kept_judgements(record)[0].judgement
    return said.left, said.right


def test_one_incident_can_be_part_of_another(record: Record) -> None:
    part, whole = at(record, "Poti"), at(record, "Batumi")
    said = judge(record, part, whole, "part-of", by="Ann", why="the same push")
    assert (said.left, said.right) == (part, whole)
    assert read.incident(record, part).part_of == (whole,)
    assert read.incident(record, whole).parts == (part,)
    assert check(record) == []
    undo(record)
    assert read.incident(record, part).part_of == read.incident(record, whole).parts == ()


def test_the_word_on_a_pair_names_where_its_events_are_told(record: Record) -> None:
    said = judge(record, at(record, "Gori"), at(record, "Batumi"), "different", by="Ann", why="x", at=AT)
    assert {spans[0].quote for spans in said.about} == {
        read.event(record, at(record, place)).anchor.quote for place in ("Gori", "Batumi")
    }
    assert read.kept_judgements(record)[-1].judgement.at == AT


def test_a_rejected_figure_leaves_accounts_and_ranges_and_stays_visible(record: Record) -> None:
    key = claim(record, "Batumi", "killed")
    correct(record, [key[:8]], "rejected", by="Ann", why="they count another day")
    incident = read.incident(record, at(record, "Batumi"))
    assert incident.tolls == ()
    assert all(key not in account.claims for account in incident.accounts)
    [word] = incident.judged
    assert (word.claim, word.of, word.verdict, word.read) == (key, "killed", "rejected", "14 killed")
    assert (word.by, word.why, word.holder) == ("Ann", "they count another day", "doctors")
    assert next(one for one in claims_of(record, incident.id) if one.id == key).verdict == "rejected"
    assert check(record) == []


def test_an_incident_of_which_all_was_rejected_stays_visible(record: Record) -> None:
    incident = at(record, "Gori")
    correct(record, [one.id for one in claims_of(record, incident)], "rejected", by="Ann", why="a rumour")
    assert len(read.incident(record, incident).judged) == len(claims_of(record, incident)) > 2


def test_one_word_rejects_an_incident_and_one_undo_a_claim_of_it(record: Record) -> None:
    incident = at(record, "Gori")
    said = correct(record, [incident[:9]], "rejected", by="Ann", why="a drill")
    shown = read.incident(record, incident)
    assert [one.left for one in said] == [one.id for one in claims_of(record, incident)]
    assert (shown.grades.happened.grade, shown.grades.who.grade, shown.accounts) == (
        "discounted",
        "unknown",
        (),
    )
    assert "rejected by Ann" in shown.grades.happened.reasons[0].text
    assert shown.grades.happened.reasons[0].evidence
    assert incident_sentence(shown) == "All that was read of it was rejected."
    undo(record)
    assert read.incident(record, incident).grades.happened.grade == "weak"


def test_a_correction_is_of_one_claim_and_of_no_incident(record: Record) -> None:
    with pytest.raises(NotFound, match="no claim"):
        correct(record, [at(record, "Gori")], "corrected", Change(to="9"), by="Ann", why="a recount")
    with pytest.raises(NotFound, match="ffffffff"):
        correct(record, ["ffffffff"], "rejected", by="Ann", why="a slip")
    assert not read.kept_judgements(record)


@pytest.mark.parametrize(
    ("place", "of", "change", "shown"),
    [
        ("Batumi", "killed", Change(to="at least 17"), lambda one: (one.tolls[0].low, one.tolls[0].high) == (17, None)),
        ("Batumi", "killed", Change(to="14 wounded"), lambda one: one.tolls[0].effect == "wounded"),
        ("Batumi", "place", Change(to="near Poti"), lambda one: (one.place.name, one.place.relation) == ("Poti", "near")),
        ("Batumi", "place", Change(to="Oldmill @ 41.5, 41.7"), lambda one: (one.place.name, one.place.lat) == ("Oldmill", 41.5)),
        ("Batumi", "date", Change(to="2021-06-01 to 2021-06-03"), lambda one: str(one.date.last) == "2021-06-03"),
        ("Batumi", "killed", Change(holder="Russia"), lambda one: any(a.holder_id == "russia" and a.tolls for a in one.accounts)),
        ("Batumi", "killed", Change(holder="a nurse"), lambda one: any(a.holder == "a nurse" and a.tolls for a in one.accounts)),
        ("Batumi", "killed", Change(holder="the report itself"), lambda one: any("outlet" in a.holder and a.tolls for a in one.accounts)),
        ("Batumi", "position", Change(stance="admits authorship"), lambda one: any(a.stance == "admits" for a in one.accounts)),
        ("Batumi", "position", Change(to="denies target"), lambda one: any(a.object == "target" for a in one.accounts)),
        ("Batumi", "killed", Change(stance="denies toll"), lambda one: any((a.stance, a.object) == ("denies", "toll") for a in one.accounts)),
        ("Batumi", "target", Change(to="hall"), lambda one: any(word.value == "hall" for word in one.judged)),
    ],
)  # fmt: skip
def test_a_correction_is_what_the_incident_shows(record: Record, place, of, change, shown) -> None:
    before, event = derived_digest(record), at(record, place)
    assert not shown(read.incident(record, event))
    correct(record, [claim(record, place, of)], "corrected", change, by="Ann", why="as the text has it")
    incident = read.incident(record, event)
    assert shown(incident)
    assert incident.judged[0].verdict == "corrected"
    assert check(record) == []
    undo(record)
    assert derived_digest(record) == before


def test_who_did_it_is_corrected_by_name(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        "Russia carried out an air strike in Batumi, Georgia, a resident said.\n", "utf-8"
    )
    with open_or_create(tmp_path / "r.truceline") as record:
        pipeline.add([tmp_path / "x.txt"], record, at=AT)
        incident = at(record, "Batumi")
        key = claim(record, "Batumi", "responsible")
        correct(record, [key], "corrected", Change(to="Turkey (accused)"), by="Ann", why="x")
        assert read.incident(record, incident).grades.who.actors == ("Turkey",)
        assert "Russia" in read.incident(record, incident).judged[0].read
        assert check(record) == []  # an actor that no report names is among the record's actors all the same
        with pytest.raises(BadJudgement, match="no actor is called 'Turkmenia'; near it"):
            correct(record, [key], "corrected", Change(to="Turkmenia"), by="Ann", why="x")


def test_a_second_correction_leaves_the_first_standing(record: Record) -> None:
    key = claim(record, "Batumi", "killed")
    correct(record, [key], "corrected", Change(to="17"), by="Ann", why="x")
    correct(record, [key], "corrected", Change(holder="a nurse"), by="Ann", why="x")
    held = next(
        one for one in read.incident(record, at(record, "Batumi")).accounts if one.holder == "a nurse"
    )
    assert (held.tolls[0].low, held.claims) == (17, (key,))


@pytest.mark.parametrize(
    ("of", "change", "said"),
    [
        ("killed", Change(to="many"), "is no figure"),
        ("killed", Change(to="20 to 10"), "20 is more than 10"),
        ("killed", Change(to="12 vanished"), "is no figure"),
        ("date", Change(to="Tuesday"), "is no date"),
        ("date", Change(to="2021-02-30"), "is no date"),
        ("date", Change(to="2021-06-03 to 2021-06-01"), "ends before it begins"),
        ("place", Change(to="Xqzzt"), "no place called"),
        ("place", Change(to="Poti, Atlantis"), "no country"),
        ("place", Change(to="Poti @ 141.5, 41.7"), "is no point"),
        ("position", Change(to="shrugs"), "is no stance"),
        ("position", Change(stance="denies the moon"), "is no stance"),
        ("killed", Change(holder=" "), "a holder is a name"),
        ("killed", Change(), "nothing is corrected"),
    ],
)
def test_a_value_of_another_kind_is_refused_and_nothing_is_kept(record: Record, of, change, said) -> None:
    with pytest.raises(BadJudgement, match=said):
        correct(record, [claim(record, "Batumi", of)], "corrected", change, by="Ann", why="x")
    assert read.kept_judgements(record) == []


def test_of_several_claims_all_are_judged_or_none(record: Record) -> None:
    with pytest.raises(NotFound, match="no claim"):
        correct(record, [claim(record, "Batumi", "killed"), "zzz"], "rejected", by="Ann", why="x")
    assert read.kept_judgements(record) == []


def test_the_words_of_a_value_are_taken_as_they_are_shown(record: Record) -> None:
    """What `show claims` prints, given back, changes nothing that is shown."""
    before = {one.id: one for one in read.incidents(record)}
    for key in before:
        for one in claims_of(record, key):
            correct(record, [one.id], "corrected", Change(to=one.words), by="Ann", why="x")
    for key, incident in before.items():
        after = read.incident(record, key)
        assert [toll.low for toll in after.tolls] == [toll.low for toll in incident.tolls]
        assert (after.grades.happened.grade, after.place and after.place.name) == (
            incident.grades.happened.grade,
            incident.place and incident.place.name,
        )
        assert all(one.read == one.value or one.of == "position" for one in after.judged)


def test_undo_takes_back_the_last_and_an_undo_can_be_undone(record: Record, where: Where) -> None:
    empty = derived_digest(record)
    correct(record, [claim(record, "Batumi", "killed")], "rejected", by="Ann", why="x")
    rejected = derived_digest(record)
    judge(record, at(record, "Gori"), at(record, "Batumi"), "same", by="Ben", why="y")
    both = derived_digest(record)
    with open_record(where) as again:  # as after a restart
        assert undo(again).number == 2
        assert derived_digest(again) == rejected
        assert undo(again).number == 1
        assert derived_digest(again) == empty
        undo(again, 3, by="Cyn", why="he was right")
        undo(again, 4)
        assert derived_digest(again) == both
        assert [one.undone_by for one in read.kept_judgements(again)] == [None, None, 5, 6, None, None]
        assert read.kept_judgements(again)[4].judgement.by == "person: Cyn"


@pytest.mark.parametrize(
    ("number", "error", "said"),
    [(9, NotFound, "no judgement 9"), (1, BadJudgement, "taken back already, by 2; `truceline undo 2` restores"),
     (None, NotFound, "no person's judgement stands")],
)  # fmt: skip
def test_what_cannot_be_undone_is_said(record: Record, number, error, said) -> None:
    judge(record, at(record, "Gori"), at(record, "Batumi"), "same", by="Ann", why="x")
    undo(record)
    with pytest.raises(error, match=said):
        undo(record, number)


def test_contradictions_are_refused_and_name_what_they_contradict(record: Record) -> None:
    gori, batumi, poti = (at(record, place) for place in ("Gori", "Batumi", "Poti"))
    judge(record, gori, batumi, "same", by="Ann", why="x")
    judge(record, batumi, poti, "same", by="Ben", why="y")
    with pytest.raises(BadJudgement, match=r"contradicts number 1 \(.*Ann\), number 2 \(.*Ben\)"):
        judge(record, gori, poti, "different", by="Cyn", why="z")
    undo(record)
    judge(record, gori, poti, "different", by="Cyn", why="z")
    with pytest.raises(BadJudgement, match="contradicts number"):
        judge(record, batumi, poti, "same", by="Ben", why="y")


def test_nothing_is_part_of_its_own_part(record: Record) -> None:
    gori, batumi, poti = (at(record, place) for place in ("Gori", "Batumi", "Poti"))
    judge(record, gori, batumi, "part-of", by="Ann", why="x")
    judge(record, batumi, poti, "part-of", by="Ann", why="x")
    with pytest.raises(BadJudgement, match="contradicts"):
        judge(record, poti, gori, "part-of", by="Ann", why="x")
    with pytest.raises(BadJudgement, match="same event"):
        judge(record, poti, poti, "same", by="Ann", why="x")


def test_an_unsure_word_waits_for_a_person(record: Record) -> None:
    assert list(read.unsure(record)) == []
    judge(record, at(record, "Gori"), at(record, "Batumi"), "unsure", by="Ann", why="the names are alike")
    [one] = read.unsure(record)
    assert (one.kind, set(one.incidents)) == ("pair", {at(record, "Gori"), at(record, "Batumi")})
    assert one.reasons[0].reason == "the names are alike"
    judge(record, at(record, "Gori"), at(record, "Batumi"), "different", by="Ann", why="two towns")
    assert list(read.unsure(record)) == []


def test_judgements_come_through_an_archive_and_the_order_of_reports_does_not_matter(
    record: Record, tmp_path
) -> None:
    judge(record, at(record, "Poti"), at(record, "Batumi"), "part-of", by="Ann", why="x")
    correct(record, [claim(record, "Batumi", "killed")], "corrected", Change(to="17"), by="Ann", why="y")
    correct(record, [claim(record, "Gori", "killed")], "rejected", by="Ann", why="z")
    judge(record, at(record, "Gori"), at(record, "Batumi"), "same", by="Ann", why="x")
    undo(record)
    write_archive(record, tmp_path / "a.zip")
    with open_or_create(tmp_path / "other.truceline") as other:
        for name in sorted(REPORTS, reverse=True):
            (tmp_path / f"{name}.txt").write_text(REPORTS[name], "utf-8")
            pipeline.add([tmp_path / f"{name}.txt"], other, at=AT)
        pipeline.add([tmp_path / "a.zip"], other, at=AT)
        assert derived_digest(other) == derived_digest(record)
        assert read.kept_judgements(other) == read.kept_judgements(record)
    with open_or_create(tmp_path / "empty.truceline") as empty:
        pipeline.add([tmp_path / "a.zip"], empty, at=AT)
        assert derived_digest(empty) == derived_digest(record)
        write_archive(empty, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
