"""How far camera centres are from the true ones: up to a similarity, for photos alone show neither place nor scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def similarity(points: Array, targets: Array) -> tuple[float, Array, Array]:
    """Scale, rotation (3, 3) and shift (3,) that take ``points`` (N, 3) nearest to ``targets`` (N, 3).

    Umeyama 1991, equations 40 to 43; the rotation's determinant is +1, the scale 1 where all points are one.
    """
    mean, target_mean = points.mean(axis=0), targets.mean(axis=0)
    spread = float(((points - mean) ** 2).sum()) / len(points)
    u, values, vt = np.linalg.svd((targets - target_mean).T @ (points - mean) / len(points))
    signs = np.array([1.0, 1.0, np.sign(np.linalg.det(u @ vt)) or 1.0])
    rotation = (u * signs) @ vt
    scale = float(values @ signs) / spread if spread > 0 else 1.0
    return scale, rotation, target_mean - scale * rotation @ mean


def centre_error(centres: Array, truth: Array) -> float | None:
    """The largest distance of ``centres`` (N, 3) to the ``truth`` after a similarity.

    As a part of the largest distance between two true centres. None for fewer than four, which nearly always fit.
    """
    if len(centres) < 4:
        return None
    scale, rotation, shift = similarity(centres, truth)
    away = np.linalg.norm(scale * centres @ rotation.T + shift - truth, axis=1)
    widest = max(float(np.linalg.norm(truth - one, axis=1).max()) for one in truth)
    return float(away.max()) / widest if widest > 0 else None
