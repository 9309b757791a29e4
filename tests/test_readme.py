"""The README shows real reports and real output. `python -m tests.test_readme` writes the output into it."""

import html
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.demo import EXAMPLES, ROOT, demo_path, demo_record
from truceline.cli import app
from truceline.store import read

README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(name):
    return re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", README, re.S).group(1)


def folded(text):
    """Return the words alone: tags, entities, kinds of quotation marks and line breaks do not matter."""
    plain = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return " ".join(re.sub(r"[“”\"]", '"', re.sub(r"[‘’']", "'", plain)).split())


def output():
    with demo_record() as record:
        [one] = [one for one in read.incidents(record) if one.place and one.place.name == "Brennick"]
    return CliRunner().invoke(app, ["show", "incident", one.id, "--record", str(demo_path())]).stdout


def test_the_news_stands_in_the_examples():
    reports = folded(
        " ".join(path.read_text(encoding="utf-8") for path in sorted((EXAMPLES / "reports").iterdir()))
    )
    news = folded(re.sub(r"^> ?", "", block("news"), flags=re.M))
    sentences = [
        one
        for one in re.split(r"(?<=[.!?])(?:\"|\*\*)?\s+", re.sub(r"\*\*[^*]+\*\*", " ", news))
        if one.strip()
    ]
    missing = [one for one in sentences if one.strip(' "') not in reports]
    assert len(sentences) >= 7
    assert not missing


def test_the_output_is_what_the_tool_prints():
    assert block("output") == f"```\n{output()}```\n", "the README must show:\n" + output()


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_two_commands_are_targets_of_the_makefile(target):
    assert f"make {target} " in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


def test_the_files_that_it_names_are_there():
    for path in re.findall(r"`((?:src|docs|examples)/[\w./]+)`", README):
        assert Path(ROOT / path).exists(), path


if __name__ == "__main__":
    before, _, rest = README.partition("<!-- output -->\n")
    after = rest[rest.index("<!-- /output -->") :]
    (ROOT / "README.md").write_text(f"{before}<!-- output -->\n```\n{output()}```\n{after}", encoding="utf-8")
