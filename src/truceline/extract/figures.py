"""Figures: how many people a text says were killed, wounded, held, driven out or cut off."""

from collections.abc import Iterator

from msgspec import structs

from truceline.extract.befallen import Bond, find_bonds
from truceline.extract.charged import is_charged
from truceline.extract.died_later import find_died_later
from truceline.extract.extents import Extent, read_extent
from truceline.extract.harmed import Counted, Lone
from truceline.extract.line import Group
from truceline.extract.own_deaths import with_doer
from truceline.extract.parts import Part, past_owner
from truceline.extract.restated import find_restated, find_shared
from truceline.knowledge.amounts import Amounts
from truceline.model.claim import Effect, Exactness, Figure, Harm, HarmedStatus
from truceline.model.parsed import Found, Parsed, Sentence

# Of several counts added, the loosest bound holds for the sum.
LOOSEST: tuple[Exactness, ...] = ("vague", "at most", "at least", "about", "exact")
# Of whom it is told that none was harmed.
NEITHER = ("neither", "nor")
NONE_OF = "those harmed"
LOOKS = frozenset(("external", "visible", "apparent", "physical", "obvious", "outward", "internal"))


def find_figures(parsed: Parsed, amounts: Amounts) -> tuple[Found[Harm], ...]:
    """Return the figures of harm to people, in the order of the text.

    A part ("including nine children") comes after its total, with `part_of` quoting the total. Headlines are read too;
    that they repeat the body is for the reader of the whole to see.
    """
    found = [
        harm for sentence in parsed.sentences for harm in _in_sentence(parsed, sentence, amounts, Counted)
    ]
    found += _lone(parsed, amounts, found)
    if not any(harm.value.figure.effect == "killed" for harm in found):
        found += find_died_later(parsed, amounts)
    found += [*find_restated(parsed, amounts, found), *find_shared(parsed, amounts, found)]
    found.sort(key=lambda harm: (parsed.tokens[harm.head].sentence, harm.first, harm.last))
    return tuple(_summed_on(parsed, found))


def _summed_on(parsed: Parsed, found: list[Found[Harm]]) -> Iterator[Found[Harm]]:
    """Yield the figures, those that add to a sum as sums too.

    "In 24 hours 21 guards were killed. Another 30 were hurt": the 30 are of the same day.
    """
    before: Found[Harm] | None = None
    for harm in found:
        near = before and parsed.tokens[harm.head].sentence - parsed.tokens[before.head].sentence <= 1
        if before and near and harm.value.increment and before.value.figure.scope == "aggregate":
            figure = structs.replace(harm.value.figure, scope="aggregate")
            harm = harm._replace(value=structs.replace(harm.value, figure=figure))
        yield harm
        before = harm


def _lone(parsed: Parsed, amounts: Amounts, found: list[Found[Harm]]) -> list[Found[Harm]]:
    """Return those told one by one in a report that counts nobody: "the driver died", "the boy killed in the raid".

    Where others are counted, "the boy" was told before, and is one of them.
    """
    missing = {"killed", "wounded"} - {harm.value.figure.effect for harm in found}
    if not missing:
        return []
    again = [harm for sentence in parsed.sentences for harm in _in_sentence(parsed, sentence, amounts, Lone)]
    return [harm for harm in again if harm.value.figure.effect in missing]


def _in_sentence(
    parsed: Parsed, sentence: Sentence, amounts: Amounts, read: type[Counted]
) -> list[Found[Harm]]:
    # Most sentences tell of no harm: they are left before anything in them is counted.
    telling = amounts.telling
    if not any(parsed.tokens[i].text.lower() in telling for i in range(sentence.first, sentence.last)):
        return []
    line = read(parsed, sentence, amounts)
    if not line.groups and not line.parts:
        return []
    bonds = find_bonds(line)
    found = [harm for bond in bonds for harm in _of_bond(line, bond, bonds)]
    found += [harm for part in line.parts for harm in _of_part(line, part, bonds)]
    found += with_doer(line, found)
    return sorted(found, key=lambda harm: (harm.first, harm.last))


def _of_bond(line: Counted, bond: Bond, bonds: list[Bond]) -> Iterator[Found[Harm]]:
    extent = read_extent(line, bond.cue, [other.cue for other in bonds], _harmed(bond.groups[0], bond.effect))
    for run in _runs(line, bond.groups):
        figure = _figure(line, run, bond, extent)
        if figure is not None:
            more = any(group.numeral.more for group in run)
            yield Found(Harm(figure, bond.cue, extent.extent, more), run[0].first, _end(run), _head(run[0]))


def _end(run: tuple[Group, ...]) -> int:
    """Return where the words for the people end; what explains a name is no part of it."""
    last = run[-1]
    return last.noun + 1 if last.named and last.noun is not None else last.last


