"""`truceline add` of addresses; and that without one nothing touches the network."""

import gzip
import json
import socket
import sqlite3

import pytest
from typer.testing import CliRunner

import truceline.ingest.visitor
from tests.demo import EXAMPLES
from tests.web_server import Web, answer
from truceline import __version__, pipeline
from truceline.cli import app
from truceline.cli.serve import add_handed
from truceline.ingest.visitor import Visitor
from truceline.store import read
from truceline.store.open import open_or_create, open_record
from truceline.web.adding import Handed

FEED, A, B = "http://post.example/feed.xml", "http://post.example/a", "http://post.example/b"
NEWS = "Gunmen killed {n} people in the village of Orrel on Friday, the mayor said. The dead were all from one family."


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def rss(*entries):
    told = "".join(
        f"<item><title>{title}</title><link>{link}</link><description>{words}</description>"
        "<pubDate>Sat, 04 May 2019 10:00:00 GMT</pubDate></item>"
        for title, link, words in entries
    )
    return f'<rss version="2.0"><channel><title>Selmont Post</title>{told}</channel></rss>'.encode()


@pytest.fixture
def web(monkeypatch):
    """A web whose visitor is the one that the command makes: only where it connects to, and how it waits, is another."""
    web = Web()

    class Here(Visitor):
        def __init__(self, **told):
            web.told = told
            super().__init__(**told | {"sleep": web.clock.sleep, "network": web.network()})

    monkeypatch.setattr(truceline.ingest.visitor, "Visitor", Here)
    web.pages |= {
        FEED: answer(rss(("Killed in Orrel", "/a", NEWS.format(n=9)), ("More", "/b", NEWS.format(n=12)))),
        A: answer(b"", status="403 Forbidden"),
        B: answer(b"", status="500 Oh"),
    }
    yield web
    web.close()


@pytest.fixture
def refuse_network(monkeypatch):
    """Every attempt to reach or to ask for another machine fails, and is told."""
    tried = []

    def deny(*told, **more):
        tried.append(told)
        raise AssertionError(f"the network was asked: {told}")

    for name in ("getaddrinfo", "gethostbyname", "create_connection", "gethostbyname_ex"):
        monkeypatch.setattr(socket, name, deny)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, deny)
    return tried


def test_files_are_read_rebuilt_and_shown_without_a_network(tmp_path, refuse_network):
    record, folder = tmp_path / "war.truceline", tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(
        f"Selmont, 4 May 2019\n\n{NEWS.format(n=9)} See https://post.example/a for more.\n"
    )
    (folder / "b.html").write_text(
        "<html><head><base href='http://base.example/'><link rel='canonical' href='http://post.example/b'>"
        "<meta http-equiv='refresh' content='0; url=http://else.example/'><script src='http://js.example/a.js'></script>"
        f"</head><body><article><h1>Killed in Orrel</h1><p>{NEWS.format(n=12)}</p><img src='http://img.example/a.png'>"
        "</article></body></html>"
    )
    (folder / "c.jsonl").write_text(
        json.dumps({"text": NEWS.format(n=14), "url": "https://post.example/c"}) + "\n"
    )
    (folder / "feed.txt").write_bytes(rss(("Killed", "http://post.example/d", "words")))
    done = run("add", folder, "--record", record, "--workers", 1)
    assert done.exit_code == 0, done.stderr
    assert "4 read" in done.stderr
    assert run("rebuild", "--record", record, "--workers", 1).exit_code == 0
    assert run("show", "incidents", "--record", record).exit_code == 0
    assert run("report", tmp_path / "out.html", "--record", record).exit_code == 0
    assert refuse_network == []


def test_the_examples_are_read_without_a_network(tmp_path, refuse_network):
    reports = sorted((EXAMPLES / "reports").iterdir())[:6]
    assert run("add", *reports, "--record", tmp_path / "war.truceline", "--workers", 1).exit_code in (0, 3)
    assert refuse_network == []


def test_the_denial_would_be_noticed(tmp_path, refuse_network):
    done = run("add", "http://post.example/a", "--record", tmp_path / "war.truceline")
    assert done.exit_code != 0
    assert refuse_network


