"""The polite visitor: robots.txt, turns, redirects. The clock is a fake one; nobody sleeps."""

import time
from itertools import pairwise

import pytest

from tests.web_server import Web, answer, moved
from truceline.ingest.polite import LONGEST_WAIT, Turns
from truceline.ingest.visitor import MOST_REDIRECTS, agent
from truceline.model.errors import NotFetched

A, B = "http://post.example/a", "http://post.example/b"
ROBOTS = "http://post.example/robots.txt"


@pytest.fixture
def web():
    web = Web()
    web.pages |= {A: answer(), B: answer()}
    yield web
    web.close()


def robots(*lines, status="200 OK"):
    return answer("\n".join(lines).encode(), "Content-Type: text/plain", status=status)


def asked(web):
    return [address for address, _ in web.asked]


# Turns


def test_a_host_is_left_alone_between_two_requests_and_another_is_not_waited_for(web):
    visitor = web.visitor(delay=2.0)
    web.pages["http://sun.example/"] = answer()
    for address in (A, B, "http://sun.example/", A):
        visitor.visit(address)
    # robots.txt, then a, then b; the robots.txt and page of another host; a again.
    assert web.clock.slept == [2.0, 2.0, 2.0]
    assert asked(web) == [ROBOTS, A, B, "http://sun.example/robots.txt", "http://sun.example/", A]


def test_time_that_passed_by_itself_is_not_waited_for_again(web):
    visitor = web.visitor(delay=2.0)
    visitor.visit(A)
    web.clock.now += 1.5
    visitor.visit(B)
    web.clock.now += 60
    visitor.visit(A)
    assert web.clock.slept == [2.0, 0.5]


def test_between_any_two_requests_to_one_host_lies_the_delay(web):
    times = {}
    dial = web.dial
    web.dial = lambda ip, port, seconds: (
        times.setdefault(ip, []).append(web.clock.now),
        dial(ip, port, seconds),
    )[1]
    visitor = web.visitor(delay=3.0)
    web.pages |= {"http://post.example/old": moved("/a"), "http://sun.example/x": moved(A)}
    for address in (A, "http://post.example/old", "http://sun.example/x", B, "http://sun.example/y"):
        visitor.visit(address)
    assert len(times) == 2
    for told in times.values():
        assert len(told) > 2
        assert all(later - earlier >= 3.0 for earlier, later in pairwise(told))


def test_the_delay_that_robots_txt_asks_for_is_kept_if_it_is_longer_than_ours(web):
    web.pages[ROBOTS] = robots("User-agent: *", "Crawl-delay: 10")
    visitor = web.visitor(delay=2.0)
    for address in (A, B, A):
        visitor.visit(address)
    assert web.clock.slept == [2.0, 10.0, 10.0]


def test_a_host_that_wants_an_hour_between_two_pages_gives_one_page(web):
    web.pages[ROBOTS] = robots("User-agent: *", "Crawl-delay: 3600")
    visitor = web.visitor(delay=2.0)
    assert visitor.visit(A).status == 200
    with pytest.raises(
        NotFetched, match=r"post.example asks to be left alone for 3,600 seconds, at most 60 are waited"
    ):
        visitor.visit(B)
    assert web.clock.slept == [2.0]


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_busy_host_is_asked_once_more_after_the_time_that_it_names(web, status):
    pages = iter([answer(b"", "Retry-After: 7", status=status), answer(b"words")])
    web.pages[A] = lambda connection: connection.sendall(next(pages))
    assert web.visitor(delay=2.0).visit(A).content == b"words"
    assert web.clock.slept == [2.0, 7.0]


def test_a_busy_host_that_stays_busy_is_asked_twice_and_no_more(web):
    web.pages[A] = answer(b"", "Retry-After: 7", status="429 Too Many Requests")
    assert web.visitor().visit(A).status == 429
    assert len(web.hits(A)) == 2


@pytest.mark.parametrize(
    "told",
    [
        ("Retry-After: 999999",),
        ("Retry-After: " + "9" * 400,),
        ("Date: Mon, 04 Mar 2019 10:00:00 GMT", "Retry-After: Mon, 04 Mar 2019 12:00:00 GMT"),
    ],
)
def test_a_host_that_wants_to_be_left_alone_for_days_is_for_the_rest_of_the_run(web, told):
    web.pages[A] = answer(b"", *told, status="429 Too Many Requests")
    visitor = web.visitor(delay=2.0)
    for address in (A, B):
        with pytest.raises(
            NotFetched, match=r"asks to be left alone for [0-9,]+ seconds, at most 60 are waited"
        ):
            visitor.visit(address)
    assert asked(web) == [ROBOTS, A]
    assert web.clock.slept == [2.0]


