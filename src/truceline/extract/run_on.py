"""Run on: doers whom the parser takes for one name with the day or the place before them, where a comma was lost."""

from collections.abc import Iterator

from truceline.extract.calendar_words import MONTHS, WEEKDAYS
from truceline.model.parsed import Parsed

CALENDAR = MONTHS.keys() | WEEKDAYS.keys()
# What stands before a comma that was lost.
WHERES = frozenset(
    ("province", "area", "part", "countryside", "city", "town", "village", "district", "region", "suburb", "neighborhood", "neighbourhood",
     "governorate", "context", "meantime")
)  # fmt: skip
IN = ("in", "at", "on")


def dated_subject(parsed: Parsed, verb: int) -> Iterator[int]:
    """Yield the Xs of "on Friday the Xs seized it", "in the same area the Xs seized it", which the parser takes for one name."""
    last = verb - 1
    if (
        last < 1
        or parsed.tokens[last].dep != "pobj"
        or parsed.children(verb, "nsubj", "nsubjpass", "auxpass")
    ):
        return
    days = [c for c in parsed.children(last, "compound", "nmod") if parsed.tokens[c].text.lower() in CALENDAR]
    finite = parsed.tokens[verb].tag in ("VBD", "VBZ", "VBP")
    dated = finite and days and parsed.tokens[last].text.lower() not in CALENDAR
    if dated or (parsed.tokens[verb].tag == "VBD" and runs_on(parsed, last) is not None):
        yield last


def runs_on(parsed: Parsed, last: int) -> int | None:
    """Return where the name begins in "In the northern area army units seized it", whose comma was lost: behind the place."""
    prep = parsed.tokens[last].head
    opening = parsed.sentences[parsed.tokens[last].sentence].first
    if parsed.tokens[last].dep == "pobj" and (behind := _behind_name(parsed, last, opening)) is not None:
        return behind
    if parsed.tokens[last].dep != "pobj" or prep - opening > 1:
        return None
    inside = parsed.subtree(last)
    wheres = [i + 1 for i in inside if i < last - 1 and parsed.tokens[i].lemma.lower() in WHERES]
    return wheres[-1] if wheres and parsed.tokens[prep].lemma.lower() in IN else None


def _behind_name(parsed: Parsed, last: int, opening: int) -> int | None:
    """Return where the doer begins in "In the northern province of Xland Hill Front fighters seized it": behind the place's name.

    One word before a common noun is the place; of several names the first is it.
    """
    of = parsed.tokens[last].head
    where = parsed.tokens[of].head
    lead = parsed.tokens[where].head
    opens = parsed.tokens[where].dep == "pobj" and lead - opening <= 1
    if not opens or parsed.tokens[of].lemma.lower() != "of" or parsed.tokens[lead].lemma.lower() not in IN:
        return None
    fits = parsed.tokens[where].lemma.lower() in WHERES and parsed.tokens[last].tag in ("NNS", "NN")
    names = parsed.tokens[of + 1].tag == "NNP" and of + 1 < last
    return _past(parsed, of + 1, last) if fits and names else None


def _past(parsed: Parsed, i: int, last: int) -> int | None:
    """Return the token behind a name of one word, which may have hyphens in it: "al-Xtown"."""
    while i + 2 < last and parsed.tokens[i + 1].text == "-":
        i += 2
    return i + 1 if i + 1 <= last else None
