"""Compare names as the reference scorer does: speakers by their words, culprits by their camp."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

STOP = frozenset({
    "the", "a", "an", "of", "and", "for", "in", "at", "its", "his", "her", "their", "said", "source", "sources", "group",
    "army", "forces", "force", "official", "officials", "ministry", "spokesman",
})  # fmt: skip


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("camps.toml").read_text("utf-8"))


def camps(name: str | None) -> frozenset[str]:
    """Return the camps that a named culprit belongs to; the name itself where it belongs to none that is known."""
    said, rules = (name or "").lower(), _table()
    for whole in rules["whole"]:
        if re.search(whole["words"], said):
            return frozenset(whole["camps"])
    found = {camp for camp, words in rules["camps"].items() if re.search(words, said)}
    first, *later = rules["instead"]
    found = _instead(found, said, first)
    if len(found) > 1:
        found -= {rules["label"]["drop"]}
    for rule in later:
        found = _instead(found, said, rule)
    return frozenset(found) or frozenset({said.strip()})


def _instead(found: set[str], said: str, rule: dict[str, str]) -> set[str]:
    if ("needs" in rule and rule["needs"] not in found) or not re.search(rule["words"], said):
        return found
    return (found - {rule["drop"]}) | ({rule["put"]} if "put" in rule else set())


def same_name(one: str | None, other: str | None, outlet: str) -> bool:
    """Return whether two speakers share a word of content, or one is the other's initials; None is the outlet."""
    one, other = one or outlet, other or outlet
    words, others = _words(one), _words(other)
    if not words or not others:
        return one.lower() == other.lower()
    return bool(words & others) or _initials(one) in others or _initials(other) in words


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"[a-z0-9']+", name.lower()) if word not in STOP and len(word) > 1}


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word[0].isupper()).lower()
