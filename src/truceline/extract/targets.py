"""What or whom an event hit: the target, those named beside it, whether on purpose, and in breach of what."""

from collections.abc import Iterator

from truceline.extract.arguments import actors_at
from truceline.extract.by_phrases import prepositions
from truceline.extract.clauses import conjuncts
from truceline.extract.doers import noun_phrase, of_whom
from truceline.extract.threats import aimed_at, escaped, receivers
from truceline.extract.triggers import COUNTING, Cluster
from truceline.extract.whose import befell_owner
from truceline.knowledge.happenings import Happenings
from truceline.knowledge.names import Names
from truceline.model.cast import Cast
from truceline.model.claim import Words
from truceline.model.parsed import Found, Parsed

# The hour as soldiers write it: "0430".
HOUR = 4
# "The attempt on his life".
LIFE = ("life", "lives")
FIRING = frozenset(("fire", "launch", "drop", "lob", "hurl", "shoot"))
# "The blast caused damage to homes".
DAMAGING = frozenset(("cause", "inflict", "do", "wreak"))
# What is damaged in words alone: "did damage to the talks".
UNBUILT = frozenset(
    ("talk", "relation", "tie", "reputation", "image", "economy", "trust", "credibility", "interest", "process",
     "peace", "effort", "cause", "chance", "hope", "security", "stability", "society", "cooperation", "deal")
)  # fmt: skip


# What a bomber rides.
MOUNTS = frozenset(
    ("motorcycle", "motorbike", "bike", "bicycle", "scooter", "moped", "donkey", "horse", "camel", "foot")
)


def find_target(
    parsed: Parsed, cluster: Cluster, cast: Cast, names: Names, words: Happenings
) -> Found[Words] | None:
    """Find what or whom it hit, as words, with the actor that they name."""
    for i in (*_target_heads(parsed, cluster, words), *_owners(parsed, cluster, cast, names, words)):
        of = _counted(parsed, i)
        if i in cluster.heads or any(_fired(parsed, j, words) for j in (i, *of)):
            continue
        if parsed.tokens[i].pos == "PRON" or _is_time(parsed, i) or parsed.tokens[i].lemma.lower() in LIFE:
            continue
        if cluster.kind == "bombing" and parsed.tokens[i].lemma.lower() in words.bombs:
            continue
        first, last = noun_phrase(parsed, i)
        last -= parsed.tokens[last - 1].tag == "POS"
        if _goes_on_firing(parsed, cluster, last):
            continue
        last += _is_misread(parsed, last, names)
        last = max([last, *(noun_phrase(parsed, p)[1] for p in of)])
        ids = actors_at(parsed, i, cast)
        return Found(Words(parsed.span(first, last).quote, ids[0] if ids else None), first, last, i)
    return None


def _is_misread(parsed: Parsed, i: int, names: Names) -> bool:
    """See "the execution of an army pilot a monitor said", where the parser takes the pilot for a verb: he was executed, and no army."""
    token = parsed.tokens[i] if i < len(parsed.tokens) else None
    return token is not None and token.tag in ("VB", "VBP") and names.roles.get(token.text) is not None


def _goes_on_firing(parsed: Parsed, cluster: Cluster, i: int) -> bool:
    """See "before the attack on Xtown jets also seemed to have dropped bombs on Ytown": the jets were not hit, a comma was lost."""
    while i < len(parsed.tokens) and parsed.tokens[i].tag == "RB":
        i += 1
    if i == len(parsed.tokens) or parsed.tokens[i].tag not in ("VBD", "VBZ", "VBP"):
        return False
    verbs = [i, *parsed.children(i, "xcomp")]
    fires = any(parsed.tokens[v].lemma.lower() in FIRING for v in verbs)
    return fires and bool({*parsed.children(i, "nsubj")} & {*cluster.heads})


def _counted(parsed: Parsed, i: int) -> list[int]:
    """Return what "of" joins to a word that only counts: the mills of "most of the mills"."""
    found = of_whom(parsed, i) if parsed.tokens[i].lemma.lower() in COUNTING else []
    return [p for p in found if parsed.tokens[p].pos != "PRON"]


def _is_time(parsed: Parsed, i: int) -> bool:
    """See "at dawn", "at 0430": the model labels the words of the one, and not the four digits of the other."""
    token = parsed.tokens[i]
    return token.label in ("DATE", "TIME") or (token.text.isdecimal() and len(token.text) == HOUR)


