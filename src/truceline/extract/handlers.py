"""Handlers: who made, gave, verified or disputed a thing, by name where one is certain."""

from collections.abc import Iterator, Sequence

from truceline.extract.clauses import doers
from truceline.extract.phrases import joint, phrase
from truceline.extract.scene import Scene
from truceline.knowledge.exhibits import Exhibits
from truceline.model.actor import Mention
from truceline.model.parsed import Parsed
from truceline.model.statement import Speaker

# Endings of what nobody is: "an investigation", "the agreement".
ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ism", "ence", "ance", "ing", "ship")
# Whose words before a noun tell where it plays, not who made it: "Syrian images".
LANDS = ("state", "people", "government")
JOINING = ("DT", "CC", ",", "POS", "IN")


def handlers(scene: Scene, words: Exhibits, verb: int, thing: int) -> list[Speaker]:
    """Return who does what a verb tells with a thing; nobody for a pronoun, or where the thing itself is the subject."""
    things = set(joint(scene.parsed, thing))
    who = (head for head in doers(scene.parsed, verb) if head not in things)
    who = (head for head in who if scene.parsed.tokens[head].lemma.lower() not in words.nouns)
    found = [one for head in who for one in _named(scene, words, head)]
    return list(dict.fromkeys(found))


def givers(
    scene: Scene, words: Exhibits, thing: int, own: Sequence[int], over: Sequence[int]
) -> Speaker | None:
    """Return whose a thing is: its maker or giver, the owner told before it, or who stands after "by" and "from"."""
    parsed = scene.parsed
    for verb in (*own, *over):
        if parsed.tokens[verb].lemma in words.giving:
            whose = handlers(scene, words, verb, thing)
            if whose:
                return whose[0]
    return next((one for one in (*_owners(scene, words, thing), *_from(scene, words, thing))), None)


def _named(scene: Scene, words: Exhibits, head: int) -> Iterator[Speaker]:
    """Yield who a noun phrase names, each by itself: "the ministry and the army"; of a web page, whose it is."""
    parsed, cast = scene.parsed, scene.cast
    token = parsed.tokens[head]
    if token.pos not in ("NOUN", "PROPN") or token.label == "DATE":
        return
    run = phrase(parsed, head)
    inside = list(
        dict.fromkeys(m for i in run if (m := cast.at(i)) is not None and m.actor and not m.adjective)
    )
    if token.lemma.lower() in words.platforms:
        yield from (_of_mention(scene, one) for one in inside[:1])
        names = [
            i
            for i in run
            if parsed.tokens[i].tag == "NNP" and parsed.tokens[i].lemma.lower() not in words.platforms
        ]
        if names and not inside:
            yield Speaker(parsed.span(run[0], run[-1] + 1).quote, parsed.span(run[0], run[-1] + 1))
        return
    loose = [i for i in run if cast.at(i) is None and parsed.tokens[i].tag not in JOINING]
    if len(inside) > 1 and not loose:
        yield from (_of_mention(scene, one) for one in inside)
        return
    for one in joint(parsed, head):
        mention = cast.at(one)
        if mention is not None and mention.actor:
            yield _of_mention(scene, mention)
        elif _can_give(scene, words, one):
            tokens = phrase(parsed, one) or [one]
            span = parsed.span(tokens[0], tokens[-1] + 1)
            yield Speaker(span.quote, span)


def _can_give(scene: Scene, words: Exhibits, i: int) -> bool:
    """Return whether a noun can make or give a thing: a name, a person, a body; not "the investigation"."""
    token = scene.parsed.tokens[i]
    lemma = token.lemma.lower()
    known = lemma in words.bodies or lemma in words.makers or scene.names.roles.get(lemma) is not None
    return token.tag in ("NNP", "NNPS") or known or (token.pos == "NOUN" and not lemma.endswith(ABSTRACT))


def _of_mention(scene: Scene, mention: Mention) -> Speaker:
    actor = scene.cast.actors.get(mention.actor or "")
    return Speaker(actor.name if actor else mention.span.quote, mention.span, mention.actor)


def _owners(scene: Scene, words: Exhibits, thing: int) -> Iterator[Speaker]:
    """Yield the owner or maker told before a thing: "the army's footage", "activist videos", "NASA images"."""
    parsed = scene.parsed
    for c in parsed.children(thing, "poss", "compound", "nmod"):
        if c > thing or parsed.tokens[c].pos == "PRON":
            continue
        if parsed.tokens[c].dep == "poss":
            yield from (one for one in _named(scene, words, c) if not _is_land(scene, c))
        elif parsed.tokens[c].lemma.lower() in words.makers or _is_maker(scene, c):
            yield from _named(scene, words, c)


def _from(scene: Scene, words: Exhibits, thing: int) -> Iterator[Speaker]:
    """Yield who stands after "by", "from" or "of" as a maker: "photos by activists"; "from the scene" is nobody."""
    parsed: Parsed = scene.parsed
    for p in parsed.children(thing, "prep", "agent"):
        if parsed.tokens[p].lemma in ("by", "from"):
            for o in parsed.children(p, "pobj"):
                if parsed.tokens[o].lemma.lower() in words.makers or _is_maker(scene, o):
                    yield from _named(scene, words, o)


def _is_maker(scene: Scene, i: int) -> bool:
    return scene.cast.actor_at(i) is not None and not _is_land(scene, i)


def _is_land(scene: Scene, i: int) -> bool:
    actor = scene.cast.actors.get(scene.cast.actor_at(i) or "")
    return actor is not None and actor.kind in LANDS
