"""Point clouds from files: recognised by content and name, checked, with breaths."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from engine.data import cloud_arrays, cloud_las, cloud_meshes, cloud_pcd, cloud_ply, cloud_tables
from engine.data.array_archives import damaged
from engine.data.cloud import PointCloud
from engine.data.cloud_parts import READING, RawCloud, joining
from engine.data.cloud_sampling import sampling_mesh
from engine.data.opening import name_of, open_file, unreadable
from engine.errors import InputError
from engine.study import Progress, finished
from engine.text import QT_TRANSLATE_NOOP

SUFFIXES = (
    ".ply", ".pcd", ".xyz", ".txt", ".xyzn", ".xyzrgb", ".pts", ".csv", ".asc", ".off", ".obj", ".stl", ".las", ".laz",
    ".bin", ".npy", ".npz",
)  # fmt: skip
"""The endings of files that may hold a cloud."""
BYTE_LIMIT = 4 << 30


def cloud_files(folder: Path) -> list[Path]:
    """The files of a folder that may hold a cloud, in the order of their names."""
    return sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES)


def read_cloud(path: Path) -> PointCloud:
    """:func:`reading_cloud` run to its end.

    Raises
    ------
    InputError
        As :func:`reading_cloud`.
    """
    return finished(reading_cloud(path))


def reading_cloud(path: Path) -> Generator[Progress, None, PointCloud]:
    """The cloud in a file: PLY, PCD, tables of text, OFF, OBJ, STL, LAS, LAZ, KITTI .bin, .npy, .npz.

    A mesh gives points on its surface. What was left out, guessed or placed is said in the cloud's notes.

    Raises
    ------
    InputError
        The file is missing, empty, no cloud, cut off, without a finite point, or has more than 4 GB.
    """
    path = Path(path)
    try:
        with open_file(path) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > BYTE_LIMIT:
                raise InputError(
                    QT_TRANSLATE_NOOP("errors", "{file} has {size} MB; clouds of up to {limit} MB are read."),
                    file=name_of(path),
                    size=size >> 20,
                    limit=BYTE_LIMIT >> 20,
                )
            start = stream.read(4096)
            stream.seek(0)
            raw = yield from _reading(stream, path, start, size)
            yield Progress(0, 0, READING)
        if any(len(triangles) for triangles in raw.triangles) and len(raw):
            raw = yield from sampling_mesh(raw, path)
        return (yield from joining(raw, path))
    except OSError as error:
        raise unreadable(path, error) from error
    except MemoryError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} does not fit into the memory of this computer."), file=name_of(path)
        ) from error


def _reading(stream: BinaryIO, path: Path, start: bytes, size: int) -> Generator[Progress, None, RawCloud]:
    """Content first: signatures are sure where there is one, names are not."""
    suffix = path.suffix.lower()
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:3] == b"ply" and start[3:4] in (b"\n", b"\r", b" "):
        return (yield from cloud_ply.reading_ply(stream, path))
    if start[:4] == b"LASF":
        return (yield from cloud_las.reading_las(stream, path))
    if start[:6] == b"\x93NUMPY":
        return (yield from cloud_arrays.reading_npy(stream, path))
    if start[:4] == b"PK\x03\x04" and suffix in (".npz", ""):
        return (yield from cloud_arrays.reading_npz(path))
    if suffix == ".pcd" or text[:6] == b"# .PCD" or text[:10] == b"VERSION .7":
        return (yield from cloud_pcd.reading_pcd(stream, path))
    if suffix == ".off" or cloud_meshes.OFF_WORD.match(text):
        return (yield from cloud_meshes.reading_off(stream, path))
    if suffix == ".obj":
        return (yield from cloud_meshes.reading_obj(stream, path))
    fitting = size >= 84 and size == 84 + 50 * int(np.frombuffer(start[80:84], "<u4")[0])
    if suffix == ".stl" or fitting or (cloud_meshes.is_text_stl(start[:84], size) and b"facet" in start):
        return (yield from cloud_meshes.reading_stl(stream, path))
    if suffix == ".bin":
        return (yield from cloud_arrays.reading_bin(stream, path))
    if suffix in (".ply", ".las", ".laz", ".npy", ".npz"):
        raise damaged(path)
    if b"\0" not in start:
        return (yield from cloud_tables.reading_table(stream, path))
    raise InputError(QT_TRANSLATE_NOOP("errors", "{file} is not a point cloud of a known kind."), file=name_of(path))
