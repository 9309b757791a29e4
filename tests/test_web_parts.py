"""The parts of a page: sheets, evidence, coverage, the selection, the drawings."""

import datetime

import msgspec
import pytest

from tests.demo import demo_record
from tests.nouns import DAY, account, incident, toll
from truceline.export.beside import grouped
from truceline.export.words import lowered
from truceline.model.copies import Copy
from truceline.model.document import Document, Part, Span, Trace
from truceline.model.errors import NotFound
from truceline.model.record import Days, Where
from truceline.model.when import When
from truceline.store import read
from truceline.web.coverage import coverage
from truceline.web.evidence import Evidence
from truceline.web.masked import Names
from truceline.web.pages import near
from truceline.web.selection import Selection, select
from truceline.web.sheets import Kin, kin, sheet
from truceline.web.strip import strips

NOBODY = Names([], public=[])
TEXT = "MENU\nStrike kills 28\n\nThe market was <hit>.\r\nNine\x00 died. שלום said 4.\nSubscribe"


def document(text=TEXT, *kinds):
    parts = []
    for line, kind in zip(text.split("\n"), kinds, strict=False):
        start = text.index(line) if line else 0
        if line:
            parts.append(Part(start, start + len(line), kind))
    return Document(
        "d1", "0" * 64, "text", "utf-8", text, tuple(parts), title="Strike kills 28", outlet="Herald"
    )


def days(first, last=None):
    return Days(datetime.date(2019, 3, first), datetime.date(2019, 3, last or first), "day", "")


def test_a_sheet_has_every_character_that_a_reader_sees_at_its_place():
    doc = document(TEXT, "boilerplate", "title")
    shown = sheet(doc, (), NOBODY, Kin())
    pieces = [piece for line in shown.lines() for piece in line]
    assert [piece.kind for piece in pieces] == ["boilerplate", "title", "rest", "rest", "rest"]
    for piece in pieces:
        kept = TEXT[piece.start : piece.start + len(piece.text)]
        assert piece.text == kept.replace("\r", " ").replace("\x00", "�")
    assert (
        "".join(piece.text for piece in pieces).replace(" ", "")
        == "MENUStrikekills28Themarketwas<hit>.Nine�died.שלוםsaid4.Subscribe"
    )


def test_a_line_is_cut_where_its_purpose_changes():
    doc = Document(
        "d1", "0" * 64, "text", "utf-8", "By Ann Lee 3 May", (Part(0, 10, "byline"), Part(11, 16, "date"))
    )
    [line] = sheet(doc, (), NOBODY, Kin()).lines()
    assert [(piece.kind, piece.start, piece.text) for piece in line] == [
        ("byline", 0, "By Ann Lee"),
        ("rest", 10, " "),
        ("date", 11, "3 May"),
    ]


def test_swapped_words_are_cut_out_and_keep_their_places():
    doc = Document("d1", "0" * 64, "text", "utf-8", "They pronounced it.", (Part(0, 19, "body"),))
    doc = msgspec.structs.replace(doc, traces=(Trace("swap", "pronounced", (doc.span(5, 15),)),))
    [line] = sheet(doc, (), NOBODY, Kin("altered")).lines()
    assert [(piece.kind, piece.start, piece.text) for piece in line] == [
        ("body", 0, "They "), ("body trace", 5, "pronounced"), ("body", 15, " it."),
    ]  # fmt: skip


def test_a_copy_is_shown_with_its_own_words_set_off_and_knows_its_kin():
    original = document("Twenty died in the market. The army denied it.")
    copy = msgspec.structs.replace(original, id="d2", text="Twenty passed in the market. The army denied it.")
    copy = msgspec.structs.replace(copy, parts=(Part(0, len(copy.text), "body"),))
    original = msgspec.structs.replace(original, parts=(Part(0, len(original.text), "body"),))
    copies = [Copy("d2", "d1", "altered", 0.9, "because"), Copy("d3", "d1", "reprint", 1.0, "because")]
    both = {"d1": original, "d2": copy}
    [line] = sheet(copy, (), NOBODY, kin(copy, copies, both)).lines()
    assert [(piece.kind, piece.text) for piece in line] == [
        ("body", "Twenty "), ("body changed", "passed"), ("body", " in the market. The army denied it."),
    ]  # fmt: skip
    assert kin(original, copies, both) == Kin(copies=("d2", "d3"))
    lost = kin(copy, [Copy("d2", None, "altered", 1.0, "because")], both)
    assert (lost.copied_as, lost.copy_of, lost.changed) == ("altered", None, ())


def test_evidence_opens_its_place_and_numbers_its_sentence():
    doc = document("Twenty died. The army denied it.")
    evidence = Evidence("incident-1", {"d1": sheet(doc, (), NOBODY, Kin())}, NOBODY)
    made = evidence.open("20 <b>", [doc.span(0, 6), doc.span(0, 6)], "killed")
    assert 'data-at="d1:0-6"' in made
    assert "20 &lt;b&gt;" in made
    assert '<a href="#incident-1-1">1</a>' in made
    assert "incident-1-2" in evidence.open("denied", [doc.span(22, 28)])
    quotes = {
        number: "".join(f"[{text}]" if marked else text for text, marked in quote.pieces)
        for number, quote in evidence.quotes()
    }
    assert quotes == {1: "[Twenty] died.", 2: "The army [denied] it."}


def test_a_value_without_evidence_is_no_link():
    assert Evidence("x", {}, NOBODY).open("not <told>", ()) == "not &lt;told&gt;"


