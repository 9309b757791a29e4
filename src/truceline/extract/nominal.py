"""Find speech that no verb reports: "Ann's claim that", "according to Ann", "Ann is sure that", "Tax must fall: Ann"."""

from collections.abc import Iterator
from itertools import groupby

from truceline.extract.able import can_speak
from truceline.extract.cues import Draft
from truceline.extract.phrases import DAYS
from truceline.extract.speakers import agent, subject
from truceline.extract.supposed import is_supposed
from truceline.knowledge.speech import Speech
from truceline.model.actor import Mention
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed, Sentence
from truceline.model.statement import Stance

# A speaker's label before or after a colon is a name, not a clause; none of the usual ones is longer.
LONGEST_LABEL = 6
# A paragraph that one labelled speaker fills; a page flattened to one line is longer, and no speaker's.
LONGEST_LABELLED = 150
# How the parser tags "according".
LEADING = ("VBG", "IN", "RB", "JJ", "NNP", "VBN")
# Verbs that are but a part of a clause.
PARTIAL = ("xcomp", "pcomp", "acl", "prep", "nsubj", "nsubjpass")
# How an adjective of feeling stands in its clause.
FEELING = ("acomp", "advcl", "ccomp")
# What leads to the matter of a word: "a call for", "doubts about".
ABOUT = ("about", "over", "of", "on", "for", "against", "regarding", "concerning")
# What others may meet or back, and what becomes of it.
WISHES = ("demand", "plan", "call", "request", "appeal", "proposal", "offer", "plea")
MEETING = ("meet", "satisfy", "fulfil", "fulfill", "answer", "address", "achieve", "implement", "serve")
FAILING = ("fail", "collapse", "stall", "succeed", "falter", "flounder", "founder")
DASHES = ("—", "–", "-", "--", "―")
ENDS = ('"', "''", ".", "!", "?", "'")
QUOTING = ('"', "''", "``")
NAMING = ("PERSON", "ORG", "GPE", "NORP")


def other_cues(parsed: Parsed, speech: Speech, cast: Cast) -> Iterator[Draft]:
    """Yield a draft for each noun, adjective, "according to" and label that reports, in the order of the text."""
    for i, token in enumerate(parsed.tokens):
        if token.tag in LEADING and token.text.lower() in speech.according:
            yield from _according(parsed, i, speech, cast)
        elif token.dep == "advmod" and token.lemma.lower() in speech.hedges:
            yield from _hedge(parsed, i, speech)
        elif token.pos == "NOUN":
            yield from _nouns(parsed, i, speech, cast)
        elif token.dep in FEELING and token.pos == "ADJ" and token.lemma in speech.adjectives:
            yield from _adjective(parsed, i, speech)
    yield from _labels(parsed, speech, cast)


def _nouns(parsed: Parsed, n: int, speech: Speech, cast: Cast) -> Iterator[Draft]:
    token = parsed.tokens[n]
    viewed = list(_view(parsed, n, speech)) if token.dep == "pobj" and token.lemma in speech.views else []
    yield from viewed
    if not viewed and token.lemma in speech.nouns:
        yield from _noun(parsed, n, speech, cast)


def _according(parsed: Parsed, i: int, speech: Speech, cast: Cast) -> Iterator[Draft]:
    for to in parsed.children(i, "prep"):
        for who in parsed.children(to, "pobj"):
            # "according to type": nobody speaks; nor in "according to the latest toll ten people".
            if not can_speak(parsed, who, speech) or _is_tally(parsed, who, speech):
                continue
            clause = _clause_above(parsed, i)
            paper = _torn_paper(parsed, who, speech)
            paper = _torn_name(parsed, who, cast, speech) if paper is None else paper
            below = set(parsed.subtree(i)) if paper is None else {i, to, paper}
            content = frozenset(t for t in parsed.subtree(clause) if t not in below)
            yield Draft(i, frozenset({i, to}), content, who if paper is None else paper, "says", "according")


def _is_tally(parsed: Parsed, who: int, speech: Speech) -> bool:
    """See "killing according to the latest toll ten people": the lost comma makes the dead those who told it."""
    counted = any(c < who for c in parsed.children(who, "nummod"))
    before = parsed.children(who, "nmod", "compound")
    return counted and any(parsed.tokens[c].lemma.lower() in speech.figures for c in before)


