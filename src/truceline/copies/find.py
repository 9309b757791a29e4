"""Find the copies among documents, say what kind each is, and group them into families."""

import datetime
from collections.abc import Iterable, Mapping

import msgspec

from truceline.copies.key import CopyKey, unpack
from truceline.copies.near import Near
from truceline.model.copies import Copy, CopyKind

# Read off the 758 reports: every pair that shares a fifth of the shorter was listed, and the doubtful ones were read.
# Reprints of one wire story share .6 and more of all 3-grams; below that whole paragraphs are new.
REPRINT_SHARED = 0.6
# An excerpt is wholly inside the other but for a changed first sentence or last line; .82 was the lowest true one.
EXCERPT_INSIDE = 0.8
# Rewritten wire copy shares half of the shorter text *and* its opening. One outlet's paragraphs of background reach .56
# of a short report with an opening that shares nothing (at most .06); openings of true pairs share .3 and more.
EDITED_INSIDE = 0.5
EDITED_OPENING = 0.3
# Swapping spares names and numbers: of 150 reports in which we swapped 27 words in 100, all kept .95 of the pairs of names
# and more, and lost .13 and more of the 3-grams beside that. Among 74 real pairs names led by .06 at most, but for short
# ones (FEWEST_PAIRS) and one that its own outlet had rewritten word by word; with whole sentences cut, by .12.
ALTERED_NAMES = 0.95
ALTERED_LEAD = 0.13
# Heavy swapping also changes the first words of sentences, which look like names. The highest real pair with a shared
# opening had .79 of the names (and .73 of the words).
HEAVY_NAMES = 0.8
HEAVY_WORDS = 0.5
# A document that bears the marks of swapping needs less: light swapping changes names too ("US" to "USA").
MARKED_NAMES = 0.5
MARKED_WORDS = 0.3
# Two reports of one wire story that has 14 pairs of names may share them all, each in its own words.
FEWEST_PAIRS = 20
# A spun copy of a reprint is a few words nearer to the reprint's headline than to the original's (.33 against .32 once).
AS_NEAR = 0.03
# The opening is the first 40 of the kept 3-grams (about 80 words), or the first 12 pairs of names.
OPENING_WORDS = 40
OPENING_NAMES = 12


class Shared(msgspec.Struct, frozen=True):
    """What two documents share, as fractions.

    `all` of both together (Jaccard), `inside` of the shorter, `later` and `earlier` of each alone; `opening` of either's
    opening in the other, the larger; `names` of the fewer pairs of names, `name_opening` likewise.
    """

    all: float
    inside: float
    later: float
    earlier: float
    opening: float
    names: float
    name_opening: float


def find_copies(documents: Iterable[CopyKey]) -> tuple[Copy, ...]:
    """Return each document that was made from another, with the likeliest it was made from, by document id.

    The documents are taken from the likeliest original to the least (see `_rank`), so their order does not matter; each
    is compared with the few before it that are near. An altered document whose original is not there has `of` None.
    """
    near = Near()
    seen: list[CopyKey] = []
    found: list[Copy] = []
    for key in sorted(set(documents), key=_rank):
        matches = [match for n in sorted(near.find(key)) if (match := _compare(key, seen[n]))]
        if matches:
            best = max(match.score for match in matches)
            # `seen` begins with the likeliest originals: of two that it is as near to, the first.
            found.append(next(match for match in matches if match.score >= best - AS_NEAR))
        elif key.altered:
            found.append(
                Copy(
                    key.doc, None, "altered", 1.0, "words were swapped by software; the original is not here"
                )
            )
        near.add(len(seen), key)
        seen.append(key)
    return tuple(sorted(found, key=lambda copy: copy.doc))


def families(copies: Iterable[Copy], ids: Iterable[str]) -> Mapping[str, str]:
    """Return for each id the document that stands for its family: the original, or the document itself.

    Documents with the same representative are one source.
    """
    of = {copy.doc: copy.of for copy in copies if copy.of is not None}
    return {one: _root(one, of) for one in ids}


