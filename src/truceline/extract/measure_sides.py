"""Whose step it is, against whom or for whom: one certain actor, the words where it is somebody unnamed, or nobody."""

from collections.abc import Sequence

from truceline.extract.attached import statement_at
from truceline.extract.clauses import actors_at, actors_before, conjuncts, doers, is_passive, subjects
from truceline.extract.measure_aims import held_over, helped, opposed
from truceline.extract.measure_rungs import FORCE, told_by
from truceline.extract.measure_step import Page, Step, left_of
from truceline.model.parsed import Parsed
from truceline.model.statement import Statement

TARGET_PREPOSITIONS = frozenset({"on", "against", "with", "from", "toward", "towards"})
AIMED = frozenset({"at", "on", "against"})
# "The Southland ambassador", "its ambassador to Southland": the step is against whose or where the envoy is.
ENVOYS = frozenset({"to", "of", "in", "from"})
# What only helps a side has no target.
HELPING = frozenset({"arms", "deployment"})
# Whose rebels can be: "A's fighters" of a state are its soldiers, "Xlandish fighters" come from there.
# An armed group is itself, whatever front it is part of.
ITSELF = frozenset({"armed_group", "coalition", "organisation", "intergovernmental", "state", "people"})
# What somebody is given, and the words that lead to whom.
GIVEN = frozenset({"arms", "amnesty"})
FOR = frozenset({"to", "for"})
# What two sides do together, and one of them breaks off.
TOGETHER = frozenset({"talks", "contacts", "cooperation"})
ARMED = frozenset({"armed_group", "coalition"})
GROUPS = frozenset(
    {"group", "organization", "organisation", "militia", "movement", "faction", "front", "network"}
)
# Force and sanctions are held over somebody, whatever words tell it.
HARMING = frozenset({"force", "strikes", "sanctions"})
# Whoever does this with a decision, a threat or a plan is who took it.
OWNING = frozenset(
    {
        "make",
        "take",
        "have",
        "issue",
        "repeat",
        "renew",
        "announce",
        "reject",
        "discuss",
        "raise",
        "voice",
        "carry",
        "seek",
    }
)
TELLERS = frozenset({"monitor", "outlet", "media"})
OWN_WORDS = frozenset({"we", "i"})
HIMSELF = frozenset({"he", "she"})


def actor_of(page: Page, step: Step, chain: Sequence[int], said: Statement | None) -> str | None:
    """Return whose step it is: the nearest certain subject; "we" is the speaker, "it" the subject of the verb above."""
    found = _doer(page, chain, said) or _owner(page, step) or _unnamed(page, chain)
    return _told_of(page, chain[0]) if found is not None and _only_tells(page, found) else found


def _told_of(page: Page, act: int) -> str | None:
    """Return who did the deed before in "The Reds held two men, the monitor said, and gave the town a deadline"."""
    parsed = page.parsed
    said = parsed.tokens[act].head
    if parsed.tokens[act].dep != "conj" or parsed.tokens[said].dep not in ("conj", "parataxis", "ROOT"):
        return None
    before = [said if parsed.tokens[said].dep == "ROOT" else parsed.tokens[said].head]
    before += [i for i in parsed.children(said, "ccomp") if i < said]
    heads = [h for verb in before if verb != said for h in (*subjects(parsed, verb), *_near_name(page, verb))]
    named = dict.fromkeys(side_of(page, one) for one in who(page, heads))
    sure = [one for one in named if not _only_tells(page, one)]
    return sure[0] if len(sure) == 1 else None


def _near_name(page: Page, verb: int) -> list[int]:
    """Return a name right before a verb: "the river Reds beheaded" hangs the Reds on the river."""
    return [verb - 1] if verb and page.cast.actor_at(verb - 1) is not None else []


def _only_tells(page: Page, actor: str) -> bool:
    """Return whether an actor watches or reports, and takes no steps of its own: a misparse made it the subject."""
    one = page.cast.actors.get(actor)
    return one is not None and one.kind in TELLERS


def _doer(page: Page, chain: Sequence[int], said: Statement | None) -> str | None:
    for verb in chain:
        noun = page.parsed.tokens[verb].pos == "NOUN"
        named, settled = _owned(page, verb) if noun else _done_by(page, chain, verb, said)
        if settled:
            return named[0] if len(named) == 1 else None
    return None


