"""Duties told as done or undone in other words: "the guns were pulled back", "turned back every convoy"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from truceline.extract.attached import statement_at
from truceline.extract.bearers import is_all
from truceline.extract.clauses import (
    actors_at,
    around,
    doers,
    governors,
    is_passive,
    modal,
    negated,
    subjects,
)
from truceline.extract.standings import Setting
from truceline.model.parsed import Parsed
from truceline.model.statement import Statement
from truceline.model.terms import Obligation, Performance, Says

# "Monitors had seen the guns leave": a bare verb under one of seeing is told as done.
SEEING = frozenset({"see", "watch", "observe", "witness", "hear", "notice", "film"})
QUANTITIES = frozenset({"some", "most", "half", "part", "many", "several", "few", "number", "all", "none"})
# "Them" leads back to what a duty told of at most this many sentences before is about.
PRONOUN_REACH = 2
NAMELESS = frozenset({"it", "they", "he", "she", "who", "which", "that", "we"})
OPPOSITE: dict[Says, Says] = {"met": "not_met", "not_met": "met"}


class Thing(NamedTuple):
    """What a duty is about: the noun, the name of its deeds or its verb, and whether the reverse of it undoes it."""

    noun: str
    deed: str
    let: bool


def deeds_of(setting: Setting, one: Obligation) -> tuple[Performance, ...]:
    """Return what the document tells, outside the duty's own words, of its thing being done or not done."""
    thing = _thing(setting, one)
    if thing is None:
        return ()
    named = (_telling(setting, one, thing, i) for i in _namings(setting.parsed, one, thing.noun))
    again = (_telling(setting, one, thing, i) for i in _pronouns(setting, one))
    done = (_accomplished(setting, one, thing, i) for i in _namings(setting.parsed, one, thing.noun))
    found = (*named, *again, *done)
    return tuple(dict.fromkeys(told for told in found if told is not None))


def _thing(setting: Setting, one: Obligation) -> Thing | None:
    parsed, span = setting.parsed, one.spans[0]
    first = span.start + max(span.quote.find(one.action), 0)
    inside = parsed.within(first, first + len(one.action))
    verb = next((i for i in inside if parsed.tokens[i].pos == "VERB"), None)
    if verb is None or one.duty == "refrain":
        return None
    below = [*parsed.children(verb, "dobj"), *(_let_through(parsed, verb) if one.duty == "allow" else ())]
    nouns = [i for i in below if parsed.tokens[i].pos == "NOUN" and i in inside]
    # "Granted passage" is told of one group and another: it ties to no duty.
    if len(nouns) != 1 or parsed.tokens[nouns[0]].lemma.lower() in setting.deals.duties.passage:
        return None
    return Thing(parsed.tokens[nouns[0]].lemma.lower(), _deed(setting, verb), one.duty == "allow")


def _let_through(parsed: Parsed, verb: int) -> list[int]:
    """Return what is let: "let convoys in", where the parser takes "convoys" for a clause, and "let convoys enter"."""
    inner = parsed.children(verb, "ccomp", "xcomp")
    return [s for i in inner for s in (parsed.children(i, "nsubj") or [i])]


def _deed(setting: Setting, verb: int) -> str:
    lemma = setting.parsed.tokens[verb].lemma.lower()
    return setting.deals.duties.deed_words().around(lemma, around(setting.parsed, verb)) or lemma


def _namings(parsed: Parsed, one: Obligation, noun: str) -> Iterator[int]:
    own = [parsed.within(span.start, span.end) for span in one.spans]
    for i, token in enumerate(parsed.tokens):
        known = parsed.sentences[token.sentence].heading or any(i in inside for inside in own)
        if token.lemma.lower() == noun and token.pos == "NOUN" and not known:
            yield i


def _pronouns(setting: Setting, one: Obligation) -> Iterator[int]:
    """Find "them" and "it" soon after a duty, said by nobody but who owes it ("A said that it had withdrawn all of them")."""
    parsed = setting.parsed
    owed = parsed.tokens[parsed.within(one.spans[0].start, one.spans[0].end)[-1]].sentence
    for i, token in enumerate(parsed.tokens):
        near = owed < token.sentence <= owed + PRONOUN_REACH
        if (
            near
            and token.text.lower() in ("them", "it")
            and token.dep in ("dobj", "pobj")
            and _own(setting, one, i)
        ):
            yield i


