"""The language of reports: told from the body, kept where it is not read, and never guessed of a few names."""

import socket
import tomllib
from pathlib import Path

import pytest

from truceline.clean import clean
from truceline.export.words import unread_words
from truceline.knowledge.furniture import load_furniture
from truceline.knowledge.languages import load_languages
from truceline.knowledge.load import HERE, load
from truceline.knowledge.swaps import load_swaps
from truceline.model.document import Raw
from truceline.pipeline import read_one

FURNITURE, SWAPS = load_furniture(HERE), load_swaps(HERE)
CASES = tomllib.loads((Path(__file__).parent / "cases/languages.toml").read_text(encoding="utf-8"))["case"]


def cleaned(text):
    return clean(Raw("a.txt", "text", text.strip().encode()), FURNITURE, SWAPS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_the_language_of_a_report(case):
    doc = cleaned(case["text"])
    assert doc.language == case.get("language")
    foreign = [doc.text[start:end] for start, end in doc.ranges("foreign")]
    assert [
        words[: len(begins)] for words, begins in zip(foreign, case.get("foreign", []), strict=True)
    ] == case.get("foreign", [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_only_english_is_parsed(case):
    reading = read_one(Raw("a.txt", "text", case["text"].strip().encode()), ())
    assert reading.document.is_read == (case.get("language") in (None, "en"))
    said = [*reading.statements, *reading.events, *reading.terms, *reading.measures, *reading.mentions]
    assert bool(said) == case["said"]
    foreign = reading.document.ranges("foreign")
    for mention in reading.mentions:
        assert not any(start <= mention.span.start < end for start, end in foreign)


def test_the_detector_asks_no_network(monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    from truceline.clean import language

    language._detector.cache_clear()
    assert (
        cleaned("Die Armee zog sich am Freitag aus der Stadt zurück, wie zwei Beamte sagten.").language
        == "de"
    )


def test_how_many_are_kept_is_told_by_language():
    assert unread_words(["ru", "ar", "ar"]) == "3 kept, not read: 2 in Arabic, 1 in Russian"
    assert unread_words(["und"]) == "1 kept, not read: 1 in a language that was not recognised"


def test_every_code_leads_to_a_language_with_a_name():
    languages = load_languages()
    assert set(languages.codes.values()) <= set(languages.names)
    assert load().version
