"""Charged: people who are counted as suspects beside a killing, and were not killed: "three men were charged with the killing"."""

from truceline.extract.line import Group, Line

# What befalls those who are held to have done it; "arrested" is a harm of its own.
CHARGING = frozenset(
    ("charge", "accuse", "indict", "convict", "suspect", "sentence", "arraign", "prosecute", "acquit", "try", "want", "involve", "implicate")
)  # fmt: skip
SUSPECTS = frozenset(("suspect", "defendant", "accused", "culprit", "perpetrator"))


def is_charged(line: Line, group: Group, cue: int) -> bool:
    """Return whether those counted are told to be charged with it, or are suspects of it: they are not its dead."""
    if cue in range(group.first, group.last):
        return False
    if group.noun is None:
        # "Three charged in raid that left clerk dead"
        return group.last < cue and _is_charging(line, group.last)
    noun = line.parsed.tokens[group.noun]
    while noun.dep == "conj":
        noun = line.parsed.tokens[noun.head]  # "two clerks and a guard were charged with it"
    if noun.dep in ("nsubj", "nsubjpass") and _is_charging(line, noun.head) and cue > noun.head:
        return True
    behind = line.parsed.children(group.noun, "acl")
    if any(_is_charging(line, i) and cue in line.parsed.subtree(i) for i in behind):
        return True
    return noun.lemma.lower() in SUSPECTS and cue > group.last and not _befell(line, cue)


def _is_charging(line: Line, i: int) -> bool:
    token = line.parsed.tokens[i]
    return token.lemma.lower() in CHARGING and token.tag in ("VBN", "VBD")


def _befell(line: Line, cue: int) -> bool:
    """Return whether the word of harm is told as done to its subject: "two suspects were killed", "died"."""
    # "The suspect was found dead" has its subject above.
    above = line.parsed.tokens[cue].head if line.word(cue) in line.amounts.cues.states else cue
    return line.parsed.tokens[cue].pos != "NOUN" and (
        bool(line.parsed.children(above, "nsubj", "nsubjpass")) or line.tag(cue) == "VBN"
    )
