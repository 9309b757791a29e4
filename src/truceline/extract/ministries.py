"""Ministries told by where they sit or by their name alone: "the defence ministry in Xcapital", later "the defence ministry"."""

from truceline.extract.sides import ByToken, put
from truceline.knowledge.names import Names
from truceline.model.parsed import Parsed

MINISTRIES = ("ministry", "department")


def find_ministries(parsed: Parsed, by_token: ByToken, names: Names) -> None:
    """Add the mentions of ministries that are told by their capital, then of those that only one state named here can mean."""
    bare: list[tuple[int, int, str]] = []
    words = [token.text for token in parsed.tokens]
    i = 0
    while i < len(words):
        found = (
            names.ministry_word(words, i) if i not in by_token and parsed.tokens[i].pos != "VERB" else None
        )
        if found is None:
            i += 1
            continue
        key, length = found
        if all(j not in by_token for j in range(i, i + length)):
            state = _seated(names, words, i + length)
            actor = names.institution(state, key) if state else None
            if actor is not None:
                put(by_token, parsed, i, i + length, actor)
            elif _is_bare(parsed, i, length):
                bare.append((i, length, key))
        i += length
    for first, length, key in bare:
        named = {m for m in set(by_token.values()) if m.actor and m.actor.endswith(f":{key}")}
        told = any(m.head < first and m.span.quote.lower().endswith(MINISTRIES) for m in named)
        actors = {m.actor for m in named if m.actor}
        if (
            len(actors) == 1
            and told
            and not _another_acts(parsed, by_token, names, (first, next(iter(actors))))
        ):
            put(by_token, parsed, first, first + length, actors.pop())


def _another_acts(parsed: Parsed, by_token: ByToken, names: Names, ministry: tuple[int, str]) -> bool:
    """See "Westmark called for an inquiry. … the Foreign Ministry said": it may be Westmark's, though Norland's was named."""
    first, actor = ministry
    here = parsed.tokens[first].sentence
    start = parsed.sentences[max(0, here - 1)].first
    acting = {
        mention.actor
        for i in range(start, parsed.sentences[here].last)
        if parsed.tokens[i].dep == "nsubj" and (mention := by_token.get(i)) is not None and mention.actor
    }
    return any(names.is_state(one) and names.state(one) != names.state(actor) for one in acting)


def _seated(names: Names, words: list[str], after: int) -> str | None:
    """Return whose capital stands behind the ministry: "in Xcapital"."""
    if after + 1 >= len(words) or words[after] != "in":
        return None
    seats = {
        actor for match in names.match(words, after + 1) if match.kind == "seat" for actor in match.actors
    }
    return names.state(seats.pop()) if len(seats) == 1 else None


def _is_bare(parsed: Parsed, first: int, length: int) -> bool:
    """Return whether the ministry stands alone after "the", with nobody behind it whose it is."""
    before = parsed.tokens[first - 1].text.lower() if first else ""
    after = parsed.tokens[first + length].text.lower() if first + length < len(parsed.tokens) else ""
    return before == "the" and after not in ("of", "in", "for", "'s")
