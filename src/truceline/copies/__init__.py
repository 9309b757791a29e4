"""Copies: which document was made from which other, and which of them count as one source."""

from truceline.copies.changes import Change, find_changes
from truceline.copies.find import families, find_copies
from truceline.copies.key import CopyKey, copy_key
from truceline.copies.shelf import Found, find_on_shelf, shelve

__all__ = [
    "Change",
    "CopyKey",
    "Found",
    "copy_key",
    "families",
    "find_changes",
    "find_copies",
    "find_on_shelf",
    "shelve",
]
