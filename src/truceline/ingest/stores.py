"""Files in an object store (s3://, gs://, …): which of those at an address are read, and what is in one that was brought here."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from truceline.ingest.find import SUFFIXES, Form, find, suffix_of
from truceline.ingest.refused import Refused
from truceline.model.document import Raw
from truceline.model.errors import NotFetched

_SIGN = "://"
_WEB = ("http://", "https://")
_PATTERN = frozenset("*?[{")
# What gives a file of a store as a file of this machine, for as long as it is read.
Bring = Callable[[str], AbstractContextManager[Path]]


def is_store(source: Path | str) -> bool:
    """Return whether this is the address of something that is neither a path nor a page of the web."""
    return isinstance(source, str) and _SIGN in source and not source.casefold().startswith(_WEB)


def pattern(address: str) -> str:
    """Return what to list for an address: the file, what fits a pattern, or all below a folder."""
    if suffix_of(Path(address)) is not None or _PATTERN & set(address):
        return address
    return f"{address.rstrip('/')}/**"


def is_read(address: str, asked: str) -> bool:
    """Return whether a file that was found at an address is read: as in a folder, hidden ones and other kinds are passed over."""
    name = address.rpartition("/")[2]
    return address == asked or (not name.startswith(".") and suffix_of(Path(name)) is not None)


def find_in_store(
    addresses: Iterable[str], bring: Bring, form: Form | None = None
) -> Iterator[Raw | Refused]:
    """Yield every report in these files; their names are those that files of the same path would give them."""
    for address in addresses:
        if suffix_of(Path(address)) is None:
            yield Refused(address, f"unknown kind of file: {', '.join(SUFFIXES)} are read")
            continue
        try:
            with bring(address) as path:
                for one in find([path], form=form):
                    name = one.name.replace(str(path), address, 1)
                    yield msgspec.structs.replace(one, name=name)
        except NotFetched as error:
            yield Refused(address, str(error))
