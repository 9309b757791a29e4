"""Citations: what a report has from another outlet: told to it, aired or published by it, obtained or quoted by it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from truceline.extract.outlets import Outlet, find_outlets
from truceline.knowledge.citations import Citing, Verbs
from truceline.model.actor import Actor
from truceline.model.cast import Cast
from truceline.model.citation import Citation, CitationKind
from truceline.model.document import Document, Span
from truceline.model.ids import content_id
from truceline.model.parsed import Parsed
from truceline.model.statement import Speaker, Statement

# From "in an interview with the agency" up to the verb of saying: "said on Monday in an exclusive interview".
FURTHEST = 5
# A citation is quoted as one stretch up to so many tokens, else as the name and the word that cites.
LONGEST = 9
# From a verb to its "by": "was quoted late on Monday by".
BY_REACH = 4
OWN_NAME = ("compound", "poss", "nmod", "amod")


class Page(NamedTuple):
    """What the reading of one document's citations shares; `by_cue` leads from a token to the statements it is a cue of."""

    parsed: Parsed
    words: Citing
    by_cue: Mapping[int, list[Statement]]


class Frame(NamedTuple):
    """How an outlet is cited, and the word that does it."""

    kind: CitationKind
    word: int


def find_citations(
    parsed: Parsed,
    words: Citing,
    cast: Cast,
    statements: Sequence[Statement],
    outlet_of: Callable[[str], Actor | None],
) -> tuple[Citation, ...]:
    """Return where the document rests on another outlet, in the order of the text.

    Args:
        parsed: the document.
        words: how outlets are cited.
        cast: who is named in it.
        statements: what is said in it; a citation names the one that it stands with.
        outlet_of: gives the known outlet of a name; an outlet that speaks of itself cites nobody.
    """
    page = Page(parsed, words, _by_cue(parsed, statements))
    own = _own(parsed.doc, outlet_of)
    found: dict[str, Citation] = {}
    for outlet in find_outlets(parsed, words, cast, outlet_of):
        if _is_own(outlet.speaker, own):
            continue
        frame = _frame(page, outlet)
        if frame is not None:
            one = _citation(page, outlet, frame)
            found.setdefault(one.id, one)
    return tuple(found.values())


def through_cited(
    statements: Sequence[Statement], citations: Sequence[Citation], words: Citing
) -> tuple[Statement, ...]:
    """Return the statements with the outlets in their chains to which, or by which, they were told.

    "An official told the agency" in another's report came through the agency; the agency heard it from the official
    and stands nearest to them.
    """
    passing = {one.statement: one.outlet for one in citations if one.statement and one.kind in words.passing}
    return tuple(
        msgspec.structs.replace(one, via=(*one.via, outlet))
        if (outlet := passing.get(one.id)) is not None and _is_new(outlet, one)
        else one
        for one in statements
    )


def _is_new(outlet: Speaker, statement: Statement) -> bool:
    chain = [*statement.via, *((statement.speaker,) if statement.speaker else ())]
    return bool(chain) and not any(_same(outlet, one) for one in chain)


def _same(one: Speaker, other: Speaker) -> bool:
    return one.name == other.name if one.actor is None else one.actor == other.actor


def _by_cue(parsed: Parsed, statements: Sequence[Statement]) -> dict[int, list[Statement]]:
    found: dict[int, list[Statement]] = {}
    for statement in statements:
        for span in statement.cue:
            for i in parsed.within(span.start, span.end):
                found.setdefault(i, []).append(statement)
    return found


def _own(doc: Document, outlet_of: Callable[[str], Actor | None]) -> set[str]:
    """Return the ids and names of those in whose voice the document is written.

    What another prints of an agency's, or software made of it, is not the agency's own report.
    """
    told = doc.outlet or (None if doc.altered else doc.wire)
    known = outlet_of(told) if told else None
    return {one for one in (told and told.lower(), known and known.id) if one}


def _is_own(outlet: Speaker, own: set[str]) -> bool:
    return outlet.actor in own or outlet.name.lower() in own


def _frame(page: Page, outlet: Outlet) -> Frame | None:
    """Return how the words around an outlet cite it, walking up from its name."""
    parsed, at = page.parsed, outlet.head
    for _ in range(FURTHEST):
        token = parsed.tokens[at]
        up = parsed.tokens[token.head]
        if token.dep in OWN_NAME and up.lemma.lower() in page.words.talks | page.words.papers:
            return Frame("told" if up.lemma.lower() in page.words.talks else "published", token.head)
        joined = token.dep in ("compound", "poss", "nmod", "appos", "amod")
        if joined and (up.lemma.lower() in page.words.people | page.words.nouns or token.dep == "appos"):
            at = token.head
            continue
        return _hanging(page, outlet, at)
    return None


