"""Copy a whole record to another place: a file, or a database on a server."""

from truceline.model.errors import RecordError
from truceline.pipeline.deriving import derive
from truceline.store.connection import Where
from truceline.store.open import Record, open_or_create
from truceline.store.transfer import copy_kept


def copy_record(source: Record, where: Where) -> None:
    """Copy all that is kept to a place that holds nothing yet, and derive the rest there.

    Raises:
        RecordError: there is something already, or it cannot be written.
    """
    with open_or_create(where) as target:
        if target.where == source.where:
            raise RecordError(f"{target.where} cannot be copied onto itself")
        copy_kept(source, target)
        derive(target)
