"""One page with the whole record: self-contained, no script, no outside request."""

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from truceline.model.record import Toll
from truceline.store import read
from truceline.store.open import Record

MARKS = {"accuses": "▲", "admits": "■", "claims-responsibility": "■", "denies": "○", "doubts": "◐"}


def write_report(record: Record, path: Path) -> None:
    """Write the record's incidents and agreements as one HTML file; every figure opens its sentence.

    Raises:
        FileExistsError: the file is there already; it is not touched.
        OSError: it cannot be written.
    """
    environment = Environment(
        loader=PackageLoader("truceline.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["figure"] = figure
    environment.filters["mark"] = lambda stance: MARKS.get(stance, "●")
    documents = {doc.id: doc for doc in read.documents(record)}
    page = environment.get_template("report.html").render(
        incidents=list(read.incidents(record)), agreements=list(read.agreements(record)), documents=documents
    )
    with path.open("x", encoding="utf-8") as file:
        file.write(page)


def figure(toll: Toll) -> str:
    """Return a toll as words: "60 to 83 killed", "at least 100 wounded"."""
    if toll.high is None:
        return f"at least {toll.low} {toll.effect}"
    if toll.low == toll.high:
        return f"{'about ' if toll.exactness == 'about' else ''}{toll.low} {toll.effect}"
    return f"{toll.low} to {toll.high} {toll.effect}"
