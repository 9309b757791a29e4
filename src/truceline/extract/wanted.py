"""A deal that is only wanted, or asked about: "the importance of keeping the truce", "whether they keep it"."""

from truceline.extract.clauses import modal, negated
from truceline.model.parsed import Parsed

# "To ensure that the truce holds" tells an aim.
ENSURING = frozenset({"ensure", "guarantee", "secure", "see", "make", "pressure", "help"})
ASKING = frozenset({"whether", "if"})
PAST = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def is_only_wanted(parsed: Parsed, verb: int) -> bool:
    """Return whether a verb of a clause tells what is hoped for, aimed at or asked, and not what is."""
    token = parsed.tokens[verb]
    if any(parsed.tokens[i].text.lower() in ASKING for i in parsed.children(verb, "mark")):
        return True
    over = parsed.tokens[token.head]
    if token.dep == "pcomp":
        # "The importance of keeping it"; "accused of breaking it" hangs on a verb.
        return over.head != token.head and parsed.tokens[over.head].pos == "NOUN" and over.lemma == "of"
    if token.dep not in ("ccomp", "xcomp") or over.lemma.lower() not in ENSURING:
        return False
    return over.tag not in PAST or negated(parsed, token.head) or modal(parsed, token.head) is not None
