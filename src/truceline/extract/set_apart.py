"""Set apart: what a sentence names that belongs to a deal, or to another time, and not to the event beside it."""

from collections.abc import Sequence
from functools import lru_cache

from truceline.extract.reprisals import answered_clauses
from truceline.knowledge.happenings import Happenings
from truceline.model.parsed import Found, Parsed
from truceline.model.when import A_WEEK, When

# "A day after the raid", "hours before it": the words that count the time between two things.
UNITS = frozenset(("minute", "hour", "day", "night", "week", "month", "year", "moment"))
SIDES = frozenset(("after", "before"))
# "Began right after the raid": it is another.
AT_ONCE = frozenset(("right", "immediately", "shortly", "soon", "straight", "directly"))
# "The last attack on the shrine, on 25 April": the one before the one that the report is about.
BEFORE_THIS = frozenset(("last", "previous", "earlier", "prior"))
KNOWN = frozenset(("the", "that", "this", "those", "these"))
# "The heavy air strikes": so many words from the one before them on.
PHRASE = 5
BEGUN = frozenset(("begin", "start", "launch", "erupt", "resume", "come"))
# What is done because of another deed.
ANSWERS = frozenset(
    (
        "response",
        "retaliation",
        "revenge",
        "reprisal",
        "retribution",
        "reaction",
        "answer",
        "vengeance",
        "pretext",
        "excuse",
        "justification",
    )
)
# Sentences whose clauses are kept at hand: one is asked about for each pair of what it tells.
AT_HAND = 256
# What a clause has to be to hang on a deal: "the truce agreed in Xtown", "a deal that they signed there".
CLAUSES = ("acl", "relcl", "advcl", "conj", "ROOT", "ccomp", "xcomp", "pcomp", "dep")


def of_deal(parsed: Parsed, i: int, heads: Sequence[int], words: Happenings) -> bool:
    """Return whether token `i` hangs on a deal or on the making of one, before it hangs on an event's head.

    "The Xtown truce", "a truce in Xtown", "since both signed a truce at Xtown on September 3": place and day of the deal.
    """
    for node in (i, *parsed.ancestors(i)):
        if node in heads or _before_mark(parsed, i, node):
            return False
        if _is_deal(parsed, node, words) or _makes_deal(parsed, node, words):
            return True
    return False


def _before_mark(parsed: Parsed, i: int, verb: int) -> bool:
    """Return whether token `i` stands before the "after" of the verb's clause: "in Xtown six days after they signed"."""
    marks = [c for c in parsed.children(verb, "mark") if parsed.tokens[c].text.lower() in (*SIDES, "since")]
    return any(i < mark for mark in marks)


def _is_deal(parsed: Parsed, i: int, words: Happenings) -> bool:
    return parsed.tokens[i].pos in ("NOUN", "PROPN") and parsed.tokens[i].lemma.lower() in words.deals


def _makes_deal(parsed: Parsed, verb: int, words: Happenings) -> bool:
    """See "signed a truce", "a truce was agreed", "the truce they reached", "the ceasefire agreed in Xtown"."""
    token = parsed.tokens[verb]
    if token.pos != "VERB" or token.lemma.lower() not in words.dealing or token.dep not in CLAUSES:
        return False
    done_to = parsed.children(verb, "dobj", "nsubjpass")
    # "Despite the ceasefire agreed in Xtown" is parsed as a second verb.
    bare = not parsed.children(verb, "nsubj", "nsubjpass", "aux", "auxpass", "dobj")
    before = [verb - 1] if verb and bare else []
    described = [token.head] if token.dep in ("acl", "relcl") else []
    return any(_is_deal(parsed, j, words) for j in (*done_to, *before, *described))


def apart_in_time(parsed: Parsed, one: Sequence[int], other: Sequence[int]) -> bool:
    """Return whether one sentence tells two events, by their heads, as one after the other: "a day after a raid on X"."""
    number = parsed.tokens[one[0]].sentence
    if number != parsed.tokens[other[0]].sentence:
        return False
    return any(
        all(i in clause for i in one) != all(i in clause for i in other) for clause in _timed(parsed, number)
    )


def only_opens(parsed: Parsed, heads: Sequence[int], cue: int) -> bool:
    """See "Days after a raid on the port a bomb killed nine": the raid only leads up to what the sentence tells."""
    first = parsed.sentences[parsed.tokens[cue].sentence].first
    return any(
        all(i in clause for i in heads)
        and cue not in clause
        and not any(parsed.tokens[j].pos in ("VERB", "AUX") for j in range(first, min(clause)))
        for clause in _timed(parsed, parsed.tokens[cue].sentence)
    )


@lru_cache(AT_HAND)
def _timed(parsed: Parsed, number: int) -> list[frozenset[int]]:
    """Return the clauses and phrases after "a day after", "hours before", "a response to", "followed"."""
    sentence = parsed.sentences[number]
    found = [*answered_clauses(parsed, sentence)]
    for i in range(sentence.first + 1, sentence.last):
        if parsed.tokens[i].text.lower() in SIDES and parsed.tokens[i - 1].lemma.lower() in UNITS:
            above = parsed.tokens[i].head if parsed.tokens[i].dep == "mark" else i
            torn = {j for c in parsed.subtree(above) if _is_torn_on(parsed, c) for j in parsed.subtree(c)}
            found.append(frozenset(j for j in parsed.subtree(above) if j > i and j not in torn))
        elif _is_answered(parsed, i) or _is_begun_after(parsed, i):
            above = parsed.tokens[i].head if parsed.tokens[i].dep == "mark" else i
            found.append(frozenset(j for j in parsed.subtree(above) if j > i))
        elif followed := _followed(parsed, i):
            found.append(followed)
        if parsed.tokens[i].text.lower() == "since" and _compared(parsed, sentence.first, i):
            above = parsed.tokens[i].head if parsed.tokens[i].dep == "mark" else i
            found.append(frozenset(j for j in parsed.subtree(above) if j > i))
    return found


