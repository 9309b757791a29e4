"""Statement: somebody said something."""

from typing import Literal

import msgspec

from truceline.model.document import Span

Stance = Literal[
    "says",
    "claims",
    "accuses",
    "claims-responsibility",
    "denies",
    "admits",
    "doubts",
    "confirms",
    "does-not-confirm",
    "declines",
    "promises",
    "threatens",
    "warns",
    "demands",
    "proposes",
    "condemns",
]
StanceObject = Literal[
    "occurrence", "authorship", "intent", "target", "toll", "breach", "performance", "other"
]
Form = Literal["direct", "indirect", "mixed"]


class Speaker(msgspec.Struct, frozen=True):
    """Who speaks: the words, and the actor that they name where one is certain.

    `name` is how to show the speaker: the actor's name, else the words themselves, or those for which a pronoun ("he",
    "who") stands. `words` is None only for
    a document's own voice.
    """

    name: str
    words: Span | None = None
    actor: str | None = None


class Statement(msgspec.Struct, frozen=True):
    """One act of speech: speaker, cue, content, stance, and the chain that it came through.

    `content` and `cue` are spans in the order of the text; a content broken by its cue has two. `against` is the id of
    the actor accused, warned or condemned. `object` is what a denial, doubt or admission is about. `via` is the chain
    from the outside in: for "Sputnik, quoting the Zeitung", Sputnik is in `via` and the Zeitung is the speaker.
    """

    id: str
    speaker: Speaker | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance
    form: Form
    object: StanceObject | None = None
    against: str | None = None
    via: tuple[Speaker, ...] = ()
