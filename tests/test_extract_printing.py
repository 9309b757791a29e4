"""Those who print for a side: whose word is whose, with the actors of the examples."""

from tests.beside import reading


def test_the_websites_of_a_side_are_not_the_side():
    """Those who print for rebels are many: none of them speaks for all."""
    told = reading(
        "Highland Front websites stated that the toll had risen. The Highland Front said that it fell."
    )
    assert [one.speaker.actor for one in told.statements] == [None, "highland_front"]
