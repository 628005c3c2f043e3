"""Nearest neighbours: small_gicp's tree, asked in chunks so that the engine can breathe."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from engine.errors import ComputationError
from engine.runtime.child import child
from engine.runtime.torch_loading import threads
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

CHUNK = 20_000
"""Points asked at once: 10 to 40 ms."""
TIE = 1e-12
"""Squared distances that differ by less than this part are equal: the rest is the order of additions."""
WHAT = QT_TRANSLATE_NOOP("progress", "nearest neighbours")

Found = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Indices, and squared distances."""


class NeighbourTree:
    """A k-d tree of (N, 3) float64 points, at least one. ``queries`` counts the points it was asked for.

    Raises
    ------
    ComputationError
        There are no points: the library would end the process.
    """

    def __init__(self, points: NDArray[np.float64]) -> None:
        import small_gicp

        if len(points) == 0:
            raise ComputationError(QT_TRANSLATE_NOOP("errors", "There are no points to look for neighbours among."))
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
        chunk = max(CHUNK // count, 500)
        if len(points) <= chunk:
            return self.nearest(points, count)
        parts = []
        for start in range(0, len(points), chunk):
            parts.append(self.nearest(points[start : start + chunk], count))
            yield Progress(min(start + chunk, len(points)), len(points), WHAT)
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


class NearestWithin:
    """The nearest neighbours within ``distance`` of points that are asked for again and again while they move.

    A point that was d away from everything and has moved by less than ``d - distance`` since can have no neighbour
    within ``distance``, and the tree need not be asked. Such points are the dear ones: a search that finds nothing near
    visits much of the tree. The answer is the same with or without.
    """

    def __init__(self, tree: NeighbourTree, distance: float, settle_ties: bool = False) -> None:
        self.tree, self.distance, self._settles = tree, distance, settle_ties
        self._asked_at: NDArray[np.float64] | None = None
        self._found = np.zeros(0)

    def asking(
        self, points: NDArray[np.float64]
    ) -> Generator[Progress, None, tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
        """Of (N, 3) points, the same and in the same order each time.

        Rows, their neighbours, squared distances, (K,) each.

        Only points with a neighbour nearer than ``distance`` have a row.
        """
        if self._asked_at is None or len(self._asked_at) != len(points):
            rows = np.arange(len(points))
            self._asked_at, self._found = points.copy(), np.zeros(len(points))
            asked = points
            if self._settles and len(self.tree.points) > 1:
                indices, squared = yield from self._settled(points)
                return self._kept(rows, indices, squared)
        else:
            moved = points - self._asked_at
            # The margins keep rounding from hiding a neighbour.
            away = self._found - np.sqrt(np.einsum("ij,ij->i", moved, moved)) * (1 + 1e-9)
            rows = np.flatnonzero(away * (1 - 1e-9) <= self.distance)
            asked = points[rows]
        indices, squared = yield from self.tree.asking(asked)
        self._asked_at[rows] = asked
        return self._kept(rows, indices[:, 0], squared[:, 0])

    def _kept(
        self, rows: NDArray[np.int64], indices: NDArray[np.int64], squared: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Remember the distances of the rows that were asked for, and return those that are near."""
        self._found[rows] = np.sqrt(squared)
        near = np.flatnonzero(squared < self.distance * self.distance)
        return rows[near], indices[near], squared[near]

    def _settled(
        self, points: NDArray[np.float64]
    ) -> Generator[Progress, None, tuple[NDArray[np.int64], NDArray[np.float64]]]:
        """The nearest neighbours, ties settled: indices and squared distances (N,)."""
        indices, squared = yield from self.tree.asking(points, 2)
        nearest, least = indices[:, 0].copy(), squared[:, 0].copy()
        equal = squared[:, 1] - squared[:, 0] <= TIE * squared[:, 0]
        tied = np.flatnonzero(equal & (least < self.distance * self.distance))
        if len(tied):
            found = yield from child.call(
                "engine.geometry.icp_calls:nearest", WHAT, points=points[tied], target=self.tree.points
            )
            nearest[tied] = found
        return nearest, least


def spacing(points: NDArray[np.float64], tree: NeighbourTree | None = None, most: int = 5_000) -> float:
    """The median distance of a point to its nearest other, over ``most`` points evenly taken; 0 for fewer than 2."""
    if len(points) < 2:
        return 0.0
    tree = tree or NeighbourTree(points)
    asked = points[:: max(1, len(points) // most)]
    _, squared = tree.nearest(asked, 2)
    return float(np.median(np.sqrt(squared[:, 1])))
