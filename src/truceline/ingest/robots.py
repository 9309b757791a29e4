"""What the owners of a site ask of robots (RFC 9309), asked once a run."""

from collections.abc import Callable

import httpx
from protego import Protego

from truceline.ingest.fetch import WITH_PAGE, Answer
from truceline.model.errors import NotFetched

# By this name a robots.txt may speak of us, and of us alone.
ROBOT = "truceline"
# Bytes of a robots.txt. The standard has robots read at least so many; what is longer is not read in part, as the part left
# out may be the one that forbids.
LARGEST_ROBOTS = 512_000

_TOO_MANY = 429


class Robots:
    """The robots.txt of each host, as it was first found in this run."""

    def __init__(self, ask: Callable[[httpx.URL], Answer]) -> None:
        """Keep how a robots.txt is asked for; redirects are followed by whoever answers."""
        self._ask = ask
        self._found: dict[str, Protego | NotFetched] = {}

    def check(self, url: httpx.URL) -> None:
        """Do nothing if the page may be asked for.

        Raises:
            NotFetched: robots.txt forbids it, or cannot be had: then nobody knows what it forbids.
        """
        if not self._rules(url).can_fetch(str(url), ROBOT):
            raise NotFetched(f"the robots.txt of {url.host} forbids it")

    def delay(self, url: httpx.URL) -> float:
        """Return how many seconds the host wants between two requests; 0 if it does not say."""
        return float(self._rules(url).crawl_delay(ROBOT) or 0.0)

    def _rules(self, url: httpx.URL) -> Protego:
        site = f"{url.scheme}://{url.netloc.decode()}"
        if site not in self._found:
            try:
                self._found[site] = self._read(url.join("/robots.txt"))
            except NotFetched as error:
                self._found[site] = NotFetched(f"the robots.txt of {url.host} cannot be had: {error}")
        found = self._found[site]
        if isinstance(found, NotFetched):
            raise NotFetched(str(found))
        return found

    def _read(self, url: httpx.URL) -> Protego:
        answer = self._ask(url)
        if answer.status in WITH_PAGE:
            return Protego.parse(answer.content.decode("utf-8-sig", "replace"))
        # There is none (404), or strangers may not see it (401, 403): the standard reads both as "no rules".
        if 400 <= answer.status < 500 and answer.status != _TOO_MANY:
            return Protego.parse("")
        raise NotFetched(f"the server answered {answer.status}")
