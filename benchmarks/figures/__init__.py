"""Figures: many reports on one incident, one figure; and which reports are on one incident."""
