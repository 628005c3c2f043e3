"""Coarse to fine: the voxel grids ICP runs on and how far it looks, chosen from the clouds where nothing is asked.

The finest cell is a 300th of the smaller cloud's extent (the diagonal of the box round the middle 96% of its points),
which is 2.5 cm in a room, 0.1 to 0.3 m on a street, 1 mm on an object of 0.3 m; coarser ones are twice and four times
as large, and a correspondence is sought within three cells. Cells grow until a grid has at most ``MOST`` points. Clouds
of up to ``EVERY`` points take every point in place of the finest grid.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.data.cloud import SAMPLE, PointCloud
from engine.geometry.neighbours import spacing
from engine.geometry.preparing import voxel_grid
from engine.study import Progress

CELLS = 300
STEPS = (4.0, 2.0, 1.0)
REACH = 3.0
"""The largest distance of a correspondence, in cells."""
MOST = 50_000
"""Points a chosen grid has at most: an iteration then takes some 30 ms."""
EVERY = 100_000
"""Clouds of so many points or fewer end at every point; larger ones at the finest grid."""
DISPARITY = 20.0
"""Extents that differ by more than this factor are worth a word."""


@dataclass(frozen=True)
class Scale:
    """One pass of ICP: the voxel's edge (0: every point) and the largest distance of a correspondence."""

    voxel: float
    max_distance: float


def choosing(
    source: PointCloud, target: PointCloud, voxels: Sequence[float] = (), max_distance: float = 0.0
) -> Generator[Progress, None, tuple[Scale, ...]]:
    """The scales, coarse to fine.

    ``voxels`` empty or (0,): chosen; a negative one stands for every point. ``max_distance`` 0: chosen for each scale.
    """
    sizes = [size for size in (source.extent, target.extent) if size > 0]
    smaller = min(sizes, default=0.0)
    if not any(voxels):
        finest = yield from _finest(source, target, smaller / CELLS)
        between = min(spacing(finest[1].points), smaller / 10)
        cell = max(finest[0], between)
        scales = [Scale(finest[0] if step == 1 else cell * step, max_distance or REACH * cell * step) for step in STEPS]
        if max_distance > 0:  # a grid coarser than the search would only blur it
            scales = [scale for scale in scales[:-1] if scale.voxel <= max_distance] + scales[-1:]
        if max(len(source), len(target)) <= EVERY:  # the end is that of the clouds themselves
            scales[-1] = replace(scales[-1], voxel=0.0)
        return tuple(scales if smaller > 0 else [Scale(0.0, max_distance or 1.0)])
    chosen = []
    for voxel in voxels:
        reach = max_distance
        if reach <= 0:
            grid = yield from voxel_grid(target, max(voxel, 0.0))
            between = min(spacing(_thinned(grid).points), smaller / 10)
            reach = max(REACH * max(voxel, between), REACH * smaller / CELLS if voxel <= 0 else 0.0) or 1.0
        chosen.append(Scale(max(voxel, 0.0), reach))
    return tuple(chosen)


def _finest(source: PointCloud, target: PointCloud, size: float) -> Generator[Progress, None, tuple[float, PointCloud]]:
    """The finest cell that leaves at most ``MOST`` points of each cloud, and the target's grid."""
    while True:
        grids = []
        for cloud in (source, target):
            grids.append((yield from voxel_grid(cloud, size)))
        most = max(len(grid) for grid in grids)
        if most <= MOST or size <= 0:
            return size, _thinned(grids[1])
        size *= 1.05 * max(np.sqrt(most / MOST), 1.05)


def _thinned(cloud: PointCloud) -> PointCloud:
    """Every point, or, of very many, a stretch of them: their spacing is measured without a large tree."""
    return cloud if len(cloud) <= 2 * MOST else cloud.chosen(_nearest_to_middle(cloud))


def _nearest_to_middle(cloud: PointCloud) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    middle = np.median(cloud.points[:: max(1, len(cloud) // SAMPLE)], axis=0)
    squared = ((cloud.points - middle) ** 2).sum(axis=1)
    return np.argpartition(squared, MOST)[:MOST]
