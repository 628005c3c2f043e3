"""Nearest neighbours: small_gicp's tree, asked in chunks so that the engine can breathe."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from engine.runtime.torch_loading import threads
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

CHUNK = 20_000
"""Points asked at once: 10 to 40 ms."""
WHAT = QT_TRANSLATE_NOOP("progress", "nearest neighbours")

Found = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Indices, and squared distances."""


class NeighbourTree:
    """A k-d tree of (N, 3) float64 points. ``queries`` counts the points it was asked for."""

    def __init__(self, points: NDArray[np.float64]) -> None:
        import small_gicp

        self.points = np.ascontiguousarray(points, dtype=np.float64)
        self._tree = small_gicp.KdTree(self.points, num_threads=threads())
        self.queries = 0

    def nearest(self, points: NDArray[np.float64], count: int = 1) -> Found:
        """The ``count`` nearest of (M, 3) points: indices (M, count) and squared distances, ascending.

        ``count`` is at most the number of points in the tree.
        """
        self.queries += len(points)
        indices, squared = self._tree.batch_knn_search(
            np.ascontiguousarray(points, dtype=np.float64), count, num_threads=threads()
        )
        return indices.view(np.int64).reshape(len(points), count), squared.reshape(len(points), count)

    def asking(self, points: NDArray[np.float64], count: int = 1) -> Generator[Progress, None, Found]:
        """:meth:`nearest` with a breath after each chunk."""
        if len(points) <= CHUNK:
            return self.nearest(points, count)
        parts = []
        for start in range(0, len(points), CHUNK):
            parts.append(self.nearest(points[start : start + CHUNK], count))
            yield Progress(min(start + CHUNK, len(points)), len(points), WHAT)
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def spacing(points: NDArray[np.float64], tree: NeighbourTree | None = None, most: int = 5_000) -> float:
    """The median distance of a point to its nearest other, over ``most`` points evenly taken; 0 for fewer than 2."""
    if len(points) < 2:
        return 0.0
    tree = tree or NeighbourTree(points)
    asked = points[:: max(1, len(points) // most)]
    _, squared = tree.nearest(asked, 2)
    return float(np.median(np.sqrt(squared[:, 1])))
