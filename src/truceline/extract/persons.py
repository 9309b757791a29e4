"""Persons that no file knows, learned from how a report introduces them: name, office and side, each with its words."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from truceline.knowledge.roles import Roles
from truceline.model.actor import Actor, Mention, Name, Tie
from truceline.model.parsed import Parsed, Sentence, Token

# "Kerry" alone is no introduction; five names in a row are a list that lost its commas.
FEWEST_NAMES, MOST_NAMES = 2, 4
LONGEST_OFFICE = 12
# "The minister of Xland", "a spokesman for the League": what leads to whom an office belongs.
OF = frozenset(["of", "for", "to", "in", "at", "with"])
PLACE_PREPOSITIONS = frozenset(
    ("in", "at", "near", "outside", "around", "towards", "toward", "north", "south", "east", "west")
)
RANKS = frozenset(
    [
        "major general",
        "brigadier general",
        "lieutenant general",
        "colonel",
        "lieutenant colonel",
        "captain",
        "lieutenant",
        "major",
        "brigadier",
        "admiral",
        "maj. gen",
        "brig. gen",
        "lt. gen",
        "lt. col",
        "col",
        "capt",
        "maj",
    ]
)
# Offices that no name of a body begins with: only a person's name follows them.
VOICES = frozenset(
    ["envoy", "spokesman", "spokeswoman", "spokesperson", "ambassador", "minister", "secretary-general"]
)
CLOSING = ('"', "''", "”", "»")
PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "bin",
        "ibn",
        "abu",
        "abdul",
        "van",
        "von",
        "de",
        "der",
        "da",
        "di",
        "la",
        "le",
        "du",
        "dos",
        "ben",
        "ez",
        "-",
        "'",
    ]
)


class Person(msgspec.Struct, frozen=True):
    """A person met in one document: the tokens of the name, the office as said, and the actors in the office's words.

    `past` tells an office no longer held, or not yet ("a former minister"): its holder is on nobody's side by it.
    """

    first: int
    last: int
    office: tuple[int, int] | None
    side: str | None
    past: bool = False

    def actor(self, parsed: Parsed) -> Actor:
        """Return the person as an actor, `part_of` the side named in the office."""
        name = parsed.span(self.first, self.last).quote
        part_of = (self.side,) if self.side and not self.past else ()
        return Actor(person_id(name), name, "person", (Name(name),), part_of)


def person_id(name: str) -> str:
    """Return the id of a person by name: "Mark Toner" gives "person:mark-toner"."""
    return "person:" + re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def find_persons(
    parsed: Parsed,
    roles: Roles,
    offices: frozenset[int],
    known: Mapping[int, Mention],
    eponyms: Mapping[int, Mention],
) -> Iterator[Person]:
    """Yield each introduction: an office before a name, a name before an office, or a name alone.

    Args:
        parsed: the document.
        roles: the words of offices.
        offices: the tokens that are part of an office's word ("minister", "secretary of state").
        known: the mentions of known actors, by token.
        eponyms: surnames by which a government is called: they can name an office's side, and a person.
    """
    votes = _votes(parsed)
    for sentence in parsed.sentences:
        i = sentence.first
        while i < sentence.last:
            last = _name_end(parsed, i, sentence, known, offices)
            held = _office_of_body(parsed, roles, (i, last), sentence, (known, offices))
            if held is not None:
                side = _side(parsed, held, {**eponyms, **known}, offices, roles.about)
                yield Person(i, last, held, side, _past(parsed, held, roles))
            elif (
                last > i
                and (
                    _full_name(parsed, i, last)
                    or _is_ranked(parsed, roles, i, last)
                    or _known_office(parsed, roles, (i, last), known)
                )
                and not _is_collective(parsed.tokens[last - 1].text.lower(), roles)
            ):
                office = (
                    _known_office(parsed, roles, (i, last), known)
                    or _office_before(parsed, i, sentence, known, offices)
                    or _office_after(parsed, last, sentence, known, offices)
                )
                if office or not (_like_a_place(parsed, i, last) or _outvoted(parsed, i, last, votes)):
                    side = (
                        _side(parsed, office, {**eponyms, **known}, offices, roles.about) if office else None
                    )
                    yield Person(i, last, office, side, office is not None and _past(parsed, office, roles))
            i = max(last, i + 1)


def find_titled(
    parsed: Parsed, roles: Roles, offices: frozenset[int], known: Mapping[int, Mention]
) -> Iterator[Person]:
    """Yield each surname alone behind the office of a state or government: "President Lee", "Xlandish Foreign Minister Lee"."""
    for sentence in parsed.sentences:
        for i in (i for i in range(sentence.first + 1, sentence.last) if i - 1 in offices):
            last = _name_end(parsed, i, sentence, known, offices)
            if last != i + 1 or i in known or roles.get(parsed.tokens[i].text):
                continue
            office = _office_before(parsed, i, sentence, known, offices)
            if office and office[1] == i and _governs(parsed, office, roles):
                side = _side(parsed, office, known, offices, roles.about)
                yield Person(i, last, office, side, _past(parsed, office, roles))


def _governs(parsed: Parsed, office: tuple[int, int], roles: Roles) -> bool:
    """Return whether only a person's name follows the office: "President Lee", not "General Staff" nor "Sheikh" in a town's name."""
    words = [token.text for token in parsed.tokens[slice(*office)]]
    matches = (roles.at(words, i) for i in range(len(words)))
    held = {match.role.institution for match in matches if match is not None} - {None}
    governing = any(one in ("presidency", "premier") or str(one).endswith("_ministry") for one in held)
    return governing or (bool(held) and parsed.tokens[office[1]].label == "PERSON")


def _past(parsed: Parsed, office: tuple[int, int], roles: Roles) -> bool:
    """Return whether the words tell an office no longer held, or not yet held."""
    first, last = office
    # "Former" may stand before the words that were taken for the office; "elect" behind them, before the name.
    around = [token.text.lower() for token in parsed.tokens[max(0, first - 2) : last]]
    return not roles.out_of_office.isdisjoint(around)


def _votes(parsed: Parsed) -> dict[str, Counter[str]]:
    """Return how often the parser labels each capitalised word as what: it errs in one sentence, seldom in most."""
    votes: dict[str, Counter[str]] = {}
    for token in parsed.tokens:
        if token.label and token.text[:1].isupper():
            votes.setdefault(token.text, Counter())[token.label] += 1
    return votes


def _outvoted(parsed: Parsed, first: int, last: int, votes: Mapping[str, Counter[str]]) -> bool:
    """Return whether the words are labelled as something other than a person in most places of the document."""
    told = [votes[t.text] for t in parsed.tokens[first:last] if t.text in votes and len(t.text) > 2]
    return all(vote["PERSON"] * 2 <= vote.total() for vote in told) if told else False


def _like_a_place(parsed: Parsed, first: int, last: int) -> bool:
    """See "in the province of Xar al-Yor": a name after a place's preposition, or not wholly a person's to the parser."""
    before = parsed.tokens[first - 1].text.lower() if first else ""
    labels = {t.label for t in parsed.tokens[first:last] if t.text[0].isupper()}
    governor = parsed.tokens[first - 2].pos if first > 1 else ""
    start = first
    while before == "and" and start > 1 and (parsed.tokens[start - 1].pos in ("PROPN", "CCONJ", "PUNCT")):
        start -= 1
    # "the villages of Xan and Yor al-Zan"
    if 1 < start < first and parsed.tokens[start - 1].text == "of" and parsed.tokens[start - 2].tag == "NNS":
        return True
    return before in PLACE_PREPOSITIONS or (before == "of" and governor == "NOUN") or labels != {"PERSON"}


def _name_end(
    parsed: Parsed, i: int, sentence: Sentence, known: Mapping[int, Mention], offices: frozenset[int]
) -> int:
    """Return where the run of name words that starts at token `i` ends; `i` itself where none starts there."""
    last = i
    while last < sentence.last and last - i < 2 * MOST_NAMES and _name_word(parsed, last, i, known, offices):
        last += 1
    while (
        last > i
        and not parsed.tokens[last - 1].text[0].isupper()
        and not _is_second_part(parsed, i, last - 1)
    ):
        last -= 1
    return last


def _is_second_part(parsed: Parsed, first: int, i: int) -> bool:
    """See "Lee Wen-ho": the last part of a name that a hyphen joins needs no capital."""
    token = parsed.tokens[i]
    if i - 2 < first or not token.text.isalpha() or token.text.lower() in PARTICLES:
        return False
    hyphen, before = parsed.tokens[i - 1], parsed.tokens[i - 2]
    joined = hyphen.text == "-" and before.end == hyphen.start and hyphen.end == token.start
    # "Lee Wen-hos office" has lost its apostrophe.
    return joined and token.label == "PERSON" and before.text[0].isupper() and not token.text.endswith("s")


def _name_word(
    parsed: Parsed, i: int, first: int, known: Mapping[int, Mention], offices: frozenset[int]
) -> bool:
    token = parsed.tokens[i]
    if i in known or i in offices:
        return False
    if _is_second_part(parsed, first, i):
        return True
    if token.text.lower() in PARTICLES:
        return i > first or token.text[0].isupper()
    if i == first and token.text.lower() in PLACE_PREPOSITIONS:
        return False  # "Near Xtown, a strike destroyed a bridge"
    initial = len(token.text) == 2 and token.text[1] == "."
    shouted = token.text.isupper() and len(token.text) > 1 and not initial
    return (
        token.pos == "PROPN"
        and token.text[0].isupper()
        and not shouted
        and token.label not in ("DATE", "TIME")
    )


def _full_name(parsed: Parsed, first: int, last: int) -> bool:
    words = [t for t in parsed.tokens[first:last] if t.text[0].isupper()]
    labels = {t.label for t in parsed.tokens[first:last]}
    return FEWEST_NAMES <= len(words) <= MOST_NAMES and "PERSON" in labels


def _is_collective(word: str, roles: Roles) -> bool:
    """Return whether a word names a body or a part of one: nobody is called "Brack Units"."""
    return word in roles.bodies or word.removesuffix("s") in roles.companions


def _office_of_body(
    parsed: Parsed,
    roles: Roles,
    name: tuple[int, int],
    sentence: Sentence,
    told: tuple[Mapping[int, Mention], frozenset[int]],
) -> tuple[int, int] | None:
    """Find "Head of the Brack Media Center" right before a name, and the name before its verb.

    It opens the sentence, or follows what is quoted (“…” the head of the Brack Media Center Ann Lee said).

    The parser takes such a name for a part of the body's, so its label tells nothing.
    """
    (first, last), (known, offices) = name, told
    if last - first < FEWEST_NAMES or last >= sentence.last:
        return None
    start = _after_quoted(parsed, first, sentence)
    start += parsed.tokens[start].text.lower() == "the"
    end = start
    while end < first and end in offices:
        end += 1
    if first - start > LONGEST_OFFICE:
        return None
    words = parsed.tokens[first:last]
    capitals = [t for t in words if t.text[0].isupper()]
    plain = not any(roles.get(t.text) or t.text.lower() in roles.bodies for t in capitals)
    few = FEWEST_NAMES <= len(capitals) < MOST_NAMES and parsed.tokens[last].tag in ("VBD", "VBZ")
    opens = start < end < first and parsed.tokens[end].text == "of"
    body = first - 1 in known or parsed.tokens[first - 1].text.lower() in roles.bodies
    between = parsed.tokens[end:first]
    joined = any(t.pos in ("VERB", "AUX", "PUNCT", "CCONJ") for t in between)
    return (start, first) if plain and few and opens and body and not joined else None


def _after_quoted(parsed: Parsed, first: int, sentence: Sentence) -> int:
    """Return where the words begin that lead to a name: at the sentence, or behind the last quotation mark before it."""
    marks = (i for i in range(first - 1, max(sentence.first, first - LONGEST_OFFICE) - 1, -1))
    return next((i + 1 for i in marks if parsed.tokens[i].text in CLOSING), sentence.first)


def _is_ranked(parsed: Parsed, roles: Roles, first: int, last: int) -> bool:
    """Return whether a name of two words follows a rank: "Major General Ann Lee", whatever the parser takes it for.

    A bare "General" may open the name of a body, as "General Staff" does.
    """
    words = [token.text for token in parsed.tokens[max(0, first - 2) : first]]
    ranks = [roles.at(words, i) for i in range(len(words))]
    held = [one.role.word for i, one in enumerate(ranks) if one is not None and i + one.length == len(words)]
    served = any(word.split()[-1].lower() in VOICES for word in held)
    named = [t for t in parsed.tokens[first:last] if t.text[0].isupper()]
    if not held or len(named) not in (FEWEST_NAMES, MOST_NAMES - 1):
        return False
    return _is_plain(named, roles) and (served or any(word.rstrip(".") in RANKS for word in held))


def _is_plain(named: Sequence[Token], roles: Roles) -> bool:
    """Return whether no word of a name is that of an office or a body."""
    return all(
        t.pos == "PROPN" and roles.get(t.text) is None and t.text.lower() not in roles.bodies for t in named
    )


def _known_office(
    parsed: Parsed, roles: Roles, name: tuple[int, int], known: Mapping[int, Mention]
) -> tuple[int, int] | None:
    """Find "the council's envoy for Xland" right before a name: who stands behind it holds it, whatever the parser takes him for."""
    first, last = name
    before = known.get(first - 1)
    if before is None or VOICES.isdisjoint(before.span.quote.lower().split()):
        return None
    named = [t for t in parsed.tokens[first:last] if t.text[0].isupper()]
    follows = before.span.end <= parsed.tokens[first].start
    if not (follows and len(named) in (FEWEST_NAMES, MOST_NAMES - 1) and _is_plain(named, roles)):
        return None
    return next(i for i in range(first) if parsed.tokens[i].start >= before.span.start), first


def _office_before(
    parsed: Parsed, first: int, sentence: Sentence, known: Mapping[int, Mention], offices: frozenset[int]
) -> tuple[int, int] | None:
    """Find "Xlandish Foreign Minister" straight before the name, or "Press Secretary," with a comma."""
    end = first
    if end > sentence.first and parsed.tokens[end - 1].text == ",":
        end -= 1
    start = end
    while start > sentence.first and (
        start - 1 in known or start - 1 in offices or _title_word(parsed, start - 1)
    ):
        start -= 1
    # "An Xlandish army spokesman, Colonel Lee": the rank stands beside the name, the side before the comma.
    if (
        start > sentence.first + 1
        and parsed.tokens[start - 1].text == ","
        and start - 2 in offices
        and start < end
    ):
        longer = start - 2
        while longer > sentence.first and (
            longer - 1 in known or longer - 1 in offices or _title_word(parsed, longer - 1)
        ):
            longer -= 1
        if any(i in known for i in range(longer, start - 1)):
            start = longer
    # The office's own word stands next to the name: "the minister told Lee" introduces nobody.
    if end - 1 in offices and start < end:
        return start, end
    return _office_of(parsed, first, end, sentence, (known, offices))


def _office_of(
    parsed: Parsed,
    first: int,
    end: int,
    sentence: Sentence,
    told: tuple[Mapping[int, Mention], frozenset[int]],
) -> tuple[int, int] | None:
    """Find "a spokesman for the Reed League," and "the foreign minister of Xland," before the name."""
    known, offices = told
    # "The governor of Xland province Ann Lee", its comma lost: a name does not go on from a common noun.
    runs_on = end == first and not parsed.tokens[end - 1].text.islower()
    if (
        end == sentence.first
        or runs_on
        or not any(
            parsed.tokens[j].dep in ("appos", "nsubj") for j in range(first, min(first + 4, sentence.last))
        )
    ):
        return None
    start = end
    while start > sentence.first and end - start < LONGEST_OFFICE:
        token = parsed.tokens[start - 1]
        if start - 1 in offices:
            break
        if not (
            start - 1 in known or token.pos in ("PROPN", "ADJ", "NOUN", "DET", "PART") or token.text in OF
        ):
            return None
        start -= 1
    if start == end or start - 1 not in offices or parsed.tokens[start].text not in OF:
        return None
    while start > sentence.first and (
        start - 1 in known or start - 1 in offices or _title_word(parsed, start - 1)
    ):
        start -= 1
    return start, end


def _title_word(parsed: Parsed, i: int) -> bool:
    token = parsed.tokens[i]
    return (
        token.pos == "PROPN"
        or token.text in ("'s", "’s", "of", "-", "for")
        or (token.pos in ("ADJ", "NOUN") and token.dep in ("amod", "compound", "nmod", "poss"))
    )


def _office_after(
    parsed: Parsed, last: int, sentence: Sentence, known: Mapping[int, Mention], offices: frozenset[int]
) -> tuple[int, int] | None:
    """Find ", an adviser to the president," after the name, or "Xlandish Secretary of State" with its comma lost."""
    start = last + 1 if last < sentence.last and parsed.tokens[last].text == "," else last
    if start < sentence.last and parsed.tokens[start].pos == "DET":
        start += 1
    end, seen = start, False
    while end < sentence.last and end - start < LONGEST_OFFICE:
        token = parsed.tokens[end]
        link = seen and token.text in ("of", "to", "for", "the", "in", "at", "with")
        # Brackets are let by around an acronym: the vice-president of "the Reed Front (RF)".
        inside = (token.text == "(" and end + 1 in known) or (token.text == ")" and end - 1 in known)
        if not (
            end in offices
            or end in known
            or link
            or inside
            or token.pos in ("PROPN", "ADJ", "NOUN")
            or token.text in ("'s", "’s")
        ):
            break
        seen, end = seen or end in offices, end + 1
    while end > start and parsed.tokens[end - 1].pos in ("ADP", "DET", "PART"):
        end -= 1
    return (start, end) if seen and end > start else None


def _side(
    parsed: Parsed,
    office: tuple[int, int],
    known: Mapping[int, Mention],
    offices: frozenset[int],
    about: frozenset[str],
) -> str | None:
    """Return the actor that the office belongs to: nearest before the office word, else after "of" or "to".

    "UN envoy for Xland" speaks for the UN; "Xland's UN ambassador" for Xland, because the possessive outranks; "the US
    Xland envoy" for the US, because the state's own name tells what he is sent about.
    """
    noun = next(i for i in range(*office) if i in offices)
    if noun in known and known[noun].actor:
        return known[noun].actor
    before = [i for i in range(office[0], noun) if i in known and known[i].actor]
    for i in before:
        if i + 1 < len(parsed.tokens) and parsed.tokens[i + 1].text in ("'s", "’s", "'"):
            return known[i].actor
    if before:
        sent = any(token.lemma.lower() in about for token in parsed.tokens[slice(*office)])
        return known[before[0] if sent and _is_topic(parsed, before[-1], known) else before[-1]].actor
    after = [i for i in range(noun + 1, office[1]) if i in known and known[i].actor]
    return known[after[0]].actor if after else None


def _is_topic(parsed: Parsed, i: int, known: Mapping[int, Mention]) -> bool:
    """Return whether a name before an office may be what it is about: "Xland", not "Xlandish" nor "US"."""
    letters = parsed.tokens[i].text.replace(".", "")
    return not (known[i].adjective or letters.isupper())


def ties_of(person: Person, parsed: Parsed) -> Iterator[Tie]:
    """Yield the office and the side as ties, each with its words; the office as the parser read it."""
    if person.office is None:
        return
    actor = person.actor(parsed)
    words = parsed.span(*person.office)
    yield Tie(actor.id, "office", _told(parsed, *person.office), (words,))
    if person.side and not person.past:
        yield Tie(actor.id, "part_of", person.side, (words,))


def _told(parsed: Parsed, first: int, last: int) -> str:
    """Return the words as read: where an altered copy's were put back, those."""
    kept = parsed.span(first, last).quote
    read = " ".join(token.text for token in parsed.tokens[first:last])
    return kept if kept.replace(" ", "") == read.replace(" ", "") else read
