"""Find the copies among documents, say what kind each is, and group them into families."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from truceline.copies.align import Alignment, align
from truceline.copies.direction import came_first, rank
from truceline.copies.key import CopyKey
from truceline.copies.kinds import kind_of
from truceline.copies.near import Near
from truceline.copies.shared import Shared, share
from truceline.copies.words import unpack_words
from truceline.model.copies import Copy, CopyKind

Pair = tuple[CopyKey, CopyKey]
# A spun copy of a reprint is a few words nearer to the reprint's headline than to the original's (.33 against .32 once).
AS_NEAR = 0.03


def find_copies(documents: Iterable[CopyKey]) -> tuple[Copy, ...]:
    """Return each document that was made from another, with the likeliest it was made from, by document id.

    The order of the documents does not matter. An altered document whose original is not there has `of` None.
    """
    keys = sorted(set(documents), key=rank)
    found = [copy for pair in candidates(keys) if (copy := compare(*pair)) is not None]
    return choose(found, (Placed(key.doc, key.altered) for key in keys))


def candidates(keys: Iterable[CopyKey]) -> Iterator[Pair]:
    """Yield the pairs that might be copies, the likelier original first.

    Args:
        keys: the documents in the order of `rank`: each is looked up among the few before it that are near.
    """
    near = Near()
    seen: list[CopyKey] = []
    for key in keys:
        for number in near.find(key):
            yield seen[number], key
        near.add(len(seen), key)
        seen.append(key)


def compare(first: CopyKey, second: CopyKey) -> Copy | None:
    """Return which of two documents is a copy of the other and how, if one is: the same for both orders of the two."""
    first, second = sorted((first, second), key=rank)
    shared = share(first, second)
    if not shared.enough:
        return None
    aligned = align(unpack_words(first.sentences), unpack_words(second.sentences))
    if not came_first(first, second, aligned):
        first, second, aligned = second, first, aligned.turned()
    own = first.outlet is not None and first.outlet == second.outlet
    kind = kind_of(aligned, shared, marked=second.altered, own=own)
    if kind is None:
        return None
    score = min(
        1.0, aligned.second.covered if kind == "altered" else max(aligned.first.same, aligned.second.same)
    )
    return Copy(second.doc, first.doc, kind, round(score, 3), _reason(kind, aligned, shared))


class Placed(NamedTuple):
    """What the choice among originals needs to know of a document."""

    doc: str
    altered: bool


def choose(found: Iterable[Copy], placed: Iterable[Placed]) -> tuple[Copy, ...]:
    """Return one copy for each document that is one: of the originals that it is nearest to the likeliest, no altered copy.

    Two documents are never each other's original: what would close a ring is left out.

    Args:
        found: for any document the copies that it might be.
        placed: all documents, in the order of `rank`.
    """
    keys = list(placed)
    order = {key.doc: number for number, key in enumerate(keys)}
    told = [(copy, copy.of) for copy in found if copy.of is not None]
    best: dict[str, float] = {}
    for copy, _ in told:
        best[copy.doc] = max(copy.score, best.get(copy.doc, 0.0))
    swapped = {copy.doc for copy, _ in told if copy.kind == "altered"}
    near = [(copy, of) for copy, of in told if copy.score >= best[copy.doc] - AS_NEAR]
    chosen: dict[str, Copy] = {}
    homes: dict[str, str] = {}
    for copy, of in sorted(near, key=lambda one: (one[1] in swapped, order[one[1]], order[one[0].doc])):
        if copy.doc not in chosen and _root(of, homes) != copy.doc:
            chosen[copy.doc], homes[copy.doc] = copy, of
    for key in keys:
        if key.altered and key.doc not in chosen:
            chosen[key.doc] = Copy(
                key.doc, None, "altered", 1.0, "words were swapped by software; the original is not here"
            )
    return tuple(chosen[doc] for doc in sorted(chosen))


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


def _reason(kind: CopyKind, aligned: Alignment, shared: Shared) -> str:
    """Return the figures behind a verdict: the two sides, then what happened inside the sentences that both have."""
    copy = aligned.second
    words = [f"{copy.covered:.0%} of it stands in the other, which is {aligned.first.covered:.0%} of that"]
    if not aligned.touched:
        return f"{words[0]}; word for word"
    words.append(f"{aligned.touched:.0%} of these sentences were changed")
    changes = {
        "swapped for rarer ones" if aligned.commoner > 0 else "swapped": aligned.swapped,
        "moved": aligned.moved,
        "put in one by one": copy.single,
        "put in": copy.longer,
        "left out": aligned.first.single + aligned.first.longer,
        "are other names or numbers": aligned.renamed,
    }
    told = [f"{part:.0%} {what}" for what, part in changes.items() if part >= 0.005]
    return "; ".join([*words, f"of their words {', '.join(told)}" if told else "hardly a word of them"])
