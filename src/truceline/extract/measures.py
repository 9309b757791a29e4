"""Steps that one actor holds over another: sanctions, talks cut, arms; from considered to taken."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from truceline.extract.attached import dates_on, statement_at
from truceline.extract.clauses import (
    actors_at,
    actors_before,
    condition_of,
    conjuncts,
    doers,
    extent,
    is_passive,
    modal,
    negated,
    subjects,
)
from truceline.knowledge.deals import Deals
from truceline.model.cast import Cast
from truceline.model.ids import content_id
from truceline.model.parsed import Found, Parsed
from truceline.model.statement import Statement
from truceline.model.terms import Measure, Rung
from truceline.model.when import When

# From the thing up to the verb that makes a step of it ("supply rebels with weapons": three), and from there to the word
# of the rung ("signalled that it may send": four).
THING_REACH = 4
RUNG_REACH = 6
TARGET_PREPOSITIONS = frozenset({"on", "against", "with", "from", "toward", "towards"})
# Between a thing and the verb that makes a step of it: "an array of", "supply with", "withdraw from"; not "in response to".
WITHIN = frozenset({"of", "with", "from", "out", "off"})
# What a word of hoping or threatening can have as its direct object; "discussed contacts" is no step.
BARE = frozenset({"sanctions", "embargo", "strikes", "expulsion"})
# "The Southland ambassador", "its ambassador to Southland": the step is against whose or where the envoy is.
ENVOYS = frozenset({"to", "of", "in", "from"})
RULING = frozenset({"rule", "refuse", "reject"})
GIVING = frozenset({"to", "for", "with"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
# The rungs that words tell, the surest first; "say" is on the last, so that "said it might" tells none by itself.
TELLING: tuple[Rung, ...] = ("threatened", "hinted", "considered", "announced")
# A strike is a step only while it is an option; one that is flown is an incident.
OPTIONS = frozenset({"considered", "hinted", "threatened", "ruled_out"})


class Step(NamedTuple):
    """A thing, its kind, and the verb that makes a step of it."""

    thing: int
    what: str
    act: int


class Page(NamedTuple):
    """What the readers of measures share."""

    parsed: Parsed
    deals: Deals
    cast: Cast
    statements: Sequence[Statement]
    dates: Sequence[Found[When]]


def find_measures(
    parsed: Parsed,
    deals: Deals,
    cast: Cast,
    statements: tuple[Statement, ...],
    dates: tuple[Found[When], ...],
) -> tuple[Measure, ...]:
    """Return the steps that the body tells of; a headline never raises a rung, so headings are not read."""
    page = Page(parsed, deals, cast, statements, dates)
    found = (_measure(page, step) for step in _steps(page))
    kept: dict[str, Measure] = {}
    for measure in found:
        if measure is not None and (measure.actor or measure.target):
            kept.setdefault(measure.id, measure)
    return tuple(_completed(one, list(kept.values())) for one in kept.values())


def _completed(one: Measure, told: Sequence[Measure]) -> Measure:
    """Fill in what one telling of a step leaves out and the others tell, where they tell one thing.

    "Close to suspending talks with B, the minister said on Thursday. 'We are on the verge of suspending the discussion.'"
    """
    same = [m for m in told if (m.actor, m.what, m.rung) == (one.actor, one.what, one.rung)]
    targets = {m.target for m in same} - {None}
    whens = {m.when for m in same} - {None}
    return msgspec.structs.replace(
        one,
        target=next(iter(targets)) if one.target is None and len(targets) == 1 else one.target,
        when=next(iter(whens)) if one.when is None and len(whens) == 1 else one.when,
    )


def _steps(page: Page) -> Iterator[Step]:
    parsed, steps = page.parsed, page.deals.measures
    things = steps.thing()
    forms = [(token.text.lower(), token.lemma.lower()) for token in parsed.tokens]
    acts: set[tuple[int, str]] = set()
    for i, token in enumerate(parsed.tokens):
        match = things.at(forms, i)
        if match is None or parsed.sentences[token.sentence].heading:
            continue
        thing = i + match[0] - 1
        if match[1] == "aid" and parsed.tokens[thing].dep == "compound":
            continue  # "stopped aid convoys" is a deed of war
        act = _act(page, thing, match[1])
        if act is not None and (act, match[1]) not in acts and _is_given(parsed, act, match[1]):
            acts.add((act, match[1]))
            yield Step(thing, match[1], act)


def _act(page: Page, thing: int, what: str) -> int | None:
    """Return the verb over a thing that makes a step of it; None where the thing is only named."""
    parsed, steps = page.parsed, page.deals.measures
    verbs = steps.acts[what] | steps.withdrawing
    below = [v for v in parsed.children(thing, "acl", "relcl") if parsed.tokens[v].lemma.lower() in verbs]
    if below and is_passive(parsed, below[0]):
        return below[0]
    at = thing
    for _ in range(THING_REACH):
        token = parsed.tokens[at]
        adjunct = token.dep in ("nsubj", "advcl") and token.pos != "VERB"
        at = token.head
        upper = parsed.tokens[at]
        if upper.lemma.lower() in verbs and upper.pos == "VERB" and not adjunct:
            return at
        # "is weighing sanctions", "threatened an embargo": the word of the rung stands over the thing itself.
        if (
            what in BARE
            and upper.pos == "VERB"
            and (_rung_of(page, {upper.lemma.lower()}) in OPTIONS or _turns_down(parsed, at))
            and not adjunct
        ):
            return at
        leads_on = upper.pos != "ADP" or upper.lemma.lower() in WITHIN
        if adjunct or not leads_on or upper.tag in FINITE:
            break
    return None


def _is_given(parsed: Parsed, act: int, what: str) -> bool:
    """Return whether arms are told to go to somebody: moving one's own into a town is no step."""
    below = [
        p for word in (act, *parsed.children(act, "dobj")) for p in parsed.children(word, "prep", "dative")
    ]
    direct = parsed.tokens[act].lemma.lower() == "arm" or bool(parsed.children(act, "dative"))
    return what != "arms" or direct or any(parsed.tokens[p].lemma.lower() in GIVING for p in below)


