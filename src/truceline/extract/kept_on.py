"""Kept on: what is told to go on, "jets kept bombing the town after the attack", is not the one deed that was told before."""

from truceline.extract.spread import LASTING
from truceline.extract.triggers import Cluster
from truceline.model.parsed import Parsed

ON = frozenset(("continue", "keep"))


def is_kept_on(parsed: Parsed, cluster: Cluster) -> bool:
    """Return whether a verb's deed is told to go on, as a push or a siege does and no single strike."""
    verb = parsed.tokens[cluster.lead.head]
    if not cluster.lead.verb or cluster.kind in LASTING or verb.dep != "xcomp":
        return False
    return parsed.tokens[verb.head].lemma.lower() in ON
