"""Where a document names a deal: the noun, its kind, and whether it is a deal or only hoped for."""

from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

from truceline.extract.clauses import Governor, around, governors, modal, subjects
from truceline.knowledge.deals import Deals
from truceline.model.parsed import Parsed
from truceline.model.terms import AgreementKind

Standing = Literal["real", "proposed", "process", "bare", "pronoun"]
# How far up the sentence a word of hoping is looked for ("an effort at reaching an accord": three steps).
HOPE_REACH = 4
TOPIC = frozenset({"on", "about", "over", "towards", "toward"})
TOWARDS = TOPIC | {"of", "for", "to", "at"}
KINDS_FROM_FAR = ("evacuation", "safe_zone", "cooperation")


class Naming(NamedTuple):
    """Words that name a deal, mostly a noun; `first` to `last` (half-open) are the words themselves.

    `standing` tells a deal that exists from one that is proposed, from what carries a deal out ("the evacuation"), from
    a breach that names no deal ("30 breaches"), and from an "it" under a verb that speaks of deals alone.
    """

    first: int
    last: int
    head: int
    kind: AgreementKind
    plural: bool
    definite: bool
    other: bool
    standing: Standing


def find_namings(parsed: Parsed, deals: Deals) -> list[Naming]:
    """Return the places where the document names a deal, in the order of the text; hoped-for deals are left out."""
    found = _without_verbs(parsed, deals, list(_nouns(parsed, deals)))
    taken = {i for naming in found for i in range(naming.first, naming.last)}
    found.extend(naming for naming in _processes(parsed, deals) if naming.head not in taken)
    found.extend(_accords(parsed, deals))
    found.extend(_pronouns(parsed, deals))
    return sorted(found)


def _without_verbs(parsed: Parsed, deals: Deals, found: list[Naming]) -> list[Naming]:
    """Leave out "to cease fire" where a deal is named before: it is what that deal asks, unless it is agreed anew."""
    kept: list[Naming] = []
    for naming in found:
        verb = parsed.tokens[naming.first]
        done = verb.pos == "VERB" and naming.last - naming.first > 1
        agreed = parsed.tokens[verb.head].lemma.lower() in deals.binding
        if not (done and kept and not agreed):
            kept.append(naming)
    return kept


def _forms(parsed: Parsed) -> list[tuple[str, str]]:
    return [(token.text.lower(), token.lemma.lower()) for token in parsed.tokens]


def _nouns(parsed: Parsed, deals: Deals) -> Iterator[Naming]:
    forms, nouns, others = _forms(parsed), deals.deal_nouns(), deals.other_nouns()
    i = 0
    while i < len(forms):
        skipped = others.at(forms, i)
        if skipped:
            i += skipped[0]
            continue
        match = nouns.at(forms, i)
        if match and _is_noun(parsed, i, match[0]):
            head = _head(parsed, i, i + match[0])
            naming = _naming(parsed, deals, (i, i + match[0], head), match[1])
            if naming:
                yield naming
            i += match[0]
            continue
        if parsed.tokens[i].lemma.lower() in deals.halts and _is_halt(parsed, deals, i):
            halt = _naming(parsed, deals, (i, i + 1, i), "humanitarian_pause")
            if halt:
                yield halt
        i += 1


def _is_noun(parsed: Parsed, first: int, length: int) -> bool:
    return parsed.tokens[first + length - 1].pos in ("NOUN", "PROPN")


def _head(parsed: Parsed, first: int, last: int) -> int:
    """Return the noun on which the phrase hangs: its own last word, or the noun that it stands before ("truce deal")."""
    head = last - 1
    for i in range(first, last):
        if not first <= parsed.tokens[i].head < last:
            head = i
    return head


def _is_halt(parsed: Parsed, deals: Deals, i: int) -> bool:
    if parsed.tokens[i].pos != "NOUN":
        return False
    below = {parsed.tokens[j].lemma.lower() for j in parsed.subtree(i)}
    marked = below & deals.halt_marks or any(
        parsed.tokens[c].text.lower() == "the" for c in parsed.children(i, "det")
    )
    return bool(below & deals.halted or marked)


def _naming(parsed: Parsed, deals: Deals, where: tuple[int, int, int], kind: str) -> Naming | None:
    described = _described(parsed, deals, where, kind, "real")
    if _is_proposed(parsed, deals, described):
        return described._replace(standing="proposed")
    return None if is_hoped(parsed, deals, described) else described


