"""`truceline show …` and `truceline search`: the record as pages, or as JSON."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from truceline.cli.verbs import JsonOption, RecordOption, Verbs, print_json, print_page, which_record

if TYPE_CHECKING:
    from truceline.cli.pages import Shown

show = typer.Typer(cls=Verbs, help="Show what the record holds.", no_args_is_help=True, rich_markup_mode=None)

IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The id, or as much of its beginning as is needed.")
]
PlaceArgument = Annotated[
    str | None, typer.Argument(metavar="[PLACE]", help="Only of this place, or of places within it.")
]
WordsArgument = Annotated[
    list[str], typer.Argument(metavar="WORDS", help="What to look for; all of it must stand there.")
]


def _list(what: str, record: str | None, *, json: bool) -> None:
    # Heavy: the database library takes longer to load than `--help` may take to print.
    from truceline.cli.pages import LISTS  # noqa: PLC0415 - see above
    from truceline.store.open import open_record  # noqa: PLC0415 - see above

    with open_record(which_record(record)) as opened:
        _print(LISTS[what](opened), json=json)


def _ask(what: str, given: str, record: str | None, *, json: bool) -> None:
    # Heavy, as in `_list`.
    from truceline.cli.pages import ASKED  # noqa: PLC0415 - see above
    from truceline.store.open import open_record  # noqa: PLC0415 - see above

    with open_record(which_record(record)) as opened:
        _print(ASKED[what](opened, given), json=json)


def _print(shown: "Shown", *, json: bool) -> None:
    if json:
        print_json(shown.nouns)
    else:
        print_page(shown.page())


@show.command()
def incidents(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List the incidents."""
    _list("incidents", record, json=json)


@show.command()
def incident(
    given: IdArgument,
    *,
    claims: Annotated[
        bool, typer.Option("--claims", help="Put the id of each claim below its words: for correct.")
    ] = False,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Show one incident: accounts, figures, grades, quotes."""
    if claims and json:
        raise typer.BadParameter("--claims is for the page; show claims ID --json has them as data")
    if not claims:
        _ask("incident", given, record, json=json)
        return
    # Heavy, as in `_list`.
    from truceline.cli.pages import incident_with_claims  # noqa: PLC0415 - see above
    from truceline.store.open import open_record  # noqa: PLC0415 - see above

    with open_record(which_record(record)) as opened:
        print_page(incident_with_claims(opened, given))


@show.command()
def claims(given: IdArgument, *, record: RecordOption = None, json: JsonOption = False) -> None:
    """List the claims of one incident, each with its id."""
    _ask("claims", given, record, json=json)


@show.command()
def agreements(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List the agreements."""
    _list("agreements", record, json=json)


@show.command()
def agreement(given: IdArgument, *, record: RecordOption = None, json: JsonOption = False) -> None:
    """Show one agreement: obligations, performance, state."""
    _ask("agreement", given, record, json=json)


@show.command()
def actors(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List the actors that the reports name."""
    _list("actors", record, json=json)


@show.command()
def statements(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List who said what."""
    _list("statements", record, json=json)


@show.command()
def documents(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List the documents."""
    _list("documents", record, json=json)


@show.command()
def document(given: IdArgument, *, record: RecordOption = None, json: JsonOption = False) -> None:
    """Show one document whole, with what is not report dimmed."""
    _ask("document", given, record, json=json)


@show.command()
def measures(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List the steps that one actor holds over another."""
    _list("measures", record, json=json)


@show.command()
def relations(
    one: Annotated[
        str | None, typer.Argument(metavar="[A]", help="Only of this actor and of all its parts.")
    ] = None,
    other: Annotated[
        str | None, typer.Argument(metavar="[B]", help="Only to this one and its parts.")
    ] = None,
    *,
    series: Annotated[
        bool, typer.Option("--series", help="Month by month, from conflict to cooperation; for A and B.")
    ] = False,
    weekly: Annotated[bool, typer.Option("--weekly", help="The series week by week.")] = False,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List how two actors stand to each other, when and by whom."""
    if series and (one is None or other is None):
        raise typer.BadParameter("--series is of two actors: give A and B")
    if weekly and not series:
        raise typer.BadParameter("--weekly goes with --series")
    if one is None:
        _list("relations", record, json=json)
        return
    # Heavy, as in `_list`.
    from truceline.cli.pages import relations_of, series_of  # noqa: PLC0415 - see above
    from truceline.store.open import open_record  # noqa: PLC0415 - see above

    with open_record(which_record(record)) as opened:
        if series and other is not None:
            shown = series_of(opened, one, other, "week" if weekly else "month")
        else:
            shown = relations_of(opened, one, other)
        _print(shown, json=json)


@show.command()
def conditions(given: PlaceArgument = None, *, record: RecordOption = None, json: JsonOption = False) -> None:
    """List who is besieged, displaced, in need, or left where."""
    if given is None:
        _list("conditions", record, json=json)
        return
    # Heavy, as in `_list`.
    from truceline.cli.pages import conditions_at  # noqa: PLC0415 - see above
    from truceline.store.open import open_record  # noqa: PLC0415 - see above

    with open_record(which_record(record)) as opened:
        _print(conditions_at(opened, given), json=json)


@show.command()
def exhibits(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List what is held up as proof, and who verified it."""
    _list("exhibits", record, json=json)


@show.command()
def citations(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List which outlet rests on which."""
    _list("citations", record, json=json)


@show.command()
def copies(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List which document was made from which."""
    _list("copies", record, json=json)


@show.command()
def judgements(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List who judged what, when and why, and what was undone."""
    _list("judgements", record, json=json)


@show.command()
def unsure(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List what waits for a person: pairs that may be one."""
    _list("unsure", record, json=json)


def propose(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List lines that recur in one outlet's reports."""
    # Heavy, as in `_list`.
    from truceline.cli.pages import proposed  # noqa: PLC0415 - see above
    from truceline.store.open import open_record  # noqa: PLC0415 - see above

    with open_record(which_record(record)) as opened:
        _print(proposed(opened), json=json)


def search(words: WordsArgument, *, record: RecordOption = None, json: JsonOption = False) -> None:
    """Find words in the documents and in the record."""
    _ask("search", " ".join(words), record, json=json)


def brief(
    *,
    agreement: Annotated[str, typer.Option(metavar="ID", help="The agreement, or the beginning of its id.")],
    since: Annotated[
        datetime,
        typer.Option(metavar="DAY", formats=["%Y-%m-%d"], help="What reports of this day and later say."),
    ],
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Print what is new of one agreement: breaches, duties, tolls."""
    # Heavy, as in `_list`.
    from truceline.cli.pages import brief_of  # noqa: PLC0415 - see above
    from truceline.store.open import open_record  # noqa: PLC0415 - see above

    with open_record(which_record(record)) as opened:
        _print(brief_of(opened, agreement, since.date()), json=json)
