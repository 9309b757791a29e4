"""True case for texts in capitals, from what English is known to hold, and from nothing of these texts.

A word is lowered where it is an English word: a stop word, or a form of a lemma that the language library lists. It keeps
its capital in the name of an actor, a people, a state or a great city that the product knows, as a month or weekday, as a part
of a name (`parts_of_names.py`), and as a title before one (`titles.py`). What is left is a name. An acronym that stands in
brackets beside its name stays as it is, and the words of that name have capitals.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import spacy
from spacy.strings import get_string_id

from benchmarks.confidence.parts_of_names import LETTERED, given_names, parts_of_names
from benchmarks.confidence.titles import titles_before_names
from truceline.knowledge import Knowledge
from truceline.knowledge.spelling import unmarked
from truceline.parse.parse import MODEL

WORD = re.compile(r"[A-Z]+(?:'[A-Z]+)?")
OPENING = re.compile(r"(?:^|(?<=[.!?])(?<!\.[A-Z]\.)\s+|(?<=[.!?]\")\s+|\n)[\"'\[(]*")
# "PEOPLE'S FRONT [PF]" and "PF [PEOPLE'S FRONT]".
BRACKETED = re.compile(r"[\[(]([A-Z]{2,6})[\])]")
EXPLAINED = re.compile(r"\b([A-Z]{2,6}) [\[(]([A-Z' -]+)[\])]")
# "U.S." is no end of a sentence, and in "M-19" no word.
LETTER = re.compile(r"(?<![A-Z'])[A-Z]\.")
SMALL = ("OF", "THE", "FOR", "AND")
VOWEL = re.compile("[AEIOUY]")
DAYS = {name.upper() for name in (*calendar.day_name, *calendar.month_name) if name and name != "May"}
# Below, cities bear the names of everyday words ("Man", "Nice", "Reading").
GREAT_CITY = 500_000
# No everyday words are left below that where the word is a rare noun.
CITY = 100_000
ARMY, ARMY_ID = " army", ":army"
# No name of an actor that is told has more words; below this many letters a single word is too often another's.
LONGEST, SHORTEST = 6, 5

# "ELK" may be an animal; the acronyms of two letters are words too often.
SHORTEST_ACRONYM = 3

IsWord = Callable[[str], bool]
Written = Callable[[str], str | None]


def true_case(text: str, is_word: IsWord, written: Written, may_be_name: IsWord = lambda _: False) -> str:
    """Return the text in upper and lower case; it keeps its length.

    Args:
        text: in capitals; a text that has lower case is returned as it is.
        is_word: whether a word in lower case is English.
        written: how words in capitals are written where they are a known name, else None.
        may_be_name: whether an English word in lower case can be a name too.
    """
    if text != text.upper():
        return text
    words = list(WORD.finditer(text))
    acronyms, named = _acronyms(words, text, is_word)
    openings = {found.end() for found in OPENING.finditer(text)}
    out = list(text.lower())
    for n, word in enumerate(words):
        known = is_word(word[0].lower())
        name = word[0].removesuffix("'S")
        if name in acronyms or LETTER.match(text, word.start()) or not (known or VOWEL.search(name)):
            # "The XLF's": what is owned hangs on the acronym in small letters.
            out[word.start() : word.start() + len(name)] = name
        elif n in named or word.start() in openings or word[0] in DAYS or not known:
            out[word.start()] = word[0][0]
    lettered = (found.start() for found in LETTERED.finditer(text))
    for start in (*parts_of_names(words, text, is_word, may_be_name), *lettered):
        out[start] = text[start]
    for start, name in _known(words, text, written):
        out[start : start + len(name)] = name
    for start in titles_before_names(words, text, out):
        out[start] = text[start]
    return "".join(out)


def english() -> IsWord:
    """Return what says whether a word in lower case is English: a stop word, or a form of a listed lemma."""
    language = _language()
    tables = language.get_pipe("lemmatizer").lookups
    listed = {pos: frozenset(words) for pos, words in tables.get_table("lemma_index").items()}
    exceptions = [frozenset(forms) for forms in tables.get_table("lemma_exc").values()]
    rules = tables.get_table("lemma_rules")
    stop = frozenset(language.Defaults.stop_words)

    @cache
    def is_word(word: str) -> bool:
        word = word.removesuffix("'s")
        if (
            word in stop
            or any(word in forms for forms in exceptions)
            or any(word in one for one in listed.values())
        ):
            return True
        return any(
            word.removesuffix(old) + new in lemmas
            for pos, lemmas in listed.items()
            for old, new in rules.get(pos, [])
            if word.endswith(old)
        )

    return is_word


def rare_nouns(knowledge: Knowledge) -> IsWord:
    """Return what says whether an English word is only a noun, and none that newspapers use often."""
    language = _language()
    tables = language.get_pipe("lemmatizer").lookups
    noun = get_string_id("noun")
    other = frozenset(
        word for pos, words in tables.get_table("lemma_index").items() if pos != noun for word in words
    ) | frozenset(language.Defaults.stop_words)
    common = knowledge.swaps.common

    @cache
    def is_rare(word: str) -> bool:
        forms = {word, *(word.removesuffix(end) for end in ("s", "es", "ed", "d", "ing"))}
        return not common.band(word) and not forms & other

    return is_rare


def names_too(knowledge: Knowledge) -> IsWord:
    """Return what says whether an English word can be a name too: a given name, or a rare noun that is some town's."""
    is_rare = rare_nouns(knowledge)
    given = given_names()

    @cache
    def may_be_name(word: str) -> bool:
        towns = knowledge.gazetteer.lookup_anywhere(word, 0) if is_rare(word) else []
        return word in given or any(unmarked(town.name).lower() == word for town in towns)

    return may_be_name


