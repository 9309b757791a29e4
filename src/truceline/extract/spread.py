"""Spread: whether words without a figure tell of one event or of many over days ("450 strikes since the operation began")."""

from collections.abc import Iterator, Sequence
from typing import Literal

from truceline.extract.calendar_words import MONTHS, YEARS
from truceline.extract.place_words import SETTLED
from truceline.model.parsed import Parsed

Spread = Literal["one", "many", "history"]

# Kinds that last or are done once: "has held the town since May" is one siege, one capture.
LASTING = frozenset(
    ("siege", "offensive", "capture", "retreat", "clash", "aid_blocked", "aid_delivered", "detention")
)
OVER = frozenset(("for", "over", "in", "during", "throughout", "within"))
UNITS = frozenset(("days", "weeks", "months"))
# "Up to 150 strikes per day" is a rate.
RATES = frozenset(("day", "night", "week", "month"))
AGES = frozenset(("years", "decades"))
# "In recent weeks", "over the past three months", "for days".
PASSED = frozenset(
    ("recent", "past", "last", "previous", "several", "many", "few", "consecutive", "successive")
)
A_DAY = 24
# So many strikes are the sum of a day.
MANY = 10
# What several attacks are told of together: "13 attacks during the conflict", "the worst month for attacks on clinics".
WARS = frozenset(("war", "conflict", "uprising", "campaign", "crisis"))
SPANS = frozenset(("week", "month", "year", "season"))
# What is made more of goes on: "have intensified bombardment of the province".
TOLD_OFTEN = frozenset(("report", "allegation", "claim", "account", "accusation", "case", "instance"))
GROWING = frozenset(("intensify", "escalate"))
# "Fighters backed by air strikes": all that help them, and no strike that anybody tells of.
BACKING = frozenset(("back", "support", "aid", "assist"))
ONE = frozenset(("a", "an", "one", "another"))
SIEGE = "siege"
QUARTERS = frozenset(("neighborhood", "neighbourhood", "quarter", "district", "suburb"))
AREAS = SETTLED | QUARTERS | {"area", "place", "region", "enclave", "community"}
# What several attacks are told by, where one attack can hit two quarters.
DEEDS = frozenset(("attack", "raid", "strike", "airstrike", "bombing", "shelling", "bombardment", "they"))
# "Has stepped up the number of its strikes"
RAISING = frozenset(("increase", "raise", "intensify", "escalate", "step", "boost", "double"))
AMOUNTS = frozenset(("intensity", "number", "frequency", "pace", "rate"))
MANY_TIMES = frozenset(("several", "many", "dozens", "numerous", "repeated", "multiple"))


def spread(parsed: Parsed, heads: Sequence[int], kind: str) -> Spread:
    """Return whether an event is told as one, as many over days, or as what went on for years.

    Args:
        parsed: the document.
        heads: the head tokens of the words that tell it.
        kind: its kind.
    """
    if any(_is_kept_up(parsed, head) or (kind == SIEGE and _is_of_several(parsed, head)) for head in heads):
        return "many"
    if any(_is_of_old_war(parsed, head) for head in heads):
        return "history"
    if kind in LASTING or any(is_one(parsed, head) for head in heads):
        return "one"
    found = {told for head in heads for told in _told(parsed, head)}
    found |= {"history" for head in heads if _is_backing(parsed, head)}
    return "history" if "history" in found else "many" if "many" in found else "one"


def is_one(parsed: Parsed, head: int) -> bool:
    """Return whether a noun tells of one: "a raid hit the school in recent weeks"."""
    one = any(parsed.tokens[c].text.lower() in ONE for c in parsed.children(head, "det", "nummod"))
    return one and parsed.tokens[head].tag == "NN"


