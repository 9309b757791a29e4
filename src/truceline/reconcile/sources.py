"""Sources: which of those who tell of an incident do not repeat each other (DESIGN.md, rule 5)."""

import datetime
from collections.abc import Container, Iterable, Sequence

from truceline.knowledge.tellers import CROWD
from truceline.model.claim import Culprit, Position, Words
from truceline.model.document import Span
from truceline.model.record import Reason
from truceline.reconcile.joined import is_quoted, printer, state_of_ground
from truceline.reconcile.told import Count, Told, counted_as
from truceline.reconcile.tolls import evidence
from truceline.reconcile.world import UNNAMED, World

# Which claim shows best that somebody tells of it: who was harmed, by whom, what was hit; "in Xtown" shows little.
TELLING = ("toll", "responsible", "target", "position", "weapon", "intent", "breach", "date", "place")
# A reason names so many sources; the rest stand among the accounts.
MOST_NAMED = 12
# Who tells only where or when it was has mentioned it.
BARE = frozenset(("date", "place"))
# "Reports of chemical weapons use": which weapons there are is no more than the name of the deed.
ARMS = "weapons"
# Stands on it that only those can take who know of it themselves: "a resident corroborated that account".
WITNESSED = frozenset(("confirms", "admits", "claims-responsibility"))
# What somebody fears or accuses others of tells no more of what happened than that he has heard of it.
HEARD = frozenset(("accuses", "warns"))
# A report that tells in its own voice what others were quoted on so many days before reminds its readers of it.
REMINDED = datetime.timedelta(days=3)


def sources(claims: Iterable[Told], world: World) -> list[Told]:
    """Return the claim that says most for each independent source: copies, and all who speak for one side, are one.

    Who quotes somebody has it from there: a report's own voice, and its outlet's in another report, is no second source
    beside those it quotes. Who only mentions it, or only blames somebody for it, is none beside those who tell of it, nor are
    "world powers" and "reports".
    """
    witnesses = _without_mentions([one for one in claims if not _is_denial(one)], world)
    told = without_crowd(_without_echoes(_without_cited(without_voices(witnesses), world)), world)
    best: dict[str, Told] = {}
    for one in told:
        before = best.setdefault(one.holder.unit, one)
        if _rank(one) < _rank(before):
            best[one.holder.unit] = one
    return list(best.values())


def _rank(one: Told) -> tuple[bool, bool, int]:
    """Return what tells which claim stands for a source: who tells more than where it was, best by name, what says most.

    "Activists" who are the only committee that is quoted are called after it.
    """
    unnamed = one.holder.id.startswith(UNNAMED)
    return one.claim.property in BARE, unnamed, TELLING.index(one.claim.property)


def _is_denial(one: Told) -> bool:
    """See "its planes had not carried out any strike", told in a plain "said": whoever says so tells of none."""
    value = one.claim.value
    return (isinstance(value, Culprit) and value.certainty == "denied") or (
        isinstance(value, Position) and value.stance == "denies"
    )


def _without_mentions(told: list[Told], world: World) -> list[Told]:
    """Leave out those who tell nothing of their own, if anybody tells more.

    They say only where and when it was, or take a stand on it; or they blame somebody for it, as a minister abroad does, and
    for as many dead as others have counted.
    """
    counts = {counted_as(one.claim) for one in told if one.stance not in HEARD}
    abroad = _abroad(told, world)
    more = {
        one.holder.unit
        for one in told
        if _tells(one, counts) and not _only_labels(one, world) and not _is_hearsay(one, abroad)
    }
    # Where nobody tells more, "accused the army of it" is more than "should have access to the site of the alleged attack".
    more = more or {one.holder.unit for one in told if one.claim.property not in BARE and not _is_name(one)}
    return [one for one in told if one.holder.unit in more] if more else told


def _is_name(one: Told) -> bool:
    """See "chemical weapons use": which weapons there are is no more than the name of the deed."""
    value = one.claim.value
    return isinstance(value, Words) and value.text.lower().endswith(ARMS) and one.claim.property == "weapon"


def _only_labels(one: Told, world: World) -> bool:
    """See "the terrorist blasts", in a condemnation: the word tells whom the speaker hates, and nothing of the blasts."""
    value = one.claim.value
    return isinstance(value, Culprit) and not value.actors and world.wording.is_label(value.words)


def _abroad(told: Iterable[Told], world: World) -> frozenset[str]:
    """Return the units of the states that it did not happen to, and that nobody tells to have done it.

    "Hundreds have been killed in an attack on the suburbs, a foreign secretary said": he has read of it.
    """
    several = [*told]
    ground = state_of_ground(several, world)
    done = {
        world.answers(actor)
        for one in several
        if isinstance(one.claim.value, Culprit) and not _is_denial(one)
        for actor in one.claim.value.actors
    }
    return frozenset(
        one.holder.unit
        for one in several
        if ground is not None
        and one.holder.unit != ground
        and is_quoted(one)
        and world.is_state(one.holder.id)
        and world.answers(one.holder.id) not in done
    )


def _is_hearsay(one: Told, abroad: Container[str]) -> bool:
    """A state abroad that counts the dead, blames somebody or confirms it has looked into it."""
    return one.holder.unit in abroad and one.claim.property in ("target", "weapon", "intent")


