"""Many rigid motions at once from pairs of points, and how well each fits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def fits(points: Array, targets: Array, weights: Array) -> Array:
    """The motions (B, 4, 4) that minimise the weighted squared distances of B sets of K pairs, in closed form.

    ``points`` and ``targets`` (B, K, 3), ``weights`` (B, K), none negative. Kabsch 1976; the determinant is +1 (Umeyama
    1991, equation 43).
    """
    total = np.maximum(weights.sum(axis=1), 1e-300)[:, None]
    share = weights / total
    mean = np.einsum("bk,bki->bi", share, points)
    target_mean = np.einsum("bk,bki->bi", share, targets)
    covariance = np.matmul(
        ((points - mean[:, None]) * share[..., None]).transpose(0, 2, 1), targets - target_mean[:, None]
    )
    u, _, vt = np.linalg.svd(covariance)
    middle = np.zeros_like(u)
    middle[:, 0, 0] = middle[:, 1, 1] = 1.0
    middle[:, 2, 2] = np.sign(np.linalg.det(np.matmul(u, vt)))
    rotation = np.matmul(vt.transpose(0, 2, 1), np.matmul(middle, u.transpose(0, 2, 1)))
    motions = np.zeros((len(points), 4, 4))
    motions[:, :3, :3] = rotation
    motions[:, :3, 3] = target_mean - np.einsum("bij,bj->bi", rotation, mean)
    motions[:, 3, 3] = 1.0
    return motions


def squared_residuals(motions: Array, points: Array, targets: Array) -> Array:
    """The squared distance (B, M) of each of M pairs under each of B motions."""
    squared = np.zeros((len(motions), len(points)))
    for axis in range(3):  # axis by axis: no (B, M, 3) array
        moved = motions[:, axis, :3] @ points.T + motions[:, axis, 3, None]
        squared += (moved - targets[:, axis]) ** 2
    return squared


def truncated(squared: Array, distance: float) -> Array:
    """The weight of each pair, 1 at no residual, 0 at ``distance`` and beyond: 1 - r^2 / distance^2.

    Their sum is the support that MSAC counts in place of inliers (Torr, Zisserman, *MLESAC*, CVIU 2000).
    """
    return np.maximum(0.0, 1.0 - squared / distance**2)
