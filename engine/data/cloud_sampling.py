"""Points on the surface of a mesh."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.array_archives import damaged
from engine.data.cloud_parts import PIECE, Part, RawCloud
from engine.data.notes import Note
from engine.data.opening import name_of
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

COUNT = 100_000
"""Points on a mesh."""
_WHAT = QT_TRANSLATE_NOOP("progress", "placing points on the surface")


def fan(polygons: NDArray[np.int64]) -> NDArray[np.int64]:
    """The triangles (M * (K - 2), 3) of (M, K) polygons, each a fan from its first corner."""
    corners = polygons.shape[1]
    return np.concatenate([polygons[:, [0, k, k + 1]] for k in range(1, corners - 1)])


def sampling_mesh(raw: RawCloud, path: Path) -> Generator[Progress, None, RawCloud]:
    """:data:`COUNT` points on a mesh's triangles, even by area, with the faces' normals and the corners' colours.

    The same mesh gives the same points. A mesh without area gives its corners.

    Raises
    ------
    InputError
        A triangle has a corner that does not exist.
    """
    corners = np.concatenate([part.points.astype(np.float64) for part in raw.parts])
    triangles = np.concatenate(raw.triangles)
    yield Progress(0, COUNT, _WHAT)
    if triangles.size and (int(triangles.min()) < 0 or int(triangles.max()) >= len(corners)):
        raise damaged(path)
    areas = np.zeros(len(triangles))
    for start in range(0, len(triangles), PIECE):
        areas[start : start + PIECE] = _areas(corners, triangles[start : start + PIECE])
        yield Progress(0, COUNT, _WHAT)
    total = float(areas.sum())
    if not (total > 0 and np.isfinite(total)):
        return raw
    # One point in each of COUNT equal shares of the area: evener than COUNT independent draws.
    random = np.random.default_rng(0)
    ends = np.cumsum(areas)
    where = (np.arange(COUNT) + random.random(COUNT)) * (ends[-1] / COUNT)
    chosen = np.minimum(np.searchsorted(ends, where, side="right"), int(np.flatnonzero(areas)[-1]))
    weights = random.random((COUNT, 2))
    outside = weights.sum(axis=1) > 1
    weights[outside] = 1 - weights[outside]
    yield Progress(0, COUNT, _WHAT)
    colours = None
    if raw.parts[0].colours is not None:
        colours = np.concatenate([part.colours for part in raw.parts if part.colours is not None])
    sampled = RawCloud(notes=raw.notes, pose=raw.pose)
    for start in range(0, COUNT, PIECE):
        picked = triangles[chosen[start : start + PIECE]]
        part_weights = weights[start : start + PIECE]
        a, b, c = (corners[picked[:, k]] for k in range(3))
        normals = np.cross(b - a, c - a)
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        part = Part(_between(a, b, c, part_weights), normals=normals)
        if colours is not None:
            first, second, third = (colours[picked[:, k]].astype(np.float64) for k in range(3))
            mixed = _between(first, second, third, part_weights)
            part.colours = np.rint(mixed).astype(colours.dtype) if colours.dtype.kind in "ui" else mixed
        sampled.parts.append(part)
        yield Progress(start, COUNT, _WHAT)
    sampled.notes.append(
        Note(
            QT_TRANSLATE_NOOP("errors", "{file} is a mesh of {triangles} triangles: {count} points were placed on it."),
            file=name_of(path),
            triangles=len(triangles),
            count=COUNT,
        )
    )
    return sampled


def _areas(corners: NDArray[np.float64], triangles: NDArray[np.int64]) -> NDArray[np.float64]:
    """The area of each triangle; 0 where it has none, or a corner that is not finite."""
    a, b, c = (corners[triangles[:, k]] for k in range(3))
    with np.errstate(invalid="ignore", over="ignore"):
        areas = 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1)
    return np.where(np.isfinite(areas), areas, 0.0)


def _between(
    a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.asarray(a + (b - a) * weights[:, :1] + (c - a) * weights[:, 1:])