def test_coverage_tells_what_is_held():
    said = When(DAY, DAY, "day", "10 March", "said")
    docs = [
        msgspec.structs.replace(document(), published=said),
        msgspec.structs.replace(document(), id="d2", outlet=None),
    ]
    held = coverage(docs, frozenset({"d2"}))
    assert held.words == "two reports, one outlet, 10 March 2019, 1 copy"
    assert (held.undated, held.altered) == (1, 0)
    assert coverage([]).words == "no reports, no outlets, no day of publication told"


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (Selection(), lambda one: True),
        (Selection(place="Mardrin"), lambda one: any(p.name == "Mardrin" for p in places(one))),
        (
            Selection(place="brennik"),
            lambda one: any(p.said == "Brennik" or p.name == "Brennick" for p in places(one)),
        ),
    ],
)
def test_a_selection_keeps_what_it_names(selection, kept):
    with demo_record() as record:
        documents = {doc.id: doc for doc in read.documents(record)}
        found = select(record, selection, documents)
        assert found.incidents
        assert all(kept(one) for one in found.incidents)
        if selection == Selection():
            assert list(found.incidents) == list(read.incidents(record))
            assert not found.told
        else:
            assert len(found.incidents) < len(list(read.incidents(record)))
            assert found.told


def places(one):
    return [place for place in (one.place, *(account.place for account in one.accounts)) if place]


def test_since_a_day_keeps_what_lasts_until_then():
    with demo_record() as record:
        documents = {doc.id: doc for doc in read.documents(record)}
        found = select(record, Selection(since=datetime.date(2019, 3, 11)), documents)
        days_told = [one.date.last for one in found.incidents if one.date and one.date.last]
        assert days_told
        assert min(days_told) >= datetime.date(2019, 3, 11)
        assert len(found.incidents) < len(list(read.incidents(record)))


def test_an_agreement_brings_what_its_reports_tell():
    with demo_record() as record:
        documents = {doc.id: doc for doc in read.documents(record)}
        [first, *_] = read.agreements(record)
        found = select(record, Selection(agreement=first.id[:6]), documents)
        assert found.agreements == (first,)
        assert all(set(one.documents) & set(first.documents) for one in found.incidents)


@pytest.mark.parametrize("selection", [Selection(place="Nowhere"), Selection(agreement="zzz")])
def test_what_is_not_there_is_said(selection):
    with demo_record() as record, pytest.raises(NotFound):
        select(record, selection, {})


def test_a_strip_has_one_place_for_each_figure_and_no_labels_over_each_other():
    one = incident(
        tolls=(toll(28, 41),),
        accounts=tuple(
            account(name, "says", side=side, tolls=(toll(number, number),))
            for name, number, side in (
                ("Rescue", 28, None),
                ("Front", 41, "Front"),
                ("Herald", 28, None),
                ("Agency", 30, None),
            )
        ),
    )
    [strip] = strips(one)
    assert [(figure.number, figure.holders, figure.speaks_for) for figure in strip.figures] == [
        (28, "Herald, Rescue", False), (30, "Agency", False), (41, "Front", True),
    ]  # fmt: skip
    assert strip.figures[0].x < strip.figures[1].x < strip.figures[2].x
    assert strip.figures[0].level != strip.figures[1].level


def test_no_strip_where_holders_agree():
    assert (
        strips(
            incident(
                accounts=(
                    account("A", "says", tolls=(toll(28, 28),)),
                    account("B", "says", tolls=(toll(28, 28),)),
                )
            )
        )
        == []
    )


def test_what_is_near_in_time_comes_nearest_first():
    rest = (
        incident(id="far", date=days(30)),
        incident(id="elsewhere", date=days(10), place=Where("Xtown", "Xtown", 10.0, 10.0, "exact")),
        incident(id="b", date=days(12)),
        incident(id="a", date=days(11)),
    )
    assert [one.id for one in near(incident(), (incident(), *rest))] == ["a", "b"]
    assert near(incident(date=None), rest) == []


def test_an_altered_sentence_is_shown_beside_its_original():
    text = "Shells fired from the hills killed nine people in Marden on Tuesday. Envoys met in Velora on the same day."
    doc = Document("d1", "0" * 64, "text", "utf-8", text, (Part(0, len(text), "body"),))
    spun = "Shells discharged from the slopes slew nine folk in Marden on Tuesday."
    original = sheet(doc, (), NOBODY, Kin())
    beside = original.beside(Span("d2", 0, len(spun), spun))
    assert beside is not None
    assert beside.pieces[0][0].startswith("Shells fired from the hills")
    assert original.beside(Span("d2", 0, 30, "Nobody knows who blew up a mill")) is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("The dead", "the dead"),
        ("The 28", "the 28"),
        ("A woman and her three children", "a woman and her three children"),
        ("Two Brennick fighters", "Two Brennick fighters"),
        ("The Hague residents", "The Hague residents"),
        ("Brennick residents", "Brennick residents"),
        ("civilians", "civilians"),
        ("All", "All"),
        ("", ""),
    ],
)
def test_a_capital_that_only_the_sentence_gave_is_lowered_and_a_name_keeps_its_own(said, shown):
    assert lowered(said) == shown


def test_large_figures_of_conditions_have_commas():
    assert grouped("about 60000 to 1200000") == "about 60,000 to 1,200,000"
    assert grouped("at least 999") == "at least 999"
