"""Find the words of who speaks: the subject of a reporting verb, also where it is left out or stands elsewhere."""

from truceline.extract.able import can_speak
from truceline.extract.controls import TELLING, after_but, controller, is_dummy, is_told_before, issuer_of
from truceline.extract.misplaced import (
    MARKS,
    after_quotation,
    behind_the_harmed,
    first_subject,
    inverted,
    is_gone_on_from,
    who_said,
)
from truceline.extract.phrases import DAYS, LONGEST_NAME
from truceline.knowledge.speech import Speech
from truceline.model.parsed import Parsed, Token

# Steps up the tree from a verb to the subject that it shares; more never led to the right one.
FURTHEST = 6
# Endings of nouns for those who do something: "lawmaker", "senator", "activist", "politician".
# What opens a description and no name: "The Watch another group said".
SOME = frozenset(("a", "an", "another"))
# What prints reports: it is not reported itself.
PRINTING = (
    "agency",
    "medium",
    "media",
    "outlet",
    "observatory",
    "newspaper",
    "channel",
    "network",
    "website",
    "broadcaster",
    "daily",
)
NAME_PARTS = ("NOUN", "PROPN", "ADJ", "NUM", "ADP", "DET", "PART", "PUNCT")
SHARING = ("conj", "xcomp", "acomp", "advcl", "pcomp", "prep", "ccomp", "dep")


def is_passive(parsed: Parsed, v: int) -> bool:
    """Return whether the verb is passive, a bare participle ("asked about it, Ann said") included."""
    if v and parsed.tokens[v - 1].text in MARKS and any(s > v for s in parsed.children(v, "nsubj")):
        return False  # “… whatever it is” said Ann: the helping verb belongs to the quotation
    if parsed.children(v, "nsubjpass", "auxpass", "agent"):
        return not is_perfect(parsed, v)
    token = parsed.tokens[v]
    if _is_headless(parsed, v) or _reports(parsed, v):
        return False
    return (
        token.tag == "VBN"
        and token.dep in ("acl", "advcl", "amod", "relcl")
        and not parsed.children(v, "aux", "nsubj")
    )


def _is_headless(parsed: Parsed, v: int) -> bool:
    """See "The Brack news outlet reported that …", which the parser reads as a bare noun with a participle."""
    token = parsed.tokens[v]
    noun = parsed.tokens[token.head]
    alone = token.dep == "acl" and token.head == v - 1 and noun.dep == "ROOT" and token.lemma not in TELLING
    return alone and any(
        parsed.children(c, "mark") and parsed.tokens[c].pos in ("VERB", "AUX")
        for c in parsed.children(v, "ccomp")
    )


def _reports(parsed: Parsed, v: int) -> bool:
    """See "…in the town of Brack the news outlet reported on Friday": what it reports stands before, and it is not reported."""
    token = parsed.tokens[v]
    if token.lemma != "report" or token.tag != "VBN" or token.dep not in ("acl", "advcl"):
        return False
    last = parsed.sentences[token.sentence].last
    last = next((i for i in range(v + 1, last) if parsed.tokens[i].tag == "VBG"), last)
    dated = all(
        one.label in ("DATE", "TIME") or one.pos in ("ADP", "PUNCT") for one in parsed.tokens[v + 1 : last]
    )
    return dated and parsed.tokens[v - 1].lemma.lower() in PRINTING


def is_perfect(parsed: Parsed, v: int) -> bool:
    """Return whether the parser takes "he's sought to do it" for "he is sought"."""
    short = [a for a in parsed.children(v, "auxpass") if parsed.tokens[a].text in ("'s", "’s")]
    return (
        bool(short) and bool(parsed.children(v, "dobj", "xcomp", "ccomp")) and not parsed.children(v, "agent")
    )


def agent(parsed: Parsed, v: int) -> int | None:
    """Return the head of "by ..." of a passive verb or of a noun."""
    for by in parsed.children(v, "agent", "prep"):
        if parsed.tokens[by].lemma == "by":
            return next(iter(parsed.children(by, "pobj")), None)
    return None


