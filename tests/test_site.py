"""The static copy: every link leads somewhere, nothing of a private person is in it, and it opens from a file."""

import datetime
import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.demo import demo_record
from tests.serving import ask, demo_app
from tests.test_browser import places, solid
from tests.test_browser_serve import CLICK_SERVED, SEEN, every_page
from truceline import pipeline
from truceline.model.errors import NotFound, RecordError
from truceline.model.record import Incident, Where
from truceline.store import read
from truceline.store.open import open_or_create
from truceline.web import Selection, write_site
from truceline.web.files import static_file


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    with demo_record() as record:
        write_site(record, out, title="The examples")
    return out


def lost_links(site: Path) -> list[tuple[str, str]]:
    """Return the links of all pages that lead to no file of the folder."""
    lost = []
    for page in site.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"]+)"', page.read_text("utf-8")):
            path = re.split("[?#]", link)[0]
            if ":" in path or path.startswith("/") or (path and not (page.parent / path).exists()):
                lost.append((page.name, link))
    return lost


def test_every_link_of_every_page_leads_to_a_file(site: Path) -> None:
    assert lost_links(site) == []
    assert len(list(site.rglob("*.html"))) > 80


def test_it_has_a_page_for_every_noun(site: Path) -> None:
    with demo_record() as record:
        assert len(list((site / "incidents").iterdir())) == len(list(read.incidents(record)))
        assert len(list((site / "actors").iterdir())) == len(list(read.actors(record)))
        assert len(list((site / "sheets").iterdir())) == len(list(read.documents(record)))


def test_every_value_of_an_incident_opens_its_words_from_a_file(browser: Browser, site: Path) -> None:
    with demo_record() as record:
        kept = places(record)
        [id_] = [one.id for one in read.incidents(record) if "army post" in one.title]
    asked: list[str] = []
    said: list[str] = []
    page = browser.new_context().new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((site / "incidents" / f"{id_}.html").as_uri())
    marked, failed = page.evaluate(CLICK_SERVED)
    assert failed == []
    assert {at: words for at, words in marked.items() if {solid(w) for w in words} != {solid(kept[at])}} == {}
    page.locator("#evidence .head a").first.click()
    assert page.locator("article.sheet").count() == 1
    assert [url for url in asked if not url.startswith("file:")] == []
    assert said == []


def test_names_of_private_persons_are_nowhere_in_it(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        "A shell killed Hela Morn, 34, in Tbilisi on Sunday.\n\n“It came from the hill,” said Marten Ulve, a resident.\n",
        "utf-8",
    )
    with open_or_create(tmp_path / "r.truceline") as record:
        pipeline.add([tmp_path / "x.txt"], record, at="2021-01-01T00:00:00")
        write_site(record, tmp_path / "out")
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    named = [name for name in (b"morn", b"ulve") for path in files if name in path.read_bytes().lower()]
    named += [path.name for path in files if "morn" in path.name or "ulve" in path.name]
    assert named == []


def test_a_folder_that_holds_something_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with demo_record() as record, pytest.raises(RecordError, match="no empty folder"):
        write_site(record, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_page_of_a_list_leads_to_the_next(site: Path) -> None:
    first: Any = (site / "statements.html").read_text("utf-8")
    assert 'href="statements-2.html"' in first
    assert 'href="statements.html"' in (site / "statements-2.html").read_text("utf-8")


def test_titles_are_found_in_any_spelling_of_case_and_accents(browser: Browser, site: Path) -> None:
    said: list[str] = []
    page = browser.new_context().new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto((site / "incidents.html").as_uri())
    page.fill("#q", "BRENNÍCK arm")
    page.keyboard.press("Enter")
    page.locator("#found a").first.wait_for()
    assert "army post in Brennick" in page.locator("#found a").first.inner_text()
    page.locator("#found a").first.click()
    assert page.locator("section.noun h1").count() == 1
    assert said == []


def test_a_static_copy_tells_which_reports_are_new_since_the_last_visit(browser: Browser, site: Path) -> None:
    said: list[str] = []
    page = browser.new_context().new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto((site / "index.html").as_uri())
    page.evaluate(SEEN, 20)
    page.reload()
    page.locator("#news:not([hidden])").wait_for()
    new = int(page.get_attribute("#news", "data-number") or 0) - 20
    assert page.locator("#news li:not([hidden])").count() == min(new, 8)
    assert said == []


# As much script as a page may load, compressed; the network is drawn by a library of 136 KB.
MOST_SCRIPT = 250_000


def test_no_page_loads_more_script_than_a_slow_line_brings(site: Path) -> None:
    packed = {path: len(gzip.compress(path.read_bytes(), 9)) for path in (site / "static").rglob("*.js")}
    heavy = {}
    for page in site.rglob("*.html"):
        loaded = [
            (page.parent / src).resolve()
            for src in re.findall(r'<script src="([^"]+)"', page.read_text("utf-8"))
        ]
        heavy[page.name] = sum(packed[path] for path in loaded)
    assert max(heavy.values()) < MOST_SCRIPT
    assert min(heavy.values()) < 10_000


def test_no_served_page_does_either() -> None:
    for address in every_page():
        loaded = re.findall(r'<script src="/static/([^"]+)"', ask(demo_app(), address).text)
        sizes = [len(gzip.compress(static_file(name) or b"", 9)) for name in loaded]
        assert sum(sizes) < MOST_SCRIPT, address
        assert ("packages/cytoscape.js" in loaded) == (address == "/network"), address


def test_a_part_is_shown_as_in_the_whole_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    with demo_record() as record:
        before = {one.id: one for one in read.incidents(record)}
        write_site(record, tmp_path / "out", Selection(place="Mardrin"))
        assert {one.id: one for one in read.incidents(record)} == before
    out = tmp_path / "out"
    told = {path.stem for path in (out / "incidents").iterdir()}
    assert 0 < len(told) < len(before)
    assert all("Mardrin" in {place.name for place in _places(before[id_])} for id_ in told)
    assert lost_links(out) == []
    first = (out / "index.html").read_text("utf-8")
    assert "Selected: Incidents told from Mardrin" in first
    assert "The whole record holds 23 reports." in first
    assert 0 < len(list((out / "documents").iterdir())) < 23
    for id_ in told:
        page = (out / "incidents" / f"{id_}.html").read_text("utf-8")
        assert page.count('<th scope="row" class="holder">') == len(before[id_].accounts)


def _places(one: Incident) -> list[Where]:
    return [place for place in (one.place, *(account.place for account in one.accounts)) if place]


@pytest.mark.parametrize("selection", [Selection(since=datetime.date(2019, 3, 16)), "agreement"])
def test_other_parts_have_no_lost_links_either(tmp_path: Path, selection: Any) -> None:
    with demo_record() as record:
        if selection == "agreement":
            selection = Selection(agreement=next(one.id for one in read.agreements(record) if one.breaches))
        write_site(record, tmp_path / "out", selection)
    assert lost_links(tmp_path / "out") == []


def test_more_documents_than_a_static_copy_has_need_a_selection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("truceline.web.site.MOST_DOCUMENTS", 20)
    with demo_record() as record:
        with pytest.raises(RecordError, match="select a part of it"):
            write_site(record, tmp_path / "out")
        with pytest.raises(RecordError, match="select less"):
            write_site(record, tmp_path / "out", Selection(since=datetime.date(2001, 1, 1)))
        assert not (tmp_path / "out").exists()
        write_site(record, tmp_path / "out", Selection(place="Mardrin"))
        with pytest.raises(NotFound):
            write_site(record, tmp_path / "other", Selection(place="Nowhere"))
