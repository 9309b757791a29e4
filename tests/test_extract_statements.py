"""Who says what: a table of cases, and what must hold for every text."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truceline.extract.statements import find_statements, outermost
from truceline.knowledge.load import HERE
from truceline.knowledge.speech import load_speech
from truceline.model.actor import Actor, Mention
from truceline.model.cast import Cast
from truceline.model.document import Document, body_of_lines
from truceline.model.errors import BadKnowledge
from truceline.model.parsed import Parsed
from truceline.parse import parse

CASES = [
    case
    for name in ("statements", "glued")
    for case in tomllib.loads((Path(__file__).parent / "cases" / f"{name}.toml").read_text("utf-8"))["case"]
]
SPEECH = load_speech(HERE)
ACTORS = {
    actor.id: actor
    for actor in (
        Actor("norland", "Norland", "state"),
        Actor("sudland", "Sudland", "state"),
        Actor("ann", "Ann Berg", "person", part_of=("norland",)),
        Actor("eva", "Eva Lind", "person", part_of=("norland",)),
        Actor("front", "Hill Front", "armed_group"),
        Actor("watch", "Observatory", "monitor"),
        Actor("gazette", "Gazette", "outlet"),
        Actor("herald", "Herald", "outlet"),
    )
}
NAMES = {
    "Norland Ministry": "norland", "Norland": "norland", "Sudland": "sudland", "Ann Berg": "ann", "Eva Lind": "eva",
    "Hill Front": "front", "Observatory": "watch", "Gazette": "gazette", "Herald": "herald",
}  # fmt: skip


def read(text: str) -> Parsed:
    return next(parse([Document("d", "", "text", "utf-8", text, parts=body_of_lines(text))]))


def cast_of(parsed: Parsed) -> Cast:
    """Name every word that stands in NAMES; "two Norland officials" names no actor, as in a real cast."""
    mentions, by_token = [], {}
    for found in re.finditer("|".join(sorted(NAMES, key=len, reverse=True)), parsed.doc.text):
        tokens = list(parsed.within(*found.span()))
        if tokens:
            mention = Mention(parsed.doc.span(*found.span()), NAMES[found.group()], tokens[-1])
            mentions.append(mention)
            by_token.update(dict.fromkeys(tokens, mention))
    return Cast(tuple(mentions), by_token, ACTORS)


def shown(statement):
    words = statement.speaker.words if statement.speaker else None
    return {
        "speaker": words.quote if words else "",
        "name": statement.speaker.name if statement.speaker else "",
        "actor": (statement.speaker.actor if statement.speaker else None) or "",
        "cue": " ".join(span.quote for span in statement.cue),
        "content": "|".join(span.quote for span in statement.content),
        "stance": statement.stance,
        "form": statement.form,
        "object": statement.object or "",
        "against": statement.against or "",
        "via": [speaker.name for speaker in statement.via],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case):
    parsed = read(case["text"])
    got = [shown(statement) for statement in find_statements(parsed, SPEECH, cast_of(parsed))]
    assert len(got) == len(case["found"]), got
    for one, wanted in zip(got, case["found"], strict=True):
        wanted = {"via": [], **wanted}
        assert {name: one[name] for name in wanted} == wanted


MESSY = [
    "",
    '"',
    '"""" said "',
    "He said “ and then ” nothing “",
    "''Yes'' said. ''No",
    "said said said: said",
    ':::: " : — said',
    "“One.\n“Two.\n“Three",
    "According to.",
    "Quoting, citing, saying, adding.",
]


@pytest.mark.parametrize("text", MESSY)
def test_messy_marks_break_nothing(text):
    parsed = read(text)
    for statement in find_statements(parsed, SPEECH, cast_of(parsed)):
        assert statement.content


