"""A camera's way round a scene: which way is up, what the photos look at, and the poses of a circle about it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ONE_SIDE = 0.3
"""Photos whose cameras look on average so much in one direction were taken from one side."""


@dataclass(frozen=True, eq=False)
class Circle:
    """A circle of cameras: about ``centre`` (3,) at ``distance``, ``up`` (3,) is the axis, ``first`` (3,) where from.

    ``first`` is at right angles to ``up``; both have length 1. ``one_sided``: the photos see the scene from one side.
    """

    centre: Array
    distance: float
    up: Array
    first: Array
    one_sided: bool

    def pose(self, azimuth: float, elevation: float, factor: float = 1.0) -> Array:
        """Camera to world (3, 4), OpenCV's axes, at angles in degrees; ``factor`` times as far away."""
        around, over = math.radians(azimuth), math.radians(elevation)
        level = math.cos(around) * self.first + math.sin(around) * np.cross(self.up, self.first)
        out = math.cos(over) * level + math.sin(over) * self.up
        forward = -out
        right = np.cross(forward, self.up)
        right /= np.linalg.norm(right)
        eye = self.centre + out * (self.distance * factor)
        return np.stack([right, np.cross(forward, right), forward, eye], axis=1)

    def elevation(self, pose: Array) -> float:
        """How far a camera stands above the circle's plane, seen from the centre, in degrees."""
        out = pose[:3, 3] - self.centre
        return math.degrees(
            math.asin(max(-1.0, min(1.0, float(out @ self.up) / max(float(np.linalg.norm(out)), 1e-12))))
        )


def circle_of(cameras: Array, begin: Array, low: Array, high: Array) -> Circle:
    """The circle on which photos' ``cameras`` (N, 3, 4) stand, on average.

    It begins on the side of the camera ``begin`` (3, 4). The centre is the point nearest to all optical axes, or the
    middle of the box from ``low`` to ``high`` (3,) where that point lies outside of it.
    """
    poses = cameras if len(cameras) else begin[None]
    up = up_of(poses)
    eyes, forwards = poses[:, :, 3], poses[:, :, 2]
    across = np.eye(3) - forwards[:, :, None] * forwards[:, None, :]
    total = across.sum(axis=0)
    centre = (low + high) / 2
    if np.linalg.cond(total) < 1e4:
        nearest = np.linalg.solve(total, np.einsum("nij,nj->i", across, eyes))
        if ((nearest >= low) & (nearest <= high)).all():
            centre = nearest
    distance = float(np.median(np.linalg.norm(eyes - centre, axis=1))) or float(np.linalg.norm(high - low))
    out = begin[:, 3] - centre
    first = out - (out @ up) * up
    if np.linalg.norm(first) < 1e-6 * distance:
        first = np.cross(up, np.eye(3)[int(np.abs(up).argmin())])
    one_sided = float(np.linalg.norm(forwards.mean(axis=0))) > 1 - ONE_SIDE
    return Circle(centre, distance, up, first / np.linalg.norm(first), one_sided)


def up_of(cameras: Array) -> Array:
    """The direction (3,) about which level cameras (N, 3, 4) were turned: the one their x axes have least of.

    Where all x axes are alike it is the mean of what the cameras hold upwards. A coordinate axis where it lies within 5
    degrees of one.
    """
    across, held = cameras[:, :, 0], -cameras[:, :, 1]
    parts, axes = np.linalg.eigh(across.T @ across / len(cameras))
    mean = held.mean(axis=0)
    up = axes[:, 0] if parts[1] > 0.01 + 2 * parts[0] else mean
    if np.linalg.norm(up) < 1e-3:
        return np.array([0.0, 0.0, 1.0])
    up = up / np.linalg.norm(up) * (1.0 if float(up @ mean) >= 0 else -1.0)
    axis = int(np.abs(up).argmax())
    if abs(up[axis]) > math.cos(math.radians(5.0)):
        return np.asarray(np.eye(3)[axis] * math.copysign(1.0, up[axis]), np.float64)
    return np.asarray(up, np.float64)
