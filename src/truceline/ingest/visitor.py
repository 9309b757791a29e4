"""A polite visitor: asks robots.txt first, waits its turn, follows a few redirects, gives up on a host that fails."""

from collections import Counter
from collections.abc import Callable, Mapping

import httpx
import msgspec

from truceline.ingest.address import checked
from truceline.ingest.fetch import LIMITS, NETWORK, Answer, Limits, Network, fetch
from truceline.ingest.polite import DELAY, Turns, retry_after
from truceline.ingest.robots import LARGEST_ROBOTS, Robots
from truceline.model.errors import NotFetched

# From an address that is asked to the headers that ask it only for what is new.
Conditions = Callable[[str], Mapping[str, str]]

# What a page can be that is of use here; a server that can choose sends the first.
_WANTED = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
_REDIRECTS = (301, 302, 303, 307, 308)
# The standard of robots.txt wants five followed; pages that have moved need one or two.
MOST_REDIRECTS = 5
# Requests in a row that a host may fail before it is left alone for the rest of the run: each may cost a minute.
MOST_FAILURES = 3
_BUSY = (429, 503)


def agent(version: str, contact: str | None = None) -> str:
    """Return what we say of ourselves: the program, and how whoever runs it can be reached, if that was told."""
    return f"truceline/{version} (+{contact})" if contact else f"truceline/{version}"


class Visitor:
    """Visits pages of many hosts, one at a time."""

    def __init__(
        self,
        *,
        agent: str,
        sleep: Callable[[float], None],
        delay: float = DELAY,
        limits: Limits = LIMITS,
        network: Network = NETWORK,
    ) -> None:
        """Begin a run.

        Args:
            agent: the header User-Agent.
            sleep: how to wait; the clock is the network's.
            delay: seconds between two requests to one host.
            limits: what one page may cost.
            network: how the network is reached.
        """
        self._said = {"User-Agent": agent, "Accept": _WANTED}
        self._limits, self._network = limits, network
        self._turns = Turns(delay=delay, clock=network.clock, sleep=sleep)
        self._robots = Robots(lambda url: _followed(url, self._ask_robots))
        self._failures: Counter[str] = Counter()

    def visit(self, address: str, conditions: Conditions = lambda _: {}) -> Answer:
        """Return the page at the address, or behind its redirects; or the answer that it has not changed (304).

        Args:
            address: the address.
            conditions: what to say to each address on the way besides.

        Raises:
            NotFetched: the message says why.
        """
        return _followed(checked(address), lambda url: self._ask_page(url, conditions(str(url))))

    def _ask_page(self, url: httpx.URL, conditions: Mapping[str, str]) -> Answer:
        self._robots.check(url)
        answer = self._ask(url, conditions, self._limits, self._robots.delay(url))
        pause = retry_after(answer.headers)
        if answer.status not in _BUSY or pause is None:
            return answer
        self._turns.leave(url.host, pause)
        return self._ask(url, conditions, self._limits, self._robots.delay(url))

    def _ask_robots(self, url: httpx.URL) -> Answer:
        small = msgspec.structs.replace(self._limits, received=LARGEST_ROBOTS, unpacked=LARGEST_ROBOTS)
        return self._ask(url, {}, small, 0.0)

    def _ask(self, url: httpx.URL, conditions: Mapping[str, str], limits: Limits, pause: float) -> Answer:
        """Ask when it is our turn; `pause` is how long the host wants to be left alone afterwards."""
        if self._failures[url.host] >= MOST_FAILURES:
            raise NotFetched(
                f"{url.host} failed {MOST_FAILURES} times in a row and is left alone in this run"
            )
        self._turns.take(url.host)
        try:
            answer = fetch(url, headers=self._said | {**conditions}, limits=limits, network=self._network)
        except NotFetched:
            self._failures[url.host] += 1
            raise
        finally:
            self._turns.leave(url.host, pause)
        del self._failures[url.host]
        return answer


def _followed(url: httpx.URL, ask: Callable[[httpx.URL], Answer]) -> Answer:
    """Ask, and ask again where the answer points to, each address checked anew.

    Raises:
        NotFetched: the way is too long, leads in a circle, or where it must not.
    """
    seen: set[httpx.URL] = set()
    while len(seen) <= MOST_REDIRECTS:
        answer = ask(url)
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return answer
        seen.add(url)
        url = _next(url, answer.headers["location"])
        if url in seen:
            raise NotFetched(f"redirected in a circle, to {url}")
    raise NotFetched(f"more than {MOST_REDIRECTS} redirects")


def _next(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return checked(str(url.join(location)))
    except (httpx.InvalidURL, ValueError) as error:
        raise NotFetched(f"redirected to no address: {error}") from error
    except NotFetched as error:
        raise NotFetched(f"redirected to {location[:200]}: {error}") from error
