"""Private persons: where a report names victims, witnesses and their kin, who hold no office. Pages mask these names.

A name is private by what stands beside it: an age, a trade or kinship, a harm it suffered. Whoever holds an office, speaks
for a side or is known to the world is public, harmed or not. When in doubt a name that carries one of these marks is masked.
"""

import re
from collections.abc import Iterator

import msgspec

from truceline.extract.persons import PARTICLES
from truceline.knowledge.amounts import CueSet
from truceline.knowledge.private import Private
from truceline.knowledge.roles import Roles
from truceline.model.cast import Cast
from truceline.model.document import Span
from truceline.model.parsed import Parsed

AGE = re.compile(r"\d{1,3}$")
YEARS_OLD = re.compile(r"(\d{1,3}|[a-z-]+)[- ]year[- ]old$")
OLDEST = 120
# How far before a name its trade may stand: "taxi driver and father of two Xan Yorr" is rare.
BEFORE = 3
# What may stand between a name and the noun that says who it is: ", a", ", the", ", his".
BETWEEN = frozenset(
    (",", "a", "an", "the", "his", "her", "their", "my", "our", "'s", "’s", "-", "–", "—", "and")
)
# The nouns of a person's own: "a resident of the town", within so many words behind the name.
AFTER = 6


class Words(msgspec.Struct, frozen=True):
    """The words that the search needs: private and public roles, and what befalls people."""

    private: Private
    roles: Roles
    cues: CueSet


def find_private(parsed: Parsed, cast: Cast, words: Words, places: frozenset[int]) -> tuple[Span, ...]:
    """Return every place where the report names a private person, by full name or by surname, in the order of the text.

    Args:
        parsed: the document.
        cast: its actors; known ones, and those with a side or an office, are public.
        words: the words that tell.
        places: tokens that name a place.
    """
    public = _public(parsed, cast)
    names = [run for run in _names(parsed, cast, places) if not public & _surnames(parsed, *run)]
    private = {
        parsed.span(*run).quote
        for run in names
        if not _holds_office(parsed, *run, words.roles) and _marked(parsed, *run, words)
    }
    return tuple(sorted(set(_everywhere(parsed, private))))


def _public(parsed: Parsed, cast: Cast) -> set[str]:
    """Return the surnames of those who are public: learned with an office or a side."""
    holders = {tie.actor for tie in cast.ties if tie.kind == "office"}
    persons = [actor for actor in cast.learned if actor.part_of or actor.id in holders]
    return {actor.name.split()[-1] for actor in persons}


def _surnames(parsed: Parsed, first: int, last: int) -> set[str]:
    return {parsed.tokens[last - 1].text}


