"""What the pages on knowledge and on Python show is loaded, refused and run as they say."""

import os
import re
import subprocess
import sys

import pytest
import yaml

from tests.demo import ROOT
from tests.docs_pages import page, rows, sections
from tests.test_docs import NOUNS
from truceline.knowledge import load
from truceline.model.errors import BadKnowledge

KNOWLEDGE = page("knowledge")
FILES = dict(
    zip(
        ("actors.yml", "places.yml", "furniture.yml"),
        re.findall(r"```yaml\n(.*?)```", KNOWLEDGE, re.S),
        strict=True,
    )
)


def test_the_files_shown_are_read_as_the_page_tells():
    known = load(FILES)
    actors = known.names.actors
    assert actors["islanet"].speaks_for == "ostrava_isles"
    assert actors["sea_pact"].led_by == "ostrava_isles"
    assert actors["ostrava_isles:army"].name == "Ostravan Guard"
    assert actors["ostrava_isles:air_force"].name == "Ostravan air force"
    assert {name.text: str(name.until) for name in actors["reef_league"].names}[
        "Reef Council"
    ] == "2017-05-31"
    assert known.names.outlet("islanet.example").id == "islanet"
    assert "never miss a story, join our channel" in known.furniture.outlet_lines["islanet"]
    [weir] = known.gazetteer.lookup("Oldweir", ["XC"])
    assert (weir.name, weir.precision, weir.lat, weir.within[0]) == (
        "Old Weir",
        "exact",
        -40.4,
        "Weir district",
    )


def test_a_capital_is_read_as_its_government():
    [match] = load(FILES).names.match(["Linmouth", "denied", "it"], 0)
    assert (match.kind, match.actors) == ("seat", ("ostrava_isles",))


REFUSED = [tuple(cells) for cells in rows(sections(KNOWLEDGE)["What is refused"])]


@pytest.mark.parametrize(("shown", "told"), REFUSED)
def test_what_is_refused_is_refused_in_these_words(shown, told):
    text = shown.strip("`")
    file = "places.yml" if text.startswith("places") else "actors.yml"
    with pytest.raises(BadKnowledge) as caught:
        load({file: text})
    assert str(caught.value).startswith(told)


def test_the_table_of_what_is_refused_is_there():
    assert len(REFUSED) >= 9
    assert all(yaml.compose(shown.strip("`")) is not None for shown, _ in REFUSED)


def test_the_python_that_is_shown_runs(tmp_path):
    """All blocks, one after the other, beside the examples, as a reader's script would."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    blocks = re.findall(r"```python\n(.*?)```", page("python"), re.S)
    assert len(blocks) == 3
    (tmp_path / "script.py").write_text("\n".join(blocks), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, *incidents = done.stdout.splitlines()
    assert first == "23 documents"
    assert any(
        re.fullmatch(r"[0-9a-f]{12} Air strike .* in Brennick confirmed confirmed", one) for one in incidents
    )


def test_the_keys_whose_names_differ_in_python_are_those_that_the_page_tells():
    differ = {
        (noun.__name__, name, key)
        for noun in NOUNS
        for name, key in zip(noun.__struct_fields__, noun.__struct_encode_fields__, strict=True)
        if name != key
    }
    assert differ == {("Span", "doc", "document"), ("Days", "first", "from"), ("Days", "last", "to")}