def subject(parsed: Parsed, v: int, speech: Speech) -> int | None:
    """Return the head of who speaks at verb `v`, its own subject or the one that it shares."""
    token = parsed.tokens[v]
    if token.dep in ("compound", "amod") and token.tag in ("VBD", "VBZ", "VBP") and token.head > v:
        # "Said Ann Lee: “…”": the parser takes the verb that opens the sentence for a part of her name.
        return token.head
    mute: int | None = None
    node: int | None = _first_step(parsed, v, speech)
    for _ in range(FURTHEST):
        if node is None:
            break
        own = None if is_told_before(parsed, node, v, speech) else _own_subject(parsed, node, v, speech)
        if own is not None and is_dummy(parsed, own, node, v):
            return None
        # "the delay could spoil the plan, saying that ...": a delay says nothing; who speaks stands higher.
        if own is not None and not _is_passed_over(parsed, own, (node, v), speech):
            return own
        mute = own if mute is None and parsed.tokens[v].tag != "VBG" else mute
        if parsed.tokens[node].dep in ("acl", "relcl"):
            issuer = issuer_of(parsed, parsed.tokens[node].head)
            goes_on = node == v and is_gone_on_from(parsed, v, speech)
            # "said it ignores Norland's crimes urging it to act": nobody utters a crime.
            done = parsed.tokens[parsed.tokens[node].head].lemma in speech.acts | speech.crimes
            issuer = parsed.tokens[node].head if done else _sent(parsed, node, speech) or issuer
            if (
                _is_issued(parsed, node)
                and not goes_on
                and can_speak(parsed, issuer, speech)
                and not _is_told_to(parsed, issuer)
            ):
                return issuer
        node = _above(parsed, node, v)
    return mute


def _sent(parsed: Parsed, node: int, speech: Speech) -> int | None:
    """Return the letter of "sent letters to the council calling for peace", where the parser lets the council call."""
    to = parsed.tokens[node].head
    while parsed.tokens[to].dep in ("conj", "appos", "dep"):
        to = parsed.tokens[to].head
    prep = parsed.tokens[to].head
    if parsed.tokens[to].pos == "VERB" and to < node:
        # "sent letters to the chief (C) and the council": the bracket tears the council off.
        return next((i for i in parsed.children(to, "dobj") if parsed.tokens[i].lemma in speech.papers), None)
    if parsed.tokens[to].dep != "pobj" or parsed.tokens[prep].lemma != "to":
        return None
    above = parsed.tokens[prep].head
    sent = [i for i in (above, *parsed.children(above, "dobj")) if parsed.tokens[i].lemma in speech.papers]
    return sent[0] if sent else None


def _first_step(parsed: Parsed, v: int, speech: Speech) -> int:
    """Return where to look first: in "said it was unclear what caused it, adding ..." only who has spoken adds, or goes on reporting."""
    token = parsed.tokens[v]
    # "said that Ben still raids the town citing the death of ten": who killed them cites nothing.
    harmed = token.lemma == "cite" and any(
        parsed.tokens[o].lemma in speech.crimes | speech.harming | {"death", "casualty"}
        for o in parsed.children(v, "dobj")
    )
    if token.tag != "VBG" or (token.lemma not in ("add", "report") and not harmed):
        return v
    return next((a for a in parsed.ancestors(v) if _closes(parsed, a, speech)), v)


def stand_in(parsed: Parsed, v: int, speaker: int) -> int | None:
    """Return the "who", "which" or "that" by which the speaker stands in the verb's relative clause, if it does."""
    for node in (v, *parsed.ancestors(v)):
        token = parsed.tokens[node]
        if token.dep == "relcl":
            who = [
                s
                for s in parsed.children(node, "nsubj", "nsubjpass")
                if parsed.tokens[s].tag in ("WDT", "WP")
            ]
            return who[0] if who and speaker in (token.head, _around(parsed, token.head)) else None
        if token.dep not in SHARING:
            return None
    return None


def _around(parsed: Parsed, noun: int) -> int:
    """Return the noun on which a noun hangs by a preposition: "men in overalls"."""
    prep = parsed.tokens[noun].head
    return parsed.tokens[prep].head if parsed.tokens[noun].dep == "pobj" else noun