def _torn_paper(parsed: Parsed, who: int, speech: Speech) -> int | None:
    """Return the report of "According to report Norland has shot ten", whose comma was lost: Norland is whom it tells of."""
    if parsed.tokens[who].pos != "PROPN":
        return None
    papers = [c for c in parsed.children(who, "compound", "nmod") if parsed.tokens[c].tag in ("NN", "NNS")]
    return next((c for c in papers if parsed.tokens[c].lemma in speech.papers), None)


def _torn_name(parsed: Parsed, who: int, cast: Cast, speech: Speech) -> int | None:
    """Return the Observatory of "According to the Observatory Norland has shot ten": Norland is another's name."""
    first, second = cast.at(who - 1), cast.at(who)
    if second is None or parsed.tokens[who].pos != "PROPN" or first is second or (first and first.adjective):
        return None
    known = parsed.tokens[who - 1].lemma.lower() in speech.bodies and parsed.tokens[who - 1].label != "NORP"
    beside = parsed.tokens[who - 1].head == who and bool(parsed.children(who, "det"))
    # A name that goes on behind is one: "the Board Observatory for Mills".
    goes_on = who + 1 < len(parsed.tokens) and parsed.tokens[who + 1].pos not in ("VERB", "AUX")
    return who - 1 if known and beside and not goes_on else None


def _view(parsed: Parsed, n: int, speech: Speech) -> Iterator[Draft]:
    """Yield "In Ann's view, the town is broke", "By her own account, …", "In the words of Ann, …"."""
    led = parsed.tokens[n].head
    if parsed.tokens[led].lemma.lower() not in ("in", "by") or parsed.tokens[led].head == led:
        return
    of = [
        o
        for p in parsed.children(n, "prep")
        if parsed.tokens[p].lemma == "of"
        for o in parsed.children(p, "pobj")
    ]
    owners = parsed.children(n, "poss") or of
    clause = _clause_above(parsed, led)
    below = set(parsed.subtree(led))
    # "wrote in her account of the raid": only what a comma sets off tells of the whole clause.
    ends = [
        i
        for i in (min(below) - 1, max(below) + 1)
        if 0 <= i < len(parsed.tokens) and parsed.tokens[i].text == ","
    ]
    if not owners or not ends or parsed.tokens[clause].pos not in ("VERB", "AUX"):
        return
    content = frozenset(i for i in parsed.subtree(clause) if i not in below)
    if can_speak(parsed, owners[0], speech) and content:
        yield Draft(n, frozenset({led, n}), content, owners[0], "says", "according")


def _hedge(parsed: Parsed, a: int, speech: Speech) -> Iterator[Draft]:
    """Yield the clause that the report holds off: "It reportedly survives on steel". Nobody is told to say it."""
    clause = parsed.tokens[a].head
    finite = parsed.tokens[clause].tag in ("VBD", "VBZ", "VBP") or parsed.children(clause, "aux", "auxpass")
    # "a grave purportedly in the village": behind the verb it tells of a phrase alone.
    if parsed.tokens[clause].pos not in ("VERB", "AUX") or not finite or a > clause:
        return
    content = frozenset(parsed.subtree(clause)) - {a}
    yield Draft(a, frozenset({a}), content, None, speech.hedges[parsed.tokens[a].lemma.lower()], "hedge")


def _clause_above(parsed: Parsed, i: int) -> int:
    """Return the verb of the clause around token `i`; at the end of a sentence that of the whole.

    "Police held her after she had refused to pay, according to her lawyer": the lawyer tells of both.
    """
    last = parsed.sentences[parsed.tokens[i].sentence].last
    ends = parsed.subtree(i)[-1] >= last - 2
    inner = (*PARTIAL, "advcl", "relcl") if ends else PARTIAL
    top = parsed.tokens[i].head
    for top in (parsed.tokens[i].head, *parsed.ancestors(parsed.tokens[i].head)):
        if ends and (_goes_with(parsed, top) or _is_outcome(parsed, top)):
            continue
        first = parsed.tokens[top].head if parsed.tokens[top].dep == "conj" else top
        # "hit the town killing three and wounding two, according to ...": the second is of the clause as the first is.
        if parsed.tokens[top].pos in ("VERB", "AUX") and parsed.tokens[first].dep not in inner:
            break
    return top


def _is_outcome(parsed: Parsed, v: int) -> bool:
    """See "a raid left ten injured, according to the agency": it tells of the raid, too."""
    token = parsed.tokens[v]
    bare = not parsed.children(v, "aux", "auxpass", "mark")
    return token.tag == "VBN" and bare and token.dep in ("ccomp", "oprd", "xcomp")


