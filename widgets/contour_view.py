"""The energy over two parameters as a map with lines, and the paths of the methods that walk on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import number_text
from widgets.colours import bilinear, lut
from widgets.contour_lines import contour_segments
from widgets.contour_plane import Bounds, ContourPlane
from widgets.contour_walks import Walk, draw_head, draw_least, draw_walk
from widgets.theme import font, px, tokens

__all__ = ["ContourView", "Walk", "level_energies"]

Doubles = NDArray[np.float64]

DEEPEST = 1e-5
"""The lowest level above the least energy, as a part of the highest."""


def level_energies(energies: Doubles, lowest: float, count: int, *, logarithmic: bool) -> Doubles:
    """Energies (count + 1,), rising, that part a map into bands: from ``lowest`` to the highest of ``energies``.

    ``logarithmic``: the height above the lowest grows by one factor from band to band. Otherwise the upper bands cover
    like areas of the map, and a quarter of them divides the lowest of these areas logarithmically.
    """
    rise = np.sort(energies[np.isfinite(energies)].ravel()) - lowest
    highest = max(float(rise[-1]), 1e-300) if len(rise) else 1.0
    if logarithmic or len(rise) < 2:
        return np.concatenate([[lowest], lowest + highest * DEEPEST ** np.linspace(1.0, 0.0, count)])
    low = max(2, count // 4)
    areas = np.quantile(rise, np.linspace(0.0, 1.0, count - low + 2)[1:])
    first = max(float(areas[0]), highest * DEEPEST)
    heights = np.concatenate([first * 10.0 ** (-0.75 * np.arange(low - 1, 0, -1)), np.maximum(areas, first)])
    return np.asarray(lowest + np.concatenate([[0.0], np.maximum.accumulate(heights)]))


def level_text(value: float) -> str:
    """An energy beside the bar, at most five letters."""
    if value >= 9999.5:
        mantissa, power = f"{value:.1e}".split("e")
        return f"{mantissa}e{int(power)}"
    return number_text(value).replace("-", "−")


class ContourView(ContourPlane):
    """The map, the paths, and the start as a ring that can be dragged.

    ``start_moved`` ((x, y), finished) while the ring is dragged or moved by the arrow keys (Shift: in larger steps);
    ``start_reset`` when it is sent home (Home).
    """

    start_moved = Signal(object, bool)
    start_reset = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._energy: Doubles | None = None
        self._place: Bounds = (0.0, 1.0, 0.0, 1.0)
        self._part: tuple[Doubles, Bounds] | None = None
        self._levels: Doubles = np.array([0.0, 1.0])
        self._lowest, self._unit = 0.0, ""
        self._walks: tuple[Walk, ...] = ()
        self._start: tuple[float, float] | None = None
        self._least: tuple[float, float] | None = None
        self._pointer: tuple[float, float] | None = None
        self._dragging: QPointF | None = None
        self._colours, self._count, self._lines, self._logarithmic = "viridis", 16, True, False
        self._ground: QPixmap | None = None
        self.setAccessibleName(self.tr("Energy over two parameters"))
        self.setToolTip(
            self.tr("Drag the ring to start elsewhere (arrow keys; Home sends it back); the wheel zooms, 0 shows all")
        )
        self.hovered.connect(self._point)

    # -- contents ------------------------------------------------------------------------------

    def set_map(self, energy: ArrayLike, place: Bounds, lowest: float, unit: str) -> None:
        """The whole map (S, S), rows up the y axis, over ``place``; ``lowest`` is the least energy known."""
        values = np.asarray(energy, dtype=np.float64)
        if values is self._energy and (place, lowest, unit) == (self._place, self._lowest, self._unit):
            return
        self._part = None
        self._energy, self._place, self._lowest, self._unit = values, place, lowest, unit
        self.set_bounds(place)
        self._set_levels()

    def set_part(self, energy: ArrayLike, place: Bounds) -> None:
        """A finer map of a part, drawn over the whole one."""
        self._part = (np.asarray(energy, dtype=np.float64), place)
        self.redraw()

    def set_style(self, colours: str, levels: int, lines: bool, *, logarithmic: bool = False) -> None:
        """The colour map, the number of bands and how they part the map, and whether their lines are drawn."""
        if (colours, levels, lines, logarithmic) != (self._colours, self._count, self._lines, self._logarithmic):
            self._colours, self._count, self._lines, self._logarithmic = colours, levels, lines, logarithmic
            self._set_levels()

    def _set_levels(self) -> None:
        energies = np.empty(0) if self._energy is None else self._energy
        self._levels = level_energies(energies, self._lowest, self._count, logarithmic=self._logarithmic)
        self.redraw()

    def set_walks(self, walks: Sequence[Walk]) -> None:
        """The paths, the first drawn last."""
        self._walks = tuple(walks)
        self._describe()
        self.update()

    def set_start(self, start: tuple[float, float] | None) -> None:
        """Where the ring stands, unless it is being dragged."""
        if self._dragging is None:
            self._start = start
            self.update()

    def set_least(self, least: tuple[float, float] | None) -> None:
        """Mark where the energy is least, as far as that is known."""
        self._least = least
        self.update()

    def set_pointer(self, position: tuple[float, float] | None) -> None:
        """Mark where a linked view's pointer is."""
        self._pointer = position
        self.update()

    def energy_at(self, x: float, y: float) -> float | None:
        """The energy drawn at a point: its cell's of the finest map there; None outside and where there is none."""
        for made in self._maps():
            values, (x0, x1, y0, y1) = made
            column, row = (x - x0) / (x1 - x0) * values.shape[1], (y - y0) / (y1 - y0) * values.shape[0]
            if 0 <= column < values.shape[1] and 0 <= row < values.shape[0]:
                found = float(values[int(row), int(column)])
                return found if np.isfinite(found) else None
        return None

    def _maps(self) -> list[tuple[Doubles, Bounds]]:
        """The maps that are there, the finest first."""
        whole = [] if self._energy is None else [(self._energy, self._place)]
        return [*([self._part] if self._part is not None else []), *whole]

    def readout(self, x: float, y: float) -> str:
        """The two parameters and the energy at a point, in words."""
        energy = self.energy_at(x, y)
        first, second = (name.split(",")[0] for name in self._names)
        at = f"{first} {number_text(x)}, {second} {number_text(y)}"
        if energy is None:
            return self.tr("{place} · no energy here").format(place=at)
        value = f"{number_text(energy, 4)} {self._unit}".rstrip()
        return self.tr("{place} · energy {value}").format(place=at, value=value)

    def to_image(self) -> QImage:
        """The view as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``map_energy`` (S, S), ``map_place`` (4,) and ``path_<name>`` (n, 2) of every method."""
        if self._energy is None:
            return {}
        arrays = {"map_energy": self._energy, "map_place": np.array(self._place)}
        return {**arrays, **{f"path_{walk.name}": walk.points for walk in self._walks}}

    def _describe(self) -> None:
        parts = [f"{walk.name}: {walk.note}" if walk.note else walk.name for walk in self._walks]
        self.setAccessibleDescription("; ".join(parts))

    # -- painting ------------------------------------------------------------------------------

    def redraw(self) -> None:
        self._ground = None
        super().redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._ground = None
        super().resizeEvent(event)

    def side_room(self) -> float:
        return QFontMetricsF(font("small", tabular=True)).horizontalAdvance("8.8e88") + px(30)

    def level_colours(self) -> NDArray[np.uint8]:
        """The colour of each band, (levels, 3), the lowest first; the lowest is the brightest."""
        places = 255 - np.round(np.linspace(12, 243, len(self._levels) - 1)).astype(int)
        return lut(self._colours)[places]

    def _banded(self, values: Doubles, place: Bounds, ratio: float) -> tuple[QRectF, QImage] | None:
        """A map as a picture of bands, and where it is drawn."""
        x0, x1, y0, y1 = self.shown()
        a0, a1, b0, b1 = place
        left, right, low, high = max(x0, a0), min(x1, a1), max(y0, b0), min(y1, b1)
        if left >= right or low >= high:
            return None
        corner, other = self.point(left, high), self.point(right, low)
        rect = QRectF(corner, other)
        part = ((left - a0) / (a1 - a0), (low - b0) / (b1 - b0), (right - a0) / (a1 - a0), (high - b0) / (b1 - b0))
        wide, tall = max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio))
        with np.errstate(invalid="ignore"):
            rise = np.log10(np.maximum(values - self._levels[0], (self._levels[1] - self._levels[0]) * 0.1))
            drawn = bilinear(rise, tall, wide, part)[::-1]
        steps = np.log10(self._levels[1:-1] - self._levels[0])
        band = np.searchsorted(steps, np.nan_to_num(drawn, nan=0.0))
        words = np.concatenate([self.level_colours(), np.full((len(self._levels) - 1, 1), 255, np.uint8)], axis=1)
        pixels = np.where(np.isnan(drawn)[..., None], 0, words[band]).astype(np.uint8)
        pixels = np.ascontiguousarray(pixels)
        picture = QImage(pixels.data, wide, tall, wide * 4, QImage.Format.Format_RGBA8888).copy()
        return rect, picture

    def _draw_ground(self) -> QPixmap:
        t, ratio = tokens(), self.devicePixelRatioF()
        ground = QPixmap(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
        ground.setDevicePixelRatio(ratio)
        ground.fill(QColor(t.background))
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.plot_rect()
        painter.fillRect(rect, QColor(t.panel))
        painter.save()
        painter.setClipRect(rect)
        maps = self._maps()
        for values, place in reversed(maps):
            made = self._banded(values, place, ratio)
            if made is not None:
                painter.drawImage(*made)
        if self._lines and maps:
            self._draw_lines(painter, *maps[0])
        painter.restore()
        self.draw_axes(painter, grid=False)
        self._draw_bar(painter, rect)
        painter.end()
        return ground

    def _draw_lines(self, painter: QPainter, values: Doubles, place: Bounds) -> None:
        x0, x1, y0, y1 = place
        rows, columns = values.shape
        painter.setPen(QPen(QColor(0, 0, 0, 70), px(1)))
        heights = np.log10(np.maximum(values - self._levels[0], (self._levels[1] - self._levels[0]) * 1e-3))
        for pieces in contour_segments(heights, np.log10(self._levels[1:-1] - self._levels[0])):
            ends = pieces.reshape(-1, 2)
            points = np.stack(
                [x0 + (ends[:, 0] + 0.5) / columns * (x1 - x0), y0 + (ends[:, 1] + 0.5) / rows * (y1 - y0)], 1
            )
            painter.drawLines([QLineF(*line) for line in self.places(points).reshape(-1, 4).tolist()])

    def _draw_bar(self, painter: QPainter, rect: QRectF) -> None:
        """The bands from low to high, with the energies at some of their edges."""
        t, colours = tokens(), self.level_colours()
        bar = QRectF(rect.right() + px(12), rect.top(), px(12), rect.height())
        high = bar.height() / len(colours)
        for number, colour in enumerate(colours.tolist()):
            top = bar.bottom() - (number + 1) * high
            painter.fillRect(QRectF(bar.left(), top, bar.width(), high + 0.5), QColor(*colour))
        painter.setFont(font("small", tabular=True))
        painter.setPen(QColor(t.quiet))
        metrics = QFontMetricsF(painter.font())
        every = max(1, int(np.ceil(metrics.height() * 1.5 / high)))
        last, before = len(self._levels) - 1, ""
        for number in sorted({*range(0, last - every + 1, every), last}):
            y = min(
                max(bar.bottom() - number * high, rect.top() + metrics.height() / 2),
                rect.bottom() - metrics.height() / 2,
            )
            place = QPointF(bar.right() + px(5), y + metrics.ascent() - metrics.height() / 2)
            text = level_text(float(self._levels[number]))
            painter.drawText(place, text if text != before else "")
            before = text
        foot = QRectF(bar.left() - px(30), rect.bottom() + px(4), self.width() - bar.left() + px(30), metrics.height())
        words = self.tr("energy") + (f", {self._unit}" if self._unit else "")
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._ground is None:
            self._ground = self._draw_ground()
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.plot_rect()
        painter.save()
        painter.setClipRect(rect)
        if self._least is not None:
            draw_least(painter, self.point(*self._least))
        for walk in reversed(self._walks):
            draw_walk(painter, self, walk)
        for walk in reversed(self._walks):
            draw_head(painter, self, walk)
        if self._start is not None:
            colour = tokens().accent if tokens().name == "dark" else "#0a7566"
            width = px(3) if self.hasFocus() or self._dragging is not None else px(2)
            self.draw_ring(painter, self.ring_place(), px(8), colour, width)
        if self._pointer is not None:
            self.draw_ring(painter, self.point(*self._pointer), px(4), tokens().text, px(1))
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens().ring if self.hasFocus() else tokens().line), 1))
        painter.drawRect(rect)

    # -- pointer and keys ----------------------------------------------------------------------

    def _point(self, position: tuple[float, float] | None) -> None:
        self._pointer = None
        self.update()

    def ring_place(self) -> QPointF:
        """Where the ring is drawn: at the start, or at the edge nearest to one that lies outside."""
        place, rect = self.point(*(self._start or (0.0, 0.0))), self.plot_rect().adjusted(px(9), px(9), -px(9), -px(9))
        if self.plot_rect().contains(place):
            return place
        return QPointF(min(max(place.x(), rect.left()), rect.right()), min(max(place.y(), rect.top()), rect.bottom()))

    def _near_start(self, place: QPointF) -> bool:
        return self._start is not None and (self.ring_place() - place).manhattanLength() <= px(16)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._near_start(event.position()):
            self._dragging = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging is None:
            self.setCursor(
                Qt.CursorShape.OpenHandCursor if self._near_start(event.position()) else Qt.CursorShape.CrossCursor
            )
            super().mouseMoveEvent(event)
            return
        self._move_start(self._held(event.position()), finished=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging is not None:
            moved = event.position() != self._dragging
            self._dragging = None
            self.unsetCursor()
            if moved:
                self._move_start(self._held(event.position()), finished=True)
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._near_start(event.position()):
            self.start_reset.emit()
        else:
            super().mouseDoubleClickEvent(event)

    def _held(self, place: QPointF) -> tuple[float, float]:
        rect = self.plot_rect()
        x = min(max(place.x(), rect.left()), rect.right())
        return self.value_at(QPointF(x, min(max(place.y(), rect.top()), rect.bottom())))

    def _move_start(self, start: tuple[float, float], *, finished: bool) -> None:
        self._start = start
        self.update()
        self.start_moved.emit(start, finished)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        step = steps.get(Qt.Key(event.key()))
        allowed = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        if self._start is None or event.modifiers() & ~allowed:
            super().keyPressEvent(event)
        elif step is not None:
            size = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.01
            x0, x1, y0, y1 = self.shown()
            x, y = self._start
            self._move_start((x + step[0] * size * (x1 - x0), y + step[1] * size * (y1 - y0)), finished=True)
        elif event.key() == Qt.Key.Key_Home:
            self.start_reset.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
