"""The environment is the one that requirements.lock names, without the traps known of it."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]


def _pins() -> dict[str, Requirement]:
    files = (ROOT / "requirements.lock", ROOT / "requirements-open3d.lock")
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    found = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


PINS = _pins()


def test_python_is_one_that_vitrine_supports() -> None:
    assert (3, 11) <= sys.version_info[:2] < (3, 15)


def test_every_line_of_the_lock_is_one_exact_version() -> None:
    for requirement in PINS.values():
        assert re.fullmatch(r"==\d[\w.]*", str(requirement.specifier)), str(requirement)


@pytest.mark.parametrize("name", sorted(PINS))
def test_installed_version_is_the_pinned_one(name: str) -> None:
    requirement = PINS[name]
    if requirement.marker is not None and not requirement.marker.evaluate():
        pytest.skip(f"{name} is for other systems")
    # A build's own mark (2.13.0+cpu) is the same release.
    assert requirement.specifier.contains(Version(importlib.metadata.version(name)).public)


def test_lock_is_complete() -> None:
    """What a pinned package needs on this system is pinned as well.

    But for what torch's own wheel names exactly, and what Open3D wants for notebooks alone.
    """
    missing = set()
    for name, pin in PINS.items():
        if (pin.marker is not None and not pin.marker.evaluate()) or name.startswith("open3d"):
            continue
        for line in importlib.metadata.requires(name) or []:
            needed = Requirement(line)
            if needed.marker is not None and not needed.marker.evaluate({"extra": ""}):
                continue
            if name == "torch" and re.match(r"nvidia-|cuda-|triton", needed.name):
                continue
            pinned = PINS.get(canonicalize_name(needed.name))
            if pinned is None:
                missing.add(f"{name} needs {needed.name}")
            else:
                version = str(pinned.specifier).removeprefix("==")
                assert needed.specifier.contains(version, prereleases=True), (
                    f"{name} needs {needed}, {version} is pinned"
                )
    assert not missing


def test_pyside_keeps_the_references_of_none_and_true() -> None:
    """PySide6 6.12.0 drops one with each call that returns None on Python 3.11 and aborts after some thousand calls."""
    from PySide6.QtCore import QObject, Signal

    class Emitter(QObject):
        happened = Signal()

    holder = Emitter()
    nones = sys.getrefcount(None)
    trues = sys.getrefcount(True)
    for _ in range(200):
        holder.setObjectName("x")
        holder.happened.emit()
    assert sys.getrefcount(None) > nones - 100
    assert sys.getrefcount(True) > trues - 100


def test_opencv_is_the_build_without_a_window_system() -> None:
    installed = {canonicalize_name(distribution.name) for distribution in importlib.metadata.distributions()}
    assert "opencv-python-headless" in installed
    assert not installed & {"opencv-python", "opencv-contrib-python", "opencv-contrib-python-headless"}

    import cv2

    gui = re.search(r"GUI:\s*(\S+)", cv2.getBuildInformation())
    assert gui is not None
    assert gui.group(1) == "NONE"


def test_there_is_one_qt() -> None:
    installed = {canonicalize_name(distribution.name) for distribution in importlib.metadata.distributions()}
    assert not installed & {"pyqt5", "pyqt6", "pyside2", "pyside6", "pyside6-addons", "qtpy", "pyqt6-qt6", "pyqt5-qt5"}
    packages = Path(importlib.metadata.distribution("PySide6-Essentials").locate_file(""))
    cores = [
        path
        for pattern in ("*/*Qt?Core*", "*/*/lib/*Qt?Core*", "*.libs/*Qt?Core*")
        for path in packages.glob(pattern)
        if re.search(r"\.(so|dll|dylib)(\.|$)|^QtCore$", path.name) and "abi3" not in path.name
    ]
    assert cores or sys.platform == "darwin"
    assert {path.relative_to(packages).parts[0] for path in cores} <= {"PySide6"}


def test_torchvision_opens_beside_this_torch() -> None:
    from engine.runtime.torch_loading import load_torchvision

    torchvision = load_torchvision()
    assert sum(parameter.numel() for parameter in torchvision.models.squeezenet1_1().parameters()) == 1_235_496