def _is_passed_over(parsed: Parsed, own: int, steps: tuple[int, int], speech: Speech) -> bool:
    """Return whether a subject found above the verb is none that speaks: a delay, a raid ("... occurred and said").

    "It estimates that the loan carries a risk and recommends ...": the loan recommends nothing, who speaks stands higher.
    """
    node, v = steps
    if can_speak(parsed, own, speech):
        return False
    joined = parsed.tokens[v].dep == "conj" and parsed.tokens[v].tag in ("VBD", "VBZ", "VBP")
    return parsed.tokens[v].tag == "VBG" or (node != v and joined)


def _is_told_to(parsed: Parsed, noun: int) -> bool:
    """See "told the channel condemning the raid": who is spoken to does not speak."""
    token = parsed.tokens[noun]
    return token.dep in ("dobj", "dative") and parsed.tokens[token.head].lemma in TELLING


def _is_issued(parsed: Parsed, node: int) -> bool:
    """Return whether the verb tells what its noun says: "a letter calling it false", never "the right to attack"."""
    return parsed.tokens[node].tag == "VBG" or parsed.tokens[node].dep == "relcl"


def _above(parsed: Parsed, node: int, v: int) -> int | None:
    """Return the next token up that may hold the subject of `v`."""
    token = parsed.tokens[node]
    if token.head == node:
        return None
    if token.dep in ("acl", "relcl"):
        # "denied responsibility saying ...": the parser hangs the participle on the nearest noun.
        verbs = (a for a in parsed.ancestors(token.head) if parsed.tokens[a].pos in ("VERB", "AUX"))
        return next(verbs, None) if parsed.tokens[v].tag == "VBG" else None
    # "stopped short of accusing"
    short = token.dep in ("prep", "advmod") and "short" in (token.lemma, parsed.tokens[token.head].lemma)
    if token.dep not in SHARING and not short:
        return None
    if token.dep == "prep" and parsed.tokens[token.head].pos not in ("VERB", "AUX") and not short:
        return None
    return token.head


def _own_subject(parsed: Parsed, node: int, v: int, speech: Speech) -> int | None:
    """Return the subject at this step; for "quoted Ann as saying" the one quoted."""
    elsewhere = controller(parsed, node, v, speech) if node != v else None
    elsewhere = _after_day(parsed, node, speech) if elsewhere is None else elsewhere
    elsewhere = _torn(parsed, node, speech) if elsewhere is None else elsewhere
    elsewhere = inverted(parsed, node, speech) if elsewhere is None else elsewhere
    elsewhere = behind_the_harmed(parsed, node, speech) if elsewhere is None else elsewhere
    elsewhere = after_but(parsed, v, speech) if elsewhere is None and node == v else elsewhere
    if elsewhere is not None:
        return elsewhere
    found = first_subject(parsed, node, parsed.children(node, "nsubj")) or _suffering(parsed, node, v, speech)
    found = found or (parsed.children(node, "nsubjpass") if is_perfect(parsed, node) else [])
    if not found and parsed.tokens[node].tag in ("NN", "NNS"):
        # "The union disputes that": the parser reads a compound.
        found = [c for c in parsed.children(node, "compound", "nmod") if c < node][-1:]
    # "the OPCW [OPCW] said": a bracket says nothing.
    found = [i for i in found if parsed.tokens[i].tag not in ("-RRB-", "-LRB-")] or found
    if not found and (named := _named_last(parsed, node, speech)) is not None:
        return named
    if not found or _is_far(parsed, node, found[-1], speech):
        before = _just_before(parsed, node, speech) or _as_reported(parsed, node, speech)
        if before is not None or not found:
            return before
    outside = after_quotation(parsed, found[-1], node, speech)
    return _stood_for(parsed, found[-1], node, speech) if outside is None else outside


def _stood_for(parsed: Parsed, found: int, node: int, speech: Speech) -> int | None:
    """Return whom a subject stands for: "who" for the noun of its clause, any other word for itself."""
    who = parsed.tokens[found]
    # An acronym is a name ("WHO said"), though it reads like a relative pronoun.
    if who.tag in ("WDT", "WP") and not (who.text.isupper() and len(who.text) > 1):
        return who_said(parsed, node, speech) if parsed.tokens[node].dep == "relcl" else None
    return found


