"""How two actors are told to stand to each other: who fights, supports, arms, meets, breaks with whom."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from truceline.extract.attached import statement_at
from truceline.extract.clauses import clause_of, conjuncts, subjects
from truceline.extract.presences import find_presences
from truceline.extract.relation_ends import Sides, is_headline
from truceline.extract.relation_none import is_country, is_none
from truceline.extract.relation_single import STRIKES, is_single
from truceline.extract.relation_told import how_told, when_told
from truceline.extract.scene import Scene
from truceline.knowledge.relations import Relations
from truceline.model.ids import content_id
from truceline.model.parsed import Parsed
from truceline.model.relation import End, Relation, RelationKind
from truceline.model.statement import Statement

BETWEEN = "between"
NOUNS = ("NOUN", "PROPN")
# A noun that the parser takes for a verb still hangs as one: "US airstrikes against".
NOMINAL = ("pobj", "dobj", "nsubj", "nsubjpass")
LEADING = ("prep", "agent", "dative")
PARTICLES = ("prt", "advmod")
# A pronoun beside a hyphen, "self-funded", tells of nobody.
JOINING = "-"
UNDOING = frozenset({"undermine", "prevent", "weaken", "thwart"})
PERMITTING = frozenset({"authorize", "authorise", "authorization", "authorisation"})
ANSWERING = frozenset({"respond", "response", "retaliate", "retaliation", "react", "reaction"})


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
    listed = _listed(scene.parsed, words) | _shouted(scene)
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


def _shouted(scene: Scene) -> frozenset[int]:
    """Return words with capitals, two or more together, that name nobody: a headline that has run into a sentence."""
    tokens, sentences, pinned = scene.parsed.tokens, scene.parsed.sentences, scene.pinned
    large = {
        i
        for i, token in enumerate(tokens)
        if token.text[0].isupper() and token.text.isalpha() and scene.cast.at(i) is None and i not in pinned
    }
    run = (i for i in large if {i - 1, i + 1} & large and i != sentences[tokens[i].sentence].first)
    return frozenset(i for i in run if not is_headline(scene.parsed, tokens[i].sentence))


def _helped(parsed: Parsed, tied: Sequence[Tied]) -> Iterator[Tied]:
    """See "A supports B to defeat C", "A's support for B in the fight against C": B fights C."""
    helping = [one for one in tied if one.kind == "supports"]
    for fight in (one for one in tied if one.kind == "fights"):
        nearest = next((i for i in parsed.ancestors(fight.cue) if any(one.cue == i for one in helping)), None)
        yield from (Tied("fights", fight.cue, one.b, fight.b) for one in helping if one.cue == nearest)


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
    if token.pos in NOUNS or (token.tag == "VBG" and token.dep != "acl") or token.dep in NOMINAL:
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
        # "Seized the bridge from B": what leads on hangs on the bridge.
        whole += [leading] if leading == "from" else []
        kind = next((frames[one] for one in whole if one in frames), None)
        if kind is not None:
            led = [
                end for end in sides.ends(parsed.children(prep, "pobj")) if not _is_where(sides, leading, end)
            ]
            yield from _each(kind, verb, doing, led)


def _of_deed(sides: Sides, verb: int) -> Iterator[Tied]:
    """See "two strikes engaged a unit": whoever struck fights it; a bridge is nobody to fight."""
    struck = sides.struck(verb)
    if struck is not None:
        yield from _each("fights", verb, [struck.deed], [end for end in struck.hit if end.actor is not None])


def _together(sides: Sides, verb: int, kind: RelationKind) -> Iterator[Tied]:
    """See "A and B met", "A and B discussed the truce": who does it does it with each other.

    "A and B fought to drive C out" tells of C; what they clashed over may follow.
    """
    parsed = sides.scene.parsed
    if kind == "fights" and parsed.children(verb, "xcomp", "advcl", "dobj"):
        return
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
            led = [
                end for end in sides.ends(parsed.children(prep, "pobj")) if not _is_where(sides, leading, end)
            ]
            if leading == "on" and parsed.tokens[token.head].lemma.lower() in sides.words.blaming:
                continue
            if _is_anothers(sides, noun) or (leading == "with" and _is_told_apart(sides, prep)):
                continue
            yield from _each(frames[leading], noun, sides.of_noun(noun), led)


def _is_told_apart(sides: Sides, prep: int) -> bool:
    """See "died in those clashes with the As taking the hill": what "with" leads to may be those who died."""
    parsed = sides.scene.parsed
    led = parsed.children(prep, "pobj")
    return any(
        parsed.tokens[v].tag == "VBG" and parsed.children(v, "dobj")
        for i in led
        for v in parsed.children(i, "acl")
    )


def _is_where(sides: Sides, leading: str, end: End) -> bool:
    """See "air strikes on Xland", which may hit anybody there; "took the hill from Xtown", a town that nobody listed."""
    actor = sides.scene.cast.actors.get(end.actor or "")
    if actor is None or leading not in ("on", "from"):
        return False
    return (actor.kind == "person" and not actor.part_of) or is_country(sides.scene, end)


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


def _is_anothers(sides: Sides, noun: int) -> bool:
    """See "how Xland could respond to an attack on A": the attack is not Xland's."""
    parsed = sides.scene.parsed
    prep = parsed.tokens[noun].head
    over = parsed.tokens[parsed.tokens[prep].head].lemma.lower()
    return parsed.tokens[noun].dep == "pobj" and over in ANSWERING and not sides.owners(noun)


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
    after = sides.scene.cast.at(noun + 1)
    if after is not None and after != sides.scene.cast.at(noun):
        heads.append(after.head)
    # "Xland's allies A and B and rebel backer C": C is called something of its own.
    named = [i for head in heads for i in conjuncts(parsed, head) if i not in heads and _is_called(sides, i)]
    own = [parsed.tokens[i].start for i in named]
    ends = [end for end in sides.ends(heads) if not any(end.span.start <= at < end.span.end for at in own)]
    yield from _each(kind, noun, ends, whose)


