"""The pages under docs/ say what the program has: no key, value or command less, and none more."""

import re
import types
from pathlib import Path
from typing import Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
import typer.main

from truceline.cli import app
from truceline.model import record
from truceline.model.actor import Actor, Name
from truceline.model.copies import Copy
from truceline.model.document import Document, Part, Span, Trace
from truceline.model.statement import Speaker, Statement
from truceline.model.when import When
from truceline.store.search import Hit

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
SHOWN = {
    noun for noun in vars(record).values() if isinstance(noun, type) and noun.__module__ == record.__name__
}
OTHERS = {Span, Actor, Name, Statement, Speaker, Document, Part, Trace, When, Copy, Hit}
NOUNS = sorted(SHOWN | OTHERS, key=lambda noun: noun.__name__)
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S))


def literals(hint):
    """Return every literal value that a hint allows."""
    if get_origin(hint) is Literal:
        return set(get_args(hint))
    if get_origin(hint) in (Union, types.UnionType, tuple):
        return set().union(*(literals(part) for part in get_args(hint)))
    return set()


def verbs(group, before=()):
    """Yield every command as the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from verbs(command, (*before, name))
        else:
            yield " ".join((*before, name))


def test_every_noun_of_the_record_has_a_section():
    assert set(SECTIONS) == {noun.__name__ for noun in NOUNS}


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_the_keys_are_documented_in_order(noun):
    told = re.findall(r"^\| `(\w+)` \|", SECTIONS[noun.__name__], re.M)
    assert told == [field.encode_name for field in msgspec.structs.fields(noun)]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_allowed_value_is_documented(noun):
    allowed = set().union(*(literals(hint) for hint in get_type_hints(noun).values()))
    missing = {value for value in allowed if f"`{value}`" not in SECTIONS[noun.__name__]}
    assert not missing


def test_the_commands_page_has_every_command_and_no_other():
    told = set(re.findall(r"^## `truceline ([a-z]+(?: [a-z]+)?)[^`]*`", COMMANDS, re.M))
    assert told == set(verbs(typer.main.get_command(app)))


def test_the_commands_page_has_every_option():
    def options(group):
        for command in group.commands.values():
            if hasattr(command, "commands"):
                yield from options(command)
            else:
                yield from (opt for param in command.params for opt in param.opts if opt.startswith("--"))

    missing = {opt for opt in options(typer.main.get_command(app)) if f"`{opt}" not in COMMANDS}
    assert not missing


@pytest.mark.parametrize(
    "page",
    sorted(
        p.relative_to(ROOT).as_posix()
        for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")]
    ),
)
def test_links_lead_to_files(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    lost = [
        target
        for target in targets
        if "://" not in target and not (ROOT / page).parent.joinpath(target).exists()
    ]
    assert not lost
