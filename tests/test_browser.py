"""The report in a real browser: every value is clicked, and what opens is read back.

Needs Chromium (Debian's `chromium`, or any that is installed); where there is none, these tests skip.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.demo import demo_record
from truceline import pipeline
from truceline.model.document import Span
from truceline.store import read
from truceline.store.open import Record, open_or_create
from truceline.store.walk import walk
from truceline.web import write_report

# How many points of a picture for one of the page, and how bright paper without a mark is at least.
SHARP, WHITE = 4, 200
WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 390, "height": 800}

# Clicks every value, walks through all that it opens, and returns what was marked, by place, with the values that failed.
CLICK_ALL = """() => {
  const marked = {}, failed = [];
  const panel = document.getElementById("evidence");
  for (const figure of document.querySelectorAll(".fig[data-at]")) {
    figure.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    for (const [number, place] of figure.dataset.at.split(" ").entries()) {
      const marks = [...panel.querySelectorAll("mark")];
      const count = panel.querySelector(".count").textContent;
      const whole = panel.querySelector("[data-start]") !== null;
      if (!marks.length || !whole || !count.startsWith(`${number + 1} of `)) { failed.push(place); }
      (marked[place] ??= new Set()).add(marks.map((mark) => mark.textContent).join(" "));
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
    }
  }
  return [Object.fromEntries(Object.entries(marked).map(([place, words]) => [place, [...words]])), failed];
}"""


@pytest.fixture
def opened(browser: Browser) -> Iterator[Any]:
    """Open a file; when the test ends, no request may have left the page and nothing have been said on the console."""
    asked: list[str] = []
    said: list[str] = []

    def open_page(path: Path, viewport: dict[str, int] = WIDE, scheme: str = "light") -> Page:
        page = browser.new_context(viewport=viewport, color_scheme=scheme).new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield open_page
    assert [url for url in asked if not url.startswith("file:")] == []
    assert len(asked) == len({*asked}) or all(url.endswith(".html") for url in asked)
    assert said == []


@pytest.fixture(scope="session")
def demo_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the examples, names masked, as everybody gets it."""
    path = tmp_path_factory.mktemp("pages") / "examples.html"
    with demo_record() as record:
        write_report(record, path)
    return path


def places(record: Record) -> dict[str, str]:
    """Return the words of every span behind what a page shows, by the place that opens it."""
    nouns = [*read.incidents(record), *read.agreements(record), *read.measures(record)]
    nouns += [*read.conditions(record), *read.exhibits(record), *read.citations(record)]
    nouns += list(read.relations(record))
    spans = [one for noun in nouns for one in walk(noun) if isinstance(one, Span)]
    return {f"{span.doc}:{span.start}-{span.end}": span.quote for span in spans}


def solid(words: str) -> str:
    return "".join(words.split())


def click_all(page: Page, kept: dict[str, str]) -> int:
    """Click every value; assert that the marked words are those of the stored span; return how many places opened."""
    marked, failed = page.evaluate(CLICK_ALL)
    assert failed == []
    wrong = {
        place: words for place, words in marked.items() if {solid(w) for w in words} != {solid(kept[place])}
    }
    assert wrong == {}
    return len(marked)


def test_every_value_of_the_examples_opens_its_words(opened: Any, tmp_path: Path) -> None:
    with demo_record() as record:
        write_report(record, tmp_path / "r.html", masked=False)
        kept = places(record)
    assert click_all(opened(tmp_path / "r.html"), kept) > 100


@pytest.mark.shared
def test_every_value_of_the_seeds_opens_its_words(opened: Any, tmp_path: Path, shared: Path) -> None:
    with open_or_create(tmp_path / "seeds.truceline") as record:
        pipeline.add([shared / "seeds"], record, at="2021-01-01T00:00:00")
        write_report(record, tmp_path / "r.html", masked=False)
        kept = places(record)
    assert click_all(opened(tmp_path / "r.html"), kept) > 100


def test_a_masked_page_opens_too_and_shows_the_mask(opened: Any, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        "A shell killed Hela Morn, 34, in Tbilisi on Sunday.\n\n“It came from the hill,” said Marten Ulve, a resident.\n",
        "utf-8",
    )
    with open_or_create(tmp_path / "r.truceline") as record:
        pipeline.add([tmp_path / "x.txt"], record, at="2021-01-01T00:00:00")
        write_report(record, tmp_path / "r.html")
    page = opened(tmp_path / "r.html")
    marked, failed = page.evaluate(CLICK_ALL)
    assert marked
    assert failed == []
    assert "Morn" not in page.content()
    assert "[name withheld]" in page.content()


def test_places_hold_behind_characters_that_browsers_count_otherwise(opened: Any, tmp_path: Path) -> None:
    odd = "\U0001f54a\ufe0f \U0001d538 e\u0301 \u202e\u200f\x85\u2028 &amp; <b>"
    (tmp_path / "x.txt").write_bytes(
        f"{odd}\r\n\r\n“{odd}” A bomb killed nine people in Tbilisi on Sunday, the mayor said.\r\n".encode()
    )
    with open_or_create(tmp_path / "r.truceline") as record:
        pipeline.add([tmp_path / "x.txt"], record, at="2021-01-01T00:00:00")
        write_report(record, tmp_path / "r.html", masked=False)
        kept = places(record)
    assert click_all(opened(tmp_path / "r.html"), kept) > 3