def _measure(page: Page, step: Step) -> Measure | None:
    parsed = page.parsed
    chain = _chain(parsed, step.act)
    rung = _rung(page, step, chain)
    if rung is None or (step.what == "strikes" and rung not in OPTIONS):
        return None
    first, last = extent(parsed, step.act)
    last = max(last, extent(parsed, step.thing)[1] if parsed.tokens[step.thing].pos == "VERB" else last)
    heads = [h for verb in chain for h in subjects(parsed, verb) if h < step.act]
    span = parsed.span(min([step.act, *(_left(parsed, h) for h in heads[:1]), *chain[1:]]), last)
    conditions = page.deals.duties.conditions
    condition = next((found for verb in chain if (found := condition_of(parsed, verb, conditions))), [])
    word = parsed.tokens[step.act]
    said = statement_at(page.statements, word.start, word.end)
    return Measure(
        id=content_id("measure", span.doc, span.start, span.end, step.what),
        actor=_actor(page, chain, said) or _owner(page, step),
        target=_target(page, step),
        beneficiary=_beneficiary(page, step),
        what=step.what,
        words=parsed.span(first, last).quote,
        rung=rung,
        spans=(span,),
        condition=parsed.span(condition[0], condition[-1] + 1).quote if condition else None,
        when=next((when for verb in chain for when in dates_on(parsed, page.dates, verb)), None),
        statement=said.id if said else None,
    )


def _chain(parsed: Parsed, act: int) -> list[int]:
    """Return the verb of a step and the words over it that tell its rung, nearest first."""
    chain = [act]
    at = act
    for _ in range(RUNG_REACH):
        token = parsed.tokens[at]
        if (
            token.head == at
            or token.dep in ("advcl", "relcl")
            or (token.dep == "conj" and parsed.children(at, "nsubj"))
        ):
            break
        at = token.head
        if parsed.tokens[at].pos in ("VERB", "AUX", "NOUN", "ADJ"):
            chain.append(at)
    return chain


