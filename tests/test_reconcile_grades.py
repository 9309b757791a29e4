"""Grades: what stands behind "one source tells of it", and who owns to a deed."""

import datetime

import msgspec
import pytest

from truceline.knowledge import load
from truceline.model.actor import Actor
from truceline.model.claim import Claim, Culprit, Figure, Place, Position, Value, Words
from truceline.model.document import Document, Span
from truceline.model.statement import Speaker, Stance, StanceObject, Statement
from truceline.model.when import When
from truceline.reconcile.accounts import find_accounts
from truceline.reconcile.grades import find_grades
from truceline.reconcile.told import Told
from truceline.reconcile.wording import Wording
from truceline.reconcile.world import UNNAMED, Holder, World

ARMY = Actor("army", "Army", "armed_force")
WORLD = World({"army": ARMY, "front": Actor("front", "Front", "armed_group")}, lambda _: None, [])


def told(
    value: Value,
    prop: str,
    holder: str,
    stance: Stance = "says",
    about: StanceObject | None = None,
    at: int = 0,
) -> Told:
    doc = Document("d", "", "text", "utf-8", "x" * 50)
    side = holder if holder in WORLD.actors else None
    claim = Claim("e", prop, value, (Span("d", at, at + 1, "x"),))
    return Told(claim, Holder(holder, holder, side, (), holder), stance, about, doc, "d")


def town(holder: str, at: int = 0) -> Told:
    return told(Place("Xtown", "Xtown", "xtown", "exact"), "place", holder, at=at)


def test_where_there_are_only_denials_no_source_tells_of_it() -> None:
    denial = told(Position("denies", "occurrence"), "position", "army", "denies", "occurrence")
    happened = find_grades([denial], WORLD).happened
    assert happened.grade == "contested"
    assert [reason.text.split(":")[0] for reason in happened.reasons] == [
        "army denies that it happened",
        "no source tells of it",
    ]
    assert happened.reasons[1].evidence == ()


def test_a_source_is_shown_by_its_toll_and_not_by_the_name_of_the_town() -> None:
    toll = told(Figure(9, 9, "exact", "killed"), "toll", "doctor", at=7)
    [reason] = find_grades([town("doctor", 1), toll], WORLD).happened.reasons
    assert [span.start for span in reason.evidence] == [7]


def test_what_a_report_calls_somebody_whom_it_has_named_is_no_source_beside_others() -> None:
    toll = told(Figure(9, 9, "exact", "killed"), "toll", "doctor", at=7)
    words = World(WORLD.actors, lambda _: None, [], load().names.roles)
    byword = msgspec.structs.replace(toll, holder=unnamed("the extremist group"))
    assert find_grades([toll, byword], words).happened.grade == "weak"
    assert find_grades([byword], words).happened.grade == "weak"
    plain = msgspec.structs.replace(toll, holder=unnamed("the mayor"))
    assert find_grades([toll, plain], words).happened.grade == "fair"


def unnamed(words: str) -> Holder:
    return Holder(f"{UNNAMED}{words}", words, None, (), words)


def test_a_report_s_own_voice_is_no_source_beside_those_whom_it_quotes() -> None:
    said = Statement("s", Speaker("doctor"), (), (), "says", "indirect")
    own, quoted = town("outlet"), msgspec.structs.replace(town("doctor"), statement=said)
    assert find_grades([own, quoted], WORLD).happened.grade == "weak"
    elsewhere = msgspec.structs.replace(own, doc=msgspec.structs.replace(own.doc, id="other"), family="other")
    assert find_grades([elsewhere, quoted], WORLD).happened.grade == "fair"


def test_a_side_that_tells_of_its_own_strike_answers_who_did_it_and_does_not_confirm_it() -> None:
    own = told(Culprit(("army",), "its planes", "fact"), "responsible", "army")
    seen = told(Figure(9, 9, "exact", "killed"), "toll", "doctor", at=7)
    grades = find_grades([seen, own], WORLD)
    assert (grades.who.grade, grades.who.actors) == ("confirmed", ("Army",))
    assert grades.who.reasons[0].text == "army says that it did it"
    assert grades.happened.grade == "fair"


