import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from truceline.engines import run, run_here, run_in_processes

# What workers are to run must be importable in them; pytest imports this file under a name that they cannot find, so
# scripts of their own carry the functions.
SOURCE = Path(__file__).parents[1] / "src"
HEAD = """
    import multiprocessing, os, signal, sys, time
    from truceline.engines import run_in_processes
    from truceline.model.errors import WorkerDied
    READY = []
    def start():
        READY.append(os.getpid())
    def fail():
        raise RuntimeError("no model here")
    def double(n):
        assert len(READY) == 1
        time.sleep(0.05 if n % 7 == 0 else 0)
        return 2 * n
    def die(n):
        if n == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return n
    def wait(n):
        if n == 0:
            return os.getpid()
        time.sleep(60)
    if __name__ == "__main__":
"""


def script(tmp_path, body):
    path = tmp_path / "run.py"
    path.write_text(textwrap.dedent(HEAD) + textwrap.indent(textwrap.dedent(body), "    "))
    return [sys.executable, str(path)]


def outcome(tmp_path, body):
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(script(tmp_path, body), env=env, capture_output=True, text=True, timeout=60)
    return done.stdout, done.stderr


def test_here_keeps_the_order_and_takes_one_at_a_time():
    taken = []
    results = run_here(lambda n: n + 1, (taken.append(n) or n for n in range(5)))
    assert next(results) == 1
    assert taken == [0]
    assert list(results) == [2, 3, 4, 5]


def test_processes_give_results_in_the_order_of_the_items(tmp_path):
    out, err = outcome(tmp_path, "print(list(run_in_processes(double, range(40), workers=2, start=start)))")
    assert out == f"{[2 * n for n in range(40)]}\n", err


def test_a_long_stream_does_not_pile_up(tmp_path):
    body = """
        taken = []
        stream = (taken.append(n) or n for n in range(10_000))
        results = run_in_processes(double, stream, workers=2, start=start)
        for n in range(10):
            next(results)
            time.sleep(0.05)
            assert len(taken) <= n + 1 + 8, (n, len(taken))
        results.close()
        print(len(taken), multiprocessing.active_children())
    """
    out, err = outcome(tmp_path, body)
    assert out == "18 []\n", err


def test_no_items_no_results():
    assert list(run_in_processes(abs, [], workers=2)) == []


def test_what_the_function_raises_is_raised_here():
    with pytest.raises(TypeError, match="bad operand"):
        list(run_in_processes(abs, [1, "x"], workers=1))
    assert multiprocessing.active_children() == []


def test_a_dead_worker_is_a_clear_error(tmp_path):
    body = """
        try:
            for n in run_in_processes(die, range(20), workers=1): print(n)
        except WorkerDied as error:
            print(error)
    """
    out, err = outcome(tmp_path, body)
    assert out.splitlines()[-1].startswith("a worker process died"), err
    assert multiprocessing.active_children() == []


def test_a_start_that_fails_is_a_clear_error(tmp_path):
    body = """
        try:
            list(run_in_processes(double, range(20), workers=1, start=fail))
        except WorkerDied as error:
            print(error)
    """
    out, err = outcome(tmp_path, body)
    assert "could not start" in out
    assert "no model here" in err


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_is_left_behind(tmp_path, how):
    body = """
        for pid in run_in_processes(wait, range(9), workers=1): print(pid, flush=True)
    """
    run = subprocess.Popen(
        script(tmp_path, body), env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with run:
        worker = int(run.stdout.readline())
        run.send_signal(how)
        try:
            run.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            # A signal that falls where Python cannot raise (a destructor, say) is lost; whoever presses Ctrl-C does it again.
            run.send_signal(how)
            run.communicate(timeout=60)
    assert run.returncode != 0
    assert gone(worker), f"worker {worker} outlived its parent"


def gone(pid):
    for _ in range(100):
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_few_things_are_run_here_in_order() -> None:
    assert list(run(str, range(3), count=3, workers=2)) == ["0", "1", "2"]
    assert multiprocessing.active_children() == []


def test_many_things_are_run_in_processes_in_order() -> None:
    started = run(str, range(40), count=40, workers=2)
    assert next(started) == "0"
    assert len(multiprocessing.active_children()) == 2
    assert list(started) == [str(n) for n in range(1, 40)]
