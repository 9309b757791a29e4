"""Parsed -> statements, events, figures, terms, measures = a Reading."""
