"""Own words: "its air force", "our strike", "it": by what a speaker tells of a deed that it is his own."""

from truceline.extract.arguments import BYSTANDERS
from truceline.extract.doers import agent_heads, noun_phrase
from truceline.extract.far_doers import INVOLVED
from truceline.extract.triggers import Cluster
from truceline.knowledge.happenings import Happenings
from truceline.model.cast import Cast
from truceline.model.parsed import Found, Parsed

OWN_WORDS = frozenset(("its", "our", "we", "us", "ours", "my"))
SOME = frozenset(("one", "two", "three", "some", "several", "many"))
# What stands between the word of saying and what is said: "said on Friday in a statement that it".
BETWEEN = ("prep", "npadvmod", "advmod", "dobj", "dative", "prt")
# Of whom something is said is not who says it: "said of the Xs that it".
ABOUT = frozenset(("of", "about", "regarding", "concerning"))


def find_own(parsed: Parsed, cluster: Cluster, words: Happenings, cast: Cast, cue: int) -> Found[str] | None:
    """Find words by which a speaker tells of its own deed: "its air force", "our strike", "we"; the value is the words.

    An "it" that opens what is said behind the word of saying at token `cue` is who speaks: "the Xs said that it killed nine".
    """
    for i in agent_heads(parsed, cluster, words):
        if _opens(parsed, cast, cue, i) and _is_speaker(parsed, i, words):
            return Found(parsed.span(i, i + 1).quote, i, i + 1, i)
        # "One of its fighters fired": the fighters are its own.
        of = [p for prep in parsed.children(i, "prep") for p in parsed.children(prep, "pobj")]
        some = of if parsed.tokens[i].lemma.lower() in SOME else []
        owners = [i, *(owner for noun in (i, *some) for owner in parsed.children(noun, "poss"))]
        if any(parsed.tokens[j].text.lower() in OWN_WORDS for j in owners):
            first, last = noun_phrase(parsed, i)
            return Found(parsed.span(first, last).quote, first, last, i)
    return None


def _is_speaker(parsed: Parsed, i: int, words: Happenings) -> bool:
    """Return whether an "it" is who speaks: the subject of a verb, where the sentence has told of no raid that it could be."""
    token = parsed.tokens[i]
    above = parsed.tokens[token.head]
    # "It was involved in clashes" is in the passive by its form alone.
    doing = token.dep == "nsubj" or (token.dep == "nsubjpass" and above.lemma.lower() in INVOLVED)
    doer = token.text.lower() == "it" and doing and above.pos == "VERB"
    before = parsed.tokens[parsed.sentences[token.sentence].first : i]
    return doer and not any((t.lemma.lower(),) in words.nouns for t in before if t.pos == "NOUN")


def _opens(parsed: Parsed, cast: Cast, cue: int, i: int) -> bool:
    """Return whether a word opens what is said: right behind the saying, or behind "in a statement on Friday that" alone."""
    if not cue < i:
        return False
    if i - cue <= 2:
        return True
    if parsed.tokens[cue].sentence != parsed.tokens[i].sentence or parsed.tokens[cue].pos != "VERB":
        return False
    how = [c for c in parsed.children(cue, *BETWEEN) if cue < c < i]
    if any(parsed.tokens[c].lemma.lower() in ABOUT for c in how):
        return False
    covered = {j for c in how for j in parsed.subtree(c)}
    between = range(cue + 1, i)
    rest = [j for j in between if j not in covered and parsed.tokens[j].dep not in ("mark", "punct")]
    return not rest and not any(_could_be_meant(cast, j) for j in between)


def _could_be_meant(cast: Cast, i: int) -> bool:
    """Return whether somebody is named here who could have done it: the agency that was told, and whose page it was, could not."""
    actor = cast.actor_at(i)
    return actor is not None and cast.actors[actor].kind not in BYSTANDERS
