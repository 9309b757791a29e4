"""The words that tell of an event, and which of them tell of one and the same."""

from collections.abc import Iterator, Mapping

import msgspec

from truceline.extract.captives import kills_captive
from truceline.extract.hallmarks import is_likened
from truceline.extract.looked_at import is_looked_at
from truceline.extract.set_apart import apart_in_time
from truceline.extract.thought_of import thought_of
from truceline.extract.threats import is_attempt_on_life, is_threat, is_unexploded
from truceline.extract.verb_senses import (
    carries_out,
    into_air,
    is_argument,
    is_filmed,
    is_no_deed,
    is_violent,
    objects,
    of_arms,
    of_talks,
)
from truceline.knowledge.happenings import Happenings
from truceline.knowledge.names import Names
from truceline.model.parsed import Parsed

LONGEST_PHRASE = 5
GAS = "chemical"
GROUND = frozenset(("offensive", "capture", "retreat"))
BRINGING = frozenset(("with", "contain", "carry", "release", "use", "drop"))
CARRIERS = frozenset(
    ("weapon", "bomb", "shell", "munition", "agent", "substance", "rocket", "barrel", "material", "gas")
)
# "killed 83 of its men and wounded": so far back at most stands the verb that "and" joins.
JOINED = 12
# "Most", "a number" say nothing, "most of the mills" does.
COUNTING = frozenset(
    (
        "most", "some", "many", "several", "all", "one", "part", "number", "ten", "dozen", "score", "hundred", "thousand", "half",
        "majority", "couple", "total",
    )
)  # fmt: skip
DAYS = frozenset(("hundred", "thousand", "total"))
HARMED = frozenset(("kill", "wound", "injure", "hurt"))
LADEN = ("carry", "contain")
HARMING = ("killing", "wounding", "injuring")
# The parser takes a "Shelling" that opens a sentence for a clause.
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
# "after the raid" tells of another event; "in the raid" of the same.
SAME_EVENT_PREPOSITIONS = frozenset(("in", "by", "during", "from", "with", "through", "via", "as"))

FOLLOWING = frozenset(("after", "following", "follow"))
# Words by which a noun points to what was told before.
KNOWN = frozenset(("the", "this", "that", "these", "those", "last", "previous", "earlier", "its", "their"))


class Trigger(msgspec.Struct, frozen=True):
    """Words that carry an event: tokens `first` to `last`, `head` the one on which they hang."""

    first: int
    last: int
    head: int
    kind: str
    verb: bool


class Cluster(msgspec.Struct, frozen=True):
    """The triggers of one clause that tell of one event; `lead` is the one that says most.

    `hint` is the kind that its weapon suggests ("two rockets hit"): a plane fires rockets too, so it decides nothing
    where another clause tells the kind.
    """

    lead: Trigger
    triggers: tuple[Trigger, ...]
    kind: str
    hint: str | None = None

    @property
    def heads(self) -> tuple[int, ...]:
        """Return the head tokens, in the order of the text."""
        return tuple(trigger.head for trigger in self.triggers)


def find_clusters(parsed: Parsed, words: Happenings, names: Names) -> list[Cluster]:
    """Return what each clause tells of, in the order of the text."""
    triggers = {
        trigger.head: trigger
        for trigger in _triggers(parsed, words, names)
        if not is_no_deed(parsed, trigger.head, trigger.kind, words, names)
    }
    parent = {head: head for head in triggers}

    def find(head: int) -> int:
        while parent[head] != head:
            head = parent[head]
        return head

    for trigger in triggers.values():
        for partner in _partners(parsed, trigger, triggers, words):
            parent[find(trigger.head)] = find(partner)
    groups: dict[int, list[Trigger]] = {}
    for head in sorted(triggers):
        groups.setdefault(find(head), []).append(triggers[head])
    return sorted(
        (_cluster(parsed, group, words) for group in groups.values()), key=lambda cluster: cluster.lead.first
    )


