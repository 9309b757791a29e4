"""Outlets by name, web host or short slug, as feeds and files call them."""

import re
from collections.abc import Iterable, Iterator, Mapping

from truceline.knowledge.entries import Timed, Told
from truceline.knowledge.spelling import bare, fold

# What stands around a host's own name: "www.trtworld.com", "english.alarabiya.net".
_SCHEME = re.compile(r"^[a-z]+://")
_KINDS = ("outlet", "agency", "monitor", "organisation", "intergovernmental")


class Outlets:
    """The spellings of outlets, without spaces; states' names in front of one are known."""

    def __init__(self, told: Iterable[Told]) -> None:
        """Index the outlets, and those others that publish in their own name."""
        listed = list(told)
        self._ids: dict[str, str] = {}
        self._hosts: dict[str, str] = {}
        for kind in _KINDS:
            for one in listed:
                if one.kind == kind:
                    self._add(one)
        self._lands = [fold(word) for one in listed if one.kind == "state" for word in _land_words(one)]

    def find(self, name_or_host: str) -> str | None:
        """Return the id of the outlet, or None: "Iran Press TV", "alaraby" and "https://www.trtworld.com/news"."""
        host = _SCHEME.sub("", name_or_host.strip().lower()).split("/")[0]
        if "." in host and " " not in host and (id := self._by_host(host)):
            return id
        return next((self._ids[form] for form in self._forms(name_or_host) if form in self._ids), None)

    @property
    def hosts(self) -> Mapping[str, str]:
        """Return the web hosts, each with the id of the outlet."""
        return self._hosts

    def _add(self, one: Told) -> None:
        names = [one.entry.name, *(also.text if isinstance(also, Timed) else also for also in one.entry.also)]
        for name in names:
            for form in _tight(fold(name)):
                self._ids.setdefault(form, one.id)
        for host in one.entry.hosts:
            self._hosts.setdefault(host, one.id)
            self._ids.setdefault(fold(host.split(".")[0]).replace(" ", ""), one.id)

    def _by_host(self, host: str) -> str | None:
        labels = host.split(":")[0].split(".")
        ends = (".".join(labels[at:]) for at in range(len(labels) - 1))
        return next((self._hosts[end] for end in ends if end in self._hosts), None)

    def _forms(self, name: str) -> Iterator[str]:
        folded = fold(name)
        yield from _tight(folded)
        for land in self._lands:
            if folded.startswith(f"{land} "):
                yield from _tight(folded.removeprefix(f"{land} "))
            if folded.endswith(f" {land}"):
                yield from _tight(folded.removesuffix(f" {land}"))


def _land_words(one: Told) -> Iterator[str]:
    yield one.entry.name
    yield from one.entry.adjective
    yield from (also for also in one.entry.also if isinstance(also, str))


def _tight(folded: str) -> Iterator[str]:
    """Give the name without spaces, and without what is not part of it: an article, "news", "agency"."""
    yield folded.replace(" ", "")
    plain = bare(folded.removeprefix("the "))
    yield plain.replace(" ", "")
    for end in (" news agency", " news", " agency", " online", " english", " newspaper", " com"):
        if plain.endswith(end):
            yield plain.removesuffix(end).replace(" ", "")
