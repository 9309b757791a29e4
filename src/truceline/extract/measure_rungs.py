"""How far a step went: the words over it that tell its rung on the ladder from considered to taken."""

from collections.abc import Sequence

from truceline.extract.clauses import modal, negated
from truceline.extract.measure_step import Page, Step
from truceline.model.parsed import Parsed
from truceline.model.terms import Rung

# From the verb of a step to the word of the rung ("signalled that it may send": four).
RUNG_REACH = 6
RULING = frozenset({"rule", "refuse", "reject"})
# The rungs that words tell, the surest first; "say" is on the last, so that "said it might" tells none by itself.
TELLING = ("threatened", "promised", "hinted", "considered", "announced")
RUNGS: dict[str, Rung] = {
    "threatened": "threatened",
    "hinted": "hinted",
    "considered": "considered",
    "announced": "announced",
}
# What a step is while it is only an option.
OPTIONS = frozenset({"considered", "hinted", "threatened", "ruled_out"})
# Armed force is a step only while it is held out: of a strike that is flown an incident tells.
FORCE = frozenset({"strikes", "force"})
# What goes on is done too: "was sending arms"; of talks, "was ending them" only announces.
GIVEN = frozenset({"arms", "deployment"})
ENDING = frozenset({"end", "lift", "remove", "eliminate", "defuse"})
OFFERING = frozenset({"offer", "promise"})
STOPPING = frozenset({"stop", "halt", "cease", "end", "suspend"})
# "Answered by closing the border": what is done by it is done.
BY_DOING = frozenset({"by", "after", "following", "since"})
# "Close to suspending" tells a rung, "close the border" is a deed.
DESCRIBING = frozenset({"close", "near", "ready"})


def chain_of(parsed: Parsed, act: int) -> list[int]:
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
        beside, at = token.head, _beside(parsed, at) if token.dep == "conj" else token.head
        # "Will not allow it and promised": the first verb stands beside the second, not over it.
        joined = token.dep == "conj" and at == beside
        if not joined and parsed.tokens[at].pos in ("VERB", "AUX", "NOUN", "ADJ"):
            chain.append(at)
    return chain


def _beside(parsed: Parsed, verb: int) -> int:
    """Return the verb that another is joined to; "said it would not let it fall and promised" is parsed as fall and promised."""
    at = parsed.tokens[verb].head
    if parsed.tokens[verb].tag == "VBD" and parsed.tokens[at].tag == "VB":
        return next((i for i in parsed.ancestors(at) if parsed.tokens[i].tag in ("VBD", "VBZ")), at)
    return at


def rung_of(page: Page, step: Step, chain: Sequence[int]) -> Rung | None:
    """Return the rung that the words over a step put it on; a deed without any such word is taken."""
    averted = any(_is_averted(page, word) for word in chain[:2])
    told: Rung | None = "lapsed" if averted else _rung(page, step, chain)
    if step.what in FORCE and told not in (*OPTIONS, "lapsed"):
        return told if step.what == "force" and told == "announced" else None
    return told


def _rung(page: Page, step: Step, chain: Sequence[int]) -> Rung | None:
    parsed, steps = page.parsed, page.deals.measures
    words = [parsed.tokens[i].lemma.lower() for i in chain[1:]]
    denied = [verb for verb in chain if negated(parsed, verb)]
    turned_down = _turned_down(parsed, chain)
    if turned_down or any(_rules_out(parsed, verb) for verb in denied):
        return turned_down or "ruled_out"
    if denied or set(words) & steps.not_steps or _is_guessed(page, step.act) or _is_supposed(parsed, chain):
        return None
    if step.what in GIVEN and set(words) & STOPPING:
        return None  # "stop sending arms" is no sending
    told = "considered" if _is_asked(parsed, step.act) else _told(page, step, chain)
    if told not in (None, "announced"):
        return told
    return _by_deed(page, step, told)


def _is_averted(page: Page, threat: int) -> bool:
    """See "a deal which averted the threat of strikes": what was held over somebody is so no more."""
    token = page.parsed.tokens[threat]
    over = page.parsed.tokens[token.head].lemma.lower()
    threatening = token.pos == "NOUN" and token.lemma.lower() == "threat"
    return threatening and token.dep in ("dobj", "nsubjpass") and over in page.deals.preventing | ENDING


def _by_deed(page: Page, step: Step, told: Rung | None) -> Rung | None:
    """Return the rung that the deed itself tells, where no word puts it on one."""
    parsed, steps = page.parsed, page.deals.measures
    if not _is_done(parsed, step):
        return _undone(page, step.act, told)
    if step.what == "amnesty" and parsed.tokens[step.act].lemma.lower() in OFFERING:
        return "announced"  # what is offered is not given yet
    return "withdrawn" if parsed.tokens[step.act].lemma.lower() in steps.withdrawing else "taken"


def _undone(page: Page, act: int, told: Rung | None) -> Rung | None:
    """Return the rung of a step that is not done: "said it might" only considers, "will" announces."""
    if modal(page.parsed, act) in page.deals.measures.possible_modals:
        return None if _is_able(page.parsed, act) else "considered"
    token = page.parsed.tokens[act]
    over = page.parsed.tokens[page.parsed.tokens[token.head].head].lemma.lower()
    if token.dep == "pcomp" and over not in page.deals.measures.rungs["announced"]:
        return None  # "after days of sending troops, officials said": what they said announces nothing
    return "announced" if modal(page.parsed, act) in ("will", "shall") else told


