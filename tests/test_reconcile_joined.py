"""Joined: which holders of an incident are one source, and who is none beside others."""

import msgspec
import pytest

from truceline.knowledge import load
from truceline.model.actor import Actor
from truceline.model.claim import Claim, Culprit, Figure, Place, Value
from truceline.model.document import Document, Span
from truceline.model.reading import Reading
from truceline.model.statement import Speaker, Statement
from truceline.reconcile.calls import Calls
from truceline.reconcile.grades import find_grades
from truceline.reconcile.joined import joined
from truceline.reconcile.sources import sources
from truceline.reconcile.told import Told
from truceline.reconcile.world import Holder, World

ACTORS = [
    Actor("xland", "Xland State", "state", country="XA"),
    Actor("xland:army", "Xland army", "armed_force", part_of=("xland",), country="XA"),
    Actor("watch", "War Watch", "monitor"),
    Actor("front", "Red Front", "armed_group"),
    Actor("rescue", "Xland Civil Defence", "organisation"),
    Actor("council", "Xland Council", "organisation", part_of=("revolt",)),
    Actor("revolt", "Xland opposition", "organisation"),
    Actor("hill", "Hill Fighters", "armed_group", part_of=("revolt",)),
    Actor("un", "United Nations", "intergovernmental"),
    Actor("food", "Food Agency", "intergovernmental", part_of=("un",)),
    Actor("child", "Child Agency", "intergovernmental", part_of=("un",)),
    Actor("health", "World Health Board", "intergovernmental", part_of=("un",)),
    Actor("hillmen", "Xland Hillmen", "people"),
    Actor("post", "Post", "outlet"),
    Actor("wire", "Xland Wire", "agency", speaks_for="xland"),
]
WORLD = World({actor.id: actor for actor in ACTORS}, lambda _: None, [], load().names.roles)
TOLL = Figure(9, 9, "exact", "killed")
MORE = Figure(12, 12, "exact", "killed")
XTOWN = Place("Xtown", "Xtown", "xtown", "exact", country="XA")


def tell(
    who: str,
    doc: str = "a",
    outlet: str = "Times",
    *,
    value: Value = TOLL,
    of: tuple[str, ...] = (),
    via: str = "",
    called: str = "",
    text: str = "text",
) -> Told:
    """Return one claim; who is no actor of the world is quoted without a name."""
    document = Document(doc, "", "text", "utf-8", text, outlet=outlet)
    actor = who if who in WORLD.actors else None
    teller = Speaker(via, actor=via if via in WORLD.actors else None)
    speaker = Speaker(WORLD.name(who), Span(doc, 0, 1, called or who), actor)
    said = Statement(f"{doc} {who}", speaker, (), (), "says", "indirect", via=(teller,) if via else ())
    holder = WORLD.holder(document, said, doc)
    name = {Figure: "toll", Place: "place", Culprit: "responsible"}[type(value)]
    claim = Claim("e", name, value, (Span(doc, 0, len(text), text),))
    return Told(claim, holder, "says", None, document, doc, said, "", (called or who,), of)


def claiming(who: str, doc: str = "a", outlet: str = "Times") -> Told:
    return msgspec.structs.replace(tell(who, doc, outlet), stance="claims-responsibility")


def accusing(who: str, value: Value) -> Told:
    return msgspec.structs.replace(tell(who, value=value), stance="accuses")


def voice(doc: str, outlet: str, text: str = "text", *, value: Value = TOLL) -> Told:
    """Return one claim in a report's own voice."""
    one = tell("watch", doc, outlet, value=value, text=text)
    holder = Holder(f"outlet:{outlet}", outlet, None, (), f"voice:{doc}")
    return msgspec.structs.replace(one, holder=holder, statement=None, called=())


def named(who: str, called: str, of: tuple[str, ...] = ()) -> Told:
    """Return a claim of a person of whom nothing is known but what the report calls him."""
    one = tell(who, called=called)
    world = Actor(f"person:{who}", who, "person")
    WORLD.actors.setdefault(world.id, world)
    holder = Holder(world.id, who, world.id, (), world.id)
    return msgspec.structs.replace(one, holder=holder, called=(who, called), of=of)


def described(who: str, words: str) -> Told:
    """Return a claim of somebody who has one name and whom the report tells by these words."""
    return msgspec.structs.replace(tell(who), called=(who, words))


SHARED = "It was the worst strike on the town since the war began there"