def _owners(parsed: Parsed, cluster: Cluster, cast: Cast, names: Names, words: Happenings) -> Iterator[int]:
    """Yield whom the deed befell by its possessive: "the mayor's murder"."""
    for trigger in cluster.triggers:
        if not trigger.verb:
            owners = parsed.children(trigger.head, "poss")
            yield from (i for i in owners if befell_owner(parsed, i, cast, names, words))


def find_others(
    parsed: Parsed, cluster: Cluster, target: Found[Words] | None, cast: Cast, words: Happenings
) -> tuple[Found[Words], ...]:
    """Find those named beside a person who was hit: in "murdered Xan Yorr and Bo Lam", Bo Lam."""
    if target is None or not _is_named(parsed, cluster, target.first, target.last, words):
        return ()
    # "Xan Yorr, a clerk, and Bo Lam": the parser joins the second to what explains the first.
    explained = (a for i in conjuncts(parsed, target.head) for a in parsed.children(i, "appos"))
    heads = [*conjuncts(parsed, target.head)[1:], *(c for a in explained for c in conjuncts(parsed, a)[1:])]
    found = []
    for i in heads:
        first, last = noun_phrase(parsed, i)
        # "Her husband Bo Lam".
        last = max([last, *(noun_phrase(parsed, a)[1] for a in parsed.children(i, "appos") if a == last)])
        if target.last <= first and _is_named(parsed, cluster, first, last, words):
            ids = actors_at(parsed, i, cast)
            found.append(
                Found(Words(parsed.span(first, last).quote, ids[0] if ids else None), first, last, i)
            )
    return tuple(found)


def _is_named(parsed: Parsed, cluster: Cluster, first: int, last: int, words: Happenings) -> bool:
    """Return whether a person is named: what the model calls one, or a name where people alone are meant."""
    told = {parsed.tokens[i].lemma.lower() for i in cluster.heads}
    people = cluster.kind == "detention" or bool(told & words.fatal)
    labels = {parsed.tokens[i].label for i in range(first, last)}
    named = any(parsed.tokens[i].tag == "NNP" for i in range(first, last))
    return "PERSON" in labels or (people and named and not labels & {"GPE", "LOC", "FAC", "DATE"})


def _fired(parsed: Parsed, i: int, words: Happenings) -> bool:
    """See "who had fired the shells", "planted two bombs": what is fired or planted is no target."""
    top = parsed.tokens[parsed.tokens[i].head].head if parsed.tokens[i].dep == "pobj" else i
    # "Fired dozens of rockets".
    top = top if i in _counted(parsed, top) else i
    above = parsed.tokens[parsed.tokens[top].head].lemma.lower()
    lemma = parsed.tokens[i].lemma.lower()
    # "Shells fired by the Xs".
    behind = parsed.children(i, "acl", "relcl")
    if any((parsed.tokens[c].lemma.lower(), lemma) in words.verbs for c in behind):
        return True
    return (above, lemma) in words.verbs or (
        above in FIRING and (lemma in words.arms or lemma in words.hints)
    )


def _target_heads(parsed: Parsed, cluster: Cluster, words: Happenings) -> Iterator[int]:
    for trigger in cluster.triggers:
        if trigger.verb:
            yield from parsed.children(trigger.head, "dobj", "nsubjpass")
            yield from _shared_object(parsed, trigger.head)
            yield from _antecedent(parsed, trigger.head)
        yield from () if trigger.verb else aimed_at(parsed, trigger.head)
        # "the market massacre", "a school bombing"
        yield from (
            c
            for c in parsed.children(trigger.head, "compound")
            if parsed.tokens[c].lemma.lower() in words.points
        )
        for prep in prepositions(parsed, trigger.head):
            if parsed.tokens[prep].lemma.lower() in words.target_prepositions:
                yield from (
                    p for p in parsed.children(prep, "pobj") if not _is_ridden(parsed, trigger.head, p)
                )
        yield from (*_done_to(parsed, trigger.head, words), *receivers(parsed, trigger.head))
        yield from _damaged(parsed, trigger.head)
        yield from () if trigger.verb else escaped(parsed, trigger.head)
        if any(parsed.tokens[c].lemma == "fire" for c in parsed.children(trigger.head, "dobj")):
            # "Set fire to the mill".
            yield from (
                p
                for prep in prepositions(parsed, trigger.head)
                if parsed.tokens[prep].lemma == "to"
                for p in parsed.children(prep, "pobj")
            )
        if (
            parsed.tokens[trigger.head].dep in ("acl", "relcl")
            and trigger.verb
            and not parsed.children(trigger.head, "nsubj", "dobj")
        ):
            yield parsed.tokens[trigger.head].head


