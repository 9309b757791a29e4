"""Tallies: what the counts of two tellings say of their being one event."""

from truceline.extract.drafts import Draft

# So many dead in two sentences of one report are as a rule the same; twice three may be chance.
MANY = 5
# A later count of one event is as a rule at most a few times the first; so many times more is a count over days.
TIMES = 10
# Who is told by whose kin they are.
OF_SOMEBODY = ("the ", "his ", "her ", "their ")


def outnumbered(group: list[Draft], draft: Draft) -> bool:
    """Return whether the dead or hurt of the one are many times those of the other: two in a clinic, 270 in a week."""
    ours, theirs = most([draft]), most(group)
    shared = ours.keys() & theirs.keys()
    return any(max(ours[e], theirs[e]) >= TIMES * min(ours[e], theirs[e]) for e in shared)


def counts_more(group: list[Draft], heading: Draft) -> bool:
    """Return whether a headline counts twice the harmed of an event: it adds up what the report tells of several."""
    ours, theirs = most([heading]), most(group)
    return any(ours[e] >= 2 * theirs[e] >= 2 * MANY for e in ours.keys() & theirs.keys())


def most(drafts: list[Draft]) -> dict[str, int]:
    """Return the largest count of each effect that is no part of another; one or two people are too few to compare."""
    counts: dict[str, int] = {}
    for figure in (harm.value.figure for draft in drafts for harm in draft.harms):
        # "Several" says little, and "the groom's father and brother" are of those told before.
        few = MANY if figure.exactness == "vague" or figure.status_as_said.startswith(OF_SOMEBODY) else 1
        if figure.low is not None and figure.low > few and figure.part_of is None:
            counts[figure.effect] = max(counts.get(figure.effect, 0), figure.low)
    return counts


def large_shared(group: list[Draft], draft: Draft) -> bool:
    """Return whether both count as many, and too many for chance."""
    return bool(large(draft) & {harm for one in group for harm in large(one)})


def large(draft: Draft) -> set[tuple[str, int]]:
    """Return the counts that are too large for chance, by effect."""
    figures = [harm.value.figure for harm in draft.harms]
    return {
        (f.effect, f.low) for f in figures if f.low is not None and f.low >= MANY and f.exactness != "vague"
    }


def other_toll(group: list[Draft], draft: Draft) -> bool:
    """Return whether both count the harmed, and never alike: lists of attacks give each place its own count.

    One child each among three dead and among twenty makes them no one attack.
    """
    ours, theirs = _counts([draft]), _counts(group)
    return bool(ours) and bool(theirs) and not ours & theirs


def _counts(group: list[Draft]) -> set[tuple[str, int | None]]:
    """Return how many were harmed, by the harm; one person is left out where more are counted."""
    figures = [harm.value.figure for one in group for harm in one.harms]
    found: set[tuple[str, int | None]] = {(figure.effect, figure.low) for figure in figures}
    return {one for one in found if one[1] != 1} or found
