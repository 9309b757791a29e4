"""Places: where a text says that something is, as the gazetteer knows it or as the words leave it."""

from collections.abc import Iterator, Sequence

from truceline.extract.place_actors import Named
from truceline.extract.place_countries import countries_of
from truceline.extract.place_extents import LAND, settled
from truceline.extract.place_frames import Frame, Names
from truceline.extract.place_hints import Hints
from truceline.extract.place_lookup import TOWNS, Lookup, same
from truceline.extract.place_within import WIDTH, contained
from truceline.extract.place_words import (
    AROUND,
    BESIDE,
    BUILDINGS,
    DIRECTIONS,
    FEATURES,
    NOUNS,
    PARTICLES,
    PARTS,
    PLAIN_ARTICLES,
    SMALL,
)
from truceline.knowledge.gazetteer import Gazetteer, PlaceEntry
from truceline.knowledge.spelling import fold, skeleton
from truceline.model.cast import Cast
from truceline.model.claim import Place, Precision
from truceline.model.parsed import Found, Parsed

# Words that open a hundred village names ("Tall", "Khan", "Deir") are small towns too; cities of this size are not.
PREFIX_TOWN = 100_000
# "The camp north of Xtown": a container or anchor is looked for this many tokens after a name.
ANCHOR_REACH = 10
# "The Xtown suburb" is a town called so, where Xtown is no city of this size.
WITH_SUBURBS = 500_000
INNER = PARTICLES | {"-", "–"}


def find_places(parsed: Parsed, gazetteer: Gazetteer, cast: Cast) -> tuple[Found[Place], ...]:
    """Return the places that the text names, in its order.

    Names are looked for in the countries of the document, the likeliest first, then among the large cities of the world.
    What names an actor is a place only after a preposition of place. A name in a clear frame ("the village of X") that no
    list has is a place without degrees, or near the known place told beside it.
    """
    finder = _Finder(parsed, gazetteer, cast)
    return tuple(contained(parsed, list(settled(parsed, list(finder.find()), gazetteer))))


