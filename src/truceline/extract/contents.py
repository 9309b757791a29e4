"""Give each statement in the making all that it says: whole quotations, and those that go on after "she said."."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from truceline.extract.cues import Draft
from truceline.extract.leading import leading
from truceline.extract.overruns import ended, is_heading, last_name, own_words, title_before, up_to_speaker
from truceline.extract.phrases import phrase
from truceline.extract.quotations import Quotation
from truceline.extract.resumed import resumed
from truceline.extract.tails import tail
from truceline.knowledge.speech import Speech
from truceline.model.parsed import Parsed

# "No?" Ann asked: the cue that follows a quotation stands within this many words of its sentence's start.
# Tokens from the end of a quotation to its verb: “…”, the mayor said.
SOON_AFTER = 4
SOON = 8
# "SORRENBY, Norland, March 3 (Agency) -" has nine words and marks.
LONGEST_DATELINE = 14
DATELINE_MARKS = ("(", ")", ",", "/", ".")
DASHES = ("—", "–", "-", "--", "―")


class Quotes:
    """The quotations of a document, and which one each token stands in."""

    def __init__(self, parsed: Parsed, quotations: Sequence[Quotation]) -> None:
        """Index them."""
        self.all = tuple(quotations)
        self._starts = [one.first for one in quotations]
        self._parsed = parsed

    def at(self, i: int) -> int | None:
        """Return the number of the quotation that token `i` stands in."""
        n = bisect_right(self._starts, i) - 1
        return n if n >= 0 and i < self.all[n].last else None

    def touching(self, tokens: Iterable[int]) -> set[int]:
        """Return the numbers of the quotations that any of the tokens stands in."""
        return {n for i in tokens if (n := self.at(i)) is not None}

    def paragraph(self, n: int) -> int:
        """Return the paragraph of quotation `n`."""
        return paragraph(self._parsed, self.all[n].first)

    def chain(self, n: int) -> list[int]:
        """Return `n` and the quotations that carry it on over the next paragraphs."""
        numbers = [n]
        while self.all[n].open and n + 1 < len(self.all) and self.paragraph(n + 1) == self.paragraph(n) + 1:
            first = self.all[n + 1].first
            if self._parsed.sentences[self._parsed.tokens[first].sentence].first < first - 1:
                break
            n += 1
            numbers.append(n)
        return numbers

    def parted(self, v: int, n: int, cues: frozenset[int]) -> bool:
        """Return whether another cue of the sentence stands between the cue at `v` and quotation `n`: then it is that one's.

        “We need change,” she said, adding that it would take “more hours”: the hours are not what she "said".
        """
        first, last = sorted((v, self.all[n].first))
        if self._parsed.tokens[first].sentence != self._parsed.tokens[last].sentence:
            return False
        return any(i in cues and self.at(i) is None for i in range(first + 1, last))

    def before(self, i: int) -> int | None:
        """Return the last quotation that ends before token `i`, in its paragraph."""
        n = bisect_right(self._starts, i) - 1
        if n < 0 or self.all[n].last > i or self.paragraph(n) != paragraph(self._parsed, i):
            return None
        return n

    def after(self, i: int) -> int | None:
        """Return the first quotation that begins after token `i`."""
        n = bisect_right(self._starts, i)
        return n if n < len(self.all) else None


def paragraph(parsed: Parsed, i: int) -> int:
    """Return the number of the paragraph around token `i`."""
    return parsed.sentences[parsed.tokens[i].sentence].paragraph


def grown(parsed: Parsed, speech: Speech, quotes: Quotes, drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts with their content whole; those that found none, and cues of lone quoted words, are left out."""
    full, drafts = [], resumed(parsed, speech, drafts)
    cues = frozenset(draft.head for draft in drafts)
    titles = speech.personal | speech.mouths | {"agency"}
    for draft in _apart(parsed, drafts):
        told = _interrupted(parsed, draft) or draft.content or _hanging(parsed, quotes, draft, cues)
        told = told - title_before(parsed, draft, told, titles)
        hanging = own_words(parsed, draft, told | up_to_speaker(parsed, draft, told, cues, titles))
        hanging |= tail(parsed, draft, hanging, cues, lambda i: quotes.at(i) is not None)
        content = frozenset(_with_quotations(parsed, quotes, draft, hanging, cues)) - draft.cue
        content -= _dateline(parsed, content)
        content = ended(parsed, content)
        if content and is_heading(parsed, draft, content):
            continue
        own = quotes.at(draft.head)
        if own is not None:
            # “He told me, ‘go home’,” she said: who speaks inside a quotation says nothing outside it.
            content &= frozenset(_tokens(quotes, own))
        if content:
            full.append(draft._replace(content=content))
    return full


