"""The pages under docs/ say what the program has: no key, value, command or number less, and none more."""

import re
from typing import get_type_hints

import msgspec
import pytest
import typer.main

from tests.demo import ROOT, demo_record
from tests.docs_pages import key_rows, page, rows, sections
from tests.docs_types import fields, is_noun, literals, nouns_within, parts
from truceline.cli import app
from truceline.cli.pages import ASKED, LISTS
from truceline.knowledge import load
from truceline.knowledge.entries import Entry, Timed
from truceline.knowledge.gazetteer import _List, _Listed
from truceline.model import record
from truceline.model.brief import Brief
from truceline.model.standing import Point
from truceline.review import claims_of, recurring_lines
from truceline.store import read

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [
        *ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("benchmarks/*/*.md")
    ]
)  # fmt: skip
# Stands with every command that has it, and is told once, at the head of the page.
SHARED_OPTIONS = {"--record", "--json"}


# What gives the nouns of a command, where that is not the store under the command's own name.
GIVEN_BY = {"claims": claims_of, "judgements": read.kept_judgements}


def given(name):
    """Return the hint of what a command prints."""
    return get_type_hints(GIVEN_BY.get(name) or getattr(read, name))["return"]


def printed():
    """Return every noun that `--json` prints: those of the model's record, and what each command asks the store for."""
    hints = [given(name) for name in (*LISTS, *ASKED)]
    tops = {part for hint in hints for part in parts(hint) if is_noun(part)}
    tops |= {noun for noun in vars(record).values() if is_noun(noun) and noun.__module__ == record.__name__}
    tops |= {part for part in parts(get_type_hints(recurring_lines)["return"]) if is_noun(part)}
    tops |= {Brief, Point}
    return sorted(set().union(*(nouns_within(top) for top in tops)), key=lambda noun: noun.__name__)


NOUNS = printed()
DICTIONARY = {
    name: text for name, text in sections(page("record")).items() if re.fullmatch(r"[A-Z]\w+", name)
}


def test_the_nouns_are_those_that_the_commands_really_print():
    with demo_record() as opened:
        shown = {type(noun) for show in LISTS.values() for noun in show(opened).nouns}
        shown |= {type(noun) for noun in ASKED["search"](opened, "truce").nouns}
        assert [name for name, show in LISTS.items() if not show(opened).nouns] == []
    assert shown <= set(NOUNS)


def test_the_dictionary_has_a_section_for_every_noun_and_no_other():
    assert set(DICTIONARY) == {noun.__name__ for noun in NOUNS}


def test_the_head_of_the_dictionary_says_what_each_command_gives():
    told = dict(tuple(cells) for cells in rows(page("record").split("\n## ")[0]))
    for name in (*LISTS, *ASKED):
        hint = given(name)
        [noun] = [part for part in parts(hint) if is_noun(part)]
        link = f"[{noun.__name__}](#{noun.__name__.lower()})"
        verb = "search WORDS" if name == "search" else f"show {name}" if name in LISTS else f"show {name} ID"
        assert told.pop(f"`{verb} --json`") == (f"one {link}" if hint is noun else f"a list of {link}")
    told.pop("`propose --json`")
    assert told.pop("`brief --json`") == "one [Brief](#brief)"
    assert not told


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_the_keys_and_their_types_are_those_of_the_code(noun):
    told = [
        (cells[0].strip("`"), re.sub(r" \([a-z0-9, ]+\)", "", cells[1]))
        for cells in key_rows(DICTIONARY[noun.__name__])
    ]
    assert told == fields(noun)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_number_has_its_unit_and_nothing_else_has_one(noun):
    for key, written, *_ in key_rows(DICTIONARY[noun.__name__]):
        counted = written.startswith(("whole number", "number"))
        assert bool(re.match(r"(whole )?number \([a-z0-9, ]+\)", written)) == counted, key
        assert counted or "(" not in re.sub(r"\]\(#\w+\)", "", written), key


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_allowed_value_is_documented(noun):
    allowed = set().union(*(literals(hint) for hint in get_type_hints(noun).values()))
    missing = {value for value in allowed if f"`{value}`" not in DICTIONARY[noun.__name__]}
    assert not missing


