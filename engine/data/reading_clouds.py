"""Point clouds from files: recognised by content and name, checked, with breaths."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from engine.data.cloud import PointCloud
from engine.study import Progress

SUFFIXES = (
    ".ply", ".pcd", ".xyz", ".txt", ".xyzn", ".xyzrgb", ".pts", ".off", ".obj", ".stl", ".las", ".laz", ".bin", ".npy", ".npz",
)  # fmt: skip
"""The endings of files that may hold a cloud."""


def cloud_files(folder: Path) -> list[Path]:
    """The files of a folder that may hold a cloud, in the order of their names."""
    return sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES)


def reading_cloud(path: Path) -> Generator[Progress, None, PointCloud]:
    """The cloud in a file."""
    raise NotImplementedError
    yield