def test_keys_walk_through_the_evidence_and_close_it(opened: Any, demo_page: Path) -> None:
    page = opened(demo_page)
    figure = page.locator('.fig[data-at*=" "]').first
    figure.focus()
    page.keyboard.press("Enter")
    count, panel = page.locator("#evidence .count"), page.locator("#evidence")
    assert count.inner_text().startswith("1 of ")
    assert figure.get_attribute("aria-current") == "true"
    page.keyboard.press("ArrowRight")
    assert count.inner_text().startswith("2 of ")
    page.keyboard.press("ArrowLeft")
    assert count.inner_text().startswith("1 of ")
    assert "#at=" in page.url
    page.keyboard.press("Escape")
    assert panel.locator("mark").count() == 0
    assert page.evaluate("document.activeElement.classList.contains('fig')")


def test_an_address_opens_its_evidence(opened: Any, demo_page: Path) -> None:
    page = opened(demo_page)
    page.locator("td .fig").first.click()
    address, words = page.url, page.locator("#evidence mark").first.inner_text()
    page.goto("about:blank")
    page.goto(address)
    assert page.locator("#evidence mark").first.inner_text() == words


def test_the_marked_words_are_in_view(opened: Any, demo_page: Path) -> None:
    for viewport in (WIDE, NARROW):
        page = opened(demo_page, viewport)
        figure = page.locator("td .fig").last
        figure.scroll_into_view_if_needed()
        figure.click()
        mark, panel = (
            page.locator("#evidence mark").first.bounding_box(),
            page.locator("#evidence").bounding_box(),
        )
        assert mark is not None
        assert panel is not None
        assert panel["y"] <= mark["y"] <= panel["y"] + panel["height"]
        assert 0 <= mark["y"] <= viewport["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_serious(
    opened: Any, demo_page: Path, viewport: dict[str, int], scheme: str
) -> None:
    page = opened(demo_page, viewport, scheme)
    page.locator("td .fig").first.click()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = {
        one["id"]: [node["target"] for node in one["nodes"]][:3]
        for one in found
        if one["impact"] in ("serious", "critical")
    }
    assert serious == {}


def test_a_narrow_screen_needs_no_scrolling_sideways(opened: Any, demo_page: Path) -> None:
    page = opened(demo_page, NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_quotes_in_a_right_to_left_script_are_set_so(opened: Any, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        "A bomb in Tbilisi killed nine people on Sunday, the mayor said.\n\nאמר ראש העיר: תשעה נהרגו.\n",
        "utf-8",
    )
    with open_or_create(tmp_path / "r.truceline") as record:
        pipeline.add([tmp_path / "x.txt"], record, at="2021-01-01T00:00:00")
        write_report(record, tmp_path / "r.html")
    page = opened(tmp_path / "r.html")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    directions = page.evaluate(
        "[...document.querySelectorAll('.document .line')].map((one) => getComputedStyle(one).direction)"
    )
    assert directions == ["ltr", "rtl"]


def test_without_scripts_numbers_lead_to_the_quotes(browser: Browser, demo_page: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(demo_page.as_uri())
    number = page.locator("section.noun .cited a").first
    assert number.is_visible()
    quote = page.locator(number.get_attribute("href") or "")
    page.locator("section.noun .behind summary").first.click()
    assert quote.locator("mark").first.is_visible()


def test_on_paper_the_quotes_are_still_marked(browser: Browser, demo_page: Path, tmp_path: Path) -> None:
    page = browser.new_context().new_page()
    page.goto(demo_page.as_uri())
    words = page.locator("section.noun .behind mark").first.text_content() or ""
    page.pdf(path=tmp_path / "r.pdf", format="A4")
    with pypdfium2.PdfDocument(tmp_path / "r.pdf") as document:
        marked = [colour for sheet in document for colour in _under(sheet, words)]
    assert marked
    # The words stand on white where they are no quote, and on the mark's colour where they are.
    assert any(min(colour) < WHITE for colour in marked)
    assert not page.locator("section.noun .behind[open]").count()


def _under(sheet: Any, words: str) -> list[tuple[int, ...]]:
    """Return the colour of the paper behind the first letter of the words, wherever a page has them."""
    text, image = sheet.get_textpage(), sheet.render(scale=SHARP).to_numpy()
    found, search = [], text.search(words.split()[0], match_case=True)
    while place := search.get_next():
        left, bottom, right, top = (int(edge * SHARP) for edge in text.get_charbox(place[0]))
        letter = image[image.shape[0] - top : image.shape[0] - bottom + 1, left : right + 1].reshape(
            -1, image.shape[2]
        )
        found.append(tuple(int(value) for value in max(letter.tolist(), key=sum)))
    return found
