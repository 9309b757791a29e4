"""Habits: what is told as done again and again, or over months and years, and is no event of one day."""

from collections.abc import Iterator

from truceline.extract.calendar_words import MONTHS
from truceline.extract.spread import is_one
from truceline.extract.triggers import Cluster, is_light
from truceline.knowledge.happenings import Happenings
from truceline.model.parsed import Parsed

# So many steps up from the word to the verb that carries it.
CLIMB = 6
# So many raids are no single operation: the largest of one night had some thirty.
CAMPAIGN = 100
POINTING = frozenset(("the", "this", "that", "these", "those"))
# "Accused them of raids", "criticised for attacks": what is complained of is carried by the complaint.
COMPLAINTS = frozenset(
    ("accuse", "blame", "criticise", "criticize", "charge", "denounce", "condemn", "suspect")
)
GOING_ON = frozenset(("continue", "keep", "use", "go", "resume", "see", "suffer", "endure", "face"))
# Stretches that no one event fills: "for two years", "in recent months".
LONG = frozenset(("year", "month", "week", "decade"))
STRETCHES = frozenset(("for", "over", "in", "during", "throughout", "within"))
# "Since the summer", "since late 2014", "since the start of the war": how a long time back is named.
LONG_AGO = frozenset(
    ("year", "month", "summer", "winter", "spring", "autumn", "start", "beginning", "outbreak", "onset", "decade")
)  # fmt: skip
WAGED = frozenset(("wage", "rage"))
# "Has previously shelled it"; "Previously a man shot at us" tells what came first.
EARLIER = frozenset(("previously", "formerly"))


def habitual(parsed: Parsed, cluster: Cluster, words: Happenings) -> bool:
    """Return whether it is told as what usually happens or used to: background, no event of its own.

    "Regularly shells the town", "had in the past accused it of raids", "those who attack our towns".
    """
    return any(_is_usual(parsed, node, words) for node in _nodes(parsed, cluster, words)) or any(
        _is_general(parsed, head) for head in cluster.heads
    )


def lasting(parsed: Parsed, cluster: Cluster, words: Happenings) -> bool:
    """Return whether it went on over months: "has been carrying out raids since 2014". A siege lasts, and is one."""
    if cluster.kind == "siege" or any(is_one(parsed, head) for head in cluster.heads):
        return False
    return any(_is_long(parsed, node, words) for node in _nodes(parsed, cluster, words)) or any(
        _is_campaign(parsed, head, words) for head in cluster.heads
    )


def _is_campaign(parsed: Parsed, noun: int, words: Happenings) -> bool:
    """See "has carried out more than 450 raids": more than one operation makes, up to now."""
    counts = (parsed.tokens[c].text.replace(",", "") for c in parsed.children(noun, "nummod"))
    if not any(count.isdigit() and int(count) >= CAMPAIGN for count in counts):
        return False
    verbs = _carriers(parsed, noun, words)
    return any(parsed.tokens[c].tag in ("VBZ", "VBP") for verb in verbs for c in parsed.children(verb, "aux"))


def _nodes(parsed: Parsed, cluster: Cluster, words: Happenings) -> Iterator[int]:
    """Yield the words that tell of it, and the verbs that carry them."""
    for head in cluster.heads:
        yield head
        yield from _carriers(parsed, head, words)


def _carriers(parsed: Parsed, head: int, words: Happenings) -> Iterator[int]:
    """Yield the verbs that carry the word: "carrying out", "continue" over "raids", "accused" over "of using it in raids"."""
    i = head
    for _ in range(CLIMB):
        token = parsed.tokens[i]
        above = token.head
        joined = i != head and _is_joined(parsed, i)
        if above == i or not (joined or (not _points(parsed, i) and _is_carried(parsed, i, words))):
            return
        i = above
        if parsed.tokens[i].pos in ("VERB", "AUX"):
            yield i


def _is_joined(parsed: Parsed, doer: int) -> bool:
    """See "is regularly hit by Xland as well as the coalition targeting the Ys": what holds for the one doer holds for the other."""
    token = parsed.tokens[doer]
    if token.pos not in ("NOUN", "PROPN") or token.label in ("DATE", "TIME"):
        return False
    return token.dep == "npadvmod" or (
        token.dep == "conj" and parsed.tokens[token.head].dep in ("pobj", "npadvmod")
    )


def _points(parsed: Parsed, noun: int) -> bool:
    """See "the raid", "its raid": whatever is said of it again and again, it was one."""
    beside = parsed.children(noun, "det", "poss")
    return any(parsed.tokens[c].text.lower() in POINTING or parsed.tokens[c].dep == "poss" for c in beside)


def _is_carried(parsed: Parsed, i: int, words: Happenings) -> bool:
    token, above = parsed.tokens[i], parsed.tokens[i].head
    if token.dep in ("dobj", "nsubj", "nsubjpass"):
        lemma = parsed.tokens[above].lemma.lower()
        return is_light(parsed, above, words) or lemma in GOING_ON | COMPLAINTS | words.attempts
    if token.dep in ("acl", "advcl"):
        # "the coalition bombing the militants", not "the town hit by a raid"
        return token.tag == "VBG" and not parsed.children(i, "mark")
    # "Regularly shells towns, including a raid that killed nine": the raid was one.
    return token.dep in ("pobj", "prep", "pcomp", "agent", "xcomp") and token.text.lower() != "including"


