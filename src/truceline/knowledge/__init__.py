"""Words as data, and their loader: what holds for the world, never what one report says."""

from truceline.knowledge.load import Knowledge, load

__all__ = ["Knowledge", "load"]
