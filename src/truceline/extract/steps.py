"""Duties told as steps in the sentences after a deal: "First, both sides are to …", "The Council must …"."""

from collections.abc import Mapping, Sequence

from truceline.extract.attached import statement_at
from truceline.extract.duties import Owed
from truceline.extract.namings import Naming
from truceline.extract.standings import Setting
from truceline.model.parsed import Parsed, Sentence
from truceline.model.terms import Term

FINITE = frozenset({"VBD", "VBZ", "VBP"})
STRICT = frozenset({"must", "shall"})
OWN = frozenset({"ROOT", "conj", "ccomp"})
# How many sentences of steps may follow one that names the deal; the longest lists of news have eight.
LONGEST_RUN = 12


def with_steps(setting: Setting, first: Mapping[int, int]) -> dict[int, int]:
    """Return which sentence speaks of which deal, with the run of steps that follows a sentence that does."""
    parsed, found = setting.parsed, dict(first)
    for number in sorted(first):
        for after in range(number + 1, min(number + LONGEST_RUN, len(parsed.sentences))):
            near = parsed.sentences[after].paragraph - parsed.sentences[after - 1].paragraph <= 1
            if after in first and first[after] == first[number]:
                continue
            goes_on = step_verbs(setting, parsed.sentences[after]) or introduces(
                setting, parsed.sentences[after]
            )
            if after in first or not near or not goes_on:
                break
            found[after] = first[number]
    return found


def step_verbs(setting: Setting, sentence: Sentence) -> list[int]:
    """Return the verbs of a sentence that owe something strictly: "is to", "must", "has to", "shall"; not another's demand."""
    if sentence.heading:
        return []
    verbs = [i for i in range(sentence.first, sentence.last) if _owes(setting.parsed, i)]
    return [i for i in verbs if not _is_said(setting, i)]


def _owes(parsed: Parsed, i: int) -> bool:
    token = parsed.tokens[i]
    if token.pos not in ("VERB", "AUX") or token.dep not in OWN:
        return False
    if any(parsed.tokens[c].lemma.lower() in STRICT for c in parsed.children(i, "aux")):
        return True
    inner = [c for c in parsed.children(i, "xcomp") if parsed.tokens[c].tag in ("VB", "VBN")]
    to = any(parsed.tokens[a].tag == "TO" for c in inner for a in parsed.children(c, "aux"))
    has_to = token.lemma == "have" and not parsed.children(i, "dobj")
    is_to = token.lemma == "be" and token.tag in FINITE and not parsed.children(i, "acomp", "attr")
    return to and (has_to or is_to)


def _is_said(setting: Setting, i: int) -> bool:
    word = setting.parsed.tokens[i]
    return statement_at(setting.statements, word.start, word.end) is not None


def in_steps(setting: Setting, namings: Sequence[Naming], owed: Sequence[Owed]) -> list[Owed]:
    """Number the duties of a list ("four steps: first …, finally …"), each after the one before it."""
    parsed, found = setting.parsed, list(owed)
    run = [n for n, one in enumerate(found) if _listed(setting, one)]
    if len(run) < 2 or not (_announced(setting, namings, found[run[0]]) or _opens(setting, found[run[0]])):
        return found
    for place, n in enumerate(run, start=1):
        before = found[run[place - 2]].what if place > 1 else None
        after = parsed.span(before.first, before.last).quote if before else None
        found[n] = found[n]._replace(order=place, after=after)
    return found


def _listed(setting: Setting, one: Owed) -> bool:
    sentence = setting.parsed.sentences[setting.parsed.tokens[one.first].sentence]
    return not one.order and bool(step_verbs(setting, sentence))


def _opens(setting: Setting, one: Owed) -> bool:
    sentence = setting.parsed.sentences[setting.parsed.tokens[one.first].sentence]
    return leads(setting.parsed, sentence, setting.deals.duties.first)


def _announced(setting: Setting, namings: Sequence[Naming], step: Owed) -> bool:
    """Return whether a sentence that names the deal, or the one before the steps, tells that a list follows."""
    parsed = setting.parsed
    rows = {parsed.tokens[naming.head].sentence for naming in namings}
    rows.add(max(parsed.tokens[step.first].sentence - 1, 0))
    return any(introduces(setting, parsed.sentences[row]) for row in rows)


def is_list(setting: Setting, sentences: Sequence[Sentence]) -> bool:
    """Return whether these sentences tell a list of steps: one introduces it, or one begins with "First"."""
    first = setting.deals.duties.first
    return any(introduces(setting, one) or leads(setting.parsed, one, first) for one in sentences)


def is_of_party(setting: Setting, term: Term, one: Owed) -> bool:
    """Return whether who owes is bound by the deal: after "a truce took effect", "A is to play B" owes nothing else."""
    sides = {setting.cast.side(party.actor) for party in term.parties if party.role == "party"}
    return bool(one.who.actors) and {setting.cast.side(actor) for actor in one.who.actors} <= sides


def introduces(setting: Setting, sentence: Sentence) -> bool:
    """Return whether a sentence tells that a list follows: "the text sets out four steps"."""
    parsed, deals = setting.parsed, setting.deals
    words = range(sentence.first, sentence.last)
    counted = any(
        parsed.tokens[i].lemma.lower() in deals.duties.listing and parsed.children(i, "nummod") for i in words
    )
    nouns = deals.deal_nouns()
    forms = [(parsed.tokens[i].text.lower(), parsed.tokens[i].lemma.lower()) for i in words]
    of_deal = any(nouns.at(forms, i) or set(forms[i]) & deals.texts for i in range(len(forms)))
    return counted and of_deal


def leads(parsed: Parsed, sentence: Sentence, phrases: Sequence[str]) -> bool:
    """Return whether a sentence begins with one of some phrases."""
    words = " ".join(t.text.lower() for t in parsed.tokens[sentence.first : sentence.first + 6])
    return any(f"{words} ".startswith(f"{phrase} ") for phrase in phrases)