def _is_usual(parsed: Parsed, node: int, words: Happenings) -> bool:
    """See "regularly", "daily raids", "has previously shelled it", "in the past"."""
    beside = {parsed.tokens[c].text.lower() for c in parsed.children(node, "advmod", "amod")}
    perfect = any(parsed.tokens[c].lemma == "have" for c in parsed.children(node, "aux"))
    # "In recent months the army has waged an offensive there": what the news of the day stands before.
    if perfect and parsed.tokens[node].lemma.lower() in WAGED:
        return True
    if beside & words.generic_adverbs or (perfect and beside & EARLIER):
        return True
    return any(
        parsed.tokens[p].text.lower() == "past" and parsed.tokens[p].pos == "NOUN"
        for prep in parsed.children(node, "prep")
        if parsed.tokens[prep].text.lower() == "in"
        for p in parsed.children(prep, "pobj")
    )


def _is_long(parsed: Parsed, node: int, words: Happenings) -> bool:
    """See "since the summer of 2014", "for more than two years", "in recent months" on the verb `node`."""
    if parsed.tokens[node].pos not in ("VERB", "AUX") or _is_record(parsed, node):
        return False
    for i in parsed.subtree(node):
        word = parsed.tokens[i].text.lower()
        if i < node or word not in STRETCHES | {"since"} or _clause(parsed, i) != node:
            continue
        if word == "since" and _is_long_ago(parsed, i, words):
            return True
        if word in STRETCHES and any(_is_stretch(parsed, p) for p in parsed.children(i, "pobj")):
            return True
    return False


def _clause(parsed: Parsed, i: int) -> int:
    """Return the verb of the clause in which a preposition stands; of "since the war began", the verb over the clause."""
    start = parsed.tokens[i].head if parsed.tokens[i].dep == "mark" else i
    return next((a for a in parsed.ancestors(start) if parsed.tokens[a].pos in ("VERB", "AUX")), i)


def _is_record(parsed: Parsed, node: int) -> bool:
    """See "the worst attack in months": it is one."""
    sentence = parsed.sentences[parsed.tokens[node].sentence]
    return any(
        (t.tag == "JJS" and t.text.lower() not in ("least", "most")) or t.text.lower() == "first"
        for t in parsed.tokens[sentence.first : sentence.last]
    )


def _is_stretch(parsed: Parsed, noun: int) -> bool:
    """See "two years", "months", "recent weeks"; "last week", "a week" and "the year 2014" are no stretches."""
    token = parsed.tokens[noun]
    return token.lemma.lower() in LONG and token.tag == "NNS"


def _is_long_ago(parsed: Parsed, since: int, words: Happenings) -> bool:
    """Return whether "since" reaches back over months: a year, a season or a war is named, or a month and no day."""
    below = parsed.tokens[since].head if parsed.tokens[since].dep == "mark" else since
    told = [parsed.tokens[i] for i in parsed.subtree(below) if i > since]
    lemmas = {token.lemma.lower() for token in told}
    if lemmas & (LONG_AGO | words.background_subjects):
        return True
    numbers = [token.text for token in told if token.text.isdigit()]
    if any(len(number) == 4 for number in numbers):
        return not any(len(number) <= 2 for number in numbers)
    return bool(lemmas & MONTHS.keys()) and not numbers


def _is_general(parsed: Parsed, head: int) -> bool:
    """See "those who attack our towns", "bombing hospitals remains common", "has been accused of raids on towns": no day is meant."""
    token = parsed.tokens[head]
    if token.dep == "relcl" and token.tag in ("VBP", "VBZ"):
        return any(parsed.tokens[c].tag in ("WDT", "WP") for c in parsed.children(head, "nsubj"))
    if token.dep == "ccomp" and token.tag == "VBP":
        # "They say the two armies deliberately target hospitals": which, they do not say.
        done_to = parsed.children(head, "dobj")
        return bool(done_to) and all(_is_bare(parsed, i) for i in done_to) and not _is_now(parsed, head)
    if token.dep == "csubj":
        return parsed.tokens[token.head].tag in ("VBZ", "VBP")
    return _is_conduct(parsed, head)


def _is_now(parsed: Parsed, verb: int) -> bool:
    """Return whether a verb has a place or a day beside it: "say that warplanes hit houses in Xtown"."""
    return bool(parsed.children(verb, "prep", "npadvmod", "aux"))


def _is_bare(parsed: Parsed, noun: int) -> bool:
    """Return whether a plural stands with no word that points or counts: "attacks", "hospitals"."""
    return parsed.tokens[noun].tag == "NNS" and not parsed.children(noun, "det", "nummod", "poss")


def _is_conduct(parsed: Parsed, noun: int) -> bool:
    """See "they have been accused of attacks on towns": conduct, not the attack of the day."""
    bare = _is_bare(parsed, noun)
    for above in parsed.ancestors(noun) if bare else ():
        if parsed.tokens[above].lemma.lower() in COMPLAINTS:
            return any(parsed.tokens[c].tag in ("VBZ", "VBP") for c in parsed.children(above, "aux"))
        if parsed.tokens[above].dep not in ("prep", "pcomp", "pobj", "agent"):
            return False
    return False
