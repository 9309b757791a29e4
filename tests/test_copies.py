import datetime
import random
import tomllib
from pathlib import Path

import pytest

from truceline.copies import CopyKey, copy_key, families, find_copies
from truceline.copies.find import choose, compare
from truceline.knowledge.common_words import load_common_words
from truceline.knowledge.load import HERE
from truceline.model.copies import Copy
from truceline.model.document import Document, Part, Trace
from truceline.model.when import When

CASES = tomllib.loads((Path(__file__).parent / "cases" / "copies.toml").read_text("utf-8"))
TEXTS: dict[str, str] = CASES["texts"]
WORDS = load_common_words(HERE)
AGENCIES = ("Lodestar",)
DAY = datetime.date(2031, 5, 6)


def key(name, *, day=0, at=None, text=None, wire=None, outlet=None, altered=False) -> CopyKey:
    text = text or TEXTS[name]
    date = None if day is None else DAY + datetime.timedelta(days=day)
    published = None if date is None else When(date, date, "day", str(date), "said")
    traces = (Trace("swap", "words were swapped"),) if altered else ()
    doc = Document(
        id=name, sha256="", media="text", encoding="utf-8", text=text, parts=(Part(0, len(text), "body"),),
        published=published, published_at=at, wire=wire, outlet=outlet, traces=traces,
    )  # fmt: skip
    return copy_key(doc, WORDS, AGENCIES)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["later"])
def test_kinds(case):
    found = find_copies([key("shelling"), key(case["later"], day=1)])
    if "kind" not in case:
        assert found == (), case["why"]
        return
    [copy] = found
    assert (copy.doc, copy.of, copy.kind) == (case["later"], "shelling", case["kind"]), case["why"]
    assert 0 < copy.score <= 1
    assert "%" in copy.reason


def test_order_does_not_matter_and_twice_changes_nothing():
    keys = [key(name, day=n % 3 if n else -1, altered=name == "altered") for n, name in enumerate(TEXTS)]
    expected = find_copies(keys)
    assert {copy.doc for copy in expected} == {one["later"] for one in CASES["case"] if "kind" in one}
    assert {copy.of for copy in expected} <= set(TEXTS) - {
        "altered",
        "padded",
        "jumbled",
        "articles",
        "misspelled",
    }
    for seed in range(20):
        shuffled = random.Random(seed).sample(keys, len(keys))
        assert find_copies(shuffled) == expected
    assert find_copies(keys + keys) == expected


@pytest.mark.parametrize(
    ("why", "original", "copy"),
    [
        ("an altered copy is never the original, though it is earlier and credits the wire",
         {"day": 5}, {"day": 0, "wire": "Reuters", "altered": True}),
        ("the wire's own print comes before an earlier one that credits it",
         {"day": 1, "wire": "AFP", "outlet": "AFP"}, {"day": 0, "wire": "AFP", "outlet": "The Mail"}),
        ("one that credits a wire comes before one that credits nobody", {"day": 2, "wire": "AFP"}, {"day": 1}),
        ("the earlier one", {"day": 1}, {"day": 2}),
        ("the dated one", {"day": 1}, {"day": None}),
        ("the longer one", {"day": 1}, {"day": 1, "text": TEXTS["reprint"]}),
        ("an agency that credits nobody prints its own report",
         {"day": 1, "outlet": "Lodestar"}, {"day": 0, "outlet": "The Mail"}),
        ("a copy credits the outlet that it has it from",
         {"day": 1, "outlet": "Hill News Agency"}, {"day": 0, "outlet": "The Mail", "wire": "Hill News"}),
        ("the earlier hour of one day", {"at": "08:10"}, {"at": "09:00", "outlet": "The Mail"}),
        ("the earlier hour where zones are told", {"at": "09:30+03:00"}, {"at": "08:00+00:00"}),
        ("an altered text is no original though it is earlier",
         {"day": 3}, {"day": 0, "text": TEXTS["altered"]}),
    ],
)  # fmt: skip
def test_direction(why, original, copy):
    for ids in (("a", "b"), ("b", "a")):
        keys = [
            key(name, **{"text": TEXTS["shelling"], **given})
            for name, given in zip(ids, (original, copy), strict=True)
        ]
        [found] = find_copies(keys)
        assert (found.of, found.doc) == ids, why


