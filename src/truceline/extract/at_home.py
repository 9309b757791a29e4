"""Names that mean one body only in reports on the war of its state: "the Observatory", "the National Coalition"."""

from truceline.extract.sides import ByToken, put
from truceline.extract.wars import war
from truceline.knowledge.names import Names
from truceline.model.parsed import Parsed


def find_at_home(parsed: Parsed, by_token: ByToken, names: Names) -> None:
    """Add the mentions of bodies by names that elsewhere may be anybody's.

    Not in what the state's own media print, but for those media: they call others by these words, or the same body by worse.
    """
    state = war(by_token, names)
    told = names.at_home(state) if state else {}
    outlet = names.outlet(parsed.doc.outlet or parsed.doc.wire or "")
    if state is None:
        return
    own = outlet is not None and outlet.speaks_for == names.government(state)
    named = {mention.actor for mention in by_token.values()}
    for i, token in enumerate(parsed.tokens):
        for words, actor in told.get(token.text, ()):
            # "Xland-based monitor" tells who it is where nobody is named, and otherwise only what the one named is.
            described = "-" in words
            if (described and actor in named) or (own and not _is_voice(names, actor)):
                continue
            name = (i, i + len(words))
            said = [one.text for one in parsed.tokens[i : name[1]]]
            free = all(j not in by_token for j in range(i + described, name[1]))
            if said == words and free and not _another(parsed, by_token, names, name, state):
                put(by_token, parsed, *name, actor)
                break


def _is_voice(names: Names, actor: str) -> bool:
    """Return whether an actor is a medium: the state's own media name each other by their right names."""
    return names.actors[actor].kind in ("agency", "outlet")


def _is_of_a_kind(parsed: Parsed, first: int, last: int) -> bool:
    """See "a civil defence worker": in small letters such words tell a kind of people, unless they stand alone."""
    small = parsed.tokens[first].text.islower()
    return small and parsed.tokens[min(last, len(parsed.tokens)) - 1].dep in ("compound", "amod", "nmod")


def _another(parsed: Parsed, by_token: ByToken, names: Names, name: tuple[int, int], state: str) -> bool:
    """Return whether a name before or behind the words makes them part of another's: "Westmarker National Coalition"."""
    first, last = name
    if _is_of_a_kind(parsed, first, last):
        return True
    before = parsed.tokens[first - 1] if first else None
    if before is not None and before.sentence == parsed.tokens[first].sentence:
        owner = by_token.get(first - 1)
        if owner is not None and names.state(owner.actor or "") != state:
            return True
        if owner is None and before.pos == "PROPN" and before.text[:1].isupper():
            return True
    after = parsed.tokens[last] if last < len(parsed.tokens) else None
    capital = after is not None and after.pos == "PROPN" and after.label not in ("", "PERSON", "DATE")
    return capital and after is not None and parsed.tokens[first].text[:1].isupper() and last not in by_token
