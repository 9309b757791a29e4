"""Truceline turns news reports on an armed conflict into a sourced record."""

__version__ = "0.1.0"
