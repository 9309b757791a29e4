"""Superlatives: "this is the largest blast that the city has seen" is said of the news, however far back that was told."""

from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene

POINTING = frozenset(("this", "it", "that"))


def is_of_news(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """Return whether a draft calls what it tells the largest or worst of its kind, and the group is what the report opens with."""
    opens = min(one.sentence for one in group) <= 1 and any(one.harms for one in group)
    told = draft.place or draft.date or draft.harms
    return opens and not told and not draft.heading and _is_most(scene, draft)


def _is_most(scene: Scene, draft: Draft) -> bool:
    parsed, head = scene.parsed, draft.cluster.lead.head
    verb = parsed.tokens[head].head
    most = any(
        parsed.tokens[c].tag == "JJS" or any(parsed.tokens[a].tag == "RBS" for a in parsed.children(c))
        for c in parsed.children(head, "amod")
    )
    pointed = any(parsed.tokens[s].text.lower() in POINTING for s in parsed.children(verb, "nsubj"))
    return parsed.tokens[head].dep == "attr" and most and pointed
