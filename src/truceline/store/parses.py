"""Parses: a cache of what the language library found, one file for all records of a person, bounded in size.

It may be deleted at any time, and nothing hangs on it: whatever goes wrong with it is as if nothing were there.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

# Bytes that the file may hold: some 400,000 reports.
ROOM = 2 << 30
# Between two looks at the size of the file, so many are put.
LOOK_EVERY = 1000
# The part that makes room, the oldest first, where the file is full.
GIVES_WAY = 10


class Parses:
    """A cache by key; several processes may use one file at once."""

    def __init__(self, path: Path, *, room: int = ROOM) -> None:
        """Open the file, or make it, readable by its owner alone: it holds the words of reports."""
        self._room, self._put = room, 0
        self._file: sqlite3.Connection | None = None
        with suppress(OSError, sqlite3.Error):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            self._file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            # What a power cut takes is parsed again.
            self._file.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
                "CREATE TABLE IF NOT EXISTS parses (number INTEGER PRIMARY KEY, key BLOB UNIQUE, value BLOB)"
            )

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under the key; None where nothing was, or it cannot be read."""
        with suppress(sqlite3.Error):
            if self._file is not None:
                row = self._file.execute("SELECT value FROM parses WHERE key = ?", (key,)).fetchone()
                return row[0] if row else None
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Keep it, in place of what was there."""
        with suppress(sqlite3.Error):
            if self._file is not None:
                self._file.execute("INSERT OR REPLACE INTO parses (key, value) VALUES (?, ?)", (key, value))
                self._put += 1
                if self._put % LOOK_EVERY == 0:
                    self._make_room(self._file)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _make_room(self, file: sqlite3.Connection) -> None:
        """Forget the oldest where the file is full; what they leave is filled again, so that it grows no more."""
        (size,) = file.execute(
            "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
        ).fetchone()
        if size > self._room:
            file.execute(
                "DELETE FROM parses WHERE number <= (SELECT min(number) + (max(number) - min(number)) / ? FROM parses)",
                (GIVES_WAY,),
            )
