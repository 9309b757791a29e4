"""Build a record of the reports that have gold."""

import tempfile
from pathlib import Path

import msgspec

from benchmarks.accounts.gold import REPORTS, Report
from benchmarks.build import build
from benchmarks.built import Built


def build_reports(data: Path, wanted: frozenset[str]) -> tuple[Built, dict[str, str]]:
    """Build a record of the wanted reports; return it, and the report's id by the document's."""
    lines = (line for line in (data / REPORTS).read_text("utf-8").splitlines() if line.strip())
    rows = [(row, line) for line in lines if (row := msgspec.json.decode(line, type=Report)).id in wanted]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / REPORTS
        path.write_text("".join(f"{line}\n" for _, line in rows), "utf-8")
        built = build([path])
    return built, {
        doc: rows[int(name.rsplit(":", 1)[1]) - 1][0].id
        for doc, names in built.came_as.items()
        for name in names
    }
