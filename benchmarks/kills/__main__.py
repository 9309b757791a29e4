"""Run: `python -m benchmarks.kills --data ../shared/data/syria_reports [--count 50] [--every 3] [--json]`."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import msgspec

from benchmarks.growth.varied import write_varied
from benchmarks.harness import arguments, missing, show
from benchmarks.kills.kill import Killed, add, archive, ask, ended, fork, kill_often, state
from benchmarks.speed.work import warm_up
from truceline.store.connection import Where

# The tests start a server; what starts it is not typed.
server = import_module("tests.server")

COUNT, EVERY, SEED = 50, 3.0, 9
# A run that is not killed takes one of these in some seconds; there are more than the kills leave time for.
OF_A_FILE, FILES = 20, 60


def main(argv: Sequence[str] | None = None) -> int:
    """Kill `add` so many times on each database, and print what that did; return 1 if anything was lost or doubled."""
    parser = arguments(
        "kills", "What is left of a record whose add is killed again and again.", "data/syria_reports"
    )
    parser.add_argument(
        "--count", type=int, default=COUNT, metavar="N", help="how many kills on each database"
    )
    parser.add_argument(
        "--every", type=float, default=EVERY, metavar="SECONDS", help="between two kills, about"
    )
    parser.add_argument("--sqlite", action="store_true", help="on SQLite only")
    options = parser.parse_args(argv)
    if (absent := missing(options.data)) is not None:
        print(absent, file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports = options.data / "reports.jsonl"
        files = [
            write_varied(reports, folder / f"{n:02}.jsonl", n * OF_A_FILE, (n + 1) * OF_A_FILE)
            for n in range(FILES)
        ]
        warm_up(folder)
        told = {
            name: on_database(files, where, folder / name, options.count, options.every)
            for name, where in databases(folder, everywhere=not options.sqlite)
        }
    show({name: msgspec.to_builtins(one) for name, one in told.items()}, as_json=options.json)
    return int(any(one.lost or one.twice or one.faults or not one.same for one in told.values()))


def databases(folder: Path, *, everywhere: bool) -> Iterator[tuple[str, Where]]:
    """Yield where a record may be made: on SQLite, and, if it is asked for, on a server."""
    yield "sqlite", folder / "killed.truceline"
    if not everywhere:
        return
    if server.programs() is None:
        print("no PostgreSQL server on this machine: SQLite alone is measured", file=sys.stderr)
        return
    with server.running() as address:
        yield "postgresql", placed(address)


def placed(address: str) -> str:
    """Return a place on the server, made in a fork: no connection is open in the process that is forked again."""
    ask(lambda: {"place": server.empty_place(address)})
    return f"{address}?options=-csearch_path%3Dwar1"


def on_database(files: Sequence[Path], where: Where, out: Path, count: int, every: float) -> Killed:
    """Kill, and compare what is left with a record that nobody killed."""
    killed = kill_often(files, where, kills=count, every=every, seed=SEED)
    beside = out.with_suffix(".truceline")
    taken = files[: min(killed.finished + 1, len(files))]
    ended(fork(lambda: add(taken, beside)), None)
    same = ask(
        lambda: {"same": archive(where, out.with_suffix(".a")) == archive(beside, out.with_suffix(".b"))}
    )
    known = set(ask(lambda: state(beside))["faults"])
    faults = [one for one in killed.faults if one not in known]
    return msgspec.structs.replace(killed, same=same["same"], faults=faults)


if __name__ == "__main__":
    sys.exit(main())
