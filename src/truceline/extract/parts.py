"""Parts: which counted people are a part of others ("including four boys", "two of them")."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from truceline.extract.line import Group, Line

# "The 22 dead are six nurses and …": what stands after these is what stands before them.
EQUALS = frozenset(("are", "were"))
# Who closes a list of persons told one by one.
LATER = frozenset(("third", "fourth", "fifth", "sixth", "seventh", "eighth"))
ONE_MORE = frozenset(("another", "one", "second"))


class Part(NamedTuple):
    """A group that is a part of another; `total` is None where the words name a total without a number."""

    group: Group
    total: Group | None
    said: str
    marker: int


def find_parts(line: Line, groups: list[Group]) -> list[Part]:
    """Return the groups that the words set apart as parts of another, left to right."""
    found: dict[int, Part] = {}
    for i in line.words:
        phrase = line.amounts.frames.part_before.at(line.words, i)
        # In "six guards, one of them a boy" the woman is the one, not a part of it.
        if phrase and phrase[0] == "of" and any(group.after == i for group in groups):
            continue
        for part in _listed(line, groups, i, i + len(phrase)) if phrase else ():
            found.setdefault(part.group.first, part)
    apart = (*_among_the_dead(line, groups), *_told_apart(line, groups), *_one_by_one(line, groups))
    for part in apart:
        found.setdefault(part.group.first, part)
    for group in groups:
        told = _told_after(line, groups, group)
        if told is not None:
            found.setdefault(group.first, told)
    _take_both(line, groups, found)
    return [found[first] for first in sorted(found)]


def _take_both(line: Line, groups: list[Group], found: dict[int, Part]) -> None:
    """Take for parts, too, those that "and" joins to one that is told to be."""
    for group, behind in reversed([*pairwise(sorted(groups, key=lambda one: one.first))]):
        if group.first not in found and _are_both(line, group, behind, found.get(behind.first)):
            found[group.first] = found[behind.first]._replace(group=group)


def _are_both(line: Line, group: Group, behind: Group, part: Part | None) -> bool:
    """See "four boys and two teachers are among the dead": the children are, too. "Killed nine and two" counts nine."""
    joined = line.word(group.last) in ("and", ",") and behind.first == group.last + 1
    told = (
        part is not None
        and part.marker >= behind.last
        and line.word(part.marker) in line.amounts.frames.among
    )
    return joined and told and not line.effect(group.first - 1)


def _among_the_dead(line: Line, groups: list[Group]) -> Iterator[Part]:
    """Yield the parts of "among the dead were six nurses and two guards": the verb stands before them."""
    for i in line.words:
        if line.word(i) == "of" and line.word(i - 1) in ("", '"'):
            yield from _of_those(line, groups, i)
        if line.word(i) not in line.amounts.frames.among:
            continue
        harm = next((j for j in range(i + 1, i + 4) if line.effect(j)), None)
        start = harm + 1 if harm is not None else 0
        while harm is not None and line.word(start) in (*line.amounts.frames.passive, "also"):
            start += 1
        if harm is not None and start > harm + 1 and line.word(i - 1) in ("", ",", '"'):
            yield from (
                part._replace(said=line.parsed.span(i + 1, harm + 1).quote)
                for part in _listed(line, groups, harm + 1, start)
            )


def _of_those(line: Line, groups: list[Group], i: int) -> Iterator[Part]:
    """Yield the part of "Of those killed, six were children"."""
    harm = next((j for j in range(i + 2, i + 4) if line.effect(j)), None)
    if harm is None or line.word(i + 1) not in ("those", "the"):
        return
    first = harm + 1 + (line.word(harm + 1) == ",")
    group = next((one for one in groups if one.first == first), None)
    if group is not None:
        yield Part(group, None, line.parsed.span(i + 1, harm + 1).quote, i)


def _told_apart(line: Line, groups: list[Group]) -> Iterator[Part]:
    """Yield the parts of "the 22 dead are six nurses, 13 patients and three guards", "killed 11: nine men and two boys".

    Two or more are listed, and together they are no more than the whole.
    """
    for total in groups:
        marker = _marker(line, total)
        parts = _listed(line, groups, marker, marker + 1) if marker is not None else []
        counts = [part.group.numeral.low for part in parts]
        whole = total.numeral.low
        if len(parts) > 1 and whole and None not in counts and sum(n for n in counts if n) <= whole:
            yield from (part._replace(total=total, said=_quote(line, total, total.last)) for part in parts)


def _one_by_one(line: Line, groups: list[Group]) -> Iterator[Part]:
    """Yield the one of "One man was hurt in the leg, another in the arm and a third in both": one of three.

    "One was killed, another hurt and a third fled" tells of each what befell him.
    """
    if len({line.word(i) for i in line.words if line.effect(i)}) != 1:
        return
    for i in line.words:
        closing = line.word(i) in LATER and line.word(i - 1) == "a" and not line.tag(i + 1).startswith("N")
        first = next((one for one in groups if closing and one.last <= i and one.numeral.low == 1), None)
        if first is not None and any(line.word(j) in ONE_MORE for j in range(first.last, i)):
            yield Part(first, None, line.parsed.span(i - 1, i + 1).quote, i)


def _marker(line: Line, total: Group) -> int | None:
    """Return the "are" right after the counted dead, or the colon that closes the clause in which they are counted."""
    i = total.last
    dead = line.effect(i) or line.effect(i - 1)
    if dead and (line.word(i) in EQUALS or line.word(i + 1) in EQUALS):
        return i if line.word(i) in EQUALS else i + 1
    return next((j for j in range(i, line.sentence.last) if line.word(j) == ":"), None)


def past_owner(line: Line, i: int) -> int:
    """Step over whose they are: "of the hospital's staff" after "six members"."""
    if line.word(i) not in ("of", "from"):
        return i
    j = i + 1
    while line.tag(j) in ("DT", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "POS"):
        j += 1
    return j


def _listed(line: Line, groups: list[Group], marker: int, start: int) -> list[Part]:
    """Return the groups listed after "including": up to the first word that is neither a group nor a join.

    "The toll included 55 injured" lists a figure, not a part: the group has its own effect.
    """
    total = max((g for g in groups if g.last <= marker), key=lambda g: g.last, default=None)
    said = _quote(line, total, marker)
    starting = {group.first: group for group in groups}
    parts: list[Part] = []
    i = start
    while i in line.words:
        group = starting.get(i)
        if group is None:
            # "including children and two nurses": the children are not counted.
            plural = line.tag(i) == "NNS" and line.word(i) in line.amounts.people.status
            if not plural and (line.word(i) not in line.amounts.frames.joins or line.effect(i + 1)):
                break
            i += 1
            continue
        # "Including 11 children and dozens more wounded"
        after = group.last + (line.word(group.last) in ("more", "others"))
        if line.effect(after) and (group.bare or after > group.last):
            break
        parts.append(Part(group, total, said, marker))
        i = past_owner(line, group.last)
    return parts


def _told_after(line: Line, groups: list[Group], group: Group) -> Part | None:
    """Return the part told by words after it: "two of them", "five of the dead", "ten girls were among 15 killed"."""
    whole = _of_the(line, groups, group)
    if whole is not None:
        return Part(group, whole, _quote(line, whole, whole.last), group.after)
    phrase = line.amounts.frames.part_after.at(line.words, group.after)
    if phrase is not None:
        end = group.after + len(phrase)
        group = _named_after(line, group, end)
        wholes = (g for g in groups if g.last <= group.first and not _is_part(line, g))
        total = max(wholes, key=lambda g: g.last, default=None)
        # "Repelled the attackers, killing 17 of them" counts all that died; in "killing 31 raiders and wounding dozens of
        # them" the dozens are no part of the dead.
        if line.effect(group.first - 1):
            return None
        said = _quote(line, total, group.first) if total else " ".join(phrase[1:])
        return Part(group, total, said, group.after)
    i = _past_own(line, groups, group)
    while line.word(i) in line.amounts.frames.links and line.word(i) != ",":
        i += 1
    if i > group.last and line.word(i) in line.amounts.frames.among:
        total = next((g for g in groups if g.first > i), None)
        # "One was among those killed and ten were hurt": the ten are no total of the one.
        if total is not None and any(line.effect(j) for j in range(i, total.first)):
            total = None
        return Part(group, total, _quote(line, total, i + 3) if total is None else _quote(line, total, i), i)
    return None


def _past_own(line: Line, groups: list[Group], group: Group) -> int:
    """Return where the words for the people end, past their own parts: "six clerks, including a boy, were among the dead"."""
    i = group.last + (line.word(group.last) == ",")
    phrase = line.amounts.frames.part_before.at(line.words, i)
    own = _listed(line, groups, i, i + len(phrase)) if phrase else []
    if not own or own[0].total != group:
        return group.last
    end = own[-1].group.last
    return end + (line.word(end) == ",")


def _of_the(line: Line, groups: list[Group], group: Group) -> Group | None:
    """Return the total of "nine of the 12 dead were women"."""
    i = group.after
    if not group.bare or line.word(i) != "of" or line.word(i + 1) not in ("the", "those", "these"):
        return None
    return next((one for one in groups if one.first in (i + 1, i + 2)), None)


def since_dead(line: Line, group: Group) -> Group:
    """Return the group with the words of what it was a part of: "six of the wounded died" are six of the dead now."""
    phrase = line.amounts.frames.part_after.at(line.words, group.after)
    end = group.after + len(phrase or ())
    while phrase and line.tag(end) == "RB":
        end += 1
    return (
        group._replace(after=end, last=end) if phrase and line.word(end) in line.amounts.cues.ends else group
    )


def _is_part(line: Line, group: Group) -> bool:
    """In "19 people, 12 of them soldiers and seven of them rebels" the seven are no part of the twelve."""
    return line.amounts.frames.part_after.at(line.words, group.after) is not None


def _named_after(line: Line, group: Group, i: int) -> Group:
    """Return the group with the noun that names it behind "of them": "12 of them soldiers"."""
    i += line.word(i) in EQUALS
    status = line.amounts.people.status.get(line.word(i))
    if status is None or line.tag(i) not in ("NNS", "NN") or group.noun is not None:
        return group
    return group._replace(after=i, last=i + 1, noun=i, sure=True, status=status)


def _quote(line: Line, total: Group | None, marker: int) -> str:
    """Return the words of the total: its count, else the nearest words of harm before the marker ("those killed")."""
    if total is not None:
        return line.parsed.span(total.first, total.last).quote
    harm = next(
        (
            i
            for i in range(min(marker, line.sentence.last) - 1, line.sentence.first - 1, -1)
            if line.effect(i)
        ),
        None,
    )
    if harm is None:
        return ""
    first = harm - 1 if line.word(harm - 1) in ("the", "those", "all") else harm
    return line.parsed.span(first, harm + 1).quote