def _hanging(page: Page, outlet: Outlet, at: int) -> Frame | None:
    """Return the frame of a name whose whole phrase hangs on a verb, a noun or a preposition."""
    token = page.parsed.tokens[at]
    up = page.parsed.tokens[token.head]
    if token.dep in ("dobj", "dative", "iobj") and up.lemma in ("tell", "inform", "brief"):
        return Frame("told", token.head)
    if token.dep == "dobj" and up.lemma in ("quote", "cite") and up.tag in ("VBG", "VBD", "VBZ"):
        return Frame("quoted", token.head)
    if token.dep == "nsubj":
        return _doing(page, token.head)
    if token.dep == "pobj":
        return _joined(page, at)
    return None


def _doing(page: Page, verb: int) -> Frame | None:
    """Return the frame of an outlet that does it: by its statement, else by a verb of airing, printing, obtaining."""
    lemma = page.parsed.tokens[verb].lemma
    kind = _kind(page.words.does, lemma)
    if kind is not None and not page.parsed.children(verb, "neg"):
        return Frame(kind, verb)
    return Frame("published", verb) if verb in page.by_cue else None


def _joined(page: Page, at: int) -> Frame | None:
    """Return the frame of an outlet after a preposition: "said on X", "an interview with X", "obtained by X"."""
    parsed = page.parsed
    prep = parsed.tokens[at].head
    leading, above = parsed.tokens[prep].lemma.lower(), parsed.tokens[prep].head
    upper = parsed.tokens[above]
    lemma = upper.lemma.lower()
    kind: CitationKind | None = None
    if leading in ("to", "from", "per") and lemma in ("accord", "according"):
        kind = "published"
    elif upper.pos in ("VERB", "AUX"):
        # "Smoke is seen over the town on Monday, by the agency" tells who took the picture.
        far = leading == "by" and prep - above > BY_REACH
        kind = None if far else _kind(page.words.after.get(leading, {}), lemma)
    elif lemma in page.words.talks and leading in ("with", "to", "on", "for", "by", "in", "from"):
        kind = "told"
    elif lemma in page.words.papers and leading in ("in", "by", "from", "of", "on", "for"):
        kind = "published"
    return Frame(kind, above) if kind else None


def _kind(verbs: Verbs, lemma: str) -> CitationKind | None:
    return next((kind for kind, lemmas in verbs.items() if lemma in lemmas), None)


def _citation(page: Page, outlet: Outlet, frame: Frame) -> Citation:
    words = outlet.speaker.words
    spans = _spans(page.parsed, outlet, frame.word)
    said = _statement(page, outlet.speaker, frame.word)
    # "On Sunday the agency said": a day stands before the name, and the parser takes the name for a place.
    speaks = said is not None and said.speaker is not None and _same(outlet.speaker, said.speaker)
    kind: CitationKind = "published" if speaks and frame.kind in ("told", "aired") else frame.kind
    return Citation(
        id=content_id("citation", spans[0].doc, words.start if words else 0, kind),
        outlet=outlet.speaker,
        kind=kind,
        spans=spans,
        statement=said.id if said else None,
    )


def _spans(parsed: Parsed, outlet: Outlet, word: int) -> tuple[Span, ...]:
    first, last = min(outlet.first, word), max(outlet.last, word + 1)
    if last - first <= LONGEST:
        return (parsed.span(first, last),)
    apart = sorted(((outlet.first, outlet.last), (word, word + 1)))
    return tuple(parsed.span(start, end) for start, end in apart)


def _statement(page: Page, outlet: Speaker, word: int) -> Statement | None:
    """Return the statement that the citing word is a cue of, or that stands over it: "said in an interview with X"."""
    for i in _upward(page.parsed, word):
        told = page.by_cue.get(i, ())
        if told:
            return next((one for one in told if one.speaker and _same(outlet, one.speaker)), told[0])
    return None


def _upward(parsed: Parsed, word: int) -> Iterator[int]:
    yield word
    at = word
    for _ in range(FURTHEST):
        token = parsed.tokens[at]
        # What another clause says was not said there: a clause of its own ends the way up.
        if token.head == at or token.dep in ("relcl", "ccomp", "conj"):
            return
        at = token.head
        yield at
