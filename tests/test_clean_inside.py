"""Captions, embedded messages and headings inside a paragraph; and what the parser reads for lost signs."""

import json
import tomllib
from pathlib import Path

import pytest

from truceline.clean import clean
from truceline.clean.sentences import sentences
from truceline.knowledge import load
from truceline.model.document import Document, Raw, body_of_lines
from truceline.parse import parse, patches

KNOWLEDGE = load()
CASES = tomllib.loads((Path(__file__).parent / "cases/inside.toml").read_text(encoding="utf-8"))["case"]


def cleaned(text):
    content = json.dumps({"title": "The day in the towns by the sea", "text": text}).encode()
    return clean(Raw("a.jsonl:1", "row", content), KNOWLEDGE.furniture, KNOWLEDGE.swaps)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_what_stands_inside_a_paragraph(case):
    doc = cleaned(case["text"])
    body = [doc.text[start:end] for start, end in doc.ranges("body")]
    assert len(body) == len(case["body"]), body
    for words, wanted in zip(body, case["body"], strict=True):
        first, _, last = wanted.partition(" … ")
        assert words.startswith(first)
        assert words.endswith(last)
    others = [
        [part.kind, doc.text[part.start : part.end]]
        for part in doc.parts
        if part.kind not in ("title", "body")
    ]
    assert others == case.get("parts", [])
    assert list(doc.byline) == case.get("byline", [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He left. She came.", ["He left.", "She came."]),
        (
            "The U.S. army and Gen. Lee left on Oct. 3. They came.",
            ["The U.S. army and Gen. Lee left on Oct. 3.", "They came."],
        ),
        ('"They left." He said so? "Yes."', ['"They left."', "He said so?", '"Yes."']),
        (
            "They left Tel-Zor. J. Lee and Joe Low. They came.",
            ["They left Tel-Zor.", "J. Lee and Joe Low.", "They came."],
        ),
        ("No sign at all", ["No sign at all"]),
        ("   ", []),
    ],
)
def test_where_sentences_begin(text, wanted):
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == wanted


def read(text):
    """Return the sentences as the parser saw them, word by word."""
    doc = Document(id="a", sha256="", media="text", encoding="utf-8", text=text, parts=body_of_lines(text))
    parsed = next(parse([doc], patches=[patches(doc, KNOWLEDGE)]))
    for token in parsed.tokens:
        assert text[token.start : token.end]
    return [" ".join(t.text for t in parsed.tokens[s.first : s.last]) for s in parsed.sentences]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The army left the town.The mayor stayed.", ["The army left the town .", "The mayor stayed ."]),
        ('"We stay" he said.The mayor left.', ['" We stay " he said .', "The mayor left ."]),
        ("See army.org or the U.S.Army page.", ["See army.org or the U.S.Army page ."]),
        ("The army doesnt deny it and wasnt there.", ["The army does n't deny it and was n't there ."]),
        ("Theres no truce and theyre gone.", ["There 's no truce and they 're gone ."]),
        ("Tuesdays strike hit the citys market.", ["Tuesday 's strike hit the city 's market ."]),
        ("Buses run on Tuesdays. The ways were open.", ["Buses run on Tuesdays .", "The ways were open ."]),
        (
            "Norways Defence Ministry and the UNs envoy met.",
            ["Norway 's Defence Ministry and the UN 's envoy met ."],
        ),
        (
            "The Observatorys head met the Kennedys there.",
            ["The Observatory 's head met the Kennedys there ."],
        ),
        ("Nine Rebels Killed Reports said so.", ["Nine Rebels Killed .", "Reports said so ."]),
        # States are no plurals, whatever apostrophes a text has; unless they are told to be several.
        ("The mayor's car. Norways king.", ["The mayor 's car .", "Norway 's king ."]),
        ("The mayor's car. The two Koreas met.", ["The mayor 's car .", "The two Koreas met ."]),
        ("The mayor's car. The UNs envoy.", ["The mayor 's car .", "The UNs envoy ."]),
        # A group whose capitals are a verb to the parser has another name; a line of capitals names nobody.
        ("IS said it held Mosul.", ["ISIS said it held Mosul ."]),
        ("The truce, says THE HAGUE, IS OVER.", ["The truce , says THE HAGUE , IS OVER ."]),
        # Behind what it tells an agency's "reports" is a verb.
        (
            "Nine died in a raid on Mosul Reuters reports.",
            ["Nine died in a raid on Mosul Reuters said ."],
        ),
        (
            "Nine died in Mosul, KSNA news agency reports.",
            ["Nine died in Mosul , KSNA news agency said ."],
        ),
        ("Nine died in Mosul, Reuters reported.", ["Nine died in Mosul , Reuters said ."]),
        ("The mayor relies on Reuters reports.", ["The mayor relies on Reuters reports ."]),
        # No name has an "s" more behind its own.
        ("The mayor's car. Damascuss ally.", ["The mayor 's car .", "Damascus 's ally ."]),
        # A text that has apostrophes has lost none.
        ("The mayor's car. The citys market.", ["The mayor 's car .", "The citys market ."]),
    ],
)
def test_the_parser_reads_signs_that_were_lost(text, wanted):
    assert read(text) == wanted
