"""`python -m benchmarks.attribution --data DIR [--predictions FILE] [--json]`."""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.attribution.gold import Attribution, read_gold, read_texts
from benchmarks.attribution.predict import predict
from benchmarks.attribution.score import read_prediction, score

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
    if arguments.predictions:
        arguments.predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    predicted: dict[str, list[Attribution]] = defaultdict(list)
    for row in rows:
        predicted[row["doc"]].append(read_prediction(row))
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


def _table(scores: dict[str, dict[str, float]], articles: int, crashed: Sequence[str]) -> None:
    print(f"{articles} articles{'':<12}P      R      F1")
    for name, title in TITLES.items():
        print(f"{title:<22}{scores[name]['p']:.3f}  {scores[name]['r']:.3f}  {scores[name]['f1']:.3f}")
    print(f"crashes {len(crashed)}")
    for line in crashed:
        print(f"  {line}")


if __name__ == "__main__":
    sys.exit(main())
