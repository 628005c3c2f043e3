"""Shared painting of the lab views: arrays as coloured cells, numbers inside them, and how numbers are written.

Everything here is plain NumPy and QPainter; colours arrive as a table of 256 RGB entries.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

Floats = NDArray[np.float32]


def number_text(value: float, digits: int = 3) -> str:
    """``value`` with ``digits`` significant figures, in the shortest form a reader takes in at a glance.

    >>> [number_text(v) for v in (0, 0.1234, -12.34, 1234.5, 0.0000123)]
    ['0', '0.123', '-12.3', '1234', '1.23e-5']
    """
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("inf" if value > 0 else "-inf")
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if exponent < -3 or exponent > 5:
        mantissa, power = f"{value:.{digits - 1}e}".split("e")
        return f"{mantissa}e{int(power)}"
    return f"{value:.{max(0, digits - 1 - exponent)}f}"


def fixed_text(value: float, decimals: int) -> str:
    """``value`` with ``decimals`` places, never "-0.00": for numbers that stand below each other and add up."""
    if not math.isfinite(value):
        return number_text(value)
    text = f"{value:.{decimals}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def decimals_for(values: Floats | list[float], digits: int = 3) -> int:
    """Decimal places that give the largest of ``values`` ``digits`` significant figures, 0 to 6."""
    finite = np.abs(np.asarray(values, np.float64))
    finite = finite[np.isfinite(finite)]
    largest = float(finite.max()) if finite.size else 0.0
    if largest == 0:
        return digits - 1
    return min(6, max(0, digits - 1 - math.floor(math.log10(largest))))


def count_text(count: float) -> str:
    """A large count in short: 640, 1.2 k, 25.6 M, 1.1 G."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(count) >= size * 0.99995:
            return f"{count / size:.1f} {letter}" if abs(count) < 100 * size else f"{count / size:.0f} {letter}"
    return f"{count:.0f}"


def bytes_text(count: float) -> str:
    """A size in memory: 640 B, 1.2 kB, 98 MB (powers of 1,000)."""
    short = count_text(count)
    return f"{short}B" if short[-1].isalpha() else f"{short} B"


