"""The documentation builds without a warning, asks nothing of the network, and its links lead somewhere."""

import importlib.util
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.demo import ROOT

pytestmark = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("sphinx", "myst_parser", "furo")),
    reason="sphinx, myst-parser and furo are not installed here: the pages cannot be built",
)
# What a page makes a browser fetch: a link that a reader may click is none.
FETCHED = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?\b(?:src|srcset|data)=\"([^\"]+)\""
    r"|<link\b[^>]*?\bhref=\"([^\"]+)\"",
    re.I,
)
IN_STYLES = re.compile(r"@import\s+[\"']?([^\"';)]+)|url\(\s*[\"']?([^\"')]+)")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Where the pages lie, built as `make docs` builds them."""
    out = tmp_path_factory.mktemp("docs") / "html"
    [recipe] = re.findall(r"^docs:.*\n\t(?:@)?(.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    words = recipe.replace("$(BIN)/python", sys.executable).replace("out/docs", str(out)).split()
    done = subprocess.run(
        words,
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr.lower(), done.stderr
    return out


@cache
def text_of(path):
    return path.read_text(encoding="utf-8")


def pages(built):
    return sorted(built.rglob("*.html"))


def test_warnings_are_errors():
    recipe = text_of(ROOT / "Makefile").partition("\ndocs:")[2].partition("\n\n")[0]
    assert {"-W", "-n", "--keep-going"} <= set(recipe.split())


def test_every_page_of_the_repository_is_built(built):
    for name in ("docs/index", "docs/tutorial", "docs/method", "docs/record", "docs/commands", "docs/knowledge",
                 "docs/bench", "docs/python", "README", "CONTRIBUTING", "examples/README"):  # fmt: skip
        assert (built / f"{name}.html").exists(), name
    assert 'href="docs/index.html"' in text_of(built / "index.html")


def test_nothing_is_fetched_from_anywhere(built):
    asked = [
        (path.name, target)
        for path in pages(built)
        for target in map("".join, FETCHED.findall(text_of(path)))
        if re.match(r"(?:[a-z]+:)?//", target)
    ]
    asked += [
        (path.name, target)
        for path in built.rglob("*.css")
        for target in map("".join, IN_STYLES.findall(text_of(path)))
        if re.match(r"(?:[a-z]+:)?//", target)
    ]
    assert not asked


def test_what_is_fetched_lies_beside_the_pages(built):
    """So that the pages work from a folder, without a server."""
    lost = [
        (path.name, target)
        for path in pages(built)
        for target in map("".join, FETCHED.findall(text_of(path)))
        if not target.startswith("data:") and not target_of(path, target)[0].exists()
    ]
    assert not lost
    assert not [path for path in pages(built) if re.search(r"(?:src|href)=\"/[^/]", text_of(path))]


def target_of(path, link):
    """Return the file that a link leads to, and the name of the place in it."""
    file, _, place = link.partition("#")
    return (path.parent / unquote(file.split("?")[0])).resolve() if file else path, unquote(place)


def test_every_link_inside_leads_to_a_page_and_to_a_place_in_it(built):
    lost = []
    for path in pages(built):
        for link in re.findall(r"<a\b[^>]*?\bhref=\"([^\"]+)\"", text_of(path)):
            if re.match(r"[a-z]+:", link):
                continue
            file, place = target_of(path, link)
            if not file.exists() or (place and f'id="{place}"' not in text_of(file)):
                lost.append((path.relative_to(built).as_posix(), link))
    assert not lost


def test_the_links_of_the_search_page_need_no_server(built):
    """Its index is a script, which a browser loads from a folder; a request for data it would refuse."""
    assert 'src="searchindex.js"' in text_of(built / "search.html")
    assert Path(built / "searchindex.js").read_text(encoding="utf-8").startswith("Search.setIndex(")
