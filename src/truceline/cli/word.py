"""The commands for a person's word: on two incidents, on one claim, and the word that takes one back."""

from typing import TYPE_CHECKING, Annotated, get_args

import typer

from truceline.cli.clock import now
from truceline.cli.verbs import RecordOption, talk, which_record

if TYPE_CHECKING:
    from truceline.review.correct import Word
    from truceline.review.judge import Decision

IncidentArgument = Annotated[
    str, typer.Argument(metavar="ID", help="An incident's id, or that of one of its events; its beginning.")
]
DecisionArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[WORD]",
        help="same; part-of: the first is part of the second; different; or unsure, which takes your word back.",
    ),
]
ClaimsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="ID…",
        help="Ids of claims (see show claims), or their beginnings; an incident's, to accept or reject all its claims.",
    ),
]
ByOption = Annotated[str, typer.Option(help="Who says so.")]
WhyOption = Annotated[str, typer.Option(help="The reason.")]


def judge(  # noqa: PLR0913 - the arguments are the command's options
    left: IncidentArgument,
    right: IncidentArgument,
    word: DecisionArgument = None,
    *,
    same: Annotated[bool, typer.Option("--same", help="As the word same.")] = False,
    different: Annotated[bool, typer.Option("--different", help="As the word different.")] = False,
    by: ByOption,
    why: WhyOption,
    record: RecordOption = None,
) -> None:
    """Say that two incidents are one, two, or one part of the other.

    Without a word, an earlier one is taken back. Your word outranks the method and is kept; `undo` takes it back.
    """
    flags = [name for name, given in (("same", same), ("different", different)) if given]
    decision = _decision([word, *flags] if word else flags)
    # Heavy: what opens and derives a record.
    from truceline.review import judge as keep_judgement  # noqa: PLC0415 - see above
    from truceline.store.open import open_record  # noqa: PLC0415 - see above

    with open_record(which_record(record)) as opened:
        said = keep_judgement(opened, left, right, decision, by=by, why=why, at=now())
    talk(
        f"{said.left} {said.verdict} {said.right}, by {by}. It outranks the method; `truceline undo` takes it back."
    )


def _decision(words: list[str]) -> "Decision":
    from truceline.review.judge import Decision  # noqa: PLC0415 - heavy

    if len(words) > 1:
        raise typer.BadParameter(f"one word, not {' and '.join(words)}")
    given = words[0].lower() if words else "unsure"
    for known in get_args(Decision):
        if given == known:
            decision: Decision = known
            return decision
    raise typer.BadParameter(f"{given!r} is none of {', '.join(get_args(Decision))}")


def correct(  # noqa: PLR0913 - the arguments are the command's options
    claims: ClaimsArgument,
    *,
    accept: Annotated[bool, typer.Option("--accept", help="It was read rightly.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It is not so: leave it out.")] = False,
    to: Annotated[
        str | None, typer.Option(metavar="VALUE", help="The value that is right, written as in show claims.")
    ] = None,
    holder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who says it; “the report itself” for its own voice.")
    ] = None,
    stance: Annotated[
        str | None, typer.Option(metavar="WORDS", help="In which stance: “denies authorship”.")
    ] = None,
    by: ByOption,
    why: WhyOption,
    record: RecordOption = None,
) -> None:
    """Accept, reject or correct claims: a figure, a place, a date, who did it, who says it.

    What is rejected leaves accounts, ranges and grades, and stays visible with your reason. What was read stays beside what
    you correct.
    """
    from truceline.review import Change  # noqa: PLC0415 - heavy
    from truceline.review import correct as keep_word  # noqa: PLC0415 - heavy
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy

    change = Change(to, holder, stance)
    word = _word(accept=accept, reject=reject, corrected=change != Change())
    with open_record(which_record(record)) as opened:
        said = keep_word(opened, claims, word, change, by=by, why=why, at=now())
    for one in said:
        talk(f"Claim {one.left} {one.verdict}, by {by}. `truceline undo` takes it back.")


def _word(*, accept: bool, reject: bool, corrected: bool) -> "Word":
    match (accept, reject, corrected):
        case (True, False, False):
            return "accepted"
        case (False, True, False):
            return "rejected"
        case (False, False, True):
            return "corrected"
        case _:
            raise typer.BadParameter(
                "either --accept, or --reject, or what is right: --to, --holder, --stance"
            )


def undo(
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[NUMBER]", help="Which one (see show judgements); the last that stands unless told."
        ),
    ] = None,
    *,
    by: Annotated[str, typer.Option(help="Who takes it back; whoever said it unless told.")] = "",
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    record: RecordOption = None,
) -> None:
    """Take a judgement back; to undo an undo, give its number."""
    from truceline.review import undo as keep_undo  # noqa: PLC0415 - heavy
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy

    with open_record(which_record(record)) as opened:
        taken = keep_undo(opened, number, by=by, why=why, at=now())
    said = taken.judgement
    after = " The next add or rebuild reads the reports anew." if said.kind == "knowledge" else ""
    talk(
        f"Judgement {taken.number} taken back: {said.left} {said.verdict} {said.right}".rstrip() + f".{after}"
    )
