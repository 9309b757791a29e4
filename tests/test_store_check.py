import random
import sqlite3

import msgspec
import pytest

from tests.store_sample import KNOWLEDGE, METHOD, derive, fill, sample
from truceline.model.actor import Actor
from truceline.model.errors import RecordError
from truceline.model.reading import Reading
from truceline.store import read, write
from truceline.store.check import check
from truceline.store.derived import Derived
from truceline.store.open import open_or_create, open_record
from truceline.store.snapshot import snapshot

AT = "2031-05-06"
ROUNDS = 90


def kinds(record):
    return {fault.kind for fault in check(record)}


def test_a_whole_record_has_no_fault(record):
    assert check(record) == []
    fill(record, sample(12), sample(30))
    snapshot(record, "first", AT)
    assert check(record) == []
    write.add_document(record, sample(31).raw)  # not read yet
    assert check(record) == []
    write.add_reading(record, sample(31).reading)  # read, and not yet derived
    assert check(record) == []


# One thing wrong with a reading, each.


def change(reading: Reading, **fields) -> Reading:
    return msgspec.structs.replace(reading, **fields)


def moved_span(reading):
    (event,) = reading.events
    wrong = msgspec.structs.replace(event.anchor, start=1, end=11)
    return change(reading, events=(msgspec.structs.replace(event, mentions=(wrong,)),))


def span_outside(reading):
    (term,) = reading.terms
    wrong = msgspec.structs.replace(term.anchor, end=10**6)
    return change(reading, terms=(msgspec.structs.replace(term, anchor=wrong),))


def empty_span(reading):
    (measure,) = reading.measures
    wrong = msgspec.structs.replace(measure.spans[0], end=measure.spans[0].start, quote="")
    return change(reading, measures=(msgspec.structs.replace(measure, spans=(wrong,)),))


def negative_span(reading):
    (mention, *others) = reading.mentions
    text = reading.document.text
    wrong = msgspec.structs.replace(mention.span, start=-3, end=-1, quote=text[-3:-1])
    return change(reading, mentions=(msgspec.structs.replace(mention, span=wrong), *others))


def other_document(reading):
    (tie,) = reading.ties
    wrong = msgspec.structs.replace(tie.spans[0], doc="0" * 12)
    return change(reading, ties=(msgspec.structs.replace(tie, spans=(wrong,)),))


def parts_overlap(reading):
    (part,) = reading.document.parts
    return change(reading, document=msgspec.structs.replace(reading.document, parts=(part, part)))


def part_outside(reading):
    (part,) = reading.document.parts
    wrong = msgspec.structs.replace(part, end=10**6)
    return change(reading, document=msgspec.structs.replace(reading.document, parts=(wrong,)))


def other_bytes(reading):
    return change(reading, document=msgspec.structs.replace(reading.document, sha256="0" * 64))


def unknown_statement(reading):
    return change(reading, statements=())


def unknown_subject(reading):
    (event,) = reading.events
    return change(reading, events=(msgspec.structs.replace(event, id="0" * 12),))


def two_events_of_one_id(reading):
    (event,) = reading.events
    return change(reading, events=(event, msgspec.structs.replace(event, kind="air_strike")))


def unknown_actor(reading):
    return change(reading, mentions=(msgspec.structs.replace(reading.mentions[0], actor="nobody"),))


def measure_over_nobody(reading):
    (measure,) = reading.measures
    return change(reading, measures=(msgspec.structs.replace(measure, target="no words of the report"),))


FAULTS = [
    (moved_span, "span", "quotes 'Shells hit'"),
    (span_outside, "span", "leaves the text"),
    (empty_span, "span", "leaves the text"),
    (negative_span, "span", "leaves the text"),
    (other_document, "span", "was not read"),
    (parts_overlap, "span", "overlaps"),
    (part_outside, "span", "leaves the text"),
    (other_bytes, "id", "calls itself"),
    (unknown_statement, "id", "which is not there"),
    (unknown_subject, "id", "which is not there"),
    (two_events_of_one_id, "id", "names 2 things"),
    (unknown_actor, "id", "names actor nobody"),
    (measure_over_nobody, "id", "names actor no words of the report"),
]


@pytest.mark.parametrize(("spoil", "kind", "reason"), FAULTS, ids=[row[0].__name__ for row in FAULTS])
def test_a_false_reading_is_listed(record, spoil, kind, reason):
    one = sample(12)
    reading = spoil(one.reading)
    write.add_document(record, one.raw)
    write.add_reading(record, reading)
    actors = derive(record).actors
    write.replace_derived(record, Derived(read.marks(record), METHOD, KNOWLEDGE, [reading], actors))
    found = check(record)
    assert any(fault.kind == kind and reason in fault.reason for fault in found), found
    assert any(one.raw.id in fault.where for fault in found), found


def test_the_words_for_whom_a_measure_is_held_over_stand_in_the_report(record):
    one = sample(12)
    (measure,) = one.reading.measures
    told = " ".join(one.reading.document.text.split()[2:4])
    fill(
        record,
        one._replace(reading=change(one.reading, measures=(msgspec.structs.replace(measure, target=told),))),
    )
    assert check(record) == []


def test_an_actor_learned_in_the_reading_need_not_be_in_the_table(record):
    one = sample(12)
    reading = change(unknown_actor(one.reading), actors=(Actor("nobody", "No Body", "person"),))
    fill(record, one._replace(reading=reading))
    assert check(record) == []


def test_a_reading_that_was_replaced_need_not_hold(record):
    one = sample(12)
    write.add_document(record, one.raw)
    write.add_reading(record, moved_span(one.reading))
    assert kinds(record) == {"span"}
    write.add_reading(record, sample(12, method="reader/2").reading)
    assert check(record) == []


