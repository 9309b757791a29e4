"""The pages with a keyboard alone: all that a mouse can use is reached, and where one is can be seen."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.demo import demo_path
from tests.serving import served
from tests.test_browser import WIDE
from tests.test_browser_serve import every_page
from truceline.web.adding import Intake

# Numbers everything that a mouse can use (a label only leads to its field), and keeps how it looks without the focus.
COLLECT = """() => {
  const looks = (one) => [one, ...one.querySelectorAll("*")].map((part) => {
    const { outlineStyle, outlineWidth, outlineColor, stroke, strokeWidth } = getComputedStyle(part);
    return [outlineStyle, outlineWidth, outlineColor, stroke, strokeWidth].join();
  }).join(";");
  const usable = "a[href], button, input, select, textarea, summary, [role=button], [tabindex], .fig[data-at]";
  const points = (one) => one && getComputedStyle(one).cursor === "pointer";
  const several = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility({ visibilityProperty: true })
    && !one.disabled && one.tagName !== "LABEL" && (one.matches(usable) || points(one) && !points(one.parentElement)));
  window.truceline_rest = several.map(looks);
  several.forEach((one, number) => { one.dataset.number = number; });
  window.truceline_focus = () => {
    const one = document.activeElement;
    if (one === document.body) { return null; }
    const { left, top, right, bottom } = one.getBoundingClientRect();
    const there = right > left && bottom > top && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    return [Number(one.dataset.number ?? -1), there && looks(one) !== window.truceline_rest[one.dataset.number], one.outerHTML.slice(0, 120)];
  };
  return several.map((one) => one.outerHTML.slice(0, 120));
}"""
# No page of the examples has as many places to stop at.
MOST = 1000


@pytest.fixture(scope="module")
def keys(browser: Browser) -> Iterator[tuple[Page, str]]:
    """A page on which nothing scrolls smoothly, and the address of the examples, to which reports may be added."""
    page = browser.new_context(viewport=WIDE, reduced_motion="reduce").new_page()
    with served(demo_path(), intake=Intake(lambda *_: None, fetches=True)) as address:
        yield page, address


def walked(page: Page) -> tuple[set[int], list[str]]:
    """Press Tab until the page is left; return what was reached, and what had the focus without a sign of it."""
    reached: set[int] = set()
    unseen: list[str] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        at = page.evaluate("window.truceline_focus()")
        if at is None:
            return reached, unseen
        reached.add(at[0])
        unseen += [] if at[1] else [at[2]]
    raise AssertionError("the focus is caught")


def test_tab_reaches_all_that_a_mouse_can_use_and_the_focus_is_seen(keys: Any) -> None:
    page, site = keys
    missed, dark = {}, {}
    for address in [*every_page(), "/add", "/nowhere"]:
        page.goto(site + address)
        usable = page.evaluate(COLLECT)
        reached, unseen = walked(page)
        assert len(usable) > 2
        if rest := [words for number, words in enumerate(usable) if number not in reached]:
            missed[address] = rest
        if unseen:
            dark[address] = unseen
    assert missed == {}
    assert dark == {}


def test_arrows_walk_from_line_to_line_of_the_network(keys: Any) -> None:
    page, site = keys
    page.goto(site + "/network")
    page.wait_for_function("document.getElementById('network').dataset.edges > 1")
    page.locator("#network").focus()
    page.keyboard.press("ArrowDown")
    first = page.inner_text("#line")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("#line") not in ("", first)
    page.keyboard.press("ArrowUp")
    assert page.inner_text("#line") == first
    page.keyboard.press("Enter")
    page.locator("#evidence mark").first.wait_for()
    assert page.inner_text("#evidence .what") == first


def test_what_opens_on_the_map_comes_next_and_escape_leads_back(keys: Any) -> None:
    page, site = keys
    page.goto(site + "/map")
    mark = page.locator("#map path.incident").last
    mark.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup a[href*='/incidents/']:focus").wait_for()
    page.keyboard.press("Escape")
    page.locator("#map path.incident:focus").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == mark.get_attribute(
        "aria-label"
    )
