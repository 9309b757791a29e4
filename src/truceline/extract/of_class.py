"""Find whose name stands before what it is: "the Blue Hats rescue group", "the Reed Committees activist network"."""

from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

# What a body that has a name is called after.
CLASSES = frozenset(("group", "organisation", "organization", "network", "service", "movement"))
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
