"""What the parser tears off the end of a content: joined clauses, joined nouns, and scraps of quotation."""

from collections.abc import Callable

from truceline.extract.cues import Draft
from truceline.extract.overruns import calls_on
from truceline.model.parsed import Parsed

# A new clause of the report's own.
BREAKS = ("while", "whereas", "although", "though", "but", "as", "after", "before", ";")
# What has an aim of its own.
CALLING = ("call", "ask", "push", "press", "plead", "appeal", "plea")
AIMED = (
    "operation",
    "offensive",
    "plan",
    "campaign",
    "mission",
    "effort",
    "decision",
    "intention",
    "drive",
    "push",
)
FINITE = ("VBD", "VBZ", "VBP", "MD")
# The frames whose content follows the cue in one stretch.
RUNNING = ("clause", "about", "object", "infinitive", "gerund", "as", "person")
MARKS = (",", ":", '"', "''", "``", "-", "--", "—", "–", "'", "“", "‘")
# "…, especially for the old".
NARROWING = ("especially", "particularly", "notably", "including", "mainly", "chiefly", "except", "even")
# "in a statement on Monday"
LONGEST_WAY = 7
TEARING = ("clause", "object", "infinitive")
# Auxiliaries that only reported speech puts behind "and" in a report: "said A was shut, and C would follow".
SHIFTED = ("would", "could", "might", "should", "must", "will", "can", "may", "'d", "'ll", "wo", "ca")


def tail(
    parsed: Parsed, draft: Draft, content: frozenset[int], cues: frozenset[int], quoted: Callable[[int], bool]
) -> frozenset[int]:
    """Return the tokens behind the content that belong to it.

    Args:
        parsed: the document.
        draft: the statement in the making.
        content: what is known to be said.
        cues: the heads of all drafts; what holds another cue is that one's.
        quoted: tells whether a token stands in a quotation.
    """
    if draft.frame == "noun" and content and min(content) > draft.head:
        return _hanging_on(parsed, draft, content, cues)
    if draft.frame not in RUNNING or not content or min(content) < draft.head:
        return frozenset()
    lead = _lead(parsed, draft, content)
    return lead | _behind(parsed, draft, content, cues, quoted)


def _behind(
    parsed: Parsed, draft: Draft, content: frozenset[int], cues: frozenset[int], quoted: Callable[[int], bool]
) -> frozenset[int]:
    sentence = parsed.sentences[parsed.tokens[draft.head].sentence]
    if max(content) >= sentence.last:
        return frozenset()
    joined = _joined_clauses(parsed, draft, content, cues) | _torn(parsed, draft, content, cues)
    joined |= _hanging_on(parsed, draft, content | joined, cues) | _asked(parsed, draft, content, cues)
    joined |= _whose_verb(parsed, draft, content | joined)
    last = max(content | joined)
    rest = range(last + 1, sentence.last)
    return joined | _scraps(parsed, rest, cues, quoted)


def _lead(parsed: Parsed, draft: Draft, content: frozenset[int]) -> frozenset[int]:
    """Return names between the cue and the content: "called on Norland Sudland and the League to act" lost its commas."""
    if draft.frame not in ("infinitive", "person", "onto", "as"):
        return frozenset()
    first = max((i for i in draft.cue if i < min(content)), default=draft.head) + 1
    gap = [parsed.tokens[i] for i in range(first, min(content))]
    named = bool(gap) and all(
        one.pos in ("NOUN", "PROPN", "ADJ", "DET") and one.label != "DATE" for one in gap
    )
    return frozenset(range(first, min(content))) if named else frozenset()


def _torn(parsed: Parsed, draft: Draft, content: frozenset[int], cues: frozenset[int]) -> frozenset[int]:
    """Return what follows an "and" that ends the content: "said raids on the town and | its suburbs killed ten"."""
    last = max(content)
    # "found Norland did it and the rebels | were to blame for two": a second clause whose subject the first one took.
    torn = any(c == last + 1 or _is_predicate(parsed, c, last) for c in parsed.children(draft.head, "ccomp"))
    if draft.frame != "clause" or not (torn or parsed.tokens[last].tag in ("CC", "DT", "IN", "TO")):
        return frozenset()
    rest: list[int] = []
    for i in range(last + 1, parsed.sentences[parsed.tokens[draft.head].sentence].last):
        # "may be as high as ten"
        compared = parsed.tokens[i].lemma == "as" and parsed.tokens[i].dep != "mark"
        if (parsed.tokens[i].text.lower() in BREAKS and not compared) or i in cues:
            break
        rest.append(i)
    ended = not cues & set(range(last + 1, last + 2 + len(rest)))
    return frozenset(rest) if ended else frozenset()


def _whose_verb(parsed: Parsed, draft: Draft, content: frozenset[int]) -> frozenset[int]:
    """Return the predicate of "Norland and Sudland say forces of the Front | were behind the raid", torn from its subject."""
    token, first = parsed.tokens[draft.head], max(content) + 1
    sentence = parsed.sentences[token.sentence]
    if first >= sentence.last or draft.frame not in TEARING:
        return frozenset()
    verb = parsed.tokens[first]
    # "with some estimates suggesting 400 | may have died"
    going_on = token.tag == "VBG" and verb.tag == "MD" and draft.stance == "says"
    if token.dep not in ("ROOT", "conj", "ccomp") and not going_on:
        return frozenset()
    alone = any(parsed.tokens[i].tag in FINITE for i in content)
    theirs = [s for s in parsed.children(first, "nsubj", "nsubjpass") if s not in content]
    # "called on experts to go there to ensure aid | could be brought in"
    asked = draft.stance == "demands" and verb.tag == "MD"
    told_of = draft.stance in ("says", "claims") and verb.lemma == "be" and verb.tag in FINITE
    if alone or theirs or not (asked or told_of or going_on):
        return frozenset()
    told = []
    for i in range(first, sentence.last):
        after = parsed.tokens[i + 1] if i + 1 < sentence.last else None
        if parsed.tokens[i].tag == "CC" and after is not None and after.tag == "PRP":
            break
        told.append(i)
    return frozenset(told)


