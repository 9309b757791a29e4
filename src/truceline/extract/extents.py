"""Extents: whether a figure is of one event, of many over days or places, or of a whole war."""

from typing import Literal, NamedTuple

from truceline.extract.calendar_words import MONTHS, WEEKDAYS, YEARS
from truceline.extract.harmed import Counted
from truceline.model.claim import Scope

# "since the conflict began": so many words may stand between its parts.
WAR_REACH = 5
CLAUSE_REACH = 6
# "since the alliance first stepped in just over a year ago".
SINCE_REACH = 12
# "From 21 September to 26 September" ends so many words on.
STRETCH = 8
# "Earlier this month" is a point in time.
POINTS = frozenset(("earlier", "later", "early", "late"))
# "In shootings throughout the day".
DAYS = frozenset(("day", "night", "morning", "evening", "weekend", "week", "month", "year"))
# "In Xland and neighbouring Yland".
NEIGHBOURING = frozenset(("neighbouring", "neighboring", "nearby", "adjacent"))
# No single event that reports tell of since 1945 came near this many dead; a total that large is of a war even where the
# words do not say so.
WAR_TOTAL = 50_000


class Extent(NamedTuple):
    """The scope of a figure, and whether it is a total of the whole war."""

    scope: Scope
    extent: Literal["event", "war"]


def read_extent(line: Counted, cue: int, cues: list[int], harmed: int) -> Extent:
    """Return the extent of the figure whose word of harm is `cue`.

    Args:
        line: the sentence.
        cue: the token of the word of harm.
        cues: all words of harm of the sentence that have figures.
        harmed: how many are told killed or wounded; 0 for other effects, which do not add up over a war.
    """
    if harmed >= WAR_TOTAL or _whole_war(line, cue):
        return Extent("aggregate", "war")
    first, last = _clause(line, cue, cues)
    clause = range(first, last)
    spread = any(_period(line, i, cue) or _places(line, i, cue) or _series(line, i) for i in clause)
    spread = spread or _toll_so_far(line, cue) or _killings_there_were(line, cue)
    return Extent("aggregate" if spread else "single", "event")


def _clause(line: Counted, cue: int, cues: list[int]) -> tuple[int, int]:
    """Return the tokens from the word of harm before this one to the one after it."""
    before = max((c for c in cues if c < cue), default=line.sentence.first - 1)
    after = min((c for c in cues if c > cue), default=line.sentence.last)
    # Two words of harm this close share one clause: "killed three and wounded nine in 24 hours".
    first = line.sentence.first if cue - before <= CLAUSE_REACH else before + 1
    return first, line.sentence.last if after - cue <= CLAUSE_REACH else after


def _whole_war(line: Counted, cue: int) -> bool:
    extents = line.amounts.extents
    for i in line.words:
        if line.word(i) not in extents.war:
            continue
        near = range(i - WAR_REACH, i + WAR_REACH)
        since = any(
            line.word(j) in ("since", "start", "outbreak", "beginning", "began", "onset") for j in near
        )
        began = any(line.word(j) in extents.began for j in near)
        if (since and began) or _years_of(line, i) or _does_it(line, i, cue):
            return True
    return _since_a_year(line)


def _years_of(line: Counted, war: int) -> bool:
    """Return whether "six-year war", "five years of conflict" stands there."""
    long = any(line.word(j) in ("year", "years", "decade", "decades") for j in range(war - 3, war))
    # "which monitors the five-year conflict" tells who speaks, not how long the count ran.
    return long and any(
        line.word(j) in ("in", "during", "of", "from", "over", "since", "by") for j in range(war - 6, war)
    )


def _does_it(line: Counted, war: int, cue: int) -> bool:
    """Return whether the war itself did it: "the conflict has killed 400,000"."""
    token = line.parsed.tokens[war]
    if token.dep not in ("nsubj", "nsubjpass") or war > cue:
        return False
    if cue in _joined_verbs(line, token.head):
        return True
    return cue in line.parsed.subtree(token.head) and cue - war <= 2 * WAR_REACH


def _joined_verbs(line: Counted, verb: int) -> list[int]:
    """Return the verbs that share a subject by "and": "the war … is in its third year and has killed 9,000"."""
    found = [verb]
    for one in found:
        own = (
            c for c in line.parsed.children(one, "conj") if not line.parsed.children(c, "nsubj", "nsubjpass")
        )
        found.extend(own)
    return found


