"""Spots: where a clause tells that its deed was done, by its own words or by those told before it."""

from truceline.extract.drafts import Draft


def same_place(one: Draft, other: Draft) -> bool:
    """Return whether both are told at one place; "outside Xtown" is not Xtown."""
    return one.place is not None and other.place is not None and spot(one) == spot(other)


def spot(draft: Draft) -> tuple[str, str]:
    """Return the place of a clause, its own or the one told before it, as key and relation."""
    place = draft.place or draft.inherited
    return (place.value.key, place.value.relation) if place else ("", "")
