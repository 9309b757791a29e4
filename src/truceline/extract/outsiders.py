"""Whom a deal leaves out: "excludes X", "X is not covered by it", "X is no party to it"."""

from truceline.extract.clauses import Governor, conjuncts, is_passive, negated, objects, subjects
from truceline.extract.unbound import is_longer
from truceline.knowledge.deals import Deals
from truceline.model.parsed import Parsed


def left_out(parsed: Parsed, deals: Deals, governor: Governor) -> list[int]:
    """Return the heads of whom the word at a deal leaves out."""
    return (
        _excluded(parsed, deals, governor)
        or _not_joined(parsed, deals, governor)
        or _no_party(parsed, deals, governor)
        or _out_of(parsed, governor)
    )


def _excluded(parsed: Parsed, deals: Deals, governor: Governor) -> list[int]:
    """Read "excludes X", "X was excluded from"."""
    verb = governor.token
    excludes = parsed.tokens[verb].lemma.lower() in deals.excluding and not negated(parsed, verb)
    return (
        objects(parsed, verb)
        if excludes and (governor.role == "subject" or governor.through == "from")
        else []
    )


def _not_joined(parsed: Parsed, deals: Deals, governor: Governor) -> list[int]:
    """Read "does not apply to X", "X is not covered by"; who is bound no longer was bound once."""
    verb = governor.token
    if parsed.tokens[verb].lemma.lower() not in deals.joining or is_longer(parsed, verb):
        return []
    if not negated(parsed, verb):
        return []
    if governor.role == "subject":
        preps = [p for p in parsed.children(verb, "prep") if parsed.tokens[p].lemma.lower() == "to"]
        to = [one for p in preps for i in parsed.children(p, "pobj") for one in conjuncts(parsed, i)]
        return [*objects(parsed, verb), *to]
    return subjects(parsed, verb) if governor.through in ("by", "in") and is_passive(parsed, verb) else []


def _no_party(parsed: Parsed, deals: Deals, governor: Governor) -> list[int]:
    """Read "X is not a party to", "X is no part of"."""
    noun = parsed.tokens[governor.token]
    be = noun.head
    if noun.lemma.lower() not in deals.belonging or noun.dep != "attr" or parsed.tokens[be].lemma != "be":
        return []
    no = any(
        parsed.tokens[i].text.lower() in ("no", "neither") for i in parsed.children(governor.token, "det")
    )
    return subjects(parsed, be) if (no or parsed.children(be, "neg")) and not is_longer(parsed, be) else []


def _out_of(parsed: Parsed, governor: Governor) -> list[int]:
    """Read "X was left out of", "the deal leaves out X"."""
    word = parsed.tokens[governor.token]
    verb = word.head if word.lemma.lower() == "out" else governor.token
    out = [
        i for i in parsed.children(verb, "prt", "prep", "advmod") if parsed.tokens[i].text.lower() == "out"
    ]
    if parsed.tokens[verb].lemma != "leave" or not out or negated(parsed, verb):
        return []
    return objects(parsed, verb) if verb != governor.token or governor.role == "subject" else []
