"""What the parser adds to a content that is not said in it: the report's own clauses, and who speaks next."""

from truceline.extract.cues import Draft
from truceline.extract.phrases import QUOTATION_MARKS, phrase
from truceline.extract.resumed import POSITIONS
from truceline.model.parsed import Parsed, Token

CUTTING = ("clause", "infinitive", "object", "about", "person", "onto", "as")
SETTING = ("however", "meanwhile")
# "state news agency"
LONGEST_TITLE = 7
CUTS = ("while", "whereas", "although", "though")


def own_words(parsed: Parsed, draft: Draft, content: frozenset[int]) -> frozenset[int]:
    """Drop a trailing ", while ...": it is the reporter's ("said taxes would rise, while avoiding a date")."""
    if draft.frame not in CUTTING:
        return content
    set_against = bool({parsed.tokens[m].lemma for m in parsed.children(draft.head, "mark")} & set(CUTS))
    for i in content:
        token = parsed.tokens[i]
        if token.dep == "mark" and token.lemma in CUTS and parsed.tokens[i - 1].text == ",":
            content -= frozenset(parsed.subtree(token.head))
        if (draft.frame == "person" and _is_own_deed(parsed, i)) or (set_against and _is_whole(parsed, i)):
            content -= frozenset(parsed.subtree(i))
    if draft.frame == "object":
        content -= _beside_it(parsed, draft, content)
    content -= _however(parsed, content)
    return content - _trailing(parsed, content)


def _however(parsed: Parsed, content: frozenset[int]) -> frozenset[int]:
    """Return a clause that a lone "however" opens: "did not say who did it however Norland was accused"."""
    whole = False
    for i in sorted(content):
        token = parsed.tokens[i]
        if whole and token.text.lower() in SETTING and token.dep == "advmod":
            opens = parsed.subtree(token.head)[0] == i
            after = i + 2 if parsed.tokens[i + 1].text == "," else i + 1
            if opens and any(
                after in parsed.subtree(s) for s in parsed.children(token.head, "nsubj", "nsubjpass")
            ):
                return frozenset(c for c in content if c >= i)
        whole = whole or token.tag in ("VBD", "VBZ", "VBP", "MD")
    return frozenset()


def _is_own_deed(parsed: Parsed, i: int) -> bool:
    """See "accused it of being behind the raid and fired missiles": who accused fired."""
    token = parsed.tokens[i]
    finite = token.dep == "conj" and token.tag in ("VBD", "VBZ", "VBP")
    return finite and parsed.tokens[token.head].tag == "VBG"


def _is_whole(parsed: Parsed, i: int) -> bool:
    """See "While Norland claims it fights rebels it has hit the town": with "it" a clause is whole, and what the claim is held against."""
    if parsed.tokens[i].dep != "relcl" or not parsed.children(i, "dobj"):
        return False
    return parsed.tokens[parsed.subtree(i)[0]].tag == "PRP"


def _beside_it(parsed: Parsed, draft: Draft, content: frozenset[int]) -> frozenset[int]:
    """Return what is told beside a thing: "acknowledged its part as talks went on"."""
    for i in sorted(content):
        token = parsed.tokens[i]
        if i > draft.head and calls_on(parsed, i):
            return frozenset(c for c in content if c >= i - 1)
        meanwhile = token.dep == "mark" and token.lemma == "as" and parsed.tokens[token.head].dep == "advcl"
        taken = draft.stance in POSITIONS and (
            _holds(parsed, i) or _tells_with(parsed, i) or _opens(parsed, i)
        )
        if (meanwhile or taken) and i > draft.head:
            return frozenset(parsed.subtree(token.head if meanwhile else i))
    return frozenset()


def calls_on(parsed: Parsed, i: int) -> bool:
    """See "deplores the raid and calls on all sides", where the parser takes the calls for a thing deplored."""
    if i >= len(parsed.tokens):
        return False
    token, after = parsed.tokens[i], parsed.tokens[i + 1 : i + 2]
    joined = parsed.tokens[i - 1].text == "and" and token.text == "calls" and token.dep == "conj"
    return joined and bool(after) and after[0].lemma in ("on", "upon", "for")


def _holds(parsed: Parsed, i: int) -> bool:
    """See "condemned the raid holding Norland responsible"."""
    token = parsed.tokens[i]
    if token.dep != "acl" or token.tag != "VBG" or token.lemma != "hold":
        return False
    return any(parsed.tokens[o].lemma == "responsible" for o in parsed.subtree(i))


def _tells_with(parsed: Parsed, i: int) -> bool:
    """See "refuted the charge with its army telling the agency that ..."."""
    if parsed.tokens[i].lemma != "with":
        return False
    doers = [c for o in parsed.children(i, "pobj") for c in parsed.children(o, "acl")]
    return any(parsed.tokens[c].tag == "VBG" for c in [*doers, *parsed.children(i, "pcomp")])


def _opens(parsed: Parsed, i: int) -> bool:
    """See "Norland denies accusations The Norland army has ...": a heading and its text, read as one."""
    if parsed.tokens[i].dep not in ("relcl", "acl", "ccomp"):
        return False
    return parsed.tokens[parsed.subtree(i)[0]].text in ("The", "A", "An")