def _cluster(parsed: Parsed, group: list[Trigger], words: Happenings) -> Cluster:
    lead = min(group, key=lambda t: (words.kinds[t.kind].vague, t.verb, t.first))
    kind, hint = lead.kind, None
    if (words.kinds[kind].vague and _with_gas(parsed, group, words)) or _laden(parsed, group, words):
        return Cluster(lead, tuple(sorted(group, key=lambda t: t.first)), GAS)
    if words.kinds[kind].vague and kills_captive(parsed, [trigger.head for trigger in group]):
        return Cluster(lead, tuple(sorted(group, key=lambda t: t.first)), "execution")
    if words.kinds[kind].vague:
        kind = _hinted(parsed, group, words, "compound", "amod", "nmod") or kind
        # "destroyed two car bombs": they did not go off.
        harmless = parsed.tokens[lead.head].lemma.lower() in words.harmless
        hint = _hinted(parsed, group, words, *SUBJECTS, *(() if harmless else ("dobj",)), "agent")
    return Cluster(lead, tuple(sorted(group, key=lambda t: t.first)), kind, hint)


def _with_gas(parsed: Parsed, group: list[Trigger], words: Happenings) -> bool:
    """See "jets attacked the town with chemical weapons": whatever brought it, it is told as a gas attack."""
    first = min(trigger.last for trigger in group)
    end = parsed.sentences[parsed.tokens[first - 1].sentence].last
    verbal = any(trigger.verb for trigger in group)
    heads = [trigger.head for trigger in group]
    # "The attack using gas": what only stands in one sentence with a noun is another matter.
    bringing = (
        i
        for i in range(first, end)
        if parsed.tokens[i].lemma.lower() in BRINGING and (verbal or parsed.tokens[i].head in heads)
    )
    return any(_is_gas(parsed, j, words) for i in bringing for j in range(i + 1, min(i + 4, end)))


def _laden(parsed: Parsed, group: list[Trigger], words: Happenings) -> bool:
    """See "fired missiles containing toxic gas"."""
    shots = (t.head for t in group if t.verb and t.kind == "shelling")
    fired = (o for shot in shots for o in parsed.children(shot, "dobj"))
    laden = (c for o in fired for c in parsed.children(o, "acl") if parsed.tokens[c].lemma.lower() in LADEN)
    return any(_is_gas(parsed, i, words) for c in laden for i in parsed.subtree(c))


def brings_gas(parsed: Parsed, cluster: Cluster, words: Happenings) -> bool:
    """See "a helicopter dropped a gas barrel", "barrels of gas were dropped": from the air, and told as gas in a headline."""
    below = {
        i
        for head in cluster.heads
        for c in parsed.children(head, "dobj", *SUBJECTS)
        for i in parsed.subtree(c)
        if parsed.tokens[i].pos not in ("VERB", "AUX")
    }
    return any(_is_gas(parsed, i, words) for i in below)


def _is_gas(parsed: Parsed, i: int, words: Happenings) -> bool:
    """See "chlorine", "chemical weapons", "toxic material"; gas masks are none."""
    token = parsed.tokens[i]
    following = parsed.tokens[i + 1].lemma.lower() if i + 1 < len(parsed.tokens) else ""
    carried = following in CARRIERS or (token.pos == "NOUN" and parsed.tokens[i + 1].pos != "NOUN")
    return words.hints.get(token.lemma.lower()) == GAS and carried


def _hinted(parsed: Parsed, group: list[Trigger], words: Happenings, *deps: str) -> str | None:
    """Return the kind that a word beside the triggers suggests: "rocket" in "rocket attack", "jets" in "jets hit"."""
    for trigger in group:
        torn = thought_of(parsed, trigger.head) if "nsubj" in deps else []
        beside = parsed.children(trigger.head, *deps) + torn
        for i in (*range(trigger.first, trigger.last), *beside):
            for j in (i, *parsed.children(i, "pobj", "compound", "conj", "amod")):
                hint = words.hints.get(parsed.tokens[j].lemma.lower())
                if hint is not None:
                    return hint
    return None


