"""Find who says what: Parsed -> Statements, each with its speaker, cue, content, stance and chain."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from truceline.extract.answered import answered
from truceline.extract.chains import Nest, chain_of, relayed, speaker_of, voice_of
from truceline.extract.closed import without_teller
from truceline.extract.contents import Quotes, grown, paragraph
from truceline.extract.cues import Draft, verb_cues
from truceline.extract.in_full import told_in_full
from truceline.extract.matters import Scene, verb
from truceline.extract.named_next import as_named_next
from truceline.extract.nominal import other_cues
from truceline.extract.phrases import ALONE, QUOTATION_MARKS, phrase, trimmed
from truceline.extract.pronouns import ONESELF, THINGS, Heard, pronoun
from truceline.extract.quotations import find_quotations
from truceline.extract.referents import apart, together
from truceline.extract.rejoined import rejoined
from truceline.extract.seams import seamed
from truceline.extract.shortened import WATCHING
from truceline.extract.sightings import sighting_cues
from truceline.extract.silent import is_deed
from truceline.extract.speakers import stand_in
from truceline.extract.stances import is_mutual, read_stance
from truceline.extract.subjects_before import body_before
from truceline.extract.two_speakers import paired
from truceline.extract.unsaid import is_unsaid
from truceline.knowledge.speech import Speech
from truceline.model.cast import Cast
from truceline.model.document import Span
from truceline.model.ids import content_id
from truceline.model.parsed import Parsed
from truceline.model.statement import Form, Speaker, Statement

# "A medic and a neighbour said": more are as a rule a list of what one of them is.
PAIR = 2


class Voice(NamedTuple):
    """Who speaks a draft: the head of the words, the speaker, the chain, and the place among those who speak together."""

    head: int
    speaker: Speaker | None
    chain: tuple[Speaker, ...]
    place: int


def find_statements(parsed: Parsed, speech: Speech, cast: Cast) -> tuple[Statement, ...]:
    """Return all statements of a document, inner ones too, in the order of their cues.

    Args:
        parsed: the document.
        speech: the words of reported speech.
        cast: who is named in the document; may be empty.
    """
    parsed = paired(rejoined(parsed, speech, cast), speech, cast)
    quotes = Quotes(parsed, find_quotations(parsed))
    speech = _with_names(parsed, speech, cast)
    drafts = sorted(
        [*verb_cues(parsed, speech), *other_cues(parsed, speech, cast), *sighting_cues(parsed)],
        key=lambda draft: draft.head,
    )
    drafts = seamed(parsed, speech, cast, grown(parsed, speech, quotes, drafts))
    drafts = [_paired(parsed, draft) for draft in _merged(parsed, speech, answered(parsed, speech, drafts))]
    drafts = [without_teller(parsed, draft, drafts) for draft in drafts]
    scene = Scene(parsed, speech, cast, {})
    heard: list[Heard] = []
    found: dict[str, Statement] = {}
    for nest in _nested(drafts):
        if not _is_told(parsed, quotes, nest) or is_deed(scene, nest.draft) or is_unsaid(scene, nest.draft):
            continue
        for voice in [_as_doer(scene, nest.draft, one) for one in _voices(scene, nest, heard)]:
            statement = _statement(scene, quotes, nest.draft, voice)
            if _accuses_itself(scene, statement):
                continue
            found.setdefault(statement.id, statement)
            scene = _remembering(scene, statement)
            # The owner of a claim is no subject: "it" after "Ann's claim that" is somebody else.
            if voice.speaker and nest.draft.frame != "noun":
                heard.append(
                    Heard(voice.head, parsed.tokens[voice.head].sentence, voice.speaker, bool(voice.chain))
                )
    return as_named_next(parsed, cast, tuple(found.values()))


def _with_names(parsed: Parsed, speech: Speech, cast: Cast) -> Speech:
    """Return the words of speech with the names of this document: a name the parser takes for a thing speaks too."""
    known = {
        parsed.tokens[mention.head].lemma.lower()
        for mention in cast.mentions
        if mention.actor and parsed.tokens[mention.head].text[:1].isupper()
    }
    return msgspec.structs.replace(speech, bodies=speech.bodies | known)


def outermost(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements that stand in no other, each with its outermost speaker; their contents never overlap."""
    statements = list(statements)
    said = {one.id: _chars(one.content) for one in statements}
    # "demanded that Ben make a pledge not to …": the pledge is inner, however long it is.
    inner = {
        one.id
        for one in statements
        if any(other is not one and _chars(one.cue) <= said[other.id] for other in statements)
    }
    kept: list[Statement] = []
    taken: set[int] = set()
    ordered = sorted(
        statements, key=lambda one: (one.id in inner, -len(said[one.id]), one.cue[0].start, one.id)
    )
    for statement in ordered:
        content = said[statement.id]
        if taken & content or taken & _chars(statement.cue):
            continue
        taken |= content
        outer = (
            msgspec.structs.replace(statement, speaker=statement.via[0], via=())
            if statement.via
            else statement
        )
        kept.append(outer)
    return tuple(sorted(kept, key=lambda one: (one.cue[0].start, one.id)))