def _done_by(page: Page, chain: Sequence[int], verb: int, said: Statement | None) -> tuple[list[str], bool]:
    """Return who does it by the subject of one verb, and whether that settles it, be it for nobody."""
    heads = doers(page.parsed, verb)
    if verb == chain[0] and not heads and is_passive(page.parsed, verb):
        return [], True
    if heads and page.parsed.tokens[heads[0]].text.lower() in OWN_WORDS and said and said.speaker:
        return ([side_of(page, said.speaker.actor)] if said.speaker.actor else []), True
    named = list(dict.fromkeys(side_of(page, one) for one in who(page, heads)))
    if not named and heads and all(page.parsed.tokens[i].text.lower() in HIMSELF for i in heads):
        named = _speaking(page, heads)
    # "The ministry confirmed that somebody unknown had sent them": the ministry did not.
    own = page.parsed.children(verb, "nsubj")
    told = any(page.parsed.tokens[i].pos in ("NOUN", "PROPN") for i in own)
    return named, bool(named) or told or bool(heads and is_somebody(page, heads[0]))


def _speaking(page: Page, heads: Sequence[int]) -> list[str]:
    """Return the side of who says of himself "he sought it": nobody else stands between him and the word."""
    token = page.parsed.tokens[heads[0]]
    said = statement_at(page.statements, token.start, token.end)
    if said is None or said.speaker is None or said.speaker.actor is None:
        return []
    return [side_of(page, said.speaker.actor)]


def _owned(page: Page, noun: int) -> tuple[list[str], bool]:
    """Return whose a decision is, and whether that settles it: else it is that of the subject of the verb over it."""
    owners = _owners(page, noun)
    return owners, bool(owners) or not _is_owned_above(page, noun)


def _owners(page: Page, noun: int) -> list[str]:
    """Return whose a decision or a threat is: "A's decision to", "the A threat of"."""
    named = actors_before(page.parsed, page.cast, noun)
    return list(dict.fromkeys(side_of(page, one) for one in named))


def _is_owned_above(page: Page, noun: int) -> bool:
    """Return whether a decision is that of the subject of its verb: "made the decision", not "prompted a debate on"."""
    token = page.parsed.tokens[noun]
    if token.dep == "pobj":
        return token.head != noun and page.parsed.tokens[token.head].lemma.lower() in ("on", "of", "at")
    over = page.parsed.tokens[token.head]
    return token.dep in ("dobj", "attr") and (
        over.lemma.lower() in OWNING or told_by(page, token.head) is not None
    )


def _unnamed(page: Page, chain: Sequence[int]) -> str | None:
    """Return the words for a group that takes a step and is no actor that is known: "rebel groups"."""
    for verb in chain:
        heads = doers(page.parsed, verb)
        if verb == chain[0] and not heads and is_passive(page.parsed, verb):
            return None
        if len(heads) == 1 and is_somebody(page, heads[0]) and not who(page, heads):
            return noun_words(page.parsed, heads[0])
        if heads and page.parsed.tokens[heads[0]].pos != "PRON":
            return None
    return None


def noun_words(parsed: Parsed, head: int) -> str:
    """Return a noun with the words before it that belong to it, without its article."""
    first = left_of(parsed, head)
    while first < head and parsed.tokens[first].tag in ("DT", "PRP$"):
        first += 1
    return parsed.span(first, head + 1).quote


def side_of(page: Page, actor: str) -> str:
    """Return who answers for an actor: the state of a minister or an army, but the armed group itself, not what it is part of."""
    seen = {actor}
    while (one := page.cast.actors.get(actor)) is not None and one.kind not in ITSELF:
        above = one.speaks_for or (one.part_of[0] if one.part_of else None)
        if above is None or above in seen:
            break
        seen.add(above)
        actor = above
    return actor


def is_somebody(page: Page, head: int) -> bool:
    """Return whether a noun names people who can take a step: a mention, or rebels under any of their names."""
    if page.parsed.tokens[head].pos not in ("NOUN", "PROPN"):
        return False
    near = (head, *page.parsed.children(head, "compound", "amod"))
    return page.cast.at(head) is not None or any(_is_rebel(page, i) for i in near)


def _is_rebel(page: Page, i: int) -> bool:
    return page.deals.sense(page.parsed.tokens[i].lemma.lower()) in ("rebel", "extremist")


def _owner(page: Page, step: Step) -> str | None:
    """Return whose strike it is where the verb has nobody: "ordering an A air strike"."""
    held_out = step.what in FORCE or page.parsed.tokens[step.act].pos == "NOUN"
    named = actors_before(page.parsed, page.cast, step.thing) if held_out and step.act != step.thing else ()
    return side_of(page, named[0]) if len(named) == 1 else None


def who(page: Page, heads: Sequence[int]) -> tuple[str, ...]:
    """Return the actors that a subject names, or whose officials it speaks of."""
    direct = actors_at(page.parsed, page.cast, heads)
    direct = tuple(one for one in direct if not _is_of_states(page, heads, one))
    return direct or tuple(one for head in heads for one in _behind(page, head))