def _is_able(parsed: Parsed, act: int) -> bool:
    """See "the jets could help enforce it": what a thing is able to do is no step that anybody weighs."""
    over = parsed.tokens[act].head
    return parsed.tokens[act].dep == "xcomp" and parsed.tokens[over].lemma.lower() == "help"


def _is_guessed(page: Page, act: int) -> bool:
    """See "could have supplied the arms", "should be cut": what may have been, or ought to be, is no step."""
    have = any(page.parsed.tokens[i].lemma == "have" for i in page.parsed.children(act, "aux"))
    own = {page.parsed.tokens[i].lemma.lower() for i in page.parsed.children(act, "aux")}
    if own & {"should", "must", "ought"}:
        return True
    return have and modal(page.parsed, act) in page.deals.measures.possible_modals


def _is_supposed(parsed: Parsed, chain: Sequence[int]) -> bool:
    """See "if A decided to cut the aid", "not proven if they are supplied": nobody says that it is so."""
    return any(parsed.tokens[i].text.lower() == "if" for verb in chain for i in parsed.children(verb, "mark"))


def _is_asked(parsed: Parsed, act: int) -> bool:
    """See "decide when to cut the aid", "whether to send arms": it is still a question."""
    asking = (parsed.tokens[i].text.lower() for i in parsed.children(act, "advmod", "mark"))
    return any(word in ("when", "whether", "how") for word in asking) and parsed.tokens[act].tag == "VB"


def _told(page: Page, step: Step, chain: Sequence[int]) -> Rung | None:
    """Return the rung of the nearest word over a step that tells one ("hinted at", "possible responses include")."""
    first = told_by(page, chain[0])
    if step.act != step.thing and (first in OPTIONS or first == "promised"):
        return _raised(step, first)
    for word in chain[1:]:
        told = told_by(page, word)
        if told is not None:
            return _raised(step, told)
    return None


def _raised(step: Step, told: str) -> Rung:
    """Return the rung; of armed force a promise is a threat, of anything else it announces."""
    if told == "promised":
        return "threatened" if step.what in FORCE else "announced"
    return RUNGS[told]


def told_by(page: Page, word: int) -> str | None:
    """Return the rung that one word tells, with the words of its subject where that is no name."""
    token, rungs = page.parsed.tokens[word], page.deals.measures.rungs
    lemmas = {token.lemma.lower()} | _subject_words(page.parsed, word)
    if token.pos == "VERB":
        lemmas -= DESCRIBING
    return next((rung for rung in TELLING if lemmas & rungs[rung]), None)


def _subject_words(parsed: Parsed, verb: int) -> set[str]:
    """Return the words of a verb's subject, where it is no name ("possible responses include …")."""
    heads = [h for h in parsed.children(verb, "nsubj") if parsed.tokens[h].pos == "NOUN"]
    return {parsed.tokens[i].lemma.lower() for h in heads for i in (h, *parsed.children(h, "amod"))}


def _rules_out(parsed: Parsed, verb: int) -> bool:
    """Return whether a denied verb rules a step out for the future ("will not send", "would never supply")."""
    return negated(parsed, verb) and modal(parsed, verb) in ("will", "would", "shall")


def _turned_down(parsed: Parsed, chain: Sequence[int]) -> Rung | None:
    """Return "ruled_out" where a step is turned down; one "not ruled out" is kept as an option."""
    found = [verb for verb in chain if turns_down(parsed, verb) and modal(parsed, verb) is None]
    if not found:
        return None
    return "considered" if any(negated(parsed, verb) for verb in found) else "ruled_out"


def turns_down(parsed: Parsed, verb: int) -> bool:
    """Return whether a verb turns a step down: "ruled out", "refused to impose", "rejected"."""
    token = parsed.tokens[verb]
    out = any(parsed.tokens[i].text.lower() == "out" for i in parsed.children(verb, "prt", "advmod", "prep"))
    return token.pos == "VERB" and token.lemma.lower() in RULING and (out or token.lemma.lower() != "rule")


def _is_done(parsed: Parsed, step: Step) -> bool:
    """Return whether the verb tells a deed: past or perfect, finite, no modal ("has imposed", "were imposed").

    What goes on is done too: "still supplies the rebels with arms".
    """
    act = step.act
    going_on = {parsed.tokens[i].text.lower() for i in parsed.children(act, "aux")} & {"was", "were", "been"}
    if step.what in GIVEN and parsed.tokens[act].tag == "VBG" and going_on and modal(parsed, act) is None:
        return True
    if modal(parsed, act) is not None or parsed.tokens[act].tag == "VBG":
        over = parsed.tokens[parsed.tokens[act].head].lemma.lower()
        return parsed.tokens[act].dep == "pcomp" and over in BY_DOING
    auxiliaries = {parsed.tokens[i].lemma.lower() for i in parsed.children(act, "aux", "auxpass")}
    if step.what in GIVEN and parsed.tokens[act].tag in ("VBZ", "VBP") and not auxiliaries:
        return True
    return parsed.tokens[act].tag in ("VBD", "VBN") and not auxiliaries & {"to"}
