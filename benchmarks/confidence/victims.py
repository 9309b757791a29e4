"""Whom it befell, in the form of the key: those whom a figure counts, and those at whom it was aimed."""

import re
from collections.abc import Iterator, Sequence

from benchmarks.confidence.align import Harmed, same_people
from benchmarks.confidence.case import Case
from truceline.model.claim import Claim, Effect, Figure, Words
from truceline.model.event import Event

EFFECTS: dict[Effect, str | None] = {"killed": "DEATH", "wounded": "INJURY", "detained": None}
# How newspapers call those whom a bare number counts.
BEFELL: dict[Effect, str] = {"killed": "dead", "wounded": "wounded, injured"}
JOINED = re.compile(r",? and |, ")
NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
# "Four people" may be the four of whom more is told.
ANYBODY = ("people", "persons", "others", "dead", "wounded", "injured", "victims", *NUMBERS)
NOT_ALONE = ("people", "police", "personnel", "staff", "forces", "population", "house", "home", "residence")
# Characters between two counts of one clause.
BESIDE = 80
SEVERAL = ("s", "men", "children", "wives")
ARTICLES = ("a", "an", "the", "his", "her", "another")


def victims(case: Case, group: Sequence[Event]) -> tuple[Harmed, ...]:
    """Return those whom it befell, each told once; the key has none who fight, and nobody where nobody was harmed."""
    told: list[Harmed] = []
    # Who is told by more words goes first: "the minister" is one with "the minister Xan Yorr".
    found = dict.fromkeys(victim for event in group for victim in _victims(case, event))
    for one in sorted(found, key=lambda victim: (victim.low is None, -len(victim.text.split()))):
        if not any(_is_same(one, other) for other in told):
            told.append(one)
    return tuple(told)


def _is_same(one: Harmed, other: Harmed) -> bool:
    """Return whether two are the same people: as many, and one person by the words, several by what befell them."""
    # Xan's son is not Xan.
    if one.bounds != other.bounds or one.low is None or ("'s " in one.text) != ("'s " in other.text):
        return False
    if one.low == 1:
        return same_people(one.text, [other.text])
    bare = any(text.split()[-1].lower() in ANYBODY or text.isdecimal() for text in (one.text, other.text))
    return one.effect == other.effect and (bare or same_people(one.text, [other.text]))


def _victims(case: Case, event: Event) -> Iterator[Harmed]:
    """Yield those whom a figure counts, and the targets: a person is one, of others the number is not told."""
    for figure, claim in event.values(Figure):
        if figure.effect in EFFECTS and figure.high != 0 and not _fight(case, event, figure, claim):
            # "Hundreds of people": the key tells no number either.
            low, high = (None, None) if figure.exactness == "vague" else (figure.low, figure.high)
            whole = Harmed(_called(figure, claim.spans[0].quote), low, high, EFFECTS[figure.effect])
            yield from _parted(whole) or (whole,)
    for target, claim in event.values(Words):
        if claim.property == "target":
            many = 1 if _is_one(case, target) else _told_number(case, target.text)
            yield Harmed(target.text, many, many)


def _called(figure: Figure, said: str) -> str:
    """Return the words for those counted: a bare number is of people whom it befell, "30 wounded"."""
    bare = said.split()[-1].lower().replace(",", "")
    if not (bare.isdecimal() or bare in NUMBERS) or figure.effect not in BEFELL:
        return said
    return f"{said} {BEFELL[figure.effect]}"


def _parted(whole: Harmed) -> list[Harmed]:
    """Return the kinds of people that a sum is made of: six priests, two cooks; none where they do not add up to it."""
    parts = [part for part in JOINED.split(whole.text) if part]
    counts = [_count(part) for part in parts]
    if len(parts) < 2 or whole.low != whole.high or whole.low != sum(counts):
        return []
    return [Harmed(part, n, n, whole.effect) for part, n in zip(parts, counts, strict=True)]


def _count(part: str) -> int:
    """Return how many a part tells: "six priests", "a cook", a name."""
    first = part.lower().removeprefix("the ").split()[0]
    return int(first) if first.isdecimal() else NUMBERS.index(first) + 1 if first in NUMBERS else 1