def packed(table: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """A table of 256 RGB (or RGBA) colours as 0xffRRGGBB words, the pixels of ``QImage.Format_RGB32``."""
    words = np.asarray(table)[:, :3].astype(np.uint32)
    shift = np.array([16, 8, 0], np.uint32)
    return (words << shift).sum(1, dtype=np.uint32) | np.uint32(0xFF000000)


def steps_between(values: Floats, low: float | Floats, high: float | Floats) -> NDArray[np.uint8]:
    """Where ``values`` lie between ``low`` (0) and ``high`` (255), as entries of a colour table.

    ``low`` and ``high`` are numbers or broadcast against ``values``. An empty range and NaN give the middle entry.
    """
    span = np.asarray(high, np.float32) - np.asarray(low, np.float32)
    scale = np.divide(np.float32(255), span, out=np.zeros_like(span), where=span > 0)
    start = -np.asarray(low, np.float32) * scale + np.float32(0.5)
    offset = np.where(span > 0, start, np.float32(128)).astype(np.float32)
    scaled = np.multiply(values, scale, dtype=np.float32)
    scaled += offset
    np.clip(scaled, 0, 255, out=scaled)
    if np.isnan(scaled.sum()):  # after the clip only NaN is left, and its cast is undefined
        np.nan_to_num(scaled, copy=False, nan=128.0)
    return scaled.astype(np.uint8)


def resampled(values: NDArray[Any], height: int, width: int) -> NDArray[Any]:
    """(C,H,W) at ``height`` x ``width`` cells: each source cell repeated where enlarged, averaged where reduced.

    A reduction takes the mean over whole blocks, then interpolates linearly to the exact size: fine detail is averaged
    rather than skipped.
    """
    rows, columns = values.shape[-2:]
    down, across = max(1, rows // height), max(1, columns // width)
    if down > 1 or across > 1:
        cut = values[:, : rows // down * down, : columns // across * across]
        mean = cut[:, ::down, ::across].astype(np.float32, copy=True)
        for i in range(down):
            for j in range(across):
                if i or j:
                    mean += cut[:, i::down, j::across]
        mean *= np.float32(1 / (down * across))
        values = mean
    return _resampled_axis(_resampled_axis(values, 1, height), 2, width)


def _resampled_axis(values: NDArray[Any], axis: int, size: int) -> NDArray[Any]:
    count = values.shape[axis]
    if count == size:
        return values
    if size > count:
        return values.take(np.arange(size) * count // size, axis)
    place = (np.arange(size, dtype=np.float32) + 0.5) * (count / size) - 0.5
    first = np.clip(place.astype(np.intp), 0, count - 2)
    part = (place - first).astype(np.float32).reshape((-1, 1) if axis == 1 else (-1,))
    near, far = values.take(first, axis), values.take(first + 1, axis)
    far -= near
    far *= part
    far += near
    return far


def image_of(steps: NDArray[np.uint8], table: NDArray[np.uint32]) -> QImage:
    """Entries of a packed colour table as a picture that owns its pixels."""
    pixels = np.ascontiguousarray(table[steps])
    height, width = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def luminance(colour: QColor) -> float:
    """Relative luminance, 0 to 1 (WCAG 2)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: QColor) -> QColor:
    """Black or white, whichever reads better on ``colour``."""
    return QColor("#000000") if luminance(colour) > 0.179 else QColor("#ffffff")


def readable(colour: QColor, ground: QColor, ratio: float = 4.5) -> QColor:
    """``colour`` made lighter or darker, its hue kept, until its contrast on ``ground`` is ``ratio``."""
    towards = 255 if luminance(ground) < 0.179 else 0
    for share in range(21):
        mixed = [round(part + (towards - part) * share / 20) for part in (colour.red(), colour.green(), colour.blue())]
        changed = QColor(*mixed)
        if contrast(changed, ground) >= ratio:
            return changed
    return changed


def sized(font: QFont, pixels: float, *, strong: bool = False) -> QFont:
    """``font`` at ``pixels`` height, at weight 400 or 600."""
    changed = QFont(font)
    changed.setPixelSize(max(1, round(pixels)))
    changed.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return changed


@dataclass
class Spots:
    """What lies where on a painted page, so that every number answers the pointer."""

    _places: list[tuple[QRectF, int, int, Callable[[int, int], str]]] = field(default_factory=list)

    def clear(self) -> None:
        """Forget all places."""
        self._places.clear()

    def add(self, rect: QRectF, text: str) -> None:
        """One place with one text."""
        self._places.append((QRectF(rect), 1, 1, lambda row, column: text))

    def add_cells(self, rect: QRectF, rows: int, columns: int, text: Callable[[int, int], str]) -> None:
        """A block of equal cells; ``text(row, column)`` is asked when the pointer is there."""
        self._places.append((QRectF(rect), rows, columns, text))

    def at(self, point: QPointF) -> tuple[str, QRectF] | None:
        """The text at ``point`` and the rectangle it belongs to; the place added last wins."""
        for rect, rows, columns, text in reversed(self._places):
            if rect.contains(point):
                high, wide = rect.height() / rows, rect.width() / columns
                row = min(rows - 1, int((point.y() - rect.top()) / high))
                column = min(columns - 1, int((point.x() - rect.left()) / wide))
                cell = QRectF(rect.left() + column * wide, rect.top() + row * high, wide, high)
                return text(row, column), cell
        return None


def cell_texts(values: Floats, limit: float) -> tuple[list[list[str]], str]:
    """Numbers for the cells of a map, all to the same place, in five characters at most where the limit allows.

    Returns the texts and the longest that may stand in such a map, so that like maps get like letters.
    """
    decimals = 2 if 0.1 <= limit < 10 else decimals_for([limit], 3)
    texts = [[fixed_text(float(value), decimals) for value in line] for line in values]
    longest = max([fixed_text(-0.888 * limit, decimals), *(text for line in texts for text in line)], key=len)
    return texts, longest


def draw_cells(
    painter: QPainter,
    rect: QRectF,
    values: Floats,
    table: NDArray[np.uint32],
    limits: tuple[float, float],
    *,
    numbers: bool = True,
    grid: QColor | None = None,
) -> None:
    """A (rows, columns) array as coloured cells filling ``rect``; numbers are printed where the cells hold them.

    Cells that are NaN stay bare.
    """
    rows, columns = values.shape
    steps = steps_between(values, *limits)
    picture = image_of(steps, table)
    if np.isnan(values).any():  # what is not a number stays bare
        pixels = np.where(np.isnan(values), np.uint32(0), table[steps])
        picture = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32_Premultiplied).copy()
    painter.drawImage(rect, picture)
    wide, high = rect.width() / columns, rect.height() / rows
    if grid is not None and min(wide, high) >= 6:
        painter.setPen(QPen(grid, 0))
        for row in range(1, rows):
            y = rect.top() + row * high
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        for column in range(1, columns):
            x = rect.left() + column * wide
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
    if not numbers or high < 13 or wide < 22:
        return
    texts, longest = cell_texts(values, max(abs(limits[0]), abs(limits[1])))
    font = sized(
        painter.font(), min(0.4 * high, 1.25 * max(painter.font().pixelSize(), QFontMetricsF(painter.font()).ascent()))
    )
    room = QFontMetricsF(font).horizontalAdvance(longest)
    if room > wide - 4:
        font = sized(font, font.pixelSize() * (wide - 4) / room)
    if font.pixelSize() < 8:
        return
    painter.save()
    painter.setFont(font)
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            painter.setPen(ink_on(QColor.fromRgb(int(table[steps[row, column]]))))
            cell = QRectF(rect.left() + column * wide, rect.top() + row * high, wide, high)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def draw_bar(painter: QPainter, rect: QRectF, table: NDArray[np.uint32], *, upright: bool = False) -> None:
    """A colour bar: the whole table from left to right, or from bottom to top."""
    steps = np.arange(256, dtype=np.uint8)
    painter.drawImage(rect, image_of(steps[::-1, None] if upright else steps[None], table))


def fitted(rect: QRectF, aspect: float) -> QRectF:
    """The largest rectangle of width / height ``aspect`` inside ``rect``, centred."""
    width = min(rect.width(), rect.height() * aspect)
    height = width / aspect
    return QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)


def crisp(rect: QRectF, ratio: float) -> QRectF:
    """``rect`` with its edges on device pixels, for a device of ``ratio`` pixels to a unit."""
    left, top = round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio
    right, bottom = round(rect.right() * ratio) / ratio, round(rect.bottom() * ratio) / ratio
    return QRectF(left, top, right - left, bottom - top)


def whole(rect: QRectF) -> QRect:
    """The smallest integer rectangle that covers ``rect``."""
    return rect.toAlignedRect()
