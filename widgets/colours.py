"""Arrays to pictures: colour maps, heat over a photo, pictures that own their memory.

Data colours mean the same everywhere: ``activations`` (blue below zero, red above), ``weights`` (brown, green), and
perceptually even maps for heat.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

Region = tuple[float, float, float, float]

#: Maps for one-sided data, in the order they are offered.
HEAT_MAPS = ("inferno", "viridis", "batlow", "magma", "cividis", "grey")
#: Maps around zero.
DIVERGING = ("activations", "weights")

#: Classes and parts: Okabe and Ito's eight, then four more that stay apart in the three common colour blindnesses.
CLASS_COLOURS = (
    "#e69f00",
    "#56b4e9",
    "#009e73",
    "#f0e442",
    "#0072b2",
    "#d55e00",
    "#cc79a7",
    "#999999",
    "#882255",
    "#44aa99",
    "#ddcc77",
    "#332288",
)

_LEVELS = 4096  # steps of the transparent tables: fine enough that a threshold cuts where it says


@cache
def _tables() -> dict[str, NDArray[np.uint8]]:
    with np.load(Path(__file__).resolve().parents[1] / "assets" / "colours.npz") as stored:
        tables = {name: stored[name] for name in stored.files}
    tables["grey"] = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    for table in tables.values():
        table.setflags(write=False)
    return tables


def lut(name: str) -> NDArray[np.uint8]:
    """The colour map ``name`` as (256, 3) uint8 sRGB, read-only; KeyError where there is none."""
    return _tables()[name]


@cache
def _words(name: str) -> NDArray[np.uint32]:
    """The colour map as 256 words 0xffRRGGBB."""
    table = lut(name).astype(np.uint32)
    return (np.uint32(0xFF000000) | table[:, 0] << 16 | table[:, 1] << 8 | table[:, 2]).astype(np.uint32)


@lru_cache(maxsize=256)
def _see_through(name: str, opacity: int, threshold: float) -> NDArray[np.uint32]:
    """Premultiplied words for heat 0..1 in fine steps; nothing is drawn below the threshold (opacity in 255ths)."""
    level = np.arange(_LEVELS) / (_LEVELS - 1)
    colours = lut(name)[np.round(level * 255).astype(int)].astype(np.uint32)
    strength = np.abs(level * 2 - 1) if name in DIVERGING else level
    alpha = np.where(strength + 0.5 / _LEVELS >= threshold, opacity, 0).astype(np.uint32)
    colours = (colours * alpha[:, None] + 127) // 255
    return (alpha << 24 | colours[:, 0] << 16 | colours[:, 1] << 8 | colours[:, 2]).astype(np.uint32)


def _owned(words: NDArray[np.uint32], image_format: QImage.Format) -> QImage:
    """A QImage with its own copy of ``words`` (H, W)."""
    words = np.ascontiguousarray(words)
    height, width = words.shape
    return QImage(words.data, width, height, width * 4, image_format).copy()


def rgb_picture(pixels: NDArray[np.uint8]) -> QImage:
    """(H, W, 3) or grey (H, W) uint8 sRGB as a QImage that owns its memory."""
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[:, :, None], 3, axis=2)
    pixels = np.ascontiguousarray(pixels)
    height, width, _ = pixels.shape
    picture = QImage(pixels.data, width, height, width * 3, QImage.Format.Format_RGB888)
    return picture.convertToFormat(QImage.Format.Format_RGB32)  # the conversion copies


def colour_picture(values: NDArray[np.floating], name: str, low: float, high: float) -> QImage:
    """``values`` (H, W) through a colour map, ``low`` to its first colour, ``high`` to its last; NaN is transparent."""
    span = high - low if high > low else 1.0
    scaled = (np.asarray(values, dtype=np.float32) - np.float32(low)) * np.float32(255.0 / span)
    unknown = np.isnan(scaled)
    holes = bool(unknown.any())
    if holes:
        scaled = np.where(unknown, 0, scaled)
    words = _words(name)[np.clip(scaled + 0.5, 0, 255).astype(np.uint8)]
    if holes:
        words = np.where(unknown, np.uint32(0), words)
        return _owned(words, QImage.Format.Format_ARGB32_Premultiplied)
    return _owned(words, QImage.Format.Format_RGB32)


def bilinear(values: NDArray[np.floating], height: int, width: int, part: Region | None = None) -> NDArray[np.float32]:
    """``values`` (h, w) drawn bilinearly at (height, width), pixel centres aligned, edges held.

    ``part`` (x0, y0, x1, y1) in fractions of the array draws only that part of it.
    """
    x0, y0, x1, y1 = part or (0.0, 0.0, 1.0, 1.0)
    rows = _between(values.shape[0], height, y0, y1)
    columns = _between(values.shape[1], width, x0, x1)
    source = np.asarray(values, dtype=np.float32)
    tall = source[rows[0]] + (source[rows[1]] - source[rows[0]]) * rows[2][:, None]
    left = np.take(tall, columns[0], axis=1)
    right = np.take(tall, columns[1], axis=1)
    right -= left
    right *= columns[2]
    right += left
    return right


def _between(count: int, drawn: int, start: float, end: float) -> tuple[NDArray[np.int64], ...]:
    """For each drawn pixel: the sample below, the one above, and the share of the second."""
    centres = (start + (end - start) * (np.arange(drawn) + 0.5) / max(drawn, 1)) * count - 0.5
    centres = np.clip(centres, 0, count - 1)
    below = np.floor(centres).astype(np.int64)
    above = np.minimum(below + 1, count - 1)
    return below, above, (centres - below).astype(np.float32)  # type: ignore[return-value]


def heat_levels(heat: NDArray[np.floating], height: int, width: int, part: Region | None = None) -> NDArray[np.uint16]:
    """Heat (h, w) from 0 to 1, drawn bilinearly at (height, width), in the fine steps :func:`heat_picture` takes."""
    level = bilinear(heat, height, width, part)
    np.clip(level, 0, 1, out=level)
    level *= np.float32(_LEVELS - 1)
    level += np.float32(0.5)
    return level.astype(np.uint16)


def heat_picture(levels: NDArray[np.uint16], name: str, opacity: float = 1.0, threshold: float = 0.0) -> QImage:
    """Levels as a see-through picture to be painted over a photo.

    For a map around zero, level 0.5 is zero and the threshold counts on both sides.
    """
    words = _see_through(name, round(255 * min(1.0, max(0.0, opacity))), round(float(threshold), 4))
    return _owned(np.take(words, levels), QImage.Format.Format_ARGB32_Premultiplied)


def overlay(
    photo: NDArray[np.uint8],
    heat: NDArray[np.floating],
    region: Region,
    name: str,
    opacity: float,
    threshold: float,
) -> QImage:
    """A photo (H, W, 3) uint8 with heat (h, w) from 0 to 1 over ``region`` (x0, y0, x1, y1 in photo pixels).

    Below the threshold, and outside the region, the photo stays bare. The result has the photo's size.
    """
    picture = rgb_picture(photo)
    x0, y0, x1, y1 = region
    left, top = max(0, int(np.floor(x0))), max(0, int(np.floor(y0)))
    right, bottom = min(picture.width(), int(np.ceil(x1))), min(picture.height(), int(np.ceil(y1)))
    if right <= left or bottom <= top:
        return picture
    across, down = max(x1 - x0, 1e-9), max(y1 - y0, 1e-9)
    part = ((left - x0) / across, (top - y0) / down, (right - x0) / across, (bottom - y0) / down)
    layer = heat_picture(heat_levels(heat, bottom - top, right - left, part), name, opacity, threshold)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(left, top, layer)
    painter.end()
    return picture


def pixels_of(picture: QImage) -> NDArray[np.uint8]:
    """A QImage as its own (H, W, 4) uint8 array, red, green, blue, alpha (not premultiplied)."""
    picture = picture.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    return rows[:, : picture.width() * 4].reshape(picture.height(), picture.width(), 4).copy()


def thumbnail(pixels: NDArray[np.uint8], width: int, height: int, ratio: float = 1.0) -> QImage:
    """The middle of a photo, scaled to fill (width, height) at a device pixel ratio."""
    picture = rgb_picture(pixels)
    wide, tall = round(width * ratio), round(height * ratio)
    scaled = picture.scaled(
        wide, tall, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    cut = scaled.copy((scaled.width() - wide) // 2, (scaled.height() - tall) // 2, wide, tall)
    cut.setDevicePixelRatio(ratio)
    return cut
