"""Titles: what an incident is called, made of its kind, what it hit and where it is told to have been."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from truceline.knowledge.happenings import Kind
from truceline.model.claim import Place, Words
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.record import Where

# A title with more characters than this for what was hit is a sentence.
LONGEST_TARGET = 40
# What fewer than one report in so many says was hit is no title for what all tell of.
FEWEST_TELLING = 10
# "The town's market" is a market; "its depot" and "they" are nobody's without the sentence before.
POINTING = frozenset(
    ("its", "their", "his", "her", "our", "it", "them", "this", "that", "these", "those", "what", "whose")
)
ARTICLES = frozenset(("the", "a", "an"))
# With the place beside it "the area" says nothing; "over 70" is a figure.
GENERIC = frozenset(
    (
        "area", "areas", "city", "cities", "town", "towns", "village", "villages", "district", "districts", "province",
        "region", "suburb", "suburbs", "neighbourhood", "neighbourhoods", "neighborhood", "neighborhoods", "quarter",
        "quarters", "part", "parts", "place", "places", "countryside", "name", "number", "reports",
    )
)  # fmt: skip
_IRREGULAR = {"children": "child", "women": "woman", "men": "man", "persons": "person"}
LEADING = ("near", "in", "at", "on", "outside", "north", "south", "east", "west", "inside", "around", "close")


def title(
    kind: Kind, events: Sequence[tuple[Event, Reading]], place: Where | None, is_party: Callable[[str], bool]
) -> str:
    """Return "Air strike on army positions near Xtown": the kind, the target told most often, the place.

    Args:
        kind: what it was.
        events: the events that are it, each with the reading of its document.
        place: where it was, if anybody tells that.
        is_party: tells of an actor (id) whether it is a side: an attack "on the monitor" was told by it.
    """
    hit = _target(kind, events, is_party) if kind.joins else None
    on = f" {kind.joins} {hit}" if hit else ""
    return f"{kind.title}{on} {located(place)}" if place else f"{kind.title}{on}, place not told"


def located(place: Where) -> str:
    """Return "in Xtown", "near Xtown", "in the north of Xtown", "in eastern Xtown"."""
    match place.relation:
        case "":
            return f"in {place.name}"
        case "north" | "south" | "east" | "west" | "centre" | "center" | "outskirts":
            return f"in the {place.relation} of {place.name}"
        case part if part.endswith("ern") or part in ("central", "downtown", "upper", "lower"):
            return f"in {part} {place.name}"
        case told:
            return f"{told} {place.name}"


def _target(
    kind: Kind, events: Sequence[tuple[Event, Reading]], is_party: Callable[[str], bool]
) -> str | None:
    """Return what most reports say was hit; of what as many say, what those who count the harmed say, in the shortest words.

    An altered copy has none.
    """
    told = [
        (words, reading.document.id, any(claim.property == "toll" for claim in event.claims))
        for event, reading in events
        if not reading.document.altered
        for words, actor in _targets(event)
        if _singulars(_head(words)) & kind.hit or (actor is not None and is_party(actor))
    ]
    # A report that says it twice is one that says it.
    reports = Counter(head for head, _ in {(_head(words), doc) for words, doc, _ in told})
    heads = Counter(_head(words) for words, _, _ in told)
    counted = {_head(words) for words, _, counts in told if counts}
    enough = len({reading.document.id for _, reading in events}) / FEWEST_TELLING
    told = [one for one in told if reports[_head(one[0])] >= enough]

    def rank(words: str) -> tuple[bool, int, int, bool, bool, int, str]:
        head = _head(words)
        return (
            # "2 medics" are a part of those who were harmed.
            words[:1].isdigit(),
            -reports[head],
            -heads[head],
            head not in counted,
            _bare(words) == words.lower(),
            len(words),
            words,
        )

    return min((words for words, _, _ in told), key=rank, default=None)


def _singulars(noun: str) -> set[str]:
    """Return what a noun can be in the singular: "convoys" a convoy, "factories" a factory."""
    cut = {noun, noun.removesuffix("s"), noun.removesuffix("es")}
    return (
        cut
        | {f"{noun.removesuffix('ies')}y"}
        | {f"{noun.removesuffix('men')}man", _IRREGULAR.get(noun, noun)}
    )


def _targets(event: Event) -> Iterator[tuple[str, str | None]]:
    """Yield what is told to have been hit, with the actor that it is."""
    places = {value.said for value, _ in event.values(Place)} | {
        value.name for value, _ in event.values(Place)
    }
    for value, claim in event.values(Words):
        if claim.property == "target":
            words = _without_place(value.text.split(), places)
            # "Xland's Ytown" is where it was.
            if words and (_head(" ".join(words)) in GENERIC | ARTICLES or words[-1] in _last_words(places)):
                continue
            if words and words[0].lower() not in POINTING and 3 < len(" ".join(words)) <= LONGEST_TARGET:
                first = words[0].lower() if words[0].lower() in ARTICLES else words[0]
                if " ".join(words) not in places and any(word.lower() not in ARTICLES for word in words):
                    yield " ".join((first, *words[1:])), value.actor


def _last_words(names: Iterable[str]) -> set[str]:
    """Return the last words of names; a place that is called after what is there ("Xtown airbase") may be hit."""
    return {word for name in names if name and (word := name.split()[-1])[0].isupper()}


def _without_place(words: list[str], places: set[str]) -> list[str]:
    """Return the words up to where they go on to say where: "the army post near Xtown"."""
    for i, word in enumerate(words):
        if (
            i
            and word.lower() in LEADING
            and any(name.split()[0] in words[i + 1 :] for name in places if name)
        ):
            return words[:i]
    return words


def _head(words: str) -> str:
    """Return what the words are of: "hospital" for "the Xtown hospital", "post" for "a command post of the army"."""
    return next(iter(_bare(words).partition(" of ")[0].split()[::-1]), "")


def _bare(words: str) -> str:
    return " ".join(word for word in words.lower().split() if word not in ARTICLES)
