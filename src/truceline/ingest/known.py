"""Known: how whoever visits an address learns what the record keeps of it."""

from collections.abc import Callable

from truceline.model.document import Media, Raw

# Gives the document of this media that came last under this name, or None.
Known = Callable[[str, Media], Raw | None]
