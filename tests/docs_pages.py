"""The pages under docs/ as tests look at them: sections, and the rows of their tables."""

import re

from tests.demo import ROOT


def page(name):
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def sections(text):
    """Return the text under each heading of the second level."""
    return dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", text, re.M | re.S))


def rows(section):
    """Return the cells of the table rows of a section, without the heads."""
    lines = re.findall(r"^\| (.+) \|$", section, re.M)
    return [re.split(r" \| ", line) for line in lines][1:]


def key_rows(section):
    """Return the rows whose first cell is a key."""
    return [cells for cells in rows(section) if re.fullmatch(r"`\w+`", cells[0])]
