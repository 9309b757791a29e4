"""Harmed: the counted people of a sentence with their parts set aside, and the chains in which they are joined."""

from truceline.extract.counted import find_groups
from truceline.extract.line import Group, Line
from truceline.extract.parts import find_parts, past_owner, since_dead
from truceline.knowledge.amounts import Amounts
from truceline.model.parsed import Parsed, Sentence

# "claimed in one night the lives of nine people".
LIVES_REACH = 6

DASHES = ("-", "–", "—", ",")


class Counted(Line):
    """One sentence with its people counted: the groups that stand for themselves, and the parts of them."""

    def __init__(self, parsed: Parsed, sentence: Sentence, amounts: Amounts) -> None:
        """Read the groups and the parts."""
        super().__init__(parsed, sentence, amounts)
        found = find_groups(self)
        groups = [since_dead(self, group) for group in found]
        # "of the wounded" in "six of the wounded died" tells no harm to the six.
        self.spent = {i for old, new in zip(found, groups, strict=True) for i in range(old.last, new.last)}
        self.parts = find_parts(self, groups)
        inside = {part.group.first for part in self.parts}
        self.groups = [group for group in groups if group.first not in inside]
        self.starting = {group.first: group for group in self.groups}
        self.ending = {group.last: group for group in self.groups}
        # What ends with its parts ends, to a reader, with the last of them.
        self.closing = {part.group.last: part for part in self.parts}


class Lone(Counted):
    """One sentence of a report that counts nobody: "the driver was killed" tells of one."""

    lone = True


def are_lost(line: Counted, i: int, group: Group) -> bool:
    """Return whether a verb takes the lives of people: "saved the lives of nine" takes none."""
    near = (*range(i - LIVES_REACH, i), *range(group.last, group.last + LIVES_REACH))
    return any(line.word(j) in line.amounts.cues.claiming | line.amounts.cues.losing for j in near)


def chain_right(line: Counted, group: Group) -> list[Group]:
    """Return the group and those joined to it on the right: "two women and a boy"."""
    chain, last = [group], group
    while True:
        i = _past_parts(line, last) if last is chain[-1] else _past_explained(line, last)
        # "three members of the clinic's staff and a guard": whose they are stands between.
        if (
            line.word(i) in ("of", "from")
            and line.word(past := past_owner(line, i)) in line.amounts.frames.joins
        ):
            i = past
        joined = False
        while line.word(i) in line.amounts.frames.joins:
            i, joined = i + 1, True
        following = line.starting.get(i)
        if following is None or _ends_chain(line, chain, following):
            return chain
        last = following
        if _explains(line, chain[-1], following):
            continue
        if not joined and line.word(following.last) not in ("", ".", "and"):
            return chain
        chain.append(following)


def _ends_chain(line: Counted, chain: list[Group], following: Group) -> bool:
    """Return whether those behind a group are not joined to it."""
    # Lost commas put two counts side by side; a bare number after "and" starts a clause of its own.
    if following.bare or following.first in {g.first for g in chain}:
        return True
    # "Killed Xan Yorr, 44, and no charges were filed": nobody is added.
    if following.numeral.high == 0:
        return True
    # "Killed nine farmers, a doctor said": who tells of it is not among them.
    return line.word(following.first - 1) == "," and _tells(line, following)


def _tells(line: Counted, group: Group) -> bool:
    """Return whether the one person after the comma is the subject of the verb behind: nobody counts oneself."""
    if group.noun is None or group.numeral.low != 1:
        return False
    token = line.parsed.tokens[group.noun]
    return token.dep in ("nsubj", "nsubjpass") and token.head > group.noun


def _explains(line: Counted, named: Group, following: Group) -> bool:
    """See "the murder of Xan Yorr, a clerk of the town, and Ann Lam": the clerk is Xan."""
    if not named.named or following.named or following.noun is None or following.numeral.low != 1:
        return False
    token = line.parsed.tokens[following.noun]
    return (
        line.word(named.last) == "," and token.dep == "appos" and token.head in range(named.first, named.last)
    )


def _past_explained(line: Counted, group: Group) -> int:
    """Return where the words that explain a name end: those that hang on its noun, up to the next who is counted."""
    end = group.last
    below = set(line.parsed.subtree(group.noun)) if group.noun is not None else set()
    while end in below and end not in line.starting and line.word(end) not in line.amounts.frames.joins:
        end += 1
    return end


def _past_parts(line: Counted, group: Group) -> int:
    """Return where the parts told right behind a group end: "23 weavers – including nine girls – and 16 guards"."""
    told = [
        part
        for part in line.parts
        if part.total == group and part.marker in range(group.last, group.last + 2)
    ]
    if not told or line.word(group.last) not in DASHES:
        return group.last
    end = max(part.group.last for part in told)
    return end + (line.word(end) in DASHES)


def _before_part(line: Counted, i: int) -> int:
    """Return where what stands before a part ends: "23 civilians – including nine children – and 16 guards"."""
    j = i - (line.word(i) in DASHES)
    part = line.closing.get(j + 1)
    if part is None or part.total is None or part.total.first >= part.marker:
        return i
    j = part.marker - 1
    return j - (line.word(j) in DASHES)


def chain_left(line: Counted, group: Group) -> list[Group]:
    """Return the group and those joined to it on the left."""
    chain = [group]
    while True:
        i = chain[0].first - 1
        while line.word(i) in line.amounts.frames.joins:
            i -= 1
        before = line.ending.get(_before_part(line, i) + 1)
        if before is None or before.bare or not before.sure or chain[0].bare:
            return chain
        # "Their brother Xan died": one, told twice.
        if chain[0].named and before.last == chain[0].first and before.numeral.low == 1:
            return chain
        chain.insert(0, before)
