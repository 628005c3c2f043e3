"""Point feature histograms of two clouds, and which of them are each other's nearest.

FPFH: Rusu, Blodow, Beetz, ICRA 2009, computed by Open3D. A histogram depends on which side the normals point to, and
two scans need not agree on it: the source's histograms are matched for both sides, and of the two the nearer counts.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.geometry import preparing
from engine.geometry.normal_signs import turned_alike
from engine.study import Progress, finished, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

BINS = 11
"""Bins of each of the three angles: 33 in all."""
GOAL = 5_000
"""Points of the larger voxel grid when its size is chosen from the clouds."""
SAMPLED = 100_000
"""The size is chosen from so many points of a cloud at most."""
MATCHED = 12_000
"""Points of a cloud that are matched at most."""
NORMAL_NEIGHBOURS = 30
FEATURE_NEIGHBOURS = 100
"""As in Open3D's tutorial on global registration."""
LEVELS = 256.0
"""Histograms are rounded to this part of a per cent: their squared distances are then whole numbers below 2^53, exact
in float64 in whatever order they are summed, so that the nearest is the same on every machine."""
CELLS = 4_000_000
"""Distances computed between two breaths."""
MATCHING = QT_TRANSLATE_NOOP("progress", "feature matches")


@dataclass(frozen=True, eq=False)
class FeatureCloud:
    """A voxel grid with its features.

    ``points`` (n, 3) float64 relative to ``centre`` (3,) in the file's coordinates, ``normals`` (n, 3) turned alike,
    ``features`` (n, 33) float32, and ``turned`` (n, 33) with all normals the other way round. ``radius`` is the
    features' (0 where there are too few points for any).
    """

    points: Array
    normals: Array
    centre: Array
    features: NDArray[np.float32]
    turned: NDArray[np.float32]
    radius: float

    def __len__(self) -> int:
        return len(self.points)


@dataclass(frozen=True, eq=False)
class Matches:
    """Pairs of points with near features.

    ``pairs`` (M, 2) int32: indices in the source's and the target's voxel grid. ``distances`` (M,) float32 in feature
    space, ``ratios`` (M,) float32 nearest over second nearest. ``turned`` (M,) bool: the source's normal was turned.
    ``queries``: nearest neighbours asked for in feature space.
    """

    pairs: NDArray[np.int32]
    distances: NDArray[np.float32]
    ratios: NDArray[np.float32]
    turned: NDArray[np.bool_]
    queries: int

    def __len__(self) -> int:
        return len(self.pairs)

    def chosen(self, mask: NDArray[np.bool_] | NDArray[np.intp]) -> Matches:
        """The matches of a mask or of indices."""
        return replace(
            self,
            pairs=freeze(self.pairs[mask]),
            distances=self.distances[mask],
            ratios=self.ratios[mask],
            turned=self.turned[mask],
        )


def occupied(points: Array, size: float) -> int:
    """How many cells of edge ``size`` hold a point."""
    cells = np.floor((points - points.min(axis=0)) / size).astype(np.int64)
    extent = cells.max(axis=0) + 1
    return len(np.unique((cells[:, 0] * extent[1] + cells[:, 1]) * extent[2] + cells[:, 2]))


def chosen_voxel(first: Array, second: Array, goal: int = GOAL) -> float:
    """The edge of a grid that leaves about ``goal`` points of each cloud at most; 0 where all points are equal."""
    return finished(choosing_voxel(first, second, goal))


def choosing_voxel(first: Array, second: Array, goal: int = GOAL) -> Generator[Progress, None, float]:
    """:func:`chosen_voxel` with breaths."""
    one = yield from _voxel(first, goal)
    other = yield from _voxel(second, goal)
    return max(one, other)


