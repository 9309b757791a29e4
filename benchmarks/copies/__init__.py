"""Copies: which report was made from which other, and how; on copies made by rule and on real pairs that were read."""
