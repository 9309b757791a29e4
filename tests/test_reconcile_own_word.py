"""Own word: whose word an agency's, an official's and an inquirer's is on who did it."""

import msgspec
import pytest

from tests.test_reconcile_grades import FARLAND, FINDERS, saying, told, unnamed
from truceline.knowledge import load
from truceline.model.actor import Actor
from truceline.model.claim import Culprit, Figure, Place, Position
from truceline.model.statement import Speaker, Statement
from truceline.reconcile.grades import find_grades
from truceline.reconcile.world import Holder, World


def test_a_state_s_agency_that_tells_in_its_own_voice_of_army_units_tells_of_its_own() -> None:
    agency = Actor("xlna", "Xland News Agency", "agency", speaks_for="xland")
    world = World({**FARLAND.actors, "xlna": agency}, lambda _: None, [], load().names.roles)
    place = told(Place("Xtown", "Xtown", "xtown", "exact", country="xl"), "place", "xlna")
    one = told(Culprit((), "army units", "fact"), "responsible", "xlna", at=7)
    voice = Holder("xlna", "Xland News Agency", "xland", (), "printed the same words")
    own = [msgspec.structs.replace(claim, holder=voice) for claim in (place, one)]
    assert find_grades(own, world).who.grade == "confirmed"
    foreign = msgspec.structs.replace(voice, side=None)
    others = [msgspec.structs.replace(claim, holder=foreign) for claim in own]
    assert find_grades(others, world).who.grade == "attributed"


@pytest.mark.parametrize(
    ("holder", "grade"),
    [
        pytest.param("a security source", "confirmed", id="of the land in which it happened"),
        pytest.param("a resident", "attributed", id="he is nobody's official"),
    ],
)
def test_an_official_without_a_name_who_confirms_the_raids_confirms_them_for_his_state(
    holder: str, grade: str
) -> None:
    world = World(FARLAND.actors, lambda _: None, [], load().names.roles)
    place = told(Place("Xtown", "Xtown", "xtown", "exact", country="xl"), "place", "doctor")
    blame = told(Culprit(("xland:army",), "army planes", "fact"), "responsible", "doctor", at=7)
    said = Statement("s", Speaker(holder), (), (), "confirms", "indirect")
    word = told(Position("confirms", "occurrence"), "position", holder, "confirms", "occurrence", at=9)
    word = msgspec.structs.replace(word, holder=unnamed(holder), statement=said)
    assert find_grades([place, blame, word], world).who.grade == grade
    elsewhere = msgspec.structs.replace(place.claim.value, country="zz")
    away = msgspec.structs.replace(place, claim=msgspec.structs.replace(place.claim, value=elsewhere))
    assert find_grades([away, blame, word], world).who.grade == "attributed"


def test_who_has_counted_the_dead_during_an_inquiry_names_the_doer_as_a_finding() -> None:
    blamed = told(Culprit(("army",), "the army", "fact"), "responsible", "watch")
    toll = told(Figure(9, 9, "exact", "killed"), "toll", "watch", at=7)
    counted = saying(toll, "says", "that nine people died during its investigation")
    assert find_grades([saying(blamed, "says"), counted], FINDERS).who.grade == "confirmed"
    assert find_grades([saying(blamed, "says"), saying(toll, "says")], FINDERS).who.grade == "attributed"
