"""The commands serve and site: what they refuse, where they listen, what they write."""

import socket

import pytest
from typer.testing import CliRunner

from tests.demo import demo_path
from truceline.cli import app
from truceline.cli.serve import TRIED, _is_loopback, _listen, _shown
from truceline.model.errors import RecordError


def run(*words):
    return CliRunner().invoke(app, [*map(str, words)])


def test_site_writes_a_folder_and_says_where_to_begin(tmp_path):
    told = run("site", tmp_path / "out", "--record", demo_path(), "--title", "A war")
    assert told.exit_code == 0, told.output
    assert "A war" in (tmp_path / "out" / "index.html").read_text("utf-8")
    again = run("site", tmp_path / "out", "--record", demo_path())
    assert again.exit_code == 1


def test_what_is_no_record_is_told_before_anything_listens(tmp_path):
    (tmp_path / "x.truceline").write_text("no record", "utf-8")
    told = run("serve", "--record", tmp_path / "x.truceline", "--no-browser")
    assert told.exit_code == 1
    assert run("serve", "--record", tmp_path / "none.truceline", "--no-browser").exit_code == 1


def test_where_a_port_is_taken_the_next_is_used():
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    port = taken.getsockname()[1]
    listening = _listen("127.0.0.1", port)
    assert port < listening.getsockname()[1] < port + TRIED
    listening.close()
    taken.close()


def test_an_address_that_is_not_this_machines_is_refused():
    with pytest.raises(RecordError, match="nothing can listen"):
        _listen("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("host", "loopback", "shown"),
    [("127.0.0.1", True, "127.0.0.1"), ("::1", True, "[::1]"), ("localhost", True, "localhost"), ("192.0.2.1", False, "192.0.2.1")],
)  # fmt: skip
def test_what_is_this_machine(host, loopback, shown):
    assert (_is_loopback(host), _shown(host)) == (loopback, shown)
