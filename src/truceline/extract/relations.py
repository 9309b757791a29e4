"""How two actors are told to stand to each other: who fights, supports, arms, meets, breaks with whom."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from msgspec.structs import replace

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
from truceline.model.when import When

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
# What lasts beyond the deed by which it is told.
LASTING = ("fights", "supports", "arms", "cooperates", "allied")
# A clause that tells what the one above it is for, or part of: its time is that one's.
CARRIED = ("advcl", "xcomp", "acl", "pcomp")
BEGUN = "begun/1"


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
    listed = _listed(scene.parsed, words)
    tied = [one for i in range(len(scene.parsed.tokens)) if i not in listed for one in _tied(sides, i)]
    for one in (*tied, *_helped(scene.parsed, tied)):
        _keep(found, _relation(scene, words, one))
    for kind, cue, a, b in find_presences(sides):
        _keep(found, _relation(scene, words, Tied(kind, cue, a, b)))
    return tuple(
        sorted(found.values(), key=lambda one: (one.cue.start, one.a.span.start, one.b.span.start, one.id))
    )


def _listed(parsed: Parsed, words: Relations) -> frozenset[int]:
    """Return the tokens behind "Tags", up to the end of the sentence: they stand side by side, and tell nothing."""
    starts = [i for i, token in enumerate(parsed.tokens) if token.text in words.listing]
    return frozenset(j for i in starts for j in range(i, parsed.sentences[parsed.tokens[i].sentence].last))


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
        yield from _of_deed(sides, i)
        if (kind := words.together.get(lemma)) is not None:
            yield from _together(sides, i, kind)
    if token.pos in NOUNS or token.tag == "VBG" or token.dep in NOMINAL:
        yield from _of_noun(sides, i, words.nouns.get(lemma, {}))
        if (kind := words.given.get(lemma)) is not None:
            yield from _with_help(sides, i, kind)
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


def _of_deed(sides: Sides, verb: int) -> Iterator[Tied]:
    """See "two strikes engaged a unit": whoever struck fights it."""
    deeds = [end for end, is_deed in sides.things(verb) if is_deed]
    hit = [end for end, is_deed in sides.things(verb) if not is_deed and end.actor is not None]
    yield from _each("fights", verb, deeds, hit)


def _together(sides: Sides, verb: int, kind: RelationKind) -> Iterator[Tied]:
    """See "A and B met", "A and B discussed the truce": who does it does it with each other."""
    for a, b in combinations(sides.of_verb(verb), 2):
        yield Tied(kind, verb, a, b)


def _of_noun(sides: Sides, noun: int, frames: Mapping[str, RelationKind]) -> Iterator[Tied]:
    """See "the war between A and B", "A's support for B", "A conducted strikes against B"."""
    parsed = sides.scene.parsed
    if BETWEEN in frames:
        yield from (Tied(frames[BETWEEN], noun, a, b) for a, b in combinations(sides.owners(noun), 2))
    token = parsed.tokens[noun]
    # "Sends weapons to B", "conducted strikes against B": what leads on may hang on the verb.
    beside = parsed.children(token.head, "prep", "dative") if token.dep == "dobj" else []
    for prep in (*parsed.children(noun, "prep"), *(p for p in beside if p > noun)):
        leading = parsed.tokens[prep].lemma.lower()
        if _is_given(sides, noun, leading):
            given = sides.words.given[token.lemma.lower()]
            yield from _each(
                given, noun, list(sides.ends(parsed.children(prep, "pobj"))), sides.of_noun(noun)
            )
        elif leading == BETWEEN and leading in frames:
            yield from (Tied(frames[leading], noun, a, b) for a, b in combinations(_between(sides, prep), 2))
        elif leading in frames and not _is_over(sides, noun, leading):
            led = list(sides.ends(parsed.children(prep, "pobj")))
            yield from _each(frames[leading], noun, sides.of_noun(noun), led)


def _between(sides: Sides, prep: int) -> list[End]:
    """Return those between whom it is; "the Xlandish and Ylandish governments" are two who stand before one noun."""
    heads = sides.scene.parsed.children(prep, "pobj")
    led = list(sides.ends(heads))
    return led if len(led) > 1 else [one for i in heads for one in sides.owners(i)]


def _is_given(sides: Sides, noun: int, leading: str) -> bool:
    """See "received weapons from B", "has the backing of B", "advanced with the support of B": B gives it."""
    parsed = sides.scene.parsed
    token = parsed.tokens[noun]
    if token.lemma.lower() not in sides.words.given or leading not in ("from", "of"):
        return False
    above = parsed.tokens[token.head]
    had = token.dep == "dobj" and above.lemma.lower() in sides.words.receiving
    return leading == "from" or had or (token.dep == "pobj" and above.lemma.lower() == "with")


def _with_help(sides: Sides, noun: int, kind: RelationKind) -> Iterator[Tied]:
    """See "the rebels advanced with A's support", "under US protection": A helps whoever does it."""
    parsed = sides.scene.parsed
    token = parsed.tokens[noun]
    if token.dep != "pobj" or parsed.tokens[token.head].lemma.lower() not in ("with", "under"):
        return
    verb = parsed.tokens[token.head].head
    if parsed.tokens[verb].pos == "VERB":
        yield from _each(kind, noun, sides.owners(noun), sides.of_verb(verb))


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
    whose = sides.ends_of_owner([*parsed.children(noun, "poss"), *of])
    token = parsed.tokens[noun]
    # "Its ally B": the name hangs on the noun, or the noun stands before it.
    heads = [*parsed.children(noun, "appos")]
    if token.dep in ("appos", "compound", "nmod"):
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


def _relation(scene: Scene, words: Relations, tied: Tied) -> Relation | None:
    """Return the relation with its modality, day and holder; None where both ends are one."""
    a, b = tied.a, tied.b
    same = a.actor is not None and a.actor == b.actor
    heard = any(end.actor is not None and scene.cast.actors[end.actor].kind in PRINTING for end in (a, b))
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
        modality="happened" if tied.kind == "away" else _modality(scene, tied.kind, tied.cue),
        when=_when(scene, words, tied.cue),
        statement=said.id if said else None,
    )


def _when(scene: Scene, words: Relations, cue: int) -> When | None:
    """Return the time that hangs on the clause, or on the one that carries it; what was begun then goes on."""
    parsed = scene.parsed
    verb = clause_of(parsed, cue)
    verbs = [verb, *([parsed.tokens[verb].head] if parsed.tokens[verb].dep in CARRIED else [])]
    for one in verbs:
        for when in dates_on(parsed, scene.dates, one):
            begun = parsed.tokens[one].lemma.lower() in words.beginning and when.first is not None
            return replace(when, last=None, rule=f"{when.rule}, {BEGUN}") if begun else when
    return None


def _modality(scene: Scene, kind: RelationKind, cue: int) -> Modality:
    verb = clause_of(scene.parsed, cue)
    ground = ground_of(scene.parsed, verb, scene.words.moods)
    # "Sent jets to support A", "strikes aimed at defeating B": whoever does it stands so already.
    return "happened" if ground == "purpose" and kind in LASTING else MODALITY_OF[ground]
