"""Where what is said ends and who says it begins, once no comma stands between: "shells fell in Brack the agency said"."""

from collections.abc import Iterator, Sequence

from truceline.extract.cues import Draft
from truceline.extract.phrases import phrase
from truceline.knowledge.speech import Speech
from truceline.model.actor import Mention
from truceline.model.cast import Cast
from truceline.model.parsed import Parsed, Token

CLOSING = ("clause", "closing")
# A name with its title, before the verb: "state-run news agency SANA has said".
LONGEST_SPEAKER = 14
# What a raid does, and a monitor does not.
HARMING = ("cause", "kill", "wound", "injure", "destroy", "damage")
RANKS = ("foreign", "prime", "defence", "defense", "interior", "deputy", "vice", "chief")
MARKS = ("-", "'s")
FINITE = ("VBD", "VBZ", "VBP", "MD")
PLACES = ("GPE", "LOC", "FAC")


class Seam:
    """One document's drafts, and who is named in it, by the tokens of each name."""

    def __init__(self, parsed: Parsed, cast: Cast, titles: frozenset[str]) -> None:
        """Keep them, and the words for what a speaker is."""
        self.parsed = parsed
        self.titles = titles
        self._cast = cast

    def name_in(self, first: int, last: int) -> tuple[Mention, range] | None:
        """Return the last actor named among the tokens, with all tokens of its name."""
        for mention in reversed(self._cast.mentions):
            if mention.actor and first <= mention.head < last:
                tokens = list(self.parsed.within(mention.span.start, mention.span.end)) or [mention.head]
                return mention, range(tokens[0], tokens[-1] + 1)
        return None


