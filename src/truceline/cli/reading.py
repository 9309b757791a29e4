"""The commands that read reports: add, rebuild, demo.

The pipeline brings the language and the database library: it is imported where it is used.
"""

import os
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from platformdirs import user_cache_path

from truceline.cli.clock import now
from truceline.cli.form import KindOption, MapOption, told_form
from truceline.cli.network import AddressesOption, ContactOption, DelayOption, fetching, split
from truceline.cli.verbs import (
    BAD_DOCUMENTS,
    RecordOption,
    plain_line,
    print_page,
    somebody_looks,
    talk,
    which_record,
)
from truceline.model.errors import RecordError

if TYPE_CHECKING:
    from truceline.pipeline import Report
    from truceline.store.open import Record

# Where the examples lie: in the installed package, or in a clone of the repository.
_EXAMPLES = (Path(__file__).parent.parent / "examples", Path(__file__).parents[3] / "examples")

# `truceline.engines` knows it too; to import it here would bring what it needs.
Engine = Literal["processes", "daft"]

SourcesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH…",
        help="Files (.txt .md .html .pdf .warc .jsonl .csv .parquet …), folders, - for standard input, and addresses (http://, https://) of pages and feeds.",
    ),
]
WorkersOption = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="How many processes read; one a core unless told.")
]
NoCacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Neither look for parses of earlier runs nor leave any.")
]
EngineOption = Annotated[
    Engine,
    typer.Option(
        help="What reads: processes of this machine, or Daft (pip install 'truceline[daft]'), which can be a cluster and opens object stores (s3://…).",
    ),
]
KnowledgeOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="A folder with the record's own actors.yml, places.yml and furniture.yml.",
    ),
]


def add(  # noqa: PLR0913 - the options of a command
    sources: SourcesArgument = None,
    *,
    addresses: AddressesOption = None,
    delay: DelayOption = None,
    contact: ContactOption = None,
    record: RecordOption = None,
    workers: WorkersOption = None,
    engine: EngineOption = "processes",
    knowledge: KnowledgeOption = None,
    mapping: MapOption = None,
    kind: KindOption = None,
    no_cache: NoCacheOption = False,
) -> None:
    """Read reports and add what they say.

    Stopped and run again, it does only what is left. A bad document is listed with its reason; the rest goes on.
    """
    from truceline import pipeline  # noqa: PLC0415 - heavy
    from truceline.cli.bar import Bar  # noqa: PLC0415 - goes with the pipeline
    from truceline.engines import need_daft  # noqa: PLC0415 - goes with the pipeline
    from truceline.store.open import is_there, open_or_create  # noqa: PLC0415 - heavy

    form = told_form(mapping or [], kind)
    paths, named = split(sources or [], addresses, stores=engine == "daft")
    where = which_record(record)
    if engine == "daft":
        need_daft()
    if not is_there(where):
        # Knowledge that is refused must leave no empty record behind.
        pipeline.new_knowledge(paths, knowledge)
    with open_or_create(where) as opened, Bar() as bar:
        report = pipeline.add(
            paths,
            opened,
            at=now(),
            fetch=fetching(named, bar, delay=delay, contact=contact),
            workers=_workers(workers),
            engine=engine,
            knowledge=knowledge,
            form=form,
            watch=bar,
            cache=None if no_cache else _cache(),
        )
    _tell(report)


def rebuild(
    *,
    record: RecordOption = None,
    workers: WorkersOption = None,
    engine: EngineOption = "processes",
    no_cache: NoCacheOption = False,
) -> None:
    """Read anew where the method changed; derive all again."""
    from truceline import pipeline  # noqa: PLC0415 - heavy
    from truceline.cli.bar import Bar  # noqa: PLC0415 - goes with the pipeline
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy

    with open_record(which_record(record)) as opened, Bar() as bar:
        report = pipeline.rebuild(
            opened,
            at=now(),
            workers=_workers(workers),
            engine=engine,
            watch=bar,
            cache=None if no_cache else _cache(),
        )
    _tell(report)


def _cache() -> Path:
    """Return the file of what was parsed, in the person's own folder for such things or where TRUCELINE_CACHE says."""
    return Path(os.environ.get("TRUCELINE_CACHE") or user_cache_path("truceline")) / "parses.sqlite"


def _workers(told: int | None) -> int:
    return told or os.cpu_count() or 1


def _tell(report: "Report") -> None:
    from truceline.export.words import unread_words  # noqa: PLC0415 - heavy

    for one in report.refused:
        talk(plain_line(f"not read: {one.name}: {one.reason}"), style="dispute")
    kept = f"{unread_words(report.unread)}; " if report.unread else ""
    talk(
        f"{report.read} read, {kept}{len(report.refused)} could not be read; the record holds {report.total} documents."
    )
    if report.refused:
        raise typer.Exit(BAD_DOCUMENTS)


def demo(
    *,
    keep: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Keep the record in this file, the page beside it; neither must be there yet.",
        ),
    ] = None,
) -> None:
    """Build the record of the bundled examples, print it, and open its page in the browser.

    Where nobody watches (`CI` is set, or there is no screen) it only says where the page is.
    """
    path = keep or Path(tempfile.mkdtemp(prefix="truceline-demo-")) / "examples.truceline"
    page = path.with_suffix(".html")
    for one in (path, page):
        if one.exists():
            raise RecordError(f"{one} is there already; it was not touched")
    _demo(path, page)


def _demo(path: Path, page: Path) -> None:
    from truceline import pipeline  # noqa: PLC0415 - heavy
    from truceline.cli.bar import Bar  # noqa: PLC0415 - goes with the pipeline
    from truceline.store.open import open_or_create  # noqa: PLC0415 - heavy
    from truceline.web import write_report  # noqa: PLC0415 - heavy

    examples = next((folder for folder in _EXAMPLES if folder.is_dir()), None)
    if examples is None:
        raise RecordError("the examples are not installed with this copy of Truceline")
    talk(f"Reading {examples / 'reports'}: reports that we wrote, about a war that never was.")
    with open_or_create(path) as record:
        with Bar() as bar:
            report = pipeline.add(
                [examples / "reports"], record, at=now(), knowledge=examples / "knowledge", watch=bar
            )
        _print_all(record)
        write_report(record, page, title="The examples")
    _tell(report)
    _open(page.resolve())


def _open(page: Path) -> None:
    """Open a page where there is a screen and somebody before it; say where it is in any case."""
    if somebody_looks():
        webbrowser.open(page.as_uri())
    talk(f"The page is at {page.as_uri()}")


def _print_all(record: "Record") -> None:
    from truceline.cli.pages import whole_record  # noqa: PLC0415 - heavy

    print_page(whole_record(record))
