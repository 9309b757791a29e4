"""Exhibits: images, films, papers, calls and remains held up as proof: whose they are, what they show, who verified them."""

from collections.abc import Iterator
from typing import NamedTuple

from truceline.extract.clauses import modal, negated
from truceline.extract.counted import MODIFIERS
from truceline.extract.exhibit_nouns import NOUNS, kind_of
from truceline.extract.handlers import givers, handlers
from truceline.extract.numerals import find_numerals
from truceline.extract.scene import Scene
from truceline.knowledge.amounts import Amounts
from truceline.knowledge.exhibits import Exhibits
from truceline.model.condition import Number
from truceline.model.document import Span
from truceline.model.exhibit import Exhibit
from truceline.model.ids import content_id
from truceline.model.parsed import Parsed
from truceline.model.statement import Speaker, Statement

# What shows a longer thing than this is quoted from its beginning.
LONGEST_SHOWN = 30
RELATIVE = ("WDT", "WP", "PRP")
# Small things before a noun that belong to its words: "a new video", "9,000 satellite images".
DESCRIBING = ("compound", "amod", "nummod", "nmod", "poss", "det")


class Reader(NamedTuple):
    """What the reading of one document's exhibits shares."""

    scene: Scene
    amounts: Amounts
    words: Exhibits


class Shown(NamedTuple):
    """What the verbs around a thing tell of it; `verbs` are those that show, give, verify or dispute it."""

    framed: bool
    shows: Span | None
    source: Speaker | None
    verified: tuple[Speaker, ...]
    disputed: tuple[Speaker, ...]
    unverified: bool
    verbs: tuple[int, ...] = ()


def find_exhibits(scene: Scene, amounts: Amounts, words: Exhibits) -> tuple[Exhibit, ...]:
    """Return what is held up as proof in the body, in the order of the text.

    A noun alone is none: it is shown to prove something, given by somebody, or found genuine or false. Headings repeat.
    """
    reader = Reader(scene, amounts, words)
    found: dict[str, Exhibit] = {}
    for i, token in enumerate(scene.parsed.tokens):
        if token.lemma.lower() in words.nouns and token.tag in NOUNS:
            if scene.parsed.sentences[token.sentence].heading:
                continue
            exhibit = _exhibit(reader, i)
            if exhibit is not None:
                found.setdefault(exhibit.id, exhibit)
    return tuple(found.values())


def _exhibit(reader: Reader, i: int) -> Exhibit | None:
    parsed = reader.scene.parsed
    kind = kind_of(reader.scene, reader.words, i)
    if kind is None or _is_listed(reader, i):
        return None
    told = _shown(reader, i)
    proof = (
        told.shows is not None or told.verified or told.disputed or told.unverified or _as_proof(reader, i)
    )
    if not proof and (kind in reader.words.weak or not told.framed):
        return None
    first, last = _extent(parsed, reader.words, i)
    span = parsed.span(first, last)
    said = _teller(reader.scene, told, (first, last))
    whose = [one.words for one in (told.source, *told.verified, *told.disputed) if one and one.words]
    return Exhibit(
        id=content_id("exhibit", span.doc, span.start, span.end),
        kind=kind,
        words=span.quote,
        spans=tuple(dict.fromkeys((span, *whose))),
        number=_number(reader, i),
        source=told.source,
        verified=told.verified,
        disputed=told.disputed,
        unverified=told.unverified,
        shows=told.shows,
        statement=said.id if said else None,
    )


def _is_listed(reader: Reader, i: int) -> bool:
    """Return whether the noun stands with another exhibit before it: "videos and images" are told together."""
    parsed = reader.scene.parsed
    token = parsed.tokens[i]
    upper = parsed.tokens[token.head]
    in_list = token.dep == "conj" and upper.lemma.lower() in reader.words.nouns
    return in_list or (token.dep == "compound" and upper.lemma.lower() in reader.words.nouns)


def _extent(parsed: Parsed, words: Exhibits, i: int) -> tuple[int, int]:
    """Return the words of a thing: what describes it before the noun, and the exhibits joined to it."""
    near = [c for c in parsed.children(i, *DESCRIBING) if c < i]
    first = min([i, *(min(parsed.subtree(c)) for c in near)])
    last = max([i, *(c for c in parsed.children(i, "conj") if parsed.tokens[c].lemma.lower() in words.nouns)])
    return first, last + 1


