"""Nouns made by hand for tests of what is shown."""

# ruff: noqa: C408 - fields by name read better here than a dictionary of strings

import datetime

from truceline.model.document import Span
from truceline.model.record import (
    Account,
    Agreement,
    Days,
    Grades,
    HappenedGrade,
    Incident,
    ObligationShown,
    PerformanceShown,
    Reason,
    StatusShown,
    Toll,
    Where,
    WhoGrade,
)

DAY = datetime.date(2019, 3, 10)
TEXT = "The market was bombed, killing 28 people, the rescue service said. The army denied that it had bombed it."


def span(words, doc="d1"):
    start = TEXT.index(words)
    return Span(doc, start, start + len(words), words)


def toll(low, high, **more):
    fixed = dict(
        effect="killed", side=None, status="unknown", status_as_said="", part_of=None, scope="single", as_of=None,
        exactness="exact", conservative=low, best=None, evidence=(span("killing 28 people"),),
    )  # fmt: skip
    return Toll(low=low, high=high, **(fixed | more))


def account(holder, stance, **more):
    fixed = dict(
        holder_id=holder.lower(), side=None, via=(), object=None, place=None, date=None, tolls=(), responsible=(),
        responsible_ids=(), certainty=None, also=(), documents=("d1",), independent=1, altered=False,
        evidence=(span("The market was bombed"),),
    )  # fmt: skip
    return Account(holder=holder, stance=stance, **(fixed | more))


def incident(**more):
    fixed = dict(
        id="0a1b2c3d4e5f", title="Air strike on the market in Mardrin", kind="air_strike", modality="happened",
        scope="single", part_of=(), date=Days(DAY, DAY, "day", "on Sunday"),
        place=Where("Mardrin", "Mardrin", -38.43, -19.12, "exact"), tolls=(toll(28, 41),),
        grades=Grades(
            HappenedGrade("fair", (Reason("two independent holders tell of it", (span("The market was bombed"),)),),
                          ("an admission",)),
            WhoGrade("attributed, denied", ("Kelmarran army",),
                     (Reason("the accused denies it", (span("The army denied that it had bombed it"),)),)),
        ),
        contested=("toll",),
        accounts=(
            account("Rescue service", "says", tolls=(toll(28, 28),), via=("Lodestar",)),
            account("Kelmarran army", "denies", object="authorship", side="Kelmarra", responsible=("Kelmarran army",),
                    certainty="denied", evidence=(span("The army denied that it had bombed it"),)),
        ),
        events=("e1", "e2"), documents=("d1", "d2"),
    )  # fmt: skip
    return Incident(**(fixed | more))


def obligation(action, **more):
    fixed = dict(
        bearer=("Highland Front",), performer=(), duty="do", condition=None, order=0, after=None, deadline=None,
        text_status="agreed", reservation=False, holder="Harbour Post", said_of_performance=(),
        evidence=(span("The army denied"),),
    )  # fmt: skip
    return ObligationShown(action=action, **(fixed | more))


def agreement(**more):
    says = PerformanceShown("Kelmarra", "not_met", None, (span("The army denied"),))
    fixed = dict(
        id="a1b2c3d4e5f6", names=("Pelleth truce", "the agreement of 2 March"), kind="ceasefire",
        parties=("Kelmarra", "Highland Front"), brokers=("Littoral Union",), excluded=("Red Lantern Brigade",),
        announced=Days(datetime.date(2019, 3, 2), datetime.date(2019, 3, 2), "day", "March 2"), effective=None, ended=None,
        durations=(span("The market was bombed"),),
        status=(StatusShown("collapsed", "Harbour Post", ("Highland Front",), None, (span("The market was bombed"),)),),
        obligations=(
            obligation("exchange prisoners", order=2, after="to be followed by"),
            obligation("withdraw heavy guns", order=1, said_of_performance=(says,)),
            obligation("let investigators in"),
        ),
        documents=("d1",), evidence=(span("The market was bombed"),),
    )  # fmt: skip
    return Agreement(**(fixed | more))