def _apart(parsed: Parsed, drafts: list[Draft]) -> list[Draft]:
    """Take from each content the participles by which a speaker outside it goes on: "said A, adding that B"."""
    going_on = [
        one for one in drafts if parsed.tokens[one.head].tag == "VBG" and one.content and one.frame != "noun"
    ]
    according = [one for one in drafts if one.frame == "according"]
    apart = []
    for draft in drafts:
        later = [
            one
            for one in going_on
            if one.head > draft.head
            and one.head in draft.content
            and one.speaker not in draft.content
            # Where commas were lost, one speaker who goes on tells it: "condemned the raid saying it was a crime".
            and (parsed.tokens[one.head - 1].text == "," or _goes_on(parsed, draft, one))
        ]
        # "she refused to go, according to friends": the friends tell of the refusal, and are no part of it.
        later += [
            one
            for one in according
            if one is not draft and one.head in draft.content and draft.head in one.content
        ]
        cut = frozenset(i for one in later for i in parsed.subtree(one.head)) | _name(parsed, draft)
        cut |= last_name(parsed, draft, drafts)
        apart.append(draft._replace(content=draft.content - cut))
    return apart


def _goes_on(parsed: Parsed, draft: Draft, one: Draft) -> bool:
    return one.speaker == draft.speaker and parsed.tokens[one.head].dep in ("advcl", "acl")


def _name(parsed: Parsed, draft: Draft) -> frozenset[int]:
    """Return the words of a speaker who stands beside the cue inside the content: the parser's slip."""
    if (
        draft.frame not in ("clause", "bare", "closing")
        or draft.speaker is None
        or draft.speaker not in draft.content
    ):
        return frozenset()
    return frozenset(phrase(parsed, draft.speaker))


def _hanging(parsed: Parsed, quotes: Quotes, draft: Draft, cues: frozenset[int]) -> frozenset[int]:
    """Return the content of a verb on which none hangs: a quotation beside it, or the clause that it stands in."""
    v = draft.head
    if (
        v + 1 < len(parsed.tokens)
        and parsed.tokens[v + 1].lemma == "that"
        and parsed.tokens[v + 1].tag != "DT"
    ):
        # "responded that not paying made him “smart”": the parser lost the clause, "that" opens it all the same.
        return frozenset(range(v + 1, parsed.sentences[parsed.tokens[v].sentence].last))
    if quotes.at(v) is None:
        numbers = _beside(parsed, quotes, draft, cues)
        whole = (_enclosed(parsed, v) and _around(parsed, v)) or frozenset()
        if numbers and not _adjacent(parsed, quotes, v, numbers):
            numbers = [] if whole or leading(parsed, draft) else numbers
        if numbers:
            # "Many were older, she said, and “I had to step back”": both sides are hers.
            return whole | frozenset(i for n in numbers for i in _tokens(quotes, n))
    if draft.quoting:
        # "the raid came as the army continued its advance": such a verb carries a quotation and nothing else.
        return frozenset()
    return _as_parenthesis(parsed, v) or _around(parsed, v) or leading(parsed, draft)


def _adjacent(parsed: Parsed, quotes: Quotes, v: int, numbers: list[int]) -> bool:
    """Return whether one of the quotations ends or begins right at the cue's clause, but for marks."""
    below = parsed.subtree(v)
    return any(
        below[0] - 3 <= quotes.all[n].last <= below[0] or below[-1] < quotes.all[n].first <= below[-1] + 3
        for n in numbers
    )


