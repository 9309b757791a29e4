"""Breaches that are only a matter to watch: "will report on violations", "to prevent breaches of the truce"."""

from truceline.extract.clauses import doers, modal
from truceline.knowledge.deals import Deals
from truceline.model.parsed import Parsed

# From "violations" up to the verb that watches ("report on the number of violations": four).
WATCH_REACH = 4
UPWARDS = ("pobj", "prep", "dobj", "conj", "pcomp")
LOOKERS = frozenset({"monitor", "observer", "inspector", "watchdog", "mission", "figure"})
UNMET = frozenset({"any", "every", "no"})
UNMET_ADJECTIVES = frozenset({"possible", "potential", "future", "further", "eventual"})
TO_COME = frozenset({"will", "shall", "would", "should", "must", "can", "could", "may", "might"})


def is_only_watched(parsed: Parsed, deals: Deals, noun: int) -> bool:
    """Return whether a noun of breaking is what somebody is to watch for or prevent, so that nothing is told as broken."""
    verb = watcher(parsed, deals, noun)
    if verb is None:
        return False
    token = parsed.tokens[verb]
    if token.lemma.lower() in deals.preventing:
        return True
    # "Recorded 12 violations" tells of them; "monitors violations", "is to report on violations" do not.
    if modal(parsed, verb) in TO_COME or token.tag in ("VB", "VBG", "VBP", "VBZ", "NN", "NNS"):
        return not _is_counted(parsed, noun) or token.tag == "VB"
    return _is_unmet(parsed, noun)


def looks_on(parsed: Parsed, deals: Deals, verb: int) -> bool:
    """See "officers observing the truce from a centre", "monitors observe it": they look on, and tell nothing of its keeping."""
    if parsed.tokens[verb].lemma.lower() not in deals.watching:
        return False
    if any(parsed.tokens[p].lemma.lower() == "from" for p in parsed.children(verb, "prep")):
        return True
    return any(parsed.tokens[i].lemma.lower() in LOOKERS for i in doers(parsed, verb))


def watcher(parsed: Parsed, deals: Deals, noun: int) -> int | None:
    """Return the verb or noun of watching or preventing over a noun of breaking; None where there is none."""
    at = noun
    for _ in range(WATCH_REACH):
        if parsed.tokens[at].dep not in UPWARDS or parsed.tokens[at].head == at:
            return None
        at = parsed.tokens[at].head
        if parsed.tokens[at].lemma.lower() in deals.watching | deals.preventing:
            return at
        if parsed.tokens[at].pos == "VERB":
            return None
    return None


def _is_counted(parsed: Parsed, noun: int) -> bool:
    return bool(parsed.children(noun, "nummod"))


def _is_unmet(parsed: Parsed, noun: int) -> bool:
    """Return whether it is any breach that there may be, not one that there was."""
    words = {parsed.tokens[i].text.lower() for i in parsed.children(noun, "det", "amod")}
    return bool(words & (UNMET | UNMET_ADJECTIVES))