def _told(parsed: Parsed, head: int) -> Iterator[Spread]:
    token = parsed.tokens[head]
    # "Was subjected in recent weeks to air strikes", "carried out raids for months": the verb says how long.
    above = parsed.tokens[token.head] if token.dep == "pobj" else token
    nodes = [head, above.head] if token.dep in ("dobj", "nsubj", "nsubjpass", "pobj") else [head]
    # "In recent months the town has been the target of bombardment".
    nodes += [parsed.tokens[above.head].head] if parsed.tokens[above.head].dep == "attr" else []
    # "Attacks launched on the quarters in the past 24 hours": the participle says how long.
    nodes += parsed.children(head, "acl") if token.tag == "NNS" else ()
    # "The deadliest raids since the truce", "the worst in years" stand out of that time and do not fill it.
    stand_out = any(parsed.tokens[c].tag in ("JJS", "RBS") for node in nodes for c in parsed.children(node))
    # "Were killed over the last 48 hours by raids": the parser may hang the raids on the hours.
    prep = parsed.tokens[above.head].head
    if token.dep == "pobj" and parsed.tokens[prep].text.lower() in OVER:
        yield from _stretch(parsed, prep)
    if _is_sum(parsed, head) or _hits_several(parsed, head) or _is_nth_time(parsed, head):
        yield "many"
    for node in nodes:
        for c in parsed.children(node):
            word = parsed.tokens[c].text.lower()
            if word == "since" or any(_is_since(parsed, i) for i in parsed.children(c, "mark")):
                yield "one" if stand_out else "history" if _of_old(parsed, c) else "many"
            elif word in OVER and parsed.tokens[c].dep == "prep" and not (stand_out and node == head):
                yield from _stretch(parsed, c)
            elif _is_rate(parsed, c) or _is_many_times(parsed, c):
                yield "many"


def _is_nth_time(parsed: Parsed, head: int) -> bool:
    """See "the second time this month that bombers targeted the police": both times are told."""
    token = parsed.tokens[head]
    above = parsed.tokens[token.head]
    ordinal = any(parsed.tokens[c].label == "ORDINAL" for c in parsed.children(token.head, "amod"))
    first = any(parsed.tokens[c].text.lower() == "first" for c in parsed.children(token.head, "amod"))
    return token.dep in ("relcl", "acl") and above.lemma == "time" and ordinal and not first


def _hits_several(parsed: Parsed, head: int) -> bool:
    """See "helicopters attacked several villages": nobody says which, nor that it was one attack."""
    nodes = (head, *_verbs_of(parsed, head))
    struck = [
        *(i for node in nodes for i in parsed.children(node, "dobj", "nsubjpass") if i != head),
        *(p for node in nodes for on in parsed.children(node, "prep") for p in parsed.children(on, "pobj")),
    ]
    # One attack may hit several quarters of a town, several attacks are more than one.
    settled = SETTLED | QUARTERS if _are_plural(parsed, head) else SETTLED
    places = [
        i for i in struck if parsed.tokens[i].tag == "NNS" and parsed.tokens[i].lemma.lower() in settled
    ]
    several = any(
        parsed.tokens[c].text.lower() in MANY_TIMES for i in places for c in parsed.children(i, "amod", "det")
    )
    # "Is attacking rural areas": it goes on, and nobody says where.
    now = parsed.tokens[head].tag == "VBG" and any(
        parsed.tokens[c].tag in ("VBZ", "VBP") for c in parsed.children(head, "aux")
    )
    areas = (i for i in parsed.children(head, "dobj") if parsed.tokens[i].tag == "NNS")
    if now and any(_is_unnamed(parsed, i) for i in areas):
        return True
    return several or (_are_plural(parsed, head) and any(_names_several(parsed, i) for i in places))


def _is_unnamed(parsed: Parsed, i: int) -> bool:
    """See "rural areas", and not "the villages of Xtown and Ytown" or "nine villages"."""
    named = parsed.children(i, "det", "poss", "nummod", "appos", "compound")
    return parsed.tokens[i].lemma.lower() in AREAS and not named and not _names_several(parsed, i)


def _verbs_of(parsed: Parsed, head: int) -> list[int]:
    """Return the verbs by which several deeds are told: "conducted raids near …", "raids killed two as they hit …"."""
    token = parsed.tokens[head]
    if token.tag != "NNS" or token.lemma.lower() not in DEEDS or token.dep not in ("dobj", "nsubj"):
        return []
    if token.dep == "dobj":
        return [token.head]
    verbs = [token.head, *parsed.children(token.head, "conj")]
    clauses = [c for v in verbs for c in parsed.children(v, "advcl")]
    return [
        *verbs,
        *(c for c in clauses if any(parsed.tokens[s].lemma == "they" for s in parsed.children(c, "nsubj"))),
    ]