def test_who_owns_to_it_is_named_as_it_names_itself() -> None:
    """A coalition's own raid is not confirmed as its leader's by those who call it the leader's."""
    league = Actor("league", "League", "coalition", led_by="land")
    world = World({"land": Actor("land", "Land", "state"), "league": league}, lambda _: None, [])
    own = told(Culprit(("league",), "its planes", "fact"), "responsible", "league")
    own = msgspec.structs.replace(own, holder=Holder("league", "League", "league", (), "League"))
    others = told(Culprit(("land",), "Land's planes", "fact"), "responsible", "doctor", at=7)
    grades = find_grades([others, own], world)
    assert (grades.who.grade, grades.who.actors) == ("confirmed", ("League",))


def test_who_leads_a_coalition_is_not_listed_beside_it() -> None:
    """Planes that one calls the leader's are the coalition's, whom others name; so are those of its air force."""
    league = Actor("league", "League", "coalition", led_by="land")
    wings = Actor("wings", "Land Wings", "armed_force", part_of=("land",))
    land = Actor("land", "Land", "state")
    world = World({one.id: one for one in (land, wings, league)}, lambda _: None, [])
    blamed = [
        told(Culprit((actor,), "", "fact"), "responsible", who, at=at)
        for at, (actor, who) in enumerate([("land", "doctor"), ("league", "outlet"), ("wings", "front")])
    ]
    assert find_grades(blamed, world).who.actors == ("League",)
    assert find_grades(blamed[:1], world).who.actors == ("Land",)


def test_a_side_that_denies_it_owns_to_nothing_by_telling_of_another_strike() -> None:
    """ "Denied any part in it, saying that its planes had struck a depot"."""
    own = told(Culprit(("army",), "its planes", "fact"), "responsible", "army")
    denial = told(Position("denies", "authorship"), "position", "army", "denies", "authorship")
    grade = find_grades([town("doctor"), own, denial], WORLD).who
    assert grade.grade == "attributed, denied"
    owned = told(Position("admits", "authorship"), "position", "army", "admits", "authorship")
    assert find_grades([town("doctor"), own, denial, owned], WORLD).who.grade == "confirmed"


def test_who_tells_of_his_own_deed_owns_to_it_be_he_known_to_fight_or_not() -> None:
    """ "Ann Berg said that she had fired the shot": she is no party of the knowledge."""
    own = told(Culprit(("ann",), "she", "fact"), "responsible", "ann")
    own = msgspec.structs.replace(own, holder=Holder("ann", "Ann Berg", "ann", (), "ann"))
    assert find_grades([town("doctor"), own], WORLD).who.grade == "confirmed"
    other = msgspec.structs.replace(own, holder=Holder("ben", "Ben", "ben", (), "ben"))
    assert find_grades([town("doctor"), other], WORLD).who.grade == "attributed"


def test_who_alone_is_blamed_and_confirms_the_deed_accepts_it() -> None:
    blamed = told(Culprit(("army",), "the army", "fact"), "responsible", "doctor")
    confirmed = told(Position("confirms", "occurrence"), "position", "army", "confirms", "occurrence", at=7)
    grades = find_grades([blamed, confirmed], WORLD)
    assert (grades.happened.grade, grades.who.grade) == ("confirmed", "confirmed")
    rival = told(Culprit(("front",), "the front", "fact"), "responsible", "army", at=9)
    assert find_grades([blamed, confirmed, rival], WORLD).who.grade == "contested"


def test_what_another_says_of_a_side_is_no_word_of_its_own() -> None:
    blamed = told(Culprit(("army",), "its planes", "fact"), "responsible", "front")
    assert find_grades([blamed], WORLD).who.grade == "attributed"


def armed(words: str) -> bool:
    return Wording(load().names.roles).is_armed(words)


