"""What is masked on a page, and where everything else has gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.web.masked import MASK, Names, mask
from truceline.web.pages import environment

TEXT = "The baker Marten Ulve saw it. Ulve fled."
ULVE = "Marten Ulve"


def ranges(length):
    pair = st.tuples(st.integers(0, length), st.integers(0, length))
    return st.lists(pair.map(sorted).filter(lambda ends: ends[0] < ends[1]).map(tuple), max_size=5)


def test_a_range_is_replaced_and_what_follows_moves():
    masked = mask(TEXT, [(10, 21)])
    assert masked.text == f"The baker {MASK} saw it. Ulve fled."
    start, end = masked.place(TEXT.index("saw"), TEXT.index("saw") + 3)
    assert masked.text[start:end] == "saw"


def test_evidence_that_cuts_into_a_name_shows_the_whole_mask():
    masked = mask(TEXT, [(10, 21)])
    start, end = masked.place(4, 16)  # "baker Marten"
    assert masked.text[start:end] == f"baker {MASK}"
    start, end = masked.place(17, 25)  # "Ulve saw"
    assert masked.text[start:end] == f"{MASK} saw"


def test_ranges_that_overlap_are_one():
    assert mask(TEXT, [(10, 21), (17, 21), (10, 16)]).text.count(MASK) == 1


@given(
    st.text(alphabet="abc \n", min_size=1, max_size=60).flatmap(
        lambda text: st.tuples(st.just(text), ranges(len(text)))
    )
)
def test_what_is_not_masked_keeps_its_words(given_):
    text, cuts = given_
    masked = mask(text, cuts)
    hidden = {i for start, end in cuts for i in range(start, end)}
    for i, character in enumerate(text):
        start, end = masked.place(i, i + 1)
        assert masked.text[start:end] == (MASK if i in hidden else character)


def test_words_of_the_page_are_masked_too_across_a_line_break():
    names = Names([ULVE], public=[])
    assert names.mask("Marten\nUlve says; MartenUlve does not") == f"{MASK} says; MartenUlve does not"


def test_a_surname_that_somebody_public_bears_stays():
    names = Names([ULVE, "Ulve"], public=["Anna Ulve"])
    assert names.mask("Anna Ulve and Marten Ulve") == f"Anna Ulve and {MASK}"


def test_without_names_nothing_changes():
    assert Names([], public=[]).mask(TEXT) == TEXT
    assert Names([], public=[]).ranges(TEXT) == []


def test_of_two_names_that_begin_alike_the_longer_is_masked():
    names = Names(["Anna", "Anna Morn"], public=[])
    assert names.mask("Anna Morn and Anna fled; Annas did not") == f"{MASK} and {MASK} fled; Annas did not"


def test_a_name_is_masked_before_it_is_cut_and_no_sign_is_cut_in_two():
    made = environment(Names(["Marten Ulveholm"], public=[]))
    assert made.from_string("{{ one|cut(14) }}").render(one="Marten Ulveholm, a resident") == "[name withhel…"
    assert made.from_string("{{ one|sentence|cut(9) }}").render(one="truce & exchange") == "Truce &amp;…"
    assert made.from_string("{{ one|cut(9) }}").render(one="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("/actors/person:marten-ulve", "/actors/person:withheld-"),
        ("/incidents?actor=person%3Amarten-ulve&page=2", "/incidents?actor=person%3Awithheld-"),
        ("person:dr-marten-ulve", "person:withheld-"),
    ],
)
def test_a_name_is_masked_in_the_id_of_an_actor_too(told, shown):
    names = Names([ULVE], [])
    assert names.mask(told).startswith(shown)
    assert "ulve" not in names.mask(told)


@pytest.mark.parametrize(
    "told", ["person:hanne-ulver", "/actors/highland_front", "in person: Ulvery", "person:"]
)
def test_other_ids_keep_their_names(told):
    assert Names([ULVE], []).mask(told) == told


def test_what_a_page_calls_somebody_masked_is_understood():
    names, ids = Names([ULVE], []), ["person:hanne-obrecht", "person:marten-ulve"]
    assert [names.meant(names.called(one), ids) for one in ids] == ids
    assert names.meant("person:withheld-000000000000", ids) == "person:withheld-000000000000"
