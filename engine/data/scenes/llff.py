"""LLFF scenes (Mildenhall et al. 2019): ``poses_bounds.npy`` beside a folder of photos."""

from __future__ import annotations

import functools
import os
from collections.abc import Generator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.image import picture_files
from engine.data.notes import Note
from engine.data.opening import name_of, open_file, unreadable
from engine.data.scene import Scene
from engine.data.scenes.assembling import READING, Candidate, assembling
from engine.data.scenes.bounds import SceneBounds, by_cameras, by_frusta
from engine.data.scenes.photos import photo_size
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

FILE = "poses_bounds.npy"
SIDE = 480
"""Of several folders of photos the smallest is taken whose photos' longer side has as many pixels."""
NEARER = 0.9
"""Near is this part of the nearest bound, as in NeRF's code."""
BYTE_LIMIT = 64 << 20


def photo_folder(folder: Path) -> Path | None:
    """The folder ``images``, or of ``images_2``, ``images_4``, ``images_8`` the smallest that is large enough."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    except OSError as error:
        raise unreadable(folder, error) from error
    sized = []
    for name in names:
        if name == "images" or (name.startswith("images_") and name[7:].isdigit()):
            files = picture_files(folder / name)
            size = photo_size(files[0]) if files else None
            if size is not None:
                sized.append((max(size), folder / name))
    if not sized:
        return None
    enough = [entry for entry in sized if entry[0] >= SIDE]
    return min(enough)[1] if enough else max(sized)[1]


def reading_llff(folder: Path) -> Generator[Progress, None, Scene]:
    """The scene in ``folder``.

    Raises
    ------
    InputError
        As :func:`engine.data.scenes.assembling.assembling`, or poses or photos are missing or damaged.
    """
    yield Progress(0, 0, READING)
    table = read_poses_bounds(folder / FILE)
    photos = photo_folder(folder)
    yield Progress(0, 0, READING)
    if photos is None:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{folder} has no folder images with photos."), folder=name_of(folder)
        )
    notes = []
    if photos.name != "images":
        notes.append(
            Note(QT_TRANSLATE_NOOP("errors", "Its photos are taken from the folder {folder}."), folder=photos.name)
        )
    files = picture_files(photos)
    if len(files) != len(table):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors", "{folder} has {photos} photos but {poses} poses, which belong together by their order."
            ),
            folder=name_of(folder),
            photos=len(files),
            poses=len(table),
        )
    candidates = []
    for row, path in zip(table, files, strict=True):
        pose, height, width, focal = opencv_pose(row)
        known = np.isfinite([height, width]).all() and 1 <= height < 1e6 and 1 <= width < 1e6
        size = (round(width), round(height)) if known else None
        candidates.append(Candidate(path.name, pose, functools.partial(_lens, focal), path, size=size))
    return (yield from assembling(folder.name, folder, candidates, functools.partial(_bounds, table), notes=notes))


def read_poses_bounds(path: Path) -> Array:
    """The table (N, 17) float64: a 3 x 5 matrix by rows, then near and far.

    Raises
    ------
    InputError
        The file is missing or holds anything else.
    """
    with open_file(path) as stream:
        try:
            if os.fstat(stream.fileno()).st_size > BYTE_LIMIT:
                raise ValueError
            table = np.asarray(np.load(stream, allow_pickle=False), dtype=np.float64)
        except Exception as error:  # NumPy's own and the zip module's, for one fact
            raise _no_table(path) from error
    if table.ndim != 2 or table.shape[1] != 17 or not len(table):
        raise _no_table(path)
    return table


def _no_table(path: Path) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} is not a table of poses and bounds with 17 columns."), file=name_of(path)
    )


def opencv_pose(row: Array) -> tuple[Array, float, float, float]:
    """The pose (4, 4) with OpenCV axes of a row (17,), and height, width and focal length in pixels.

    The file's columns are the camera's down, right and back axes, its position, and the three numbers.
    """
    matrix = np.asarray(row[:15]).reshape(3, 5)
    pose = np.eye(4)
    pose[:3] = np.stack([matrix[:, 1], matrix[:, 0], -matrix[:, 2], matrix[:, 3]], axis=1)
    return pose, float(matrix[0, 4]), float(matrix[1, 4]), float(matrix[2, 4])


def _lens(focal: float, width: int, height: int) -> tuple[Array, tuple[float, ...]] | str:
    return np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]]), ()


def _bounds(table: Array, poses: Array, intrinsics: Array, sizes: NDArray[np.int64]) -> SceneBounds:
    depths = table[:, 15:][np.isfinite(table[:, 15:]).all(axis=1)]
    depths = depths[(depths[:, 0] > 0) & (depths[:, 1] > depths[:, 0])]
    if not len(depths):
        return by_cameras(poses)
    near, far = float(depths[:, 0].min()) * NEARER, float(depths[:, 1].max())
    return SceneBounds(near, far, by_frusta(poses, intrinsics, sizes, near, far), False)
