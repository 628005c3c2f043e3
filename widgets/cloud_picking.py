"""Which point lies under the pointer: among all points, not only those that are drawn at the moment."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from widgets.cloud_camera import Lens
from widgets.cloud_points import CloudItem

Array = NDArray[np.float64]

REACH = 6.0
"""How far from the pointer a point may lie, in pixels at 100%."""
_SLICE = 65_536


def pick(
    items: Iterable[CloudItem],
    lens: Lens,
    x: float,
    y: float,
    point_size: float,
    reach: float = REACH,
    crop: Array | None = None,
) -> tuple[CloudItem, int] | None:
    """The cloud, and the number in its file, of the point at pixel (x, y); None where there is none.

    Of the points whose drawn square covers the pixel it is the nearest to the eye: the one that is seen there. Where
    none does, it is the nearest to the eye among those that lie about as near to the pixel as the nearest, within
    ``reach`` pixels.
    """
    found: list[tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint32], CloudItem]] = []
    for item in items:
        matrix = lens.eye_matrix(item.pose, item.origin)
        turn = matrix[:, :3].astype(np.float32)
        shift = matrix[:, 3:].astype(np.float32)
        near = np.float32(max(lens.near, 1e-30))
        for start in range(0, item.ready, _SLICE):
            local = item.local[:, start : min(item.ready, start + _SLICE)]
            seen = turn @ local
            seen += shift
            depth = seen[2]
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                scale = np.float32(lens.scale) if lens.camera.orthographic else np.float32(lens.focal) / depth
                away = np.abs(seen[0] * scale + np.float32(lens.width / 2 - x))
                np.maximum(away, np.abs(seen[1] * scale + np.float32(lens.height / 2 - y)), out=away)
                close = np.flatnonzero((away <= max(reach, point_size)) & (depth > near))
            if close.size and crop is not None:
                places = item.local[:, start + close].T @ item.pose[:3, :3].T + item.centre
                close = close[((places >= crop[0]) & (places <= crop[1])).all(axis=1)]
            if close.size:
                found.append((away[close], depth[close], item.order[start + close], item))
    if not found:
        return None
    away, depths = np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])
    limit = max(point_size / 2, float(away.min()) + 1.0 if float(away.min()) > point_size / 2 else 0.0)
    chosen = int(np.argmin(np.where(away <= limit, depths, np.float32(np.inf))))
    for _, part, numbers, item in found:
        if chosen < len(part):
            return item, int(numbers[chosen])
        chosen -= len(part)
    raise AssertionError("the chosen point is one of those that were found")
