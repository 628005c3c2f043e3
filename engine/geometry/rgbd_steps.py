"""What a step of the RGB-D alignment does to the pixels: how far it moves them, and what its linearisation misses."""

from __future__ import annotations

import numpy as np

from engine.geometry import rigid
from engine.geometry.rgbd_energy import Warped
from engine.geometry.rgbd_pyramid import PictureLevel
from engine.geometry.rgbd_warp import Array, projected


def linear_motion(twist: Array) -> Array:
    """I plus the matrix of a twist (4, 4): the first order of its exponential."""
    step = np.eye(4)
    step[:3, :3] += rigid.skew(twist[:3])
    step[:3, 3] = twist[3:]
    return step


def _counted(warped: Warped, most: int = 20_000) -> Array:
    points = warped.points[np.isfinite(warped.grey)]
    return points[:: max(1, len(points) // most)]


def moved_pixels(warped: Warped, step: Array, second: PictureLevel) -> Array:
    """How far (K,) the counted pixels move by a step, pixels of the level; over 20,000 of them evenly taken."""
    points = _counted(warped)
    after = rigid.moved(step, points)
    good = after[:, 2] > 1e-3
    apart = projected(after[good], second.intrinsics) - projected(points[good], second.intrinsics)
    return np.asarray(np.linalg.norm(apart, axis=1))


def linear_gap(warped: Warped, twist: Array, second: PictureLevel) -> float:
    """How far a step as I plus twist and as a rotation are apart, largest over the counted pixels, in pixels."""
    points = _counted(warped)
    exact, linear = rigid.moved(rigid.exp(twist), points), rigid.moved(linear_motion(twist), points)
    good = (exact[:, 2] > 1e-3) & (linear[:, 2] > 1e-3)
    apart = projected(exact[good], second.intrinsics) - projected(linear[good], second.intrinsics)
    return float(np.linalg.norm(apart, axis=1).max(initial=0.0))


def root_mean_square(values: Array) -> float | None:
    """Of values (N,); None for none."""
    return float(np.sqrt(np.mean(values**2))) if len(values) else None


def motion_error(transform: Array, truth: Array) -> tuple[float, float]:
    """Degrees and metres to the truth; a stretched motion by its nearest rotation."""
    rotation = transform.copy()
    rotation[:3, :3] = rigid.nearest_rotation(transform[:3, :3])
    return rigid.error(rotation, truth)
