"""The loop of ICP: nearest neighbours, a step, and again. Studies that show it and studies that only use it share it.

The rules are Open3D's ``registration_icp``: a source point's correspondence is its nearest target point, where that is
nearer than the largest distance; fitness and RMSE are of these; the loop ends where both stop changing.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.errors import InputError
from engine.geometry import alignment_steps as steps
from engine.geometry.alignment_steps import Method, Step
from engine.geometry.colour_gradients import colour_gradients, intensities
from engine.geometry.covariances import covariance_normals
from engine.geometry.kernels import Kernel
from engine.geometry.neighbours import NearestWithin, NeighbourTree, tree_of
from engine.geometry.preparing import with_normals
from engine.geometry.rigid import moved
from engine.runtime.cache import cache
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

NORMAL_NEIGHBOURS = 20


@dataclass(frozen=True, eq=False)
class Pair:
    """Two clouds made ready for one method: what does not change from iteration to iteration."""

    source: PointCloud
    target: PointCloud
    tree: NeighbourTree
    method: Method
    source_axes: Array | None = None
    target_axes: Array | None = None
    source_intensities: Array | None = None
    target_intensities: Array | None = None
    gradients: Array | None = None


@dataclass(frozen=True, eq=False)
class Matches:
    """The correspondences under one transform, and Open3D's figures for them.

    ``correspondences`` (K, 2) int64: rows of source and target; ``points`` (K, 3) the source's, moved; ``distances``
    (K,). ``fitness`` is the share of source points that have one, ``rmse`` the root mean square distance, 0 where none
    has.
    """

    transform: Array
    correspondences: NDArray[np.int64]
    points: Array
    distances: Array
    fitness: float
    rmse: float

    def __len__(self) -> int:
        return len(self.correspondences)


@dataclass(frozen=True, eq=False)
class Refined:
    """How :func:`refining` ended."""

    transform: Array
    fitness: float
    rmse: float
    correspondences: NDArray[np.int64]
    iterations: int
    converged: bool
    step: Step | None


def preparing_pair(
    source: PointCloud,
    target: PointCloud,
    method: Method,
    max_distance: float,
    neighbours: int = NORMAL_NEIGHBOURS,
) -> Generator[Progress, None, Pair]:
    """The pair with its tree and what ``method`` needs: normals, colour gradients.

    Colour gradients come from neighbours within twice ``max_distance``, as in Open3D.

    Raises
    ------
    InputError
        The method is ``colored`` and a cloud has no colours.
    """
    if method == "colored":
        for cloud in (source, target):
            if cloud.colours is None:
                raise InputError(
                    QT_TRANSLATE_NOOP(
                        "errors", "{cloud} has no colours, which coloured ICP compares: choose another method."
                    ),
                    cloud=cloud.name,
                )
    if method != "point-to-point":
        target = yield from with_normals(target, neighbours=neighbours)
    if method == "generalized":
        source = yield from with_normals(source, neighbours=neighbours)
    pair = Pair(source, target, tree_of(target.points), method)
    if method == "generalized":
        assert source.normals is not None and target.normals is not None
        return replace(
            pair, source_axes=covariance_normals(source.normals), target_axes=covariance_normals(target.normals)
        )
    if method == "colored":
        key = ("colour-gradients", target.digest, 2 * max_distance)
        gradients = cache.get(key)
        if gradients is None:
            gradients = yield from colour_gradients(target, 2 * max_distance)
            cache.put(key, gradients, gradients.nbytes)
        return replace(
            pair,
            source_intensities=intensities(source),
            target_intensities=intensities(target),
            gradients=gradients,
        )
    return pair


def matching(
    pair: Pair, transform: Array, max_distance: float, nearest: NearestWithin | None = None
) -> Generator[Progress, None, Matches]:
    """The correspondences of the source under ``transform`` (4, 4): nearest target points nearer than ``max_distance``.

    ``nearest``, kept from call to call, spares questions whose answer cannot have changed.
    """
    points = moved(transform, pair.source.points)
    rows, indices, squared = yield from (nearest or NearestWithin(pair.tree, max_distance)).asking(points)
    distances = np.sqrt(squared)
    correspondences = np.empty((len(rows), 2), np.int64)
    correspondences[:, 0], correspondences[:, 1] = rows, indices
    rmse = float(np.sqrt(squared.sum() / len(rows))) if len(rows) else 0.0
    return Matches(transform, correspondences, points[rows], distances, len(rows) / len(points), rmse)


def stepping(
    pair: Pair, matches: Matches, kernel: Kernel = steps.NO_KERNEL, colour_weight: float = steps.COLOUR_WEIGHT
) -> Step:
    """The step that ``pair.method`` takes from these correspondences; there is at least one."""
    i, j = matches.correspondences.T
    targets = pair.target.points[j]
    if pair.method == "point-to-point":
        return steps.point_to_point(matches.points, targets, kernel=kernel)
    if pair.method == "generalized":
        assert pair.source_axes is not None and pair.target_axes is not None
        turned = pair.source_axes[i] @ matches.transform[:3, :3].T
        return steps.generalized(matches.points, targets, turned, pair.target_axes[j], kernel=kernel)
    assert pair.target.normals is not None
    normals = pair.target.normals[j]
    if pair.method == "point-to-plane":
        return steps.point_to_plane(matches.points, targets, normals, kernel=kernel)
    assert pair.source_intensities is not None and pair.target_intensities is not None and pair.gradients is not None
    return steps.colored(
        matches.points,
        targets,
        normals,
        pair.source_intensities[i],
        pair.target_intensities[j],
        pair.gradients[j],
        kernel=kernel,
        colour_weight=colour_weight,
    )


def unchanged(before: Matches, now: Matches, max_distance: float, tolerance: float) -> bool:
    """Whether fitness, and RMSE over ``max_distance``, changed by less than ``tolerance``."""
    return abs(now.fitness - before.fitness) < tolerance and abs(now.rmse - before.rmse) < tolerance * max_distance


def refining(
    source: PointCloud,
    target: PointCloud,
    transform: Array,
    max_distance: float,
    method: Method = "point-to-plane",
    *,
    kernel: Kernel = steps.NO_KERNEL,
    iterations: int = 30,
    tolerance: float = 1e-6,
    colour_weight: float = steps.COLOUR_WEIGHT,
    neighbours: int = NORMAL_NEIGHBOURS,
) -> Generator[Progress, None, Refined]:
    """ICP from ``transform`` (4, 4) on the clouds as they are; the end is what the generator returns.

    ``converged`` means that fitness and RMSE stopped changing; without correspondences the transform is the given one.
    """
    pair = yield from preparing_pair(source, target, method, max_distance, neighbours)
    return (
        yield from refining_pair(
            pair,
            transform,
            max_distance,
            kernel=kernel,
            iterations=iterations,
            tolerance=tolerance,
            colour_weight=colour_weight,
        )
    )


def refining_pair(
    pair: Pair,
    transform: Array,
    max_distance: float,
    *,
    kernel: Kernel = steps.NO_KERNEL,
    iterations: int = 30,
    tolerance: float = 1e-6,
    colour_weight: float = steps.COLOUR_WEIGHT,
) -> Generator[Progress, None, Refined]:
    """:func:`refining` of a pair that is ready."""
    what = QT_TRANSLATE_NOOP("progress", "alignment")
    step: Step | None = None
    nearest = NearestWithin(pair.tree, max_distance)
    matches = yield from matching(pair, np.asarray(transform, dtype=np.float64), max_distance, nearest)
    done, converged = 0, False
    while done < iterations and len(matches) and not converged:
        step = stepping(pair, matches, kernel, colour_weight)
        before = matches
        matches = yield from matching(pair, step.delta @ before.transform, max_distance, nearest)
        done += 1
        converged = unchanged(before, matches, max_distance, tolerance)
        yield Progress(done, iterations, what)
    return Refined(
        matches.transform,
        matches.fitness,
        matches.rmse,
        matches.correspondences,
        done,
        converged and len(matches) > 0,
        step,
    )