def test_words_for_armed_people_are_told_from_other_words() -> None:
    assert armed("the rebels")
    assert armed("terrorists")
    assert armed("opposition fighters in the town")
    assert armed("a group of terrorists")
    assert not armed("a mortar shell")
    assert not armed("the doctors")


def test_where_nobody_in_particular_is_named_the_words_are_kept() -> None:
    world = World(WORLD.actors, lambda _: None, [], load().names.roles)
    blamed = told(Culprit((), "the rebels", "fact"), "responsible", "doctor")
    who = find_grades([blamed], world).who
    assert (who.grade, who.actors) == ("attributed", ("“rebels”",))
    assert who.reasons[0].text == "doctor names “rebels”"
    assert (
        find_grades([told(Culprit((), "a shell", "fact"), "responsible", "doctor")], world).who.grade
        == "unknown"
    )


def test_a_label_names_nobody_where_it_is_told_that_nobody_knows_who_it_was() -> None:
    world = World(WORLD.actors, lambda _: None, [], load().names.roles)
    labels = [
        told(Culprit((), "terrorist groups", "fact"), "responsible", "army"),
        told(Culprit((), "terrorists", "fact"), "responsible", "radio", at=3),
    ]
    who = find_grades(labels, world).who
    assert (who.grade, who.actors) == ("attributed", ("“terrorist groups”",))
    nobody = told(Position("does-not-confirm", "authorship"), "position", "paper", at=5)
    who = find_grades([*labels, nobody], world).who
    assert (who.grade, who.actors) == ("unknown", ())
    assert [reason.text for reason in who.reasons] == [
        "it is told that nobody can say who it was",
        "army names “terrorist groups”",
    ]
    rebels = told(Culprit((), "rebels", "fact"), "responsible", "doctor", at=7)
    assert find_grades([nobody, rebels], world).who.grade == "attributed"


AGENCY = Actor("agency", "State Agency", "agency", speaks_for="army")


def test_a_military_source_of_a_side_s_own_agency_is_that_side() -> None:
    world = World({"army": ARMY, "agency": AGENCY}, {"State Agency": AGENCY}.get, [], load().names.roles)
    said = Statement("s", Speaker("a military source"), (), (), "says", "indirect")
    own = Document("d", "", "text", "utf-8", "x", outlet="State Agency")
    assert world.holder(own, said, "d").unit == "army"
    elsewhere = Document("e", "", "text", "utf-8", "x", outlet="Herald")
    assert world.holder(elsewhere, said, "e").side is None
    doctor = Statement("t", Speaker("a doctor"), (), (), "says", "indirect")
    assert world.holder(own, doctor, "d").side is None


NORLAND = Actor("norland", "Norland", "state", country="NL")
LANDS = {
    "norland": NORLAND,
    "norland:army": Actor("norland:army", "Norland army", "armed_force", part_of=("norland",)),
    "westmark:army": Actor("westmark:army", "Westmark army", "armed_force", part_of=("westmark",)),
    "westmark": Actor("westmark", "Westmark", "state", country="WM"),
}


@pytest.mark.parametrize(
    ("source", "army", "grade"),
    [
        pytest.param("a military source", "norland:army", "confirmed", id="the army of the land, its source"),
        pytest.param("a military source", "westmark:army", "attributed", id="an ally's army, not his own"),
        pytest.param("a doctor", "norland:army", "attributed", id="a doctor is of no army"),
    ],
)
def test_a_military_source_tells_of_the_deeds_of_the_army_of_the_land(source, army, grade) -> None:
    world = World(LANDS, lambda _: None, [], load().names.roles)
    place = told(Place("Xtown", "Xtown", "xtown", "exact", country="NL"), "place", "paper")
    did = told(Culprit((army,), "the army", "fact"), "responsible", "source")
    unnamed = Holder(f"unnamed:d:{source}", source, None, (), f"unnamed:d:{source}")
    own = msgspec.structs.replace(did, holder=unnamed)
    assert find_grades([place, own], world).who.grade == grade


