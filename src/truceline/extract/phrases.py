"""The words that name who speaks, as one run: "a source at the Police Command", without what only hangs on a name."""

from truceline.model.parsed import Parsed

LONGEST_NAME = 15
DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "morning",
    "afternoon",
    "evening",
    "night",
)
# Words that are told apart only by where they are: "a source at the Police Command".
TORN = (
    "source",
    "official",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "activist",
    "doctor",
    "resident",
    "medic",
    "officer",
)
# What leads to a place, and not to who speaks, as "to", "by" and "from" do.
AT = ("of", "in", "near", "at", "outside")
LEADING_IN = ("Earlier", "Later", "Meanwhile", "However", "Online", "Also")
# Who speaks with no article before: "local sources said".
VOICES = (
    "source",
    "medium",
    "media",
    "television",
    "activist",
    "official",
    "witness",
    "resident",
    "monitor",
    "agency",
)
TELLING_OF = ("local", "informed", "reliable", "inform", "medical")
# What hangs on a name but does not name: "Ann, who left, ...".
ALONE = ("relcl", "acl", "appos", "advcl", "ccomp", "parataxis", "dep", "conj", "cc")
LOOSE = ("relcl", "acl", "appos", "advcl", "ccomp", "parataxis", "dep")
# Marks that the parser does not know for marks where they stand alone.
QUOTES = ('"', "``", "''", "“", "”", "«", "»")
QUOTATION_MARKS = ("«", "»", "“", "”", "„")


def phrase(parsed: Parsed, head: int, loose_deps: tuple[str, ...] = LOOSE) -> list[int]:
    """Return the tokens of the name around `head`, in one run, without what hangs on it in the relations `loose_deps`."""
    # "accused by officials of bombing": no name has "of bombing" in it.
    deeds = [c for c in parsed.children(head, "prep") if parsed.children(c, "pcomp")]
    # "Said Ann Lee": the verb is no part of her name.
    verbs = [
        c for c in parsed.children(head, "compound", "amod") if parsed.tokens[c].tag in ("VBD", "VBZ", "VBP")
    ]
    # "two men in overalls who say so": the parser gives the clause to the overalls.
    inside = [o for p in parsed.children(head, "prep") for o in parsed.children(p, "pobj")]
    clauses = [c for o in inside for c in parsed.children(o, "relcl")] if "relcl" in loose_deps else []
    below = [*parsed.children(head, *loose_deps), *deeds, *verbs, *clauses]
    loose = {i for c in below for i in parsed.subtree(c)}
    tokens = [i for i in parsed.subtree(head) if i not in loose]
    first = last = head
    kept = set(tokens)
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    last = _torn_end(parsed, head, last)
    first = _torn_start(parsed, first, head)
    # "on Monday the Board said" without its comma: the day is no part of the name.
    while first < head and parsed.tokens[first].text in (*DAYS, *LEADING_IN):
        first += 1
    return trimmed(parsed, list(range(first, last + 1)))


def _torn_start(parsed: Parsed, first: int, head: int) -> int:
    """Return the start of "a monitor" in "near the town of Brack a monitor said", and of what stands after a quotation."""
    for i in range(head, first, -1):
        token, before = parsed.tokens[i], parsed.tokens[i - 1]
        closes = before.tag == "''" or before.text in ("”", "»")
        if closes and i - 1 > first:
            return first if any(parsed.tokens[k].text in QUOTES for k in range(first, i - 1)) else i
        article = token.tag == "DT" and token.head == head and token.lemma in ("a", "an", "the")
        if article and _is_other(parsed, first, i - 1):
            return i
        # "Wounded several others activists said": "others" describes nobody.
        if before.text.lower() == "others" or _opens_voice(parsed, first, i, head):
            return i
    return first


def _opens_voice(parsed: Parsed, first: int, i: int, head: int) -> bool:
    """See "killing the chief Ann Lee local sources said", "in the old district state media said": none is of the other."""
    token, before = parsed.tokens[i], parsed.tokens[i - 1]
    if parsed.tokens[head].lemma.lower() not in VOICES or not token.text.islower():
        return False
    if token.lemma == "state":
        # "ten in the city of Brack state television said": what a preposition leads to is no part of it.
        outside = int(first > 0 and parsed.tokens[first - 1].lemma in AT)
        led = any(parsed.tokens[k].pos == "ADP" for k in range(max(0, first - outside), i))
        return (before.pos in ("NOUN", "NUM") and before.text.islower()) or (led and before.pos == "PROPN")
    if token.lemma in ("military", "security"):
        # "Norland military sources" are Norland's, "the regime military source" is the regime's.
        return parsed.tokens[head].tag == "NNS" and before.pos in ("NOUN", "NUM") and before.text.islower()
    below = next((k for k in range(i, head) if parsed.tokens[k].lemma in TELLING_OF), None)
    whole = below is not None and (i == below or parsed.subtree(below)[0] == i)
    return whole and before.pos in ("NOUN", "PROPN", "NUM")


def _is_other(parsed: Parsed, first: int, last: int) -> bool:
    """Return whether what stands before an article is no name that it explains, as "Ann Lee a nurse" is."""
    token = parsed.tokens[last]
    led = any(parsed.tokens[i].pos == "ADP" for i in range(max(0, first - 1), last))
    return token.pos in ("NUM", "NOUN") or (token.pos == "PROPN" and (led or token.label in ("GPE", "LOC")))


def _torn_end(parsed: Parsed, head: int, last: int) -> int:
    """Return the end of "quoted an officer at the Port Command as saying": the parser hangs the place on the verb."""
    if last != head or parsed.tokens[head].lemma not in TORN or last + 1 >= len(parsed.tokens):
        return last
    p = last + 1
    if parsed.tokens[p].dep != "prep" or parsed.tokens[p].lemma not in ("at", "in", "from", "with", "inside"):
        return last
    below = parsed.subtree(p)
    names = all(parsed.tokens[i].pos in ("PROPN", "NOUN", "DET", "ADJ", "PART") for i in below[1:])
    return (
        below[-1] if names and below == list(range(p, below[-1] + 1)) and len(below) <= LONGEST_NAME else last
    )


def trimmed(parsed: Parsed, tokens: list[int]) -> list[int]:
    """Return the tokens without punctuation and possessive marks at either end."""

    def bare(i: int) -> bool:
        token = parsed.tokens[i]
        marks = ("POS", ":", ",", ".", "``", "''", "-LRB-", "-RRB-")
        return token.pos == "PUNCT" or token.tag in marks or token.text in QUOTATION_MARKS

    while tokens and bare(tokens[0]):
        tokens = tokens[1:]
    while tokens and bare(tokens[-1]):
        tokens = tokens[:-1]
    return tokens


def joint(parsed: Parsed, head: int) -> list[int]:
    """Return the heads of those who speak together: "Russia and Iran" gives both."""
    heads = [head]
    for one in heads:
        heads.extend(parsed.children(one, "conj"))
        # "the Observatory for Rights and medics": plain people are no part of a name.
        inside = (o for p in parsed.children(one, "prep") for o in parsed.children(p, "pobj"))
        last = [c for o in inside if parsed.tokens[o].pos == "PROPN" for c in parsed.children(o, "conj")]
        heads.extend(c for c in last if parsed.tokens[c].tag == "NNS")
    return heads