def _harmed(group: Group, effect: Effect) -> int:
    return (group.numeral.low or 0) if effect in ("killed", "wounded") else 0


def _runs(line: Counted, groups: tuple[Group, ...]) -> Iterator[tuple[Group, ...]]:
    """Part a chain of counts into those that add up to one figure.

    "Two women and a boy" add up; "40 civilians and 12 soldiers" and "11 rebel fighters and five army fighters" are two
    figures, for two kinds of people; "17 civilians and five boys" may count the children twice and stays the first.
    """
    if _apposed(line, groups):
        groups = groups[:1]
    run: list[Group] = []
    for group in groups:
        if run and _doubtful(line, run[0], group):
            continue
        if run and not _adds(line, run[-1], group):
            yield tuple(run)
            run = []
        run.append(group)
    if run:
        yield tuple(run)


def _apposed(line: Counted, groups: tuple[Group, ...]) -> bool:
    """See "two people, a man and a boy": the same people, told twice."""
    first, rest = groups[0], groups[1:]
    general = first.noun is not None and line.word(first.noun) in line.amounts.people.general | {"person"}
    lows = [group.numeral.low for group in rest]
    close = bool(rest) and line.word(first.last) == ","
    return close and general and None not in lows and sum(n for n in lows if n) == first.numeral.low


def _doubtful(line: Counted, first: Group, group: Group) -> bool:
    if any(line.word(i) in ("addition", "besides", "plus") for i in range(group.first - 3, group.first)):
        return False
    general = first.noun is not None and line.word(first.noun) in line.amounts.people.general
    return general and group.status == "civilian" and group.noun is not None


def _adds(line: Counted, before: Group, group: Group) -> bool:
    # "Killed himself and four guards": others count the four.
    if line.word(before.first) in ("himself", "herself"):
        return False
    if "combatant" in (before.status, group.status):
        single = 1 in (before.numeral.low, group.numeral.low) and before.status == group.status
        # "Five soldiers and 17 fighters" are two sides' dead.
        same = (
            before.noun is not None
            and group.noun is not None
            and line.word(before.noun) == line.word(group.noun)
        )
        plain = before.status == group.status and group.noun == group.after and same
        return single or plain
    return True


def _figure(line: Counted, run: tuple[Group, ...], bond: Bond, extent: Extent) -> Figure | None:
    harms = bond.effect in ("killed", "wounded")
    spared = _negated(line, bond.cue) or any(_neither(line, group) for group in run)
    if spared or (harms and any(is_charged(line, group, bond.cue) for group in run)):
        return None
    low, high, exactness = _sum(run)
    if high == 0 and _is_look(line, run[0], bond.cue):
        return None
    behind = [run[-1].last, *([bond.cue + 1] if bond.cue >= run[-1].last else [])]
    if any(_and_others(line, i, bond.cue) for i in behind):
        high, exactness = None, "at least" if exactness in ("exact", "about") else exactness
    if bond.joint:
        # "killed and wounded 60": up to 60 of them died, and it may be none.
        low, exactness = None, "at most" if exactness in ("exact", "about") else exactness
    return Figure(
        low=low,
        high=high,
        exactness=exactness,
        effect=bond.effect,
        status=_status(run),
        status_as_said=_as_said(line, run),
        part_of=NONE_OF if high == 0 and _is_of_some(line, run[0]) else None,
        scope=extent.scope,
    )


def _is_look(line: Counted, none: Group, cue: int) -> bool:
    """See "had no external injuries": it tells how they died, and not that nobody was hurt."""
    return any(line.word(i) in LOOKS for i in range(none.after, max(cue, none.last)))


def _is_of_some(line: Counted, none: Group) -> bool:
    """See "no Xlandish soldiers died": none of these, which says nothing of others."""
    # "No casualties" leaves out nobody, nor does "none of the passengers".
    all_of = line.word(none.first) == "none" or (none.noun is not None and line.effect(none.noun))
    few = _status((none,)) in ("combatant", "civilian") and none.noun is not None
    return few and not all_of


def _and_others(line: Counted, i: int, cue: int) -> bool:
    """See "killed the mayor as well as other councillors", "two boys and others": nobody said how many in all."""
    while line.tag(i) == "NNP":
        i += 1
    start = i
    while line.word(i) in line.amounts.frames.joins:
        i += 1
    named = line.word(i) in ("other", "others") or (
        line.word(i) == "another" and line.word(i + 1) == "family"
    )
    after = i + 1 if line.word(i) == "others" else i + 2
    while line.word(after) in line.amounts.frames.links - {","}:
        after += 1
    # "Two were killed and others were hurt": what befell those is told of its own.
    apart = cue < i and line.effect(after)
    return i > start and named and i not in line.starting and not apart


