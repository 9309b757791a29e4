"""Terms: the table of cases, and what holds for every term."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deal_text import DEALS, cast_of, dates_of, parsed, statements_of
from truceline.extract.terms import find_terms
from truceline.knowledge.deals import load_deals, words_of
from truceline.model.document import Span
from truceline.model.errors import BadKnowledge
from truceline.model.statement import Speaker, Statement
from truceline.model.terms import Obligation, Term

CASES = tomllib.loads((Path(__file__).parent / "cases" / "terms.toml").read_text("utf-8"))["case"]


def read(case) -> tuple[Term, ...]:
    text = parsed(case["text"], case.get("heading", ""))
    cast, dates = cast_of(text, case.get("actors", {})), dates_of(text, case.get("dates", {}))
    return find_terms(text, DEALS, cast, statements_of(text, case.get("said", [])), dates)


def told(term: Term) -> Iterator[str]:
    """Yield what is told of a deal, one line each, in the words of the table."""
    yield f"{term.kind} x{len(term.mentions)}"
    yield from (f"{party.role} {party.actor}" for party in term.parties)
    for name in ("announced", "effective", "ended"):
        if when := getattr(term, name):
            yield f"{name} {when.first}"
    yield from (f"lasted: {span.quote}" for span in term.durations)
    for status in term.status:
        by = f" by {' '.join(status.by)}" if status.by else ""
        yield f"{status.state}{by}{f', {status.statement}' if status.statement else ''}"
    for owed in term.obligations:
        yield duty(owed)
        for said in owed.performance:
            yield f"{said.says}{f' of {said.of}' if said.of else ''}{f', {said.statement}' if said.statement else ''}"


def duty(owed: Obligation) -> str:
    marks = [f"order {owed.order}"] if owed.order else []
    marks += [owed.condition] if owed.condition else []
    marks += ["reserved"] if owed.reservation else []
    marks += [owed.text_status] if owed.text_status != "reported" else []
    who = " ".join(owed.bearers) or "?"
    through = f" through {' '.join(owed.performers)}" if owed.performers else ""
    return f"{who}{through} {owed.duty}: {owed.action}" + (f" ({', '.join(marks)})" if marks else "")


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case):
    assert [line for term in read(case) for line in told(term)] == case["found"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two villagers died on Monday as gunmen breached the truce by shelling a mill.", "gunmen"),
        ("Terrorist groups have stepped up their raids, breaching the truce day by day.", "Terrorist groups"),
        ("Committees in the port say that the raids breached the truce.", ""),
        ("Observers say that a gunman broke the truce.", ""),
        # What lost its comma: the participle hangs on the place.
        (
            "Terrorist groups intensified their attacks in several provinces repeatedly breaching the truce.",
            "Terrorist groups",
        ),
    ],
)
def test_fighters_without_a_name_who_break_it_owe_it_by_their_words(text, words):
    [term] = read({"text": text})
    [owed] = term.obligations
    assert (owed.bearers, owed.bearer_as_said, owed.duty) == ((), words, "refrain")


def test_a_day_that_lost_its_comma_is_none_of_the_words_for_who_broke_it():
    day = "May 5 2019"
    text = f"Since {day} terrorist groups have breached the truce 12 times."
    [term] = read({"text": text, "dates": {day: "2019-05-05"}})
    assert [owed.bearer_as_said for owed in term.obligations] == ["terrorist groups"]


def test_whom_arms_are_handed_over_to_is_for_whom_it_is():
    text = "An evacuation deal was signed. Rebels are set to hand over their arms to Northland on Monday."
    [term] = read({"text": text, "actors": {"Northland": "north"}})
    assert [owed.beneficiary for owed in term.obligations] == ["north"]


def test_who_condemns_raids_that_break_it_does_not_break_it():
    text = parsed("Rebels condemned the raids in several provinces repeatedly breaching the truce.")
    [cue] = [text.span(i, i + 1) for i, token in enumerate(text.tokens) if token.text == "condemned"]
    said = Statement(
        "s", Speaker("Rebels", None, "Rebels"), (cue,), (text.doc.span(17, 26),), "condemns", "indirect"
    )
    [term] = find_terms(text, DEALS, cast_of(text, {}), (said,), ())
    assert [owed.bearer_as_said for owed in term.obligations] == [""]


def test_what_only_describes_a_truce_keeps_no_duty_beside_a_breach():
    broken = "Northland said that Southland violated the truce"
    actors = {"Northland": "north", "Southland": "south"}
    [aside] = read({"text": f"{broken}, which is holding in the rest of the land.", "actors": actors})
    [told] = read({"text": f"{broken}. The truce is holding in the rest of the land.", "actors": actors})
    says = [[done.says for owed in term.obligations for done in owed.performance] for term in (aside, told)]
    assert says == [["breached"], ["met", "breached"]]


def spans(term: Term) -> Iterator[Span]:
    yield from (term.anchor, *term.mentions, *term.durations)
    for part in (*term.parties, *term.status, *term.obligations):
        yield from part.spans
    yield from (span for owed in term.obligations for said in owed.performance for span in said.spans)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_every_span_slices_to_its_quote_and_ids_are_one(case):
    text = parsed(case["text"], case.get("heading", "")).doc.text
    terms = read(case)
    assert all(text[span.start : span.end] == span.quote for term in terms for span in spans(term))
    ids = [term.id for term in terms] + [owed.id for term in terms for owed in term.obligations]
    assert len(set(ids)) == len(ids)
    assert read(case) == terms


def test_each_day_stands_with_its_words_and_with_who_tells_it():
    text = "Northland said that the truce took effect on May 4. The truce was announced on May 3."
    said = "the truce took effect on May 4"
    days = {"May 4": "2019-05-04", "May 3": "2019-05-03"}
    (term,) = read({"text": text, "actors": {"Northland": "north"}, "dates": days, "said": [["north", said]]})
    assert [(one.turn, one.when.said, one.spans[0].quote, one.statement) for one in term.dates] == [
        ("in_effect", "May 4", "truce took effect on May 4", "said by north"),
        ("announced", "May 3", "truce was announced on May 3", None),
    ]


def test_a_long_sentence_is_quoted_around_the_deal():
    names = " and ".join(f"the village of Number {n}" for n in range(40))
    (term,) = read({"text": f"The convoys passed {names} under the truce that was signed on the coast."})
    assert len(term.mentions[0].quote) <= 300
    assert "truce" in term.mentions[0].quote


def test_words_are_split_as_the_parser_splits_them():
    assert words_of("cease-fire deal") == ("cease", "-", "fire", "deal")


def test_a_lexicon_that_contradicts_itself_is_refused(tmp_path):
    import truceline.knowledge.deals as module

    words = (Path(module.__file__).parent / "deals.yml").read_text("utf-8")
    (tmp_path / "deals.yml").write_text(
        words.replace("  evacuation: [evacuation deal,", "  evacuation: [truce,")
    )
    with pytest.raises(BadKnowledge, match="'truce' is both"):
        load_deals(tmp_path)


def test_a_lexicon_of_the_wrong_shape_is_refused(tmp_path):
    import truceline.knowledge.deals as module

    words = (Path(module.__file__).parent / "deals.yml").read_text("utf-8")
    (tmp_path / "deals.yml").write_text(words + "\nunknown: [word]\n")
    with pytest.raises(BadKnowledge, match="unknown"):
        load_deals(tmp_path)