def test_one_speaker_under_a_longer_name_is_one_source() -> None:
    doc = Document("d", "", "text", "utf-8", "x")
    names = ("Dr Hela Morn", "Dr Hela Morn of the town clinic")
    units = {WORLD.holder(doc, Statement(n, Speaker(n), (), (), "says", "indirect"), "d").unit for n in names}
    assert len(units) == 1


HRW = Actor("watch", "Watch", "organisation")
FINDERS = World({"watch": HRW, "army": ARMY}, lambda _: None, [])


def saying(one: Told, cue: str, content: str = "x") -> Told:
    """Return the claim as said by its holder with this verb and these words."""
    spans = (Span("d", 0, 1, cue),), (Span("d", 0, 1, content),)
    said = Statement("s", Speaker(one.holder.name, actor=one.holder.id), *spans, "says", "indirect")
    return msgspec.structs.replace(one, statement=said)


def test_a_finding_by_who_is_no_party_confirms_both_grades() -> None:
    blamed = told(Culprit(("army",), "the army", "fact"), "responsible", "watch")
    for one in (
        saying(blamed, "found"),
        saying(blamed, "says", "that after a long investigation it was the army"),
    ):
        grades = find_grades([one], FINDERS)
        assert (grades.happened.grade, grades.who.grade) == ("confirmed", "confirmed")


def test_who_only_says_so_and_who_calls_for_a_probe_found_nothing() -> None:
    blamed = told(Culprit(("army",), "the army", "fact"), "responsible", "watch")
    for one in (saying(blamed, "said"), saying(blamed, "said", "it wants an investigation of the army")):
        assert find_grades([one], FINDERS).happened.grade == "weak"


def test_a_party_s_own_finding_is_none() -> None:
    blamed = told(Culprit(("watch",), "it", "fact"), "responsible", "army")
    assert find_grades([saying(blamed, "found")], FINDERS).who.grade == "attributed"


def test_a_finding_that_it_did_not_happen_discounts_it() -> None:
    denial = told(Position("denies", "occurrence"), "position", "watch", "denies", "occurrence")
    assert find_grades([town("doctor"), saying(denial, "found")], FINDERS).happened.grade == "discounted"
    assert find_grades([town("doctor"), saying(denial, "said")], FINDERS).happened.grade == "contested"


def test_what_its_only_source_takes_back_later_is_discounted() -> None:
    denial = told(Position("denies", "occurrence"), "position", "army", "denies", "occurrence")
    first, then = (
        When(date, date, "day", "", "calendar-day/1")
        for date in (datetime.date(2020, 1, 1), datetime.date(2020, 1, 3))
    )
    told_it = on(town("army"), first)
    assert find_grades([told_it, on(denial, then)], WORLD).happened.grade == "discounted"
    assert (
        find_grades([told_it, on(town("doctor"), first), on(denial, then)], WORLD).happened.grade
        == "contested"
    )
    assert find_grades([on(town("army"), then), on(denial, first)], WORLD).happened.grade == "contested"


def on(one: Told, when: When) -> Told:
    return msgspec.structs.replace(one, doc=msgspec.structs.replace(one.doc, published=when))


def test_words_that_hold_armed_people_blame_them() -> None:
    assert armed("a rebels sniper shot")
    assert not armed("a market stall")
    assert not armed("the suicide attackers")


def test_who_condemns_it_is_no_source() -> None:
    condemned = told(Position("condemns"), "position", "king", "condemns")
    assert find_grades([town("doctor"), condemned], WORLD).happened.grade == "weak"


def a_day(day: int) -> When:
    date = datetime.date(2020, 1, day)
    return When(date, date, "day", "", "calendar-day/1")


def quoted_by(one: Told, name: str = "doctor") -> Told:
    return msgspec.structs.replace(one, statement=Statement("s", Speaker(name), (), (), "says", "indirect"))


def in_paper(one: Told, name: str, day: int) -> Told:
    doc = msgspec.structs.replace(one.doc, id=name, published=a_day(day))
    return msgspec.structs.replace(one, doc=doc, family=name)


