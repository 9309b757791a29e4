"""Armed force that is held out by a verb alone: "threatened to strike", "warned that it would shell the capital"."""

from collections.abc import Iterator

from truceline.extract.attached import statement_at
from truceline.extract.clauses import modal, subjects
from truceline.extract.measure_rungs import told_by, turns_down
from truceline.extract.measure_sides import OWN_WORDS, is_somebody, side_of, who
from truceline.extract.measure_step import Page, Step

# These do harm only with something of it beside them: "respond with fire", "resume the raids", not "respond to the letter".
LIGHT = frozenset({"respond", "resume", "target", "hit"})
# Whoever speaks is meant by these.
PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
# "The army sought to retake the hill" tells of the fighting.
AIMING = frozenset({"seek", "near", "close", "look", "verge", "edge", "brink"})
# Words of a rung that an actor says of itself.
HELD_OUT = frozenset({"threatened", "promised", "considered", "hinted"})


def force_steps(page: Page) -> Iterator[Step]:
    """Find the verbs of attacking that somebody says, promises or threatens to do, and has not done."""
    for i, token in enumerate(page.parsed.tokens):
        is_force = token.pos == "VERB" and token.lemma.lower() in page.deals.measures.force_verbs
        if not is_force or page.parsed.sentences[token.sentence].heading:
            continue
        if token.tag in ("VB", "VBG") and _is_harm(page, i) and _is_held_out(page, i):
            yield Step(i, "force", i)


def _is_harm(page: Page, verb: int) -> bool:
    parsed = page.parsed
    if parsed.tokens[verb].lemma.lower() not in LIGHT:
        return True
    below = (i for i in parsed.subtree(verb) if i > verb)
    return any(
        parsed.tokens[i].lemma.lower() in page.deals.measures.force_nouns
        or (i in parsed.children(verb, "dobj") and is_somebody(page, i))
        for i in below
    )


def _is_held_out(page: Page, verb: int) -> bool:
    """Return whether who is to do it says so: "A threatened to", "A warned that it would"; of others it is foretold."""
    parsed = page.parsed
    over = parsed.tokens[verb].head
    if parsed.tokens[verb].dep in ("xcomp", "acl", "pcomp"):
        over = parsed.tokens[over].head if parsed.tokens[over].pos == "ADP" else over
        return _is_cue(page, over) and _is_own(page, subjects(parsed, over) or subjects(parsed, verb))
    if modal(parsed, verb) not in ("will", "would", "shall", "may", "might", "could"):
        return False
    if parsed.tokens[verb].dep == "ccomp" and _is_cue(page, over):
        return _says_of_itself(page, verb, over)
    return _is_sayers_own(page, verb)


def _is_cue(page: Page, word: int) -> bool:
    if page.parsed.tokens[word].lemma.lower() in AIMING:
        return False
    return told_by(page, word) in HELD_OUT or turns_down(page.parsed, word)


def _is_own(page: Page, heads: list[int]) -> bool:
    return any(who(page, [i]) or is_somebody(page, i) or _is_pronoun(page, i) for i in heads)


def _is_pronoun(page: Page, i: int) -> bool:
    return page.parsed.tokens[i].text.lower() in PRONOUNS


def _says_of_itself(page: Page, verb: int, over: int) -> bool:
    own, upper = page.parsed.children(verb, "nsubj"), subjects(page.parsed, over)
    if not own or not _is_own(page, upper):
        return False
    return all(_is_pronoun(page, i) or _is_its_own(page, i) for i in own) or bool(
        _sides(page, own) & _sides(page, upper)
    )


def _is_sayers_own(page: Page, verb: int) -> bool:
    """Return whether it stands in the words of one who is to do it: "we will respond", "A will strike", A's minister said."""
    word = page.parsed.tokens[verb]
    said = statement_at(page.statements, word.start, word.end)
    own = page.parsed.children(verb, "nsubj")
    if said is None or said.speaker is None or said.speaker.actor is None or not own:
        return False
    if page.parsed.tokens[own[0]].text.lower() in OWN_WORDS:
        return True
    return side_of(page, said.speaker.actor) in _sides(page, own)


def _is_its_own(page: Page, noun: int) -> bool:
    """See "his group", "its army", in the words of who speaks."""
    return any(page.parsed.tokens[i].tag == "PRP$" for i in page.parsed.children(noun, "poss"))


def _sides(page: Page, heads: list[int]) -> set[str]:
    return {side_of(page, one) for one in who(page, heads)}