def _named_last(parsed: Parsed, node: int, speech: Speech) -> int | None:
    """Return the noun with the name that stands right before a closing verb: "…, the families' lawyer, Ann Lee, said".

    After a list of commas the parser hangs the noun on the clause that is told.
    """
    if not _closes(parsed, node, speech) or node < 2 or parsed.tokens[node - 1].text != ",":
        return None
    name = node - 2
    if parsed.tokens[name].dep != "appos" or parsed.tokens[name].pos != "PROPN":
        return None
    noun = parsed.tokens[name].head
    loose = parsed.tokens[noun].dep in ("npadvmod", "appos", "dep", "attr", "conj", "dobj")
    personal = parsed.tokens[noun].lemma.lower() in speech.personal
    return (
        noun if loose and personal and parsed.tokens[noun].sentence == parsed.tokens[node].sentence else None
    )


def _torn(parsed: Parsed, node: int, speech: Speech) -> int | None:
    """Return the name with an article that follows another noun with no comma between: "killed ten people the agency said"."""
    token, i = parsed.tokens[node], node - 1
    if not _closes(parsed, node, speech):
        return None
    while i > 0 and node - i <= LONGEST_NAME and parsed.tokens[i - 1].sentence == token.sentence:
        one, before = parsed.tokens[i], parsed.tokens[i - 1]
        if one.pos not in NAME_PARTS and one.tag not in ("VBG", "VBN"):
            return None
        if one.tag == "DT" and before.pos in ("NOUN", "PROPN", "NUM"):
            name = _before_article(parsed, i, speech) if one.lemma.lower() in SOME else None
            if name is not None:
                return name
            parts = [k for k in range(i + 1, node) if _is_below(parsed, k)]
            head = (parts[0] if parts else node) - 1
            return head if can_speak(parsed, head, speech) else None
        i -= 1
    return None


def _is_below(parsed: Parsed, k: int) -> bool:
    """See "a group in Xtown said", "an organisation monitoring the war said": there the name of who speaks ends."""
    token = parsed.tokens[k]
    return token.pos == "ADP" or (token.tag == "VBG" and token.dep == "acl")


def _after_day(parsed: Parsed, node: int, speech: Speech) -> int | None:
    """Return the activists of "killed nine people on Monday activists said": the parser puts them to the day."""
    who = node - 1
    if who < 2 or not _closes(parsed, node, speech) or parsed.tokens[who].dep != "pobj":
        return None
    plural = parsed.tokens[who].tag == "NNS" and parsed.tokens[who].text.islower()
    dated = parsed.tokens[who - 1].text in DAYS and parsed.tokens[who - 2].lemma == "on"
    return who if plural and dated and can_speak(parsed, who, speech) else None


def _before_article(parsed: Parsed, article: int, speech: Speech) -> int | None:
    """Return the name that opens the sentence where only a lost comma parts it from what it is: "The Watch a group said"."""
    first = parsed.sentences[parsed.tokens[article].sentence].first
    names = [i for i in range(first, article) if parsed.tokens[i].pos in ("PROPN", "NOUN")]
    if not names or any(parsed.tokens[i].pos not in NAME_PARTS for i in range(first, article)):
        return None
    # "On Sunday a monitor said".
    if parsed.tokens[article - 1].pos != "PROPN" or _is_day(parsed.tokens[article - 1]):
        return None
    inside = [i for i in names if parsed.tokens[i].head not in names and parsed.tokens[i].dep != "pobj"]
    head = inside[0] if inside else names[-1]
    return head if can_speak(parsed, head, speech) else None


def _closes(parsed: Parsed, node: int, speech: Speech) -> bool:
    """Return whether the verb may end a sentence that it reports."""
    token = parsed.tokens[node]
    finite = token.tag in ("VBD", "VBZ", "VBP", "VBN")
    return finite and any("closing" in sense.frames for sense in speech.verbs.get(token.lemma, ()))


def _is_far(parsed: Parsed, node: int, found: int, speech: Speech) -> bool:
    return found < node - 1 and not can_speak(parsed, found, speech)