def test_the_kinds_of_event_are_those_of_the_knowledge():
    told = [tuple(cells) for cells in rows(sections(page("record"))["Kinds of event"])]
    known = load().happenings.kinds.values()
    assert told == [(f"`{kind.id}`", kind.title, kind.mode) for kind in known]


def test_the_kinds_of_measure_are_those_of_the_knowledge():
    [cell] = [cells[2] for cells in key_rows(DICTIONARY["MeasureShown"]) if cells[0] == "`what`"]
    assert re.findall(r"`(\w+)`", cell) == list(load().deals.measures.kinds)


def test_what_is_kept_for_later_stays_empty_in_the_examples():
    with demo_record() as opened:
        assert not any("kind" in one.contested for one in LISTS["incidents"](opened).nouns)


def verbs(group, before=()):
    """Yield every command, as the words that call it, with its options."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from verbs(command, (*before, name))
        else:
            options = {opt for param in command.params for opt in param.opts if opt.startswith("--")}
            yield " ".join((*before, name)), options


VERBS = dict(verbs(typer.main.get_command(app)))
COMMANDS = {
    re.match(r"`truceline ([a-z-]+(?: [a-z]+)?)", head).group(1): head + text
    for head, text in sections(page("commands")).items()
    if head.startswith("`truceline")
}


def test_the_commands_page_has_every_command_and_no_other():
    assert set(COMMANDS) == set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_of_a_command_stands_in_its_section_and_no_other(verb):
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", COMMANDS[verb]))
    assert told - SHARED_OPTIONS == VERBS[verb] - SHARED_OPTIONS


@pytest.mark.parametrize("name", ["index", "tutorial", "method", "codebook", "knowledge"])
def test_the_options_that_a_page_names_are_there(name):
    known = set().union(*VERBS.values()) | {"--help", "--version"}
    told = set(re.findall(r"(?<![\w!<-])--[a-z][a-z-]*", page(name)))
    # The page of the report that is being made: the tutorial tells of it already.
    assert told <= known


def test_the_shared_options_are_told_at_the_head_with_who_has_them():
    head = page("commands").split("\n## ")[0]
    with_json = {verb for verb, options in VERBS.items() if "--json" in options}
    assert with_json == {
        verb for verb in VERBS if verb.startswith("show ") or verb in ("search", "propose", "brief")
    }
    assert "`--json`" in head
    assert "`--record FILE`" in head
    without = {verb for verb, options in VERBS.items() if "--record" not in options}
    assert without == {"demo", "copy-record"}


def test_every_key_of_a_knowledge_file_is_told():
    text = sections(page("knowledge"))
    actors, places = text["`actors.yml`"], text["`places.yml`"]
    assert {cells[0].strip("`") for cells in key_rows(actors)} == keys(Entry) | keys(Timed)
    assert {cells[0].strip("`") for cells in key_rows(places)} == keys(_List) | keys(_Listed)


def keys(struct):
    return {field.encode_name for field in msgspec.structs.fields(struct)}


def test_every_task_of_the_bench_has_its_line_and_its_data_card():
    tasks = {path.parent.name for path in (ROOT / "benchmarks").glob("*/__main__.py")}
    text = sections(page("bench"))["The tasks"]
    assert {re.sub(r"\[`(\w+)`\].*", r"\1", cells[0]) for cells in rows(text)} == tasks
    assert all(f"(../benchmarks/{task}/README.md)" in text for task in tasks)
    assert all((ROOT / "benchmarks" / task / "README.md").exists() for task in tasks)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    lost = [
        target
        for target in targets
        if "://" not in target and not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert not lost


@pytest.mark.parametrize("name", PAGES)
def test_files_that_a_page_names_are_there(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|docs|examples|benchmarks|tests)/[\w./-]+)`", text)
    assert not [path for path in named if not (ROOT / path).exists()]