def known_names(knowledge: Knowledge, is_word: IsWord) -> Written:
    """Return what says how a name is written: of an actor that is known, a people, a state or a great city."""
    actors = [actor for actor in knowledge.names.actors.values() if actor.kind != "person"]
    forms = {name.text for actor in actors for name in actor.names}
    # "Xlandish army" tells the adjective of each state.
    forms |= {actor.name.removesuffix(ARMY) for actor in actors if actor.id.endswith(ARMY_ID)}
    # Of a name that is written in small letters too ("the xland army"), the one with capitals, which come first, is kept.
    plain = sorted(map(unmarked, forms), reverse=True)
    listed = {form.upper(): form for form in plain if " " in form or len(form) >= SHORTEST}
    # "WHO", "IT" and "US" are words first.
    is_rare = rare_nouns(knowledge)
    acronyms = {
        form
        for form in forms
        if form.isupper()
        and form.isalpha()
        and (not is_word(form.lower()) or (is_rare(form.lower()) and len(form) >= SHORTEST_ACRONYM))
    }

    @cache
    def written(words: str) -> str | None:
        if words in listed or words in acronyms:
            return words if words in acronyms else listed[words]
        name = words.title()
        size = CITY if is_rare(words.lower()) else GREAT_CITY
        place = knowledge.gazetteer.country(name) or knowledge.gazetteer.lookup_anywhere(name, size)
        return name if place else None

    return written


@cache
def _language() -> Any:  # noqa: ANN401 - spaCy's Language carries no types
    return spacy.load(MODEL)


def _known(words: list[re.Match[str]], text: str, written: Written) -> Iterator[tuple[int, str]]:
    """Yield where names stand and how they are written, the longer after the shorter; blanks alone stand inside one."""
    for size in range(1, LONGEST + 1):
        for n in range(len(words) - size + 1):
            start, end = words[n].start(), words[n + size - 1].end()
            run = text[start:end].removesuffix("'S")
            if run.count(" ") == size - 1 and run.replace(" ", "").isalpha() and (name := written(run)):
                yield start, name


def _acronyms(words: list[re.Match[str]], text: str, is_word: IsWord) -> tuple[set[str], set[int]]:
    """Return the acronyms that the text explains, and the words of the names that explain them, by their places."""
    starts = {word.start(): n for n, word in enumerate(words)}
    acronyms: set[str] = set()
    named: set[int] = set()
    for found in BRACKETED.finditer(text):
        if not is_word(found[1].lower()):
            acronyms.add(found[1])
            named.update(_spelt(words, starts[found.start(1)] - 1, found[1]))
    for found in EXPLAINED.finditer(text):
        inside = [n for n, word in enumerate(words) if found.start(2) <= word.start() < found.end(2)]
        spelt = [n for n in inside if words[n][0][0] in found[1] and words[n][0] not in SMALL]
        if len(spelt) > 1 and not is_word(found[1].lower()):
            acronyms.add(found[1])
            named.update(spelt)
    return acronyms, named


def _spelt(words: list[re.Match[str]], last: int, acronym: str) -> list[int]:
    """Return the words up to `last` that the acronym is made of, in any order: other languages order them otherwise."""
    found: list[int] = []
    while last >= 0 and len(found) < len(acronym):
        word = words[last][0]
        if word not in SMALL and word[0] not in acronym:
            break
        found += [] if word in SMALL else [last]
        last -= 1
    return found