def _tells(one: Told, counts: Container[Count]) -> bool:
    if one.stance in HEARD:
        return one.claim.property == "toll" and counted_as(one.claim) not in counts
    return (
        one.claim.property not in BARE
        and not _is_name(one)
        and (one.claim.property != "position" or one.stance in WITNESSED)
    )


def without_voices(told: Sequence[Told]) -> list[Told]:
    """Leave out the voices of reports beside those whom they quote."""
    quoting = {key for one in told if is_quoted(one) for key in (printer(one), one.family)}
    return [one for one in told if is_quoted(one) or quoting.isdisjoint((printer(one), one.family))]


def _without_cited(told: Sequence[Told], world: World) -> list[Told]:
    """Leave out an agency that others cite, where its own report or theirs quotes those who tell of it.

    An agency of no side has it from somebody, as a report's own voice has; a party's speaks for the party.
    """
    printing = {agency for one in told if is_quoted(one) for agency in world.printers(one.doc)}
    quoting = {one.family for one in told if is_quoted(one) and not _is_relayed(one, world)}
    return [
        one
        for one in told
        if not _is_cited(one, world)
        or (one.holder.id not in printing and not (one.family in quoting and _is_relayed(one, world)))
    ]


def _is_relayed(one: Told, world: World) -> bool:
    return _is_cited(one, world) and world.prints_others(one.holder.id)


def _is_cited(one: Told, world: World) -> bool:
    """See "the agency reported": "an agency photographer" has seen it himself."""
    speaker = one.statement.speaker if one.statement is not None else None
    return speaker is not None and world.is_bare(speaker)


def _without_echoes(told: Sequence[Told]) -> list[Told]:
    """Leave out the voices of reports that have what they tell from those who are quoted elsewhere.

    They remind their readers of it days after; or, where those are quoted with figures, they tell none or only the same.
    """
    quoted = [one for one in told if is_quoted(one)]
    counts = {count for one in quoted if (count := counted_as(one.claim)) is not None}
    fresh = [one for one in told if is_quoted(one) or not _is_reminder(one, quoted)]
    own = {
        one.holder.unit
        for one in fresh
        if not counts or (counted_as(one.claim) is not None and counted_as(one.claim) not in counts)
    }
    return [one for one in fresh if is_quoted(one) or one.holder.unit in own]


def _is_reminder(one: Told, quoted: Iterable[Told]) -> bool:
    first = min((day for other in quoted if (day := _day(other)) is not None), default=None)
    day = _day(one)
    return first is not None and day is not None and day - first > REMINDED


def _day(one: Told) -> datetime.date | None:
    return one.doc.published.last if one.doc.published is not None else None


def without_crowd(told: Sequence[Told], world: World) -> list[Told]:
    """Leave out those who stand for nobody in particular, or for somebody who was named, if anybody else tells of it."""
    certain = [one for one in told if not _is_crowd(one, world)]
    named = {one.family for one in certain if not one.holder.id.startswith(UNNAMED)}
    several = _told_together(certain)
    plain = [
        one
        for one in certain
        if one.family not in named or not (_is_byword(one, world) or _breath(one) in several)
    ]
    return plain or certain or [*told]


def _breath(one: Told) -> tuple[str, tuple[Span, ...]]:
    """Return the report and the words by which somebody is told to have said it."""
    return one.doc.id, one.statement.cue if one.statement is not None else ()


def _told_together(told: Iterable[Told]) -> set[tuple[str, tuple[Span, ...]]]:
    """Return where people without a name tell it in one breath: "an opposition group and residents said".

    The report puts together those whom it goes on to quote.
    """
    holders: dict[tuple[str, tuple[Span, ...]], set[str]] = {}
    for one in told:
        if is_quoted(one):
            holders.setdefault(_breath(one), set()).add(one.holder.id)
    return {
        breath
        for breath, who in holders.items()
        if len(who) > 1 and all(holder.startswith(UNNAMED) for holder in who)
    }


def _is_byword(one: Told, world: World) -> bool:
    """See "the extremist group", "the staunch ally": a report calls so whom it has named; "the rescue service" says who they are."""
    name = one.holder.name.lower()
    called = one.holder.id.startswith(UNNAMED) and name.startswith("the ")
    return called and bool(world.wording.bodies(name)) and world.wording.group(name) is None


def _is_crowd(one: Told, world: World) -> bool:
    return (
        one.holder.id.startswith(UNNAMED)
        and is_quoted(one)
        and (world.wording.group(one.holder.name) == CROWD or _is_sum(one, world))
    )


def _is_sum(one: Told, world: World) -> bool:
    """See "activists and rescue workers": the report puts together those whom it goes on to quote."""
    parts = one.holder.name.split(" and ")
    return len(parts) > 1 and all(world.wording.group(part) is not None for part in parts)


def counted(found: Sequence[Told]) -> Reason:
    """Return in words how many tell of it, and who they are."""
    match len(found):
        case 0:
            return Reason("no source tells of it: it is in the record because it is denied or doubted")
        case 1 if found[0].doc.altered:
            return Reason("one source tells of it, in an altered copy alone", evidence(found))
        case 1:
            return Reason(f"one source tells of it: {_listed(found)}", evidence(found))
        case count:
            words = f"{count} sources that do not repeat each other tell of it: {_listed(found)}"
            return Reason(words, evidence(found))


def _listed(found: Sequence[Told]) -> str:
    """Return the names of the sources, in the order in which they told it."""
    names = [*dict.fromkeys(one.holder.name for one in sorted(found, key=lambda one: one.order))]
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
