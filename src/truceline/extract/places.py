"""Places: where a text says that something is, as the gazetteer knows it or as the words leave it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from truceline.extract.place_frames import Frame, Names
from truceline.extract.place_within import contained
from truceline.extract.place_words import (
    AROUND,
    BESIDE,
    BUILDINGS,
    DIRECTIONS,
    FEATURES,
    IN,
    NOUNS,
    PARTICLES,
    SMALL,
)
from truceline.knowledge.gazetteer import Gazetteer, PlaceEntry
from truceline.knowledge.spelling import bare, fold
from truceline.model.cast import Cast
from truceline.model.claim import Place, Precision
from truceline.model.parsed import Found, Parsed

# "In Xland" says more of where a report plays than a large city, of which the world has several of one name.
COUNTRY_WEIGHT = 3
# Words that open a hundred village names ("Tall", "Khan", "Deir") are small towns too; cities of this size are not.
PREFIX_TOWN = 100_000
# A namesake abroad this many times larger is the one meant.
FAR_LARGER = 10
# Without a frame a name must be a town of some size: GeoNames has a hamlet for nearly every word.
TOWN = 5_000
# In a country that is not the report's main one, a name must be a town that its readers know.
KNOWN_TOWN = 15_000
# "The camp north of Xtown": a container or anchor is looked for this many tokens after a name.
ANCHOR_REACH = 10
INNER = PARTICLES | {"-", "–"}


def find_places(parsed: Parsed, gazetteer: Gazetteer, cast: Cast) -> tuple[Found[Place], ...]:
    """Return the places that the text names, in its order.

    Names are looked for in the countries of the document, the likeliest first, then among the large cities of the world.
    What names an actor is a place only after a preposition of place. A name in a clear frame ("the village of X") that no
    list has is a place without degrees, or near the known place told beside it.
    """
    finder = _Finder(parsed, gazetteer, cast)
    return tuple(contained(parsed, list(finder.find())))


class _Finder:
    """Looks up the names of one document in the countries that it tells of."""

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer, cast: Cast) -> None:
        self.parsed, self.gazetteer, self.cast = parsed, gazetteer, cast
        self.framed = [
            (names, list(names.frames())) for names in (Names(parsed, s) for s in parsed.sentences)
        ]
        found = self._countries()
        self.countries = (*found, *(home for home in gazetteer.home if home not in found))
        # A spelling that one sentence shows to be a place is one in the others, where nothing shows it.
        self.shown: dict[str, PlaceEntry] = {}

    def find(self) -> Iterator[Found[Place]]:
        """Yield the places: what frames show is looked up first, then what stands without one."""
        shown = [{f: self._known(n, f) if f.strong else [] for f in frames} for n, frames in self.framed]
        for (names, frames), known in zip(self.framed, shown, strict=True):
            for frame in frames:
                if not frame.strong:
                    known[frame] = self._known(names, frame)
            for n, frame in enumerate(frames):
                yield from known[frame] or self._unlisted(
                    names, frame, [f for g in frames[n + 1 :] for f in known[g]]
                )

    def _countries(self) -> tuple[str, ...]:
        """Return the countries of the document, the one in which most of it plays first.

        Whose officials speak says less than where things are told to be.
        """
        told: Counter[str] = Counter()
        spoken = Counter(
            actor.country
            for mention in self.cast.mentions
            if (actor := self.cast.actors.get(mention.actor or "")) is not None and actor.country
        )
        for _, frames in self.framed:
            for frame in frames:
                if (frame.prep in IN or frame.relation) and frame.noun not in SMALL:
                    told.update(self._country_of(frame))
        return tuple(sorted({*told, *spoken}, key=lambda code: (-told[code], -spoken[code], code)))

    def _country_of(self, frame: Frame) -> list[str]:
        """Return the country that a name is, or the one of the largest city of that name."""
        name = _plain(self._said(frame.first, frame.last))
        for spelling in (name, *self._spellings(frame.first, frame.first + 1)):
            code = self.gazetteer.country(spelling)
            if code is not None:
                return [code] * COUNTRY_WEIGHT
        cities = [] if self.cast.at(frame.first) else self.gazetteer.lookup_anywhere(name)
        return [cities[0].country] if cities else []

    def _said(self, first: int, last: int) -> str:
        return self.parsed.span(first, last).quote

    def _known(self, names: Names, frame: Frame) -> list[Found[Place]]:
        """Return the places that the gazetteer has in a name: the whole, or its beginning and then its rest.

        With its comma lost, "Xtown, Ytown province" is one run of capitals.
        """
        for first, last, relation in _cuts(names, frame):
            whole = last == frame.last
            told = frame._replace(relation=relation or frame.relation, noun=frame.noun if whole else "")
            if self._names_actor(told, first, last):
                continue
            if all(self.parsed.tokens[i].tag == "JJ" for i in range(first, last)):
                told = told._replace(
                    strong=False
                )  # "the northern Xlandish city": a people, if no town is spelt so
            entry = self._entry(told, first, last, whole=whole or bool(relation))
            if entry is not None:
                found = [self._place(told, first, last, entry)]
                rest = (
                    []
                    if whole
                    else self._known(
                        names, frame._replace(first=last, prep="", relation="", strong=bool(frame.noun))
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

    def _entry(self, frame: Frame, first: int, last: int, *, whole: bool) -> PlaceEntry | None:
        for spelling in self._spellings(first, last):
            province = NOUNS.get(frame.noun) == "province"
            entry = None if province else self.shown.get(spelling)
            if entry is None or not self._fits(frame, entry, spelling, main=True):
                entry = self._looked_up(frame, spelling, whole=whole)
            if entry is not None:
                if whole and frame.strong and entry.kind == "city":
                    self.shown.setdefault(spelling, entry)
                return entry
        return None

    def _spellings(self, first: int, last: int) -> list[str]:
        """Return the name, and before it, if a noun follows, the name without an s: "Xlands army" lost its apostrophe."""
        name = _plain(self._said(first, last))
        noun = last < len(self.parsed.tokens) and self.parsed.tokens[last].tag[:2] in ("NN", "JJ")
        return [name.removesuffix("s"), name] if noun and name.endswith("s") else [name]

    def _looked_up(self, frame: Frame, name: str, *, whole: bool) -> PlaceEntry | None:
        """Return the likeliest place of that name; the beginning of a longer name must be spelt alike.

        "Khan Xyz" is not at a Khan that some list gives another name as well.
        """
        asked = f"{name} {frame.noun}" if NOUNS.get(frame.noun) == "province" else name
        code = self.gazetteer.country(name)
        if code is not None:
            found = self.gazetteer.lookup(name, [code]) if frame.strong and not frame.noun else []
            return next((entry for entry in found if entry.kind == "country"), None)
        listed = self._feature(frame, name)
        if listed is not None:
            return listed
        spelt = whole or name in self.shown
        main = self._in(frame, name, asked, self.countries[:1], main=True)
        if main is not None and (spelt or _same(name, main)):
            return self._larger(frame, name, main)
        if not frame.strong or frame.noun in SMALL:
            return None
        anywhere = self.gazetteer.lookup_anywhere(name)
        return anywhere[0] if anywhere else self._in(frame, name, asked, self.countries[1:], main=False)

    def _feature(self, frame: Frame, name: str) -> PlaceEntry | None:
        """Return the pass, bridge or hill that a list has by its full name: "Xtown pass" is not Xtown."""
        if frame.noun not in FEATURES:
            return None
        full = f"{name} {frame.noun}"
        found = (entry for country in self.countries for entry in self.gazetteer.lookup(full, [country]))
        return next((entry for entry in found if _same(full, entry)), None)

    def _in(
        self, frame: Frame, name: str, asked: str, countries: Sequence[str], *, main: bool
    ) -> PlaceEntry | None:
        entries = [entry for country in countries for entry in self.gazetteer.lookup(asked, [country])]
        fitting = [entry for entry in entries if self._fits(frame, entry, name, main=main)]
        # A province bears the name of its city: without the word, it is the city.
        if NOUNS.get(frame.noun) != "province":
            fitting.sort(key=lambda entry: entry.kind == "province")
        return next(iter(fitting), None)

    def _larger(self, frame: Frame, name: str, main: PlaceEntry) -> PlaceEntry:
        """Return the city that the world means by a name, where the one at home is small ("in Paris", told in Texas)."""
        if main.kind != "city" or frame.noun not in ("", "city", "capital"):
            return main
        largest = next(iter(self.gazetteer.lookup_anywhere(name)), main)
        return largest if largest.population > FAR_LARGER * max(main.population, TOWN) else main

    def _fits(self, frame: Frame, entry: PlaceEntry, name: str, *, main: bool) -> bool:
        """Return whether a name in this frame can be that place; the weaker the frame, the surer the name must be."""
        # "The Xtown pass" is neither Xtown nor its district; a listed road is one by its kind or its name.
        if frame.noun in FEATURES and frame.noun not in (entry.kind, *fold(entry.name).split()):
            return frame.parted and (name in self.shown or _same(name, entry))
        # "The Xtown neighbourhood" is no town of that name elsewhere in the country.
        # In "the Xyz quarter of Ytown" it may well be Ytown.
        if entry.kind == "city" and frame.noun in SMALL - BUILDINGS:
            return frame.parted and (name in self.shown or _same(name, entry))
        # Every city has a Station Road: one that is listed counts where its city is told.
        if entry.kind in SMALL and entry.within and entry.within[0] not in self.parsed.doc.text:
            return False
        # A hospital bears any name; only a town's, spelt like it, says where it stands.
        if main and (name in self.shown or (frame.strong and frame.noun not in BUILDINGS)):
            return True
        exact = _same(name, entry)
        large = entry.kind != "city" or entry.population >= (TOWN if main else KNOWN_TOWN)
        return exact and large and (main or frame.strong)

    def _names_actor(self, frame: Frame, first: int, last: int) -> bool:
        """Return whether the words name somebody here: a person, a group, or a government by its capital or country."""
        mentions = {m.span: m for i in range(first, last) if (m := self.cast.at(i)) is not None}
        if not mentions:
            return False
        start, end = self.parsed.tokens[first].start, self.parsed.tokens[last - 1].end
        for mention in mentions.values():
            wider = mention.span.start < start - 4 or mention.span.end > end + 2
            actor = self.cast.actors.get(mention.actor or "")
            state = actor is not None and actor.kind in ("state", "government")
            if wider or not state or mention.adjective:
                return True
        return not (frame.prep in IN or frame.relation or frame.noun)

    def _place(self, frame: Frame, first: int, last: int, entry: PlaceEntry) -> Found[Place]:
        tokens = self.parsed.tokens
        end = last + (bool(frame.noun) and last < len(tokens) and tokens[last].text.lower() == frame.noun)
        place = Place(
            name=entry.name,
            said=self._said(first, end),
            key=entry.key,
            precision=_precision(frame, entry),
            country=entry.country,
            lat=entry.lat,
            lon=entry.lon,
            relation=frame.relation if frame.relation != "in" else "",
            within=entry.within,
        )
        return Found(place, first, end, self._head(first, end))

    def _head(self, first: int, last: int) -> int:
        inside = range(first, last)
        return next((i for i in inside if self.parsed.tokens[i].head not in inside), last - 1)

    def _unlisted(self, names: Names, frame: Frame, after: Sequence[Found[Place]]) -> Iterator[Found[Place]]:
        """Yield a place that no list has, where its frame leaves no doubt that it is one."""
        if not self._nameless(names, frame):
            return
        last = frame.last + (names.word(frame.last) in (frame.noun, frame.of_noun))
        name = self._said(frame.first, last)
        named = [self._said(frame.first, frame.last), *([frame.noun] if frame.noun in FEATURES else [])]
        anchor = next(
            (f.value for f in after if f.first - last <= ANCHOR_REACH and f.value.lat is not None), None
        )
        narrow = anchor is not None and anchor.precision in ("exact", "near", "district")
        place = Place(
            name=name,
            said=name,
            key=self.gazetteer.key(" ".join(named)),
            precision="near" if narrow else "unlocated",
            country=anchor.country if anchor else next(iter(self.countries), None),
            lat=anchor.lat if anchor and narrow else None,
            lon=anchor.lon if anchor and narrow else None,
            relation=frame.relation if frame.relation != "in" else "",
            within=tuple(dict.fromkeys((anchor.name, *anchor.within))) if anchor else (),
        )
        yield Found(place, frame.first, last, self._head(frame.first, last))

    def _nameless(self, names: Names, frame: Frame) -> bool:
        """Return whether the name can only be a place that the lists lack."""
        noun = frame.noun or frame.of_noun
        if not noun or frame.title or noun in BUILDINGS or NOUNS.get(noun) == "province":
            return False
        words = range(frame.first, frame.last)
        if all(names.word(i) in DIRECTIONS or self.parsed.tokens[i].tag == "JJ" for i in words):
            return False
        if self.gazetteer.country(self._said(frame.first, frame.last)) is not None:
            return False
        told = bool(self.countries) or noun in FEATURES
        return told and not self._names_actor(frame, frame.first, frame.last)


def _same(name: str, entry: PlaceEntry) -> bool:
    return bare(fold(name)) == bare(fold(entry.name))


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
        if names.word(last) not in INNER and names.word(last - 1) not in INNER:
            yield frame.first, last, ""


def _precision(frame: Frame, entry: PlaceEntry) -> Precision:
    if entry.precision in ("province", "country"):
        return entry.precision
    if NOUNS.get(frame.noun) == "province":
        return "province"
    if frame.relation.endswith(" of") or frame.relation in BESIDE.values() or frame.relation in AROUND:
        return "near"
    if frame.relation and frame.relation != "in":
        return "district"
    return "near" if frame.noun in BUILDINGS else entry.precision