def _own(setting: Setting, one: Obligation, i: int) -> bool:
    """Return whether words stand in the document's own voice or in that of who owes."""
    token = setting.parsed.tokens[i]
    said = statement_at(setting.statements, token.start, token.end)
    speaker = said.speaker.actor if said is not None and said.speaker is not None else None
    owing = {setting.cast.side(actor) for actor in (*one.bearers, *one.performers)}
    return said is None or (speaker is not None and setting.cast.side(speaker) in owing)


def _accomplished(setting: Setting, one: Obligation, thing: Thing, noun: int) -> Performance | None:
    """Read "both sides carried out the exchange of prisoners": the deed is a noun, its thing hangs on it."""
    parsed, duties = setting.parsed, setting.deals.duties
    deed = _deed_noun(parsed, noun)
    if parsed.tokens[deed].lemma.lower() not in duties.deed_nouns.get(thing.deed, ()):
        return None
    verb = next((g.token for g in governors(parsed, deed) if g.role == "object" and not g.through), None)
    if verb is None or not _is_told(parsed, verb) or not _carries_out(setting, verb):
        return None
    says = _borne_by_all(setting, one, verb, "not_met" if negated(parsed, verb) else "met")
    said = statement_at(setting.statements, parsed.tokens[verb].start, parsed.tokens[verb].end)
    if says is None or (said is not None and said.stance in (*duties.unsaid, "denies")):
        return None
    return Performance(says, (parsed.span(*_extent(parsed, verb, deed)),), _id(said))


def _deed_noun(parsed: Parsed, noun: int) -> int:
    """Return the noun that a thing hangs on: "exchange" in "exchange of prisoners" and in "prisoner exchange"."""
    above = parsed.tokens[noun].head
    of = parsed.tokens[noun].dep == "pobj" and parsed.tokens[above].lemma == "of"
    return parsed.tokens[above].head if of else above


def _carries_out(setting: Setting, verb: int) -> bool:
    lemma = setting.parsed.tokens[verb].lemma.lower()
    return setting.deals.duties.accomplished().around(lemma, around(setting.parsed, verb)) is not None


def _borne_by_all(setting: Setting, one: Obligation, verb: int, says: Says) -> Says | None:
    """Return what is said where "both sides" do what two owe, else where who does it bears it."""
    heads = doers(setting.parsed, verb)
    if len(heads) == 1 and is_all(setting.parsed, heads[0]):
        return says
    return _if_borne(setting, one, verb, says, sure=False)


def _telling(setting: Setting, one: Obligation, thing: Thing, noun: int) -> Performance | None:
    parsed = setting.parsed
    whole = _whole(parsed, noun)
    verb = next((g.token for g in governors(parsed, whole) if g.role != "of" and not g.through), None)
    if verb is None or not _is_told(parsed, verb):
        return None
    says = _says(setting, one, thing, verb)
    said = statement_at(setting.statements, parsed.tokens[verb].start, parsed.tokens[verb].end)
    if says is None or (said is not None and said.stance in setting.deals.duties.unsaid):
        return None
    span = parsed.span(*_extent(parsed, verb, whole))
    denied = said is not None and said.stance == "denies"
    if said is None and parsed.tokens[parsed.tokens[verb].head].lemma.lower() in setting.deals.denying:
        return None
    part = parsed.span(min(whole, noun), noun + 1).quote if _is_part(parsed, whole, noun) else None
    return Performance(OPPOSITE[says] if denied else says, (span,), _id(said), part)


def _id(said: Statement | None) -> str | None:
    return said.id if said else None


def _whole(parsed: Parsed, noun: int) -> int:
    """Return the word that stands for the thing in its clause: "some" in "some of the guns"."""
    above = [parsed.tokens[noun].head, parsed.tokens[parsed.tokens[noun].head].head]
    of = parsed.tokens[noun].dep == "pobj" and parsed.tokens[above[0]].lemma == "of"
    return above[1] if of and parsed.tokens[above[1]].lemma.lower() in QUANTITIES else noun


