"""Pairs with an exact truth from one cloud: two crops that overlap, fresh noise, and a random motion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.geometry import rigid

Array = NDArray[np.float64]

MOST = 30_000
"""Points of a crop at most."""


@dataclass(frozen=True, eq=False)
class TrialPair:
    """Two clouds and the true motion (4, 4) of the source to the target."""

    source: PointCloud
    target: PointCloud
    truth: Array


def random_rotation(rng: np.random.Generator, largest: float = 180.0) -> Array:
    """A rotation (3, 3) drawn evenly from all of at most ``largest`` degrees (180: from all)."""
    while True:
        quaternion = rng.normal(size=4)
        quaternion /= np.linalg.norm(quaternion)
        angle = 2 * np.arccos(min(1.0, abs(float(quaternion[0]))))
        if largest >= 180:
            break
        if largest < 30:  # nearly all draws would be refused: the density of the angle is 1 - cos
            axis = quaternion[1:] / np.linalg.norm(quaternion[1:])
            return rigid.rotation_exp(axis * np.deg2rad(largest) * rng.uniform() ** (1 / 3))
        if np.rad2deg(angle) <= largest:
            break
    axis = quaternion[1:] / max(float(np.linalg.norm(quaternion[1:])), 1e-300)
    return rigid.rotation_exp(axis * angle * (1.0 if quaternion[0] >= 0 else -1.0))


def trial_pair(
    cloud: PointCloud, overlap: float, noise: float, rng: np.random.Generator, turn: float = 180.0
) -> TrialPair:
    """Two crops of ``cloud`` cut by parallel planes of a random direction.

    Of each crop's points the part ``overlap`` (0..1) lies in the other's region. No point is in both crops: every
    second point, drawn by chance, is the source's. Each coordinate is off by Gaussian ``noise`` (the cloud's unit). The
    source is turned by at most ``turn`` degrees about its centre, and moved by a quarter of the diagonal at most.
    """
    direction = rng.normal(size=3)
    direction /= np.linalg.norm(direction)
    order = np.argsort(cloud.points @ direction, kind="stable")
    count = len(order)
    # With shares s of the cloud for each crop, the overlap of a crop is (2 s - 1) / s.
    share = 1 / (2 - min(max(overlap, 0.0), 1.0))
    first, second = order[: round(share * count)], order[count - round(share * count) :]
    mine = rng.permutation(count) % 2 == 0
    parts = []
    for crop, half in ((first, mine), (second, ~mine)):
        chosen = np.sort(crop[half[crop]])
        if len(chosen) > MOST:
            chosen = np.sort(rng.choice(chosen, MOST, replace=False))
        points = cloud.points[chosen]
        parts.append(points + rng.normal(0.0, noise, points.shape) if noise > 0 else points)
    motion = np.eye(4)
    motion[:3, :3] = random_rotation(rng, turn)
    centre = parts[0].mean(axis=0) if len(parts[0]) else np.zeros(3)
    motion = rigid.about(motion, centre)
    shift = rng.normal(size=3)
    motion[:3, 3] += shift / np.linalg.norm(shift) * rng.uniform(0, 0.25) * cloud.diagonal
    return TrialPair(
        PointCloud(rigid.moved(motion, parts[0]), cloud.name),
        PointCloud(parts[1], cloud.name),
        rigid.inverse(motion),
    )