def _rung(page: Page, step: Step, chain: Sequence[int]) -> Rung | None:
    """Return the rung that the words over a step put it on; a deed without any such word is taken."""
    parsed, steps = page.parsed, page.deals.measures
    words = [parsed.tokens[i].lemma.lower() for i in chain[1:]]
    denied = [verb for verb in chain if negated(parsed, verb)]
    turned_down = _turned_down(parsed, chain)
    if turned_down or any(_rules_out(parsed, verb) for verb in denied):
        return turned_down or "ruled_out"
    if denied or set(words) & steps.not_steps:
        return None
    told = _told(page, chain)
    if told is not None and told != "announced":
        return told
    if not _is_done(parsed, step.act):
        return _undone(page, step.act, told)
    return "withdrawn" if parsed.tokens[step.act].lemma.lower() in steps.withdrawing else "taken"


def _undone(page: Page, act: int, told: Rung | None) -> Rung | None:
    """Return the rung of a step that is not done: "said it might" only considers, "will" announces."""
    if _is_possible(page, act):
        return "considered"
    return "announced" if modal(page.parsed, act) in ("will", "shall") else told


def _told(page: Page, chain: Sequence[int]) -> Rung | None:
    """Return the rung of the nearest word over a step that tells one ("hinted at", "possible responses include")."""
    first = page.parsed.tokens[chain[0]].lemma.lower()
    if (told := _rung_of(page, {first})) in OPTIONS:
        return told
    for word in chain[1:]:
        told = _rung_of(page, {page.parsed.tokens[word].lemma.lower()} | _subject_words(page.parsed, word))
        if told is not None:
            return told
    return None


def _rung_of(page: Page, lemmas: set[str]) -> Rung | None:
    rungs = page.deals.measures.rungs
    return next((rung for rung in TELLING if lemmas & rungs[rung]), None)


def _rules_out(parsed: Parsed, verb: int) -> bool:
    """Return whether a denied verb rules a step out for the future ("will not send", "would never supply")."""
    return negated(parsed, verb) and modal(parsed, verb) in ("will", "would", "shall")


def _turned_down(parsed: Parsed, chain: Sequence[int]) -> Rung | None:
    """Return "ruled_out" where a step is turned down; one "not ruled out" is kept as an option."""
    found = [verb for verb in chain if _turns_down(parsed, verb) and modal(parsed, verb) is None]
    if not found:
        return None
    return "considered" if any(negated(parsed, verb) for verb in found) else "ruled_out"


def _turns_down(parsed: Parsed, verb: int) -> bool:
    """Return whether a verb turns a step down: "ruled out", "refused to impose", "rejected"."""
    token = parsed.tokens[verb]
    out = any(parsed.tokens[i].text.lower() == "out" for i in parsed.children(verb, "prt", "advmod", "prep"))
    return token.pos == "VERB" and token.lemma.lower() in RULING and (out or token.lemma.lower() != "rule")


def _is_possible(page: Page, act: int) -> bool:
    return modal(page.parsed, act) in page.deals.measures.possible_modals


def _is_done(parsed: Parsed, act: int) -> bool:
    """Return whether the verb tells a deed: past or perfect, finite, no modal ("has imposed", "were imposed")."""
    if modal(parsed, act) is not None or parsed.tokens[act].tag == "VBG":
        return False
    auxiliaries = {parsed.tokens[i].lemma.lower() for i in parsed.children(act, "aux", "auxpass")}
    return parsed.tokens[act].tag in ("VBD", "VBN") and not auxiliaries & {"to"}


def _subject_words(parsed: Parsed, verb: int) -> set[str]:
    """Return the words of a verb's subject, where it is no name ("possible responses include …")."""
    heads = [h for h in parsed.children(verb, "nsubj") if parsed.tokens[h].pos == "NOUN"]
    return {parsed.tokens[i].lemma.lower() for h in heads for i in (h, *parsed.children(h, "amod"))}


