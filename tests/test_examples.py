"""What examples/expected.yaml says comes out of the examples: one test for each thing that it says.

What does not come out yet is named there, under `not_yet`, and must fail here: when it begins to hold, it leaves the list.
`python -m tests.test_examples` prints what `not_yet` should list now.
"""

import datetime
from functools import partial

import pytest
import yaml

from tests.demo import EXAMPLES, by_name, demo_record
from truceline.store import read
from truceline.store.check import check

EXPECTED = yaml.safe_load((EXAMPLES / "expected.yaml").read_text(encoding="utf-8"))


def incident_of(row):
    """Return the incidents that the row may mean, the one that most documents tell of first."""
    with demo_record() as record:
        found = [
            one for one in read.incidents(record)
            if one.place and one.place.name == row["place"] and one.scope == row.get("scope", "single")
            and row.get("kind", one.kind) == one.kind
        ]  # fmt: skip
    return sorted(found, key=lambda one: -len(one.documents))


def agreement_of(row):
    with demo_record() as record:
        found = [one for one in read.agreements(record) if row["name"] in one.names]
    return sorted(found, key=lambda one: -len(one.documents))


def killed(tolls):
    return [[toll.low, toll.high] for toll in tolls if toll.effect == "killed" and toll.part_of is None]


def account_fits(account, wanted):
    return (
        account.holder in wanted["holder"]
        and account.stance == wanted["stance"]
        and wanted.get("object", account.object) == account.object
        and list(wanted.get("responsible", account.responsible)) == list(account.responsible)
        and ("killed" not in wanted or any(wanted["killed"] in pair for pair in killed(account.tolls)))
    )


def obligation_fits(duty, wanted):
    words = duty.action + " ".join(span.quote for span in duty.evidence)
    return (
        wanted["words"] in words
        and duty.duty == wanted["duty"]
        and wanted.get("order", duty.order) == duty.order
        and wanted.get("bearer", list(duty.bearer)) == list(duty.bearer)
        and set(wanted.get("says", ())) <= {said.says for said in duty.said_of_performance}
    )


INCIDENT = {
    "one": lambda row, found: len(found) == 1,
    "date": lambda row, found: found[0].date.first == row["date"],
    "documents": lambda row, found: len(found[0].documents) >= row["documents"],
    "killed": lambda row, found: row["killed"] in killed(found[0].tolls),
    "happened": lambda row, found: found[0].grades.happened.grade == row["happened"],
    "who": lambda row, found: found[0].grades.who.grade == row["who"],
    "responsible": lambda row, found: list(found[0].grades.who.actors) == row["responsible"],
    "contested": lambda row, found: set(found[0].contested) == set(row["contested"]),
}
AGREEMENT = {
    "one": lambda row, found: len(found) == 1,
    "kind": lambda row, found: found[0].kind == row["kind"],
    "announced": lambda row, found: found[0].announced.first == row["announced"],
    "parties": lambda row, found: set(found[0].parties) == set(row["parties"]),
    "brokers": lambda row, found: bool(set(found[0].brokers) & set(row["brokers"])),
    "excluded": lambda row, found: list(found[0].excluded) == row["excluded"],
    "states": lambda row, found: set(row["states"]) <= {status.state for status in found[0].status},
}


def holds(find, row, ask):
    found = find(row)
    return bool(found) and bool(ask(found))


def expectations():
    """Yield each thing expected: its name, and what says whether it holds."""
    for row in EXPECTED["incidents"]:
        yield from of_incident(row)
    for row in EXPECTED["agreements"]:
        yield from of_agreement(row)
    for row in EXPECTED["measures"]:
        yield f"{row['actor']}: {row['what']} {row['rung']}", partial(a_measure, row)
    for row in EXPECTED["copies"]:
        yield f"{row['copy']} of {row['of']}", partial(a_copy, row)


def of_incident(row):
    for key, ask in INCIDENT.items():
        if key == "one" or key in row:
            yield f"{row['what']}: {key}", partial(holds, incident_of, row, partial(ask, row))
    for wanted in row.get("accounts", []):
        name = f"{row['what']}: {wanted['holder'][0]} {wanted['stance']}"
        yield name, partial(holds, incident_of, row, partial(an_account, wanted))


def of_agreement(row):
    for key, ask in AGREEMENT.items():
        yield f"{row['what']}: {key}", partial(holds, agreement_of, row, partial(ask, row))
    for wanted in row["obligations"]:
        name = f"{row['what']}: {wanted['words']}"
        yield name, partial(holds, agreement_of, row, partial(an_obligation, wanted))


def an_account(wanted, found):
    return any(account_fits(account, wanted) for account in found[0].accounts)


def an_obligation(wanted, found):
    return any(obligation_fits(duty, wanted) for duty in found[0].obligations)


def a_measure(row):
    with demo_record() as record:
        return any(
            (m.actor, m.target, m.what, m.rung) == (row["actor"], row["target"], row["what"], row["rung"])
            for m in read.measures(record)
        )


def a_copy(row):
    ids = by_name()
    with demo_record() as record:
        told = {frozenset((one.doc, one.of)): one.kind for one in read.copies(record)}
    return told.get(frozenset((ids[row["copy"]], ids[row["of"]]))) in row["kinds"]


def cases():
    for name, ask in expectations():
        marks = (
            [pytest.mark.xfail(reason="expected.yaml lists it under not_yet")]
            if name in EXPECTED["not_yet"]
            else []
        )
        yield pytest.param(ask, id=name, marks=marks)


@pytest.mark.parametrize("ask", list(cases()))
def test_it_comes_out(ask):
    assert ask()


def test_not_yet_lists_nothing_that_is_not_expected():
    assert set(EXPECTED["not_yet"]) <= {name for name, _ in expectations()}


def test_no_denier_is_shown_as_an_accuser():
    """The government's side denies; in no account does it say that the army bombed the market."""
    with demo_record() as record:
        wrong = [
            (one.title, account.holder, account.stance)
            for one in read.incidents(record) if one.place and one.place.name == "Mardrin"
            for account in one.accounts
            if account.side == "Kelmarran government" and account.certainty not in (None, "denied")
            and "Kelmarran army" in account.responsible
        ]  # fmt: skip
    assert not wrong


def test_the_altered_copy_is_quoted_only_with_its_mark():
    altered = by_name()["03-newsloop.txt"]
    with demo_record() as record:
        accounts = [account for one in read.incidents(record) for account in one.accounts]
    unmarked = [
        account for account in accounts if set(account.documents) == {altered} and not account.altered
    ]
    assert not unmarked


def test_the_record_of_the_examples_is_whole():
    with demo_record() as record:
        assert check(record) == []


def test_every_example_has_a_line_in_the_readme_and_a_date():
    said = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"reports/{path.name}" in said for path in (EXAMPLES / "reports").iterdir())
    assert all(isinstance(row["announced"], datetime.date) for row in EXPECTED["agreements"])


if __name__ == "__main__":
    failing = [name for name, ask in expectations() if not ask()]
    print(yaml.safe_dump({"not_yet": failing}, sort_keys=False, allow_unicode=True, width=200))  # noqa: T201 - its purpose
