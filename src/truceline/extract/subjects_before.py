"""Whom "it" goes on for where nobody was heard: the one body that the sentence before is about, or that ends it by telling."""

from collections.abc import Sequence

from truceline.extract.going_on import CALLING, closes
from truceline.extract.pronouns import Heard
from truceline.extract.shortened import called_short
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed, Sentence

# Who is no "it", or too many to be one.
PEOPLE = ("person", "people", "office")
TELLING = ("say", "report", "add", "announce", "state", "write")
PARTS = ("npadvmod", "amod", "compound", "nmod", "poss")
FINITE = ("VBD", "VBZ", "VBN", "VBP")
# What a state is called after, once it has been named: "the staunch ally".
STATES = ("state", "government")
# What an armed group is called after its name: "the jihadist group".
FIGHTING = (
    "jihadist",
    "extremist",
    "terrorist",
    "terror",
    "militant",
    "rebel",
    "islamist",
    "insurgent",
    "armed",
)
CALLED = ("ally", "neighbour", "neighbor", "superpower")
# "But it later said", "However it added".
OPENINGS = ("CC", "RB", "IN")


def body_before(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return whom "it" stands for in "The Committee has published the names. It says …", "…, the agency reported. It said".

    Only where "it" opens the next sentence and tells something; two bodies in the sentence before are one too many.
    """
    here = parsed.tokens[head].sentence
    opens = _opens(parsed, head, head)
    if here == 0 or not (opens or closes(parsed, head)):
        return None
    before = parsed.sentences[here - 1]
    if before.heading or before.paragraph + 1 < parsed.sentences[here].paragraph:
        return None
    tellers = _tellers(parsed, cast, before)
    if tellers:
        return tellers.pop() if len(tellers) == 1 else None
    return _sole_subject(parsed, cast, before) if opens else None


def state_before(parsed: Parsed, cast: Cast, head: int, heard: Sequence[Heard]) -> str | None:
    """Return whom "the old ally" is in "Xland disagreed. The old ally insisted": the one state that the sentence before is about.

    So with "the jihadist group", and with "the ministry", where none is named: it is the state's that has just spoken.
    """
    return _ally(parsed, cast, head) or _group(parsed, cast, head) or _ministry(parsed, cast, head, heard)


def _group(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the Xs of "The Xs took the town. On Monday the jihadist group said": the armed group that alone is the subject."""
    token = parsed.tokens[head]
    beside = {parsed.tokens[c].text.lower() for c in parsed.children(head, *PARTS, "det")}
    first = parsed.subtree(head)[0]
    if token.lemma.lower() != "group" or token.tag == "NNS" or not {"the"} < beside <= {"the", *FIGHTING}:
        return None
    if token.sentence == 0 or not _opens(parsed, head, first):
        return None
    before = parsed.sentences[token.sentence - 1]
    if before.heading or before.paragraph + 1 < parsed.sentences[token.sentence].paragraph:
        return None
    actor = _sole_subject(parsed, cast, before)
    return actor if actor and cast.actors[actor].kind == "armed_group" else None


def _ministry(parsed: Parsed, cast: Cast, head: int, heard: Sequence[Heard]) -> str | None:
    """Return the state of "Xland said that it had struck. … the ministry said": nobody else spoke, and no ministry is named."""
    token = parsed.tokens[head]
    bare = [parsed.tokens[c].text.lower() for c in parsed.children(head, *PARTS, "det", "prep")] == ["the"]
    if token.lemma.lower() != "ministry" or token.tag != "NN" or not bare or not heard:
        return None
    last = heard[-1]
    known = cast.actors.get(last.speaker.actor or "")
    told = any(one.actor and cast.actors[one.actor].kind == "ministry" for one in cast.mentions)
    near = 0 <= token.sentence - last.sentence <= 1 and last.head < head
    return known.id if known is not None and known.kind in STATES and near and not told else None


def _ally(parsed: Parsed, cast: Cast, head: int) -> str | None:
    token = parsed.tokens[head]
    own = parsed.subtree(head)
    called = token.lemma.lower() in CALLED and token.tag == "NN" and parsed.tokens[own[0]].lemma == "the"
    if not called or token.sentence == 0 or own[0] != parsed.sentences[token.sentence].first:
        return None
    before = parsed.sentences[token.sentence - 1]
    verbs = [i for i in range(before.first, before.last) if parsed.tokens[i].dep == "ROOT"]
    subjects = [i for verb in verbs for i in parsed.children(verb, "nsubj")]
    found = {actor for i in subjects if (actor := cast.actor_at(i)) and cast.actors[actor].kind in STATES}
    # "The ally of Xland" is not Xland.
    found -= {cast.actor_at(i) for i in own}
    return found.pop() if len(subjects) == len(found) == 1 else None


def _opens(parsed: Parsed, head: int, start: int) -> bool:
    """Return whether the words from `start` open their sentence, and the verb of their head tells."""
    first = parsed.sentences[parsed.tokens[head].sentence].first
    # "On Thursday it said": a day may stand before it.
    led = [one for one in parsed.tokens[first:start] if one.label not in ("DATE", "TIME")]
    alone = len(led) <= 1 and all(one.tag in OPENINGS for one in led)
    verb = parsed.tokens[parsed.tokens[head].head]
    return alone and parsed.tokens[head].dep == "nsubj" and verb.dep == "ROOT" and verb.lemma in CALLING


def _sole_subject(parsed: Parsed, cast: Cast, before: Sentence) -> str | None:
    """Return the body that is the subject of the sentence, with no other body a subject in it."""
    inside = range(before.first, before.last)
    subjects = [i for i in inside if parsed.tokens[i].dep in ("nsubj", "nsubjpass")]
    main = [i for i in subjects if parsed.tokens[parsed.tokens[i].head].dep == "ROOT"]
    main = list(dict.fromkeys(_last_named(parsed, cast, i) for i in main))
    if len(main) != 1 or parsed.tokens[main[0]].dep == "nsubjpass":
        return None
    verbs = [i for i in inside if parsed.tokens[i].lemma in TELLING and parsed.tokens[i].tag in FINITE]
    if any(i not in parsed.ancestors(main[0]) for i in verbs):
        return None  # "The army fled, a doctor said. It added": who tells is another
    actor = cast.actor_at(main[0]) or called_short(parsed, cast, main[0])
    others = {found for i in subjects if (found := cast.actor_at(i)) and found != actor}
    return actor if actor and not others and cast.actors[actor].kind not in PEOPLE else None


def _last_named(parsed: Parsed, cast: Cast, subject: int) -> int:
    """Return the Xland of "a key ally of the government Xland began to", whose comma was lost; else the subject itself."""
    before = parsed.tokens[subject].head - 1
    mention = cast.at(before)
    if parsed.tokens[subject].lemma.lower() not in CALLED or not subject < before or mention is None:
        return subject
    named = not mention.adjective and mention.actor and cast.actors[mention.actor].kind in STATES
    torn = parsed.tokens[before].dep in ("appos", "nsubj")
    return before if named and torn else subject


def _tellers(parsed: Parsed, cast: Cast, before: Sentence) -> set[str]:
    """Return the bodies whose names stand right at a verb that tells: "the agency reported on Friday", "said the Board"."""
    found: set[str] = set()
    past = before.first
    for mention in dict.fromkeys(
        one for i in range(before.first, before.last) if (one := cast.at(i)) is not None
    ):
        inside = parsed.within(mention.span.start, mention.span.end)
        body = mention.actor is not None and cast.actors[mention.actor].kind not in PEOPLE
        if mention.actor is None or not body or mention.adjective or inside[0] < past:
            continue
        verb = _past_nouns(parsed, inside[-1] + 1)
        # "Said the Xland-based group": Xland tells nothing.
        whole = parsed.tokens[mention.head].dep not in PARTS
        if _tells(parsed, verb) or (whole and _is_told_by(parsed, inside[0])):
            # "KSNA regime news agency reported": the regime does not tell it as well.
            found.add(mention.actor)
            past = verb
    return found


def _past_nouns(parsed: Parsed, i: int) -> int:
    """Return the token behind what a name is: "KSNA state news agency reported"."""
    while i < len(parsed.tokens) and parsed.tokens[i].tag == "NN" and parsed.tokens[i].text.islower():
        i += 1
    return i


def _is_told_by(parsed: Parsed, first: int) -> bool:
    """See "…, said the Observatory which watches it"."""
    before = first - 1 - (first > 0 and parsed.tokens[first - 1].tag == "DT")
    return (
        before >= 0
        and _tells(parsed, before)
        and parsed.tokens[before].sentence == parsed.tokens[first].sentence
    )


def _tells(parsed: Parsed, i: int) -> bool:
    return i < len(parsed.tokens) and parsed.tokens[i].lemma in TELLING and parsed.tokens[i].tag in FINITE
