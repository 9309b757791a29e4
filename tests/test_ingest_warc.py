"""Web archives: what is taken of them, what damage does, and how they are read on."""

import gzip
import tracemalloc
import zlib

import pytest

from tests.pages import answer, page, record_of, zipped
from truceline.ingest import LARGEST, Mark, Refused, find
from truceline.model.document import Raw

PAGES = [answer(page(n), uri=f"http://post.example/{n}") for n in range(5)]


def archive(tmp_path, content, name="a.warc"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def read(path, mark=None):
    return list(find([path], resume=lambda _: mark))


def offsets(found):
    return [int(one.name.rpartition(":")[2]) for one in found if isinstance(one, Raw)]


def reasons(found):
    return [one.reason for one in found if isinstance(one, Refused)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "A.WARC.GZ"])
def test_each_page_is_one_document_with_the_bytes_received(tmp_path, name):
    content = zipped(PAGES) if name.lower().endswith("gz") else b"".join(PAGES)
    found = read(archive(tmp_path, content, name))
    assert [one.content for one in found] == PAGES
    assert {one.media for one in found} == {"warc"}
    for one, offset in zip(found, offsets(found), strict=True):
        assert one.name == f"{tmp_path / name}:{offset}"
        member = content[offset:]
        plain = zlib.decompressobj(31).decompress(member) if name.lower().endswith("gz") else member
        assert plain.startswith(one.content)


def test_the_fields_of_the_archive_stay_as_they_were_written(tmp_path):
    odd = answer("<html>words").replace(
        b"WARC-Type: response\r\n", b"WARC-Type: response\r\nX-Odd:  two  blanks \xe9\r\n"
    )
    [one] = read(archive(tmp_path, odd))
    assert b"X-Odd: two  blanks \xe9\r\n" in one.content
    assert one.content.startswith(b"WARC/1.1\r\nWARC-Type: response\r\n")


@pytest.mark.parametrize(
    "other",
    [
        record_of("warcinfo"),
        record_of("request", b"GET / HTTP/1.1\r\n\r\n"),
        record_of("revisit", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"),
        record_of("response", b"20190320080000\r\npost.example. 300 IN A 192.0.2.1"),
        answer("<html>moved", status="301 Moved"),
        answer("<html>nothing here", status="404 Not Found"),
        answer(b"\x89PNG\r\n", kind="image/png"),
        answer("words {}", kind="text/css"),
        answer("", status="204 No Content"),
        answer("words", kind=""),
    ],
)
def test_what_is_no_page_is_passed_over(tmp_path, other):
    assert [one.content for one in read(archive(tmp_path, PAGES[0] + other + PAGES[1]))] == PAGES[:2]
    assert [one.content for one in read(archive(tmp_path, zipped([other, PAGES[1]])))] == [PAGES[1]]


@pytest.mark.parametrize(
    "kind", ["text/html", "TEXT/HTML;charset=x", "application/xhtml+xml", "text/plain", "", "application/pdf"]
)
def test_pages_of_every_kind_are_taken(tmp_path, kind):
    assert len(read(archive(tmp_path, answer("<html>words", kind=kind)))) == 1


def test_a_page_that_is_too_large_is_named_and_the_next_is_read(tmp_path):
    big = answer(b"<html>" + b"a" * LARGEST["warc"])
    picture = answer(b"a" * LARGEST["warc"], kind="image/png")
    found = read(archive(tmp_path, big + picture + PAGES[0]))
    assert reasons(found) == ["too large for one report: 10.0 MB, at most 10 MB"]
    assert found[0].name.endswith(":0")
    assert found[1].content == PAGES[0]


@pytest.mark.parametrize("make", [b"".join, zipped])
def test_an_archive_cut_in_the_middle_gives_what_is_whole(tmp_path, make):
    whole = make(PAGES)
    found = read(archive(tmp_path, whole[: len(make(PAGES[:3])) + 200]))
    assert [one.content for one in found if isinstance(one, Raw)] == PAGES[:3]
    assert len(reasons(found)) == 1
    assert "cut" in reasons(found)[0]
    assert found[-1].name.endswith(f":{len(make(PAGES[:3]))}")


def test_an_archive_cut_in_a_picture_is_said_to_be_cut(tmp_path):
    picture = answer(b"\x89PNG" * 50_000, kind="image/png")
    for content in (PAGES[0] + picture[:-999], zipped([PAGES[0], picture[:-999]])):
        found = read(archive(tmp_path, content))
        assert isinstance(found[0], Raw)
        assert "nothing behind it can be read" in reasons(found)[0]


@pytest.mark.parametrize("length", [b"6", b"999999", b"x", b"-7", b"18446744073709551617"])
def test_a_record_of_a_wrong_length_is_refused_and_the_rest_is_read(tmp_path, length):
    size = len(PAGES[1].partition(b"\r\n\r\n")[2]) - 4
    broken = PAGES[1].replace(b"Content-Length: %d\r\n" % size, b"Content-Length: %s\r\n" % length)
    assert broken != PAGES[1]
    for make in (b"".join, zipped):
        found = read(archive(tmp_path, make([PAGES[0], broken, *PAGES[2:]])))
        assert next(one.content for one in found if isinstance(one, Raw)) == PAGES[0]
        assert [one.content for one in found if isinstance(one, Raw)][-3:] == PAGES[2:]
        assert broken not in [one.content for one in found if isinstance(one, Raw)]
        assert len(reasons(found)) == 1


def test_damage_inside_one_compressed_record_costs_that_record(tmp_path):
    first, *_ = members = [zipped([one]) for one in PAGES]
    content = bytearray(b"".join(members))
    at = len(first) + 60
    content[at : at + 8] = b"\xff" * 8
    found = read(archive(tmp_path, bytes(content)))
    assert [one.content for one in found if isinstance(one, Raw)] == [PAGES[0], *PAGES[2:]]
    assert len(reasons(found)) == 1
    assert f"read on at {len(first) + len(members[1])}" in reasons(found)[0]


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 99_999, b"words\n" * 999, gzip.compress(b"words\n" * 999, mtime=0)]
)
def test_what_is_no_archive_is_refused(tmp_path, content):
    path = archive(tmp_path, content)
    assert read(path) == [Refused(str(path), "there is no WARC record in it")]


