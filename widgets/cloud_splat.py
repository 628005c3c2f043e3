"""Points drawn by NumPy: a depth buffer of point numbers, then colours for the pixels that are seen.

Where OpenGL is computed by the processor this is many times faster than its points, and it needs no context. A pixel
of the buffer holds a depth's bits above a point's number, so that the smallest is the nearest; a larger point is the
smallest value of its neighbourhood.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from widgets.cloud_camera import Lens
from widgets.cloud_composing import NOTHING, Look, composing, finished, in_window
from widgets.cloud_points import CloudItem

Array = NDArray[np.float64]

EMPTY = np.uint64(2**64 - 1)
_SLICE = 24_576  # a product of matrices this small is left to one thread: to wait for a second takes longer


class SplatPainter:
    """Draws clouds into one picture, slice by slice."""

    name = "numpy"

    def __init__(self) -> None:
        self._buffer: NDArray[np.uint64] = np.empty(0, np.uint64)
        self._bases: list[tuple[int, CloudItem]] = []
        self._lens: Lens | None = None
        self._look: Look | None = None

    def begin(self, lens: Lens, look: Look) -> None:
        """Start a picture of ``lens.width`` x ``lens.height`` device pixels."""
        size = int(lens.width) * int(lens.height)
        if self._buffer.size != size:
            self._buffer = np.empty(size, np.uint64)
        self._buffer.fill(EMPTY)
        self._bases, self._lens, self._look = [], lens, look

    def add(self, item: CloudItem, pose: Array, first: int, last: int, columns: tuple[int, int]) -> None:
        """Draw points ``first`` to ``last`` of a cloud, in the pixel columns from ``columns[0]`` to ``columns[1]``."""
        assert self._lens is not None and self._look is not None
        base = self._base(item)
        lens, crop = self._lens, self._look.crop
        matrix = lens.eye_matrix(pose, item.origin)
        width, height = np.float32(lens.width / 2), np.float32(lens.height / 2)
        across, wide, tall = int(lens.width), np.uint32(max(0, columns[1] - columns[0])), np.uint32(lens.height)
        turn, shift = matrix[:, :3].astype(np.float32), matrix[:, 3:].astype(np.float32)
        near = np.float32(max(lens.near, 1e-30))
        for start in range(first, last, _SLICE):
            local = item.local[:, start : min(last, start + _SLICE)]
            seen = turn @ local
            seen += shift
            depth = seen[2]
            shown = depth > near
            if crop is not None:
                shown &= _inside(item, pose, local, crop)
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                if lens.camera.orthographic:
                    scale: np.floating | NDArray[np.float32] = np.float32(lens.scale)
                else:
                    scale = np.float32(lens.focal) / depth
                x, y = seen[0] * scale + width, seen[1] * scale + height
                shown &= (x >= 0) & (y >= 0)  # before they are cut to whole numbers, which is towards zero
                column, row = x.astype(np.int32), y.astype(np.int32)
            shown &= (column - np.int32(columns[0])).view(np.uint32) < wide
            shown &= row.view(np.uint32) < tall
            chosen = np.flatnonzero(shown)
            place = (row * np.int32(across) + column)[chosen]
            key = depth.view(np.uint32)[chosen].astype(np.uint64)
            key <<= np.uint64(32)
            key |= (chosen + (base + start)).astype(np.uint64)
            np.minimum.at(self._buffer, place, key)

    def around(self, x: int, y: int, reach: int) -> list[tuple[CloudItem, NDArray[np.intp]]]:
        """The clouds and places of the points that were drawn within some pixels of a pixel."""
        if self._lens is None or not self._bases:
            return []
        keys = self._buffer.reshape(int(self._lens.height), int(self._lens.width))
        part = keys[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
        return in_window(part[part != EMPTY].astype(np.uint32), self._bases)

    def _base(self, item: CloudItem) -> int:
        for base, known in self._bases:
            if known is item:
                return base
        base = self._bases[-1][0] + self._bases[-1][1].count if self._bases else 0
        self._bases.append((base, item))
        return base

    def composing(self) -> Generator[None, None, QImage]:
        """What was drawn so far, on the background, with breaths."""
        assert self._lens is not None and self._look is not None
        return composing(self._lens, self._look, self._bases, self._band)

    def picture(self) -> QImage:
        """What was drawn so far, on the background."""
        return finished(self.composing())

    def _band(self, top: int, bottom: int) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        assert self._lens is not None and self._look is not None
        height, width, size = int(self._lens.height), int(self._lens.width), self._look.size
        first, last = max(0, top - size), min(height, bottom + size)
        keys = widened(self._buffer.reshape(height, width)[first:last], size)[top - first : bottom - first]
        depth = (keys >> np.uint64(32)).astype(np.uint32).view(np.float32)  # not a number where nothing is
        return keys.astype(np.uint32), np.fmin(depth, NOTHING, out=depth)


def _inside(item: CloudItem, pose: Array, local: NDArray[np.float32], crop: Array) -> NDArray[np.bool_]:
    """Which points (3, n) lie inside the box (2, 3) of the world."""
    turn = pose[:3, :3].astype(np.float32)
    place = turn @ local
    centre = pose[:3, :3] @ item.origin + pose[:3, 3]
    low, high = ((end - centre).astype(np.float32)[:, None] for end in crop)
    within: NDArray[np.bool_] = ((place >= low) & (place <= high)).all(axis=0)
    return within


def widened(keys: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """The smallest key in a square of ``size`` pixels about each pixel (H, W); larger ones lose their corners."""
    if size <= 1:
        return keys
    if size >= 5:
        wide = _spread(_spread(keys, size, 1), size - 2, 0)
        return np.minimum(wide, _spread(_spread(keys, size - 2, 1), size, 0), out=wide)
    return _spread(_spread(keys, size, 1), size, 0)


def _spread(keys: NDArray[np.uint64], size: int, axis: int) -> NDArray[np.uint64]:
    """The smallest key among ``size`` pixels along an axis, the pixel in the middle (of an even number: behind it)."""
    result = keys.copy()
    before = size // 2
    for offset in range(-before, size - before):
        if offset == 0:
            continue
        source = [slice(None), slice(None)]
        target = [slice(None), slice(None)]
        # a point at p covers the pixels p + offset
        source[axis] = slice(max(0, -offset), keys.shape[axis] - max(0, offset))
        target[axis] = slice(max(0, offset), keys.shape[axis] - max(0, -offset))
        into = result[tuple(target)]
        np.minimum(into, keys[tuple(source)], out=into)
    return result
