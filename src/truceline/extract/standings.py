"""What is told of a deal's state at one of its namings: holding, violated, collapsed, and who is blamed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from truceline.extract.attached import dates_on, statement_at
from truceline.extract.clauses import (
    Governor,
    actors_at,
    actors_before,
    around,
    clause_of,
    doers,
    governors,
    modal,
    negated,
    objects,
    subjects,
)
from truceline.extract.namings import Naming, bare_state
from truceline.extract.unbound import find_leaving, is_dated_back
from truceline.extract.wanted import is_only_wanted
from truceline.extract.watched import is_only_watched, watcher
from truceline.knowledge.deals import Deals
from truceline.model.cast import Cast
from truceline.model.document import Span
from truceline.model.parsed import Found, Parsed
from truceline.model.statement import Statement
from truceline.model.terms import State, Status
from truceline.model.when import When

# States that somebody is answerable for; the others just are.
ANSWERABLE = frozenset(
    {"violated", "abandoned", "not_extended", "rejected", "suspended", "collapsed", "ended", "eroding"}
)
# How many words up from "violation of the truce" the verb of blaming may stand ("blamed X for the collapse of it": three).
BLAME_REACH = 4
# "will end on Friday" is told of the deal as settled; "would", "could" collapse is only feared.
# Who can break a truce and is often named by these words alone.
ARMED = frozenset({"rebel", "extremist", "army"})
# States of a deal that stands: what is only wanted, or asked, does not tell them.
LITTLE = frozenset({"little", "no", "scant", "limited", "minimal"})
STANDING = frozenset({"holding", "in_effect"})
UNREAL = frozenset({"would", "could", "might", "may", "should", "can"})
# "A denied that it had broken the truce": A tells of no breach.
DENYING = frozenset({"denies", "doubts", "does-not-confirm"})


class Setting(NamedTuple):
    """What the readers of one document share."""

    parsed: Parsed
    deals: Deals
    cast: Cast
    statements: Sequence[Statement]
    dates: Sequence[Found[When]]


class Telling(NamedTuple):
    """A state read at token `at` (a verb or noun), with those it blames."""

    state: str
    at: int
    by: tuple[str, ...]
    by_as_said: str = ""


def find_standings(setting: Setting, naming: Naming, bound: Sequence[str] = ()) -> list[Status]:
    """Return what is told of the deal's state at this naming, nearest word first; empty where it is only named.

    `bound` are the deal's parties: "both sides" are they, where they are two.
    """
    told: list[Telling] = []
    if naming.standing == "proposed":
        told.append(Telling("proposed", naming.head, ()))
    elif naming.standing == "bare":
        state = bare_state(setting.parsed, setting.deals, naming.head) or "exists"
        if is_only_watched(setting.parsed, setting.deals, naming.head):
            return []
        told.append(Telling(state, naming.head, _blamed(setting, naming.head)))
    elif is_accord(setting, naming.head):
        told.append(Telling("announced", naming.head, ()))
    if naming.standing != "proposed":
        left = find_leaving(setting.parsed, setting.deals, setting.cast, naming)
        told.extend(Telling(one.state, one.at, one.by) for one in left)
        for governor in governors(setting.parsed, naming.head) if not left else ():
            told.extend(_at(setting, governor, naming))
        told.extend(_despite(setting, naming))
        told.extend(_carried_out(setting, naming))
        told.extend(_flaring(setting, naming))
    statuses = (status for telling in told for status in _statuses(setting, naming, telling, bound))
    # That it holds stands before that it is broken, as its duties have it.
    return sorted(dict.fromkeys(statuses), key=lambda one: one.state != "holding")


def is_accord(setting: Setting, head: int) -> bool:
    """Return whether the naming is a verb ("agreed to cooperate")."""
    return setting.parsed.tokens[head].pos == "VERB"


def _at(setting: Setting, governor: Governor, naming: Naming) -> Iterator[Telling]:
    parsed, deals = setting.parsed, setting.deals
    token = parsed.tokens[governor.token]
    place = governor.role if token.pos in ("VERB", "AUX") else "of"
    words = deals.state_words(place)
    state = words.around(token.lemma.lower(), around(parsed, governor.token), governor.through)
    if state is None:
        yield from _over(setting, governor.token)
        yield from _without_effect(setting, governor)
        return
    if place == "of":
        if state == "violated" and is_only_watched(parsed, deals, governor.token):
            return
        if state == "holding" and (evading := _evaded(setting, governor.token)) is not None:
            yield Telling("violated", governor.token, evading)
            return
        yield Telling(state, governor.token, _blamed(setting, governor.token))
        return
    wanted = state in STANDING and is_only_wanted(parsed, governor.token)
    turned = _turned(setting, governor, state) if not wanted else None
    if turned and not (turned == "in_effect" and is_dated_back(parsed, deals, governor.token, naming)):
        by = doers(parsed, governor.token) if place == "object" else []
        by = _lacking(setting, governor.token) or by
        named = tuple(one for i in by for one in _side(setting, i))
        yield Telling(turned, governor.token, named, "" if named else _words(setting, by))


def _without_effect(setting: Setting, governor: Governor) -> Iterator[Telling]:
    """Read "the truce has had little impact on the fighting": it is fought on against it; by whom, it is not said."""
    parsed = setting.parsed
    if governor.role != "subject" or parsed.tokens[governor.token].lemma.lower() != "have":
        return
    for noun in parsed.children(governor.token, "dobj"):
        small = {parsed.tokens[i].text.lower() for i in parsed.children(noun, "amod", "det")} & LITTLE
        if parsed.tokens[noun].lemma.lower() in ("impact", "effect") and small:
            yield Telling("violated", governor.token, ())


def _evaded(setting: Setting, noun: int) -> tuple[str, ...] | None:
    """Return who evades a commitment ("continues to wriggle out of its commitments to the deal"); None where nobody does."""
    parsed = setting.parsed
    over = [i for i, _ in zip(parsed.ancestors(noun), range(BLAME_REACH), strict=False)]
    verb = next((i for i in over if parsed.tokens[i].pos == "VERB"), None)
    if (
        verb is None
        or parsed.tokens[verb].lemma.lower() not in setting.deals.duties.breaking
        or negated(parsed, verb)
    ):
        return None
    return actors_at(parsed, setting.cast, doers(parsed, verb))


def _words(setting: Setting, heads: Sequence[int]) -> str:
    """Return the words for armed people who are no certain actor: "terrorist groups"; nothing for anybody else."""
    parsed = setting.parsed
    for head in heads:
        near = (head, *parsed.children(head, "amod", "compound"))
        if any(setting.deals.sense(parsed.tokens[i].lemma.lower()) in ARMED for i in near):
            return parsed.span(min(near), head + 1).quote
    return ""


def _over(setting: Setting, verb: int) -> Iterator[Telling]:
    """Read the noun over a gerund: "the delay in completing the deal"."""
    parsed = setting.parsed
    preposition = parsed.tokens[verb].head
    if parsed.tokens[verb].dep != "pcomp" or parsed.tokens[preposition].lemma.lower() not in ("in", "of"):
        return
    noun = parsed.tokens[preposition].head
    state = setting.deals.state_words("of").around(parsed.tokens[noun].lemma.lower(), ())
    if state is not None and parsed.tokens[noun].pos == "NOUN":
        yield Telling(state, noun, ())


def _turned(setting: Setting, governor: Governor, state: str) -> str | None:
    """Return the state with "not", "refused to" and "might" taken into account; None where nothing is told."""
    parsed = setting.parsed
    upper = parsed.tokens[parsed.tokens[governor.token].head]
    under = parsed.tokens[governor.token].dep in ("xcomp", "ccomp", "acl")
    refused = under and _is_refused(setting, governor.token)
    if negated(parsed, governor.token) or refused or _fails(setting, governor.token):
        table = setting.deals.negated_states if governor.role == "object" else setting.deals.negated_subjects
        going_on = parsed.tokens[governor.token].tag == "VBG" or negated(parsed, governor.token) is False
        return (
            "eroding" if state == "holding" and governor.role == "subject" and going_on else table.get(state)
        )
    if under and upper.lemma.lower() in setting.deals.unreal_verbs:
        return "expected" if state in ("announced", "in_effect") else None
    if modal(parsed, governor.token) in UNREAL or (under and upper.lemma.lower() in setting.deals.denying):
        return None
    if modal(parsed, governor.token) in ("will", "shall") and state in ("announced", "in_effect", "holding"):
        return "expected"
    return state


def _is_refused(setting: Setting, verb: int) -> bool:
    """Return whether a word of refusing stands over a verb: "refused to", "their lack of seriousness to respect it"."""
    parsed = setting.parsed
    at = parsed.tokens[verb].head
    # "Shows a lack of will to respect it": the parser hangs "respect" on the showing.
    beside = parsed.children(at, "dobj") if parsed.tokens[verb].dep == "xcomp" else []
    if any(parsed.tokens[i].lemma.lower() in setting.deals.refusing for i in beside):
        return True
    while parsed.tokens[at].lemma.lower() not in setting.deals.refusing:
        if parsed.tokens[at].dep not in ("prep", "pobj") or parsed.tokens[at].head == at:
            return False
        at = parsed.tokens[at].head
    return True


def _lacking(setting: Setting, verb: int) -> list[int]:
    """Return whose the refusal is: "their lack of will to respect it", "a lack of will in the council to respect it"."""
    parsed = setting.parsed
    at = parsed.tokens[verb].head
    nouns = [i for i in (at, *parsed.children(at, "dobj")) if parsed.tokens[i].pos == "NOUN"]
    lack = next((i for i in nouns if parsed.tokens[i].lemma.lower() in setting.deals.refusing), None)
    if lack is None:
        return []
    led = [
        p for p in parsed.subtree(lack) if parsed.tokens[p].dep == "prep" and parsed.tokens[p].lemma == "in"
    ]
    return parsed.children(lack, "poss") or [i for p in led for i in parsed.children(p, "pobj")]


def _fails(setting: Setting, verb: int) -> bool:
    token = setting.parsed.tokens[verb]
    return token.dep == "xcomp" and setting.parsed.tokens[token.head].lemma.lower() == "fail"


def _blamed(setting: Setting, noun: int) -> tuple[str, ...]:
    """Return whom the words over "violation of the truce" hold to account: "accused X of", "raids … in violation"."""
    parsed, deals = setting.parsed, setting.deals
    owners = actors_at(parsed, setting.cast, parsed.children(noun, "poss"))
    if owners:
        return owners
    at = noun
    for _ in range(BLAME_REACH):
        if parsed.tokens[at].head == at:
            break
        at = parsed.tokens[at].head
        if parsed.tokens[at].pos == "VERB":
            if _mutual(setting, at):
                return ()  # "A and B trade accusations of breaches": each breached it, as the other says
            if parsed.tokens[at].lemma.lower() in deals.blaming:
                return actors_at(parsed, setting.cast, objects(parsed, at))
            if parsed.tokens[noun].dep == "pobj" and watcher(parsed, deals, noun) is None:
                return _agents(setting, at)
            break
    return ()


def _agents(setting: Setting, verb: int) -> tuple[str, ...]:
    """Return who does what is done "in violation": the subject, or whose raids it is."""
    parsed = setting.parsed
    heads = doers(parsed, verb)
    direct = actors_at(parsed, setting.cast, heads)
    if direct or len(heads) != 1:
        return direct
    owners = actors_before(parsed, setting.cast, heads[0])
    return owners if len(owners) == 1 else ()


def _despite(setting: Setting, naming: Naming) -> Iterator[Telling]:
    """A thing done "despite the truce", "despite promises of a truce" is told as against it; by whom, it is not said."""
    parsed = setting.parsed
    at = naming.head
    while parsed.tokens[at].dep in ("pobj", "prep", "pcomp", "dobj") and parsed.tokens[at].head != at:
        at = parsed.tokens[at].head
        if parsed.tokens[at].lemma.lower() in setting.deals.despite:
            yield Telling("violated", clause_of(parsed, parsed.tokens[at].head), ())
            return


def _carried_out(setting: Setting, naming: Naming) -> Iterator[Telling]:
    """What was done "under a deal" tells that the deal is carried out."""
    parsed = setting.parsed
    preposition = parsed.tokens[naming.head].head
    if parsed.tokens[naming.head].dep != "pobj" or parsed.tokens[preposition].lemma.lower() != "under":
        return
    verb = parsed.tokens[preposition].head
    token, duties = parsed.tokens[verb], setting.deals.duties
    owed = token.lemma.lower() in duties.owed | duties.owing or token.text.lower() in duties.owed | duties.due
    done = (
        token.pos == "VERB"
        and token.tag != "VB"
        and token.lemma.lower() != "have"
        and token.dep != "relcl"
        and not owed
    )
    if done and not negated(parsed, verb) and modal(parsed, verb) is None:
        yield Telling("in_effect", verb, ())


def _flaring(setting: Setting, naming: Naming) -> Iterator[Telling]:
    """Fighting told to flare up in the naming's own sentence ("a truce was announced, but fighting …") erodes it."""
    parsed, deals = setting.parsed, setting.deals
    if naming.kind not in ("ceasefire", "humanitarian_pause", "safe_zone") or naming.standing != "real":
        return
    sentence = parsed.sentences[parsed.tokens[naming.head].sentence]
    for verb in range(naming.last, sentence.last):
        token = parsed.tokens[verb]
        if (
            token.pos == "VERB"
            and token.lemma.lower() in deals.flaring
            and token.dep in ("conj", "advcl", "ROOT")
        ):
            fighting = any(parsed.tokens[s].lemma.lower() in deals.fighting for s in subjects(parsed, verb))
            if fighting and not negated(parsed, verb) and modal(parsed, verb) is None:
                yield Telling("eroding", verb, ())


