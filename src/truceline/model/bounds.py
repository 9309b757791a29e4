"""A number with its bounds, in words."""

from truceline.model.claim import Exactness

BOUND: dict[Exactness, str] = {
    "exact": "",
    "at least": "at least ",
    "at most": "at most ",
    "about": "about ",
    "vague": "vaguely ",
}


def bounds_words(low: int | None, high: int | None, exactness: Exactness) -> str:
    """Return a number with its bounds: "28 to 41", "at least 19", "about 100", "not told"."""
    if low is None and high is None:
        return "not told"
    if high is None:
        return f"{low} or more" if exactness != "vague" else f"vaguely {low} or more"
    if low is None:
        return f"at most {high}"
    if low != high:
        return f"{low} to {high}"
    return f"{BOUND[exactness]}{low}"