def _goes_with(parsed: Parsed, v: int) -> bool:
    """See "ten were killed and forty were wounded, according to the agency": it tells of both."""
    above = parsed.tokens[v].head
    if parsed.tokens[v].dep != "conj" or parsed.tokens[above].pos not in ("VERB", "AUX"):
        return False
    joined = {parsed.tokens[c].lemma for c in parsed.children(above, "cc") if c < v}
    return joined == {"and"} or not parsed.children(v, "nsubj", "nsubjpass", "expl")


def _noun(parsed: Parsed, n: int, speech: Speech, cast: Cast) -> Iterator[Draft]:
    # "the Norland opposition" is who, not what.
    if cast.actor_at(n) is not None:
        return
    if _is_help(parsed, n) or _is_object_of_another(parsed, n, speech) or _has_failed(parsed, n):
        return
    who = _owner(parsed, n, cast)
    # "Wednesdays claim", whose apostrophe was lost: a day claims nothing.
    who = who if who is None or parsed.tokens[who].text.rstrip("s") not in DAYS else None
    stance = speech.nouns[parsed.tokens[n].lemma]
    for c in [*parsed.children(n, "acl", "ccomp", "relcl", "xcomp"), *_next_infinitive(parsed, n)]:
        that = any(parsed.tokens[m].lemma in ("that", "whether") for m in parsed.children(c, "mark"))
        infinitive = any(parsed.tokens[a].tag == "TO" for a in parsed.children(c, "aux"))
        if c > n and (that or (infinitive and who is not None)):
            # "answered demands to stop by accusing": what hangs on the verb's means is not demanded.
            means = {
                i
                for p in parsed.children(c, "prep")
                if parsed.tokens[p].lemma == "by"
                for i in parsed.subtree(p)
            }
            content = frozenset(parsed.subtree(c)) - means
            who = _giver(parsed, n, speech) if who is None else who
            yield Draft(n, frozenset({n}), content, who, stance, "noun", _against(parsed, n))
            return
    who = _giver(parsed, n, speech) if who is None else who
    # "Ann's statement on taxes" tells nothing of what she says; "her hopes of a truce" does.
    if who is not None and (stance != "says" or parsed.tokens[n].lemma in speech.feelings):
        yield from _of(parsed, n, who, stance)


def _is_help(parsed: Parsed, n: int) -> bool:
    """See "jets flew in support of the army", "with Norland support to take the town": deeds of help."""
    token = parsed.tokens[n]
    led = parsed.tokens[token.head].lemma.lower() if token.dep == "pobj" else ""
    return token.lemma == "support" and (led == "in" or bool(led == "with" and _next_infinitive(parsed, n)))


def _is_object_of_another(parsed: Parsed, n: int, speech: Speech) -> bool:
    """See "the state backs the people's demands for bread": only the backing is told here."""
    token = parsed.tokens[n]
    above = parsed.tokens[token.head].lemma
    met = above in speech.backing or above in MEETING
    return token.lemma in WISHES and token.dep == "dobj" and met and not parsed.children(n, "acl", "ccomp")


def _has_failed(parsed: Parsed, n: int) -> bool:
    """See "a plan to free the wounded failed": the report tells what became of it (the parser: the wounded failed)."""
    token = parsed.tokens[n]
    if token.lemma not in WISHES:
        return False
    above = parsed.tokens[token.head]
    if token.dep == "nsubj" and above.lemma in FAILING:
        return True
    return any(
        parsed.tokens[i].lemma in FAILING and parsed.tokens[i].tag in ("VBD", "VBN")
        for c in parsed.children(n, "acl")
        for i in parsed.subtree(c)
        if not parsed.children(i, "nsubj", "aux", "nsubjpass")
    )


def _of(parsed: Parsed, n: int, who: int, stance: Stance) -> Iterator[Draft]:
    """Yield what somebody's word is about: "Ann's call for a truce", "made a strong condemnation of the raid"."""
    for p in parsed.children(n, "prep"):
        dated = any(parsed.tokens[o].label in ("DATE", "TIME") for o in parsed.children(p, "pobj"))
        if p > n and parsed.tokens[p].lemma in ABOUT and parsed.children(p, "pobj", "pcomp") and not dated:
            content = frozenset(parsed.subtree(p)) - {p}
            yield Draft(n, frozenset({n, p}), content, who, stance, "noun", _against(parsed, n))
            return


