"""The server's pages in a real browser: what opens, what is drawn, what is asked of the network (nothing)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.demo import demo_path, demo_record
from tests.serving import served
from tests.test_browser import NARROW, WIDE, places, solid
from truceline import pipeline
from truceline.store import read
from truceline.store.open import open_or_create

# As CLICK_ALL, but each document comes when it is asked for.
CLICK_SERVED = """async () => {
  const marked = {}, failed = [];
  const panel = document.getElementById("evidence");
  const shown = async (place) => {
    for (let n = 0; n < 500 && panel.dataset.at !== place; n += 1) { await new Promise((done) => setTimeout(done, 10)); }
    return panel.dataset.at === place;
  };
  for (const figure of document.querySelectorAll(".fig[data-at]")) {
    figure.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    for (const place of figure.dataset.at.split(" ")) {
      const marks = await shown(place) ? [...panel.querySelectorAll("mark")] : [];
      if (!marks.length) { failed.push(place); }
      (marked[place] ??= new Set()).add(marks.map((mark) => mark.textContent).join(" "));
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
    }
  }
  return [Object.fromEntries(Object.entries(marked).map(([place, words]) => [place, [...words]])), failed];
}"""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address at which the examples are served, names masked."""
    with served(demo_path()) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Any]:
    """Visit a page; when the test ends, nothing may have been asked of another host, nor said on the console."""
    asked: list[str] = []
    said: list[str] = []

    def go(address: str, viewport: dict[str, int] = WIDE, scheme: str = "light", **more: Any) -> Page:
        page = browser.new_context(viewport=viewport, color_scheme=scheme, **more).new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(f"{address}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{address}: {error}"))
        page.goto(site + address)
        return page

    yield go
    assert [url for url in asked if not url.startswith(site)] == []
    assert said == []


def nouns() -> dict[str, list[str]]:
    with demo_record() as record:
        return {
            "incidents": [one.id for one in read.incidents(record)],
            "agreements": [one.id for one in read.agreements(record)],
            "documents": [one.id for one in read.documents(record)],
            "actors": [one.id for one in read.actors(record)],
        }


def every_page() -> list[str]:
    """Return one page of each sort."""
    first = [f"/{kind}/{found[0]}" for kind, found in nouns().items()]
    lists = (
        "incidents",
        "agreements",
        "actors",
        "statements",
        "documents",
        "measures",
        "conditions",
        "exhibits",
        "citations",
        "relations",
    )
    rest = (
        "",
        "outlets",
        "timeline",
        "map",
        "network",
        "changes",
        "coverage",
        "method",
        "search?words=truce",
    )
    return [*first, *(f"/{name}" for name in (*lists, *rest))]


def test_every_value_of_every_incident_opens_its_words(visit: Any) -> None:
    with demo_record() as record:
        kept = places(record)
    for kind in ("incidents", "agreements"):
        for id_ in nouns()[kind]:
            page = visit(f"/{kind}/{id_}")
            marked, failed = page.evaluate(CLICK_SERVED)
            assert failed == [], id_
            assert marked, id_
            wrong = {
                at: words for at, words in marked.items() if {solid(w) for w in words} != {solid(kept[at])}
            }
            # A masked name is shown as one; everything else as it stands in the document.
            assert {at for at, words in wrong.items() if "withheld" not in "".join(words)} == set(), id_


def test_everything_read_from_a_document_is_marked_in_it(visit: Any) -> None:
    for id_ in nouns()["documents"][:8]:
        page = visit(f"/documents/{id_}")
        failed = page.evaluate("""() => [...document.querySelectorAll(".readfrom .fig[data-at]")].filter((figure) => {
          figure.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
          return !document.querySelector(".sheet mark");
        }).map((figure) => figure.textContent)""")
        assert failed == []


