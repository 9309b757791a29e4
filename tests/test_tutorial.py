"""Every command of the tutorial runs, and prints what stands below it. `python -m tests.test_tutorial` writes that."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.demo import ROOT

PAGE = ROOT / "docs" / "tutorial.md"
# A block of commands, and what they print where the next block is one of output.
STEP = re.compile(r"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.M | re.S)
# What the Makefile's set-up is made from: all of it older than the stamp, so that it is done.
BUILT_FROM = (
    "requirements.lock",
    "pyproject.toml",
    "hatch_build.py",
    "src/truceline/knowledge/build_places.py",
    "src/truceline/web/build_packages.py",
    "src/truceline/web/packages/package-lock.json",
)


def steps(text):
    """Return the pairs of commands and what they are told to print ("" where nothing stands below them)."""
    return [(commands, printed) for commands, printed in STEP.findall(text)]


def clone(folder):
    """Make a folder that looks to the tutorial like a clone in which `make env` has run."""
    for name in BUILT_FROM:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        os.utime(file, (0, 0))
    (folder / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (folder / "examples").symlink_to(ROOT / "examples")
    bin = folder / ".venv" / "bin"
    bin.mkdir(parents=True)
    (folder / ".venv" / "stamp").touch()
    program = bin / "truceline"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m truceline "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


def run(commands, folder):
    """Run a block as a reader would, and return what a terminal would show of it."""
    done = subprocess.run(
        ["bash", "-eu", "-c", commands],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "110"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{commands}\n{done.stdout}"
    return done.stdout


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """What every block printed, all run in order in one folder."""
    folder = clone(tmp_path_factory.mktemp("clone"))
    text = PAGE.read_text(encoding="utf-8")
    return folder, [(commands, printed, run(commands, folder)) for commands, printed in steps(text)]


def test_every_block_of_commands_is_one_that_is_run():
    """No block goes unmarked, so that none is shown that is not run."""
    text = PAGE.read_text(encoding="utf-8")
    kinds = re.findall(r"^```(\S*)$", text, re.M)
    assert set(kinds) <= {"sh", "text", ""}
    assert kinds[1::2] == [""] * (len(kinds) // 2)
    assert kinds.count("sh") == len(steps(text)) >= 12
    assert kinds.count("text") == len([printed for _, printed in steps(text) if printed])


def test_they_print_what_the_page_shows(ran):
    _, blocks = ran
    assert len([printed for _, printed, _ in blocks if printed]) >= 8
    wrong = [(commands, found) for commands, printed, found in blocks if printed and printed != found]
    assert not wrong, "\n".join(f"$ {commands}{found}" for commands, found in wrong)


def test_what_the_words_around_them_say_is_so(ran):
    """The prose says more than the outputs that are shown: three reports are added, and two incidents become one."""
    folder, blocks = ran
    printed = "\n".join(found for _, _, found in blocks)
    assert "3 read, 0 could not be read; the record holds 26 documents." in printed
    assert "Air strike on an army post in Brennick" in printed
    assert "The record is whole." in printed
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert "She said that nine soldiers had died." in html
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)


def test_the_commands_that_a_reader_meets_are_there():
    text = " ".join(commands for commands, _ in steps(PAGE.read_text(encoding="utf-8")))
    for words in ("make demo", " add ", "show incidents", "show incident ", "show agreement", "show document ", "search",
                  " report ", "snapshot", "archive", "judge", " check"):  # fmt: skip
        assert words in text, words


def written(text, folder):
    """Return the page with what its commands print now in the place of what it showed."""

    def step(match):
        found, start = run(match.group(1), folder), match.start()
        if match.group(2) is None:
            return match.group(0)
        whole = match.group(0)
        return whole[: match.start(2) - start] + found + whole[match.end(2) - start :]

    return STEP.sub(step, text)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), clone(Path(made))), encoding="utf-8")
