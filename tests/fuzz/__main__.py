"""Run: `python -m tests.fuzz TARGET [options of libFuzzer]`, for as long as one likes; it needs `atheris`.

Each crash leaves its bytes in a file, which `python -m tests.fuzz TARGET FILE` runs again.
"""

import sys

import atheris

with atheris.instrument_imports(include=["truceline"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Fuzz one target, or say which there are."""
    name = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"which target? {', '.join(map(repr, TARGETS))}")
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


main()
