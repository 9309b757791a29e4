"""Own deaths: who kills others and himself in one breath: "killed nine guards and himself" tells of nine, and of ten dead."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from truceline.extract.line import Line
from truceline.model.claim import Harm
from truceline.model.parsed import Found

# "turned the gun on himself"
TURN_REACH = 6


def with_doer(line: Line, found: Sequence[Found[Harm]]) -> Iterator[Found[Harm]]:
    """Yield how many died at the most, where one killed others and himself: they and he.

    Registers of attacks count whoever did it among the dead, those who told it count whom he killed: the count of the others
    stands as it is, and what all died come to bounds it above. Of two counts of others nobody says which are his.
    """
    own = next((i for i in line.words if _dies(line, i)), None)
    if own is None:
        return
    others = [harm for harm in found if _is_count(line, harm) and own not in range(harm.first, harm.last)]
    # "Two were killed when he shot his wife and then himself": he may be one of the two.
    if len(others) != 1 or others[0].value.cue > others[0].first:
        return
    only = others[0]
    figure = structs.replace(
        only.value.figure,
        low=None,
        high=(only.value.figure.low or 0) + 1,
        exactness="at most",
        status="unknown",
        status_as_said="",
    )
    first, last = min(own, only.first), max(own + 1, only.last)
    yield Found(structs.replace(only.value, figure=figure), first, last, own)


def _is_count(line: Line, harm: Found[Harm]) -> bool:
    figure = harm.value.figure
    whole = figure.effect == "killed" and figure.part_of is None and figure.low == figure.high
    # A bomber who kills four civilians and himself leaves no fifth civilian; a father who kills his children does.
    fits = figure.status == "unknown" or (figure.status == "civilian" and not _is_armed(line))
    return whole and bool(figure.low) and fits and not harm.value.increment


def _is_armed(line: Line) -> bool:
    """Return whether the sentence names somebody by what he fights as: "the bomber", "a gunman"."""
    return any(
        line.word(i) in line.amounts.oneself.armed
        or line.amounts.people.status.get(line.word(i)) == "combatant"
        for i in line.words
    )


def _dies(line: Line, i: int) -> bool:
    """Return whether token `i` ends what tells that somebody killed himself."""
    word, before, self_harm = line.word(i), line.word(i - 1), line.amounts.oneself
    if word in self_harm.ends:
        return before in self_harm.ways and any(line.word(j) in self_harm.takes for j in range(i - 4, i))
    if word not in self_harm.words:
        return False
    turned = before == "on" and any(line.word(j) in self_harm.turns for j in range(i - TURN_REACH, i))
    done = before in self_harm.by and line.tag(i - 1) != "VB"
    joined = before == "then" or (before == "and" and line.parsed.tokens[i].dep in ("conj", "dobj"))
    return turned or done or joined
