"""Two clouds made ready for a search from any pose: voxel grids, features, matches."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.errors import InputError
from engine.geometry.fpfh_matching import FeatureCloud, Matches, choosing_voxel, featured, matching
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]
Method = Literal["fgr", "ransac"]
Pruning = Literal["agreement", "tuples", "none"]

DISTANCE = 1.5
"""The largest distance of a right match, in voxels, where it is chosen."""


@dataclass(frozen=True)
class GlobalSettings:
    """What :func:`aligning` does; the fields are those of the study's options."""

    method: Method = "fgr"
    pruning: Pruning = "agreement"
    voxel: float = 0.0
    max_distance: float = 0.0
    seed: int = 0
    iterations: int = 200
    hypotheses: int = 100_000
    mutual: bool = True
    ratio: float = 1.0
    both_sides: bool = True
    normal_radius: float = 2.0
    feature_radius: float = 5.0
    refine: bool = True


@dataclass(frozen=True, eq=False)
class GlobalPair:
    """Two clouds made ready: their voxel grids with features, the matches, and the sizes used."""

    source: FeatureCloud
    target: FeatureCloud
    matches: Matches
    voxel: float
    max_distance: float

    def outside(self, local: Array) -> Array:
        """A motion (4, 4) between the clouds about their centres, in the clouds' own coordinates."""
        motion = local.copy()
        motion[:3, 3] += self.target.centre - local[:3, :3] @ self.source.centre
        return motion


def checked(cloud: PointCloud) -> PointCloud:
    """The cloud without points that are no numbers.

    Raises
    ------
    InputError
        No point is left.
    """
    good = np.isfinite(cloud.points).all(axis=1) if len(cloud) else np.zeros(0, bool)
    if not good.any():
        raise InputError(QT_TRANSLATE_NOOP("errors", "{cloud} holds no points to register."), cloud=cloud.name)
    return cloud if good.all() else cloud.chosen(np.flatnonzero(good))


def featuring(
    source: PointCloud, target: PointCloud, settings: GlobalSettings
) -> Generator[Progress, None, tuple[FeatureCloud, FeatureCloud, float]]:
    """Voxel grids, normals and features of two clouds, and the voxel used.

    Raises
    ------
    InputError
        A cloud without points.
    """
    source, target = checked(source), checked(target)
    voxel = settings.voxel or (yield from choosing_voxel(source.points, target.points))
    radii = settings.normal_radius, settings.feature_radius
    one = yield from featured(source, voxel, *radii)
    other = yield from featured(target, voxel, *radii)
    return one, other, voxel


def pairing(source: PointCloud, target: PointCloud, settings: GlobalSettings) -> Generator[Progress, None, GlobalPair]:
    """:func:`featuring`, and the matches.

    Raises
    ------
    InputError
        A cloud without points.
    """
    one, other, voxel = yield from featuring(source, target, settings)
    matches = yield from matching(
        one, other, mutual=settings.mutual, ratio=settings.ratio, both_sides=settings.both_sides
    )
    return GlobalPair(one, other, matches, voxel, settings.max_distance or DISTANCE * voxel)
