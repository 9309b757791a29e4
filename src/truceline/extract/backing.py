"""Backing: where a name only tells with whom somebody else is joined: "Xland-backed rebels", "an Xs-linked website"."""

from typing import Final

from truceline.model.parsed import Parsed

# Told without a hyphen: "Xland backed rebels".
LOOSE: Final = frozenset(
    (
        "affiliated",
        "aligned",
        "allied",
        "armed",
        "backed",
        "funded",
        "linked",
        "supported",
        "supporting",
        "trained",
    )
)


def is_backed(parsed: Parsed, i: int) -> bool:
    """See "Xland-backed rebels": the rebels did it, not Xland.  An "Xland-led" raid is its leader's."""
    after = [t.text.lower() for t in parsed.tokens[i : i + 3]]
    if after[1:2] and after[1] in LOOSE:
        return True
    word = after[0].rsplit("-", 1)[-1] if "-" in after[0] and len(after[0]) > 1 else ""
    joined = word or (after[2] if after[1:2] == ["-"] and len(after) == 3 else "")
    return joined.endswith(("ed", "made", "born", "held", "aligned", "friendly")) and joined != "led"
