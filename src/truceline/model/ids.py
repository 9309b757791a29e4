"""Ids are hashes of content: the same input gives the same id, on every machine and in every order."""

import hashlib

# 12 hex digits: at 10 million events the chance that any two collide is below 0.2.  A collision is caught by
# `truceline check`, which demands that every id names one thing.
ID_LENGTH = 12


def content_id(*parts: object) -> str:
    """Return the id of what the parts say together: 12 hex digits of SHA-256 over their text, in order."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]