def test_who_reminds_its_readers_days_after_is_no_source() -> None:
    """ "The blast came a week after one that killed 12": the figure is nobody else's, and was told before."""
    seen = in_paper(quoted_by(told(Figure(9, 9, "exact", "killed"), "toll", "doctor")), "first", 1)
    own = told(Figure(12, 12, "exact", "killed"), "toll", "outlet", at=7)
    assert find_grades([seen, in_paper(own, "herald", 2)], WORLD).happened.grade == "fair"
    assert find_grades([seen, in_paper(own, "herald", 9)], WORLD).happened.grade == "weak"


def test_a_voice_without_figures_beside_who_is_quoted_with_some_is_no_source() -> None:
    seen = in_paper(quoted_by(told(Figure(9, 9, "exact", "killed"), "toll", "doctor")), "first", 1)
    own = in_paper(told(Words("a school"), "target", "outlet", at=7), "herald", 1)
    assert find_grades([seen, own], WORLD).happened.grade == "weak"
    where = in_paper(quoted_by(told(Words("a school"), "target", "doctor")), "first", 1)
    assert find_grades([where, own], WORLD).happened.grade == "fair"


FARLAND = World(
    {
        "xland": Actor("xland", "Xland", "state", country="xl"),
        "xland:army": Actor("xland:army", "Xland army", "armed_force", part_of=("xland",)),
        "farland": Actor("farland", "Farland", "state", country="fl"),
    },
    lambda _: None,
    [],
)


def abroad(value: Value, prop: str, stance: Stance = "says") -> Told:
    one = told(value, prop, "farland", stance)
    holder = Holder("farland", "Farland", "farland", (), "farland")
    return quoted_by(msgspec.structs.replace(one, holder=holder), "Farland")


def test_a_state_abroad_that_only_names_what_was_hit_has_read_of_it() -> None:
    where = told(Place("Xtown", "Xtown", "xtown", "exact", country="xl"), "place", "doctor", at=1)
    seen = quoted_by(told(Figure(9, 9, "exact", "killed"), "toll", "doctor", at=7))
    several = [quoted_by(where), seen]
    heard = abroad(Words("the suburbs"), "target")
    assert find_grades([*several, heard], FARLAND).happened.grade == "weak"
    counted = abroad(Figure(30, None, "at least", "killed"), "toll")
    assert find_grades([*several, counted], FARLAND).happened.grade == "fair"
    blamed = told(Culprit(("farland",), "its planes", "fact"), "responsible", "doctor", at=9)
    assert find_grades([*several, quoted_by(blamed), heard], FARLAND).happened.grade == "fair"


def test_who_warns_of_it_without_a_figure_is_no_source() -> None:
    seen = quoted_by(told(Figure(9, 9, "exact", "killed"), "toll", "doctor", at=7))
    warning = told(Words("the rebels"), "target", "front", "warns")
    assert find_grades([seen, quoted_by(warning)], WORLD).happened.grade == "weak"
    toll = quoted_by(told(Figure(30, None, "at least", "killed"), "toll", "front", "warns"))
    assert find_grades([seen, toll], WORLD).happened.grade == "fair"


WIRES = World(
    {
        "wire": Actor("wire", "Wire", "agency"),
        "xland": Actor("xland", "Xland", "state"),
        "xland:wire": Actor("xland:wire", "Xland Wire", "agency", part_of=("xland",)),
    },
    lambda _: None,
    [],
    load().names.roles,
)


@pytest.mark.parametrize(
    ("agency", "words", "paper", "grade"),
    [
        pytest.param("wire", "Wire", "first", "weak", id="an agency has it from whom the report quotes beside it"),
        pytest.param("wire", "Wire", "herald", "fair", id="cited alone, it may have it from another"),
        pytest.param("wire", "a Wire photographer", "first", "fair", id="its photographer has seen it himself"),
        pytest.param("xland:wire", "Xland Wire", "first", "fair", id="a state's agency speaks for the state"),
    ],
)  # fmt: skip
def test_an_agency_that_is_cited_is_no_source_beside_those_whom_the_report_quotes(
    agency, words, paper, grade
) -> None:
    seen = in_paper(quoted_by(told(Figure(9, 9, "exact", "killed"), "toll", "doctor", at=7)), "first", 1)
    cited = in_paper(quoted_by(told(Figure(4, None, "at least", "killed"), "toll", agency), words), paper, 1)
    assert find_grades([seen, cited], WIRES).happened.grade == grade


