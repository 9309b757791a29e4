"""Asked: what an address asks of a list, read from its query and bounded; and the addresses of the other views."""

import datetime
import re
from collections.abc import Mapping

import msgspec

from truceline.store.ask import Ask

# A longer word or list of words is cut: nobody types it, and the index would look for all of it.
LONGEST = 200
# A number of a page that no list reaches.
FURTHEST = 100_000

# What each list can be limited to, in the order of its form. The names are those of `Ask`, and of the address.
FILTERS: dict[str, tuple[str, ...]] = {
    "incidents": ("words", "since", "until", "place", "actor", "kind", "happened", "who", "outlet", "marked"),
    "agreements": ("words", "kind"),
    "actors": ("words", "kind"),
    "statements": ("words", "since", "until", "actor", "stance", "outlet", "document"),
    "documents": ("words", "since", "until", "outlet", "marked"),
    "relations": ("words", "since", "until", "actor", "kind"),
    "measures": (),
    "conditions": ("place",),
    "exhibits": (),
    "citations": ("outlet",),
}
ORDERS: dict[str, dict[str, str]] = {
    "incidents": {"": "earliest first", "latest": "latest first", "reports": "most reported first"},
    "documents": {"": "earliest first", "latest": "latest first"},
}
LABELS = {
    "words": "Words",
    "since": "From",
    "until": "To",
    "place": "Place",
    "actor": "Actor",
    "kind": "Kind",
    "happened": "Did it happen?",
    "who": "Who did it?",
    "outlet": "Outlet",
    "stance": "Stance",
    "document": "Document",
    "marked": "Marked",
    "order": "Order",
}
# An actor's list may be limited to what it is marked as.
MARKS = {
    "incidents": {"contested": "in dispute"},
    "documents": {"altered": "altered copies", "copy": "copies", "original": "no copies"},
}

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Asked(msgspec.Struct, frozen=True):
    """What an address asks of one list: the limits, the page, and in words what was wrong with it."""

    name: str
    ask: Ask
    page: int = 1
    wrong: tuple[str, ...] = ()

    @property
    def told(self) -> dict[str, str]:
        """Return the limits as the address has them."""
        names = (*FILTERS[self.name], *(("order",) if self.name in ORDERS else ()))
        return {name: str(value) for name in names if (value := getattr(self.ask, name))}

    def without(self, name: str) -> dict[str, str]:
        """Return the address's query without one limit."""
        return {key: value for key, value in self.told.items() if key != name}

    def turned(self, page: int) -> dict[str, str]:
        """Return the query of another page of the list."""
        return self.told | ({"page": str(page)} if page > 1 else {})


def asked(name: str, query: Mapping[str, str]) -> Asked:
    """Read what a query asks of a list; what it cannot follow it leaves out, and says so."""
    values: dict[str, str | datetime.date] = {}
    wrong: list[str] = []
    for key in FILTERS[name]:
        told = " ".join(query.get(key, "").replace("\x00", " ").split())
        if len(told) > LONGEST:
            told = told[:LONGEST]
            wrong.append(f"{LABELS[key]}: only the first {LONGEST} characters were looked for.")
        if told and key in ("since", "until"):
            day = day_of(told)
            if day is None:
                wrong.append(f"{LABELS[key]}: {told!r} is no day; write it as 2019-03-10.")
            else:
                values[key] = day
        elif told:
            values[key] = told.encode("utf-8", "replace").decode()
    order = query.get("order", "")
    if order in ORDERS.get(name, {}):
        values["order"] = order
    return Asked(name, msgspec.convert(values, Ask), _page(query.get("page", "")), tuple(wrong))


def day_of(told: str) -> datetime.date | None:
    """Return the day that is written as 2019-03-10; None for anything else."""
    try:
        return datetime.date.fromisoformat(told) if _DAY.fullmatch(told) else None
    except ValueError:
        return None


def _page(told: str) -> int:
    return min(max(int(told), 1), FURTHEST) if told.isascii() and told.isdigit() and len(told) < 8 else 1
