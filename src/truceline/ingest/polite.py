"""Turns: how long a host is left alone between two requests."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime

import httpx

from truceline.model.errors import NotFetched

# Seconds between two requests to one host. A reader who opens one page after the other is about as fast.
DELAY = 2.0
# The longest that a host may ask for and be waited for, in seconds. Crawl delays of 1 to 30 are usual, a minute is seldom;
# who asks for more ("Retry-After: 999999") is left alone for the rest of the run.
LONGEST_WAIT = 60.0


class Turns:
    """When each host may be asked again. Clock (seconds) and sleep are arguments."""

    def __init__(self, *, delay: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """Begin with no host asked."""
        self._delay, self._clock, self._sleep = delay, clock, sleep
        self._due: dict[str, float] = {}

    def take(self, host: str) -> None:
        """Wait until the host may be asked.

        Raises:
            NotFetched: that is too long.
        """
        wait = self._due.get(host, 0.0) - self._clock() if host in self._due else 0.0
        if wait > LONGEST_WAIT:
            raise NotFetched(
                f"{host} asks to be left alone for {wait:,.0f} seconds, at most {LONGEST_WAIT:.0f} are waited"
            )
        if wait > 0:
            self._sleep(wait)

    def leave(self, host: str, asked: float = 0.0) -> None:
        """Leave the host alone from now on, for our own delay or for the seconds that it asked for, if they are more."""
        due = self._clock() + max(self._delay, asked)
        self._due[host] = max(due, self._due.get(host, due))


def retry_after(headers: httpx.Headers) -> float | None:
    """Return for how many seconds a server asks to be left alone, or None if it does not say.

    A date counts from the server's own `Date`: its clock may be wrong, and ours is not asked.
    """
    told = headers.get("retry-after", "").strip()
    if told.isdecimal() and told.isascii():
        return float(told[:12])
    try:
        wait = parsedate_to_datetime(told) - parsedate_to_datetime(headers.get("date", ""))
        return max(wait.total_seconds(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None
