"""Cast: who is named in one document, and which words name them."""

from collections.abc import Mapping

from truceline.model.actor import Actor, Mention, Tie


class Cast:
    """The actors of one document.

    `mentions` are in the order of the text. `actors` holds the known ones and those learned here, by id. `by_token` maps
    the index of every token inside a mention to the mention.
    """

    def __init__(
        self,
        mentions: tuple[Mention, ...],
        by_token: Mapping[int, Mention],
        actors: Mapping[str, Actor],
        learned: tuple[Actor, ...] = (),
        ties: tuple[Tie, ...] = (),
    ) -> None:
        """Keep them."""
        self.mentions = mentions
        self.by_token = by_token
        self.actors = actors
        self.learned = learned
        self.ties = ties

    def at(self, i: int) -> Mention | None:
        """Return the mention that token `i` belongs to."""
        return self.by_token.get(i)

    def actor_at(self, i: int) -> str | None:
        """Return the id of the actor that token `i` names, if one is certain."""
        mention = self.by_token.get(i)
        return mention.actor if mention else None

    def side(self, actor: str) -> str:
        """Return the id at the top of what the actor speaks for or is part of: "person:mark-toner" gives "usa".

        A coalition is its own side: its members answer for it, it does not answer for them.
        """
        seen = {actor}
        while (one := self.actors.get(actor)) is not None:
            above = one.speaks_for or (one.part_of[0] if one.part_of else None)
            if above is None or above in seen:
                break
            seen.add(above)
            actor = above
        return actor
