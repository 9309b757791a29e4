"""Which kind of copy one document is of another, by what happened to the sentences that they have in common.

An editor changes few sentences, and much in them; software changes nearly every sentence, a little and in one way.
"""

from truceline.copies.align import Alignment
from truceline.copies.shared import Shared
from truceline.model.copies import CopyKind

# All numbers below were read off half of the made copies (those with an even hash) and the real pairs; the README of
# benchmarks/copies tells how the other half fared.
# Swappers touch .67 of the sentences and more, editors may too; but of what a swapper puts in the most is rarer than what
# stood there (.32 and more of the words net; editors .15 at most, and as often the other way).
SWAPPED_TOUCHED = 0.6
SWAPPED = 0.035
FEWEST_SWAPS = 4
ONE_WAY = 0.2
# A lighter hand, if nearly all of what it puts in is rarer: misspellings.
SLIGHTLY = 0.02
SLIGHTLY_ONE_WAY = 0.7
# Nobody takes "the" from a text: three that are "a" in the other, and .02 of the words.
FEWEST_ARTICLES = 3
# What else happened in a swapped sentence: two words for one, a quarter of what was swapped; in edited ones far more.
SWAPPED_ELSE = 1.0
# Adjectives put in one at a time (.01 to .04 of the words), and nothing else; no real pair has more than .004 so cleanly.
PUT_IN = 0.008
FEWEST_PUT_IN = 3
PUT_IN_ELSE = 0.34
# Halves of sentences turned round (.07 and more of the words), sentences out of their order (a third and more). In real
# copies .02 of the words are moved and no sentence is; who rewrites by hand moves sentences, and words of them hardly.
MOVED = 0.075
JUMPS = 0.25
# Where nothing else was done the order of the sentences is enough.
HARDLY = 0.01
# An altered copy stands in its original, but for furniture and what was trimmed.
ALTERED_COVERED = 0.6
# A document that bears marks of swapping needs less: most of its sentences are somewhere in the other.
MARKED_COVERED = 0.4
# Verbatim: of the words of common sentences a tenth at most was changed, in the same order of sentences. House style
# changes .07, prints of one wire story differ by .08; sub-editors who word anew change more. An excerpt may cut clauses too.
VERBATIM = 0.1
IN_ORDER = 0.15
# All of it: page furniture adds a tenth. A reprint keeps two thirds and more of the other, an excerpt half at most.
WHOLE = 0.87
REPRINT_KEEPS = 0.6
# Of a short report that stands there whole the words of the page round it are a fifth.
ALL = 0.97
WITH_PAGE = 0.8
# Prints of one wire story of which either was cut: .6 and more of all runs of three words (read off the 758 reports).
REPRINT_SHARED = 0.6
# Rewritten wire copy shares half of the shorter text *and* its opening. One outlet's paragraphs of background reach .56 of
# a short report with an opening that shares nothing (at most .06); openings of true pairs share .3 and more.
EDITED_INSIDE = 0.5
EDITED_OPENING = 0.3
# Half was cut and as much put behind it: a little less of the shorter, if nearly all of the opening is there.
BUILT_INSIDE = 0.45
BUILT_OPENING = 0.7
# A short report that stands whole in a longer one needs no opening.
INSIDE_WHOLE = 0.8


def kind_of(copy: Alignment, shared: Shared, *, marked: bool, own: bool) -> CopyKind | None:
    """Return the kind of copy that the second document is of the first; None if it is none.

    Args:
        copy: the two, aligned.
        shared: what they share before that.
        marked: the second bears marks of swapping.
        own: both are of one outlet. It edits its own words; a swapped copy is another's.
    """
    if marked and copy.second.covered >= MARKED_COVERED:
        return "altered"
    if not own and copy.second.covered >= ALTERED_COVERED and is_altered(copy, shared):
        return "altered"
    if not _is_copy(shared):
        return None
    if _added(copy) > VERBATIM or copy.jumps > IN_ORDER:
        return "edited"
    if copy.second.covered >= WHOLE and copy.first.covered < REPRINT_KEEPS:
        return "excerpt"
    if _added(copy) + _left_out(copy) > VERBATIM:
        return "edited"
    if copy.second.covered >= WHOLE:
        return "reprint"
    with_page = copy.first.covered >= ALL and copy.second.covered >= WITH_PAGE
    # An outlet that prints its own story again with more behind it reprints it.
    return "reprint" if with_page or (own and shared.all >= REPRINT_SHARED) else "edited"


def is_altered(copy: Alignment, shared: Shared) -> bool:
    """Return whether software changed one document into the other, whichever is the copy."""
    return is_swapped(copy) or is_padded(copy) or (is_jumbled(copy) and shared.inside >= EDITED_INSIDE)


def is_swapped(copy: Alignment) -> bool:
    """Return whether one word after the other was swapped for a rarer one, and names and numbers stayed."""
    rest = copy.renamed + copy.moved + (copy.first.longer + copy.second.longer) / 2
    if copy.jumps > JUMPS or copy.swapped < SLIGHTLY or rest > SWAPPED_ELSE * copy.swapped:
        return False
    one_way = ONE_WAY if copy.swapped >= SWAPPED else SLIGHTLY_ONE_WAY
    many = copy.touched >= SWAPPED_TOUCHED and copy.swaps >= FEWEST_SWAPS
    return (many and abs(copy.commoner) >= one_way * copy.swaps) or abs(copy.articles) >= FEWEST_ARTICLES


def is_padded(copy: Alignment) -> bool:
    """Return whether single words were put in all through the text, and nothing else was done."""
    few, many = sorted((copy.first, copy.second), key=lambda side: side.single)
    rest = copy.swapped + copy.renamed + few.single + few.longer
    return (
        many.single >= PUT_IN
        and many.single * many.words >= FEWEST_PUT_IN
        and rest <= PUT_IN_ELSE * many.single
        and min(few.covered, many.covered) >= WHOLE
    )


def is_jumbled(copy: Alignment) -> bool:
    """Return whether the halves of sentences, and sentences, were turned round."""
    if copy.jumps < JUMPS:
        return False
    nothing_else = (
        copy.swapped + copy.renamed <= HARDLY and max(copy.first.covered, copy.second.covered) >= ALL
    )
    return copy.moved >= MOVED or nothing_else


def _is_copy(shared: Shared) -> bool:
    if shared.all >= REPRINT_SHARED or shared.inside >= INSIDE_WHOLE:
        return True
    rewritten = shared.inside >= EDITED_INSIDE and shared.opening >= EDITED_OPENING
    return rewritten or (shared.inside >= BUILT_INSIDE and shared.opening >= BUILT_OPENING)


def _added(copy: Alignment) -> float:
    """Return the share of the words of common sentences that the copy has otherwise or alone."""
    return copy.swapped + copy.renamed + (copy.second.single + copy.second.longer) / 2


def _left_out(copy: Alignment) -> float:
    return (copy.first.single + copy.first.longer) / 2