def _statuses(setting: Setting, naming: Naming, telling: Telling, bound: Sequence[str]) -> Iterator[Status]:
    parsed = setting.parsed
    span = clause_span(parsed, naming, telling.at)
    when = next(iter(dates_on(parsed, setting.dates, telling.at)), None)
    inner = statement_at(setting.statements, span.start, span.end) or _said_over(setting, naming, telling.at)
    if inner is not None and inner.stance in DENYING:
        return
    state = cast(State, telling.state)
    by, words = (telling.by, telling.by_as_said) if telling.state in ANSWERABLE else ((), "")
    sides = _each_other(setting, telling.at, bound)
    if traded := [] if sides else _traded(setting, telling.at):
        yield from (Status(state, (span,), by, when, said.id, by_as_said=words) for by, words, said in traded)
    elif not sides:
        yield Status(state, (span,), by, when, inner.id if inner else None, by_as_said=words)
    for speaker, against in sides:
        own = (s for s in _spoken_here(setting, telling.at) if s.speaker and s.speaker.actor == speaker)
        said = next(own, None)
        yield Status(state, (span,), (against,), when, said.id if said else None, None if said else speaker)


def _said_over(setting: Setting, naming: Naming, at: int) -> Statement | None:
    """Return who says "raids hit the town, a monitor said, despite the truce", where the parser ends his words before it."""
    parsed = setting.parsed
    if not any(
        parsed.tokens[i].lemma.lower() in setting.deals.despite for i in parsed.ancestors(naming.head)
    ):
        return None
    for word in (at, *parsed.ancestors(at)):
        start = parsed.tokens[word].start
        told = [
            s
            for s in setting.statements
            if s.stance == "says" and any(c.start <= start < c.end for c in s.cue)
        ]
        if told:
            return told[0]
    return None