@pytest.mark.parametrize(
    "told", [(), ("Retry-After: soon",), ("Retry-After: Mon, 04 Mar 2019 12:00:00 GMT",)]
)
def test_a_busy_host_that_names_no_time_is_not_asked_again(web, told):
    web.pages[A] = answer(b"", *told, status="503 Oh")
    assert web.visitor().visit(A).status == 503
    assert len(web.hits(A)) == 1


def test_the_longest_wait_is_waited_and_no_longer():
    slept, now = [], [0.0]
    turns = Turns(delay=1.0, clock=lambda: now[0], sleep=slept.append)
    turns.leave("a", LONGEST_WAIT)
    turns.take("a")
    turns.leave("b", LONGEST_WAIT + 0.001)
    with pytest.raises(NotFetched):
        turns.take("b")
    assert slept == [LONGEST_WAIT]


def test_a_shorter_wait_does_not_cut_a_longer_one():
    slept = []
    turns = Turns(delay=1.0, clock=lambda: 0.0, sleep=slept.append)
    turns.leave("a", 30.0)
    turns.leave("a")
    turns.take("a")
    assert slept == [30.0]


# robots.txt


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        (("User-agent: *", "Disallow: /"), False),
        (("User-agent: *", "Disallow: /a"), False),
        (("User-agent: *", "Disallow: /b"), True),
        (("User-agent: truceline", "Disallow: /", "", "User-agent: *", "Disallow:"), False),
        (("User-agent: TruceLine", "Allow: /", "", "User-agent: *", "Disallow: /"), True),
        (("User-agent: other", "Disallow: /"), True),
        (("User-agent: *", "Disallow: /", "Allow: /a$"), True),
        (("User-agent: *", "Disallow: /*a"), False),
        (("<!doctype html><html><body>", "<p>Disallow: everything", "</body></html>"), True),
        (("",), True),
        (("\x00\x01\x02 User-agent", ":::", "Disallow"), True),
        (("User-agent: *", "Disallow: /" + "*a" * 5000 + "z"), True),
    ],
)
def test_robots_txt_is_obeyed(web, lines, allowed):
    web.pages[ROBOTS] = robots(*lines)
    began = time.monotonic()
    if allowed:
        assert web.visitor().visit(A).status == 200
    else:
        with pytest.raises(NotFetched, match=r"the robots.txt of post.example forbids it"):
            web.visitor().visit(A)
        assert asked(web) == [ROBOTS]
    assert time.monotonic() - began < 8


def test_robots_txt_is_asked_for_once_a_run(web):
    visitor = web.visitor()
    visitor.visit(A)
    visitor.visit(B)
    assert asked(web) == [ROBOTS, A, B]


def drip(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow:\n#")
    for _ in range(50):
        connection.sendall(b".")
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (answer(b"", status="500 Oh"), "the server answered 500"),
        (answer(b"", status="429 Too Many Requests"), "the server answered 429"),
        (answer(b"", status="204 No Content"), "the server answered 204"),
        (b"", "the connection failed"),
        (drip, "cut off after 3 seconds"),
        (answer(b"User-agent: *\n" + b"#" * 600_000), "512,000 are taken"),
        (moved("http://127.0.0.1/robots.txt"), "leads to 127.0.0.1"),
        (moved("file:///etc/robots.txt"), "only http and https"),
        (moved("/robots.txt"), "in a circle"),
    ],
)
def test_where_robots_txt_cannot_be_had_nothing_is_asked_for_and_it_is_not_tried_again(web, page, reason):
    web.pages[ROBOTS] = page
    visitor = web.visitor(network=web.patient(), sleep=lambda seconds: None)
    for _ in range(2):
        with pytest.raises(NotFetched, match=f"the robots.txt of post.example cannot be had: .*{reason}"):
            visitor.visit(A)
    assert asked(web) == [ROBOTS]


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "401 Unauthorized", "403 Forbidden"])
def test_where_there_is_no_robots_txt_everything_may_be_asked_for(web, status):
    web.pages[ROBOTS] = robots("User-agent: *", "Disallow: /", status=status)
    assert web.visitor().visit(A).status == 200


def test_a_robots_txt_that_has_moved_is_followed(web):
    web.pages |= {
        ROBOTS: moved("http://www.post.example/r"),
        "http://www.post.example/r": robots("User-agent: *", "Disallow: /a"),
    }
    with pytest.raises(NotFetched, match="forbids it"):
        web.visitor().visit(A)


# Redirects


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
def test_a_redirect_is_followed_and_the_last_address_told(web, status):
    web.pages |= {"http://post.example/old": moved("a?x=1#part", status=status), A + "?x=1": answer(b"words")}
    found = web.visitor().visit("http://post.example/old")
    assert (str(found.url), found.content) == (A + "?x=1", b"words")


