"""Tiles: a map's pictures from a file or a folder that the user names: MBTiles, or pictures under zoom/column/row."""

import re
import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from truceline.model.errors import RecordError

# What browsers draw as pictures; vector tiles would need a style and a library of their own.
KINDS: Mapping[str, str] = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
}
# No map goes deeper; a row is counted from the other end than in MBTiles.
DEEPEST = 22
# The name of a folder that is a zoom.
_NUMBER = re.compile(r"\d{1,2}")


class Tiles(Protocol):
    """A source of tiles: how deep it goes, to whom it is owed, and one tile with its media type."""

    zoom: int
    owed: str

    def tile(self, z: int, x: int, y: int) -> tuple[bytes, str] | None:
        """Return one tile; None where there is none."""


def open_tiles(path: Path) -> Tiles:
    """Open a file of tiles, or a folder.

    Raises:
        RecordError: it is neither, or holds no pictures.
    """
    if path.is_dir():
        return Folder(path)
    if path.is_file():
        return MbTiles(path)
    raise RecordError(f"{path}: there is no such file or folder of map tiles")


class Folder:
    """Pictures under zoom/column/row, as most programs that cut maps write them."""

    owed = ""

    def __init__(self, path: Path) -> None:
        """Look how deep it goes."""
        zooms = [int(one.name) for one in path.iterdir() if one.is_dir() and _NUMBER.fullmatch(one.name)]
        if not zooms:
            raise RecordError(f"{path}: no folder of map tiles: 0/0/0.png and the like are looked for in it")
        self._path = path
        self.zoom = min(max(zooms), DEEPEST)

    def tile(self, z: int, x: int, y: int) -> tuple[bytes, str] | None:
        """Return one tile; None where there is none."""
        for ending, kind in KINDS.items():
            file = self._path / str(z) / str(x) / f"{y}.{ending}"
            if file.is_file():
                return file.read_bytes(), kind
        return None


class MbTiles:
    """A file after the MBTiles specification 1.3: tiles in a table, rows counted from the south."""

    def __init__(self, path: Path) -> None:
        """Read what the file says of itself."""
        self._lock = threading.Lock()
        try:
            self._file = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
            told = dict(self._file.execute("SELECT name, value FROM metadata").fetchall())
            deepest = self._file.execute("SELECT max(zoom_level) FROM tiles").fetchone()[0]
        except sqlite3.Error as error:
            raise RecordError(f"{path}: no MBTiles file ({error})") from error
        form = str(told.get("format", "png")).lower()
        if form not in KINDS:
            raise RecordError(f"{path}: its tiles are {form}; only pictures ({', '.join(KINDS)}) are drawn")
        self._kind = KINDS[form]
        self.zoom = min(int(deepest or 0), DEEPEST)
        self.owed = re.sub(r"<[^>]*>", "", str(told.get("attribution", "")))[:200]

    def tile(self, z: int, x: int, y: int) -> tuple[bytes, str] | None:
        """Return one tile; None where there is none."""
        query = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
        try:
            with self._lock:
                row = self._file.execute(query, (z, x, 2**z - 1 - y)).fetchone()
        except sqlite3.Error:  # a damaged page of the file: the rest of the map is drawn
            return None
        return (bytes(row[0]), self._kind) if row else None