def _each_other(setting: Setting, noun: int, bound: Sequence[str]) -> list[tuple[str, str]]:
    """Return (who blames, who is blamed) for "A and B faulted each other for the collapse of the truce"."""
    parsed = setting.parsed
    over = [i for i, _ in zip(parsed.ancestors(noun), range(BLAME_REACH), strict=False)]
    verb = next((i for i in over if _mutual(setting, i)), None)
    if verb is None:
        return []
    heads = _blaming_sides(parsed, verb)
    sides = tuple(dict.fromkeys(one for i in heads for one in _side(setting, i)))
    if heads and not sides and all(_is_both(parsed, i) for i in heads):
        sides = tuple(bound)
        heads = list(heads) * len(bound)
    return [(sides[0], sides[1]), (sides[1], sides[0])] if len(sides) == len(heads) == 2 else []


def _traded(setting: Setting, noun: int) -> list[tuple[tuple[str, ...], str, Statement]]:
    """Return who is blamed, and who says so, where "A and some groups trade accusations": each says it of the other."""
    parsed = setting.parsed
    over = [i for i, _ in zip(parsed.ancestors(noun), range(BLAME_REACH), strict=False)]
    verb = next((i for i in over if _mutual(setting, i)), None)
    heads = _blaming_sides(parsed, verb) if verb is not None else []
    word = parsed.tokens[noun]
    told = [
        s for s in setting.statements if any(c.start <= word.start and word.end <= c.end for c in s.content)
    ]
    if len(heads) != 2 or len(told) != 2:
        return []
    blamed = [(_side(setting, i), _words(setting, [i])) for i in heads]
    first = [s for s in told if s.speaker is not None and (s.speaker.actor,) == blamed[0][0]]
    if len(first) != 1:
        return []
    other = told[1 - told.index(first[0])]
    return [(*blamed[0], other), (*blamed[1], first[0])]