def _trailing(parsed: Parsed, content: frozenset[int]) -> frozenset[int]:
    """Return a ", who ..." that ends the content: "endorsed Ann, who welcomed it"."""
    if not content:
        return frozenset()
    for i in sorted(content):
        if parsed.tokens[i].dep == "relcl" and parsed.tokens[i].head in content:
            clause = parsed.subtree(i)
            if parsed.tokens[clause[0] - 1].text == "," and clause[-1] >= max(content) - 1:
                return frozenset(clause)
    return frozenset()


def up_to_speaker(
    parsed: Parsed, draft: Draft, content: frozenset[int], cues: frozenset[int], titles: frozenset[str]
) -> frozenset[int]:
    """Return the words between the content and the speaker behind it: "Ten were among | the dead a doctor said"."""
    if draft.frame != "clause" or not content or draft.speaker is None or draft.head < max(content):
        return frozenset()
    name = phrase(parsed, draft.speaker) or [draft.speaker]
    gap = frozenset(range(max(content) + 1, min(name[0], draft.head)))
    if not gap or name[0] > draft.head or parsed.tokens[max(gap)].pos in ("CCONJ", "SCONJ", "ADP", "PRON"):
        return frozenset()
    marked = any(
        not (parsed.tokens[i].text[:1].isalnum() or parsed.tokens[i].text in (")", "-")) for i in gap
    )
    if (
        marked
        or parsed.tokens[max(gap)].text == "-"
        or gap & cues
        or parsed.tokens[max(content)].text in QUOTATION_MARKS
    ):
        return frozenset()
    return gap - _title(parsed, gap, name[0], titles)


def _title(parsed: Parsed, gap: frozenset[int], name: int, titles: frozenset[str]) -> frozenset[int]:
    """Return what the speaker is, before the bare name: "... | director of the service Ann Lee said"."""
    if parsed.tokens[name].pos != "PROPN":
        return frozenset()
    bare = [
        i for i in gap if parsed.tokens[i].lemma in titles and not parsed.children(i, "det", "nummod", "poss")
    ]
    top = first = min(bare, default=name)
    while first - 1 in gap and _qualifies(parsed.tokens[first - 1], range(first, top + 1)):
        first -= 1
    return frozenset(i for i in gap if i >= first)


def _qualifies(token: Token, title: range) -> bool:
    """See "state-run news | agency", "SOHR | head", never "on Sunday morning | director", "in rural Xtown | director"."""
    named = token.pos != "PROPN" or token.label == "ORG" or token.text.isupper()
    return token.head in title and named and token.label not in ("DATE", "TIME", "GPE", "FAC", "LOC")


def title_before(
    parsed: Parsed, draft: Draft, content: frozenset[int], titles: frozenset[str]
) -> frozenset[int]:
    """Return what the speaker is, at the end of the content: "shells fell on the town | agency chief Ann Lee said"."""
    if draft.frame not in ("clause", "closing") or not content or draft.speaker is None:
        return frozenset()
    name = phrase(parsed, draft.speaker) or [draft.speaker]
    last = frozenset(i for i in content if name[0] - LONGEST_TITLE <= i < name[0])
    if name[0] - 1 not in last or name[0] > draft.head:
        return frozenset()
    return _title(parsed, last, name[0], titles)


def ended(parsed: Parsed, content: frozenset[int]) -> frozenset[int]:
    """Return the content without an "and", a "but" or an "as well as" that is left hanging at its end."""
    while content and parsed.tokens[max(content)].tag == "CC":
        last = max(content)
        well = [one.text for one in parsed.tokens[last - 2 : last + 1]] == ["as", "well", "as"]
        content -= frozenset(range(last - 2, last + 1)) if well else {last}
    return content


def is_heading(parsed: Parsed, draft: Draft, content: frozenset[int]) -> bool:
    """See "Army denies The army on Tuesday denied ...": the heading's verb has nothing of its own, a capital opens the text."""
    first = min(content)
    opens = parsed.tokens[first].text in ("The", "An") and first == draft.head + 1
    return opens and draft.stance in POSITIONS and draft.frame in ("clause", "object")


def last_name(parsed: Parsed, draft: Draft, drafts: list[Draft]) -> frozenset[int]:
    """Return the speaker of the whole at the end of what is said in it: "Evidence suggests rebels did it the ministry said"."""
    if not draft.content or draft.frame == "according":
        return frozenset()
    last = max(draft.content)
    for one in drafts:
        # "The town fell the army said and rebels said"
        if one.head == last - 1 and one is not draft and one.frame == "closing" and one.speaker is not None:
            name = phrase(parsed, one.speaker) or [one.speaker]
            joined = parsed.tokens[last].tag == "CC" and name[-1] == one.head - 1
            return frozenset(range(name[0], last + 1)) if joined else frozenset()
        if one.head == last + 1 and one.speaker in draft.content and one.frame in ("closing", "clause"):
            name = phrase(parsed, one.speaker) or [one.speaker]
            return frozenset(name) if name[-1] == last else frozenset()
    return frozenset()
