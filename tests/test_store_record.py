import itertools
import os
from datetime import date

import msgspec
import pytest
from sqlalchemy import insert, text

from tests.store_sample import ACTORS, AT, KNOWLEDGE, METHOD, derive, sample
from truceline.model.document import Document, Raw
from truceline.model.errors import NotFound, RecordError, Unreadable
from truceline.model.judgement import Judgement
from truceline.model.reading import Reading
from truceline.store import read, schema, write
from truceline.store.derived import Derived

pytestmark = pytest.mark.both_databases

# What is kept.


def test_a_document_is_kept_once_and_comes_back_byte_for_byte(record):
    raw = Raw("a.txt", "html", bytes(range(256)) * 3)
    assert write.add_document(record, raw) == write.add_document(
        record, msgspec.structs.replace(raw, name="b")
    )
    assert [one.content for one in read.raws(record)] == [raw.content]
    assert read.raw(record, raw.id[:5]).media == "html"


def test_an_empty_document_is_kept(record):
    empty = Raw("empty.txt", "text", b"")
    write.add_document(record, empty)
    assert read.raw(record, empty.id).content == b""


def test_the_newest_reading_counts_and_the_same_one_is_kept_once(record):
    old, new = sample(12), sample(12, method="reader/2")
    write.add_document(record, old.raw)
    for reading in (old.reading, old.reading, new.reading, old.reading):
        write.add_reading(record, reading)
    assert list(read.newest_readings(record)) == [new.reading]
    assert list(read.newest_readings(record, method=METHOD)) == [old.reading]
    assert list(read.newest_readings(record, knowledge="other")) == []
    assert read.marks(record).readings == 2
    assert read.document(record, old.raw.id[:6]) == new.reading.document


def test_unread_lists_what_lacks_this_method_and_knowledge(record):
    first, second = sample(12), sample(30)
    for one in (first, second):
        write.add_document(record, one.raw)
    write.add_reading(record, first.reading)
    assert read.unread(record, METHOD, KNOWLEDGE) == [second.raw.id]
    both = sorted([first.raw.id, second.raw.id])
    assert read.unread(record, METHOD, "words/2") == read.unread(record, "reader/2", KNOWLEDGE) == both


def test_a_reading_of_nothing_is_refused(record):
    with pytest.raises(NotFound, match="no document"):
        write.add_reading(record, sample(12).reading)


def test_half_a_surrogate_pair_is_the_document_s_fault(record):
    one = sample(12)
    write.add_document(record, one.raw)
    broken = msgspec.structs.replace(one.reading.document, title="\ud800")
    with pytest.raises(Unreadable, match=one.raw.id):
        write.add_reading(record, msgspec.structs.replace(one.reading, document=broken))
    assert read.marks(record).readings == 0


def test_judgements_keep_their_order_and_their_repetitions(record):
    same, different = (Judgement("events", "a", "b", verdict, "me") for verdict in ("same", "different"))
    assert [write.add_judgement(record, one) for one in (same, different, same)] == [1, 2, 3]
    assert list(read.judgements(record)) == [same, different, same]


def test_the_log_says_what_came_under_which_names(record):
    doc = write.add_document(record, sample(12).raw)
    for name in ("z.txt", "a.txt", "z.txt"):
        write.add_entry(record, at=AT, name=name, document=doc)
    write.add_entry(record, at=AT, name="bad.txt", reason="it is empty")
    assert read.names(record) == {doc: ("a.txt", "z.txt")}
    assert [one.reason for one in read.entries(record)] == [None, None, None, "it is empty"]
    assert read.raw(record, doc).name == "a.txt"


def test_a_file_name_in_an_old_encoding_is_logged_as_escapes(record):
    write.add_entry(record, at=AT, name=os.fsdecode(b"caf\xe9.txt"), reason="no such file")
    assert [one.name for one in read.entries(record)] == ["caf\\udce9.txt"]


def test_the_log_wants_a_time(record):
    with pytest.raises(ValueError, match="yesterday"):
        write.add_entry(record, at="yesterday", name="a.txt")


@pytest.mark.parametrize("table", schema.APPEND_ONLY, ids=lambda table: table.name)
@pytest.mark.parametrize("verb", ["UPDATE {} SET number = 7", "DELETE FROM {}"])
def test_what_is_kept_cannot_be_changed(filled, table, verb):
    if table is schema.snapshot:
        row = {
            "name": "n",
            "at": AT,
            "documents": 0,
            "readings": 0,
            "judgements": 0,
            "sha256": "",
            "content": b"",
        }
        filled.connection.execute(insert(table).values(row))
    with pytest.raises(RecordError, match="append-only"):
        filled.rows(text(verb.format(table.name)))