def test_thirty_redirects_are_not_followed(web):
    for number in range(31):
        web.pages[f"http://post.example/{number}"] = moved(f"/{number + 1}")
    with pytest.raises(NotFetched, match="more than 5 redirects"):
        web.visitor().visit("http://post.example/0")
    assert len(web.asked) == 1 + 1 + MOST_REDIRECTS


def test_as_many_redirects_as_are_allowed_are_followed(web):
    for number in range(MOST_REDIRECTS):
        web.pages[f"http://post.example/{number}"] = moved(f"/{number + 1}")
    web.pages[f"http://post.example/{MOST_REDIRECTS}"] = answer(b"words")
    assert web.visitor().visit("http://post.example/0").content == b"words"


def test_redirects_in_a_circle(web):
    web.pages |= {A: moved(B), B: moved(A)}
    with pytest.raises(NotFetched, match=f"redirected in a circle, to {A}"):
        web.visitor().visit(A)
    assert asked(web) == [ROBOTS, A, B]


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://127.0.0.1/", "127.0.0.1 leads to 127.0.0.1, which is not on the public internet"),
        ("http://[::1]/", "leads to ::1"),
        ("http://169.254.169.254/latest/meta-data/", "leads to 169.254.169.254"),
        ("http://10.0.0.8/", "leads to 10.0.0.8"),
        ("http://inside.example/", "inside.example leads to 192.168.1.1"),
        ("http://nowhere.invalid/", "nobody knows where nowhere.invalid is"),
        ("file:///etc/passwd", "redirected to file:///etc/passwd: only http and https"),
        ("ftp://post.example/a", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://ann:secret@post.example/", "user name or password"),
        ("http://post.example:22/", "port 22"),
        ("http://post.example:port/", "redirected to no address"),
        ("http://[/", "nobody knows where"),
        ("//", "in a circle"),
    ],
)
def test_a_redirect_to_where_nobody_must_go_is_refused(web, to, reason):
    web.names["inside.example"] = ["192.168.1.1"]
    web.pages[A] = moved(to)
    with pytest.raises(NotFetched, match=reason):
        web.visitor().visit(A)
    assert {port for _, port in web.dialled} == {80}
    assert len(web.dialled) == 2


def test_the_robots_txt_of_the_host_that_is_redirected_to_is_obeyed(web):
    web.pages |= {A: moved("http://sun.example/a"), "http://sun.example/a": answer()}
    web.pages["http://sun.example/robots.txt"] = robots("User-agent: *", "Disallow: /")
    with pytest.raises(NotFetched, match=r"the robots.txt of sun.example forbids it"):
        web.visitor().visit(A)
    assert "http://sun.example/a" not in asked(web)


def test_a_redirect_without_an_address_is_an_answer_like_any_other(web):
    web.pages[A] = answer(b"", status="302 Found")
    assert web.visitor().visit(A).status == 302


# Failures, and what is said of us


def test_a_host_that_fails_three_times_in_a_row_is_left_alone_for_the_rest_of_the_run(web):
    web.pages[A] = b""
    web.pages["http://sun.example/"] = answer()
    visitor = web.visitor()
    reasons = []
    for _ in range(5):
        with pytest.raises(NotFetched) as told:
            visitor.visit(A)
        reasons.append(str(told.value))
    assert reasons[3:] == ["post.example failed 3 times in a row and is left alone in this run"] * 2
    assert len(web.hits(A)) == 3
    assert visitor.visit("http://sun.example/").status == 200


def test_failures_that_are_not_in_a_row_do_not_count(web):
    web.pages[A] = b""
    visitor = web.visitor()
    for _ in range(4):
        with pytest.raises(NotFetched, match="the connection failed"):
            visitor.visit(A)
        assert visitor.visit(B).status == 200


def test_what_is_said_of_us(web):
    web.visitor(agent=agent("1.2", "ann@desk.example")).visit(A)
    assert [headers["User-Agent"] for _, headers in web.asked] == ["truceline/1.2 (+ann@desk.example)"] * 2
    assert agent("1.2") == "truceline/1.2"
    assert not {"Cookie", "Referer", "Authorization", "From"} & {
        name for _, told in web.asked for name in told
    }


def test_what_asks_only_for_what_is_new_is_said_to_the_address_that_it_is_for(web):
    web.pages |= {"http://post.example/old": moved("/a")}
    tags = {A: {"If-None-Match": '"x"'}}
    web.visitor().visit("http://post.example/old", lambda address: tags.get(address, {}))
    assert web.hits(A)[0]["If-None-Match"] == '"x"'
    assert "If-None-Match" not in web.hits("http://post.example/old")[0]
    assert "If-None-Match" not in web.hits(ROBOTS)[0]
