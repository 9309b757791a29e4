"""Sides: phrases that lead to a known actor, by whom they name beside a common word."""

from collections.abc import Iterator, Mapping, Sequence

from truceline.knowledge.names import Names
from truceline.knowledge.roles import Role
from truceline.model.actor import Actor, Mention
from truceline.model.parsed import Parsed

ByToken = dict[int, Mention]
# "The army of Xland", "the regime of Lee": what stands before "of" and its owner.
OWNED = frozenset(
    [
        "government",
        "regime",
        "army",
        "military",
        "troop",
        "soldier",
        "police",
        "authority",
        "administration",
        "force",
        "official",
    ]
)
# "Xland's feared and long-denied branch of the XYZ": the words of one phrase lie near each other.
BRANCH_REACH = 8


def find_sides(parsed: Parsed, by_token: ByToken, names: Names, actors: Mapping[str, Actor]) -> None:
    """Add the mentions that phrases make: "Xland-led raids", "XYZ fighters", "the Xlandish branch of XYZ", "its army"."""
    _led(parsed, by_token, names)
    _branches(parsed, by_token, names)
    _phrases(parsed, by_token, names, actors)
    _own(parsed, by_token, names)
    _epithets(parsed, by_token, names, actors)


def put(
    by_token: ByToken, parsed: Parsed, first: int, last: int, actor: str | None, *, adjective: bool = False
) -> None:
    """Let tokens `first` to `last` name an actor."""
    mention = Mention(parsed.span(first, last), actor, head_of(parsed, first, last), adjective)
    for i in range(first, last):
        by_token[i] = mention


def first_of(by_token: Mapping[int, Mention], i: int) -> int:
    """Return the first token of the mention that token `i` belongs to."""
    while i - 1 in by_token and by_token[i - 1] == by_token[i]:
        i -= 1
    return i


def government(names: Names, actor: str) -> str:
    """Return the government where a state itself is named, else the actor."""
    return names.government(actor) if names.state(actor) == actor else actor


def head_of(parsed: Parsed, first: int, last: int) -> int:
    """Return the token of the range whose own head lies outside it."""
    return next((i for i in range(first, last) if not first <= parsed.tokens[i].head < last), last - 1)


def _led(parsed: Parsed, by_token: dict[int, Mention], names: Names) -> None:
    """Let "Xland-led raids" name the coalition that Xland leads, where it leads only one."""
    for i, mention in list(by_token.items()):
        joined = [token.text.lower() for token in parsed.tokens[i : i + 3]]
        if mention.actor is None or not (joined[1:] == ["-", "led"] or joined[0].endswith("-led")):
            continue
        led = [actor.id for actor in names.actors.values() if actor.led_by == mention.actor]
        if len(led) == 1:
            put(by_token, parsed, i, i + (3 if joined[1:] == ["-", "led"] else 1), led[0], adjective=True)


def _phrases(parsed: Parsed, by_token: ByToken, names: Names, actors: Mapping[str, Actor]) -> None:
    """Let "Xlandish officials" name the side that their modifier names, and "XYZ fighters" the XYZ.

    "The former Xlandish minister" speaks for nobody.
    """
    for i, token in enumerate(parsed.tokens):
        if i in by_token or token.pos not in ("NOUN", "PROPN"):
            continue
        role = names.roles.get(token.text)
        companion = _is_companion(names, token.text)
        if (role is None and not companion) or out_of_office(parsed, i, names):
            continue
        for child, first in _in_turn(parsed, i, names):
            side = by_token.get(child)
            owner = actors.get(side.actor or "") if side is not None else None
            if side is None or owner is None or _only_joined(parsed, child):
                continue
            follows = companion and owner.kind == "armed_group" and child < i and not side.adjective
            if follows or (role is not None and _speaks_for(role, owner, names)):
                start = min(first, _with_acronym(parsed, by_token, first_of(by_token, child)), i)
                span = parsed.span(start, max(child, i) + 1)
                by_token[i] = Mention(span, _whose(names, parsed, i, child, owner), i)
                break


def _with_acronym(parsed: Parsed, by_token: ByToken, first: int) -> int:
    """Return where "Reed League (RL) fighters" begins: with the name that the brackets belong to."""
    if first < 2 or parsed.tokens[first - 1].text not in ("(", "["):
        return first
    before = by_token.get(first - 2)
    same = before is not None and before.actor == by_token[first].actor
    return first_of(by_token, first - 2) if same else first


