"""What people make of a report: reprints, excerpts, edited reports; and reports that are no copies."""

import re
from random import Random

from benchmarks.copies.sentences import sentences, up_to, words_of
from benchmarks.copies.words import house_style, mates, recast

# "Four shells fell, she said." is told as "She said that four shells fell."
SAID_LAST = re.compile(
    r"(?P<what>[^\"“”]{20,}?),? (?P<who>(?:[A-Z][\w'’-]*|the|a|an) ?(?:[\w'’-]+ ){0,5}said)\."
)
JOINED = re.compile(r",? (?:while|but|whereas) (?=[a-z]+ )")
# What is left, taken or added, as shares of the words: a reprint keeps nine tenths, an excerpt half at most; who edits
# keeps half and more, and adds a fifth and more.
REPRINT_KEEPS = 0.9
EXCERPT_KEEPS = (0.3, 0.5)
EXCERPT_WORDS = 60
AROUND_KEEPS = (0.5, 0.75)
AROUND_ADDS = (0.25, 0.45)
REWRITTEN_DROPS = 0.15
REWRITTEN_ADDS = (0.2, 0.3)
# Two reports may share a line of background; more would be a copy.
FOLLOW_UP_TELLS = 0.2
QUOTED = (50, 90)


def verbatim(text: str, other: str, rng: Random) -> str:
    """Reprint: the same words."""
    return text


def furniture(text: str, other: str, rng: Random) -> str:
    """Reprint: the same words with those of the page round them, and in the middle."""
    lists, found = mates("furniture"), sentences(text)
    middle = len(found) // 2
    parts = [*lists["above"], " ".join(found[:middle]), rng.choice(lists["inside"]), " ".join(found[middle:])]
    return "\n".join(part for part in [*parts, *lists["below"]] if part)


def house(text: str, other: str, rng: Random) -> str:
    """Reprint: names, spellings and marks in another house's style."""
    for words, own in house_style():
        text = text.replace(words, own)
    return re.sub(r'"([^"]*)"', r"“\1”", text)


def trimmed(text: str, other: str, rng: Random) -> str:
    """Reprint: cut from the end."""
    found = sentences(text)
    return " ".join(up_to(found, REPRINT_KEEPS * words_of(found)))


def opening(text: str, other: str, rng: Random) -> str:
    """Excerpt: the first third to half."""
    found = sentences(text)
    return " ".join(up_to(found, max(EXCERPT_WORDS, rng.uniform(*EXCERPT_KEEPS) * words_of(found))))


def passage(text: str, other: str, rng: Random) -> str:
    """Excerpt: a third to half from behind the opening."""
    found = sentences(text)
    return " ".join(
        up_to(found[2:] or found, max(EXCERPT_WORDS, rng.uniform(*EXCERPT_KEEPS) * words_of(found)))
    )


def built_around(text: str, other: str, rng: Random) -> str:
    """Edited: cut here and there, with paragraphs of the outlet's own behind it."""
    found = sentences(text)
    kept, keep = found[:1], rng.uniform(*AROUND_KEEPS)
    kept += [sentence for sentence in found[1:] if rng.random() < keep]
    added = up_to(sentences(other), rng.uniform(*AROUND_ADDS) * words_of(found))
    return " ".join([*kept, *added])


def rewritten(text: str, other: str, rng: Random) -> str:
    """Edited: each sentence worded anew where that is easy, some dropped, parted or moved, and others put in."""
    found = [_reworded(sentence) for sentence in sentences(text)]
    found = found[:1] + [sentence for sentence in found[1:] if rng.random() >= REWRITTEN_DROPS]
    for number in range(1, len(found) - 1, 3):
        found[number], found[number + 1] = found[number + 1], found[number]
    for added in up_to(sentences(other), rng.uniform(*REWRITTEN_ADDS) * words_of(found)):
        found.insert(rng.randint(1, len(found)), added)
    return " ".join(found)


def follow_up(text: str, other: str, rng: Random) -> str:
    """No copy: another report of the same days, which tells this one's opening again as background."""
    found = sentences(text)
    told = [_reworded(sentence) for sentence in up_to(found, FOLLOW_UP_TELLS * words_of(found))]
    return " ".join([other, *told])


def quoting(text: str, other: str, rng: Random) -> str:
    """No copy: another report that quotes a passage of this one, and says so."""
    own, found = sentences(other), sentences(text)
    passage = " ".join(up_to(found, rng.uniform(*QUOTED))).replace('"', "'")
    middle = len(own) // 2
    return " ".join([*own[:middle], f'One account read: "{passage}"', *own[middle:]])


def _reworded(sentence: str) -> str:
    for shape, words in recast():
        sentence = shape.sub(words, sentence)
    said = SAID_LAST.fullmatch(sentence)
    if said:
        what = said["what"]
        sentence = f"{_first_up(said['who'])} that {what[0].lower() + what[1:]}."
    return JOINED.sub(". ", sentence, count=1)


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]
