"""The front-end packages: what the build writes, and that the repository names no registry."""

import importlib.util
import json
import re

import pytest

from tests.demo import ROOT
from truceline.web.files import kind_of, static_file, static_names

SOURCE = ROOT / "src" / "truceline" / "web"


def build():
    spec = importlib.util.spec_from_file_location("build_packages", SOURCE / "build_packages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [-10, -10]},
    # Two arcs that make one ring: the second is told backwards by the ring.
    "arcs": [[[0, 0], [20, 0], [0, 20]], [[0, 0], [0, 20], [20, 0]]],
    "objects": {"land": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0, -2]]}]}},
}  # fmt: skip


def test_land_is_decoded_into_closed_rings():
    land = build().land_from(TOPOLOGY)
    assert land["type"] == "MultiPolygon"
    [[ring]] = land["coordinates"]
    assert ring == [(-10, -10), (0, -10), (0, 0), (-10, 0), (-10, -10)]


def test_points_nearer_than_the_stride_are_left_out_and_the_ends_stay():
    near = {**TOPOLOGY, "arcs": [[[0, 0], [0, 0], [20, 0], [0, 20], [-20, 0], [0, -20]]]}
    near["objects"] = {"land": {"type": "MultiPolygon", "arcs": [[[0]]]}}
    [[ring]] = build().land_from(near)["coordinates"]
    assert ring == [(-10, -10), (0, -10), (0, 0), (-10, 0), (-10, -10)]


def test_every_package_is_pinned_with_its_hash_and_names_no_registry():
    wanted = json.loads((SOURCE / "packages" / "package.json").read_text())["dependencies"]
    locked = json.loads((SOURCE / "packages" / "package-lock.json").read_text())["packages"]
    for name, version in wanted.items():
        assert locked[f"node_modules/{name}"]["version"] == version
    for name, told in locked.items():
        assert "resolved" not in told
        assert not name or told["integrity"].startswith("sha512-")


def test_the_notice_has_the_licence_of_every_package():
    notice = static_file("packages/NOTICE.txt").decode()
    for name, version in json.loads((SOURCE / "packages" / "package.json").read_text())[
        "dependencies"
    ].items():
        assert f"{name} {version} (" in notice
    assert notice.count("Permission") + notice.count("Redistribution") >= 4


@pytest.mark.parametrize("name", [*build().TAKEN, "land.js"])
def test_what_pages_load_is_there(name):
    assert len(static_file(f"packages/{name}")) > 10_000
    assert kind_of(name)


def test_only_files_that_pages_load_are_given():
    assert static_file("../serve.py") is None
    assert static_file("packages") is None
    assert not [name for name in static_names() if re.search(r"\.(py|html|json)$", name)]


def test_a_ring_over_the_antimeridian_has_no_leap():
    over = {**TOPOLOGY, "transform": {"scale": [1, 1], "translate": [0, 0]}}
    over["arcs"] = [[[170, 0], [9, 0], [-350, 0], [0, 20], [350, 0], [-9, 0], [0, -20]]]
    over["objects"] = {"land": {"type": "Polygon", "arcs": [[0]]}}
    [[ring]] = build().land_from(over)["coordinates"]
    assert (min(ring)[0], max(ring)[0]) == (170, 189)
    assert ring[0] == ring[-1]


def test_a_ring_around_a_pole_is_closed_along_it():
    around = {**TOPOLOGY, "transform": {"scale": [1, 1], "translate": [-180, -70]}}
    around["arcs"] = [[[0, 0], [120, 0], [120, 5], [119, -5], [-359, 0]]]
    around["objects"] = {"land": {"type": "Polygon", "arcs": [[0]]}}
    ring = build().land_from(around)["coordinates"][0][0]
    assert ring[0] == ring[-1]
    assert {y for _, y in ring} == {-70, -65, -90}
