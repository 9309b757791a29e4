"""What pages say of hand-made nouns."""

import datetime
import json
import re

import msgspec
import pytest
from rich.console import Console

from tests.nouns import DAY, TEXT, account, agreement, incident, obligation, span, toll
from truceline.export.agreement import agreement_list, agreement_page
from truceline.export.document import document_page
from truceline.export.incident import incident_list, incident_page
from truceline.export.json import encode, encode_each
from truceline.export.lists import measure_list, statement_list
from truceline.export.page import THEME, Quotes, document_label
from truceline.export.words import (
    MARKS,
    agreement_sentence,
    days_words,
    incident_sentence,
    listed,
    toll_words,
    where_words,
)
from truceline.model.copies import Copy
from truceline.model.document import Document, Part, Trace
from truceline.model.record import Days, Incident, MeasureShown, Revised, Where, WhoGrade
from truceline.model.statement import Speaker, Statement
from truceline.model.when import When

DOCUMENT = Document(
    "d1",
    "",
    "text",
    "utf-8",
    TEXT,
    outlet="Harbour Post",
    published=When(DAY, DAY, "day", "10 March", "said"),
)
DOCUMENTS = {"d1": DOCUMENT}


def words(page, width=110):
    console = Console(theme=THEME, width=width, no_color=True, highlight=False)
    with console.capture() as captured:
        console.print(page)
    return captured.get()


@pytest.mark.parametrize(
    ("low", "high", "exactness", "said"),
    [
        (28, 41, "exact", "28 to 41"),
        (28, 28, "exact", "28"),
        (100, 100, "about", "about 100"),
        (19, None, "at least", "19 or more"),
        (24, None, "vague", "vaguely 24 or more"),
        (None, 40, "at most", "at most 40"),
        (None, None, "exact", "not told"),
        (0, 0, "exact", "0"),
    ],
)
def test_a_range_in_words(low, high, exactness, said):
    assert toll_words(toll(low, high, exactness=exactness)) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, "day not told"),
        (Days(DAY, DAY, "day", ""), "10 March 2019"),
        (Days(DAY, datetime.date(2019, 3, 17), "days", ""), "10 March 2019 to 17 March 2019"),
        (Days(datetime.date(2019, 3, 1), datetime.date(2019, 3, 31), "month", ""), "March 2019"),
        (Days(DAY, None, "span", "since Sunday"), "from 10 March 2019"),
        (Days(None, DAY, "span", ""), "until 10 March 2019"),
        (Days(None, None, "days", "a few days later"), "“a few days later”"),
    ],
)
def test_days_in_words(days, said):
    assert days_words(days) == said


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (None, "place not told"),
        (Where("Mardrin", "Mardrin", 1.0, 2.0, "exact"), "Mardrin"),
        (Where("Brennick", "Brennik", 1.0, 2.0, "near", "near"), "near Brennick"),
        (Where("Quarrow", "Quarrow", 1.0, 2.0, "province"), "Quarrow (province)"),
        (Where("the ridge", "the ridge", None, None, "unlocated"), "the ridge (not located)"),
    ],
)
def test_a_place_that_is_no_pin_says_so(where, said):
    assert where_words(where) == said


@pytest.mark.parametrize(
    ("names", "said"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_listed(names, said):
    assert listed(names) == said


def test_stances_that_must_not_be_confused_have_different_marks():
    assert len({MARKS[stance] for stance in ("says", "accuses", "admits", "denies", "doubts")}) == 5


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (WhoGrade("attributed, denied", ("Kelmarran army",), ()), "attributed to Kelmarran army, denied"),
        (WhoGrade("confirmed", ("Drovane",), ()), "done by Drovane, confirmed"),
        (WhoGrade("contested", ("A", "B"), ()), "who did it is contested: A and B"),
        (WhoGrade("unknown", (), ()), "who did it is not told"),
    ],
)
def test_the_sentence_tells_how_sure_it_is_who_did_it(who, said):
    one = incident()
    told = msgspec.structs.replace(one, grades=msgspec.structs.replace(one.grades, who=who))
    assert said in incident_sentence(told)


def test_the_sentence_has_the_range_and_the_dispute():
    assert incident_sentence(incident()) == (
        "Two reports tell of it; 28 to 41 killed; attributed to Kelmarran army, denied; in dispute: toll."
    )


