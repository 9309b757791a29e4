"""What the parser is to read instead of the kept words: swapped words put back, lost apostrophes and blanks restored."""

import re
from collections.abc import Iterator, Sequence

from truceline.knowledge import Knowledge
from truceline.knowledge.names import NameMatch
from truceline.model.document import Document
from truceline.parse.restore import Patch

CAPITALISED = re.compile(r"\b(?:[A-Z][\w-]*[a-z]|[A-Z]{2,})s(?= [A-Za-z])")
# "The two Koreas", "both Sudans", "the Guineas" are several of one name.
_SEVERAL = re.compile(r"\b(?:two|both|the)\s\Z", re.IGNORECASE)
# "he said.The army": the blank between two sentences was lost.  A web address has small letters behind its full stop, an
# abbreviation no two small letters before it.
_GLUED = re.compile(
    r"(?<=[a-z]{2})([.!?][\"”’)]?)(?=[“\"]?[A-Z][a-z]*(?:\s|['’]))|(?<=[a-z]{2}[\"”)])(\.)(?=[A-Z][a-z]+\s)"
)
_APOSTROPHE = re.compile(r"\w['’](?:s|t|re|ve|ll)\b")
# What is left of "doesn't": no other words are written so.
_NOT = re.compile(
    r"\b((?:do|does|did|is|are|was|were|has|have|had|would|could|should|must|wo|need)n)t\b", re.IGNORECASE
)
# "were" and "its" are words of their own, and stay.
_SHORT = re.compile(
    r"\b(there|that|what|who|he|she)(s) (?=been|no|not|now|nothing|a|an|still|already)|\b(they|we|you)(re|ve)\b(?<!were)",
    re.IGNORECASE,
)
# "the citys east", "Tuesdays strike": no plural is written so, and a weekday before a noun is no plural.
_OWNER = re.compile(
    r"\b([A-Za-z][a-z]+[^aeiou\W\d_]y|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s(?= (?P<next>[A-Za-z]))"
)

MARKS = ".,;:!?()[]\"'“”‘’"
# Names whose capitals are lost on the parser: to it "IS said" is "is said".
_AUXILIARY = re.compile(r"\b(?:IS|ARE|HAS|CAN|BE)\b")

