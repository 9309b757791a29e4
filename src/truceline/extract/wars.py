"""Whose war a report is about: the divided state that it names most often."""

from collections import Counter

from truceline.extract.sides import ByToken
from truceline.knowledge.names import Names


def war(by_token: ByToken, names: Names) -> str | None:
    """Return the divided state that the report names most often; of two named alike neither is sure."""
    told = Counter(
        state
        for m in set(by_token.values())
        if m.actor and (state := names.state(m.actor)) and names.government(state) != state
    )
    first = told.most_common(2)
    return first[0][0] if first and (len(first) == 1 or first[0][1] > first[1][1]) else None
