"""Points from bare arrays: KITTI and other .bin scans, .npy and .npz. Nothing is unpickled."""

from __future__ import annotations

import math
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from engine.data.array_archives import damaged, reading_arrays
from engine.data.cloud_parts import PIECE, READING, RawCloud, Roles
from engine.data.cloud_tables import a_transform, guessed_roles
from engine.data.notes import Note
from engine.data.opening import name_of
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[Any]

_POINTS = ("points", "xyz", "pcd", "pos", "positions", "coords", "cloud", "point_cloud", "arr_0")
_FARTHEST = 1e5
"""Metres: what a scanner in a car sees is nearer, and any other layout of the same bytes seldom so."""


def reading_bin(stream: BinaryIO, path: Path) -> Generator[Progress, None, RawCloud]:
    """A scan of float32 rows: x, y, z, intensity (KITTI); or with three colours, or intensity and ring (nuScenes).

    Raises
    ------
    InputError
        The size does not fit, or the values are not such rows.
    """
    size = os.fstat(stream.fileno()).st_size
    content = bytearray()
    while piece := stream.read(PIECE * 16):
        content += piece
        yield Progress(len(content), size, READING)
    flat = np.frombuffer(bytes(content[: size // 4 * 4]), "<f4")
    fitting = [columns for columns in (4, 6, 5) if size % (4 * columns) == 0]
    scores = {}
    for columns in fitting:
        table = flat.reshape(-1, columns)
        looks = True
        for start in range(0, len(table), PIECE):
            looks = looks and _is_scan(table[start : start + PIECE])
            yield Progress(size, size, READING)
        if looks:
            scores[columns] = _unevenness(table, math.lcm(*fitting) // columns)
            yield Progress(size, size, READING)
    if not scores:
        wrong_size = size % 16 != 0
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors",
                "{file} is not a scan of rows of four 32-bit numbers (x, y, z, intensity): its {size} bytes are not a "
                "multiple of 16.",
            )
            if wrong_size
            else QT_TRANSLATE_NOOP("errors", "{file} is not a scan of rows of 32-bit numbers x, y, z and intensity."),
            file=name_of(path),
            size=size,
        )
    columns = min(scores, key=lambda c: scores[c])
    table = flat.reshape(-1, columns)
    notes: list[str] = []
    if columns == 6:
        roles = guessed_roles([table.astype(np.float64)[:: max(1, len(table) // 20_000)]], path, notes)
    else:
        roles = Roles((0, 1, 2), intensity=3)
    if columns == 5:
        notes.append(
            Note(
                QT_TRANSLATE_NOOP("errors", "{file} is read as rows of {columns} numbers: x, y, z, intensity."),
                file=name_of(path),
                columns=columns,
            )
        )
    return RawCloud([roles.part(table)], notes=notes)


def _is_scan(table: NDArray[np.float32]) -> bool:
    """Whether rows look like coordinates and, beside them, intensities or colours: 0 or more, 65535 at most."""
    kept = table[np.isfinite(table).all(axis=1)]
    if len(kept) < len(table) / 2:
        return False
    beside = kept[:, 3:]
    near = (np.abs(kept[:, :3]) < _FARTHEST).all() and ((kept == 0) | (np.abs(kept) > 1e-25)).mean() > 0.99
    return bool(near and beside.min() >= 0 and beside.max() <= 65535)


def _unevenness(table: NDArray[np.float32], phases: int) -> float:
    """How much the columns' means differ between every ``phases``-th row: little if the rows are as long as thought."""
    count = len(table) // phases * phases
    if not count:
        return 0.0
    rows = np.nan_to_num(table[:count]).reshape(-1, phases, table.shape[1]).astype(np.float64)
    spread = rows.std(axis=(0, 1))
    return float((np.abs(rows.mean(axis=0) - rows.mean(axis=(0, 1))) / np.where(spread > 0, spread, np.inf)).max())


def reading_npy(stream: BinaryIO, path: Path) -> Generator[Progress, None, RawCloud]:
    """An array (N, 3), (N, 4) with intensities or (N, 6) with colours or normals.

    Raises
    ------
    InputError
        Another array, one of Python objects, or a file that is cut off.
    """
    size = os.fstat(stream.fileno()).st_size
    try:
        version = npy.read_magic(stream)
        read = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}[version]
        shape, fortran, dtype = read(stream)
    except Exception as error:  # struct, NumPy and the parser of the header each have their own
        raise damaged(path) from error
    _check_dtype(dtype, shape, path)
    total = math.prod(shape) * dtype.itemsize
    if total > size - stream.tell():
        raise damaged(path)
    _check_shape(shape, path)
    content = bytearray()
    while len(content) < total and (piece := stream.read(min(PIECE * 24, total - len(content)))):
        content += piece
        yield Progress(len(content), total, READING)
    if len(content) < total:
        raise damaged(path)
    flat = np.frombuffer(bytes(content), dtype)
    table = flat.reshape(shape[::-1]).T if fortran else flat.reshape(shape)
    return _of_table(table, path)


def reading_npz(path: Path) -> Generator[Progress, None, RawCloud]:
    """Arrays ``points`` (or ``xyz``, ``pcd``, ...), ``colours``, ``normals``, ``intensity`` and ``pose`` of an .npz.

    Raises
    ------
    InputError
        There are no points in it, or arrays that do not fit together.
    """
    arrays = yield from reading_arrays(
        path,
        {
            "points": _POINTS,
            "colours": ("colours", "colors", "rgb", "color", "colour"),
            "normals": ("normals", "normal"),
            "intensity": ("intensity", "intensities", "reflectance"),
            "pose": ("pose",),
        },
    )
    if "points" not in arrays:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} has no array of points: it would be called {names}."),
            file=name_of(path),
            names=", ".join(_POINTS),
        )
    points = arrays["points"]
    _check_dtype(points.dtype, points.shape, path)
    _check_shape(points.shape, path)
    raw = _of_table(points, path)
    count = len(points)
    for name, width in (("colours", 3), ("normals", 3), ("intensity", 0)):
        array = arrays.get(name)
        if array is None:
            continue
        if name == "intensity" and array.shape == (count, 1):
            array = array[:, 0]
        if name == "colours" and array.shape == (count, 4):
            array = array[:, :3]
        if array.shape != ((count, width) if width else (count,)) or array.dtype.kind not in "fiub":
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "errors", "The array {array} of {file} is {shape}, which does not fit {count} points."
                ),
                array=name,
                file=name_of(path),
                shape=array.shape,
                count=count,
            )
        setattr(raw.parts[0], name, array)
    pose = arrays.get("pose")
    if pose is not None and pose.shape == (4, 4) and pose.dtype.kind == "f" and np.isfinite(pose).all():
        raw.pose = pose.astype(np.float64)
    return raw


def _check_dtype(dtype: np.dtype[Any], shape: tuple[int, ...], path: Path) -> None:
    if dtype.kind not in "fiu" or dtype.hasobject or dtype.names is not None or any(side < 0 for side in shape):
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} holds an array of {type}, and points are numbers."),
            file=name_of(path),
            type=str(dtype),
        )


def _check_shape(shape: tuple[int, ...], path: Path) -> None:
    if len(shape) != 2 or shape[1] not in (3, 4, 6, 7, 9):
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} holds an array {shape}, and points are (N, 3), (N, 4) or (N, 6)."),
            file=name_of(path),
            shape=shape,
        )


def _of_table(table: Array, path: Path) -> RawCloud:
    if table.shape == (4, 4) and np.array_equal(table[3], [0, 0, 0, 1]):
        raise a_transform(path)
    notes: list[str] = []
    sample = table[:: max(1, len(table) // 20_000)].astype(np.float64)
    return RawCloud([guessed_roles([sample], path, notes).part(table)] if len(table) else [], notes=notes)