@pytest.mark.parametrize(
    ("why", "claims", "count"),
    [
        ("an outlet in two reports is one", [voice("a", "Times"), voice("b", "Times")], 1),
        ("two outlets are two", [voice("a", "Times"), voice("b", "Post")], 2),
        ("two outlets that print one sentence are one", [voice("a", "Times", SHARED), voice("b", "Post", SHARED)], 1),
        ("an outlet that quotes somebody in another report has it from there",
         [voice("a", "Times"), tell("a medic", "b")], 1),
        ("medics in two outlets do not show that two told it",
         [tell("medics", "a", "Times"), tell("a hospital source", "b", "Post")], 1),
        ("a capital letter makes no other", [tell("Activists", "a"), tell("activists", "b", "Post")], 1),
        ("the medic is the one named before", [tell("a medic"), tell("the medic")], 1),
        ("medics and residents are two", [tell("a medic"), tell("residents")], 2),
        ("one person under a longer name is one", [tell("Hela"), tell("Hela, a teacher from the town", "b", "Post")], 1),
        ("the director of a monitor is the monitor", [tell("watch"), tell("its director", of=("watch",))], 1),
        ("the monitor is the only one that is named", [tell("watch"), tell("the monitor", "b", "Post")], 1),
        ("a monitor beside nobody is one more", [tell("a medic"), tell("a monitor")], 2),
        ("the extremist group is the only group that the report names",
         [tell("front"), tell("the extremist group")], 1),
        ("the group of another report may be another", [tell("front"), tell("the extremist group", "b", "Post")], 2),
        ("rescue workers are those of the only body that is called so", [tell("rescue"), tell("rescue workers")], 1),
        ("the police on a state's ground are that state's",
         [tell("xland:army"), tell("local police officers"), tell("watch", value=XTOWN)], 1),
        ("so are its media, without a name", [tell("xland:army"), tell("state media"), tell("watch", value=XTOWN)], 1),
        ("a governor by name is, too", [named("Orla Venn", "Xtown governor"), tell("xland:army", value=TOLL),
         tell("watch", value=XTOWN)], 1),
        ("a resident by name is himself", [named("Ilo Marr", "a resident"), tell("residents")], 2),
        ("whom only the monitor quotes is no other", [tell("watch"), tell("medics", via="watch")], 1),
        ("whom an outlet heard is", [tell("watch"), tell("medics", via="post")], 2),
        ("a council of the opposition is the opposition", [tell("council"), tell("revolt", "b", "Post")], 1),
        ("rebels are those of the only side that is called so", [tell("council"), tell("a rebel spokesman")], 1),
        ("a man by name of a group of that side is, too",
         [named("Orla Sand", "Orla Sand from the Hill Fighters", of=("hill",)), tell("rebels")], 1),
        ("the monitor and the rebels are more than rebels", [tell("council"), tell("the monitor and opposition fighters")], 2),
        ("two agencies of one organisation each have their own eyes", [tell("food"), tell("child", "b", "Post")], 2),
        ("the terrorist group that claims it is the only one that does",
         [claiming("front"), claiming("terrorist group", "b", "Post")], 1),
        ("a man from the front is of the front that speaks", [tell("front"), tell("a man from the front")], 1),
        ("a report that tells the figure of one who is quoted elsewhere has it from there",
         [tell("watch"), voice("b", "Post")], 1),
        ("with a figure of its own it has not", [tell("watch"), voice("b", "Post", value=MORE)], 2),
        ("a state whose name holds a word for the crowd is none of it", [tell("xland"), tell("watch")], 2),
        ("the crowd is none beside others", [tell("watch"), tell("World powers"), tell("many"), tell("media reports")], 1),
        ("alone it is one", [tell("media reports")], 1),
        ("who only mentions it is none beside others", [tell("watch"), tell("a medic", value=XTOWN)], 1),
        ("alone he is one", [tell("a medic", value=XTOWN)], 1),
        ("who only blames is none beside others", [tell("watch"), accusing("xland", Culprit(("front",), "", "accused"))], 1),
        ("nor who blames for as many dead as others count", [tell("watch"), accusing("xland", TOLL)], 1),
        ("who blames is more than one who only says where it is alleged to have been",
         [tell("xland", value=XTOWN), accusing("front", Culprit(("xland",), "", "accused"))], 1),
        ("activists of the opposition are the activists of the same report",
         [tell("opposition activists", of=("revolt",)), tell("activists")], 1),
        ("fighters of the opposition are none of them",
         [tell("opposition fighters", of=("revolt",)), tell("activists")], 2),
        ("the forces of a people are those of the only armed group that speaks",
         [msgspec.structs.replace(tell("hillmen"), called=("Xland Hillmen", "the forces")), tell("front")], 1),
        ("the people is not", [tell("hillmen"), tell("front")], 2),
        ("with a count of his own he is", [tell("watch"), accusing("xland", MORE)], 2),
        ("who denies it in a plain word tells of none",
         [tell("watch"), tell("xland", value=Culprit(("xland",), "", "denied"))], 1),
        ("who calls it the terrorists' deed says no more than that he condemns it",
         [tell("watch"), tell("a mayor of the coast", value=Culprit((), "terrorist", "fact"))], 1),
        ("the sum of those who are quoted is none of them", [tell("a medic"), tell("residents"),
         tell("medics and residents")], 2),
        ("whom the state's agency quotes speaks for the state, also where the report goes on with him alone",
         [tell("a source in Xtown", via="wire"), tell("a source in Xtown"), tell("xland:army")], 1),
        ("a source whom no state's outlet heard is no state's", [tell("a source in Xtown"), tell("xland:army")], 2),
        ("doctors are no board of the United Nations", [tell("health"), tell("doctors at the scene")], 2),
        ("a policeman who is called by his first name is of the police",
         [described("Xan", "a police officer"), tell("local police officers"), tell("watch", value=XTOWN)], 1),
        ("a resident who is called by it is himself", [described("Xan", "a local resident"), tell("residents")], 2),
        ("two whose names begin with an article are two", [tell("The Hill Today page"), tell("The Coast page")], 2),
    ],
)  # fmt: skip
def test_who_is_one_source(why: str, claims: list[Told], count: int) -> None:
    assert len(sources(joined(claims, WORLD), WORLD)) == count, why


