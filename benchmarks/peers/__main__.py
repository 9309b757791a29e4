"""Run: `python -m benchmarks.peers --data ../shared/data [--all] [--json]`, in the environment of `make peers`."""

import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from benchmarks.harness import arguments, missing, table
from benchmarks.peers.compare import Compared, compare_attribution, compare_pages, compare_speed
from benchmarks.speed.work import FIRST


def main(argv: Sequence[str] | None = None) -> int:
    """Run ours and the peers, and print one table; return 2 where the peers are not installed."""
    parser = arguments("peers", "Other programs on the same data, beside ours.", "data")
    parser.add_argument("--all", action="store_true", help=f"time all reports, not the first {FIRST}")
    options = parser.parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    if find_spec("textacy") is None:
        print("textacy is not installed here: run `make peers`", file=sys.stderr)
        return 2
    # In the environment of the peers only.
    from textacy.extract import direct_quotations  # noqa: PLC0415  not among what the bench itself needs

    found = [
        *compare_pages(options.data),
        *compare_attribution(options.data, direct_quotations),
        *compare_speed(options.data / "syria_reports" / "reports.jsonl", None if options.all else FIRST),
    ]
    print(shown(found, as_json=options.json))
    return 0


def shown(found: Sequence[Compared], *, as_json: bool) -> str:
    """Return what was compared, as one table or as a list of objects."""
    if as_json:
        return json.dumps([one._asdict() for one in found], indent=1)
    return table([("task", "metric", "ours", "peer", "theirs"), *found])


if __name__ == "__main__":
    sys.exit(main())
