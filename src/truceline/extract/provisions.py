"""The duties that a deal's own naming tells: what it calls for, allows and bars, and who declared it."""

from collections.abc import Iterator

from truceline.extract.bearers import NOBODY, Bearer, bearer, joint_bearer
from truceline.extract.clauses import Governor, conjuncts, doers, governors, is_passive, objects, subjects
from truceline.extract.duties import Action, Owed, action
from truceline.extract.namings import Naming
from truceline.extract.standings import Setting
from truceline.model.parsed import Parsed
from truceline.model.terms import Term

# Whoever does this with a halt holds it.
HOLDING = frozenset(
    {"implement", "observe", "introduce", "begin", "start", "hold", "keep", "enforce", "extend", "apply"}
)
# Verbs that tell what a deal is for.
PURPOSE = frozenset({"mean", "aim", "intend", "seek"})


def provided(setting: Setting, term: Term, naming: Naming) -> Iterator[Owed]:
    """Read what the deal itself does: it calls for, allows, bars, obliges."""
    parsed, duties = setting.parsed, setting.deals.duties
    for governor in governors(parsed, naming.head):
        verb = governor.token
        lemma = parsed.tokens[verb].lemma.lower()
        passive = is_passive(parsed, verb) and not _calls_for(setting, verb)
        if _calls_for(setting, verb) and not governor.through:
            governor = governor._replace(role="subject")
        if governor.role == "object" and (
            governor.through or not (passive and parsed.children(verb, "xcomp"))
        ):
            continue
        if lemma in duties.let and not passive:
            yield from _let(setting, term, verb)
        elif lemma in duties.bar and not passive:
            yield from _barred(setting, term, verb)
        elif lemma in duties.provide:
            yield from _followed(setting, term, naming, verb)
            yield from _called_for(setting, term, verb)
            yield from _obliged(setting, term, verb)


def _calls_for(setting: Setting, verb: int) -> bool:
    """Return whether a verb has what it calls for after it, so that it is active, whatever the parser takes it for.

    "The pact, brokered by A, called for a truce" is parsed as if the pact were called.
    """
    parsed = setting.parsed
    preps = [p for p in parsed.children(verb, "prep") if parsed.tokens[p].lemma.lower() == "for"]
    lemma = parsed.tokens[verb].lemma.lower()
    return lemma in setting.deals.duties.provide and any(parsed.children(p, "pobj") for p in preps)


def _let(setting: Setting, term: Term, verb: int) -> Iterator[Owed]:
    parsed = setting.parsed
    what = action(setting, verb)
    first = min([verb, *parsed.children(verb, "aux")])
    nouns = [o for v in parsed.subtree(verb) if parsed.tokens[v].dep == "dobj" for o in (v,)]
    who = next((one for n in nouns if (one := joint_bearer(setting, n, term.parties)).actors), NOBODY)
    yield Owed(who, what._replace(duty="allow"), first, what.last)


def _barred(setting: Setting, term: Term, verb: int) -> Iterator[Owed]:
    what = action(setting, verb)
    yield Owed(
        bearer(setting, objects(setting.parsed, verb), term.parties),
        what._replace(duty="refrain"),
        verb,
        what.last,
    )


def _followed(setting: Setting, term: Term, naming: Naming, verb: int) -> Iterator[Owed]:
    """Read "called for X to be followed by Y": X first, then Y."""
    parsed = setting.parsed
    near = {
        *parsed.subtree(verb),
        *parsed.children(naming.head, "acl", "relcl"),
        parsed.tokens[naming.head].head,
    }
    for then in sorted(i for i in near if i > verb):
        if parsed.tokens[then].lemma != "follow" or not is_passive(parsed, then):
            continue
        firsts, seconds = subjects(parsed, then), doers(parsed, then)
        if firsts == [naming.head]:
            # "The pact called for X, to be followed by Y": what is followed is X, not the pact.
            firsts = _things(parsed, verb)
        if not firsts or not seconds:
            continue
        one = _noun(setting, firsts[0], until=_aux(parsed, then))
        yield Owed(NOBODY, one, _start(parsed, verb, one.first), one.last, order=1)
        two = _noun(setting, seconds[0])
        who = joint_bearer(setting, seconds[0], term.parties)
        after = parsed.span(one.first, one.last).quote
        yield Owed(who, two, _aux(parsed, then), two.last, order=2, after=after)


def _aux(parsed: Parsed, verb: int) -> int:
    return min([verb, *parsed.children(verb, "aux", "auxpass")])


def _start(parsed: Parsed, verb: int, noun: int) -> int:
    return verb if verb < noun else noun


