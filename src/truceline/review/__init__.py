"""A person's judgements: kept, stronger than any method, and undone by a later one."""

from truceline.review.claims import claims_of
from truceline.review.correct import Change, correct
from truceline.review.judge import judge
from truceline.review.propose import accept_lines, recurring_lines
from truceline.review.undo import undo

__all__ = ["Change", "accept_lines", "claims_of", "correct", "judge", "recurring_lines", "undo"]