def _sum(run: tuple[Group, ...]) -> tuple[int | None, int | None, Exactness]:
    lows, highs = [g.numeral.low for g in run], [g.numeral.high for g in run]
    low = None if None in lows else sum(n for n in lows if n is not None)
    high = None if None in highs else sum(n for n in highs if n is not None)
    return low, high, min((g.numeral.exactness for g in run), key=LOOSEST.index)


def _status(run: tuple[Group, ...]) -> HarmedStatus:
    said = {group.status for group in run}
    return said.pop() if len(said) == 1 else "mixed" if {"civilian", "combatant"} <= said else "unknown"


def _as_said(line: Counted, run: tuple[Group, ...]) -> str:
    """Return the words for the people, the number left out where there is one count, with the parts told of them."""
    # Who is told by name alone is private: the words are not repeated as what the people are.
    if (len(run) == 1 and run[0].bare) or any(group.named for group in run):
        return ""
    first = run[0].after if len(run) == 1 else run[0].first
    if line.word(first) == "of":
        first += 2 if line.word(first + 1) in ("them", "whom", "these", "those") else 1
    after = [i for i in range(run[-1].last, run[-1].last + 2) if _bare_marks(line, run[-1].last, i)]
    told = [
        part.group.last
        for part in line.parts
        if part.total in run and part.marker in after and part.marker < part.group.first
    ]
    last = max([_past_members(line, run[-1]), *told])
    last -= line.word(last - 1) == '"' and line.word(first) != '"'
    return line.parsed.span(first, last).quote if last > first else ""


def _bare_marks(line: Counted, first: int, last: int) -> bool:
    """Return whether only marks stand between: "people, including two boys", not "people died including two boys"."""
    return all(line.tag(i) in (",", ":", "HYPH", "-LRB-") for i in range(first, last))


def _past_members(line: Counted, group: Group) -> int:
    """Return where the words for the people end: "members" alone says nothing, "members of the hospital's staff" does."""
    if group.noun is None or line.word(group.noun) not in line.amounts.people.members:
        return group.last
    return past_owner(line, group.last)


def _negated(line: Counted, cue: int) -> bool:
    return any(line.word(i) in line.amounts.frames.negation for i in range(cue - 2, cue))


def _neither(line: Counted, group: Group) -> bool:
    """See "neither Xan nor his wife was hurt", "neither of the two clerks"."""
    before = (line.word(group.first - 2), line.word(group.first - 1))
    return before[1] in NEITHER or before == ("neither", "of")


def _head(group: Group) -> int:
    return group.noun if group.noun is not None else group.after - 1


def _of_part(line: Counted, part: Part, bonds: list[Bond]) -> Iterator[Found[Harm]]:
    """Read a part: it has the effect of its total, or of the nearest word of harm.

    "At least 14 died, with many of the wounded in danger": the many are of the wounded.
    """
    owner = next((bond for bond in bonds if part.total in bond.groups), None)
    if (own := _named_whole(line, part)) is not None and owner and _effect(line, own) != owner.effect:
        owner, part = (
            None,
            part._replace(total=None, marker=own, said=line.parsed.span(own - 1, own + 1).quote),
        )
    cue = owner.cue if owner else _nearest_cue(line, part)
    if cue is None or _negated(line, cue):
        return
    effect = owner.effect if owner else _effect(line, cue)
    bond = Bond((part.group,), effect, cue)
    extent = read_extent(line, cue, [other.cue for other in bonds], _harmed(part.group, effect))
    figure = _figure(line, (part.group,), bond, extent)
    if figure is not None:
        figure = Figure(
            **{name: getattr(figure, name) for name in figure.__struct_fields__ if name != "part_of"},
            part_of=part.said,
        )
        yield Found(Harm(figure, cue, extent.extent), part.group.first, part.group.last, _head(part.group))


def _named_whole(line: Counted, part: Part) -> int | None:
    """Return the word of harm in "many of the wounded", "six of those killed"."""
    i = part.group.after
    named = line.word(i) == "of" and line.word(i + 1) in ("the", "those") and line.effect(i + 2)
    return i + 2 if named and line.tag(i + 2) not in ("CD",) else None


def _nearest_cue(line: Counted, part: Part) -> int | None:
    cues = [i for i in line.words if line.effect(i)]
    return min(cues, key=lambda i: (abs(i - part.marker), i), default=None)


def _effect(line: Counted, cue: int) -> Effect:
    cues, word = line.amounts.cues, line.word(cue)
    return (
        cues.verbs.get(word)
        or cues.ends.get(word)
        or cues.states.get(word)
        or cues.nouns.get(word)
        or "affected"
    )