def _are_plural(parsed: Parsed, head: int) -> bool:
    """Return whether several attacks are told, by the noun or as what hit the places: "raids … they targeted"."""
    doing = (head, *parsed.children(head, "nsubj"))
    return any(
        (parsed.tokens[i].tag == "NNS" or parsed.tokens[i].tag == "PRP")
        and parsed.tokens[i].lemma.lower() in DEEDS
        for i in doing
    )


def _names_several(parsed: Parsed, i: int) -> bool:
    """See "the cities of Xtown and Ytown"."""
    of = [p for p in parsed.children(i, "prep") if parsed.tokens[p].lemma == "of"]
    return any(parsed.children(name, "conj") for p in of for name in parsed.children(p, "pobj"))


def _is_raised(parsed: Parsed, head: int) -> bool:
    """See "has increased the intensity of its strikes": how many there are, nobody says."""
    token = parsed.tokens[head]
    amount = parsed.tokens[parsed.tokens[token.head].head]
    raised = parsed.tokens[amount.head].lemma.lower() in RAISING and token.tag == "NNS"
    return token.dep == "pobj" and amount.dep == "dobj" and amount.lemma.lower() in AMOUNTS and raised


def _is_kept_up(parsed: Parsed, head: int) -> bool:
    """See "rebels have staged counterattacks": up to now, nobody says how many."""
    token = parsed.tokens[head]
    bare = token.tag == "NNS" and not parsed.children(head, "det", "poss", "nummod")
    aux = {parsed.tokens[c].text.lower() for c in parsed.children(token.head, "aux")}
    return bare and token.dep == "dobj" and aux in ({"have"}, {"has"})


def _is_of_several(parsed: Parsed, head: int) -> bool:
    """See "took back areas long besieged", "after long sieges": several were besieged, and nobody says which."""
    token = parsed.tokens[head]
    told = token.head if token.dep == "acl" else head
    bare = not parsed.children(told, "det", "poss", "nummod", "appos", "compound")
    several = _is_unnamed(parsed, told) or (told == head and bare and not _names_several(parsed, told))
    return several and parsed.tokens[told].tag == "NNS"


def _is_sum(parsed: Parsed, head: int) -> bool:
    """See words that can tell of no single attack: they add up a month or a war, several places, or a campaign."""
    token = parsed.tokens[head]
    above = parsed.tokens[token.head]
    bare = token.dep == "dobj" and not parsed.children(head, "det", "poss", "nummod")
    raised = _is_raised(parsed, head) or _is_counted_over_days(parsed, head)
    # "Conducted 18 strikes on Monday": how many hit what, nobody says.
    numbers = [parsed.tokens[c].text for c in parsed.children(head, "nummod")]
    raised = raised or (token.dep == "dobj" and any(one.isdigit() and int(one) >= MANY for one in numbers))
    if raised or (bare and above.lemma.lower() in GROWING):
        return True
    if token.tag != "NNS":
        return False
    if token.dep == "pobj" and above.text.lower() == "for" and parsed.tokens[above.head].lemma in SPANS:
        return True
    # "Reports of raids on the town": of how many days, nobody says.
    of = above.text.lower() == "of" and parsed.tokens[above.head].lemma.lower() in TOLD_OFTEN
    if of and parsed.tokens[above.head].tag == "NNS" and not parsed.children(head, "det", "poss", "nummod"):
        return True
    counted = bool(parsed.children(head, "nummod"))
    beside = [
        *parsed.children(head, "prep"),
        *(p for i in (token.head, above.head) if counted for p in parsed.children(i, "prep")),
    ]
    return _is_of_several_places(parsed, head) or any(
        parsed.tokens[p].lemma.lower() in WARS or (_is_month(parsed, p) and counted)
        for prep in beside
        if parsed.tokens[prep].text.lower() in OVER
        for p in parsed.children(prep, "pobj")
    )


def _is_counted_over_days(parsed: Parsed, head: int) -> bool:
    """See "more than 50 raids over two days"."""
    if not parsed.children(head, "nummod") or parsed.tokens[head].tag != "NNS":
        return False
    preps = (p for i in (head, parsed.tokens[head].head) for p in parsed.children(i, "prep"))
    spans = (u for p in preps if parsed.tokens[p].text.lower() in OVER for u in parsed.children(p, "pobj"))
    return any(parsed.tokens[u].text.lower() in UNITS and bool(parsed.children(u, "nummod")) for u in spans)


