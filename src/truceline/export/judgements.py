"""What persons judged and what waits for them, in the terminal: claims with their ids, the log, the queue."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from truceline.export.page import section, table
from truceline.export.words import MARKS
from truceline.model.judgement import PERSON, Judgement, Kept, Weight
from truceline.model.record import ClaimShown, Unsure

# So many pairs are shown: nobody judges more at one sitting.
MOST = 40
# Words of a claim are cut here; `show incident ID --claims` has their sentences whole.
QUOTE = 40


def claim_list(claims: Iterable[ClaimShown]) -> RenderableType:
    """Return one line a claim: its id, what it says as read, who holds it, and what a person said of it."""
    columns = ("Id", "What", "Value as read", "Holder", "Stance", "Judged", "Words")
    return table(columns, map(_claim, claims), "No claim.")


def _claim(claim: ClaimShown) -> Sequence[str]:
    stance = " ".join(filter(None, (claim.stance and MARKS[claim.stance], claim.stance, claim.object)))
    quote = " ".join(claim.evidence[0].quote.split())
    shown = quote if len(quote) <= QUOTE else f"{quote[: QUOTE - 1].rstrip()}…"
    return claim.id, claim.of, claim.words, claim.holder, stance or "–", claim.verdict or "–", f"“{shown}”"


def judgement_list(kept: Sequence[Kept], words: Callable[[Judgement], str]) -> RenderableType:
    """Return the log of judgements, one line each; `words` gives what was judged and what was said of it."""
    takes = {by: one.number for one in kept if (by := one.undone_by) is not None}
    columns = ("No.", "When", "Who", "Judgement", "Why", "Stands")
    return table(columns, (_judgement(one, words, takes) for one in kept), "No judgement.")


def _judgement(one: Kept, words: Callable[[Judgement], str], takes: Mapping[int, int]) -> Sequence[str]:
    said = one.judgement
    if said.verdict == "undone":
        what = f"takes back {takes[one.number]}" if one.number in takes else "takes back what is not there"
    else:
        what = words(said)
    stands = "yes" if one.undone_by is None else f"no: taken back by {one.undone_by}"
    why = "; ".join(weight.reason for weight in said.reasons if weight.reason)
    return str(one.number), _time(said.at), said.by.removeprefix(PERSON), what, why or "–", stands


def _time(at: str) -> str:
    """Return "2019-03-10 12:30" for an ISO time."""
    return at[:16].replace("T", " ") or "not told"


def unsure_list(
    unsure: Sequence[Unsure], kept: Sequence[Kept], words: Callable[[Judgement], str]
) -> RenderableType:
    """Return what waits for a person: words that find nothing any more, then pairs that may be one, the likeliest first."""
    lost = [one for one in unsure if one.kind == "judgement"]
    pairs = [one for one in unsure if one.kind == "pair"]
    if not unsure:
        return Text("Nothing waits for a person.", "quiet")
    by_id = {one.judgement.id: one for one in kept}
    parts: list[RenderableType] = []
    if lost:
        rows = (_lost(one, by_id[one.judgement], words) for one in lost if one.judgement in by_id)
        parts.append(
            section("Judgements that hold no longer", table(("No.", "Judgement", "Why not"), rows, ""))
        )
    if pairs:
        more = f", the {MOST} likeliest below; --json has all" if len(pairs) > MOST else ""
        head = f"{len(pairs)} pair{'' if len(pairs) == 1 else 's'} that may be one happening{more}"
        parts.append(
            section(
                head,
                table(("Weight", "Incidents", "For and against"), map(_pair, pairs[:MOST]), ""),
            )
        )
    return Group(*parts)


def _lost(one: Unsure, kept: Kept, words: Callable[[Judgement], str]) -> Sequence[str]:
    return str(kept.number), words(kept.judgement), one.reasons[0].reason


def _pair(one: Unsure) -> Sequence[str]:
    """Return both incidents below each other, and every weight with its reason, the heaviest first."""
    weights = sorted(one.reasons, key=lambda weight: -abs(weight.value))
    by = "" if not one.by.startswith(PERSON) else f"unsure, says {one.by.removeprefix(PERSON)}\n"
    reasons = "\n".join(map(_weight, weights))
    incidents = (f"{id_}\n{title}\n" for id_, title in zip(one.incidents, one.titles, strict=True))
    return f"{one.weight:+.1f}", "\n".join(incidents), f"{by}{reasons}\n"


def _weight(weight: Weight) -> str:
    return f"{weight.value:+.1f} {weight.reason}"
