"""Looked at: what a body has as its work to look at: "the group, which monitors violence in Xland"."""

from truceline.model.parsed import Parsed

LOOKING = frozenset(("monitor", "track", "document", "chronicle"))
NOW = ("VBZ", "VBP", "VBG")


def is_looked_at(parsed: Parsed, noun: int) -> bool:
    """Return whether a noun is what somebody watches as a rule, so that it tells of nothing that happened."""
    verb = parsed.tokens[parsed.tokens[noun].head]
    known = any(parsed.tokens[c].text.lower() in ("the", "this", "that") for c in parsed.children(noun))
    return (
        parsed.tokens[noun].dep == "dobj" and verb.lemma.lower() in LOOKING and verb.tag in NOW and not known
    )
