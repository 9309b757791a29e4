"""Verb senses: what a verb of harm means where it tells of no harm: words, plans, talks, guns moved back, shots into the air."""

from collections.abc import Sequence

from truceline.knowledge.happenings import Happenings
from truceline.knowledge.names import Names
from truceline.model.parsed import Parsed

# Verbs that are of words too: "attacked its critics".
ARGUING = frozenset(("attack", "assault", "blast", "assail"))
# "Withdrew from", "pulled out of".
LEAVING = ("from", "of", "out")
# What is executed and is nobody.
CARRIED_OUT = frozenset(
    (
        "plan",
        "order",
        "operation",
        "mission",
        "project",
        "program",
        "programme",
        "task",
        "decision",
        "strategy",
        "policy",
        "contract",
    )
)
SUBJECTS = ("nsubj", "nsubjpass")
FIGHTING = frozenset(("armed_nonstate", "government", "label"))
TROOPS = frozenset(("force", "unit", "contingent", "column", "man"))
# What a camera shoots.
FILM = frozenset(
    ("video", "footage", "film", "clip", "scene", "picture", "photo", "photograph", "image", "movie", "documentary")
)  # fmt: skip


def carries_out(parsed: Parsed, verb: int, kind: str, words: Happenings) -> bool:
    """See "the strikes were executed at night", "executed a plan": nobody was put to death."""
    done = [parsed.tokens[i].lemma.lower() for i in objects(parsed, verb)]
    return kind == "execution" and any((lemma,) in words.nouns or lemma in CARRIED_OUT for lemma in done)


def is_argument(parsed: Parsed, verb: int, words: Happenings) -> bool:
    """See "attacked its critics", "attacked the council for its policy": these are words. "For the first time" blames nothing."""
    if parsed.tokens[verb].lemma.lower() not in ARGUING:
        return False
    whom = parsed.children(verb, "dobj", "nsubjpass")
    preps = [c for i in (verb, *whom) for c in parsed.children(i, "prep")]
    reasons = [
        p for c in preps if parsed.tokens[c].lemma.lower() == "for" for p in parsed.children(c, "pobj")
    ]
    return any(parsed.tokens[i].lemma.lower() in words.argued for i in (*whom, *reasons))


def into_air(parsed: Parsed, verb: int) -> bool:
    """See "shot into the air", "fired their guns in the air": nobody is shot at."""
    preps = (c for c in parsed.children(verb, "prep") if parsed.tokens[c].lemma in ("in", "into", "to"))
    return any(parsed.tokens[p].lemma == "air" for c in preps for p in parsed.children(c, "pobj"))


def is_filmed(parsed: Parsed, verb: int) -> bool:
    """See "a video shot in the town", "footage was shot by a medic": nobody fired."""
    shot = parsed.tokens[verb].lemma.lower() in ("shoot", "film")
    whole = (*objects(parsed, verb), *parsed.children(verb, "nsubj"))
    return shot and any(parsed.tokens[i].lemma.lower() in FILM for i in whole)


def is_violent(parsed: Parsed, verb: int, words: Happenings) -> bool:
    """See that a market can be bombed, and hit by rockets: nothing else is meant, as it is by "shares hit the market"."""
    doers = [*parsed.children(verb, *SUBJECTS), *parsed.children(verb, "agent")]
    near = {*doers, *(c for d in doers for c in parsed.children(d, "pobj", "compound", "conj"))}
    return parsed.tokens[verb].lemma.lower() in words.violent or any(
        parsed.tokens[i].lemma.lower() in words.hints for i in near
    )


def of_arms(parsed: Parsed, moved: Sequence[int], words: Happenings) -> bool:
    """Return whether what is moved back are arms: "withdrew its heavy guns" is a step of a truce, "withdrew" a retreat."""
    return any(parsed.tokens[i].lemma.lower() in words.arms for i in moved)


def is_no_deed(parsed: Parsed, head: int, kind: str, words: Happenings, names: Names) -> bool:
    """Return whether a word that tells a retreat or a clash elsewhere tells none here."""
    if parsed.tokens[head].pos == "VERB":
        return kind == "retreat" and _of_others(parsed, head, names)
    return kind == "clash" and _is_fled(parsed, head, words)


def _is_fled(parsed: Parsed, noun: int, words: Happenings) -> bool:
    """See "killed 38 on Wednesday as they tried to escape fighting in Xland": place, day and dead are not the fighting's."""
    token = parsed.tokens[noun]
    above = parsed.tokens[token.head]
    # "From the front lines of a battle"
    if token.dep == "pobj" and above.text.lower() == "of" and parsed.tokens[above.head].dep == "pobj":
        above = parsed.tokens[parsed.tokens[above.head].head]
    if token.dep == "pobj" and above.text.lower() == "from":
        above = parsed.tokens[above.head]
    return token.dep in ("dobj", "pobj") and above.lemma.lower() in words.fleeing


def _of_others(parsed: Parsed, verb: int, names: Names) -> bool:
    """See "pulled a woman out of the rubble": where others are moved than those who fight, no troops fall back."""
    moved = [i for i in objects(parsed, verb) if parsed.tokens[i].dep in ("dobj", "nsubjpass")]
    told = [
        *moved,
        *(c for i in moved for c in parsed.children(i, "amod", "compound")),
        *(p for i in moved for of in parsed.children(i, "prep") for p in parsed.children(of, "pobj")),
    ]
    roles = (names.roles.get(parsed.tokens[i].text) for i in told)
    classes = {one for role in roles if role is not None for one in role.classes}
    troops = classes & FIGHTING or any(parsed.tokens[i].lemma.lower() in TROOPS for i in told)
    return bool(moved) and parsed.tokens[verb].lemma.lower() == "pull" and not troops


def of_talks(parsed: Parsed, i: int, words: Happenings) -> bool:
    """See "pulled out of the truce", "its withdrawal from the talks": who leaves a deal or a body moves no troops."""
    left: list[int] = []
    for prep in parsed.children(i, "prep", "advmod", "prt"):
        below = [prep, *parsed.children(prep, "prep")]
        left += [
            p for b in below if parsed.tokens[b].lemma.lower() in LEAVING for p in parsed.children(b, "pobj")
        ]
    return any(parsed.tokens[p].lemma.lower() in words.deals | words.bodies for p in left)


def objects(parsed: Parsed, verb: int) -> list[int]:
    """Return what the verb is done to: its object, its passive subject, the noun that it describes ("a deal struck")."""
    found = parsed.children(verb, "dobj", "nsubjpass")
    token = parsed.tokens[verb]
    return [*found, token.head] if token.dep == "acl" and token.tag == "VBN" else found
