"""By name: people whom a sentence does not count but names: "Xan Yorr, 34, was killed", "Bo Lam, a clerk from Xtown, died"."""

from truceline.extract.line import Group, Line
from truceline.extract.numerals import Numeral

# "Captured Xan" may be a town: only what befalls nobody but people makes a name a person.
HARMED = ("killed", "wounded")
# "The death of deputy interior minister Xan Yorr".
LONGEST_TITLE = 3
# What may stand between a name and what befell it: an age, who it is, where it is from.
OPENING = (",", "(", "[", "-", "–", "—", "of", "from", "who")
# These bring others in: "Xan Yorr, with two guards, was killed".
BESIDE = frozenset(("with", "plus", "including", "alongside"))
BEFORE_VERB = ("aux", "auxpass", "advmod", "neg")
AIMED = ("on", "against")
OWNS = ("'s", "’s", "'", "’")


def by_name(line: Line, i: int) -> Group | None:
    """Return those told by name whom the words right there befell: "Xan Yorr, 34, was killed", "Xan and Bo Yorr died"."""
    if not _begins(line, i):
        return None
    many, last = _names(line, i)
    end = _past_age(line, last)
    j = _before_title(line, i)
    if _is_loss(line, j) or _beside_lost(line, j):
        return _group(j, end, last, many)
    struck = line.amounts.cues.verbs.get(line.word(i - 1)) in HARMED
    if struck or _befell(line, end) or loses_own(line, last):
        return _group(i, end, last, many)
    told = _explained(line, i, last)
    return None if told is None else _group(i, told, last, many)


def _group(first: int, end: int, last: int, many: int) -> Group:
    numeral = Numeral(first, first, many, many, "exact")
    return Group(numeral, first, first, end, last - 1, True, "unknown", named=True)


def _is_loss(line: Line, j: int) -> bool:
    """Return whether "the killing of", "the death of", "the life of" stands before token `j`."""
    cues, noun = line.amounts.cues, line.word(j - 2)
    # "The attempt on the life of Xan Yorr" took nobody's.
    aimed = noun in cues.lives and line.word(j - 4) in AIMED
    done = "killed" in (cues.nouns.get(noun), cues.verbs.get(noun)) or (noun in cues.lives and not aimed)
    return line.word(j - 1) == "of" and line.tag(j - 2) == "NN" and done


def _beside_lost(line: Line, j: int) -> bool:
    """See "the murder of Xan Yorr, a clerk of the town, and Ann Lam": what explains Xan stands between the two names."""
    if line.word(j - 1) != "and" or line.word(j - 2) != ",":
        return False
    for i in range(j - 3, line.sentence.first, -1):
        if _begins(line, i) and _is_loss(line, _before_title(line, i)):
            last = _past_name(line, i)
            # Nothing but what explains the name: no verb, no other name.
            told = any(line.tag(k).startswith("VB") or _begins(line, k) for k in range(last, j))
            return line.word(last) == "," and line.tag(last + 1) in ("DT", "NN", "JJ", "NNP") and not told
    return False


def loses_own(line: Line, i: int) -> bool:
    """Return whether what stands at `i` makes a death the own of who is named before it: "Xan Yorr's murder".

    "Xan Yorr's killing of nine" is his deed, and "Xan Yorr's murder trial" no murder; "his shooting death" is his.
    """
    cues, end = line.amounts.cues, end_at(line, i)
    noun = line.word(end)
    done = "killed" in (cues.nouns.get(noun), cues.verbs.get(noun)) and line.tag(end) == "NN"
    return line.word(i) in OWNS and done and line.word(end + 1) != "of" and line.tag(end + 1) != "NN"


def end_at(line: Line, i: int) -> int:
    """Return where the death that is owned at `i` would stand: past how it came, in "Xan Yorr's shooting death"."""
    how = line.tag(i + 1) == "NN" and line.word(i + 2) == "death" and not line.effect(i + 1)
    return i + 1 + how


