"""Serve: the pages of a record on this machine, for a browser on this machine."""

import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from truceline.model.errors import NotFound, RecordError
from truceline.store import facts
from truceline.store.tiles import Tiles
from truceline.web import overviews, views
from truceline.web.adding import MOST_ADDRESSES, MOST_FILES, Adding, Intake
from truceline.web.asked import FILTERS, LONGEST, asked
from truceline.web.desk import Desk, Shelf
from truceline.web.files import kind_of, static_file
from truceline.web.guard import LOOPBACK, MOST_BYTES, Guard, is_ours
from truceline.web.library import Library
from truceline.web.links import Served
from truceline.web.masked import Names
from truceline.web.pages import environment
from truceline.web.rows import as_csv, as_json, rows
from truceline.web.views import View

# Pages that are the same whatever is asked of them.
PLAIN: Mapping[str, Callable[[Library], View]] = {
    "/": overviews.glance,
    "/outlets": overviews.outlets,
    "/timeline": overviews.timeline,
    "/network": lambda library: overviews.network(library, Served()),
    "/map": lambda library: overviews.mapped(library, Served()),
    "/method": overviews.method,
}
NOUNS: Mapping[str, Callable[[Library, str], View]] = {
    "/incidents/{id}": lambda library, given: views.incident(library, given, Served()),
    "/agreements/{id}": views.agreement,
    "/actors/{id:path}": views.actor,
}
_RANGE = re.compile(r"(\d{1,9})-(\d{1,9})")

NO_TILE = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
Answer = Callable[[Request], Awaitable[Response]]


