"""What a step is for: whom troops are sent to help and against whom, whom a threat is held over, on what it depends."""

from collections.abc import Iterator, Sequence

from truceline.extract.clauses import condition_of, conjuncts, subjects
from truceline.extract.measure_step import Page, Step
from truceline.model.parsed import Parsed

# "Sent troops to support A against B", "to help A clear the border of B".
HELPING = frozenset({"support", "back", "help", "assist", "aid", "bolster", "reinforce", "protect", "defend"})
AGAINST = frozenset({"against", "from"})
RIDDING = frozenset({"clear", "rid", "cleanse", "free", "liberate"})
FIGHTING = frozenset({"fight", "defeat", "combat", "repel", "counter", "oust", "expel", "drive", "push"})
ANSWERING = frozenset({"respond", "retaliate", "response", "retaliation", "react", "reaction"})


def helped(page: Page, step: Step) -> list[int]:
    """Return whom troops that are sent are to help: "deployed jets to support A", "to help A retake the hill"."""
    parsed = page.parsed
    for verb in _aims(page, step):
        if parsed.tokens[verb].lemma.lower() in HELPING:
            inner = parsed.children(verb, "ccomp", "xcomp")
            heads = parsed.children(verb, "dobj") or [s for i in inner for s in parsed.children(i, "nsubj")]
            if heads:
                return [one for i in heads for one in conjuncts(parsed, i)]
    return []


def opposed(page: Page, step: Step) -> list[int]:
    """Return against whom they are sent: "to support A against B", "to clear the border of B"."""
    parsed = page.parsed
    for verb in _aims(page, step):
        lemma = parsed.tokens[verb].lemma.lower()
        below = (verb, *parsed.children(verb, "dobj"))
        led = AGAINST - {"from"} | ({"of", "from"} if lemma in RIDDING else frozenset())
        heads = [o for i in below for p in parsed.children(i, "prep") for o in _led(parsed, p, led)]
        heads += parsed.children(verb, "dobj") if lemma in FIGHTING and not heads else []
        if heads:
            return [one for i in heads for one in conjuncts(parsed, i)]
    return []


def _led(parsed: Parsed, prep: int, words: frozenset[str]) -> list[int]:
    return parsed.children(prep, "pobj") if parsed.tokens[prep].lemma.lower() in words else []


def _aims(page: Page, step: Step) -> Iterator[int]:
    """Yield the verbs under a step that tell what it is for, those above first: "to support A", "part of efforts to help A"."""
    parsed = page.parsed
    for i in parsed.subtree(step.act):
        to = any(parsed.tokens[a].tag == "TO" for a in parsed.children(i, "aux"))
        under = any(parsed.tokens[above].lemma.lower() in HELPING for above in parsed.ancestors(i))
        if i > step.act and parsed.tokens[i].pos == "VERB" and (to or under):
            yield i


def held_over(page: Page, step: Step) -> list[int]:
    """Return over whom force is held by other words than its object.

    "Will answer harshly if the Xs attack" is held over the Xs, "respond to a raid by the Xs" too; "gave up its guns under the
    threat of a raid" over whoever gave them up.
    """
    parsed = page.parsed
    over = parsed.tokens[step.act].head
    if parsed.tokens[step.act].dep == "pobj" and parsed.tokens[over].lemma.lower() == "under":
        return subjects(parsed, parsed.tokens[over].head)
    if heads := _answered(parsed, step.act):
        return heads
    return [
        subject
        for top in (step.act, step.thing)
        for i in parsed.children(top, "advcl")
        if any(parsed.tokens[m].text.lower() == "if" for m in parsed.children(i, "mark"))
        for subject in parsed.children(i, "nsubj")
    ]


def _answered(parsed: Parsed, word: int) -> list[int]:
    """Return whose deed is answered: "respond to the attack by the Xs"; the parser may hang "by the Xs" on the answer."""
    if parsed.tokens[word].lemma.lower() not in ANSWERING:
        return []
    answers = {"to", "for", "against"}
    preps = [p for p in parsed.children(word, "prep") if parsed.tokens[p].lemma.lower() in answers]
    deeds = [o for p in preps for o in parsed.children(p, "pobj")]
    by = [
        o
        for i in (*deeds, *([word] if deeds else ()))
        for p in parsed.children(i, "prep", "agent")
        if parsed.tokens[p].lemma.lower() == "by" and p > min(deeds)
        for o in parsed.children(p, "pobj")
    ]
    return by or [i for deed in deeds for i in parsed.children(deed, "poss")]


def depends_on(page: Page, step: Step, chain: Sequence[int]) -> list[int]:
    """Return the words that a step depends on, wherever below it the parser hangs them.

    "Threatened to shell the villages they held if mines were used" is parsed as if they held them if so.
    """
    parsed, words = page.parsed, page.deals.duties.conditions
    direct = next((found for verb in chain if (found := condition_of(parsed, verb, words))), [])
    if direct:
        return direct
    last = max(chain[0], step.thing)
    for i in parsed.subtree(step.act):
        clause = parsed.tokens[i].dep == "advcl" and i > last
        if clause and any(parsed.tokens[m].text.lower() in words for m in parsed.children(i, "mark")):
            return parsed.subtree(i)
    return []