def test_who_leaves_open_which_of_two_it_was_names_neither() -> None:
    either = told(Culprit(("army", "front"), "army or Front shells", "suspected"), "responsible", "doctor")
    grades = find_grades([either], WORLD)
    assert (grades.who.grade, grades.who.actors) == ("attributed", ("Army or Front",))
    assert grades.who.reasons[0].text == "doctor names Army or Front"
    assert find_accounts([either], WORLD)[0].responsible == ("Army or Front",)
    nurse, mayor, priest = (
        told(Culprit((actor,), actor, "fact"), "responsible", who, at=at)
        for at, (actor, who) in enumerate(
            [("army", "nurse"), ("army", "mayor"), ("front", "priest")], start=7
        )
    )
    assert find_grades([either, nurse], WORLD).who.actors == ("Army or Front",)
    assert find_grades([either, nurse, mayor], WORLD).who.actors == ("Army",)
    # Who leaves it open does not make those one who name each another.
    rivals = find_grades([either, nurse, priest], WORLD).who
    assert (rivals.grade, rivals.actors) == ("contested", ("Army", "Front"))
    both = told(Culprit(("army", "front"), "army and Front shells", "suspected"), "responsible", "doctor")
    assert find_grades([both, nurse, priest], WORLD).who.grade == "attributed"


def test_fighters_who_are_not_named_own_to_what_they_tell_of_themselves() -> None:
    world = World(WORLD.actors, lambda _: None, [], load().names.roles)
    said = Statement("s", Speaker("rebels"), (), (), "says", "indirect")

    def grade(holder: str, words: str) -> str:
        one = told(Culprit((), words, "fact"), "responsible", "doctor")
        return find_grades(
            [msgspec.structs.replace(one, holder=unnamed(holder), statement=said)], world
        ).who.grade

    assert grade("rebels", "Norland insurgents") == "confirmed"
    assert grade("rebels", "jihadists") == "attributed"
    assert grade("a monitor", "rebels") == "attributed"
    assert grade("militants", "terrorists") == "attributed"


@pytest.mark.parametrize(
    ("holder", "words", "grade"),
    [
        pytest.param("xland", "army units", "confirmed", id="its own army's, without a name"),
        pytest.param("xland", "militants", "attributed", id="those whom it fights"),
        pytest.param("farland", "army units", "attributed", id="another state tells of that army"),
    ],
)
def test_a_state_that_tells_of_its_army_on_its_ground_owns_to_it(holder: str, words: str, grade: str) -> None:
    world = World(FARLAND.actors, lambda _: None, [], load().names.roles)
    place = told(Place("Xtown", "Xtown", "xtown", "exact", country="xl"), "place", holder)
    one = told(Culprit((), words, "fact"), "responsible", holder, at=7)
    assert find_grades([quoted_by(place, holder), quoted_by(one, holder)], world).who.grade == grade


def test_a_state_that_acknowledges_what_is_told_as_rebels_deed_owns_to_nothing() -> None:
    words = World({"land": Actor("land", "Land", "state")}, lambda _: None, [], load().names.roles)
    assault = told(Culprit((), "rebels", "fact"), "responsible", "doctor")
    owned = told(Position("admits", "authorship"), "position", "land", "admits", "authorship")
    owned = msgspec.structs.replace(owned, holder=Holder("land", "Land", "land", (), "land"))
    who = find_grades([assault, owned], words).who
    assert (who.grade, who.actors) == ("attributed", ("“rebels”",))
    assert find_grades([owned], words).who.grade == "confirmed"
