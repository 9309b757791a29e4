"""Which addresses of the web may be visited, and where their names lead."""

import re
import socket
from collections.abc import Callable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from truceline.model.errors import NotFetched

Resolve = Callable[[str, int], Sequence[str]]
IP = IPv4Address | IPv6Address

# Where web servers listen. Anything else behind a public name is mail, a database, or somebody's own machine.
PORTS = frozenset({80, 443, 8080, 8443})
_USUAL = {"http": 80, "https": 443}
# Characters of an address. Longer ones are made by machines for machines; browsers stop at about as many.
_LONGEST = 4096
# Characters of what is no address that are logged.
_NAMED = 200
_PASSWORD = re.compile(r"//[^/?#]*@")
# Networks whose addresses hold one of IPv4, with the bits behind it: NAT64 (RFC 6052), and 6to4 (RFC 3056).
_NAT64, _6TO4 = IPv6Network("64:ff9b::/96"), IPv6Network("2002::/16")


def is_address(given: str) -> bool:
    """Return whether it may be visited, as far as its words tell."""
    try:
        return bool(checked(given))
    except NotFetched:
        return False


def listed_in(text: str) -> Iterator[str]:
    """Yield the addresses of a list, one a line; blank lines and lines that begin with "#" are passed over.

    Only such lines are comments: within a line "#" begins a part of the page.
    """
    for line in text.lstrip("\ufeff").splitlines():
        if (address := line.strip()) and not address.startswith("#"):
            yield address


def checked(address: str) -> httpx.URL:
    """Return the address in its normal form, without the part of the page that it may name.

    Raises:
        NotFetched: it is none of the web, names a user or password, or a port where no web server listens.
    """
    if len(address) > _LONGEST:
        raise NotFetched(f"an address of {len(address):,} characters, at most {_LONGEST:,}")
    try:
        told = httpx.URL(address.strip())
        # The path of "http://post.example" is "/", and says so only where it is asked for.
        url = told.copy_with(fragment=None, raw_path=told.raw_path) if told.host else told
    except (httpx.InvalidURL, ValueError) as error:
        raise NotFetched(f"no address: {error}") from error
    if not url.scheme:
        raise NotFetched("no address of the web: it does not begin with http:// or https://")
    if url.scheme not in _USUAL:
        raise NotFetched(f"only http and https are visited, not {url.scheme}")
    if not url.host:
        raise NotFetched("the address names no host")
    if url.userinfo:
        raise NotFetched("the address holds a user name or password, which would be kept in the record")
    if port_of(url) not in PORTS:
        raise NotFetched(f"port {url.port}: only {', '.join(map(str, sorted(PORTS)))} are visited")
    return url


def name_of(address: str) -> str:
    """Return under which name an address is logged: its normal form.

    Of what is none, as much as a person wants to see: without a password, and without what would colour a terminal.
    """
    try:
        return str(checked(address))
    except NotFetched:
        plain = "".join(char if char.isprintable() else "\ufffd" for char in address.strip()[:_NAMED])
        return _PASSWORD.sub("//", plain)


def port_of(url: httpx.URL) -> int:
    """Return the port that the address means."""
    return url.port or _USUAL[url.scheme]


def resolve(host: str, port: int) -> list[str]:
    """Return where the system says that a name leads.

    Raises:
        OSError: nobody knows the name.
    """
    return [str(told[4][0]) for told in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def public_ips(host: str, port: int, resolve: Resolve) -> list[IP]:
    """Return where a name leads, if that is the public internet and nothing else.

    One private address among public ones is enough to refuse all: it is how a stranger's name is made to lead inside.

    Raises:
        NotFetched: nobody knows the name, or it leads to a private address.
    """
    try:
        found = [ip_address(told) for told in resolve(host, port)]
    except (OSError, UnicodeError, ValueError) as error:
        raise NotFetched(f"nobody knows where {host} is") from error
    if not found:
        raise NotFetched(f"nobody knows where {host} is")
    for ip in found:
        if not is_public(ip):
            raise NotFetched(f"{host} leads to {ip}, which is not on the public internet")
    return list(dict.fromkeys(found))


def is_public(ip: IP) -> bool:
    """Return whether an address is one of the public internet, and so is the one of IPv4 that it may hold."""
    if isinstance(ip, IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return is_public(inner)
        if ip.is_site_local or ip.scope_id:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _inner(ip: IPv6Address) -> IPv4Address | None:
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    if ip in _6TO4:
        return ip.sixtofour
    return IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
