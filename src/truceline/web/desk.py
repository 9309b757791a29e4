"""Desk: the one thread that has the record open and fills pages from it, while the server listens in another."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, TypeVar

from truceline.model.errors import NotARecord, RecordError
from truceline.store import facts, read
from truceline.store.derived import Derivation
from truceline.store.open import Record, open_record
from truceline.web.library import Library
from truceline.web.links import Served
from truceline.web.press import Press

T = TypeVar("T")


class Shelf(NamedTuple):
    """The record as it stands, ready to be printed; `made` is what it was derived from, `printed` pages that nothing is asked of."""

    library: Library
    press: Press
    made: Derivation | None
    printed: dict[str, str]


class Desk:
    """Asks one record, one question after the other; it is opened when it is first asked, and again when it is another file."""

    def __init__(self, path: Path, to: Served, *, masked: bool, title: str | None = None) -> None:
        """Take the record's path, and where its pages lie; nothing is opened yet."""
        self.path = path
        self._to = to
        self._masked = masked
        self._title = title
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._record: Record | None = None
        self._file: tuple[int, int] | None = None
        self._shelf: Shelf | None = None

    async def ask(self, question: Callable[[Shelf], T]) -> T:
        """Return the answer to a question, asked of the record as it stands at this moment.

        Raises:
            RecordError: the record is gone, damaged, or lacks what pages ask.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._ask, question)

    def ask_now(self, question: Callable[[Shelf], T]) -> T:
        """Return the same, waiting for it."""
        return self._thread.submit(self._ask, question).result()

    def close(self) -> None:
        """Close the record."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def _ask(self, question: Callable[[Shelf], T]) -> T:
        record = self._opened()
        with record.steady():
            return question(self._standing(record))

    def _opened(self) -> Record:
        """Return the record, opened anew if another file lies in its place."""
        try:
            told = self.path.stat()
        except OSError as error:
            self._close()
            raise NotARecord(f"{self.path} is not there any more") from error
        file = (told.st_dev, told.st_ino)
        if self._record is None or file != self._file:
            self._close()
            self._record, self._file = open_record(self.path), file
        return self._record

    def _standing(self, record: Record) -> Shelf:
        made = read.derivation(record)
        if self._shelf is None or self._shelf.made != made:
            if made is not None and not facts.is_whole(record):
                raise RecordError(
                    f"{self.path} was last written by an earlier Truceline: truceline rebuild --record {self.path.name}"
                )
            library = Library(record, masked=self._masked)
            self._shelf = Shelf(library, Press(library, self._to, title=self._title), made, {})
        return self._shelf

    def _close(self) -> None:
        record, self._record, self._shelf = self._record, None, None
        if record is not None:
            try:
                record.close()
            except RecordError:  # the file is gone: there is nothing to put back into it
                record.connection.close()
