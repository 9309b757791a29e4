"""A person's judgements: kept, stronger than any method, and undone by a later one."""

from truceline.review.judge import judge

__all__ = ["judge"]
