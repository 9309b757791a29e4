"""Calls: by which words a report calls those who tell of something, and whom these words name."""

import re
from collections.abc import Iterator

from truceline.model.document import Span
from truceline.model.reading import Reading
from truceline.model.statement import Speaker, Statement

# "Anti-Xland fighters", "the Xland-backed force": the name tells what they are about, not whose they are.
_ABOUT = re.compile(
    r"(?:\b(?:anti|pro|non)-?|\b(?:opponents?|supporters?|victims?|enem(?:y|ies)|critics?) of(?: the)? )$",
    re.IGNORECASE,
)
# "A Front-affiliated page" is the Front's.
_OWNED = re.compile(r"-(?:affiliated|linked|run|owned|controlled)\b")
# "Xan a police officer" who has one name: what stands behind it tells who he is, as far as it goes.
_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
_DESCRIBED = re.compile(r",?\s+(an?\s[^.,;:!?\"“”\n]+)")


class Calls:
    """The words by which one report calls those who speak in it: what stands at the speech, and the offices told of them."""

    def __init__(self, reading: Reading) -> None:
        """Take the report's reading."""
        self._text = reading.document.text
        self._named = [(mention.span, mention.actor) for mention in reading.mentions if mention.actor]
        self._offices: dict[str, list[tuple[str, tuple[Span, ...]]]] = {}
        for tie in reading.ties:
            if tie.kind == "office":
                self._offices.setdefault(tie.actor, []).append((tie.value, tie.spans))
        self._found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def of(self, statement: Statement | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the words for who speaks in a statement, and the ids of the actors that they name, in order."""
        speaker = statement.speaker if statement is not None else None
        if statement is None or speaker is None:
            return (), ()
        if statement.id not in self._found:
            offices = self._offices.get(speaker.actor or "", [])
            spans = (
                *((speaker.words,) if speaker.words else ()),
                *(span for _, told in offices for span in told),
            )
            words = (
                speaker.name,
                *(span.quote for span in spans[:1]),
                *(value for value, _ in offices),
                *self._described(statement, speaker),
            )
            named = (actor for span in spans for actor in self._in(span) if actor != speaker.actor)
            self._found[statement.id] = tuple(dict.fromkeys(words)), tuple(dict.fromkeys(named))
        return self._found[statement.id]

    def _described(self, statement: Statement, speaker: Speaker) -> Iterator[str]:
        """Yield what stands behind the name of somebody who is nobody known: "a police officer", up to who is said to speak."""
        name = speaker.words
        if name is None or speaker.actor is not None or not _NAME.fullmatch(name.quote):
            return
        if (found := _DESCRIBED.match(self._text, name.end)) is not None:
            cues = (cue.start for cue in statement.cue if name.end < cue.start < found.end())
            yield self._text[found.start(1) : min(cues, default=found.end())].strip()

    def _in(self, span: Span) -> Iterator[str]:
        """Yield the actors named within a stretch of text, as whose people those are who are called so."""
        for name, actor in self._named:
            if span.start <= name.start and name.end <= span.end:
                hyphen = self._text[name.end : name.end + 1] == "-" and not _OWNED.match(self._text, name.end)
                about = hyphen or _ABOUT.search(self._text[span.start : name.start])
                if not about:
                    yield actor
