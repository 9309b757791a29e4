"""Whom "he", "she", "it" and "they" can only mean among those who spoke before, or nobody who is certain."""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from truceline.extract.contents import paragraph
from truceline.extract.going_on import adds, closes, goes_on, subjects_around
from truceline.knowledge.speech import Speech
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed
from truceline.model.statement import Speaker

HIS = frozenset({"he", "his"})
HERS = frozenset({"she", "her"})
PERSONAL = HIS | HERS
THINGS = frozenset({"it", "its"})
SEVERAL = frozenset({"they", "their"})
ONESELF = frozenset({"i", "we", "my", "our", "me", "us"})
PRONOUNS = PERSONAL | THINGS | SEVERAL
# A person speaks as "he" or "she"; of the other actors a people or several of them as "they".
PEOPLE = ("person", "office")
# Whose name may look like a plural: "Reporters Without Borders", "state media", "Roes".
SINGLE = ("person", "agency", "outlet", "organisation", "monitor", "intergovernmental", "ministry")
# Who spoke longer ago, in sentences, is not meant by a bare pronoun.
REACH = 3
SUBJECTS = ("nsubj", "nsubjpass")
OPENING_MARKS = ('"', "``", "“", "«")
CLOSING_MARKS = ('"', "''", "”", "»")


class Heard(NamedTuple):
    """A speaker heard earlier: the head of the words, their sentence, who it is, and whether another tells of it."""

    head: int
    sentence: int
    speaker: Speaker
    inner: bool = False


def pronoun(parsed: Parsed, i: int) -> str:
    """Return the pronoun at token `i` in small letters; empty for any other word, "US" too."""
    token = parsed.tokens[i]
    return token.text.lower() if token.tag in ("PRP", "PRP$") else ""


def is_person(cast: Cast, actor: str) -> bool:
    """Return whether the actor is a person."""
    return actor in cast.actors and cast.actors[actor].kind == "person"


def meant(
    parsed: Parsed, speech: Speech, cast: Cast, head: int, heard: Sequence[Heard]
) -> tuple[str, str | None] | None:
    """Return the name and the actor of whom a pronoun stands for; None where none or several fit.

    The nearest earlier sentence of this paragraph or the one before with a fitting speaker decides; two there are
    one too many, and so is another one named since.
    """
    word = pronoun(parsed, head)
    beside = _parallel(parsed, cast, head, word)
    if beside is not None:
        return cast.actors[beside].name, beside
    around = subjects_around(parsed, head)
    if around:
        return _holding(parsed, speech, cast, (word, around), heard)
    return _spoken_before(parsed, speech, cast, head, heard)


def _spoken_before(
    parsed: Parsed, speech: Speech, cast: Cast, head: int, heard: Sequence[Heard]
) -> tuple[str, str | None] | None:
    """Return who of those heard in the nearest earlier sentence is meant, where only one fits."""
    word = pronoun(parsed, head)
    here, sentence = paragraph(parsed, head), parsed.tokens[head].sentence
    fitting = [
        one
        for one in heard
        if one.head < head
        and here - paragraph(parsed, one.head) <= 1
        and sentence - one.sentence <= REACH
        and _fits(parsed, speech, cast, word, one)
        and not _is_other_gender(parsed, heard, word, one)
    ]
    if not fitting:
        only = _only_person_before(parsed, speech, cast, head, word)
        one = Heard(head, sentence, Speaker(cast.actors[only].name, None, only)) if only else None
        fits = one is not None and not _is_other_gender(parsed, heard, word, one)
        return (one.speaker.name, only) if one is not None and fits else None
    nearest = max(one.sentence for one in fitting)
    last = [one for one in fitting if one.sentence == nearest]
    if goes_on(parsed, head):
        # "The Kremlin's spokesman said that Roe had agreed. He added": who tells of another goes on.
        last = [one for one in last if not one.inner] or last
    unknown = word in PERSONAL and any(_is_unknown(parsed, one) for one in heard if one.sentence > nearest)
    if unknown or len({one.speaker.actor or one.speaker.name for one in last}) != 1:
        return None
    if _another_since(parsed, cast, head, last[-1]) or _another_here(parsed, cast, head, last[-1]):
        return None
    return last[-1].speaker.name, last[-1].speaker.actor


