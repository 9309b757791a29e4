"""Map tiles that the user names: read from a file or a folder, and drawn without any other machine."""

import sqlite3
import struct
import zlib

import pytest

from tests.demo import demo_path
from tests.serving import ask, served
from truceline.model.errors import RecordError
from truceline.store.tiles import open_tiles
from truceline.web.serve import application


def png(red, green, blue):
    """Return a picture of one point."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(b"IDAT", zlib.compress(bytes((0, red, green, blue))))
        + chunk(b"IEND", b"")
    )


GREEN = png(0, 200, 0)


@pytest.fixture
def mbtiles(tmp_path):
    def make(name="map.mbtiles", form="png"):
        with sqlite3.connect(tmp_path / name) as file:
            file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
            file.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
            told = [("format", form), ("attribution", '<a href="http://maps.example">Map makers</a>')]
            file.executemany("INSERT INTO metadata VALUES (?, ?)", told)
            # The north-west of four: in the file rows count from the south.
            file.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", [(1, 0, 1, GREEN), (0, 0, 0, GREEN)])
        file.close()
        return tmp_path / name

    return make


def test_a_file_gives_its_tiles_from_the_north_and_says_whose_they_are(mbtiles):
    tiles = open_tiles(mbtiles())
    assert tiles.tile(1, 0, 0) == (GREEN, "image/png")
    assert tiles.tile(1, 0, 1) is None
    assert (tiles.zoom, tiles.owed) == (1, "Map makers")


def test_a_folder_gives_its_pictures(tmp_path):
    (tmp_path / "3" / "4").mkdir(parents=True)
    (tmp_path / "3" / "4" / "2.jpg").write_bytes(b"picture")
    tiles = open_tiles(tmp_path)
    assert tiles.tile(3, 4, 2) == (b"picture", "image/jpeg")
    assert tiles.tile(3, 4, 1) is None
    assert tiles.zoom == 3


@pytest.mark.parametrize("what", ["missing", "words", "folder", "vector"])
def test_what_holds_no_pictures_is_told(tmp_path, mbtiles, what):
    (tmp_path / "words").write_text("no tiles", "utf-8")
    (tmp_path / "folder").mkdir()
    path = mbtiles("vector", "pbf") if what == "vector" else tmp_path / what
    with pytest.raises(RecordError, match=str(path)):
        open_tiles(path)


@pytest.mark.parametrize("address", ["1/0/1", "9/0/0", "1/7/0", "0/-1/0"])
def test_a_tile_that_is_not_there_is_transparent(mbtiles, address):
    app = application(demo_path(), tiles=open_tiles(mbtiles()))
    answer = ask(app, f"/tiles/{address}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert ask(app, "/tiles/1/0/0").content == GREEN
    assert ask(app, "/tiles/1/0/../../etc/passwd").status_code == 404
    assert ask(app, "/tiles/a/b/c").status_code == 422


def test_a_map_without_tiles_asks_for_none():
    app = application(demo_path())
    assert "data-tiles" not in ask(app, "/map").text
    assert ask(app, "/tiles/0/0/0").status_code == 404
    assert "Land without borders" in ask(app, "/map").text


def test_the_map_is_drawn_on_the_tiles_and_nothing_is_asked_of_another_machine(browser, mbtiles):
    asked, said = [], []
    with served(demo_path(), tiles=open_tiles(mbtiles())) as address:
        page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}/map")
        page.wait_for_selector("#map[data-drawn]")
        page.wait_for_selector("#map img.leaflet-tile-loaded", state="attached")
        assert page.locator("#map path.incident").count() > 0
        assert "Map makers" in page.inner_text("figure.map figcaption")
        page.context.close()
    assert any("/tiles/" in url for url in asked)
    assert [url for url in asked if not url.startswith(address)] == []
    assert said == []
