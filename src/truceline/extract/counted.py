"""Counted: the groups of people that a sentence counts."""

from truceline.extract.by_name import by_name, is_told_of
from truceline.extract.line import Group, Line
from truceline.extract.numerals import Numeral, find_numerals
from truceline.model.claim import HarmedStatus

# A counted noun stands at most this many tokens after its number ("30 regime and allied foreign fighters"); judged by eye,
# not swept.
# Who says what was counted.
SAYING = ("said", "says", "reported", "reports", "added", "told")
REACH = 9
MODIFIERS = (
    "JJ",
    "NN",
    "NNP",
    "NNPS",
    "NNS",
    "VBN",
    "VBG",
    "HYPH",
    "POS",
    "JJS",
    "JJR",
    "RB",
    "FW",
    "CD",
    "AFX",
    "XX",
)
# These name people and never one of them.
UNCOUNTED = frozenset(
    (
        "people",
        "police",
        "other",
        "others",
        "more",
        "dead",
        "wounded",
        "injured",
        "forces",
        "personnel",
        "staff",
        "crew",
        "case",
    )
)
PARENTS = (
    "father",
    "mother",
    "dad",
    "mom",
    "mum",
    "parent",
    "grandfather",
    "grandmother",
    "widow",
    "widower",
)
KIN = (*PARENTS, "brother", "sister", "son", "daughter", "wife", "husband", "uncle", "aunt", "cousin")
TURNS = ("after", "as", ":", ";", "|")
LEAVING = ("left", "leaves", "leaving")
ONESELF = ("himself", "herself")
BODILY = ("in", "to", "into", "on", "from")
ORDINALS = ("second", "third", "fourth", "fifth", "sixth")


def find_groups(line: Line) -> list[Group]:
    """Return the counted people of a sentence, left to right: by a number, an article, a possessive or a name."""
    return _Groups(line).find()