def _is_doers(parsed: Parsed, n: int, by: int) -> bool:
    """See "allegations of the use of gas by the army": "by" tells who did it, not who alleges it; "claims by Ann of a raid" do."""
    of = [p for p in parsed.children(n, "prep") if parsed.tokens[p].lemma == "of"]
    return any(n < p < by for p in of)


def _giver(parsed: Parsed, n: int, speech: Speech) -> int | None:
    """Return who gives the word as the subject of a light verb: "Ann renewed her call for ...", "issued a denial of ..."."""
    v = parsed.tokens[n].head
    if parsed.tokens[n].dep != "dobj" or parsed.tokens[v].lemma not in speech.giving:
        return None
    who = subject(parsed, v, speech)
    return who if who is not None and can_speak(parsed, who, speech) else None


def _next_infinitive(parsed: Parsed, n: int) -> list[int]:
    """Return the infinitive right after the noun, which the parser may hang on the verb: "answered demands to stop"."""
    if n + 1 < len(parsed.tokens) and parsed.tokens[n + 1].tag == "TO" and parsed.tokens[n + 1].dep == "aux":
        return [parsed.tokens[n + 1].head]
    return []


def _owner(parsed: Parsed, n: int, cast: Cast) -> int | None:
    """Return whose word it is: "Ann's claim", "a claim by Ann", "the Russian claim"."""
    owners = parsed.children(n, "poss")
    if owners:
        return owners[0]
    by = agent(parsed, n)
    if by is not None and not _is_doers(parsed, n, by):
        return by
    # "the claim of the Gazette that ...": somebody named, not "the claim of victory".
    of = [
        o
        for p in parsed.children(n, "prep")
        if parsed.tokens[p].lemma == "of"
        for o in parsed.children(p, "pobj")
    ]
    named = [o for o in of if parsed.tokens[o].pos == "PROPN" and _names(parsed, o, cast.at(o))]
    if named and parsed.children(n, "acl", "ccomp", "relcl"):
        return named[0]
    # The parser hangs "demands" in "the Irish demands to stop" beside its owner.
    beside = [n - 1] if n and parsed.tokens[n - 1].head == parsed.tokens[n].head else []
    sides = [
        c for c in [*beside, *parsed.children(n, "compound", "amod", "nmod")] if _names(parsed, c, cast.at(c))
    ]
    return sides[-1] if sides else None


def _names(parsed: Parsed, i: int, mention: Mention | None) -> bool:
    return mention is not None or parsed.tokens[i].label in NAMING


def _against(parsed: Parsed, n: int) -> int | None:
    """Return who is pointed at: "accusations against Ann"."""
    for p in parsed.children(n, "prep"):
        if parsed.tokens[p].lemma in ("against", "to"):
            return next(iter(parsed.children(p, "pobj")), None)
    return None


def _adjective(parsed: Parsed, a: int, speech: Speech) -> Iterator[Draft]:
    # "With leaders worried about the cost, ..." has no verb.
    bare = parsed.tokens[a].dep != "acomp"
    copula = a if bare else parsed.tokens[a].head
    who = subject(parsed, copula, speech)
    if bare and (who is None or not can_speak(parsed, who, speech) or not parsed.children(a, "nsubj")):
        return
    dummy = who is None or parsed.tokens[who].text.lower() in ("it", "this", "that", "there")
    if who is None or dummy or is_supposed(parsed, copula, speech):
        return
    cue = frozenset({copula, a, *parsed.children(copula, "neg")})
    felt = [c for node in (a, copula) for c in _felt(parsed, node, a)]
    if not felt:
        return
    led = {c for c in felt[:1] if parsed.tokens[c].dep == "prep"}
    content = frozenset(parsed.subtree(felt[0])) - led
    stance = speech.adjectives[parsed.tokens[a].lemma]
    if content:
        yield Draft(a, cue | led, content, who, stance, "adjective")


def _felt(parsed: Parsed, node: int, a: int) -> Iterator[int]:
    """Yield what hangs on a feeling: "was sure that ...", "was afraid of ...", "was not sure if ..." (to the parser a condition)."""
    for c in parsed.children(node, "ccomp", "xcomp", "prep", "advcl"):
        token = parsed.tokens[c]
        marks = {parsed.tokens[m].lemma for m in parsed.children(c, "mark")}
        asked = token.dep != "advcl" or bool(marks & {"if", "whether", "that"})
        led = token.dep != "prep" or token.lemma in ("of", "about", "that", "over", "at", "with")
        if c > a and asked and led:
            yield c