def _only_person_before(parsed: Parsed, speech: Speech, cast: Cast, head: int, word: str) -> str | None:
    """Return Ann in "The raid brought outrage from the director Ann Lee. “It is a crime,” she said": the one named right before.

    A source, a doctor or a second name in that sentence may be meant as well, and so is nobody whom another's name is
    told by ("Ann Lee's brother").
    """
    here = parsed.tokens[head].sentence
    if word not in PERSONAL or here == 0 or not _told_before(parsed, head):
        return None
    opens = _quoted_from(parsed, head)
    before = (
        parsed.sentences[parsed.tokens[opens].sentence - 1]
        if opens and parsed.tokens[opens].sentence
        else None
    )
    if before is None or before.heading or before.paragraph + 1 < parsed.sentences[here].paragraph:
        return None
    inside = range(before.first, before.last)
    named = {m for i in inside if (m := cast.at(i)) is not None and m.actor and is_person(cast, m.actor)}
    covered = {i for m in named for i in parsed.within(m.span.start, m.span.end)}
    if len({m.actor for m in named}) != 1 or any(
        parsed.tokens[m.head].dep in ("poss", "compound") for m in named
    ):
        return None
    heads = {c for m in named for c in parsed.children(m.head, "compound", "appos", "nmod")}
    heads |= {parsed.tokens[m.head].head for m in named if parsed.tokens[m.head].dep == "appos"}
    others = any(
        parsed.tokens[i].label == "PERSON"
        or pronoun(parsed, i) in PERSONAL
        or (parsed.tokens[i].lemma.lower() in speech.personal and i not in heads)
        for i in inside
        if i not in covered
    )
    return None if others else named.pop().actor


def _quoted_from(parsed: Parsed, head: int) -> int | None:
    """Return where the quotation begins that the pronoun's verb closes."""
    last = min(head, parsed.tokens[head].head) - 1
    while last > 0 and parsed.tokens[last].text not in CLOSING_MARKS:
        last -= 1
    return next((i for i in range(last - 1, -1, -1) if parsed.tokens[i].text in OPENING_MARKS), None)


def _is_other_gender(parsed: Parsed, heard: Sequence[Heard], word: str, one: Heard) -> bool:
    """See "Moss said ..., he added. Moss answered Ann. “Go,” she said": who was "he" before is not "she"."""
    other = (HERS if word in HIS else HIS) if word in PERSONAL else frozenset[str]()
    return any(
        pronoun(parsed, earlier.head) in other
        and (earlier.speaker.actor or earlier.speaker.name) == (one.speaker.actor or one.speaker.name)
        for earlier in heard
    )


def _another_since(parsed: Parsed, cast: Cast, head: int, one: Heard) -> bool:
    """See "Norland said Sudland had lied when it denied the raid": the denier may be the one named between."""
    only, personal = one.speaker.actor, pronoun(parsed, head) in PERSONAL
    told = _told_before(parsed, head)
    return any(
        i not in told
        and _is_person_at(parsed, cast, i) == personal
        and (cast.actor_at(i) is None or cast.actor_at(i) != only)
        for i in (_people_since if personal else _subjects_since)(parsed, cast, head, one)
    )


def _told_before(parsed: Parsed, head: int) -> range:
    """Return what the pronoun's verb closes: in ["Norland fell," it said] and [Norland fell it said] Norland is not meant."""
    opens = parsed.sentences[parsed.tokens[head].sentence].first
    verb = parsed.tokens[head].head
    before = min(head, verb) - 1
    if closes(parsed, head):
        return range(opens, head)
    if before > opens and parsed.tokens[before].text == ",":
        before -= 1
    return range(opens, before) if parsed.tokens[before].text in CLOSING_MARKS else range(0)


def _another_here(parsed: Parsed, cast: Cast, head: int, one: Heard) -> bool:
    """See "After the war Norland has denied it and it rejects the rest": another is named before, in the same sentence.

    "Ten died in a Norland raid, it said" closes the sentence, and tells of Norland.
    """
    here, verb = parsed.tokens[head].sentence, parsed.tokens[head].head
    opens = any(c > verb for c in parsed.children(verb, "dobj", "ccomp", "xcomp"))
    if one.sentence == here or not opens or pronoun(parsed, head) not in THINGS:
        return False
    first = parsed.sentences[here].first
    return any(
        first <= mention.head < head
        and mention.actor
        and mention.actor != one.speaker.actor
        and not mention.adjective
        for mention in cast.mentions
    )


def _is_person_at(parsed: Parsed, cast: Cast, i: int) -> bool:
    actor = cast.actor_at(i)
    return is_person(cast, actor) if actor else parsed.tokens[i].label == "PERSON"


def _people_since(parsed: Parsed, cast: Cast, head: int, one: Heard) -> Iterator[int]:
    """Yield the persons named after the sentence of the one meant: "he" may be any of them."""
    first = parsed.sentences[one.sentence].last
    yield from (mention.head for mention in cast.mentions if first <= mention.head < head)
    if adds(parsed, head) and not one.inner:
        return  # "Ann said that Eva had denied it. She added": only who has spoken adds
    yield from (i for i in range(one.head + 1, first) if parsed.tokens[i].dep in SUBJECTS and i < head)


