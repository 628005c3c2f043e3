"""The teaching scene of one file, ``tiny_nerf_data.npz``: images (N, H, W, 3), poses (N, 4, 4), focal."""

from __future__ import annotations

import functools
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.array_archives import array_names, reading_arrays
from engine.data.opening import name_of
from engine.data.scene import Scene
from engine.data.scenes.assembling import READING, Candidate, assembling
from engine.data.scenes.blender import published_bounds
from engine.data.scenes.transforms import opencv_pose
from engine.errors import InputError
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

NAMES = ("images", "poses", "focal")


def is_tiny(path: Path) -> bool:
    """Whether an .npz file holds the three arrays.

    Raises
    ------
    InputError
        It is no .npz file.
    """
    return set(NAMES) <= {name.lower() for name in array_names(path)}


def reading_tiny(path: Path) -> Generator[Progress, None, Scene]:
    """The scene in ``path``; poses have OpenGL axes, pictures are 0..1.

    Raises
    ------
    InputError
        As :func:`engine.data.scenes.assembling.assembling`, or an array is missing or of another shape.
    """
    arrays = yield from reading_arrays(path, {name: (name,) for name in NAMES})
    images, poses, focal = (arrays.get(name) for name in NAMES)
    if (
        images is None
        or poses is None
        or focal is None
        or images.ndim != 4
        or images.shape[-1] not in (3, 4)
        or 0 in images.shape
        or poses.shape[1:] not in ((3, 4), (4, 4))
        or len(images) != len(poses)
        or focal.size != 1
        or not all(array.dtype.kind in "uif" for array in (images, poses, focal))
    ):
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} has no arrays images, poses and focal that belong together."),
            file=name_of(path),
        )
    length = float(focal.reshape(-1)[0])
    candidates, corners = [], []
    for index, (image, pose) in enumerate(zip(images, poses, strict=True)):
        pixels = _bytes(image)
        lens = functools.partial(_lens, length)
        candidates.append(Candidate(f"{index:03d}", opencv_pose(pose), lens, pixels=freeze(pixels)))
        if pixels.shape[2] == 3:
            corners.append(pixels[[0, 0, -1, -1], [0, -1, 0, -1]])
        yield Progress(index, len(images), READING)
    background = _background(np.concatenate(corners)) if corners else (1.0, 1.0, 1.0)
    return (yield from assembling(path.name, path, candidates, published_bounds, background=background))


def _bytes(image: NDArray[Any]) -> NDArray[np.uint8]:
    if image.dtype == np.uint8:
        return np.ascontiguousarray(image)
    values = np.nan_to_num(image.astype(np.float32), nan=0.0)
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)


def _background(corners: NDArray[np.uint8]) -> tuple[float, float, float] | None:
    """The colour that nine tenths of the corners (N, 3) have; None where there is none."""
    usual = np.median(corners, axis=0)
    if (np.abs(corners - usual).max(axis=1) <= 2).mean() < 0.9:
        return None
    red, green, blue = (float(v) / 255 for v in usual)
    return red, green, blue


def _lens(focal: float, width: int, height: int) -> tuple[Array, tuple[float, ...]] | str:
    return np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]]), ()