def _root(doc: str, of: Mapping[str, str]) -> str:
    while doc in of:
        doc = of[doc]
    return doc


def _rank(key: CopyKey) -> tuple[bool, bool, bool, datetime.date, int, str]:
    """Order from the likeliest original.

    Not altered (an altered copy keeps the wire's credit, and is no original for that); printed by the wire itself;
    crediting a wire; earlier (undated last); longer, because an excerpt is shorter; then the smaller id.
    """
    # "Lodestar" is credited, and the Lodestar News Agency prints.
    printed_by_wire = bool(key.wire and key.outlet and key.wire.casefold() in key.outlet.casefold())
    date = key.published or datetime.date.max
    return key.altered, not printed_by_wire, key.wire is None, date, -key.length, key.doc


def _compare(later: CopyKey, earlier: CopyKey) -> Copy | None:
    """Return `later` as a copy of `earlier`, if it is one."""
    shared = _shared(later, earlier)
    kind = _kind(later, earlier, shared)
    if kind is None:
        return None
    score = max(shared.names, shared.inside) if kind == "altered" else shared.inside
    return Copy(later.doc, earlier.doc, kind, round(score, 3), _reason(kind, shared))


def _kind(later: CopyKey, earlier: CopyKey, shared: Shared) -> CopyKind | None:
    if later.altered and (shared.names >= MARKED_NAMES or shared.inside >= MARKED_WORDS):
        return "altered"
    # An outlet that changes the words of its own report edits it (one of 74 real pairs); a spun copy is another's.
    if _swapped(shared) and not (later.outlet and later.outlet == earlier.outlet):
        return "altered"
    if shared.all >= REPRINT_SHARED:
        return "reprint"
    if shared.later >= EXCERPT_INSIDE:
        return "excerpt"
    built_around = shared.earlier >= EXCERPT_INSIDE
    rewritten = shared.inside >= EDITED_INSIDE and shared.opening >= EDITED_OPENING
    return "edited" if built_around or rewritten else None


def _swapped(shared: Shared) -> bool:
    """Return whether names and numbers stayed and the words between them did not."""
    if shared.name_opening < EDITED_OPENING:
        return False
    lightly = shared.names >= ALTERED_NAMES and shared.names - shared.inside >= ALTERED_LEAD
    return lightly or (shared.names >= HEAVY_NAMES and shared.inside < HEAVY_WORDS)


def _shared(later: CopyKey, earlier: CopyKey) -> Shared:
    a, b = unpack(later.word_sketch), unpack(earlier.word_sketch)
    common = len(set(a) & set(b))
    names, name_opening = _shared_names(unpack(later.name_sketch), unpack(earlier.name_sketch))
    return Shared(
        all=_part(common, len(a) + len(b) - common),
        inside=_part(common, min(len(a), len(b))),
        later=_part(common, len(a)),
        earlier=_part(common, len(b)),
        opening=_opening(a, b, OPENING_WORDS),
        names=names,
        name_opening=name_opening,
    )


def _shared_names(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[float, float]:
    if min(len(a), len(b)) < FEWEST_PAIRS:
        return 0.0, 0.0
    return _part(len(set(a) & set(b)), min(len(a), len(b))), _opening(a, b, OPENING_NAMES)


def _opening(a: tuple[int, ...], b: tuple[int, ...], length: int) -> float:
    """Return how much of the opening of either stands in the other, the larger part."""
    first_a, first_b = set(a[:length]), set(b[:length])
    return max(_part(len(first_a & set(b)), len(first_a)), _part(len(first_b & set(a)), len(first_b)))


def _part(count: int, whole: int) -> float:
    return count / whole if whole else 0.0


def _reason(kind: CopyKind, shared: Shared) -> str:
    words = f"{shared.inside:.0%} of the shorter text's runs of three words"
    if kind == "altered" and shared.names:
        return f"shares {shared.names:.0%} of the pairs of names and numbers, but only {words}"
    if kind == "edited":
        return f"shares {words}, and {shared.opening:.0%} of an opening"
    return f"shares {words}"
