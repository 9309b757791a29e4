"""Standing: what a sentence says that the counted are in or without: the grammar of states."""

from collections.abc import Iterator
from typing import NamedTuple

from truceline.extract.clauses import modal, negated
from truceline.extract.numerals import Numeral
from truceline.knowledge.conditions import Conditions, State
from truceline.model.parsed import Parsed

# What a state is told by under its verb: "is under siege", "remain trapped", "has no access to water".
PREDICATES = (
    "acomp",
    "attr",
    "prep",
    "advmod",
    "oprd",
    "xcomp",
    "dobj",
    "prt",
    "acl",
    "ccomp",
    "neg",
    "npadvmod",
)
BESIDE = ("acl", "amod", "relcl", "prep", "advmod", "appos", "punct")
# A state that may come is none: "would be trapped".
UNREAL = frozenset({"will", "would", "could", "may", "might", "should", "shall", "can"})
# Longest step from a verb to the state under it: "have been left living without".
DEEPEST = 3
SUBJECTS = ("nsubj", "nsubjpass")
WHERE = frozenset({"in", "inside", "at", "near", "outside", "around", "within", "across"})
# "Left in 45 buses" is a deed, "left in the city" a state.
INSIDE = frozenset({"in", "inside", "there", "within", "at"})
# What may stand between "without" and the water.
BETWEEN = ("ADJ", "NOUN", "CCONJ", "DET", "ADP", "ADV", "PUNCT", "PROPN")
# A state with its place has no more words than a clause.
LONGEST = 12


class Subject(NamedTuple):
    """Who or what is counted: the token that names it, where the number starts and where the words after it, its classes.

    `bare` is a number without any noun.
    """

    noun: int
    first: int
    start: int
    classes: frozenset[str]
    bare: bool


class Told(NamedTuple):
    """The words of a state, at tokens `first` to `last` (half-open), and the token on which it hangs.

    `describes` says that it only tells which people are meant ("six displaced people", "six people who lived there").
    """

    first: int
    last: int
    head: int
    describes: bool = False


def governor(parsed: Parsed, subject: Subject) -> int | None:
    """Return the verb of which the counted is the subject, through "of" ("tens of thousands of people")."""
    i = subject.noun
    for _ in range(DEEPEST):
        token = parsed.tokens[i]
        if token.dep in SUBJECTS:
            return token.head
        above = parsed.tokens[token.head]
        if token.dep == "pobj" and above.lemma == "of" and subject.first <= above.head < subject.start:
            i = above.head
        elif token.dep in ("nummod", "quantmod", "conj", "appos") and token.head != i:
            i = token.head
        else:
            return None
    return None


def state_of(
    parsed: Parsed, words: Conditions, state: State, numeral: Numeral, subject: Subject
) -> Told | None:
    """Return where a state is told of the counted: before the noun, after it, by its verb, or over it."""
    reader = _Reader(parsed, words, state)
    verb = governor(parsed, subject)
    if verb is not None and _is_unreal(parsed, verb):
        return None
    return (
        reader.before(numeral, subject)
        or reader.led(numeral, subject)
        or reader.beside(subject)
        or (reader.under(verb, subject) if verb is not None else None)
        or reader.over(subject)
    )


def _is_unreal(parsed: Parsed, verb: int) -> bool:
    """Return whether a verb tells of what may come, or not be."""
    marks = {parsed.tokens[m].lemma.lower() for m in parsed.children(verb, "mark")}
    going = parsed.tokens[verb].dep == "xcomp" and parsed.tokens[verb - 1].tag == "TO"
    return modal(parsed, verb) in UNREAL or bool(marks & {"if", "unless"}) or going


