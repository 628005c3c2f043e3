"""The one place that imports Open3D. The application does so only in its child process, :mod:`engine.runtime.child`."""

from __future__ import annotations

import importlib
import importlib.machinery
import importlib.util
import os
import sys
import types
from pathlib import Path
from typing import Any


def load_open3d() -> Any:
    """Open3D's compiled part: ``core``, ``geometry``, ``io``, ``pipelines``, ``t``, ``utility``.

    The Python around it (viewers in a browser, for notebooks) wants plotly, dash and more, none of which computes.
    """
    if "open3d" not in sys.modules:
        found = importlib.util.find_spec("open3d")
        if found is None or found.submodule_search_locations is None:
            raise ModuleNotFoundError("No module named 'open3d'", name="open3d")
        package = types.ModuleType("open3d")
        package.__path__ = list(found.submodule_search_locations)
        package.__spec__ = importlib.machinery.ModuleSpec("open3d", None, is_package=True)
        sys.modules["open3d"] = package
        if sys.platform == "win32":
            for folder in (Path(package.__path__[0]), Path(sys.prefix, "Library", "bin")):
                if folder.is_dir():
                    _folders.append(os.add_dll_directory(str(folder)))
    compiled = importlib.import_module("open3d.pybind")
    compiled.utility.set_verbosity_level(compiled.utility.VerbosityLevel.Error)
    return compiled


_folders: list[Any] = []
