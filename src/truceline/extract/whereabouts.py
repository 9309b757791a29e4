"""Whereabouts: which place and which day of a sentence are those of an event, and which are of something else in it."""

from collections import Counter
from typing import NamedTuple, TypeVar

from truceline.extract.asides import is_answered, is_of_care, of_another_deed, of_others
from truceline.extract.calendar_words import MONTHS
from truceline.extract.place_words import DIRECTIONS, NOUNS, SETTLED
from truceline.extract.scene import Scene
from truceline.extract.set_apart import apart_in_time, of_deal, only_compares, only_sets_apart
from truceline.extract.triggers import Cluster
from truceline.model.claim import Place
from truceline.model.document import Span
from truceline.model.parsed import Found
from truceline.model.statement import Statement
from truceline.model.when import When

T = TypeVar("T")

# A sentence without a word for the event ("The toll is 36 dead") belongs to the one told this many sentences before.
NEAR_SENTENCES = 2
AT = frozenset(("in", "at"))
# "Xtown, a small town some thirty kilometres from Ycity"
THE = frozenset(("the", "-", "province", "of"))
BY = frozenset(("near", "outside", "from", "of"))
FEW = 5
WIDE = ("province", "district")
LAND = frozenset(("region", "province", "countryside", "country"))
# "Its sources in the country": where those are who told it.
INFORMED = frozenset(("sources", "activists", "contacts", "observers", "correspondents", "reporters"))
# "Claimed responsibility for the shelling of the depot on Saturday": the day hangs on the word and is the shelling's.
CLAIMED = "responsibility"
# "For the second day on Friday", "for the first time on Friday".
ROUNDS = frozenset(("day", "night", "time"))


def narrowest(scene: Scene, number: int) -> tuple[Found[Place], ...]:
    """Return the places of a sentence without those told as what holds another: "Xtown, a village in Yland province"."""
    here = [found for found in scene.places if scene.sentence(found.head) == number]
    return tuple(
        found
        for n, found in enumerate(here)
        if not any(
            (
                found.value.name in one.value.within
                and (_describes(scene, one, found) or _is_where(scene, one, found))
            )
            or _lies_by(scene, one, found)
            for one in here[max(n - 1, 0) : n]
        )
    )


def _describes(scene: Scene, one: Found[Place], holder: Found[Place]) -> bool:
    """Return whether the holder stands in an apposition to the place."""
    above = (holder.head, *scene.parsed.ancestors(holder.head))
    return any(
        scene.parsed.tokens[a].dep == "appos" and scene.parsed.tokens[a].head in range(one.first, one.last)
        for a in above
    )


def _is_where(scene: Scene, one: Found[Place], holder: Found[Place]) -> bool:
    """See "Xtown in northern Yland province": the holder says where the place is, wherever the parser hangs it."""
    between = [token.text.lower() for token in scene.parsed.tokens[one.last : holder.first]]
    return between[:1] == ["in"] and all(word in DIRECTIONS or word in THE for word in between[1:])


def _lies_by(scene: Scene, one: Found[Place], other: Found[Place]) -> bool:
    """See "Xtown, a town near Ycity": it is in Xtown, however the parser hangs what comes after it."""
    town = _called(scene, one.last)
    if town is None:
        return False
    between = [token.text.lower() for token in scene.parsed.tokens[town + 1 : other.first]]
    return 0 < len(between) <= FEW and between[-1] in BY


def _called(scene: Scene, end: int) -> int | None:
    """Return the word that says what a name is which ends here: "Xtown, a small town"."""
    words = [token.text.lower() for token in scene.parsed.tokens[end : end + FEW]]
    comma = words[:1] == [","]
    if words[comma : comma + 1] != ["a"]:
        return None
    return next((end + n for n, word in enumerate(words) if word in SETTLED), None)


def nearest(scene: Scene, cluster: Cluster, found: tuple[Found[T], ...], *, strict: bool) -> Found[T] | None:
    """Return what hangs on a trigger, else what stands nearest in the sentence; `strict` demands the same clause.

    With several events in one sentence, a place in another's clause is the other's. "The minister said in Xtown on
    Monday that a raid …": place and day of the speech are not those of the raid.
    """
    lead = cluster.lead
    here = [f for f in found if scene.sentence(f.head) == scene.sentence(lead.head)]
    described = [f for f in here if isinstance(f.value, Place) and _tells_of(scene, lead.head, f.last)]
    if described:
        return described[0]
    here = [
        f
        for f in here
        if not of_deal(scene.parsed, f.head, cluster.heads, scene.words)
        and not apart_in_time(scene.parsed, (f.head,), cluster.heads)
        and not (isinstance(f.value, Place) and _of_others(scene, cluster, f.head))
    ]
    told_by = scene.holder(lead.first, lead.last)
    # Who goes on counting ("Another nine were killed in Xtown") is cited a sentence before.
    if told_by is not None and any(_within(scene, lead.head, content) for content in told_by.content):
        start, end = told_by.content[0].start, _end(scene, told_by)
        tokens = scene.parsed.tokens
        here = [f for f in here if start <= tokens[f.first].start and tokens[f.last - 1].end <= end]
    for head in cluster.heads:
        below = set(scene.parsed.subtree(head))
        hanging = _finer([f for f in here if f.head in below])
        if hanging:
            return min(hanging, key=lambda f: (f.first < head, abs(f.first - head)))
    if strict:
        here = [f for f in here if not _other_clause(scene, cluster, f.head)]
    return min(_finer(here), key=lambda f: (f.first < lead.first, abs(f.first - lead.first)), default=None)