def _triggers(parsed: Parsed, words: Happenings, names: Names) -> Iterator[Trigger]:
    lemmas = [token.lemma.lower() for token in parsed.tokens]
    i = 0
    while i < len(lemmas):
        found = (
            _noun(parsed, i, lemmas, words) or _verb(parsed, i, words) or _not_made(parsed, i, words, names)
        )
        if found is not None:
            yield found
        i = found.last if found is not None and not found.verb else i + 1


def _not_made(parsed: Parsed, i: int, words: Happenings, names: Names) -> Trigger | None:
    """Return the trigger of an attack that was only threatened, or of a bomb that did not go off."""
    if is_threat(parsed, i, names) or is_attempt_on_life(parsed, i):
        return Trigger(i, i + 1, i, "attack", verb=parsed.tokens[i].pos == "VERB")
    return Trigger(i, i + 1, i, "bombing", verb=False) if is_unexploded(parsed, i, words) else None


def _noun(parsed: Parsed, i: int, lemmas: list[str], words: Happenings) -> Trigger | None:
    alone = (parsed.tokens[i].text.lower().rstrip("s"),)
    if lemmas[i] not in words.noun_starts and alone not in words.nouns:
        return None
    for length in range(min(LONGEST_PHRASE, len(lemmas) - i), 0, -1):
        kind = words.nouns.get(tuple(lemmas[i : i + length]))
        if kind is None and length == 1:
            kind = words.nouns.get(alone)
        if kind is None:
            continue
        head = i + length - 1
        of = [p for c in parsed.children(head, "prep") for p in parsed.children(c, "pobj")]
        if kind == "retreat" and (of_arms(parsed, of, words) or of_talks(parsed, head, words)):
            return None
        if (
            _is_noun(parsed, i, head, kind, words)
            and parsed.tokens[i].sentence == parsed.tokens[head].sentence
        ):
            return Trigger(i, head + 1, head, kind, verb=False)
    return None


def _made_harmless(parsed: Parsed, head: int, words: Happenings) -> bool:
    """See "destroyed 13 posts, seven vehicles and two car bombs": what is hit or found in time did not go off."""
    token = parsed.tokens[head]
    while token.dep in ("conj", "appos") and token.head != head:
        head, token = token.head, parsed.tokens[token.head]
    verb = parsed.tokens[token.head]
    # "Fighting positions seven vehicles": to the parser they position them.
    kept = verb.lemma.lower() in words.harmless or verb.text.lower() == "positions"
    return token.dep in ("dobj", "nsubjpass") and verb.pos == "VERB" and kept


def _is_noun(parsed: Parsed, first: int, head: int, kind: str, words: Happenings) -> bool:
    token = parsed.tokens[head]
    if token.pos not in ("NOUN", "PROPN") and not (first < head):
        return False
    # "called the strikes a massacre": a name for the strikes, no second event.
    if (
        token.dep == "oprd"
        or is_likened(parsed, head, words)
        or (kind == "bombing" and _made_harmless(parsed, head, words))
    ):
        return False
    if is_looked_at(parsed, head):
        return False
    following = parsed.tokens[head + 1] if head + 1 < len(parsed.tokens) else token
    # "Destroyed nine fighting positions": to the parser they position something.
    described = token.dep in ("compound", "amod") or following.tag == "VBZ"
    if following.lemma.lower() in words.not_events_before and described:
        return False
    return not any(
        parsed.tokens[c].lemma.lower() in words.figurative
        for c in parsed.children(head, "amod", "compound", "poss")
    )


