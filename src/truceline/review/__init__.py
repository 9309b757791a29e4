"""A person's judgements: kept, stronger than any method, and undone by a later one."""

from truceline.review.judge import judge
from truceline.review.propose import accept_lines, recurring_lines

__all__ = ["accept_lines", "judge", "recurring_lines"]
