"""How two actors are told to stand to each other: who fights, supports, arms, meets, breaks with whom."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from truceline.extract.attached import dates_on, statement_at
from truceline.extract.clauses import clause_of, subjects
from truceline.extract.grounds import ground_of
from truceline.extract.modality import MODALITY_OF
from truceline.extract.presences import find_presences
from truceline.extract.relation_ends import Sides
from truceline.extract.scene import Scene
from truceline.knowledge.relations import Relations
from truceline.model.event import Modality
from truceline.model.ids import content_id
from truceline.model.parsed import Parsed
from truceline.model.relation import End, Relation, RelationKind

BETWEEN = "between"
NOUNS = ("NOUN", "PROPN")
# A noun that the parser takes for a verb still hangs as one: "US airstrikes against".
NOMINAL = ("pobj", "dobj", "nsubj", "nsubjpass")
LEADING = ("prep", "agent", "dative")
PARTICLES = ("prt", "advmod")
# A pronoun beside a hyphen, "self-funded", tells of nobody.
JOINING = "-"
# "Told the agency" is a citation, and no talk of two sides.
PRINTING = ("outlet", "agency")


class Tied(NamedTuple):
    """Two sides and the word that ties them."""

    kind: RelationKind
    cue: int
    a: End
    b: End


def find_relations(scene: Scene, words: Relations) -> tuple[Relation, ...]:
    """Return what the document tells of how actors stand to each other, in the order of the text."""
    sides = Sides(scene, words)
    found: dict[str, Relation] = {}
    tied = [one for i in range(len(scene.parsed.tokens)) for one in _tied(sides, i)]
    for one in (*tied, *_helped(scene.parsed, tied)):
        _keep(found, _relation(scene, one))
    for kind, cue, a, b in find_presences(sides):
        _keep(found, _relation(scene, Tied(kind, cue, a, b)))
    return tuple(
        sorted(found.values(), key=lambda one: (one.cue.start, one.a.span.start, one.b.span.start, one.id))
    )


def _helped(parsed: Parsed, tied: Sequence[Tied]) -> Iterator[Tied]:
    """See "A supports B to defeat C", "A's support for B in the fight against C": B fights C."""
    helping = [one for one in tied if one.kind == "supports"]
    for fight in (one for one in tied if one.kind == "fights"):
        above = set(parsed.ancestors(fight.cue))
        yield from (Tied("fights", fight.cue, one.b, fight.b) for one in helping if one.cue in above)


def _keep(found: dict[str, Relation], one: Relation | None) -> None:
    if one is not None:
        found.setdefault(one.id, one)


def _tied(sides: Sides, i: int) -> Iterator[Tied]:
    """Yield whom the word at token `i` ties."""
    token = sides.scene.parsed.tokens[i]
    lemma, words = token.lemma.lower(), sides.words
    if token.pos == "VERB":
        yield from _of_verb(sides, i, words.verbs.get(lemma, {}))
        if (kind := words.together.get(lemma)) is not None:
            yield from _together(sides, i, kind)
    if token.pos in NOUNS or token.tag == "VBG" or token.dep in NOMINAL:
        yield from _of_noun(sides, i, words.nouns.get(lemma, {}))
        if (kind := words.kin.get(lemma)) is not None:
            yield from _of_kin(sides, i, kind)
    if token.pos in ("ADJ", "VERB"):
        yield from _of_adjective(sides, i, words.adjectives.get(token.text.lower(), {}))
    if (kind := words.joined.get(token.text.lower().rpartition(JOINING)[2])) is not None:
        yield from _joined(sides, i, kind)


def _of_verb(sides: Sides, verb: int, frames: Mapping[str, RelationKind]) -> Iterator[Tied]:
    """See "A fights B", "B is backed by A", "A fights against B", "A cut ties with B"."""
    parsed = sides.scene.parsed
    if not frames:
        return
    doing = sides.of_verb(verb)
    if "" in frames:
        yield from _each(frames[""], verb, doing, sides.done_to(verb))
    for particle in parsed.children(verb, *PARTICLES):
        if (kind := frames.get(parsed.tokens[particle].lemma.lower())) is not None:
            yield from _each(kind, verb, doing, sides.done_to(verb))
    below = parsed.children(verb, "dobj")
    for prep in [p for i in (verb, *below) for p in parsed.children(i, *LEADING)]:
        leading = parsed.tokens[prep].lemma.lower()
        of = parsed.tokens[prep].head
        via = leading if of == verb else f"{parsed.tokens[of].lemma.lower()} {leading}"
        whole = [*(f"{parsed.tokens[i].lemma.lower()} {leading}" for i in below), via]
        kind = next((frames[one] for one in whole if one in frames), None)
        if kind is not None:
            yield from _each(kind, verb, doing, list(sides.ends(parsed.children(prep, "pobj"))))


def _together(sides: Sides, verb: int, kind: RelationKind) -> Iterator[Tied]:
    """See "A and B met", "A and B discussed the truce": who does it does it with each other."""
    for a, b in combinations(sides.of_verb(verb), 2):
        yield Tied(kind, verb, a, b)


def _of_noun(sides: Sides, noun: int, frames: Mapping[str, RelationKind]) -> Iterator[Tied]:
    """See "the war between A and B", "A's support for B", "A conducted strikes against B"."""
    parsed = sides.scene.parsed
    if not frames:
        return
    if BETWEEN in frames:
        before = sides.owners(noun)
        yield from (Tied(frames[BETWEEN], noun, a, b) for a, b in combinations(before, 2))
    token = parsed.tokens[noun]
    # "Sends weapons to B", "conducted strikes against B": what leads on may hang on the verb.
    beside = parsed.children(token.head, "prep", "dative") if token.dep == "dobj" else []
    for prep in (*parsed.children(noun, "prep"), *(p for p in beside if p > noun)):
        leading = parsed.tokens[prep].lemma.lower()
        if leading not in frames:
            continue
        led = list(sides.ends(parsed.children(prep, "pobj")))
        if leading == BETWEEN:
            # "Between the Xlandish and Ylandish governments": the two stand before one noun.
            led = (
                led
                if len(led) > 1
                else [one for i in parsed.children(prep, "pobj") for one in sides.owners(i)]
            )
            yield from (Tied(frames[leading], noun, a, b) for a, b in combinations(led, 2))
        elif not _is_over(sides, noun, leading):
            yield from _each(frames[leading], noun, sides.of_noun(noun), led)


def _is_over(sides: Sides, noun: int, leading: str) -> bool:
    """Return whether the verb over a noun makes another relation of it: "cut ties with" is no tie."""
    parsed = sides.scene.parsed
    verb = parsed.tokens[parsed.tokens[noun].head]
    frames = sides.words.verbs.get(verb.lemma.lower(), {})
    return f"{parsed.tokens[noun].lemma.lower()} {leading}" in frames


def _of_kin(sides: Sides, noun: int, kind: RelationKind) -> Iterator[Tied]:
    """See "A's ally B", "B, an ally of A", "B is an ally of A"."""
    parsed = sides.scene.parsed
    of = [
        o
        for p in parsed.children(noun, "prep")
        if parsed.tokens[p].lemma == "of"
        for o in parsed.children(p, "pobj")
    ]
    whose = list(sides.ends([*parsed.children(noun, "poss"), *of]))
    token = parsed.tokens[noun]
    heads = [*parsed.children(noun, "appos")]
    if token.dep == "appos":
        heads.append(token.head)
    elif token.dep == "attr":
        heads += subjects(parsed, token.head)
    yield from _each(kind, noun, list(sides.ends(heads)), whose)


def _of_adjective(sides: Sides, word: int, frames: Mapping[str, RelationKind]) -> Iterator[Tied]:
    """See "groups allied with A", "B is loyal to A"."""
    parsed = sides.scene.parsed
    token = parsed.tokens[word]
    if not frames:
        return
    heads = [token.head] if token.dep in ("amod", "acl") else subjects(parsed, clause_of(parsed, word))
    for prep in parsed.children(word, "prep"):
        kind = frames.get(parsed.tokens[prep].lemma.lower())
        if kind is not None:
            yield from _each(
                kind, word, list(sides.ends(heads)), list(sides.ends(parsed.children(prep, "pobj")))
            )


def _joined(sides: Sides, word: int, kind: RelationKind) -> Iterator[Tied]:
    """See "A-backed rebels": A backs them, and they are not A's."""
    parsed, cast = sides.scene.parsed, sides.scene.cast
    noun = parsed.tokens[word].head
    a = owner(sides, word)
    if a is not None and noun > word:
        for _ in sides.ends([noun]):
            yield Tied(kind, word, a, End(parsed.span(word + 1, noun + 1), cast.actor_at(noun)))