def _chars(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(i for span in spans for i in range(span.start, span.end))


def _merged(parsed: Parsed, speech: Speech, drafts: Sequence[Draft]) -> list[Draft]:
    """Make one draft of "refused to confirm ..." and drop "citing Ann" where Ann is heard in the main verb."""
    by_head = {draft.head: draft for draft in drafts}
    for draft in drafts:
        token = parsed.tokens[draft.head]
        if token.lemma in speech.relays and voice_of(parsed, speech, draft.head) is not None:
            by_head.pop(draft.head, None)
        for c in parsed.children(draft.head, "xcomp") if token.lemma in speech.refusing else ():
            inner = by_head.get(c)
            if inner and parsed.tokens[c].lemma in speech.silence:
                # "declined to comment on it" comments on nothing.
                by_head.pop(c)
            elif inner:
                by_head[c] = inner._replace(cue=inner.cue | draft.cue | set(parsed.children(c, "aux")))
                by_head.pop(draft.head, None)
    # "expressed doubts about it" is one statement, of the verb.
    phrases = {i for draft in by_head.values() if draft.frame == "phrase" for i in draft.cue - {draft.head}}
    kept = [draft for draft in by_head.values() if draft.frame != "noun" or draft.head not in phrases]
    return [draft for draft in kept if not _is_idle(draft, kept)]


def _is_idle(draft: Draft, drafts: Iterable[Draft]) -> bool:
    """Return whether a noun that is nobody's only repeats what another reports: "dismissed allegations that ..."."""
    if draft.frame != "noun" or draft.speaker is not None:
        return False
    return any(one is not draft and one.content & draft.content for one in drafts)


def _paired(parsed: Parsed, draft: Draft) -> Draft:
    """Return the draft with the two for whom "each" stands as its speakers: "Ann and Ben fought, each accusing the other"."""
    if draft.speaker is None or parsed.tokens[draft.speaker].text.lower() != "each":
        return draft
    for v in parsed.ancestors(draft.speaker):
        for who in parsed.children(v, "nsubj"):
            if parsed.children(who, "conj"):
                return draft._replace(speaker=who)
    return draft


def _nested(drafts: Sequence[Draft]) -> Iterator[Nest]:
    for draft in drafts:
        outer = [one for one in drafts if one is not draft and draft.head in one.content]
        yield Nest(draft, tuple(sorted(outer, key=lambda one: (-len(one.content), one.head))))


def _is_told(parsed: Parsed, quotes: Quotes, nest: Nest) -> bool:
    """Return whether the speech is the report's to tell: in a quotation only what somebody known says of another."""
    draft = nest.draft
    word = "" if draft.speaker is None else pronoun(parsed, draft.speaker)
    if word == "you":
        return False
    if quotes.at(draft.head) is None:
        return bool(nest.outer) or word not in ONESELF
    if not nest.outer:
        return False
    return word not in ONESELF or draft.stance not in ("says", "claims")


def _voices(scene: Scene, nest: Nest, heard: Sequence[Heard]) -> Iterator[Voice]:
    """Yield who says it, each actor by itself where several are named together."""
    draft = nest.draft
    chain = chain_of(scene, nest, heard)
    if draft.speaker is None:
        # "Ann said ten were believed dead": she is the one who tells of it.
        last = chain[-1] if chain and draft.frame in ("impersonal", "hedge") else None
        yield Voice(draft.head, last, chain[:-1] if last else chain, 0)
        return
    passing = relayed(scene, draft)
    head = passing[-1] if passing else None
    if head is not None:
        chain = (*chain, *(speaker_of(scene, one, heard) for one in (draft.speaker, *passing[:-1])))
    elif pronoun(scene.parsed, draft.speaker) in ONESELF and chain:
        yield Voice(draft.speaker, chain[-1], chain[:-1], 0)
        return
    heads = _each(scene, draft, draft.speaker if head is None else head, heard)
    for place, one in enumerate(heads):
        speaker = speaker_of(scene, one, heard)
        if len(heads) > 1:
            speaker = _told_alone(speaker, _alone(scene.parsed, one), heard)
        # "The army said it declined to comment" passes through nobody else.
        others = tuple(via for via in chain if via.words != speaker.words and not _is_same(via, speaker))
        yield Voice(one, _as_it_stands(scene.parsed, draft, one, speaker), others, place)


def _told_alone(speaker: Speaker, alone: Speaker, heard: Sequence[Heard]) -> Speaker:
    """Return one of several speakers, with its own words and the actor that they mean."""
    if speaker.actor is not None:
        return msgspec.structs.replace(speaker, words=alone.words)
    full = told_in_full(alone, heard)
    return alone if full is None else Speaker(full.name, alone.words, full.actor)


def _each(scene: Scene, draft: Draft, head: int, heard: Sequence[Heard]) -> list[int]:
    """Return those who speak together, apart where all are known, or where one of two points at the other."""
    heads = together(scene.parsed, head)
    if len(heads) == 2 and draft.stance == "accuses" and is_mutual(scene, draft):
        return heads
    known = apart(scene.parsed, scene.cast, head)
    if len(known) > 1 or len(heads) == 1:
        return known
    # "the monitor and a doctor": who the monitor is, is known from elsewhere.
    actors = [actor for one in heads if (actor := speaker_of(scene, one, heard).actor)]
    if actors:
        return heads if len(set(actors)) == len(actors) else known
    return heads if _are_two(scene.parsed, heads) else known


def _are_two(parsed: Parsed, heads: Sequence[int]) -> bool:
    """See "a charity and an aid worker said", "a medic and residents said": one at least is somebody in particular.

    "Activists and rescue workers" are all whom the report has heard.
    """
    words = {parsed.tokens[i].lemma.lower() for i in heads}
    particular = any(
        parsed.tokens[c].lemma.lower() in ("a", "an") for i in heads for c in parsed.children(i, "det")
    )
    return len(heads) == PAIR == len(words) and particular


def _as_it_stands(parsed: Parsed, draft: Draft, head: int, speaker: Speaker) -> Speaker:
    """Return the speaker with the word "who" as its words where that stands for it, as "he" does: "Ann, who said ..."."""
    who = stand_in(parsed, draft.head, head)
    if who is None or head != draft.speaker:
        return speaker
    return msgspec.structs.replace(speaker, words=parsed.span(who, who + 1))


def _alone(parsed: Parsed, head: int) -> Speaker:
    """Return a speaker by its own words only: "troops" of "troops and rebels accused each other"."""
    tokens = phrase(parsed, head, ALONE) or [head]
    words = parsed.span(tokens[0], tokens[-1] + 1)
    return Speaker(words.quote, words)


def _is_same(one: Speaker, other: Speaker) -> bool:
    return one.actor is not None and one.actor == other.actor


def _accuses_itself(scene: Scene, statement: Statement) -> bool:
    """A state, an army or a group does not accuse itself: one of the two was misread, and which is not certain."""
    speaker = statement.speaker.actor if statement.speaker else None
    if statement.stance != "accuses" or speaker is None:
        return False
    return speaker == statement.against


def _as_doer(scene: Scene, draft: Draft, voice: Voice) -> Voice:
    """Return a voice that tells of raids of its own as that of the body which the sentence before is about, and of no monitor."""
    if not _own_deeds_of_others(scene, draft, voice):
        return voice
    parsed, actors = scene.parsed, scene.cast.actors
    actor = body_before(parsed, scene.cast, voice.head)
    alone = _alone(parsed, voice.head)
    if actor is None or actors[actor].kind in WATCHING:
        return voice._replace(speaker=alone)
    return voice._replace(speaker=Speaker(actors[actor].name, alone.words, actor))


def _own_deeds_of_others(scene: Scene, draft: Draft, voice: Voice) -> bool:
    """See "It said it had carried out 50 raids" where "it" was taken for a monitor: who has raids of its own is another."""
    actor = scene.cast.actors.get(voice.speaker.actor or "") if voice.speaker else None
    if actor is None or actor.kind not in WATCHING or pronoun(scene.parsed, voice.head) not in THINGS:
        return False
    return any(
        verb(scene, i) in scene.speech.deeds
        and any(pronoun(scene.parsed, s) in THINGS for s in scene.parsed.children(i, "nsubj"))
        for i in draft.content
    )


def _statement(scene: Scene, quotes: Quotes, draft: Draft, voice: Voice) -> Statement:
    parsed = scene.parsed
    content = _spans(parsed, draft.content)
    cue = parsed.spans(sorted(draft.cue))
    reading = read_stance(scene, draft, voice.speaker.actor if voice.speaker else None)
    # Two who say the same words together are two statements: the second's id counts on.
    place = (voice.place,) if voice.place else ()
    return Statement(
        id=content_id(parsed.doc.id, cue[0].start, content[0].start, *place),
        speaker=voice.speaker,
        cue=cue,
        content=content,
        stance=reading.stance,
        form=_form(parsed, quotes, draft.content),
        object=reading.object,
        against=reading.against,
        via=voice.chain,
    )


def _spans(parsed: Parsed, content: frozenset[int]) -> tuple[Span, ...]:
    """Return the content as spans: gaps of mere punctuation closed, runs of mere punctuation and outer marks dropped."""
    runs: list[list[int]] = []
    for i in sorted(content):
        close = runs and paragraph(parsed, runs[-1][-1]) == paragraph(parsed, i)
        if close and all(_is_mark(parsed, g) for g in range(runs[-1][-1] + 1, i)):
            runs[-1].extend(range(runs[-1][-1] + 1, i + 1))
        else:
            runs.append([i])
    trim = [run for tokens in runs if (run := trimmed(parsed, tokens))]
    return tuple(parsed.span(run[0], run[-1] + 1) for run in trim) or parsed.spans(sorted(content))


def _is_mark(parsed: Parsed, i: int) -> bool:
    return parsed.tokens[i].pos == "PUNCT" or parsed.tokens[i].text in QUOTATION_MARKS


def _form(parsed: Parsed, quotes: Quotes, content: frozenset[int]) -> Form:
    words = [i for i in content if not _is_mark(parsed, i)]
    quoted = sum(quotes.at(i) is not None for i in words)
    if not quoted:
        return "indirect"
    return "direct" if quoted == len(words) else "mixed"


def _remembering(scene: Scene, statement: Statement) -> Scene:
    """Return the scene with what a side was accused of, for the denial of "the accusations" that may follow."""
    if statement.stance != "accuses" or statement.against is None or statement.object is None:
        return scene
    side = scene.cast.side(statement.against)
    return scene._replace(accused={**scene.accused, side: statement.object})
