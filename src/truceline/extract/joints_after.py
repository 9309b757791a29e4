"""Joints after "According to": "According to the agency | rebels fired shells", where the parser lets the agency fire."""

from truceline.extract.joints import FINITE, Joint
from truceline.extract.second_names import Page
from truceline.model.parsed import Sentence

# What tells more of a source and is no part of what follows: "a report by the League published on Monday".
FROM = ("by", "from", "of")
# "the agency | rebels", "the paper | troops": they may do what follows.
ACTING = frozenset(
    [
        "rebel",
        "army",
        "military",
        "police",
        "group",
        "resident",
        "activist",
        "commander",
        "general",
        "minister",
        "doctor",
    ]
)
ISSUED = ("publish", "release", "issue", "carry")


def after_according(page: Page, sentence: Sentence) -> Joint | None:
    """Return the joint between the source that opens a sentence and the subject of a verb that has lost its own."""
    tokens, leading = page.parsed.tokens, sentence.first + 1
    opens = [token.text.lower() for token in tokens[sentence.first : leading + 1]] == ["according", "to"]
    verb = _without_subject(page, leading, sentence.last) if opens else None
    at = _past_source(page, leading + 1, verb) if verb is not None else None
    if verb is None or at is None or at >= verb or not _begins(page, at):
        return None
    last = verb
    while tokens[last - 1].pos == "ADV":
        last -= 1
    head = tokens[verb].head if tokens[verb].pos == "AUX" and tokens[verb].dep in ("aux", "auxpass") else verb
    return Joint(leading, leading + 1, at, last, head)


def _without_subject(page: Page, leading: int, last: int) -> int | None:
    """Return the first finite verb after a source, if nothing but the source's words can be its subject."""
    tokens, inner_verbs = page.parsed.tokens, 0
    for i in range(leading + 1, last):
        inner_verbs += tokens[i].tag in ("WDT", "WP")
        if tokens[i].text.isupper():
            continue  # "IS" is a name
        if tokens[i].tag in FINITE and inner_verbs:
            inner_verbs -= 1  # "a clinic that it supports | has closed"
        elif tokens[i].tag in FINITE:
            aux = tokens[i].dep in ("aux", "auxpass")
            main = tokens[i].head if aux else i
            own = page.parsed.children(main, "nsubj", "nsubjpass", "expl", "csubj")
            # All that follows "to" was taken for the subject, and "to" has nothing.
            whole = [s for s in own if page.parsed.subtree(s)[0] == leading + 1]
            own = [] if own == whole and not page.parsed.children(leading, "pobj") else own
            inner = tokens[main].dep in ("relcl", "acl")
            return None if own or inner else i
    return None


def _past_source(page: Page, i: int, end: int) -> int | None:
    """Return where the words of the source end: a known name, or the first noun for those who speak or what they write."""
    tokens = page.parsed.tokens
    i += tokens[i].pos == "DET"
    past = _past_name(page, i, end)
    if past is None:
        past = i
        while past < end and not _is_source(page, past):
            if tokens[past].pos not in ("ADJ", "NOUN", "PROPN", "NUM") and tokens[past].tag not in (
                "HYPH",
                "POS",
            ):
                return None
            past += 1
        past += 1
    while past < end and _is_source(page, past) and page.lemma(past) not in ACTING:
        past += 1
    if past < end and tokens[past].text in FROM:
        after = past + 1 + (tokens[past + 1].pos == "DET")
        past = _past_name(page, after, end) or end
    if past + 1 < end and tokens[past].lemma in ISSUED and tokens[past].tag == "VBN":
        past += 1 + (tokens[past + 1].text == "on")
    while past < end and tokens[past].label == "DATE":
        past += 1
    return past


def _past_name(page: Page, i: int, end: int) -> int | None:
    """Return where a known name that begins at a token ends."""
    mention = page.cast.by_token.get(i)
    # "Norland Bread Association": of a land a name may go on.
    if mention is None or mention.actor is None or mention.adjective or page.kind(i) == "state":
        return None
    while i < end and page.cast.by_token.get(i) == mention:
        i += 1
    return i


def _is_source(page: Page, i: int) -> bool:
    """Return whether a common noun is of those who speak, or of what sorts or voices them: "news", "agency", "reports"."""
    speech, lemma = page.speech, page.lemma(i)
    spoken = any(lemma in words for words in (speech.voices, speech.papers, speech.unarticled))
    return page.parsed.tokens[i].text.islower() and (
        spoken or lemma in ("news", "broadcaster", "outlet", "watchdog")
    )


def _begins(page: Page, i: int) -> bool:
    token = page.parsed.tokens[i]
    return token.pos in ("DET", "NUM", "ADJ", "NOUN", "PROPN") or token.tag in ("JJR", "RBR")
