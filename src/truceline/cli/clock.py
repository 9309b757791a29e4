"""The only place that looks at a clock: everything below is given the time."""

from datetime import UTC, datetime


def now() -> str:
    """Return the date and time in UTC, as ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
