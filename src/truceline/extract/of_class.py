"""Find whose name stands before what it is: "the Blue Hats rescue group", "the Reed Committees activist network"."""

from collections.abc import Sequence

from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

# What a body that has a name is called after.
CLASSES = frozenset(("group", "organisation", "organization", "network", "service", "movement"))
# What stands before a place whose words the parser takes for a part of who speaks.
LEADING = ("ADP", "NOUN", "PROPN", "PART", "ADJ", "NUM")
KINDS = frozenset(("organisation", "monitor", "armed_group"))


def before_class(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the actor whose name opens "the Blue Hats civil defence group"; not of "the main Xlandish opposition group"."""
    if parsed.tokens[head].tag != "NN" or parsed.tokens[head].lemma.lower() not in CLASSES:
        return None
    for c in parsed.children(head, "compound", "nmod"):
        mention = cast.at(c)
        if mention is None or mention.actor is None or mention.adjective:
            continue
        inside = parsed.within(mention.span.start, mention.span.end)
        opens = inside[0] > 0 and parsed.tokens[inside[0] - 1].text.lower() == "the"
        named = all(parsed.tokens[i].pos != "NOUN" for i in inside)
        if opens and named and cast.actors[mention.actor].kind in KINDS:
            return mention.actor
    return None


def of_class(parsed: Parsed, head: int, tokens: Sequence[int]) -> list[int]:
    """Return the monitor of "near the bastion Brack a monitor said": an article opens words of its own; nothing where none does.

    "Xan a father of four said", "said Xan a father of four": the name belongs to them.
    """
    led = parsed.tokens[max(tokens[0] - 1, 0)]
    if led.sentence != parsed.tokens[head].sentence or led.pos not in LEADING or not tokens[0]:
        return []
    for at, i in enumerate(tokens[1:], 1):
        before = parsed.tokens[tokens[at - 1]]
        if i < head and parsed.tokens[i].text in ("a", "an") and before.pos in ("NOUN", "PROPN"):
            return [*tokens[at:]]
    return []