def _interrupted(parsed: Parsed, draft: Draft) -> frozenset[int]:
    """Return the sentence around ", rescuers said, " where the parser took a scrap behind it for what they said.

    "A raid killed ten, rescuers said, in the worst day since the siege began": they did not say "began".
    """
    v = draft.head
    scrap = [c for c in parsed.children(v, "ccomp") if c > v]
    if draft.frame != "clause" or draft.speaker is None or not scrap or parsed.tokens[v + 1].text != ",":
        return frozenset()
    name = phrase(parsed, draft.speaker) or [draft.speaker]
    sentence = parsed.sentences[parsed.tokens[v].sentence]
    told = range(sentence.first, name[0])
    if name[-1] != v - 1 or not told or parsed.tokens[name[0] - 1].text != ",":
        return frozenset()
    if parsed.tokens[v + 2].pos != "ADP" or not any(parsed.tokens[i].pos == "VERB" for i in told):
        return frozenset()
    return frozenset([*told, *range(v + 2, sentence.last)])


def _dateline(parsed: Parsed, content: frozenset[int]) -> frozenset[int]:
    """Return the words before the dash that opens a report: "SORRENBY, March 3 (Agency) - Ten people died"."""
    if not content:
        return frozenset()
    here = paragraph(parsed, min(content))
    sentences = [one for one in parsed.sentences if one.paragraph == here]
    first, last = sentences[0].first, sentences[-1].last
    for dash in range(first + 1, min(last - 1, first + LONGEST_DATELINE)):
        token = parsed.tokens[dash]
        if token.text in DASHES:
            opened = parsed.tokens[dash + 1].text[:1].isupper() and dash > first
            alone = dash == first + 1 and not parsed.tokens[first].text.isupper()
            return frozenset(range(first, dash + 1)) if opened and not alone else frozenset()
        if not (token.text[:1].isupper() or token.text[:1].isdigit() or token.text in DATELINE_MARKS):
            return frozenset()
    return frozenset()


def _tokens(quotes: Quotes, n: int) -> range:
    return range(quotes.all[n].first, quotes.all[n].last)


def _beside(parsed: Parsed, quotes: Quotes, draft: Draft, cues: frozenset[int]) -> list[int]:
    v = draft.head
    sentence = parsed.sentences[parsed.tokens[v].sentence]
    same = quotes.touching(range(sentence.first, sentence.last))
    if same:
        return sorted(n for n in same if not quotes.parted(v, n, cues))
    before = quotes.before(v)
    if before is not None and v - sentence.first <= SOON and quotes.all[before].last + 1 >= sentence.first:
        return [before]
    after = quotes.after(v)
    if after is None or quotes.all[after].first > sentence.last + 1:
        return []
    if parsed.tokens[sentence.last - 1].text in (":", ","):
        return [after]
    # "Ten died, the ministry said. "We mourn them," Ann said": the ministry has said its part.
    # "Ann answered Ben. "Ten died," he said": the quotation is his; "Ten died a medic told us. "Ten," she said" is hers twice.
    answers = draft.quoting or parsed.tokens[v].lemma == "answer"
    others = answers and _has_own_cue(quotes.all[after].last, cues)
    told = others or leading(parsed, draft) or _around(parsed, v)
    return [after] if quotes.paragraph(after) == sentence.paragraph and not told else []


def _has_own_cue(last: int, cues: frozenset[int]) -> bool:
    """Return whether a verb that reports stands right behind a quotation that ends at token `last`: “…” she said."""
    return any(last < i <= last + SOON_AFTER for i in cues)


def _closes_with_cue(parsed: Parsed, last: int, cues: frozenset[int]) -> bool:
    """Return whether the sentence ends with a name that said the quotation that ends at token `last`: “…” Ann said.

    “…” she said goes on.
    """
    end = parsed.sentences[parsed.tokens[last - 1].sentence].last
    behind = [i for i in range(last + 1, min(last + 1 + SOON_AFTER, end)) if i in cues]
    return bool(behind) and behind[-1] >= end - 2 and parsed.tokens[behind[-1] - 1].pos != "PRON"


