"""Where a scene lies when its file does not say: near, far and box from sparse points, or from the cameras alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.study import freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

ENOUGH_POINTS = 20
OUTLIERS = 1.0
"""Per cent of sparse points left aside at either end: a few of them are always wrong."""
MARGIN = 0.1
"""By how much depths and box are widened beyond the remaining points."""


@dataclass(frozen=True, eq=False)
class SceneBounds:
    """``near`` and ``far`` of the cameras' views, ``box`` (2, 3), whether all lies in it, and how it was found."""

    near: float
    far: float
    box: Array
    bounded: bool
    note: Note | None = None


def cube(centre: Array, half: float) -> Array:
    """The box (2, 3) of half a side ``half`` round a centre (3,)."""
    box: Array = freeze(np.stack([centre - half, centre + half]))
    return box


def by_points(points: Array, poses: Array, intrinsics: Array, sizes: NDArray[np.int64]) -> SceneBounds | None:
    """Bounds from sparse points (N, 3) and the cameras (V, 4, 4), (V, 3, 3) whose photos have ``sizes`` (V, 2).

    Each camera counts the points in front of it that fall on its photo. None where there are too few points.
    """
    points = points[np.isfinite(points).all(axis=1)]
    if len(points) < ENOUGH_POINTS:
        return None
    kept = points[np.random.default_rng(0).permutation(len(points))[:20_000]]
    low, high = np.percentile(kept, [OUTLIERS, 100 - OUTLIERS], axis=0)
    seen = []
    for pose, matrix, size in zip(poses, intrinsics, sizes, strict=True):
        local = (kept - pose[:3, 3]) @ pose[:3, :3]
        with np.errstate(all="ignore"):
            pixel = local[:, :2] / local[:, 2:] * matrix[[0, 1], [0, 1]] + matrix[:2, 2]
        seen.append(local[(local[:, 2] > 0) & (pixel >= 0).all(axis=1) & (pixel <= size).all(axis=1), 2])
    found = np.concatenate(seen)
    if len(found) < ENOUGH_POINTS:
        return None
    near, far = np.percentile(found, [OUTLIERS, 100 - OUTLIERS])
    widened = MARGIN * np.maximum(high - low, 1e-3 * float(np.max(high - low)))
    return SceneBounds(
        float(near) * (1 - MARGIN),
        float(far) * (1 + MARGIN),
        freeze(np.stack([low - widened, high + widened])),
        False,
        Note(
            QT_TRANSLATE_NOOP(
                "errors", "Near, far and the box are from {count} sparse points, without their outermost per cent."
            ),
            count=len(points),
        ),
    )


def focus(poses: Array) -> Array | None:
    """The point (3,) nearest to all optical axes, by least squares; None where they are parallel or it lies behind."""
    axes = poses[:, :3, 2]
    across = np.eye(3) - axes[:, :, None] * axes[:, None, :]
    total = across.sum(axis=0)
    if np.linalg.eigvalsh(total)[0] < 1e-2 * len(poses):
        return None
    point = np.linalg.solve(total, (across @ poses[:, :3, 3, None]).sum(axis=0)[:, 0])
    return np.asarray(point) if (depths_of(point, poses) > 0).mean() > 0.9 else None


def ball(points: Array | None, poses: Array, box: Array) -> tuple[Array, float]:
    """Centre (3,) and radius of what is worth most detail in a scene without limits.

    About the place the cameras (V, 4, 4) look at, else the middle of the ``box``; as large as most of the sparse points
    (N, 3) want, but not beyond the cameras; without points half as large as the cameras are far.
    """
    centre = focus(poses)
    if centre is None:
        centre = box.mean(axis=0)
    away = float(np.median(np.linalg.norm(poses[:, :3, 3] - centre, axis=1)))
    if points is None or len(points) < ENOUGH_POINTS:
        return centre, 0.5 * away or 1.0
    reach = float(np.percentile(np.linalg.norm(points - centre, axis=1), MOST))
    return centre, min(reach, away) if away > 0 else reach


MOST = 90.0
"""Per cent of the sparse points that lie in the ball: the rest may be far behind."""


def forward_view(poses: Array) -> Array | None:
    """The mean (3, 4) of cameras (V, 4, 4) that all look the same way within 30 degrees, None of others."""
    axes = poses[:, :3, 2]
    mean = axes.mean(axis=0)
    length = float(np.linalg.norm(mean))
    if length < 1e-6 or float((axes @ mean).min()) < np.cos(np.radians(SAME_WAY)) * length:
        return None
    forward = mean / length
    down = poses[:, :3, 1].mean(axis=0)
    right = np.cross(down, forward)
    if np.linalg.norm(right) < 1e-6:
        return None
    right /= np.linalg.norm(right)
    return np.column_stack([right, np.cross(forward, right), forward, poses[:, :3, 3].mean(axis=0)])


SAME_WAY = 30.0
"""Degrees from the cameras' mean direction up to which they look the same way."""


def depths_of(point: Array, poses: Array) -> Array:
    """How far one point (3,) lies along each camera's axis (V,)."""
    return np.asarray(((point - poses[:, :3, 3]) * poses[:, :3, 2]).sum(axis=1))


def by_cameras(poses: Array, bounded: bool = False) -> SceneBounds:
    """Bounds from the cameras (V, 4, 4) alone: round the place they look at, else in front of where they stand.

    A Blender scene's proportions: seen from the distance d, all lies within 3/8 d of what the cameras look at.
    """
    centre = focus(poses)
    if centre is not None:
        away = depths_of(centre, poses)
        least, most = float(np.min(away[away > 0])), float(np.max(away))
        note = Note(QT_TRANSLATE_NOOP("errors", "Near, far and the box are round the place that the cameras look at."))
        return SceneBounds(0.5 * least, 1.5 * most, cube(centre, 0.375 * float(np.median(away))), bounded, note)
    eyes = poses[:, :3, 3]
    spread = float(np.linalg.norm(np.ptp(eyes, axis=0))) or 1.0
    near, far = 0.25 * spread, 10 * spread
    ends = np.concatenate([eyes, eyes + far * poses[:, :3, 2]])
    note = Note(
        QT_TRANSLATE_NOOP(
            "errors", "The cameras look at no common place; near and far are a quarter and ten times their spread."
        )
    )
    return SceneBounds(near, far, freeze(np.stack([ends.min(axis=0), ends.max(axis=0)])), False, note)


def by_frusta(poses: Array, intrinsics: Array, sizes: NDArray[np.int64], near: float, far: float) -> Array:
    """The box (2, 3) of all that the cameras see between ``near`` and ``far``."""
    corners = []
    for pose, matrix, (width, height) in zip(poses, intrinsics, sizes, strict=True):
        pixels = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]], dtype=np.float64)
        rays = pixels @ np.linalg.inv(matrix).T @ pose[:3, :3].T
        corners += [pose[:3, 3] + near * rays, pose[:3, 3] + far * rays]
    every = np.concatenate(corners)
    box: Array = freeze(np.stack([every.min(axis=0), every.max(axis=0)]))
    return box
