"""Who speaks and who is pointed at is never swapped: every verb of stance, in every voice, with invented sides."""

from collections import defaultdict
from typing import NamedTuple

import pytest

from tests.test_extract_statements import SPEECH, cast_of, shown
from truceline.extract.statements import find_statements
from truceline.model.document import Document, body_of_lines
from truceline.parse import parse

STANCES = (
    "accuses",
    "claims-responsibility",
    "denies",
    "admits",
    "doubts",
    "confirms",
    "condemns",
    "warns",
    "threatens",
)
SAID = {
    "active": "Norland {past} {rest}.",
    "passive": "{whom} was {past} by Norland{tail}.",
    "not": "Norland did not {lemma} {rest}.",
    "refused": "Norland refused to {lemma} {rest}.",
    "urged": "Ann Berg urged Norland to {lemma} {rest}.",
    "supposed": "Norland might {lemma} {rest}.",
}
UNSAID = ("not", "refused")
NOBODY = ("urged", "supposed")
# Fewer sentences than this that the parser reads as meant, and the test would check nothing.
FEWEST = 300
IRREGULAR = {"own up": "owned up", "bear out": "bore out", "rebut": "rebutted", "rip": "ripped", "rap": "rapped", "slam": "slammed",
             "put": "put", "lay": "laid", "pin": "pinned", "deny": "denied", "decry": "decried", "query": "queried",
             "vilify": "vilified", "verify": "verified"}  # fmt: skip


class Sentence(NamedTuple):
    """One sentence made from a verb: how it is made, the verb's stance, and the words."""

    form: str
    lemma: str
    stance: str
    text: str


def past(lemma):
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    first, _, particle = lemma.partition(" ")
    ended = first + ("d" if first.endswith("e") else "ed")
    if first.endswith("y") and first[-2] not in "aeiou":
        ended = f"{first[:-1]}ied"
    return f"{ended} {particle}".strip()


def complements(sense):
    """Yield what can follow the verb, with whom it points at in a passive and what is left behind the doer."""
    for preposition in sorted(sense.person)[:1]:
        yield (
            f"Sudland {preposition} the raid on the market",
            "Sudland",
            f" {preposition} the raid on the market",
        )
    for preposition in sorted(sense.onto)[:1]:
        yield f"the raid {preposition} Sudland", "The raid", f" {preposition} Sudland"
    if "object" in sense.frames:
        yield "the raid by Sudland", "The raid by Sudland", ""
    if "clause" in sense.frames:
        yield "that Sudland had bombed the market", None, ""


def sentences():
    for lemma, senses in SPEECH.verbs.items():
        for sense in senses:
            if sense.stance not in STANCES:
                continue
            for rest, whom, tail in complements(sense):
                for form, words in SAID.items():
                    if form != "passive" or whom is not None:
                        text = words.format(past=past(lemma), lemma=lemma, rest=rest, whom=whom, tail=tail)
                        yield Sentence(form, lemma, sense.stance, text)


def read_all(texts):
    docs = [
        Document(f"d{n}", "", "text", "utf-8", text, parts=body_of_lines(text))
        for n, text in enumerate(texts)
    ]
    for parsed in parse(docs):
        found = find_statements(parsed, SPEECH, cast_of(parsed))
        yield [shown(one) for one in found]


@pytest.fixture(scope="module")
def told():
    made = list(dict.fromkeys(sentences()))
    read = dict(zip((one.text for one in made), read_all([one.text for one in made]), strict=True))
    by_form = defaultdict(list)
    for one in made:
        by_form[one.form].append((one, read[one.text]))
    return by_form


def test_enough_verbs_are_read_to_check_anything(told):
    assert sum(bool(found) for form in SAID for _, found in told[form]) >= FEWEST


@pytest.mark.parametrize("form", [form for form in SAID if form not in NOBODY])
def test_the_one_pointed_at_never_speaks_and_the_speaker_is_never_pointed_at(told, form):
    swapped = [
        (sentence.text, one)
        for sentence, found in told[form]
        for one in found
        if one["actor"] == "sudland" or one["against"] == "norland"
    ]
    assert swapped == []


@pytest.mark.parametrize("form", NOBODY)
def test_what_is_only_urged_or_supposed_is_no_stance_of_anybody(told, form):
    taken = [
        (sentence.text, one)
        for sentence, found in told[form]
        for one in found
        if one["actor"] in ("norland", "sudland") and one["stance"] in STANCES
    ]
    assert taken == []


@pytest.mark.parametrize("form", UNSAID)
def test_what_is_not_said_is_not_taken_for_said(told, form):
    kept = [
        (sentence.text, one["stance"])
        for sentence, found in told[form]
        for one in found
        if one["actor"] == "norland" and one["stance"] == sentence.stance
    ]
    assert kept == []


def test_two_sides_that_change_places_change_them_in_what_is_read(told):
    turned = [exchanged(one.text) for form in ("active", "passive") for one, _ in told[form]][::5]
    swapped = [
        (text, one)
        for text, found in zip(turned, read_all(turned), strict=True)
        for one in found
        if one["actor"] == "norland" or one["against"] == "sudland"
    ]
    assert swapped == []


def exchanged(words):
    """Return the words with the two sides in each other's place."""
    return words.replace("Norland", "\0").replace("Sudland", "Norland").replace("\0", "Sudland")
