"""Place frames: capitalised names in a sentence, and the words around them that show a place."""

from collections.abc import Iterator
from typing import NamedTuple

from truceline.extract.calendar_words import MONTHS, WEEKDAYS
from truceline.extract.place_words import (
    AROUND,
    BESIDE,
    DIRECTIONS,
    IN,
    NOUNS,
    PARTICLES,
    SEVERAL,
    TOWARDS,
)
from truceline.model.parsed import Parsed, Sentence

# A name of a place is never longer: "Ma'arrat al-Nu'man" with its hyphens has six tokens.
LONGEST_NAME = 7
# Between a preposition and its name stand at most so many words: "in the rebel-held north-eastern town of".
LONGEST_FRAME = 12
PREPOSITIONS = IN | TOWARDS | BESIDE.keys() | {"of"}
PARTED = SEVERAL | NOUNS.keys() | AROUND


class Frame(NamedTuple):
    """A capitalised name at tokens `first` to `last` (half-open) and what shows it as a place.

    `prep` is the preposition before it ("" if none), `noun` what it is called ("village"), `relation` how the place told
    stands to it ("north of", "eastern"). `strong` says that only a place can stand there, `title` that capitals say nothing.
    In "the Xyz quarter of Ytown" Xyz has the `of_noun` "quarter", and Ytown is `parted`: it may be the whole.
    """

    first: int
    last: int
    prep: str
    noun: str
    relation: str
    strong: bool
    title: bool
    of_noun: str = ""
    parted: bool = False


class Names:
    """The words of one sentence, and the names in it."""

    def __init__(self, parsed: Parsed, sentence: Sentence) -> None:
        """Keep the sentence."""
        self.parsed, self.sentence = parsed, sentence
        self.tokens = parsed.tokens
        self.words = {i: self.tokens[i].text.lower() for i in range(sentence.first, sentence.last)}
        capital = [self.tokens[i].text[0].isupper() for i in self.words if self.tokens[i].text[0].isalpha()]
        # In a headline every word has a capital: there only a frame shows a place.
        self.title = sentence.heading or (len(capital) > 4 and sum(capital) > 0.6 * len(capital))

    def word(self, i: int) -> str:
        """Return the word at `i` in lower case, empty outside the sentence."""
        return self.words.get(i, "")

    def frames(self) -> Iterator[Frame]:
        """Yield the capitalised names of the sentence with their frames, left to right."""
        i = self.sentence.first
        while i < self.sentence.last:
            last = self._name(i)
            if last > i:
                yield self._frame(i, last)
            i = max(last, i + 1)

    def _name(self, i: int) -> int:
        """Return where the name that starts at `i` ends; `i` itself where none does."""
        if not self._begins(i):
            return i
        j = i + 1
        while j < min(i + LONGEST_NAME, self.sentence.last) and (self._capital(j) or self._inner(j)):
            j += 1
        while j > i and not self._capital(j - 1):
            j -= 1
        return j

    def _begins(self, i: int) -> bool:
        if self.word(i) in PARTICLES and self.word(i + 1) in ("-", "–") and self._capital(i + 2):
            return True
        return self._capital(i)

    def _capital(self, i: int) -> bool:
        """Return whether token `i` is a word of a name: a capital that no grammar and no calendar demands."""
        if i not in self.words or not self.tokens[i].text[0].isupper():
            return False
        token, word = self.tokens[i], self.word(i)
        bare = word.removesuffix("'s").removesuffix("s")
        if word in MONTHS or word in WEEKDAYS or bare in WEEKDAYS:
            return False
        opens = i == self.sentence.first or self.word(i - 1) in ('"', "-", ".", ":")
        grammar = token.pos in ("DET", "PRON", "ADP", "VERB", "ADV", "CCONJ", "SCONJ", "AUX")
        common = token.pos not in ("PROPN", "X") and (opens or grammar)
        return not common and word not in NOUNS

    def _inner(self, i: int) -> bool:
        """Return whether token `i` is a hyphen, an article or an apostrophe inside a name: "Deir ez-Zor"."""
        word = self.word(i)
        if word in ("-", "–"):
            near = self.tokens[i - 1].end == self.tokens[i].start
            return near and (self.word(i - 1) in PARTICLES or self._capital(i + 1))
        return word in PARTICLES and self.word(i + 1) in ("-", "–") and self._capital(i + 2)

    def _frame(self, first: int, last: int) -> Frame:
        noun_after = self.word(last) if self._called(last) else ""
        of_noun = noun_after if self.word(last + 1) == "of" else ""
        noun_after = "" if of_noun else noun_after
        parted = self.word(first - 1) == "of" and self.word(first - 2) in NOUNS and self._capital(first - 3)
        prep, noun, relation = self._before(first)
        around = next((w for w in (self.word(last), noun) if w in AROUND), "")
        relation = around or relation
        strong = prep in IN or prep in BESIDE or bool(noun_after or noun or relation)
        return Frame(first, last, prep, noun_after or noun, relation, strong, self.title, of_noun, parted)

    def _called(self, i: int) -> bool:
        """Return whether token `i` says what a name before it is: in "those from Xtown pass the post" it is a verb."""
        if self.word(i) not in NOUNS:
            return False
        following = self.word(i + 1)
        return self.tokens[i].pos != "VERB" or not following or not following[0].isalpha()

    def _before(self, first: int) -> tuple[str, str, str]:
        """Return preposition, place noun and relation told before a name.

        "In the rebel-held town of", "north of", "on the outskirts of", "in eastern".
        """
        noun, relation, i = "", "", first - 1
        while i >= max(self.sentence.first, first - LONGEST_FRAME):
            word, before = self.word(i), self.word(i - 1)
            if word == "of" and before in DIRECTIONS:
                return self._direction(i - 1, noun)
            if word in PREPOSITIONS and not (word == "of" and before in PARTED):
                return word, noun, BESIDE.get(word, relation) if word not in IN else relation
            if word == "of":
                # "The districts of Xtown" are in it; "the district of X" is X.
                relation, noun = (relation or "in", noun) if before in SEVERAL else (relation, before)
                i -= 2
            elif word in DIRECTIONS or self._describes(i):
                # In "the northern city of Xtown" it is the country's north.
                relation = word if word in DIRECTIONS and not noun else relation
                i -= 1
            else:
                break
        return "", noun, relation

    def _direction(self, i: int, noun: str) -> tuple[str, str, str]:
        """Return the frame of a direction before "of": "north of X" is outside X, "the north of X" is its north."""
        inside = self.word(i - 1) == "the"
        before = self.word(i - 2) if inside else self.word(i - 1)
        prep = before if before in IN | TOWARDS else "near"
        # "to the west of Xtown" is outside again.
        inside = inside and prep in IN
        return prep, noun, self.word(i) if inside else f"{self.word(i)} of"

    def _describes(self, i: int) -> bool:
        """Return whether token `i` may stand between a preposition and a name: "the rebel-held", "the Syrian city"."""
        token = self.tokens[i]
        if token.text in ("-", "–") or token.tag in ("DT", "JJ", "JJS", "VBN", "PRP$", "POS", "HYPH", "CD"):
            return True
        return self.word(i) in NOUNS or (token.tag in ("NN", "NNP") and self.word(i + 1) in ("-", "–"))