def _in_turn(parsed: Parsed, i: int, names: Names) -> list[tuple[int, int]]:
    """Return what may tell whose people a noun names, the likelier first.

    Fighters are the nearest name's ("Xlandish Hill Front rebels"), officials the owner's ("Xland's UN envoy"), else the
    first name's: "the UN Xland envoy" is the UN's, and "the Xland envoy" alone anybody's.
    """
    found = list(_beside(parsed, i))
    role = names.roles.get(parsed.tokens[i].text)
    if role is None or "armed_nonstate" in role.classes:
        return sorted(found, key=lambda one: -one[0])
    if parsed.tokens[i].lemma.lower() in names.roles.about:
        found = [one for one in found if one[0] > i or not _is_topic(parsed, one[0])]
    return sorted(found, key=lambda one: parsed.tokens[one[0]].dep != "poss")


def _is_topic(parsed: Parsed, i: int) -> bool:
    """Return whether a name before an envoy is what he is sent about: "the Xland envoy", not "Xlandish" nor "US"."""
    token = parsed.tokens[i]
    return token.dep != "poss" and token.pos != "ADJ" and not token.text.replace(".", "").isupper()


def _only_joined(parsed: Parsed, i: int) -> bool:
    """See "Xland-backed officials", "XYZ-linked groups" in one word: they are not Xland's, nor the XYZ."""
    head, hyphen, last = parsed.tokens[i].text.rpartition("-")
    return bool(head and hyphen) and last.islower() and last.endswith("ed")


def _is_companion(names: Names, word: str) -> bool:
    lowered = word.lower()
    return lowered in names.roles.companions or lowered.removesuffix("s") in names.roles.companions


def _beside(parsed: Parsed, i: int) -> Iterator[tuple[int, int]]:
    """Yield the words that may tell whose people a noun names, each with the first token of the phrase: "officials of Xland" too."""
    for child in parsed.children(i, "amod", "compound", "nmod", "poss"):
        yield child, min(child, i)
    for prep in parsed.children(i, "prep"):
        if parsed.tokens[prep].text.lower() == "of" and parsed.tokens[i].lemma.lower() in OWNED:
            for child in parsed.children(prep, "pobj"):
                yield child, i


def _whose(names: Names, parsed: Parsed, i: int, child: int, owner: Actor) -> str:
    """Return the arm of a state that "the army of Xland" names, or its government."""
    state = names.state(owner.id)
    if child < i or state is None or not names.is_state(owner.id):
        return government(names, owner.id)
    word = parsed.tokens[i].text
    told = names.arm(owner.id, word) or (
        names.institution(state, "government") if names.roles.means_government(word) else None
    )
    return told or government(names, owner.id)


def out_of_office(parsed: Parsed, i: int, names: Names) -> bool:
    """Return whether an office is one no longer held, or not yet: "the former minister", "the president-elect"."""
    around = {parsed.tokens[c].text.lower() for c in parsed.children(i, "amod", "compound", "nmod", "advmod")}
    after = [token.text.lower() for token in parsed.tokens[i + 1 : i + 3]]
    hyphened = len(after) == 2 and after[0] == "-" and after[1] in names.roles.out_of_office
    return bool(around & names.roles.out_of_office) or hyphened


def _branches(parsed: Parsed, by_token: ByToken, names: Names) -> None:
    """Let "the Xlandish branch of the XYZ" name the group that is part of it in that state, where only one is known.

    "XYZ's branch in Xland" and "the former Xlandish wing of XYZ" name it too.
    """
    for i, token in enumerate(parsed.tokens):
        if token.lemma.lower() not in names.roles.branches or i in by_token:
            continue
        tree = [j for j in _told_of(parsed, i) if j in by_token and abs(j - i) <= BRANCH_REACH]
        only = _branch(
            names, [names.actors[m] for j in tree if (m := by_token[j].actor) and m in names.actors]
        )
        first, last = min([i, *(first_of(by_token, j) for j in tree)]), max([i, *tree]) + 1
        while last < len(parsed.tokens) and by_token.get(last) == by_token.get(last - 1) is not None:
            last += 1
        told = {i, *(j for j in range(first, last) if j in by_token)}
        if only is not None and _only_small(parsed, first, last, told):
            put(by_token, parsed, first, last, only)