def _of_others(scene: Scene, cluster: Cluster, i: int) -> bool:
    """Return whether a place is of other people or other deeds than the event's, or where its wounded were brought."""
    return of_others(scene.parsed, cluster.heads, i, scene.words) or is_of_care(scene.parsed, i, scene.words)


def _tells_of(scene: Scene, head: int, end: int) -> bool:
    """See "left Xtown, a town besieged by the army": the siege is that of Xtown, whatever befell those who left it."""
    told = scene.parsed.tokens[head]
    return told.dep in ("acl", "relcl") and told.head == _called(scene, end)


def _finer(found: list[Found[T]]) -> list[Found[T]]:
    """Return the places without the countries, where others are among them: "in Xland's northern Yland province"."""
    finer = [f for f in found if not (isinstance(f.value, Place) and f.value.precision == "country")]
    return finer or found


def _within(scene: Scene, i: int, content: Span) -> bool:
    return content.start <= scene.parsed.tokens[i].start < content.end


def of_events(scene: Scene, cluster: Cluster) -> tuple[Found[When], ...]:
    """Return the dates that do not hang on another noun: "since the truce of March 2" dates the truce."""
    parsed = scene.parsed
    own = {i for head in cluster.heads for i in (head, *parsed.children(head))}
    own |= _placed_by(scene, cluster)

    def another(found: Found[When]) -> bool:
        # "Saturday night" is one expression, whose head is "night".
        inside = range(found.first, max(found.last, found.head + 1) + 1)
        i = found.head
        while (
            parsed.tokens[i].head in inside
            and parsed.tokens[i].head != i
            and parsed.tokens[i].dep == "compound"
        ):
            i = parsed.tokens[i].head
        token = parsed.tokens[i]
        above = parsed.tokens[token.head].head if token.dep == "pobj" else token.head
        return (
            token.dep in ("pobj", "compound", "nmod", "nummod", "poss", "appos")
            and parsed.tokens[above].pos in ("NOUN", "PROPN")
            and above not in own
            and not _has_no_day(scene, i, above)
        )

    def apart(found: Found[When]) -> bool:
        return (
            only_sets_apart(parsed, found)
            or only_compares(parsed, cluster.heads, found)
            or apart_in_time(parsed, (found.head,), cluster.heads)
            or of_another_deed(parsed, cluster.heads, found.head, scene.words)
            or is_answered(parsed, cluster.heads, found.head)
        )

    told = tuple(found for found in scene.dates if not another(found) and not apart(found))
    # "Five days after the truce ended" is no day as long as nobody knows when it ended: "on Saturday" beside it is.
    number = scene.sentence(cluster.lead.head)
    known = tuple(one for one in told if one.value.first or one.value.last)
    return known if any(scene.sentence(one.head) == number for one in known) else told


def _has_no_day(scene: Scene, i: int, above: int) -> bool:
    """See "bombed the city for the second day on Friday", "hit a stronghold of the rebels on Friday".

    However the parser hangs it, a round, a town and a people have no day: it is that of the bombs.
    """
    tokens = scene.parsed.tokens
    noun = tokens[above]
    timeless = noun.text.lower() in ROUNDS | NOUNS.keys() or noun.lemma.lower() in scene.words.anyone
    return tokens[tokens[i].head].text.lower() == "on" and noun.pos == "NOUN" and timeless


def _end(scene: Scene, told_by: Statement) -> int:
    """Return where what is told ends; "claimed the shelling of the depot on Saturday" goes on to say when."""
    end = told_by.content[-1].end
    if told_by.stance != "claims-responsibility":
        return end
    close = [f for f in scene.dates if 0 <= scene.parsed.tokens[f.first].start - end <= len(" on ")]
    return max((scene.parsed.tokens[f.last - 1].end for f in close), default=end)


