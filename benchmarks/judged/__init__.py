"""Judged: places, dates and statements drawn by a seed, and what readers say of each."""
