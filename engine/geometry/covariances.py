"""The covariances of generalized ICP: small along a point's normal, one across it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def covariance_normals(normals: NDArray[np.float64]) -> NDArray[np.float64]:
    """The thin axes (N, 3) of the covariances that Open3D makes of normals (N, 3).

    They are the normals, but for those within eight degrees of -x: Open3D gives all of them the thin axis x.
    """
    turned = normals[:, 0] < -0.99
    if not turned.any():
        return normals
    axes = normals.copy()
    axes[turned] = (1.0, 0.0, 0.0)
    return axes


def covariances(normals: NDArray[np.float64], epsilon: float) -> NDArray[np.float64]:
    """The covariances (N, 3, 3).

    ``epsilon`` along the normals, 1 across (Segal, Haehnel, Thrun, RSS 2009, section III.B).
    """
    return np.asarray(np.eye(3) - (1 - epsilon) * normals[:, :, None] * normals[:, None, :])
