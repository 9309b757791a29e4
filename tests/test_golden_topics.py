"""Who says what in two reports that are not of war, against a gold written from reading: how many are found, and how many are right."""

import re
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from benchmarks.attribution.gold import Attribution
from benchmarks.attribution.score import match, same_speaker
from benchmarks.harness import f1
from tests.test_extract_statements import SPEECH, read
from truceline.extract.statements import find_statements, outermost
from truceline.model.cast import Cast

TOPICS = Path(__file__).parent / "golden" / "topics"
# Measured; what falls below is a loss that somebody must explain.
FLOORS = {"outbreak": (0.97, 0.99, 0.97), "stadium": (0.84, 0.97, 0.97)}


def stretch(text, begins, ends):
    start = text.index(begins)
    assert text.find(begins, start + 1) < 0, f"{begins!r} stands twice"
    return range(start, text.index(ends, start) + len(ends))


def nearest(text, words, around):
    """Return the characters of the occurrence of `words` nearest to `around`, outside it; none where there are no words."""
    if not words:
        return frozenset()
    whole = rf"(?<!\w){re.escape(words)}(?!\w)" if words != ":" else words
    places = [range(*one.span()) for one in re.finditer(whole, text) if not around & {*range(*one.span())}]
    return frozenset(min(places, key=lambda place: min(abs(place[0] - i) for i in around)))


def gold(name):
    """Yield each statement of the gold with its row."""
    text = (TOPICS / f"{name}.txt").read_text("utf-8")
    for row in tomllib.loads((TOPICS / f"{name}.toml").read_text("utf-8"))["statement"]:
        content = frozenset(i for part in row["content"] for i in stretch(text, *part))
        cue = nearest(text, row["cue"], content)
        yield Attribution(content, nearest(text, row["speaker"], content | cue), cue), row


def chars(spans):
    return frozenset(i for span in spans for i in range(span.start, span.end))


@cache
def found(name):
    """Return the outermost statements of the report, each with its own speaker, and all the others."""
    everything = find_statements(read((TOPICS / f"{name}.txt").read_text("utf-8")), SPEECH, Cast((), {}, {}))
    kept = {one.id for one in outermost(everything)}
    return [s for s in everything if s.id in kept], [s for s in everything if s.id not in kept]


def attribution(statement):
    words = [statement.speaker.words] if statement.speaker and statement.speaker.words else []
    return Attribution(chars(statement.content), chars(words), chars(statement.cue))


@pytest.mark.parametrize("name", FLOORS)
def test_statements_of_another_topic_are_attributed(name, capsys):
    rows = [(one, row) for one, row in gold(name) if not row.get("inner")]
    kept, _ = found(name)
    guesses, wanted = [attribution(one) for one in kept], [one for one, _ in rows]
    matches = match(guesses, wanted)
    right = [(i, j) for i, j in matches if same_speaker(guesses[i], wanted[j])]
    staged = [(i, j) for i, j in right if "stance" in rows[j][1]]
    stances = sum(kept[i].stance == rows[j][1]["stance"] for i, j in staged) / len(staged)
    cues = sum(bool(guesses[i].cue & wanted[j].cue) for i, j in right) / len(right)
    score = f1(len(right), len(guesses), len(wanted))
    with capsys.disabled():
        sys.stdout.write(f"\n{name}: P {score['p']:.3f} R {score['r']:.3f} F1 {score['f1']:.3f}, ")
        sys.stdout.write(f"cue {cues:.3f}, stance {stances:.3f}\n")
    least = FLOORS[name]
    assert (score["f1"] >= least[0], cues >= least[1], stances >= least[2]) == (True, True, True)


@pytest.mark.parametrize("name", FLOORS)
def test_what_stands_in_another_statement_is_found_too(name):
    everything = [attribution(one) for part in found(name) for one in part]
    for wanted, row in gold(name):
        if row.get("inner"):
            at = [one for one in everything if one.cue & wanted.cue and same_speaker(one, wanted)]
            assert any(
                len(one.content & wanted.content) > len(one.content | wanted.content) / 2 for one in at
            ), row
