"""Since when, and whether, it is told that two stand so to each other."""

from collections.abc import Iterator

from msgspec.structs import replace

from truceline.extract.attached import dates_on, led_dates
from truceline.extract.clauses import clause_of
from truceline.extract.grounds import REAL, ground_of
from truceline.extract.modality import MODALITY_OF
from truceline.extract.scene import Scene
from truceline.knowledge.relations import Relations
from truceline.model.event import Modality
from truceline.model.parsed import Found, Parsed
from truceline.model.relation import RelationKind
from truceline.model.when import When

# What lasts beyond the deed by which it is told.
LASTING = ("fights", "supports", "arms", "cooperates", "allied")
# A clause that tells what the one above it is for, or part of: its time is that one's.
CARRIED = ("advcl", "xcomp", "acl", "pcomp")
AIMED = ("planned", "fit")
FORETELLING = frozenset(
    ("warn", "caution", "threat", "warning", "prospect", "possibility", "fear", "call", "appeal")
)
BEGUN = "begun/1"
# "Took the town on Monday after weeks of clashes": they were before.
BEFORE = ("after", "before", "until", "despite", "following")
LASTED = ("hour", "day", "night", "week", "month", "year")
# "Is to be part of a zone under a deal between A and B": the deal is there.
GIVEN = ("under", "after", "despite", "following", "during")


def when_told(scene: Scene, words: Relations, cue: int) -> When | None:
    """Return the time that hangs on the clause, or on the one that carries it; what was begun then goes on.

    "The truce broke down on Monday" does not tell when it was agreed, nor "he said on Monday" when they met.
    """
    parsed = scene.parsed
    verb = clause_of(parsed, cue)
    over = parsed.tokens[parsed.tokens[cue].head].lemma.lower() if parsed.tokens[cue].dep == "nsubj" else ""
    if over in words.ending or _led(parsed, cue) in BEFORE:
        return None
    dates = [date for date in scene.dates if not _is_of_saying(scene, date)]
    for one in (verb, *_carrying(scene, verb)):
        for when in dates_on(parsed, dates, one):
            return _begun(parsed, words, one, when)
    if parsed.tokens[cue].lemma.lower() in words.kin:
        return None
    # "Its intervention in support of B last September": the parser hangs the time on what is nearest.
    inside = [date.value for date in dates if clause_of(parsed, date.first) == verb]
    if len(inside) == 1:
        return _begun(parsed, words, verb, inside[0])
    return _of_all(scene, cue, verb) if not inside else None


def _of_all(scene: Scene, cue: int, verb: int) -> When | None:
    """Return the month or year of the whole sentence, for a participle in it: "In May the town was held by men backed by Xland"."""
    parsed = scene.parsed
    if parsed.tokens[cue].tag not in ("VBN", "VBG") or parsed.tokens[verb].dep not in (
        "acl",
        "relcl",
        "amod",
    ):
        return None
    top = next((i for i in parsed.ancestors(cue) if parsed.tokens[i].head == i), cue)
    past = parsed.tokens[top].tag in ("VBD", "VBN")
    told = led_dates(parsed, scene.dates, top) if past else []
    long = [
        when
        for leading, when in told
        if when.granularity != "day" and (leading in ("in", "during") or when.last is None)
    ]
    return long[0] if len(long) == len(told) == 1 else None


def _is_of_saying(scene: Scene, date: Found[When]) -> bool:
    """See "officials on Wednesday said": the day stands before the word that tells that something is said."""
    if date.value.granularity != "day":
        return False
    tokens = scene.parsed.tokens
    start = tokens[min(date.last, len(tokens) - 1)].start
    return any(c.start <= start < c.end for said in scene.statements for c in said.cue)


def _led(parsed: Parsed, cue: int) -> str:
    """Return the preposition that leads to a noun, over "weeks of": "after weeks of clashes"."""
    for _ in range(2):
        prep = parsed.tokens[cue].head
        if parsed.tokens[cue].dep != "pobj":
            return ""
        counted = parsed.tokens[prep].head
        if parsed.tokens[prep].lemma.lower() != "of" or parsed.tokens[counted].lemma.lower() not in LASTED:
            return parsed.tokens[prep].lemma.lower()
        cue = counted
    return ""


def _begun(parsed: Parsed, words: Relations, verb: int, when: When) -> When:
    """Return a time as it is told, with an open end where a verb tells that it was begun then."""
    begun = parsed.tokens[verb].lemma.lower() in words.beginning and when.first is not None
    return replace(when, last=None, rule=f"{when.rule}, {BEGUN}") if begun else when


def _carrying(scene: Scene, verb: int) -> Iterator[int]:
    """Yield the verb of the clause that a clause is for or part of: "B, backed by A, began it in May"; none that only says it."""
    parsed = scene.parsed
    token = parsed.tokens[verb]
    if token.dep not in CARRIED or token.head == verb:
        return
    above = clause_of(parsed, token.head)
    start = parsed.tokens[above].start
    saying = any(c.start <= start < c.end for said in scene.statements for c in said.cue)
    if above != verb and not saying:
        yield above


def how_told(scene: Scene, words: Relations, kind: RelationKind, cue: int) -> Modality:
    """Return whether it is told as being so; what is taken for granted is, whatever the sentence makes of it."""
    parsed = scene.parsed
    verb = clause_of(parsed, cue)
    ground = ground_of(parsed, verb, scene.words.moods)
    feared = parsed.tokens[parsed.tokens[cue].head].head
    if any(parsed.tokens[i].text.lower() == "any" for i in parsed.children(cue, "det")):
        return "possible"
    # "Warns against new strikes", "called for more support": nobody says that there are any.
    if parsed.tokens[cue].dep == "pobj" and parsed.tokens[feared].lemma.lower() in FORETELLING:
        return "possible"
    granted = kind in LASTING and _is_granted(parsed, words, cue, verb)
    if ground != "denied" and (granted or _led(parsed, cue) in GIVEN):
        return "happened"
    aimed = ground == "purpose" or (ground in AIMED and _is_aim(scene, words, verb))
    return "happened" if aimed and kind in LASTING else MODALITY_OF[ground]


def _is_granted(parsed: Parsed, words: Relations, cue: int, verb: int) -> bool:
    """See "its ally B", "criticised its support for B", "jets that operate in support of B": it is so, whatever is told of it."""
    token, above = parsed.tokens[cue], parsed.tokens[verb]
    kin = token.lemma.lower() in words.kin and token.dep != "attr"
    owned = token.pos == "NOUN" and token.lemma.lower() in words.given and bool(parsed.children(cue, "poss"))
    return (
        kin or owned or (above.dep == "relcl" and above.tag in ("VBZ", "VBP", "VBD") and token.dep != "dobj")
    )


def _is_aim(scene: Scene, words: Relations, verb: int) -> bool:
    """See "strikes aimed at defeating B", "flew strikes to bolster B"; to "aim to defeat B" or "plan strikes" is no deed yet."""
    parsed = scene.parsed
    token = parsed.tokens[verb]
    if token.dep in ("relcl", "acl") and parsed.tokens[token.head].lemma.lower() in words.deeds:
        over = clause_of(parsed, token.head)
        real = ground_of(parsed, over, scene.words.moods) in REAL
        return real and parsed.tokens[over].lemma.lower() not in words.aiming
    above = [i for i in parsed.ancestors(verb) if parsed.tokens[i].pos == "VERB"][:1]
    return any(
        parsed.tokens[i].lemma.lower() in words.aiming and parsed.tokens[i].dep == "acl" for i in above
    )
