"""Numerals: the numbers in a sentence, in digits and in words, with the bounds that the words around them set."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from truceline.extract.calendar_words import MONTHS, YEARS
from truceline.knowledge.amounts import Amounts
from truceline.model.claim import Exactness
from truceline.model.parsed import Parsed, Sentence, Token

DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
# What follows a number that counts no people: a share, a distance, a time of day, an age.
NOT_PEOPLE = frozenset(
    [
        "%",
        "percent",
        "per",
        "km",
        "kms",
        "am",
        "a.m.",
        "pm",
        "p.m.",
        "gmt",
        "th",
        "st",
        "o'clock",
        "years",
        "year",
        "caller",
        "dispatcher",
    ]
)
# No number above it is taken for the age of somebody named.
OLDEST = 110
# More than anybody counts; what a record keeps has 64 bits, and "9" four hundred times is more than a float holds.
_MOST = 10**15
_LONGEST = 20
PIECES = {"half": 2, "third": 3, "quarter": 4}


class Numeral(NamedTuple):
    """A number at tokens `first` to `last` (half-open): its bounds, and whether the words say it is further people."""

    first: int
    last: int
    low: int | None
    high: int | None
    exactness: Exactness
    more: bool = False


class _Value(NamedTuple):
    """A bare number: where it ends, its value, and whether the value is only a vague lower bound."""

    last: int
    value: int
    vague: bool = False


def find_numerals(parsed: Parsed, sentence: Sentence, amounts: Amounts) -> list[Numeral]:
    """Return the numbers of a sentence, left to right; no dates, years, ages, shares or distances."""
    reader = _Reader(parsed.tokens, sentence, amounts)
    found: list[Numeral] = []
    i = sentence.first
    while i < sentence.last:
        numeral = reader.at(i)
        if numeral is not None:
            found.append(numeral)
        i = numeral.last if numeral is not None else i + 1
    return found


class _Reader:
    """Reads numbers at given tokens of one sentence."""

    def __init__(self, tokens: Sequence[Token], sentence: Sentence, amounts: Amounts) -> None:
        self.first, self.last = sentence.first, sentence.last
        self.words = {i: tokens[i].text.lower() for i in range(self.first, self.last)}
        self.tokens = tokens
        self.amounts = amounts

    def at(self, i: int) -> Numeral | None:
        """Return the number that starts at token `i`, its bounds read from both sides."""
        value = self._value(i)
        if value is None or self._no_count(i, value):
            return None
        low, high, last = value.value, value.value, value.last
        if (upper := self._upper(i, value)) is not None:
            return Numeral(self._open(i)[0], upper.last, low, upper.value, "about")
        first, exactness, more = self._open(i)
        after, last = self._after(last)
        exactness = after or exactness
        if value.vague:
            return Numeral(first, last, None if exactness == "at most" else low, None, "vague", more)
        bounds = {"at least": (low, None), "at most": (None, high)}
        return Numeral(first, last, *bounds.get(exactness, (low, high)), exactness, more)

    def _value(self, i: int) -> _Value | None:
        # Few words can begin a number: the rest are not looked at any closer.
        word = self.words.get(i, "")
        if not word[:1].isdecimal() and word not in self.amounts.starts and word not in PIECES:
            return None
        for read in (self._phrase, self._digits, self._in_words, self._vague):
            if (value := read(i)) is not None:
                return value if value.value <= _MOST else None
        return None

    def _phrase(self, i: int) -> _Value | None:
        # "no" of "no fewer than nine" is no zero.
        none = self.amounts.nothing.at(self.words, i)
        if none is not None and self.amounts.bounding.at(self.words, i) is None:
            return _Value(i + len(none), 0)
        if self.words.get(i) == "both" and i + 1 < self.last and self.tokens[i + 1].tag == "NNS":
            return _Value(i + 1, 2)
        several = self.amounts.plural.at(self.words, i)
        if several is None:
            return None
        # "several dozen", "many hundreds": the unit says more than the word before it.
        last = i + len(several)
        unit = self._vague(last) or self._scaled(last)
        # "so many bodies", "as many soldiers as possible" count nobody.
        empty = self.words.get(i - 1) in ("so", "as", "too", "how")
        return unit or (None if empty else _Value(last, 2, vague=True))

    def _digits(self, i: int) -> _Value | None:
        word = self.words.get(i, "").rstrip("+")
        if len(word) > _LONGEST or not DIGITS.fullmatch(word):
            return None
        if self.words.get(i + 1) == "000" and len(word) <= len("000") and word.isdecimal():
            return _Value(i + 2, int(word) * 1000)  # "300 000 people"
        scale = self.amounts.scales.get(self.words.get(i + 1, ""), 1)
        return _Value(i + (2 if scale > 1 else 1), int(float(word.replace(",", "")) * scale))

    def _in_words(self, i: int) -> _Value | None:
        """Read "forty two", "forty-two", "one hundred and five", "a dozen", "half a million"."""
        if (divisor := PIECES.get(self.words.get(i, ""))) is not None:
            of = i + 2 if self.words.get(i + 1) == "of" else i + 1
            of += self.words.get(of) == "the"
            whole = self._digits(of) or self._in_words(of)
            return _Value(whole.last, whole.value // divisor) if whole and whole.value > divisor else None
        total, group, seen, last = 0, 0, 1000, i
        if self.words.get(i) in ("a", "an") and self.words.get(i + 1) in self.amounts.scales:
            group, last = 1, i + 1
        while (step := self._step(last, started=last > i)) is not None:
            at, word = step
            if word in self.amounts.scales:
                scale = self.amounts.scales[word]
                total, group = (
                    (total, max(group, 1) * scale) if scale < 1000 else (total + max(group, 1) * scale, 0)
                )
                seen = scale
            elif (size := self.amounts.numbers[word]) < _room(seen):
                group, seen = group + size, size
            else:
                break
            last = at + 1
        return (
            _Value(last, total + group) if last > i and (total or group or self.words[i] == "zero") else None
        )

    def _step(self, i: int, *, started: bool) -> tuple[int, str] | None:
        """Return the next number word at or after `i`, over "and" or a hyphen once one has been read."""
        at = i + 1 if started and self.words.get(i) in ("and", "-", "–") else i
        word = self.words.get(at, "")
        # "five hundred and ten" joins, "five and ten" does not: only a scale takes "and".
        if at > i and self.words.get(i) == "and" and self.words.get(i - 1) not in self.amounts.scales:
            return None
        scaled = started and word in self.amounts.scales and len(word) > 1
        return (at, word) if word in self.amounts.numbers or scaled else None

    def _vague(self, i: int) -> _Value | None:
        """Read "dozens", "hundreds of thousands"."""
        value = self.amounts.vague.get(self.words.get(i, ""))
        if value is None:
            return None
        outer = self.amounts.vague.get(self.words.get(i + 2, "")) if self.words.get(i + 1) == "of" else None
        if outer is not None and value < outer:
            return _Value(i + 3, value * outer // 2, vague=True)
        return _Value(i + 1, value, vague=True)

    def _scaled(self, i: int) -> _Value | None:
        scale = self.amounts.scales.get(self.words.get(i, ""), 0)
        return _Value(i + 1, 2 * scale, vague=True) if scale > 1 else None

    def _upper(self, i: int, value: _Value) -> _Value | None:
        """Return the upper end of "20 to 30", "20-30" and "between 20 and 30"."""
        joins = ("and",) if self.words.get(i - 1) == "between" else ("to", "-", "–", "or")
        if self.words.get(value.last) not in joins or self.words.get(i - 1) == "from":
            return None
        upper = self._digits(value.last + 1) or self._in_words(value.last + 1)
        return upper if upper is not None and upper.value > value.value else None

    def _open(self, i: int) -> tuple[int, Exactness, bool]:
        """Return where the words that bound the number at `i` begin, the bound, and whether it is further people."""
        first, more = i, False
        exactness: Exactness = "exact"
        while (phrase := self.amounts.openers.before(self.words, first)) is not None:
            # "When it was all over one was dead": a thing that is over bounds no number.
            if phrase == ("over",) and self.words.get(first - 2) == "all":
                break
            first -= len(phrase)
            bound = self.amounts.bounds.get(phrase)
            # "a further six" is six more, "more than six" is not.
            more = more or (bound is None and not self.amounts.more.isdisjoint(phrase))
            # "an estimated at least 65": the firm bound outranks the loose one.
            if bound is not None and exactness in ("exact", "about"):
                exactness = bound
        return first, exactness, more

    def _after(self, i: int) -> tuple[Exactness | None, int]:
        if self.tokens[i - 1].text.endswith("+"):
            return "at least", i
        phrase = self.amounts.closers.at(self.words, i)
        # "at least" closes a number only where no other number follows for it to open ("killed 20 at least 5 of them").
        if phrase is not None and not self._value(i + len(phrase)):
            return self.amounts.after[phrase], i + len(phrase)
        return None, i

    def _no_count(self, i: int, value: _Value) -> bool:
        before, after = self.words.get(i - 1, ""), self.words.get(value.last, "")
        # "Channel 11", "called 911": a number that is a name.
        if before in self.amounts.labels and self.words[i].isdecimal():
            return True
        if after in NOT_PEOPLE or before in ("$", "€", "£", "aged", "age", "no.", "number", "#"):
            return True
        if self._hyphenated(i, value.last) or self._age(i, value.last, value.value):
            return True
        # "6. Statements before the murder": the number of a paragraph.
        if (
            self._address(i, value.last)
            or self._telephone(i)
            or (i == self.first and after in (".", ")") and value.last + 1 < self.last)
        ):
            return True
        return self.words[i].isdecimal() and (self._year(i) or self._day(i, before, after))

    def _address(self, i: int, last: int) -> bool:
        """See "at 3497 Reed Drive"."""
        house = self.words[i].isdigit() and self.words.get(i - 1) == "at" and last < self.last
        return house and self.tokens[last].tag == "NNP" and self.tokens[last].text.istitle()

    def _telephone(self, i: int) -> bool:
        """See "call 555-010-0199": three numbers with nothing but hyphens between them."""
        digits, hyphens = (self.words.get(j, "") for j in (i, i + 2, i + 4)), (i + 1, i + 3)
        return all(word.isdecimal() for word in digits) and all(
            self.words.get(j) in ("-", "–") and self._touch(j) and self._touch(j + 1) for j in hyphens
        )

    def _age(self, i: int, last: int, value: int) -> bool:
        """See "Xan Yorr, 38, died" and "Xan Yorr (38)": a name, and a number between two marks."""
        marks = (self.words.get(i - 1), self.words.get(last, "."))
        closed = marks[0] in (",", "(") and marks[1] in (",", ".", ")", "(", ";", "and", "was", "died")
        # "One victim, 23, died", "Xan Yorr, 38, died".
        named = self.first <= i - 2 and self.tokens[i - 2].tag in ("NNP", "NN", "UH", "JJ", "RB", "FW")
        told = (closed and named) or self._age_told(i, last)
        return told and value <= OLDEST and self.words[i].isdigit()

    def _age_told(self, i: int, last: int) -> bool:
        """See "both 16,", "she was 17 when", "two boys, 17 and 19 years old"."""
        before, after = self.words.get(i - 1, ""), self.words.get(last, "")
        someone = self.words.get(i - 2) in ("he", "she", "who")
        when = someone and before in ("was", "is", "turned") and after in ("when", "at", "and", ".", ",")
        older = after in ("and", "or", "to") and self.words.get(last + 2) in ("years", "year")
        return (before == "both" and after in (",", ".")) or when or older

    def _hyphenated(self, first: int, last: int) -> bool:
        """Return whether the number is part of a word: "22-year-old", "G-8", "six-year"."""
        after = self.words.get(last) in ("-", "–") and self._touch(last) and self._touch(last + 1)
        before = self.words.get(first - 1) in ("-", "–") and self._touch(first) and self._touch(first - 1)
        whole = after and self._digits(last + 1) is None and self._in_words(last + 1) is None
        return whole or before

    def _touch(self, i: int) -> bool:
        """Return whether token `i` stands against the one before it."""
        return self.first < i < self.last and self.tokens[i - 1].end == self.tokens[i].start

    def _year(self, i: int) -> bool:
        word = self.words[i]
        if len(word) != 4 or int(word) not in YEARS:
            return word.startswith("0")
        # "1948 people" and "1948 wounded soldiers" count; "in 2016", "the 1991 killings" and "2016" alone do not.
        if self.words.get(i - 1) in {*MONTHS, "in", "since", "a", "an"} or self._after_day(i):
            return True
        described = i + 1 < self.last and self.tokens[i + 1].tag in ("JJ", "VBN")
        return self.words.get(i + 2 if described else i + 1) not in self.amounts.people.status

    def _after_day(self, i: int) -> bool:
        """See the year of "January 9, 2017"."""
        day = self.words.get(i - 1) == "," and self.words.get(i - 2, "").isdecimal()
        return day and self.words.get(i - 3, "").rstrip(".") in MONTHS

    def _day(self, i: int, before: str, after: str) -> bool:
        near = before.rstrip(".") in MONTHS or after.rstrip(".") in MONTHS
        # "March" and "May" are verbs too: "at least 20 may have died"; "since 21 May" is a day.
        verb = (
            after == "may"
            and self.tokens[i + 1].tag == "MD"
            and before not in ("since", "on", "from", "until", "by")
        )
        return near and len(self.words[i]) <= 2 and not verb


def _room(seen: int) -> int:
    """Return the size below which the next word adds to the last: "forty" takes units, "hundred" takes tens."""
    if seen >= 1000:
        return 1000
    return 100 if seen == 100 else 10 if seen >= 20 and seen % 10 == 0 else 0
