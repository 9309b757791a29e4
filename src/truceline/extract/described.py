"""Actors told by what they are: "the state-run television of Xland", "its Xlandish allies"."""

from truceline.extract.sides import ByToken, first_of, put
from truceline.extract.wars import war
from truceline.knowledge.names import Names
from truceline.model.actor import Mention
from truceline.model.parsed import Parsed

# What a state's medium is called, by the name that a known one has.
MEDIA = {
    "tv": "state television",
    "television": "state television",
    "agency": "state news agency",
    "media": "state media",
}
KINDS = ("outlet", "agency")
STATE = ("state", "government", "official")
# "The regime's state media": whose they are in a report on a war.
RULERS = ("regime", "government")
# "state-run", "government - owned", "state controlled": what stands between.
RUN = ("-", "run", "owned", "controlled", "backed", "news", "funded")
AFTER = ("channel", "station", "network")
# "The medium of Xland", "state television in Xland".
OF = ("of", "in")
LONGEST = 6


def find_described(parsed: Parsed, by_token: ByToken, names: Names) -> None:
    """Add the mentions of those who are told only by what they are to a state."""
    for i, token in enumerate(parsed.tokens):
        if token.text.lower() in MEDIA:
            _medium(parsed, by_token, names, i)
        elif token.lemma.lower() == "ally":
            _ally(parsed, by_token, names, i)


def _medium(parsed: Parsed, by_token: ByToken, names: Names, i: int) -> None:
    """Let "Xland's government-run TV" be the only medium of that kind that speaks for Xland."""
    first, last = _described(parsed, i), i + 1
    if first is None or (i in by_token and by_token[i].actor is not None):
        return
    if last < len(parsed.tokens) and parsed.tokens[last].text.lower() in AFTER:
        last += 1
    if last < len(parsed.tokens) and parsed.tokens[last].pos == "PROPN":
        return  # "state television Brack One": its own name follows
    owner, start, end = _owner_before(parsed, by_token, first), first, last
    if owner is not None:
        start = first_of(by_token, first - (2 if parsed.tokens[first - 1].tag == "POS" else 1))
    elif (after := _owner_after(parsed, by_token, last)) is not None:
        owner, end = after
    called = MEDIA[parsed.tokens[i].text.lower()]
    medium = _of_state(names, owner.actor, called) if owner else _of_war(parsed, by_token, names, (first, i))
    if medium is not None:
        put(by_token, parsed, start, end, medium)


def _of_war(parsed: Parsed, by_token: ByToken, names: Names, words: tuple[int, int]) -> str | None:
    """Return the medium of the government whose war the report is about, where none of another state is named: "state TV said".

    Bare "state media" may be any of several.
    """
    if parsed.tokens[words[1]].text.lower() == "media" or _is_told_apart(parsed, *words):
        return None
    state = war(by_token, names)
    if state is None:
        return None
    government = names.government(state)
    named = [names.actors[m.actor] for m in set(by_token.values()) if m.actor and m.actor in names.actors]
    speaking = {one.speaks_for for one in named if one.kind in KINDS}
    others = {one for one in speaking if one and names.is_state(one)} - {government, state}
    return None if others else _of_state(names, government, MEDIA[parsed.tokens[words[1]].text.lower()])


def _is_told_apart(parsed: Parsed, first: int, i: int) -> bool:
    """Return whether a word beside "state media" may say of which state: "Westmarker", "of the province"; a day and "regime" do not."""
    before = parsed.tokens[first - 1] if first else None
    dated = before is not None and (before.label in ("DATE", "TIME") or before.text.lower() == "earlier")
    if (
        before is not None
        and not dated
        and (before.label == "NORP" or before.tag == "POS" or before.pos == "ADJ")
    ):
        return True
    beside = parsed.children(i, "poss", "amod", "compound", "nmod", "prep")
    others = [c for c in beside if not first <= c < i]
    plain = [c for c in others if c == first - 1 and (dated or parsed.tokens[c].lemma in RULERS)]
    return any(c > i or parsed.tokens[c].pos in ("PROPN", "ADJ") for c in others if c not in plain)


def _described(parsed: Parsed, i: int) -> int | None:
    """Return where "state-run", "state" or "government-owned" begins before a medium; None where nothing says so."""
    at, sentence = i - 1, parsed.sentences[parsed.tokens[i].sentence].first
    while at >= max(sentence, i - LONGEST) and parsed.tokens[at].text.lower() in RUN:
        at -= 1
    if at < sentence:
        return None
    word = parsed.tokens[at].text.lower()
    joined = "-" in word and word.partition("-")[0] in STATE and word.partition("-")[2] in RUN
    return at if word in STATE or joined else None


def _owner_before(parsed: Parsed, by_token: ByToken, first: int) -> Mention | None:
    """Return the state named right before: "Xland's", "Xlandish", and of "Xlandish government-run" in three words its government."""
    if first == 0:
        return None
    if first in by_token and first_of(by_token, first) < first:
        return by_token[first]
    marked = parsed.tokens[first - 1].tag == "POS"
    mention = by_token.get(first - 2 if marked and first > 1 else first - 1)
    # "the conference in Xland state television reported": a bare name belongs to the place.
    return mention if mention is not None and (marked or mention.adjective) else None


def _owner_after(parsed: Parsed, by_token: ByToken, last: int) -> tuple[Mention, int] | None:
    """Return the state named behind "of" or "in", with the end of its name."""
    if last + 1 >= len(parsed.tokens) or parsed.tokens[last].text.lower() not in OF:
        return None
    mention = by_token.get(last + 1)
    if mention is None or mention.adjective:
        return None
    end = last + 1
    while by_token.get(end) == mention:
        end += 1
    return mention, end


def _of_state(names: Names, owner: str | None, called: str) -> str | None:
    """Return the only medium so called that speaks for the government of the owner's state."""
    if owner is None or not names.is_state(owner):
        return None
    sides = {names.state(owner), names.government(owner)}
    found = {
        one.id
        for one in names.actors.values()
        if one.kind in KINDS
        and one.speaks_for in sides
        and any(name.text.lower().endswith(f" {called}") for name in one.names)
    }
    if not found and called == MEDIA["agency"]:
        # A state that has one agency has no other that could be meant.
        found = {one.id for one in names.actors.values() if one.kind == "agency" and one.speaks_for in sides}
    return found.pop() if len(found) == 1 else None


def _ally(parsed: Parsed, by_token: ByToken, names: Names, i: int) -> None:
    """Let "its Xlandish allies" be Xland, where they are of one state, and named by nothing more."""
    below = parsed.children(i, "amod", "compound", "nmod")
    owner = parsed.children(i, "poss")
    if i in by_token or len(below) != 1 or not owner or owner[0] > below[0]:
        return
    side = by_token.get(below[0])
    if side is None or side.actor is None or not side.adjective or not names.is_state(side.actor):
        return
    whole = side.span.end - side.span.start == len(parsed.tokens[below[0]].text)
    if whole and below[0] == i - 1 and not parsed.children(below[0], "conj"):
        # The adjective itself stays what it is: only the allies are the state.
        by_token[i] = Mention(parsed.span(below[0], i + 1), names.government(side.actor), i)
