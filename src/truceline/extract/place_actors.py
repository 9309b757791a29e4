"""Place actors: whether a name is told of a place, or of those who bear it: Moscow that denies, the Xtown Brigade."""

from collections.abc import Sequence

from truceline.extract.place_frames import Frame
from truceline.extract.place_hints import Hints
from truceline.extract.place_lookup import TOWN
from truceline.extract.place_words import CIVIL, FIRE, IN, MOTION, SEATED, TOWARDS
from truceline.knowledge.gazetteer import Gazetteer
from truceline.model.actor import Mention
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

# What stands around a mention without being part of another name: an article, a quote.
SLACK_BEFORE, SLACK_AFTER = 4, 2


class Named:
    """Who is named in the frames of one document."""

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer, cast: Cast, countries: Sequence[str]) -> None:
        """Keep the document and who is named in it."""
        self.parsed, self.gazetteer, self.cast, self.countries = parsed, gazetteer, cast, countries

    def actor(self, frame: Frame, hints: Hints) -> bool:
        """Return whether the words name somebody here: a person, a group, or a government by its capital or country."""
        if self._seated(frame):
            return True
        mentions = {m.span: m for i in range(frame.first, frame.last) if (m := self.cast.at(i)) is not None}
        if not mentions or self._outspoken(frame, list(mentions.values())):
            return False
        start, end = self._reach(frame)
        for mention in mentions.values():
            wider = mention.span.start < start - SLACK_BEFORE or mention.span.end > end + SLACK_AFTER
            actor = self.cast.actors.get(mention.actor or "")
            state = actor is not None and actor.kind in ("state", "government")
            if wider or not state or mention.adjective:
                return True
        if frame.prep in IN or frame.relation or frame.noun:
            return False
        said = self.parsed.span(frame.first, frame.last).quote
        return not (self.moves(frame) or hints.holds(frame, self.gazetteer.country(said)))

    def _seated(self, frame: Frame) -> bool:
        """See "Xtown Police Command", "Xtown Council": what sits in Xtown and bears its name."""
        after = self.parsed.tokens[frame.last : frame.last + 2]
        return any(
            token.text.lower() in SEATED and all(one.text.istitle() for one in after[: n + 1])
            for n, token in enumerate(after)
        )

    def _outspoken(self, frame: Frame, mentions: Sequence[Mention]) -> bool:
        """Return whether a name is a place though the cast has an actor in it.

        Sudan is no actor in "Port Sudan", a people none in "Xyz State", and whoever was only learned from a name that
        stands in a place's frame, and that a town bears, was learned wrongly.
        """
        start, end = self._reach(frame)
        whole = self.parsed.tokens[max(frame.end, frame.last) - 1].end
        if any(m.span.start < start or m.span.end > whole for m in mentions):
            return False
        named = self.gazetteer.named(self.parsed.span(frame.first, frame.last).quote)
        here = [entry for entry in named if entry.country in self.countries]
        if all(m.span.start > start or m.span.end < end for m in mentions):
            return any(entry.kind != "country" for entry in here) and frame.last - frame.first > 1
        if frame.noun in CIVIL and frame.end > frame.last:
            return any(entry.precision == "province" or entry.kind == "city" for entry in here)
        learned = all(m.actor is None or self.cast.actors[m.actor] in self.cast.learned for m in mentions)
        return learned and frame.strong and any(entry.population >= TOWN for entry in here)

    def moves(self, frame: Frame) -> bool:
        """Return whether somebody or something goes there or comes from there.

        "Fled to Xland" and "rockets from Xland" are no dealings with its government.
        """
        before = frame.first - 1
        before -= before > 0 and self.parsed.tokens[before].tag in ("DT", "JJ", "VBG")
        if before < 0 or self.parsed.tokens[before].text.lower() not in TOWARDS:
            return False
        prep = self.parsed.tokens[before]
        above = self.parsed.tokens[prep.head]
        above = self.parsed.tokens[above.head] if above.pos == "ADP" else above
        aimed = prep.text.lower() in ("on", "over", "against")
        return above.lemma.lower() in (FIRE if aimed else FIRE | MOTION)

    def _reach(self, frame: Frame) -> tuple[int, int]:
        return self.parsed.tokens[frame.first].start, self.parsed.tokens[frame.last - 1].end