def _described(
    parsed: Parsed, deals: Deals, where: tuple[int, int, int], kind: str, standing: Standing
) -> Naming:
    first, last, head = where
    token = parsed.tokens[head if kind != "other" else last - 1]
    lead = [
        parsed.tokens[i]
        for i in parsed.subtree(head)
        if i < last and parsed.tokens[i].head in range(first, head + 1)
    ]
    words = {one.lemma.lower() for one in lead} | {one.text.lower() for one in lead}
    definite = bool(words & {"the", "this", "that", "these", "those", "such"}) or any(
        parsed.tokens[c].dep == "poss" for c in parsed.children(head)
    )
    return Naming(
        first=first,
        last=last,
        head=head,
        kind=cast(AgreementKind, kind if kind != "other" else _kind_around(parsed, deals, head)),
        plural=token.tag in ("NNS", "NNPS"),
        definite=definite,
        other=bool(words & (deals.another if definite else deals.another | deals.new))
        and not words & deals.same_again,
        standing=standing,
    )


def _kind_around(parsed: Parsed, deals: Deals, head: int) -> str:
    """Return the kind that the words on and over an undecided noun give it ("evacuated under a deal")."""
    near = {parsed.tokens[i].lemma.lower() for i in parsed.subtree(head)}
    for governor in governors(parsed, head):
        near.add(parsed.tokens[governor.token].lemma.lower())
        near.update(parsed.tokens[i].lemma.lower() for i in parsed.children(governor.token))
    return next((kind for kind in KINDS_FROM_FAR if near & deals.kind_words[kind]), "other")


def _is_proposed(parsed: Parsed, deals: Deals, naming: Naming) -> bool:
    if any(
        parsed.tokens[c].lemma.lower() in deals.proposed_adjectives
        for c in parsed.children(naming.head, "amod")
    ):
        return True
    for governor in governors(parsed, naming.head):
        lemma = parsed.tokens[governor.token].lemma.lower()
        if governor.role == "of" and lemma in deals.proposed_nouns:
            return True
        if governor.role == "object" and lemma in deals.proposed_verbs and not naming.definite:
            return True
    return False


def is_hoped(parsed: Parsed, deals: Deals, naming: Naming) -> bool:
    """Return whether the deal is only hoped for, asked for or talked about ("an effort to secure an accord")."""
    determiners = {parsed.tokens[c].text.lower() for c in parsed.children(naming.head, "det")}
    if determiners & deals.hoped_determiners:
        return True
    if naming.definite:
        return False
    preposition = parsed.tokens[parsed.tokens[naming.head].head]
    if parsed.tokens[naming.head].dep == "pobj" and preposition.lemma.lower() in TOPIC:
        # "Agreed on a truce" makes one; "talks on a truce" do not.
        upper = parsed.tokens[preposition.head]
        return not (upper.pos == "VERB" and upper.lemma.lower() in deals.binding)
    return any(_hopes(parsed, deals, governor, naming) for governor in governors(parsed, naming.head))


def _hopes(parsed: Parsed, deals: Deals, governor: Governor, naming: Naming) -> bool:
    """Follow infinitives and "of" upwards until a word of hoping, or a finite verb, is met."""
    at, finite = governor.token, False
    for _ in range(HOPE_REACH):
        token = parsed.tokens[at]
        lemma = token.lemma.lower()
        if token.pos in ("NOUN", "PROPN") and lemma in deals.hoped_nouns and governor.role != "subject":
            return True
        if token.pos == "VERB":
            finite = _is_finite(parsed, at)
            if governor.role != "subject" and _asks(parsed, deals, at):
                return True
            if modal(parsed, at) and governor.role != "subject" and not naming.plural:
                return True
        if finite or token.head == at or token.dep == "conj" or _turns_away(parsed, at):
            break
        at = token.head
    return False


def _is_finite(parsed: Parsed, verb: int) -> bool:
    tag = parsed.tokens[verb].tag
    return tag in ("VBD", "VBZ", "VBP") or (tag != "VB" and bool(parsed.children(verb, "aux", "auxpass")))


