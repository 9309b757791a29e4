"""Who is named in a document: known names, persons learned from it, and phrases that lead to a side."""

import re
from collections import Counter
from collections.abc import Mapping

import msgspec

from truceline.extract.persons import Person, find_persons, ties_of
from truceline.knowledge.names import Names
from truceline.knowledge.roles import Role
from truceline.model.actor import Actor, Mention, Tie
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

RENAMED = re.compile(
    r"\b(?:formerly|previously|once) (?:known as|called)|\brenamed itself|\bchanged its name (?:from|to)|\bnow (?:known as|called)"
)


def find_actors(parsed: Parsed, names: Names) -> Cast:
    """Find who is named: known names first, then persons by their introductions, then surnames and official phrases."""
    known, eponyms = _known(parsed, names)
    offices = _offices(parsed, names)
    home = _sole_state(known, names)
    met: dict[str, Actor] = {}
    ties: list[Tie] = []
    by_token = dict(known)
    for person in find_persons(parsed, offices, known, eponyms):
        actor = _with_side(person.actor(parsed), names, eponyms, range(person.first, person.last))
        actor = _with_ministry(actor, person, parsed, names, home)
        if actor.part_of or actor.id not in met:
            met.setdefault(actor.id, actor)
            met[actor.id] = actor if not met[actor.id].part_of else met[actor.id]
        ties.extend(ties_of(person, parsed))
        _put(by_token, parsed, person.first, person.last, actor.id)
    learned = sorted(met.values(), key=lambda actor: actor.id)
    _surnames(parsed, by_token, learned)
    for i, mention in eponyms.items():
        by_token.setdefault(i, mention)
    _led(parsed, by_token, names)
    _phrases(parsed, by_token, names)
    _short_forms(parsed, by_token, actors := {**names.actors, **{actor.id: actor for actor in learned}})
    _governments(parsed, by_token, names)
    ties.extend(_renamings(parsed, by_token))
    mentions = tuple(
        sorted(set(by_token.values()), key=lambda mention: (mention.span.start, mention.span.end))
    )
    return Cast(mentions, by_token, actors, tuple(learned), tuple(dict.fromkeys(ties)))


def _with_side(actor: Actor, names: Names, eponyms: Mapping[int, Mention], tokens: range) -> Actor:
    """Return the person with its side: a state's officials are its government's, and so is whoever it is called by."""
    if actor.part_of:
        return msgspec.structs.replace(
            actor, part_of=tuple(_government(names, side) for side in actor.part_of)
        )
    called = next((eponyms[i].actor for i in tokens if i in eponyms), None)
    return msgspec.structs.replace(actor, part_of=(called,)) if called else actor


def _sole_state(known: Mapping[int, Mention], names: Names) -> str | None:
    """Return the state that the report is about, where it names no other."""
    states = {state for mention in known.values() if mention.actor and (state := names.state(mention.actor))}
    return states.pop() if len(states) == 1 else None


def _with_ministry(actor: Actor, person: Person, parsed: Parsed, names: Names, home: str | None) -> Actor:
    """Return "Defence Minister Lee" as of the ministry of the only state named: with two states it may be either's."""
    if actor.part_of or person.office is None or home is None:
        return actor
    words = [token.text for token in parsed.tokens[person.office[0] : person.office[1]]]
    matches = [match for i in range(len(words)) if (match := names.roles.at(words, i)) is not None]
    key = next((match.role.institution for match in matches if match.role.institution), None)
    whose = names.institution(home, key) if key and key.endswith("_ministry") else None
    return msgspec.structs.replace(actor, part_of=(whose,)) if whose else actor


def _government(names: Names, actor: str) -> str:
    return names.government(actor) if names.state(actor) == actor else actor


def _offices(parsed: Parsed, names: Names) -> frozenset[int]:
    words = [token.text for token in parsed.tokens]
    found: set[int] = set()
    for i in range(len(words)):
        match = names.roles.at(words, i)
        if match is not None and "office" in match.role.classes:
            found.update(range(i, i + match.length))
    return frozenset(found)


def _put(
    by_token: dict[int, Mention],
    parsed: Parsed,
    first: int,
    last: int,
    actor: str | None,
    *,
    adjective: bool = False,
) -> None:
    mention = Mention(parsed.span(first, last), actor, head_of(parsed, first, last), adjective)
    for i in range(first, last):
        by_token[i] = mention


def head_of(parsed: Parsed, first: int, last: int) -> int:
    """Return the token of the range whose own head lies outside it."""
    return next((i for i in range(first, last) if not first <= parsed.tokens[i].head < last), last - 1)


def _known(parsed: Parsed, names: Names) -> tuple[dict[int, Mention], dict[int, Mention]]:
    """Return the mentions of known names, and apart from them the eponyms, which may be a person's surname."""
    known: dict[int, Mention] = {}
    eponyms: dict[int, Mention] = {}
    words = [token.text for token in parsed.tokens]
    i = 0
    while i < len(words):
        matches = [
            m
            for m in names.match(words, i)
            if parsed.tokens[i].sentence == parsed.tokens[i + m.length - 1].sentence
        ]
        if not matches or _for_or_against(words, i):
            i += 1
            continue
        length = max(match.length for match in matches)
        longest = [match for match in matches if match.length == length]
        actors = {actor for match in longest for actor in match.actors}
        adjective = all(match.kind == "adjective" for match in longest)
        home = eponyms if all(match.kind == "eponym" for match in longest) else known
        _put(
            home, parsed, i, i + length, next(iter(actors)) if len(actors) == 1 else None, adjective=adjective
        )
        i += length
    return known, eponyms


