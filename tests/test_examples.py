"""What examples/expected.yaml says comes out of the examples."""

import datetime

import pytest
import yaml

from tests.demo import EXAMPLES, by_name, demo_record
from truceline.store import read
from truceline.store.check import check

EXPECTED = yaml.safe_load((EXAMPLES / "expected.yaml").read_text(encoding="utf-8"))


def rows(key):
    return [
        pytest.param(row, id=str(row.get("what", row.get("copy"))).replace(" ", "-")) for row in EXPECTED[key]
    ]


def the_incident(row):
    """Return the only incident at the place, of the scope and the kind that the row tells."""
    with demo_record() as record:
        found = [
            one for one in read.incidents(record)
            if one.place and one.place.name == row["place"] and one.scope == row.get("scope", "single")
            and row.get("kind", one.kind) == one.kind
        ]  # fmt: skip
    assert len(found) == 1, [(one.id, one.title, one.kind) for one in found]
    return found[0]


def holds(account, row):
    """Return whether an account is the one that the row tells."""
    figures = {
        figure for toll in account.tolls if toll.effect == "killed" for figure in (toll.low, toll.high)
    }
    return (
        account.holder in row["holder"]
        and account.stance == row["stance"]
        and row.get("object", account.object) == account.object
        and list(row.get("responsible", account.responsible)) == list(account.responsible)
        and ("killed" not in row or row["killed"] in figures)
    )


@pytest.mark.parametrize("row", rows("incidents"))
def test_an_incident(row):
    one = the_incident(row)
    wrong = {}
    if "date" in row and (one.date is None or one.date.first != row["date"]):
        wrong["date"] = one.date
    killed = [[toll.low, toll.high] for toll in one.tolls if toll.effect == "killed" and toll.part_of is None]
    if "killed" in row and row["killed"] not in killed:
        wrong["killed"] = killed
    for key, value in (("happened", one.grades.happened.grade), ("who", one.grades.who.grade)):
        if key in row and row[key] != value:
            wrong[key] = value
    if "responsible" in row and row["responsible"] != list(one.grades.who.actors):
        wrong["responsible"] = one.grades.who.actors
    if "contested" in row and set(row["contested"]) != set(one.contested):
        wrong["contested"] = one.contested
    if row.get("documents", 0) > len(one.documents):
        wrong["documents"] = len(one.documents)
    assert not wrong


@pytest.mark.parametrize("row", rows("incidents"))
def test_the_accounts_of_an_incident(row):
    one = the_incident(row)
    told = [
        (a.holder, a.stance, a.object, a.responsible, [(t.effect, t.low, t.high) for t in a.tolls])
        for a in one.accounts
    ]
    missing = [
        wanted for wanted in row.get("accounts", []) if not any(holds(a, wanted) for a in one.accounts)
    ]
    assert not missing, told


def test_no_denier_is_shown_as_an_accuser():
    """KSNA and the defence ministry deny; nowhere do they say that the army bombed the market."""
    with demo_record() as record:
        incidents = list(read.incidents(record))
    wrong = [
        (one.title, account.holder, account.stance)
        for one in incidents
        for account in one.accounts
        if account.side == "Kelmarran government" and "Kelmarran army" in account.responsible
        and account.certainty != "denied" and one.place and one.place.name == "Mardrin"
    ]  # fmt: skip
    assert not wrong


@pytest.mark.parametrize("row", rows("agreements"))
def test_an_agreement(row):
    with demo_record() as record:
        found = [
            one
            for one in read.agreements(record)
            if one.announced and one.announced.first == row["announced"]
        ]
    assert len(found) == 1, found
    one = found[0]
    assert one.kind == row["kind"]
    assert set(one.parties) == set(row["parties"])
    assert set(one.brokers) & set(row["brokers"])
    assert set(one.excluded) == set(row["excluded"])
    assert set(row["states"]) <= {status.state for status in one.status}


@pytest.mark.parametrize(
    "wanted",
    [duty for row in EXPECTED["agreements"] for duty in row["obligations"]],
    ids=lambda duty: duty["words"].replace(" ", "-"),
)
def test_an_obligation(wanted):
    with demo_record() as record:
        duties = [duty for one in read.agreements(record) for duty in one.obligations]
    found = [
        duty
        for duty in duties
        if wanted["words"] in duty.action or any(wanted["words"] in span.quote for span in duty.evidence)
    ]
    assert found, [duty.action for duty in duties]
    says = {said.says for duty in found for said in duty.said_of_performance}
    fitting = [
        duty for duty in found
        if duty.duty == wanted["duty"] and wanted.get("order", duty.order) == duty.order
        and wanted.get("bearer", list(duty.bearer)) == list(duty.bearer)
    ]  # fmt: skip
    assert fitting, found
    assert set(wanted.get("says", ())) <= says


@pytest.mark.parametrize("row", EXPECTED["measures"], ids=lambda row: row["what"])
def test_a_measure(row):
    with demo_record() as record:
        found = list(read.measures(record))
    told = [(one.actor, one.target, one.what, one.rung) for one in found]
    assert (row["actor"], row["target"], row["what"], row["rung"]) in told


@pytest.mark.parametrize("row", rows("copies"))
def test_a_copy(row):
    ids = by_name()
    with demo_record() as record:
        told = {frozenset((one.doc, one.of)): one.kind for one in read.copies(record)}
    assert told.get(frozenset((ids[row["copy"]], ids[row["of"]]))) in row["kinds"], told


def test_the_record_of_the_examples_is_whole():
    with demo_record() as record:
        assert check(record) == []


def test_every_example_has_a_line_in_the_readme_and_a_date():
    said = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"reports/{path.name}" in said for path in (EXAMPLES / "reports").iterdir())
    assert all(isinstance(row["announced"], datetime.date) for row in EXPECTED["agreements"])