def _is_of_states(page: Page, heads: Sequence[int], actor: str) -> bool:
    """See "its ambassador to the Union of States": the envoy is his state's, not the Union's."""
    envoy = any(page.parsed.tokens[i].lemma.lower() == "ambassador" for i in heads)
    return envoy and page.cast.actors[side_of(page, actor)].kind == "intergovernmental"


def _behind(page: Page, head: int) -> tuple[str, ...]:
    """Return whose officials or troops a noun speaks of; "Xlandish rebels" are not Xland's."""
    named = actors_before(page.parsed, page.cast, head)
    if page.parsed.tokens[head].lemma.lower() == "ambassador":
        # "Xland's ambassador" is Xland's, "the ambassador to a body of states" is sent by one of them.
        return tuple(one for one in named if page.cast.actors[one].kind != "intergovernmental")
    if not _is_rebel(page, head):
        return named
    return tuple(one for one in named if page.cast.actors[one].kind in ARMED)


def target_of(page: Page, step: Step) -> str | None:
    """Return against whom the step is: "on A", "with B", "against the group"; one certain actor or nobody."""
    if step.what in HELPING:
        return _sole(page, opposed(page, step)) if step.what == "deployment" else None
    parsed = page.parsed
    # "The border with A was closed": by whom is not told, and A may have done it.
    closed = step.what == "borders" and is_passive(parsed, step.act)
    fitting = TARGET_PREPOSITIONS - {"with"} if closed else TARGET_PREPOSITIONS
    if step.what == "aid":  # "suspended its aid to A"
        fitting |= {"to"}
    preps = [
        p
        for word in (step.thing, step.act, *_between(parsed, step))
        for p in parsed.children(word, "prep", "dative")
        if parsed.tokens[p].lemma.lower() in fitting
    ]
    for prep in preps:
        heads = [one for i in parsed.children(prep, "pobj") for one in conjuncts(parsed, i)]
        named = dict.fromkeys(side_of(page, one) for one in who(page, heads))
        if len(named) == 1:
            return next(iter(named))
        if len(named) == len(heads) > 1:  # "with A or B": both, in the words of the report
            return parsed.span(left_of(parsed, heads[0]), heads[-1] + 1).quote
    return _by_kind(page, step) or (_named(page, held_over(page, step)) if step.what in HARMING else None)


def _named(page: Page, heads: Sequence[int]) -> str | None:
    """Return the one actor that these heads name for certain."""
    named = dict.fromkeys(side_of(page, one) for one in who(page, [_meant_by_group(page, i) for i in heads]))
    return next(iter(named)) if len(named) == 1 else None


def _sole(page: Page, heads: Sequence[int]) -> str | None:
    """Return the one actor that these heads name, else the words of the only one."""
    found = _named(page, heads)
    if found is not None or len(heads) != 1 or page.parsed.tokens[heads[0]].pos not in ("NOUN", "PROPN"):
        return found
    return noun_words(page.parsed, heads[0])


def _meant_by_group(page: Page, head: int) -> int:
    """Return whom "the group" means where it says nothing else: the armed group named last before it in the sentence."""
    parsed, cast = page.parsed, page.cast
    token = parsed.tokens[head]
    bare = token.lemma.lower() in GROUPS and len(parsed.subtree(head)) == 2
    if not bare or cast.at(head) is not None:
        return head
    first = parsed.sentences[token.sentence].first
    armed = (
        i
        for i in range(head - 1, first - 1, -1)
        if (one := cast.actor_at(i)) and cast.actors[one].kind in ARMED
    )
    return next(armed, head)


def _by_kind(page: Page, step: Step) -> str | None:
    """Return the target where the kind of step tells it in words of its own."""
    if step.what in TOGETHER:
        return _other_side(page, step)
    if step.what == "force":
        return _struck(page, step.act) if step.act == step.thing else None
    own = {"strikes": _aimed_at, "ultimatum": _addressed, "expulsion": _envoys}.get(step.what)
    return own(page, step) if own else None


def _aimed_at(page: Page, step: Step) -> str | None:
    """Return what strikes are to fall on: "a barrage of missiles at the capital"; the words where it is nobody certain."""
    parsed = page.parsed
    below = [p for word in (step.thing, step.act) for p in parsed.children(word, "prep")]
    heads = [i for p in below if parsed.tokens[p].lemma.lower() in AIMED for i in parsed.children(p, "pobj")]
    return _sole(page, heads)