def owner(sides: Sides, word: int) -> End | None:
    """Return whom a hyphen joins to a word: "A" in "A-backed", written as one word or as three."""
    parsed, cast = sides.scene.parsed, sides.scene.cast
    joins = word > 1 and parsed.tokens[word - 1].text == JOINING
    at = word - 2 if joins else word
    if not joins and JOINING not in parsed.tokens[word].text:
        return None
    actor = cast.actor_at(at)
    return End(parsed.span(at, at + 1), actor) if actor is not None else None


def _each(kind: RelationKind, cue: int, left: Sequence[End], right: Sequence[End]) -> Iterator[Tied]:
    return (Tied(kind, cue, a, b) for a in left for b in right)


def _relation(scene: Scene, tied: Tied) -> Relation | None:
    """Return the relation with its modality, day and holder; None where both ends are one."""
    a, b = tied.a, tied.b
    same = a.actor is not None and a.actor == b.actor
    heard = b.actor is not None and scene.cast.actors[b.actor].kind in PRINTING
    if same or heard or (a.span.start < b.span.end and b.span.start < a.span.end):
        return None
    parsed = scene.parsed
    token = parsed.tokens[tied.cue]
    said = statement_at(scene.statements, token.start, token.end)
    span = parsed.span(tied.cue, tied.cue + 1)
    return Relation(
        id=content_id("relation", span.doc, tied.kind, a.span.start, b.span.start, span.start),
        kind=tied.kind,
        a=a,
        b=b,
        cue=span,
        modality="happened" if tied.kind == "away" else _modality(scene, tied.cue),
        when=next(iter(dates_on(parsed, scene.dates, clause_of(parsed, tied.cue))), None),
        statement=said.id if said else None,
    )


def _modality(scene: Scene, cue: int) -> Modality:
    verb = clause_of(scene.parsed, cue)
    return MODALITY_OF[ground_of(scene.parsed, verb, scene.words.moods)]
