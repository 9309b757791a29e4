"""Hallmarks: whom a deed points to by the way it was done: "the raid bears the hallmarks of the Xs"."""

from collections.abc import Iterator

from truceline.knowledge.happenings import Happenings
from truceline.model.parsed import Parsed


def marked_with(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield whose hallmarks a deed bears: "the raid, which Ann believes bears the hallmarks of the Xs", "of an X raid"."""
    for verb in _bearing(parsed, noun, words):
        if parsed.children(verb, "neg"):
            continue
        marks = (
            c for c in parsed.children(verb, "dobj") if parsed.tokens[c].lemma.lower() in words.hallmarks
        )
        yield from (who for mark in marks for who in _of(parsed, mark))


def _bearing(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield the verbs whose subject the noun may be: its own, or those of a clause that hangs on it."""
    token = parsed.tokens[noun]
    above = [token.head] if token.dep == "nsubj" else []
    clauses = parsed.children(noun, "relcl", "acl")
    below = [c for clause in clauses for c in parsed.children(clause, "ccomp", "dobj")]
    for verb in (*above, *clauses, *below):
        if {parsed.tokens[verb].lemma.lower(), parsed.tokens[verb].text.lower()} & words.bearing:
            yield verb


def _of(parsed: Parsed, noun: int) -> list[int]:
    preps = (c for c in parsed.children(noun, "prep") if parsed.tokens[c].lemma == "of")
    return [p for prep in preps for p in parsed.children(prep, "pobj")]


def is_likened(parsed: Parsed, noun: int, words: Happenings) -> bool:
    """See "it bore the hallmarks of an X attack": what a deed is likened to is no second deed."""
    prep = parsed.tokens[noun].head
    of = parsed.tokens[noun].dep == "pobj" and parsed.tokens[prep].lemma == "of"
    return of and parsed.tokens[parsed.tokens[prep].head].lemma.lower() in words.hallmarks