def _asked(parsed: Parsed, draft: Draft, content: frozenset[int], cues: frozenset[int]) -> frozenset[int]:
    """Return what somebody is asked to do, behind how it was asked: "urged the envoys in a letter | to go there"."""
    if draft.stance != "demands" or draft.frame != "object":
        return frozenset()
    first = max(content) + 1
    for i in range(
        first, min(first + LONGEST_WAY, parsed.sentences[parsed.tokens[draft.head].sentence].last)
    ):
        token = parsed.tokens[i]
        if i in cues or token.tag in FINITE:
            break
        if (
            token.tag == "TO"
            and parsed.tokens[token.head].dep in ("acl", "advcl", "xcomp")
            and token.dep == "aux"
        ):
            whole = frozenset(k for k in parsed.subtree(token.head) if k >= i)
            return frozenset() if whole & cues else whole
    return frozenset()


def _is_predicate(parsed: Parsed, c: int, last: int) -> bool:
    """See "said the harm the army did | will not succeed": what comes next has no subject but what was said so far."""
    return parsed.subtree(c)[0] == last + 1 and not parsed.children(c, "nsubj", "nsubjpass", "expl", "mark")


def _hanging_on(
    parsed: Parsed, draft: Draft, content: frozenset[int], cues: frozenset[int]
) -> frozenset[int]:
    """Return what goes on with a thing: "announced an operation | to retake the city", "a toll of 31 | killed and 74 hurt".

    Only a plan has its aim with it: in "highlights the deaths to give context" the aim is the speaker's.
    """
    sentence = parsed.sentences[parsed.tokens[draft.head].sentence]
    first = max(content) + 1
    if draft.frame not in ("object", "figure", "about", "noun") or first >= sentence.last:
        return frozenset()
    if draft.frame == "figure":
        return _figures(parsed, first, sentence.last)
    token = parsed.tokens[first]
    node = token.head if token.tag == "TO" else first
    aimed = draft.pointed is not None and parsed.tokens[draft.pointed].lemma in AIMED
    # "called for the crowds | to protest", "their call on all sides | to stop"
    aimed = aimed or (draft.frame in ("about", "noun") and parsed.tokens[draft.head].lemma in CALLING)
    purpose = token.tag == "TO" and parsed.tokens[node].dep in ("advcl", "xcomp", "acl")
    below = parsed.subtree(node)
    by = aimed and token.lemma == "by" and parsed.children(first, "pobj", "pcomp")
    if not ((purpose or by) and aimed) or below[0] != first or cues & set(below):
        return frozenset()
    hung = parsed.tokens[node].head in content | draft.cue or draft.frame == "noun"
    return frozenset(below) if hung else frozenset()


def _figures(parsed: Parsed, first: int, last: int) -> frozenset[int]:
    told: list[int] = []
    for i in range(first, last):
        if parsed.tokens[i].tag not in ("VBN", "VBD", "CD", "CC", "JJ") or parsed.tokens[i].label == "DATE":
            break
        told.append(i)
    while told and parsed.tokens[told[-1]].tag == "CC":
        told.pop()
    return frozenset(told)


def _joined_clauses(
    parsed: Parsed, draft: Draft, content: frozenset[int], cues: frozenset[int]
) -> frozenset[int]:
    """Return the clauses that hang on the cue beside it but are shifted like what is said."""
    found: set[int] = set()
    if draft.frame != "clause" or parsed.tokens[draft.head].tag not in ("VBD", "VBN"):
        return frozenset()
    for c in parsed.children(draft.head, "conj"):
        below = parsed.subtree(c)
        shifted = any(parsed.tokens[a].text.lower() in SHIFTED for a in parsed.children(c, "aux"))
        if c > max(content) and shifted and not cues & set(below):
            found.update(range(max(content) + 1, below[0]), below)
    return frozenset(found)


def _scraps(
    parsed: Parsed, rest: range, cues: frozenset[int], quoted: Callable[[int], bool]
) -> frozenset[int]:
    """Return what follows without a verb of the report's own: ", and of “all the people who left”", ", and a new bridge"."""
    if not rest or any(i in cues and not quoted(i) for i in rest) or calls_on(parsed, rest.start + 1):
        return frozenset()
    if _is_listed(parsed, rest):
        return frozenset(rest)
    if any(parsed.tokens[i].tag in FINITE and not quoted(i) for i in rest):
        return frozenset()
    last = max((i for i in rest if quoted(i)), default=None)
    if last is not None:
        return frozenset(range(rest.start, last + 1))
    return frozenset(rest) if _is_joined(parsed, rest) else frozenset()


def _is_listed(parsed: Parsed, rest: range) -> bool:
    """See "said three things had changed: prices fell, wages ...", "said they had doubts, but could not stay away"."""
    tags = [parsed.tokens[i].tag for i in rest if parsed.tokens[i].text not in MARKS]
    return parsed.tokens[rest.start].text == ":" or tags[:2] == ["CC", "MD"]


def _is_joined(parsed: Parsed, rest: range) -> bool:
    """See ", and a new bridge", ", especially for the old"."""
    opening = next((i for i in rest if parsed.tokens[i].text not in MARKS), rest.stop)
    if opening - rest.start > 1 or opening == rest.stop:
        return False
    token = parsed.tokens[opening]
    return token.tag == "CC" or token.text.lower() in NARROWING
