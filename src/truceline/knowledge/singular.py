"""Singular: the forms that a word in the plural may be the plural of."""

from functools import lru_cache


@lru_cache(1 << 16)
def singulars(word: str) -> tuple[str, ...]:
    """Return a word in small letters, or a phrase that ends in one, and what it may be the plural of."""
    forms = [word]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith(("ses", "xes", "ches", "shes")):
        forms.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        forms.append(word[:-1])
    if word.endswith("men"):
        forms.append(word[:-3] + "man")
    return tuple(forms)
