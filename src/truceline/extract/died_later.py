"""Died later: one who was hurt and, told by a pronoun, died of it: "A man was shot. He was pronounced dead at a hospital"."""

from collections.abc import Iterator

from truceline.extract.by_name import is_told_of
from truceline.extract.line import Line
from truceline.knowledge.amounts import Amounts
from truceline.model.claim import Figure, Harm
from truceline.model.parsed import Found, Parsed

PRONOUNS = frozenset(("he", "she"))
SUBJECTS = ("nsubj", "nsubjpass")
# The clauses of one thought: "was taken to a hospital, where he died", "was shot and later he died".
CLAUSES = frozenset(("relcl", "advcl", "conj", "acl"))


def find_died_later(parsed: Parsed, amounts: Amounts) -> Iterator[Found[Harm]]:
    """Yield the death of one person who is hurt or carried off in the same sentence or the one before.

    A pronoun alone tells nobody: who it is must be the only one to whom that is done there.
    """
    for number, sentence in enumerate(parsed.sentences):
        if sentence.heading or not any(_is_he(parsed, i) for i in range(sentence.first, sentence.last)):
            continue
        line = Line(parsed, sentence, amounts)
        for i in range(sentence.first, sentence.last):
            verb = parsed.tokens[i].head
            told = _is_he(parsed, i) and is_told_of(line, i, verb) and _dies(parsed, line, verb)
            if told and _is_known(parsed, amounts, number, i, verb):
                figure = Figure(1, 1, "exact", "killed")
                yield Found(Harm(figure, _cue(line, verb)), i, i + 1, i)
                return


def _is_he(parsed: Parsed, i: int) -> bool:
    return parsed.tokens[i].text.lower() in PRONOUNS and parsed.tokens[i].dep in SUBJECTS


def _dies(parsed: Parsed, line: Line, verb: int) -> bool:
    cues, word = line.amounts.cues, line.word(_cue(line, verb))
    deadly = "killed" in (cues.ends.get(word), cues.states.get(word), cues.verbs.get(word))
    return deadly and not parsed.children(verb, "neg")


def _cue(line: Line, verb: int) -> int:
    """Return the word of harm: the verb, or the "dead" behind it."""
    behind = range(verb, min(verb + 4, line.sentence.last))
    return next((k for k in behind if line.effect(k)), verb)


def _is_known(parsed: Parsed, amounts: Amounts, number: int, i: int, verb: int) -> bool:
    """Return whether one person, and one alone, was hurt or carried off in the clause above or in the sentence before."""
    above = parsed.tokens[verb].head
    if parsed.tokens[verb].dep in CLAUSES and above != verb:
        while parsed.tokens[above].dep in ("pobj", "prep", "dobj"):
            above = parsed.tokens[above].head
        if above < i and _hurt(parsed, amounts, above):
            return True
    if number == 0:
        return False
    before = parsed.sentences[number - 1]
    hurt = [one for k in range(before.first, before.last) for one in _hurt(parsed, amounts, k)]
    return len(hurt) == 1


def _hurt(parsed: Parsed, amounts: Amounts, verb: int) -> list[int]:
    """Return the one person to whom a verb of striking or carrying off is done."""
    token = parsed.tokens[verb]
    struck = token.text.lower() in amounts.struck or amounts.cues.verbs.get(token.text.lower()) == "wounded"
    if not (struck or token.lemma.lower() in amounts.carried) or token.pos != "VERB":
        return []
    return [one for one in parsed.children(verb, "nsubjpass", "dobj") if _is_one(parsed, amounts, one)]


def _is_one(parsed: Parsed, amounts: Amounts, i: int) -> bool:
    token = parsed.tokens[i]
    word = token.text.lower()
    person = word in amounts.people.status or word == "victim" or token.label == "PERSON" or word == "old"
    return person and token.tag in ("NN", "NNP", "JJ") and not parsed.children(i, "conj")
