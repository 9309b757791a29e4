"""Watch a process and all that it starts: how long, how many CPU seconds, how much memory at once."""

import resource
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

# Seconds between two looks at the memory.
LOOK = 0.25


class Watched(NamedTuple):
    """What a run cost: seconds of the clock, CPU seconds of all its processes, and the most bytes that they held at once.

    Pages that processes share are counted in each of them.
    """

    seconds: float
    cpu_seconds: float
    peak: int
    output: str


def watch(command: Sequence[str]) -> Watched:
    """Run a command to its end.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    before, start, most = _children(), time.monotonic(), 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        while run.poll() is None:
            most = max(most, sum(map(_held, _family(run.pid))))
            time.sleep(LOOK)
        output = run.stdout.read() if run.stdout else ""
    if run.returncode:
        raise subprocess.CalledProcessError(run.returncode, command)
    return Watched(time.monotonic() - start, _children() - before, most, output)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(pid: int) -> list[int]:
    """Return the numbers of a process and of all that come from it."""
    found = [pid]
    for one in found:
        for told in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, told.read_text().split())
            except OSError:
                continue
    return found


def _held(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:")), 0)