# "Nine were killed in a raid on Xtown KSNA news agency reports.": a noun to the parser, where the comma is lost.
_REPORTS = re.compile(
    r"\b(?P<lead>\w+),?\s(?P<name>(?:(?:[A-Z][\w-]*|for|of)\s){0,8}"
    r"(?:[A-Z][\w-]*|news agency|news channel|news network|state television|state TV))\s(?P<verb>reports|reported)(?=\.(?:\s|\Z))"
)
# "Nine Rebels Killed Reports said": a headline that has run into who says it.
_HEADLINE = re.compile(r"\b(?P<end>[A-Z][a-z]+ed)(?= Reports (?:said|say|have|had)\b)")
_LEADING = frozenset(("about", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"))


def patches(doc: Document, knowledge: Knowledge) -> tuple[Patch, ...]:
    """Return the patches for a document, in the order of its text; they never overlap."""
    found = [Patch(*swapped) for swapped in knowledge.swaps.restore(doc.text)] if doc.altered else []
    for patch in (
        *_apostrophes(doc, knowledge),
        *_blanks(doc),
        *_acronyms(doc, knowledge),
        *_reports(doc, knowledge),
    ):
        if not any(patch.start < other.end and other.start < patch.end for other in found):
            found.append(patch)
    return tuple(sorted(found))


def _blanks(doc: Document) -> Iterator[Patch]:
    """Put the blank back between two sentences that were glued together, the full stop behind a headline."""
    for match in _HEADLINE.finditer(doc.text):
        yield Patch(match.start(), match.end(), f"{match['end']}.")
    for match in _GLUED.finditer(doc.text):
        yield Patch(match.start(), match.end(), f"{match.group()} ")


def _acronyms(doc: Document, knowledge: Knowledge) -> Iterator[Patch]:
    """Read another name of the same actor where its acronym is an auxiliary verb to the parser: "IS said" as "ISIS said"."""
    for match in _AUXILIARY.finditer(doc.text):
        named = knowledge.names.match([match.group()], 0)
        actors = {actor for one in named for actor in one.actors}
        if len(actors) != 1 or _is_shouted(doc.text, match):
            continue
        other = knowledge.names.acronym(actors.pop())
        if other is not None:
            yield Patch(match.start(), match.end(), other)


def _reports(doc: Document, knowledge: Knowledge) -> Iterator[Patch]:
    """Read "KSNA news agency reports." behind what it reports as "said": the verb, and not its reports, nor those that were reported."""
    for match in _REPORTS.finditer(doc.text):
        words = match["name"].split()
        teller = words[-1].islower() or words[-1] == "TV" or _is_teller(words, knowledge)
        if teller and not (len(words) == 1 and match["lead"].lower() in _LEADING):
            yield Patch(match.start("verb"), match.end("verb"), "said")


def _is_teller(words: Sequence[str], knowledge: Knowledge) -> bool:
    """Return whether the words end with the name of who tells news."""
    actors = knowledge.names.actors
    return any(
        i + match.length == len(words)
        and any(actors[actor].kind in ("outlet", "agency", "monitor") for actor in match.actors)
        for i in range(len(words))
        for match in knowledge.names.match(words, i)
    )


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Return whether the words on both sides are in capitals, too: "THE WAR IS OVER"."""
    before, after = text[: match.start()].rsplit(maxsplit=1)[-1:], text[match.end() :].split(maxsplit=1)[:1]
    around = [word.strip(MARKS) for word in (*before, *after)]
    around = [word for word in around if word.isalpha() and len(word) > 1]
    return bool(around) and all(word.isupper() for word in around)


def _apostrophes(doc: Document, knowledge: Knowledge) -> Iterator[Patch]:
    """Read "Xlands army" as "Xland's army" where only the shorter word is a name; many feeds lose the apostrophe.

    States are no plurals, so that theirs are put back anywhere; of other names only in documents that have no apostrophe
    at all: elsewhere the word is as it was written.
    """
    lost = not _APOSTROPHE.search(doc.text)
    for match in CAPITALISED.finditer(doc.text):
        word = match.group()
        if knowledge.names.match([word], 0):
            continue
        named = knowledge.names.match([word[:-1]], 0)
        if any(one.kind in ("adjective", "people") for one in named):
            continue
        # No name has an "s" more behind its own: "Damascuss ally".
        doubled = word.endswith("ss")
        if named and (lost or doubled or _is_state(doc.text, match.start(), named, knowledge)):
            yield Patch(match.start(), match.end(), f"{word[:-1]}'s")
    if lost:
        yield from _short_words(doc.text, knowledge)


def _is_state(text: str, start: int, named: Sequence[NameMatch], knowledge: Knowledge) -> bool:
    actors = knowledge.names.actors
    state = all(one.kind == "proper" and actors[id].kind == "state" for one in named for id in one.actors)
    return state and not _SEVERAL.search(text, max(start - 6, 0), start)


def _short_words(text: str, knowledge: Knowledge) -> Iterator[Patch]:
    for match in _NOT.finditer(text):
        yield Patch(match.start(), match.end(), f"{match[1]}'t")
    for match in _SHORT.finditer(text):
        word, end = (match[1], match[2]) if match[1] else (match[3], match[4])
        yield Patch(match.start(), match.start() + len(word) + len(end), f"{word}'{end}")
    for match in _OWNER.finditer(text):
        # "The Kennedys" are several; "the Observatorys head" is one body's.
        word, day = match[1], match[1].endswith("day")
        body = word[0].isupper() and word.lower() in knowledge.names.roles.bodies
        if not body and (match["next"].isupper() or (word[0].isupper() and not day)):
            continue
        yield Patch(match.start(), match.end(), f"{match[1]}'s")
