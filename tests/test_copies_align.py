"""What happened to sentences: matched, in place, swapped, put in, moved."""

from truceline.copies.align import Alignment, align
from truceline.copies.match import match
from truceline.copies.words import Sentence, band, is_name, pack_words, unpack_words
from truceline.knowledge.common_words import load_common_words
from truceline.knowledge.load import HERE

WORDS = load_common_words(HERE)
FIRST = (
    "The army shelled the old bridge near Marden on Tuesday .",
    "Nobody crossed the river for two days , doctors in Velora said .",
    "A truce of 31 days was signed in Tamsin .",
)


def sentences(*texts: str) -> list[Sentence]:
    split = [[word for word in text.split() if word.isalnum()] for text in texts]
    named = [[(word, not word.islower() and n > 0) for n, word in enumerate(words)] for words in split]
    return unpack_words(pack_words(named, WORDS))


def aligned(*second: str) -> Alignment:
    return align(sentences(*FIRST), sentences(*second))


def test_words_keep_their_sentences_their_bands_and_whether_they_are_names() -> None:
    one, other = sentences("The army left Marden", "upon request")
    assert list(map(band, one)) == [4, 2, 2, 0]
    assert list(map(is_name, one)) == [False, False, False, True]
    assert len(other) == 2


def test_the_same_sentences_in_another_order_are_matched() -> None:
    assert match(sentences(*FIRST), sentences(FIRST[2], FIRST[0])) == {0: 2, 1: 0}


def test_a_sentence_that_stands_there_twice_is_matched_twice() -> None:
    assert match(sentences(FIRST[0], FIRST[0]), sentences(FIRST[0], FIRST[0])) == {0: 0, 1: 1}


def test_little_words_match_nothing() -> None:
    assert match(sentences(*FIRST), sentences("Of the one that was in the other on a day for two")) == {}


def test_a_sentence_between_two_that_are_known_is_known_by_its_length() -> None:
    swapped = "Zero folk traversed a stream amid twin sunsets physicians within Velora uttered"
    assert match(sentences(*FIRST), sentences(FIRST[0], swapped, FIRST[2])) == {0: 0, 1: 1, 2: 2}
    assert 1 not in match(sentences(*FIRST), sentences(FIRST[0], f"{swapped} {swapped}", FIRST[2]))


def test_verbatim() -> None:
    found = aligned(*FIRST)
    assert (found.touched, found.swapped, found.moved, found.jumps) == (0, 0, 0, 0)
    assert found.first.covered == found.second.same == 1


def test_a_swap_is_counted_once_and_names_are_no_swaps() -> None:
    found = aligned(FIRST[0].replace("army", "soldiery"), FIRST[1].replace("Velora", "Marden"), FIRST[2])
    assert (found.swaps, found.commoner) == (1, 1)
    assert found.renamed > 0
    assert found.turned().commoner == -1


def test_the_lost_articles_are_counted() -> None:
    found = aligned(FIRST[0].replace("the ", "a "), *FIRST[1:])
    assert (found.articles, found.swaps) == (1, 1)


def test_single_words_and_clauses_are_told_apart() -> None:
    one = aligned(FIRST[0].replace("old", "old grey"), *FIRST[1:])
    assert one.second.single > 0 == one.second.longer == one.first.single
    clause = aligned(FIRST[0].replace("Marden", "Marden that leads to the mills"), *FIRST[1:])
    assert clause.second.longer > 0 == clause.second.single


def test_words_that_change_their_place_are_moved() -> None:
    found = aligned(FIRST[0], "Doctors in Velora said nobody crossed the river for two days", FIRST[2])
    assert found.moved > 0.1
    assert aligned(FIRST[1], FIRST[0], FIRST[2]).jumps == 0.5


def test_what_closes_one_side_alone_and_fits_it_badly() -> None:
    found = aligned(
        *FIRST, "Wheat and barley were dearer by a tenth in every market of the plain this spring"
    )
    assert (found.second.tail, found.second.fitting) == (1, 0)
    assert found.first.fitting is None
