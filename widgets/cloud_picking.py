"""Which point lies under the pointer: among all points, or, where the answer has to be instant, those drawn."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from widgets.cloud_camera import Lens
from widgets.cloud_points import CloudItem

Array = NDArray[np.float64]
Candidates = Iterable[tuple[CloudItem, NDArray[np.intp]]]

REACH = 6.0
"""How far from the pointer a point may lie, in pixels at 100%."""
_SLICE = 24_576  # a product of matrices this small is left to one thread: to wait for a second takes longer


def pick(
    items: Iterable[CloudItem],
    lens: Lens,
    x: float,
    y: float,
    point_size: float,
    reach: float = REACH,
    crop: Array | None = None,
) -> tuple[CloudItem, int] | None:
    """The cloud, and the number in its file, of the point at pixel (x, y) among all points; None where there is none.

    See :func:`nearest` for which one it is. A million points take about as long as to draw them.
    """
    found: list[tuple[CloudItem, NDArray[np.intp]]] = []
    radius = np.float32(max(reach, point_size) + 0.5)
    for item in items:
        # |focal X / Z + c - x| <= r, times Z: three dot products for a point and no division
        matrix = lens.eye_matrix(item.pose, item.origin)
        flat = lens.camera.orthographic
        away = np.array([[lens.width / 2 - x], [lens.height / 2 - y]])
        matrix[:2] *= lens.scale if flat else lens.focal
        matrix[:2] += away * (np.array([[0.0, 0.0, 0.0, 1.0]]) if flat else matrix[2:])
        turn, shift = matrix[:, :3].astype(np.float32), matrix[:, 3:].astype(np.float32)
        for start in range(0, item.ready, _SLICE):
            seen = turn @ item.local[:, start : min(item.ready, start + _SLICE)]
            seen += shift
            bound = radius if flat else seen[2] * radius
            np.abs(seen[:2], out=seen[:2])
            close = np.flatnonzero((seen[0] <= bound) & (seen[1] <= bound))
            if close.size:
                found.append((item, close + start))
    return nearest(found, lens, x, y, point_size, reach, crop)


def nearest(
    candidates: Candidates,
    lens: Lens,
    x: float,
    y: float,
    point_size: float,
    reach: float = REACH,
    crop: Array | None = None,
) -> tuple[CloudItem, int] | None:
    """The cloud, and the number in its file, of the candidate at pixel (x, y); None where none is within ``reach``.

    ``candidates`` are clouds with places in their order of drawing. Of the points whose drawn square covers the pixel
    it is the nearest to the eye: the one that is seen there. Where none does, it is the nearest to the eye among those
    that lie about as near to the pixel as the nearest.
    """
    items, places, aways, depths = [], [], [], []
    for item, chosen in candidates:
        local = item.local[:, chosen]
        away, depth = _seen(item, local, lens, x, y)
        close = (away <= max(reach, point_size)) & (depth > lens.near)
        if crop is not None:
            world = local.T @ item.pose[:3, :3].T + item.centre
            close &= ((world >= crop[0]) & (world <= crop[1])).all(axis=1)
        items += [item] * int(close.sum())
        places.append(chosen[close])
        aways.append(away[close])
        depths.append(depth[close])
    if not items:
        return None
    away, depth, place = np.concatenate(aways), np.concatenate(depths), np.concatenate(places)
    least = float(away.min())
    limit = point_size / 2 if least <= point_size / 2 else least + 1.0
    chosen_one = int(np.argmin(np.where(away <= limit, depth, np.inf)))
    item = items[chosen_one]
    return item, int(item.order[place[chosen_one]])


def _seen(
    item: CloudItem, local: NDArray[np.float32], lens: Lens, x: float, y: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How far from a pixel points (3, n) lie, across or down, whichever is more, and their depths."""
    matrix = lens.eye_matrix(item.pose, item.origin)
    seen = matrix[:, :3].astype(np.float32) @ local
    seen += matrix[:, 3:].astype(np.float32)
    depth: NDArray[np.float32] = seen[2]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        scale = np.float32(lens.scale) if lens.camera.orthographic else np.float32(lens.focal) / depth
        away: NDArray[np.float32] = np.abs(seen[0] * scale + np.float32(lens.width / 2 - x))
        np.maximum(away, np.abs(seen[1] * scale + np.float32(lens.height / 2 - y)), out=away)
    return away, depth
