"""An altered copy is no source of its own, whether its words or its original show that it is one."""

from pathlib import Path

import msgspec
import pytest

from truceline import pipeline
from truceline.knowledge import load
from truceline.model.copies import Copy, altered_copies, marked
from truceline.model.document import Document, Raw, Trace
from truceline.model.reading import Reading
from truceline.model.record import Incident
from truceline.pipeline import read_one
from truceline.reconcile import reconcile
from truceline.store import read
from truceline.store.open import open_or_create
from truceline.web import write_report

KNOWN = load()
ORIGINAL = """Harbour Post
Shells kill 11 in Nairobi

Shells killed 11 people in Nairobi on Sunday, medics said. The army of Kenya denied that it had fired at the town. \
The market was full when the first shell fell, and the children of two schools were on the road. A doctor, Ann Orlo \
of the Tamsin Clinic, asked the Joint Relief Board for help and said that the hospital had no water for its 14 \
wounded. Talks about a truce are to begin in Mombasa on Friday, a minister said. \
"""
# No list of ours has these mates: only the original shows that they are mates.
SPUN = """The Daily Herald
Shells kill 11 in Nairobi

Shells killed 11 folk in Nairobi on Sunday, medics said. The soldiery of Kenya denied that it had discharged at the \
burgh. The bazaar was replete when the foremost shell plummeted, and the youngsters of twain schools were on the \
lane. A doctor, Ann Orlo of the Tamsin Clinic, beseeched the Joint Relief Board for succour and said that the \
infirmary had nary water for its 14 wounded. Parleys anent a truce are to commence in Mombasa on Friday, a minister \
said. \
"""
ELSEWHERE = """Hill Herald
Bread dearer in Tamsin

Bread cost a tenth more in Tamsin this week, bakers said, and the bank let the currency fall for the third time since winter.
"""
ADMITS = """The Daily Herald
Kenya admits strike in Nairobi

Kenya admitted on Sunday that its planes had killed 11 people in Nairobi. The Kenyan army said that it was a mistake.
"""
SWAPPED = (Trace("broken phrases", "words were swapped"),)


def incidents(*texts: str, of: str | None = None, altered: bool = True) -> tuple[Incident, ...]:
    """Return what reports tell, the last of them an altered copy, of the document given or of none that is there."""
    readings = [read_one(Raw(f"{n}.txt", "text", text.encode()), ()) for n, text in enumerate(texts)]
    assert all(isinstance(one, Reading) for one in readings)
    last = readings[-1].document.id
    copies = altered_copies(
        [Copy(last, of or readings[0].document.id, "altered", 1.0, "")] if altered else []
    )
    seen = [msgspec.structs.replace(one, document=marked(one.document, copies)) for one in readings]
    stands_for = {one.document.id: one.document.id for one in readings}
    if len(readings) > 1:
        stands_for[last] = readings[0].document.id
    return reconcile(seen, stands_for, KNOWN).incidents


def deadly(found: tuple[Incident, ...]) -> Incident:
    [one] = [one for one in found if any(toll.effect == "killed" for toll in one.tolls)]
    return one


def test_what_is_found_altered_is_marked_and_nothing_else() -> None:
    doc = Document("d", "", "text", "utf-8", "x")
    copies = altered_copies(
        [Copy("d", "o", "altered", 1.0, "9% swapped"), Copy("e", "o", "reprint", 1.0, "")]
    )
    assert "document o: 9% swapped" in marked(doc, copies).traces[0].reason
    assert marked(Document("e", "", "text", "utf-8", "x"), copies).traces == ()
    own = Document("d", "", "text", "utf-8", "x", traces=SWAPPED)
    assert marked(own, copies) is own


def test_beside_its_original_an_altered_copy_adds_nothing() -> None:
    alone, both = incidents(ORIGINAL, altered=False), incidents(ORIGINAL, SPUN)
    strike, again = map(deadly, (alone, both))
    assert len(again.documents) == 2
    assert [one.documents for one in again.accounts] == [one.documents for one in strike.accounts]
    assert again.grades == strike.grades


def test_alone_it_is_no_source_and_what_it_tells_comes_through_an_original_that_is_not_seen() -> None:
    found = deadly(incidents(SPUN))
    assert found.grades.happened.grade == "weak"
    assert found.grades.happened.reasons[0].text == "one source tells of it, in an altered copy alone"
    for account in found.accounts:
        assert account.altered
        assert account.independent == 0
        assert "an unseen original" in account.via
        assert account.holder != "The Daily Herald", "who swapped the words holds none of them"


@pytest.mark.parametrize(("altered", "grade"), [(False, "confirmed"), (True, "weak")])
def test_swapped_words_admit_nothing(altered: bool, grade: str) -> None:
    [found] = [one for one in incidents(ADMITS, altered=altered) if one.place is not None]
    assert found.grades.happened.grade == grade
    assert (found.grades.who.grade == "confirmed") is not altered


def test_a_copy_that_only_its_original_gives_away_is_marked_in_the_record_and_on_its_page(
    tmp_path: Path,
) -> None:
    for name, text in (("a.txt", ORIGINAL), ("b.txt", SPUN), ("c.txt", ELSEWHERE)):
        (tmp_path / name).write_text(text)
    with open_or_create(tmp_path / "x.truceline") as record:
        pipeline.add(
            [tmp_path / name for name in ("b.txt", "a.txt", "c.txt")], record, at="2031-01-01T00:00:00"
        )
        assert not any(doc.altered for doc in read.documents(record)), "no trace in the words themselves"
        [copy] = read.copies(record)
        outlets = {doc.id: doc.outlet for doc in read.documents(record)}
        assert (copy.kind, outlets[copy.doc], outlets[copy.of or ""]) == (
            "altered",
            "The Daily Herald",
            "Harbour Post",
        )
        for incident in read.incidents(record):
            both = {copy.doc, copy.of} <= set(incident.documents)
            assert not both or all(copy.doc not in account.documents for account in incident.accounts)
        write_report(record, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert (
        'Software has swapped words in this copy; the original is <a href="#document-' + str(copy.of) in page
    )
