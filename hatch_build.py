"""What is made before a wheel is: the index of places, and the front-end packages that the pages load."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).parent / "src" / "truceline"


class CustomBuildHook(BuildHookInterface[Any]):
    """Builds what is not there or old, and tells hatchling that it is the wheel's."""

    def dependencies(self) -> list[str]:
        """Return what is needed beyond the pinned build requirements: Node.js where there is no npm."""
        needed: list[str] = _module("web/build_packages.py").requirements()
        return needed

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build."""
        places = _module("knowledge/build_places.py")
        if not places.is_fresh():
            places.write(places.TARGET)
        packages = _module("web/build_packages.py")
        if not packages.is_fresh():
            packages.write()
        build_data["artifacts"] += [
            "src/truceline/knowledge/places.index",
            "src/truceline/web/static/packages/*",
        ]


def _module(name: str) -> ModuleType:
    """Return a module of ours by its path: at build time the package is not installed yet."""
    spec = importlib.util.spec_from_file_location(Path(name).stem, SOURCE / name)
    if spec is None or spec.loader is None:
        raise ImportError(f"{SOURCE / name} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