def _addressed(page: Page, step: Step) -> str | None:
    """Return who is given an ultimatum: "gave the rebels a deadline", "to the rebels"; the words where nobody is certain."""
    parsed = page.parsed
    below = [p for word in (step.act, step.thing) for p in parsed.children(word, "prep", "dative")]
    to = [p for p in below if parsed.tokens[p].lemma.lower() == "to"]
    heads = [i for p in to for i in parsed.children(p, "pobj")] + parsed.children(step.act, "dative")
    named = dict.fromkeys(side_of(page, one) for one in who(page, heads))
    if named:
        return next(iter(named)) if len(named) == 1 else None
    nouns = [i for i in heads if parsed.tokens[i].pos in ("NOUN", "PROPN")]
    return noun_words(parsed, nouns[0]) if len(nouns) == 1 else None


def _other_side(page: Page, step: Step) -> str | None:
    """Return with whom it is, told further down: "its accord on air safety over the lake with A"."""
    parsed = page.parsed
    heads = [
        i
        for p in parsed.subtree(step.thing)
        if parsed.tokens[p].dep == "prep" and parsed.tokens[p].lemma.lower() == "with"
        for i in parsed.children(p, "pobj")
    ]
    named = dict.fromkeys(side_of(page, one) for one in who(page, heads))
    return next(iter(named)) if len(named) == 1 else None


def _struck(page: Page, verb: int) -> str | None:
    """Return who or what is to be struck: an actor, else the words."""
    heads = [one for i in page.parsed.children(verb, "dobj") for one in conjuncts(page.parsed, i)]
    named = dict.fromkeys(side_of(page, one) for one in who(page, heads))
    if len(named) == 1:
        return next(iter(named))
    sole = len(heads) == 1 and page.parsed.tokens[heads[0]].pos in ("NOUN", "PROPN")
    return noun_words(page.parsed, heads[0]) if sole else None


def _envoys(page: Page, step: Step) -> str | None:
    """Return whose envoy is sent away, or from where one's own is called home; the actor's own name is no target."""
    parsed = page.parsed
    preps = [p for p in parsed.children(step.thing, "prep") if parsed.tokens[p].lemma.lower() in ENVOYS]
    heads = [i for p in preps for i in parsed.children(p, "pobj")]
    owners = [i for i in parsed.children(step.thing, "poss") if parsed.tokens[i].pos != "PRON"]
    named = actors_at(parsed, page.cast, [*owners, *heads]) or actors_before(parsed, page.cast, step.thing)
    sides = dict.fromkeys(side_of(page, one) for one in named)
    return next(iter(sides)) if len(sides) == 1 else None


def _between(parsed: Parsed, step: Step) -> list[int]:
    return [i for i in parsed.ancestors(step.thing) if step.act < i < step.thing]


def beneficiary_of(page: Page, step: Step) -> str | None:
    """Return who gets what is supplied: "weapons to the rebels"; the word itself where it names no certain actor."""
    if step.what == "deployment":
        return _sole(page, helped(page, step))
    if step.what not in GIVEN:
        return None
    parsed = page.parsed
    below = [p for word in (step.act, step.thing) for p in parsed.children(word, "prep", "dative")]
    to = [i for p in below if parsed.tokens[p].lemma.lower() in FOR for i in (p, *parsed.children(p, "pobj"))]
    nouns = [i for p in below if parsed.tokens[p].dep == "dative" for i in (p, *parsed.children(p, "pobj"))]
    heads = [
        i
        for i in dict.fromkeys((*to, *nouns, *parsed.children(step.act, "dobj")))
        if parsed.tokens[i].pos != "ADP" and step.thing not in parsed.subtree(i)
    ]
    heads = [_meant(parsed, step.act, i) for i in heads]
    named = actors_at(parsed, page.cast, heads)
    if not named and len(heads) == 1:
        named = _behind(page, heads[0]) if _is_rebel(page, heads[0]) else _of_group(page, heads[0])
    if not named and len(heads) == 1 and parsed.tokens[heads[0]].pos in ("NOUN", "PROPN"):
        return noun_words(parsed, heads[0])
    return named[0] if len(named) == 1 else None


def _of_group(page: Page, head: int) -> tuple[str, ...]:
    """Return who "the Red Front terrorist organization" is: the armed group named before a noun that says it is one."""
    if page.parsed.tokens[head].lemma.lower() not in GROUPS:
        return ()
    linked = any(page.parsed.tokens[i].tag in ("VBN", "VBD") for i in page.parsed.children(head, "amod"))
    named = () if linked else actors_before(page.parsed, page.cast, head)
    return tuple(one for one in named if page.cast.actors[one].kind in ARMED)


def _meant(parsed: Parsed, verb: int, i: int) -> int:
    """Return whom "it" means in "backs the group and provides it with arms": the object of the verb before."""
    if parsed.tokens[i].pos != "PRON" or parsed.tokens[verb].dep != "conj":
        return i
    before = parsed.children(parsed.tokens[verb].head, "dobj")
    return before[0] if len(before) == 1 else i
