"""Which nouns are exhibits, with what stands before them: "satellite images", "leaked files", no "film festival"."""

from truceline.extract.scene import Scene
from truceline.knowledge.exhibits import Exhibits
from truceline.model.exhibit import ExhibitKind
from truceline.model.parsed import Parsed

NOUNS = ("NN", "NNS", "NNP", "NNPS")


def kind_of(scene: Scene, words: Exhibits, i: int) -> ExhibitKind | None:
    """Return the kind of a noun with what stands before it; None where it is no such thing ("file photo", "phone call")."""
    parsed = scene.parsed
    beside = {parsed.tokens[c].text.lower() for c in parsed.children(i, "compound", "amod", "nmod", "poss")}
    if beside & words.stock or _is_inner(parsed, words, i) or _is_credit(scene, i):
        return None
    lemma = parsed.tokens[i].lemma.lower()
    kind = words.nouns[lemma]
    if lemma in words.calls:
        return kind if beside & words.intercepted else None
    if kind == "image":
        return "satellite" if beside & words.satellite else kind
    if kind == "document":
        return _paper(words, lemma, beside)
    sample = lemma in words.samples and not (beside & words.medical or _of(parsed, i))
    return None if sample else kind


def _paper(words: Exhibits, lemma: str, beside: set[str]) -> ExhibitKind | None:
    """Return what a paper is: hospital records are medical; a record, a file or an order alone is no exhibit."""
    if beside & words.medical:
        return "medical"
    return "document" if lemma in words.dossiers or beside & words.papers else None


def _is_credit(scene: Scene, i: int) -> bool:
    """See "Xyz Photo/A. Name": the credit under a picture, run into the text."""
    cast, parsed = scene.cast, scene.parsed
    actors = (cast.actors.get(cast.actor_at(c) or "") for c in parsed.children(i, "compound", "nmod"))
    return parsed.tokens[i].text[:1].isupper() and any(one and one.kind == "agency" for one in actors)


def _of(parsed: Parsed, i: int) -> bool:
    return any(parsed.tokens[p].lemma in ("of", "from") for p in parsed.children(i, "prep"))


def _is_inner(parsed: Parsed, words: Exhibits, i: int) -> bool:
    """Return whether the noun only describes the next: "a film festival", "video games"; "video footage" is footage."""
    token = parsed.tokens[i]
    upper = parsed.tokens[token.head]
    inner = token.dep in ("compound", "nmod", "amod") and token.head > i and upper.tag in NOUNS
    return inner and upper.lemma.lower() not in words.nouns and upper.lemma.lower() not in words.proof