def application(
    path: Path,
    *,
    masked: bool = True,
    title: str | None = None,
    hosts: Collection[str] = LOOPBACK,
    intake: Intake | None = None,
    tiles: Tiles | None = None,
) -> ASGIApp:
    """Return the server's application.

    Args:
        path: the record's file.
        masked: whether the names of private victims and witnesses are masked.
        title: the head of every page; the record's file name where it is None.
        hosts: the names under which the server may be asked; only this machine's, unless told.
        tiles: map tiles to draw places on; neutral land where it is None.
        intake: takes in what is handed in through the page; where it is None, nothing can be added there.
    """
    desk = Desk(path, Served(adds=intake is not None, tiles=tiles), masked=masked, title=title)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    # The library's pages about the interface load their scripts from elsewhere: there are none.
    app = FastAPI(title="Truceline", docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    for address, view in PLAIN.items():
        app.get(address, include_in_schema=False)(_plain(desk, view))
    for name in FILTERS:
        app.get(f"/{name}.{{ending}}")(_file(desk, name))
        app.get(f"/{name}")(_list(desk, name))
    if intake is not None:
        _adding(app, desk, Adding(path, intake.add), fetches=intake.fetches)
    if tiles is not None:
        app.get("/tiles/{z}/{x}/{y}")(_tile(tiles))
    app.get("/changes")(_told(desk, overviews.changes, "since"))
    app.get("/news")(_told(desk, overviews.news, "after"))
    app.get("/coverage")(_told(desk, overviews.coverage, "year"))
    app.get("/search")(_search(desk))
    app.get("/documents/{id}/sheet")(_sheet(desk))
    app.get("/documents/{id}")(_document(desk))
    for address, noun in NOUNS.items():
        app.get(address)(_noun(desk, noun))
    app.get("/static/{name:path}")(_static)
    app.add_exception_handler(RecordError, _record_problem)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(Exception, _our_problem)
    return Guard(app, hosts=hosts)


def _plain(desk: Desk, view: Callable[[Library], View]) -> Answer:
    """Show a page that is the same until the record grows: it is printed once."""

    def page(shelf: Shelf, address: str) -> str:
        if address not in shelf.printed:
            shelf.printed[address] = shelf.press.page(view(shelf.library))
        return shelf.printed[address]

    async def answer(request: Request) -> Response:
        return HTMLResponse(await desk.ask(lambda shelf: page(shelf, request.url.path)))

    return answer


def _noun(desk: Desk, view: Callable[[Library, str], View]) -> Answer:
    async def answer(request: Request) -> Response:
        given = request.path_params["id"]
        return HTMLResponse(await desk.ask(lambda shelf: shelf.press.page(view(shelf.library, given))))

    return answer


def _list(desk: Desk, name: str) -> Answer:
    async def answer(request: Request) -> Response:
        told = asked(name, request.query_params)
        return HTMLResponse(
            await desk.ask(lambda shelf: shelf.press.page(views.listing(shelf.library, told)))
        )

    return answer


def _file(desk: Desk, name: str) -> Answer:
    """Give a list as a file: all the rows of the view, on whichever of its pages one stands."""

    def made(shelf: Shelf, query: Mapping[str, str], ending: str) -> str:
        library, told = shelf.library, views.meant(shelf.library, asked(name, query).ask)
        found = views.READERS[name](library.record, told, page=None, spellings=library.spellings)
        told_rows = rows(name, found.rows, library.names)
        return as_csv(told_rows) if ending == "csv" else as_json(told_rows)

    async def answer(request: Request) -> Response:
        ending = request.path_params["ending"]
        if ending not in ("csv", "json"):
            raise HTTPException(404)
        query = dict(request.query_params)
        content = await desk.ask(lambda shelf: made(shelf, query, ending))
        kind = "text/csv" if ending == "csv" else "application/json"
        head = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
        return Response(content, media_type=f"{kind}; charset=utf-8", headers=head)

    return answer


def _search(desk: Desk) -> Answer:
    async def answer(request: Request) -> Response:
        words = " ".join(request.query_params.get("words", "").split())[:LONGEST]
        words = words.encode("utf-8", "replace").decode()
        return HTMLResponse(await desk.ask(lambda shelf: shelf.press.page(views.found(shelf.library, words))))

    return answer


def _told(desk: Desk, view: Callable[[Library, str], View], name: str) -> Answer:
    """Show a page of which one word is asked: a day, or a year."""

    async def answer(request: Request) -> Response:
        word = request.query_params.get(name, "").strip()
        return HTMLResponse(await desk.ask(lambda shelf: shelf.press.page(view(shelf.library, word))))

    return answer


def _adding(app: FastAPI, desk: Desk, adding: Adding, *, fetches: bool) -> None:
    """Let reports be added in the page: a form with a token that no other site can know."""
    token = secrets.token_urlsafe(32)

    async def show(request: Request) -> Response:
        state = adding.state
        return HTMLResponse(
            await desk.ask(
                lambda shelf: shelf.press.page(overviews.adding(shelf.library, state, token, fetches=fetches))
            )
        )

    async def take(request: Request) -> Response:
        async with request.form(max_files=MOST_FILES, max_fields=10, max_part_size=MOST_BYTES) as form:
            if not is_ours(str(form.get("token", "")), token):
                return problem(
                    403,
                    "This form is out of date",
                    "The server was started anew since it was opened.",
                    "Load the page again.",
                )
            files = [
                (one.filename or "report.txt", await one.read())
                for one in form.getlist("files")
                if isinstance(one, UploadFile) and one.size
            ]
            text = str(form.get("text", ""))
            addresses = list(dict.fromkeys(str(form.get("addresses", "")).split())) if fetches else []
        if len(addresses) > MOST_ADDRESSES:
            return problem(
                413,
                "Too many addresses at once",
                f"{len(addresses)} are named, at most {MOST_ADDRESSES} are taken.",
                "For more there is truceline add --addresses FILE.",
            )
        if text.strip():
            files.append(("pasted.txt", text.encode("utf-8", "replace")))
        if files or addresses:
            before = await desk.ask(lambda shelf: facts.last_entry(shelf.library.record)[0])
            adding.begin(files, addresses, before=before)
        return RedirectResponse("/add", 303)

    app.get("/add")(show)
    app.post("/add")(take)


def _document(desk: Desk) -> Answer:
    async def answer(request: Request) -> Response:
        given, place = request.path_params["id"], _RANGE.fullmatch(request.query_params.get("at", ""))
        at = (int(place[1]), int(place[2])) if place else None
        return HTMLResponse(
            await desk.ask(lambda shelf: shelf.press.page(views.document(shelf.library, given, at)))
        )

    return answer


def _sheet(desk: Desk) -> Answer:
    async def answer(request: Request) -> Response:
        given = request.path_params["id"]
        return HTMLResponse(await desk.ask(lambda shelf: shelf.press.sheet(given)))

    return answer


def _tile(tiles: Tiles) -> Callable[[int, int, int], Awaitable[Response]]:
    """Give one tile of the map; what the file lacks is transparent: the land below it shows."""

    async def answer(z: int, x: int, y: int) -> Response:
        inside = 0 <= z <= tiles.zoom and 0 <= x < 2**z and 0 <= y < 2**z
        found = await run_in_threadpool(tiles.tile, z, x, y) if inside else None
        content, kind = found or (NO_TILE, "image/svg+xml")
        return Response(content, media_type=kind)

    return answer


async def _static(request: Request) -> Response:
    content = static_file(request.path_params["name"])
    if content is None:
        raise HTTPException(404)
    return Response(content, media_type=kind_of(request.path_params["name"]))


def problem(status: int, title: str, words: str, hint: str = "") -> Response:
    """Return a page that says what is wrong and what to do."""
    template = environment(Names((), ())).get_template("problem.html")
    return HTMLResponse(template.render(title=title, words=words, hint=hint), status)


async def _record_problem(request: Request, error: Exception) -> Response:
    if isinstance(error, NotFound):
        return problem(
            404,
            "Not in the record",
            str(error),
            "Ids are kept when a record grows; one of another record leads nowhere here.",
        )
    return problem(
        503,
        "The record cannot be shown",
        str(error),
        "When its file is back, or whole again, load this page anew.",
    )


async def _http_problem(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return problem(404, "There is no such page", f"Nothing lies at {request.url.path[:200]}.")
    return problem(status, "This cannot be done", "The page takes no such request.")


async def _our_problem(request: Request, error: Exception) -> Response:
    return problem(
        500, "Something went wrong", f"{type(error).__name__} in Truceline itself; the record is unharmed."
    )
