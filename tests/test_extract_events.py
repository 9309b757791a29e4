import datetime
import tomllib
from functools import cache
from pathlib import Path

import pytest

from truceline.extract.reading import read
from truceline.knowledge import load
from truceline.model.claim import Claim, Culprit, Date, Figure, Place, Position, Words
from truceline.model.document import Document, Part, body_of_lines
from truceline.model.event import Event
from truceline.model.reading import Reading
from truceline.model.when import When
from truceline.parse import parse

CASES = tomllib.loads((Path(__file__).parent / "cases" / "events.toml").read_text("utf-8"))["case"]
PUBLISHED = When(datetime.date(2021, 6, 10), datetime.date(2021, 6, 10), "day", "10 June 2021", "date-line/1")

knowledge = cache(load)


def reading(text: str) -> Reading:
    doc = Document("d", "", "text", "utf-8", text, body_of_lines(text), published=PUBLISHED)
    return read(next(parse([doc])), knowledge())


def shown(claim: Claim, found: Reading) -> str:
    said = next((s for s in found.statements if s.id == claim.statement), None)
    match claim.value:
        case Figure(low=low, high=high, effect=effect):
            value = f"{effect} {low}-{'' if high is None else high}"
        case Culprit(actors=actors, certainty=certainty):
            value = f"{' '.join(actors)} {certainty}"
        case Position(stance=stance, object=about):
            value = f"{stance} {about}" if about else stance
        case Words(text=text):
            value = text
        case Place(name=name):
            value = name
        case Date(when=when):
            value = when.said
    return f"{claim.property}: {value}" + (f" <- {said.speaker.name}" if said and said.speaker else "")


def real(found: Reading) -> list[Event]:
    return [
        e
        for e in found.events
        if not e.background and e.modality in ("happened", "ongoing", "denied", "not confirmed")
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_events_of_a_report(case: dict) -> None:
    found = reading(case["text"])
    claims = [shown(claim, found) for event in found.events for claim in event.claims]
    assert [event.kind for event in real(found)] == case["events"], claims
    assert [event.scope for event in real(found)] == case.get(
        "scopes", [event.scope for event in real(found)]
    )
    assert [claim for claim in case["claims"] if claim not in claims] == [], claims
    assert [claim for claim in claims for absent in case["absent"] if claim.startswith(absent)] == []


def test_every_span_of_a_reading_slices_to_its_quote() -> None:
    text = CASES[0]["text"] + " " + CASES[1]["text"]
    found = reading(text)
    spans = [span for event in found.events for claim in event.claims for span in claim.spans]
    assert spans
    assert all(text[span.start : span.end] == span.quote for span in spans)


def test_the_same_text_gives_the_same_reading() -> None:
    assert reading(CASES[1]["text"]) == reading(CASES[1]["text"])


def test_reports_that_cannot_be_confirmed_are_not_confirmed() -> None:
    [event] = reading(
        "Georgian officials met. Reports of shelling near Gori on Monday could not be verified."
    ).events
    assert event.modality == "not confirmed"


def test_both_strikes_are_laid_to_the_accused() -> None:
    [case] = [case for case in CASES if case["why"].startswith("both strikes")]
    found = reading(case["text"])
    accused = [
        {actor for value, _ in event.values(Culprit) for actor in value.actors} for event in real(found)
    ]
    assert accused == [{"russia"}, {"russia"}]


def test_the_history_of_a_chronology_is_kept_as_background() -> None:
    [case] = [case for case in CASES if "chronology" in case["why"]]
    assert [event.background for event in reading(case["text"]).events] == [True, False]


def under(title: str, body: str) -> Reading:
    """Read a report under a title."""
    parts = (Part(0, len(title), "title"), Part(len(title) + 2, len(title) + 2 + len(body), "body"))
    doc = Document("d", "", "text", "utf-8", f"{title}\n\n{body}", parts, published=PUBLISHED)
    return read(next(parse([doc])), knowledge())


def test_who_boasts_in_a_headline_has_counted_nobody() -> None:
    found = under(
        "Al-Shabaab claims responsibility for bombing near Mombasa, at least 20 dead",
        "Suicide bombers struck a market near Mombasa on Saturday. At least 20 people were killed, the mayor said. "
        "Al-Shabaab claimed the attack.",
    )
    tolls = {
        shown(claim, found) for event in found.events for claim in event.claims if claim.property == "toll"
    }
    assert tolls == {"toll: killed 20- <- the mayor"}


def test_a_headline_puts_what_came_before_its_news_to_its_own_event() -> None:
    found = under(
        "Army pounds Gori after gas attack",
        "Army forces bombarded the suburbs of Gori on Thursday, activists said. "
        "Nine people died on Wednesday in a chemical weapons attack on Gori, the clinic said.",
    )
    told = [[mention.quote for mention in event.mentions] for event in real(found)]
    assert [one for one in told if "bombarded" in one and "gas attack" in one] == []
    assert any({"chemical weapons attack", "gas attack"} <= set(one) for one in told), told


def test_a_headline_that_names_who_struck_is_not_over_the_gassing_that_they_answered() -> None:
    found = under(
        "Georgian base struck by Turkish rockets",
        "A volley of rockets damaged a base that was used to launch a gas attack on a village near Gori. "
        "Turkish rockets struck the base at Kutaisi on Friday, killing nine soldiers. "
        "The gas attack near Gori left 40 people dead.",
    )
    gassing = [event for event in real(found) if event.kind == "chemical"]
    claims = [shown(claim, found) for event in gassing for claim in event.claims]
    assert "toll: killed 40-40" in claims
    assert [claim for claim in claims if "turkey" in claim] == []


def test_the_bombardment_of_a_day_is_the_one_told_of_that_day_and_not_a_gassing_told_in_passing() -> None:
    found = reading(
        "Nine people were killed near Gori on Tuesday, hours after a gas attack left dozens dead in Kutaisi. "
        "The nine died in the aerial bombardment of several towns on Tuesday, a doctor said. Roads were closed. "
        "Shops stayed shut. The mayor said Tuesday's bombardment brought fear to the mills."
    )
    told = {event.kind: [mention.quote for mention in event.mentions] for event in real(found)}
    assert told["chemical"] == ["gas attack"]
    assert "bombardment" in told["air_strike"]


@pytest.mark.parametrize(
    ("told", "beside"),
    [
        ("The monitor added that 24 other people were killed.", True),
        ("The monitor added that 24 other people were killed in a raid on Khashuri.", False),
    ],
)
def test_others_who_died_come_to_those_told_before_where_no_other_deed_is_told(
    told: str, *, beside: bool
) -> None:
    found = reading(f"Three raids on the town of Gori killed 58 herders a monitor said. {told}")
    tolls = [claim.value for event in found.events for claim in event.claims if claim.property == "toll"]
    [others] = [toll for toll in tolls if isinstance(toll, Figure) and toll.low == 24]
    assert (others.part_of is not None) is beside