def _explained(line: Line, i: int, last: int) -> int | None:
    """Return where the clause begins of which the name is the subject, over what explains it; None where it befell nobody.

    "Xan Yorr, a clerk and head of the union, was shot to death" is one dead, and no clerk beside a head.
    """
    top = next((k for k in range(i, last) if line.parsed.tokens[k].head not in range(i, last)), i)
    verb = line.parsed.tokens[top].head
    if line.word(last) not in OPENING or verb <= last or not is_told_of(line, top, verb):
        return None
    end = verb
    while line.parsed.tokens[end - 1].dep in BEFORE_VERB and end - 1 > last:
        end -= 1
    end -= line.word(end - 1) in (",", ")", "]")
    between = range(last, end)
    joined = any(line.parsed.tokens[k].dep == "conj" and line.parsed.tokens[k].head == top for k in between)
    return None if joined or any(line.word(k) in BESIDE for k in between) else end


def is_told_of(line: Line, top: int, verb: int) -> bool:
    """Return whether the verb says of its subject that it died or was hurt."""
    cues, dep, word = line.amounts.cues, line.parsed.tokens[top].dep, line.word(verb)
    if dep == "nsubjpass":
        return cues.verbs.get(word) in HARMED or _is_dead(line, verb) or _is_struck_down(line, verb)
    return dep == "nsubj" and (cues.ends.get(word) == "killed" or _is_dead(line, verb))


def _is_dead(line: Line, verb: int) -> bool:
    """See "was pronounced dead", "is dead"."""
    told = line.parsed.children(verb, "acomp", "oprd", "advmod", "xcomp")
    return any(line.amounts.cues.states.get(line.word(k)) == "killed" for k in told if k > verb)


def _before_title(line: Line, i: int) -> int:
    """Return where the age and the title before a name begin: "the death of senator Xan Yorr", "of 22-year-old Xan Yorr"."""
    j = i
    while j - 1 in line.words and i - j < LONGEST_TITLE and line.tag(j - 1) in ("NN", "NNP", "JJ"):
        if line.word(j - 1) == "old" and (age := _age_before(line, j)) is not None:
            return age
        j -= 1
    return j


def _age_before(line: Line, j: int) -> int | None:
    """Return where the "22-year-old" that ends before `j` begins."""
    k = j - 1
    while k - 1 in line.words and line.parsed.tokens[k - 1].end == line.parsed.tokens[k].start:
        k -= 1
    return k if line.word(k).isdecimal() else None


def _names(line: Line, i: int) -> tuple[int, int]:
    """Return how many names follow each other from `i` on, up to the one behind "and", and where the last ends.

    In "the death of Xan Yorr, Lam said" Lam is not among the dead.
    """
    many, last = 1, _past_name(line, i)
    listed = [(many, last)]
    joined = False
    while not joined:
        i = _past_age(line, last)
        comma = i + (line.word(i) == ",")
        joined = line.word(comma) == "and"
        following = comma + joined
        if not _begins(line, following):
            break
        # Two runs of one name side by side are one: "Xan Andru" and "Yorr Jr.".
        many, last = many + (following > last), _past_name(line, following)
        if following == listed[-1][1] or joined:
            listed.append((many, last))
    return listed[-1]


def _begins(line: Line, i: int) -> bool:
    if i not in line.words:
        return False
    token = line.parsed.tokens[i]
    return token.begins and token.label == "PERSON" and token.tag == "NNP"


def _past_name(line: Line, i: int) -> int:
    tokens = line.parsed.tokens
    i += 1
    while i in line.words and tokens[i].label == "PERSON" and not tokens[i].begins and tokens[i].tag != "POS":
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
    while line.tag(i) == "RB":
        i += 1
    if not passive:
        return line.word(i) in cues.ends
    return cues.verbs.get(line.word(i)) in HARMED or _is_struck_down(line, i) or _is_dead(line, i)


def _is_struck_down(line: Line, i: int) -> bool:
    """See "shot dead", "shot and killed"."""
    cues = line.amounts.cues
    shot = line.word(i) in line.amounts.struck and (
        line.word(i + 1) in cues.states or line.word(i + 1) == "and"
    )
    return shot and (line.word(i + 1) != "and" or cues.verbs.get(line.word(i + 2)) == "killed")