def seamed(parsed: Parsed, speech: Speech, cast: Cast, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, each with all that it says and nothing of who says it.

    Args:
        parsed: the document.
        speech: the words of reported speech.
        cast: who is named in it.
        drafts: the statements in the making, whole.
    """
    seam = Seam(parsed, cast, speech.personal | speech.mouths | speech.voices)
    heads = frozenset(draft.head for draft in drafts)
    drafts = [
        _mended(parsed, _around_teller(parsed, _without_teller(parsed, draft, drafts)), heads)
        for draft in drafts
    ]
    moved = [_parted(seam, draft) for draft in drafts]
    grown = {
        max(old.content): new.content - old.content
        for old, new in zip(drafts, moved, strict=True)
        if new.content - old.content
    }
    # "We demand an inquiry in | Brack Ann Lee said": what is demanded ends where her words do.
    return [
        new._replace(content=new.content | grown.get(max(new.content), frozenset())) if new.content else new
        for new in moved
    ]


def _without_teller(parsed: Parsed, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Cut who tells the whole from the end of what is told in it: "We warn against such steps | the staff said on Monday".

    The two stand in each other; the one whose verb comes last tells it all.
    """
    for one in drafts:
        if one.frame not in CLOSING or one.head not in draft.content or draft.head not in one.content:
            continue
        last = max(one.content)
        if one.head < draft.head or last > one.head:
            continue
        told = frozenset(i for i in draft.content if i <= last)
        if told and draft.frame not in CLOSING and min(told) < draft.head:
            continue
        if told and not all(parsed.tokens[i].label == "DATE" or parsed.tokens[i].pos == "ADP" for i in told):
            return draft._replace(content=told)
        if draft.frame == "clause" and draft.speaker is not None:
            # "Ten died a source said on Monday | the agency reported": only the day is left of what the source said.
            name = phrase(parsed, draft.speaker) or [draft.speaker]
            before = frozenset(i for i in one.content if i < min(name[0], draft.head))
            return draft._replace(content=before or told or draft.content)
    return draft


def _mended(parsed: Parsed, draft: Draft, heads: frozenset[int]) -> Draft:
    """Return the draft with what the parser put on the wrong side of its verb."""
    if draft.speaker is None or not draft.content:
        return draft
    sentence = parsed.sentences[parsed.tokens[draft.head].sentence]
    behind = draft.head + 1
    if (
        draft.frame == "bare"
        and parsed.tokens[draft.head].dep == "relcl"
        and min(draft.content) >= sentence.last
    ):
        # "a push which locals have warned threatens the town. “Ten died,” a doctor said": the locals did not say that.
        torn = behind < sentence.last and parsed.tokens[behind].tag in FINITE
        return draft._replace(content=frozenset(range(behind, sentence.last - 1))) if torn else draft
    if draft.frame not in CLOSING:
        return draft
    last, who = max(draft.content), draft.speaker
    if last < draft.head:
        draft = draft._replace(content=draft.content | _done_too(parsed, draft))
    if who == behind or (who > behind and (phrase(parsed, who) or [0])[0] == behind):
        return draft._replace(content=draft.content | _counted(parsed, last, draft.head, heads))
    return _before_heading(parsed, draft, sentence.first)


def _done_too(parsed: Parsed, draft: Draft) -> frozenset[int]:
    """Return the end of "A raid killed ten a monitor said | and caused damage in the town": no monitor did."""
    for c in parsed.children(draft.head, "conj"):
        harmed = parsed.tokens[c].lemma in HARMING and not parsed.children(c, "nsubj", "nsubjpass")
        if harmed and c > draft.head:
            return frozenset(
                range(min(i for i in parsed.subtree(c) if i > draft.head), max(parsed.subtree(c)) + 1)
            )
    return frozenset()


def _counted(parsed: Parsed, last: int, head: int, heads: frozenset[int]) -> frozenset[int]:
    """Return the dead of "fire killed | 1102 people said the Office", whom the parser lets speak."""
    gap = range(last + 1, head)
    counted = bool(gap) and len(gap) <= LONGEST_SPEAKER and any(parsed.tokens[i].tag == "CD" for i in gap)
    plain = all(parsed.tokens[i].pos not in ("PUNCT", "VERB", "AUX") and i not in heads for i in gap)
    return frozenset(gap) if counted and plain else frozenset()


def _before_heading(parsed: Parsed, draft: Draft, start: int) -> Draft:
    """See "A raid killed ten the Office said The town lies in the north": a full stop is lost behind the verb."""
    who, first = draft.head - 1 if draft.speaker is None else draft.speaker, min(draft.content)
    opens = first == draft.head + 1 and parsed.tokens[first].text in ("The", "An", "In", "It")
    if not opens:
        return draft
    name = phrase(parsed, who) or [who]
    told = range(start, name[0])
    if name[-1] != draft.head - 1 or parsed.tokens[first].label:
        return draft
    if not any(parsed.tokens[i].tag in FINITE for i in told):
        return draft
    return draft._replace(content=frozenset(told))


def _around_teller(parsed: Parsed, draft: Draft) -> Draft:
    """See "The Front was driven out the mayor said which accounts for its raids": what "which" takes up was said too."""
    first = min(draft.content, default=0)
    taken_up = first == draft.head + 1 and parsed.tokens[first].text == "which"
    if draft.frame != "clause" or draft.speaker is None or not taken_up:
        return draft
    name = phrase(parsed, draft.speaker) or [draft.speaker]
    start = parsed.sentences[parsed.tokens[draft.head].sentence].first
    if parsed.tokens[draft.head].dep == "ROOT" or name[0] <= start:
        return draft
    if name[-1] != draft.head - 1:
        return draft
    return draft._replace(content=draft.content | frozenset(range(start, name[0])))


def _parted(seam: Seam, draft: Draft) -> Draft:
    """Move the words between the content and a closing verb to the side where they belong."""
    if draft.frame not in CLOSING or draft.speaker is None or not draft.content:
        return draft
    before = [i for i in draft.content if i < draft.head]
    first = max(before, default=draft.head) + 1
    if not before or len(before) < len(draft.content) or draft.head - first > LONGEST_SPEAKER:
        return draft
    named = seam.name_in(first - 4, draft.head)
    if named is not None and named[1].start < first and (draft.speaker in named[1] or named[1].stop > first):
        return _whole_name(seam, draft, named[1])
    if named is not None and draft.speaker not in named[1]:
        named = None
    return _behind(seam, draft, first, named)


def _behind(seam: Seam, draft: Draft, first: int, named: tuple[Mention, range] | None) -> Draft:
    """Return the draft with the place that it ends before: "in | Brack", "in Norland | and Sudland"."""
    joined = seam.parsed.tokens[first].pos == "CCONJ" and seam.parsed.tokens[first - 1].label in PLACES
    if joined and named is not None and named[1].start > first + 1:
        last = _title(seam, first, named[1].start)
        return draft._replace(content=draft.content | frozenset(range(first, last)))
    hanging = seam.parsed.tokens[first - 1]
    if hanging.pos != "ADP" or hanging.dep != "prep" or first == draft.head:
        return draft
    return _with_place(seam, draft, first, named)


def _whole_name(seam: Seam, draft: Draft, name: range) -> Draft:
    """Give a name back all its words: "killed ten the Office | for Refugees said", where the parser parts them."""
    behind = range(name.stop, draft.head)
    if any(seam.parsed.tokens[i].pos not in ("NOUN", "PROPN", "PUNCT", "AUX") for i in behind):
        return draft
    # "close to | Norland local sources said": no name of one speaker.
    if seam.parsed.tokens[name.start - 1].pos == "ADP":
        return draft
    start = name.start - (seam.parsed.tokens[name.start - 1].tag == "DT")
    content = frozenset(i for i in draft.content if i < start)
    mention = seam.name_in(name.start, name.stop)
    speaker = draft.speaker if draft.speaker in name or mention is None else mention[0].head
    return draft._replace(content=content, speaker=speaker) if content else draft


def _with_place(seam: Seam, draft: Draft, first: int, named: tuple[Mention, range] | None) -> Draft:
    """Return the draft with the place that its last preposition waits for: "shells fell in | Brack Ann Lee said"."""
    parsed = seam.parsed
    if parsed.tokens[first].tag in ("DT", "PRP$", "PRP", "WDT", "WP"):
        return draft._replace(content=draft.content | _area(seam, draft, first))
    turned = _inverted(seam, draft, first)
    if turned is not None:
        return turned
    last = next(iter(_ends(parsed, first, draft.head)), draft.head)
    if named is not None and first < named[1].start:
        last = _title(seam, first, named[1].start)
    elif named is not None and last <= named[0].head:
        last = last if _has_two(parsed, named[1]) else draft.head
    if last < draft.head and draft.speaker is not None and draft.speaker >= last:
        return draft._replace(content=draft.content | frozenset(range(first, last)))
    return draft


def _area(seam: Seam, draft: Draft, first: int) -> frozenset[int]:
    """Return the area of "shells fell in | the western quarter activists said"."""
    who = seam.parsed.tokens[draft.head - 1]
    place = range(first, draft.head - 1)
    plural = who.tag == "NNS" and who.lemma in seam.titles and who.dep == "pobj"
    nouns = [i for i in place if seam.parsed.tokens[i].pos in ("NOUN", "PROPN")]
    return frozenset(place) if plural and nouns and len(nouns) + 1 <= len(place) else frozenset()


def _has_two(parsed: Parsed, name: range) -> bool:
    """See "in | Brack Ann Lee said", read as one name of three words; "in | Norland said" has no place to give."""
    return sum(parsed.tokens[i].text[:1].isupper() for i in name) > 1


def _ends(parsed: Parsed, first: int, head: int) -> Iterator[int]:
    """Yield where the place may end: before a common noun, where another kind of name begins, or after its first word."""
    for i in range(first + 1, head):
        one, before = parsed.tokens[i], parsed.tokens[i - 1]
        if not _may_end(one, before):
            continue
        if one.pos == "NOUN" or (before.label in PLACES and one.label != before.label):
            yield i
    for i in range(first + 1, head):
        one, before = parsed.tokens[i], parsed.tokens[i - 1]
        if _may_end(one, before) and one.label not in PLACES:
            yield i


def _may_end(one: Token, before: Token) -> bool:
    return "-" not in (one.text, before.text) and "CCONJ" not in (one.pos, before.pos) and before.pos != "ADJ"


def _title(seam: Seam, first: int, name: int) -> int:
    """Return where a title before a name begins, as long as something is left of the place: "Brack | state news agency SANA"."""
    tokens = seam.parsed.tokens
    if tokens[name].label == "PERSON" == tokens[name - 1].label:
        return first + 1  # one name of place and person
    titled = start = name
    while start - 1 > first and (
        tokens[start - 1].pos in ("NOUN", "ADJ", "PROPN") or tokens[start - 1].text in MARKS
    ):
        start -= 1
        titled = start if tokens[start].lemma.lower() in seam.titles else titled
    while first < titled - 1 and titled < name and _qualifies(tokens[titled - 1]):
        titled -= 1
    return titled


def _qualifies(token: Token) -> bool:
    """See "state", "local", "British Foreign" before a title."""
    if token.text in MARKS or token.pos == "ADJ" or token.label == "NORP" or token.text.lower() in RANKS:
        return True
    return token.pos == "NOUN" and token.text.islower()


def _inverted(seam: Seam, draft: Draft, first: int) -> Draft | None:
    """See "planes flew over | Norland said Ann Lee head of the Watch": the place before the verb does not speak."""
    parsed = seam.parsed
    place = all(
        parsed.tokens[i].label in PLACES or parsed.tokens[i].pos == "ADJ" for i in range(first, draft.head)
    )
    named = seam.name_in(draft.head + 1, draft.head + 5)
    if not place or named is None or named[1].start != draft.head + 1:
        return None
    if parsed.tokens[named[0].head].label != "PERSON":
        return None
    content = draft.content | frozenset(range(first, draft.head))
    return draft._replace(content=content, speaker=named[0].head)