def test_a_feed_becomes_a_record(tmp_path, web):
    record = tmp_path / "war.truceline"
    done = run(
        "add", FEED, "--record", record, "--workers", 1, "--contact", "desk@paper.example", "--delay", 5
    )
    assert done.exit_code == 3
    assert f"not read: {A}: the server answered 403 Forbidden" in done.stderr
    assert f"not read: {B}: the server answered 500 Oh" in done.stderr
    assert "2 read, 2 could not be read; the record holds 2 documents" in done.stderr
    assert done.stdout == ""
    assert {told["User-Agent"] for _, told in web.asked} == {f"truceline/{__version__} (+desk@paper.example)"}
    assert web.clock.slept == [5.0, 5.0, 5.0]
    documents = json.loads(run("show", "documents", "--json", "--record", record).stdout)
    assert {(doc["media"], doc["outlet"], doc["url"]) for doc in documents} == {
        ("row", "Selmont Post", A),
        ("row", "Selmont Post", B),
    }
    assert {doc["published"]["first"] for doc in documents} == {"2019-05-04"}
    assert run("check", "--record", record).exit_code == 0


def test_a_second_run_keeps_nothing_twice(tmp_path, web):
    record = tmp_path / "war.truceline"
    run("add", FEED, "--record", record, "--workers", 1)
    before = kept(record)
    web.pages[FEED] = answer(b"", status="304 Not Modified")
    again = run("add", FEED, "--record", record, "--workers", 1)
    assert "0 read" in again.stderr
    assert kept(record) == before


def kept(record):
    connection = sqlite3.connect(record)
    try:
        return connection.execute("SELECT id, media FROM document ORDER BY id").fetchall()
    finally:
        connection.close()


def test_a_feed_is_kept_but_is_no_report(tmp_path, web):
    path, copy = tmp_path / "war.truceline", tmp_path / "copy.truceline"
    run("add", FEED, "--record", path, "--workers", 1)
    assert [media for _, media in kept(path)].count("feed") == 1
    with open_record(path) as record:
        assert read.report_count(record) == 2
        assert b"<channel>" in read.newest(record, FEED, "feed").content
        assert read.newest(record, FEED, "warc") is None
        assert read.newest(record, A, "feed") is None
        assert len(list(read.documents(record))) == 2
    assert run("archive", tmp_path / "a.zip", "--record", path).exit_code == 0
    assert run("add", tmp_path / "a.zip", "--record", copy).exit_code == 0
    assert kept(copy) == kept(path)
    assert run("archive", tmp_path / "b.zip", "--record", copy).exit_code == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with open_record(copy) as record:  # so that it can be asked for what is new
        assert read.newest(record, FEED, "feed") is not None


def test_addresses_in_a_list_beside_files(tmp_path, web):
    listed, report = tmp_path / "list.txt", tmp_path / "a.txt"
    listed.write_text(f"# feeds\n\n{FEED}\nnews of the day\n", encoding="utf-8-sig")
    report.write_text(f"Selmont, 4 May 2019\n\n{NEWS.format(n=3)}\n")
    done = run("add", report, "--addresses", listed, "--record", tmp_path / "war.truceline", "--workers", 1)
    assert "not read: news of the day: no address of the web" in done.stderr
    assert "3 read, 3 could not be read" in done.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "Name a file, a folder or an address."),
        (("nowhere.txt",), "nowhere.txt' does not exist"),
        (
            ("ftp://post.example/a",),
            "is no address that can be read: http and https are, and stores with --engine daft",
        ),
        (("s3://post.example/a",), "is opened with --engine daft only"),
        (("--addresses", "nowhere.txt"), "does not exist"),
        ((A, "--delay", "0"), "0"),
        ((A, "--contact", "a\r\nX: y"), "Plain letters only"),
        ((A, "--contact", "a) (b"), "Plain letters only"),
        ((A, "--contact", "Jürgen"), "Plain letters only"),
    ],
)
def test_called_wrongly(tmp_path, monkeypatch, words, reason):
    monkeypatch.chdir(tmp_path)
    done = run("add", *words, "--record", tmp_path / "war.truceline")
    assert done.exit_code == 2
    assert reason in " ".join(done.stderr.replace("│", " ").split())
    assert not (tmp_path / "war.truceline").exists()


