"""Points drawn by NumPy: a depth buffer of point numbers, then colours for the pixels that are seen.

Where OpenGL is computed by the processor this is many times faster than its points, and it needs no context. A pixel
of the buffer holds a depth's bits above a point's number, so that the smallest is the nearest; a larger point is the
smallest value of its neighbourhood. Only then are colours looked up, for as many pixels as there are and not for each
point.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from widgets.cloud_camera import Lens
from widgets.cloud_points import MAPS, CloudItem, rgb, role_colour
from widgets.colours import lut

Array = NDArray[np.float64]

EMPTY = np.uint64(2**64 - 1)
_SLICE = 65_536
_EDGE = 24.0  # how strongly a step in depth darkens what lies behind it


@dataclass(frozen=True, eq=False)
class Look:
    """What a picture of points depends on besides places: one object for one picture.

    ``ranges`` are the ends of the colour maps by colouring, ``span`` nearest and farthest depth of the scene, ``size``
    the points' size in pixels, ``crop`` (2, 3) in the world or None, ``background`` red, green, blue.
    """

    colouring: str
    ranges: dict[str, tuple[float, float]]
    size: int
    shading: float
    span: tuple[float, float]
    crop: Array | None
    background: tuple[int, int, int]
    missing: tuple[int, int, int]
    up: Array


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

    def add(self, item: CloudItem, first: int, last: int, columns: tuple[int, int]) -> None:
        """Draw points ``first`` to ``last`` of a cloud, in the pixel columns from ``columns[0]`` to ``columns[1]``."""
        assert self._lens is not None and self._look is not None
        base = self._base(item)
        lens, crop = self._lens, self._look.crop
        matrix = lens.eye_matrix(item.pose, item.origin)
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
                shown &= _inside(item, local, crop)
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

    def _base(self, item: CloudItem) -> int:
        for base, known in self._bases:
            if known is item:
                return base
        base = self._bases[-1][0] + self._bases[-1][1].count if self._bases else 0
        self._bases.append((base, item))
        return base

    def picture(self) -> QImage:
        """What was drawn so far, on the background."""
        assert self._lens is not None and self._look is not None
        lens, look = self._lens, self._look
        width, height = int(lens.width), int(lens.height)
        keys = widened(self._buffer.reshape(height, width), look.size)
        words = np.empty(width * height, np.uint32)
        red, green, blue = look.background
        words.fill(0xFF000000 | red << 16 | green << 8 | blue)
        flat = keys.reshape(-1)
        filled = np.flatnonzero(flat != EMPTY)
        if filled.size:
            found = flat[filled]
            depth = (found >> np.uint64(32)).astype(np.uint32).view(np.float32)
            colours = self._colours(found.astype(np.uint32))
            if look.shading > 0:
                self._shade(colours, depth, filled, (height, width))
            packed = colours.view(np.uint32).reshape(-1)
            words[filled] = packed
        picture = QImage(words.data, width, height, width * 4, QImage.Format.Format_RGB32)
        return picture.copy()

    def _colours(self, numbers: NDArray[np.uint32]) -> NDArray[np.uint8]:
        """Blue, green, red, 255 (n, 4) of points by their number in the buffer."""
        colours = np.empty((len(numbers), 4), np.uint8)
        colours[:, 3] = 255
        for base, item in self._bases:
            if len(self._bases) == 1:
                colours[:, :3] = point_colours(item, numbers, self._look)[:, ::-1]
                break
            own = np.flatnonzero((numbers - np.uint32(base)) < np.uint32(item.count))  # wraps round below the base
            if own.size:
                colours[own, :3] = point_colours(item, numbers[own] - np.uint32(base), self._look)[:, ::-1]
        return colours

    def _shade(
        self, colours: NDArray[np.uint8], depth: NDArray[np.float32], filled: NDArray[np.intp], shape: tuple[int, int]
    ) -> None:
        """Darken behind steps in depth (eye-dome lighting, Boucheny 2009), and fade what is far."""
        assert self._lens is not None and self._look is not None
        look, camera = self._look, self._lens.camera
        image = np.full(shape, np.float32(1e30))
        image.reshape(-1)[filled] = depth
        steps = np.zeros(shape, np.float32)
        reach = max(1, look.size // 2)
        for rows, columns in ((reach, 0), (-reach, 0), (0, reach), (0, -reach)):
            here = _cut(image, rows, columns)
            there = _cut(image, -rows, -columns)
            if camera.orthographic:
                step = (here - there) * np.float32(1 / camera.distance)
            else:
                step = here / there
                step -= 1
            np.clip(step, 0, 0.1, out=step)
            _cut(steps, rows, columns)[...] += step
        strength = np.float32(-_EDGE * look.shading / 4 * 2)
        light = np.exp(steps.reshape(-1)[filled] * strength)
        near, far = look.span
        ahead = self._lens.ahead
        fade = (depth - np.float32(near + ahead)) * np.float32(0.55 * look.shading / max(far - near, 1e-12))
        np.clip(fade, 0, 0.8, out=fade)
        light *= 1 - fade
        factor = (light * 256).astype(np.uint16)
        veil = (fade * 256).astype(np.uint16)
        for channel, back in enumerate(look.background[::-1]):
            mixed = colours[:, channel].astype(np.uint16)
            mixed *= factor
            mixed += veil * np.uint16(back)
            colours[:, channel] = mixed >> np.uint16(8)


def _cut(image: NDArray[np.float32], rows: int, columns: int) -> NDArray[np.float32]:
    """The part of an image that has a neighbour ``rows`` down and ``columns`` right of each pixel."""
    height, width = image.shape
    return image[max(0, -rows) : height - max(0, rows), max(0, -columns) : width - max(0, columns)]


def _inside(item: CloudItem, local: NDArray[np.float32], crop: Array) -> NDArray[np.bool_]:
    """Which points (3, n) lie inside the box (2, 3) of the world."""
    turn = item.pose[:3, :3].astype(np.float32)
    place = turn @ local
    low, high = ((end - item.centre).astype(np.float32)[:, None] for end in crop)
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


def point_colours(item: CloudItem, places: NDArray[np.uint32], look: Look | None) -> NDArray[np.uint8]:
    """Red, green, blue (n, 3) of the points at ``places`` in an item's order of drawing."""
    assert look is not None
    colouring, source = look.colouring, item.source
    if item.missing(colouring) or colouring == "role":
        return np.broadcast_to(np.array(rgb(role_colour(item.role)), np.uint8), (len(places), 3))
    if colouring == "height":
        row = look.up @ item.pose[:3, :3]
        values = row.astype(np.float32) @ item.local[:, places]
        values += np.float32(look.up @ item.centre - look.ranges["height"][0])
        return _mapped(values, "height", 0.0, look.ranges["height"][1] - look.ranges["height"][0], look)
    rows = item.order[places]
    if colouring == "rgb":
        assert source.colours is not None
        return source.colours[rows]
    if colouring == "normal":
        assert source.normals is not None
        turned = source.normals[rows] @ item.pose[:3, :3].T
        return ((turned * 0.5 + 0.5) * 255).clip(0, 255).astype(np.uint8)
    values = source.intensity[rows] if colouring == "intensity" else item.values[rows]  # type: ignore[index]
    return _mapped(values, colouring, *look.ranges[colouring], look)


def _mapped(values: NDArray[np.float32], colouring: str, low: float, high: float, look: Look) -> NDArray[np.uint8]:
    """Values through the colouring's map, ``low`` to its first colour; what is not a number is grey."""
    with np.errstate(invalid="ignore"):
        level = (values - np.float32(low)) * np.float32(255.0 / (high - low) if high > low else 255.0)
        unknown = np.isnan(level)
        level = np.where(unknown, 0, level).clip(0, 255).astype(np.uint8)
    colours = lut(MAPS[colouring])[level]
    colours[unknown] = look.missing
    return colours