def _labels(parsed: Parsed, speech: Speech, cast: Cast) -> Iterator[Draft]:
    for number, group in groupby(parsed.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(group)
        first, last = sentences[0].first, sentences[-1].last
        yield from _signed(parsed, cast, first, last)
        colons = [i for i in range(first, last) if parsed.tokens[i].text == ":"]
        if not colons:
            continue
        if last - first > LONGEST_LABELLED:
            continue
        if sentences[0].heading or number == 0:
            yield from _headline(parsed, cast, sentences[0], (colons[-1], last))
        yield from _before(parsed, speech, cast, (first, colons[0], last))


def _signed(parsed: Parsed, cast: Cast, first: int, last: int) -> Iterator[Draft]:
    """Yield a quotation that its speaker signs: ["Enough."] "— Ann Lee, nurse"."""
    dashes = [i for i in range(first + 2, last) if parsed.tokens[i].text in DASHES]
    if not dashes or parsed.tokens[dashes[-1] - 1].text not in ENDS:
        return
    name = []
    for i in range(dashes[-1] + 1, last):
        if parsed.tokens[i].pos == "PUNCT":
            break
        name.append(i)
    if _is_label(parsed, cast, name):
        content = frozenset(range(first, dashes[-1]))
        yield Draft(dashes[-1], frozenset({dashes[-1]}), content, _head_of(parsed, name), "says", "label")


def _headline(parsed: Parsed, cast: Cast, sentence: Sentence, ends: tuple[int, int]) -> Iterator[Draft]:
    """Yield "Talks have failed: Ministry" with the ministry as the speaker."""
    colon, last = ends
    tail = [i for i in range(colon + 1, last) if parsed.tokens[i].pos != "PUNCT"]
    if not _is_label(parsed, cast, tail) or colon - sentence.first < len(tail):
        return
    content = frozenset(range(sentence.first, colon))
    yield Draft(colon, frozenset({colon}), content, _head_of(parsed, tail), "says", "label")


def _before(parsed: Parsed, speech: Speech, cast: Cast, ends: tuple[int, int, int]) -> Iterator[Draft]:
    """Yield "Ministry: talks have failed", a speaker's label in a transcript, and "The mayor: “We will pay”" in a list."""
    first, colon, last = ends
    label = [i for i in range(first, colon) if parsed.tokens[i].pos != "PUNCT"]
    rest = frozenset(range(colon + 1, last))
    clause = any(parsed.tokens[i].pos in ("VERB", "AUX") for i in rest)
    quoted = (
        colon + 1 < last and parsed.tokens[colon + 1].text in QUOTING and parsed.tokens[last - 1].text in ENDS
    )
    person = quoted and 0 < len(label) <= LONGEST_LABEL and can_speak(parsed, _head_of(parsed, label), speech)
    if clause and (_is_label(parsed, cast, label) or (person and not _verbal(parsed, label))):
        yield Draft(colon, frozenset({colon}), rest, _head_of(parsed, label), "says", "label")


def _verbal(parsed: Parsed, tokens: list[int]) -> bool:
    return any(parsed.tokens[i].pos in ("VERB", "AUX") for i in tokens)


def _is_label(parsed: Parsed, cast: Cast, tokens: list[int]) -> bool:
    """Return whether the words only name somebody: "Ministry", "LEE"; not "Background" or "Peace Talks"."""
    if not 0 < len(tokens) <= LONGEST_LABEL:
        return False
    names = [i for i in tokens if parsed.tokens[i].pos == "PROPN" or parsed.tokens[i].text.isupper()]
    known = any(_names(parsed, i, cast.at(i)) or parsed.tokens[i].text.isupper() for i in tokens)
    known = known or _acts(parsed, tokens[-1])
    return (
        known
        and 2 * len(names) >= len(tokens)
        and all(parsed.tokens[i].pos not in ("VERB", "AUX", "NUM") for i in tokens)
    )


def _acts(parsed: Parsed, i: int) -> bool:
    """Return whether the name at token `i` is the subject of a verb elsewhere in the document: then it is somebody's."""
    word = parsed.tokens[i].text
    if parsed.tokens[i].pos != "PROPN":
        return False
    return any(one.text == word and one.dep == "nsubj" and one.tag == "NNP" for one in parsed.tokens)


def _head_of(parsed: Parsed, tokens: list[int]) -> int:
    """Return the token on which the others hang, the last one where the parse has torn them apart."""
    inside = set(tokens)
    tops = [i for i in tokens if parsed.tokens[i].head not in inside or parsed.tokens[i].head == i]
    return tops[-1] if tops else tokens[-1]
