"""The codebook says what the program does: its numbers are those of the code, its cases come out as it tells.

`python -m tests.test_codebook` writes the numbers, the table of weights and the cases into the page; `--cases` prints what the record
shows of each case, for `incidents` in tests/cases/codebook.toml.
"""

import json
import re
import sys
import tempfile
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from tests.demo import EXAMPLES, ROOT
from tests.docs_pages import page, sections
from truceline import pipeline
from truceline.export.words import days_words, toll_words, where_words
from truceline.knowledge import load
from truceline.reconcile.weigh import PRIOR, WEIGHTS
from truceline.store import read
from truceline.store.open import open_or_create

CODEBOOK = ROOT / "docs" / "codebook.md"
CASES = tomllib.loads((ROOT / "tests" / "cases" / "codebook.toml").read_text("utf-8"))["case"]
# A number of the page with the constant that it is: "-0.5 <!-- code reconcile.weigh.LINK -->".
NUMBER = r"(-?[\d.]+) <!-- code ([\w.]+)\.(\w+) -->"
BLOCK = r"(<!-- {0} -->\n\n)(.*?)(\n<!-- /{0} -->)"


def weights_table():
    rows = [("before anything is compared: most pairs are two", PRIOR.value), *WEIGHTS.items()]
    lines = [f"| {case} | {value:+.1f} |" for case, value in rows]
    return "\n".join(["| case | weight |", "|---|---|", *lines]) + "\n"


def constant(module, name):
    return getattr(import_module(f"truceline.{module}"), name)


def shown(case):
    """Return what the record of a case's reports shows, one line an incident."""
    with tempfile.TemporaryDirectory() as folder:
        rows = (
            {
                "text": report["text"],
                "title": "",
                "outlet": report["outlet"],
                "published": str(report["day"]),
            }
            for report in case["reports"]
        )
        (Path(folder) / "reports.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
        with open_or_create(Path(folder) / "case.truceline") as record:
            pipeline.add(
                [Path(folder) / "reports.jsonl"],
                record,
                at="2019-03-25T00:00:00+00:00",
                knowledge=EXAMPLES / "knowledge",
            )
            return sorted(map(line, read.incidents(record)))


def line(incident):
    figures = ", ".join(f"{toll_words(toll)} {toll.effect}" for toll in incident.tolls if not toll.part_of)
    return " · ".join(
        (
            incident.kind.replace("_", " "),
            where_words(incident.place),
            days_words(incident.date),
            incident.scope,
            figures or "no figure",
            f"happened: {incident.grades.happened.grade}",
            f"who: {incident.grades.who.grade}",
        )
    )


def case_text(number, case):
    """Return a case as the page has it."""
    told = "\n>\n".join(
        f"> {report['text']} ({report['outlet']}, {report['day']:%d %B %Y})".replace(", 0", ", ")
        for report in case["reports"]
    )
    found = "\n".join(f"- {one}" for one in case["incidents"]) or "- no incident"
    return f"### {number}. {case['title']}\n\n{told}\n\n{found}\n\n{case['why']}\n"


def cases_text():
    return "\n".join(case_text(number, case) for number, case in enumerate(CASES, start=1))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_case_comes_out_as_the_codebook_says(case):
    assert shown(case) == case["incidents"]


def test_the_numbers_are_those_of_the_code():
    found = re.findall(NUMBER, page("codebook"))
    assert len(found) >= 5
    assert [(float(number), name) for number, _, name in found] == [
        (float(constant(module, name)), name) for _, module, name in found
    ]


def test_the_weights_are_those_of_the_code():
    assert re.search(BLOCK.format("weights"), page("codebook"), re.S)[2] == weights_table()


def test_the_cases_are_those_that_are_run():
    assert re.search(BLOCK.format("cases"), page("codebook"), re.S)[2] == cases_text()
    assert len(CASES) >= 10


def test_the_kinds_are_those_of_the_knowledge():
    told = re.findall(
        r"`(\w+)`",
        sections(page("codebook"))["What is an incident"].split("one of these kinds")[1].split(".")[0],
    )
    assert sorted(told) == sorted(load().happenings.kinds)


def written(text):
    """Return the page with the numbers, the weights and the cases as they are now."""
    text = re.sub(NUMBER, lambda m: f"{constant(m[2], m[3])} <!-- code {m[2]}.{m[3]} -->", text)
    for name, block in (("weights", weights_table()), ("cases", cases_text())):
        text = re.sub(BLOCK.format(name), lambda m, block=block: m[1] + block + m[3], text, flags=re.S)
    return text


if __name__ == "__main__":
    if "--cases" in sys.argv:
        for one in CASES:
            print(one["title"], *(f'    "{found}",' for found in shown(one)), sep="\n")  # noqa: T201 - asked for
    else:
        CODEBOOK.write_text(written(CODEBOOK.read_text(encoding="utf-8")), encoding="utf-8")
