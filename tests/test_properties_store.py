import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store_sample import KNOWLEDGE, METHOD, sample
from truceline.model.actor import Actor
from truceline.model.copies import Copy
from truceline.model.document import Document, Raw
from truceline.model.event import Event
from truceline.model.judgement import Judgement
from truceline.model.reading import Reading
from truceline.model.record import (
    Agreement,
    CitationShown,
    ConditionShown,
    ExhibitShown,
    Incident,
    MeasureShown,
)
from truceline.model.statement import Statement
from truceline.model.terms import Term
from truceline.store import read, write
from truceline.store.archive import write_archive
from truceline.store.content import decode, encode, pack, unpack
from truceline.store.derived import Derived
from truceline.store.fold import fold, origin
from truceline.store.open import open_or_create
from truceline.store.restore import add_archive

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
# What SQLite holds in an integer column.
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(str, WORDS)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
NOUNS = (
    Statement, Event, Term, Incident, Agreement, MeasureShown, ConditionShown, ExhibitShown, CitationShown, Actor, Copy,
    Judgement,
)  # fmt: skip


@pytest.mark.parametrize("kind", NOUNS, ids=lambda kind: kind.__name__)
def test_every_noun_survives_packing(kind):
    @SLOW
    @given(st.from_type(kind))
    def survives(noun):
        content = encode(noun)
        assert b"\n" not in content
        assert decode(unpack(pack(content)), kind) == noun
        assert encode(decode(content, kind)) == content

    survives()


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with open_or_create(tmp_path_factory.mktemp("properties") / "war.truceline") as opened:
        write.add_document(opened, sample(1).raw)
        yield opened


def filled_with(record, **nouns):
    write.replace_derived(
        record, Derived(read.marks(record), METHOD, KNOWLEDGE, **({"readings": ()} | nouns))
    )


def test_whatever_is_derived_comes_back(record):
    @SLOW
    @given(
        st.lists(st.from_type(Incident), max_size=2),
        st.lists(st.from_type(Agreement), max_size=2),
        st.lists(st.from_type(Actor), max_size=2),
    )
    def comes_back(incidents, agreements, actors):
        filled_with(record, incidents=incidents, agreements=agreements, actors=actors)
        for found, told in (
            (read.incidents(record), incidents),
            (read.agreements(record), agreements),
            (read.actors(record), actors),
        ):
            assert sorted(map(repr, found)) == sorted(map(repr, told))

    comes_back()


def test_whatever_was_read_comes_back(record):
    (doc,) = (one.id for one in read.raws(record))

    @SLOW
    @given(
        WORDS,
        st.lists(st.from_type(Event), max_size=2),
        st.lists(st.from_type(Statement), max_size=2),
        st.text(),
    )
    def comes_back(text, events, statements, method):
        method = method.encode("utf-8", "replace").decode()
        kept = Document(doc, "0" * 64, "text", "utf-8", text)
        reading = Reading(kept, method, "", statements=tuple(statements), events=tuple(events))
        again = next(read.newest_readings(record, method=method), None)
        write.add_reading(record, reading)
        assert next(read.newest_readings(record, method=method)) == (again or reading)
        filled_with(record, readings=[reading])
        assert list(read.events(record)) == events
        assert list(read.statements(record)) == statements

    comes_back()


@SLOW
@given(words=st.text(max_size=40))
def test_no_words_break_the_search(record, words):
    for hit in read.search(record, words):
        assert hit.kind in ("document", "incident", "agreement", "actor")


@SLOW
@given(before=WORDS, word=st.from_regex(r"[A-Za-zÀ-ÖØ-öø-ÿء-ي]{3,12}", fullmatch=True), after=WORDS)
def test_a_word_is_found_where_it_stands(record, before, word, after):
    one = sample(1)
    text = f"{before} {word} {after}"
    reading = Reading(
        msgspec.structs.replace(one.reading.document, text=text, parts=()), f"reader of {text}", ""
    )
    write.add_reading(record, reading)
    filled_with(record, readings=[reading])
    for asked in (word, word.upper(), word.lower(), fold(word), word[:3] + "*"):
        (hit,) = read.search(record, asked)
        assert fold(asked.rstrip("*")) in fold(hit.span.quote)
        assert text[hit.span.start : hit.span.end] == hit.span.quote


@given(st.text(min_size=1))
def test_every_folded_character_has_its_origin(text):
    folded = fold(text)
    origins = [origin(text, index) for index in range(len(folded))]
    assert origins == sorted(origins)
    assert "".join(fold(text[i]) for i in sorted(set(origins))) == folded
    with pytest.raises(IndexError):
        origin(text, len(folded))


def test_origins_in_a_long_text():
    text = "ß" * 10_000 + "x"
    assert origin(text, 20_000) == 10_000
    assert origin(text, 9_001) == 4_500


def test_any_documents_and_judgements_come_through_the_archive(tmp_path_factory):
    raws = st.builds(Raw, WORDS, st.sampled_from(["text", "html", "row"]), st.binary(max_size=300))

    @settings(SLOW, max_examples=15)
    @given(st.lists(raws, max_size=6), st.lists(st.from_type(Judgement), max_size=3))
    def come_through(raws, judgements):
        folder = tmp_path_factory.mktemp("archive")
        with (
            open_or_create(folder / "a.truceline") as record,
            open_or_create(folder / "b.truceline") as other,
        ):
            for raw in raws:
                write.add_entry(
                    record, at="2031-01-01", name=raw.name, document=write.add_document(record, raw)
                )
            for judgement in judgements:
                write.add_judgement(record, judgement)
            write_archive(record, folder / "a.zip")
            add_archive(other, folder / "a.zip", at="2032-01-01")
            write_archive(other, folder / "b.zip")
            assert {raw.content for raw in read.raws(other)} == {raw.content for raw in raws}
        assert (folder / "a.zip").read_bytes() == (folder / "b.zip").read_bytes()

    come_through()
