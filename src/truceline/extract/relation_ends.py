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
from truceline.model.parsed import Parsed
from truceline.model.relation import End

OWNING = ("its", "their", "his", "her")
WITHIN = ("in", "from", "with", "within")
FORCES = ("armed_group", "armed_force", "coalition")
# A sentence of so many words, nearly all with capitals, is a headline: its names are not told from its verbs.
HEADLINE_WORDS = 4
HEADLINE_SHARE = 0.7
FINITE = ("VBD", "VBZ", "VBP", "MD")
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

    def things(self, verb: int) -> list[tuple[End, bool]]:
        """Return what a deed that nobody is named for hit, and the deed: "two strikes hit a unit and a bridge".

        The deed comes first, and is marked.
        """
        parsed = self.scene.parsed
        deeds = [i for i in subjects(parsed, verb) if parsed.tokens[i].lemma.lower() in self.words.deeds]
        if (
            parsed.tokens[verb].lemma.lower() not in self.words.hitting
            or len(deeds) != 1
            or self.of_noun(deeds[0])
        ):
            return []
        hit = [i for i in objects(parsed, verb) if parsed.tokens[i].pos in ("NOUN", "PROPN")]
        return [
            (End(self._span(deeds[0])), True),
            *((End(self._span(i), self._whose(i)), False) for i in hit),
        ]

    def _whose(self, head: int) -> str | None:
        end = self._end(head)
        return end.actor if end is not None else None

    def _end(self, head: int) -> End | None:
        scene, parsed = self.scene, self.scene.parsed
        head = self._bearer(head)
        if self._is_no_side(head):
            return None
        token = parsed.tokens[head]
        if token.text.lower() in ONESELF and token.tag == "PRP":
            return self._oneself(head)
        if scene.cast.at(head) is None and not self._can_be(head):
            return self._belongings(head)
        own = scene.cast.actor_at(head) if self.is_named(head) else None
        named = (own,) if own else self._named_beside(head)
        # "A key US ally" is not the US.
        kin = own is None and parsed.tokens[head].lemma.lower() in self.words.kin
        return End(self._span(head), named[0] if len(named) == 1 and not kin else None)

    def _belongings(self, head: int) -> End | None:
        """Return whose positions are meant by "ISIL positions"; other things are no side."""
        parsed, cast = self.scene.parsed, self.scene.cast
        if parsed.tokens[head].lemma.lower() not in self.words.belongings:
            return None
        named = [one for one in actors_before(parsed, cast, head) if cast.actors[one].kind in FORCES]
        return End(self._span(head), named[0]) if len(named) == 1 else None

    def _is_no_side(self, head: int) -> bool:
        """Return whether a name is of a place that was taken for a person, or stands in a list of words.

        "An attack on Xtown", a town that nobody listed; "Tags Xland Yland war".
        """
        scene, token = self.scene, self.scene.parsed.tokens[head]
        actor = scene.cast.actor_at(head)
        if actor is None:
            return False
        learned = scene.cast.actors[actor]
        stray = learned.kind == "person" and not learned.part_of
        placed = any(scene.cast.actor_at(i) == actor for i in scene.pinned)
        return stray and (placed or is_headline(scene.parsed, token.sentence))

    def is_named(self, head: int) -> bool:
        """Return whether the mention at a noun is all that says who it is: "forces" that are "rebel forces" are others."""
        scene, parsed = self.scene, self.scene.parsed
        mention = scene.cast.at(head)
        if mention is None or not mention.span.quote.islower():
            return mention is not None
        beside = parsed.children(head, "amod", "compound", "nmod")
        roles = (
            scene.names.roles.get(parsed.tokens[i].lemma.lower())
            for i in beside
            if scene.cast.at(i) != mention
        )
        return not any(role is not None and "armed_nonstate" in role.classes for role in roles)

    def _named_beside(self, head: int) -> tuple[str, ...]:
        """Return whose name makes clear who a common noun is: "US troops", "fighters of the Xs".

        Bystanders are nobody's side; "a Sunni group" is one of many, and no people or creed as a whole.
        """
        scene, parsed = self.scene, self.scene.parsed
        if self.are_civilians(head):
            return ()
        before = actors_before(parsed, scene.cast, head)
        kinds = {scene.cast.actors[one].kind for one in before}
        some = parsed.tokens[head].tag == "NN" or any(
            scene.cast.at(i) is None for i in parsed.children(head, "amod")
        )
        return self._belonging(head) if not before or (kinds == {"people"} and some) else before

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
        """Return whose they are: "fighters of the Xs", "rebels in the Xs" where these are a force; in a town they are anybody."""
        parsed, cast = self.scene.parsed, self.scene.cast
        preps = parsed.children(head, "prep")
        of = [p for p in preps if parsed.tokens[p].lemma == "of"]
        found = named_at(parsed, cast, [o for p in of for o in parsed.children(p, "pobj")])
        within = [p for p in preps if parsed.tokens[p].lemma in WITHIN]
        inside = named_at(parsed, cast, [o for p in within for o in parsed.children(p, "pobj")])
        return found or tuple(one for one in inside if cast.actors[one].kind in FORCES)

    def _bearer(self, head: int) -> int:
        """Return whom "the minister for trade, Ann Lee," and "Minister Ann Lee" name: the person, who says more than the office."""
        parsed, cast = self.scene.parsed, self.scene.cast
        mention = cast.at(head)
        behind = next((i for i in range(head + 1, min(head + 2, len(parsed.tokens)))), None)
        following = cast.at(behind) if behind is not None else None
        if (
            mention is not None
            and following is not None
            and following != mention
            and following.actor is not None
        ):
            if cast.actors[following.actor].kind == "person" and mention.actor is not None:
                return following.head
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

    def ends_of_owner(self, heads: Iterable[int]) -> list[End]:
        """Return whose something is: the names, and for "its" whoever the sentence is about: "A armed its ally B"."""
        parsed = self.scene.parsed
        found: list[End] = []
        for head in heads:
            if parsed.tokens[head].text.lower() in OWNING:
                above = next((i for i in parsed.ancestors(head) if parsed.tokens[i].pos == "VERB"), None)
                about = subjects(parsed, above) if above is not None else []
                found += self.ends(i for i in about if i < head)
            else:
                found += self.ends([head])
        return found

    def of_verb(self, verb: int) -> list[End]:
        """Return who does what a verb tells; of "A's campaign to defeat B" whose the campaign is."""
        parsed = self.scene.parsed
        heads = doers(parsed, verb) or self._committed(verb)
        found = list(self.ends(self._meant(one) for one in heads))
        if not found and parsed.tokens[verb].dep in ("acl", "relcl", "xcomp", "pcomp", "conj"):
            nouns = [
                i
                for i in heads
                if parsed.tokens[i].pos == "NOUN" and parsed.tokens[i].lemma.lower() in self.words.deeds
            ]
            return [end for noun in nouns for end in self.of_noun(noun)]
        return found

    def _committed(self, verb: int) -> list[int]:
        """Return who is said to be "committed to defeating", "capable of fighting" somebody."""
        parsed = self.scene.parsed
        prep = parsed.tokens[verb].head
        word = parsed.tokens[prep].head
        if parsed.tokens[verb].dep != "pcomp" or parsed.tokens[word].pos not in ("ADJ", "VERB"):
            return []
        return subjects(parsed, word) or subjects(parsed, parsed.tokens[word].head)

    def _meant(self, head: int) -> int:
        """Return whom a noun says something of: "X is a group that fights" tells of X."""
        parsed = self.scene.parsed
        token = parsed.tokens[head]
        if token.dep != "attr" or self.scene.cast.at(head) is not None:
            return head
        heads = subjects(parsed, token.head)
        return heads[0] if len(heads) == 1 else head

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
                # "A flew raids delivering shells in support of B": the raids are A's; lorries loaded with shells are no deed.
                # "He praised A's support for B in the fight": the fight is A's.
                helped = [
                    i for i in objects(parsed, above) if parsed.tokens[i].lemma.lower() in self.words.given
                ]
                deeds = [i for i in heads if parsed.tokens[i].lemma.lower() in self.words.deeds]
                return list(self.ends(heads)) or [
                    end for i in (*deeds, *helped) if i < noun for end in self.of_noun(i)
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


def is_headline(parsed: Parsed, sentence: int) -> bool:
    """Return whether most longer words of a sentence have a capital, and no verb is small: "Raids on Xtown Bastion Kill Six"."""
    one = parsed.sentences[sentence]
    told = parsed.tokens[one.first : one.last]
    if any(token.tag in FINITE and token.text[0].islower() for token in told):
        return False
    words = [token.text for token in told if len(token.text) >= HEADLINE_WORDS and token.text.isalpha()]
    return len(words) >= HEADLINE_WORDS and sum(w[0].isupper() for w in words) >= HEADLINE_SHARE * len(words)
