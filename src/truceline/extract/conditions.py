"""Conditions: how many are besieged, held, hungry or left somewhere: figures outside any event."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from truceline.extract.attached import led_dates
from truceline.extract.counted import MODIFIERS
from truceline.extract.numerals import Numeral, find_numerals
from truceline.extract.scene import Scene
from truceline.extract.standing import Subject, Told, governor, state_of
from truceline.extract.standplace import place_of
from truceline.knowledge.amounts import Amounts
from truceline.knowledge.conditions import Conditions
from truceline.model.claim import Harm
from truceline.model.condition import Condition, ConditionKind, Number
from truceline.model.ids import content_id
from truceline.model.parsed import Parsed, Sentence
from truceline.model.when import When

# "Several doctors" is no figure; the plural alone counts two.
FEWEST_VAGUE = 3
# From a number to the noun that it counts ("2.3 million internally displaced Xlandish people").
REACH = 8
ARTICLES = frozenset({"the", "its", "their", "his", "her", "our", "those", "these", "all"})
# "Nearly 80 per cent of the city's people" is a share.
SHARES = frozenset({"percent", "per", "%", "pc"})


class Reader(NamedTuple):
    """What the reading of one document's conditions shares."""

    scene: Scene
    amounts: Amounts
    words: Conditions
    counting: frozenset[str]


def find_conditions(scene: Scene, amounts: Amounts, words: Conditions) -> tuple[Condition, ...]:
    """Return the figures of a document that tell a state and no event, in the order of the text.

    Headings only repeat the body and are not read. What was done to people ("killed 12", "fled") is for the figures.
    """
    reader = Reader(scene, amounts, words, frozenset({*amounts.vague, *amounts.numbers, "no", "dozen"}))
    found: dict[str, Condition] = {}
    for sentence in scene.parsed.sentences:
        if not sentence.heading and _may_tell(reader, sentence):
            for condition in _in_sentence(reader, sentence):
                found.setdefault(condition.id, condition)
    return tuple(found.values())


def _may_tell(reader: Reader, sentence: Sentence) -> bool:
    """Return whether a sentence has a number and a word of a state: most lack one and are left before anything is counted."""
    tokens, words = reader.scene.parsed.tokens[sentence.first : sentence.last], reader.words
    if not any(token.tag == "CD" or token.text.lower() in reader.counting for token in tokens):
        return False
    return any(token.text.lower() in words.forms or token.lemma in words.lemmas for token in tokens)


def _in_sentence(reader: Reader, sentence: Sentence) -> Iterator[Condition]:
    parsed = reader.scene.parsed
    harmed = {
        i for harm in reader.scene.figures for i in range(harm.first, harm.last) if _is_toll(harm.value)
    }
    for numeral in find_numerals(parsed, sentence, reader.amounts):
        if numeral.exactness == "vague" and (numeral.low or 0) < FEWEST_VAGUE:
            continue
        if _is_share(parsed, numeral.first):
            continue
        if harmed & set(range(numeral.first, numeral.last)):
            continue  # "12 trapped people were killed": they are an event's
        subject = _subject(reader, sentence, numeral)
        if subject is not None and (found := _condition(reader, sentence, numeral, subject)) is not None:
            yield found


def _is_toll(harm: Harm) -> bool:
    return harm.figure.effect not in ("displaced", "besieged")


def _is_share(parsed: Parsed, i: int) -> bool:
    """See "one in four residents"."""
    return i > 1 and parsed.tokens[i - 1].text.lower() == "in" and parsed.tokens[i - 2].tag == "CD"


def _subject(reader: Reader, sentence: Sentence, numeral: Numeral) -> Subject | None:
    """Return who or what a number counts: the noun after it, or the number alone ("90,000 are trapped")."""
    parsed = reader.scene.parsed
    start = numeral.last
    if start < sentence.last and parsed.tokens[start].text.lower() == "of":
        start += 1
        while start < sentence.last and parsed.tokens[start].text.lower() in ARTICLES:
            start += 1
    run = []
    for i in range(start, min(start + REACH, sentence.last)):
        if parsed.tokens[i].tag not in MODIFIERS or parsed.tokens[i].text.lower() in SHARES:
            break
        run.append(i)
    noun = _noun(parsed, run)
    if noun is None:
        bare = next((i for i in range(numeral.last - 1, numeral.first - 1, -1) if _heads(parsed, i)), None)
        return (
            None
            if bare is None
            else Subject(bare, numeral.first, numeral.last, frozenset({"people"}), bare=True)
        )
    classes = _classes(reader, noun)
    # "Twelve of the city's 20 hospitals": what is counted is the hospitals.
    start = max([start, *(i + 1 for i in run if i < noun and parsed.tokens[i].tag in ("CD", "POS"))])
    return Subject(noun, numeral.first, start, classes, bare=False) if classes else None