def _turns_away(parsed: Parsed, i: int) -> bool:
    """Return whether a preposition ends the chain of hoping ("efforts … as part of an agreement" hopes for no agreement)."""
    return parsed.tokens[i].pos == "ADP" and parsed.tokens[i].lemma.lower() not in TOWARDS


def _asks(parsed: Parsed, deals: Deals, verb: int) -> bool:
    """Return whether a verb asks for or works towards its object; what a deal calls for is its own content."""
    if parsed.tokens[verb].lemma.lower() not in deals.hoped_verbs:
        return False
    nouns = deals.deal_nouns()
    forms = _forms(parsed)
    return not any(nouns.at(forms, i) for i in subjects(parsed, verb))


def _processes(parsed: Parsed, deals: Deals) -> Iterator[Naming]:
    forms, nouns = _forms(parsed), deals.process_nouns()
    i = 0
    while i < len(forms):
        match = nouns.at(forms, i)
        if match and _is_noun(parsed, i, match[0]) and parsed.tokens[i + match[0] - 1].dep != "compound":
            head = _head(parsed, i, i + match[0])
            yield _described(parsed, deals, (i, i + match[0], head), match[1], "process")
            i += match[0]
            continue
        if bare_state(parsed, deals, i) and _is_bare(parsed, i, deals):
            yield _described(parsed, deals, (i, i + 1, i), "other", "bare")
        i += 1


def bare_state(parsed: Parsed, deals: Deals, i: int) -> str | None:
    """Return the state that a noun tells of the deal in focus, if it is one that does ("breaches", "the delay")."""
    lemma = parsed.tokens[i].lemma.lower()
    return next((state for state, nouns in deals.bare.items() if lemma in nouns), None)


def _is_bare(parsed: Parsed, i: int, deals: Deals) -> bool:
    """Return whether the noun names nothing that it is of, so that it can be the deal's in focus."""
    token = parsed.tokens[i]
    before = [
        c
        for c in parsed.children(i, "amod", "compound", "poss")
        if parsed.tokens[c].pos in ("NOUN", "ADJ", "PROPN")
    ]
    of = [
        p
        for p in parsed.children(i, "prep")
        if parsed.tokens[p].lemma in ("of", "in") and parsed.children(p, "pobj", "pcomp")
    ]
    definite = any(parsed.tokens[c].text.lower() == "the" for c in parsed.children(i, "det"))
    plain = token.pos == "NOUN" and token.dep != "compound" and not of and not before
    return plain and (definite or bare_state(parsed, deals, i) == "violated")


def _accords(parsed: Parsed, deals: Deals) -> Iterator[Naming]:
    """Find deals told by a verb alone: two sides "agreed to cooperate", one "offered to cooperate with" the other.

    "Agreed to meet on Friday" is a promise of one, so it must be cooperation, or work on a deal ("to set up a safe zone").
    """
    for i, token in enumerate(parsed.tokens):
        if token.dep != "xcomp" or token.tag != "VB":
            continue
        upper = parsed.tokens[token.head].lemma.lower()
        together = len(subjects(parsed, token.head)) > 1 or "with" in around(parsed, i)
        if not together or not (upper == "agree" or upper in deals.proposed_verbs):
            continue
        cooperating = token.lemma.lower() in deals.cooperating
        if cooperating or (upper == "agree" and _works_on_deal(parsed, deals, i)):
            standing: Standing = "real" if upper == "agree" else "proposed"
            yield Naming(
                token.head, i + 1, token.head, "cooperation", False, False, not cooperating, standing
            )


def _works_on_deal(parsed: Parsed, deals: Deals, verb: int) -> bool:
    forms, nouns = _forms(parsed), deals.deal_nouns()
    return any(match and match[1] != "other" for match in (nouns.at(forms, i) for i in parsed.subtree(verb)))


def _pronouns(parsed: Parsed, deals: Deals) -> Iterator[Naming]:
    """Find "it" under a verb that speaks of deals alone ("refused to extend it", "after it took effect")."""
    own = deals.own_phrases()
    for i, token in enumerate(parsed.tokens):
        if token.text.lower() == "it" and token.dep in ("dobj", "nsubj", "nsubjpass"):
            others = around(parsed, token.head)
            if own.around(parsed.tokens[token.head].lemma.lower(), others):
                yield Naming(i, i + 1, i, "other", False, True, False, "pronoun")
