"""Coverage: how many reports, of how many outlets, on which days: what stands beside every count (DESIGN.md, rule 15)."""

from collections.abc import Iterable

from truceline.export.words import days_words, spelled, unread_words
from truceline.model.document import UNKNOWN_LANGUAGE, Document
from truceline.model.record import Days
from truceline.store.facts import Held
from truceline.store.lists import Heading


class Coverage(Held, frozen=True):
    """What is held, with its words."""

    @property
    def days(self) -> str:
        """Return the days in words."""
        if self.first is None:
            return "no day of publication told"
        return days_words(Days(self.first, self.last, "days", ""))

    @property
    def words(self) -> str:
        """Return all of it in a line: "17 reports, six outlets, 2 March 2019 to 14 March 2019"."""
        parts = [spelled(self.documents, "report"), spelled(len(self.outlets), "outlet"), self.days]
        if self.copies:
            parts.append(f"{self.copies} cop{'y' if self.copies == 1 else 'ies'}")
        if self.unread:
            parts.append(unread_words(self.unread))
        return ", ".join(parts)


def coverage(documents: Iterable[Document | Heading], copied: frozenset[str] = frozenset()) -> Coverage:
    """Return what these documents cover; `copied` are the ids of those made from another."""
    held = list(documents)
    days = [doc.published for doc in held if doc.published]
    return Coverage(
        documents=len(held),
        outlets=tuple(sorted({name for doc in held if (name := doc.outlet or doc.wire)})),
        first=min((when.first for when in days if when.first), default=None),
        last=max((when.last for when in days if when.last), default=None),
        undated=len(held) - len(days),
        copies=sum(doc.id in copied for doc in held),
        altered=sum(doc.altered for doc in held),
        unread=tuple(sorted(doc.language or UNKNOWN_LANGUAGE for doc in held if not doc.is_read)),
    )
