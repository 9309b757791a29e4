"""Whom a relation ties: the words of one side, and the actor where one is certain."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from truceline.extract.attached import statement_at
from truceline.extract.clauses import actors_at as named_at
from truceline.extract.clauses import (
    actors_before,
    clause_of,
    conjuncts,
    doers,
    is_passive,
    objects,
    subjects,
)
from truceline.extract.doers import noun_phrase
from truceline.extract.pronouns import ONESELF
from truceline.extract.scene import Scene
from truceline.knowledge.relations import Relations
from truceline.model.document import Span
from truceline.model.parsed import Parsed
from truceline.model.relation import End

OWNING = ("its", "their", "his", "her")
COUNTING = ("number", "group", "range", "series", "majority", "dozen", "hundred", "thousand", "part", "rest")
LEADING_ON = ("against", "on", "with", "for")
WITHIN = ("in", "from", "with", "within")
FORCES = ("armed_group", "armed_force", "coalition")
# A sentence of so many words, nearly all with capitals, is a headline: its names are not told from its verbs.
HEADLINE_WORDS = 4
HEADLINE_SHARE = 0.7
FINITE = ("VBD", "VBZ", "VBP", "MD")
# What stands between a noun and the verb that carries it: "in support of", "as part of the campaign against".
CARRYING = ("ADP", "NOUN", "PROPN", "ADJ", "SCONJ", "PART")
DEEPEST = 5
BANDS = frozenset(("group", "militia", "movement", "faction", "network", "organisation", "organization"))
LOCALS = frozenset(("local", "resident", "inhabitant", "villager", "citizen"))
BYSTANDING = frozenset(("civilian", "official", "monitor"))


class Struck(NamedTuple):
    """A deed, and what it hit, whoever that belongs to."""

    deed: End
    hit: list[End]


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

    def struck(self, verb: int) -> Struck | None:
        """Return a deed that nobody is named for, and what it hit: "two strikes hit a unit and a bridge"."""
        parsed = self.scene.parsed
        if parsed.tokens[verb].lemma.lower() not in self.words.hitting:
            return None
        deeds = [i for i in subjects(parsed, verb) if parsed.tokens[i].lemma.lower() in self.words.deeds]
        if len(deeds) != 1 or self.of_noun(deeds[0]):
            return None
        hit = [i for i in objects(parsed, verb) if parsed.tokens[i].pos in ("NOUN", "PROPN")]
        return Struck(End(self._span(deeds[0])), [End(self._span(i), self._whose(i)) for i in hit])

    def _whose(self, head: int) -> str | None:
        end = self._end(head)
        return end.actor if end is not None else None

    def _end(self, head: int) -> End | None:
        scene, parsed = self.scene, self.scene.parsed
        head = self._bearer(self._counted(head))
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
        sure = len(named) == 1 and not kin and named[0] not in self.words.creeds
        return End(self._span(head), named[0] if sure else None)

    def _counted(self, head: int) -> int:
        """Return what a word of number counts: "a number of ministers", "dozens of fighters" are ministers and fighters."""
        parsed = self.scene.parsed
        of = [p for p in parsed.children(head, "prep") if parsed.tokens[p].lemma == "of"]
        counted = [o for p in of for o in parsed.children(p, "pobj")]
        return counted[0] if parsed.tokens[head].lemma.lower() in COUNTING and len(counted) == 1 else head

    def _belongings(self, head: int) -> End | None:
        """Return whose positions are meant by "ISIL positions"; other things are no side."""
        parsed, cast = self.scene.parsed, self.scene.cast
        if parsed.tokens[head].lemma.lower() not in self.words.belongings:
            return None
        named = [one for one in actors_before(parsed, cast, head) if cast.actors[one].kind in FORCES]
        return End(self._span(head), named[0]) if len(named) == 1 else None

    def _is_no_side(self, head: int) -> bool:
        """Return whether a name is of a place: one taken for a person, or the state behind it in "western Xtown Xland".

        "An attack on Xtown" tells of a town that nobody listed; in a headline any words may look like a name.
        """
        scene, token = self.scene, self.scene.parsed.tokens[head]
        actor = scene.cast.actor_at(head)
        if actor is None:
            return False
        learned = scene.cast.actors[actor]
        stray = learned.kind == "person" and not learned.part_of
        if learned.kind == "state" and head in scene.pinned:
            beside = scene.parsed.children(head, "compound", "nmod", "amod")
            return any(i in scene.pinned or scene.parsed.tokens[i].dep == "amod" for i in beside)
        placed = any(scene.cast.actor_at(i) == actor for i in scene.pinned)
        return stray and (placed or is_headline(scene.parsed, token.sentence))

    def is_named(self, head: int) -> bool:
        """Return whether the name at a noun is all that says who it is: "forces" that are "rebel forces" are others.

        "Xlandish tribal leaders" are not Xland's leaders, "foreign Xist fighters" not all Xists.
        """
        scene, parsed = self.scene, self.scene.parsed
        mention = scene.cast.at(head)
        if mention is None or not parsed.tokens[head].text.islower():
            return mention is not None and not self._goes_before(mention.span, head)
        beside = [i for i in parsed.children(head, "amod", "compound", "nmod") if scene.cast.at(i) != mention]
        # "Troops from an alliance" are not the troops told of before.
        bare = mention.span.quote == parsed.tokens[head].text
        if bare and any(parsed.tokens[p].lemma in ("of", "from") for p in self._preps(head)):
            return False
        # "Popular forces" are not the forces told of before.
        if mention.span.quote == parsed.tokens[head].text and any(
            parsed.tokens[i].tag == "JJ" for i in beside
        ):
            return False
        roles = (scene.names.roles.get(parsed.tokens[i].lemma.lower()) for i in beside)
        armed = any(role is not None and "armed_nonstate" in role.classes for role in roles)
        inside = parsed.tokens[max(0, head - 2) : head]
        unofficial = any(token.text.lower() in self.words.unofficial for token in inside)
        # "The A-inspired Bs" are the Bs: the word that links stands outside their name.
        linked = self._only_linked(head) and any(
            word.rpartition("-")[2] in self.words.linked for word in mention.span.quote.lower().split()
        )
        others = armed or unofficial or linked
        return not others and not self._is_some_of(mention.actor, head)

    def _preps(self, head: int) -> list[int]:
        """Return the prepositions of a noun, and of what counts it: "thousands of troops from the north"."""
        parsed = self.scene.parsed
        above = parsed.tokens[head].head
        of = parsed.tokens[head].dep == "pobj" and parsed.tokens[above].lemma == "of"
        counting = parsed.tokens[above].head if of else head
        return [p for i in {head, counting} for p in parsed.children(i, "prep") if p > head]

    def _goes_before(self, name: Span, head: int) -> bool:
        """See "the Democratic Xland Troops", of which only "Xland Troops" is known: they are another force."""
        parsed, cast = self.scene.parsed, self.scene.cast
        first = parsed.within(name.start, name.end).start
        before = parsed.tokens[first - 1] if first else None
        armed = (actor := cast.actor_at(head)) is not None and cast.actors[actor].kind in FORCES
        return (
            before is not None
            and armed
            and before.pos == "PROPN"
            and before.head == head
            and cast.at(first - 1) is None
        )

    def _is_some_of(self, actor: str | None, head: int) -> bool:
        """Return whether a noun is of some of a people or creed: "a Xist group", "foreign Xist fighters"."""
        scene, parsed = self.scene, self.scene.parsed
        if actor is None or scene.cast.actors[actor].kind != "people":
            return False
        others = [i for i in parsed.children(head, "amod") if parsed.tokens[i].tag == "JJ"]
        named = [i for i in others if scene.cast.actor_at(i) == actor and parsed.tokens[i].text[0].isupper()]
        return parsed.tokens[head].tag == "NN" or len(others) > len(named)

    def _named_beside(self, head: int) -> tuple[str, ...]:
        """Return whose name makes clear who a common noun is: "US troops", "fighters of the Xs"; bystanders are nobody's side."""
        scene, parsed = self.scene, self.scene.parsed
        if self.are_civilians(head):
            return ()
        before = () if self._only_linked(head) else actors_before(parsed, scene.cast, head)
        sure = not any(self._is_some_of(one, head) or self._only_hails(one, head) for one in before)
        told = (head, *parsed.children(head, "amod", "compound"))
        unofficial = any(parsed.tokens[i].text.lower() in self.words.unofficial for i in told)
        return before if before and sure and not unofficial else self._belonging(head)

    def _only_hails(self, actor: str, head: int) -> bool:
        """See "the Xlandish group": it comes from Xland, and is not the state."""
        lemma = self.scene.parsed.tokens[head].lemma.lower()
        return self.scene.cast.actors[actor].kind == "state" and lemma in BANDS

    def _only_linked(self, head: int) -> bool:
        """See "an A-linked group": it is not A; "A-led troops" are A's."""
        parsed = self.scene.parsed
        joined = [i for i in parsed.children(head, "amod") if parsed.tokens[i].tag in ("VBN", "VBD", "JJ")]
        last = [parsed.tokens[i].text.lower().rpartition("-")[2] for i in joined]
        return any(word in self.words.linked for word in last)

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
        """Return whom "the minister for trade, Ann Lee," and "Minister Ann Lee" name: the person, who says more than the office.

        "The Xlandish group Ys", "its ally Ys" are the Ys; the parser may hang both side by side.
        """
        parsed, cast = self.scene.parsed, self.scene.cast
        mention, after = cast.at(head), cast.at(head + 1)
        if after is not None and after != mention and after.actor is not None:
            kind, lemma = cast.actors[after.actor].kind, parsed.tokens[head].lemma.lower()
            grouped = kind in FORCES and (lemma in self.words.groups or lemma in self.words.kin)
            if grouped or (kind == "person" and mention is not None and mention.actor is not None):
                return after.head
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

    def _oneself(self, head: int) -> End:
        """Return the speaker where "we" is said: the side that speaks; in a text of somebody's own nobody knows whose."""
        token = self.scene.parsed.tokens[head]
        said = statement_at(self.scene.statements, token.start, token.end)
        actor = said.speaker.actor if said is not None and said.speaker is not None else None
        return End(self.scene.parsed.span(head, head + 1), self.scene.cast.side(actor) if actor else None)

    def ends_of_owner(self, heads: Iterable[int]) -> list[End]:
        """Return whose something is: the names, and for "its" whoever the nearest clause before is about: "A armed its ally B"."""
        parsed = self.scene.parsed
        found: list[End] = []
        for head in heads:
            if parsed.tokens[head].text.lower() not in OWNING:
                found += self.ends([head])
                continue
            own = [i for i in subjects(parsed, clause_of(parsed, head)) if i < head]
            named = list(self.ends(own)) if parsed.tokens[head].text.lower() == "its" else []
            if named:
                found += named
                continue
            before = range(head - 1, parsed.sentences[parsed.tokens[head].sentence].first - 1, -1)
            about = next((i for i in before if parsed.tokens[i].dep in ("nsubj", "nsubjpass")), None)
            if about is not None:
                found += self.ends(i for i in subjects(parsed, parsed.tokens[about].head) if i < head)
        return found

    def of_verb(self, verb: int) -> list[End]:
        """Return who does what a verb tells; of "A's campaign to defeat B" whose the campaign is."""
        parsed = self.scene.parsed
        if deed := self._hitting(verb):
            return self.of_noun(deed)
        heads = self._backers(verb, doers(parsed, verb) or self._committed(verb))
        found = list(self.ends(self._meant(one) for one in heads))
        if not found and parsed.tokens[verb].dep in ("acl", "relcl", "xcomp", "pcomp", "conj"):
            nouns = [
                i
                for i in heads
                if parsed.tokens[i].pos == "NOUN" and parsed.tokens[i].lemma.lower() in self.words.deeds
            ]
            return [end for noun in nouns for end in self.of_noun(noun)]
        return found

    def _backers(self, verb: int, heads: list[int]) -> list[int]:
        """Leave out the last of "several, including B backed by C and D and E, went on": E is one of the several."""
        parsed = self.scene.parsed
        joins = [i for head in heads for i in parsed.children(head, "cc") if parsed.tokens[i].lemma == "and"]
        marked = parsed.tokens[verb].dep == "acl" and is_passive(parsed, verb) and bool(heads)
        return heads[:-1] if marked and len(joins) > 1 and len(heads) > len(joins) else heads

    def _hitting(self, verb: int) -> int:
        """Return the deed behind "strikes in support of B targeting C", which is parsed as if B targeted; 0 for none."""
        parsed = self.scene.parsed
        token = parsed.tokens[verb]
        if token.dep != "acl" or token.tag != "VBG" or token.lemma.lower() not in self.words.hitting:
            return 0
        above = [one for i in parsed.ancestors(verb) for one in (i, *parsed.children(i, "dobj"))]
        return next((i for i in above if parsed.tokens[i].lemma.lower() in self.words.deeds and i < verb), 0)

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
        """Return whom a verb is done to; of "A and B backed by C" B alone, who stands beside it."""
        parsed = self.scene.parsed
        heads = objects(parsed, verb)
        before = [i for i in heads if i < verb]
        beside = parsed.tokens[verb].dep == "acl" and before
        return [end for end in map(self._end, before[-1:]) if end] if beside else list(self.ends(heads))

    def of_noun(self, noun: int) -> list[End]:
        """Return who does what a noun tells: its "by", whose it is, whose name stands before, who carries it out."""
        return self.owners(noun) or self._carriers(noun)

    def owners(self, noun: int) -> list[End]:
        """Return whose a noun is, by its own words: its "by", its possessor, the name before it."""
        parsed = self.scene.parsed
        # "An attack on B by A": the parser may hang A on B.
        led = [o for p in parsed.children(noun, "prep") for o in parsed.children(p, "pobj")]
        by = [
            o
            for i in (noun, *led)
            for p in parsed.children(i, "prep", "agent")
            if parsed.tokens[p].lemma.lower() == "by"
            for o in parsed.children(p, "pobj")
        ]
        by += self._of_whom(noun)
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

    def _has_owner(self, noun: int, without: int) -> bool:
        """Return whether a noun is told to be somebody's by name: "its" is of the subject."""
        parsed = self.scene.parsed
        poss = [i for i in parsed.children(noun, "poss") if parsed.tokens[i].text.lower() not in OWNING]
        of = [p for p in parsed.children(noun, "prep") if p != without and parsed.tokens[p].lemma == "of"]
        return bool(poss or of)

    def _of_whom(self, noun: int) -> list[int]:
        """Return whose a deed is by its "of", where another preposition leads on: "the offensive of A against B"."""
        parsed = self.scene.parsed
        preps = parsed.children(noun, "prep")
        of = [p for p in preps if parsed.tokens[p].lemma == "of"]
        led = any(p not in of and parsed.tokens[p].lemma in LEADING_ON for p in preps)
        deed = parsed.tokens[noun].lemma.lower() in self.words.deeds
        return [o for p in of for o in parsed.children(p, "pobj")] if led and deed else []

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
                done = is_passive(parsed, above) and parsed.children(above, "agent")
                heads = [i for i in (doers if done else subjects)(parsed, above) if i != noun]
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
                # "The stance of the locals in support of B": they are no side, and nobody above them is meant.
                if parsed.tokens[at].dep == "prep" and parsed.tokens[above].lemma.lower() in LOCALS:
                    return []
                here = self._end(above) if parsed.tokens[at].dep == "prep" else None
                led = here is None and parsed.tokens[at].dep == "prep"
                # "A's advance in the war against B": the war is A's.
                beside = (self._led_by(above, at) or self.owners(above)) if led else []
                # "The stance of the locals in support of B": whose it is is told, and they are no side.
                owned = led and self._has_owner(above, at)
                if here is not None or beside or owned:
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
