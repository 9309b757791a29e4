"""Read a file that may be compressed with gzip as if it were not, never to more than it may hold."""

import io
import zlib
from pathlib import Path

GZIP = ".gz"
# Text packs 3 to 10 times smaller, the same row again and again 200 times, zeros 1,000 times.
_MOST_RATIO = 200
# Below this many bytes a ratio says nothing: a small file may well be one word repeated.
_ALWAYS = 50_000_000
_CHUNK = 65_536


class _Unzipped(io.RawIOBase):
    """The bytes of a gzip file, member by member; says so where they are cut, broken, or a bomb."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._machine = zlib.decompressobj(31)
        self._packed = self._unpacked = 0
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]  # BufferedReader hands a memoryview
        while True:
            self._fill()
            if not self._rest:
                if self._packed and not self._machine.eof:
                    raise OSError("the gzip file is cut")
                return 0
            if chunk := self._unpack(len(room)):
                room[: len(chunk)] = chunk
                return len(chunk)

    def _fill(self) -> None:
        if self._machine.eof:
            # Behind a member may stand another, or zeros that fill a block of tape.
            self._rest = self._machine.unused_data.lstrip(b"\0")
            if not (self._rest or self._more().strip(b"\0")):
                return
            self._machine = zlib.decompressobj(31)
        if not self._rest:
            self._more()

    def _more(self) -> bytes:
        self._rest = self._file.read(_CHUNK)
        self._packed += len(self._rest)
        return self._rest

    def _unpack(self, size: int) -> bytes:
        try:
            chunk = self._machine.decompress(self._rest, size)
        except zlib.error as error:
            raise OSError(f"the gzip file is broken ({error})") from error
        self._rest = self._machine.unconsumed_tail
        self._unpacked += len(chunk)
        if self._unpacked > max(_ALWAYS, _MOST_RATIO * self._packed):
            raise OSError(f"a gzip bomb: its bytes unpack to more than {_MOST_RATIO} times as many")
        return chunk

    def close(self) -> None:
        self._file.close()
        super().close()


def open_bytes(path: Path) -> io.BufferedReader:
    """Open a file for its bytes, unpacked where its name ends in `.gz`.

    Raises:
        OSError: here or while it is read: it cannot be read, is cut or broken, or is a bomb.
    """
    if path.suffix.lower() == GZIP:
        return io.BufferedReader(_Unzipped(path), _CHUNK)
    return path.open("rb")