def test_several_writes_in_one_are_all_or_nothing(record):
    with pytest.raises(KeyError), record.writing():
        write.add_document(record, sample(12).raw)
        write.add_entry(record, at=AT, name="a.txt")
        raise KeyError
    assert list(read.raws(record)) == list(read.entries(record)) == []
    write.add_document(record, sample(12).raw)
    assert read.marks(record).documents == 1


# What is derived.


def test_every_noun_comes_back_as_it_went_in(filled):
    derived = derive(filled)
    readings = derived.readings
    assert tuple(read.newest_readings(filled)) == readings
    assert tuple(read.documents(filled)) == tuple(one.document for one in readings)
    for name in ("incidents", "agreements", "measures", "conditions", "exhibits", "citations", "copies"):
        found, told = list(getattr(read, name)(filled)), list(getattr(derived, name))
        assert sorted(map(repr, found)) == sorted(map(repr, told)), name
    assert list(read.actors(filled)) == sorted(ACTORS, key=lambda actor: actor.id)
    assert list(read.statements(filled)) == [two for one in readings for two in one.statements]
    assert list(read.events(filled)) == [two for one in readings for two in one.events]
    assert list(read.claims(filled)) == [claim for one in readings for claim in one.events[0].claims]


def test_what_one_document_says(filled):
    one = next(read.newest_readings(filled))
    doc = one.document.id
    assert tuple(read.statements(filled, document=doc)) == one.statements
    assert tuple(read.events(filled, document=doc)) == one.events
    assert list(read.statements(filled, document="nothing")) == []


def test_typed_columns_can_be_asked(filled):
    def ask(sql):
        # PostgreSQL gives days as days, SQLite as the words that it keeps.
        return [
            tuple(str(one) if isinstance(one, date) else one for one in row) for row in filled.rows(text(sql))
        ]

    assert ask("SELECT low, effect, actor, quote FROM claim WHERE property = 'toll' ORDER BY low") == [
        (12, "killed", "varland", "12 people"),
        (30, "killed", "varland", "30 people"),
    ]
    assert ask("SELECT DISTINCT first, words FROM claim WHERE property = 'date'") == [
        ("2031-05-05", "on Monday")
    ]
    assert ask("SELECT DISTINCT place, lat, lon FROM claim WHERE property = 'place'") == [
        ("Marrén", 10.5, 20.25)
    ]
    assert ask("SELECT DISTINCT actor, certainty FROM claim WHERE property = 'responsible'") == [
        ("osk", "accused")
    ]
    assert ask("SELECT happened, who, documents FROM incident") == [("weak", "attributed", 2)]
    assert (
        ask("SELECT holder, stance, object FROM account")
        == [("varland:ministry", "accuses", "authorship")] * 2
    )
    assert ask('SELECT bearer, duty, "order", deadline FROM obligation') == [
        ("Varland", "do", 1, "2031-05-05")
    ]
    assert ask("SELECT DISTINCT speaker, stance, against FROM statement") == [
        ("varland:ministry", "accuses", "osk")
    ]
    assert ask("SELECT COUNT(*) FROM event JOIN incident ON event.incident = incident.id") == [(2,)]


def test_filling_twice_changes_nothing(filled):
    before = read.derivation(filled)
    write.replace_derived(filled, derive(filled))
    assert read.derivation(filled) == before
    assert len(read.search(filled, "truce")) == 3  # two documents and the agreement


def test_filling_that_fails_leaves_what_was_shown(filled):
    before = list(read.incidents(filled))

    def fails():
        yield next(read.newest_readings(filled))
        raise KeyError

    broken = msgspec.structs.replace(derive(filled), readings=fails(), incidents=())
    with pytest.raises(KeyError):
        write.replace_derived(filled, broken)
    assert list(read.incidents(filled)) == before
    assert read.search(filled, "Marren")


def test_the_record_knows_when_its_tables_are_behind(filled):
    assert read.derivation(filled).marks == read.marks(filled)
    write.add_document(filled, sample(99).raw)
    assert read.derivation(filled).marks != read.marks(filled)


def test_an_empty_record_was_never_derived(record):
    assert read.derivation(record) is None
    assert list(read.incidents(record)) == read.search(record, "anything") == []


# Finding one thing.


def test_an_incident_is_found_by_the_beginning_of_its_id_and_by_each_event(filled):
    only = next(read.incidents(filled))
    assert read.incident(filled, only.id) == read.incident(filled, only.id[:7]) == only
    for event in only.events:
        assert read.incident(filled, event) == only