def test_no_private_address_is_visited_by_the_command(tmp_path):
    """With nothing replaced: the check is before the first connection, and the system is asked for no name."""
    listener = socket.create_server(("127.0.0.1", 8080)) if port_is_free(8080) else None
    addresses = [
        "http://127.0.0.1:8080/",
        "http://[::1]:8080/",
        "http://169.254.169.254/",
        "http://localhost:8080/",
    ]
    done = run("add", *addresses, "--record", tmp_path / "war.truceline")
    assert done.exit_code == 3
    for address in addresses:
        [line] = [line for line in done.stderr.splitlines() if line.startswith(f"not read: {address}:")]
        assert "not on the public internet" in line
    if listener:
        listener.settimeout(0.01)
        with pytest.raises(TimeoutError):
            listener.accept()
        listener.close()


def port_is_free(port):
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def test_stopped_while_it_fetches_and_run_again_only_the_rest_is_asked_for(tmp_path, web):
    path = tmp_path / "war.truceline"
    web.pages[A] = answer(f"<html><body><p>{NEWS.format(n=9)}</p></body></html>".encode())
    visitor = web.visitor()

    def fetch(known):
        from truceline.ingest.visit import visit

        yield from visit([FEED], known, visitor=visitor, now=lambda: "2019-05-04T10:00:00+00:00")

    def stopped(known):
        found = fetch(known)
        yield next(found)
        yield next(found)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), open_or_create(path) as record:
        pipeline.add([], record, at="2019-05-04T10:00:00", fetch=stopped)
    assert [media for _, media in kept(path)].count("warc") == 1
    web.asked.clear()
    with open_record(path) as record:
        found = [one.name for one in fetch(lambda name, media: read.newest(record, name, media))]
    assert found == [FEED, B, B]
    assert A not in [address for address, _ in web.asked]


def test_a_page_of_a_feed_is_read_like_any_other_and_the_feed_tells_its_day(tmp_path, web):
    record = tmp_path / "war.truceline"
    page = f"<html><body><article><p>{NEWS.format(n=9)}</p><p>Shops were shut in the town on Saturday.</p></article></body></html>"
    web.pages[A] = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        + chunks(gzip.compress(page.encode()))
    )
    run("add", FEED, "--record", record, "--workers", 1)
    documents = json.loads(run("show", "documents", "--json", "--record", record).stdout)
    [doc] = [doc for doc in documents if doc["media"] == "warc"]
    assert "Gunmen killed 9 people" in doc["text"]
    assert "HTTP" not in doc["text"]
    assert (doc["url"], doc["title"]) == (A, "Killed in Orrel")
    assert doc["published"]["first"] == "2019-05-04"
    assert run("check", "--record", record).exit_code == 0
    incidents = json.loads(run("show", "incidents", "--json", "--record", record).stdout)
    assert doc["id"] in {told for incident in incidents for told in incident["documents"]}


def chunks(content):
    pieces = [content[at : at + 30] for at in range(0, len(content), 30)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def test_addresses_named_in_the_page_are_fetched_as_those_of_the_command(web, tmp_path):
    web.pages[A] = answer(
        f"<html><body><h1>Killed in Orrel</h1><article><p>{NEWS.format(n=9)}</p></article></body></html>".encode()
    )
    told = []
    with open_or_create(tmp_path / "r.truceline") as record:
        handed = Handed((), (A, "http://127.0.0.1/x", "file:///etc/passwd", "http://10.0.0.8/"))
        report = add_handed(handed, record, lambda *words: told.append(words))
        assert len(list(read.documents(record))) == 1
    assert report.read == 1
    reasons = {one.name: one.reason for one in report.refused}
    assert "not on the public internet" in reasons["http://127.0.0.1/x"]
    assert "not on the public internet" in reasons["http://10.0.0.8/"]
    assert "only http and https" in reasons["file:///etc/passwd"]
    assert ("fetching", 4, 4) in told
    assert ("reading", 1, 1) in told