SAME_DAY = (
    ("altered", "rarer words were put for commoner ones"),
    ("misspelled", "misspelled words are rarer than any"),
    ("articles", 'nothing is commoner than "the"'),
    ("padded", "words were put in"),
    ("excerpt", "the shorter was cut from the longer"),
    ("built_around", "what was added stands behind the rest, what was cut is missing here and there"),
)


@pytest.mark.parametrize(("name", "why"), SAME_DAY, ids=[name for name, _ in SAME_DAY])
def test_direction_without_dates(name, why):
    for day in (0, None):
        [found] = find_copies([key("shelling", day=day), key(name, day=day)])
        assert (found.doc, found.of) == (name, "shelling"), why


def test_hours_of_which_one_has_a_zone_are_not_compared():
    # Neither says which was first: the smaller id is.
    keys = [key("b", at="01:00", text=TEXTS["shelling"]), key("a", at="23:00Z", text=TEXTS["shelling"])]
    [found] = find_copies(keys)
    assert (found.doc, found.of) == ("b", "a")


def test_an_outlet_does_not_swap_its_own_words():
    for name, kind in (("articles", "reprint"), ("padded", "reprint")):
        keys = [key("shelling", outlet="The Mail"), key(name, day=1, outlet="The Mail")]
        assert [copy.kind for copy in find_copies(keys)] == [kind]


def test_no_ring_of_copies():
    ring = [
        Copy("a", "b", "edited", 0.9, ""),
        Copy("b", "c", "edited", 0.9, ""),
        Copy("c", "a", "edited", 0.9, ""),
    ]
    chosen = choose(ring, [key(name, text=TEXTS["shelling"]) for name in "abc"])
    assert [(one.doc, one.of) for one in chosen] == [("a", "b"), ("c", "a")]


def test_equal_documents_are_ordered_by_id():
    [found] = find_copies([key("b", text=TEXTS["shelling"]), key("a", text=TEXTS["shelling"])])
    assert (found.doc, found.of) == ("b", "a")


def test_a_marked_document_without_an_original_is_an_altered_copy_of_nothing_here():
    [found] = find_copies([key("altered", altered=True), key("elsewhere")])
    assert (found.doc, found.of, found.kind) == ("altered", None, "altered")


def test_body_text_only():
    furniture = (
        "Subscribe to our letter and never miss a word of what happens near you, every morning before eight.\n"
        * 9
    )
    texts = {name: furniture + TEXTS[name] for name in ("shelling", "elsewhere")}
    docs = [
        Document(
            id=name, sha256="", media="text", encoding="utf-8", text=text,
            parts=(Part(0, len(furniture), "boilerplate"), Part(len(furniture), len(text), "body")),
        )
        for name, text in texts.items()
    ]  # fmt: skip
    keys = [copy_key(doc, WORDS) for doc in docs]
    assert keys[0].word_sketch == key("shelling").word_sketch
    assert find_copies(keys) == ()


def test_an_empty_body_is_like_nothing():
    doc = Document(id="empty", sha256="", media="text", encoding="utf-8", text="")
    assert find_copies([copy_key(doc, WORDS), copy_key(doc, WORDS), key("shelling")]) == ()


def test_families_count_sources():
    copies = (
        Copy("b", "a", "reprint", 1.0, ""),
        Copy("c", "b", "excerpt", 1.0, ""),
        Copy("d", None, "altered", 1.0, ""),
    )
    stands_for = families(copies, "abcde")
    assert stands_for == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "e"}
    assert len(set(stands_for.values())) == 3


def test_a_story_printed_many_times_is_compared_with_few(monkeypatch):
    from truceline.copies import find

    compared = []
    real = find.compare
    monkeypatch.setattr(find, "compare", lambda a, b: compared.append(1) or real(a, b))
    prints = [key(f"p{n:03}", day=n, text=TEXTS["shelling"]) for n in range(200)]
    found = find_copies(prints)
    assert {copy.of for copy in found} == {"p000"}
    assert len(compared) < 200 * 10


def test_a_pair_is_compared_alike_from_both_sides():
    keys = [key(name) for name in TEXTS]
    for one in keys:
        for other in keys:
            assert compare(one, other) == compare(other, one)


def test_keys_are_small_and_bytes_repeat():
    one, two = key("shelling"), key("shelling")
    assert one == two
    assert sum(map(len, (one.words, one.names, one.word_sketch, one.name_sketch, one.sentences))) < 2500
