"""Which addresses may be visited: the checks by themselves, without a connection."""

from ipaddress import ip_address

import pytest

from truceline.ingest.address import checked, is_public, listed_in, name_of, public_ips
from truceline.model.errors import NotFetched


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.9.9.9", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.2.1", "192.168.1.1", "198.18.0.1", "203.0.113.5", "224.0.0.1",
        "224.0.1.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::1", "2002:a9fe:a9fe::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_public_internet(ip):
    assert not is_public(ip_address(ip))
    with pytest.raises(NotFetched, match="not on the public internet"):
        public_ips("post.example", 80, lambda host, port: [ip])


@pytest.mark.parametrize(
    "ip",
    ["93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_an_address_of_the_public_internet(ip):
    assert public_ips("post.example", 80, lambda host, port: [ip, ip]) == [ip_address(ip)]


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(NotFetched, match=r"leads to 10.0.0.1"):
        public_ips("post.example", 80, lambda host, port: ["8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize("found", [[], ["no number"], OSError("gone"), UnicodeError("label too long")])
def test_a_name_that_nobody_knows(found):
    def resolve(host, port):
        if isinstance(found, Exception):
            raise found
        return found

    with pytest.raises(NotFetched, match=r"nobody knows where post.example is"):
        public_ips("post.example", 80, resolve)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "only http and https are visited, not file"),
        ("ftp://post.example/a", "not ftp"),
        ("javascript:alert(1)", "not javascript"),
        ("post.example/a", "does not begin with http"),
        ("", "does not begin with http"),
        ("http:///a", "names no host"),
        ("http://ann:secret@post.example/", "user name or password"),
        ("http://post.example:22/", "port 22"),
        ("http://post.example:6379/", "port 6379"),
        ("http://post.example:99999/", "port 99999"),
        ("http://[::1/", "no address"),
        ("http://post.example/\n", None),
        ("http://post.example/a\r\nX: y", "no address"),
        ("http://post.example/" + "a" * 5000, "5,020 characters"),
    ],
)
def test_what_is_no_address_of_the_web(address, reason):
    if reason is None:
        assert str(checked(address)) == "http://post.example/"
        return
    with pytest.raises(NotFetched, match=reason):
        checked(address)


def test_an_address_has_one_normal_form():
    assert str(checked(" HTTP://Post.Example:80/a b?q=ü#part ")) == "http://post.example/a%20b?q=%C3%BC"
    assert str(checked("http://post.example?q=1")) == "http://post.example/?q=1"
    assert checked("http://bücher.example/").raw_host == b"xn--bcher-kva.example"


def test_what_is_no_address_is_logged_without_what_would_colour_a_terminal_or_fill_a_page():
    assert name_of("HTTP://post.example#a") == "http://post.example/"
    assert name_of("javascript:\x1b[31m\nred") == "javascript:\ufffd[31m\ufffdred"
    assert len(name_of("x" * 100_000)) == 200
    assert name_of("http://ann:se@cret@post.example/a@b") == "http://post.example/a@b"


def test_a_list_of_addresses():
    text = "\ufeff# outlets\r\nhttp://post.example/feed#a\r\n\n  https://sun.example/ \n#http://no.example/\nwords"
    assert list(listed_in(text)) == ["http://post.example/feed#a", "https://sun.example/", "words"]