def _name_before(parsed: Parsed, node: int) -> int:
    """Return the token before a verb, past its auxiliaries and a bracket: "the Water Board (WB) has announced"."""
    before = node - 1
    while (
        before > 0 and parsed.tokens[before].head == node and parsed.tokens[before].dep in ("aux", "auxpass")
    ):
        before -= 1
    if before > 1 and parsed.tokens[before].text == ")" and parsed.tokens[before - 2].text == "(":
        before -= 3
    return before


def _just_before(parsed: Parsed, node: int, speech: Speech) -> int | None:
    """Return the name right before a reporting verb: where commas were lost the parser hangs it on what is said.

    "A bomb killed ten in the province the agency reported": the agency speaks, not the bomb.
    """
    token, before = parsed.tokens[node], _name_before(parsed, node)
    if (
        token.tag not in ("VBD", "VBZ", "VBP", "VBN")
        or before < 0
        or parsed.tokens[before].sentence != token.sentence
    ):
        return None
    if not any("clause" in sense.frames for sense in speech.verbs.get(token.lemma, ())):
        return None
    if parsed.tokens[before].pos not in ("NOUN", "PROPN") or _is_day(parsed.tokens[before]):
        return None
    # "people from the suburbs near Brack protested": a place is no speaker.
    if _is_place_of(parsed, before, speech):
        return None
    top = before
    for above in parsed.ancestors(before):
        if above > before or parsed.tokens[above].pos not in ("NOUN", "PROPN", "ADP"):
            break
        lemma = parsed.tokens[above].lemma.lower()
        if lemma in speech.voices or lemma in speech.personal:
            top = above
    top = _first_of_two(parsed, top, speech)
    return top if can_speak(parsed, top, speech) else None


def _first_of_two(parsed: Parsed, second: int, speech: Speech) -> int:
    """Return the clinic of "on Monday a clinic and a relief group said": both do, and the parser puts it to the day."""
    first = parsed.tokens[second].head
    if parsed.tokens[second].dep != "conj" or parsed.tokens[first].dep not in ("npadvmod", "appos"):
        return second
    start = parsed.subtree(first)[0]
    opens = parsed.tokens[start].tag == "DT" and start > 0 and parsed.tokens[start - 1].text in DAYS
    return first if opens and can_speak(parsed, first, speech) else second


def _is_day(token: Token) -> bool:
    """See "the front, which on 25 January claimed it": a day says nothing."""
    return token.dep == "npadvmod" or (token.label in ("DATE", "TIME") and token.tag == "NNP")


def _is_place_of(parsed: Parsed, name: int, speech: Speech) -> bool:
    """Return whether a preposition leads to the name: "near Brack", "of Brack al-Sur", where nobody known is called so."""
    if name == 0 or parsed.tokens[name - 1].pos == "ADP":
        return name > 0
    if parsed.tokens[name - 1].text != "-" or parsed.tokens[name].lemma.lower() in speech.bodies:
        return False
    first = name
    label = parsed.tokens[name].label
    while (
        first
        and first <= parsed.tokens[first - 1].head <= name
        and parsed.tokens[first - 1].label == label
        and parsed.tokens[first - 1].pos in ("PROPN", "PUNCT")
    ):
        first -= 1
    return first > 0 and parsed.tokens[first - 1].pos == "ADP"


def _as_reported(parsed: Parsed, node: int, speech: Speech) -> int | None:
    """Return Ben in "As reported by Ann, Ben, claims ...": the parser reads him as Ann's second name."""
    for c in parsed.children(node, "advcl"):
        if parsed.tokens[c].lemma in speech.relayed and parsed.children(c, "mark"):
            beside = [
                a
                for p in parsed.children(c, "prep", "agent")
                for o in parsed.children(p, "pobj")
                for a in parsed.children(o, "appos")
            ]
            return beside[0] if beside else None
    return None


def _suffering(parsed: Parsed, node: int, v: int, speech: Speech) -> list[int]:
    """Return the subject of a passive above `v`: "Ann was rebuked for saying"; not the dead of "ten were killed, blaming"."""
    goes_on = parsed.tokens[v].tag == "VBG" and parsed.tokens[v].dep in ("advcl", "xcomp", "conj")
    # "added that ten were killed without saying who they were": the dead say nothing.
    goes_on = goes_on or parsed.tokens[node].lemma in speech.harming
    return [] if node == v or goes_on else parsed.children(node, "nsubjpass")
