"""The commands that prove, keep and hand on a record: check, archive, snapshot, copy.

The store is imported where it is used: the database library takes longer to load than `--help` may take to print.
"""

from pathlib import Path
from typing import Annotated

import typer

from truceline.cli.clock import now
from truceline.cli.verbs import NOT_CLEAN, RecordOption, print_text, talk, which_record
from truceline.model.errors import RecordError

OutArgument = Annotated[
    Path, typer.Argument(metavar="OUT", help="The file to write; one that is there is not touched.")
]

FromArgument = Annotated[
    str, typer.Argument(metavar="FROM", help="The record: its file, or its address (postgresql://…).")
]
ToArgument = Annotated[
    str,
    typer.Argument(metavar="TO", help="A file that is not there yet, or the address of an empty database."),
]


def check(*, record: RecordOption = None) -> None:
    """Prove the record: every span, every hash, every id."""
    from truceline.store.check import check as faults_of  # noqa: PLC0415 - heavy
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy

    with open_record(which_record(record)) as opened:
        faults = faults_of(opened)
    for fault in faults:
        print_text(f"{fault.kind}\t{fault.where}\t{fault.reason}")
    if faults:
        talk(f"{len(faults)} found", style="dispute")
        raise typer.Exit(NOT_CLEAN)
    talk("The record is whole.")


def archive(out: OutArgument, *, record: RecordOption = None) -> None:
    """Write all that is kept to a sorted, lossless .zip."""
    from truceline.store.archive import write_archive  # noqa: PLC0415 - heavy
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy

    with open_record(which_record(record)) as opened:
        write_archive(opened, out)
    talk(f"{out} written. It holds all texts and names, also those that pages mask.")


def snapshot(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name that no snapshot of this record has yet.")
    ],
    *,
    record: RecordOption = None,
) -> None:
    """Keep what the record says now, under a name."""
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy
    from truceline.store.snapshot import snapshot as keep_snapshot  # noqa: PLC0415 - heavy

    with open_record(which_record(record)) as opened:
        kept = keep_snapshot(opened, name, now())
    talk(f"Snapshot {kept.name} kept.")


def copy(out: OutArgument, *, record: RecordOption = None) -> None:
    """Copy the record to a new file, whole."""
    from truceline.store.connection import is_server  # noqa: PLC0415 - heavy
    from truceline.store.open import open_record  # noqa: PLC0415 - heavy
    from truceline.store.snapshot import copy_file  # noqa: PLC0415 - heavy

    where = which_record(record)
    if is_server(where):
        copy_record(where, str(out))
        return
    with open_record(where) as opened:
        copy_file(opened, out)
    talk(f"{out} written.")


def copy_record(source: FromArgument, target: ToArgument) -> None:
    """Copy a record to another place: from a file to a server, or back."""
    from truceline.pipeline.copying import copy_record as copy_all  # noqa: PLC0415 - heavy
    from truceline.store.connection import told  # noqa: PLC0415 - heavy
    from truceline.store.open import is_there, open_record  # noqa: PLC0415 - heavy

    with open_record(source) as opened:
        if is_there(target):
            raise RecordError(f"{told(target)} is there already; it was not touched")
        copy_all(opened, target)
    talk(f"{told(target)} written.")