WORDS = st.sampled_from(
    ["Norland", "Ann Berg", "said", "denied", "that", "the raid", "was", "blamed on", "Sudland", "according to", "it", "he",
     "“", "”", "\"", "'", "''", ",", ".", ":", "—", "\n", "accused", "of", "bombing", "quoted", "as saying", "not", "to", "we"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_any_text_gives_spans_that_slice_to_their_words(text):
    parsed = read(text)
    statements = find_statements(parsed, SPEECH, cast_of(parsed))
    assert statements == find_statements(parsed, SPEECH, cast_of(parsed))
    assert len({one.id for one in statements}) == len(statements)
    for one in statements:
        speakers = [speaker.words for speaker in (one.speaker, *one.via) if speaker and speaker.words]
        for span in (*one.cue, *one.content, *speakers):
            assert text[span.start : span.end] == span.quote
        assert list(one.content) == sorted(one.content)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_outermost_contents_never_overlap(text):
    parsed = read(text)
    kept = outermost(find_statements(parsed, SPEECH, cast_of(parsed)))
    chars = [i for one in kept for span in one.content for i in range(span.start, span.end)]
    assert len(chars) == len(set(chars))


QUOTED = (
    "“The pool is closed,” Ann Berg said on Monday. “Nobody told us.\n“We learned it from the paper.”\n"
    'The mayor\'s office called that ‘nonsense’, adding: "It was on the door."\n'
    "Q: Is it true?\nLIND: ''He said \"wait\" and left,'' the guards' chief told «the Gazette»."
)
MARKS = "“”\"'‘’«»"


@st.composite
def spoilt(draw):
    """Draw the quoted text with each of its marks kept, lost, doubled, or made another."""
    changes = {mark: draw(st.sampled_from(["", mark, mark * 2, *MARKS])) for mark in MARKS}
    return "".join(draw(st.sampled_from([char, changes[char]])) if char in MARKS else char for char in QUOTED)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(spoilt())
def test_spoilt_marks_break_nothing_and_move_no_words(text):
    parsed = read(text)
    found = find_statements(parsed, SPEECH, cast_of(parsed))
    assert found
    for one in found:
        for span in (
            *one.cue,
            *one.content,
            *([one.speaker.words] if one.speaker and one.speaker.words else []),
        ):
            assert text[span.start : span.end] == span.quote


def test_outermost_keeps_the_outer_speaker_and_drops_the_inner_statement():
    parsed = read("Ann Berg said Sudland had denied the raid.")
    [only] = outermost(find_statements(parsed, SPEECH, cast_of(parsed)))
    assert only.cue[0].quote == "said"


def test_outermost_gives_the_one_who_passes_it_on():
    parsed = read("The agency quoted Ann Berg as saying the bridge was closed.")
    [only] = outermost(find_statements(parsed, SPEECH, cast_of(parsed)))
    assert (only.speaker.name, only.via) == ("The agency", ())


def test_an_empty_cast_leaves_the_words():
    parsed = read("Norland and Sudland blamed each other for the raid.")
    found = find_statements(parsed, SPEECH, Cast((), {}, {}))
    assert [(one.speaker.name, one.speaker.actor, one.against) for one in found] == [
        ("Norland", None, None),
        ("Sudland", None, None),
    ]


def test_a_quotation_without_its_end_stops_with_its_sentence():
    parsed = read('Ann Berg said "The road is open. Then the reporter went home and slept.')
    [only] = find_statements(parsed, SPEECH, cast_of(parsed))
    assert "reporter" not in only.content[-1].quote


def test_the_lexicon_is_broad():
    assert len(SPEECH.verbs) >= 300


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [("stance: threatens", "stance: shouts", "stance"), ("frames: [clause]", "frames: [song]", "frame"),
     ("  breach: [violate", "  colour: [violate", "object")],
)  # fmt: skip
def test_a_word_list_that_names_nothing_known_is_refused(tmp_path, old, new, word):
    text = (HERE / "speech.yml").read_text("utf-8")
    assert old in text
    (tmp_path / "speech.yml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadKnowledge, match=f"no such {word}"):
        load_speech(tmp_path)


def test_he_is_the_brother_who_just_spoke_and_not_somebody_named_before():
    parsed = read(
        'The clinic was hit, Ann Berg said. A nurse was at home, her brother said. "She was lucky," he said.'
    )
    assert [one.speaker.name for one in find_statements(parsed, SPEECH, cast_of(parsed))] == [
        "Ann Berg",
        "her brother",
        "her brother",
    ]