def _is_called(sides: Sides, name: int) -> bool:
    """See "rebel backer C": a word of standing right before a name of its own."""
    parsed = sides.scene.parsed
    before = parsed.children(name, "compound", "nmod", "amod")
    return any(parsed.tokens[i].lemma.lower() in sides.words.kin for i in before)


def _of_adjective(sides: Sides, word: int, frames: Mapping[str, RelationKind]) -> Iterator[Tied]:
    """See "groups allied with A", "B is loyal to A"."""
    parsed = sides.scene.parsed
    token = parsed.tokens[word]
    if not frames:
        return
    heads = [token.head] if token.dep in ("amod", "acl") else []
    if token.dep == "acomp" or token.pos == "VERB":
        heads = heads or subjects(parsed, clause_of(parsed, word))
    elif not heads and parsed.tokens[word - 1].pos in NOUNS:
        # "Forces loyal to A": the parser may hang the word on the verb.
        heads = [word - 1]
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
    """Return the relation with its modality, day and holder; None where it is none."""
    if is_none(scene, words, tied.kind, tied.cue, (tied.a, tied.b)):
        return None
    a, b = tied.a, tied.b
    parsed = scene.parsed
    said = _holder(scene, tied.cue)
    span = parsed.span(tied.cue, tied.cue + 1)
    when = when_told(scene, words, tied.cue)
    sure = a.actor is not None and b.actor is not None
    if _is_undone(parsed, tied.cue):
        return None
    if sure and tied.kind == "fights" and is_single(scene, words, tied.cue, when):
        return None
    return Relation(
        id=content_id("relation", span.doc, tied.kind, a.span.start, b.span.start, span.start),
        kind=tied.kind,
        a=a,
        b=b,
        cue=span,
        modality="happened" if tied.kind == "away" else how_told(scene, words, tied.kind, tied.cue),
        when=when,
        statement=said.id if said else None,
    )


def _is_undone(parsed: Parsed, cue: int) -> bool:
    """See "to undermine the will of the locals in support of A", "asked the house to authorise strikes on B".

    The parser hangs the support on who undermines it, and the strikes on who is only asked.
    """
    over = parsed.tokens[clause_of(parsed, cue)].lemma.lower()
    led = parsed.tokens[cue].dep == "pobj" and parsed.tokens[cue].pos == "NOUN"
    asked = parsed.tokens[parsed.tokens[parsed.tokens[cue].head].head].lemma.lower() if led else ""
    permitted = parsed.tokens[cue].lemma.lower() in STRIKES and (over in PERMITTING or asked in PERMITTING)
    return permitted or (led and over in UNDOING)


def _holder(scene: Scene, cue: int) -> Statement | None:
    """Return who says it; "reportedly" is said of its own clause, not of what goes on "while" it."""
    parsed = scene.parsed
    token = parsed.tokens[cue]
    said = statement_at(scene.statements, token.start, token.end)
    # "A raid by an alliance fighting the Xs killed nine, Norland said": who fights whom the report explains.
    behind = said is not None and bool(said.cue) and said.cue[0].start > token.start
    if behind and said is not None and said.form == "indirect" and (token.tag, token.dep) == ("VBG", "acl"):
        return None
    if said is None or said.speaker is not None or not said.cue:
        return said
    at = clause_of(parsed, cue)
    hedge = parsed.within(said.cue[0].start, said.cue[0].end)
    while parsed.tokens[at].head != at and parsed.tokens[at].dep != "advcl":
        at = parsed.tokens[at].head
    apart = parsed.tokens[at].dep == "advcl" and bool(hedge) and hedge.start not in parsed.subtree(at)
    return None if apart else said
