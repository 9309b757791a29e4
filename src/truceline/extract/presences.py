"""Who is told to be at a place, or to leave it."""

from collections.abc import Iterator

from truceline.extract.clauses import doers, negated, objects, subjects
from truceline.extract.pronouns import ONESELF
from truceline.extract.relation_ends import Sides
from truceline.model.claim import Place
from truceline.model.parsed import Found
from truceline.model.relation import End, RelationKind

# What stands between a place and that which it lies in.
LYING = frozenset(
    (
        ",",
        "in",
        "the",
        "of",
        "’s",
        "'s",
        "a",
        "an",
        "town",
        "village",
        "suburb",
        "region",
        "governorate",
        "central",
        "northern",
        "southern",
        "eastern",
        "western",
        "province",
        "district",
        "city",
    )
)
BESIDE = 4
NOUNS = ("NOUN", "PROPN")

Seen = tuple[RelationKind, int, End, End]


def find_presences(sides: Sides) -> Iterator[Seen]:
    """Yield who is at or leaves each place that is named in the body, with the word that tells it."""
    parsed, pinned = sides.scene.parsed, sides.scene.pinned
    for place in sides.scene.places:
        if place.value.relation == "outside":
            continue
        there = End(parsed.span(place.first, place.last), place=place.value.key)
        yield from _lying(sides, place, there)
        yield from _hit(sides, place, there)
        for kind, cue, heads in _tied(sides, place):
            yield from (
                (kind, cue, one, there)
                for one in sides.ends(h for h in heads if h not in pinned)
                if not _is_speaker(one)
                and not (one.span.start < there.span.end and there.span.start < one.span.end)
            )


def _is_speaker(one: End) -> bool:
    """Return whether it is "we" of nobody certain: who "condemns attacks in Xtown" is not there."""
    return one.actor is None and one.span.quote.lower() in ONESELF


def _hit(sides: Sides, place: Found[Place], there: End) -> Iterator[Seen]:
    """See "near Xtown two strikes engaged a unit and a tank": there they were."""
    parsed = sides.scene.parsed
    top = _top(sides, place)
    verb = parsed.tokens[parsed.tokens[top].head].head
    struck = sides.struck(verb) if parsed.tokens[top].dep == "pobj" else None
    if struck is not None:
        yield from (("present", verb, end, there) for end in struck.hit)


def _tied(sides: Sides, place: Found[Place]) -> Iterator[tuple[RelationKind, int, list[int]]]:
    parsed, words = sides.scene.parsed, sides.words
    top = _top(sides, place)
    token = parsed.tokens[top]
    above = token.head
    lemma = parsed.tokens[above].lemma.lower()
    if token.dep in ("dobj", "nsubjpass") and parsed.tokens[above].pos == "VERB":
        if lemma in words.present.verbs:
            yield "present", above, doers(parsed, above)
        elif lemma in words.away.verbs:
            yield "away", above, doers(parsed, above)
    elif token.dep in ("pobj", "pcomp"):
        yield from _led(sides, above)
    for child in parsed.children(top, "amod", "compound"):
        if parsed.tokens[child].text.lower().rpartition("-")[2] in words.present.joined:
            yield (
                "present",
                child,
                parsed.children(child, "npadvmod", "compound", "nmod", "amod"),
            )


def _lying(sides: Sides, place: Found[Place], there: End) -> Iterator[Seen]:
    """See "Xtown, Xland", "Xtown in Xland": the report itself tells where a place lies."""
    parsed = sides.scene.parsed
    for other in sides.scene.places:
        if not 0 < other.first - place.last <= BESIDE:
            continue
        between = {t.text.lower() for t in parsed.tokens[place.last : other.first]}
        if between <= LYING and other.value.key != place.value.key and _holds(other.value, place.value):
            yield (
                "lies in",
                place.first,
                there,
                End(parsed.span(other.first, other.last), place=other.value.key),
            )


def _holds(outer: Place, inner: Place) -> bool:
    return outer.name in inner.within or (outer.precision == "country" and outer.country == inner.country)