class _Finder:
    """Looks up the names of one document in the countries that it tells of."""

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer, cast: Cast) -> None:
        self.parsed, self.gazetteer, self.cast = parsed, gazetteer, cast
        self.framed = [
            (names, list(self._frames(names))) for names in (Names(parsed, s) for s in parsed.sentences)
        ]
        told = [(f, _plain(self._said(f.first, f.last))) for _, frames in self.framed for f in frames]
        found = countries_of(told, cast, gazetteer)
        self.countries = (*found, *(home for home in gazetteer.home if home not in found))
        self.lookup = Lookup(parsed, gazetteer, self.countries, dict.fromkeys(name for _, name in told))
        self.shown = self.lookup.shown
        self.named = Named(parsed, gazetteer, cast, self.countries)

    def find(self) -> Iterator[Found[Place]]:
        """Yield the places: what frames show is looked up first, then what stands without one."""
        hinted = [
            (names, self._strengthened(frames, hints), hints)
            for names, frames in self.framed
            for hints in (Hints(names, frames, self.gazetteer, self.cast),)
        ]
        shown = [
            {f: self._known(n, f, hints) if f.strong else [] for f in frames} for n, frames, hints in hinted
        ]
        for (names, frames, hints), known in zip(hinted, shown, strict=True):
            for frame in frames:
                if not frame.strong:
                    known[frame] = self._known(names, frame, hints)
            for n, frame in enumerate(frames):
                before = [f for g in frames[:n] for f in known[g]]
                after = [f for g in frames[n + 1 :] for f in known[g]]
                yield from known[frame] or self._unlisted(
                    names, frame, hints, [*after, *_city_of(frame, before)]
                )

    def _frames(self, names: Names) -> Iterator[Frame]:
        """Yield the frames of a sentence, a state's name in several parts as one: "the Democratic Republic of Xland"."""
        end = 0
        for frame in names.frames():
            mention = self.cast.at(frame.first)
            actor = self.cast.actors.get(mention.actor or "") if mention is not None else None
            if frame.first < end:
                continue
            longer = self._with_owner(frame)
            if longer > frame.last:
                end = longer
                yield names.whole(frame.first, end)
                continue
            if mention is None or actor is None or actor.kind != "state" or mention.adjective:
                yield from names.cut(frame, frame.first + 1) if self._owned(frame) else (frame,)
                continue
            tokens = self.parsed.within(mention.span.start, mention.span.end)
            longer = bool(tokens) and tokens[0] <= frame.first and tokens[-1] >= frame.last
            end = tokens[-1] + 1 if longer else frame.last
            yield names.whole(tokens[0], end) if longer else frame

    def _with_owner(self, frame: Frame) -> int:
        """Return where a name ends that has its owner in it ("Xyz's Bazar"), if a place is called so."""
        tokens, last = self.parsed.tokens, frame.last
        if last + 1 >= len(tokens) or tokens[last].tag != "POS" or not tokens[last + 1].text[0].isupper():
            return last
        return last + 2 if self.gazetteer.named(self._said(frame.first, last + 2)) else last

    def _owned(self, frame: Frame) -> bool:
        """Return whether a name begins with the city or country that owns it: "Xtowns Xyz quarter"."""
        name = self._said(frame.first, frame.first + 1)
        if frame.last - frame.first < 2 or not name.endswith("s") or self._hyphened(frame):
            return False
        owner = name.removesuffix("s")
        return self.gazetteer.country(owner) is not None or any(
            e.population >= PREFIX_TOWN and same(owner, e) for e in self.gazetteer.named(owner)
        )

    def _hyphened(self, frame: Frame) -> bool:
        return self.parsed.tokens[frame.first + 1].text in ("-", "–")

    def _strengthened(self, frames: Sequence[Frame], hints: Hints) -> list[Frame]:
        """Return the frames, strong where somebody goes to the name or it is told to lie in something."""
        found = [f._replace(strong=f.strong or self.named.moves(f) or hints.held(f)) for f in frames]
        hints.frames = found
        return found

    def _said(self, first: int, last: int) -> str:
        return self.parsed.span(first, last).quote

    def _known(self, names: Names, frame: Frame, hints: Hints) -> list[Found[Place]]:
        """Return the places that the gazetteer has in a name: the whole, or its beginning and then its rest.

        With its comma lost, "Xtown, Ytown province" is one run of capitals.
        """
        for first, last, relation in _cuts(names, frame):
            whole = last == frame.last
            told = frame._replace(
                first=first, last=last, end=frame.end if whole else last, relation=relation or frame.relation,
                noun=frame.noun or frame.of_noun if whole else "", strong=frame.strong or bool(frame.of_noun),
            )  # fmt: skip
            if self.named.actor(told, hints):
                continue
            if all(self.parsed.tokens[i].tag == "JJ" for i in range(first, last)):
                told = told._replace(
                    strong=False
                )  # "the northern Xlandish city": a people, if no town is spelt so
            entry = self._entry(told, frame, hints, whole=whole or bool(relation))
            if entry is not None:
                found = [self._place(told, entry)]
                rest = (
                    []
                    if whole
                    else self._known(
                        names,
                        frame._replace(first=last, prep="", relation="", strong=bool(frame.noun)),
                        hints,
                    )
                )
                if whole or relation or rest or self._stands_alone(entry, first, last):
                    return found + rest
        return []

    def _stands_alone(self, entry: PlaceEntry, first: int, last: int) -> bool:
        """Return whether the beginning of a longer name is a place: "Xtown University", not the Tall of "Tall Xyz"."""
        if entry.kind == "country" or entry.population >= PREFIX_TOWN:
            return True
        return self.shown.get(_plain(self._said(first, last))) == entry

    def _entry(self, told: Frame, frame: Frame, hints: Hints, *, whole: bool) -> PlaceEntry | None:
        hint, provinces = hints.country(frame), hints.provinces(frame)
        for spelling in self._spellings(told.first, told.last):
            code = self.gazetteer.country(spelling)
            if code is not None:
                return self._state(
                    told, spelling, code, hint, strong=frame.strong or hints.holds(frame, code)
                )
            entry = self.lookup.entry(told, spelling, whole=whole, hint=hint, provinces=provinces)
            if entry is not None:
                # "Gaza City" shows a city; "Gaza" alone stays the Strip.
                wider = told.noun == "city" and any(
                    e.kind == "region" for e in self.gazetteer.named(spelling)
                )
                if whole and told.strong and entry.kind == "city" and entry.country and not wider:
                    self.shown.setdefault(spelling, entry)
                return entry
        return None

    def _state(
        self, frame: Frame, name: str, code: str, hint: str | None, *, strong: bool
    ) -> PlaceEntry | None:
        """Return the country of that name, or the province that shares it: Georgia in a report on the United States."""
        for other in dict.fromkeys(c for c in (hint, *self.countries[:1]) if c not in (None, code)):
            if (province := self.gazetteer.province(name, other)) is not None:
                return province if strong else None
        found = self.gazetteer.lookup(name, [code]) if strong and not frame.noun else []
        return next((entry for entry in found if entry.kind == "country"), None)

    def _spellings(self, first: int, last: int) -> list[str]:
        """Return the name, and before it, if a noun follows, the name without an s: "Xlands army" lost its apostrophe."""
        name = _plain(self._said(first, last))
        noun = last < len(self.parsed.tokens) and self.parsed.tokens[last].tag[:2] in ("NN", "JJ")
        lost = name.endswith("s") and (noun or self.gazetteer.country(name.removesuffix("s")) is not None)
        return [name.removesuffix("s"), name] if lost else [name]

    def _place(self, frame: Frame, entry: PlaceEntry) -> Found[Place]:
        first, end = frame.first, max(frame.end, frame.last)
        place = Place(
            name=entry.name,
            said=self._said(first, end),
            key=entry.key,
            precision=_precision(frame, entry),
            country=entry.country or None,
            lat=entry.lat,
            lon=entry.lon,
            relation=frame.relation if frame.relation != "in" and not self._owns(end, entry) else "",
            within=entry.within,
        )
        return Found(place, first, end, self._head(first, end))

    def _owns(self, end: int, entry: PlaceEntry) -> bool:
        """Return whether a country only says whose place is told: "the north of Xland's Ytown" is no north of Xland."""
        if entry.kind != "country" or end >= len(self.parsed.tokens):
            return False
        lost = self.parsed.tokens[end - 1].text.lower() not in (entry.name.lower(), fold(entry.name))
        return self.parsed.tokens[end].tag == "POS" or (
            lost and self.parsed.tokens[end - 1].text.endswith("s")
        )

    def _head(self, first: int, last: int) -> int:
        inside = range(first, last)
        return next((i for i in inside if self.parsed.tokens[i].head not in inside), last - 1)

    def _unlisted(
        self, names: Names, frame: Frame, hints: Hints, after: Sequence[Found[Place]]
    ) -> Iterator[Found[Place]]:
        """Yield a place that no list has, where its frame leaves no doubt that it is one."""
        if not self._nameless(names, frame, hints):
            return
        last = max(frame.end, frame.last)
        if names.word(last) in ({frame.of_noun} - {""}):
            last += 1
        name = self._said(frame.first, last)
        named = [self._said(frame.first, frame.last), *([frame.noun] if frame.noun in FEATURES else [])]
        anchor = next(
            (f.value for f in after if f.first - last <= ANCHOR_REACH and f.value.lat is not None), None
        )
        old = names.word(frame.first) == "old"
        narrow = anchor is not None and _beside(frame._replace(noun="quarter") if old else frame, anchor)
        place = Place(
            name=name,
            said=name,
            key=skeleton(" ".join(named)),
            precision="near" if narrow else "unlocated",
            country=hints.country(frame) or (anchor.country if anchor else next(iter(self.countries), None)),
            lat=anchor.lat if anchor and narrow else None,
            lon=anchor.lon if anchor and narrow else None,
            relation=frame.relation if frame.relation != "in" else "",
            within=_holders(anchor, narrow=narrow) if anchor is not None else (),
        )
        yield Found(place, frame.first, last, self._head(frame.first, last))

    def _nameless(self, names: Names, frame: Frame, hints: Hints) -> bool:
        """Return whether the name can only be a place that the lists lack."""
        noun = frame.noun or frame.of_noun
        # "In Xyz, where raids killed nine" has no noun.
        lone = frame.prep == "in" and names.word(frame.last) == "where"
        unsure = not (noun or lone) or noun in BUILDINGS or NOUNS.get(noun) == "province"
        if unsure or frame.title or noun == "capital":
            return False
        words = range(frame.first, frame.last)
        if all(
            (names.word(i) in DIRECTIONS and names.word(i) != "old") or self.parsed.tokens[i].tag == "JJ"
            for i in words
        ):
            return False
        if self.gazetteer.country(self._said(frame.first, frame.last)) is not None:
            return False
        told = bool(self.countries) or noun in FEATURES
        return told and not self.named.actor(frame, hints)


