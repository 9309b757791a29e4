"""With what it was done: the weapon or means that the words of one event name."""

from truceline.extract.triggers import Cluster
from truceline.knowledge.happenings import Happenings
from truceline.model.claim import Words
from truceline.model.parsed import Found, Parsed

# Up from a weapon to the words of the event: "killed by the blast of a shell" is four steps.
REACH = 5
# What ties a weapon to a deed: it stands before the noun, is what is fired, or is what it is done with.
TYING = frozenset(
    (
        "compound",
        "amod",
        "nmod",
        "dobj",
        "pobj",
        "nsubj",
        "nsubjpass",
        "agent",
        "prep",
        "conj",
        "acl",
        "advcl",
        "xcomp",
    )
)
# "Fired on with guns", "in a rocket attack", "by shells", "of barrel bombs": "on a mortar position" is what was hit.
LEADING = frozenset(("with", "by", "in", "of", "from", "using", "via", "through"))
NOT_ITS_OWN = frozenset(
    (
        "depot",
        "position",
        "factory",
        "cache",
        "store",
        "warehouse",
        "facility",
        "site",
        "expert",
        "inspector",
        "convoy",
        "launcher",
    )
)


def find_weapon(
    parsed: Parsed, cluster: Cluster, words: Happenings, target: Found[Words] | None
) -> Found[Words] | None:
    """Find the weapon or means in the sentence of an event, as words: "barrel bombs", "a car bomb", "sarin"."""
    sentence = parsed.sentences[parsed.tokens[cluster.lead.head].sentence]
    lemmas = [token.lemma.lower() for token in parsed.tokens[sentence.first : sentence.last]]
    hit = range(target.first, target.last) if target else range(0)
    for i, lemma in enumerate(lemmas):
        if lemma not in words.weapon_starts:
            continue
        length = _matched(lemmas, i, words)
        first, last = sentence.first + i, sentence.first + i + length
        noun = length and parsed.tokens[last - 1].pos in ("NOUN", "PROPN", "ADJ")
        if noun and not (first in hit or last - 1 in hit) and _is_used(parsed, cluster, first, last):
            return Found(Words(parsed.span(first, last).quote), first, last, last - 1)
    return None


def _matched(lemmas: list[str], i: int, words: Happenings) -> int:
    """Return how many words from `i` name a weapon, the longest name first; 0 for none."""
    for length in range(min(words.longest_weapon, len(lemmas) - i), 0, -1):
        if tuple(lemmas[i : i + length]) in words.weapons:
            return length
    return 0


def _is_used(parsed: Parsed, cluster: Cluster, first: int, last: int) -> bool:
    """Return whether a weapon hangs on the words of the event as what it was done with, or is one of them."""
    if any(trigger.first < last and first < trigger.last for trigger in cluster.triggers):
        return True
    at, heads = last - 1, set(cluster.heads)
    for _ in range(REACH):
        token = parsed.tokens[at]
        above = parsed.tokens[token.head]
        if token.dep == "compound" and above.lemma.lower() in NOT_ITS_OWN:
            return False
        leads = token.dep != "prep" or token.lemma.lower() in LEADING
        if token.head == at or token.dep not in TYING or not leads:
            return False
        at = token.head
        if at in heads:
            return True
    return False