def _around(parsed: Parsed, v: int) -> frozenset[int]:
    """Return the clause that a parenthesis interrupts ("prices, Ann said, fell"; "as Ann said"), without it."""
    token = parsed.tokens[v]
    as_said = any(parsed.tokens[m].lemma == "as" for m in parsed.children(v, "mark", "advmod"))
    if token.head == v or not (
        token.dep == "parataxis" or (token.dep == "advcl" and as_said) or _enclosed(parsed, v)
    ):
        return frozenset()
    # ", rescuers said, in the worst raid yet": what follows the second comma is theirs, wherever the parser hangs it.
    after = parsed.tokens[v + 1 : v + 3]
    closed = len(after) == 2 and after[0].text == "," and after[1].pos == "ADP"
    below = {i for i in parsed.subtree(v) if not closed or i <= v + 1}
    return frozenset(i for i in parsed.subtree(token.head) if i not in below)


def _as_parenthesis(parsed: Parsed, v: int) -> frozenset[int]:
    """Return the sentence around ", as one of them pointed out, ", wherever the parser hangs it."""
    sentence = parsed.sentences[parsed.tokens[v].sentence]
    texts = [parsed.tokens[i].text for i in range(sentence.first, sentence.last)]
    v -= sentence.first
    opens = [i for i in range(max(1, v - LONGEST_PARENTHESIS), v) if texts[i] == "as" and texts[i - 1] == ","]
    closes = [i for i in range(v + 1, min(len(texts), v + 4)) if texts[i] == ","]
    if not opens or not closes or "," in texts[opens[-1] + 1 : v]:
        return frozenset()
    told = [*range(opens[-1] - 1), *range(closes[0] + 1, len(texts))]
    return frozenset(sentence.first + i for i in told)


def _enclosed(parsed: Parsed, v: int) -> bool:
    """Return whether a verb and its subject stand between commas inside another clause."""
    below = parsed.subtree(v)
    # "..., although they have described it as grave, ..." is a clause of its own.
    if parsed.children(v, "mark", "dobj", "ccomp", "xcomp"):
        return False
    before, after = below[0] - 1, below[-1] + 1
    if not 0 <= before < after < len(parsed.tokens) or len(below) > LONGEST_PARENTHESIS:
        return False
    return parsed.tokens[before].text == "," and parsed.tokens[after].text in (",", ".")


# "..., the minister said on Tuesday, ...": what is longer is a clause of its own.
LONGEST_PARENTHESIS = 15


def _with_quotations(
    parsed: Parsed, quotes: Quotes, draft: Draft, content: frozenset[int], cues: frozenset[int]
) -> set[int]:
    """Add the whole of each quotation that the content touches, and those that go on after the cue."""
    own = quotes.at(draft.head)
    numbers = {n for n in quotes.touching(content) if n != own}
    if own is None and draft.frame not in ("noun", "label"):
        further = _going_on(parsed, quotes, draft, numbers, cues)
        numbers |= {n for n in further if not quotes.parted(draft.head, n, cues)}
    told = set(content)
    for n in numbers:
        for link in quotes.chain(n):
            told.update(_tokens(quotes, link))
    return told


def _going_on(
    parsed: Parsed, quotes: Quotes, draft: Draft, numbers: set[int], cues: frozenset[int]
) -> set[int]:
    """Return the quotation after the cue that carries on the one before it: "A," she said. "B."; "B," he said is his."""
    before = [n for n in numbers if quotes.all[n].last <= draft.head]
    if not before or max(before) + 1 >= len(quotes.all):
        return set()
    n = max(before) + 1
    sentence = parsed.sentences[parsed.tokens[draft.head].sentence]
    first = quotes.all[n].first
    near = sentence.first <= first <= sentence.last + 1
    # "said the ministry; nobody “in his right mind” doubts it": a scrap amid the report's own words.
    near = near and (first < 2 or parsed.tokens[first - 2].pos == "PUNCT")
    near = near and not _closes_with_cue(parsed, quotes.all[n].last, cues)
    return (
        {n}
        if near and draft.head < quotes.all[n].first and quotes.paragraph(n) == sentence.paragraph
        else set()
    )