def _heads(parsed: Parsed, i: int) -> bool:
    return parsed.tokens[i].dep in ("nsubj", "nsubjpass") and parsed.tokens[i].pos in ("NUM", "NOUN")


def _noun(parsed: Parsed, run: Sequence[int]) -> int | None:
    """Return the counted noun of a run: its first plural that no other noun follows, else its last noun."""
    nouns = [i for i in run if parsed.tokens[i].tag in ("NN", "NNS", "NNP", "NNPS")]
    plural = [i for i in nouns if parsed.tokens[i].tag in ("NNS", "NNPS") and i + 1 not in nouns]
    return plural[0] if plural else nouns[-1] if nouns else None


def _classes(reader: Reader, noun: int) -> frozenset[str]:
    """Return what a noun names: people, staff, services, vehicles; a plural name with a capital is a people."""
    token = reader.scene.parsed.tokens[noun]
    word = token.text.lower()
    both = f"{reader.scene.parsed.tokens[noun - 1].text.lower()} {word}" if noun else word
    found = {name for name, nouns in reader.words.nouns.items() if word in nouns or both in nouns}
    people = reader.amounts.people
    if (word in people.status and word not in people.things) or token.tag == "NNPS":
        found.add("people")
    return frozenset(found)


def _condition(reader: Reader, sentence: Sentence, numeral: Numeral, subject: Subject) -> Condition | None:
    """Return the first kind of state that is told of the counted: "trapped without food" is besieged."""
    parsed = reader.scene.parsed
    for kind, state in reader.words.kinds.items():
        if not state.of & subject.classes:
            continue
        told = state_of(parsed, reader.words, state, numeral, subject)
        if told is None or (numeral.high == 0 and not state.there):
            continue
        if told.describes and _harmed(reader, sentence):
            continue  # "Three died, with six displaced people": who they were, not where they are
        dates = _dates(reader.scene, subject, told)
        if any(leading == "before" for leading, _ in dates):
            return None  # "was home to 9,000 people before the war"
        return _made(reader, kind, numeral, subject, (told, next((when for _, when in dates), None)))
    return None


def _made(
    reader: Reader, kind: ConditionKind, numeral: Numeral, subject: Subject, state: tuple[Told, When | None]
) -> Condition:
    scene, parsed = reader.scene, reader.scene.parsed
    told, when = state
    span = parsed.span(min(numeral.first, told.first), max(told.last, subject.noun + 1))
    said = scene.holder(numeral.first, max(subject.noun + 1, numeral.last))
    place = place_of(scene, reader.words, subject, told)
    return Condition(
        id=content_id("condition", span.doc, span.start, span.end, kind),
        kind=kind,
        number=Number(numeral.low, numeral.high, numeral.exactness),
        what="" if subject.bare else parsed.span(subject.start, subject.noun + 1).quote,
        words=span.quote,
        spans=tuple(dict.fromkeys((span, *place.spans))),
        place=place.value,
        when=when,
        statement=said.id if said else None,
    )


def _dates(scene: Scene, subject: Subject, told: Told) -> list[tuple[str, When]]:
    """Return the dates on the verb of a state, each with the word that leads it."""
    parsed, verb = scene.parsed, governor(scene.parsed, subject)
    # "Xtown is home to 9,000 people since"; of "reached 9,000 besieged people on Monday" the day is the convoy's.
    if verb is None and told.first < subject.noun and not told.describes:
        verbs = (a for a in parsed.ancestors(subject.noun) if parsed.tokens[a].pos in ("VERB", "AUX"))
        verb = next(verbs, None)
    found = led_dates(parsed, scene.dates, verb) if verb is not None else []
    # "The people trapped there since May were moved out": the day hangs on the state itself.
    own = [
        one for i in range(told.first, told.last) if i != verb for one in led_dates(parsed, scene.dates, i)
    ]
    return found if found or told.describes else own


def _harmed(reader: Reader, sentence: Sentence) -> bool:
    """Return whether a sentence tells what befell people."""
    within = range(sentence.first, sentence.last)
    return any(harm.first in within and _is_toll(harm.value) for harm in reader.scene.figures)
