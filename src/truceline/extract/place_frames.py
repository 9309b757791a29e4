"""Place frames: capitalised names in a sentence, and the words around them that show a place."""

from collections.abc import Iterator
from typing import NamedTuple

from truceline.extract.calendar_words import MONTHS, WEEKDAYS
from truceline.extract.place_words import (
    AROUND,
    BESIDE,
    DIRECTIONS,
    IN,
    LINKS,
    MODIFIERS,
    NOUNS,
    OPENERS,
    PARTICLES,
    PARTS,
    PLAIN_ARTICLES,
    PLURALS,
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


# "The villages of Xtown and Ytown" are named so; "the villages of the Xtown plain" lie there.
_GROUPS = frozenset(["villages", "towns", "cities"])
# "A district of Xtown" has another name, or none.
_ONE = frozenset(["a", "an", "another", "one"])
_LISTS = ([","], ["and"], ["or"], [",", "and"])


class Frame(NamedTuple):
    """A capitalised name at tokens `first` to `last` (half-open) and what shows it as a place.

    `prep` is the preposition before it ("" if none), `noun` what it is called ("village"), `relation` how the place told
    stands to it ("north of", "eastern"). `strong` says that only a place can stand there, `title` that capitals say nothing.
    In "the Xyz quarter of Ytown" Xyz has the `of_noun` "quarter", and Ytown is `parted`: it may be the whole. `end` is
    where the noun after the name ends, the name's own end where none does.
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
    end: int = 0


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

    def cut(self, frame: Frame, at: int) -> tuple[Frame, Frame]:
        """Return a frame as two: the owner of a name, whose apostrophe was lost, and the name."""
        owner = frame._replace(last=at, end=at, noun="", of_noun="")
        return owner, self._frame(at, frame.last)

    def whole(self, first: int, last: int) -> Frame:
        """Return the frame of a name of several parts that somebody else has found: "the Democratic Republic of Xland"."""
        return self._frame(first, last)

    def frames(self) -> Iterator[Frame]:
        """Yield the capitalised names of the sentence with their frames, left to right."""
        before: Frame | None = None
        alone = list(self._alone())
        for n, frame in enumerate(alone):
            after = alone[n + 1] if n + 1 < len(alone) else None
            before = self._listed(before, self._shared(frame, after))
            yield before

    def _shared(self, frame: Frame, after: Frame | None) -> Frame:
        """Return the frame with the noun that stands behind the next name: "Xland and Yland provinces"."""
        if after is None or frame.noun or after.end <= after.last or self.word(after.end - 1) not in PLURALS:
            return frame
        joined = [self.word(i) for i in range(frame.last, after.first)] in _LISTS
        return frame._replace(noun=after.noun, strong=True) if joined else frame

    def _alone(self) -> Iterator[Frame]:
        i = self.sentence.first
        while i < self.sentence.last:
            last = self._name(i)
            end = last - 1 if self._backer(last) else last
            if end > i:
                yield self._frame(i, end)
            i = max(last, i + 1)

    def _backer(self, i: int) -> bool:
        """Return whether a name before token `i` only says whose something is: "the Xtown-backed force"."""
        if self.word(i) not in ("-", "–") or self.word(i + 1) in ("based", "born"):
            return False
        if self.tokens[i].start > self.tokens[i - 1].end:
            return False
        return i + 1 in self.words and self.tokens[i + 1].tag in ("VBN", "VBD")

    def _listed(self, before: Frame | None, frame: Frame) -> Frame:
        """Return the frame with what is told once for the list it stands in: "the towns of Xtown and Ytown"."""
        if before is None:
            return frame
        between = [self.word(i) for i in range(max(before.last, before.end), frame.first)]
        if frame.noun or between not in _LISTS:
            return frame
        if before.noun in PLURALS.values() and before.end <= before.last:
            return frame._replace(noun=before.noun, strong=True)
        # "In Xtown and Ytown"; the parser knows it from "in Xtown, and Yland said".
        joined = any(
            self.tokens[i].dep == "conj" and self.tokens[i].head in range(before.first, before.last)
            for i in range(frame.first, frame.last)
        )
        same = joined and before.prep in IN and not frame.prep
        return frame._replace(prep=before.prep, strong=True) if same else frame

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
        # "Near Xtown, two strikes": the parser takes both for one name.
        if opens and word in PREPOSITIONS:
            return False
        grammar = token.pos in ("DET", "PRON", "ADP", "VERB", "ADV", "CCONJ", "SCONJ", "AUX")
        common = token.pos not in ("PROPN", "X") and (opens or grammar)
        named = word in OPENERS and self.words.get(i + 1, "") not in NOUNS and self._capital(i + 1)
        return (not common and word not in NOUNS) or named

    def _inner(self, i: int) -> bool:
        """Return whether token `i` is a hyphen, an article or an apostrophe inside a name: "Deir ez-Zor"."""
        word = self.word(i)
        if word in ("-", "–"):
            near = self.tokens[i - 1].end == self.tokens[i].start
            return near and (self.word(i - 1) in PARTICLES or self._capital(i + 1))
        if word in PLAIN_ARTICLES and self._capital(i + 1):
            return True
        if word in LINKS and (
            self._capital(i + 1) or self.word(i + 1) in LINKS or self.word(i + 2) in ("-", "–")
        ):
            return True
        return word in PARTICLES and self.word(i + 1) in ("-", "–") and self._capital(i + 2)

    def _frame(self, first: int, last: int) -> Frame:
        end = last + 1 if self.word(last) in MODIFIERS else last
        noun_after = self.word(end) if self._called(end) else ""
        end = end + 1 if noun_after else last
        # "In the Xlandish capital Xtown": the capital is not called Xlandish.
        if noun_after == "capital" and self._capital(end):
            noun_after, end = "", last
        of_noun = noun_after if self.word(end) == "of" else ""
        noun_after = "" if of_noun else noun_after
        parted = self.word(first - 1) == "of" and self.word(first - 2) in NOUNS and self._capital(first - 3)
        prep, noun, relation = self._before(first)
        around = next((w for w in (self.word(last), noun) if w in AROUND), "")
        relation = around or relation
        # "The raid on Xtown south of Ycity": only a place lies south of another.
        lies = prep in TOWARDS and self.word(last) in DIRECTIONS and self.word(last + 1) == "of"
        strong = lies or prep in IN or prep in BESIDE or bool(noun_after or noun or relation)
        said = noun_after or noun
        return Frame(
            first, last, prep, PLURALS.get(said, said), relation, strong, self.title, of_noun, parted,
            end if noun_after else last,
        )  # fmt: skip

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
                # "In and around Xtown" is in it; "the nearby town of Xtown" is the town.
                beside = (
                    word in BESIDE
                    and not (word == "around" and before == "and")
                    and not (word == "nearby" and noun)
                )
                return word, noun, BESIDE[word] if beside else relation
            if word == "of":
                # "The districts of Xtown" are in it; "the district of X" is X.
                part = self._is_a_part(i - 1)
                told = before if before in AROUND else "suburbs" if part and before == "suburb" else "in"
                several = part or before in SEVERAL or (before in _GROUPS and self.word(i + 1) == "the")
                relation, noun = (relation or told, noun) if several else (relation, before)
                i -= 2
            elif word in DIRECTIONS or self._describes(i):
                # In "the northern city of Xtown" it is the country's north.
                relation = word if word in DIRECTIONS and not noun and relation not in AROUND else relation
                i -= 1
            else:
                break
        return "", noun, relation

    def _is_a_part(self, i: int) -> bool:
        """See "a northern district of Xtown": it lies in Xtown, where "the district of Xtown" has that name itself."""
        if self.word(i) not in PARTS:
            return False
        i -= 1
        first = self.sentence.first
        while i > first and self.word(i) not in _ONE and (self.word(i) in DIRECTIONS or self._describes(i)):
            i -= 1
        return self.word(i) in _ONE

    def _direction(self, i: int, noun: str) -> tuple[str, str, str]:
        """Return the frame of a direction before "of": "north of X" is outside X, "the north of X" is its north."""
        said = self.word(i)
        if self.word(i - 1) in ("-", "–") and self.word(i - 2) in DIRECTIONS:
            # "the north-west of Xland"
            i -= 2
            said = self.word(i) + said
        inside = self.word(i - 1) == "the"
        before = self.word(i - 2) if inside else self.word(i - 1)
        prep = before if before in IN | TOWARDS else "near"
        # "to the west of Xtown" is outside again.
        inside = inside and prep in IN
        return prep, noun, said if inside else f"{said} of"

    def _describes(self, i: int) -> bool:
        """Return whether token `i` may stand between a preposition and a name: "the rebel-held", "the Syrian city"."""
        token = self.tokens[i]
        if token.text in ("-", "–") or token.tag in ("DT", "JJ", "JJS", "VBN", "PRP$", "POS", "HYPH", "CD"):
            return True
        return self.word(i) in NOUNS or (token.tag in ("NN", "NNP") and self.word(i + 1) in ("-", "–"))