def _city_of(frame: Frame, before: Sequence[Found[Place]]) -> Sequence[Found[Place]]:
    """Return the only town told before in the sentence, for a quarter of it: "in Xtown, shells hit the Ytown quarter"."""
    towns = [found for found in before if found.value.precision == "exact" and not found.value.relation]
    one = len({found.value.key for found in towns}) == 1
    return towns[:1] if one and {frame.noun, frame.of_noun} & PARTS else ()


def _beside(frame: Frame, anchor: Place) -> bool:
    """Return whether a place that no list has is near the one told with it.

    "The Xyz quarter of Ytown" is, and "the village of Xyz, north of Ytown"; "Xyz village in Ytown" may be anywhere in the
    land that bears the city's name.
    """
    if anchor.precision not in ("exact", "near", "district") or anchor.relation in LAND:
        return False
    nouns = {frame.noun, frame.of_noun}
    if anchor.relation in DIRECTIONS:
        return bool(PARTS & nouns)
    told = anchor.relation.endswith(" of") or anchor.relation in BESIDE.values() or anchor.relation in AROUND
    return told or bool(SMALL & nouns)


def _holders(anchor: Place, *, narrow: bool) -> tuple[str, ...]:
    """Return what holds a place that no list has: the town whose quarter it is, else what holds the town told with it."""
    town = anchor.precision in ("exact", "near")
    outside = town and (not narrow or bool(anchor.relation))
    return anchor.within if outside else tuple(dict.fromkeys((anchor.name, *anchor.within)))