def _voxel(points: Array, goal: int) -> Generator[Progress, None, float]:
    points = points[:: max(1, len(points) // SAMPLED)]
    diagonal = float(np.linalg.norm(np.ptp(points, axis=0)))
    if diagonal <= 0:
        return 0.0
    low, high = diagonal * 2e-4, diagonal
    if occupied(points, low) <= goal:
        return low if len(points) > goal else diagonal * 5e-3  # few points: the grid hardly matters
    for _ in range(12):
        middle = float(np.sqrt(low * high))
        low, high = (middle, high) if occupied(points, middle) > goal else (low, middle)
        yield Progress(0, 0, preparing.VOXELS, preparing=True)
    return float(f"{high:.2g}")


def featured(
    cloud: PointCloud, voxel: float, normal_radius: float = 2.0, feature_radius: float = 5.0
) -> Generator[Progress, None, FeatureCloud]:
    """The voxel grid of a cloud with normals and features; the two radii are multiples of ``voxel``.

    The cloud's own normals are not used: two scans need not have estimated theirs alike.
    """
    centre = cloud.points.mean(axis=0)
    bare = PointCloud(cloud.points - centre, cloud.name)
    grid = yield from preparing.voxel_grid(bare, voxel)
    if len(grid) < 4 or voxel <= 0:
        none = np.zeros((len(grid), 3 * BINS), np.float32)
        return FeatureCloud(freeze(np.array(grid.points)), np.zeros((len(grid), 3)), centre, none, none, 0.0)
    grid = yield from preparing.with_normals(grid, radius=normal_radius * voxel, neighbours=NORMAL_NEIGHBOURS)
    assert grid.normals is not None
    turned = turned_alike(grid.points, grid.normals)
    radius = feature_radius * voxel
    one = yield from preparing.fpfh(replace(grid, normals=turned), radius, FEATURE_NEIGHBOURS)
    other = yield from preparing.fpfh(replace(grid, normals=-turned), radius, FEATURE_NEIGHBOURS)
    return FeatureCloud(grid.points, freeze(turned), centre, one, other, radius)


def rounded(features: NDArray[np.float32]) -> Array:
    """Histograms (n, 33) as whole numbers, ``LEVELS`` to a per cent. A point without neighbours has an empty one."""
    return np.rint(np.nan_to_num(features.astype(np.float64)) * LEVELS)


def nearest_features(
    asked: Array, base: Array, what: str = MATCHING
) -> Generator[Progress, None, tuple[NDArray[np.intp], Array, NDArray[np.intp], Array]]:
    """Nearest rows between ``asked`` (m, 33) and ``base`` (n, 33), both of whole numbers, both not empty.

    Returns, for each row of ``asked``, the nearest row of ``base`` and the ratio of its distance to the second
    nearest's (1 where there is none); and for each row of ``base`` the nearest row of ``asked`` and its squared
    distance. The first of equals counts.
    """
    nearest = np.empty(len(asked), np.intp)
    ratios = np.ones(len(asked))
    back, back_squared = np.zeros(len(base), np.intp), np.full(len(base), np.inf)
    lengths = (base * base).sum(axis=1)
    chunk = max(1, CELLS // len(base))
    for start in range(0, len(asked), chunk):
        part = asked[start : start + chunk]
        squared = part @ (-2.0 * base.T)
        squared += lengths
        squared += (part * part).sum(axis=1)[:, None]
        rows = np.arange(len(part))
        best = squared.argmin(axis=1)
        nearest[start : start + chunk] = best
        column = squared.argmin(axis=0)
        least = squared[column, np.arange(len(base))]
        nearer = least < back_squared
        back[nearer], back_squared[nearer] = column[nearer] + start, least[nearer]
        if len(base) > 1:
            first = squared[rows, best]
            squared[rows, best] = np.inf
            second = squared.min(axis=1)
            ratios[start : start + chunk] = np.sqrt(first / np.maximum(second, 1.0))
        yield Progress(min(start + chunk, len(asked)), len(asked), what)
    return nearest, ratios, back, back_squared


def matching(
    source: FeatureCloud,
    target: FeatureCloud,
    *,
    mutual: bool = True,
    ratio: float = 1.0,
    both_sides: bool = True,
    most: int = MATCHED,
) -> Generator[Progress, None, Matches]:
    """The pairs of points whose features are nearest.

    Parameters
    ----------
    mutual
        Keep pairs that are each other's nearest only (the reciprocity test of Zhou, Park, Koltun 2016).
    ratio
        Keep pairs at most this part as far as the second nearest (Lowe 2004); 1: all.
    both_sides
        Match the source's histograms with normals turned as well.
    most
        Points of a cloud that are matched at most, evenly taken.
    """
    if len(source) < 1 or len(target) < 1 or source.radius <= 0 or target.radius <= 0:
        return Matches(
            freeze(np.zeros((0, 2), np.int32)),
            np.zeros(0, np.float32),
            np.zeros(0, np.float32),
            np.zeros(0, bool),
            0,
        )
    from_source = np.arange(0, len(source), -(-len(source) // most))
    from_target = np.arange(0, len(target), -(-len(target) // most))
    base = rounded(target.features[from_target])
    one = rounded(source.features[from_source])
    sides = [one, rounded(source.turned[from_source])] if both_sides else [one]
    asked = np.concatenate(sides)
    nearest, ratios, back, _ = yield from nearest_features(asked, base)
    chosen = np.arange(len(asked))
    if mutual:
        chosen = chosen[back[nearest] == chosen]
    chosen = chosen[ratios[chosen] <= ratio]
    which, at = chosen % len(from_source), nearest[chosen]
    # With one pair for both sides of a point, the nearer side counts.
    distances = np.sqrt(((asked[chosen] - base[at]) ** 2).sum(axis=1)) / LEVELS
    order = np.lexsort((chosen, distances, at, which))
    same = np.zeros(len(order), bool)
    same[1:] = (which[order][1:] == which[order][:-1]) & (at[order][1:] == at[order][:-1])
    kept = np.sort(order[~same])
    pairs = np.stack([from_source[which[kept]], from_target[at[kept]]], axis=1).astype(np.int32)
    return Matches(
        freeze(pairs),
        distances[kept].astype(np.float32),
        ratios[chosen][kept].astype(np.float32),
        (chosen >= len(from_source))[kept],
        len(asked) + (len(base) if mutual else 0),
    )
