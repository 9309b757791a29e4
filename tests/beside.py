"""A text read whole with the knowledge of the examples: what stands beside events needs actors, places and statements."""

from functools import cache
from pathlib import Path

from truceline.extract.reading import read
from truceline.knowledge import Knowledge, load
from truceline.model.document import Document, Part, Trace
from truceline.model.reading import Reading
from truceline.parse import parse

KNOWLEDGE = Path(__file__).parent.parent / "examples" / "knowledge"


@cache
def knowledge() -> Knowledge:
    return load({path.name: path.read_text("utf-8") for path in KNOWLEDGE.glob("*.yml")})


def reading(
    text: str, *, heading: str = "", outlet: str | None = None, wire: str | None = None, altered=False
) -> Reading:
    whole = f"{heading}\n{text}" if heading else text
    body = Part(len(whole) - len(text), len(whole), "body")
    parts = (Part(0, len(heading), "title"), body) if heading else (body,)
    traces = (Trace("swap", "a word was swapped"),) if altered else ()
    doc = Document("d", "", "text", "utf-8", whole, parts, outlet=outlet, wire=wire, traces=traces)
    return read(next(iter(parse([doc]))), knowledge())


def holder(told: Reading, statement: str | None) -> str:
    """Return who says it, as the words name them."""
    said = next((one for one in told.statements if one.id == statement), None)
    return said.speaker.name if said and said.speaker else ""