@pytest.mark.parametrize("given", ["", "zzz", "%", "_" * 12, "\ud800"])
@pytest.mark.parametrize("find", [read.incident, read.agreement, read.document, read.raw])
def test_what_is_not_there_is_said_so(filled, find, given):
    with pytest.raises(NotFound):
        find(filled, given)


def test_a_beginning_that_several_share_names_them(record):
    raws = [Raw(str(n), "text", str(n).encode()) for n in range(40)]
    for raw in raws:
        write.add_document(record, raw)
    first, second = next(
        pair for pair in itertools.combinations(sorted(raw.id for raw in raws), 2) if pair[0][0] == pair[1][0]
    )
    with pytest.raises(NotFound, match=f"{first}.*{second}.*give more"):
        read.raw(record, first[0])


SEARCHES = [
    ("MARREN killed", {"document"}, "case and accents"),
    ("marrén", {"document", "incident", "agreement"}, "all that is shown under the name"),
    ("فارلاند", {"actor"}, "written without the vowel marks that the name has"),
    ('"open the road"', {"document"}, "a phrase"),
    ('"road the open"', set(), "a phrase in another order"),
    ("road open", {"document"}, "words in another order"),
    ("tru*", {"document", "agreement"}, "a beginning"),
    ("tru", set(), "a word is a word"),
    ("Varland's", {"actor"}, "the genitive is told in the actor's name alone"),
    ("   ", set(), "nothing"),
    ('" - * AND (', {"document"}, "signs are nothing, and an operator elsewhere is a word here"),
    ("NEAR(road open)", set(), "no operators"),
    ("road\x00", {"document"}, "a zero"),
    ("\ud800", set(), "half a surrogate pair"),
]


@pytest.mark.parametrize(("words", "kinds", "why"), SEARCHES, ids=[row[2] for row in SEARCHES])
def test_search(filled, words, kinds, why):
    assert {hit.kind for hit in read.search(filled, words)} == kinds


def test_search_opens_the_place_in_the_document(filled):
    hits = [hit for hit in read.search(filled, "marren") if hit.kind == "document"]
    assert len(hits) == 2
    for hit in hits:
        text_ = read.document(filled, hit.id).text
        assert text_[hit.span.start : hit.span.end] == hit.span.quote
        assert "Marrén" in hit.span.quote
        assert "\n" not in hit.span.quote


def test_search_shows_a_long_line_only_around_the_words(record):
    one = sample(12)
    text_ = "word " * 500 + "Straße " + "word " * 500
    doc = msgspec.structs.replace(one.reading.document, text=text_, parts=())
    write.add_document(record, one.raw)
    reading = Reading(doc, METHOD, KNOWLEDGE)
    write.add_reading(record, reading)
    write.replace_derived(record, Derived(read.marks(record), METHOD, KNOWLEDGE, [reading]))
    (hit,) = read.search(record, "STRASSE")
    assert 200 < len(hit.span.quote) < 260
    assert hit.span.quote.startswith("word") and hit.span.quote.endswith("word")
    assert "Straße" in hit.span.quote


def test_a_report_of_50_mb_in_one_line(record):
    raw = Raw("one line.txt", "text", b"many words " * 4_800_000 + b"and Marren.")
    doc = Document(write.add_document(record, raw), "", "text", "utf-8", raw.content.decode())
    write.add_reading(record, Reading(doc, METHOD, KNOWLEDGE))
    write.replace_derived(
        record, Derived(read.marks(record), METHOD, KNOWLEDGE, read.newest_readings(record))
    )
    (hit,) = read.search(record, "marrén")
    assert hit.span.quote.endswith("many words and Marren.")
    assert read.raw(record, raw.id) == msgspec.structs.replace(raw, name="")


def test_the_newest_under_a_name_is_the_one_that_came_last(record):
    raws = [
        Raw("a", "warc", b"one"),
        Raw("a", "warc", b"two"),
        Raw("a", "feed", b"three"),
        Raw("b", "warc", b"one"),
    ]
    for raw in [*raws, raws[0]]:
        doc = write.add_document(record, raw)
        write.add_entry(record, at="2019-03-09T10:00:00", name=raw.name, document=doc)
    write.add_entry(record, at="2019-03-09T11:00:00", name="a", reason="the server answered 500")
    assert read.newest(record, "a", "warc") == raws[0]
    assert read.newest(record, "a", "feed") == raws[2]
    assert read.newest(record, "a", "row") is None
    assert read.newest(record, "c", "warc") is None
    assert read.report_count(record) == 2
    assert read.unread(record, "m", "k") == sorted({raws[0].id, raws[1].id})
