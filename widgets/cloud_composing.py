"""From points in pixels to a picture: the colours of the points that are seen, shading by depth.

Who draws the points only says which point is seen in which pixel; everything else happens here, for as many pixels as
there are, and looks the same whoever drew.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from widgets.cloud_camera import Lens
from widgets.cloud_points import MAPS, CloudItem, rgb, role_colour
from widgets.colours import lut

Array = NDArray[np.float64]
Bases = Sequence[tuple[int, CloudItem]]
Band = Callable[[int, int], tuple[NDArray[np.uint32], NDArray[np.float32]]]

NOTHING = np.float32(1e30)
"""The depth of a pixel without a point."""
BAND_PIXELS = 65_536
"""Pixels made at once: their arrays stay in the processor's cache, and the window has other things to do between."""
_LEAST_ROWS = 16

_EDGE = 24.0  # how strongly a step in depth darkens what lies behind it
_DARKEST = 0.035  # the step that darkens most: a gap between points is not darker than an edge


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


def composing(lens: Lens, look: Look, bases: Bases, band: Band) -> Generator[None, None, QImage]:
    """The picture of ``lens.width`` x ``lens.height`` pixels, band by band of rows with breaths between.

    ``band`` gives for the rows from ``top`` to ``bottom`` the numbers (rows, width) of the points that are seen,
    counted on from their cloud's base in ``bases``, and their depths (rows, width) with the lens's ``ahead`` added,
    ``NOTHING`` where there is no point.
    """
    width, height = int(lens.width), int(lens.height)
    words = np.empty((height, width), np.uint32)
    red, green, blue = look.background
    reach = max(1, look.size // 2) if look.shading > 0 else 0
    rows = max(_LEAST_ROWS, BAND_PIXELS // max(1, width))
    for first in range(0, height, rows):
        last = min(height, first + rows)
        top = max(0, first - reach)
        numbers, depth = band(top, min(height, last + reach))
        part, own = words[first:last], slice(first - top, last - top)
        part.fill(0xFF000000 | red << 16 | green << 8 | blue)
        filled = np.flatnonzero(depth[own] < NOTHING)
        if filled.size:
            colours = _colours(look, bases, numbers[own].reshape(-1)[filled])
            if look.shading > 0:
                _shade(colours, depth, own, filled, lens, look)
            part.reshape(-1)[filled] = colours.view(np.uint32).reshape(-1)
        yield
    picture = QImage(words.data, width, height, width * 4, QImage.Format.Format_RGB32)
    return picture.copy()


def finished(making: Generator[None, None, QImage]) -> QImage:
    """The picture without breaths."""
    while True:
        try:
            next(making)
        except StopIteration as end:
            picture: QImage = end.value
            return picture


def own_places(bases: Bases, numbers: NDArray[np.uint32]) -> list[tuple[CloudItem, NDArray[np.intp] | slice]]:
    """For each cloud, which of the numbers are points of it."""
    if len(bases) == 1:
        return [(bases[0][1], slice(None))]
    found: list[tuple[CloudItem, NDArray[np.intp] | slice]] = []
    for base, item in bases:
        own = np.flatnonzero((numbers - np.uint32(base)) < np.uint32(item.count))  # wraps round below the base
        if own.size:
            found.append((item, own))
    return found


def in_window(numbers: NDArray[np.uint32], bases: Bases) -> list[tuple[CloudItem, NDArray[np.intp]]]:
    """The clouds and places, each once, of point numbers as a picture's pixels show them."""
    different = np.unique(numbers)
    base_of = {id(item): base for base, item in bases}
    return [(item, different[own].astype(np.intp) - base_of[id(item)]) for item, own in own_places(bases, different)]


def _colours(look: Look, bases: Bases, numbers: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Blue, green, red, 255 (n, 4) of points by their numbers."""
    colours = np.empty((len(numbers), 4), np.uint8)
    colours[:, 3] = 255
    base_of = {id(item): np.uint32(base) for base, item in bases}
    for item, own in own_places(bases, numbers):
        colours[own, :3] = point_colours(item, numbers[own] - base_of[id(item)], look)[:, ::-1]
    return colours


def _shade(
    colours: NDArray[np.uint8],
    image: NDArray[np.float32],
    own: slice,
    filled: NDArray[np.intp],
    lens: Lens,
    look: Look,
) -> None:
    """Darken behind steps in depth (eye-dome lighting, Boucheny 2009), and fade what is far.

    ``image`` are the depths of some rows, of which ``own`` are drawn; the others are their neighbours. ``filled`` are
    the drawn pixels, whose ``colours`` are changed.
    """
    camera = lens.camera
    steps, room = _scratch(image.shape)
    steps.fill(0)
    reach = max(1, look.size // 2)
    for rows, columns in ((reach, 0), (-reach, 0), (0, reach), (0, -reach)):
        here, there = _cut(image, rows, columns), _cut(image, -rows, -columns)
        step = _cut(room, rows, columns)
        if camera.orthographic:
            np.subtract(here, there, out=step)
            step *= np.float32(1 / camera.distance)
        else:
            np.divide(here, there, out=step)
            step -= 1
        np.clip(step, 0, _DARKEST, out=step)
        darker = _cut(steps, rows, columns)
        darker += step
    strength = np.float32(-_EDGE * look.shading / 4 * 2)
    light = np.exp(steps[own].reshape(-1)[filled] * strength)
    depth = image[own].reshape(-1)[filled]
    near, far = look.span
    ahead = lens.ahead
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


@lru_cache(maxsize=4)
def _scratch(shape: tuple[int, int]) -> tuple[NDArray[np.float32], ...]:
    """Two pictures that are used again and again: to ask for their memory costs more than to fill them."""
    return tuple(np.empty(shape, np.float32) for _ in range(2))


def _cut(image: NDArray[np.float32], rows: int, columns: int) -> NDArray[np.float32]:
    """The part of an image that has a neighbour ``rows`` down and ``columns`` right of each pixel."""
    height, width = image.shape
    return image[max(0, -rows) : height - max(0, rows), max(0, -columns) : width - max(0, columns)]


def point_colours(item: CloudItem, places: NDArray[np.uint32], look: Look) -> NDArray[np.uint8]:
    """Red, green, blue (n, 3) of the points at ``places`` in an item's order of drawing."""
    colouring, source = look.colouring, item.source
    if item.missing(colouring) or colouring == "role":
        return np.broadcast_to(np.array(rgb(role_colour(item.role)), np.uint8), (len(places), 3))
    if colouring == "height":
        above = look.up @ item.centre - look.ranges["height"][0]
        values = along(item, places, np.append(look.up @ item.pose[:3, :3], above))
        return _mapped(values, "height", 0.0, look.ranges["height"][1] - look.ranges["height"][0], look)
    rows = item.order[places]
    if colouring == "rgb":
        assert source.colours is not None
        return source.colours[rows]
    if colouring == "normal":
        assert source.normals is not None
        normals = source.normals[rows].astype(np.float32)
        turned = np.empty((len(rows), 3), np.uint8)
        for axis, (a, b, c) in enumerate((item.pose[:3, :3] * 127.5).tolist()):
            turned[:, axis] = (normals[:, 0] * a + normals[:, 1] * b + normals[:, 2] * c + 127.5).clip(0, 255)
        return turned
    values = source.intensity[rows] if colouring == "intensity" else item.values[rows]  # type: ignore[index]
    return _mapped(values, colouring, *look.ranges[colouring], look)


def along(item: CloudItem, places: NDArray[np.uint32], row: Array) -> NDArray[np.float32]:
    """``a x + b y + c z + d`` (n,) of points about their cloud's origin, without waiting for a thread of BLAS."""
    x, y, z = item.local
    a, b, c, d = (np.float32(v) for v in row)
    result: NDArray[np.float32] = x[places] * a
    result += y[places] * b
    result += z[places] * c
    result += d
    return result


def _mapped(values: NDArray[np.float32], colouring: str, low: float, high: float, look: Look) -> NDArray[np.uint8]:
    """Values through the colouring's map, ``low`` to its first colour; what is not a number is grey."""
    with np.errstate(invalid="ignore"):
        level = (values - np.float32(low)) * np.float32(255.0 / (high - low) if high > low else 255.0)
        unknown = np.isnan(level)
        level = np.where(unknown, 0, level).clip(0, 255).astype(np.uint8)
    colours = lut(MAPS[colouring])[level]
    colours[unknown] = look.missing
    return colours