def _is_ridden(parsed: Parsed, who: int, what: int) -> bool:
    """See "a suicide bomber on a motorcycle": he came on it."""
    return parsed.tokens[who].lemma.lower().endswith("bomber") and parsed.tokens[what].lemma.lower() in MOUNTS


def _damaged(parsed: Parsed, head: int) -> Iterator[int]:
    """Yield what was damaged: the homes of "the blast caused heavy damage to homes", "shells fell, causing damage to homes"."""
    token = parsed.tokens[head]
    verbs = [
        *parsed.children(head, "advcl", "acl", "xcomp", "conj"),
        *([token.head] if token.dep == "nsubj" else []),
    ]
    for verb in verbs:
        done = parsed.children(verb, "dobj") if parsed.tokens[verb].lemma in DAMAGING else ()
        damage = [i for i in done if parsed.tokens[i].lemma == "damage"]
        for prep in (p for i in (verb, *damage) if damage for p in parsed.children(i, "prep")):
            to = parsed.children(prep, "pobj") if parsed.tokens[prep].lemma == "to" else []
            yield from (i for i in to if parsed.tokens[i].lemma.lower() not in UNBUILT)


def _antecedent(parsed: Parsed, verb: int) -> list[int]:
    """Return the clerk of "the clerk, who was killed on the bridge"."""
    who = any(parsed.tokens[c].tag in ("WP", "WDT") for c in parsed.children(verb, "nsubjpass"))
    return [parsed.tokens[verb].head] if who and parsed.tokens[verb].dep == "relcl" else []


def _shared_object(parsed: Parsed, verb: int) -> list[int]:
    """Return whom "were abducted and murdered" is said of: the subject of the verb before."""
    token = parsed.tokens[verb]
    own = parsed.children(verb, "nsubj", "nsubjpass", "dobj", "auxpass")
    passive = token.dep == "conj" and token.tag in ("VBN", "VBD") and not own
    return parsed.children(token.head, "nsubjpass") if passive else []


def _done_to(parsed: Parsed, noun: int, words: Happenings) -> Iterator[int]:
    """Yield whom "of" names: in "the murder of the mayor", "the bombing of several posts"."""
    if parsed.tokens[noun].lemma.lower() in words.done_to:
        days = (p for c in parsed.children(noun, "prep") for p in parsed.children(c, "pobj"))
        # "The murder on 22 March of the mayor".
        dated = [i for day in days if parsed.tokens[day].label == "DATE" for i in of_whom(parsed, day)]
        yield from (i for i in (*of_whom(parsed, noun), *dated) if parsed.tokens[i].pos in ("NOUN", "PROPN"))


def find_intent(parsed: Parsed, cluster: Cluster, words: Happenings) -> Found[Words] | None:
    """Find whether it is told to have been a mistake, or on purpose: `value.text` is "mistake" or "deliberate"."""
    first, lowered = _sentence(parsed, cluster)
    for phrase, intent in words.intent.items():
        found = _phrase(lowered, phrase)
        if found is not None:
            return Found(Words(intent), first + found[0], first + found[1], first + found[0])
    return None


def find_breach(parsed: Parsed, cluster: Cluster, words: Happenings) -> Found[Words] | None:
    """Find what it is told to be in breach of: "in violation of the truce"."""
    start, lowered = _sentence(parsed, cluster)
    for phrase in words.breach:
        found = _phrase(lowered, phrase)
        if found is not None:
            first, last = start + found[0], start + found[1]
            objects = parsed.children(last - 1, "pobj", "dobj")
            end = noun_phrase(parsed, objects[0])[1] if objects else last
            return Found(Words(parsed.span(first, end).quote), first, end, first)
    return None


def _sentence(parsed: Parsed, cluster: Cluster) -> tuple[int, list[str]]:
    """Return the first token of the sentence of the event, and its words in small letters."""
    sentence = parsed.sentences[parsed.tokens[cluster.lead.head].sentence]
    return sentence.first, [token.text.lower() for token in parsed.tokens[sentence.first : sentence.last]]


def _phrase(lowered: list[str], phrase: str) -> tuple[int, int] | None:
    """Return where a phrase first stands among the words of a sentence."""
    parts = phrase.split()
    if parts[0] not in lowered:
        return None
    starts = range(lowered.index(parts[0]), len(lowered) - len(parts) + 1)
    return next(((i, i + len(parts)) for i in starts if lowered[i : i + len(parts)] == parts), None)
