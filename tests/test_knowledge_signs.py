"""Signs in single words, and how common words are."""

import pytest

from truceline.knowledge.common_words import load_common_words
from truceline.knowledge.load import HERE
from truceline.knowledge.signs import bookish, lacks_the, misspelled, two_alphabets
from truceline.knowledge.swaps import load_swaps
from truceline.model.errors import BadKnowledge

WORDS, SWAPS = load_common_words(HERE), load_swaps(HERE)
PLAIN = "Residents of the town said on Monday that the army had shelled the market and the road to the bridge for two hours. "


@pytest.mark.parametrize(
    ("word", "band"),
    [
        ("the", 4),
        ("said", 3),
        ("army", 2),
        ("armies", 2),
        ("shelled", 2),
        ("abandoned", 1),
        ("afore", 0),
        ("wihtin", 0),
    ],
)
def test_bands(word: str, band: int) -> None:
    assert WORDS.band(word) == band


def test_a_slip_that_is_another_word_is_no_slip() -> None:
    assert WORDS.slips["wihtin"] == "within"
    assert not {slip for slip in WORDS.slips if WORDS.band(slip)} & {"form", "trial", "county"}
    assert misspelled("The trial of the county form " * 20, WORDS) == []


def test_misspelled_more_than_by_any_hand() -> None:
    text = PLAIN + "Resdients said taht the amry shleled the makret and the brigde wihtin miuntes."
    assert "makret" in misspelled(text, WORDS)
    assert misspelled(PLAIN * 5 + "The makret was shut wihtin the hour.", WORDS) == []


def test_letters_of_two_alphabets() -> None:
    assert two_alphabets("Тhe аrmу shеllеd the mаrket.")
    assert two_alphabets("The word аrmу was quoted from a page in which Маршал Иванов spoke.") == []


def test_bookish_little_words() -> None:
    swapped = "Residents touching town avowed upon Monday whilst army shelled market amid road unto bridge throughout hours. "
    assert "whilst" in bookish(swapped * 6, SWAPS.little, SWAPS.bookish)
    assert bookish(PLAIN * 6 + "Amid fog, upon request, they left.", SWAPS.little, SWAPS.bookish) == []
    assert bookish(swapped, SWAPS.little, SWAPS.bookish) == [], "too short to tell"


@pytest.mark.parametrize(
    ("definite", "indefinite", "lacks"),
    [
        (0, 17, True),
        (0, 12, False),
        (3, 20, False),
        (8, 37, False),
        (3, 60, True),
        (30, 10, False),
        (0, 0, False),
        (10**5, 10**6, True),
    ],
)
def test_so_few_articles_are_no_chance(definite: int, indefinite: int, lacks: bool) -> None:
    assert lacks_the(definite, indefinite) is lacks


def test_a_before_a_vowel() -> None:
    assert len(SWAPS.wrong_articles("Shells hit a army post. Said a officer: a attack.")) == 3
    assert (
        SWAPS.wrong_articles(
            "A European envoy, a one-day truce, a unit, a union, a U.S. aide, a useful a once-only a uniform."
        )
        == []
    )
    assert SWAPS.wrong_articles("One slip is a accident.") == []


def test_a_list_of_common_words_without_a_band_is_refused(tmp_path) -> None:
    (tmp_path / "common_words.yml").write_text("commonest: the")
    with pytest.raises(BadKnowledge, match=r"common_words\.yml: no band 'sometimes'"):
        load_common_words(tmp_path)
