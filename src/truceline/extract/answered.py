"""Charges and their answers in one sentence: what a "which" takes up in a denial, and what an accusation ends before."""

from collections.abc import Sequence

from truceline.extract.cues import Draft
from truceline.extract.phrases import phrase
from truceline.knowledge.speech import Speech
from truceline.model.parsed import Parsed

FINITE = ("VBD", "VBZ", "VBP", "MD")
MEANS = frozenset(
    ("statement", "agency", "channel", "website", "account", "medium", "media", "message", "video")
)
OWN = ("its", "their", "his", "her")


def answered(parsed: Parsed, speech: Speech, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, each denial with the whole of what it denies, each accusation without its answer."""
    heads = {draft.head: draft for draft in drafts}
    found = []
    for draft in drafts:
        if draft.stance == "denies" and draft.frame == "object":
            found.append(_torn(parsed, speech, _taken_up(parsed, speech, draft, heads)))
        elif draft.stance == "accuses":
            found.append(_with_matter(parsed, speech, _without_answer(parsed, draft, heads)))
        elif draft.stance == "claims-responsibility" and draft.frame == "object":
            found.append(_without_means(parsed, speech, draft))
        else:
            found.append(draft)
    return found


def _taken_up(parsed: Parsed, speech: Speech, draft: Draft, heads: dict[int, Draft]) -> Draft:
    """Read "accused rebels of shelling the roads which they deny": they deny the shelling, and not the roads."""
    relative = parsed.tokens[draft.head].dep == "relcl"
    which = [o for o in parsed.children(draft.head, "dobj") if parsed.tokens[o].tag == "WDT"]
    noun = parsed.tokens[draft.head].head
    named = speech.acts | speech.charges | speech.doing | speech.crimes | speech.nouns.keys()
    if not relative or not which or parsed.tokens[noun].lemma in named:
        return draft
    clause = None
    for i in parsed.ancestors(noun):
        if i in heads or parsed.tokens[i].lemma in speech.charges:
            break
        if parsed.tokens[i].pos in ("VERB", "AUX") and parsed.tokens[i].head != i:
            clause = i
    if clause is None:
        return draft
    content = frozenset(parsed.subtree(clause)) - frozenset(parsed.subtree(draft.head))
    return draft._replace(content=content) if content else draft


def _torn(parsed: Parsed, speech: Speech, draft: Draft) -> Draft:
    """Read "The council which denied its forces were behind the raid also agreed": the parser ends the denial at the forces."""
    last = max(draft.content, default=0)
    own = draft.pointed
    if own is None or own != last or parsed.tokens[own].lemma not in speech.own:
        return draft
    owners = {parsed.tokens[p].text.lower() for p in parsed.children(own, "poss")}
    sentence = parsed.sentences[parsed.tokens[own].sentence]
    if not owners & set(OWN) or last + 1 >= sentence.last or parsed.tokens[last + 1].tag not in FINITE:
        return draft
    end = last + 2
    while end < sentence.last and parsed.tokens[end].tag not in (*FINITE, "."):
        end += 1
    while parsed.tokens[end - 1].pos in ("ADV", "PUNCT"):
        end -= 1
    return draft._replace(content=draft.content | frozenset(range(last + 1, end)))


def _without_answer(parsed: Parsed, draft: Draft, heads: dict[int, Draft]) -> Draft:
    """End "pointed the finger at the army which denied it" before the answer of the army."""
    cut = {
        i
        for head in draft.content & heads.keys()
        if heads[head].stance == "denies" and parsed.tokens[head].dep == "relcl" and head > draft.head
        for i in parsed.subtree(head)
    }
    content = draft.content - cut
    return draft._replace(content=content) if content else draft


def _with_matter(parsed: Parsed, speech: Speech, draft: Draft) -> Draft:
    """Read "the raid in an area that Norland blamed on rebels" with its raid: "that" alone names nothing."""
    words = [i for i in draft.content if i < draft.head]
    bare = bool(words) and all(parsed.tokens[i].tag in ("WDT", "WP") for i in words)
    if not bare or parsed.tokens[draft.head].dep != "relcl":
        return draft
    noun = parsed.tokens[draft.head].head
    if draft.frame == "onto":
        first = parsed.sentences[parsed.tokens[noun].sentence].first
        acts = [
            i
            for i in range(first, noun + 1)
            if parsed.tokens[i].pos == "NOUN" and parsed.tokens[i].lemma in speech.acts
        ]
        noun = acts[-1] if acts else noun
    named = frozenset(i for i in phrase(parsed, noun) if i < min(words))
    return draft._replace(content=draft.content | named)


def _without_means(parsed: Parsed, speech: Speech, draft: Draft) -> Draft:
    """Cut how a raid was claimed: "claimed the raid | in a statement on its channel", "| via its news agency"."""
    for i in sorted(draft.content):
        token = parsed.tokens[i]
        means = {parsed.tokens[o].lemma for o in parsed.children(i, "pobj")}
        led = token.lemma in ("in", "via", "through", "on") and i > draft.head
        if led and means & (speech.papers | MEANS):
            content = draft.content - frozenset(parsed.subtree(i))
            return draft._replace(content=content) if content else draft
    return draft
