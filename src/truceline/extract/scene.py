"""Scene: what the other extractors found in a document, as the events are read from it."""

from functools import cached_property

import msgspec

from truceline.extract.items import Item, item_of
from truceline.extract.manners import is_intent
from truceline.knowledge.happenings import Happenings
from truceline.knowledge.names import Names
from truceline.model.cast import Cast
from truceline.model.claim import Harm, Place
from truceline.model.document import Span
from truceline.model.parsed import Found, Parsed
from truceline.model.statement import Statement
from truceline.model.when import When

# What is refused or promised is the speaker's; when and why stand beside it in the voice of who reports it.
WISHES = frozenset(("declines", "promises", "threatens", "demands", "proposes"))
# Who counted last counted in one of so many sentences before.
COUNTED_REACH = 4
GOING_ON = frozenset(("another", "also", "additionally"))
# One date on a line of its own is when a report was sent; two are a chronology.
FEWEST_HEADINGS = 2
# "## Xtown, Yland province, 16 March" has ten words.
LONGEST_HEADING = 14
CLAIMING = frozenset(("claimed", "claims", "claim", "responsibility", "credit"))
TURNS = frozenset(("but", "although", "though", "however", "following", "whereas", ";", '"'))
CIRCUMSTANCES = frozenset(("after", "when", "as", "while", "since", "because", "before", "until"))


def _presupposes(statement: Statement) -> bool:
    """See "condemned a raid that killed ten", "claimed responsibility for it"; "said it had killed ten" tells it."""
    cue = {word.lower() for span in statement.cue for word in span.quote.split()}
    claimed = statement.stance == "claims-responsibility" and bool(cue & CLAIMING)
    opened = statement.content[0].quote.split()[:1] if statement.content else []
    return (statement.stance == "condemns" or claimed) and statement.form == "indirect" and opened != ["that"]


