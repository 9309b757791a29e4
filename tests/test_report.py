"""The report as a file: every value's place holds its words, nothing is asked of a network, hostile words stay words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.demo import demo_record
from truceline import pipeline
from truceline.model.document import Span
from truceline.model.errors import NotFound, RecordError
from truceline.store import read
from truceline.store.open import Record, open_or_create
from truceline.store.snapshot import snapshot
from truceline.store.walk import walk
from truceline.web import Selection, report, write_report
from truceline.web.selection import select

AT = "2021-06-10T12:00:00"


class Page(HTMLParser):
    """What a reader of the file can reach: the places that open, the documents' characters, everything that loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.at: set[str] = set()
        self.text: dict[str, dict[int, str]] = {}
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self._doc, self._start = "", -1
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.at |= set((told.get("data-at") or "").split())
        self.ids += [told["id"]] if "id" in told else []
        self.targets |= (
            {told["href"][1:]} if tag == "a" and (told.get("href") or "").startswith("#") else set()
        )
        self.loads += [
            value
            for key, value in attrs
            if key in ("src", "href", "action", "data") and not (value or "").startswith("#")
        ]
        if tag == "details" and told.get("class") == "document":
            self._doc = told["id"].removeprefix("document-")
        self._start = int(told["data-start"]) if "data-start" in told else -1

    def handle_data(self, data):
        if self._start >= 0:
            self.text.setdefault(self._doc, {}).update(enumerate(data, self._start))
            self._start = -1

    def quote(self, place: str) -> str:
        doc, start, end = re.fullmatch(r"(\w+):(\d+)-(\d+)", place).groups()
        return "".join(self.text[doc].get(i, " ") for i in range(int(start), int(end)))


@pytest.fixture
def small(tmp_path: Path):
    """A record of one report, which names a witness."""
    (tmp_path / "x.txt").write_text(
        "Army says nine died in Tbilisi\n\nA car bomb in Tbilisi killed nine people on Sunday, the mayor said. "
        "“The street was full,” said Nino Beridze, a shopkeeper.\n", "utf-8"
    )  # fmt: skip
    with open_or_create(tmp_path / "r.truceline") as opened:
        pipeline.add([tmp_path / "x.txt"], opened, at=AT)
        yield opened


def written(record: Record, path: Path, *selection: Selection, **options) -> Page:
    write_report(record, path, *selection, **options)
    return Page(path)


def beside(record: Record):
    told = [one for one in read.relations(record) if one.evidence]
    return [*read.conditions(record), *read.exhibits(record), *read.citations(record), *told]


def spans(record: Record) -> set[Span]:
    """Every span that what a page shows of a record rests on."""
    nouns = [*read.incidents(record), *read.agreements(record), *read.measures(record), *beside(record)]
    return {one for noun in nouns for one in walk(noun) if isinstance(one, Span)}


def test_every_place_that_opens_holds_the_words_of_its_span(tmp_path: Path) -> None:
    with demo_record() as record:
        page = written(record, tmp_path / "r.html", masked=False)
        kept = {f"{span.doc}:{span.start}-{span.end}": span.quote for span in spans(record)}
    assert len(page.at) > 100
    assert page.at <= kept.keys()
    wrong = {place for place in page.at if page.quote(place).split() != kept[place].split()}
    assert not wrong


def test_what_stands_beside_the_incidents_opens(tmp_path: Path) -> None:
    with demo_record() as record:
        page = written(record, tmp_path / "r.html", masked=False)
        told = {
            f"{one.evidence[0].doc}:{one.evidence[0].start}-{one.evidence[0].end}" for one in beside(record)
        }
    assert told
    assert told <= page.at
    assert {"conditions", "exhibits", "citations", "relations"} <= set(page.ids)


def test_a_place_has_its_own_conditions(tmp_path: Path) -> None:
    with demo_record() as record:
        found = select(record, Selection(place="Eldrath"), {})
        other = select(record, Selection(place="Skarn"), {})
    assert {one.place.name for one in found.conditions if one.place} == {"Eldrath"}
    assert not other.conditions


def test_every_figure_of_every_incident_opens(tmp_path: Path) -> None:
    with demo_record() as record:
        page = written(record, tmp_path / "r.html", masked=False)
        tolls = [toll for one in read.incidents(record) for account in one.accounts for toll in account.tolls]
    assert tolls
    assert {f"{span.doc}:{span.start}-{span.end}" for toll in tolls for span in toll.evidence} <= page.at


def test_nothing_is_loaded_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    with demo_record() as record:
        page = written(record, tmp_path / "r.html")
    assert page.loads == []
    assert page.targets <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_same_record_gives_the_same_page(tmp_path: Path) -> None:
    with demo_record() as record:
        written(record, tmp_path / "a.html")
        written(record, tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_private_name_is_masked_unless_it_is_asked_for(small: Record, tmp_path: Path) -> None:
    written(small, tmp_path / "masked.html")
    written(small, tmp_path / "named.html", masked=False)
    masked, named = (
        (tmp_path / "masked.html").read_text("utf-8"),
        (tmp_path / "named.html").read_text("utf-8"),
    )
    assert "Beridze" in named
    assert "Beridze" not in masked
    assert "Nino" not in masked
    assert "[name withheld]" in masked


def test_a_place_in_a_masked_document_still_holds_its_words(small: Record, tmp_path: Path) -> None:
    page = written(small, tmp_path / "masked.html")
    quotes = {page.quote(place) for place in page.at}
    assert {"nine people", "Tbilisi"} <= quotes


def test_the_page_names_the_snapshot_it_was_made_from(small: Record, tmp_path: Path) -> None:
    written(small, tmp_path / "before.html")
    assert "no snapshot is kept of it" in (tmp_path / "before.html").read_text("utf-8")
    kept = snapshot(small, "June", AT)
    written(small, tmp_path / "after.html")
    after = (tmp_path / "after.html").read_text("utf-8")
    assert "snapshot June" in after
    assert kept.sha256 in after


def test_a_selection_says_what_it_is(tmp_path: Path) -> None:
    with demo_record() as record:
        written(record, tmp_path / "r.html", Selection(place="Mardrin"))
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "Selected: Incidents told from Mardrin" in text
    assert "The whole record holds" in text


def test_an_empty_record_is_a_page_too(record: Record, tmp_path: Path) -> None:
    page = written(record, tmp_path / "r.html")
    assert "no incidents" in (tmp_path / "r.html").read_text("utf-8")
    assert not page.at


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    (tmp_path / "x.txt").write_text(
        f"Bomb {evil}\n\nA bomb in Tbilisi killed nine people on Sunday, {evil} said.\n", "utf-8"
    )
    with open_or_create(tmp_path / "r.truceline") as opened:
        pipeline.add([tmp_path / "x.txt"], opened, at=AT)
        page = written(opened, tmp_path / "r.html", title=evil)
    text = (tmp_path / "r.html").read_text("utf-8")
    assert text.count("<script") == 1
    assert "<img" not in text
    assert page.loads == []


def test_a_page_that_is_there_is_not_touched(small: Record, tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError):
        write_report(small, tmp_path / "r.html")
    assert (tmp_path / "r.html").read_text("utf-8") == "mine"


def test_what_is_not_there_leaves_no_file(small: Record, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="places told: Tbilisi"):
        write_report(small, tmp_path / "r.html", Selection(place="Atlantis"))
    assert not (tmp_path / "r.html").exists()


def test_a_page_too_large_to_open_asks_for_a_part(
    small: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST_DOCUMENTS", 0)
    with pytest.raises(RecordError, match="select a part"):
        write_report(small, tmp_path / "r.html")
