"""Bytes -> Document: decoded once, its parts marked, nothing rewritten."""

from truceline.clean.clean import clean

__all__ = ["clean"]