def _plain(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s")


def _cuts(names: Names, frame: Frame) -> Iterator[tuple[int, int, str]]:
    """Yield first, last and relation of the whole name, of the rest after a direction, and of its beginnings."""
    direction = names.word(frame.first) if names.word(frame.first) in DIRECTIONS else ""
    if not (direction and frame.last - frame.first == 1):
        yield frame.first, frame.last, ""
    if direction and frame.last - frame.first > 1:
        yield frame.first + 1, frame.last, direction
        return
    # "The Bab al-Xyz crossing" is not at Bab.
    if frame.noun in SMALL:
        return
    for last in range(frame.last - 1, frame.first, -1):
        alone = names.word(last) in PLAIN_ARTICLES and names.word(last + 1) not in ("-", "–")
        inner = names.word(last) in INNER and not alone
        if not inner and names.word(last - 1) not in INNER:
            yield frame.first, last, ""


def _precision(frame: Frame, entry: PlaceEntry) -> Precision:
    if entry.precision == "unlocated":
        return entry.precision
    # "The region of Xtown" is around it, and a suburb of a city of this size is not the city.
    around = (frame.noun == "region" and entry.kind in TOWNS) or (
        frame.noun == "suburb" and entry.population >= WITH_SUBURBS
    )
    told = "near" if around else _told_precision(frame)
    return max(entry.precision, told, key=WIDTH.index)


def _told_precision(frame: Frame) -> Precision:
    if NOUNS.get(frame.noun) == "province":
        return "province"
    if frame.relation.endswith(" of") or frame.relation in BESIDE.values() or frame.relation in AROUND:
        return "near"
    if frame.relation and frame.relation != "in":
        return "district"
    return "near" if frame.noun in BUILDINGS or frame.noun == "area" else "exact"
