"""Inversions: a denier made an accuser, a denied act an act, an accuser a culprit. Any one fails the whole."""

from collections.abc import Iterator, Sequence

from benchmarks.seeds.page import Entry, Page, listed
from truceline.model.record import Account

# What a denier cannot be told to do with the same words.
AGAINST_DENIAL = ("accuses", "admits", "confirms", "claims-responsibility")
# For each stance of the gold, stances of ours that say the opposite.
OPPOSITE = {
    "denies": AGAINST_DENIAL,
    "accuses": ("denies", "admits", "claims-responsibility"),
    "admits": ("denies",),
    "doubts": ("confirms", "admits"),
    "condemns": ("denies", "admits", "claims-responsibility"),
}


def inverted(page: Page, gold: Entry, speaker: str, near: Sequence[Account]) -> Iterator[str]:
    """Yield what is turned round in our accounts of the quoted words.

    Args:
        page: the record and the gold.
        gold: an account of the gold.
        speaker: its speaker.
        near: our accounts, of whatever incident, whose evidence shares words with the quote.
    """
    stance = gold.get("stance", "says")
    own = [one for one in near if page.same(speaker, one.holder_id) or page.same(speaker, one.holder)]
    # One sentence may hold an accusation and the answer to it: with the right account there, the other is another's.
    if not any(one.stance == stance for one in own):
        for one in own:
            if one.stance in OPPOSITE.get(stance, ()):
                yield f"{speaker} {stance}, but the record says that {one.holder} {one.stance}"
    for one in own:
        yield from _blamed(page, gold, speaker, stance, one)
    if stance == "accuses":
        yield from _turned(page, gold, speaker, near)


def _blamed(page: Page, gold: Entry, speaker: str, stance: str, one: Account) -> Iterator[str]:
    """A speaker who denies or accuses is not told, in the same words, to name itself as the one who did it."""
    named = one.responsible_ids or one.responsible
    guilty = one.certainty in ("fact", "accused", "suspected") and page.among(speaker, named)
    if stance == "denies" and guilty:
        yield f"{speaker} denies it, but the record says that {one.holder} tells it as an act of {', '.join(one.responsible)}"
    if stance == "accuses" and guilty and speaker not in listed(gold.get("responsible")):
        yield f"{speaker} accuses another, but the record names {', '.join(one.responsible)} as the one who did it"


def _turned(page: Page, gold: Entry, speaker: str, near: Sequence[Account]) -> Iterator[str]:
    """The accused is not made to accuse the accuser."""
    for accused in listed(gold.get("responsible")):
        for one in near:
            turned = (
                one.stance == "accuses"
                and page.same(accused, one.holder_id)
                and page.among(speaker, one.responsible_ids)
            )
            if turned:
                yield f"{speaker} accuses {accused}, but the record says that {one.holder} accuses {', '.join(one.responsible)}"
