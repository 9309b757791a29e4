"""Make copies and what is none, by rule and seed: one round for each sort of change."""

import datetime
import hashlib
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Literal, NamedTuple

from benchmarks.copies import machines, people
from benchmarks.copies.reports import OURS, Report
from benchmarks.copies.sentences import without_head
from benchmarks.copies.shared import capitalised
from truceline.model.copies import CopyKind

SEED = "copies/1"
# Copies of each sort. One more or fewer found moves a sort by a hundredth.
EACH = 100
LATEST = 3

Rule = Callable[[str, str, Random], str]
Dated = Literal["later", "same_day", "undated"]


# Of two reports with the same words and the same day nothing tells which was first.
REPRINT_DATES: tuple[Dated, ...] = ("later", "undated")
DATES: tuple[Dated, ...] = (*REPRINT_DATES, "same_day")


class Sort(NamedTuple):
    """A sort of change: what kind of copy it gives (None: no copy), and the rule that makes it."""

    name: str
    kind: CopyKind | None
    rule: Rule
    mixes: bool = False


class Made(NamedTuple):
    """A report that was made, the id of the one it was made from, and how it is dated beside it."""

    report: Report
    of: str
    dated: Dated


class Round(NamedTuple):
    """One sort's reports among the real ones; those from which text was taken for others are left out."""

    sort: Sort
    made: tuple[Made, ...]
    beside: tuple[Report, ...]


SORTS = (
    Sort("verbatim", "reprint", people.verbatim),
    Sort("furniture", "reprint", people.furniture),
    Sort("house_style", "reprint", people.house),
    Sort("trimmed", "reprint", people.trimmed),
    Sort("opening", "excerpt", people.opening),
    Sort("passage", "excerpt", people.passage),
    Sort("built_around", "edited", people.built_around, mixes=True),
    Sort("rewritten", "edited", people.rewritten, mixes=True),
    Sort("synonyms", "altered", machines.synonyms),
    Sort("thesaurus", "altered", machines.thesaurus),
    Sort("function_words", "altered", machines.function_words),
    Sort("articles", "altered", machines.articles),
    Sort("letters", "altered", machines.letters),
    Sort("lookalikes", "altered", machines.lookalikes),
    Sort("adjectives", "altered", machines.adjectives),
    Sort("order", "altered", machines.order),
    Sort("mixed", "altered", machines.mixed),
    Sort("follow_up", None, people.follow_up, mixes=True),
    Sort("quoting", None, people.quoting, mixes=True),
)


def rounds(reports: Sequence[Report], originals: Sequence[Report], each: int = EACH) -> Iterator[Round]:
    """Yield a round for each sort: `each` originals drawn by the seed, or half of all where a sort needs two for one."""
    for sort in SORTS:
        # Drawn by a hash of each, so that one report more or fewer in the set changes one in the draw.
        inorder = sorted(originals, key=lambda report: _lot(sort, report))
        drawn = inorder[: min(each, len(inorder) // (2 if sort.mixes else 1))]
        others = list(_others(sort, drawn, inorder[len(drawn) :])) if sort.mixes else drawn
        made = tuple(_made(sort, report, other, reports) for report, other in zip(drawn, others, strict=True))
        yield Round(sort, made, tuple(_beside(reports, drawn, others if sort.mixes else [])))


def _lot(sort: Sort, *reports: Report) -> bytes:
    """Return what the draw goes by."""
    return hashlib.sha256(" ".join((SEED, sort.name, *(report.id for report in reports))).encode()).digest()


def _beside(reports: Sequence[Report], drawn: Sequence[Report], used: Sequence[Report]) -> Iterator[Report]:
    """Yield the reports among which copies are looked for: without those used up, and the originals without their heads."""
    copied, gone = {report.id for report in drawn}, {report.id for report in used}
    for report in reports:
        if report.id not in gone:
            yield report._replace(text=without_head(report.text)) if report.id in copied else report


def _others(sort: Sort, drawn: Sequence[Report], rest: Sequence[Report]) -> Iterator[Report]:
    """Yield for each drawn report another: by lot for an edited copy, of the same matter for what is no copy."""
    free = list(rest)
    for report in drawn:
        if sort.kind:
            other = min(free, key=lambda one: _lot(sort, report, one))
        else:
            other = max(free, key=lambda one: _alike(report, one))
        free.remove(other)
        yield other


def _alike(report: Report, other: Report) -> tuple[float, str]:
    """Return how near another report is in matter, by the names in common; of equal ones the later id."""
    names, others = capitalised(report), capitalised(other)
    return len(names & others) / max(1, min(len(names), len(others))), other.id


def _made(sort: Sort, report: Report, other: Report, reports: Sequence[Report]) -> Made:
    rng = Random(f"{SEED} {sort.name} {report.id}")
    text, beside = without_head(report.text), without_head(other.text)
    if sort.kind == "altered":
        # Software swaps the words of the headline as it does those of the text.
        title, _, changed = sort.rule(f"{report.title}\n{text}", beside, rng).partition("\n")
    else:
        title = (report if sort.kind else other).title
        changed = sort.rule(text, beside, rng)
    # A report that names the agency from which it comes would be that agency's own under its name.
    named = text.casefold()
    outlets = {one.source for one in reports if one.source.casefold() not in named} - {report.source, OURS}
    outlet = rng.choice(sorted(outlets)) if outlets else ""
    dated: Dated = rng.choice(REPRINT_DATES if sort.kind == "reprint" else DATES)
    name = f"{sort.name}-{report.id}"
    return Made(Report(name, title, outlet, _date(report, dated, rng), changed), report.id, dated)


def _date(report: Report, dated: Dated, rng: Random) -> str:
    if dated == "undated" or not report.date:
        return ""
    days = rng.randint(1, LATEST) if dated == "later" else 0
    return (datetime.date.fromisoformat(report.date) + datetime.timedelta(days=days)).isoformat()
