"""Accounts: one holder's version of an incident, as told."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from truceline.knowledge.tellers import BEHIND
from truceline.model.claim import Certainty, Culprit, Date, Place, Position, Words
from truceline.model.document import Span
from truceline.model.record import Account, Days, ReadFrom, Where
from truceline.model.statement import Stance
from truceline.model.when import When
from truceline.reconcile.blame import blaming_in
from truceline.reconcile.culprits import is_either, named
from truceline.reconcile.shown_places import show_place
from truceline.reconcile.told import Told
from truceline.reconcile.tolls import evidence, find_tolls
from truceline.reconcile.world import UNNAMED, World

STANCES: tuple[Stance, ...] = get_args(Stance)
ARTICLE = re.compile(r"^(?:the|a|an)\s+")
CERTAINTIES: tuple[Certainty, ...] = ("fact", "accused", "suspected", "denied")


def find_accounts(claims: Sequence[Told], world: World) -> tuple[Account, ...]:
    """Return one account for each holder and stance: those with figures first, and last those that only mention it.

    Unnamed holders who are one source and go by the same words, "Activists" in one report and "activists" in the next,
    have one.
    """
    groups: dict[tuple[str, str, str], list[Told]] = {}
    for one in sorted(claims, key=lambda one: one.order):
        groups.setdefault((_by_words(one), one.stance, one.object or ""), []).append(one)
    accounts = [_account(group, world) for group in groups.values()]
    return tuple(sorted(accounts, key=_place))


def _by_words(one: Told) -> str:
    """Return what makes accounts one: the holder, or the source and the words for it where it has no name."""
    if not one.holder.id.startswith(UNNAMED):
        return one.holder.id
    return f"{one.holder.unit} {ARTICLE.sub('', BEHIND.split(one.holder.name.lower())[0])}"


def _place(account: Account) -> tuple[bool, bool, int, str, str]:
    """Return what sorts accounts as they are shown."""
    mentions = account.stance == "says" and not (account.tolls or account.responsible or account.also)
    return (
        mentions,
        not account.tolls,
        STANCES.index(account.stance),
        account.holder,
        account.object or "",
    )


def _account(group: Sequence[Told], world: World) -> Account:
    holder = group[0].holder
    published = [one.doc.published for one in group if one.doc.published is not None]
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
        responsible=_responsible(group, ids, certainty, world) or _words(group, world),
        responsible_ids=ids,
        certainty=certainty,
        also=tuple(dict.fromkeys(_also(one) for one in group if _also(one))),
        documents=tuple(sorted({one.doc.id for one in group})),
        # An altered copy is no source of its own.
        independent=len({one.family for one in group if not one.doc.altered}),
        altered=all(one.doc.altered for one in group),
        evidence=evidence(group),
        read_from=_read_from(group),
        claims=tuple(dict.fromkeys(one.id for one in group)),
        first=min((when.first for when in published if when.first), default=None),
        latest=max((when.last for when in published if when.last), default=None),
    )


def _read_from(group: Sequence[Told]) -> tuple[ReadFrom, ...]:
    """Return the words behind the holder, the stance, the culprit and the rest, each where there are any."""
    statements = [one.statement for one in group if one.statement is not None]
    stood = [one for one in group if isinstance(one.claim.value, Position)]
    told = {
        "holder": tuple(
            words for one in statements if one.speaker and (words := one.speaker.words) is not None
        ),
        "stance": (*(span for one in statements for span in one.cue), *evidence(stood)),
        "responsible": evidence(one for one in group if isinstance(one.claim.value, Culprit)),
        "also": evidence(one for one in group if _also(one)),
    }
    return tuple(ReadFrom(name, tuple(dict.fromkeys(spans))) for name, spans in told.items() if spans)


def _culprit(group: Sequence[Told], world: World) -> tuple[tuple[str, ...], Certainty | None]:
    culprits = [one.claim.value for one in group if isinstance(one.claim.value, Culprit)]
    if not culprits:
        return (), None
    certainty = min((c.certainty for c in culprits), key=CERTAINTIES.index)
    ids = [world.one(actor) for c in culprits if c.certainty == certainty for actor in c.actors]
    return tuple(dict.fromkeys(ids)), certainty


def _responsible(
    group: Sequence[Told], ids: Sequence[str], certainty: Certainty | None, world: World
) -> tuple[str, ...]:
    """Return the names of those whom the holder surest names; "A or B" is one where he leaves open which."""
    told = [one for one in blaming_in(group) if _certainty(one) == certainty]
    if told and all(is_either(one, world) for one in told):
        return named(told, world)
    return tuple(world.name(actor) for actor in ids)


def _certainty(one: Told) -> Certainty | None:
    return one.claim.value.certainty if isinstance(one.claim.value, Culprit) else None


def _words(group: Sequence[Told], world: World) -> tuple[str, ...]:
    """Return the culprit's words where no actor is certain: "rebel fighters", not "a suicide attacker", who is how it was done."""
    words = (
        one.claim.value.words
        for one in group
        if isinstance(one.claim.value, Culprit) and not one.claim.value.actors
    )
    return tuple(dict.fromkeys(word for word in words if word and not world.wording.is_by_deed(word)))


def _also(one: Told) -> str:
    value = one.claim.value
    if isinstance(value, Words) and one.claim.property in ("intent", "breach", "weapon"):
        return f"{one.claim.property}: {value.text}"
    if isinstance(value, Position) and value.against:
        return ""
    return ""


def where(group: Sequence[Told]) -> Where | None:
    """Return the place that most reports tell of those that are no wider than a town, else the narrowest; None where none is.

    One report in six that puts the strike at the next town has read a passing mention.
    """
    order = ("exact", "near", "district", "province", "country", "unlocated")
    told = [(one.claim.value, one) for one in group if isinstance(one.claim.value, Place)]
    if not told:
        return None
    reports = Counter(key for key, _ in {(place.key, one.family) for place, one in told})

    def rank(place: Place) -> tuple[bool, int, int]:
        wide = order.index(place.precision) > order.index("district")
        return wide, 0 if wide else -reports[place.key], order.index(place.precision)

    place = min((place for place, _ in told), key=rank)
    return show_place(place, evidence(one for other, one in told if other.key == place.key))


def days(group: Sequence[Told]) -> Days | None:
    """Return the narrowest stretch of days told, of several the one that most reports tell; None where none is.

    One report in fifteen that has the day of the deal has not the day of the blast.
    """
    dated = [(one.claim.value.when, one) for one in group if isinstance(one.claim.value, Date)]
    told = [(when, one.claim.spans) for when, one in dated]
    if not told:
        return None
    by = {((when.first, when.last), one.family) for when, one in dated}
    reports = Counter(stretch for stretch, _ in by)
    when, _ = min(told, key=lambda one: (_width(one[0]), -reports[one[0].first, one[0].last]))
    same = (spans for other, spans in told if (other.first, other.last) == (when.first, when.last))
    return Days(when.first, when.last, when.granularity, when.said, _each(same))


def _each(several: Iterable[Sequence[Span]]) -> tuple[Span, ...]:
    """Return each span once, in order."""
    return tuple(dict.fromkeys(span for spans in several for span in spans))


def _width(when: When) -> int:
    return (when.last - when.first).days if when.first and when.last else 100_000
