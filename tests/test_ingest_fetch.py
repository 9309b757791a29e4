"""One request to a server that misbehaves: done with in a moment, with a reason that says what was wrong."""

import gzip
import time
import zlib

import pytest

from tests.web_server import SHORT, Web, answer
from truceline.ingest.address import checked
from truceline.ingest.fetch import Limits, fetch
from truceline.model.errors import NotFetched

A = "http://post.example/a"


@pytest.fixture
def web():
    web = Web()
    yield web
    web.close()


def get(web, limits=SHORT, address=A):
    return fetch(checked(address), headers={"User-Agent": "test"}, limits=limits, network=web.patient())


def chunked(body, size=7):
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def dripping(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(100):
        connection.sendall(b"a")
        time.sleep(0.1)


def dripping_head(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(100):
        connection.sendall(b"a")
        time.sleep(0.1)


def silent(connection):
    time.sleep(3)


def silent_in_the_middle(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nsome words")
    time.sleep(3)


def endless(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"words " * 1000)


def endless_chunks(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"5\r\nwords\r\n" * 1000)


def endless_head(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-Header: words\r\n" * 1000)


def endless_continue(connection):
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def bomb(connection):
    """Ten gigabytes of zeros, told as they are asked for."""
    packer = zlib.compressobj(9, wbits=31)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
    for _ in range(10_000):
        connection.sendall(packer.compress(b"\0" * 1_000_000))


def small_bomb():
    return answer(gzip.compress(b"\0" * 20_000_000), "Content-Encoding: gzip")


def many_small_bombs():
    return answer(gzip.compress(b"\0" * 150_000) * 200, "Content-Encoding: gzip")


HEAD = b"HTTP/1.1 200 OK\r\n"
BAD = [
    (dripping, "cut off after 3 seconds"),
    (dripping_head, "cut off after 3 seconds"),
    (silent, "silent for 1 seconds"),
    (silent_in_the_middle, "silent for 1 seconds"),
    (endless, "larger than 0.1 MB"),
    (endless_chunks, "larger than 0.1 MB"),
    (endless_head, "connection failed|larger than 0.1 MB"),
    (endless_continue, "larger than 0.1 MB"),
    (bomb, "larger than 0.[12] MB"),
    (small_bomb(), "unpacked, the answer is larger than 0.2 MB"),
    (many_small_bombs(), "unpacked, the answer is larger than 0.2 MB"),
    (HEAD + b"Content-Length: 50\r\n\r\nwords", "connection failed: .*without sending complete message body"),
    (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n", "connection failed: .*incomplete chunked"),
    (HEAD + b"Transfer-Encoding: chunked\r\n\r\nwords", "connection failed"),
    (HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\nwords", "connection failed: conflicting"),
    (HEAD + b"Content-Length: -5\r\n\r\nwords", "connection failed: bad Content-Length"),
    (HEAD + b"Content-Length: 99999999999999999999999\r\n\r\nw", "connection failed|the server announces"),
    (HEAD + b"Content-Length: 200000\r\n\r\nw", "the server announces 200000 bytes, at most 100,000"),
    (HEAD + b"X: " + b"a" * 1_000_000 + b"\r\n\r\nwords", "connection failed|larger than 0.1 MB"),
    (HEAD + b"Content-Type: image/png\r\n\r\n\x89PNG", "not text: image/png"),
    (HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"words" * 99, mtime=0)[:-12], "packed answer is cut off"),
    (HEAD + b"Content-Encoding: gzip\r\n\r\nwords", "packed answer is broken"),
    (HEAD + b"Content-Encoding: gzip, gzip\r\n\r\nwords", "coded as 'gzip, gzip', which was not asked for"),
    (HEAD + b"Content-Encoding: br\r\n\r\nwords", "coded as 'br'"),
    (b"<html>words</html>", "does not speak HTTP"),
    (b"<html>words</html>\r\n\r\n", "does not speak HTTP"),
    (b"HTTP/1.1 200 OK\r\n: no name\r\n\r\nwords", "connection failed: illegal header"),
    (b"\x16\x03\x01\x02\x00\x01\x00", "does not speak HTTP"),
    (b"", "connection failed: Server disconnected"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "reason"), BAD, ids=[str(number) for number in range(len(BAD))])
def test_a_server_that_misbehaves_is_done_with_in_a_moment(web, page, reason):
    web.pages[A] = page
    began = time.monotonic()
    with pytest.raises(NotFetched, match=reason):
        get(web)
    assert time.monotonic() - began < 8


def test_a_bomb_costs_no_more_memory_than_its_limit_allows(web):
    tracemalloc = pytest.importorskip("tracemalloc")
    web.pages[A] = small_bomb()
    tracemalloc.start()
    try:
        with pytest.raises(NotFetched, match="unpacked"):
            get(web)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_the_answer_is_kept_as_received_with_its_headers_in_their_order_and_case(web):
    web.pages[A] = (
        b"HTTP/1.1 200 Fine\r\nX-B: 1\r\nx-a:2\r\nX-B: \xe9\r\nContent-Length: 5\r\n\r\nwords and more"
    )
    found = get(web)
    assert found.head == b"HTTP/1.1 200 Fine\r\nX-B: 1\r\nx-a:2\r\nX-B: \xe9\r\nContent-Length: 5\r\n\r\n"
    assert found.payload == found.content == b"words"
    assert found.status == 200


def test_codings_are_undone_beside_what_was_received(web):
    packed = gzip.compress(b"words" * 50)
    web.pages[A] = HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(packed)
    found = get(web)
    assert found.payload == chunked(packed)
    assert found.content == b"words" * 50


@pytest.mark.parametrize("packed", [zlib.compress(b"words" * 50), zlib.compress(b"words" * 50)[2:-4]])
def test_deflate_is_undone_in_both_its_forms(web, packed):
    web.pages[A] = answer(packed, "Content-Encoding: deflate")
    assert get(web).content == b"words" * 50


@pytest.mark.parametrize(
    "page",
    [
        b"HTTP/1.0 200 OK\n\nwords",
        b"HTTP/1.1 200\r\n\r\nwords",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\n\r\nwords",
        HEAD + b"".join(b"X-%d: a\r\n" % n for n in range(5000)) + b"\r\nwords",
    ],
)
def test_odd_answers_that_are_whole_are_taken(web, page):
    web.pages[A] = page
    found = get(web)
    assert found.content == found.payload == b"words"
    assert found.head.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200"))


def test_of_an_answer_without_a_page_only_the_head_is_read(web):
    def endless_error(connection):
        connection.sendall(b"HTTP/1.1 500 Oh\r\n\r\n")
        dripping(connection)

    web.pages[A] = endless_error
    began = time.monotonic()
    found = get(web)
    assert (found.status, found.payload) == (500, b"")
    assert time.monotonic() - began < 0.9


def test_nothing_is_said_but_what_was_told(web, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
    monkeypatch.setenv("ALL_PROXY", "http://10.0.0.1:3128")
    web.pages[A] = answer(b"words", "Set-Cookie: a=b")
    for _ in range(2):
        get(web)
    assert (
        web.hits(A)
        == [{"Host": "post.example", "Accept-Encoding": "gzip", "Connection": "close", "User-Agent": "test"}]
        * 2
    )


def test_the_name_is_asked_for_once_and_the_checked_address_is_dialled(web):
    """A name that leads to a public address when it is checked and inside when it is connected to (DNS rebinding)."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    web.resolve = lambda host, port: next(answers)
    web.pages[A] = answer()
    get(web)
    assert web.dialled == [("93.184.216.34", 80)]
    with pytest.raises(NotFetched, match=r"leads to 127.0.0.1"):
        get(web)
    assert len(web.dialled) == 1


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "10.0.0.1",
        "169.254.169.254",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f.1",
        "localhost",
    ],
)
def test_no_private_address_is_ever_dialled_however_it_is_written(web, host):
    from truceline.ingest.address import resolve

    web.resolve = resolve  # the system's own, which asks nobody for a number
    with pytest.raises(NotFetched, match=r"not on the public internet|nobody knows"):
        get(web, address=f"http://{host}/")
    assert web.dialled == []


def test_several_addresses_are_tried_until_one_answers(web):
    import httpcore

    web.names["post.example"] = ["8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4"]
    web.pages[A] = answer()
    dial = web.dial

    def unwilling(ip, port, seconds):
        if ip == "8.8.8.1":
            raise httpcore.ConnectError("refused")
        return dial(ip, port, seconds)

    web.dial = unwilling
    assert get(web).status == 200
    assert web.dialled == [("8.8.8.2", 80)]
    web.dial = lambda ip, port, seconds: (_ for _ in ()).throw(httpcore.ConnectError(f"refused by {ip}"))
    with pytest.raises(NotFetched, match=r"connection failed: refused by 8.8.8.3"):
        get(web)


def test_the_limits_of_earnest_are_what_the_documentation_says():
    assert Limits() == Limits(seconds=60, silence=20, received=10_000_000, unpacked=10_000_000)
