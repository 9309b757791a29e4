"""What is to be done before something else: "hand over their arms before they are taken away" tells its place in an order."""

from collections.abc import Sequence

from truceline.extract.clauses import around
from truceline.extract.duties import Owed
from truceline.extract.standings import Setting


def with_firsts(setting: Setting, owed: Sequence[Owed]) -> list[Owed]:
    """Return the duties; those that are told to come before another deed of the deal come first."""
    return [
        one._replace(order=1) if not (one.order or one.says) and _comes_first(setting, one) else one
        for one in owed
    ]


def _comes_first(setting: Setting, one: Owed) -> bool:
    """Read "before they are transported away": a deed of the kind that deals ask, still to come."""
    parsed, deals = setting.parsed, setting.deals
    verb = next((i for i in range(one.what.first, one.what.last) if parsed.tokens[i].pos == "VERB"), None)
    for then in parsed.children(verb, "advcl") if verb is not None else ():
        lemma = parsed.tokens[then].lemma.lower()
        marks = {parsed.tokens[i].text.lower() for i in parsed.children(then, "mark")}
        deed = deals.sense(lemma) == "leave" or deals.duties.deed_words().around(lemma, around(parsed, then))
        done = any(parsed.tokens[i].tag == "VBD" for i in (then, *parsed.children(then, "aux", "auxpass")))
        if marks == {"before"} and deed and not done and parsed.children(then, "nsubj", "nsubjpass"):
            return True
    return False
