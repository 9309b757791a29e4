"""Whom a relation ties: the words of one side, and the actor where one is certain."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from truceline.extract.arguments import noun_phrase
from truceline.extract.attached import statement_at
from truceline.extract.clauses import actors_at as named_at
from truceline.extract.clauses import actors_before, conjuncts, doers, objects, subjects
from truceline.extract.pronouns import ONESELF
from truceline.extract.scene import Scene
from truceline.knowledge.relations import Relations
from truceline.model.document import Span
from truceline.model.relation import End

OWNING = ("its", "their", "his", "her")
# What stands between a noun and the verb that carries it: "in support of", "as part of the campaign against".
CARRYING = ("ADP", "NOUN", "PROPN", "ADJ", "SCONJ", "PART")
DEEPEST = 5
BYSTANDING = frozenset(("civilian", "official", "monitor"))


class Sides(NamedTuple):
    """What the reading of one document's relations shares."""

    scene: Scene
    words: Relations

    def ends(self, heads: Iterable[int]) -> Iterator[End]:
        """Yield the sides that these heads name, those joined by "and" one by one; other words are no side."""
        for head in dict.fromkeys(one for i in heads for one in conjuncts(self.scene.parsed, i)):
            end = self._end(head)
            if end is not None:
                yield end

    def _end(self, head: int) -> End | None:
        scene, parsed = self.scene, self.scene.parsed
        head = self._bearer(head)
        token = parsed.tokens[head]
        if token.text.lower() in ONESELF and token.tag == "PRP":
            return self._oneself(head)
        if scene.cast.at(head) is None and not self._can_be(head):
            return None
        own = scene.cast.actor_at(head)
        named = (own,) if own else actors_before(parsed, scene.cast, head) or self._belonging(head)
        # "A key US ally" is not the US.
        kin = own is None and parsed.tokens[head].lemma.lower() in self.words.kin
        return End(self._span(head), named[0] if len(named) == 1 and not kin else None)

    def _span(self, head: int) -> Span:
        """Return the words of a side: the whole name where one stands there ("the Government of Xland")."""
        parsed = self.scene.parsed
        first, last = noun_phrase(parsed, head)
        mention = self.scene.cast.at(head)
        if mention is not None and any(
            self._is_other(i, head) for i in parsed.children(head, "compound", "nmod")
        ):
            return mention.span
        end = parsed.tokens[last - 1].end
        return parsed.doc.span(parsed.tokens[first].start, max(end, mention.span.end if mention else end))

    def _belonging(self, head: int) -> tuple[str, ...]:
        """Return whose they are: "fighters of the Xs"."""
        parsed = self.scene.parsed
        of = [p for p in parsed.children(head, "prep") if parsed.tokens[p].lemma == "of"]
        return named_at(parsed, self.scene.cast, [o for p in of for o in parsed.children(p, "pobj")])

    def _bearer(self, head: int) -> int:
        """Return whom "the minister for trade, Ann Lee," names: the person, who says more than the office."""
        parsed, cast = self.scene.parsed, self.scene.cast
        for behind in parsed.children(head, "appos"):
            actor = cast.actor_at(behind)
            if actor is not None and cast.actors[actor].kind == "person":
                return behind
        return head

    def _can_be(self, head: int) -> bool:
        """Return whether a common noun is of people, or of what belongs to them, whoever they are."""
        token = self.scene.parsed.tokens[head]
        if token.pos not in ("NOUN", "PROPN"):
            return False
        role = self.scene.names.roles.get(token.lemma)
        return token.lemma.lower() in self.words.sides or (
            role is not None and "official" not in role.classes
        )

    def are_civilians(self, head: int) -> bool:
        """Return whether a noun is of people who are no side: where they were harmed is told by the event."""
        role = self.scene.names.roles.get(self.scene.parsed.tokens[head].lemma)
        return role is not None and set(role.classes) <= BYSTANDING and self.scene.cast.at(head) is None

    def _oneself(self, head: int) -> End | None:
        """Return the speaker where "we" is said: the side that speaks."""
        token = self.scene.parsed.tokens[head]
        said = statement_at(self.scene.statements, token.start, token.end)
        if said is None or said.speaker is None:
            return None
        actor = said.speaker.actor
        return End(self.scene.parsed.span(head, head + 1), self.scene.cast.side(actor) if actor else None)

    def of_verb(self, verb: int) -> list[End]:
        """Return who does what a verb tells; of "A's campaign to defeat B" whose the campaign is."""
        parsed = self.scene.parsed
        heads = doers(parsed, verb)
        found = list(self.ends(heads))
        if not found and parsed.tokens[verb].dep in ("acl", "relcl", "xcomp", "pcomp", "conj"):
            return [end for noun in heads if parsed.tokens[noun].pos == "NOUN" for end in self.of_noun(noun)]
        return found

    def done_to(self, verb: int) -> list[End]:
        """Return whom a verb is done to."""
        return list(self.ends(objects(self.scene.parsed, verb)))

    def of_noun(self, noun: int) -> list[End]:
        """Return who does what a noun tells: its "by", whose it is, whose name stands before, who carries it out."""
        return self.owners(noun) or self._carriers(noun)

    def owners(self, noun: int) -> list[End]:
        """Return whose a noun is, by its own words: its "by", its possessor, the name before it."""
        parsed = self.scene.parsed
        by = [
            o
            for p in parsed.children(noun, "prep", "agent")
            if parsed.tokens[p].lemma.lower() == "by"
            for o in parsed.children(p, "pobj")
        ]
        modifiers = parsed.children(noun, "poss", "compound", "amod", "nmod")
        # "The Xland-Yland war": the parser hangs the first name on the second.
        inner = [c for i in modifiers for c in parsed.children(i, "compound", "nmod") if self._is_other(c, i)]
        before = [
            i
            for i in (*inner, *modifiers)
            if self.scene.cast.at(i) is not None
            or (
                parsed.tokens[i].pos in ("NOUN", "PROPN")
                and parsed.tokens[i].lemma.lower() in self.words.sides
            )
        ]
        return list(self.ends(by or before))

    def _is_other(self, one: int, other: int) -> bool:
        cast = self.scene.cast
        return cast.at(one) is not None and cast.at(one) != cast.at(other)

    def _carriers(self, noun: int) -> list[End]:
        """Return the subject of the verb that carries a noun, or whom the noun hangs on: "A's support in its fight against"."""
        parsed = self.scene.parsed
        at = noun
        for _ in range(DEEPEST):
            above = parsed.tokens[at].head
            if above == at:
                return []
            token = parsed.tokens[above]
            if token.pos in ("VERB", "AUX"):
                heads = [one for one in subjects(parsed, above) if one != noun]
                # "A flew raids delivering shells in support of B": the raids are A's.
                return list(self.ends(heads)) or [
                    end
                    for i in heads
                    if i < noun and parsed.tokens[i].pos == "NOUN"
                    for end in self.of_noun(i)
                ]
            if token.pos in ("NOUN", "PROPN"):
                here = self._end(above) if parsed.tokens[at].dep == "prep" else None
                beside = self._led_by(above, at) if here is None and parsed.tokens[at].dep == "prep" else []
                if here is not None or beside:
                    return [here] if here is not None else beside
            at = above
        return []

    def _led_by(self, noun: int, without: int) -> list[End]:
        """Return whom the other prepositions of a noun lead to: "support for A in the fight": A."""
        parsed = self.scene.parsed
        preps = [p for p in parsed.children(noun, "prep") if p < without]
        return list(self.ends(o for p in preps for o in parsed.children(p, "pobj")))