def _is_part(parsed: Parsed, whole: int, noun: int) -> bool:
    """Return whether a quantity leaves some out: "all of them" is no part."""
    return whole != noun and parsed.tokens[whole].lemma.lower() != "all"


def _is_told(parsed: Parsed, verb: int) -> bool:
    """Return whether a verb tells what was done: past or perfect, or bare under a verb of seeing."""
    token = parsed.tokens[verb]
    if modal(parsed, verb) is not None or token.dep in ("xcomp", "acl", "pcomp"):
        return False
    if token.tag in ("VB", "VBP"):
        auxiliaries = parsed.children(verb, "aux", "auxpass")
        did = any(parsed.tokens[i].text.lower() == "did" for i in auxiliaries)
        return did or (not auxiliaries and parsed.tokens[token.head].lemma in SEEING)
    return token.tag in ("VBD", "VBN") and not _is_conditional(parsed, verb)


def _is_conditional(parsed: Parsed, verb: int) -> bool:
    words = {parsed.tokens[i].text.lower() for i in parsed.children(verb, "mark")}
    return bool(words & {"if", "unless", "until", "before", "whether"})


def _says(setting: Setting, one: Obligation, thing: Thing, verb: int) -> Says | None:
    parsed = setting.parsed
    denied = negated(parsed, verb)
    lemma, others = parsed.tokens[verb].lemma.lower(), around(parsed, verb)
    if thing.let and setting.deals.duties.undoing().around(lemma, others):
        return _if_borne(setting, one, verb, "met" if denied else "not_met", sure=True)
    if _deed(setting, verb) == thing.deed or (thing.let and _deed(setting, verb) == "enter"):
        return _if_borne(setting, one, verb, "not_met" if denied else "met", sure=False)
    return None


def _if_borne(setting: Setting, one: Obligation, verb: int, says: Says, *, sure: bool) -> Says | None:
    """Return what is said, unless it is another's deed: who does it bears the duty, or (not `sure`) is told by a pronoun."""
    parsed = setting.parsed
    heads = doers(parsed, verb)
    named = {setting.cast.side(actor) for actor in actors_at(parsed, setting.cast, heads)}
    owing = {setting.cast.side(actor) for actor in (*one.bearers, *one.performers)}
    if named:
        return says if named <= owing or (not owing and not sure) else None
    nameless = all(parsed.tokens[i].text.lower() in NAMELESS for i in heads)
    of_itself = not is_passive(parsed, verb) and not parsed.children(verb, "dobj")
    return says if not sure and (nameless or of_itself or _moves(setting, one, verb)) else None


def _moves(setting: Setting, one: Obligation, verb: int) -> bool:
    """Return whether the thing itself does it: "the guns left the road"."""
    parsed = setting.parsed
    thing = _thing(setting, one)
    return thing is not None and any(
        parsed.tokens[i].lemma.lower() == thing.noun for i in subjects(parsed, verb)
    )


def _extent(parsed: Parsed, verb: int, thing: int) -> tuple[int, int]:
    """Return the words from the subject to the thing and the verb's particles."""
    near = parsed.children(verb, "aux", "auxpass", "neg", "prt", "advmod", "nsubj", "nsubjpass", "dobj")
    inside = [i for top in (*near, thing) for i in parsed.subtree(top) if parsed.tokens[i].dep != "relcl"]
    inside = [i for i in (*inside, verb) if parsed.tokens[i].sentence == parsed.tokens[verb].sentence]
    return min(inside), max(inside) + 1


def with_deeds(
    setting: Setting, found: Sequence[Obligation]
) -> list[tuple[Obligation, tuple[Performance, ...]]]:
    """Return each duty with what is told of its deed; a telling that fits two duties is neither's."""
    told = [(one, deeds_of(setting, one)) for one in found]
    spans = [said.spans for _, deeds in told for said in deeds]
    return [(one, tuple(said for said in deeds if spans.count(said.spans) == 1)) for one, deeds in told]
