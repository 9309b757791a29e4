"""Confidence: who is told to have done it and how surely, how far it went, and how many were harmed."""