def _names(parsed: Parsed, cast: Cast, places: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised words that may be a person's name: no known actor, no place, no heading in capitals."""
    for sentence in parsed.sentences:
        first = None
        for i in range(sentence.first, sentence.last + 1):
            named = i < sentence.last and (
                _name_word(parsed, cast, places, i)
                or (first is not None and _leads_on(parsed, cast, places, i, sentence.last))
            )
            if named and first is None:
                first = i
            elif not named and first is not None:
                person = any(parsed.tokens[k].label == "PERSON" for k in range(first, i))
                if (person or i - first > 1) and not _known_next(parsed, cast, i, sentence.last):
                    yield first, i
                first = None


def _leads_on(parsed: Parsed, cast: Cast, places: frozenset[int], i: int, last: int) -> bool:
    """See the hyphen of "Xan Abu-Yorr" and the particle of "Xan al-Yorr": links, and then a word of the name."""
    end = _past_links(parsed, i, last)
    return i < end < last and _name_word(parsed, cast, places, end)


def _known_next(parsed: Parsed, cast: Cast, i: int, last: int) -> bool:
    """Return whether a known actor's name goes on here: the "Xan" of "Xan al-Yorr", where all know a Yorr."""
    end = _past_links(parsed, i, last)
    return end < last and cast.at(end) is not None


def _past_links(parsed: Parsed, i: int, last: int) -> int:
    while i < last and parsed.tokens[i].text.lower() in PARTICLES:
        i += 1
    return i


def _name_word(parsed: Parsed, cast: Cast, places: frozenset[int], i: int) -> bool:
    token = parsed.tokens[i]
    actor = cast.actor_at(i)
    known = actor is not None and not actor.startswith("person:")
    shouted = token.text.isupper() and len(token.text) > 1
    return (
        token.pos == "PROPN"
        and token.text[0].isupper()
        and not shouted
        and not known
        and i not in places
        and token.label not in ("DATE", "TIME", "GPE", "NORP")
    )


def _holds_office(parsed: Parsed, first: int, last: int, roles: Roles) -> bool:
    """See "Commander Xan Yorr" and "Xan Yorr, the mayor": an office or a rank beside the name."""
    near = [*range(max(0, first - BEFORE), first), *range(last, min(last + AFTER, len(parsed.tokens)))]
    texts = [token.text for token in parsed.tokens]
    same = parsed.tokens[first].sentence
    found = (
        roles.at(texts, i)
        for i in near
        if parsed.tokens[i].sentence == same and _beside(parsed, first, last, i)
    )
    return any(
        match and set(match.role.classes) & {"office", "official", "armed_nonstate", "government"}
        for match in found
    )


def _beside(parsed: Parsed, first: int, last: int, i: int) -> bool:
    """Return whether only a comma, an article and such stand between the name and the noun phrase of word `i`."""
    if i < first:
        return all(
            parsed.tokens[k].pos in ("NOUN", "PROPN", "ADJ") or parsed.tokens[k].text in BETWEEN
            for k in range(i, first)
        )
    between = range(last, i)
    comma = last < len(parsed.tokens) and parsed.tokens[last].text in (",", "(", "-", "–", "—")
    return comma and all(
        parsed.tokens[k].text.lower() in BETWEEN or parsed.tokens[k].pos in ("ADJ", "NOUN", "NUM", "PROPN")
        for k in between
    )


def _marked(parsed: Parsed, first: int, last: int, words: Words) -> bool:
    return (
        _aged(parsed, first, last)
        or _ordinary(parsed, first, last, words)
        or _lived(parsed, first, last, words.private)
        or _harmed(parsed, first, last, words)
    )


def _aged(parsed: Parsed, first: int, last: int) -> bool:
    """See "Xan Yorr, 34," and "Xan Yorr, aged 34", "Xan Yorr (34)", "34-year-old Xan Yorr"."""
    after = [token.text for token in parsed.tokens[last : last + 3]]
    before = parsed.doc.text[max(0, parsed.tokens[first].start - 24) : parsed.tokens[first].start].rstrip()
    if after[:1] in ([","], ["("]):
        number = after[2:3] if after[1:2] == ["aged"] else after[1:2]
        closed = len(after) < 3 or after[1:2] == ["aged"] or after[2] in (",", ")", ".", ";", "and")
        if number and AGE.match(number[0]) and int(number[0]) <= OLDEST and closed:
            return True
    return bool(YEARS_OLD.search(before))


def _ordinary(parsed: Parsed, first: int, last: int, words: Words) -> bool:
    """See "the baker Xan Yorr", "Xan Yorr, a resident", "her brother Xan"."""
    same = parsed.tokens[first].sentence
    near = [*range(max(0, first - BEFORE), first), *range(last, min(last + AFTER, len(parsed.tokens)))]
    return any(
        _private_noun(parsed.tokens[i].text, parsed.tokens[i].lemma, words)
        for i in near
        if parsed.tokens[i].sentence == same
        and parsed.tokens[i].pos == "NOUN"
        and _beside(parsed, first, last, i)
    )


def _private_noun(text: str, lemma: str, words: Words) -> bool:
    if {text.lower(), lemma.lower()} & (words.private.kin | words.private.trades):
        return True
    role = words.roles.get(text)
    return role is not None and "civilian" in role.classes and role.status == "civilian"


def _lived(parsed: Parsed, first: int, last: int, private: Private) -> bool:
    """See "Xan Yorr, who lives opposite the market"."""
    after = [
        token
        for token in parsed.tokens[last : last + 5]
        if token.text not in (",", "has", "had", "was", "were")
    ]
    return (
        len(after) > 1
        and after[0].text.lower() in ("who", "whose")
        and any(token.lemma.lower() in private.lived | private.kin for token in after[1:3])
    )


def _harmed(parsed: Parsed, first: int, last: int, words: Words) -> bool:
    """See "Xan Yorr was killed", "the blast killed Xan Yorr", "the body of Xan Yorr"."""
    head = next((i for i in range(first, last) if not first <= parsed.tokens[i].head < last), last - 1)
    verb, dep = parsed.tokens[head].head, parsed.tokens[head].dep
    told = parsed.tokens[verb].text.lower()
    labels = {parsed.tokens[i].label for i in range(first, last)}
    if labels - {"", "PERSON"}:
        return False  # "the Research Center was hit"
    if (dep == "nsubjpass" and told in words.cues.verbs) or (dep == "nsubj" and told in words.cues.ends):
        return True
    if dep == "dobj" and told in words.cues.verbs and "PERSON" in labels:
        return parsed.tokens[verb].lemma not in words.private.grounds  # "captured Research Center"
    grand = parsed.tokens[verb].head
    return dep == "pobj" and told == "of" and parsed.tokens[grand].lemma.lower() in words.private.of


def _everywhere(parsed: Parsed, names: set[str]) -> Iterator[Span]:
    """Yield each place of these names in the whole text, and of their surnames where a capital begins them."""
    text = parsed.doc.text
    for name in names:
        parts = name.split()
        yield from _found(parsed, r"\s+".join(re.escape(part) for part in parts), text)
        if len(parts) > 1:
            yield from _found(parsed, re.escape(parts[-1]), text)


def _found(parsed: Parsed, pattern: str, text: str) -> Iterator[Span]:
    for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
        yield parsed.doc.span(*found.span())
