"""Holding: the condition that what is found under a number holds words, in the terms of whichever database is asked."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from truceline.store.database import DATABASES
from truceline.store.words import Term


class Holding(ColumnElement[bool]):
    """See whether what is indexed under a number holds one term of every group; where there is no group, nothing does."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, number: ColumnElement[int], groups: Sequence[Sequence[Term]]) -> None:
        """Take the column of the number, and the groups."""
        self.number = number
        self.groups = groups


@compiles(Holding)
def _compiled(element: Holding, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - the library's signature
    numbers = DATABASES[compiler.dialect.name].holding(element.groups)
    return compiler.process(element.number.in_(numbers), **options)