def _verb(parsed: Parsed, i: int, words: Happenings) -> Trigger | None:
    token = parsed.tokens[i]
    if token.pos != "VERB" or token.dep in ("amod", "compound"):
        return None
    lemma = token.lemma.lower()
    particles = [
        parsed.tokens[c].lemma.lower()
        for c in parsed.children(i, "prt", "dobj", "nsubjpass", "prep", "advmod")
    ]
    particles[:0] = _fired_many(parsed, i)
    # "Shells fired by the Xs".
    described = [parsed.tokens[token.head].lemma.lower()] if token.dep == "acl" and token.tag == "VBN" else []
    phrases: list[tuple[str, ...]] = [(lemma, particle) for particle in (*particles, *described)]
    phrases.append((lemma,))
    phrases += [(lemma, *told) for told in _told_behind(parsed, i)] if lemma == "set" else []
    if any(f"{lemma} {particle}" in words.spoken for particle in particles):
        return None
    kind = next((words.verbs[p] for p in phrases if p in words.verbs), None)
    idle = any(parsed.tokens[c].lemma.lower() in words.not_targets for c in objects(parsed, i))
    idle = idle and not is_violent(parsed, i, words)
    if kind is None or idle or is_argument(parsed, i, words) or carries_out(parsed, i, kind, words):
        return None
    back = kind == "retreat" and (of_arms(parsed, objects(parsed, i), words) or of_talks(parsed, i, words))
    if back or is_filmed(parsed, i) or (kind == "clash" and into_air(parsed, i)):
        return None
    if kind == "capture" and _attempted(parsed, i, words):
        kind = "offensive"
    return Trigger(i, i + 1, i, kind, verb=True)


def _fired_many(parsed: Parsed, verb: int) -> list[str]:
    """Return what is counted behind the verb: the rockets of "fired dozens of rockets"; hundreds are fired over days."""
    counts = [c for c in parsed.children(verb, "dobj") if parsed.tokens[c].lemma.lower() in COUNTING - DAYS]
    return [parsed.tokens[p].lemma.lower() for c in counts for p in _made_of(parsed, c)]


def _told_behind(parsed: Parsed, verb: int) -> Iterator[tuple[str, str]]:
    """Yield what stands behind an object and makes a verb with it: "set the mill on fire"."""
    for top in (verb, *parsed.children(verb, "dobj")):
        for prep in parsed.children(top, "prep"):
            yield from (
                ("on", parsed.tokens[p].lemma)
                for p in parsed.children(prep, "pobj")
                if parsed.tokens[prep].lemma == "on"
            )


def _attempted(parsed: Parsed, i: int, words: Happenings) -> bool:
    """See that "an attempt to seize", "a battle to recapture" capture nothing yet."""
    token = parsed.tokens[i]
    above = parsed.tokens[token.head]
    infinitive = any(parsed.tokens[c].tag == "TO" for c in parsed.children(i, "aux"))
    return (
        infinitive
        and token.dep in ("acl", "xcomp", "advcl", "relcl", "ccomp")
        and above.lemma.lower() in words.attempts
    )


def _partners(
    parsed: Parsed, trigger: Trigger, triggers: Mapping[int, Trigger], words: Happenings
) -> Iterator[int]:
    """Yield the heads of other triggers that tell of the same event: "the RAID that KILLED", "LAUNCHED to SEIZE".

    A bomber killed in an attack: both the bomber and the attack are what the verb tells of.
    """
    first = _partner(parsed, trigger, triggers, words)
    if parsed.tokens[trigger.head].dep == "advcl" and _opens_when(parsed, trigger.head):
        # "Nine were killed and another ten hurt when a bomber blew himself up": the parser hangs it on the ten.
        above = (triggers[a] for a in parsed.ancestors(trigger.head) if a in triggers)
        yield from (t.head for t in above if t.verb and _one_event(parsed, trigger, t, words))
    if first is not None:
        yield first
        in_it = _noun_partners(parsed, trigger.head) if trigger.verb else []
        joined = parsed.tokens[trigger.head].head
        if joined in triggers and _harm_too(parsed, trigger, triggers[joined]):
            yield joined
        yield from (i for i in in_it if i in triggers and _one_event(parsed, trigger, triggers[i], words))
    elif is_harming(parsed, trigger.head):
        told = [i for i in triggers if i < trigger.head and _one_event(parsed, trigger, triggers[i], words)]
        yield from (i for i in sorted(told)[-1:] if not is_averted(parsed, parsed.tokens[i].head, words))


def _harm_too(parsed: Parsed, trigger: Trigger, other: Trigger) -> bool:
    """See "four were killed and ten injured due to raids": what injured the ten killed the four."""
    lemmas = {parsed.tokens[i].lemma.lower() for i in (trigger.head, other.head)}
    both = (trigger.head, other.head)
    suffered = all(_is_suffered(parsed, i) for i in both)
    # "Nine were killed in a blast and three hurt by the army": each has its own cause.
    caused = all(set(_noun_partners(parsed, i)) - {*parsed.children(i, *SUBJECTS)} for i in both)
    return parsed.tokens[trigger.head].dep == "conj" and lemmas <= HARMED and suffered and not caused