def _compared(parsed: Parsed, first: int, last: int) -> bool:
    """See "the deadliest attack since gas killed hundreds in Xtown": what it is held against is another."""
    return any(
        parsed.tokens[i].tag in ("JJS", "RBS") and parsed.tokens[i].text.lower() not in ("least", "most")
        for i in range(first, last)
    )


def _is_begun_after(parsed: Parsed, i: int) -> bool:
    """See "an offensive began right after the posts were bombed": the one is not the other."""
    if parsed.tokens[i].text.lower() != "after" or parsed.tokens[i - 1].text.lower() not in AT_ONCE:
        return False
    clause = parsed.tokens[i].head if parsed.tokens[i].dep == "mark" else i
    return parsed.tokens[parsed.tokens[clause].head].lemma.lower() in BEGUN


def _is_answered(parsed: Parsed, i: int) -> bool:
    """See "a response to the raid", "in revenge for it", "comes after a raid": behind the preposition `i` stands another event."""
    above = parsed.tokens[parsed.tokens[i].head].lemma.lower()
    if parsed.tokens[i].dep != "prep":
        return False
    if parsed.tokens[i].text.lower() in ("to", "for", "against"):
        return above in ANSWERS
    return parsed.tokens[i].text.lower() == "after" and above == "come"


def follows(parsed: Parsed, verb: int, words: Happenings) -> bool:
    """See "fighters rocketed the base after the strikes": two deeds; "nine were killed after the blast" is one."""
    sentence = parsed.sentences[parsed.tokens[verb].sentence]
    return any(
        (parsed.tokens[j].lemma.lower(),) in words.nouns
        for i in range(verb + 1, sentence.last)
        if (behind := _followed(parsed, i)) and _doing_before(parsed, i) == verb
        for j in behind
    )


def _followed(parsed: Parsed, i: int) -> frozenset[int]:
    """Return the words behind "after", where something known is named there after which somebody did something to something."""
    if parsed.tokens[i].text.lower() != "after":
        return frozenset()
    last = parsed.sentences[parsed.tokens[i].sentence].last
    known = i + 1 < last and parsed.tokens[i + 1].text.lower() in KNOWN
    if not known or _doing_before(parsed, i) is None:
        return frozenset()
    return frozenset(range(i + 1, min(i + PHRASE, last)))


def _doing_before(parsed: Parsed, i: int) -> int | None:
    """Return the last verb before a word, if it tells who did something to what."""
    first = parsed.sentences[parsed.tokens[i].sentence].first
    verb = next((j for j in range(i - 1, first, -1) if parsed.tokens[j].tag in ("VBD", "VBZ", "VBP")), None)
    done = verb is not None and parsed.children(verb, "nsubj") and parsed.children(verb, "dobj")
    return verb if done else None


def is_answered(parsed: Parsed, noun: int) -> bool:
    """See "in retaliation for the killing of a pilot": the deed that others answered, which is none of theirs."""
    above = parsed.tokens[noun].head
    return parsed.tokens[noun].dep == "pobj" and _is_answered(parsed, above)


def _is_torn_on(parsed: Parsed, i: int) -> bool:
    """See "days after a raid on the port | a woman was killed": with its own subject, and nothing left out, it describes no raid."""
    subjects = parsed.children(i, "nsubjpass")
    return parsed.tokens[i].dep == "relcl" and any(
        parsed.tokens[s].tag not in ("WDT", "WP", "WP$") for s in subjects
    )


def only_sets_apart(parsed: Parsed, date: Found[When]) -> bool:
    """Return whether a date says no more than how long after another thing: "just a day after"."""
    close = parsed.tokens[date.last - 1].text.lower() in SIDES
    return close and date.value.first is None and date.value.last is None


def only_compares(parsed: Parsed, heads: Sequence[int], date: Found[When]) -> bool:
    """See "the latest attack in recent weeks", "the worst raid in months": the weeks are what it is held against."""
    first, last = date.value.first, date.value.last
    if first is None or last is None or last - first <= A_WEEK:
        return False
    return any(
        parsed.tokens[c].tag in ("JJS", "RBS") or parsed.tokens[c].text.lower() == "latest"
        for head in heads
        for c in parsed.children(head, "amod", "advmod")
    )


def looks_back(parsed: Parsed, noun: int, date: Found[When] | None) -> bool:
    """See "The last attack on the shrine on 25 April killed seven", told in June: not the one that the report is about.

    Its day was taken for that of the lead, which gives none, and the lead's dead were laid to April.
    """
    published = parsed.doc.published
    if date is None or date.value.last is None or published is None or published.first is None:
        return False
    beside = {parsed.tokens[c].text.lower() for c in parsed.children(noun, "amod")}
    # A report of a week's end calls an attack of its days "the last" too.
    return bool(beside & BEFORE_THIS) and date.value.last < published.first - A_WEEK
