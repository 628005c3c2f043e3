"""Grey, depth and their slopes at halved sizes: what the alignment of two RGB-D pictures works on.

Every second pixel is kept from pixel 0 on, after a binomial blur, so that a pixel u of one level is exactly u / 2 of
the next, and intrinsics halve without any half pixel.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.rgbd import RgbdFrame, RgbdSequence
from engine.runtime.cache import cache
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Plane = NDArray[np.float32]

PYRAMID = QT_TRANSLATE_NOOP("progress", "image pyramid")
SMALLEST = 12
"""No level has a side of fewer pixels."""
JUMP, GROWTH = 0.05, 1.5
"""Neighbours whose depths differ by more than this part lie on two surfaces; on each next level 1.5 times as much."""
LUMA = (0.299, 0.587, 0.114)


@dataclass(frozen=True, eq=False)
class PictureLevel:
    """One picture at one size.

    ``grey`` (H, W) 0..1, its slopes ``grey_x``, ``grey_y`` per pixel; ``depth`` (H, W) metres, 0 where unknown, and its
    slopes, NaN where they cross an edge or are unknown; all float32. ``intrinsics`` (3, 3) of this size. ``jump``: the
    part by which depths of one surface differ at most between neighbours.
    """

    grey: Plane
    grey_x: Plane
    grey_y: Plane
    depth: Plane | None
    depth_x: Plane | None
    depth_y: Plane | None
    intrinsics: NDArray[np.float64]
    jump: float


def grey_of(colour: NDArray[np.uint8]) -> Plane:
    """The luma (H, W) float32, 0..1, of an sRGB picture (H, W, 3)."""
    return np.asarray(colour @ np.array(LUMA, np.float32) / np.float32(255), np.float32)


def blurred(plane: Plane, wide: bool = False) -> Plane:
    """The plane after a binomial blur, [1 2 1] / 4 or, ``wide``, [1 4 6 4 1] / 16, along both axes; edges repeat."""
    taps = np.array([1, 4, 6, 4, 1] if wide else [1, 2, 1], np.float32)
    taps /= taps.sum()
    reach = len(taps) // 2
    for axis in (0, 1):
        width = [(0, 0), (0, 0)]
        width[axis] = (reach, reach)
        padded = np.pad(plane, width, mode="edge")
        length = plane.shape[axis]
        plane = np.zeros_like(plane)
        for k, tap in enumerate(taps):
            plane += tap * (padded[k : k + length] if axis == 0 else padded[:, k : k + length])
    return plane


def slopes(plane: Plane) -> tuple[Plane, Plane]:
    """Central differences (H, W) along x and y per pixel; 0 on the border, where there are none."""
    x, y = np.zeros_like(plane), np.zeros_like(plane)
    x[:, 1:-1] = (plane[:, 2:] - plane[:, :-2]) / 2
    y[1:-1] = (plane[2:] - plane[:-2]) / 2
    return x, y


def smoothed_depth(depth: Plane, jump: float = JUMP) -> Plane:
    """Each known depth (H, W) as the mean over the 5 x 5 pixels round it that lie on the same surface.

    The neighbours that are taken come in opposite pairs, so that the mean of a slope is its middle.
    """
    reach = 2
    height, width = depth.shape
    padded = np.pad(depth, reach)
    total, count = depth.copy(), (depth > 0).astype(np.float32)
    limit = np.float32(jump) * depth

    def neighbour(dy: int, dx: int) -> Plane:
        return padded[reach + dy : reach + dy + height, reach + dx : reach + dx + width]

    for dy in range(reach + 1):
        for dx in range(-reach, reach + 1):
            if dy > 0 or dx > 0:
                a, b = neighbour(dy, dx), neighbour(-dy, -dx)
                same = (np.abs(a - depth) < limit) & (np.abs(b - depth) < limit)
                total += np.where(same, a + b, 0)
                count += 2 * same
    return np.where(depth > 0, total / np.maximum(count, 1), np.float32(0))


def depth_slopes(depth: Plane, jump: float = JUMP) -> tuple[Plane, Plane]:
    """Central differences (H, W) of a depth per pixel, NaN where a neighbour is unknown or on another surface."""
    found = []
    for axis in (1, 0):
        slope = np.full_like(depth, np.nan)
        low, high = (
            np.take(depth, range(depth.shape[axis] - 2), axis),
            np.take(depth, range(2, depth.shape[axis]), axis),
        )
        near = np.minimum(low, high)
        good = (near > 0) & (np.abs(high - low) < 2 * jump * near)
        middle = (slice(None), slice(1, -1)) if axis == 1 else (slice(1, -1), slice(None))
        slope[middle] = np.where(good, (high - low) / 2, np.float32(np.nan))
        found.append(slope)
    return found[0], found[1]


def levels_of(height: int, width: int) -> int:
    """How many levels a picture has room for: each side at least 12 pixels."""
    return max(1, int(np.log2(min(height, width) / SMALLEST)) + 1)


def building(
    colour: NDArray[np.uint8],
    depth: Plane | None,
    intrinsics: NDArray[np.float64],
    count: int,
    bounds: tuple[float, float],
) -> Generator[Progress, None, list[PictureLevel]]:
    """``count`` levels, the full size first. Depths outside of ``bounds`` (metres) count as unknown."""
    grey = blurred(grey_of(colour))
    if depth is not None:
        depth = np.where((depth >= bounds[0]) & (depth <= bounds[1]), depth, np.float32(0))
    matrix, built = intrinsics.copy(), []
    for level in range(count):
        if level:
            grey = np.ascontiguousarray(blurred(grey, wide=True)[::2, ::2])
            depth = None if depth is None else np.ascontiguousarray(depth[::2, ::2])
            matrix = matrix.copy()
            matrix[:2] /= 2
        yield Progress(2 * level, 2 * count, PYRAMID)
        jump = JUMP * GROWTH**level
        smooth = None if depth is None else smoothed_depth(depth, jump)
        yield Progress(2 * level + 1, 2 * count, PYRAMID)
        dx, dy = (None, None) if smooth is None else depth_slopes(smooth, jump)
        built.append(PictureLevel(grey, *slopes(grey), smooth, dx, dy, matrix, jump))
    return built


def picture_levels(
    sequence: RgbdSequence, index: int, count: int
) -> Generator[Progress, None, tuple[RgbdFrame, list[PictureLevel]]]:
    """The picture at ``index`` and ``count`` levels of it (at most as many as it has room for), kept in the cache.

    Raises
    ------
    InputError
        There is no such picture, or its files cannot be read.
    """
    key = ("rgbd-levels", sequence.digest, index)
    kept: tuple[RgbdFrame, list[PictureLevel]] | None = cache.get(key)
    if kept is None or len(kept[1]) < min(count, levels_of(*kept[0].colour.shape[:2])):
        yield Progress(0, 0, PYRAMID)
        picture = kept[0] if kept is not None else sequence.frame(index)
        yield Progress(0, 0, PYRAMID)
        most = min(count, levels_of(*picture.colour.shape[:2]))
        built = yield from building(
            picture.colour, picture.depth, picture.intrinsics, most, (sequence.near, sequence.far)
        )
        for level in built:
            for plane in (level.grey, level.grey_x, level.grey_y, level.depth, level.depth_x, level.depth_y):
                if plane is not None:
                    freeze(plane)
        kept = picture, built
        cache.put(key, kept, picture.colour.nbytes + 4 * 8 * picture.colour[..., 0].size)
    return kept[0], kept[1][:count]