def _noun(setting: Setting, head: int, until: int | None = None) -> Action:
    """Return a noun as an action: a truce is refrained under, anything else is done."""
    parsed = setting.parsed
    cut = (
        ("relcl", "advcl", "conj", "acl")
        if parsed.tokens[head].lemma.lower() in setting.deals.halts
        else ("relcl", "advcl", "conj")
    )
    outside = {i for c in parsed.children(head, *cut) for i in parsed.subtree(c)}
    tree = [i for i in parsed.subtree(head) if (until is None or i < until) and i not in outside]
    nouns = setting.deals.deal_nouns()
    forms = [(parsed.tokens[i].text.lower(), parsed.tokens[i].lemma.lower()) for i in tree]
    halting = any(
        match and match[1] in ("ceasefire", "humanitarian_pause")
        for match in map(nouns.at, [forms] * len(tree), range(len(tree)))
    )
    last = tree[0]
    while last in tree:
        last += 1
    stopping = setting.deals.halts | setting.deals.duties.refrain
    return Action(
        "refrain" if halting or parsed.tokens[head].lemma.lower() in stopping else "do",
        tree[0],
        last,
    )


def _things(parsed: Parsed, verb: int) -> list[int]:
    preps = [p for p in parsed.children(verb, "prep") if parsed.tokens[p].lemma.lower() in ("for", "on")]
    return [one for p in preps for i in parsed.children(p, "pobj") for one in conjuncts(parsed, i)]


def _called_for(setting: Setting, term: Term, verb: int) -> Iterator[Owed]:
    parsed = setting.parsed
    for head in _things(parsed, verb):
        what = _noun(setting, head)
        yield Owed(
            joint_bearer(setting, head, term.parties), what, _start(parsed, verb, what.first), what.last
        )


def _obliged(setting: Setting, term: Term, verb: int) -> Iterator[Owed]:
    """Read "obliges X to do", "stipulates that X will do", "was meant to lead to"."""
    parsed = setting.parsed
    for inner in parsed.children(verb, "xcomp", "ccomp"):
        # "It was meant to last ten days" tells how long, not what is owed.
        if (
            parsed.tokens[inner].lemma == "follow"
            or parsed.tokens[inner].lemma.lower() in setting.deals.lasting
        ):
            continue
        what = action(setting, inner)
        # "Was meant to help the talks" is what a deal is for, and nobody owes it.
        if parsed.tokens[verb].lemma.lower() in PURPOSE and what.duty == "do":
            continue
        own = parsed.children(inner, "nsubj") or parsed.children(verb, "dobj")
        if own:
            who = bearer(setting, [one for i in own for one in conjuncts(parsed, i)], term.parties)
            if is_passive(parsed, inner) or parsed.tokens[inner].tag == "VBN":
                who = NOBODY if what.duty == "do" else who
        else:
            nouns = [i for i in range(what.first, what.last) if parsed.tokens[i].dep in ("dobj", "pobj")]
            who = next((one for n in nouns if (one := joint_bearer(setting, n, term.parties)).actors), NOBODY)
        yield Owed(who, what, min([verb, *own]), what.last)


def keeper(setting: Setting, term: Term, naming: Naming) -> Bearer:
    """Return who is told to hold a halt: "Xland implemented a pause", "its jets halted raids for a pause"; else nobody."""
    parsed = setting.parsed
    for governor in governors(parsed, naming.head):
        lemma = parsed.tokens[governor.token].lemma.lower()
        holds = (
            governor.role == "object" and not governor.through and lemma in HOLDING | setting.deals.declaring
        )
        stops = governor.through == "for" and lemma in setting.deals.duties.refrain
        if (holds or stops) and naming.standing in ("real", "pronoun"):
            return bearer(setting, doers(parsed, governor.token), term.parties)
    return NOBODY


def declared(setting: Setting, term: Term, naming: Naming) -> Iterator[Owed]:
    """Read "X declared a truce": who declares a halt of its own owes it."""
    parsed = setting.parsed
    if naming.kind not in ("ceasefire", "humanitarian_pause") or naming.standing != "real" or naming.definite:
        return
    for governor in governors(parsed, naming.head):
        heads = _declarers(setting, governor)
        if heads:
            who = bearer(setting, heads, term.parties)
            if who.actors:
                what = _noun(setting, naming.head)
                first, last = min(governor.token, what.first), max(governor.token + 1, what.last)
                yield Owed(who, what._replace(duty="refrain"), first, last)


def _declarers(setting: Setting, governor: Governor) -> list[int]:
    """Return who declares a deal, or whose promise of it is told."""
    parsed = setting.parsed
    lemma = parsed.tokens[governor.token].lemma.lower()
    if governor.role == "object" and lemma in setting.deals.declaring:
        return doers(parsed, governor.token)
    return (
        parsed.children(governor.token, "poss")
        if governor.role == "of" and lemma in setting.deals.duties.nouns
        else []
    )
