"""What the parser tears off the end of a content: joined clauses, joined nouns, and scraps of quotation."""

from collections.abc import Callable

from truceline.extract.cues import Draft
from truceline.model.parsed import Parsed

FINITE = ("VBD", "VBZ", "VBP", "MD")
# The frames whose content follows the cue in one stretch.
RUNNING = ("clause", "about", "object", "infinitive", "gerund", "as", "person")
MARKS = (",", ":", '"', "''", "``", "-", "--", "—", "–", "'", "“", "‘")
# "…, especially for the old".
NARROWING = ("especially", "particularly", "notably", "including", "mainly", "chiefly", "except", "even")
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
    if draft.frame not in RUNNING or not content or min(content) < draft.head:
        return frozenset()
    sentence = parsed.sentences[parsed.tokens[draft.head].sentence]
    if max(content) >= sentence.last:
        return frozenset()
    joined = _joined_clauses(parsed, draft, content, cues)
    last = max(content | joined)
    rest = range(last + 1, sentence.last)
    return joined | _scraps(parsed, rest, cues, quoted)


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
    if not rest or any(i in cues and not quoted(i) for i in rest):
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