def _subjects_since(parsed: Parsed, cast: Cast, head: int, one: Heard) -> Iterator[int]:
    """Yield the names that are subjects since the one meant spoke.

    "The Observatory said the army killed ten. It said": who stands in what was said is not meant.
    """
    here = parsed.tokens[head].sentence
    for i in range(one.head + 1, head):
        token = parsed.tokens[i]
        named = token.pos == "PROPN" or (token.tag == "NN" and cast.actor_at(i) is not None)
        if token.dep not in SUBJECTS or not named or token.tag == "NNPS":
            continue
        if token.sentence == here or parsed.tokens[token.head].dep == "ROOT":
            yield i


def _parallel(parsed: Parsed, cast: Cast, head: int, word: str) -> str | None:
    """Return the subject of the clause that this one is joined to: "Norland had not confirmed it, and it denied the rest"."""
    verb = parsed.tokens[head].head
    first = parsed.tokens[verb].head
    if parsed.tokens[verb].dep != "conj" or first >= head or parsed.tokens[head].dep != "nsubj":
        return None
    found = [actor for s in parsed.children(first, "nsubj") if (actor := cast.actor_at(s))]
    if len(found) != 1 or (word in PERSONAL) != is_person(cast, found[0]) or word in SEVERAL:
        return None
    return found[0]


def _fits(parsed: Parsed, speech: Speech, cast: Cast, word: str, one: Heard) -> bool:
    token = parsed.tokens[one.head]
    actor = cast.actors.get(one.speaker.actor) if one.speaker.actor else None
    plural = token.tag in ("NNS", "NNPS") or (actor is None and bool(parsed.children(one.head, "conj")))
    # "State media said … It added", "Roes said … he added": a name that ends in "s" is of one.
    several = plural and not (actor is not None and actor.kind in SINGLE)
    earlier = pronoun(parsed, one.head)
    if earlier in PRONOUNS:
        return _same_kind(word, earlier) and one.speaker.name.lower() != earlier
    person = actor.kind in PEOPLE if actor else token.label == "PERSON" or token.lemma in speech.personal
    # "a member of parliament, Ann Lee": her name stands among the words.
    person = person or (actor is None and _tells_person(parsed, one))
    if word in PERSONAL:
        # "The League's spokesman said … He added": he speaks for the League again.
        voice = actor is not None and token.tag == "NN" and token.lemma.lower() in speech.personal
        return (person or voice or _is_bare_name(parsed, one)) and not several
    # "A source said … It added": who is hidden is no he and no she.
    return plural if word in SEVERAL else (not person or token.lemma == "source") and not several


def _holding(
    parsed: Parsed, speech: Speech, cast: Cast, told: tuple[str, Sequence[int]], heard: Sequence[Heard]
) -> tuple[str, str | None] | None:
    """Return who holds the sentence in which "what it called a raid" hangs; of several who may, nobody."""
    word, around = told
    if len(around) != 1:
        return None
    [i] = around
    actor = cast.actor_at(i)
    one = Heard(i, parsed.tokens[i].sentence, Speaker("", None, actor))
    if actor and _fits(parsed, speech, cast, word, one):
        return cast.actors[actor].name, actor
    return next(((one.speaker.name, one.speaker.actor) for one in heard if one.head == i), None)


def _tells_person(parsed: Parsed, one: Heard) -> bool:
    """Return whether two words in a row among those of the speaker are a person's name."""
    words = one.speaker.words
    labels = (
        [parsed.tokens[i].label == "PERSON" for i in parsed.within(words.start, words.end)] if words else []
    )
    return any(a and b for a, b in itertools.pairwise(labels))


def _is_bare_name(parsed: Parsed, one: Heard) -> bool:
    """See "Ann a teacher from Xtown said": a name that nobody knows, with no article, may be a person's."""
    token = parsed.tokens[one.head]
    unknown = one.speaker.actor is None and token.tag == "NNP"
    return unknown and token.label in ("", "PERSON") and not parsed.children(one.head, "det", "compound")


def _is_unknown(parsed: Parsed, one: Heard) -> bool:
    """See "Ann said … Moss, 24, said … he added": a name that the parser takes for a body may be a person's."""
    return (
        one.speaker.actor is None
        and parsed.tokens[one.head].tag == "NNP"
        and not parsed.children(one.head, "det")
    )


def _same_kind(one: str, other: str) -> bool:
    return any(one in kind and other in kind for kind in (PERSONAL, THINGS, SEVERAL))