class Scene(msgspec.Struct, frozen=True, dict=True):
    """One document with everything that is known of it before its events are."""

    parsed: Parsed
    cast: Cast
    names: Names
    words: Happenings
    statements: tuple[Statement, ...]
    figures: tuple[Found[Harm], ...]
    dates: tuple[Found[When], ...]
    places: tuple[Found[Place], ...]

    @cached_property
    def pinned(self) -> frozenset[int]:
        """Return the tokens that name a place."""
        return frozenset(i for found in self.places for i in range(found.first, found.last))

    def holder(self, first: int, last: int) -> Statement | None:
        """Return the innermost statement in whose content the tokens stand; None for the document's own voice."""
        if (first, last) not in self._held:
            self._held[first, last] = self._holder(first, last)
        return self._held[first, last]

    @cached_property
    def _held(self) -> dict[tuple[int, int], Statement | None]:
        """Whose words were asked for once are asked for by every reader of the same event."""
        return {}

    @cached_property
    def _contents(self) -> list[tuple[int, int, Statement]]:
        return [
            (c.start, c.end, s) for s in self.statements if not is_intent(self.parsed, s) for c in s.content
        ]

    def _holder(self, first: int, last: int) -> Statement | None:
        start, end = self.parsed.tokens[first].start, self.parsed.tokens[last - 1].end
        around = [s for begin, close, s in self._contents if begin < end and start < close]
        if any(s.stance in WISHES for s in around) and self._beside(first):
            around = [s for s in around if s.stance not in WISHES]
        inner = min(around, key=lambda s: (sum(len(c.quote) for c in s.content), s.id), default=None)
        return inner or self._told_after(first) or self._told_on(first) or self._carried(first)

    def teller(self, first: int, last: int) -> Statement | None:
        """Return who tells a number: what is condemned or claimed with its dead has them from whoever reports it.

        "The group claimed responsibility for a bombing that killed 32": the group says nothing of the 32.
        """
        told = self.holder(first, last)
        if told is None or not _presupposes(told):
            return told
        start, end = self.parsed.tokens[first].start, self.parsed.tokens[last - 1].end
        outer = [
            s
            for s in self.statements
            if not _presupposes(s) and any(c.start < end and start < c.end for c in s.content)
        ]
        return min(outer, key=lambda s: (sum(len(c.quote) for c in s.content), s.id), default=None)

    def _carried(self, i: int) -> Statement | None:
        """Return who counted before, where the sentence goes on counting: "Another seven were killed in Xtown".

        Whoever spoke between without a figure ("he was at the market, his brother said") has not counted.
        """
        number = self.parsed.tokens[i].sentence
        sentence = self.parsed.sentences[number]
        goes_on = self.parsed.tokens[sentence.first].text.lower() in GOING_ON
        if number == 0 or not goes_on or self._spoken(number):
            return None
        for before in range(number - 1, max(number - COUNTED_REACH, 0) - 1, -1):
            told = [s for s in self._spoken(before) if s.stance in ("says", "claims")]
            if told and self._counts(before):
                return told[0] if len(told) == 1 else None
        return None

    def _spoken(self, number: int) -> list[Statement]:
        """Return the statements whose cue stands in a sentence."""
        sentence = self.parsed.sentences[number]
        start, end = self.parsed.tokens[sentence.first].start, self.parsed.tokens[sentence.last - 1].end
        return [s for s in self.statements if s.cue and start <= s.cue[0].start < end]

    def _counts(self, number: int) -> bool:
        """Return whether a sentence counts the harmed."""
        return any(self.sentence(found.head) == number for found in self.figures)

    def _told_after(self, i: int) -> Statement | None:
        """Return the statement whose holder closes the sentence: "Nine died and … burned, the mayor said".

        What stands before a speech verb at the end of a sentence is told by its speaker from the start, unless another
        speaks before it.
        """
        number = self.parsed.tokens[i].sentence
        match self._spoken(number):
            case [only] if only.stance in ("says", "claims", "confirms") and only.content and not only.via:
                first = only.cue[0].start
                if only.speaker is not None and only.speaker.words is not None:
                    first = min(first, only.speaker.words.start)
                after = only.content[-1].end <= only.cue[0].start or self._closes(number, only)
                return only if after and (self.parsed.tokens[i].end <= first or self._adds(only, i)) else None
            case _:
                return None

    def _adds(self, said: Statement, i: int) -> bool:
        """See "…, the mayor said, bringing the toll to 45": no verb of another clause stands between."""
        at = max(said.cue[-1].end, said.speaker.words.end if said.speaker and said.speaker.words else 0)
        between = [self.parsed.tokens[j] for j in self.parsed.within(at, self.parsed.tokens[i].start)]
        finite = any(
            t.tag in ("VBD", "VBZ", "VBP", "MD") or t.text.lower() in TURNS | CIRCUMSTANCES for t in between
        )
        return at <= self.parsed.tokens[i].start and any(t.tag == "VBG" for t in between) and not finite

    def _closes(self, number: int, said: Statement) -> bool:
        """Return whether a sentence ends with who says it: "Nine died, the mayor reported." before his very words."""
        sentence = self.parsed.sentences[number]
        start, end = self.parsed.tokens[sentence.first].start, self.parsed.tokens[sentence.last - 1].end
        last = max(said.cue[-1].end, said.speaker.words.end if said.speaker and said.speaker.words else 0)
        elsewhere = all(one.end <= start or end <= one.start for one in said.content)
        return elsewhere and end - last <= 1

    def _told_on(self, i: int) -> Statement | None:
        """Return the statement that opens the sentence: "The mayor said that shells hit the mill … killing three people".

        What he says may end, to the parser, before the sentence does; it is his to the end, unless a word that sets a
        clause apart stands between ("said the road was closed after a raid that killed nine" is the report's own).
        """
        number = self.parsed.tokens[i].sentence
        match self._spoken(number):
            case [only] if only.stance in ("says", "claims", "confirms") and only.content:
                at = only.content[-1].end
                opens = only.form == "indirect" and only.cue[0].end <= only.content[0].start
                between = self.parsed.within(at, self.parsed.tokens[i].start) if opens else ()
                words = {self.parsed.tokens[j].text.lower() for j in between}
                return only if between and not words & (CIRCUMSTANCES | TURNS) else None
            case _:
                return None

    def _beside(self, i: int) -> bool:
        """Return whether token `i` stands in a clause of time or reason: "refused to extend it after raids killed 8"."""
        for node in (i, *self.parsed.ancestors(i)):
            marks = self.parsed.children(node, "mark", "advmod")
            if self.parsed.tokens[node].dep == "advcl" and any(
                self.parsed.tokens[c].lemma.lower() in CIRCUMSTANCES for c in marks
            ):
                return True
        return False

    def dated_over(self, number: int) -> Found[When] | None:
        """Return the date of the heading over a sentence, where dates are the headings: a chronology, a log, a note."""
        item = self.item(number)
        if item is not None:
            return item.date
        over = [found for found in self.date_headings if self.parsed.tokens[found.first].sentence < number]
        return over[-1] if len(self.date_headings) >= FEWEST_HEADINGS and over else None

    def item(self, number: int) -> Item | None:
        """Return the item of a list in which a sentence stands, where its items open with their days."""
        return item_of(self.parsed, self.dates, number)

    @property
    def date_headings(self) -> tuple[Found[When], ...]:
        """Return the dates that stand in a line of their own, or close one that is no sentence: "Xtown, 16 March"."""
        return tuple(found for found in self.dates if self._heads(found))

    def _heads(self, found: Found[When]) -> bool:
        sentence = self.parsed.sentences[self.parsed.tokens[found.first].sentence]
        if sentence.heading or found.value.first is None or sentence.last - sentence.first > LONGEST_HEADING:
            return False
        tokens = self.parsed.tokens[sentence.first : sentence.last]
        words = any(token.pos in ("VERB", "AUX") or token.text in (".", "!", "?") for token in tokens)
        return not words and found.last >= sentence.last - 1

    def sentence(self, i: int) -> int:
        """Return the number of the sentence of token `i`."""
        return self.parsed.tokens[i].sentence

    def tokens_of(self, spans: tuple[Span, ...]) -> list[int]:
        """Return the tokens that lie in these spans."""
        return [i for span in spans for i in self.parsed.within(span.start, span.end)]