def _for_or_against(words: list[str], i: int) -> bool:
    """See "pro-Xland forces": they are not Xland's."""
    return i >= 2 and words[i - 1] == "-" and words[i - 2].lower() in ("pro", "anti", "ex", "non")


def _surnames(parsed: Parsed, by_token: dict[int, Mention], learned: list[Actor]) -> None:
    """Let a lone surname name the only person of the document who bears it."""
    bearers: dict[str, set[str]] = {}
    for actor in learned:
        bearers.setdefault(surname(actor.name), set()).add(actor.id)
    for i, token in enumerate(parsed.tokens):
        found = bearers.get(token.text, set())
        if i not in by_token and len(found) == 1 and token.text[:1].isupper():
            _put(by_token, parsed, i, i + 1, next(iter(found)))


def surname(name: str) -> str:
    """Return the last word of a name: "Bashar al-Assad" gives "Assad"."""
    return re.split(r"[\s-]", name)[-1]


def _led(parsed: Parsed, by_token: dict[int, Mention], names: Names) -> None:
    """Let "Xland-led raids" name the coalition that Xland leads, where it leads only one."""
    for i, mention in list(by_token.items()):
        joined = [token.text.lower() for token in parsed.tokens[i : i + 3]]
        if mention.actor is None or not (joined[1:] == ["-", "led"] or joined[0].endswith("-led")):
            continue
        led = [actor.id for actor in names.actors.values() if actor.led_by == mention.actor]
        if len(led) == 1:
            _put(by_token, parsed, i, i + (3 if joined[1:] == ["-", "led"] else 1), led[0], adjective=True)


def _phrases(parsed: Parsed, by_token: dict[int, Mention], names: Names) -> None:
    """Let "Xlandish officials" name the side that their modifier names, and "XYZ fighters" the XYZ."""
    for i, token in enumerate(parsed.tokens):
        role = names.roles.get(token.text) if i not in by_token and token.pos in ("NOUN", "PROPN") else None
        if role is None:
            continue
        for child in parsed.children(i, "amod", "compound", "nmod", "poss"):
            side = by_token.get(child)
            if side is None or side.actor is None or not _speaks_for(role, names.actors.get(side.actor)):
                continue
            span = parsed.span(min(child, i), max(child, i) + 1)
            by_token[i] = Mention(span, _government(names, side.actor), i)
            break


def _speaks_for(role: Role, owner: Actor | None) -> bool:
    """Return whether such people are their owner's voice or arm; a person has a statement, not officials."""
    if owner is None or owner.kind == "person":
        return False
    if "armed_nonstate" in role.classes:
        return owner.kind == "armed_group"
    return bool({"official", "government", "office"} & set(role.classes))


def _governments(parsed: Parsed, by_token: dict[int, Mention], names: Names) -> None:
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


def _ministries(parsed: Parsed, by_token: dict[int, Mention], names: Names, government: str) -> None:
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
            _put(by_token, parsed, i, i + length, actor)
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


def _short_forms(parsed: Parsed, by_token: dict[int, Mention], actors: Mapping[str, Actor]) -> None:
    """Let "the Front" or "the army" name the only actor of the document whose full name ends so.

    Zero or several leave it open.
    """
    endings: dict[str, Counter[str]] = {}
    for mention in set(by_token.values()):
        actor = actors.get(mention.actor or "")
        if actor is None or mention.adjective or actor.kind == "person":
            continue
        for words in (mention.span.quote, actor.name):
            own = re.split(r" (?:for|of|in|to) ", words)[0].split()
            if len(words.split()) > 1:
                endings.setdefault(own[-1].lower(), Counter())[actor.id] += 1
    for i, token in enumerate(parsed.tokens):
        found = endings.get(token.text.lower(), Counter())
        if i not in by_token and len(found) == 1 and _is_short(parsed, i):
            _put(by_token, parsed, i, i + 1, next(iter(found)))


def _is_short(parsed: Parsed, i: int) -> bool:
    """Return whether the noun stands alone after "the": "the Front", not "the home front" nor "a front"."""
    token = parsed.tokens[i]
    if token.pos not in ("NOUN", "PROPN") or token.dep == "amod":
        return False
    # "coalition warplanes"
    if token.dep == "compound":
        return not parsed.children(i) and parsed.tokens[token.head].pos in ("NOUN", "PROPN")
    beside = [
        parsed.tokens[c] for c in parsed.children(i, "det", "amod", "compound", "poss", "nmod", "nummod")
    ]
    return [one.text.lower() for one in beside] == ["the"] and not parsed.children(i, "relcl")


def _renamings(parsed: Parsed, by_token: Mapping[int, Mention]) -> list[Tie]:
    """Find "X, formerly known as Y" and "X has renamed itself Y", where both name one actor."""
    ties = []
    for sentence in parsed.sentences:
        span = parsed.span(sentence.first, sentence.last)
        for match in RENAMED.finditer(span.quote):
            at = span.start + match.start()
            before = [
                m for i, m in by_token.items() if sentence.first <= i < sentence.last and m.span.end <= at
            ]
            after = [
                m
                for i, m in by_token.items()
                if sentence.first <= i < sentence.last and m.span.start >= at + len(match.group())
            ]
            if before and after:
                old, new = max(before, key=lambda m: m.span.end), min(after, key=lambda m: m.span.start)
                if old.actor is not None and new.actor in (old.actor, None):
                    ties.append(
                        Tie(
                            old.actor, "renamed", f"{old.span.quote} / {new.span.quote}", (old.span, new.span)
                        )
                    )
    return ties
