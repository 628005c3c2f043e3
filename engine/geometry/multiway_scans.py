"""Scans of a map made ready: their usable points, on two grids with normals, of sizes chosen for all."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.errors import InputError
from engine.geometry.fpfh_matching import chosen_voxel
from engine.geometry.neighbours import spacing
from engine.geometry.preparing import voxel_grid, with_normals
from engine.geometry.working_clouds import HUGE
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

COARSE_POINTS = 2_500
"""Points of a scan's coarse grid, about: features are matched and ICP begins there."""
FINER = 3.0
"""The fine grid's cells are this many times smaller."""
REACH = 2.5
"""The largest distance of a correspondence on the fine grid, in cells; at least 1.5 times the points' spacing."""
SPARSE = 2.5
"""The coarse grid's cells are at least this many times the points' spacing."""
SIZES = QT_TRANSLATE_NOOP("progress", "sizes of the grids")


@dataclass(frozen=True, eq=False)
class Scan:
    """A scan made ready: points relative to ``origin`` (3,), on two grids with normals, and its true pose, if known.

    ``pose`` (4, 4) maps the relative coordinates to the world; ``left_out`` points were not finite.
    """

    cloud: PointCloud
    coarse: PointCloud
    fine: PointCloud
    origin: Array
    pose: Array | None
    left_out: int = 0


@dataclass(frozen=True)
class Sizes:
    """Edges of the two voxel grids, and the largest distance of a correspondence on the fine one."""

    coarse: float
    fine: float
    max_distance: float


def usable(cloud: PointCloud) -> tuple[PointCloud, Array, int]:
    """The finite points of a cloud relative to an origin (3,), and how many were left out.

    Raises
    ------
    InputError
        No point is left.
    """
    with np.errstate(invalid="ignore"):
        good = (np.abs(cloud.points) < HUGE).all(axis=1)
    count = int(good.sum())
    if count == 0:
        raise InputError(QT_TRANSLATE_NOOP("errors", "{cloud} has no point with finite coordinates."), cloud=cloud.name)
    left_out = len(cloud) - count
    if left_out:
        cloud = cloud.chosen(np.flatnonzero(good))
    origin = cloud.origin
    points = cloud.points - origin if origin.any() else cloud.points
    # Normals of a file are not used: scans need not have estimated theirs alike.
    return PointCloud(points, cloud.name), origin, left_out


def choosing_sizes(
    clouds: Sequence[PointCloud], voxel: float = 0.0, max_distance: float = 0.0
) -> Generator[Progress, None, Sizes]:
    """The sizes for all pairs: what is 0 is chosen from the clouds."""
    grids, spacings = [], []
    for number, cloud in enumerate(clouds):
        yield Progress(number, len(clouds), SIZES, preparing=True)
        points = usable(cloud)[0].points
        if voxel <= 0:
            grids.append(chosen_voxel(points, points, COARSE_POINTS))
            yield Progress(number, len(clouds), SIZES, preparing=True)
        spacings.append(spacing(middle_part(points)))
    between = float(np.median(spacings))
    coarse = FINER * voxel if voxel > 0 else max(max(grids), SPARSE * between)
    fine = voxel or float(f"{coarse / FINER:.2g}")
    reach = max_distance or float(f"{max(REACH * fine, 1.5 * min(between, coarse)):.2g}") or 1.0
    return Sizes(coarse or reach, fine, reach)


def middle_part(points: Array, most: int = 50_000) -> Array:
    """All points (N, 3), or of very many those nearest to their middle: their spacing needs no large tree."""
    if len(points) <= most:
        return points
    squared = ((points - np.median(points[:: len(points) // 10_000], axis=0)) ** 2).sum(axis=1)
    return points[np.argpartition(squared, most)[:most]]


def prepared(cloud: PointCloud, sizes: Sizes) -> Generator[Progress, None, Scan]:
    """The scan with its grids and normals.

    Raises
    ------
    InputError
        The cloud has no finite point.
    """
    bare, origin, left_out = usable(cloud)
    grids = []
    for size in (sizes.coarse, sizes.fine):
        grid = yield from voxel_grid(bare, size)
        grids.append((yield from with_normals(grid)) if len(grid) > 2 else _without_surface(grid))
    pose = cloud.pose
    if pose is not None:
        pose = freeze(pose @ shift(origin))
    return Scan(bare, grids[0], grids[1], origin, pose, left_out)


def _without_surface(cloud: PointCloud) -> PointCloud:
    """One or two points have no normals of their own: any will do, so that nothing has to ask."""
    return replace(cloud, normals=freeze(np.repeat(np.eye(3)[2:], len(cloud), axis=0)))


def shift(by: Array) -> Array:
    """The motion (4, 4) that shifts by (3,)."""
    motion = np.eye(4)
    motion[:3, 3] = by
    return motion
