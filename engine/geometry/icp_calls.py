"""Open3D's choice of neighbours, for what is compared with it number by number. These run in the child process."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.geometry.open3d_calls import cloud_of
from engine.runtime.open3d_loading import load_open3d

Points = NDArray[np.float64]


def _tree(points: Points) -> Any:
    return load_open3d().geometry.KDTreeFlann(cloud_of(points))


def nearest(points: Points, target: Points) -> NDArray[np.int64]:
    """The nearest of the target's points (M, 3) for each of (K, 3) points.

    Of equally near ones the one Open3D finds.
    """
    search = _tree(target).search_knn_vector_3d
    return np.array([search(point, 1)[1][0] for point in points], dtype=np.int64).reshape(-1)


def neighbours_within(points: Points, radius: float, count: int) -> NDArray[np.int32]:
    """The nearest neighbours (N, count) within ``radius`` of each point, the point among them.

    -1 where there are fewer.
    """
    search = _tree(points).search_hybrid_vector_3d
    found = np.full((len(points), count), -1, np.int32)
    for row, point in zip(found, points, strict=True):
        number, indices, _ = search(point, radius, count)
        row[:number] = indices
    return found
