"""Pairs of scans for judging registration: any overlap, any noise, the truth exact."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.data.scanning.scanner import SCANNING, scanning, standing, sweep
from engine.errors import ComputationError
from engine.geometry import rigid
from engine.geometry.neighbours import NeighbourTree
from engine.study import Progress, finished, freeze
from engine.text import QT_TRANSLATE_NOOP

CLOSE = 0.08
"""A source point is in the overlap when, at the truth, a target point lies within this distance (metres)."""
SECTOR = 210.0
"""How much of a turn each scan keeps, degrees."""
FEWEST, LOOSE, ATTEMPTS = 4_000, 0.05, 20
"""Points each scan has at least, how far the overlap may be from what was asked, and how many places are tried."""

Pair = tuple[PointCloud, PointCloud, NDArray[np.float64]]


def synthetic_pair(overlap: float = 0.5, noise: float = 0.005, seed: int = 0) -> Pair:
    """Source, target, and the true motion (4, 4) of the source to the target.

    A room of its own for each ``seed`` is scanned from two places 0.5 m apart; each scan keeps a sector of its turn
    such that the part ``overlap`` (0.1 to 0.9) of the source's points has a target point within 8 cm at the truth. The
    points, 8,000 to 20,000 each, are off by Gaussian ``noise`` (metres) in each coordinate. The source is turned by a
    rotation drawn evenly from all, and moved by up to 2 m.
    """
    return finished(making_pair(overlap, noise, seed))


def making_pair(overlap: float, noise: float, seed: int) -> Generator[Progress, None, Pair]:
    """:func:`synthetic_pair` with breaths."""
    random = np.random.default_rng([seed, 50])
    parts = None
    for attempt in range(ATTEMPTS):  # a scanner that stands in a cupboard sees little: the next stands elsewhere
        centre = np.array([2.3, 1.9]) if attempt == 0 else random.uniform((1.2, 1.0), (3.6, 3.0))
        parts = yield from _standing_free(overlap, noise, seed, centre, random)
        if parts is not None:
            break
    if parts is None:
        raise ComputationError(
            QT_TRANSLATE_NOOP("errors", "The room of seed {seed} has no two places that see so much of each other."),
            seed=seed,
        )
    quaternion = random.normal(size=4)
    quaternion /= np.linalg.norm(quaternion)
    motion = np.eye(4)
    motion[:3, :3] = _rotation(quaternion)
    motion[:3, 3] = random.uniform(-2, 2, 3) / np.sqrt(3)
    source_pose, target_pose = parts[0].pose, parts[1].pose
    assert source_pose is not None and target_pose is not None
    moved_pose = freeze(source_pose @ rigid.inverse(motion))
    moved = replace(parts[0], points=freeze(rigid.moved(motion, parts[0].points)), pose=moved_pose)
    return moved, parts[1], freeze(rigid.inverse(target_pose) @ moved_pose)


def _standing_free(
    overlap: float, noise: float, seed: int, centre: NDArray[np.float64], random: np.random.Generator
) -> Generator[Progress, None, tuple[PointCloud, PointCloud] | None]:
    """Two scans from opposite places round ``centre``; None where one sees little or the overlap is missed."""
    rays = sweep((0, 360), (-52, 44), 260, 84)
    scans: list[PointCloud] = []
    turn = float(random.uniform(0, 2 * np.pi))
    for index in range(2):
        x, y = centre + 0.25 * np.array([np.cos(turn + np.pi * index), np.sin(turn + np.pi * index)])
        pose = standing(float(x), float(y), 1.3 + 0.15 * index, 40.0 * index)
        scans.append((yield from scanning(f"pair-{seed}-{index + 1}", "random", pose, rays, index, (0, 0), seed)))
    if min(map(len, scans)) < FEWEST:
        return None
    world = [rigid.moved(scan.pose, scan.points) for scan in scans if scan.pose is not None]
    around = [np.rad2deg(np.arctan2(*(points[:, :2] - centre).T[::-1])) % 360 for points in world]
    start = float(random.uniform(0, 360))
    source = (around[0] - start) % 360 < SECTOR

    def sector(shift: float) -> NDArray[np.bool_]:
        return np.asarray((around[1] - start - shift) % 360 < SECTOR)

    few = np.flatnonzero(source)[::4]
    share, near, far = 0.0, 0.0, 180.0  # the overlap falls with the shift: bisection
    for _ in range(9):
        middle = (near + far) / 2
        if len(few) == 0 or not sector(middle).any():
            return None
        _, squared = NeighbourTree(world[1][sector(middle)]).nearest(world[0][few])
        share = float((squared < CLOSE**2).mean())
        near, far = (middle, far) if share > overlap else (near, middle)
        yield Progress(0, 0, SCANNING)
    if min(int(source.sum()), int(sector(near).sum())) < FEWEST or abs(share - overlap) > LOOSE:
        return None
    parts = []
    for index, chosen in enumerate((source, sector(near))):
        cloud = scans[index].chosen(np.flatnonzero(chosen))
        points = cloud.points + random.normal(0, noise, cloud.points.shape)
        parts.append(replace(cloud, points=freeze(points)))
    return parts[0], parts[1]


def _rotation(quaternion: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rotation (3, 3) of a unit quaternion (w, x, y, z)."""
    w, v = quaternion[0], quaternion[1:]
    k = rigid.skew(v)
    return np.asarray(np.eye(3) + 2 * w * k + 2 * k @ k)
