"""Accounts: one holder's version of an incident, as told."""

from collections.abc import Sequence
from typing import get_args

from truceline.model.claim import Certainty, Culprit, Date, Place, Position, Words
from truceline.model.record import Account, Days, Where
from truceline.model.statement import Stance
from truceline.model.when import When
from truceline.reconcile.told import Told
from truceline.reconcile.tolls import evidence, find_tolls
from truceline.reconcile.world import World

STANCES: tuple[Stance, ...] = get_args(Stance)
CERTAINTIES: tuple[Certainty, ...] = ("fact", "accused", "suspected", "denied")


def find_accounts(claims: Sequence[Told], world: World) -> tuple[Account, ...]:
    """Return one account for each holder and stance, in the order in which they were first told."""
    groups: dict[tuple[str, str, str], list[Told]] = {}
    for one in sorted(claims, key=lambda one: one.order):
        groups.setdefault((one.holder.id, one.stance, one.object or ""), []).append(one)
    accounts = [_account(group, world) for group in groups.values()]
    return tuple(
        sorted(accounts, key=lambda a: (not a.tolls, STANCES.index(a.stance), a.holder, a.object or ""))
    )


def _account(group: Sequence[Told], world: World) -> Account:
    holder = group[0].holder
    ids, certainty = _culprit(group, world)
    via = {one.holder.via for one in group}
    return Account(
        holder=holder.name,
        holder_id=holder.id,
        side=world.name(holder.side) if holder.side else None,
        via=min(via),
        stance=group[0].stance,
        object=group[0].object,
        place=where(group),
        date=days(group),
        tolls=find_tolls(group, world.name),
        responsible=tuple(world.name(actor) for actor in ids) or _words(group),
        responsible_ids=ids,
        certainty=certainty,
        also=tuple(dict.fromkeys(_also(one) for one in group if _also(one))),
        documents=tuple(sorted({one.doc.id for one in group})),
        independent=len({one.family for one in group}),
        altered=all(one.doc.altered for one in group),
        evidence=evidence(group),
    )


def _culprit(group: Sequence[Told], world: World) -> tuple[tuple[str, ...], Certainty | None]:
    culprits = [one.claim.value for one in group if isinstance(one.claim.value, Culprit)]
    if not culprits:
        return (), None
    certainty = min((c.certainty for c in culprits), key=CERTAINTIES.index)
    ids = [world.one(actor) for c in culprits if c.certainty == certainty for actor in c.actors]
    return tuple(dict.fromkeys(ids)), certainty


def _words(group: Sequence[Told]) -> tuple[str, ...]:
    """Return the culprit's words where no actor is certain: "rebel fighters"."""
    words = (
        one.claim.value.words
        for one in group
        if isinstance(one.claim.value, Culprit) and not one.claim.value.actors
    )
    return tuple(dict.fromkeys(word for word in words if word))


def _also(one: Told) -> str:
    value = one.claim.value
    if isinstance(value, Words) and one.claim.property in ("intent", "breach", "weapon"):
        return f"{one.claim.property}: {value.text}"
    if isinstance(value, Position) and value.against:
        return ""
    return ""


def where(group: Sequence[Told]) -> Where | None:
    """Return the narrowest place told; None where none is."""
    order = ("exact", "near", "district", "province", "country", "unlocated")
    places = [one.claim.value for one in group if isinstance(one.claim.value, Place)]
    if not places:
        return None
    place = min(places, key=lambda p: order.index(p.precision))
    return Where(place.name, place.said, place.lat, place.lon, place.precision, place.relation, place.country)


def days(group: Sequence[Told]) -> Days | None:
    """Return the narrowest stretch of days told; None where none is."""
    told = [one.claim.value.when for one in group if isinstance(one.claim.value, Date)]
    if not told:
        return None
    return shown(min(told, key=_width))


def _width(when: When) -> int:
    return (when.last - when.first).days if when.first and when.last else 100_000


def shown(when: When) -> Days:
    """Return a stretch of days as the record shows it."""
    return Days(when.first, when.last, when.granularity, when.said)