def _blaming_sides(parsed: Parsed, verb: int) -> list[int]:
    """Return the heads of who blames whom; "A and B fought, each accusing the other" has them over the verb."""
    heads = subjects(parsed, verb)
    if [parsed.tokens[i].text.lower() for i in heads] == ["each"]:
        upper = (i for i in parsed.ancestors(verb) if parsed.tokens[i].tag in ("VBD", "VBZ", "VBP", "VBN"))
        return next((found for i in upper if (found := subjects(parsed, i))), heads)
    return heads


def _side(setting: Setting, head: int) -> tuple[str, ...]:
    """Return who a subject names, or whose troops it speaks of; nobody where that is not one."""
    direct = actors_at(setting.parsed, setting.cast, [head])
    owners = direct or actors_before(setting.parsed, setting.cast, head)
    return owners if len(owners) == 1 else ()


def _is_both(parsed: Parsed, i: int) -> bool:
    """Return whether a word means the deal's two parties: "both sides", "the two parties", "each side"."""
    words = {parsed.tokens[c].text.lower() for c in parsed.children(i, "det", "nummod", "amod")}
    named = parsed.tokens[i].lemma.lower() in ("side", "party", "camp") and bool(
        words & {"both", "two", "each"}
    )
    return named or parsed.tokens[i].text.lower() in ("both", "each")