def _since_a_year(line: Counted) -> bool:
    """Return whether a year long before publication opens the stretch: "since 2011", "since March 2011"."""
    published = line.parsed.doc.published
    now = published.last.year if published is not None and published.last is not None else None
    for i in line.words:
        if line.word(i) == "since" and not _compared(line, i):
            for j in range(i + 1, i + SINCE_REACH):
                word = line.word(j)
                if (
                    len(word) == 4
                    and word.isdecimal()
                    and int(word) in YEARS
                    and (now is None or int(word) < now)
                ):
                    return True
                if word in ("year", "years") and line.word(j + 1) == "ago":
                    return True
    return False


def _period(line: Counted, i: int, cue: int) -> bool:
    """Return whether token `i` opens a stretch of days: "in 24 hours", "two days of", "since Thursday", "this month"."""
    extents, word = line.amounts.extents, line.word(i)
    if (
        word == "since"
        and not _compared(line, i)
        and (line.tag(i + 1) in ("NNP", "NN", "JJ", "DT", "IN", "CD") or line.word(i + 1) in ("then", "late"))
        and line.tag(i) != "RB"
    ):
        return True
    if _from_day_to_day(line, i) or _two_days(line, i):
        return True
    all_day = word == "throughout" and line.word(i + 2) in DAYS
    if word in extents.everywhere or all_day or _in_a_year(line, i, cue):
        return True
    if word not in extents.units:
        return False
    before = {line.word(i - 1), line.word(i - 2)}
    # "in two-and-a-half years"
    number = line.tag(i - 1) == "CD" or line.word(i - 1) == "half"
    plural = word.endswith("s") and (number or bool(before & extents.before))
    ago = line.word(i + 1) in ("ago", "later", "earlier", "after", "before", "old")
    single = bool(before & {"this", "last", "past", "previous"}) and word in ("week", "month", "year")
    whole = line.word(i + 1) == "of" and line.word(i - 1) in ("a", "the", "one")
    # "A bomb killed nine last week", "earlier this month a bomb killed nine": the week says when, not how long.
    when = single and (
        line.word(i - 2) in POINTS
        or (line.word(i - 1) in ("last", "this") and (_by_one(line, cue) or _at_one(line, cue)))
    )
    return (plural or single or whole) and not ago and not when


def _compared(line: Counted, i: int) -> bool:
    """See "the deadliest raid since the truce": one raid, however long the stretch that it stands out in."""
    return any(line.tag(j) in ("JJS", "RBS") or line.word(j) == "first" for j in range(max(i - 5, 0), i))


def _in_a_year(line: Counted, i: int, cue: int) -> bool:
    """See "123 fatalities in 2015", but "a bomb killed nine in 2015", "killed in a raid in 2015": one of that year."""
    word = line.word(i)
    year = len(word) == 4 and word.isdecimal() and int(word) in YEARS and line.word(i - 1) == "in"
    if not year or line.parsed.tokens[i - 1].head != cue or _by_one(line, cue):
        return False
    return not any(
        line.word(j) in ("in", "by", "at") and line.word(j + 1) in ("a", "an", "the") for j in range(cue, i)
    )


def _by_one(line: Counted, cue: int) -> bool:
    """Return whether one thing did it: "a bomb killed nine", "a raid on positions near Xtown that killed nine and hurt two"."""
    return any(
        line.tag(i) == "NN"
        and any(line.word(c) in ("a", "an", "one") for c in line.parsed.children(i, "det"))
        for i in _doers(line, cue)
    )


def _doers(line: Counted, cue: int) -> list[int]:
    """Return the subjects of a verb; those of the first one that it is joined to; of "that", whatever it may stand for."""
    tokens = line.parsed.tokens
    while tokens[cue].dep == "conj" and not line.parsed.children(cue, "nsubj", "nsubjpass"):
        cue = tokens[cue].head
    found = line.parsed.children(cue, "nsubj")
    if tokens[cue].dep != "relcl":
        return found
    above = [tokens[cue].head]
    while tokens[above[-1]].dep in ("pobj", "prep"):
        above.append(tokens[above[-1]].head)
    return [*found, *above]


def _at_one(line: Counted, cue: int) -> bool:
    """Return whether it happened at one thing: "raids killed nine last week at a bakery"."""
    parsed = line.parsed
    return any(
        line.word(p) in ("at", "on", "inside") and line.tag(o) == "NN"
        for verb in (cue, *parsed.children(cue, "conj"))
        for p in parsed.children(verb, "prep")
        for o in parsed.children(p, "pobj")
        if any(line.word(d) in ("a", "an", "one") for d in parsed.children(o, "det"))
    )


