"""The method tells grades, stances, rules and numbers as the code and the bench have them.

`python -m tests.test_docs_method` writes the pinned numbers into the page.
"""

import json
import re
from typing import get_args, get_type_hints

import pytest
import yaml

from tests.demo import ROOT
from tests.docs_pages import page, rows, sections
from truceline.knowledge import load
from truceline.model.record import HappenedGrade, WhoGrade
from truceline.model.statement import Stance, StanceObject
from truceline.reconcile.tolls import VAGUE_SHARE

FLOORS = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
# A number of the method with the floor that it comes from: "0.68 <!-- floor attribution content.f1 -->".
MARKED = r"([\d.]+) <!-- floor (\w+) ([\w.]+) -->"


def grades_in(section):
    return [cells[0].strip("`") for cells in rows(section)]


def test_the_grades_of_the_method_are_those_of_the_code():
    """The tables hold each grade of the model once; tests/test_docs_grades.py holds the rules."""
    text = sections(page("method"))["The two grades"]
    happened, who = re.split(r"^### Who did it$", text, flags=re.M)
    assert sorted(grades_in(happened)) == sorted(get_args(get_type_hints(HappenedGrade)["grade"]))
    assert sorted(grades_in(who)) == sorted(get_args(get_type_hints(WhoGrade)["grade"]))


def test_the_stances_of_the_method_are_those_of_the_code():
    text = sections(page("method"))["Stances"]
    assert [cells[0].strip("`") for cells in rows(text)] == list(get_args(Stance))
    assert all(f"`{about}`" in text for about in get_args(StanceObject))


def test_the_numbers_of_vague_words_are_those_of_the_knowledge():
    text = sections(page("method"))["Figures: ranges and policies"]
    vague = yaml.safe_load((ROOT / "src/truceline/knowledge/amounts.yml").read_text(encoding="utf-8"))[
        "vague"
    ]
    bounds = re.search(r"lower bounds: ([^;]+);", text)[1]
    assert {word: int(number) for word, number in re.findall(r"(\w+) (\d+)", bounds)}.items() <= vague.items()
    halved = re.search(r"vague words halved: ([^|]+)", text)[1]
    told = {word: int(number) * VAGUE_SHARE for word, number in re.findall(r"(\w+) (\d+)", halved)}
    assert len(told) >= 4
    assert told.items() <= vague.items()


def test_the_rules_of_dates_are_those_of_the_code():
    """Every rule that `rule` of When can name, and no other; a part that varies stands as "…"."""
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("extract", "clean")
        for path in (ROOT / "src" / "truceline" / room).glob("*.py")
    )
    known = {re.sub(r"\{\w+\}", "…", rule) for rule in re.findall(r'"([a-z{}-]+/\d)"', code)}
    text = sections(page("method"))["What is inferred, and by which rule"]
    assert {cells[0].strip("`") for cells in rows(text)} == known | {"no-anchor"}


def numbers():
    """Yield each number of the method that is marked with the floor it comes from."""
    text = page("method")
    for written, task, metric in re.findall(MARKED, text):
        yield pytest.param(written, FLOORS[task][metric], id=f"{task} {metric}")


@pytest.mark.parametrize(("written", "floor"), list(numbers()))
def test_a_measured_number_is_the_pinned_one(written, floor):
    digits = len(written.partition(".")[2])
    assert float(written) == round(floor, digits)


def test_what_the_numbers_mean_is_told_right():
    """ "Of ten figures about 2 are missing or wrong" is an F1 of about 0.8."""
    told = re.findall(r"(\d+) <!-- missed (\w+) ([\w.]+) -->", page("method"))
    assert len(told) == 2
    assert [(int(number), task, metric) for number, task, metric in told] == [
        (round(10 * (1 - FLOORS[task][metric])), task, metric) for _, task, metric in told
    ]


def test_the_section_on_errors_has_no_number_that_is_not_pinned():
    text = sections(page("method"))["Known rates of error"]
    loose = [
        cells
        for cells in rows(text)
        if not re.search(r"<!-- floor", cells[1])
        or not re.fullmatch(r"[\d.]+ <!-- floor [\w. ]+ -->", cells[1])
    ]
    assert rows(text)
    assert not loose


def pinned(match):
    """Return a marked number as its floor has it now, with as many digits as before."""
    floor, digits = FLOORS[match[2]][match[3]], len(match[1].partition(".")[2])
    return match[0].replace(match[1], f"{floor:.{digits}f}", 1)


if __name__ == "__main__":
    METHOD = ROOT / "docs" / "method.md"
    METHOD.write_text(re.sub(MARKED, pinned, METHOD.read_text(encoding="utf-8")), encoding="utf-8")


def test_the_weights_of_a_series_are_those_of_the_knowledge():
    cells = [cell for row in rows(sections(page("method"))["Relations"]) for cell in row]
    told = {cells[i].strip("`"): (cells[i + 1], float(cells[i + 2])) for i in range(0, len(cells), 3)}
    assert told == {kind: (one.cameo, one.weight) for kind, one in load().relations.scale.items()}
