"""`python -m benchmarks.attribution --data DIR [--predictions FILE] [--json]`."""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.attribution.gold import Attribution, read_gold, read_texts
from benchmarks.attribution.predict import predict
from benchmarks.attribution.score import match, read_prediction, same_speaker, score
from benchmarks.harness import write_lines

TITLES = {"content_speaker": "content and speaker", "content": "content", "cue": "cue"}


def main(argv: Sequence[str] | None = None) -> int:
    """Predict, score, print; return 0, or 1 where an article made the reader fail, or 2 where there is no data."""
    arguments = _arguments(argv)
    try:
        gold, texts = read_gold(arguments.data), list(read_texts(arguments.data))
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    crashed: list[str] = []
    rows = list(predict(texts, crashed))
    predicted: dict[str, list[Attribution]] = defaultdict(list)
    for row in rows:
        predicted[row["doc"]].append(read_prediction(row))
    if arguments.predictions:
        write_lines(arguments.predictions, _marked(rows, gold, predicted))
    scores = score(gold, predicted)
    if arguments.json:
        print(json.dumps({**scores, "crashes": len(crashed)}))
    else:
        _table(scores, len(texts), crashed)
    return 1 if crashed else 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks.attribution", description="Score who says what.")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds polnear")
    parser.add_argument(
        "--predictions", type=Path, metavar="FILE", help="write the predictions there, as JSON lines"
    )
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    return parser.parse_args(argv)


def _marked(
    rows: Iterable[dict[str, Any]],
    gold: Mapping[str, Sequence[Attribution]],
    predicted: Mapping[str, Sequence[Attribution]],
) -> Iterator[dict[str, Any]]:
    """Yield the predictions with `right`: found in the gold, with its speaker."""
    right = {
        name: {i for i, j in match(guesses, gold[name]) if same_speaker(guesses[i], gold[name][j])}
        for name, guesses in predicted.items()
        if name in gold
    }
    place: Counter[str] = Counter()
    for row in rows:
        yield {**row, "right": place[row["doc"]] in right.get(row["doc"], ())}
        place[row["doc"]] += 1


def _table(scores: dict[str, dict[str, float]], articles: int, crashed: Sequence[str]) -> None:
    print(f"{articles} articles{'':<12}P      R      F1")
    for name, title in TITLES.items():
        print(f"{title:<22}{scores[name]['p']:.3f}  {scores[name]['r']:.3f}  {scores[name]['f1']:.3f}")
    print(f"crashes {len(crashed)}")
    for line in crashed:
        print(f"  {line}")


if __name__ == "__main__":
    sys.exit(main())
