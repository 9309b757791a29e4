"""Lines that recur in the reports of one outlet, proposed as knowledge; a person's word makes them so, or takes it back."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from truceline.clean.recurring import told_lines
from truceline.knowledge.furniture import Furniture, fold_line
from truceline.knowledge.outlet_lines import ACCEPTED, outlet_key, read_lines, write_lines
from truceline.knowledge.own import known, own_knowledge
from truceline.model.document import Document
from truceline.model.errors import NotFound
from truceline.model.ids import content_id
from truceline.model.judgement import Judgement, Weight
from truceline.model.recurring import LineKind, LineState, RecurringLine
from truceline.store import read, write
from truceline.store.open import Record

# A line is proposed that stands in this many reports of an outlet, copies counted once, and in this share of all of them.
# Read on 758 reports of 15 outlets: at 2 reports 70 lines recur, ten of them proposed as furniture, nine rightly; at 3 nine
# recur, four proposed, all rightly, and the other five are the war told in the same words.  Follow-ups of a large outlet share
# sentences, hence the share.
FEWEST = 3
SHARE = 0.05
# How many of the documents are named.
_EXAMPLES = 3
# Of more holders than this the rest is taken for reports of their own: what recurs so often is no text of one report.
_LOOKED_AT = 50
# A sentence of fewer words is a label, even with a full stop: "Google.", "Read more."
_SENTENCE_WORDS = 3
# A shorter name of an outlet stands inside other words.
_OUTLET_LETTERS = 4
_ENDED = re.compile(r"[.!?…][\"”’')\]]*$")


def recurring_lines(record: Record) -> list[RecurringLine]:
    """Return the lines that were accepted and those that are proposed, by outlet, the commonest first."""
    own = own_knowledge(read.judgements(record))
    accepted = [
        RecurringLine(_id(outlet, line), outlet, line, "furniture", "accepted", 0, 0)
        for outlet, lines in read_lines(ACCEPTED, dict(own).get(ACCEPTED, "")).items()
        for line in lines
    ]
    taken = {one.id for one in accepted}
    proposed = [one for one in _proposed(read.documents(record), known(own).furniture) if one.id not in taken]
    return sorted([*accepted, *proposed], key=lambda one: (one.outlet, one.state, -one.documents, one.line))


def accept_lines(
    record: Record, ids: Sequence[str], *, by: str, why: str, undo: bool = False
) -> list[RecurringLine]:
    """Keep a person's word that these lines are no report, or take it back; the next run reads the documents anew.

    Args:
        record: the record, open.
        ids: the lines' ids, or the beginnings of them; none means all that are proposed as furniture.
        by: who says so.
        why: the reason, in the person's words.
        undo: whether the word is taken back.

    Raises:
        NotFound: no line, or several, have such an id.
    """
    state: LineState = "accepted" if undo else "proposed"
    choice = [one for one in recurring_lines(record) if one.state == state]
    chosen = [_only(choice, given) for given in ids] or [one for one in choice if one.kind == "furniture"]
    if not chosen:
        raise NotFound(f"no line is {state}")
    kept: defaultdict[str, set[str]] = defaultdict(set)
    text = dict(own_knowledge(read.judgements(record))).get(ACCEPTED, "")
    for outlet, lines in read_lines(ACCEPTED, text).items():
        kept[outlet].update(lines)
    for one in chosen:
        (kept[one.outlet].discard if undo else kept[one.outlet].add)(one.line)
    reasons = (Weight(0.0, why),)
    write.add_judgement(
        record, Judgement("knowledge", ACCEPTED, "", "accepted", f"person: {by}", reasons, write_lines(kept))
    )
    return chosen


def _only(choice: Iterable[RecurringLine], given: str) -> RecurringLine:
    match [one for one in choice if one.id.startswith(given)]:
        case [only]:
            return only
        case []:
            raise NotFound(f"no such line: {given}")
        case several:
            raise NotFound(f"{given} may be any of {len(several)} lines: give more of the id")


class _Told(NamedTuple):
    """A report with what it tells: each folded line with its words."""

    doc: str
    lines: dict[str, str]


def _proposed(documents: Iterable[Document], furniture: Furniture) -> Iterator[RecurringLine]:
    for outlet, reports in _by_outlet(documents).items():
        holders: defaultdict[str, list[_Told]] = defaultdict(list)
        for report in reports:
            for folded in report.lines:
                holders[folded].append(report)
        for folded, among in holders.items():
            count = _apart(folded, among) if len(among) >= FEWEST else 0
            if count >= FEWEST and count >= SHARE * len(reports):
                kind = _kind((report.lines[folded] for report in among), outlet, furniture)
                examples = tuple(report.doc for report in among[:_EXAMPLES])
                yield RecurringLine(
                    _id(outlet, folded), outlet, folded, kind, "proposed", count, len(reports), examples
                )


def _by_outlet(documents: Iterable[Document]) -> dict[str, list[_Told]]:
    found: defaultdict[str, list[_Told]] = defaultdict(list)
    for doc in documents:
        outlet = outlet_key(doc.outlet, doc.url)
        if outlet is not None and doc.is_read:
            places = told_lines(doc.text, doc.parts)
            words = [" ".join(doc.text[start:end].split()) for start, end in places]
            found[outlet].append(_Told(doc.id, {folded: one for one in words if (folded := fold_line(one))}))
    return found


def _apart(line: str, reports: Sequence[_Told]) -> int:
    """Return how many of these reports are not one another's copies: half of what else they tell is their own.

    The record's own copies are not asked: an advertisement in a short report makes it a copy of the next one.
    """
    apart: list[set[str]] = []
    for report in reports[:_LOOKED_AT]:
        rest = report.lines.keys() - {line}
        if rest and all(2 * len(rest & other) < min(len(rest), len(other)) for other in apart):
            apart.append(rest)
    return len(apart) + max(0, len(reports) - _LOOKED_AT)


def _kind(said: Iterable[str], outlet: str, furniture: Furniture) -> LineKind:
    """Return what a line is: a sentence that neither speaks to the reader nor is on the outlet itself tells of the world."""
    # Said once with its full stop, it is a sentence wherever else that was lost.
    line = max(said, key=lambda words: (bool(_ENDED.search(words)), words))
    sentence = _ENDED.search(line) and len(line.split()) >= _SENTENCE_WORDS
    if not sentence or furniture.to_reader.search(line):
        return "furniture"
    letters = "".join(filter(str.isalnum, line.casefold()))
    name = "".join(filter(str.isalnum, outlet))
    named = len(name) >= _OUTLET_LETTERS and name in letters
    return "furniture" if named and not furniture.told_outlet.search(line) else "background"


def _id(outlet: str, line: str) -> str:
    return content_id("line", outlet, line)
