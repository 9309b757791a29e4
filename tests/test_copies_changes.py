"""What a copy has otherwise than its original."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.copies import changes, find_changes
from truceline.model.document import Document, Part

ORIGINAL = (
    "Shells fell on the grain store at Ostrel on Friday, the mayor said. Nine people died in the fire that followed. "
    "The Riverside Guard said that it had not fired."
)


def document(text, *, body=None, name="d1"):
    start, end = body or (0, len(text))
    return Document(name, "", "text", "utf-8", text, (Part(start, end, "body"),) if end > start else ())


def told(copy, original=ORIGINAL):
    found = find_changes(document(copy), document(original, name="d2"))
    return [(one.here and one.here.quote, one.there and one.there.quote) for one in found]


@pytest.mark.parametrize(
    ("why", "copy", "expected"),
    [
        ("the same words", ORIGINAL, []),
        ("another mark and another case are the same words", ORIGINAL.upper().replace(",", ";"), []),
        ("one word for another", ORIGINAL.replace("mayor said", "mayor pronounced"), [("pronounced", "said")]),
        ("words put in", ORIGINAL.replace("Nine people", "Nine more people"), [("more", None)]),
        ("words left out", ORIGINAL.replace(" in the fire that followed", ""), [(None, "in the fire that followed")]),
        (
            "a sentence that was moved is no change",
            "The Riverside Guard said that it had not fired. "
            + ORIGINAL.removesuffix("The Riverside Guard said that it had not fired."),
            [],
        ),
        (
            "a sentence put behind it",
            ORIGINAL + " Rain fell in Ostrel all night.",
            [("Rain fell in Ostrel all night", None)],
        ),
    ],
)  # fmt: skip
def test_changes(why, copy, expected):
    assert told(copy) == expected, why


def test_only_the_bodies_are_compared():
    page = f"MENU\n{ORIGINAL}\nSubscribe"
    copy = document(page, body=(5, 5 + len(ORIGINAL)))
    assert find_changes(copy, document(ORIGINAL, name="d2")) == ()
    assert find_changes(document("", name="d3"), document("", name="d2")) == ()


def test_spans_point_into_their_own_documents():
    copy = document("Late news. " + ORIGINAL.replace("Nine", "Ten"), body=(11, 11 + len(ORIGINAL) - 1))
    [change] = find_changes(copy, document(ORIGINAL, name="d2"))
    assert (change.here.doc, change.there.doc) == ("d1", "d2")
    assert copy.text[change.here.start : change.here.end] == "Ten"
    assert ORIGINAL[change.there.start : change.there.end] == "Nine"


def test_of_very_long_texts_only_runs_are_compared(monkeypatch):
    monkeypatch.setattr(changes, "LONGEST", 10)
    found = told(ORIGINAL.replace("mayor said", "mayor pronounced"))
    # No run of five holds the new word; those around it stand in both.
    assert found == [("pronounced", "said")]


@given(
    st.lists(st.sampled_from(["the", "army", "said", "that", "shells", "fell", "on", "Ostrel"]), max_size=40),
    st.lists(st.sampled_from(["the", "army", "said", "that", "shells", "fell", "on", "Ostrel"]), max_size=40),
)
def test_changes_slice_and_never_overlap(here, there):
    copy, original = document(" ".join(here)), document(" ".join(there), name="d2")
    found = find_changes(copy, original)
    for side, doc in (("here", copy), ("there", original)):
        spans = sorted(span for one in found if (span := getattr(one, side)))
        assert all(doc.text[span.start : span.end] == span.quote for span in spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    if here == there:
        assert found == ()


def test_a_long_report_is_compared_in_good_time():
    words = [f"w{n * n % 997}" for n in range(20_000)]
    started = time.perf_counter()
    find_changes(document(" ".join(words)), document(" ".join(words[::-1]), name="d2"))
    assert time.perf_counter() - started < 5