def _mutual(setting: Setting, verb: int) -> bool:
    """Return whether each of the subjects blames the other: "blamed one another", "trade accusations"."""
    parsed, deals = setting.parsed, setting.deals
    lemma = parsed.tokens[verb].lemma.lower()
    for noun in parsed.children(verb, "dobj", "attr"):
        near = {lemma, *(parsed.tokens[c].lemma.lower() for c in parsed.children(noun, "compound", "amod"))}
        if parsed.tokens[noun].lemma.lower() in deals.accusations and near & deals.trading:
            return True
    words = " ".join(parsed.tokens[i].text.lower() for o in objects(parsed, verb) for i in parsed.subtree(o))
    each = any(
        parsed.tokens[i].text.lower() == "each"
        for s in subjects(parsed, verb)
        for i in (s, *parsed.children(s, "det"))
    )
    return lemma in deals.blaming and (words in deals.each_other or (each and words.startswith("the other")))


def _spoken_here(setting: Setting, i: int) -> list[Statement]:
    sentence = setting.parsed.sentence_span(i)
    return [
        s
        for s in setting.statements
        if any(sentence.start <= c.start < sentence.end for c in s.content + s.cue)
    ]


def clause_span(parsed: Parsed, naming: Naming, at: int) -> Span:
    """Return the unbroken words from the naming to the word that tells, with the subject and the small words of each."""
    chosen = {
        at,
        naming.first,
        naming.last - 1,
        naming.head,
        *_small(parsed, naming.head),
        *_small(parsed, at),
    }
    upper = parsed.tokens[at].head
    verbs = [at, upper] if parsed.tokens[at].dep in ("xcomp", "acl") else [at]
    for verb in verbs:
        if parsed.tokens[verb].pos not in ("VERB", "AUX"):
            continue
        chosen.update((verb, *_small(parsed, verb)))
        for subject in parsed.children(verb, "nsubj", "nsubjpass"):
            chosen.update((subject, *_small(parsed, subject)))
    sentence = parsed.sentences[parsed.tokens[at].sentence]
    inside = [i for i in chosen if sentence.first <= i < sentence.last]
    return parsed.span(min(inside), max(inside) + 1)


def _small(parsed: Parsed, i: int) -> list[int]:
    """Return the words before and right after a word that belong to it: articles, names, auxiliaries, particles."""
    bare = [c for c in parsed.children(i, "dobj") if not parsed.children(c)]
    near = bare + parsed.children(
        i, "det", "amod", "compound", "poss", "nummod", "aux", "auxpass", "neg", "prt", "nmod", "acomp"
    )
    return [*near, *(one for c in near for one in parsed.subtree(c) if parsed.tokens[one].dep != "relcl")]