def _actor(page: Page, chain: Sequence[int], said: Statement | None) -> str | None:
    """Return whose step it is: the nearest certain subject; "we" is the speaker, "it" the subject of the verb above."""
    for verb in chain:
        heads = doers(page.parsed, verb)
        if verb == chain[0] and not heads and is_passive(page.parsed, verb):
            return None
        if heads and page.parsed.tokens[heads[0]].text.lower() in ("we", "i") and said and said.speaker:
            return page.cast.side(said.speaker.actor) if said.speaker.actor else None
        named = dict.fromkeys(page.cast.side(one) for one in _who(page, heads))
        if named:
            return next(iter(named)) if len(named) == 1 else None
    return None


def _owner(page: Page, step: Step) -> str | None:
    """Return whose strike it is where the verb has nobody: "ordering an A air strike"."""
    named = actors_before(page.parsed, page.cast, step.thing) if step.what == "strikes" else ()
    return page.cast.side(named[0]) if len(named) == 1 else None


def _who(page: Page, heads: Sequence[int]) -> tuple[str, ...]:
    """Return the actors that a subject names, or whose officials it speaks of."""
    direct = actors_at(page.parsed, page.cast, heads)
    return direct or tuple(one for head in heads for one in actors_before(page.parsed, page.cast, head))


def _target(page: Page, step: Step) -> str | None:
    """Return against whom the step is: "on A", "with B", "against the group"; one certain actor or nobody."""
    if step.what == "arms":
        return None
    parsed = page.parsed
    preps = [
        p
        for word in (step.thing, step.act, *_between(parsed, step))
        for p in parsed.children(word, "prep", "dative")
        if parsed.tokens[p].lemma.lower() in TARGET_PREPOSITIONS
    ]
    for prep in preps:
        heads = [one for i in parsed.children(prep, "pobj") for one in conjuncts(parsed, i)]
        named = dict.fromkeys(page.cast.side(one) for one in _who(page, heads))
        if len(named) == 1:
            return next(iter(named))
    return _envoys(page, step) if step.what == "expulsion" else None


def _envoys(page: Page, step: Step) -> str | None:
    """Return whose envoy is sent away, or from where one's own is called home; the actor's own name is no target."""
    parsed = page.parsed
    preps = [p for p in parsed.children(step.thing, "prep") if parsed.tokens[p].lemma.lower() in ENVOYS]
    heads = [i for p in preps for i in parsed.children(p, "pobj")]
    owners = [i for i in parsed.children(step.thing, "poss") if parsed.tokens[i].pos != "PRON"]
    named = actors_at(parsed, page.cast, [*owners, *heads]) or actors_before(parsed, page.cast, step.thing)
    sides = dict.fromkeys(page.cast.side(one) for one in named)
    return next(iter(sides)) if len(sides) == 1 else None


def _between(parsed: Parsed, step: Step) -> list[int]:
    return [i for i in parsed.ancestors(step.thing) if step.act < i < step.thing]


def _beneficiary(page: Page, step: Step) -> str | None:
    """Return who gets what is supplied: "weapons to the rebels"; the word itself where it names no certain actor."""
    if step.what != "arms":
        return None
    parsed = page.parsed
    to = [i for p in parsed.children(step.act, "prep", "dative") for i in (p, *parsed.children(p, "pobj"))]
    heads = [
        i
        for i in (*to, *parsed.children(step.act, "dobj"))
        if parsed.tokens[i].pos != "ADP" and i != step.thing
    ]
    named = actors_at(parsed, page.cast, heads)
    if not named and len(heads) == 1 and parsed.tokens[heads[0]].pos in ("NOUN", "PROPN"):
        return parsed.tokens[heads[0]].text
    return named[0] if len(named) == 1 else None


def _left(parsed: Parsed, head: int) -> int:
    near = parsed.children(head, "det", "compound", "amod", "poss", "nmod")
    return min([head, *(i for c in near for i in parsed.subtree(c) if i < head)])
