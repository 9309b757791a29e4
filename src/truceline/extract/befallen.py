"""Befallen: which counted people each word of harm in a sentence belongs to."""

from collections.abc import Iterator
from typing import NamedTuple

from truceline.extract.by_name import end_at, loses_own
from truceline.extract.harmed import Counted, are_lost, chain_left, chain_right
from truceline.extract.line import Group
from truceline.model.claim import Effect

# "killing in the market at least nine people": an object may stand this many tokens off, and no verb between.
OBJECT_REACH = 6
# "the toll from three days of shelling has risen to 13": read over a long subject, but not into the next thought.
TOLL_REACH = 22
OWN = ("men", "people", "troops")
HAVE = ("has", "have", "had")
# "the number of members of the northern guard killed there to 18".
NUMBER_REACH = 12
FINITE = ("VBD", "VBZ", "VBP")
ACTIVE = ("VBD", "VBZ", "VBP", "VB")
# "Confirmed the toll to a correspondent": nobody counts the dead so.
ARTICLES = ("a", "an", "the")
DEFINITE = ("the", "this", "that", "his", "her", "their", "its")
INNER = ("relcl", "acl", "aux", "auxpass", "advcl", "pcomp")


class Bond(NamedTuple):
    """People joined by grammar, what befell them, and the word that says it; `joint` where two effects share them."""

    groups: tuple[Group, ...]
    effect: Effect
    cue: int
    joint: bool = False


def find_bonds(line: Counted) -> list[Bond]:
    """Return every count of people in the sentence with its effect, each count once."""
    return list(_Binder(line).bonds())