def _two_days(line: Counted, i: int) -> bool:
    """See "on Tuesday and Wednesday"."""
    return (
        line.word(i) in WEEKDAYS
        and line.word(i + 1) in ("and", "to", "through")
        and line.word(i + 2) in WEEKDAYS
    )


def _series(line: Counted, i: int) -> bool:
    """See "waves of raids", "a string of bombings", "in two separate attacks", "in two more incidents"."""
    extents = line.amounts.extents
    if line.word(i) not in extents.attacks:
        return False
    before = [line.word(j) for j in range(i - 4, i)]
    return any(word in extents.series for word in before)


def _toll_so_far(line: Counted, cue: int) -> bool:
    """See "the shelling has killed 84": what goes on, told in the perfect, is summed up from its start."""
    has = any(line.word(c) in ("has", "have") for c in line.parsed.children(cue, "aux"))
    doers = line.parsed.children(cue, "nsubj") if has else ()
    return any(line.word(i) in line.amounts.extents.lasting for i in doers)


def _killings_there_were(line: Counted, cue: int) -> bool:
    """See "there had been 299 killings in Xtown": as many deeds as dead."""
    there = line.parsed.children(line.parsed.tokens[cue].head, "expl")
    return line.word(cue) in line.amounts.extents.deeds and bool(there)


def _from_day_to_day(line: Counted, i: int) -> bool:
    """See "between 21 and 26 September", "from March 3 to March 9": days that a month names."""
    if line.word(i) not in ("between", "from"):
        return False
    near = range(i + 1, i + STRETCH)
    days = [
        j for j in near if line.word(j).isdecimal() and len(line.word(j)) <= 2 and int(line.word(j)) <= 31
    ]
    joined = (
        any(line.word(j) in ("and", "to", "until") for j in range(days[0], days[-1]))
        if len(days) > 1
        else False
    )
    return joined and any(line.word(j) in MONTHS for j in near)


def _places(line: Counted, i: int, cue: int) -> bool:
    """Return whether several places are told at `i`: "in several districts", "across the province", "in Xtown and Ytown"."""
    extents, word = line.amounts.extents, line.word(i)
    if word in extents.places:
        several = any(line.word(j) in extents.spread for j in range(i - 4, i))
        unnamed = _unnamed(line, i, cue) and not _by_one(line, cue)
        return (several or unnamed) and not _came_from(line, i)
    if word in ("across", "throughout"):
        wide = any(line.word(j) in extents.wide for j in range(i + 1, i + CLAUSE_REACH))
        # "in shootings across Xtown", "in Tuesday's raids across northern Xland"
        behind = line.tag(i + 1) == "NNP" or (line.tag(i + 1) == "JJ" and line.tag(i + 2) == "NNP")
        return wide or (behind and line.word(i - 1) in extents.attacks and line.tag(i - 1) == "NNS")
    beyond = i + 1 + (line.word(i + 1) in NEIGHBOURING)
    if word != "and" or line.tag(i - 1) != "NNP" or line.tag(beyond) not in ("NNP", "NNPS"):
        return False
    named = {line.word(i - 1), line.word(beyond)}
    if named & (MONTHS.keys() | WEEKDAYS.keys()):
        return False
    # One salvo can hit "the Xquarter and Yquarter neighbourhoods"; two towns are as a rule two attacks.
    quarters = any(line.word(j) in extents.quarters for j in range(i - 4, i + 5))
    return not quarters and any(line.word(j) in ("in", "on", "across", "at") for j in range(i - 4, i - 1))


def _came_from(line: Counted, i: int) -> bool:
    """See "buses from two besieged towns", "out of several villages": people left there, and were hit elsewhere."""
    before = line.parsed.tokens[i].head
    return line.word(before) == "from" or (line.word(before) == "of" and line.word(before - 1) == "out")


def _unnamed(line: Counted, i: int, cue: int) -> bool:
    """See "attacks on residential neighbourhoods in Xtown", "killed nine in rebel-held areas": several, and none is named.

    "Gunmen in the eastern districts shelled a market, killing nine": there they stood, and hit one place.
    """
    j = i - 1
    while line.tag(j) in ("JJ", "VBN", "HYPH", "NN", "RB") or (line.word(j) == "the" and j > i - 3):
        j -= 1
    hit = line.word(j) in ("on", "across", "against", "over") or (line.word(j) == "in" and j > cue)
    named = any(line.tag(k) == "NNP" for k in range(j, i)) or line.word(i + 1) == "of"
    return hit and j < i - 1 and not named and line.word(i) != "parts"