def bomb(prefix, fill=b"a", megabytes=300):
    machine = zlib.compressobj(9, zlib.DEFLATED, 31)
    chunk = fill * 1_000_000
    return (
        machine.compress(prefix)
        + b"".join(machine.compress(chunk) for _ in range(megabytes))
        + machine.flush()
    )


@pytest.mark.parametrize(
    "prefix",
    [
        b"",
        PAGES[1],
        b"WARC/1.0\r\nWARC-Type: response\r\nX-Long: ",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 300000100\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    ],
)
def test_a_bomb_is_bounded_and_the_next_record_is_read(tmp_path, prefix):
    path = archive(tmp_path, zipped(PAGES[:1]) + bomb(prefix) + zipped(PAGES[2:3]))
    tracemalloc.start()
    found = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000
    assert found[0].content == PAGES[0]
    assert found[-1].content == PAGES[2]
    assert 1 <= len(reasons(found)) <= 2


@pytest.mark.parametrize("make", [b"".join, zipped])
def test_with_a_mark_only_what_is_behind_it_is_read(tmp_path, make):
    path = archive(tmp_path, make(PAGES))
    found = read(path)
    for n, one in enumerate(found):
        assert read(path, Mark(one.name, one.id)) == found[n + 1 :]


def test_a_file_that_was_replaced_is_read_from_its_start(tmp_path):
    path = archive(tmp_path, b"".join(PAGES))
    found = read(path)
    assert read(path, Mark(found[2].name, found[3].id)) == found
    assert read(path, Mark(f"{path}:17", found[2].id)) == found
    assert read(path, Mark(f"{path}:99999999", found[2].id)) == found
    assert read(path, Mark(f"{path}:482+1", found[2].id)) == found


def test_a_file_compressed_as_a_whole_has_a_name_for_each_record(tmp_path):
    found = read(archive(tmp_path, gzip.compress(b"".join(PAGES))))
    assert [one.content for one in found] == PAGES
    assert len({one.name for one in found}) == 5