def _told_number(case: Case, text: str) -> int | None:
    """Return how many people the words count: "16 peasants", "both reporters", "about 50 clerks"."""
    first, *rest = text.lower().removeprefix("about ").removeprefix("some ").split()
    if not rest or rest[-1] not in case.knowledge.amounts.people.status:
        return None
    if first == "both":
        return 2
    return _count(first) if first.isdecimal() or first in NUMBERS else None


def _is_one(case: Case, target: Words) -> bool:
    """Return whether the words are of one person: a name, or "the mayor"."""
    actor = case.actors.get(target.actor or "")
    if actor is not None:
        return actor.kind == "person"
    first, *rest = target.text.split()
    last = rest[-1] if rest else first
    if first.lower() in ARTICLES:
        # "A Xlander".
        return bool(rest) and (_is_person(case, last) or (first.lower() != "the" and last.istitle()))
    if last.lower() in NOT_ALONE or case.knowledge.gazetteer.lookup_anywhere(target.text, 0):
        return False
    if not rest:
        return any(one.kind == "person" and last in one.name.split() for one in case.actors.values())
    return _is_person(case, last) or all(word[:1].isupper() for word in rest[-2:])


def _is_person(case: Case, noun: str) -> bool:
    """Return whether a noun is of one person: "mayor", "clerk", not "army", "mayors" or "house"."""
    role = case.knowledge.names.roles.get(noun)
    people = case.knowledge.amounts.people
    if noun.lower() in people.things or noun.lower() in NOT_ALONE:
        return False
    if role is not None and "armed_nonstate" not in role.classes:
        return noun.lower() == role.word and not noun.lower().endswith(SEVERAL)
    return noun.lower() in people.status and not noun.lower().endswith(SEVERAL)


def harmed_fighters_only(case: Case, group: Sequence[Event]) -> bool:
    """Return whether all whom it befell fight: the key has no battles between armed sides."""
    fights = [
        _fight(case, event, figure, claim)
        for event in group
        for figure, claim in event.values(Figure)
        if figure.effect in EFFECTS
    ]
    targets = [words for event in group for words, claim in event.values(Words) if claim.property == "target"]
    fights += [bool(case.classes(words.text) & FIGHTERS) or is_military(case, words) for words in targets]
    return bool(fights) and all(fights)


def is_military(case: Case, target: Words) -> bool:
    """Return whether soldiers or what is theirs was hit: "army positions", "a garrison"; an officer by name is a person."""
    told = target.text.lower().replace("-", " ").split()
    actor = case.actors.get(target.actor or "")
    forces = actor is not None and actor.kind == "armed_force"
    words = any(MILITARY.fullmatch(word) for word in told) or "armed forces" in target.text.lower()
    return (forces or words) and not _is_one(case, target)


def _fight(case: Case, event: Event, figure: Figure, claim: Claim) -> bool:
    """Return whether those counted are soldiers or armed men: by their word, by the name of a group, or by who is told beside."""
    if figure.status == "combatant" or case.classes(figure.status_as_said) & FIGHTERS:
        return True
    if claim.spans and case.of_a_group(claim.spans[0].start, claim.spans[0].end):
        return True
    # "A guerrilla was killed and two others were wounded", "killing three and wounding four enemy troops".
    if figure.status_as_said.lower() not in ("", "others", "more", "dead", "wounded"):
        return False
    beside = [
        other
        for other, told in event.values(Figure)
        if other is not figure and told.spans and claim.spans and told.statement == claim.statement
        if abs(told.spans[0].start - claim.spans[0].start) < BESIDE
    ]
    return bool(beside) and all(
        one.status == "combatant" or bool(case.classes(one.status_as_said) & FIGHTERS) for one in beside
    )


MILITARY = re.compile(
    r"(?:army|military|soldiers?|troops?|troopers|marines|battalions?|brigades?|garrisons?|barracks|positions|regiments?|platoons?"
    r"|helicopters?|gunships?|patrols?|infantry|cavalry|detachments?|paratroopers?)(?:'s)?"
)
FIGHTERS = frozenset(("armed_nonstate", "label"))
