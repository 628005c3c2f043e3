"""Clouds made ready for registration: voxel grids, normals, features. Open3D computes them in the child process.

Each is kept in the engine's cache under the cloud's digest. Breaths are marked as preparing: a restart finds them
again.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.runtime.cache import cache
from engine.runtime.child import child
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

CALLS = "engine.geometry.open3d_calls"
VOXELS = QT_TRANSLATE_NOOP("progress", "voxel grid")
NORMALS = QT_TRANSLATE_NOOP("progress", "normals")
MOST_CELLS = 1e8
"""Cells along the diagonal from which Open3D would not count them; no two points share so small a cell."""
FEATURES = QT_TRANSLATE_NOOP("progress", "point feature histograms")


def calling(function: str, what: str, **arguments: Any) -> Generator[Progress, None, Any]:
    """Call a function of :mod:`engine.geometry.open3d_calls`; its breaths count as preparing."""
    running = child.call(f"{CALLS}:{function}", what, **arguments)
    try:
        while True:
            try:
                breath = next(running)
            except StopIteration as end:
                return end.value
            yield replace(breath, preparing=True)
    finally:
        running.close()


def voxel_grid(cloud: PointCloud, size: float) -> Generator[Progress, None, PointCloud]:
    """The means of the cloud's points, normals and colours in cells of edge ``size``, in its unit; 0: the cloud."""
    if size <= 0 or len(cloud) < 2 or cloud.diagonal > MOST_CELLS * size:
        return cloud
    key = ("voxel-grid", cloud.digest, size, cloud.intensity is not None)
    kept = cache.get(key)
    if kept is None:
        got = yield from calling(
            "voxel_grid",
            VOXELS,
            points=cloud.points,
            size=size,
            normals=cloud.normals,
            colours=cloud.colours,
            traced=cloud.intensity is not None,
        )
        first = got["first"]
        kept = replace(
            cloud,
            points=freeze(got["points"]),
            normals=got["normals"],
            colours=got["colours"],
            intensity=None if cloud.intensity is None else cloud.intensity[first],
        )
        cache.put(key, kept, kept.points.nbytes * 3)
    reduced: PointCloud = kept
    return reduced


def with_normals(
    cloud: PointCloud, *, radius: float = 0.0, neighbours: int = 20
) -> Generator[Progress, None, PointCloud]:
    """The cloud with normals (its own, where it has them) from its neighbours within ``radius`` (0: any distance)."""
    if cloud.normals is not None:
        return cloud
    key = ("normals", cloud.digest, radius, neighbours)
    kept = cache.get(key)
    if kept is None:
        kept = yield from calling("normals", NORMALS, points=cloud.points, radius=radius, neighbours=neighbours)
        cache.put(key, freeze(kept), kept.nbytes)
    return replace(cloud, normals=kept)


def fpfh(cloud: PointCloud, radius: float, neighbours: int = 100) -> Generator[Progress, None, NDArray[np.float32]]:
    """Fast point feature histograms (N, 33) float32 of a cloud that has normals, from neighbours within ``radius``."""
    assert cloud.normals is not None
    key = ("fpfh", cloud.digest, radius, neighbours)
    kept: NDArray[np.float32] | None = cache.get(key)
    if kept is None:
        got = yield from calling(
            "fpfh", FEATURES, points=cloud.points, normals=cloud.normals, radius=radius, neighbours=neighbours
        )
        kept = freeze(got)
        cache.put(key, kept, got.nbytes)
    assert kept is not None
    return kept
