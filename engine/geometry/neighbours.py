"""Nearest neighbours: small_gicp's tree, asked in chunks so that the engine can breathe."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from engine.errors import ComputationError
from engine.geometry.rigid import dot
from engine.runtime.cache import cache
from engine.runtime.child import child
from engine.runtime.torch_loading import processors, threads
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

FEW = 5_000
"""Fewer points are asked in one thread: on a busy machine the others cost more than they bring."""
MANY = 20_000
"""The tree of so many points is built by all cores."""
SMALL_MOVE = 0.15
"""A move by more than this part of the points' spacing makes the second neighbour not worth asking for."""
CHUNK = 8_000
"""Points asked at once: the library holds Python's lock meanwhile, for about 2 ms."""
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
        # The library holds Python's lock: nobody else in this process could use the other cores meanwhile.
        cores = processors() if len(points) >= MANY else threads()
        self._tree = small_gicp.KdTree(self.points, num_threads=cores)
        self.queries = 0

    def nearest(self, points: NDArray[np.float64], count: int = 1) -> Found:
        """The ``count`` nearest of (M, 3) points: indices (M, count) and squared distances, ascending.

        ``count`` is at most the number of points in the tree.
        """
        self.queries += len(points)
        indices, squared = self._tree.batch_knn_search(
            np.ascontiguousarray(points, dtype=np.float64),
            count,
            num_threads=1 if len(points) < FEW else threads(),
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


def tree_of(points: NDArray[np.float64]) -> NeighbourTree:
    """The tree of an array that is never changed, built once: to build it holds Python's lock, 10 ms for 50,000."""
    key = ("neighbour-tree", id(points))
    tree: NeighbourTree | None = cache.get(key)
    if tree is None or tree.points is not points:
        tree = NeighbourTree(points)
        cache.put(key, tree, 3 * points.nbytes)
    return tree


class NearestWithin:
    """The nearest neighbours within ``distance`` of points that are asked for again and again while they move.

    The tree need not be asked where the answer cannot have changed. Say a point's nearest neighbour was d away and its
    second one e, and it has moved by m since: with m < (e - d) / 2 the nearest is still the nearest, and with
    m < d - distance it has none within ``distance``. The answer is the same with or without.
    """

    def __init__(self, tree: NeighbourTree, distance: float, settle_ties: bool = False) -> None:
        self.tree, self.distance, self._settles = tree, distance, settle_ties
        self._asked_at: NDArray[np.float64] | None = None
        self._nearest = np.zeros(0, np.int64)
        self._first = self._second = np.zeros(0)
        self._spacing: float | None = None

    def asking(
        self, points: NDArray[np.float64]
    ) -> Generator[Progress, None, tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
        """Of (N, 3) points, the same and in the same order each time.

        Rows, their neighbours, squared distances, (K,) each.

        Only points with a neighbour nearer than ``distance`` have a row.
        """
        count = min(2, len(self.tree.points))
        if self._asked_at is None or len(self._asked_at) != len(points):
            self._asked_at, self._nearest = points.copy(), np.zeros(len(points), np.int64)
            self._first, self._second = np.zeros(len(points)), np.zeros(len(points))
            rows = np.arange(len(points))
            kept = rows[:0]
            if self._settles and count == 2:
                indices, squared = yield from self._settled(points)
            else:
                indices, squared = yield from self.tree.asking(points, count)
        else:
            moved = points - self._asked_at
            # The margins keep rounding from hiding a neighbour.
            length = np.sqrt(dot(moved, moved)) * (1 + 1e-9)
            far = length < self._first * (1 - 1e-9) - self.distance
            same = 2 * length < (self._second - self._first) * (1 - 1e-9)
            kept = np.flatnonzero(same & ~far)
            rows = np.flatnonzero(~(same | far))
            if len(rows) and float(np.median(length[rows])) > SMALL_MOVE * self._between():
                count = 1  # it will have to be asked again whatever the second neighbour is
            indices, squared = yield from self.tree.asking(points[rows], count)
            self._asked_at[rows] = points[rows]
        self._nearest[rows] = indices[:, 0]
        roots = np.sqrt(squared)
        self._first[rows] = roots[:, 0]
        self._second[rows] = roots[:, 1] if indices.shape[1] == 2 else (0.0 if len(self.tree.points) > 1 else np.inf)
        both = np.concatenate([rows, kept])
        if len(kept):
            between = points[kept] - self.tree.points[self._nearest[kept]]
            least = np.concatenate([squared[:, 0], dot(between, between)])
            order = np.argsort(both, kind="stable")
            both, least = both[order], least[order]
        else:
            least = squared[:, 0]
        near = np.flatnonzero(least < self.distance * self.distance)
        return both[near], self._nearest[both[near]], least[near]

    def _between(self) -> float:
        """The spacing of the tree's points, measured once."""
        if self._spacing is None:
            self._spacing = spacing(self.tree.points, self.tree, 500)
        return self._spacing

    def _settled(
        self, points: NDArray[np.float64]
    ) -> Generator[Progress, None, tuple[NDArray[np.int64], NDArray[np.float64]]]:
        """The two nearest neighbours, ties settled: indices and squared distances (N, 2)."""
        indices, squared = yield from self.tree.asking(points, 2)
        indices = indices.copy()
        equal = squared[:, 1] - squared[:, 0] <= TIE * squared[:, 0]
        tied = np.flatnonzero(equal & (squared[:, 0] < self.distance * self.distance))
        if len(tied):
            found = yield from child.call(
                "engine.geometry.icp_calls:nearest", WHAT, points=points[tied], target=self.tree.points
            )
            indices[tied, 0] = found
        return indices, squared


def spacing(points: NDArray[np.float64], tree: NeighbourTree | None = None, most: int = 5_000) -> float:
    """The median distance of a point to its nearest other, over ``most`` points evenly taken; 0 for fewer than 2."""
    if len(points) < 2:
        return 0.0
    tree = tree or tree_of(points)
    asked = points[:: max(1, len(points) // most)]
    _, squared = tree.nearest(asked, 2)
    return float(np.median(np.sqrt(squared[:, 1])))