def _number(reader: Reader, i: int) -> Number | None:
    """Return how many there are: "55 images", "tens of thousands of photographs"."""
    parsed = reader.scene.parsed
    sentence = parsed.sentences[parsed.tokens[i].sentence]
    if not any(parsed.tokens[k].tag == "CD" or parsed.tokens[k].text.lower() in reader.amounts.vague
               for k in range(max(sentence.first, i - 6), i)):  # fmt: skip
        return None
    for numeral in find_numerals(parsed, sentence, reader.amounts):
        between = range(numeral.last, i)
        if numeral.last <= i and all(
            parsed.tokens[k].tag in MODIFIERS or parsed.tokens[k].text.lower() == "of" for k in between
        ):
            return Number(numeral.low, numeral.high, numeral.exactness)
    return None


def _verbs(parsed: Parsed, i: int) -> Iterator[int]:
    """Yield the verbs of which a thing is the subject, and those that describe it: "showing", "which were posted"."""
    for one in (i, *parsed.children(i, "conj")):
        token = parsed.tokens[one]
        if token.dep in ("nsubj", "nsubjpass") and token.head != one:
            yield token.head
            yield from (
                c for c in parsed.children(token.head, "conj") if not parsed.children(c, "nsubj", "nsubjpass")
            )
        yield from parsed.children(one, "acl", "relcl")


def _shown(reader: Reader, i: int) -> Shown:
    parsed, words = reader.scene.parsed, reader.words
    own = [*_verbs(parsed, i), *_far(parsed, words, i)]
    over = _over(parsed, words, i)
    showing = (*own, *_loose(parsed, words, i, over))
    shows = next((span for verb in showing if (span := _shows(parsed, words, verb)) is not None), None)
    checked = words.examining | words.verifying
    checks = [verb for verb in (*own, *over) if parsed.tokens[verb].lemma in checked]
    denied = [verb for verb in over if parsed.tokens[verb].lemma in words.disputing]
    unsure = [verb for verb in checks if negated(parsed, verb)]
    loose = any(parsed.tokens[c].text.lower() == "unverified" for c in parsed.children(i, "amod"))
    over = [v for v in over if not _is_wished(parsed, v)]
    own = [v for v in own if parsed.tokens[v].lemma not in words.giving or not _is_wished(parsed, v)]
    source = givers(reader.scene, words, i, own, over)
    given = any(parsed.tokens[v].lemma in words.giving | words.receiving for v in (*own, *over))
    if any(parsed.tokens[v].lemma in words.giving and negated(parsed, v) for v in over):
        return Shown(False, None, None, (), (), unverified=False)  # "did not show any video"
    return Shown(
        framed=given or _according(parsed, i),
        shows=shows or (_pictured(parsed, words, i) if given else None),
        source=source,
        verified=_who(reader, [v for v in checks if v not in unsure and modal(parsed, v) is None], i),
        disputed=_who(reader, denied, i) + _called_false(reader, i, own),
        unverified=bool(unsure) or loose,
        verbs=(*own, *over),
    )


def _teller(scene: Scene, told: Shown, extent: tuple[int, int]) -> Statement | None:
    """Return the statement in which a thing is told of; that A verified it is the report's word, not A's."""
    said = scene.holder(*extent)
    cues = {i for span in said.cue for i in scene.parsed.within(span.start, span.end)} if said else set()
    return None if cues & set(told.verbs) else said


def _who(reader: Reader, verbs: list[int], i: int) -> tuple[Speaker, ...]:
    """Return who does what these verbs tell with a thing, each once."""
    told = (who for verb in verbs for who in handlers(reader.scene, reader.words, verb, i))
    return tuple({who.words: who for who in told}.values())


def _is_wished(parsed: Parsed, verb: int) -> bool:
    """Return whether a verb is only asked for: "should release the video", "called on them to release it"."""
    token = parsed.tokens[verb]
    asked = token.tag == "VB" or (token.tag == "VBG" and token.dep == "pcomp")
    return asked or modal(parsed, verb) in ("should", "would", "must", "may", "might")


def _over(parsed: Parsed, words: Exhibits, i: int) -> list[int]:
    """Return the verbs that do something to a thing, or to its authenticity."""
    token = parsed.tokens[i]
    if token.dep == "pobj" and parsed.tokens[token.head].lemma == "of":
        noun = parsed.tokens[token.head].head
        if parsed.tokens[noun].lemma.lower() in words.authenticity:
            token = parsed.tokens[noun]
    if token.dep in ("dobj", "nsubjpass"):
        return [token.head]
    return []


