"""The pages of a server: every list, its files, what is refused, and bad input."""

import csv
import io
import json
import re
import threading
import time
from functools import partial
from urllib.parse import quote

import pytest

from tests.demo import demo_path, demo_record
from tests.serving import ask, demo_app
from truceline import pipeline
from truceline.model.errors import RecordBusy
from truceline.store import facts, lists, read
from truceline.store.ask import Ask
from truceline.store.open import open_or_create
from truceline.web.adding import MOST_ADDRESSES, Intake
from truceline.web.asked import FILTERS, LONGEST, asked
from truceline.web.rows import as_csv
from truceline.web.serve import application

PLAIN = [
    "/",
    "/outlets",
    "/timeline",
    "/map",
    "/network",
    "/changes",
    "/coverage",
    "/method",
    "/search",
    "/search?words=truce",
]
LISTED = [f"/{name}" for name in FILTERS]


def ids(html, kind):
    """Return the ids of the nouns of a kind that a page leads to from its rows."""
    return re.findall(rf'<th scope="row"[^>]*>.*?href="/{kind}/([^"?#]+)', html)


@pytest.mark.parametrize("address", [*PLAIN, *LISTED])
def test_every_page_is_there_and_has_one_head(address):
    answer = ask(demo_app(), address)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert "The examples" in answer.text


def test_every_noun_has_its_page():
    with demo_record() as record:
        addresses = [f"/incidents/{one.id}" for one in read.incidents(record)]
        addresses += [f"/agreements/{one.id}" for one in read.agreements(record)]
        addresses += [f"/actors/{one.id}" for one in read.actors(record)]
        addresses += [f"/documents/{one.id}" for one in read.documents(record)]
        addresses += [f"/documents/{one.id}/sheet" for one in read.documents(record)]
    wrong = [address for address in addresses if ask(demo_app(), address).status_code != 200]
    assert wrong == []
    assert len(addresses) > 80


@pytest.mark.parametrize(
    "view",
    [
        "/incidents",
        "/incidents?words=strike",
        "/incidents?kind=air_strike&happened=fair",
        "/incidents?since=2019-03-10&until=2019-03-12&order=latest",
        "/incidents?marked=contested&order=reports",
        "/incidents?place=Mardrin",
        "/incidents?actor=drovane",
        "/incidents?outlet=Hill%20Radio",
        "/documents?outlet=Tolmeth%20Herald",
        "/documents?words=truce&marked=original",
        "/documents?marked=altered",
        "/actors?kind=armed_group",
    ],
)
def test_the_files_of_a_view_have_exactly_its_rows(view):
    name, _, query = view[1:].partition("?")
    on_page = ids(ask(demo_app(), view).text, name)
    in_csv = [row["id"] for row in csv.DictReader(io.StringIO(ask(demo_app(), f"/{name}.csv?{query}").text))]
    in_json = [row["id"] for row in json.loads(ask(demo_app(), f"/{name}.json?{query}").text)]
    assert on_page == in_csv == in_json
    assert on_page


def test_every_outlet_is_counted_once_and_leads_to_exactly_its_reports():
    app = demo_app()
    with demo_record() as record:
        told, held = facts.outlets(record), facts.held(record, ["en"])
        documents = lists.documents(record, Ask(), page=None).rows
    assert (
        {one.name for one in told}
        == {*held.outlets}
        == {one.outlet or one.wire for one in documents} - {None}
    )
    for one in told:
        rows = ask(app, f"/documents.json?outlet={quote(one.name)}").json()
        assert len(rows) == one.documents, one.name


def test_a_filter_leaves_out_what_does_not_fit():
    whole = set(ids(ask(demo_app(), "/incidents").text, "incidents"))
    strikes = set(ids(ask(demo_app(), "/incidents?kind=air_strike").text, "incidents"))
    assert strikes < whole
    with demo_record() as record:
        assert strikes == {one.id for one in read.incidents(record) if one.kind == "air_strike"}


