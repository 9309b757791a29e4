"""Place within: a place told right after another as what holds it."""

from collections.abc import Iterator

import msgspec

from truceline.extract.place_words import DIRECTIONS, NOUNS
from truceline.model.claim import Place, Precision
from truceline.model.parsed import Found, Parsed

# From narrow to wide; what is not located may be anything.
WIDTH: tuple[Precision, ...] = ("unlocated", "exact", "near", "district", "province", "country")
# ", in the north-western province of" has six words and a hyphen.
REACH = 7


def contained(parsed: Parsed, found: list[Found[Place]]) -> Iterator[Found[Place]]:
    """Yield the places, each with the one told right after it as its container: "Xtown, in Yland province"."""
    for n, one in enumerate(found):
        after = found[n + 1] if n + 1 < len(found) else None
        if after is not None and _joins(parsed, one, after) and after.value.country == one.value.country:
            told = after.value.name
            within = one.value.within if told in one.value.within else (told, *one.value.within)
            one = one._replace(value=msgspec.structs.replace(one.value, within=within))
        yield one


def _joins(parsed: Parsed, one: Found[Place], other: Found[Place]) -> bool:
    """Return whether the second place is told as what holds the first: "Xtown, in northern Yland"."""
    between = range(one.last, other.first)
    if len(between) > REACH or one.value.key == other.value.key or one.value.name in other.value.within:
        return False
    # With its comma lost, "Xtown Ytown" is a list; "Xtown Yland province" is not.
    if not between and other.value.precision not in ("province", "country"):
        return False
    words = [parsed.tokens[i].text.lower() for i in between]
    plain = all(
        word in (",", "in", "of", "the", "a", "(", "-")
        or word in DIRECTIONS
        or word in NOUNS
        or parsed.tokens[i].tag == "JJ"
        for i, word in zip(between, words, strict=True)
    )
    wider = WIDTH.index(other.value.precision) >= WIDTH.index(one.value.precision)
    return plain and "and" not in words and (wider or one.value.precision == "unlocated")
