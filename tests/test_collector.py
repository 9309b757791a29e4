"""The garbage collector: what is loaded for good is left out of its walks."""

import gc

from truceline.knowledge.own import known
from truceline.parse.parse import _language


def walked(one: object) -> bool:
    """Return whether a collection would look at the object: what is frozen is in none of the generations."""
    assert gc.is_tracked(one)
    return any(other is one for other in gc.get_objects())


def test_what_is_new_is_walked() -> None:
    new: list[object] = [{}]
    assert walked(new)


def test_knowledge_is_frozen() -> None:
    assert not walked(known.__wrapped__(()).names)


def test_model_is_frozen() -> None:
    assert not walked(_language.__wrapped__()._components)
