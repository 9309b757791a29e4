"""The one form in which an answer of the web is kept."""

import gzip
import io

import pytest
from fastwarc.warc import ArchiveIterator

from truceline.ingest.fetch import LIMITS
from truceline.ingest.kept import read_kept
from truceline.ingest.record import response_record
from truceline.model.document import Raw

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Odd: a\xe9"
WHEN = "2019-03-20T08:00:00Z"


def record(**told):
    return response_record("http://post.example/a", date=WHEN, head=HEAD, payload=b"<p>words\0\r\n", **told)


def test_a_record_is_read_back_as_it_was_received():
    one = next(ArchiveIterator(io.BytesIO(record(told={"Feed-Title": "Shells fall"})), parse_http=False))
    assert one.headers["WARC-Target-URI"] == "http://post.example/a"
    assert one.headers["WARC-Date"] == WHEN
    assert one.headers["Feed-Title"] == "Shells fall"
    assert one.reader.read() == HEAD + b"\r\n\r\n<p>words\0\r\n"


def test_the_same_answer_gives_the_same_bytes_and_another_another_id():
    assert record() == record(told={})
    assert record(told={"B": "2", "A": "1"}) == record(told={"A": "1", "B": "2"})
    ids = {record(told=told).split(b"\r\n")[2] for told in ({}, {"A": "1"}, {"A": "2"})}
    assert len(ids) == 3


def test_the_blank_line_behind_the_head_may_be_there_or_not():
    ends = (b"", b"\r\n", b"\r\n\r\n")
    records = {response_record("http://a.example", date=WHEN, head=HEAD + end, payload=b"x") for end in ends}
    assert len(records) == 1


def test_a_value_cannot_begin_another_field():
    assert b"\r\nFeed-Title: a WARC-Type: request\r\n" in record(
        told={"Feed-Title": "a\r\nWARC-Type: request"}
    )
    with pytest.raises(ValueError, match="no name of a header field"):
        record(told={"Feed Title\r\nX": "a"})


def test_what_a_record_keeps_is_unpacked_as_it_was_when_it_came():
    packed = gzip.compress(b"<p>words</p>", mtime=0)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip"
    chunked = head + b"\r\nTransfer-Encoding: chunked"
    chunks = b"5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (packed[:5], len(packed) - 5, packed[5:])
    for said, payload in ((head, packed), (chunked, chunks)):
        content = response_record("http://post.example/a", date=WHEN, head=said, payload=payload)
        assert read_kept(Raw("a", "warc", content)).content == b"<p>words</p>"


def test_a_bomb_in_somebodys_record_is_nothing_that_was_kept():
    bomb = gzip.compress(bytes(LIMITS.unpacked + 1), mtime=0)
    content = response_record(
        "http://post.example/a", date=WHEN, head=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip", payload=bomb
    )
    assert read_kept(Raw("a", "warc", content)) is None
