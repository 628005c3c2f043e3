"""How well one cloud lies on another under a motion: what chooses between motions that matches agree on.

Two scans of a room fit each other wall on wall in several ways, and the wrong one can cover more. What tells it apart
is what comes near without lying on the other surface: furniture in front of a wall where the other scan has none.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.geometry import rigid
from engine.geometry.neighbours import NeighbourTree
from engine.geometry.rigid_fits import truncated
from engine.study import Progress

Array = NDArray[np.float64]

LEAST_COSINE = 0.5
"""Normals further apart than 60 degrees count as another surface."""
NEARBY = 4.0
"""A point comes near the other cloud where a point of it lies within so many times the distance."""


@dataclass(frozen=True)
class Covering:
    """``coverage``: the mean over a cloud's points of how well each lies on the other, 0..1.

    ``clean``: the same over those that come near the other alone; 0 where none does.
    """

    coverage: float
    clean: float


def covering(
    transform: Array, points: Array, normals: Array, tree: NeighbourTree, target_normals: Array, distance: float
) -> Generator[Progress, None, Covering]:
    """How well points (N, 3) with normals (N, 3), moved by ``transform`` (4, 4), lie on the points of ``tree``.

    A point counts 1 - d^2 / distance^2 times the agreement of the normals, both cut at 0: d is the distance to the
    nearest target point, the agreement 1 for equal normals of either sign and 0 from 60 degrees.
    """
    indices, squared = yield from tree.asking(rigid.moved(transform, points))
    cosine = np.abs(((normals @ transform[:3, :3].T) * target_normals[indices[:, 0]]).sum(axis=1))
    agreement = np.maximum(0.0, cosine - LEAST_COSINE) / (1 - LEAST_COSINE)
    covered = float((truncated(squared[:, 0], distance) * agreement).sum())
    near = int((squared[:, 0] < (NEARBY * distance) ** 2).sum())
    return Covering(covered / len(points), covered / near if near else 0.0)


def evaluated(
    transform: Array, points: Array, tree: NeighbourTree, distance: float
) -> Generator[Progress, None, tuple[float, float]]:
    """Open3D's ``evaluate_registration``: fitness and RMSE.

    The part of the points (N, 3) with a target point within ``distance``, and these distances' root mean square.
    """
    _, squared = yield from tree.asking(rigid.moved(transform, points))
    near = squared[:, 0] < distance**2
    count = int(near.sum())
    return count / max(len(points), 1), float(np.sqrt(squared[near, 0].mean())) if count else 0.0