def test_a_part_of_a_total_is_not_told_as_a_total():
    parts = (toll(28, 28), toll(24, 24, part_of="the 28 dead", status="civilian"))
    assert "24" not in incident_sentence(incident(tolls=parts))


def test_an_incident_page_has_both_grades_every_holder_and_every_quote():
    page = words(incident_page(incident(), DOCUMENTS))
    for part in (
        "Fair",
        "Attributed, denied: Kelmarran army",
        "○ denies",
        "for Kelmarra",
        "via Lodestar",
        "would change it",
    ):
        assert part in page
    assert "“The army denied that it had bombed it.”" in page
    assert "Harbour Post, 10 March 2019 · d1:0–66" in page


@pytest.mark.parametrize("width", [80, 110])
def test_the_table_comes_first_and_nothing_of_it_is_cut(width):
    page = words(incident_page(incident(), DOCUMENTS), width)
    heads = ("Who says what", "Figures", "Did it happen?", "Who did it?", "In dispute", "Read from")
    at = [page.index(f"\n{head}\n") for head in heads]
    assert at == sorted(at)
    assert "…" not in page
    assert max(map(len, page.splitlines())) <= width


def test_a_holder_stands_once_with_all_its_stances():
    both = (
        account("Kelmarran army", "says", tolls=(toll(9, 9),)),
        account("Kelmarran army", "denies", object="toll"),
    )
    page = words(incident_page(incident(accounts=both), DOCUMENTS))
    table = page.split("Who says what")[1].split("\nFigures")[0]
    assert table.count("Kelmarran army") == 1
    assert "● says" in table
    assert "○ denies toll" in table


def test_what_was_replaced_stands_with_its_day_and_struck_through():
    old = Revised(19, None, "at least", DAY, (span("The army denied"),))
    own = account("Rescue service", "says", tolls=(toll(28, 28, revised=(old,)),), first=DAY, latest=DAY)
    other = account(
        "Medics", "says", tolls=(toll(19, None, evidence=(span("The army denied"),)),), independent=0
    )
    one = incident(accounts=(own, other), tolls=(toll(28, 28, revised=(old,)),))
    page = " ".join(words(incident_page(one, DOCUMENTS), width=140).split())
    assert page.count("earlier 19 or more (10 Mar 2019)") == 2
    assert "19 or more killed (overtaken)" in page
    assert "1 report" in page
    assert "0 indep." in page
    console = Console(theme=THEME, width=140, force_terminal=True, highlight=False)
    with console.capture() as captured:
        console.print(incident_page(one, DOCUMENTS))
    assert "\x1b[9m19 or more\x1b[0m" in captured.get()


def test_the_high_figure_is_the_top_or_open():
    page = words(incident_page(incident(tolls=(toll(28, 41), toll(19, None, effect="wounded"))), DOCUMENTS))
    assert re.search(r"killed .*28 to 41 +28 +– +41", page)
    assert re.search(r"wounded .*19 or more +19 +– +open", page)


def test_spans_of_one_sentence_share_a_number_and_the_sentence_is_shown_once():
    page = words(incident_page(incident(), DOCUMENTS))
    assert page.count("“The market was bombed, killing 28 people") == 1
    assert "[1]" in page.split("Did it happen?")[1].split("Who did it?")[0]
    assert "[2]" in page.split("Who did it?")[1].split("In dispute")[0]


@pytest.mark.parametrize(
    ("text", "quote", "shown"),
    [
        ("It rained. Guns fired in U.S. cities. It ended.", "Guns", "Guns fired in U.S. cities."),
        ("Headline without a point\nGuns fired.", "Guns", "Guns fired."),
        ("A line that is\nwrapped goes on. End.", "wrapped", "A line that is wrapped goes on."),
        ("“We fired.” They left.", "left", "They left."),
        ("Guns fired", "Guns fired", "Guns fired"),
        ("It rained. Guns fired. It ended.", "fired. It", "Guns fired. It ended."),
    ],
)
def test_a_quote_is_shown_in_its_sentence(text, quote, shown):
    doc = Document("d9", "", "text", "utf-8", text)
    quotes = Quotes({"d9": doc})
    quotes.cite([doc.span(text.index(quote), text.index(quote) + len(quote))])
    assert f"“{shown}”" in words(quotes.render())


def test_without_the_document_the_quote_itself_is_shown():
    page = words(incident_page(incident(), {}))
    assert "“killing 28 people”" in page


