"""Agreements: which deals are spoken of, what is told of their state, who owes what under them."""
