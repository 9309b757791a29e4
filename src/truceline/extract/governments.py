"""Governments: "the regime", "the army", "the Defence Ministry" alone, where the report is about one state's war."""

from collections import Counter
from collections.abc import Mapping

from truceline.extract.sides import ByToken, put
from truceline.knowledge.names import Names
from truceline.model.actor import Mention
from truceline.model.parsed import Parsed


def find_governments(parsed: Parsed, by_token: ByToken, names: Names) -> None:
    """Let "the regime" or "government forces" name the government of the state that the report is about.

    Only where that state's government is not the whole state, and nothing beside the word names another.
    """
    states = Counter(
        state
        for m in set(by_token.values())
        if m.actor and (state := names.state(m.actor)) and names.government(state) != state
    )
    if not states:
        return
    government = names.government(states.most_common(1)[0][0])
    for i, token in enumerate(parsed.tokens):
        free = (
            i not in by_token and token.pos in ("NOUN", "PROPN") and names.roles.means_government(token.text)
        )
        if free and not _named_beside(parsed, by_token, i, names):
            arm = names.arm(government, token.text)
            by_token[i] = Mention(parsed.span(i, i + 1), arm or government, i)
    if len({names.state(m.actor) for m in by_token.values() if m.actor} - {None}) == 1:
        _ministries(parsed, by_token, names, government)


def _ministries(parsed: Parsed, by_token: ByToken, names: Names, government: str) -> None:
    """Let "the Defence Ministry" name that of the only state that the report names; with two states it may be either's."""
    told = {mention.actor.partition(":")[2] for mention in set(by_token.values()) if mention.actor}
    words = [token.text for token in parsed.tokens]
    i = 0
    while i < len(words):
        found = names.ministry(government, words, i) if i not in by_token else None
        if found is None:
            i += 1
            continue
        actor, length = found
        own = actor in {mention.actor for mention in by_token.values()}
        free = all(
            j not in by_token and parsed.tokens[j].pos in ("NOUN", "PROPN", "ADJ", "ADP")
            for j in range(i, i + length)
        )
        if free and (own or actor.partition(":")[2] not in told) and not _described(parsed, i, length):
            put(by_token, parsed, i, i + length, actor)
        i += length


def _described(parsed: Parsed, first: int, length: int) -> bool:
    """Return whether a name before the words, or behind them after "of", may say whose they are."""
    before = parsed.tokens[first - 1] if first else None
    whose = before is not None and (before.pos in ("PROPN", "ADJ", "NOUN") or before.tag in ("POS", "PRP$"))
    after = parsed.tokens[first + length].text if first + length < len(parsed.tokens) else ""
    return whose or after == "of"


def _named_beside(parsed: Parsed, by_token: Mapping[int, Mention], i: int, names: Names) -> bool:
    """Return whether something on the word says whose it is: "the Xlandish government", "opposition forces", "its pilots".

    "Government forces" and "regular troops" are the government's; any other noun in front makes them another's.
    """
    modifiers = parsed.children(i, "compound", "nmod", "appos", "amod")
    if parsed.tokens[i].lemma == "force" and not modifiers:
        return True  # "forces" alone are anybody's
    if parsed.children(i, "poss", "nummod") or (i >= 2 and parsed.tokens[i - 1].text == "-"):
        return True
    of = [p for prep in parsed.children(i, "prep") for p in parsed.children(prep, "pobj")]
    if any(j in by_token or parsed.tokens[j].pos == "PROPN" for j in of):
        return True
    for j in modifiers:
        role = names.roles.get(parsed.tokens[j].text)
        if j in by_token or (
            parsed.tokens[j].pos in ("NOUN", "PROPN") and not (role and "government" in role.classes)
        ):
            return True
    return False