def _is_backing(parsed: Parsed, head: int) -> bool:
    """See "fighters backed by air strikes", "who are supported by shelling"."""
    by = parsed.tokens[head].head
    above = parsed.tokens[parsed.tokens[by].head]
    backed = parsed.tokens[by].text.lower() == "by" and above.tag == "VBN" and above.lemma.lower() in BACKING
    return parsed.tokens[head].dep == "pobj" and backed


def _is_of_old_war(parsed: Parsed, head: int) -> bool:
    """See "took the hills in the 1967 war", in a report of later years."""
    told = (
        p
        for prep in parsed.children(head, "prep")
        if parsed.tokens[prep].text.lower() in OVER
        for p in parsed.children(prep, "pobj")
    )
    return any(parsed.tokens[p].lemma.lower() in WARS and _names_old_year(parsed, p) for p in told)


def _is_month(parsed: Parsed, i: int) -> bool:
    """See "43 attacks in July": no day of it is told."""
    return parsed.tokens[i].text.lower() in MONTHS and not parsed.children(i, "nummod")


def _is_of_several_places(parsed: Parsed, head: int) -> bool:
    """See "three sites where attacks were reported": they are several."""
    verb = parsed.tokens[head].head
    if parsed.tokens[head].dep not in ("nsubj", "nsubjpass", "dobj") or parsed.tokens[verb].dep != "relcl":
        return False
    where = any(parsed.tokens[c].text.lower() == "where" for c in parsed.children(verb))
    of = parsed.tokens[verb].head
    return where and parsed.tokens[of].tag == "NNS" and bool(parsed.children(of, "nummod"))


def _is_since(parsed: Parsed, i: int) -> bool:
    return parsed.tokens[i].text.lower() == "since"


def _of_old(parsed: Parsed, i: int) -> bool:
    """Return whether a stretch began in a year before the report's: "since 2014", "since it began four years ago"."""
    words = [parsed.tokens[j].text.lower() for j in parsed.subtree(i)]
    return bool(AGES & {*words} and "ago" in words) or _names_old_year(parsed, i)


def _names_old_year(parsed: Parsed, i: int) -> bool:
    published = parsed.doc.published
    now = published.last.year if published is not None and published.last is not None else None
    words = [parsed.tokens[j].text for j in parsed.subtree(i)]
    years = [int(word) for word in words if len(word) == 4 and word.isdecimal() and int(word) in YEARS]
    return any(now is None or year < now for year in years)


def _stretch(parsed: Parsed, prep: int) -> Iterator[Spread]:
    """Read "for months", "in recent weeks", "over the past three days", "for more than two years", "in the past"."""
    for unit in parsed.children(prep, "pobj"):
        word = parsed.tokens[unit].text.lower()
        beside = {parsed.tokens[c].text.lower() for c in parsed.children(unit)}
        counted = any(parsed.tokens[c].tag == "CD" for c in parsed.children(unit))
        bare = parsed.tokens[prep].text.lower() == "for"
        if word in AGES and (counted or bare or beside & PASSED):
            yield "history"
        elif (word in UNITS and (bare or beside & PASSED)) or (word == "hours" and _is_days(beside)):
            yield "many"
        elif word == "past" and not parsed.children(unit, "prep"):
            yield "history"


def _is_days(beside: set[str]) -> bool:
    """Return whether so many hours are a day or more, up to now: "over the last 48 hours"; a raid may last five."""
    return bool(beside & PASSED) and any(word.isdecimal() and int(word) >= A_DAY for word in beside)


def _is_rate(parsed: Parsed, i: int) -> bool:
    """See "up to 150 strikes per day"."""
    units = {parsed.tokens[j].text.lower() for j in parsed.children(i, "pobj")}
    return parsed.tokens[i].text.lower() == "per" and bool(units & RATES)


def _is_many_times(parsed: Parsed, i: int) -> bool:
    """See "was hit several times"."""
    beside = {parsed.tokens[j].text.lower() for j in parsed.children(i)}
    return parsed.tokens[i].text.lower() == "times" and bool(beside & MANY_TIMES)