def _placed_by(scene: Scene, cluster: Cluster) -> set[int]:
    """Return what says where it was: in "the shelling of the depot at Xtown on Saturday" the day hangs on Xtown."""
    below = {i for head in cluster.heads for i in scene.parsed.subtree(head)}
    owned = {
        a
        for head in cluster.heads
        for a in scene.parsed.ancestors(head)
        if scene.parsed.tokens[a].lemma == CLAIMED
    }
    return owned | {i for i in scene.pinned if i in below}


class Pointed(NamedTuple):
    """Where and when what "that attack" points back at was told to be."""

    place: Found[Place] | None = None
    date: Found[When] | None = None


def pointed_at(scene: Scene, cluster: Cluster) -> Pointed:
    """Return place and day of the sentence before for "that attack", where it tells one of each.

    "Gas was used in Xtown in 2013. Yland blamed the army for that attack": neither is told again, and it is not the
    attack that the report is about.
    """
    parsed, lead = scene.parsed, cluster.lead
    number = scene.sentence(lead.head)
    if lead.verb or not any(
        parsed.tokens[c].text.lower() == "that" for c in parsed.children(lead.head, "det")
    ):
        return Pointed()
    places = [one for one in narrowest(scene, number - 1) if one.value.precision != "country"]
    dates = [one for one in scene.dates if scene.sentence(one.head) == number - 1]
    return Pointed(places[0], dates[0]) if len(places) == len(dates) == 1 else Pointed()


def told_before(scene: Scene, cluster: Cluster) -> Found[Place] | None:
    """Return the last place told before the sentence, where the sentence itself tells none.

    Only in the country that the report is about: "told reporters in Paris" is no place of the war.
    """
    number = scene.sentence(cluster.lead.head)
    item = scene.item(number)
    if item is not None:
        return next((f for f in scene.places if item.first <= f.head < item.last), None)
    countries = Counter(f.value.country for f in scene.places)
    if any(scene.sentence(f.head) == number and f.value.precision != "country" for f in scene.places):
        return None
    if _is_elsewhere(scene, number):
        return None
    before = [
        f
        for f in scene.places
        if 0 < number - scene.sentence(f.head) <= NEAR_SENTENCES
        and f.value.precision not in ("country", "unlocated")
        and f.value.country in (None, countries.most_common(1)[0][0])
        and not scene.parsed.sentences[scene.sentence(f.head)].heading
        and not _of_speech(scene, f)
        and not of_deal(scene.parsed, f.head, (), scene.words)
    ]
    wide = _is_in_the_land(scene, number)
    before = [f for f in before if f.value.precision in WIDE] if wide else before
    return max(before, key=lambda f: f.first, default=None)


def _is_in_the_land(scene: Scene, number: int) -> bool:
    """See "shelled a base in the region" behind what befell a town: it was somewhere around, and not the town."""
    sentence = scene.parsed.sentences[number]
    words = ["", *(token.text.lower() for token in scene.parsed.tokens[sentence.first : sentence.last])]
    phrases = zip(words, words[1:], words[2:], words[3:], strict=False)
    return any(
        who not in INFORMED and a in ("in", "across") and b == "the" and c in LAND for who, a, b, c in phrases
    )


def _is_elsewhere(scene: Scene, number: int) -> bool:
    """Return whether a sentence says where by a name that no list has ("in Xyz where raids killed nine"): it is no place told before."""
    sentence = scene.parsed.sentences[number]
    tokens = scene.parsed.tokens
    return not sentence.heading and any(
        tokens[i].text.lower() in AT
        and tokens[i + 1].tag == "NNP"
        and tokens[i + 1].label not in ("DATE", "TIME")
        and tokens[i + 1].text.lower() not in MONTHS
        and i + 1 not in scene.pinned
        and scene.cast.at(i + 1) is None
        for i in range(sentence.first, sentence.last - 1)
    )


def _of_speech(scene: Scene, place: Found[Place]) -> bool:
    """See "told reporters in Xtown": where it was said, not where it was."""
    above = scene.parsed.tokens[place.head].head
    if scene.parsed.tokens[above].pos == "ADP":
        above = scene.parsed.tokens[above].head
    start, end = scene.parsed.tokens[place.first].start, scene.parsed.tokens[place.last - 1].end
    cues = {i for s in scene.statements for i in scene.tokens_of(s.cue)}
    heard = {c for cue in cues for c in scene.parsed.children(cue, "dobj")}
    told = any(c.start <= start and end <= c.end for s in scene.statements for c in s.content)
    return above in cues | heard and not told


def _other_clause(scene: Scene, cluster: Cluster, i: int) -> bool:
    """Return whether a verb stands between token `i` and what it shares with the triggers."""
    above = {a for head in cluster.heads for a in (head, *scene.parsed.ancestors(head))}
    for node in (i, *scene.parsed.ancestors(i)):
        if node in above:
            return False
        if scene.parsed.tokens[node].pos == "VERB":
            return True
    return True