# One thing wrong with what was derived, each.


def incident_with(**fields):
    def spoil(derived):
        return {"incidents": (msgspec.structs.replace(derived.incidents[0], **fields),)}

    return spoil


def account_of_nothing(derived):
    (incident,) = derived.incidents
    account = msgspec.structs.replace(incident.accounts[0], documents=("0" * 12,))
    return {"incidents": (msgspec.structs.replace(incident, accounts=(account,)),)}


def account_against_nobody(derived):
    (incident,) = derived.incidents
    account = msgspec.structs.replace(incident.accounts[0], responsible_ids=("nobody",))
    return {"incidents": (msgspec.structs.replace(incident, accounts=(account,)),)}


def false_quote(derived):
    (agreement,) = derived.agreements
    wrong = msgspec.structs.replace(agreement.evidence[0], quote="the peace")
    return {"agreements": (msgspec.structs.replace(agreement, evidence=(wrong,)),)}


def part_of_nobody(derived):
    return {"actors": (*derived.actors, Actor("x", "X", "person", part_of=("nobody",)))}


def two_actors_of_one_id(derived):
    return {"actors": (*derived.actors, Actor("osk", "Another", "person"))}


def copy_of_nothing(derived):
    return {"copies": (msgspec.structs.replace(derived.copies[0], of="0" * 12),)}


DERIVED_FAULTS = [
    (incident_with(events=("0" * 12,)), "id", "names event 000000000000"),
    (incident_with(documents=("0" * 12,)), "id", "names document"),
    (incident_with(part_of=("0" * 12,)), "id", "names incident"),
    (account_of_nothing, "id", "names document"),
    (account_against_nobody, "id", "names actor nobody"),
    (false_quote, "span", "quotes 'the peace'"),
    (two_actors_of_one_id, "id", "names several things"),
    (copy_of_nothing, "id", "names document"),
    (lambda derived: {"actors": derived.actors[:1]}, "id", "names actor osk"),
]


@pytest.mark.parametrize(("spoil", "kind", "reason"), DERIVED_FAULTS)
def test_false_derivations_are_listed(record, spoil, kind, reason):
    fill(record, sample(12), sample(30))
    derived = derive(record)
    write.replace_derived(record, msgspec.structs.replace(derived, **spoil(derived)))
    found = check(record)
    assert any(fault.kind == kind and reason in fault.reason for fault in found), found


def tamper(path, sql):
    other = sqlite3.connect(path)
    for name in ("document", "reading", "judgement", "entry", "snapshot"):
        other.execute(f"DROP TRIGGER {name}_update")
    other.execute("PRAGMA foreign_keys = OFF")
    other.execute(sql)
    other.commit()
    other.close()


TAMPERED = [
    ("UPDATE document SET content = x'00'", "hash"),
    ("UPDATE document SET sha256 = 'f' || substr(sha256, 2)", "hash"),
    ("UPDATE document SET media = 'html' WHERE number = 1", "hash"),
    ("UPDATE reading SET content = substr(content, 1, 50) WHERE number = 2", "hash"),
    ("UPDATE reading SET method = 'other' WHERE number = 1", "span"),
    ("UPDATE reading SET document = 'nothing' WHERE number = 1", "id"),
    ("UPDATE judgement SET content = x'00'", "file"),
    ("UPDATE snapshot SET sha256 = 'f' || substr(sha256, 2)", "file"),
    ("UPDATE claim SET low = low + 1 WHERE property = 'toll'", "hash"),
    ('UPDATE claim SET "end" = "end" + 1', "span"),
    ("UPDATE incident SET content = replace(content, 'weak', 'fair')", "hash"),
    ("UPDATE incident SET content = '{}'", "hash"),
    ("DELETE FROM statement", "hash"),
    ("UPDATE meta SET value = '{}' WHERE key = 'derivation'", "file"),
]


@pytest.mark.parametrize(("sql", "kind"), TAMPERED, ids=[row[0][:50] for row in TAMPERED])
def test_what_was_tampered_with_is_listed(path, sql, kind):
    with open_or_create(path) as record:
        fill(record, sample(12), sample(30))
        snapshot(record, "first", AT)
    tamper(path, sql)
    with open_record(path) as record:
        assert kind in kinds(record)


def positions(path, content):
    """Return where a stored blob lies in the file."""
    start = path.read_bytes().index(content)
    return range(start, start + len(content))


@pytest.mark.parametrize("table", ["document", "reading", "judgement", "snapshot"])
def test_one_flipped_bit_in_what_is_kept_is_listed(path, table):
    with open_or_create(path) as record:
        fill(record, sample(12))
        snapshot(record, "first", AT)
    other = sqlite3.connect(path)
    (blob,) = other.execute(f"SELECT content FROM {table}").fetchone()
    other.close()
    whole = path.read_bytes()
    for at in positions(path, blob[:200])[::9]:  # a longer one continues on another page
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with open_record(path) as record:
            assert check(record), at


def test_a_flipped_bit_anywhere_never_ends_in_a_strange_error(path):
    with open_or_create(path) as record:
        fill(record, sample(12))
    whole = path.read_bytes()
    chance = random.Random(5)
    listed = 0
    for _ in range(ROUNDS):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        try:
            with open_record(path) as record:
                listed += bool(check(record))
        except RecordError:
            listed += 1
        for companion in path.parent.glob("*-*"):
            companion.unlink()
    # A table takes whole pages, whatever little it holds.
    assert listed > ROUNDS / 30  # most of a small record is empty pages, and what the words' index holds
