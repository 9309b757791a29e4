"""How a pronoun stands in its sentence: "…, it said" closes it, "He added" opens one, "what it called a raid" hangs in one."""

from truceline.model.parsed import Parsed

TELLING = ("say", "tell", "add", "note", "continue", "report", "write", "stress", "explain")
# "What it said was a raid", "a raid that it says was a mistake", "those whom he called rebels".
CALLING = (
    *TELLING,
    "call",
    "describe",
    "see",
    "consider",
    "believe",
    "deem",
    "term",
    "dub",
    "claim",
    "think",
)
FINAL = (".", "!", "?", "...")


def closes(parsed: Parsed, head: int) -> bool:
    """Return whether the pronoun and its verb stand behind what they tell: "The army left Brack it said"."""
    verb = parsed.tokens[head].head
    token = parsed.tokens[verb]
    if parsed.tokens[head].dep != "nsubj" or token.lemma not in TELLING or not head < verb <= head + 2:
        return False
    last = parsed.sentences[token.sentence].last
    if head == parsed.sentences[token.sentence].first:
        return False
    if verb + 1 == last or parsed.tokens[verb + 1].text in FINAL:
        return True  # the parser may take it for a clause of the last noun: "the north of the town it added."
    before = [c for c in parsed.children(verb, "ccomp", "parataxis", "dep") if c < head]
    opens = token.dep == "ROOT" and any(parsed.tokens[c].pos in ("VERB", "AUX") for c in before)
    told = [c for c in parsed.children(verb, "ccomp", "xcomp") if c > verb]
    objects = [c for c in parsed.children(verb, "dobj") if c > verb and token.lemma != "tell"]
    return (opens or token.dep in ("parataxis", "ccomp")) and not told and not objects


def goes_on(parsed: Parsed, head: int) -> bool:
    """Return whether the pronoun tells on by itself, in no other's clause: "He added that", "it said"."""
    token = parsed.tokens[parsed.tokens[head].head]
    return (
        parsed.tokens[head].dep == "nsubj" and token.lemma in TELLING and token.dep in ("ROOT", "parataxis")
    )


def adds(parsed: Parsed, head: int) -> bool:
    """Return whether the pronoun adds to what it has said."""
    return goes_on(parsed, head) and parsed.tokens[parsed.tokens[head].head].lemma in ("add", "continue")


def subjects_around(parsed: Parsed, head: int) -> list[int]:
    """Return the subjects of the clauses around "what it called …", "which he said …": one of them is meant.

    "The agency said the army bombed what it called a base" may be the word of either.
    """
    verb = parsed.tokens[head].head
    if parsed.tokens[head].dep != "nsubj" or parsed.tokens[verb].lemma not in CALLING:
        return []
    if not _hangs(parsed, verb, head):
        return []
    first = min(parsed.subtree(verb), default=verb)
    found = [
        s
        for node in parsed.ancestors(verb)
        if parsed.tokens[node].pos in ("VERB", "AUX") and node < first
        for s in parsed.children(node, "nsubj")
        if s < first and parsed.tokens[s].tag not in ("WDT", "WP")
    ]
    return [] if any(parsed.tokens[s].tag == "PRP" for s in found) else found


def _hangs(parsed: Parsed, verb: int, head: int) -> bool:
    """Return whether "what", "which" or "that" stands right before the pronoun and opens its clause."""
    before = parsed.tokens[head - 1] if head else None
    told = (
        before is not None
        and before.text.lower() in ("what", "which", "that", "whom")
        and (before.tag[0] == "W" or (before.lemma == "that" and parsed.tokens[verb].dep in ("acl", "relcl")))
    )
    return told and parsed.tokens[verb].dep != "ROOT"