def test_a_list_follows_its_form_and_its_address_says_so(visit: Any) -> None:
    page = visit("/incidents")
    whole = page.locator("#list tbody tr").count()
    page.select_option("#f-kind", "air_strike")
    page.wait_for_url("**/incidents?kind=air_strike")
    strikes = page.locator("#list tbody tr").count()
    assert 0 < strikes < whole
    page.fill("#f-words", "market")
    page.wait_for_url("**words=market**")
    assert page.locator("#list tbody tr").count() == 1
    page.locator("#list td .fig").first.click()
    page.locator("#evidence mark").first.wait_for()
    page.go_back()
    page.wait_for_function(f"document.querySelectorAll('#list tbody tr').length === {strikes}")


def test_without_scripts_lists_incidents_and_documents_work(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site + "/incidents")
    page.select_option("#f-kind", "air_strike")
    page.click("text=Show >> nth=0")
    assert "kind=air_strike" in page.url
    page.locator("tbody th a").first.click()
    assert "/incidents/" in page.url
    page.locator("td .fig").first.click()
    assert "/documents/" in page.url
    assert page.locator("mark").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_serious_on_any_page(visit: Any, viewport: dict[str, int], scheme: str) -> None:
    serious = {}
    for address in every_page():
        page = visit(address, viewport, scheme)
        if page.locator("#evidence").count() and page.locator("td .fig").count():
            page.locator("td .fig").first.click()
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        for one in found:
            if one["impact"] in ("serious", "critical"):
                serious[f"{address} {one['id']}"] = [node["target"] for node in one["nodes"]][:3]
        page.context.close()
    assert serious == {}


def test_no_page_needs_scrolling_sideways_on_a_phone(visit: Any) -> None:
    wide = {}
    for address in every_page():
        page = visit(address, NARROW)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
            wide[address] = width
        page.context.close()
    assert wide == {}


def test_words_of_ten_thousand_letters_do_not_widen_a_phone(browser: Browser, tmp_path: Path) -> None:
    long = "A" * 10_000
    (tmp_path / "x.txt").write_text(
        f"Shells fall on {long}\n\nA bomb killed nine people in Baghdad on Sunday, the {'w' * 300} mayor said. {long}\n",
        "utf-8",
    )
    with open_or_create(tmp_path / "r.truceline") as record:
        pipeline.add([tmp_path / "x.txt"], record, at="2021-01-01T00:00:00")
        documents = [f"/documents/{one.id}" for one in read.documents(record)]
        incidents = [f"/incidents/{one.id}" for one in read.incidents(record)]
    wide = {}
    with served(tmp_path / "r.truceline") as address:
        page = browser.new_context(viewport=NARROW).new_page()
        for path in (
            "/",
            "/documents",
            "/incidents",
            "/statements",
            "/changes",
            "/search?words=bomb",
            *documents,
            *incidents,
        ):
            page.goto(address + path)
            if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
                wide[path] = width
    assert wide == {}


def test_the_largest_places_are_named_on_the_map_and_no_name_lies_over_another(visit: Any) -> None:
    page = visit("/map")
    page.wait_for_selector("#map .place")
    boxes = page.evaluate(
        "[...document.querySelectorAll('#map .place')].map((one) => one.getBoundingClientRect().toJSON())"
    )
    over = [
        (a, b)
        for number, a in enumerate(boxes)
        for b in boxes[:number]
        if a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
    ]
    assert len(boxes) > 5
    assert over == []


def test_on_a_phone_what_is_not_told_takes_no_line(visit: Any) -> None:
    for viewport, shown in ((WIDE, True), (NARROW, False)):
        page = visit("/incidents", viewport)
        assert page.locator("#list td[data-empty]").first.is_visible() == shown


def test_the_keyboard_alone_reaches_a_figure_and_walks_through_its_evidence(visit: Any) -> None:
    page = visit(f"/incidents/{nouns()['incidents'][0]}")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement.classList.contains('fig') && document.activeElement.dataset.at.includes(' ')"
        ):
            break
    page.keyboard.press("Enter")
    page.locator("#evidence mark").first.wait_for()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#evidence .count').textContent.startsWith('2 of')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('fig')")