def _shows(parsed: Parsed, words: Exhibits, verb: int) -> Span | None:
    """Return what a verb says that a thing shows, through "appears to" and "purporting to"."""
    token = parsed.tokens[verb]
    if token.lemma in words.seeming:
        inner = [c for c in parsed.children(verb, "xcomp", "advcl", "ccomp") if c > verb]
        return next(
            (s for c in inner if parsed.tokens[c].lemma in words.showing and (s := _shows(parsed, words, c))),
            None,
        )
    if token.lemma not in words.showing or (token.tag == "VBN" and not parsed.children(verb, "aux")):
        return None
    told = [c for c in parsed.children(verb, "dobj", "ccomp", "attr") if c > verb]
    if not told or negated(parsed, verb):
        return None
    inside = [i for i in parsed.subtree(told[0]) if i > verb]
    return _quoted(parsed, inside) if inside and parsed.tokens[told[0]].tag not in RELATIVE else None


def _loose(parsed: Parsed, words: Exhibits, i: int, over: list[int]) -> list[int]:
    """Return verbs of showing that the parser hung on where a thing was posted: "posted a video on X showing"."""
    tops = [i, *(v for v in over if parsed.tokens[v].lemma in words.giving)]
    below = [c for top in tops for p in parsed.children(top, "prep") for o in parsed.children(p, "pobj") for c in
             parsed.children(o, "acl", "relcl")]  # fmt: skip
    beside = [c for top in tops[1:] for c in parsed.children(top, "advcl") if c > i]
    return [c for c in (*below, *beside) if parsed.tokens[c].lemma in words.showing]


def _pictured(parsed: Parsed, words: Exhibits, i: int) -> Span | None:
    """Return what a thing is "of": "a photograph of a burnt lorry"."""
    of = [
        o
        for p in parsed.children(i, "prep")
        if parsed.tokens[p].lemma == "of"
        for o in parsed.children(p, "pobj")
    ]
    if not of:
        return None
    apart = {k for verb in _far(parsed, words, i) for k in parsed.subtree(verb)}
    inside = [k for k in parsed.subtree(of[0]) if k not in apart]
    return _quoted(parsed, inside) if parsed.tokens[of[0]].tag not in RELATIVE else None


def _quoted(parsed: Parsed, inside: list[int]) -> Span:
    """Return what is shown, without the small words at the end of what is too long to quote whole."""
    kept = [i for i in inside if i <= inside[0] + LONGEST_SHOWN]
    while len(kept) > 1 and parsed.tokens[kept[-1]].pos in ("PUNCT", "CCONJ", "ADP", "DET", "SCONJ"):
        kept.pop()
    return parsed.span(kept[0], kept[-1] + 1)


def _far(parsed: Parsed, words: Exhibits, i: int) -> list[int]:
    """Return what is verified though the parser says it of the thing pictured: "a video of the mill, which A has verified"."""
    of = [
        o
        for p in parsed.children(i, "prep")
        if parsed.tokens[p].lemma == "of"
        for o in parsed.children(p, "pobj")
    ]
    return [c for o in of for c in parsed.children(o, "relcl") if parsed.tokens[c].lemma in words.verifying]


def _according(parsed: Parsed, i: int) -> bool:
    """See "according to satellite images"."""
    token = parsed.tokens[i]
    above = parsed.tokens[parsed.tokens[token.head].head]
    return token.dep == "pobj" and above.text.lower() == "according"


def _as_proof(reader: Reader, i: int) -> bool:
    """See "images as evidence of", "evidence including satellite images"."""
    parsed = reader.scene.parsed
    above_it = parsed.tokens[i].head if parsed.tokens[i].dep in ("dobj", "nsubjpass") else i
    beside = [
        o
        for p in (*parsed.children(i, "prep"), *parsed.children(above_it, "prep"))
        for o in parsed.children(p, "pobj")
        if parsed.tokens[p].lemma == "as"
    ]
    above = [parsed.tokens[a].lemma.lower() for a in list(parsed.ancestors(i))[:2]]
    through = parsed.tokens[parsed.tokens[i].head].text.lower() in ("including", "as")
    lemmas = {parsed.tokens[o].lemma.lower() for o in beside} | (set(above) if through else set())
    return bool(lemmas & reader.words.proof)


def _called_false(reader: Reader, i: int, own: list[int]) -> tuple[Speaker, ...]:
    """Return who says that a thing is fake: the holder of the words in which it is called so."""
    parsed, words = reader.scene.parsed, reader.words
    for verb in own:
        parts = [c for c in parsed.children(verb, "attr", "acomp", "oprd") if not negated(parsed, verb)]
        if parsed.tokens[verb].text.lower() in words.fakes:
            parts.append(verb)
        if any(parsed.tokens[c].text.lower() in words.fakes for c in parts):
            said = reader.scene.holder(i, i + 1)
            return (said.speaker,) if said and said.speaker else ()
    return ()
