"""A pair of clouds as the computation sees it: usable points only, near the coordinates' origin."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import FAR, PointCloud
from engine.data.notes import Note
from engine.errors import InputError
from engine.geometry.rigid import about
from engine.study import freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

HUGE = 1e12
"""Coordinates beyond this are taken for missing values: their squares leave no digits for anything else."""
FAR_SIZES = 20.0
"""A target whose centre is this many diagonals away is moved to the origin: a turn about a far point loses digits."""


@dataclass(frozen=True, eq=False)
class WorkingPair:
    """Two clouds with finite points, relative to ``origin`` (3,), and what had to be left out."""

    source: PointCloud
    target: PointCloud
    origin: Array
    notes: tuple[str, ...]

    def inside(self, transform: Array) -> Array:
        """A transform (4, 4) of the files' coordinates, in the coordinates relative to ``origin``."""
        return about(transform, -self.origin)

    def outside(self, transform: Array) -> Array:
        """The opposite of :meth:`inside`."""
        return about(transform, self.origin)


def working_pair(source: PointCloud, target: PointCloud) -> WorkingPair:
    """The pair to compute with. The origin is zero unless the target lies far from it.

    Raises
    ------
    InputError
        A cloud has no point with finite coordinates.
    """
    (source, first), (target, second) = _finite(source), _finite(target)
    middle, size = target.bounds.mean(axis=0), target.diagonal
    away = float(np.abs(middle).max())
    far = away > FAR or (size > 0 and away > FAR_SIZES * size)
    origin = np.round(middle, 0 if size > 10 or size == 0 else 3) if far else np.zeros(3)
    if far:
        source, target = (replace(cloud, points=freeze(cloud.points - origin)) for cloud in (source, target))
    return WorkingPair(source, target, freeze(origin), (*first, *second))


def _finite(cloud: PointCloud) -> tuple[PointCloud, tuple[str, ...]]:
    if cloud.normals is None and len(cloud) and np.abs(cloud.points).max() < HUGE:  # NaN is not below anything
        return cloud, ()
    with np.errstate(invalid="ignore"):
        good = (np.abs(cloud.points) < HUGE).all(axis=1)
    if cloud.normals is not None:
        good &= np.isfinite(cloud.normals).all(axis=1)
    count = int(good.sum())
    if count == 0:
        raise InputError(QT_TRANSLATE_NOOP("errors", "{cloud} has no point with finite coordinates."), cloud=cloud.name)
    if count == len(cloud):
        return cloud, ()
    note = Note(
        QT_TRANSLATE_NOOP("errors", "{count} points of {cloud} are not finite numbers and were left out."),
        count=len(cloud) - count,
        cloud=cloud.name,
    )
    return cloud.chosen(np.flatnonzero(good)), (note,)
