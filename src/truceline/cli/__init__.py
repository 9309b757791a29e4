"""The verbs: what `truceline` does when it is called from a terminal."""

from truceline.cli.app import app

__all__ = ["app"]
