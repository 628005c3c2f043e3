"""What the frozen application leaves out is not needed by the sources."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "release"))

from left_out import is_left_out, is_module_left_out  # noqa: E402 - the folder is no package
from licences import listed_name, shipped_packages  # noqa: E402


def _imports() -> Iterator[tuple[str, str]]:
    for folder in ("engine", "app", "widgets"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path.name.startswith("make_"):
                continue  # not shipped
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom):
                    names = [f"{node.module}.{alias.name}" for alias in node.names]
                for name in names:
                    yield str(path.relative_to(ROOT)), name


def test_sources_import_nothing_that_is_left_out() -> None:
    assert [(path, name) for path, name in _imports() if is_module_left_out(name)] == []


def test_qt_modules_that_are_imported_are_kept() -> None:
    modules = {name.split(".")[1] for _, name in _imports() if name.startswith("PySide6.")}
    assert "QtWidgets" in modules
    for module in modules:
        library = f"PySide6/Qt/lib/libQt6{module.removeprefix('Qt')}.so.6"
        assert not is_left_out(library), library
        assert not is_left_out(f"PySide6/{module}.abi3.so"), module


def test_what_torch_and_qt_need_to_start_is_kept() -> None:
    for place in (
        "torch/bin/torch_shm_manager",
        "torch/lib/libtorch_cpu.so",
        "torch/testing/_internal/__init__.py",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
    ):
        assert not is_left_out(place), place
    for place in (
        "torch/bin/protoc",
        "torch/include/ATen/ATen.h",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6\\Qt6Quick.dll",
        "libgdk_pixbuf-2.0.so.0",
    ):
        assert is_left_out(place), place
    assert is_left_out("libQt6Qml.so.6", "PySide6/Qt/lib/libQt6Qml.so.6")
    assert not is_left_out("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6")


def test_list_of_licences_names_what_is_shipped() -> None:
    entries = {entry["name"]: entry for entry in json.loads((ROOT / "assets/licences.json").read_text("utf-8"))}
    assert {listed_name(name) for name in shipped_packages()} <= set(entries)
    for name in shipped_packages():
        assert entries[listed_name(name)]["version"] == importlib.metadata.version(name).partition("+")[0]
    assert all(entry["licence"] and entry["text"] for entry in entries.values())
    for name, entry in entries.items():
        assert not re.search(r"(?<!L)GPL", entry["licence"]), f"{name} would put all of Vitrine under its licence"
    checked = subprocess.run([sys.executable, "release/licences.py", "--check"], cwd=ROOT, check=False)
    assert checked.returncode == 0
