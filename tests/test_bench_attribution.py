"""The attribution bench: our scorer on tiny gold of our own, and beside the reference."""

import json
import random
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from benchmarks.attribution.__main__ import main
from benchmarks.attribution.gold import Attribution, folder, read_gold, read_texts
from benchmarks.attribution.predict import predict
from benchmarks.attribution.score import read_prediction, score

TEXT = "Ann said rain would come. Bob denied it.\nNobody spoke."
ANN = """T1\tSource 0 3\tAnn
E1\tAttribution:T9 Source:T1 Cue:T2 Content:T3
T2\tCue 4 8\tsaid
T3\tContent 9 13;14 24\train would come
T4\tSource 26 29\tBob
T5\tCue 30 36\tdenied
T6\tContent 37 39\tit
T9\tAttribution 4 8\tsaid
E2\tAttribution:T9 Source:T4 Cue:T5 Content:T6
E3\tAttribution:T9 Source:T4 Cue:T5
"""


@pytest.fixture
def data(tmp_path):
    """A folder of one article, annotated twice: the second annotator saw nothing."""
    for name in ("text", "attributions"):
        (tmp_path / "polnear" / name).mkdir(parents=True)
    (tmp_path / "polnear" / "text" / "rain.txt").write_bytes(TEXT.encode())
    (tmp_path / "polnear" / "attributions" / "rain_aaaa.ann").write_text(ANN)
    (tmp_path / "polnear" / "attributions" / "rain_bbbb.ann").write_text("")
    return tmp_path


@pytest.fixture
def shared():
    found = Path(__file__).parents[2] / "shared"
    if not (found / "data" / "polnear").is_dir():
        pytest.skip("../shared/data/polnear is not beside the repository")
    return found


def spans(*pairs):
    return frozenset(i for start, end in pairs for i in range(start, end))


def guess(content, speaker=(), cue=()):
    return Attribution(spans(*content), spans(*speaker), spans(*cue))


def test_the_gold_is_read_with_spans_that_stand_after_their_relation(data):
    gold = read_gold(data)
    assert list(gold) == ["rain"]
    first, second = gold["rain"]
    assert first == guess([(9, 13), (14, 24)], [(0, 3)], [(4, 8)])
    assert second.speaker == spans((26, 29))


def test_both_folders_are_found(data):
    assert folder(data) == folder(data / "polnear") == data / "polnear"
    assert list(read_texts(data)) == [("rain", TEXT)]


