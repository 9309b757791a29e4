"""Steps that one actor holds over another: sanctions, talks cut, arms; from considered to taken."""

from collections.abc import Iterator, Sequence

import msgspec

from truceline.extract.attached import dates_on, statement_at
from truceline.extract.clauses import extent, is_passive, subjects
from truceline.extract.measure_aims import depends_on
from truceline.extract.measure_force import force_steps
from truceline.extract.measure_rungs import OPTIONS, chain_of, rung_of, told_by, turns_down
from truceline.extract.measure_sides import actor_of, beneficiary_of, target_of
from truceline.extract.measure_step import Page, Step, left_of
from truceline.knowledge.deals import Deals
from truceline.model.cast import Cast
from truceline.model.ids import content_id
from truceline.model.parsed import Found, Parsed
from truceline.model.statement import Statement
from truceline.model.terms import Measure, Rung
from truceline.model.when import When

# From the thing up to the verb that makes a step of it ("supply rebels with weapons": three).
THING_REACH = 4
# Between a thing and the verb that makes a step of it: "an array of", "supply with", "withdraw from"; not "in response to".
WITHIN = frozenset({"of", "with", "from", "out", "off"})
# What a word of hoping or threatening can have as its direct object; "discussed contacts" is no step.
BARE = frozenset({"sanctions", "embargo", "strikes", "force"})
# "The threat of strikes" is one, "an attack on the talks about strikes" none.
THREATS = frozenset({"threat", "warning", "prospect", "possibility", "option"})
# Where troops are sent as a step: "deployed warplanes in the war" only tells how it was fought.
SENT = frozenset({"to", "into", "toward", "towards", "near", "along", "off", "alongside", "across", "around"})
GIVING = frozenset({"to", "for", "with"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
HELD_OUT = OPTIONS | {"promised"}


def find_measures(
    parsed: Parsed,
    deals: Deals,
    cast: Cast,
    statements: tuple[Statement, ...],
    dates: tuple[Found[When], ...],
) -> tuple[Measure, ...]:
    """Return the steps that the body tells of; a headline never raises a rung, so headings are not read."""
    page = Page(parsed, deals, cast, statements, dates)
    found = (_measure(page, step) for step in (*_steps(page), *force_steps(page)))
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
        if act is not None and (act, match[1]) not in acts and _is_held_over(parsed, act, match):
            acts.add((act, match[1]))
            yield Step(thing, match[1], act)


def _act(page: Page, thing: int, what: str) -> int | None:
    """Return the verb over a thing that makes a step of it; None where the thing is only named."""
    parsed, steps = page.parsed, page.deals.measures
    verbs = steps.acts[what] | steps.withdrawing
    below = [v for v in parsed.children(thing, "acl", "relcl") if parsed.tokens[v].lemma.lower() in verbs]
    if what != "ultimatum" and below and is_passive(parsed, below[0]):
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
        if what in BARE and not adjunct and _is_held_out(page, at):
            return at
        leads_on = upper.pos != "ADP" or upper.lemma.lower() in WITHIN
        # "Sent messages that urge them to lay down arms": the thing is the inner verb's.
        if adjunct or not leads_on or upper.pos == "VERB" or upper.tag in FINITE:
            break
    return None


def _is_held_out(page: Page, word: int) -> bool:
    """Return whether a word over a thing tells its rung: "is weighing sanctions", "the threat of strikes"."""
    token = page.parsed.tokens[word]
    if token.pos == "NOUN":
        return token.lemma.lower() in THREATS
    told = told_by(page, word) in HELD_OUT or turns_down(page.parsed, word)
    return token.pos == "VERB" and told


def _is_held_over(parsed: Parsed, act: int, match: tuple[int, str]) -> bool:
    """Return whether a deed with a thing is a step over somebody: arms that are given, troops that are sent to a place."""
    what = match[1]
    if what == "deployment":
        leads = {
            parsed.tokens[i].lemma.lower() for i in parsed.subtree(act) if parsed.tokens[i].dep == "prep"
        }
        return bool(leads & SENT) or is_passive(parsed, act)
    return _is_given(parsed, act, what)


def _is_given(parsed: Parsed, act: int, what: str) -> bool:
    """Return whether arms are told to go to somebody: moving one's own into a town is no step."""
    below = [
        p for word in (act, *parsed.children(act, "dobj")) for p in parsed.children(word, "prep", "dative")
    ]
    direct = parsed.tokens[act].lemma.lower() == "arm" or bool(parsed.children(act, "dative"))
    return what != "arms" or direct or any(parsed.tokens[p].lemma.lower() in GIVING for p in below)


def _measure(page: Page, step: Step) -> Measure | None:
    parsed = page.parsed
    chain = chain_of(parsed, step.act)
    rung = rung_of(page, step, chain)
    if rung is None:
        return None
    target = target_of(page, step)
    if rung == "lapsed" and target is None:
        return None  # "the threat of raids was averted": what was held over nobody who is told is over too
    first, last = extent(parsed, step.act)
    last = max(last, extent(parsed, step.thing)[1] if parsed.tokens[step.thing].pos == "VERB" else last)
    heads = [h for verb in chain for h in subjects(parsed, verb) if h < step.act]
    span = parsed.span(min([step.act, *(left_of(parsed, h) for h in heads[:1]), *chain[1:]]), last)
    condition = depends_on(page, step, chain)
    word = parsed.tokens[step.act]
    said = statement_at(page.statements, word.start, word.end)
    return Measure(
        id=content_id("measure", span.doc, span.start, span.end, step.what),
        actor=actor_of(page, step, chain, said),
        target=target,
        beneficiary=beneficiary_of(page, step),
        what=step.what,
        words=parsed.span(first, last).quote,
        rung=rung,
        spans=(span,),
        condition=parsed.span(condition[0], condition[-1] + 1).quote if condition else None,
        when=_when(page, step, chain, rung),
        statement=said.id if said else None,
    )


def _when(page: Page, step: Step, chain: Sequence[int], rung: Rung) -> When | None:
    """Return the time of a step; "said on Monday that it sends arms" does not tell when it sends them, "threatened on Monday to" does."""
    done = rung in ("taken", "withdrawn")
    verbs = [verb for verb in chain if not done or verb == step.act or told_by(page, verb) is None]
    near = () if step.thing == step.act else (step.thing,)
    return next((when for word in (*verbs, *near) for when in dates_on(page.parsed, page.dates, word)), None)