def test_the_pages_of_a_list_together_are_its_file():
    told, page = [], 1
    while rows := re.findall(r'data-at="([^"]+)"', ask(demo_app(), f"/statements?page={page}").text):
        told.append(len(rows))
        page += 1
    files = json.loads(ask(demo_app(), "/statements.json").text)
    with demo_record() as record:
        assert len(files) == len(list(read.statements(record)))
    assert len(told) == -(-len(files) // 50) > 1


def test_a_place_is_found_under_another_spelling():
    with demo_record() as record:
        [wanted] = [one for one in read.incidents(record) if "army post" in one.title]
    assert wanted.place.name == "Brennick"
    assert wanted.id in ids(ask(demo_app(), "/incidents?words=BRENNIK").text, "incidents")


def test_an_incident_is_found_by_who_tells_of_it():
    found = ids(ask(demo_app(), "/incidents?words=Mirela+Doss").text, "incidents")
    assert found
    for id_ in found:
        assert "Mirela Doss" in ask(demo_app(), f"/incidents/{id_}").text


def test_a_document_opens_without_scripts_with_its_words_marked():
    with demo_record() as record:
        span = next(span for one in read.incidents(record) for toll in one.tolls for span in toll.evidence)
    html = ask(demo_app(), f"/documents/{span.doc}?at={span.start}-{span.end}").text
    marked = "".join(re.findall(r'<mark id="marked">(.*?)</mark>', html))
    assert marked.split() == span.quote.split()


def test_a_cell_is_no_formula_and_an_empty_file_has_a_head():
    told = [{"id": "a", "title": "=HYPERLINK(1)", "low": -3, "altered": True, "outlet": None}]
    assert as_csv(told) == "id,title,low,altered,outlet\r\na,'=HYPERLINK(1),-3,yes,\r\n"
    assert as_csv([]) == "id\r\n"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", ""])
def test_another_host_is_refused(host):
    assert ask(demo_app(), "/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8765", "[::1]:80", "127.0.0.1:1"])
def test_this_machine_is_answered(host):
    assert ask(demo_app(), "/method", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/nowhere", "/static/style.css", "/incidents.csv"])
def test_every_answer_forbids_what_lies_elsewhere(address):
    headers = ask(demo_app(), address).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", ["/docs", "/redoc", "/openapi.json"])
def test_there_are_no_pages_about_the_interface(address):
    assert ask(demo_app(), address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/incidents/zzz", "/incidents/%00", "/incidents/%ED%A0%80", "/actors/no:body", "/documents/../../etc", "/agreements/" + "9" * 3000,
     "/nowhere", "/static/../serve.py", "/static/packages/../../serve.py", "/incidents.xlsx", "/documents/zzz/sheet"],
)  # fmt: skip
def test_a_wrong_address_gives_a_page_that_helps(address):
    answer = ask(demo_app(), address)
    assert answer.status_code == 404
    assert 'href="/incidents"' in answer.text


