"""Whose name is told short or spoilt: "the Xtown-based Observatory", "the KSNAs correspondent", "Ann Lee head of the Board"."""

from collections.abc import Iterator

from truceline.knowledge.speech import Speech
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

# Who is called by the last word of a name; "the army" and "the ministry" may be anybody's.
WATCHING = ("monitor", "organisation", "agency", "outlet")
PRINTING = ("agency", "outlet")
CORRESPONDENTS = ("correspondent", "reporter", "agency", "channel", "network", "television", "website")
# "The ministry said in a statement ... The statement denied": the statement is the ministry's; "letters" may be anybody's.
SENT = ("letter", "bulletin")
ISSUED = ("statement", "communique", "communiqué", "claim", *SENT)
BESIDE = ("compound", "amod", "nmod", "poss")
# How outlets of the other side call a monitor: "the opposition Observatory".
OPPOSED = ("opposition", "opposing", "oppose")
# A shorter word in capitals and an "s" may be a word of its own: "IDs".
SHORTEST = 3
# Whom an office serves stands after these; who holds it stood before it.
SERVING = ("of", "for", "at", "in")


def shortened(parsed: Parsed, speech: Speech, cast: Cast, head: int) -> str | None:
    """Return the actor whom the words around `head` tell by a part of its name, or by its name with a mark lost."""
    return (
        called_short(parsed, cast, head)
        or _lost_mark(parsed, cast, head)
        or _based_group(parsed, cast, head)
        or _holder_before(parsed, speech, cast, head)
    )


def called_short(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return whom "the Xtown-based Observatory" means: the only one in the document whose name has that word for its head."""
    token = parsed.tokens[head]
    first = {parsed.tokens[c].lemma.lower() for c in parsed.children(head, "det")}
    if token.tag in ("NNS", "NNPS") or first - {"the"}:
        return None
    found = {
        mention.actor: mention.span.quote.lower().split()
        for mention in cast.mentions
        if mention.actor
        and not mention.adjective
        and cast.actors[mention.actor].kind in WATCHING
        and parsed.tokens[mention.head].text.lower() == token.text.lower()
        and (parsed.tokens[mention.head].text.istitle() or _is_of_state(parsed, cast, mention.actor, head))
    }
    if len(found) != 1:
        return None
    [(actor, words)] = found.items()
    others = [c for c in parsed.children(head, *BESIDE) if not _is_word_of(parsed.tokens[c].text, words)]
    if _tells_more(parsed, head, words):
        return None
    known = all(_is_based(parsed, c) or parsed.tokens[c].lemma in OPPOSED for c in others)
    return actor if known else None


def _is_of_state(parsed: Parsed, cast: Cast, actor: str, head: int) -> bool:
    """See "state television" where one state's television is named at all."""
    beside = {parsed.tokens[c].lemma.lower() for c in parsed.children(head, *BESIDE)}
    return cast.actors[actor].kind in PRINTING and "state" in beside


def _is_word_of(text: str, words: list[str]) -> bool:
    """Return whether a word stands in a name, be it as a genitive that lost its mark: "Norlands state TV" of "Norlandic"."""
    small = text.lower()
    return small in words or (small.endswith("s") and any(word.startswith(small[:-1]) for word in words))


def _tells_more(parsed: Parsed, head: int, words: list[str]) -> bool:
    """See "the Observatory of the Council": another one, told apart by whose it is."""
    preps = [p for p in parsed.children(head, "prep") if parsed.tokens[p].lemma in ("of", "for")]
    return any(parsed.tokens[o].text.lower() not in words for p in preps for o in parsed.children(p, "pobj"))


def _is_based(parsed: Parsed, c: int) -> bool:
    """Return whether the word is "Xtown-based"."""
    return parsed.tokens[c].text.lower() == "based" or parsed.tokens[c].text.lower().endswith("-based")


def _lost_mark(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the agency of "KSNAs correspondent", whose apostrophe was lost, and of "Ksna said", its capitals."""
    issued = parsed.tokens[head].lemma.lower() in ISSUED
    if issued or parsed.tokens[head].lemma.lower() in CORRESPONDENTS:
        stems = set(_stems(parsed, head))
    elif parsed.tokens[head].text.istitle() and not parsed.children(head, *BESIDE, "det"):
        stems = {parsed.tokens[head].text.upper()}
    else:
        return None
    found = {
        one.actor
        for one in cast.mentions
        if one.actor and one.span.quote in stems and one.span.quote.isupper()
    }
    found = {actor for actor in found if issued or cast.actors[actor].kind in PRINTING}
    return found.pop() if len(found) == 1 else None


def _stems(parsed: Parsed, head: int) -> Iterator[str]:
    for c in parsed.children(head, *BESIDE):
        text = parsed.tokens[c].text
        if text[:-1].isupper() and len(text) > SHORTEST:
            yield text.removesuffix("s")


def _based_group(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the monitor that "the Xland-based group" means: the only one named at all, where no other body is named since."""
    token = parsed.tokens[head]
    based = [c for c in parsed.children(head, "amod") if _is_based(parsed, c)]
    others = [c for c in parsed.children(head, *BESIDE) if c not in based]
    definite = [parsed.tokens[c].text.lower() for c in parsed.children(head, "det")] == ["the"]
    if token.lemma not in ("group", "organisation", "organization", "network") or not based:
        return None
    watching = [
        one.actor
        for one in cast.mentions
        if one.actor and cast.actors[one.actor].kind in ("monitor", "organisation") and one.head < head
    ]
    monitors = {actor for actor in watching if cast.actors[actor].kind == "monitor"}
    only = watching[-1] if definite and len(monitors) == 1 else None
    if only is None or cast.actors[only].kind != "monitor" or token.tag != "NN":
        return None
    words = [*cast.actors[only].name.lower().split(), "opposition", "monitoring"]
    return only if all(parsed.tokens[c].text.lower() in words for c in others) else None


def _holder_before(parsed: Parsed, speech: Speech, cast: Cast, head: int) -> str | None:
    """Return Ann Lee in "Ann Lee head of the Board said", whose comma was lost: her whole name right before an office.

    "The Lee spokeswoman" is not Lee, and who is named after "for" is not the one that speaks.
    """
    if head == 0 or parsed.tokens[head].lemma.lower() not in speech.personal:
        return None
    serves = any(parsed.tokens[p].lemma in SERVING for p in parsed.children(head, "prep"))
    mention = cast.at(head - 1)
    if not serves or mention is None or mention.actor is None or " " not in mention.span.quote:
        return None
    if cast.actors[mention.actor].kind != "person" or not parsed.tokens[head].text.islower():
        return None
    first = next(iter(parsed.within(mention.span.start, mention.span.end)), 0)
    return None if parsed.children(head, "det", "poss") or _is_led_in(parsed, first) else mention.actor


def _is_led_in(parsed: Parsed, first: int) -> bool:
    """Return whether a preposition stands right before the name: "according to a letter to Ann Lee head of the Board"."""
    return first > 0 and parsed.tokens[first - 1].pos == "ADP" and parsed.tokens[first - 1].lemma != "to"