class _Groups:
    """Finds the counted people of one sentence."""

    def __init__(self, line: Line) -> None:
        self.line, self.people = line, line.amounts.people
        self.numerals = find_numerals(line.parsed, line.sentence, line.amounts)
        self.headline = line.sentence.heading or line.word(line.sentence.last - 1) not in (".", "!", "?", '"')

    def find(self) -> list[Group]:
        counted = [self._counted(numeral) for numeral in self.numerals if not self._has(numeral)]
        taken = {i for numeral in self.numerals for i in range(numeral.first, numeral.last)}
        free = [i for i in self.line.words if i not in taken]
        single = [self._single(i) or by_name(self.line, i) for i in free]
        groups = [group for group in [*counted, *single] if group is not None]
        groups.sort(key=lambda group: group.first)
        groups = [self._out_of(group, groups[n + 1 : n + 2]) for n, group in enumerate(groups)]
        # "a man" inside "the death of a man's two sons" is read once, with the longer.
        return [group for n, group in enumerate(groups) if not n or group.first >= groups[n - 1].last]

    def _out_of(self, group: Group, following: list[Group]) -> Group:
        """Return the "12" of "12 of the 30 hostages were killed" as twelve hostages; the 30 befell nothing.

        "Twelve of the 30 dead" is another thing: all 30 died, and twelve of them are told apart.
        """
        after = next(iter(following), None)
        if after is None or not group.bare or self.line.word(group.after) != "of" or not after.sure:
            return group
        near = after.first in (group.after + 1, group.after + 2)
        end = after.last
        # "one of 700 people shot and killed this year"
        while self.line.word(end) in ("shot", "and"):
            end += 1
        harmed = any(self.line.effect(i) for i in (after.last - 1, end))
        if not near or harmed:
            return group
        return group._replace(last=after.last, noun=after.noun, sure=True, status=after.status)

    def _counted(self, numeral: Numeral) -> Group | None:
        """Return what a number counts, or None where it counts things."""
        run = self._run(self._over_of(numeral.last))
        following = (numeral.last, *run[:2])
        more = numeral.more or any(self.line.word(i) in self.line.amounts.more for i in following)
        noun = self._named(run, numeral)
        if noun is not None:
            return self._make(numeral, self._past_quote(noun, numeral.first), noun, sure=True, more=more)
        unknown = next(
            (i for i in run if self.line.tag(i) in ("NNS", "NNPS", "NN") or self._peoples(i)), None
        )
        if unknown is None:
            return self._make(numeral, numeral.last, None, sure=False, more=more)
        if self.line.tag(unknown) == "NN":
            # "Blast kills six Xland state TV": who tells it follows, with no mark between.
            harmed = (
                self.line.word(numeral.first - 1) in self.line.amounts.cues.verbs and (numeral.low or 0) > 1
            )
            return self._make(numeral, numeral.last, None, sure=False, more=more) if harmed else None
        if self.line.word(unknown) in self.people.things:
            return None
        last = self._past_quote(unknown, numeral.first)
        return self._make(numeral, last, unknown, sure=False, more=more)

    def _has(self, numeral: Numeral) -> bool:
        """See "father of five killed": so many children has one who was."""
        return self.line.word(numeral.first - 1) == "of" and self.line.word(numeral.first - 2) in PARENTS

    def _past_quote(self, noun: int, first: int) -> int:
        """Return where the noun ends, with the mark that closes it: dozens of "fighters", "dozens of fighters"."""
        quoted = '"' in (self.line.word(noun - 1), self.line.word(noun - 2), self.line.word(first - 1))
        return noun + 2 if quoted and self.line.word(noun + 1) == '"' else noun + 1

    def _peoples(self, i: int) -> bool:
        """Return whether a name stands in the plural: the parser takes the people of a group for one name."""
        return (
            self.line.tag(i) == "NNP"
            and self.line.word(i).endswith("s")
            and not self.line.tag(i + 1).startswith("NN")
        )

    def _named(self, run: list[int], numeral: Numeral) -> int | None:
        """Return the noun of people that the number counts; no plural of another kind may stand before it."""
        found: int | None = None
        for i in run:
            word, tag = self.line.word(i), self.line.tag(i)
            if word in self.people.status and not self._modifies(i, numeral):
                if word not in self.line.amounts.more:
                    return i
                found = i
            elif found is not None or (tag in ("NNS", "NNPS") and word not in self.people.status):
                return found
        return found

    def _make(self, numeral: Numeral, last: int, noun: int | None, *, sure: bool, more: bool) -> Group:
        numeral = numeral._replace(more=more)
        return Group(numeral, numeral.first, numeral.last, last, noun, sure, self._status(noun))

    def _status(self, noun: int | None) -> HarmedStatus:
        if noun is None:
            return "unknown"
        # Police officers are no soldiers, army doctors no civilians: the word before decides.
        described = self.people.described.get(self.line.word(noun - 1))
        return described or self.people.status.get(self.line.word(noun), "unknown")

    def _over_of(self, i: int) -> int:
        """Step over "of the", "of its" ("fourteen of the fighters")."""
        if self.line.word(i) != "of":
            return i
        return i + 2 if self.line.tag(i + 1) in ("DT", "PRP$") else i + 1

    def _run(self, start: int) -> list[int]:
        """Return the tokens that may hold the counted noun."""
        run: list[int] = []
        for i in range(start, min(start + REACH, self.line.sentence.last)):
            word, tag = self.line.word(i), self.line.tag(i)
            # "a 22-year-old man": an age is no count.
            if any(n.first == i for n in self.numerals) or (tag == "CD" and self.line.word(i + 1) != "-"):
                break
            if word in ("(", ")", '"', "'", "so-called", "-") or (
                word in ("and", "or") and run and self._adjective(i)
            ):
                continue
            if self.line.effect(i) and not self._attributive(i):
                break
            marker = self.line.amounts.frames.part_before.at(self.line.words, i) is not None
            if tag not in MODIFIERS or word in self.line.amounts.frames.links or marker:
                break
            run.append(i)
        return run

    def _adjective(self, i: int) -> bool:
        """Return whether "and" at `i` joins two words before one noun ("regime and allied fighters")."""
        return self.line.tag(i - 1) in ("JJ", "NN", "NNP") and self.line.tag(i + 1) in (
            "JJ",
            "NNP",
            "NN",
            "VBN",
        )

    def _attributive(self, i: int) -> bool:
        """Return whether the effect at `i` is said of a noun right after it ("ten wounded civilians", "dead bodies")."""
        return self.line.word(i + 1) in self.people.status and self.line.tag(i + 1) in ("NNS", "NN")

    def _modifies(self, i: int, numeral: Numeral) -> bool:
        """Return whether the noun of people at `i` only describes the next ("rebel fighters", "rebel positions")."""
        following = self.line.tag(i + 1)
        if self.line.effect(i + 1) and not self._attributive(i + 1):
            return False
        if self.line.word(i + 1) in self.people.status:
            return self.line.word(i) not in self.people.general or self.line.tag(i) == "NN"
        plural = self.line.tag(i) in ("NNS", "NNPS")
        return not plural and following in ("NN", "NNS") and numeral.low != 1

    def _single(self, i: int) -> Group | None:
        """Return one person told by an article, a possessive or a name: "a farmer", "his son", "judge Xyz"."""
        return self._told(i) or self._titled(i) or self._pronoun(i) or self._oneself(i) or self._headlined(i)

    def _oneself(self, i: int) -> Group | None:
        """Return the one of "the gunman killed himself": whose deed it is, grammar tells."""
        done = self.line.amounts.cues.verbs.get(self.line.word(i - 1)) == "killed"
        if not done or self.line.tag(i - 1) == "VB" or self.line.word(i) not in ONESELF:
            return None
        return Group(Numeral(i, i, 1, 1, "exact"), i, i, i + 1, i, True, "unknown", named=True)

    def _headlined(self, i: int) -> Group | None:
        """Return the one of "Soldier killed in ambush", "Gunmen kill teacher": headlines leave the article out."""
        if not self.headline or self.line.tag(i) not in ("NN", "NNP", "JJ", "VB"):
            return None
        if (
            self.line.word(i) not in self.people.status
            or self.line.word(i) in self.people.general | UNCOUNTED
        ):
            return None
        first = self.line.sentence.first
        k = i
        while k > first and self.line.tag(k - 1) in MODIFIERS and not self.line.effect(k - 1):
            k -= 1
        if self._lost_of(k):
            return Group(Numeral(k, k, 1, 1, "exact"), k, k, i + 1, i, True, self._status(i))
        # "Friends react after Xtown teen killed", "Police identify man killed".
        opens = k == first or self.line.word(i - 1) in (",", "and") or self.line.word(k - 1) in TURNS
        opens = opens or self.line.tag(k - 1) in ("VB", "VBP", "VBZ")
        end = self._past_children(i)
        verb = self._struck(end) or self._pairs(i)
        object_of = self.line.amounts.cues.verbs.get(self.line.word(i - 1)) and not self._compound(i)
        if not ((opens and verb) or (opens and self.line.word(i + 1) in ("dies", "dead")) or object_of):
            return None
        return Group(Numeral(i, i, 1, 1, "exact"), i, i, end, i, True, self._status(i))

    def _lost_of(self, i: int) -> bool:
        """See "Raid ends in death of Xtown teenager"."""
        told = self.line.amounts.cues.nouns.get(self.line.word(i - 2)) == "killed"
        return told and self.line.word(i - 1) == "of" and self.line.tag(i - 2) == "NN"

    def _struck(self, i: int) -> bool:
        return self.line.word(i) in self.line.amounts.cues.verbs and self.line.tag(i) in ("VBN", "VBD")

    def _pairs(self, i: int) -> bool:
        """See "Suspect and bystander killed in raid": the first of two is told with the second."""
        joined = self.line.word(i + 1) == "and" and self.line.word(i + 2) in self.people.status
        return joined and self.line.tag(i + 2) in ("NN", "NNP") and self._struck(i + 3)

    def _pronoun(self, i: int) -> Group | None:
        """Return the first of "she and her daughter", "killed her and two boys"; alone a pronoun counts nobody."""
        pair = self.line.word(i) in ("he", "she") and self.line.word(i + 1) == "and"
        owned = pair and self.line.word(i + 2) in ("his", "her", "a", "an")
        # "killed her and three others", "left him and his two sons dead"
        struck = self.line.word(i - 1) in self.line.amounts.cues.verbs or self.line.word(i - 1) in LEAVING
        verb = struck and self.line.tag(i) == "PRP"
        if not owned and not (
            verb and self.line.word(i) in ("him", "her") and self.line.word(i + 1) == "and"
        ):
            return None
        return Group(Numeral(i, i, 1, 1, "exact"), i, i, i + 1, i, True, "unknown")

    def _titled(self, i: int) -> Group | None:
        """Return a named person right after a word of harm: "killed the rebel commander Xyz", "killed commander Xyz"."""
        if self.line.word(i - 1) not in self.line.amounts.cues.verbs or not self.line.word(i).isalpha():
            return None
        start = i + 1 if self.line.word(i) == "the" else i
        run = self._run(start)
        for n, j in enumerate(run):
            if self.line.word(j) in self.people.status and self.line.tag(j) in ("NN", "NNP"):
                names = [k for k in run[n + 1 :] if self.line.tag(k) == "NNP"]
                if names and names[0] == j + 1:
                    return Group(
                        Numeral(i, start, 1, 1, "exact"), i, start, names[-1] + 1, j, True, self._status(j)
                    )
        return None

    def _told(self, i: int) -> Group | None:
        word = self.line.word(i)
        if word not in ("a", "an", "another", "the", "his", "her", "their") and not self._second(i):
            return None
        start = i if self._second(i) else i + 1
        for j in self._run(start):
            noun = self.line.word(j)
            if self._owns(j):
                # "The groom's brother" is somebody's, as "his brother" is.
                word = "his"
                continue
            person = (noun in self.people.status and not self._compound(j)) or self._lost(j)
            # An unborn child is counted by some and not by others; where told apart it is no sum.
            if noun == "unborn":
                return None
            if person and self._says(i, j):
                return None
            if person or self._aged(j):
                fit = person and self.line.tag(j) in ("NN", "NNP", "JJ") and not self._unfit(word, noun, j)
                return self._one(i, start, j) if fit or (not person and word != "the") else None
            hyphened = "-" in (self.line.word(j - 1), self.line.word(j + 1))
            if self.line.tag(j) in ("NNS", "NNPS") or (noun in self.people.things and not hyphened):
                break
        return None

    def _owns(self, j: int) -> bool:
        """See "the groom's father", "the grooms father", whose mark was lost: the groom is another."""
        noun, tag, status = self.line.word(j), self.line.tag(j), self.people.status
        kin = self.line.word(j + 1) in KIN and tag == "NNS" and noun.removesuffix("s") in status
        marked = self.line.tag(j + 1) == "POS" and tag == "NN" and self.line.word(j + 2) in KIN
        return kin or (marked and noun in status)

    def _says(self, i: int, j: int) -> bool:
        """See "killed 26 a monitor and activists said", whose comma was lost: nobody who tells of it is one of them."""
        end = j + 1
        if self.line.word(end) == "and" and self.line.tag(end + 1) in ("NN", "NNS"):
            end += 2
        telling = self.line.word(end) in SAYING and self.line.word(end + 1) != "to"
        joined = self.line.effect(i - 1) or self.line.word(i - 1) in ("and", "or", ",")
        return telling and not joined

    def _one(self, i: int, start: int, j: int) -> Group:
        many = 2 if self.line.word(j) == "couple" else 1
        numeral = Numeral(i, start, many, many, "exact", self.line.word(i) == "another")
        return Group(numeral, i, start, self._past_children(j), j, True, self._status(j))

    def _past_children(self, i: int) -> int:
        """Return where the words for a person end: "a father", "a father of five"."""
        has = next((n for n in self.numerals if n.first == i + 2 and self._has(n)), None)
        return has.last if has is not None else i + 1

    def _aged(self, j: int) -> bool:
        """Return whether "a 3-year-old" ends here, with no noun behind; "left a 3-year-old dead" has none, whatever the tagger says."""
        old = self.line.word(j) == "old" and self.line.word(j - 1) == "-"
        return old and (
            not self.line.tag(j + 1).startswith("NN")
            or self.line.word(j + 1) in self.line.amounts.cues.states
        )

    def _compound(self, j: int) -> bool:
        """Return whether the noun at `j` describes the next one ("a rebel group", "a police officer")."""
        if self.line.tag(j) == "JJ" and self.line.tag(j + 1) in ("JJ", "VBN"):
            return True
        # "A rebel-held town" holds no rebel who was harmed; "a father-in-law" is one.
        if self.line.word(j + 1) == "-" and self.line.tag(j + 2) in ("VBN", "VBD", "VBG", "JJ"):
            return True
        told = self.line.effect(j + 1) and not self.line.word(j + 1).endswith("ound")
        return self.line.tag(j + 1) in ("NN", "NNS") and not told

    def _unfit(self, word: str, noun: str, j: int) -> bool:
        """Return whether the words do not tell a count of one.

        "The woman" was told before; "the driver" is told by the role. "A general strike" and "a dead end" are caught by
        the compound; general words ("a people") count nobody.
        """
        # "wounding a fourth" counts, "a second strike" does not.
        if noun in ORDINALS and (
            self.line.word(j + 1) in ("of", "or")
            or self.line.tag(j + 1) in ("JJ", "NN", "NNS", "HYPH", "``", "''")
            or (self.line.tag(j + 1) == "NNP" and not self.line.effect(j - 2))
        ):
            return True
        # "Shot in the head": a part of the body, and no chief.
        if noun in UNCOUNTED - {"police", "case"} or (noun == "head" and self.line.word(j - 2) in BODILY):
            return True
        return word == "the" and noun not in self.people.roles and (noun == "case" or not self.line.lone)

    def _lost(self, j: int) -> bool:
        """See "a hunter was found dead", in a report that counts nobody: whoever dies is somebody."""
        alive = self.line.lone and self.line.tag(j) == "NN" and self.line.word(j) not in self.people.things
        # "A quarter of the herd", and not "the owner of the inn".
        alive = alive and (self.line.word(j + 1) != "of" or self.line.word(j) in self.people.roles)
        return alive and is_told_of(self.line, j, self.line.parsed.tokens[j].head)

    def _second(self, i: int) -> bool:
        """Return whether `i` begins the second of "a woman and child", "her uncle and older sister"."""
        if self.line.word(i - 1) != "and" or self.line.tag(i) not in ("NN", "JJ", "JJR"):
            return False
        return self.line.word(i - 2) in self.people.status and self.line.tag(i - 2) == "NN"
