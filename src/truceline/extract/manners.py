"""How a statement speaks where it is no plain speech: an intent is no voice, and what is not denied is not thereby doubted."""

from collections.abc import Sequence

from truceline.extract.thought_of import THOUGHT
from truceline.model.parsed import Parsed
from truceline.model.statement import Statement

# "The army aimed to stop the raids": it wants, and says nothing. Vows and pledges are spoken.
INTENTS = frozenset(
    (
        "aim",
        "seek",
        "want",
        "hope",
        "plan",
        "intend",
        "wish",
        "mean",
        "aspire",
        "desire",
        "decide",
        "prefer",
        "opt",
        "yearn",
    )
)
LIKELY = frozenset(("likely", "probably", "possibly", "perhaps", "presumably", "seemingly", "maybe"))
# "Thought to belong to the government": so many words at most stand between the two in the tree.
UNDER = 4
DENYING = frozenset(("deny", "dispute", "contest"))


def is_intent(parsed: Parsed, statement: Statement) -> bool:
    """Return whether only somebody's aim is told: "aimed to …", "plans to …"."""
    if statement.stance not in ("says", "claims") or statement.content[0].quote.split()[:1] != ["to"]:
        return False
    return bool(_cue(parsed, statement) & INTENTS)


def is_undenied(parsed: Parsed, statement: Statement) -> bool:
    """Return whether somebody did not deny it: that is no denial, no doubt, and no word that it is so."""
    return statement.stance == "says" and bool(_cue(parsed, statement) & DENYING)


def is_hedged(parsed: Parsed, heads: Sequence[int], agent: int | None) -> bool:
    """See "was likely carried out by Xland": said of the deed, or of the verb that carries it; "by jets thought to be Xlandish"."""
    above = list(parsed.ancestors(agent))[:UNDER] if agent is not None else []
    if any(parsed.tokens[i].lemma.lower() in THOUGHT for i in above):
        return True
    verbs = [parsed.tokens[i].head for i in heads if parsed.tokens[i].dep in ("nsubjpass", "nsubj", "dobj")]
    # "A raid likely carried out by Xland killed nine": the verb that says who did it.
    by = [i for i in above[:2] if parsed.tokens[i].pos == "VERB" and parsed.tokens[i].dep in ("acl", "relcl")]
    return any(
        parsed.tokens[c].text.lower() in LIKELY
        for i in (*heads, *verbs, *by)
        for c in parsed.children(i, "advmod")
    )


def _cue(parsed: Parsed, statement: Statement) -> set[str]:
    return {
        parsed.tokens[i].lemma.lower() for span in statement.cue for i in parsed.within(span.start, span.end)
    }