@pytest.mark.parametrize(
    "query",
    ["words=" + "x" * 3000, "words=%00%ED%A0%80%22*%28", "words=%22", "words=AND+OR+NOT", "words=%3Cscript%3E", "page=99999999999", "page=-1",
     "page=x", "since=2019-02-31", "since=now", "kind=%27%3B+DROP+TABLE", "order=sideways", "words=%E2%80%AE%D7%A9", "words=*"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["incidents", "documents", "statements"])
def test_a_strange_question_is_answered(name, query):
    answer = ask(demo_app(), f"/{name}?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text


def test_a_huge_address_is_refused():
    assert ask(demo_app(), "/incidents?words=" + "x" * 5000).status_code == 414


def test_what_cannot_be_followed_is_said():
    told = asked("incidents", {"since": "yesterday", "words": "a" * (LONGEST + 1)})
    assert told.ask.since is None
    assert len(told.ask.words) == LONGEST
    assert len(told.wrong) == 2
    assert "is no day" in ask(demo_app(), "/incidents?since=yesterday").text


def test_a_change_from_another_site_is_refused():
    answer = ask(demo_app(), "/add", method="POST", headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403


def test_hostile_words_are_shown_and_do_nothing(tmp_path):
    evil = "<script>alert(1)</script>"
    name = "Bob “<img src=x onerror=alert(1)>” \u202eevil\u202c"
    (tmp_path / "x.txt").write_text(
        f"{evil} & {name}\n\n“{evil} A bomb killed nine people in Baghdad on Sunday,” {name} said. {'x' * 10_000}\n",
        "utf-8",
    )
    with open_or_create(tmp_path / "r.truceline") as record:
        pipeline.add([tmp_path / "x.txt"], record, at="2021-01-01T00:00:00")
        addresses = [f"/incidents/{one.id}" for one in read.incidents(record)]
        addresses += [f"/documents/{one.id}" for one in read.documents(record)]
        addresses += [f"/actors/{one.id}" for one in read.actors(record)]
    app = application(tmp_path / "r.truceline")
    for address in [*addresses, *PLAIN, *LISTED]:
        answer = ask(app, address)
        assert answer.status_code == 200, address
        assert evil not in answer.text, address
        assert "<img" not in answer.text, address


def test_names_of_private_persons_are_masked_unless_asked_for(tmp_path):
    (tmp_path / "x.txt").write_text(
        "A shell killed Hela Morn, 34, in Tbilisi on Sunday.\n\n“It came from the hill,” said Marten Ulve, a resident.\n",
        "utf-8",
    )
    path = tmp_path / "r.truceline"
    with open_or_create(path) as record:
        pipeline.add([tmp_path / "x.txt"], record, at="2021-01-01T00:00:00")
        addresses = [f"/incidents/{one.id}" for one in read.incidents(record)]
        addresses += [f"/documents/{one.id}{end}" for one in read.documents(record) for end in ("", "/sheet")]
    files = [f"/{name}.{ending}" for name in FILTERS for ending in ("csv", "json")]
    masked, whole = application(path), application(path, masked=False)
    for address in [*addresses, *PLAIN, *LISTED, *files]:
        text = ask(masked, address).text.lower()
        assert "morn" not in text, address
        assert "ulve" not in text, address
    assert any("Morn" in ask(whole, address).text for address in addresses)
    # The page of somebody whose name is masked opens under another id, and its list is limited by that.
    called = set(re.findall(r"person:withheld-[0-9a-f]+", ask(masked, "/actors").text))
    assert any(ask(masked, f"/statements.json?actor={one}").json() for one in called)
    for one in called:
        assert "[name withheld]" in ask(masked, f"/actors/{one}").text


def test_an_empty_record_says_what_fills_it(tmp_path):
    with open_or_create(tmp_path / "r.truceline"):
        pass
    app = application(tmp_path / "r.truceline")
    assert "truceline add" in ask(app, "/").text
    for address in [*PLAIN, *LISTED]:
        assert ask(app, address).status_code == 200, address
    assert "truceline add" in ask(app, "/incidents").text


def test_a_record_that_is_gone_or_damaged_gives_a_page_that_says_so(tmp_path):
    path = tmp_path / "r.truceline"
    path.write_bytes(demo_path().read_bytes())
    app = application(path)
    assert ask(app, "/").status_code == 200
    path.unlink()
    gone = ask(app, "/incidents")
    assert gone.status_code == 503
    assert "not there any more" in gone.text
    path.write_bytes(b"no record")
    assert ask(app, "/incidents").status_code == 503
    path.unlink()
    path.write_bytes(demo_path().read_bytes())
    assert ask(app, "/incidents").status_code == 200


def test_what_is_added_meanwhile_is_shown(tmp_path):
    path = tmp_path / "r.truceline"
    for number, town in enumerate(("Tbilisi", "Batumi")):
        (tmp_path / f"{number}.txt").write_text(
            f"A bomb killed nine people in {town} on Sunday, the mayor said.\n", "utf-8"
        )
    with open_or_create(path) as record:
        pipeline.add([tmp_path / "0.txt"], record, at="2021-01-01T00:00:00")
    app = application(path)
    assert "Batumi" not in ask(app, "/incidents").text
    with open_or_create(path) as record:
        pipeline.add([tmp_path / "1.txt"], record, at="2021-01-02T00:00:00")
    assert "Batumi" in ask(app, "/incidents").text


def test_two_servers_of_one_record_answer_both():
    both = [application(demo_path()), application(demo_path())]
    assert {ask(app, "/").status_code for app in (*both, *both)} == {200}


def adder(handed, record, watch):
    return pipeline.add(handed.paths, record, at="2021-01-01T00:00:00", watch=partial(watch, "reading"))


@pytest.fixture
def growing(tmp_path):
    """A server of an empty record to which reports can be added, and the token of its form."""
    with open_or_create(tmp_path / "r.truceline"):
        pass
    app = application(tmp_path / "r.truceline", intake=Intake(adder))
    return app, re.search(r'name="token" value="([^"]+)"', ask(app, "/add").text)[1]


def ended(app):
    """Wait until what was handed in is read, and return the page."""
    for _ in range(600):
        if "hx-get" not in (html := ask(app, "/add").text):
            return html
        time.sleep(0.1)
    raise AssertionError("it never ended")


def test_reports_are_added_in_the_page_and_what_they_change_is_listed(growing):
    app, token = growing
    text = "Bomb kills nine\n\nA bomb killed nine people in Baghdad on Sunday, the mayor said.\n"
    files = [("files", ("one.txt", text.encode())), ("files", ("../two.bin", b"\x00\x01\x02" * 50))]
    answer = ask(
        app,
        "/add",
        method="POST",
        data={"token": token, "text": text.replace("Sunday", "Monday")},
        files=files,
    )
    assert answer.status_code == 303
    html = ended(app)
    assert "Two reports read, 1 could not be read" in html
    assert "two.bin" in html
    assert "Bomb kills nine" in html
    assert len(ids(ask(app, "/documents").text, "documents")) == 2
    assert "two documents" in ask(app, "/changes?since=2021-01-01").text
    assert "no document" in ask(app, "/changes?since=2021-01-02").text


@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_a_form_without_our_token_changes_nothing(growing, token):
    app, _ = growing
    answer = ask(
        app, "/add", method="POST", data={"token": token, "text": "A bomb killed nine people in Tbilisi."}
    )
    assert answer.status_code == 403
    assert "no report yet" in ask(app, "/").text


def test_a_form_that_is_too_long_or_of_no_length_is_refused(growing):
    app, _ = growing
    assert (
        ask(app, "/add", method="POST", headers={"Content-Length": "999999999"}, content=b"").status_code
        == 413
    )
    assert ask(app, "/add", method="POST", content=iter_nothing()).status_code == 411


async def iter_nothing():
    yield b"token="


def test_nothing_can_be_added_where_no_function_is_given():
    assert ask(demo_app(), "/add").status_code == 404
    assert 'href="/add"' not in ask(demo_app(), "/").text


def test_what_goes_wrong_while_adding_is_said(tmp_path):
    with open_or_create(tmp_path / "r.truceline"):
        pass

    def fails(handed, record, watch):
        raise RecordBusy("another process is writing")

    app = application(tmp_path / "r.truceline", intake=Intake(fails))
    token = re.search(r'name="token" value="([^"]+)"', ask(app, "/add").text)[1]
    ask(app, "/add", method="POST", data={"token": token, "text": "A bomb."})
    assert "another process is writing" in ended(app)


def test_changes_are_those_since_the_last_day_unless_told():
    assert "23 documents" in ask(demo_app(), "/changes").text
    assert "is no day" in ask(demo_app(), "/changes?since=soon").text


def test_what_came_behind_a_line_of_the_log_is_told_for_the_first_page(tmp_path):
    for name, words in (
        ("a", "A shell killed two people in Baghdad on Sunday."),
        ("b", "A bomb killed nine people in Tbilisi on Monday."),
    ):
        (tmp_path / f"{name}.txt").write_text(f"{words} {words}\n", "utf-8")
    with open_or_create(tmp_path / "r.truceline") as record:
        pipeline.add([tmp_path / "a.txt"], record, at="2021-01-01T00:00:00")
        before = facts.last_entry(record)[0]
        pipeline.add([tmp_path / "b.txt"], record, at="2021-01-02T00:00:00")
    app = application(tmp_path / "r.truceline")
    first = ask(app, "/").text
    assert f'data-number="{before + 1}"' in first
    told = ask(app, f"/news?after={before}").text
    assert "One report" in told
    assert "Tbilisi" in told
    assert "Baghdad" not in told
    changes = ask(app, f"/changes?since=entry-{before}").text
    assert "Since you last came: one document" in changes
    assert "Baghdad" not in changes
    assert "No reports" in ask(app, "/news?after=999999999").text
    assert ask(app, "/news?after=" + "9" * 300).status_code == 200
    assert ask(app, "/news?after=x").status_code == 200


def taking(tmp_path, add, *, fetches=True):
    """A server of an empty record that takes in addresses, and the token of its form."""
    with open_or_create(tmp_path / "r.truceline"):
        pass
    app = application(tmp_path / "r.truceline", intake=Intake(add, fetches=fetches))
    return app, re.search(r'name="token" value="([^"]+)"', ask(app, "/add").text)[1]


def test_addresses_are_handed_on_each_once_and_how_far_it_is_is_told(tmp_path):
    seen, begun, told = [], threading.Event(), threading.Event()

    def add(handed, record, watch):
        seen.append(handed)
        watch("fetching", 1, 2)
        begun.set()
        told.wait(10)
        return adder(handed, record, watch)

    app, token = taking(tmp_path, add)
    assert 'name="addresses"' in ask(app, "/add").text
    named = "http://post.example/a\r\n https://post.example/b  http://post.example/a"
    ask(app, "/add", method="POST", data={"token": token, "addresses": named})
    assert begun.wait(10)
    html = ask(app, "/add").text
    told.set()
    assert "Fetching: 1 of 2" in html
    assert [one.addresses for one in seen] == [("http://post.example/a", "https://post.example/b")]
    assert "No reports read" in ended(app)


def test_more_addresses_than_a_form_takes_are_refused(tmp_path):
    app, token = taking(tmp_path, adder)
    named = "\n".join(f"http://post.example/{n}" for n in range(MOST_ADDRESSES + 1))
    answer = ask(app, "/add", method="POST", data={"token": token, "addresses": named})
    assert answer.status_code == 413
    assert "--addresses FILE" in answer.text


def test_where_addresses_are_not_taken_none_is_fetched(tmp_path):
    seen = []

    def add(handed, record, watch):
        seen.append(handed)
        return adder(handed, record, watch)

    app, token = taking(tmp_path, add, fetches=False)
    assert 'name="addresses"' not in ask(app, "/add").text
    ask(app, "/add", method="POST", data={"token": token, "addresses": "http://post.example/a"})
    assert seen == []


def test_an_actor_shows_what_it_owes_and_in_which_agreement():
    with demo_record() as record:
        owing = {
            name: one for one in read.agreements(record) for duty in one.obligations for name in duty.bearer
        }
        ids_of = {one.name: one.id for one in read.actors(record)}
    assert "Highland Front" in owing
    for name, deal in owing.items():
        page = ask(demo_app(), f"/actors/{ids_of[name]}").text
        assert "What it owes" in page
        assert f'href="/agreements/{deal.id}"' in page
    assert "What it owes" not in ask(demo_app(), f"/actors/{ids_of['Ilse Marrow']}").text


def test_an_actor_tells_its_country_by_name_and_not_by_code():
    with demo_record() as record:
        told = [one for one in read.actors(record) if one.country == "XA" and one.kind != "state"]
    page = ask(demo_app(), f"/actors/{told[0].id}").text
    assert "· Kelmarra" in page
    assert "· XA" not in page