def _is_suffered(parsed: Parsed, verb: int) -> bool:
    """Return whether the verb tells what befell its subject: "were killed", and "40 injured" behind it."""
    bare = parsed.tokens[verb].tag == "VBN" and not parsed.children(verb, "aux", "dobj")
    return bare or bool(parsed.children(verb, "auxpass", "nsubjpass"))


def is_harming(parsed: Parsed, i: int) -> bool:
    """See "fired on the town killing nine": what it killed, the fire did, whatever the parser hung the words on."""
    before, after = parsed.tokens[max(i - 1, 0)], parsed.tokens[i + 1 : i + 4]
    counted = any(t.pos == "NUM" or t.dep in ("quantmod", "nummod", "det", "amod") for t in after)
    counted = counted or any(t.lemma.lower() in COUNTING - DAYS for t in after[:1])
    # "Accused of killing two" hangs on its own verb.
    alone = before.pos in ("NOUN", "PROPN") and before.sentence == parsed.tokens[i].sentence
    return parsed.tokens[i].text.lower() in HARMING and alone and counted


def _partner(
    parsed: Parsed, trigger: Trigger, triggers: Mapping[int, Trigger], words: Happenings
) -> int | None:
    """Return the head of the trigger that the grammar ties this one to."""
    token = parsed.tokens[trigger.head]
    candidates: list[int] = []
    if trigger.verb:
        candidates += _noun_partners(parsed, trigger.head)
    elif token.dep == "compound":
        candidates.append(token.head)  # "a suicide car bomb attack"
    if token.dep in ("relcl", "acl"):
        candidates += _nominal_chain(parsed, token.head)
    if token.dep in ("advcl", "xcomp", "conj", "acl", "relcl"):
        # "repelled an attack by the Xs, killing nine": the Xs did not kill them.
        averted = is_averted(parsed, token.head, words)
        # "The raid was no single case and jets bombed the town": whoever does it is a new subject, and the raid another.
        done = token.dep == "conj" and token.lemma.lower() not in HARMED
        new = done and all(parsed.children(trigger.head, dep) for dep in ("nsubj", "dobj"))
        candidates += [token.head, *(() if new else _noun_partners(parsed, token.head))]
        candidates += [] if averted else parsed.children(token.head, "dobj")
    # "Shells fired by the Xs fell on it, killing two": the firing.
    candidates += [c for noun in candidates for c in parsed.children(noun, "acl") if c != trigger.head]
    if trigger.verb:
        candidates += _joined_before(parsed, trigger.head, triggers)
    for i in candidates:
        other = triggers.get(i)
        if i != trigger.head and other is not None and _one_event(parsed, trigger, other, words):
            return i
    return None


def _opens_when(parsed: Parsed, verb: int) -> bool:
    return any(parsed.tokens[c].text.lower() == "when" for c in parsed.children(verb, "advmod", "mark"))


def is_light(parsed: Parsed, verb: int, words: Happenings) -> bool:
    """Return whether the verb only carries its noun: "carried out the raid", "launched it"."""
    return _in(parsed, verb, words.light_verbs)


def _in(parsed: Parsed, verb: int, verbs: frozenset[str]) -> bool:
    lemma = parsed.tokens[verb].lemma.lower()
    parts = [parsed.tokens[c].lemma.lower() for c in parsed.children(verb, "prt", "advmod")]
    return lemma in verbs or any(f"{lemma} {part}" in verbs for part in parts)


def is_averted(parsed: Parsed, verb: int, words: Happenings) -> bool:
    """Return whether the verb wards its object off: "repelled the attack", "beat back the assault"."""
    return _in(parsed, verb, words.averted)


