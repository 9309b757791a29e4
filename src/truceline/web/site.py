"""Site: a static copy of a record's pages, which opens from a folder, without a server and without a network."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from truceline.export.words import spelled
from truceline.model.errors import RecordError
from truceline.model.ids import content_id
from truceline.model.record import Agreement, Incident
from truceline.store import facts, read
from truceline.store.ask import Ask
from truceline.store.lists import documents
from truceline.store.open import Record
from truceline.store.part import Part, showing
from truceline.web import overviews, views
from truceline.web.asked import FILTERS, asked
from truceline.web.files import static_file, static_names
from truceline.web.library import Library
from truceline.web.links import Files
from truceline.web.press import Press
from truceline.web.selection import Beside, Selection, cited, select
from truceline.web.shards import shards
from truceline.web.views import View

# More is a folder that nobody copies at ease; a part of the record is a report.
MOST_DOCUMENTS = 10_000
PLAIN: dict[str, Callable[[Library], View]] = {
    "index": overviews.glance,
    "outlets": overviews.outlets,
    "timeline": overviews.timeline,
    "coverage": overviews.coverage,
    "method": overviews.method,
    "find": views.finding,
}

Watch = Callable[[int], None]


def write_site(
    record: Record,
    out: Path,
    selection: Selection | None = None,
    *,
    title: str | None = None,
    masked: bool = True,
    watch: Watch = lambda _: None,
) -> int:
    """Write all pages of a record, or of the part that is selected, into a folder, and return how many there are.

    Args:
        record: the record.
        out: the folder; it is made, and must be empty where it is there.
        selection: which part; None for all.
        title: the head of every page; the record's file name where it is None.
        masked: whether the names of private victims and witnesses are masked.
        watch: called with how many pages are written.

    Raises:
        RecordError: the folder holds something, or what is to be written is too large for a folder of pages.
        NotFound: nothing is there that the selection asks for.
        OSError: it cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise RecordError(f"{out} is there already, and is no empty folder; it was not touched")
    if selection is None or selection == Selection():
        held = facts.held(record, ()).documents
        if held > MOST_DOCUMENTS:
            raise RecordError(
                f"the record holds {held} documents, more than the {MOST_DOCUMENTS} of a static copy: select a part of it "
                "(--agreement, --since, --place)"
            )
        return _write(record, out, (), title=title, masked=masked, watch=watch)
    part, rules = _part(record, selection)
    with showing(record, part):
        return _write(record, out, rules, title=title, masked=masked, watch=watch)


def _part(record: Record, selection: Selection) -> tuple[Part, tuple[str, ...]]:
    """Return what is selected with the reports that tell of it and those that they repeat, and by what rule."""
    held = {doc.id: doc for doc in read.documents(record)}
    selected = select(record, selection, held)
    docs, made = cited(selected), {one.doc: one.of for one in read.copies(record) if one.of}
    while originals := {made[doc] for doc in docs if doc in made} - docs:
        docs |= originals
    if len(docs) > MOST_DOCUMENTS:
        raise RecordError(
            f"{len(docs)} documents tell of what is selected, more than the {MOST_DOCUMENTS} of a static copy: select less"
        )
    whole = spelled(len(held), "report")
    rules = tuple(f"{rule} The whole record holds {whole}." for rule in selected.told)
    nouns: dict[str, Sequence[Incident | Agreement | Beside]] = {
        "incident": selected.incidents,
        "agreement": selected.agreements,
        "measure": selected.measures,
        "condition": selected.conditions,
        "exhibit": selected.exhibits,
        "citation": selected.citations,
        "relation": selected.relations,
    }
    return Part(
        frozenset(docs), {name: frozenset(one.id for one in told) for name, told in nouns.items()}
    ), rules


def _write(
    record: Record, out: Path, rules: tuple[str, ...], *, title: str | None, masked: bool, watch: Watch
) -> int:
    library = Library(record, masked=masked)
    actors = {id_: _file_name(library.names.called(id_)) for id_ in library.actors}
    presses = [Press(library, Files(actors, depth=depth), title=title, rules=rules) for depth in (0, 1)]
    written = 0
    for name, html in _pages(library, actors, presses):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, "utf-8")
        written += 1
        watch(written)
    _write_files(out)
    return written


def _pages(library: Library, actors: dict[str, str], presses: list[Press]) -> Iterator[tuple[str, str]]:
    """Yield each page with its file's name."""
    top, below = presses
    for name, view in PLAIN.items():
        yield f"{name}.html", top.page(view(library))
    at_top = Files(actors, depth=0)
    yield "map.html", top.page(overviews.mapped(library, at_top))
    yield "network.html", top.page(overviews.network(library, at_top))
    for name, script in shards(library, at_top):
        yield f"find/{name}.js", script
    for name in FILTERS:
        yield from _list(library, name, top)
    for one in read.incidents(library.record):
        yield f"incidents/{one.id}.html", below.page(views.incident(library, one.id, Files(actors, depth=1)))
    for deal in read.agreements(library.record):
        yield f"agreements/{deal.id}.html", below.page(views.agreement(library, deal.id))
    for id_, name in actors.items():
        yield f"actors/{name}.html", below.page(views.actor(library, id_))
    for doc in documents(library.record, Ask(), page=None).rows:
        yield f"documents/{doc.id}.html", below.page(views.document(library, doc.id))
        # A script and no page: what is opened from a file may not fetch another.
        sheet = json.dumps(top.sheet(doc.id), ensure_ascii=True)
        yield f"sheets/{doc.id}.js", f'truceline.sheet("{doc.id}", {sheet});\n'


def _list(library: Library, name: str, press: Press) -> Iterator[tuple[str, str]]:
    """Yield the pages of one list."""
    number, last = 1, 1
    while number <= last:
        view = views.listing(library, asked(name, {"page": str(number)}))
        last = max(view.told["pages"], 1)
        yield f"{name}{'' if number == 1 else f'-{number}'}.html", press.page(view)
        number += 1


def _write_files(out: Path) -> None:
    for name in static_names():
        content = static_file(name)
        if content is not None:
            path = out / "static" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _file_name(id_: str) -> str:
    """Return a file's name for an id, which may hold what no file name may."""
    plain = re.sub(r"[^a-z0-9]+", "-", id_.lower()).strip("-")[:60]
    return plain if plain == id_ else f"{plain}-{content_id(id_)[:6]}"
