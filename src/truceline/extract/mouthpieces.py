"""Mouthpieces: whose word a feed, an account, a page or a film is, where the text says whose own it is."""

from collections.abc import Iterator

from truceline.extract.backing import is_backed
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed

# What somebody keeps or makes to be heard by.
PAGES = frozenset(("feed", "account", "page", "website", "site", "channel", "magazine", "blog", "portal"))
FILMS = frozenset(("video", "footage", "film", "clip", "recording", "tape", "audio"))
WRITINGS = frozenset(("statement", "communique", "communiqué", "message", "post", "announcement"))
# "A video released by the Xs", "a message posted on the Xs' website".
ISSUED = frozenset(("release", "publish", "post", "issue", "distribute", "produce", "circulate", "carry"))
# Who has a voice of its own; an "Xlandish website" is any of that country's.
OWNERS = frozenset(
    ("armed_group", "armed_force", "coalition", "ministry", "monitor", "organisation", "intergovernmental")
)
BEFORE = ("compound", "poss", "nmod")


def kept_by(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the one body whose own the thing is: "the Hill Front's Twitter feed", "a video released by the Hill Front"."""
    found = {
        actor
        for i in _owners(parsed, head)
        if (actor := cast.actor_at(i)) and _is_owner(parsed, cast, i, actor)
    }
    return found.pop() if len(found) == 1 else None


def _owners(parsed: Parsed, head: int) -> Iterator[int]:
    if _is(parsed, head, PAGES):
        yield from _of_page(parsed, head)
    elif _is(parsed, head, FILMS | WRITINGS):
        yield from parsed.children(head, *BEFORE)
        yield from _issuers(parsed, head)


def _is(parsed: Parsed, i: int, lemmas: frozenset[str]) -> bool:
    return parsed.tokens[i].lemma.lower() in lemmas and parsed.tokens[i].tag != "NNS"


def _is_owner(parsed: Parsed, cast: Cast, i: int, actor: str) -> bool:
    mention = cast.at(i)
    named = mention is not None and not mention.adjective and cast.actors[actor].kind in OWNERS
    return named and not is_backed(parsed, i)  # "an Xs-linked website" is not the Xs' own


def _of_page(parsed: Parsed, head: int) -> Iterator[int]:
    """Yield whose page it can be: all names that stand before it, in "the Hill Front Twitter feed" on another noun, or behind "of"."""
    for child in parsed.children(head, *BEFORE):
        yield child
        yield from parsed.children(child, *BEFORE)
    yield from _behind(parsed, head, "of")


def _issuers(parsed: Parsed, head: int) -> Iterator[int]:
    """Yield who issued it: "by the Hill Front", "released by the Hill Front", "posted on the Hill Front's website"."""
    yield from _behind(parsed, head, "by")
    token = parsed.tokens[head]
    if token.dep == "dobj" and parsed.tokens[token.head].lemma.lower() in ISSUED:
        yield from parsed.children(token.head, "nsubj")  # "the Xs released a video, which showed"
    for clause in parsed.children(head, "acl"):
        if parsed.tokens[clause].lemma.lower() not in ISSUED:
            continue
        yield from _behind(parsed, clause, "by")
        for page in _behind(parsed, clause, "on"):
            yield from _of_page(parsed, page) if _is(parsed, page, PAGES) else ()


def _behind(parsed: Parsed, i: int, preposition: str) -> Iterator[int]:
    for prep in parsed.children(i, "prep", "agent"):
        if parsed.tokens[prep].lemma.lower() == preposition:
            yield from parsed.children(prep, "pobj")
