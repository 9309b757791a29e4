"""Who does what in a clause: the walks over the grammar that terms and measures share."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

Role = Literal["subject", "object", "of"]
PREPOSITIONS = ("prep", "agent", "dative")
# What ends an action: a clause with a subject of its own is another matter.
OUTSIDE = frozenset({"advcl", "punct", "cc", "mark", "parataxis"})
NOBODIES = frozenset({"nobody", "none", "neither", "nothing", "no-one"})
RELATIVE = frozenset({"which", "who", "that", "whom"})
# "persuade the rebels to cut": the object of the upper verb does the lower one. "promised him to come" is rarer.
OBJECT_CONTROL_PREPOSITIONS = frozenset({"for", "of"})
# Longest chain of heads that is walked for a subject or a governor; deeper ones are nearly always misparsed.
DEEPEST = 6


class Governor(NamedTuple):
    """A word that something hangs on: the verb that has it as subject or object, or the noun whose "of" it is.

    `through` is the preposition between a verb and its object ("withdraw from the deal"), empty where there is none.
    """

    token: int
    role: Role
    through: str = ""


def conjuncts(parsed: Parsed, i: int) -> list[int]:
    """Return `i` and what is joined to it by "and", "or" or a comma, left to right."""
    found = [i]
    for child in parsed.children(i, "conj"):
        if not _goes_on(parsed, child):
            found.extend(conjuncts(parsed, child))
    return found


def _goes_on(parsed: Parsed, i: int) -> bool:
    """See "nine were hurt by the gas and | Xan had kept the proof": with the verb after it, a new clause begins."""
    after = parsed.subtree(i)[-1] + 1
    if after >= len(parsed.tokens) or parsed.tokens[after].tag not in ("VBD", "VBZ", "VBP", "MD"):
        return False
    token = parsed.tokens[after]
    verb = token.head if token.dep in ("aux", "auxpass") else after
    # In "those killed by the army and the rebels were mourned" the verb has its subject; "Xland backed by Yland and Zland
    # went on" has none before it that could end there.
    return (
        parsed.tokens[verb].dep == "conj"
        and bool(parsed.children(parsed.tokens[verb].head, "nsubj", "nsubjpass"))
        and parsed.tokens[verb].head < i
        and not parsed.children(verb, "nsubj", "nsubjpass", "expl")
        and parsed.tokens[i].pos in ("NOUN", "PROPN", "PRON")
        and parsed.tokens[parsed.subtree(i)[0] - 1].lemma in ("and", "but")
    )


def is_passive(parsed: Parsed, verb: int) -> bool:
    """Return whether the verb is done to its subject ("was struck", "a deal struck by both")."""
    # "Truce violated by rebels": a headline's passive has no auxiliary, and is parsed as active.
    if parsed.children(verb, "nsubjpass", "auxpass", "agent"):
        return True
    token = parsed.tokens[verb]
    return (
        token.tag == "VBN"
        and token.dep in ("acl", "amod", "relcl")
        and not parsed.children(verb, "aux", "dobj")
    )


def subjects(parsed: Parsed, verb: int, depth: int = 0) -> list[int]:
    """Return the heads of the grammatical subject of a verb, through control and conjunction; empty if not certain."""
    # Two subjects of one verb are a misparse of two clauses ("the truce held …, but they never moved"): the nearer is its own.
    own = _first_of_name(parsed, parsed.children(verb, "nsubj", "nsubjpass"))
    if own:
        resolved = [_antecedent(parsed, verb, i) for i in own]
        return [one for i in resolved if i is not None for one in conjuncts(parsed, i)]
    token = parsed.tokens[verb]
    if depth > DEEPEST or token.head == verb:
        return []
    if token.dep in ("acl", "relcl"):
        return conjuncts(parsed, token.head) if parsed.tokens[token.head].pos != "VERB" else []
    if token.dep in ("conj", "advcl") and parsed.tokens[token.head].pos in ("VERB", "AUX"):
        return _inherited(parsed, verb, depth)
    return _controlled(parsed, verb, depth)


def _first_of_name(parsed: Parsed, heads: list[int]) -> list[int]:
    """Return the last subject, or what it belongs to: of "the council of King Ann al-Xan" the parser may take each word for one."""
    while len(heads) > 1:
        before, last = heads[-2], heads[-1]
        names = (
            parsed.tokens[last].pos == "PROPN" and parsed.tokens[parsed.subtree(before)[-1]].pos == "PROPN"
        )
        if not names or parsed.subtree(before)[-1] + 1 != parsed.subtree(last)[0] or before > last:
            break
        heads = heads[:-1]
    return heads[-1:]


def _inherited(parsed: Parsed, verb: int, depth: int) -> list[int]:
    """Return the subject of the verb above, unless another one stands nearer.

    "A refused it after B's raids killed some and wounded others" is often parsed as if A wounded: then nobody is certain.
    """
    found = subjects(parsed, parsed.tokens[verb].head, depth + 1)
    between = range(max(found, default=verb) + 1, verb)
    nearer = any(parsed.tokens[i].dep in ("nsubj", "nsubjpass") and i not in found for i in between)
    return [] if nearer else found


def _controlled(parsed: Parsed, verb: int, depth: int) -> list[int]:
    token = parsed.tokens[verb]
    if token.dep == "pcomp":
        preposition = parsed.tokens[token.head]
        takes_object = preposition.lemma in OBJECT_CONTROL_PREPOSITIONS
        return _above(parsed, preposition.head, depth, through_object=takes_object)
    if token.dep == "xcomp":
        return _above(parsed, token.head, depth, through_object=True)
    return []


def _above(parsed: Parsed, upper: int, depth: int, *, through_object: bool) -> list[int]:
    if parsed.tokens[upper].pos in ("ADJ", "NOUN") and parsed.tokens[upper].head != upper:
        upper = parsed.tokens[upper].head
    direct = parsed.children(upper, "dobj") if through_object else []
    if direct:
        return [one for i in direct for one in conjuncts(parsed, i)]
    return subjects(parsed, upper, depth + 1)


def _antecedent(parsed: Parsed, verb: int, subject: int) -> int | None:
    if parsed.tokens[subject].text.lower() in RELATIVE and parsed.tokens[verb].dep == "relcl":
        return parsed.tokens[verb].head
    return subject


def objects(parsed: Parsed, verb: int) -> list[int]:
    """Return the heads of what a verb is done to: direct object, passive subject, or the noun that a participle marks."""
    direct = parsed.children(verb, "dobj")
    if not direct and is_passive(parsed, verb):
        return subjects(parsed, verb)
    # "the truce that A and B agreed": "that" stands before its verb; in "who did that" it stands after.
    resolved = (_antecedent(parsed, verb, i) if i < verb else i for i in direct)
    return [one for i in resolved if i is not None for one in conjuncts(parsed, i)]


def doers(parsed: Parsed, verb: int) -> list[int]:
    """Return the heads of who does it: the active subject, or the "by" of a passive."""
    if is_passive(parsed, verb):
        by = [p for agent in parsed.children(verb, "agent") for p in parsed.children(agent, "pobj")]
        return [one for i in by for one in conjuncts(parsed, i)]
    return subjects(parsed, verb)


def governors(parsed: Parsed, noun: int) -> list[Governor]:
    """Return what a noun hangs on, and what hangs on it as a verb: nearest first."""
    token = parsed.tokens[noun]
    if token.dep in ("conj", "appos") and token.head != noun:
        return governors(parsed, token.head) + _below(parsed, noun)
    found: list[Governor] = []
    head = token.head
    if token.dep in ("nsubj", "nsubjpass") and parsed.tokens[head].dep in ("aux", "auxpass"):
        # "The truce was not extended" is sometimes parsed as if the truce hung on "was".
        head = parsed.tokens[head].head
    if main := _reduced(parsed, noun):
        found += [
            Governor(head, "object"),
            Governor(main, "object" if is_passive(parsed, main) else "subject"),
        ]
    elif token.dep == "nsubj":
        found.append(Governor(head, "object" if is_passive(parsed, head) else "subject"))
    elif token.dep in ("nsubjpass", "dobj"):
        found.append(Governor(head, "object"))
    elif token.dep == "pobj":
        found.extend(_through(parsed, head))
    elif token.dep == "compound":
        found.append(Governor(head, "of"))
    return found + _below(parsed, noun)


def _reduced(parsed: Parsed, noun: int) -> int | None:
    """Return the main verb of "a truce, agreed in May, fell apart", which is parsed as if the truce agreed; else None."""
    verb = parsed.tokens[noun].head
    apposed = verb == noun + 2 and parsed.tokens[noun + 1].text == ","
    if not apposed or parsed.tokens[noun].dep != "nsubj" or parsed.tokens[verb].tag not in ("VBD", "VBN"):
        return None
    if parsed.children(verb, "dobj", "cc", "aux", "ccomp", "xcomp"):
        return None
    joined = (i for i in parsed.children(verb, "conj") if not parsed.children(i, "nsubj", "nsubjpass"))
    return next((i for i in joined if i > verb and parsed.tokens[i].pos == "VERB"), None)


def _through(parsed: Parsed, preposition: int) -> list[Governor]:
    upper = parsed.tokens[preposition].head
    if upper == preposition:
        return []
    if parsed.tokens[upper].pos in ("VERB", "AUX"):
        return [Governor(upper, "object", parsed.tokens[preposition].lemma.lower())]
    return [Governor(upper, "of")]


def _below(parsed: Parsed, noun: int) -> list[Governor]:
    found: list[Governor] = []
    for verb in parsed.children(noun, "relcl", "acl"):
        if parsed.tokens[verb].tag == "VB" and parsed.tokens[verb].dep == "acl":
            continue
        if noun in objects(parsed, verb) or _leaves_gap(parsed, verb):
            found.append(Governor(verb, "object"))
        if noun in subjects(parsed, verb) and not parsed.children(verb, "nsubjpass", "auxpass"):
            found.append(Governor(verb, "subject"))
    return found


def _leaves_gap(parsed: Parsed, verb: int) -> bool:
    """Return whether a relative clause without a relative word is about its object ("the truce the two sides signed")."""
    own = parsed.children(verb, "nsubj")
    if parsed.tokens[verb].dep != "relcl" or not own or parsed.tokens[own[-1]].text.lower() in RELATIVE:
        return False
    filled = parsed.children(verb, "dobj", "ccomp", "xcomp", "attr", "acomp", "auxpass", "pobj")
    relative = any(
        parsed.tokens[i].text.lower() in RELATIVE | {"when", "where"}
        for i in parsed.subtree(verb)
        if i < verb
    )
    return not filled and not relative


def around(parsed: Parsed, word: int) -> set[str]:
    """Return the lemmas that hang on a word, down to the objects of its prepositions."""
    found: set[str] = set()
    for child in parsed.children(word):
        token = parsed.tokens[child]
        if token.dep in ("prt", "prep", "dobj", "advmod", "acomp", "attr", "neg", "agent", "xcomp"):
            found.add(token.lemma.lower())
            found.update(parsed.tokens[i].lemma.lower() for i in parsed.children(child, "pobj", "prep"))
    return found


def negated(parsed: Parsed, verb: int) -> bool:
    """Return whether the verb is denied: "not", "never", "no longer", "nobody", "no convoy", "not one convoy"."""
    if parsed.children(verb, "neg"):
        return True
    heads = subjects(parsed, verb)
    if any(parsed.tokens[s].text.lower() in NOBODIES for s in heads):
        return True
    return any(_of_nobody(parsed, s) for s in heads)


def _of_nobody(parsed: Parsed, subject: int) -> bool:
    """See "no convoy", "not one convoy", "not a single lorry"; "not only the army" is somebody."""
    first = min(parsed.subtree(subject))
    words = [token.text.lower() for token in parsed.tokens[first : first + 2]]
    return words[0] in ("no", "neither") or (words[0] == "not" and words[1:] not in (["only"], ["just"]))


def modal(parsed: Parsed, verb: int) -> str | None:
    """Return the modal of a verb ("would"), its own or that of the verb whose complement it is."""
    for one in (verb, parsed.tokens[verb].head):
        for child in parsed.children(one, "aux"):
            if parsed.tokens[child].tag == "MD":
                return parsed.tokens[child].lemma.lower()
        if parsed.tokens[verb].dep not in ("xcomp", "conj"):
            break
    return None


def clause_of(parsed: Parsed, i: int) -> int:
    """Return the nearest verb at or above a token, else the token on which all hangs."""
    for above in (i, *parsed.ancestors(i)):
        if parsed.tokens[above].pos in ("VERB", "AUX"):
            return above
        i = above
    return i


def actors_at(parsed: Parsed, cast: Cast, heads: Iterable[int]) -> tuple[str, ...]:
    """Return the ids of the actors that these heads name, each once; those that are not certain are left out."""
    found: dict[str, None] = {}
    for head in heads:
        joined = _joined(cast, parsed.tokens[head].text)
        actor = cast.actor_at(head)
        if len(joined) > 1:
            found.update(dict.fromkeys(joined))
        elif actor is not None:
            found[actor] = None
    return tuple(found)


def actors_before(parsed: Parsed, cast: Cast, noun: int) -> tuple[str, ...]:
    """Return the actors named before a noun as its modifiers: "joint A-B patrols", "A's pledge"."""
    own = cast.at(noun)
    modifiers = [
        i
        for i in parsed.subtree(noun)
        if i < noun and _is_modifier(parsed, i, noun) and (own is None or cast.at(i) != own)
    ]
    return actors_at(parsed, cast, modifiers)


def _is_modifier(parsed: Parsed, i: int, noun: int) -> bool:
    while i != noun:
        if parsed.tokens[i].dep not in (
            "amod",
            "compound",
            "nmod",
            "poss",
            "npadvmod",
            "punct",
            "conj",
            "cc",
            "det",
        ):
            return False
        i = parsed.tokens[i].head
    return True


def _joined(cast: Cast, text: str) -> list[str]:
    """Return the actors of "A-B" in one word: each part must be named elsewhere in the document, alone and certainly."""
    if "-" not in text.strip("-"):
        return []
    found = []
    for part in text.split("-"):
        named = {mention.actor for mention in cast.mentions if mention.span.quote == part and mention.actor}
        if len(named) == 1:
            found.extend(sorted(named))
    return found


def extent(parsed: Parsed, verb: int, without: Sequence[int] = ()) -> tuple[int, int]:
    """Return the tokens of an action, from its auxiliary or itself to the last word under it (half-open)."""
    outside = set(without)
    for child in parsed.children(verb):
        token = parsed.tokens[child]
        own_subject = token.dep == "conj" and parsed.children(child, "nsubj", "nsubjpass")
        if token.dep in OUTSIDE or own_subject:
            outside.update(parsed.subtree(child))
    inside = [i for i in parsed.subtree(verb) if i >= verb and i not in outside]
    last = verb + 1
    while last in inside or (
        last in outside and last + 1 in inside and parsed.tokens[last].dep in ("punct", "cc")
    ):
        last += 1
    while (
        last > verb + 1 and parsed.tokens[last - 1].dep == "punct" and parsed.tokens[last - 1].text in ",;:-"
    ):
        last -= 1
    # "To let people leave and for the delivery of aid": what is joined on is cut off with its "and".
    while last > verb + 1 and parsed.tokens[last - 1].dep == "cc":
        last -= 1
    auxiliaries = [i for i in parsed.children(verb, "aux", "auxpass", "neg") if parsed.tokens[i].tag != "TO"]
    passive = is_passive(parsed, verb)
    return (min([verb, *auxiliaries]) if passive else verb), last


def condition_of(parsed: Parsed, verb: int, words: frozenset[str]) -> list[int]:
    """Return the tokens of what a verb depends on ("if …", "except …"), introduced by one of `words`; empty if nothing."""
    for child in parsed.children(verb, "advcl", "prep", "mark"):
        marks = {parsed.tokens[i].text.lower() for i in (child, *parsed.children(child, "mark", "advmod"))}
        if marks & words:
            return parsed.subtree(child)
    return []