def _branch(names: Names, told: Sequence[Actor]) -> str | None:
    """Return the branch of the only group in the only state that is told."""
    groups = {one.id for one in told if one.kind == "armed_group"}
    states = {names.state(one.id) for one in told if one.kind in ("state", "government")}
    if len(groups) != 1 or len(states) != 1:
        return None
    [group], [state] = groups, states
    return names.branch(group, state) if state else None


def _told_of(parsed: Parsed, i: int) -> list[int]:
    """Return the words that tell what a noun is a part of: before it, or after "of" and "in"; not what is set beside it."""
    preps = [p for p in parsed.children(i, "prep") if parsed.tokens[p].lemma.lower() in ("of", "in")]
    after = [j for p in preps for j in parsed.children(p, "pobj")]
    below = [p for j in after for p in parsed.children(j, "prep") if parsed.tokens[p].lemma.lower() == "in"]
    return [
        *parsed.children(i, "amod", "compound", "nmod", "poss"),
        *after,
        *(j for p in below for j in parsed.children(p, "pobj")),
    ]


def _only_small(parsed: Parsed, first: int, last: int, told: set[int]) -> bool:
    """Return whether nothing but small words stands between the words that tell a branch."""
    rest = [parsed.tokens[j] for j in range(first, last) if j not in told]
    return all(token.pos in ("ADP", "DET", "PART", "PUNCT", "ADJ") for token in rest)


def _epithets(parsed: Parsed, by_token: ByToken, names: Names, actors: Mapping[str, Actor]) -> None:
    """Let "the rebels" be the only armed group that a report names, where it has called it so ("Hill Front rebels").

    A report that names two groups may mean either, or both.
    """
    named = {m.actor for m in set(by_token.values()) if m.actor}
    groups = {
        one for one in named if one in actors and (actors[one].kind == "armed_group" or names.opposes(one))
    }
    if len(groups) != 1:
        return
    [group] = groups
    called: dict[str, int] = {}
    for m in sorted(by_token.values(), key=lambda mention: -mention.span.end):
        if m.actor == group:
            called[parsed.tokens[m.head].lemma.lower()] = m.span.end  # where it was called so first
    for i, token in enumerate(parsed.tokens):
        if (
            i in by_token
            or token.tag != "NNS"
            or token.start < called.get(token.lemma.lower(), len(parsed.doc.text))
        ):
            continue
        role = names.roles.get(token.text)
        fights = role is not None and bool({"armed_nonstate", "label"} & set(role.classes))
        beside = [
            parsed.tokens[c].text.lower() for c in parsed.children(i) if parsed.tokens[c].pos != "PUNCT"
        ]
        if fights and beside == ["the"]:
            put(by_token, parsed, i, i + 1, group)


def _own(parsed: Parsed, by_token: ByToken, names: Names) -> None:
    """Let "its army" be that of the only state that its sentence has named as an actor before: "Xland said its army fell back"."""
    for i, token in enumerate(parsed.tokens):
        if token.text.lower() != "its" or i + 1 >= len(parsed.tokens):
            continue
        sentence = parsed.sentences[token.sentence]
        before = {by_token[j] for j in range(sentence.first, i) if j in by_token}
        named = {m.actor for m in before if m.actor and not m.adjective and m.actor in names.actors}
        owners = {names.government(actor) for actor in named if names.is_state(actor)}
        if len(owners) != 1 or len({names.state(actor) for actor in named} - {None}) != 1:
            continue
        words = [one.text for one in parsed.tokens[i + 1 : sentence.last]]
        found = names.arm_at(next(iter(owners)), words, 0)
        if found is not None and not any(
            _is_foreign(by_token.get(j), found[0]) for j in range(i + 1, i + 1 + found[1])
        ):
            put(by_token, parsed, i, i + 1 + found[1], found[0])


def _is_foreign(mention: Mention | None, actor: str) -> bool:
    return mention is not None and mention.actor not in (actor, None)


def _speaks_for(role: Role, owner: Actor | None, names: Names) -> bool:
    """Return whether such people are their owner's voice or arm; a person has a statement, not officials."""
    if owner is None or owner.kind == "person":
        return False
    if role.word in names.roles.private and owner.kind in ("state", "government", "people", "armed_force"):
        return False
    if "armed_nonstate" in role.classes:
        return owner.kind == "armed_group"
    return bool({"official", "government", "office"} & set(role.classes))