class _Binder:
    """Goes through the words of harm from left to right; a count that one has taken is not free for the next."""

    def __init__(self, line: Counted) -> None:
        self.line = line
        self.cues = line.amounts.cues
        self.taken: set[int] = set()

    def bonds(self) -> Iterator[Bond]:
        told: list[Bond] = []
        for i in (i for i in self.line.words if i not in self.line.spent):
            for read in READERS:
                bond = read(self, i)
                if bond is not None and not self.taken & {g.first for g in bond.groups}:
                    self.taken |= {g.first for g in bond.groups}
                    yield bond
                    told.append(bond)
                    break
        yield from self._elsewhere(told)

    def _elsewhere(self, told: list[Bond]) -> Iterator[Bond]:
        """Read the second of "nine guards were killed in Xtown and another five near Ytown": the word of harm is not said again."""
        for group in self.line.groups:
            free = group.first not in self.taken and group.numeral.more
            joined = self.line.word(group.first - 1) in ("and", ",") and self.line.tag(group.last) == "IN"
            before = [bond for bond in told if bond.cue < group.first]
            if free and joined and before:
                self.taken.add(group.first)
                yield Bond((group,), before[-1].effect, before[-1].cue)

    def _toll(self, i: int) -> Bond | None:
        """Read "the toll rose to 33", "a toll of 27 dead", "raising to 51 the number killed"."""
        word = self.line.word(i)
        if word in self.cues.counts:
            return self._numbered(i)
        # A toll-free number costs a caller nothing.
        if word not in self.cues.toll or "free" in (self.line.word(i + 1), self.line.word(i + 2)):
            return None
        for j in range(i + 1, min(self._toll_reach(i), self.line.sentence.last)):
            group = self.line.starting.get(j)
            # "The toll of four shootings in four days" counts no dead.
            if group is None or self.line.word(j) in ARTICLES or not (group.bare or group.sure):
                continue
            if self.line.word(j - 1) in self.cues.toll_to and not self._owned(group):
                return Bond((group,), self._toll_effect(i, group), i)
        return self._told_before(i)

    def _toll_reach(self, i: int) -> int:
        """Return where the number of a toll is no longer looked for; its own verb may stand behind a long subject."""
        token = self.line.parsed.tokens[i]
        verb = token.head if token.dep == "nsubj" else i
        return max(i + TOLL_REACH, verb + OBJECT_REACH)

    def _toll_effect(self, i: int, group: Group) -> Effect:
        """Return what the toll counts: the dead unless it says otherwise ("the injury toll", "13 wounded")."""
        words = (self.line.word(i - 1), self.line.word(group.last))
        return "wounded" if "wounded" in (self.cues.nouns.get(w) for w in words) else "killed"

    def _told_before(self, i: int) -> Bond | None:
        """Read the figure before its toll: "12, the highest toll yet" is not one; "15 on the death toll" is."""
        group = self.line.ending.get(i - 1) if self.line.word(i - 1) == "death" else None
        return Bond((group,), "killed", i) if group and not self._owned(group) else None

    def _numbered(self, i: int) -> Bond | None:
        """Read "the number of dead to 45", "took to 91 the number of guards killed"."""
        near = range(i + 1, min(i + NUMBER_REACH, self.line.sentence.last))
        cue = next((j for j in near if self._effect(j)), None)
        if cue is None:
            return None
        before = [
            g
            for g in self.line.groups
            if g.last < i and i - g.last <= 2 and self.line.word(g.first - 1) == "to"
        ]
        for j in range(cue + 1, min(cue + TOLL_REACH, self.line.sentence.last)):
            group = self.line.starting.get(j)
            if group is not None and self.line.word(j - 1) in ("to", "at", "is", "was", "reached"):
                before.append(group)
        return Bond((before[0],), self._effect(cue) or "killed", cue) if before else None

    def _lives(self, i: int) -> Bond | None:
        """Read "claimed the lives of nine people" and "claimed 17 lives"."""
        if self.line.word(i) not in self.cues.lives:
            return None
        group = self.line.starting.get(i + 2) if self.line.word(i + 1) == "of" else None
        if group is not None and not are_lost(self.line, i, group):
            return None
        if group is not None:
            return Bond(tuple(chain_right(self.line, group)), "killed", i)
        verb = next((j for j in range(i - 1, i - 8, -1) if self.line.word(j) in self.cues.claiming), None)
        if verb is None:
            return None
        if self.line.word(i - 1) == "their":
            # "The bombing cost 14 people their lives": they stand behind the verb.
            counted = self.line.starting.get(verb + 1) or self._beside(verb) or self._subject(verb)
        else:
            counted = next(
                (g for g in self.line.groups if g.noun == i or (g.bare and i - 3 <= g.last <= i)), None
            )
        return Bond((counted,), "killed", i) if counted else None

    def _own_end(self, i: int) -> Bond | None:
        """Read "Xan Yorr's murder", "Xan Yorr's shooting death": it befell who is named."""
        owners = (j for j in (i - 1, i - 2) if end_at(self.line, j) == i and loses_own(self.line, j))
        group = next((self.line.ending[j] for j in owners if j in self.line.ending), None)
        return Bond((group,), "killed", i) if group is not None and group.named else None

    def _suffering(self, i: int) -> Bond | None:
        """Read "35 people suffered suffocation", "twenty were treated for burns", "suffocation to 18"."""
        if self.line.word(i) not in self.cues.suffered:
            return None
        verb = next((j for j in range(i - 1, i - 5, -1) if self.line.word(j) in self.cues.suffering), None)
        group = self._beside(verb) or self._subject(verb) if verb is not None else None
        return Bond(tuple(self._left(group)), "wounded", i) if group else None

    def _verb(self, i: int) -> Bond | None:
        effect = self.cues.verbs.get(self.line.word(i))
        # "numerous massacres" counts massacres.
        if effect is None or (self.line.tag(i) == "NNS" and self.line.ending.get(i) is not None):
            return None
        joint = self._joint(i)
        groups = () if self._describes(i) else self._befallen(i, joint)
        return Bond(groups, effect, i, joint is not None) if groups else None

    def _befallen(self, i: int, joint: int | None) -> tuple[Group, ...]:
        """Return those whom the verb befell: behind it, before it, or a few words on."""
        right = self._right(joint or i)
        left = self._beside(i)
        if right is not None and not (left and self._passive(i, left)):
            return tuple(chain_right(self.line, right))
        if right is None and self._has_object(i):
            return ()
        if left is None and self._participle(i):
            left = self._subject(i)
        if left is not None and self._of_a_part(left, i):
            return ()
        if left is not None:
            return (*self._left(left), *self._along(i))
        far = self._object(i)
        return tuple(chain_right(self.line, far)) if far else ()

    def _describes(self, i: int) -> bool:
        """Return whether the word only describes a place or somebody told before.

        "Two besieged towns", "a girl from the besieged quarter"; "visited the slain officer's wife" tells of nobody new.
        """
        token = self.line.parsed.tokens[i]
        if token.dep not in ("amod", "compound") or token.head <= i:
            return False
        known = self.line.word(i - 1) in DEFINITE
        thing = self.line.word(token.head) not in self.line.amounts.people.status
        return known or (token.dep == "amod" and thing)

    def _has_object(self, i: int) -> bool:
        """See "two officers killed him", "killed the sergeant": whom it befell stands behind, and is not counted."""
        if self.line.word(i - 1) in self.line.amounts.frames.passive or not self._is_active(i):
            return False
        people, counted = self.line.amounts.people.status, {group.noun for group in self.line.groups}
        objects = [o for o in self.line.parsed.children(i, "dobj") if o > i and o not in counted]
        doers = self.line.parsed.children(i, "nsubj")
        return self.line.word(i + 1) in ("him", "them") or any(
            not self.line.effect(o)
            and (
                self.line.parsed.tokens[o].label == "PERSON"
                or self.line.word(o) in people
                or (doers and self._is_whole(o))
            )
            for o in objects
        )

    def _is_active(self, i: int) -> bool:
        """Return whether the verb tells what its subject did; "they shot him to death" has, to the model, a participle."""
        doers = self.line.parsed.children(i, "nsubj") if self.line.tag(i) == "VBN" else []
        return self.line.tag(i) in ACTIVE or bool(doers)

    def _is_whole(self, i: int) -> bool:
        """See "several men wounded a watchman": whatever word he is told by, somebody did it and he was hit."""
        token = self.line.parsed.tokens[i]
        articles = {self.line.word(c) for c in self.line.parsed.children(i, "det")}
        plain = token.pos == "NOUN" and not token.label and self.line.word(i) not in self.cues.counts
        return plain and not articles.isdisjoint(("a", "an", "the"))

    def _left(self, group: Group) -> list[Group]:
        """Return the group and those joined to it on the left that no other word of harm has taken."""
        return [one for one in chain_left(self.line, group) if one.first not in self.taken]

    def _along(self, i: int) -> list[Group]:
        """Return those added after the verb: "22 children were killed along with six teachers"."""
        for phrase in (("along", "with"), ("together", "with"), ("as", "well", "as"), ("alongside",)):
            if self.line.stands(phrase, i + 1) and (group := self.line.starting.get(i + 1 + len(phrase))):
                return chain_right(self.line, group)
        return []

    def _end(self, i: int) -> Bond | None:
        """Read what only takes a subject: "nine people died", "left nine dead", "nine are missing"."""
        word = self.line.word(i)
        effect = self.cues.ends.get(word) or self.cues.states.get(word)
        if effect is None or self._attribute(i):
            return None
        group = self._before(i)
        # Gunmen who fled left their homes no more than soldiers do.
        if group is not None and effect == "displaced" and group.status == "combatant":
            return None
        # "dozens dead or injured": it may be that few of them died.
        other = self.cues.verbs.get(self.line.word(i + 2)) if self.line.word(i + 1) in ("or", "and") else None
        joint = other is not None and other != effect and self.line.starting.get(i + 3) is None
        return Bond(tuple(self._left(group)), effect, i, joint) if group else None

    def _before(self, i: int) -> Group | None:
        """Return whom what only takes a subject befell."""
        group = self._beside(i) or self._subject(i)
        return None if group is None or self._of_a_part(group, i) else group

    def _of_a_part(self, group: Group, i: int) -> bool:
        """See "with nine friends, including the boy who was killed": the word is told of the boy alone."""
        token, line = self.line.parsed.tokens[i], self.line
        between = range(group.last, max(token.head, group.last))
        return token.dep in ("relcl", "acl") and any(
            line.amounts.frames.part_before.at(line.words, j) is not None for j in between
        )

    def _again(self, i: int) -> Bond | None:
        """Read the second of "the agency put the toll at 12, the ministry at nine"."""
        group = self.line.starting.get(i + 1) if self.line.word(i) == "at" else None
        if group is None or not group.bare or not self.line.tag(i - 1).startswith("NN"):
            return None
        toll = next(
            (j for j in range(i - 1, self.line.sentence.first, -1) if self.line.word(j) in self.cues.toll),
            None,
        )
        before = toll is not None and any(
            toll < one.first < i and self.line.word(one.first - 1) == "at" for one in self.line.groups
        )
        # "put the toll at 12 and began its talks at nine": another verb stands between.
        verbs = sum(self.line.tag(j) in FINITE for j in range(toll or i, i))
        fits = before and toll is not None and not verbs
        return Bond((group,), self._toll_effect(toll, group), i) if fits and toll is not None else None

    def _lost(self, i: int) -> Bond | None:
        """Read "the army lost four tanks and 20 men": what an army loses of its own died."""
        owned = self.line.tag(i) != "VBN" or any(self.line.word(j) in HAVE for j in (i - 1, i - 2))
        if self.line.word(i) not in self.cues.losing or not owned:
            return None
        for j in range(i + 1, min(i + OBJECT_REACH, self.line.sentence.last)):
            group = self.line.starting.get(j)
            if group is not None and group.sure:
                own = group.status == "combatant" or self.line.word(group.noun or 0) in OWN
                # "lost two captains to a rival"
                own = own and self.line.word(group.last) != "to"
                return Bond(tuple(chain_right(self.line, group)), "killed", i) if own else None
            if self._barrier(j, i) or (self.line.tag(j) == "IN" and j > i + 1):
                return None
        return None

    def _noun(self, i: int) -> Bond | None:
        """Read "nine deaths", "the death of two boys", "35 cases of suffocation", "12 bodies", "ten wounded civilians"."""
        effect = self.cues.nouns.get(self.line.word(i)) or self.cues.states.get(self.line.word(i))
        # "Many death threats" killed nobody.
        if effect is None or self.line.word(i + 1) in ("threat", "threats"):
            return None
        if self.line.word(i + 1) in ("of", "to", "among", "for"):
            group = self.line.starting.get(i + 2)
            if group is not None and not self._owned(group):
                return Bond(tuple(chain_right(self.line, group)), effect, i)
        inside = next((g for g in self.line.groups if g.after <= i < (g.noun or 0)), None)
        if inside is not None:
            return Bond((inside,), effect, i)
        before = self.line.ending.get(i + 1) or self.line.ending.get(i)
        if before is None and (self.line.word(i - 1) in ("of", "the") or self.line.tag(i - 1) == "JJ"):
            before = self.line.ending.get(i - 1) or self.line.ending.get(i - 2)
        return Bond((before,), effect, i) if before and self._fits(before, i) else None

    def _fits(self, group: Group, i: int) -> bool:
        """Return whether the group is the noun of harm itself, or a bare number or cases before it."""
        return (
            group.bare
            or group.noun == i
            or (group.noun == i - 1 and self.line.tag(i - 1) in ("JJ", "NN") and self.line.tag(i) == "NNS")
            or self.line.word(group.last - 1) in ("cases", "more", "other", "people")
        )

    def _effect(self, i: int) -> Effect | None:
        word = self.line.word(i)
        return (
            self.cues.verbs.get(word)
            or self.cues.ends.get(word)
            or self.cues.states.get(word)
            or self.cues.nouns.get(word)
        )

    def _attribute(self, i: int) -> bool:
        """Return whether the word only describes a noun: "the dead bodies", "a dead end"."""
        return self.line.tag(i + 1) in ("NN", "NNS") and self.line.tag(i - 1) in ("DT", "PRP$", "IN")

    def _joint(self, i: int) -> int | None:
        """Return the second word of "killed and wounded", "killing or injuring"."""
        second = i + 2 if self.line.word(i + 1) in ("and", "or", "/", "&") else i + 1
        other = self.cues.verbs.get(self.line.word(second))
        return second if other is not None and other != self.cues.verbs[self.line.word(i)] else None

    def _right(self, i: int) -> Group | None:
        """Return the object right after the word, unless it has an effect of its own ("six killed 30 hurt")."""
        j = i + 1
        of = self.line.word(j) == "of" and (self.line.word(i).endswith("ing") or self.line.tag(i) == "NN")
        if of or self.line.word(j) in ("also", "off", "with", ":", '"'):
            j += 1
        group = self.line.starting.get(j)
        if group is None or self._owned(group):
            return None
        # "25 injured, eight were critical": a bare number before a verb is the subject of that.
        return None if group.bare and self.line.tag(group.last) in FINITE else group

    def _owned(self, group: Group) -> bool:
        """Return whether an effect follows the group and is said of it: "30 hurt", "25 people were injured"."""
        i, passive = group.last, False
        while self.line.word(i) in self.line.amounts.frames.links:
            passive = passive or self.line.word(i) in self.line.amounts.frames.passive
            i += 1
        if not self._effect(i) or self.line.word(i).endswith("ing"):
            return False
        # "killed 20 people wounded 40": the second takes the object after it, unless "were" stands before.
        following = self.line.starting.get(i + 1)
        return following is None or passive or self._owned(following)

    def _passive(self, i: int, left: Group) -> bool:
        between = range(left.last, i)
        return any(self.line.word(j) in self.line.amounts.frames.passive for j in between)

    def _beside(self, i: int) -> Group | None:
        """Return the free group before the word, with nothing but links and its own parts between."""
        j = i - 1
        links = self.line.amounts.frames.links
        while True:
            while (
                self.line.word(j) in links
                and j + 1 not in self.line.ending
                and j + 1 not in self.line.closing
            ):
                j -= 1
            part = self.line.closing.get(j + 1)
            if part is None or part.total is None or part.total.first >= part.marker:
                break
            j = part.marker - 1 if part.marker < part.group.first else part.group.first - 1
        group = self._whole(self.line.ending.get(j + 1))
        return group if group and group.first not in self.taken else None

    def _whole(self, group: Group | None) -> Group | None:
        """Return the "two members" of "two members of his escort": whose they are is not who was harmed."""
        if group is None or self.line.word(group.first - 1) != "of" or group.numeral.low != 1:
            return group
        owned = self.line.ending.get(group.first - 1)
        return owned if owned is not None and owned.sure and (owned.numeral.low or 0) > 1 else group

    def _participle(self, i: int) -> bool:
        """Return whether the word can stand after those it befell."""
        word = self.line.word(i)
        return not word.endswith("ing") and self.line.tag(i) in ("VBN", "VBD", "JJ", "NN", "NNP")

    def _subject(self, i: int) -> Group | None:
        """Return the nearest free group on the left that can be the subject, over what describes it."""
        if self._said_of_other(i):
            return None
        for j in range(i - 1, self.line.sentence.first - 1, -1):
            group = self.line.ending.get(j + 1)
            if group is not None:
                free = group.first not in self.taken and (group.sure or group.bare)
                free = free and not self._inside_subject(group, i)
                own = self.line.word(group.first - 1) not in ("by", "of") or self._tells_who(j + 1, i)
                return group if free and own else None
            if self._barrier(j, i):
                return self._by_grammar(i)
        return None

    def _tells_who(self, j: int, i: int) -> bool:
        """See "the name of a boy who was shot and killed"; "who was one of those killed" is of others."""
        return self.line.word(j) == "who" and not any(self.line.word(k) == "of" for k in range(j, i))

    def _by_grammar(self, i: int) -> Group | None:
        """Return the one whom grammar gives the verb, over quotes and what explains: "the owner of the inn, Bo “Lam” Yorr, was shot and killed"."""
        tokens = self.line.parsed.tokens
        struck = tokens[i].dep == "conj" and self.line.word(tokens[i].head) in self.line.amounts.struck
        subjects = self.line.parsed.children(tokens[i].head if struck else i, "nsubjpass")
        told = (g for g in self.line.groups if g.noun in subjects and g.first not in self.taken)
        return next((g for g in told if g.sure and g.numeral.low == 1), None)

    def _said_of_other(self, i: int) -> bool:
        """Return whether grammar gives the word a subject right before it that is no count ("the groom was killed")."""
        for child in self.line.parsed.children(i, "nsubjpass", "nsubj"):
            below = self.line.parsed.subtree(child)
            counted = any(g.first <= t < g.last for g in self.line.groups for t in below)
            relative = self.line.tag(child) in ("WDT", "WP")
            if not counted and not relative and child > i - 4:
                return True
        return False

    def _inside_subject(self, group: Group, i: int) -> bool:
        """See "the man suspected of shooting her mother has died": whom the subject shot is not who died."""
        tokens = self.line.parsed.tokens
        if group.noun is None or tokens[group.noun].dep != "dobj" or tokens[group.noun].head == i:
            return False
        subjects = self.line.parsed.children(i, "nsubj", "nsubjpass")
        return any(s < tokens[group.noun].head and s != group.noun for s in subjects)

    def _barrier(self, j: int, cue: int) -> bool:
        """Return whether token `j` closes the clause of the cue to what stands before it."""
        token = self.line.parsed.tokens[j]
        if token.text in ('"', ";", ":") or token.text.lower() in (
            "but",
            "while",
            "because",
            "after",
            "when",
        ):
            return True
        if self._effect(j) and j != cue:
            return self.line.word(j) not in self.line.amounts.frames.links
        return (
            token.tag in FINITE
            and token.dep not in INNER
            and token.text.lower() not in self.line.amounts.frames.links
        )

    def _object(self, i: int) -> Group | None:
        """Return the object a few words after an active verb: "killing in the market nine people"."""
        if self.line.word(i - 1) in self.line.amounts.frames.passive:
            return None
        for j in range(i + 1, min(i + OBJECT_REACH, self.line.sentence.last)):
            group = self.line.starting.get(j)
            if group is not None and group.sure and group.first not in self.taken and not self._owned(group):
                joined = self.line.word(j - 1) in ("and", "or") or self.line.word(j - 1) == ","
                plain = group.numeral.low != 1 or self.line.parsed.tokens[group.noun or j].dep == "dobj"
                return (
                    group
                    if not joined and plain and self.line.word(j - 1) not in ("of", "for", "by")
                    else None
                )
            # "a killing at a gathering where nine guards sang": they are of another clause.
            if self.line.tag(j) in ("WRB", "WP", "WDT"):
                return None
            # "executed and buried nine men": a second verb may share the object.
            verb = self.line.tag(j).startswith("VB") and self.line.word(j - 1) != "and"
            if verb or (self._barrier(j, i) and self.line.word(j - 1) != "and"):
                return None
        return None


READERS = (
    _Binder._toll,
    _Binder._again,
    _Binder._lives,
    _Binder._suffering,
    _Binder._lost,
    _Binder._own_end,
    _Binder._verb,
    _Binder._end,
    _Binder._noun,
)
