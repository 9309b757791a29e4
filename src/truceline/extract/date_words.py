"""Date words: what an expression of time is, and the words of a sentence as its readers see them."""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Final, Literal, NamedTuple

from truceline.extract.calendar_words import YEARS
from truceline.extract.days import Days
from truceline.model.parsed import Parsed, Sentence
from truceline.model.when import Granularity

# "previous" is the last day or month that was told, "latest" the last date of any width.
Anchor = Literal["none", "published", "previous", "latest"]
# The rule of a date whose anchor is not known: the words are kept, the days stay open.
NO_ANCHOR: Final = "no-anchor"
DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
# "must be signed by October 5", "holds until Friday" look ahead; "held until Friday" looks back.
DEADLINES = frozenset(["by", "until", "till"])
MODALS = frozenset(["must", "should", "can", "may", "might", "to", "would", "could"])
WILL = frozenset(["will", "shall", "'ll", "wo"])
COMING = frozenset(["schedule", "expect", "plan", "due", "set", "go", "slate", "intend"])


# "'15" is of this century, "'95" of the last.
TURN = 50
# "2014-15" and "1991-2002" are years; "2014-2099" is none that a report tells.
SPAN = 40


class Expression(NamedTuple):
    """Words that tell a time at tokens `first` to `last` (half-open), `core` the word they hang on.

    `days` gives the interval for an anchor day; `base` says what that day is. `rule` names how.
    """

    first: int
    last: int
    core: int
    days: Callable[[datetime.date], Days]
    granularity: Granularity
    rule: str
    base: Anchor


class View:
    """The words of one sentence, in lower case and without full stops, with the questions that readers of dates ask."""

    def __init__(self, parsed: Parsed, sentence: Sentence) -> None:
        """Keep the sentence."""
        self.tokens, self.parsed, self.end = parsed.tokens, parsed, sentence.last
        self.words = {
            i: self.tokens[i].text.lower().rstrip(".") or "." for i in range(sentence.first, sentence.last)
        }

    def word(self, i: int) -> str:
        """Return the word at `i`, empty outside the sentence."""
        return self.words.get(i, "")

    def tag(self, i: int) -> str:
        """Return the tag at `i`, empty outside the sentence."""
        return self.tokens[i].tag if i in self.words else ""

    def stands(self, phrase: tuple[str, ...], i: int) -> bool:
        """Return whether the phrase stands at `i`."""
        return all(self.word(i + n) == word for n, word in enumerate(phrase))

    def number(self, i: int) -> int | None:
        """Return the day of a month that stands at `i`: "9", "9th"."""
        match = DAY_NUMBER.fullmatch(self.word(i))
        number = int(match.group(1)) if match else 0
        return number if 1 <= number <= 31 else None

    def year(self, i: int) -> int | None:
        """Return the year that stands at `i`: "2014", "mid-2014"."""
        word = self.word(i).removeprefix("mid").lstrip("-")
        return int(word) if len(word) == 4 and word.isdecimal() and int(word) in YEARS else None

    def short_year(self, i: int) -> tuple[int | None, int]:
        """Return the year of "'15" behind a day and its month, and where it stands."""
        word = self.word(i).lstrip("'’")
        marked = word != self.word(i)
        at = i if marked and word else i + 1
        digits = word if marked and word else (self.word(i + 1) if self.word(i) in ("'", "’") else "")
        if len(digits) != 2 or not digits.isdecimal():
            return None, i
        century = 2000 if int(digits) < TURN else 1900
        return century + int(digits), at

    def decade(self, i: int) -> int | None:
        """Return the first year of "1990s"."""
        word = self.word(i)
        return int(word[:4]) if len(word) == 5 and word.endswith("0s") and word[:4].isdecimal() else None

    def until_year(self, i: int, year: int) -> int | None:
        """Return the last year of "2011-2016" or "2014-15", whose first stands at `i`."""
        word = self.word(i + 2) if self.word(i + 1) in ("-", "–", "/") else ""
        if not word.isdecimal() or len(word) not in (2, 4):
            return None
        until = int(word) if len(word) == 4 else year // 100 * 100 + int(word)
        return until if year < until < year + SPAN else None

    def capital(self, i: int) -> bool:
        """Return whether token `i` is a name of a month or day, not the verb "may" or "march"."""
        return self.tag(i) not in ("", "MD", "VB", "VBP", "VBD") and self.tokens[i].text[0].isupper()

    def present(self, i: int) -> bool:
        """Return whether the nearest verb above token `i` tells of now, or of what is planned: "they meet this Friday"."""
        verb = next((a for a in self.parsed.ancestors(i) if self.tokens[a].pos in ("VERB", "AUX")), None)
        return verb is not None and self.tokens[verb].tag in ("VBZ", "VBP", "VB")

    def past(self, i: int) -> bool:
        """Return whether the nearest verb above token `i` tells what was: "it held until the weekend"."""
        verb = next((a for a in self.parsed.ancestors(i) if self.tokens[a].pos in ("VERB", "AUX")), None)
        return verb is not None and self.tokens[verb].tag in ("VBD", "VBN")

    def thing(self, i: int, kinds: Mapping[str, str]) -> tuple[str, int] | None:
        """Return the kind of the noun behind `i` and where it stands, over an article and adjectives: "the fragile truce"."""
        for j in range(i, i + 4):
            kind = kinds.get(self.tokens[j].lemma.lower()) if self.tag(j).startswith("NN") else None
            if kind is not None:
                return kind, j
            if self.tag(j) not in ("DT", "JJ", "PRP$", "CD", "NN", "NNP"):
                return None
        return None

    def future(self, i: int) -> bool:
        """Return whether the nearest verb above token `i` tells what is still to come."""
        verb = next((a for a in self.parsed.ancestors(i) if self.tokens[a].pos in ("VERB", "AUX")), None)
        if verb is None:
            return False
        token = self.tokens[verb]
        beside = {self.tokens[c].text.lower() for c in self.parsed.children(verb, "aux")}
        if self.word(i - 1) in DEADLINES and (token.tag in ("VBZ", "VBP", "VB") or beside & MODALS):
            return True
        # "A mine went off": only who is going to do something looks ahead.
        if token.lemma.lower() == "go" and token.tag in ("VBD", "VBN"):
            return False
        above = self.tokens[token.head].lemma.lower() if token.dep in ("xcomp", "ccomp") else ""
        return bool(beside & WILL) or not COMING.isdisjoint((above, token.lemma.lower()))
