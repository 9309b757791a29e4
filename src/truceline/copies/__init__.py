"""Copies: which document was made from which other, and which of them count as one source."""

from truceline.copies.find import families, find_copies
from truceline.copies.key import CopyKey, copy_key
from truceline.copies.shelf import shelve, shelved_copies

__all__ = ["CopyKey", "copy_key", "families", "find_copies", "shelve", "shelved_copies"]
