"""Who has left a deal without breaking it off by name: "no longer bound by it", "declared the truce over"."""

from typing import NamedTuple

from truceline.extract.clauses import Governor, actors_at, clause_of, governors, modal, subjects
from truceline.extract.namings import Naming
from truceline.knowledge.deals import Deals
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

# "Said that it no longer considered itself bound": from "bound" up to who says it, three verbs.
UPWARDS = 3
SELF = frozenset({"itself", "himself", "herself", "themselves"})
IT = frozenset({"it", "they", "he", "she", "we", "i"})
LONGER = frozenset({"longer", "more", "anymore"})
WITH_NO = frozenset({"no", "any", "not"})


class Left(NamedTuple):
    """A state read at the verb `at`, and who is told to have left the deal."""

    state: str
    at: int
    by: tuple[str, ...]


def find_leaving(parsed: Parsed, deals: Deals, cast: Cast, naming: Naming) -> list[Left]:
    """Return who is told at this naming to be bound no longer, to keep it no longer, or to have called it void."""
    if naming.standing not in ("real", "pronoun"):
        return []
    found = []
    for governor in governors(parsed, naming.head):
        at = _declared_void(parsed, deals, governor, naming)
        if at is not None:
            found.append(Left("ended", at, _who(parsed, cast, at)))
        elif state := _state(parsed, deals, governor):
            at = _uppermost(parsed, deals, governor.token)
            found.append(Left(state, at, _who(parsed, cast, at)))
    return found


def is_dated_back(parsed: Parsed, deals: Deals, verb: int, naming: Naming) -> bool:
    """Return whether a verb only dates another ("twelve days after it took effect"): it tells nothing of today."""
    after = any(parsed.tokens[i].text.lower() == "after" for i in parsed.children(verb, "mark"))
    units = (parsed.tokens[i].lemma.lower() for i in parsed.children(verb, "npadvmod"))
    return after and (naming.standing == "pronoun" or any(unit in deals.units for unit in units))


def _state(parsed: Parsed, deals: Deals, governor: Governor) -> str | None:
    verb = governor.token
    token = parsed.tokens[verb]
    bound = governor.through in ("by", "to") and {token.lemma.lower(), token.text.lower()} & deals.bound_by
    kept = governor.role == "object" and token.lemma.lower() in deals.keeping and token.pos == "VERB"
    if not bound and not kept:
        return None
    upper = _uppermost(parsed, deals, verb)
    chain = [verb, *(i for i in parsed.ancestors(verb) if i == upper)]
    longer = any(is_longer(parsed, one) for one in chain)
    denied = any(i for one in chain for c in (one, *_longer(parsed, one)) for i in parsed.children(c, "neg"))
    if denied and longer:
        return None if modal(parsed, verb) in ("could", "might", "may") else "abandoned"
    return "rejected" if denied and bound and upper != verb else None


def _uppermost(parsed: Parsed, deals: Deals, verb: int) -> int:
    """Return the verb of considering over "bound", else the verb itself."""
    upper = parsed.tokens[verb].head
    above = parsed.tokens[verb].dep in ("ccomp", "xcomp", "advcl", "acl", "oprd", "acomp")
    return upper if above and parsed.tokens[upper].lemma.lower() in deals.considering else verb


def is_longer(parsed: Parsed, verb: int) -> bool:
    """Return whether "no longer" or "any more" stands on a verb."""
    words = _longer(parsed, verb)
    return any(parsed.tokens[i].text.lower() == "anymore" or _before(parsed, i) in WITH_NO for i in words)


def _longer(parsed: Parsed, verb: int) -> list[int]:
    return [i for i in parsed.children(verb, "advmod") if parsed.tokens[i].text.lower() in LONGER]


def _before(parsed: Parsed, i: int) -> str:
    return parsed.tokens[i - 1].text.lower() if i else ""


def _declared_void(parsed: Parsed, deals: Deals, governor: Governor, naming: Naming) -> int | None:
    """Return the verb of "declared the truce over", "pronounced the accord dead"; None where it is no such."""
    after = naming.last < len(parsed.tokens) and parsed.tokens[naming.last].text.lower() in deals.void
    verb = clause_of(parsed, governor.token)
    declares = parsed.tokens[verb].lemma.lower() in deals.declaring | deals.considering | {
        "pronounce",
        "call",
    }
    if not after or not declares or parsed.children(verb, "neg") or modal(parsed, verb) is not None:
        return None
    return verb if parsed.tokens[verb].tag in ("VBD", "VBZ", "VBP", "VBN") else None


def _who(parsed: Parsed, cast: Cast, verb: int) -> tuple[str, ...]:
    """Return whose verb it is; "it" is whoever says so above."""
    at = verb
    for _ in range(UPWARDS):
        heads = subjects(parsed, at)
        actors = actors_at(parsed, cast, heads)
        pronouns = bool(heads) and all(parsed.tokens[i].text.lower() in IT for i in heads)
        if actors or not pronouns or parsed.tokens[at].dep not in ("ccomp", "advcl", "conj"):
            return actors
        at = parsed.tokens[at].head
    return ()
