"""Earlier: what a headline puts before its news: "Army shells Xtown after gas attack"."""

from collections.abc import Iterator, Sequence

from truceline.extract.drafts import Draft
from truceline.extract.scene import Scene

# "After" stands at most this many tokens before the deed: "after a suspected gas attack".
REACH = 4


def first_told(scene: Scene, groups: Sequence[list[Draft]], draft: Draft) -> Iterator[list[Draft]]:
    """Yield the groups, first those of the same kind of deed where the headline says that its own news came after."""
    kind = draft.cluster.kind
    exact = [group for group in groups if any(one.cluster.kind == kind for one in group)]
    earlier = kind != "attack" and _is_before_news(scene, draft)
    yield from exact if earlier else ()
    yield from groups


def _is_before_news(scene: Scene, draft: Draft) -> bool:
    lead = draft.cluster.lead
    start = scene.parsed.sentences[scene.sentence(lead.head)].first
    before = [scene.parsed.tokens[i].text.lower() for i in range(max(start, lead.first - REACH), lead.first)]
    return "after" in before and scene.parsed.tokens[start].text.lower() != "after"


def only_led_up(scene: Scene, group: Sequence[Draft]) -> bool:
    """See "The deal came after hundreds were gassed near Xtown": "the attack" told next is that of the report."""
    return all(any(_is_before_all(scene, head) for head in one.cluster.heads) for one in group)


def _is_before_all(scene: Scene, verb: int) -> bool:
    token = scene.parsed.tokens[verb]
    # The parser may hang the "after" on "came".
    marks = (*scene.parsed.children(verb, "mark"), *scene.parsed.children(token.head, "prep"))
    after = any(scene.parsed.tokens[c].text.lower() == "after" for c in marks if c < verb)
    return token.dep == "advcl" and after and scene.parsed.tokens[token.head].lemma == "come"
