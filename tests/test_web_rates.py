"""The page of the method says how often Truceline is right, in the numbers of the documentation."""

import html
import re
from pathlib import Path

from tests.serving import ask, demo_app
from truceline.web import rates as module
from truceline.web.rates import rates

METHOD = (Path(__file__).parent.parent / "docs" / "method.md").read_text("utf-8")


def test_every_number_of_the_documentation_is_told():
    numbers = re.findall(r"\| ([\d.]+) <!-- floor", METHOD)
    assert len(numbers) > 10
    assert [number for _, number in rates().measured] == numbers
    assert not any("<!--" in words or "|" in words for words, _ in rates().measured)


def test_the_page_shows_them_and_the_limits():
    page = html.unescape(ask(demo_app(), "/method").text)
    for what, number in rates().measured:
        assert f'<td class="n">{number}</td>' in page
        assert what[1:20] in page
    assert "English only." in page
    assert len(rates().limits) >= 3
    assert all(one.name and one.words for one in rates().limits)


def test_where_the_documentation_is_not_at_hand_the_page_says_where_it_is(monkeypatch):
    monkeypatch.setattr(module, "PLACES", ())
    assert rates.__wrapped__() == module.Rates()