def _top(sides: Sides, place: Found[Place]) -> int:
    """Return the head of the phrase a place stands in: "the city of Xtown" hangs where the city does."""
    parsed = sides.scene.parsed
    inside = range(place.first, place.last)
    top = next((i for i in inside if parsed.tokens[i].head not in inside), place.first)
    while parsed.tokens[top].dep in ("conj", "appos", "compound", "nmod") and parsed.tokens[top].head != top:
        top = parsed.tokens[top].head
    above = parsed.tokens[top].head
    of = parsed.tokens[top].dep == "pobj" and parsed.tokens[above].lemma == "of"
    noun = parsed.tokens[above].head
    return noun if of and parsed.tokens[noun].pos in NOUNS else top


def _led(sides: Sides, prep: int) -> Iterator[tuple[RelationKind, int, list[int]]]:
    """Return who is where a preposition leads: what it hangs on, or who does and suffers what its verb tells."""
    parsed, words = sides.scene.parsed, sides.words
    chain, at = set(), prep
    # "Near" at the head of a sentence is taken for a name.
    while (parsed.tokens[at].pos in ("ADP", "ADV") or parsed.tokens[at].dep == "prep") and parsed.tokens[
        at
    ].head != at:
        chain.add(parsed.tokens[at].lemma.lower())
        at = parsed.tokens[at].head
    token = parsed.tokens[at]
    if token.pos == "VERB":
        verbs = [at, *(v for v in parsed.children(at, "conj") if prep < at)]
        done = [i for v in verbs for i in (*doers(parsed, v), *objects(parsed, v))]
        heads = [i for i in done if not sides.are_civilians(i)]
        leaves = token.lemma.lower() in words.away.leaving and chain & words.away.from_
        if leaves:
            whom = objects(parsed, at) or doers(parsed, at)
            yield "away", at, whom
        elif chain & words.present.at:
            yield "present", at, heads
    elif token.lemma.lower() in words.away.barred and "to" in chain:
        yield from _kept_out(sides, at)
    elif chain & words.present.at and token.pos in (*NOUNS, "PRON"):
        yield "present", at, _about(sides, at)


def _kept_out(sides: Sides, noun: int) -> Iterator[tuple[RelationKind, int, list[int]]]:
    """See "the convoy was not given access to Xtown", "denied them entry to it": they are not there."""
    parsed = sides.scene.parsed
    verb = parsed.tokens[noun].head
    if parsed.tokens[noun].dep == "dobj":
        denied = negated(parsed, verb) or parsed.tokens[verb].lemma.lower() in sides.words.away.denying
        if denied:
            yield "away", noun, [*parsed.children(verb, "dative"), *subjects(parsed, verb)]


def _about(sides: Sides, noun: int) -> list[int]:
    """Return whom a noun with a place tells of: itself, or whom its prepositions lead to ("strikes against A in Xland")."""
    parsed = sides.scene.parsed
    led = [o for p in parsed.children(noun, "prep") for o in parsed.children(p, "pobj")]
    token = parsed.tokens[noun]
    fought = sides.words.nouns.get(token.lemma.lower(), {}).get("against") == "fights"
    deed = token.lemma.lower() in sides.words.nouns or _meets(sides, token.head)
    carried = doers(parsed, token.head) if deed and token.dep in ("dobj", "nsubjpass") else []
    # "Met the minister, Ann Lee, in Xtown": the parser hangs the place on the name.
    above = parsed.tokens[token.head]
    if token.dep == "appos" and above.dep == "dobj" and _meets(sides, above.head):
        carried = doers(parsed, above.head)
    whose = parsed.children(noun, "poss", *(("compound", "nmod", "amod") if fought else ()))
    return [noun, *led, *carried, *(i for i in whose if sides.scene.cast.at(i) is not None)]


def _meets(sides: Sides, verb: int) -> bool:
    return sides.words.verbs.get(sides.scene.parsed.tokens[verb].lemma.lower(), {}).get("") == "consults"
