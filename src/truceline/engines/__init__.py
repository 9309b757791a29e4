"""Engines: how one function is run over many things. They are given the function, and know nothing of what it does."""

from truceline.engines.here import run_here
from truceline.engines.processes import run_in_processes
from truceline.engines.run import run

__all__ = ["run", "run_here", "run_in_processes"]
