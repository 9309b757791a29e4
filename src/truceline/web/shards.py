"""Shards: the titles of a record by the first two letters of their words, for the search of a static copy."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator

from truceline.export.words import agreement_title, days_words, when_words
from truceline.store import read
from truceline.store.ask import Ask
from truceline.store.fold import fold
from truceline.store.lists import documents
from truceline.web.library import Library
from truceline.web.links import Files

# A title, where it leads, and what stands beside it.
Entry = tuple[str, str, str]

_WORD = re.compile(r"[^\W_]+")


def shards(library: Library, to: Files) -> Iterator[tuple[str, str]]:
    """Yield each shard's name and its script; a title stands in the shard of each of its words."""
    found: defaultdict[str, set[Entry]] = defaultdict(set)
    for entry in _entries(library, to):
        for word in _WORD.findall(fold(entry[0])):
            found[_key(word)].add(entry)
    for name, entries in sorted(found.items()):
        yield name, f'truceline.shard("{name}", {json.dumps(sorted(entries), ensure_ascii=True)});\n'


def _entries(library: Library, to: Files) -> Iterator[Entry]:
    record, mask = library.record, library.names.mask
    for one in read.incidents(record):
        yield mask(one.title), to.noun("incident", one.id) or "", f"incident, {days_words(one.date)}"
    for deal in read.agreements(record):
        yield mask(agreement_title(deal)), to.noun("agreement", deal.id) or "", "agreement"
    for id_, name in library.actors.items():
        yield mask(name), to.noun("actor", id_) or "", "actor"
    for doc in documents(record, Ask(), page=None).rows:
        told = f"{doc.outlet or doc.wire or 'outlet not told'}, {when_words(doc.published)}"
        yield mask(doc.title or "Without a title"), to.document(doc.id), f"document, {mask(told)}"


def _key(word: str) -> str:
    """Return a file's name for the first two letters of a word, whatever script they are in."""
    return "".join(f"{ord(char):04x}" for char in word[:2])
