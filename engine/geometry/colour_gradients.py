"""The colour gradient of coloured ICP: how the intensity changes along a cloud's tangent planes.

Park, Zhou, Koltun, *Colored Point Cloud Registration Revisited*, ICCV 2017, equations 8 to 10: a linear function on the
tangent plane at each point, fitted to its neighbours. Weighted, bounded and solved as in Open3D.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.runtime.child import child
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

NEIGHBOURS = 30
LEAST = 4
"""Fewer neighbours than these, the point among them, give no gradient (zero)."""
BLOCK = 2_000
WHAT = QT_TRANSLATE_NOOP("progress", "colour gradients")


def intensities(cloud: PointCloud) -> Array:
    """The intensity (N,), 0..1, of a cloud that has colours: the mean of red, green and blue."""
    assert cloud.colours is not None
    return np.asarray(cloud.colours.sum(axis=1, dtype=np.float64) / 765.0)


def colour_gradients(cloud: PointCloud, radius: float, count: int = NEIGHBOURS) -> Generator[Progress, None, Array]:
    """The gradients (N, 3), in intensity per unit of length, of a cloud with normals and colours.

    From the ``count`` nearest neighbours (the point among them) within ``radius``, chosen by Open3D: on a raster many
    are equally far.
    """
    assert cloud.normals is not None
    intensity, gradients = intensities(cloud), np.zeros((len(cloud), 3))
    neighbours: NDArray[np.int32] = yield from child.call(
        "engine.geometry.icp_calls:neighbours_within", WHAT, points=cloud.points, radius=radius, count=count
    )
    for start in range(0, len(cloud), BLOCK):
        block = slice(start, start + BLOCK)
        indices = neighbours[block]
        gradients[block] = fit(
            cloud.points[indices] - cloud.points[block, None],
            intensity[indices] - intensity[block, None],
            (indices >= 0).astype(np.float64),
            cloud.normals[block],
        )
        yield Progress(min(start + BLOCK, len(cloud)), len(cloud), WHAT, preparing=True)
    return gradients


def fit(offsets: Array, differences: Array, used: Array, normals: Array) -> Array:
    """The gradients (M, 3) of equation 10: least squares over neighbours, and (n - 1) n . d = 0 for the tangent plane.

    ``offsets`` (M, n, 3) and ``differences`` (M, n) lead from each point to its neighbours, ``used`` (M, n) is 1 for
    those that count, the point itself among them.
    """
    found = used.sum(axis=1)
    weighted = offsets * used[:, :, None]
    system = np.matmul(weighted.transpose(0, 2, 1), offsets)
    constraint = (np.maximum(found - 1, 0) ** 2)[:, None, None] * (normals[:, :, None] * normals[:, None, :])
    right = np.matmul(weighted.transpose(0, 2, 1), differences[:, :, None])
    system = system + constraint
    # Neighbours on a line leave the slope across it open; the pseudo-inverse takes the smallest, zero.
    solved = np.matmul(np.linalg.pinv(system, rcond=1e-12, hermitian=True), right)[:, :, 0]
    return np.where((found >= LEAST)[:, None], solved, 0.0)