def test_a_folder_without_data_is_said(tmp_path, capsys):
    assert main(["--data", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("guesses", "content_speaker", "content", "cue"),
    [
        ([], 0, 0, 0),
        ([guess([(9, 24)], [(0, 3)], [(4, 8)])], 1, 1, 1),
        ([guess([(9, 24)], [(26, 29)], [(4, 8)])], 0, 1, 1),
        ([guess([(9, 24)], [], [(4, 8)])], 0, 1, 1),
        ([guess([(9, 16)], [(0, 3)], [(0, 1)])], 0, 0, 0),
        # Two that fit one: only one of them counts.
        ([guess([(9, 24)], [(0, 3)]), guess([(9, 23)], [(0, 3)])], 1, 1, 0),
        ([guess([(9, 24)], [(0, 3)], [(4, 5)]), guess([(37, 39)], [(28, 29)], [(30, 31)])], 2, 2, 2),
    ],
)
def test_counts(data, guesses, content_speaker, content, cue):
    scores = score(read_gold(data), {"rain": guesses})
    wanted = {"content_speaker": content_speaker, "content": content, "cue": cue}
    for name, count in wanted.items():
        assert scores[name]["r"] == count / 2
        assert scores[name]["p"] == (count / len(guesses) if guesses else 0)


def test_the_command_prints_and_writes(data, tmp_path, capsys):
    out = tmp_path / "rows.jsonl"
    assert main(["--data", str(data), "--predictions", str(out), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert set(printed) == {"content_speaker", "content", "cue", "crashes"}
    assert printed["crashes"] == 0
    assert printed["content_speaker"]["f1"] == 1.0
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert rows[0] == {
        "doc": "rain",
        "speaker": [[0, 3]],
        "cue": [[4, 8]],
        "content": [[9, 24]],
        "stance": "says",
        "right": True,
    }


def test_only_what_is_found_with_its_speaker_is_marked_right(data, tmp_path, capsys, monkeypatch):
    rows = [
        {"doc": "rain", "speaker": [[26, 29]], "cue": [], "content": [[9, 24]], "stance": "says"},
        {"doc": "rain", "speaker": [[26, 29]], "cue": [], "content": [[37, 39]], "stance": "denies"},
        {"doc": "snow", "speaker": [], "cue": [], "content": [[0, 9]], "stance": "says"},
    ]
    monkeypatch.setattr("benchmarks.attribution.__main__.predict", lambda *_: iter(rows))
    out = tmp_path / "rows.jsonl"
    main(["--data", str(data), "--predictions", str(out)])
    assert [json.loads(line)["right"] for line in out.read_text().splitlines()] == [False, True, False]


def test_the_table_names_each_score(data, capsys):
    assert main(["--data", str(data)]) == 0
    assert "content and speaker" in capsys.readouterr().out


def test_a_crash_is_counted_and_the_others_are_read(monkeypatch):
    monkeypatch.setattr("benchmarks.attribution.predict.find_statements", lambda *_: 1 / 0)
    crashed = []
    assert list(predict([("rain", TEXT)], crashed)) == []
    assert crashed == ["rain: ZeroDivisionError: division by zero"]


@pytest.mark.shared
def test_ours_equals_the_reference_on_what_is_read(shared, tmp_path):
    crashed = []
    texts = sorted(read_texts(shared / "data" / "polnear"))[:4]
    rows = list(predict(texts, crashed))
    assert not crashed
    _compare(shared, tmp_path, rows)


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(8))
def test_ours_equals_the_reference_on_spoilt_gold(shared, tmp_path, seed):
    chance = random.Random(seed)
    gold = read_gold(shared / "data" / "polnear")
    rows = [
        one
        for name in sorted(gold)
        for row in gold[name]
        for one in _spoilt(chance, chance.choice(sorted(gold)) if chance.random() < 0.03 else name, row)
    ]
    chance.shuffle(rows)
    shown = _compare(shared, tmp_path, rows)
    # Figures of 0 and 1 would agree whatever the scorers do.
    assert all(0 < figure < 1 for figures in shown for figure in figures)


def _compare(shared, tmp_path, rows):
    """Score rows by both scorers, hold them to each other, and return the figures."""
    data, scorer = shared / "data" / "polnear", shared / "scorers" / "attribution.py"
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, scorer, data, file]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    reference = [tuple(re.findall(r"\d\.\d{3}", line)) for line in said.splitlines()]
    predicted = defaultdict(list)
    for row in rows:
        predicted[row["doc"]].append(read_prediction(row))
    ours = score(read_gold(data), predicted)
    assert [tuple(f"{ours[name][key]:.3f}" for key in ("p", "r", "f1")) for name in ours] == reference
    return [tuple(map(float, figures)) for figures in reference]


def _spoilt(chance, name, row):
    """Yield a gold row made worse by chance: cut, moved, with gaps, without a speaker or cue, missing or twice."""
    for _ in range(chance.choices([0, 1, 2, 3], [15, 65, 15, 5])[0]):
        content = sorted(row.content)
        start = chance.choice([0, 0, len(content) // 3, len(content) // 2])
        end = chance.choice([len(content), len(content), len(content) * 2 // 3])
        moved = chance.choice([0, 0, 0, 5, -5, 40])
        kept = [i + moved for i in content[start : max(end, start + 1)] if i + moved >= 0] or content
        speaker = sorted(row.speaker)[: chance.choice([0, 1, 99, 99])]
        cue = [i + chance.choice([0, 0, 4]) for i in sorted(row.cue)][: chance.choice([0, 2, 99])]
        yield {"doc": name, **{key: [[i, i + 1] for i in value] for key, value in
               (("content", kept), ("speaker", speaker), ("cue", cue))}}  # fmt: skip
