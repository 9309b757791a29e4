"""Check the actors: every way of calling one leads to one, and persons have their office and side."""

from collections.abc import Iterator

from benchmarks.seeds.lines import Line, line
from benchmarks.seeds.page import Entry, Page, folded
from truceline.model.actor import Tie

ARTICLES = ("the", "of", "and", "to", "for")


def check_actors(page: Page) -> Iterator[Line]:
    """Yield a line for each way of calling an actor, and for what the gold says of it."""
    for entry in page.gold.get("actors", ()):
        yield from _person(page, entry) if entry["kind"] == "person" else _group(page, entry)


def _group(page: Page, entry: Entry) -> Iterator[Line]:
    # The name under which the gold lists it need not stand in a report; what the others lead to is the actor.
    found = {call: page.ids(call) for call in entry.get("aliases", ())}
    counts: dict[str, int] = {}
    for ids in found.values():
        for one in ids:
            counts[one] = counts.get(one, 0) + 1
    actor = max(sorted(counts), key=lambda one: counts[one], default=None)
    for call, ids in found.items():
        holds = actor is not None and _leads(page, entry, ids, actor)
        yield line("actors", entry["id"], f"“{call}” is {actor}", sorted(ids), holds=holds)
    if "member_of" in entry:
        side = page.side(actor) if actor else None
        yield line(
            "actors",
            entry["id"],
            f"belongs to {entry['member_of']}",
            side,
            holds=page.same(entry["member_of"], side),
        )
    if "led_by" in entry:
        known = page.built.actors.get(actor) if actor else None
        led_by = known.led_by if known else None
        yield line(
            "actors",
            entry["id"],
            f"is led by {entry['led_by']}",
            led_by,
            holds=page.same(entry["led_by"], led_by),
        )
    if "renamed" in entry:
        yield _renamed(page, entry["id"], entry["renamed"])


def _leads(page: Page, entry: Entry, ids: frozenset[str], actor: str) -> bool:
    """A seat ("Washington") may lead to the government of the state; the country and its government are kept apart."""
    if ids == {actor}:
        return True
    return (
        len(ids) == 1
        and entry["kind"] in ("state", "government")
        and page.side(next(iter(ids))) == page.side(actor)
    )


def _renamed(page: Page, name: str, renamed: Entry) -> Line:
    old, new = page.ids(renamed["from"]), page.ids(renamed["to"])
    holds = bool(old) and old == new
    return line("actors", name, f"{renamed['from']} is now {renamed['to']}", sorted(old | new), holds=holds)


def _person(page: Page, entry: Entry) -> Iterator[Line]:
    name = entry["id"]
    ids = page.meant(name)
    yield line("actors", name, f"{entry['name']} is one person", sorted(ids), holds=len(ids) == 1)
    sides = {page.side(one) for one in ids}
    holds = any(page.same(entry["member_of"], side) for side in sides - ids)
    yield line("actors", name, f"belongs to {entry['member_of']}", sorted(sides), holds=holds)
    offices = [tie.value for tie in _ties(page, ids) if tie.kind == "office"]
    wanted = _words(entry["role"])
    held = any(wanted <= _words(office) or _words(office) <= wanted for office in offices if _words(office))
    yield line("actors", name, f"is {entry['role']}", offices, holds=held)


def _ties(page: Page, ids: frozenset[str]) -> Iterator[Tie]:
    """Yield the ties of these persons; a reading may know one under an id of its own."""
    names = {folded(page.built.actors[one].name) for one in ids if one in page.built.actors}
    for reading in page.built.readings:
        own = {actor.id for actor in reading.actors if folded(actor.name) in names}
        yield from (tie for tie in reading.ties if tie.actor in ids | own)


def _words(office: str) -> set[str]:
    return {word for word in folded(office).split() if word not in ARTICLES}