def test_what_was_chosen_stays_where_it_is_when_the_panel_opens(visit: Any) -> None:
    page = visit(f"/incidents/{nouns()['incidents'][0]}")
    figure = page.locator("td .fig").last
    figure.scroll_into_view_if_needed()
    before = figure.bounding_box()
    figure.click()
    page.locator("#evidence mark").first.wait_for()
    after = figure.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 3


def test_an_address_opens_its_evidence(visit: Any) -> None:
    page = visit(f"/incidents/{nouns()['incidents'][0]}")
    page.locator("td .fig").first.click()
    page.locator("#evidence mark").first.wait_for()
    words, address = page.locator("#evidence mark").first.inner_text(), page.url
    page.goto("about:blank")
    page.goto(address)
    page.locator("#evidence mark").first.wait_for()
    assert page.locator("#evidence mark").first.inner_text() == words


def test_the_map_draws_every_incident_that_is_located(visit: Any) -> None:
    page = visit("/map")
    page.wait_for_selector("#map path.incident")
    with demo_record() as record:
        located = [one for one in read.incidents(record) if one.place and one.place.lat is not None]
    assert int(page.get_attribute("#map", "data-drawn") or 0) == len(located)
    assert page.locator("#map path.incident").count() == page.locator("tbody tr").count() > 5
    boxes = page.evaluate(
        "[...document.querySelectorAll('#map path.incident')].map((one) => one.getBoundingClientRect().width)"
    )
    assert min(boxes) > 5
    page.locator("#map path.incident").first.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup p a").first.wait_for()
    assert "/incidents/" in (page.locator(".leaflet-popup p a").first.get_attribute("href") or "")


def test_land_is_drawn_where_there_is_some(visit: Any) -> None:
    page = visit("/map")
    page.wait_for_selector("#map path.incident")
    page.locator("#map").focus()
    for _ in range(6):
        page.locator(".leaflet-control-zoom-out").click()
        page.wait_for_timeout(300)
    land = page.evaluate("document.querySelector('#map path:not(.incident)').getAttribute('d').length")
    assert land > 1000


def test_the_network_draws_every_relation_and_a_line_opens_its_words(visit: Any) -> None:
    page = visit("/network")
    page.wait_for_function("document.getElementById('network').dataset.edges > 0")
    with demo_record() as record:
        told = [one for one in read.relations(record) if one.evidence]
    assert int(page.get_attribute("#network", "data-edges") or 0) == len(told)
    inked = page.evaluate("""() => [...document.querySelectorAll("#network canvas")].map((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let painted = 0;
      for (let n = 3; n < data.length; n += 4) { painted += data[n] > 0 ? 1 : 0; }
      return painted;
    })""")
    assert max(inked) > 2000
    page.evaluate("truceline.drawing.edges()[0].emit('tap')")
    page.locator("#evidence mark").first.wait_for()


def test_the_slider_of_the_network_hides_what_is_told_later(visit: Any) -> None:
    page = visit("/network")
    page.wait_for_selector("#slider:not([hidden])")
    whole = int(page.get_attribute("#network", "data-edges") or 0)
    page.locator("#until").focus()
    page.keyboard.press("Home")
    page.wait_for_function(f"document.getElementById('network').dataset.edges < {whole}")
    assert 0 <= int(page.get_attribute("#network", "data-edges") or -1) < whole


def test_the_timeline_draws_what_its_table_holds(visit: Any) -> None:
    page = visit("/timeline")
    circles = page.locator("figure svg a circle").count()
    assert circles > 8
    assert circles <= page.locator("tbody tr").count()
    widths = page.evaluate(
        "[...document.querySelectorAll('figure svg a circle')].map((one) => one.getBoundingClientRect().width)"
    )
    assert min(widths) > 4


# As if the last visit had been when so many lines of the log were there.
SEEN = """(number) => {
  const key = "truceline:" + document.getElementById("news").dataset.record;
  localStorage.setItem(key, JSON.stringify({ number, day: "2019-03-12" }));
  sessionStorage.clear();
}"""


