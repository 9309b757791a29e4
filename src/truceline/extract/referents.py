"""Decide who a speaker is: the actor named, or the one that "he", "she", "it" or "they" can only be."""

from collections.abc import Sequence

from truceline.extract.able import can_speak
from truceline.extract.going_on import subjects_around
from truceline.extract.in_full import told_in_full
from truceline.extract.mouthpieces import kept_by
from truceline.extract.of_class import before_class, of_class
from truceline.extract.officers import officer_of
from truceline.extract.phrases import ALONE, LOOSE, VOICES, joint, phrase
from truceline.extract.pronouns import PERSONAL, PRONOUNS, SEVERAL, Heard, is_person, meant, pronoun
from truceline.extract.ruled_by import ruled_by
from truceline.extract.shortened import ISSUED, PRINTING, SENT, WATCHING, shortened
from truceline.extract.speakers import agent
from truceline.extract.subjects_before import body_before, state_before
from truceline.knowledge.speech import Speech
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed
from truceline.model.statement import Speaker

# What a newspaper or an agency prints: it speaks for the one that printed it.
PIECES = (
    "article",
    "report",
    "editorial",
    "story",
    "piece",
    "statement",
    "bulletin",
    "broadcast",
    "toll",
    "tally",
    "resolution",
    "figure",
    "estimate",
    "record",
    "document",
    "datum",
    "data",
    "account",
)
# Who serves another person, and is told by that one's name.
SERVANTS = ("spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "advisor", "lawyer", "envoy")
UNDECIDED = ("draft", "propose", "proposed", "drafted", "failed", "new")
STOPPING = (
    "veto", "block", "reject", "oppose", "propose", "draft", "table", "submit", "circulate", "sponsor",
)  # fmt: skip
MONITORS = frozenset({"monitor", "monitoring", "watchdog"})
TRACKING = ("track", "monitor")
BARE = MONITORS | {
    "war",
    "group",
    "right",
    "rights",
    "human",
    "conflict",
    "activist",
    "organisation",
    "organization",
}
OUTLETS = (
    "agency",
    "newspaper",
    "television",
    "tv",
    "radio",
    "channel",
    "website",
    "broadcaster",
    "daily",
    "network",
)
# Sentences from one who spoke to the bare "the group" that goes on.
NEAR = 2


def apart(parsed: Parsed, cast: Cast, head: int) -> list[int]:
    """Return the heads of those who speak together, where one at least is an actor and no two are the same; else `head` alone."""
    heads = together(parsed, head)
    actors = [actor for i in heads if (actor := cast.actor_at(i))]
    return heads if actors and len(set(actors)) == len(actors) else [head]


def together(parsed: Parsed, head: int) -> list[int]:
    """Return the heads of those who speak together, without those who are only counted beside them."""
    return [i for i in joint(parsed, head) if i == head or not _is_counted_dead(parsed, i)]


def _is_counted_dead(parsed: Parsed, i: int) -> bool:
    """See "killed 60 people, according to the Observatory, as well as three rescue workers": they were counted, and said nothing."""
    numbered = any(parsed.tokens[c].pos == "NUM" for c in parsed.children(i, "nummod"))
    first = min(parsed.subtree(i))
    before = [t.text.lower() for t in parsed.tokens[max(first - 3, 0) : first]]
    return numbered and before == ["as", "well", "as"]


def named(parsed: Parsed, cast: Cast, head: int) -> Speaker:
    """Return the speaker whom the words around `head` name."""
    # "Russia and Iran said" are two speakers where both are known, one where they are not.
    known_apart = len(apart(parsed, cast, head)) > 1 or len(together(parsed, head)) < len(joint(parsed, head))
    tokens = phrase(parsed, head, ALONE if known_apart else LOOSE) or [head]
    tokens = _torn_off(parsed, head, tokens)
    if (medium := _medium_before(parsed, cast, head, tokens)) is not None:
        head, tokens = medium[-1], medium
    words = parsed.span(tokens[0], tokens[-1] + 1)
    actor = _named_person(parsed, cast, head, tokens) or _named_body(parsed, cast, head)
    if actor and (_one_of_two(parsed, cast, head, tokens) or _begins_before(parsed, cast, head, tokens[0])):
        actor = None
    known = cast.actors.get(actor) if actor else None
    return Speaker(known.name if known else words.quote, words, actor)


def _medium_before(parsed: Parsed, cast: Cast, head: int, tokens: Sequence[int]) -> list[int] | None:
    """Return the agency of "according to KSNA Hill Front fighters fled", whose comma was lost: the fighters said nothing."""
    opens = tokens[0] + (parsed.tokens[tokens[0]].tag == "DT")
    first, last = cast.at(opens), cast.at(head)
    if first is None or last is None or first.actor is None or last.actor in (None, first.actor):
        return None
    led = tokens[0] > 0 and parsed.tokens[tokens[0] - 1].lemma == "to" and parsed.tokens[head].dep == "pobj"
    if not led or first.adjective or cast.actors[first.actor].kind not in PRINTING:
        return None
    inside = list(range(tokens[0], parsed.within(first.span.start, first.span.end)[-1] + 1))
    return inside if cast.actors[last.actor or ""].kind == "armed_group" and inside[-1] < head else None


def _torn_off(parsed: Parsed, head: int, tokens: list[int]) -> list[int]:
    """Return the name without the place before it: "near the border with Norland local activist Ann Lee said"."""
    first, described = tokens[0], of_class(parsed, head, tokens)
    if described:
        return described
    after_place = first > 0 and parsed.tokens[first - 1].pos == "ADP" and parsed.tokens[first].pos == "PROPN"
    if not after_place or parsed.tokens[head].dep not in ("nsubj", "pobj", "dobj"):
        return tokens
    adjective = first + 1
    lost = (
        adjective < tokens[-1]
        and parsed.tokens[adjective].pos == "ADJ"
        and parsed.tokens[adjective].text.islower()
    )
    return tokens[1:] if lost and parsed.tokens[tokens[-1]].pos == "PROPN" else tokens


def _begins_before(parsed: Parsed, cast: Cast, head: int, first: int) -> bool:
    """See "in the south of Norland local sources said": the words that make them Norland's belong to the place."""
    mention = cast.at(head)
    if mention is None or first == 0 or parsed.tokens[head].lemma.lower() not in VOICES:
        return False
    return mention.span.start < parsed.span(first, first + 1).start and parsed.tokens[first].text.islower()


def _one_of_two(parsed: Parsed, cast: Cast, head: int, tokens: Sequence[int]) -> bool:
    """See "the Observatory and Norland officials", where the parser joins only the adjectives: two speak, as one."""
    joined = [
        i for i in tokens if i < head and parsed.tokens[i].tag == "CC" and parsed.tokens[i].lemma == "and"
    ]
    if not joined:
        return False
    before = {actor for i in tokens if i < joined[0] and (actor := cast.actor_at(i))}
    after = {actor for i in tokens if i > joined[0] and (actor := cast.actor_at(i))}
    mention = cast.at(head)
    # "The Observatory and Kurdish officials", where nobody known is called so: two all the same.
    strange = parsed.tokens[tokens[0]].tag == "DT" and any(
        parsed.tokens[i].pos == "PROPN" and cast.at(i) is not mention for i in tokens if i < joined[0]
    )
    return (bool(before) or strange) and before != after


def _named_body(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the actor that the words name; the sources of a paper are nobody's voice but their own."""
    found = cast.actor_at(head)
    known = cast.actors.get(found) if found else None
    if known and known.kind in PRINTING and parsed.tokens[head].lemma == "source":
        return None
    # "Opposition websites said": those who print for a side are many, and none of them is the side.
    if (
        known
        and parsed.tokens[head].tag == "NNS"
        and parsed.tokens[head].lemma in OUTLETS
        and known.kind not in PRINTING
    ):
        return None
    found = (
        _named_behind(parsed, cast, head)
        or found
        or _publisher(parsed, cast, head)
        or _printed_by(parsed, cast, head)
    )
    found = found or _known_as(parsed, cast, head) or before_class(parsed, cast, head)
    found = found or ruled_by(parsed, cast, head)
    return found or kept_by(parsed, cast, head)


def _named_behind(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the Observatory of "the opposition Observatory said": the parser takes what it is for who it is."""
    if parsed.tokens[head].pos != "NOUN" or not parsed.tokens[head].text.islower():
        return None
    for c in parsed.children(head, "appos"):
        actor = cast.actor_at(c)
        if actor and parsed.subtree(c)[0] == head + 1 and cast.actors[actor].kind in WATCHING:
            return actor
    return None


def _known_as(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the Guild of "the body known as the Guild"."""
    called = [c for c in parsed.children(head, "acl") if parsed.tokens[c].lemma in ("know", "call", "name")]
    names = [o for c in called for o in parsed.children(c, "oprd")]
    preps = [p for c in called for p in parsed.children(c, "prep") if parsed.tokens[p].lemma == "as"]
    names += [o for p in preps for o in parsed.children(p, "pobj")]
    return next((actor for o in names if (actor := cast.actor_at(o))), None)


def _printed_by(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the agency or the paper of "the KSNA news agency", "Harbour television", whose name stands before what it is."""
    if parsed.tokens[head].lemma.lower() not in OUTLETS:
        return None
    found = {actor for c in parsed.children(head, "compound", "nmod", "amod") if (actor := cast.actor_at(c))}
    found = {actor for actor in found if cast.actors[actor].kind in PRINTING}
    only = found.pop() if len(found) == 1 else None
    return only if only and cast.actors[only].kind in PRINTING else None


def _named_person(parsed: Parsed, cast: Cast, head: int, tokens: Sequence[int]) -> str | None:
    """Return the person whom the name tells beside an office: "the envoy, Ann Lee", "Ann Lee Secretary of State"."""
    own = cast.actor_at(head)
    # "President Ann Lee and her counterpart Ben Roe": the parser puts him to her.
    for c in () if own and is_person(cast, own) else parsed.children(head, "appos"):
        found = cast.actor_at(c)
        if found and is_person(cast, found):
            return found
    if own is None and (last := _named_last(parsed, cast, head, tokens)):
        return last
    # "the Lee government" is not Lee: only a name's own words count.
    if parsed.tokens[head].pos != "PROPN":
        # "the director of the clinic, Ann Lee": the parser puts her to the clinic.
        beside = {
            actor
            for mention in cast.mentions
            if (actor := mention.actor) and mention.head in tokens and is_person(cast, actor)
            if _noun_beside(parsed, mention.head) == head
        }
        return beside.pop() if len(beside) == 1 else None
    people = {
        actor
        for i in tokens
        if (actor := cast.actor_at(i))
        and is_person(cast, actor)
        and parsed.tokens[i].dep not in ("poss", "pobj", "conj")
        and not _is_led_by(parsed, cast, head, i)
    }
    return people.pop() if len(people) == 1 else None


def _is_led_by(parsed: Parsed, cast: Cast, head: int, i: int) -> bool:
    """See "Spokesman of President Ann Lee": every word of a name that "of" leads to is of the one spoken for."""
    mention = cast.at(i)
    if mention is None or i <= head or parsed.tokens[head].lemma.lower() not in SERVANTS:
        return False
    between = [k for k in range(head + 1, i) if cast.at(k) is not mention]
    bodies = any((one := cast.at(k)) is not None and one.actor for k in between)
    return bool(between) and parsed.tokens[between[0]].lemma in ("of", "for", "to") and not bodies


def _named_last(parsed: Parsed, cast: Cast, head: int, tokens: Sequence[int]) -> str | None:
    """Return Ann Lee in "Member of the Reed Union Ann Lee said", where the parser takes her for a part of the union.

    "The spokesman of Ann Lee" and "of President Ann Lee" is not her.
    """
    mention = cast.at(tokens[-1]) if tokens else None
    if mention is None or mention.actor is None or not is_person(cast, mention.actor):
        return None
    first = parsed.within(mention.span.start, mention.span.end)[0]
    if head >= first or parsed.tokens[head + 1].lemma != "of":
        return None
    body = cast.actors.get(cast.actor_at(first - 1) or "")
    named = parsed.tokens[first - 1].pos == "NOUN" if body is None else body.kind not in ("person", "office")
    held = any(
        tie.actor == mention.actor
        and span.start <= parsed.tokens[head].start < span.end < mention.span.start + 1
        for tie in cast.ties
        if tie.kind == "office"
        for span in tie.spans
    )
    return mention.actor if named and held else None


def _publisher(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return who published the piece that speaks: "an article in the newspaper", or the one in apposition."""
    beside = parsed.children(head, "appos")
    if _is_undecided(parsed, head):
        return None
    if parsed.tokens[head].lemma in PIECES:
        beside += parsed.children(head, "compound", "poss")
        beside += [o for p in parsed.children(head, "prep") for o in parsed.children(p, "pobj")]
        # "a report issued by the Board showed"; one "by the army, aired by the channel" is the army's.
        beside = beside or [o for c in parsed.children(head, "acl") if (o := agent(parsed, c)) is not None]
    found = {actor for i in beside if (actor := cast.actor_at(i))}
    return found.pop() if len(found) == 1 else None


def _is_undecided(parsed: Parsed, head: int) -> bool:
    """See "vetoed a draft UN resolution calling for peace": what a council has not adopted is not its word."""
    token = parsed.tokens[head]
    draft = any(
        parsed.tokens[c].lemma.lower() in UNDECIDED for c in parsed.children(head, "compound", "amod")
    )
    stopped = token.dep in ("dobj", "nsubjpass") and parsed.tokens[token.head].lemma in STOPPING
    return token.lemma == "resolution" and (draft or stopped)


def referred(parsed: Parsed, speech: Speech, cast: Cast, head: int, heard: Sequence[Heard]) -> Speaker:
    """Return the speaker whom the words name or stand for, or the bare words where that is not certain."""
    own = named(parsed, cast, head)
    if own.actor:
        return own
    if pronoun(parsed, head) not in PRONOUNS:
        return _again(parsed, speech, cast, head, (own, heard))
    found = meant(parsed, speech, cast, head, heard)
    if found is None and pronoun(parsed, head) == "it" and (actor := body_before(parsed, cast, head)):
        found = cast.actors[actor].name, actor
    found = found or _around(parsed, speech, cast, head)
    return Speaker(found[0], own.words, found[1]) if found else own


def _around(parsed: Parsed, speech: Speech, cast: Cast, head: int) -> tuple[str, str | None] | None:
    """Return the rescue group of "The rescue group showed what it said was a crater": the only one whose clause it stands in."""
    holding = subjects_around(parsed, head)
    if len(holding) != 1 or not can_speak(parsed, holding[0], speech):
        return None
    token, word = parsed.tokens[holding[0]], pronoun(parsed, head)
    person = token.label == "PERSON" or token.lemma.lower() in speech.personal
    one = named(parsed, cast, holding[0])
    several = token.tag in ("NNS", "NNPS") and one.actor is None
    fits = several if word in SEVERAL else not several and person == (word in PERSONAL)
    return (one.name, one.actor) if fits and not pronoun(parsed, holding[0]) else None


def _again(
    parsed: Parsed, speech: Speech, cast: Cast, head: int, said: tuple[Speaker, Sequence[Heard]]
) -> Speaker:
    """Return who "the group" or "the ministry" is: the only one heard before of that kind, or so called."""
    own, heard = said
    lemma = parsed.tokens[head].lemma.lower()
    told = any(parsed.tokens[p].lemma in ("from", "by", "of") for p in parsed.children(head, "prep"))
    # "a statement from sources said" at the end of a sentence that tells what Ann said: it is not hers.
    definite = lemma not in SENT or "the" in {
        parsed.tokens[c].text.lower() for c in parsed.children(head, "det")
    }
    if heard and lemma in ISSUED and definite and not told and _issued_by(parsed, heard[-1]):
        return Speaker(heard[-1].speaker.name, own.words, heard[-1].speaker.actor)
    owner = _mouth(parsed, speech, cast, head) or _sole_monitor(parsed, cast, head)
    owner = owner or _bearer(parsed, speech, cast, head) or shortened(parsed, speech, cast, head)
    owner = owner or officer_of(parsed, cast, head) or state_before(parsed, cast, head, heard)
    if owner:
        return Speaker(cast.actors[owner].name, own.words, owner)
    if (full := told_in_full(own, heard)) is not None:
        return Speaker(full.name, own.words, full.actor)
    return _named_before(parsed, speech, cast, head, said)


def _bearer(parsed: Parsed, speech: Speech, cast: Cast, head: int) -> str | None:
    """Return who "the hospital's director" is: the only person of the document whose name stands beside that word."""
    token = parsed.tokens[head]
    first = {parsed.tokens[c].text.lower() for c in parsed.children(head, "det", "poss", "nummod", "amod")}
    definite = bool(parsed.children(head, "poss")) or "the" in first
    if (
        token.lemma.lower() not in speech.personal
        or token.tag != "NN"
        or not definite
        or parsed.children(head, "amod")
    ):
        return None
    found = {
        mention.actor: noun
        for mention in cast.mentions
        if mention.actor and is_person(cast, mention.actor)
        if (noun := _noun_beside(parsed, mention.head)) is not None
        and parsed.tokens[noun].lemma.lower() == token.lemma.lower()
    }
    if len(found) != 1:
        return None
    [(actor, noun)] = found.items()
    ours, theirs = _owners(parsed, head), _owners(parsed, noun)
    return None if ours and theirs and not ours & theirs else actor


def _noun_beside(parsed: Parsed, name: int) -> int | None:
    """Return the noun to which a name is put: "the director, Ann Lee", "the director of the clinic, Ann Lee"."""
    if parsed.tokens[name].dep != "appos":
        return None
    noun = parsed.tokens[name].head
    while parsed.tokens[noun].dep == "pobj" and parsed.tokens[parsed.tokens[noun].head].lemma == "of":
        noun = parsed.tokens[parsed.tokens[noun].head].head
    return noun


def _owners(parsed: Parsed, noun: int) -> set[str]:
    """Return whose the office is told to be, in small letters; a pronoun tells nobody."""
    of = [p for prep in parsed.children(noun, "prep") for p in parsed.children(prep, "pobj")]
    owners = [*of, *(c for c in parsed.children(noun, "poss") if parsed.tokens[c].tag != "PRP$")]
    return {parsed.tokens[i].lemma.lower() for i in owners}


def _named_before(
    parsed: Parsed, speech: Speech, cast: Cast, head: int, said: tuple[Speaker, Sequence[Heard]]
) -> Speaker:
    """Return the only speaker heard before whom a bare "the group" can mean, else the words as they are."""
    own, heard = said
    lemma = parsed.tokens[head].lemma.lower()
    near = phrase(parsed, head)
    # "Later the source said": an adverb is no part of the name.
    rest = [c for c in parsed.children(head) if parsed.tokens[c].pos not in ("PUNCT", "ADV") and c in near]
    if not rest or [parsed.tokens[c].text.lower() for c in rest] not in (["the"], ["its"]):
        return own
    kinds = speech.kinds.get(lemma, frozenset())
    found = {
        (one.speaker.actor or one.speaker.name.lower()): one.speaker
        for one in heard
        if one.speaker.name.lower() != own.name.lower() and _is_again(parsed, cast, lemma, kinds, one)
    }
    last = heard[-1] if heard else None
    if last and parsed.tokens[last.head].lemma.lower() == lemma and lemma in speech.voices:
        # "the source added": of several, the one who spoke last.
        return Speaker(last.speaker.name, own.words, last.speaker.actor)
    if last and _has_just_spoken(parsed, cast, head, last) and (last.speaker.actor or "") in found:
        return Speaker(last.speaker.name, own.words, last.speaker.actor)
    if len(found) != 1 or _strange_body_since(parsed, speech, heard, next(iter(found.values()))):
        return own
    [only] = found.values()
    return Speaker(only.name, own.words, only.actor)


def _has_just_spoken(parsed: Parsed, cast: Cast, head: int, last: Heard) -> bool:
    """See "The charity said …. Ten died, the group added": of several groups, one that fights nobody and spoke last, just before."""
    actor = cast.actors.get(last.speaker.actor or "")
    peaceful = actor is not None and actor.kind in ("monitor", "organisation")
    return peaceful and parsed.tokens[head].sentence - last.sentence <= NEAR


def _strange_body_since(parsed: Parsed, speech: Speech, heard: Sequence[Heard], only: Speaker) -> bool:
    """Return whether a body that nobody knows spoke after the one meant: "the group" may be that of its spokesman."""
    last = max(
        (n for n, one in enumerate(heard) if one.speaker == only or one.speaker.actor == only.actor),
        default=0,
    )
    return any(
        one.speaker.actor is None
        and parsed.tokens[one.head].lemma.lower() in speech.mouths | {"group", "organisation", "organization"}
        and parsed.children(one.head, "compound", "poss", "nmod")
        for one in heard[last + 1 :]
    )


def _sole_monitor(parsed: Parsed, cast: Cast, head: int) -> str | None:
    """Return the monitor whom "a monitoring group" and "a Britain-based monitor" mean: the only one named at all."""
    beside = parsed.children(head, "compound", "amod", "nmod")
    # "the chemical weapons watchdog", "the Brack 24 monitoring group": another one, told apart by its name.
    if any(
        parsed.tokens[c].text.lower() in ("another", "other") for c in parsed.children(head, "det", "amod")
    ):
        return None
    named = [i for i in beside if parsed.tokens[i].pos in ("NOUN", "PROPN")]
    if any(parsed.tokens[i].lemma.lower() not in BARE for i in named):
        return None
    # "A group tracking the violence", "an organisation that monitors the war" in other words.
    tracking = [c for c in parsed.children(head, "acl", "relcl") if parsed.tokens[c].lemma in TRACKING]
    lemmas = {parsed.tokens[i].lemma.lower() for i in (head, *beside)} | ({"monitor"} if tracking else set())
    if not lemmas & MONITORS or parsed.tokens[head].tag in ("NNS", "NNPS"):
        return None
    found = {one.actor for one in cast.mentions if one.actor and cast.actors[one.actor].kind == "monitor"}
    return found.pop() if len(found) == 1 else None


def _issued_by(parsed: Parsed, one: Heard) -> bool:
    """Return whether the sentence tells of what was issued: "the ministry said in a statement".

    "Diplomats said that the letter cited reports" tells of a letter that is not theirs.
    """
    sentence = parsed.sentences[one.sentence]
    return any(
        parsed.tokens[i].lemma in ISSUED and (i == one.head or parsed.tokens[i].dep != "nsubj")
        for i in range(sentence.first, sentence.last)
    )


def _is_again(parsed: Parsed, cast: Cast, lemma: str, kinds: frozenset[str], one: Heard) -> bool:
    actor = cast.actors.get(one.speaker.actor) if one.speaker.actor else None
    return parsed.tokens[one.head].lemma.lower() == lemma or (actor is not None and actor.kind in kinds)


def _mouth(parsed: Parsed, speech: Speech, cast: Cast, head: int) -> str | None:
    """Return whose body it is: "the Front's military command" speaks for the Front."""
    if parsed.tokens[head].lemma.lower() not in speech.mouths:
        return None
    return next((actor for c in parsed.children(head, "poss") if (actor := cast.actor_at(c))), None)