def test_a_source_goes_by_the_name_that_it_has() -> None:
    """ "Activists" who are the only committee that speaks are called after it, but not after who only tells the place."""
    for value, name in ((MORE, "Xland Civil Defence"), (XTOWN, "rescue workers")):
        claims = [tell("rescue workers"), tell("rescue", "b", "Post", value=value)]
        assert [one.holder.name for one in sources(joined(claims, WORLD), WORLD)] == [name]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("“The shells killed ten people” said Xan a police officer. Then it was calm.", ("Xan", "a police officer")),
        ("Xan, a police officer, said that the shells killed ten people.", ("Xan", "a police officer")),
        # What he says is no word for him.
        ("Xan said a police officer was killed.", ("Xan",)),
    ],
)  # fmt: skip
def test_who_has_one_name_is_called_by_what_stands_behind_it(text: str, called: tuple[str, ...]) -> None:
    doc = Document("d", "", "text", "utf-8", text)
    name, cue = (Span("d", at := text.index(word), at + len(word), word) for word in ("Xan", "said"))
    said = Statement("s", Speaker("Xan", name), (cue,), (), "says", "direct")
    assert Calls(Reading(doc, "m", "k", statements=(said,))).of(said)[0] == called


def test_the_order_of_claims_makes_no_other_source() -> None:
    claims = [
        tell("watch"),
        tell("the monitor", "b", "Post"),
        tell("medics", "c"),
        tell("a hospital source", "b"),
    ]
    units = [
        {one.holder.id: one.holder.unit for one in joined(several, WORLD)}
        for several in (claims, claims[::-1])
    ]
    assert units[0] == units[1]


def test_an_armed_group_s_channel_quotes_officials_of_the_state_too() -> None:
    channel = Actor("channel", "Front TV", "outlet", speaks_for="front")
    world = World(WORLD.actors | {"channel": channel}, {"Front TV": channel}.get, [], load().names.roles)
    doc = Document("d", "", "text", "utf-8", "x", outlet="Front TV")
    for words in ("an official source", "a local civil defence official"):
        said = Statement(words, Speaker(words), (), (), "says", "indirect")
        assert world.holder(doc, said, "d").side is None


def test_a_side_that_blames_another_in_words_is_a_rival() -> None:
    """ "The government, which blamed rebels": who did it is contested, though the rebels are no known actor."""
    army = tell("watch", value=Culprit(("xland:army",), "the army", "fact"))
    rebels = tell("xland", value=Culprit((), "rebels", "accused"))
    who = find_grades([army, rebels], WORLD).who
    assert (who.grade, who.actors) == ("contested", ("Xland army", "“rebels”"))


def test_one_holder_told_by_an_agency_and_without_it_keeps_both_units() -> None:
    """A spokesman told the agency, and a spokesman said: one holder of two units, which once had no place."""
    claims = [tell("a spokesman", via="post"), tell("a spokesman")]
    assert {one.holder.unit for one in claims} == {"unnamed:post:a-spokesman", "unnamed:a:a-spokesman"}
    assert len({one.holder.unit for one in joined(claims, WORLD)}) == 1