class _Reader:
    """Looks for one kind of state around what is counted."""

    def __init__(self, parsed: Parsed, words: Conditions, state: State) -> None:
        self.parsed, self.words, self.state = parsed, words, state

    def _word(self, i: int) -> str:
        return self.parsed.tokens[i].text.lower()

    def before(self, numeral: Numeral, subject: Subject) -> Told | None:
        """See "9,000 besieged people"; of "besieged Xtown's people" the state is the town's."""
        if subject.bare:
            return None
        for i in range(numeral.last, subject.noun):
            if self._word(i) in self.state.before:
                return Told(i, subject.noun + 1, subject.noun, describes=True)
        return None

    def led(self, numeral: Numeral, subject: Subject) -> Told | None:
        """See "home to 9,000 people", "a siege of 9,000 people"."""
        window = {i: self._word(i) for i in range(max(numeral.first - 4, 0), numeral.first)}
        phrase = self.state.led.before(window, numeral.first)
        return Told(numeral.first - len(phrase), subject.noun + 1, subject.noun) if phrase else None

    def beside(self, subject: Subject) -> Told | None:
        """See "people living under siege", "doctors left in Xtown", "people who have no water"."""
        for i in self.parsed.children(subject.noun, *BESIDE):
            if i < subject.noun:
                continue
            if self.parsed.tokens[i].dep == "relcl":
                if not (self._is_anothers(i) or _is_unreal(self.parsed, i)) and (
                    told := self.under(i, subject)
                ):
                    return told._replace(describes=True)
                continue
            if told := next(self._at(i, DEEPEST), None):
                return told
        # The parser may hang "left" and "inside the besieged zone" elsewhere; what touches the noun is said of it.
        after = subject.noun + 1
        touching = after < len(self.parsed.tokens) and self._same_sentence(after, subject.noun)
        return self._told(after) if touching and not self._is_finite(after) else None

    def _is_anothers(self, verb: int) -> bool:
        """Return whether a relative clause tells of somebody else, or of what is over: "on which they work", "who had lived"."""
        whose = [self.parsed.tokens[c] for c in self.parsed.children(verb, *SUBJECTS)]
        over = any(self._word(c) == "had" for c in self.parsed.children(verb, "aux"))
        return over or any(token.tag not in ("WP", "WDT") and token.text.lower() != "that" for token in whose)

    def under(self, verb: int, subject: Subject) -> Told | None:
        """See "people are besieged", "people live in", "people remain trapped and without food"."""
        verbs = [
            verb,
            *(c for c in self.parsed.children(verb, "conj") if not self.parsed.children(c, *SUBJECTS)),
        ]
        for v in verbs:
            if negated(self.parsed, v) and not self._negative(v):
                continue
            token = self.parsed.tokens[v]
            if token.lemma in self.state.verbs and token.pos == "VERB" and not self._goes_on(v):
                return self._spread(v, v + 1)
            if told := next(self._predicate(v), None):
                return told
            if self.state.there and token.lemma == "be" and self._has_place(v):
                return self._spread(v, v + 1)
        return None

    def over(self, subject: Subject) -> Told | None:
        """See "an encirclement that traps 9,000", "the camp hosts 9,000", "left 9,000 trapped", "there are 30 doctors"."""
        i = self._top(subject.noun)
        token = self.parsed.tokens[i]
        verb = token.head
        if token.dep not in ("dobj", "attr") or _is_unreal(self.parsed, verb) or negated(self.parsed, verb):
            return None
        upper = self.parsed.tokens[verb]
        expletive = bool(self.parsed.children(verb, "expl"))
        having = upper.lemma in self.words.having and token.dep == "dobj"
        if upper.lemma in self.state.over or (self.state.there and (expletive or having)):
            return Told(verb, subject.noun + 1, verb)
        if upper.lemma in self.words.leaving and token.dep == "dobj":
            later = (c for c in self.parsed.children(verb, "oprd", "acomp", "xcomp", "prep", "acl") if c > i)
            return next((told for c in later for told in self._at(c, 1)), None)
        return None

    def _top(self, noun: int) -> int:
        """Return the noun on which the counted hangs by "of" or in a list: "traps tens of thousands of people"."""
        i, token = noun, self.parsed.tokens[noun]
        while token.dep in ("pobj", "prep", "conj", "appos") and token.head < i:
            if token.dep == "prep" and token.text.lower() != "of":
                return noun
            i, token = token.head, self.parsed.tokens[token.head]
        return i

    def _predicate(self, verb: int) -> Iterator[Told]:
        if self._word(verb) in self.state.after:
            if self._stands(verb):
                yield self._spread(verb, verb + 1)
        elif told := self._told(verb):
            yield told
        for c in self.parsed.children(verb, *PREDICATES):
            if self.parsed.tokens[c].dep == "ccomp" or (self.parsed.tokens[c].dep == "dobj" and c < verb):
                continue
            yield from self._at(c, DEEPEST - 1)

    def _at(self, i: int, depth: int) -> Iterator[Told]:
        """Yield the state told at a token or right under it."""
        if (told := self._told(i)) is not None:
            yield told
        # "Fled towards areas held by A": what is said of another noun is not said of the counted.
        token = self.parsed.tokens[i]
        noun = token.pos in ("NOUN", "PROPN", "PRON") and token.dep != "attr"
        if depth and token.dep not in SUBJECTS:
            below = ("det", "conj") if noun else (*PREDICATES, "conj", "pobj")
            for c in self.parsed.children(i, *below):
                yield from self._at(c, depth - 1)

    def _told(self, i: int) -> Told | None:
        """Return the state that begins at a token: a word, a phrase, or a word of want with what is wanted."""
        if self._word(i) in self.state.after and self._is_bare(i):
            return self._spread(i, i + 1)
        sentence = self.parsed.sentences[self.parsed.tokens[i].sentence]
        window = {k: self._word(k) for k in range(i, min(i + 5, sentence.last))}
        phrase = self.state.told.at(window, i)
        if phrase is not None and (not self._wants_needs(phrase) or self._needed(i + len(phrase) - 1)):
            return self._spread(i, i + len(phrase))
        if self._word(i) == "under" and any(
            self.parsed.tokens[o].lemma.lower() in self.state.under for o in self.parsed.children(i, "pobj")
        ):
            return self._spread(i, i + 1)
        if self._word(i) in self.state.wants and (last := self._needed(i)) is not None:
            return Told(i, last + 1, i)
        return None

    def _wants_needs(self, phrase: tuple[str, ...]) -> bool:
        return phrase[-2:] == ("access", "to")

    def _needed(self, i: int) -> int | None:
        """Return the last of what is wanted after token `i`: "without clean water or power"."""
        last = None
        for k in range(i + 1, min(i + 9, self.parsed.sentences[self.parsed.tokens[i].sentence].last)):
            token = self.parsed.tokens[k]
            if token.lemma.lower() in self.words.needs or token.text.lower() in self.words.needs:
                last = k
            elif token.pos not in BETWEEN and token.dep not in ("amod", "compound"):
                break
        return last

    def _is_bare(self, i: int) -> bool:
        """Return whether a word is a state and no deed: "left the city" is one, "left in the city" is not."""
        token = self.parsed.tokens[i]
        if token.tag in ("VBD", "VBN") and self.parsed.children(i, "dobj"):
            return False
        if token.tag == "VBN" and self._has_gone(i):
            return False
        if token.tag == "VBD":
            return not self.parsed.children(i, "nsubj") or (token.text.lower() == "left" and self._stays(i))
        attributive = token.dep == "amod" and token.head > i
        return not attributive and not negated(self.parsed, i)

    def _has_gone(self, i: int) -> bool:
        """See "who have left": they did it and are there no more; "have been left" is a state."""
        have = any(self.parsed.tokens[a].lemma == "have" for a in self.parsed.children(i, "aux"))
        return have and self._word(i) == "left" and not self.parsed.children(i, "auxpass")

    def _stays(self, i: int) -> bool:
        """Return whether "left" is those who are there still: "doctors left in the city", not "left in nine buses"."""
        after = [p for p in self.parsed.children(i, "prep") if p == i + 1 and self._word(p) in INSIDE]
        inside = [o for p in after for o in self.parsed.children(p, "pobj")]
        return any(
            not self.parsed.children(o, "nummod") and self.parsed.tokens[o].label != "DATE" for o in inside
        )

    def _stands(self, verb: int) -> bool:
        """Return whether a participle tells a state: "are displaced", not "were displaced by the raid", "has closed them"."""
        token = self.parsed.tokens[verb]
        if token.tag in ("VBG", "JJ"):
            return True
        aux = {self.parsed.tokens[i].text.lower() for i in self.parsed.children(verb, "aux", "auxpass")}
        if self.parsed.children(verb, "agent") and not aux & {"are", "is", "been", "remain"}:
            return False
        done = aux & {"was", "were"} and self._is_change(verb)
        return token.tag == "VBN" and bool(aux) and not done and not self.parsed.children(verb, "dobj")

    def _is_change(self, verb: int) -> bool:
        """Return whether a past passive tells what was done on a day: "were displaced", "was closed", "were deployed"."""
        still = {self._word(i) for i in self.parsed.children(verb, "advmod")} & {"still"}
        return not still and self._word(verb) not in (
            "trapped",
            "besieged",
            "stranded",
            "stuck",
            "held",
            "left",
        )

    def _goes_on(self, verb: int) -> bool:
        """Return whether a verb of staying has its state elsewhere: "remain determined", "stay silent"."""
        return bool(self.parsed.children(verb, "acomp", "attr", "oprd", "dobj", "xcomp"))

    def _has_place(self, verb: int) -> bool:
        return any(
            self._word(p) in ("in", "inside", "at", "within") for p in self.parsed.children(verb, "prep")
        )

    def _negative(self, verb: int) -> bool:
        """Return whether the state is told by its negation: "were not functioning"."""
        return any(phrase.split()[0] in ("not", "no") for phrase in self.state.phrases)

    def _is_finite(self, i: int) -> bool:
        token = self.parsed.tokens[i]
        return token.tag in ("VBP", "VBZ", "VBD") and bool(self.parsed.children(i, "dobj", "ccomp"))

    def _same_sentence(self, a: int, b: int) -> bool:
        return self.parsed.tokens[a].sentence == self.parsed.tokens[b].sentence

    def _spread(self, first: int, last: int) -> Told:
        """Return the state with the place words that hang on it: "trapped in the east of the city"."""
        if self.parsed.tokens[first].pos == "ADP" and self.parsed.tokens[first].dep == "prep":
            whole = max(self.parsed.subtree(first)) + 1
            return Told(first, whole if whole - first <= LONGEST else last, first)
        end = last
        for p in self.parsed.children(first, "prep") + self.parsed.children(last - 1, "prep"):
            if p == end and self._word(p) in WHERE:
                whole = max(self.parsed.subtree(p)) + 1
                end = whole if whole - first <= LONGEST else end
        return Told(first, end, first)
