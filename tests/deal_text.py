"""A text with its actors, dates and statements given by hand, so that a test of deals needs no other extractor."""

import datetime
import re
from pathlib import Path

import truceline.knowledge
from truceline.knowledge.deals import load_deals
from truceline.model.actor import Actor, Mention
from truceline.model.cast import Cast
from truceline.model.document import Document, Part
from truceline.model.parsed import Found, Parsed
from truceline.model.statement import Speaker, Statement
from truceline.model.when import When
from truceline.parse import parse

DEALS = load_deals(Path(truceline.knowledge.__file__).parent)


def parsed(text: str, heading: str = "") -> Parsed:
    whole = f"{heading}\n{text}" if heading else text
    body = Part(len(whole) - len(text), len(whole), "body")
    parts = (Part(0, len(heading), "title"), body) if heading else (body,)
    doc = Document(id="d", sha256="", media="text", encoding="utf-8", text=whole, parts=parts)
    return next(iter(parse([doc])))


def cast_of(text: Parsed, actors: dict[str, str]) -> Cast:
    by_token: dict[int, Mention] = {}
    for words in sorted(actors, key=len, reverse=True):
        for found in re.finditer(re.escape(words), text.doc.text):
            inside = list(text.within(found.start(), found.end()))
            if inside and not set(inside) & set(by_token):
                head = next((i for i in inside if text.tokens[i].head not in inside), inside[-1])
                mention = Mention(text.doc.span(found.start(), found.end()), actors[words], head)
                by_token.update(dict.fromkeys(inside, mention))
    known = {actor: _actor(actor) for actor in actors.values()}
    return Cast(tuple(sorted(set(by_token.values()), key=lambda m: m.span)), by_token, known)


def _actor(actor: str) -> Actor:
    """Return an actor; "person:x of east" is a person who belongs to "east"."""
    name, _, above = actor.partition(" of ")
    kind = "person" if name.startswith("person:") else "armed_group"
    return Actor(actor, name, kind, part_of=(above,) if above else ())


def dates_of(text: Parsed, dates: dict[str, str]) -> tuple[Found[When], ...]:
    return tuple(_dates(text, words, days) for words, days in dates.items())


def _dates(text: Parsed, words: str, days: str) -> Found[When]:
    start = text.doc.text.index(words)
    inside = text.within(start, start + len(words))
    first, last = (datetime.date.fromisoformat(day) for day in (days.split("..") * 2)[:2])
    when = When(first, last, "day" if first == last else "month", words, "given")
    return Found(when, inside.start, inside.stop, inside.start)


def statements_of(text: Parsed, said: list[list[str]]) -> tuple[Statement, ...]:
    return tuple(_statement(text, speaker, content) for speaker, content in said)


def _statement(text: Parsed, speaker: str, content: str) -> Statement:
    start = text.doc.text.index(content)
    span = text.doc.span(start, start + len(content))
    return Statement(f"said by {speaker}", Speaker(speaker, None, speaker), (), (span,), "says", "indirect")