def test_an_altered_copy_is_marked_where_it_is_quoted():
    one = incident(accounts=(account("Nobody", "says", altered=True),))
    assert "altered copy" in " ".join(words(incident_page(one, DOCUMENTS), width=200).split())


def test_words_in_brackets_stay_words():
    one = incident(title="Strike [bold]on[/bold] the market")
    assert "[bold]on[/bold]" in words(incident_page(one, DOCUMENTS))


def test_an_agreement_page_puts_sequenced_duties_first():
    page = words(agreement_page(agreement(), DOCUMENTS))
    at = [
        page.index(action) for action in ("withdraw heavy guns", "exchange prisoners", "let investigators in")
    ]
    assert at == sorted(at)
    assert "Kelmarra: not met" in page
    assert "nothing is said of its performance" in page


def test_a_bearer_that_is_not_named_is_said_to_be_not_named():
    one = agreement(obligations=(obligation("hold fire", bearer=()),))
    assert "bearer not named" in words(agreement_page(one, DOCUMENTS))


def test_who_is_not_told_to_be_bound_is_said_to_be_not_told():
    assert agreement_sentence(agreement(parties=())).startswith("The bound sides are not told; brokered by")


def test_the_lists_have_the_ids():
    assert "0a1b2c3d4e5f" in words(incident_list([incident()]))
    assert "a1b2c3d4e5f6" in words(agreement_list([agreement()]))
    assert "No incident." in words(incident_list([]))


def test_json_is_the_noun_and_comes_back_as_it():
    one = incident()
    told = encode(one)
    assert msgspec.json.decode(told, type=Incident) == one
    assert json.loads(told)["date"]["from"] == "2019-03-10"
    assert json.loads(told)["accounts"][0]["evidence"][0]["document"] == "d1"


def test_a_document_page_has_every_character():
    text = "Menu\nThe market was bombed.\nSubscribe [now]!"
    doc = Document(
        "d1",
        "",
        "text",
        "utf-8",
        text,
        (Part(5, 27, "body"),),
        traces=(Trace("swap", "“atmosphere strike”"),),
    )
    page = words(document_page(doc))
    assert text in page
    assert "atmosphere strike" in page


def test_a_document_page_says_whom_it_repeats_and_who_repeats_it():
    one, other = (
        Document(name, "", "text", "utf-8", text, (Part(0, len(text), "body"),), outlet=outlet)
        for name, text, outlet in (
            ("d1", "Nine died in Ostrel, the mayor said.", "Ostrel Radio"),
            ("d2", "Nine died in Ostrel, the mayor pronounced.", "Hill Mail"),
        )
    )
    copies = [Copy("d2", "d1", "altered", 0.8, "shares much")]
    both = {"d1": one, "d2": other}
    made, first = words(document_page(other, copies, both)), words(document_page(one, copies, both))
    assert "Repeats" in made
    assert "Ostrel Radio" in made
    assert re.search(r"said +pronounced", made)
    assert "Repeated by" not in made
    assert "Repeated by" in first
    assert "Hill Mail" in first
    assert "Repeats" not in first


def test_a_label_says_outlet_day_and_alteration():
    when = When(DAY, DAY, "day", "10 March", "said")
    doc = Document("d1", "", "text", "utf-8", "x", outlet="Harbour Post", published=when)
    assert document_label(doc) == "Harbour Post, 10 March 2019"
    assert document_label(msgspec.structs.replace(doc, traces=(Trace("swap", "x"),))).endswith("altered copy")


def test_a_statement_shows_its_chain():
    one = Statement(
        "s1",
        Speaker("Gazette"),
        (),
        (span("The market was bombed"),),
        "says",
        "indirect",
        via=(Speaker("Herald"),),
    )
    page = words(statement_list([one]))
    assert "via Herald" in page
    assert "● says" in page


def test_a_measure_shows_its_rung_and_its_condition():
    one = MeasureShown(
        "m1",
        "Union",
        "Kelmarra",
        None,
        "sanctions",
        "considering sanctions",
        "ruled_out",
        "if it rains",
        None,
        "Post",
        (),
    )
    page = " ".join(words(measure_list([one]), width=200).split())
    assert "ruled out" in page
    assert "condition: if it rains" in page


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_list_printed_noun_by_noun_is_the_list(count):
    several = [incident(id=f"{n}") for n in range(count)]
    assert "".join(encode_each(iter(several))) == encode(several)
