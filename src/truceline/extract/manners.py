"""How a statement speaks where it is no plain speech: an intent is no voice, and what is not denied is not thereby doubted."""

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
DENYING = frozenset(("deny", "dispute", "contest"))


def is_intent(parsed: Parsed, statement: Statement) -> bool:
    """Return whether only somebody's aim is told: "aimed to …", "plans to …"."""
    if statement.stance not in ("says", "claims") or statement.content[0].quote.split()[:1] != ["to"]:
        return False
    return bool(_cue(parsed, statement) & INTENTS)


def is_undenied(parsed: Parsed, statement: Statement) -> bool:
    """Return whether somebody did not deny it: that is no denial, no doubt, and no word that it is so."""
    return statement.stance == "says" and bool(_cue(parsed, statement) & DENYING)


def _cue(parsed: Parsed, statement: Statement) -> set[str]:
    return {
        parsed.tokens[i].lemma.lower() for span in statement.cue for i in parsed.within(span.start, span.end)
    }
