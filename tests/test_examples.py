"""What examples/expected.yaml says comes out of the examples: one test for each thing that it says.

What does not come out yet is named there, under `not_yet`, and must fail here: when it begins to hold, it leaves the list.
`python -m tests.test_examples` prints what `not_yet` should list now.
"""

import datetime

import pytest
import yaml

from tests.demo import EXAMPLES, by_name, demo_record
from tests.expectations import ACCOUNT, EXPECTED, SECTIONS, expectations, fits, shown
from truceline.store.check import check


def cases():
    for name, ask in expectations():
        late = name in EXPECTED["not_yet"]
        marks = [pytest.mark.xfail(reason="expected.yaml lists it under not_yet")] if late else []
        yield pytest.param(ask, id=name, marks=marks)


@pytest.mark.parametrize("ask", list(cases()))
def test_it_comes_out(ask):
    assert ask()


def test_not_yet_lists_nothing_that_is_not_expected():
    assert set(EXPECTED["not_yet"]) <= {name for name, _ in expectations()}


def test_no_two_expectations_bear_one_name():
    names = [name for name, _ in expectations()]
    assert len(names) == len(set(names))


def test_a_key_that_nothing_asks_is_an_error():
    with pytest.raises(KeyError):
        list(SECTIONS["incidents"]({"what": "x", "place": "y", "weather": "fine"}))
    with pytest.raises(KeyError):
        list(SECTIONS["never"]({"why": "x", "account": {"mood": "grim"}}))
    with pytest.raises(KeyError):
        fits(ACCOUNT, {"tone": "sharp"}, object())


def test_the_altered_copy_is_quoted_only_with_its_mark():
    altered = by_name()["03-newsloop.txt"]
    accounts = [account for one in shown("incidents") for account in one.accounts]
    unmarked = [
        account for account in accounts if set(account.documents) == {altered} and not account.altered
    ]
    assert not unmarked


def test_the_record_of_the_examples_is_whole():
    with demo_record() as record:
        assert check(record) == []


def test_every_example_is_expected_and_has_a_line_in_the_readme():
    said = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"reports/{path.name}" in said for path in (EXAMPLES / "reports").iterdir())
    assert {row["file"] for row in EXPECTED["documents"]} == set(by_name())
    assert all(isinstance(row["announced"], datetime.date) for row in EXPECTED["agreements"])


if __name__ == "__main__":
    failing = [name for name, ask in expectations() if not ask()]
    print(yaml.safe_dump({"not_yet": failing}, sort_keys=False, allow_unicode=True, width=200))  # noqa: T201 - its purpose
