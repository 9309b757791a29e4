"""A record on a PostgreSQL server: what a file does not need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import server
from tests.store_sample import KNOWLEDGE, METHOD, fill, sample
from truceline.model.document import Document, Raw
from truceline.model.errors import NotARecord, NotFound, RecordError
from truceline.model.reading import Reading
from truceline.pipeline.copying import copy_record
from truceline.store import read, write
from truceline.store.archive import write_archive
from truceline.store.check import check
from truceline.store.connection import told
from truceline.store.derived import Derived
from truceline.store.fold import fold
from truceline.store.open import create_record, open_or_create, open_record
from truceline.store.postgres import shown
from truceline.store.words import WORD, Term, query, stretches, vector


@pytest.fixture
def address(postgresql):
    return server.empty_place(postgresql)


def test_copied_to_a_server_and_back_it_is_the_same_archive(filled, address, tmp_path):
    write_archive(filled, tmp_path / "first.zip")
    copy_record(filled, address)
    with open_record(address) as on_server:
        assert check(on_server) == []
        copy_record(on_server, tmp_path / "back.truceline")
    with open_record(tmp_path / "back.truceline") as back:
        write_archive(back, tmp_path / "back.zip")
        assert read.marks(back) == read.marks(filled)
        assert list(read.entries(back)) == list(read.entries(filled))
    assert (tmp_path / "back.zip").read_bytes() == (tmp_path / "first.zip").read_bytes()


def test_a_copy_goes_only_where_nothing_is(filled, address, tmp_path):
    with open_or_create(address) as there:
        write.add_document(there, sample(1).raw)
    with pytest.raises(RecordError, match="not empty"):
        copy_record(filled, address)
    with open_record(address) as there:
        assert read.marks(there).documents == 1


def test_a_database_of_something_else_is_refused_and_untouched(address):
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("CREATE TABLE recipes (cake text)")
    for attempt in (open_record, open_or_create):
        with pytest.raises(NotARecord, match="something else"):
            attempt(address)
    with pytest.raises(RecordError, match="holds tables already"):
        create_record(address)


def test_what_cannot_be_reached_is_named_without_its_password(address):
    nowhere = "postgresql://ann:secret@127.0.0.1:1/war"
    with pytest.raises(RecordError, match=r"postgresql://ann@127\.0\.0\.1:1/war: ") as error:
        open_record(nowhere)
    assert "secret" not in str(error.value)
    gone = address.replace("/postgres?", "/none?")
    with pytest.raises(RecordError, match="none"):
        open_record(gone)
    assert (told(nowhere), shown("postgresql://ann@host/war")) == (
        "postgresql://ann@127.0.0.1:1/war", "postgresql://ann@host/war",
    )  # fmt: skip


def test_numbers_have_no_gaps_whatever_was_given_up(address):
    with open_or_create(address) as record:
        for content in (b"a", b"a", b"b"):
            write.add_document(record, Raw("x.txt", "text", content))
        with pytest.raises(RuntimeError), record.writing():
            write.add_document(record, Raw("x.txt", "text", b"c"))
            raise RuntimeError
        with pytest.raises(NotFound):
            write.add_reading(record, sample(12).reading)
        write.add_document(record, Raw("x.txt", "text", b"d"))
        assert read.marks(record).documents == 3


def test_the_character_zero_and_great_numbers_come_through(address):
    with open_or_create(address) as record:
        fill(record, sample(12))
        write.add_entry(record, at="2040-01-01", name="a\x00b")
        assert [one.name for one in read.entries(record)][-1] == "a\x00b"
        fill(record, sample(2**40))
        assert check(record) == []


def test_a_phrase_is_found_wherever_a_long_text_holds_it(address):
    long = " ".join(f"w{number}" for number in range(9000)) + " the army withdrew."
    with open_or_create(address) as record:
        readings = []
        for text in (long, "The army said so. Later it withdrew."):
            raw = Raw("a.txt", "text", text.encode())
            doc = Document(write.add_document(record, raw), "", "text", "utf-8", text)
            readings.append(Reading(doc, METHOD, KNOWLEDGE))
        write.replace_derived(record, Derived(read.marks(record), METHOD, KNOWLEDGE, readings))
        assert [hit.id for hit in read.search(record, '"army withdrew"')] == [readings[0].document.id]
        assert len(read.search(record, "army withdrew")) == 2
        assert len(read.search(record, "w1999 w8999 withdr*")) == 1
        assert len(read.search(record, '"w1998 w1999 w2000 w2001"')) == 1
        assert read.search(record, '"w1998 w2000"') == []


@given(st.text(max_size=300))
def test_every_word_stands_in_a_stretch_and_every_pair_in_one(text):
    words = [word[:200] for word in WORD.findall(fold(text))]
    told = list(stretches(fold(text)))
    assert {word for one in told for word in one} == set(words)


def test_stretches_overlap():
    words = [f"w{number}" for number in range(6100)]
    told = list(stretches(" ".join(words)))
    pairs = {pair for one in told for pair in zip(one, one[19:], strict=False)}
    assert pairs == set(zip(words, words[19:], strict=False))
    assert max(map(len, told)) == 2000
    assert vector(["b", "a", "b"]) == "'a':2 'b':1,3"
    assert query(Term("cease fire", is_open=True)) == "'cease' <-> 'fire':*"