def test_the_first_page_tells_what_is_new_since_the_last_visit(visit: Any) -> None:
    page = visit("/")
    assert page.locator("#news").is_hidden()
    page.reload()
    assert page.locator("#news").is_hidden()
    page.evaluate(SEEN, 20)
    page.reload()
    page.locator("#news:not([hidden])").wait_for()
    assert "on 12 March 2019" in page.inner_text("#news h2")
    assert "more since then" in page.inner_text("#news")
    page.reload()
    page.locator("#news:not([hidden])").wait_for()
    page.locator("#news >> text=All that changed").click()
    assert "Since you last came" in page.inner_text("main")


def test_the_lanes_of_an_agreement_draw_each_mark_and_open_its_words(visit: Any) -> None:
    with demo_record() as record:
        [deal] = [one for one in read.agreements(record) if one.breaches]
    page = visit(f"/agreements/{deal.id}")
    assert page.locator("figure.lanes a.fig").count() > 10
    assert page.locator("figure.lanes .tie").count() == sum(one.event is not None for one in deal.breaches)
    for name in (*deal.parties, *deal.brokers):
        assert page.locator(f"figure.lanes svg text:text-is('{name}')").count() == 1
    page.locator("figure.lanes a.fig path.accent").first.click()
    page.locator("#evidence mark").first.wait_for()
    assert page.locator("section.noun table tbody tr").count() >= len(deal.breaches) + len(deal.status)


def test_the_map_of_an_incident_draws_its_place_and_an_area_without_a_pin(visit: Any) -> None:
    with demo_record() as record:
        told = [one for one in read.incidents(record) if one.place and one.place.lat is not None]
    exact = next(one for one in told if one.place and one.place.precision == "exact")
    area = next(one for one in told if one.place and one.place.precision == "province")
    page = visit(f"/incidents/{exact.id}")
    page.wait_for_selector("#map[data-drawn]")
    assert page.locator("#map path.incident").count() >= 1
    page = visit(f"/incidents/{area.id}")
    page.wait_for_selector("#map[data-drawn]")
    sizes = page.evaluate(
        "[...document.querySelectorAll('#map path.incident')].map((one) => one.getBoundingClientRect().width)"
    )
    assert max(sizes) > 80


def test_on_a_phone_a_drawing_opens_where_something_is_drawn_and_its_names_move_along(visit: Any) -> None:
    for path in ("/timeline", f"/agreements/{nouns()['agreements'][0]}"):
        page = visit(path, NARROW)
        box = page.locator("figure.wide .scroll:has(svg)").first
        box.scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('figure.wide .scroll').scrollLeft > 50")
        shown = box.evaluate("""(box) => {
          const { left, right } = box.getBoundingClientRect();
          const inside = (one) => one.getBoundingClientRect().left >= left - 4 && one.getBoundingClientRect().right <= right;
          return [[...box.querySelectorAll("svg circle, svg .accent")].filter(inside).length, [...box.querySelectorAll("svg text[x='0']")].every(inside)];
        }""")
        assert shown[0] > 3, path
        assert shown[1], path
        wide = visit(path)
        wide.wait_for_timeout(200)
        assert wide.locator("figure.wide .scroll").first.evaluate("(box) => box.scrollLeft") == 0


def test_no_name_of_the_network_lies_over_another(visit: Any) -> None:
    page = visit("/network")
    page.wait_for_function("document.getElementById('network').dataset.crowded !== undefined")
    over = page.evaluate("""() => {
      const shown = truceline.drawing.nodes().not(".crowded").map((one) => one.boundingBox({ includeNodes: false, includeEdges: false, includeOverlays: false }));
      return shown.filter((a, n) => shown.some((b, m) => m < n && a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2)).length;
    }""")
    assert over == 0
    assert int(page.get_attribute("#network", "data-crowded") or 0) < 4
