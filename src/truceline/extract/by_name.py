"""By name: people whom a sentence does not count but names: "Xan Yorr, 34, was killed"."""

from truceline.extract.line import Group, Line
from truceline.extract.numerals import Numeral

# "Captured Xan" may be a town: only what befalls nobody but people makes a name a person.
HARMED = ("killed", "wounded")
# "The death of deputy interior minister Xan Yorr".
LONGEST_TITLE = 3


def by_name(line: Line, i: int) -> Group | None:
    """Return those told by name whom the words right there befell: "Xan Yorr, 34, was killed", "Xan and Bo Yorr died"."""
    if not _begins(line, i):
        return None
    many, last = _names(line, i)
    end = _past_age(line, last)
    j = _before_title(line, i)
    cues, noun = line.amounts.cues, line.word(j - 2)
    done = line.tag(j - 2) == "NN" and "killed" in (cues.nouns.get(noun), cues.verbs.get(noun))
    of = line.word(j - 1) == "of" and done
    if not (of or _befell(line, end) or line.amounts.cues.verbs.get(line.word(i - 1)) in HARMED):
        return None
    first = j if of else i
    return Group(
        Numeral(first, first, many, many, "exact"), first, first, end, last - 1, True, "unknown", named=True
    )


def _before_title(line: Line, i: int) -> int:
    """Return where the title before a name begins: "the death of senator Xan Yorr"."""
    j = i
    while j - 1 in line.words and i - j < LONGEST_TITLE and line.tag(j - 1) in ("NN", "NNP", "JJ"):
        j -= 1
    return j


def _names(line: Line, i: int) -> tuple[int, int]:
    """Return how many names follow each other from `i` on, and where the last ends."""
    many, last = 0, i
    while _begins(line, i):
        many, last = many + 1, _past_name(line, i)
        i = _past_age(line, last)
        i += (line.word(i) in (",", "and")) + (line.word(i) == "," and line.word(i + 1) == "and")
    return many, last


def _begins(line: Line, i: int) -> bool:
    if i not in line.words:
        return False
    token = line.parsed.tokens[i]
    return token.begins and token.label == "PERSON" and token.tag == "NNP"


def _past_name(line: Line, i: int) -> int:
    tokens = line.parsed.tokens
    i += 1
    while i in line.words and tokens[i].label == "PERSON" and not tokens[i].begins:
        i += 1
    return i


def _past_age(line: Line, i: int) -> int:
    """Step over ", 34," and "(34)"."""
    aged = line.word(i) in (",", "(") and line.word(i + 1).isdecimal()
    return i + 3 if aged and line.word(i + 2) in (",", ")") else i


def _befell(line: Line, i: int) -> bool:
    """Return whether what stands at `i` says that it was killed, died or was hurt."""
    cues = line.amounts.cues
    passive = line.word(i) in ("was", "were")
    i += passive
    while passive and line.tag(i) == "RB":
        i += 1
    if not passive:
        return line.word(i) in cues.ends
    shot = line.word(i) in line.amounts.struck and (
        line.word(i + 1) in cues.states or line.word(i + 1) == "and"
    )
    return cues.verbs.get(line.word(i)) in HARMED or (
        shot and (line.word(i + 1) != "and" or cues.verbs.get(line.word(i + 2)) == "killed")
    )
