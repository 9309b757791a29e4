"""Engines: how one function is run over many things. They are given the function, and know nothing of what it does."""

from truceline.engines.here import run_here
from truceline.engines.on_daft import Part, brought, flow_on_daft, listed, need_daft, on_cluster, run_on_daft
from truceline.engines.processes import run_in_processes
from truceline.engines.run import Engine, run

__all__ = [
    "Engine",
    "Part",
    "brought",
    "flow_on_daft",
    "listed",
    "need_daft",
    "on_cluster",
    "run",
    "run_here",
    "run_in_processes",
    "run_on_daft",
]
