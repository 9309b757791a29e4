"""Place hints: what the words beside a name say of where it lies."""

from collections.abc import Sequence

from truceline.extract.place_frames import Frame, Names
from truceline.extract.place_words import CIVIL, DIRECTIONS, NOUNS, SETTLED
from truceline.knowledge.gazetteer import LARGE_CITY, Gazetteer
from truceline.model.cast import Cast

# "In the rebel-held north-eastern Xlandish border town of" has the adjective six words before the name.
REACH = 7
# ", in the north-western province of" has six words and a hyphen.
WITHIN_REACH = 7
# "A town near", "a village north of", "a city in"
LIES = frozenset(("near", "outside", "in", "on", *DIRECTIONS))
# A name joined to the next, and that to a third: "Xtown, in Yland province, Zland".
LONGEST_CHAIN = 3


class Hints:
    """What the frames of one sentence say of each other."""

    def __init__(self, names: Names, frames: Sequence[Frame], gazetteer: Gazetteer, cast: Cast) -> None:
        """Keep the frames of the sentence."""
        self.names, self.frames, self.gazetteer, self.cast = names, frames, gazetteer, cast

    def country(self, frame: Frame) -> str | None:
        """Return the country told with a name: "the Xlandish city of Xtown", "Xland's Xtown", "Xtown in Xland"."""
        told = self._before(frame.first) or self._of_held(frame)
        if told is not None:
            return told
        for holder in self._holders(frame):
            codes = self._countries(holder)
            own = codes & {entry.country for entry in self.gazetteer.named(self._said(frame))}
            # "In Moscow, Syria said": the comma alone joins nothing.
            own = own if own or self.names.word(max(frame.end, frame.last)) == "," else codes
            if len(own) == 1:
                return next(iter(own))
        return None

    def _of_held(self, frame: Frame) -> str | None:
        """Return the country of the town told to lie here: Krajina is Croatian in "Knin in Krajina"."""
        at = self.frames.index(frame) if frame in self.frames else 0
        before = self.frames[at - 1] if at else None
        codes = self._countries(frame) if before is not None else set()
        if before is None or len(codes) < 2 or not self._joins(before, frame):
            return None
        own = codes & {entry.country for entry in self.gazetteer.named(self._said(before))}
        return own.pop() if len(own) == 1 else None

    def held(self, frame: Frame) -> bool:
        """Return whether a name is told to lie in something: only a place does."""
        holder = next(iter(self._holders(frame)), None)
        beside = self.names.word(max(frame.end, frame.last)) == "to"
        if self._is_called(frame):
            return True
        return holder is not None and not beside and bool(self._countries(holder) or self.provinces(frame))

    def _is_called(self, frame: Frame) -> bool:
        """See "Xtown, a small town near": it says itself that it is a place."""
        first = max(frame.end, frame.last)
        first += self.names.word(first) == ","
        if self.names.word(first) != "a":
            return False
        town = next((i for i in range(first + 1, first + REACH) if not self._jj(i)), first)
        return self.names.word(town) in SETTLED and self.names.word(town + 1) in LIES

    def provinces(self, frame: Frame) -> frozenset[str]:
        """Return the names of the provinces that a name is told to lie in: "Xtown in northern Yland"."""
        holder = next(iter(self._holders(frame)), None)
        if holder is None:
            return frozenset()
        entries = self.gazetteer.named(self._said(holder))
        own = {entry.name for entry in entries if entry.kind == "province"}
        return frozenset(own | {entry.within[0] for entry in entries if len(entry.within) > 1})

    def holds(self, frame: Frame, code: str | None) -> bool:
        """Return whether a country is told behind a place of it: "Xtown, Xland"."""
        before = next((other for other in self.frames if max(other.end, other.last) == frame.first - 1), None)
        if code is None or before is None or self.names.word(frame.first - 1) != ",":
            return False
        if any(self.names.tokens[i].dep.startswith("nsubj") for i in range(frame.first, frame.last)):
            return False
        return any(entry.country == code for entry in self.gazetteer.named(self._said(before)))

    def _before(self, first: int) -> str | None:
        for i in range(first - 1, first - 1 - REACH, -1):
            word = self.names.word(i)
            if not word or (
                word not in NOUNS and word not in DIRECTIONS and word != "of" and not self._plain(i)
            ):
                return None
            if word in NOUNS and word not in CIVIL:
                return None
            code = self._owner(i)
            if code is not None:
                # "The former Soviet state of Xland" is in no Soviet Union.
                return code if self.names.word(i - 1) != "former" else None
        return None

    def _plain(self, i: int) -> bool:
        token = self.names.tokens[i]
        return token.tag in ("DT", "JJ", "JJS", "VBN", "POS", "HYPH", "NN", "NNP", "CD") or token.text in (
            "-",
            "–",
        )

    def _owner(self, i: int) -> str | None:
        """Return the country that token `i` says to be the owner of what follows."""
        following = self.names.word(i + 1)
        if following in ("-", "–"):
            return None
        text = self.names.tokens[i].text
        mention = self.cast.at(i)
        actor = (
            self.cast.actors.get(mention.actor or "") if mention is not None and mention.adjective else None
        )
        if actor is not None and actor.kind in ("state", "government"):
            return actor.country
        if following in ("'s", "’s"):
            return self.gazetteer.country(text)
        return self.gazetteer.country(text.removesuffix("s")) if text.endswith("s") else None

    def _holders(self, frame: Frame) -> list[Frame]:
        found: list[Frame] = []
        for other in (
            self.frames[self.frames.index(frame) + 1 :][:LONGEST_CHAIN] if frame in self.frames else ()
        ):
            if not self._joins(found[-1] if found else frame, other):
                break
            found.append(other)
        return found

    def _joins(self, frame: Frame, other: Frame) -> bool:
        words = [self.names.word(i) for i in range(max(frame.end, frame.last), other.first)]
        if not words or len(words) > WITHIN_REACH or words[0] not in (",", "in", "(", "of", "to"):
            return False
        if words == [","] and not (NOUNS.get(other.noun) == "province" or self._countries(other)):
            return False
        return all(
            word in (",", "in", "of", "the", "a", "(", "-")
            or word in DIRECTIONS
            or word in NOUNS
            or self._jj(i)
            for i, word in zip(range(max(frame.end, frame.last), other.first), words, strict=True)
        )

    def _jj(self, i: int) -> bool:
        return self.names.tokens[i].tag == "JJ"

    def _countries(self, frame: Frame) -> set[str]:
        """Return the country that a name is, or those that have a province or region of that name."""
        said = self._said(frame)
        code = self.gazetteer.country(said)
        if code is not None:
            return {code}
        # A province of Colombia is called Santander, and so is a city of Spain: it says nothing.
        entries = self.gazetteer.named(said)
        codes = {entry.country for entry in entries if entry.kind in ("province", "region")}
        cities = {entry.country for entry in entries if entry.population >= LARGE_CITY}
        return codes if cities <= codes else set()

    def _said(self, frame: Frame) -> str:
        return self.names.parsed.span(frame.first, frame.last).quote.removesuffix("'s").removesuffix("’s")
