"""The page of the network tells the limits that the code has."""

import re

from tests.docs_pages import page, rows, sections
from truceline.ingest.address import PORTS
from truceline.ingest.feeds import LARGEST_FEED
from truceline.ingest.fetch import Limits
from truceline.ingest.polite import DELAY, LONGEST_WAIT
from truceline.ingest.robots import LARGEST_ROBOTS, ROBOT
from truceline.ingest.visit import MOST_ENTRIES
from truceline.ingest.visitor import MOST_FAILURES, MOST_REDIRECTS, agent

TEXT = " ".join(page("network").split())


def test_the_limits_of_an_answer():
    told = dict(cells for cells in rows(sections(page("network"))["What is refused"]))
    limits = Limits()
    assert told == {
        "seconds in all, however steadily it drips": f"{limits.seconds:.0f}",
        "seconds of silence": f"{limits.silence:.0f}",
        "megabytes as received": f"{limits.received / 1e6:.0f}",
        "megabytes unpacked": f"{limits.unpacked / 1e6:.0f}",
        "megabytes of a feed": f"{LARGEST_FEED / 1e6:.0f}",
        "kilobytes of a `robots.txt`": f"{LARGEST_ROBOTS / 1e3:.0f}",
    }


def test_the_ports():
    [told] = re.findall(r"on ports ([\d, and]+),", TEXT)
    assert {int(port) for port in re.findall(r"\d+", told)} == PORTS


def test_how_politely_it_is_asked():
    told = dict(cells for cells in rows(sections(page("network"))["How it is asked"]))
    assert f"{DELAY:.0f} seconds between two" in told["one request at a time"]
    assert f"a host that asks for more than {LONGEST_WAIT:.0f} seconds" in told
    assert f"a host that fails {MOST_FAILURES} times in a row" in told
    assert told["redirects"].startswith(f"{MOST_REDIRECTS} at most")
    assert (
        f"we are `{ROBOT}` in it" in told["`robots.txt` ([RFC 9309](https://www.rfc-editor.org/rfc/rfc9309))"]
    )
    assert f"`User-Agent: {agent('VERSION')}`" in told["who asks"]
    assert f"at most {MOST_ENTRIES}" in TEXT
    assert f"({DELAY:.0f} unless told, at least 0.5)" in " ".join(page("commands").split())
