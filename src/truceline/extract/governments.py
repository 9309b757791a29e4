"""Governments: "the regime", "the army", "the Defence Ministry" alone, where the report is about one state's war."""

from collections.abc import Mapping

from truceline.extract.sides import ByToken, put
from truceline.extract.wars import war
from truceline.knowledge.names import Names
from truceline.model.actor import Mention
from truceline.model.parsed import Parsed

# What a coalition does from the air: "coalition raids".
RAIDS = frozenset(["raid", "strike", "airstrike", "bombing", "bombardment", "sortie"])


def find_governments(parsed: Parsed, by_token: ByToken, names: Names) -> None:
    """Let "the regime" or "government forces" name the government of the state that the report is about.

    Only where that state's government is not the whole state, and nothing beside the word names another. "The opposition"
    is who opposes that government, "coalition warplanes" those of the only coalition that fights in that state.
    """
    state = war(by_token, names)
    if state is None:
        return
    government = names.government(state)
    for i, token in enumerate(parsed.tokens):
        if i in by_token or token.pos not in ("NOUN", "PROPN"):
            continue
        if names.roles.means_government(token.text) and not _named_beside(parsed, by_token, i, names):
            if not _is_own(parsed, government, token.text, names):
                arm = names.arm(government, token.text)
                by_token[i] = Mention(parsed.span(i, i + 1), arm or government, i)
        elif (other := _other(parsed, i, state, names)) is not None:
            by_token[i] = Mention(parsed.span(i, i + 1), other, i)
    _bare_coalition(parsed, by_token, names)
    if len({names.state(m.actor) for m in by_token.values() if m.actor} - {None}) == 1:
        _ministries(parsed, by_token, names, government)


def _is_own(parsed: Parsed, government: str, word: str, names: Names) -> bool:
    """Return whether an outlet would so call the government for which it speaks: none calls its own a regime."""
    outlet = names.outlet(parsed.doc.outlet or parsed.doc.wire or "")
    return outlet is not None and outlet.speaks_for == government and word.lower() in names.roles.partisan


def _other(parsed: Parsed, i: int, state: str, names: Names) -> str | None:
    """Return who "the opposition", "Sudland's opposition" or the coalition of "coalition warplanes" is in a state's war."""
    token = parsed.tokens[i]
    if token.text == "opposition" and _is_owned(parsed, i, names, state):
        return names.opposition(names.government(state))
    opens = i == parsed.sentences[token.sentence].first
    if token.text.lower() == "opposition" and (opens or token.text.islower()):
        alone = not parsed.children(i, "amod", "compound", "poss", "nmod")
        return names.opposition(names.government(state)) if alone and _is_definite(parsed, i) else None
    if token.text.lower() == "coalition" and token.dep == "compound" and not parsed.children(i):
        flies = names.arm(state, parsed.tokens[token.head].text) or parsed.tokens[token.head].lemma in RAIDS
        published = parsed.doc.published
        day = published.first if published is not None else None
        return names.coalition(state, day) if flies else None
    return None


def _is_owned(parsed: Parsed, i: int, names: Names, state: str) -> bool:
    """Return whether the state itself stands before the word as its owner, and no other word tells of which opposition."""
    owners = parsed.children(i, "poss")
    alone = not parsed.children(i, "amod", "compound", "nmod", "appos") and parsed.tokens[i].dep != "compound"
    if len(owners) != 1 or not alone:
        return False
    found = names.match([parsed.tokens[owners[0]].text], 0)
    return any(match.kind == "proper" and match.actors == (state,) for match in found)


def _bare_coalition(parsed: Parsed, by_token: ByToken, names: Names) -> None:
    """Let "the coalition" be the only one that the report names, once its planes have named it."""
    named = {m.actor for m in set(by_token.values()) if m.actor}
    found = {one for one in named if one in names.actors and names.actors[one].kind == "coalition"}
    for i, token in enumerate(parsed.tokens if len(found) == 1 else ()):
        if token.text.lower() == "coalition" and i not in by_token:
            beside = parsed.children(i, "det", "amod", "compound", "poss", "nmod")
            if [parsed.tokens[c].text.lower() for c in beside] == ["the"]:
                by_token[i] = Mention(parsed.span(i, i + 1), next(iter(found)), i)


def _is_definite(parsed: Parsed, i: int) -> bool:
    """Return whether the word stands alone after "the", or before who belongs to it: "the opposition", "opposition fighters"."""
    if parsed.tokens[i].dep == "compound":
        return parsed.tokens[parsed.tokens[i].head].pos == "NOUN"
    return [parsed.tokens[c].text.lower() for c in parsed.children(i, "det")] == ["the"]


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
    if parsed.tokens[i].lemma == "force" and (not modifiers or parsed.tokens[i].tag == "NN"):
        return True  # "forces" alone are anybody's, and "military force" nobody's
    # "The partnered forces", "allied troops" are others.
    allied = any(
        parsed.tokens[j].tag == "VBN" and parsed.tokens[j].text.lower() != "armed" for j in modifiers
    )
    if allied or parsed.children(i, "poss", "nummod") or (i >= 2 and parsed.tokens[i - 1].text == "-"):
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