def _joined_before(parsed: Parsed, verb: int, triggers: Mapping[int, Trigger]) -> list[int]:
    """Return the verb that "and" joins to this one in the words, whatever the parser made of it: "killed 8 and wounded 5"."""
    token = parsed.tokens[verb]
    if verb == 0 or parsed.tokens[verb - 1].lemma not in ("and", "or"):
        return []
    before = (i for i in range(verb - 2, max(verb - JOINED, -1), -1) if i in triggers and triggers[i].verb)
    return [
        i for i in before if parsed.tokens[i].tag == token.tag and parsed.tokens[i].sentence == token.sentence
    ][:1]


def _nominal_chain(parsed: Parsed, i: int) -> list[int]:
    """Return the nouns above `i` through prepositions: in "a strike on posts near Xtown that killed 6", from Xtown to strike.

    The parser hangs the clause on the nearest noun, the writer meant the event.
    """
    found = [i]
    while (
        parsed.tokens[i].dep in ("pobj", "prep", "pcomp", "compound", "conj", "appos")
        and parsed.tokens[i].head != i
    ):
        i = parsed.tokens[i].head
        found.append(i)
    return found


def _noun_partners(parsed: Parsed, verb: int) -> list[int]:
    """Return the nouns that may tell what the verb tells: its subject, what that is made of ("a week of raids"), "in a raid"."""
    found = parsed.children(verb, *SUBJECTS)
    found = [*found, *(p for s in found for p in _made_of(parsed, s))]
    for prep in parsed.children(verb, "prep", "agent"):
        if parsed.tokens[prep].lemma.lower() == "due":  # "killed due to shelling"
            found += [p for to in parsed.children(prep, "prep", "pcomp") for p in parsed.children(to, "pobj")]
            found += parsed.children(prep, "pobj")
        if parsed.tokens[prep].lemma.lower() in SAME_EVENT_PREPOSITIONS:
            found += parsed.children(prep, "pobj")
        if parsed.tokens[prep].lemma.lower() in FOLLOWING and _is_suffered(parsed, verb):
            found += [p for p in parsed.children(prep, "pobj") if _is_first_told(parsed, verb, p)]
    return found


def _is_first_told(parsed: Parsed, verb: int, noun: int) -> bool:
    """See "nine were killed after a raid on Xtown": the raid killed them; "after the raid" they may have died of another."""
    told = {parsed.tokens[c].text.lower() for c in parsed.children(noun, "det", "poss", "amod")}
    return parsed.tokens[verb].lemma.lower() in HARMED and not told & KNOWN


def _while(parsed: Parsed, trigger: Trigger) -> bool:
    """See "a bomb killed nine as troops advanced on the next town": ground is won or lost elsewhere at that time."""
    marks = {parsed.tokens[c].text.lower() for c in parsed.children(trigger.head, "mark")}
    clause = parsed.tokens[trigger.head].dep == "advcl" and bool(marks & {"as", "while"})
    return clause and trigger.kind in GROUND and bool(parsed.children(trigger.head, *SUBJECTS))


def _made_of(parsed: Parsed, noun: int) -> list[int]:
    """Return what "of" joins to a noun: the raids of "a week of raids"."""
    return [
        p
        for of in parsed.children(noun, "prep")
        if parsed.tokens[of].lemma == "of"
        for p in parsed.children(of, "pobj")
    ]


def _threatens(parsed: Parsed, trigger: Trigger) -> bool:
    """See "threatened the mayor and killed him": two things."""
    return parsed.tokens[trigger.head].lemma.lower() in ("threaten", "threat")


def _one_event(parsed: Parsed, one: Trigger, other: Trigger, words: Happenings) -> bool:
    """Two strong kinds are two events, but for the fight in which ground is taken or lost."""
    if parsed.tokens[one.head].sentence != parsed.tokens[other.head].sentence:
        return False
    if _while(parsed, one) or _while(parsed, other):
        return one.kind == other.kind
    if apart_in_time(parsed, (one.head,), (other.head,)) or _threatens(parsed, one) != _threatens(
        parsed, other
    ):
        return False
    ground = {"offensive", "capture", "clash"}
    joined = {one.kind, other.kind}
    return words.compatible(one.kind, other.kind) or (joined <= ground and "capture" not in joined)
