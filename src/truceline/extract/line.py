"""Line: one sentence as the readers of figures see it, and a group of people counted in it."""

from typing import NamedTuple

from truceline.extract.harmless import harmless
from truceline.extract.numerals import Numeral
from truceline.knowledge.amounts import Amounts
from truceline.model.claim import HarmedStatus
from truceline.model.parsed import Parsed, Sentence

# Whom a blow struck, between it and the "dead" or "to death" that closes it: "shot his neighbour Xan Yorr dead".
STRUCK = frozenset(("PRP", "PRP$", "DT", "NN", "NNP", "NNS", "NNPS", "JJ", "CD", "POS"))
STRUCK_REACH = 7
# "Affected by the chlorine gas": so many words at most stand before the gas.
GAS_REACH = 5
CLOSING = (",", ".", ";", "and", "in", "on", "at", "after", "during")


class Group(NamedTuple):
    """People counted at tokens `first` to `last` (half-open).

    `noun` is the token that names them (None: a bare number), `sure` whether it is known to name people, `after` where
    the number ends, `named` whether they are told by their names.
    """

    numeral: Numeral
    first: int
    after: int
    last: int
    noun: int | None
    sure: bool
    status: HarmedStatus
    named: bool = False

    @property
    def bare(self) -> bool:
        """Return whether no noun follows the number."""
        return self.noun is None


class Line:
    """One sentence as the readers of figures see it: its words in lower case, and which of them tell harm.

    `lone` says whether one person who is told as known, "the driver", "the boy", counts: in a report that counts nobody.
    """

    lone = False

    def __init__(self, parsed: Parsed, sentence: Sentence, amounts: Amounts) -> None:
        """Keep the sentence."""
        self.parsed, self.sentence, self.amounts = parsed, sentence, amounts
        # In capitals some little words are names: "IS" is a group, "is" a verb.
        texts = {i: parsed.tokens[i].text for i in range(sentence.first, sentence.last)}
        self.words = {i: text if text in amounts.capitals else text.lower() for i, text in texts.items()}
        for i in [i for i, word in self.words.items() if word in amounts.fatal and i + 1 in self.words]:
            if self.words[i + 1] in amounts.cues.verbs or self.words[i + 1] in amounts.struck:
                self.words[i + 1] = "killed"
            elif self.tag(i - 1) == "CD" and self.words[i + 1] in CLOSING:
                self.words[i] = "dead"  # "four were shot, one fatally"
        self._read_death()
        self.words |= dict.fromkeys(harmless(parsed, self.words, amounts.idle), "")

    def _read_death(self) -> None:
        """Read "shot to death" and "shot the mayor dead" as killed, "the fatal shooting of" as the killing, "affected by gas" as hurt."""
        for i in list(self.words):
            if self.word(i) in self.amounts.struck and (end := self._deadly(i)) is not None:
                self.words |= {i: "killed", **dict.fromkeys(end, "")}
            elif (self.word(i), self.word(i + 1)) in self.amounts.fatal_deeds:
                self.words[i + 1] = "killing"
            elif self.word(i) in self.amounts.passing and self.word(i + 1) == "away":
                self.words |= {i: "died", i + 1: ""}
            elif self.word(i) in self.amounts.gassed and self._by_gas(i):
                self.words[i] = "poisoned"

    def _by_gas(self, i: int) -> bool:
        """See "affected by the gas": what affects people otherwise may be a shortage or a law."""
        gases = [j for j in range(i + 2, i + GAS_REACH) if self.word(j) in self.amounts.gases]
        more = [j + 1 for j in gases if self.tag(j + 1).startswith("NN")]
        shortage = any(self.word(j) not in self.amounts.gassings for j in more)
        return self.word(i + 1) == "by" and bool(gases) and not shortage

    def _deadly(self, i: int) -> range | None:
        """Return the "to death" or "dead" that tells what a blow did: right behind it, or behind whom it struck."""
        for j in range(i + 1, min(i + STRUCK_REACH, self.sentence.last)):
            if (self.word(j), self.word(j + 1)) == ("to", "death"):
                return range(j, j + 2)
            # "Shot dead" has readers of its own.
            if self.word(j) == "dead":
                return range(j, j + 1) if j > i + 1 and self._ends_there(j) else None
            if self.tag(j) not in STRUCK:
                return None
        return None

    def _ends_there(self, i: int) -> bool:
        """Return whether "dead" closes the phrase: "shot him dead in the street", not "shot the dead man"."""
        return not self.tag(i + 1).startswith(("NN", "JJ", "CD"))

    def word(self, i: int) -> str:
        """Return the word at `i` in lower case, empty outside the sentence."""
        return self.words.get(i, "")

    def tag(self, i: int) -> str:
        """Return the tag at `i`, empty outside the sentence."""
        if self.words.get(i) in self.amounts.capitals:
            return "NNP"
        return self.parsed.tokens[i].tag if i in self.words else ""

    def stands(self, phrase: tuple[str, ...], i: int) -> bool:
        """Return whether the phrase stands at `i`."""
        return all(self.word(i + n) == word for n, word in enumerate(phrase))

    def effect(self, i: int) -> bool:
        """Return whether the word at `i` tells an effect."""
        cues, word = self.amounts.cues, self.word(i)
        return word in cues.verbs or word in cues.ends or word in cues.states or word in cues.nouns
