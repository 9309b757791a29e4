"""Dots: incidents as circles over their days, the area growing with the dead; those that say most have their title beside them."""

import datetime
from collections.abc import Collection, Sequence

import msgspec

from truceline.model.record import Incident
from truceline.web.scale import WIDTH, Scale, ends

# The radius for one dead and the largest; in between the area grows with the toll.
SMALLEST, LARGEST = 5.0, 20.0
# As many circles as are drawn one above the other before they overlap.
LEVELS = 6
# Letters of a title beside its circle, and how wide one is drawn.
LONGEST, LETTER = 34, 7.6
# So many titles are written where nobody says which; with more circles than the second, they would be written over.
NAMED, LABELLED = 4, 60


class Dot(msgspec.Struct, frozen=True):
    """An incident. `first` and `last` are the ends of the days told; `sure` whether it is told without dispute and weakness.

    `text` is where its title stands, `before` whether it ends there.
    """

    incident: Incident
    x: float
    y: float
    r: float
    first: float
    last: float
    sure: bool
    labelled: bool
    text: float
    before: bool = False

    @property
    def letters(self) -> int:
        """Return how many letters of its title there is room for."""
        room = self.text if self.before else WIDTH - self.text
        return max(min(LONGEST, int(room / LETTER)), 2)


def draw_dots(
    incidents: Sequence[Incident],
    scale: Scale,
    top: float,
    *,
    named: Collection[str] = (),
    largest: float = LARGEST,
    most_levels: int = LEVELS,
) -> tuple[tuple[Dot, ...], float]:
    """Return the circles, each on the first level where it and its title touch no other, and the depth that they take.

    Args:
        incidents: what is drawn.
        scale: the days.
        top: where the middle of the first level lies.
        named: the ids of those that have their title; where there are none, those with most dead have.
        largest: the radius of the one with most dead.
        most_levels: how many stand one above the other before they overlap.
    """
    most = max((killed(one) for one in incidents), default=0)
    named = frozenset(named) or _deadliest(incidents)
    levels: list[list[tuple[float, float]]] = []
    dots: list[Dot] = []
    # Those with a title come first: they need room, and the others find some.
    by_day = sorted(incidents, key=lambda one: (ends(one.date) or (datetime.date.min,), one.id))
    for one in sorted(by_day, key=lambda one: one.id not in named):
        dot, left, right = _dot(one, scale, _radius(killed(one), most, largest), labelled=one.id in named)
        level = next((n for n, taken in enumerate(levels) if _is_free(taken, left, right)), len(levels))
        if level == most_levels:  # no room left: over another, without a label
            level = len(dots) % most_levels
            dot = msgspec.structs.replace(dot, labelled=False)
        levels[level:level] = [[]] if level == len(levels) else []
        levels[level].append((left, right))
        dots.append(msgspec.structs.replace(dot, y=top + level * (2 * largest + 2)))
    dots.sort(key=lambda dot: (dot.x, dot.y))
    return tuple(dots), max(len(levels), 1) * (2 * largest + 2)


def _is_free(taken: Sequence[tuple[float, float]], left: float, right: float) -> bool:
    return all(right + 4 < a or b + 4 < left for a, b in taken)


def _dot(one: Incident, scale: Scale, r: float, *, labelled: bool) -> tuple[Dot, float, float]:
    """Return a circle on no level yet, and from where to where it and its title reach."""
    first, last = ends(one.date) or (scale.first, scale.last)
    a, b = scale.x(first), scale.x(last)
    x, width = (a + b) / 2, _label_width(one.title) if labelled else 0
    left, right = min(x - r, a), max(x + r, b)
    before = labelled and right + width > WIDTH
    sure = one.grades.happened.grade in ("confirmed", "fair")
    dot = Dot(one, x, 0.0, r, a, b, sure, labelled, left - 5 if before else right + 5, before)
    return dot, left - width if before else left, right if before else right + width


def _deadliest(incidents: Sequence[Incident]) -> frozenset[str]:
    if len(incidents) > LABELLED:
        return frozenset()
    return frozenset(one.id for one in sorted(incidents, key=lambda one: (-killed(one), one.id))[:NAMED])


def _label_width(title: str) -> float:
    return 12 + min(len(title), LONGEST) * LETTER


def killed(incident: Incident) -> int:
    """Return the dead of an incident: the figure that most support, else the lowest, of the group with most."""
    told = [toll for toll in incident.tolls if toll.effect == "killed" and toll.part_of is None]
    return max((toll.best or toll.low or 0 for toll in told), default=0)


def _radius(dead: int, most: int, largest: float) -> float:
    if most == 0:
        return SMALLEST
    return round(SMALLEST + (largest - SMALLEST) * float((dead / most) ** 0.5), 1)
